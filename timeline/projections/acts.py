"""The acts of one sanctions programme: from when to when each applies, and which go on with which.

Ends are last days, as the data has them. An act on the state that its programme is for is `wide`:
its extensions say until when the whole programme holds, whoever is listed under it. An end that
has passed is `expired` by the calendar alone only where nothing speaks against it: with a later
act of the same programme, or with nothing recorded of the programme since that day (so that nobody
can have looked), it is `renewal_not_recorded`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

from timeline.texts import ActorId, Ref

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from timeline.dates import PartialDate
    from timeline.projections.gists import ActGist, Order
    from timeline.register import Register

Lapse = Literal["expired", "renewal_not_recorded"]
Boundary: TypeAlias = tuple[Literal["start", "end"], Ref]
World: TypeAlias = frozenset[Boundary]
"""One way in which the days known only in part may have fallen: the boundaries that are passed."""

_DAY = timedelta(days=1)


class Acts(Protocol):
    """Where acts are looked up, as known at one time: never any that was taken back."""

    def targets(self) -> Iterable[ActorId]:
        """Every target of any act."""

    def on(self, target: ActorId, day: date) -> list[ActGist]:
        """The acts on a target that may have been said, or have begun, by a day, and maybe others; in any order."""

    def binding(self, target: ActorId, programme: ActorId, day: date) -> Iterator[ActGist]:
        """The extensions and expiries on a target under a programme that may have begun by a day, newest first."""

    def later(self, programme: str, day: date) -> Iterator[ActGist]:
        """The acts of a programme that were certainly made after a day, by their earliest day and number."""

    def seen(self, programme: str) -> date | None:
        """The day on which anything was last recorded of a programme: what was taken back later counts too."""

    def followers(self, ref: Ref) -> Iterable[ActGist]:
        """The acts that are said to follow an entry."""


@dataclass(slots=True)  # not frozen: many are made for one answer
class Act:
    """One sanctions change: between which days it may have begun (`first` to `last`), and may have run out.

    `wide`: its target is the state that the programme is for, so that what it says of an end holds
    for the whole programme. `bridges`: it goes on with an act that had not certainly run out (told
    only where its day is not certain).
    """

    gist: ActGist
    first: date
    last: date
    wide: bool
    bridges: bool = False

    @property
    def ref(self) -> Ref:
        """Its entry."""
        return self.gist.ref

    @property
    def start(self) -> PartialDate:
        """The day from which it applies."""
        return self.gist.start

    @property
    def end(self) -> PartialDate | None:
        """The last day on which it says that it applies."""
        return self.gist.end

    @property
    def follows(self) -> tuple[Ref, ...]:
        """The entries that its entry is said to follow."""
        return self.gist.follows

    @property
    def order(self) -> Order:
        """Its place among others: by day, then as recorded."""
        return self.last, self.first, self.gist.number

    def begun(self, on: date, world: World) -> bool:
        """Whether it has begun by that day, in that world."""
        if self.last <= on or (self.bridges and self.first <= on):
            return True
        return self.first <= on and ("start", self.gist.ref) in world

    def over(self, on: date, world: World) -> bool:
        """Whether its last day has passed, in that world."""
        end = self.gist.end
        if end is None or (end.earliest or date.min) >= on:
            return False
        return (end.latest or date.max) < on or ("end", self.gist.ref) in world

    def unsure(self, on: date) -> Iterator[Boundary]:
        """Which of its boundaries may or may not be passed on that day."""
        if self.first <= on < self.last and not self.bridges:
            yield "start", self.gist.ref
        end = self.gist.end
        if end and (end.earliest or date.min) < on <= (end.latest or date.max):
            yield "end", self.gist.ref


class Programme:
    """One programme on one day: until when it is extended, and what is recorded after that.

    Without a programme's name its acts are those of one authority, and none of them is `wide`.
    """

    def __init__(self, name: str, acts: Acts, register: Register, on: date) -> None:
        self._name = name
        self._acts = acts
        self._on = on
        self._states: tuple[ActorId, ...] = ()
        if not name.startswith("@"):
            told = register[name].to("for") if name in register else ()
            self._states = told or tuple(actor.id for actor in register if actor.type == "state")
        self._is_state = frozenset(self._states)
        self._frame: list[Act] | None = None
        self._bounds: dict[World, Act | None] = {}
        self._lapsed: dict[PartialDate, tuple[Lapse, str]] = {}

    def act(self, gist: ActGist, beside: Iterable[ActGist] = ()) -> Act:
        """An act beside others on one target, with which it may go on; a wide one goes on with those on the state."""
        first, last = gist.first, gist.last
        wide = self._is_wide(gist)
        if not (gist.action == "extended" and first <= self._on < last):
            return Act(gist, first, last, wide)
        if wide:
            shared = self._is_state.intersection(gist.targets)
            beside = [other for state in shared for other in self._acts.on(state, self._on)]
        return Act(gist, first, last, wide, bridges=any(self._goes_on(gist, other, wide=wide) for other in beside))

    def _is_wide(self, gist: ActGist) -> bool:
        return not self._is_state.isdisjoint(gist.targets)

    def _goes_on(self, gist: ActGist, other: ActGist, *, wide: bool) -> bool:
        """Whether an extension left no certain gap behind an earlier act."""
        end = other.end
        return (
            end is not None
            and (end.latest or date.max) >= _day_before(gist.first)
            and other.order < gist.order
            and other.first <= gist.first
            and other.scheme == self._name
            and other.occurred
            and self._is_wide(other) == wide
            and (other.measure == gist.measure or other.ref in gist.follows)
        )

    @property
    def frame(self) -> list[Act]:
        """The extensions and recorded expiries that may say until when all of it holds on that day, in order."""
        if self._frame is None:
            found = [self._acts.binding(state, self._name, self._on) for state in self._states]
            gists = _framing((gist for gist in _newest_first(found) if gist.occurred), self._on)
            self._frame = [self.act(gist) for gist in sorted(gists, key=lambda gist: gist.order)]
        return self._frame

    def bounds(self, world: World) -> Act | None:
        """The newest extension or recorded expiry of the whole programme that has begun by that day."""
        if world not in self._bounds:
            self._bounds[world] = self._newest(world)
        return self._bounds[world]

    def _newest(self, world: World) -> Act | None:
        begun = [act for act in self.frame if act.begun(self._on, world)]
        extended = {act.gist.measure for act in begun if act.gist.action == "extended"}
        bounds = [act for act in begun if act.gist.action == "extended" or act.gist.measure in {None, *extended}]
        return bounds[-1] if bounds else None

    def lapsed(self, end: PartialDate) -> tuple[Lapse, str]:
        """The state of what ran out on a day with no renewal recorded, and why it is that."""
        found = self._lapsed.get(end)
        if found is None:
            found = self._lapsed[end] = self._lapse(end)
        return found

    def _lapse(self, end: PartialDate) -> tuple[Lapse, str]:
        last = end.latest or date.max
        later = next((gist for gist in self._acts.later(self._name, last) if gist.occurred and shows_life(gist)), None)
        if later is not None:
            return "renewal_not_recorded", (
                f"its end, {end}, has passed and no renewal is recorded,"
                f" but the programme went on: {later.ref} ({later.when})"
            )
        seen = self._acts.seen(self._name)
        if seen is None or seen <= last:
            return "renewal_not_recorded", (
                f"its end, {end}, has passed, and nothing was recorded of the programme after {seen}"
            )
        return "expired", f"its end, {end}, has passed, and no later act of the programme is recorded"


def shows_life(gist: ActGist) -> bool:
    """Whether an act shows that its programme goes on."""
    return gist.action not in ("announced", "proposed", "expired")


def _newest_first(found: list[Iterator[ActGist]]) -> Iterator[ActGist]:
    """All of these in order, an act that names several states once."""
    if len(found) == 1:
        yield from found[0]
        return
    told: set[Ref] = set()
    for gist in sorted((gist for each in found for gist in each), key=lambda gist: gist.order, reverse=True):
        if gist.ref not in told:
            told.add(gist.ref)
            yield gist


def _framing(newest_first: Iterable[ActGist], on: date) -> Iterator[ActGist]:
    """Those that can be the newest that has begun, and of each measure that expired one extension.

    Behind the first that has certainly begun nothing counts: but a recorded expiry of a measure
    counts only where that measure was extended.
    """
    unproven: set[str | None] = set()
    certain = False
    for gist in newest_first:
        begun, extends = gist.last <= on, gist.action == "extended"
        if not certain or (begun and extends and gist.measure in unproven):
            yield gist
        if begun and extends:
            unproven.discard(gist.measure)
        elif not certain and not extends and gist.measure is not None:
            unproven.add(gist.measure)
        certain = certain or (begun and (extends or gist.measure is None))
        if certain and not unproven:
            return


def _day_before(day: date) -> date:
    return day - _DAY if day > date.min else day
