"""Which sanctions stand on a day: for each target, what each authority's programme does to it.

Every act has its own targets, and nothing is inherited: an act on a sector, on an owner or on a
state is a row of that target, and `related` names those above what was asked. Announcements and
proposals, and acts that do not apply yet, change no state; they are listed in `announced`. What is
only planned, negotiated, alleged or denied is no act.

A day known only in part leaves states possible: `state` is then what is certain so far (as if such
a change were still to come; the first that is possible, where nothing is), `possible` the others.
"""

from __future__ import annotations

from datetime import date
from itertools import product
from operator import attrgetter
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from timeline.claims import Modality, firmest
from timeline.dates import PartialDate
from timeline.facts import Effective
from timeline.projections.acts import Act, Acts, Boundary, Programme, World
from timeline.projections.chronology import Match
from timeline.projections.gists import ActGist, Action
from timeline.projections.layers import Layer, State, stack
from timeline.projections.listed_acts import ListedActs
from timeline.texts import ActorId, Ref

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from timeline.entry import Entry
    from timeline.register import Register

_MOST = 8
"""Days known only in part, about one target at once, whose every combination is looked at; of more, two."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class SanctionedTarget(_Frozen):
    """What one authority's programme does to one target; `state` is that of its topmost (first) layer.

    `match` is `possible` where another state is possible too: those are in `possible`.
    """

    target: ActorId
    authority: ActorId
    programme: ActorId | None
    state: State
    match: Match
    possible: tuple[State, ...] = ()
    why: str | None = None
    layers: tuple[Layer, ...]


class AnnouncedAct(_Frozen):
    """An act that changes nothing yet: announced, proposed, planned, or decided and not yet in effect.

    `followed_by` are the refs of entries by that day that are said to follow it.
    """

    target: ActorId
    authority: ActorId
    programme: ActorId | None
    action: Action
    modality: Modality
    when: PartialDate
    effective: Effective | None
    entries: tuple[Ref, ...]
    followed_by: tuple[Ref, ...]


class Sanctions(_Frozen):
    """Sanctions on one day, by target, authority and programme."""

    on: date
    targets: tuple[SanctionedTarget, ...]
    related: tuple[SanctionedTarget, ...] = ()
    announced: tuple[AnnouncedAct, ...] = ()


_FEW = 64
"""Possible targets that are looked up one by one; of more, those that are targets of any act."""


def sanctions_on(
    entries: Iterable[Entry],
    register: Register,
    on: date,
    *,
    target: str | None = None,
    authority: str | None = None,
    seen: Mapping[str, date] | None = None,
) -> Sanctions:
    """Which sanctions stand on a day, from entries as known at one time, in any order.

    `target` and `authority` are ids; what belongs to them is found too (OFAC under the United
    States, Belaruskali under its sector), each as its own. Retracted and merged entries have no
    part, but that somebody looked: `seen` says on which day anything was last recorded of each
    programme, where the entries as they stand do not tell all of it.
    """
    return sanctions_of(ListedActs(entries, seen), register, on, target=target, authority=authority)


def sanctions_of(
    acts: Acts, register: Register, on: date, *, target: str | None = None, authority: str | None = None
) -> Sanctions:
    """The same from wherever acts are looked up: of those asked for alone."""
    question = _Question(acts, register, on, authority)
    asked = _asked(acts, register, target)
    above = _above(target, register) if target is not None else frozenset()
    return Sanctions(
        on=on,
        targets=question.rows(asked),
        related=question.rows(above),
        announced=question.announced(asked),
    )


def _asked(acts: Acts, register: Register, target: str | None) -> frozenset[str]:
    if target is None:
        return frozenset(acts.targets())
    below = register.below(target) | {target}
    return below if len(below) <= _FEW else below.intersection(acts.targets())


class _Question:
    """One question: the acts on each target and the programmes they belong to, looked up once."""

    def __init__(self, acts: Acts, register: Register, on: date, authority: str | None) -> None:
        self._acts = acts
        self._register = register
        self._on = on
        self._authority = authority
        self._by_target: dict[str, list[ActGist]] = {}
        self._programmes: dict[str, Programme] = {}

    def rows(self, targets: Iterable[str]) -> tuple[SanctionedTarget, ...]:
        """Every one of these targets, by authority and programme, on which an act may have begun by that day."""
        return tuple(row for target in sorted(targets) for row in self._rows(target))

    def _rows(self, target: str) -> list[SanctionedTarget]:
        of_programme: dict[str, list[ActGist]] = {}
        for gist in self._on_target(target):
            if gist.first <= self._on and gist.occurred:
                of_programme.setdefault(gist.scheme, []).append(gist)
        found = []
        for name, beside in of_programme.items():
            programme = self._programme(name)
            of_authority: dict[str, list[Act]] = {}
            for gist in beside:
                if self._is_asked(gist.authority):
                    of_authority.setdefault(gist.authority, []).append(programme.act(gist, beside))
            for authority, acts in of_authority.items():
                acts.sort(key=attrgetter("order"))
                row = _row(target, authority, acts, programme, self._on)
                if row is not None:
                    found.append(row)
        return sorted(found, key=lambda row: (row.authority, row.programme or ""))

    def announced(self, targets: Collection[str]) -> tuple[AnnouncedAct, ...]:
        """What had been announced, proposed, planned or decided by that day and changed nothing yet, oldest first."""
        gists = {gist.ref: gist for target in targets for gist in self._on_target(target)}
        return tuple(
            _announced(gist, target, after)
            for gist in sorted(gists.values(), key=_by_day)
            if self._is_asked(gist.authority) and _changes_nothing_yet(gist, self._on)
            for after in [self._followers(gist)]
            for target in dict.fromkeys(gist.targets)
            if target in targets
        )

    def _followers(self, gist: ActGist) -> tuple[Ref, ...]:
        after = [other for other in self._acts.followers(gist.ref) if (other.when.earliest or date.min) <= self._on]
        return tuple(other.ref for other in sorted(after, key=lambda other: other.number))

    def _on_target(self, target: str) -> list[ActGist]:
        found = self._by_target.get(target)
        if found is None:
            found = self._by_target[target] = self._acts.on(target, self._on)
        return found

    def _programme(self, name: str) -> Programme:
        found = self._programmes.get(name)
        if found is None:
            found = self._programmes[name] = Programme(name, self._acts, self._register, self._on)
        return found

    def _is_asked(self, authority: str) -> bool:
        asked = self._authority
        return asked is None or authority == asked or self._register.belongs(authority, asked)


def _row(target: str, authority: str, acts: Sequence[Act], programme: Programme, on: date) -> SanctionedTarget | None:
    """One row, or None where no act of it can have begun: read in every way its days may have fallen."""
    own = {act.ref for act in acts}
    binding = [act for act in programme.frame if act.ref not in own]
    unsure = [(act, boundary) for act in (*acts, *binding) for boundary in act.unsure(on)]
    readings = {world: stack(acts, programme, on, world) for world in _worlds([boundary for _, boundary in unsure])}
    layers = next((reading for reading in readings.values() if reading), None)
    if layers is None:
        return None
    states = {world: reading[0].state if reading else None for world, reading in readings.items()}
    state = layers[0].state
    why = [layers[0].why] if layers[0].why else []
    for act, boundary in unsure:
        if any(states.get(world ^ {boundary}, other) != other for world, other in states.items()):
            day, what = (act.start, "begun") if boundary[0] == "start" else (act.end, "run out")
            why.append(f"whether {act.ref} ({day}) had {what} by then is not certain")
    return SanctionedTarget(
        target=target,
        authority=authority,
        programme=acts[0].gist.programme,
        state=state,
        match="certain" if set(states.values()) == {state} else "possible",
        possible=tuple(sorted({other for other in states.values() if other is not None} - {state})),
        why="; ".join(why) or None,
        layers=layers,
    )


def _worlds(unsure: Sequence[Boundary]) -> Iterator[World]:
    """The ways in which uncertain days may have fallen, first the one in which none of them has come."""
    if len(unsure) > _MOST:
        yield from (frozenset(), frozenset(unsure))
        return
    for passed in product((False, True), repeat=len(unsure)):
        yield frozenset(boundary for boundary, came in zip(unsure, passed, strict=True) if came)


def _changes_nothing_yet(gist: ActGist, on: date) -> bool:
    """Whether it had been said by that day, is not denied, and has changed no state by then."""
    said = firmest(gist.said)
    start = gist.effective[0] if gist.effective else None
    ahead = start is not None and (start.earliest or date.min) > on
    nothing_yet = gist.action in ("announced", "proposed") or said != "occurred" or ahead
    return nothing_yet and said != "denied" and (gist.when.earliest or date.min) <= on


def _announced(gist: ActGist, target: str, after: tuple[Ref, ...]) -> AnnouncedAct:
    return AnnouncedAct(
        target=target,
        authority=gist.authority,
        programme=gist.programme,
        action=gist.action,
        modality=firmest(gist.said),
        when=gist.when,
        effective=Effective(start=gist.effective[0], end=gist.effective[1]) if gist.effective else None,
        entries=(gist.ref,),
        followed_by=after,
    )


def _by_day(gist: ActGist) -> tuple[date, int]:
    return gist.when.earliest or date.min, gist.number


def _above(target: str, register: Register) -> frozenset[str]:
    """The sectors, owners and states above a target, without it."""
    found: set[str] = set()
    waiting = [target]
    while waiting:
        current = waiting.pop()
        if current in register:
            found |= register.above(current)
            waiting += [owner for part in register.above(current) for owner in register[part].to("owned_by")]
            waiting = [actor for actor in waiting if actor not in found]
    return frozenset(found - {target})
