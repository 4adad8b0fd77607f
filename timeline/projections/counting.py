"""Which entries add to a total, and how much each adds: the rule, one entry at a time.

An entry that is part of another of its kind never adds, in any period (contracts, "Counting").
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple, assert_never

from timeline.dates import Truth
from timeline.quantities import Interval
from timeline.titles import modality

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timeline.dates import Period
    from timeline.entry import Entry
    from timeline.facts import Population, Release
    from timeline.projections.chronology import Match

NOT_LET_GO = frozenset({"refused_to_leave", "returned_to_custody"})
"""Outcomes of people whom a release covered and who were in custody after it, still or again."""


class Counted(NamedTuple):
    """An entry that belongs to a period: certainly, or possibly."""

    entry: Entry
    match: Match


def counted(entries: Iterable[Entry], kind: str, period: Period) -> list[Counted]:
    """The entries of a kind that happened in a period or may have, oldest first, parts included."""
    of_kind = (entry for entry in entries if entry.kind == kind)
    found = [Counted(entry, match) for entry in of_kind if (match := match_in(entry, period))]
    return sorted(found, key=lambda one: by_day(one.entry))


def match_in(entry: Entry, period: Period) -> Match | None:
    """Whether what an entry tells happened in the period; None for certainly not."""
    within = entry.fact.when.within(period)
    if within is Truth.NO:
        return None
    happened = happening(entry)
    return happened if happened is None or within is Truth.YES else "possible"


def happening(entry: Entry) -> Match | None:
    """Whether what an entry tells happened at all: certainly, or possibly (announced, alleged).

    None for what is only planned, negotiated or denied, and for what is retracted or merged.
    Somebody's dispute takes nothing away: it stays a dispute.
    """
    if entry.status in ("retracted", "merged"):
        return None
    said = modality(entry.claims)
    match said:
        case "occurred":
            return "certain"
        case "announced" | "alleged":
            return "possible"
        case "planned" | "negotiated" | "denied":
            return None
        case unreachable:
            assert_never(unreachable)


def by_day(entry: Entry) -> tuple[date, int]:
    """A key that sorts entries by the first day on which each can have been."""
    return entry.fact.when.earliest or date.min, entry.number


def let_go(release: Release) -> Interval:
    """How many one release let go: those it covered, at the least without whoever stayed or was sent back."""
    stayed = sum(person.outcome in NOT_LET_GO for person in release.named)
    people = release.people.interval
    return Interval(max(0, (people.lower or 0) - stayed), people.upper, people.unbounded)


def covered(release: Release, population: Population) -> Interval:
    """How many people of a population one release covered: at most all, where it does not say."""
    whole = release.people.interval
    share = Interval(0, None)
    for part in release.populations:
        if part.population == population:
            share = part.people.interval
            break
    uppers = [upper for upper in (share.upper, whole.upper) if upper is not None]
    return Interval(share.lower or 0, min(uppers, default=None), share.unbounded)


class Ties:
    """Which entries are parts of which, from every entry as known at one moment.

    A tie of a merged entry is its successor's, and one to it leads to its successor. Only entries
    of one kind are parts of each other here.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._entries = {entry.ref: entry for entry in entries}
        self._above: dict[str, set[str]] = {}
        for entry in self._entries.values():
            for link in entry.links:
                whole = self._carried_on(link.to) if link.kind == "part_of" else None
                part = self._carried_on(entry.ref)
                if whole and part and part.ref != whole.ref and part.kind == whole.kind:
                    self._above.setdefault(part.ref, set()).add(whole.ref)

    def is_part(self, entry: Entry) -> bool:
        """Whether it belongs to another entry that adds, however far up, and so never adds itself.

        Of entries that are parts of each other the first recorded one is the whole, so that a
        circle of ties is counted once.
        """
        if entry.ref not in self._above:
            return False
        above = self.above(entry.ref)
        circle = {ref for ref in above if entry.ref in self.above(ref)} if entry.ref in above else set()
        return any(
            happening(self._entries[ref]) is not None
            and (ref not in circle or self._entries[ref].number < entry.number)
            for ref in above
        )

    def above(self, ref: str) -> frozenset[str]:
        """Everything it is a part of, however far up; itself only where the ties run in a circle."""
        found: set[str] = set()
        waiting = list(self._above.get(ref, ()))
        while waiting:
            other = waiting.pop()
            if other not in found:
                found.add(other)
                waiting += self._above.get(other, ())
        return frozenset(found)

    def _carried_on(self, ref: str) -> Entry | None:
        entry = self._entries.get(ref)
        seen: set[str] = set()
        while entry is not None and entry.merged_into is not None and entry.ref not in seen:
            seen.add(entry.ref)
            entry = self._entries.get(entry.merged_into)
        return entry
