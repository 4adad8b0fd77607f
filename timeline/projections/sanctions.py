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
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict

from timeline.claims import Modality
from timeline.dates import PartialDate
from timeline.facts import Effective, SanctionsChange
from timeline.projections.acts import Act, Boundary, Programme, World, bridged
from timeline.projections.chronology import Match
from timeline.projections.layers import Layer, State, stack
from timeline.texts import ActorId, Ref
from timeline.titles import modality

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from timeline.entry import Entry
    from timeline.register import Register

Action = Literal[
    "proposed", "announced", "imposed", "tightened", "extended", "licensed",
    "eased", "suspended", "lifted", "delisted", "expired",
]  # fmt: skip
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


def sanctions_on(
    entries: Iterable[Entry],
    register: Register,
    on: date,
    *,
    target: str | None = None,
    authority: str | None = None,
) -> Sanctions:
    """Which sanctions stand on a day, from entries as known at one time, in any order.

    `target` and `authority` are ids; what belongs to them is found too (OFAC under the United
    States, Belaruskali under its sector), each as its own. Retracted and merged entries have no part.
    """
    facts = [
        (entry, entry.fact)
        for entry in entries
        if isinstance(entry.fact, SanctionsChange) and entry.status in ("standing", "disputed")
    ]
    above = _above(target, register) if target is not None else frozenset()
    programmes = _programmes(facts, register)
    found = [
        row
        for row in _rows(programmes, on)
        if authority is None or row.authority == authority or register.belongs(row.authority, authority)
    ]

    def asked(row: SanctionedTarget | AnnouncedAct) -> bool:
        return target is None or row.target == target or register.belongs(row.target, target)

    return Sanctions(
        on=on,
        targets=tuple(filter(asked, found)),
        related=tuple(row for row in found if row.target in above),
        announced=tuple(
            act
            for act in _announced(facts, on)
            if asked(act)
            and (authority is None or act.authority == authority or register.belongs(act.authority, authority))
        ),
    )


def _programmes(facts: Iterable[tuple[Entry, SanctionsChange]], register: Register) -> list[Programme]:
    """The acts that have occurred, by programme (without one, by authority), each in order."""
    found: dict[tuple[str | None, str], Programme] = {}
    for entry, fact in facts:
        key = (fact.programme, "" if fact.programme else fact.authority)
        programme = found.setdefault(key, Programme([], date.min))
        programme.seen = max(programme.seen, entry.changed.date())
        if modality(entry.claims) == "occurred":
            programme.acts.append(Act(entry, fact, wide=_is_wide(fact, register)))
    for programme in found.values():
        programme.acts = list(bridged(programme.acts))
    return list(found.values())


def _is_wide(fact: SanctionsChange, register: Register) -> bool:
    """Whether a target is the state that the programme is for."""
    if fact.programme is None:
        return False
    states = register[fact.programme].to("for") if fact.programme in register else ()
    if states:
        return any(target in states for target in fact.targets)
    return any(target in register and register[target].type == "state" for target in fact.targets)


def _rows(programmes: Iterable[Programme], on: date) -> list[SanctionedTarget]:
    """Every target of every authority and programme on which an act may have begun by that day."""
    found = []
    for programme in programmes:
        targets: dict[tuple[str, str], list[Act]] = {}
        for act in programme.acts:
            for target in dict.fromkeys(act.fact.targets):
                targets.setdefault((target, act.fact.authority), []).append(act)
        for (target, authority), acts in targets.items():
            row = _row(target, authority, acts, programme, on)
            if row is not None:
                found.append(row)
    return sorted(found, key=lambda row: (row.target, row.authority, row.programme or ""))


def _row(target: str, authority: str, acts: Sequence[Act], programme: Programme, on: date) -> SanctionedTarget | None:
    """One row, or None where no act of it can have begun: read in every way its days may have fallen."""
    binding = [act for act in programme.acts if act.binds and act not in acts]
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
            why.append(f"whether {act.entry.ref} ({day}) had {what} by then is not certain")
    return SanctionedTarget(
        target=target,
        authority=authority,
        programme=acts[0].fact.programme,
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


def _announced(facts: Sequence[tuple[Entry, SanctionsChange]], on: date) -> list[AnnouncedAct]:
    """What had been announced, proposed, planned or decided by that day and changed nothing yet, oldest first."""
    followers: dict[str, list[Entry]] = {}
    for entry, fact in facts:
        for link in entry.links:
            if link.kind == "follows" and (fact.when.earliest or date.min) <= on:
                followers.setdefault(link.to, []).append(entry)
    found = []
    for entry, fact in sorted(facts, key=_by_day):
        said = modality(entry.claims)
        start = fact.effective.start if fact.effective else None
        ahead = start is not None and (start.earliest or date.min) > on
        nothing_yet = fact.action in ("announced", "proposed") or said != "occurred" or ahead
        if said == "denied" or not nothing_yet or (fact.when.earliest or date.min) > on:
            continue
        after = tuple(other.ref for other in sorted(followers.get(entry.ref, []), key=lambda other: other.number))
        found += [
            AnnouncedAct(
                target=target,
                authority=fact.authority,
                programme=fact.programme,
                action=fact.action,
                modality=said,
                when=fact.when,
                effective=fact.effective,
                entries=(entry.ref,),
                followed_by=after,
            )
            for target in dict.fromkeys(fact.targets)
        ]
    return found


def _by_day(item: tuple[Entry, SanctionsChange]) -> tuple[date, int]:
    entry, fact = item
    return fact.when.earliest or date.min, entry.number


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
