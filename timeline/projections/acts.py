"""The acts of one sanctions programme: from when to when each applies, and which go on with which.

Ends are last days, as the data has them. An act on the state that its programme is for is `wide`:
its extensions say until when the whole programme holds, whoever is listed under it. An end that
has passed is `expired` by the calendar alone only where nothing speaks against it: with a later
act of the same programme, or with nothing recorded of the programme since that day (so that nobody
can have looked), it is `renewal_not_recorded`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, TypeAlias

from timeline.texts import Ref

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from timeline.dates import PartialDate
    from timeline.entry import Entry
    from timeline.facts import SanctionsChange

Lapse = Literal["expired", "renewal_not_recorded"]
Boundary: TypeAlias = tuple[Literal["start", "end"], Ref]
World: TypeAlias = frozenset[Boundary]
"""One way in which the days known only in part may have fallen: the boundaries that are passed."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Act:
    """One sanctions change: between which days it may have begun, and may have run out.

    `wide`: its target is the state that the programme is for, so that what it says of an end holds
    for the whole programme. `bridges`: it goes on with an act that had not certainly run out.
    """

    entry: Entry
    fact: SanctionsChange
    wide: bool
    bridges: bool = False

    @property
    def start(self) -> PartialDate:
        """The day from which it applies."""
        effective = self.fact.effective
        return effective.start if effective and effective.start else self.fact.when

    @property
    def end(self) -> PartialDate | None:
        """The last day on which it says that it applies."""
        return self.fact.effective.end if self.fact.effective else None

    @property
    def first(self) -> date:
        """The earliest day of its start."""
        return self.start.earliest or date.min

    @property
    def last(self) -> date:
        """The day by which it has certainly begun."""
        return self.start.latest or date.max

    @property
    def order(self) -> tuple[date, date, int]:
        """Its place among others: by day, then as recorded."""
        return self.last, self.first, self.entry.number

    @property
    def follows(self) -> frozenset[Ref]:
        """The entries that its entry is said to follow."""
        return frozenset(link.to for link in self.entry.links if link.kind == "follows")

    @property
    def binds(self) -> bool:
        """Whether it says until when the whole programme holds."""
        return self.wide and self.fact.action in ("extended", "expired")

    def begun(self, on: date, world: World) -> bool:
        """Whether it has begun by that day, in that world."""
        if self.last <= on or (self.bridges and self.first <= on):
            return True
        return self.first <= on and ("start", self.entry.ref) in world

    def over(self, on: date, world: World) -> bool:
        """Whether its last day has passed, in that world."""
        if self.end is None or (self.end.earliest or date.min) >= on:
            return False
        return (self.end.latest or date.max) < on or ("end", self.entry.ref) in world

    def unsure(self, on: date) -> Iterator[Boundary]:
        """Which of its boundaries may or may not be passed on that day."""
        if not self.bridges and self.first <= on < self.last:
            yield "start", self.entry.ref
        if self.end and (self.end.earliest or date.min) < on <= (self.end.latest or date.max):
            yield "end", self.entry.ref


@dataclass(slots=True)
class Programme:
    """All acts of one programme, in order: until when it is extended, and what is recorded after that.

    Without a programme's name its acts are those of one authority, and none of them is `wide`.
    `seen` is the day on which anything was last recorded of it, announcements included.
    """

    acts: list[Act]
    seen: date

    def bounds(self, on: date, world: World) -> Act | None:
        """The newest extension or recorded expiry of the whole programme that has begun by that day."""
        begun = [act for act in self.acts if act.binds and act.begun(on, world)]
        extended = {act.fact.measure for act in begun if act.fact.action == "extended"}
        bounds = [act for act in begun if act.fact.action == "extended" or act.fact.measure in {None, *extended}]
        return bounds[-1] if bounds else None

    def lapsed(self, end: PartialDate) -> tuple[Lapse, str]:
        """The state of what ran out on a day with no renewal recorded, and why it is that."""
        last = end.latest or date.max
        later = next(
            (act for act in self.acts if _shows_life(act) and (act.fact.when.earliest or date.min) > last), None
        )
        if later is not None:
            return "renewal_not_recorded", (
                f"its end, {end}, has passed and no renewal is recorded,"
                f" but the programme went on: {later.entry.ref} ({later.fact.when})"
            )
        if self.seen <= last:
            return "renewal_not_recorded", (
                f"its end, {end}, has passed, and nothing was recorded of the programme after {self.seen}"
            )
        return "expired", f"its end, {end}, has passed, and no later act of the programme is recorded"


def _shows_life(act: Act) -> bool:
    return act.fact.action not in ("announced", "proposed", "expired")


def bridged(acts: Iterable[Act]) -> Iterator[Act]:
    """The acts of one programme in order; each extension knows whether it left no certain gap before it."""
    before: list[Act] = []
    for act in sorted(acts, key=lambda act: act.order):
        targets = set(act.fact.targets)
        goes_on = act.fact.action == "extended" and any(
            other.end is not None
            and (other.end.latest or date.max) >= _day_before(act.first)
            and other.wide == act.wide
            and (other.fact.measure == act.fact.measure or other.entry.ref in act.follows)
            and targets & set(other.fact.targets)
            for other in before
        )
        before.append(act)
        yield replace(act, bridges=goes_on)


def _day_before(day: date) -> date:
    return day - _DAY if day > date.min else day
