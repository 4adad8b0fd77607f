"""Which entries add to a total, and how much each adds: the rule, one entry at a time.

An entry that is part of another of its kind never adds, in any period (contracts, "Counting").
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar, assert_never

from timeline.claims import firmest, modality
from timeline.dates import Truth
from timeline.quantities import Interval

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timeline.claims import Modality
    from timeline.dates import Period
    from timeline.entry import Entry
    from timeline.facts import Population
    from timeline.projections.chronology import Match
    from timeline.projections.count_gists import CountGist, ReleaseGist

NOT_LET_GO = frozenset({"refused_to_leave", "returned_to_custody"})
"""Outcomes of people whom a release covered and who were in custody after it, still or again."""

Gist = TypeVar("Gist", bound="CountGist")


class Counted(NamedTuple, Generic[Gist]):
    """What belongs to a period: certainly, or possibly."""

    gist: Gist
    match: Match


def counted(gists: Iterable[CountGist], of: type[Gist], period: Period) -> list[Counted[Gist]]:
    """What of one kind happened in a period or may have, oldest first, parts included."""
    found: list[Counted[Gist]] = [
        Counted(gist, match) for gist in gists if isinstance(gist, of) and (match := match_in(gist, period))
    ]
    return sorted(found, key=lambda one: (one.gist.when.earliest or date.min, one.gist.number))


def match_in(gist: CountGist, period: Period) -> Match | None:
    """Whether what it tells happened in the period; None for certainly not."""
    within = gist.when.within(period)
    if within is Truth.NO:
        return None
    happened = happening(gist)
    return happened if happened is None or within is Truth.YES else "possible"


def happening(gist: CountGist) -> Match | None:
    """Whether what it tells happened at all: certainly, or possibly (announced, alleged).

    None for what is only planned, negotiated or denied, and for what is retracted or merged.
    Somebody's dispute takes nothing away: it stays a dispute.
    """
    return None if gist.status in ("retracted", "merged") else _happening(firmest(gist.said))


def happening_of(entry: Entry) -> Match | None:
    """The same of an entry of any kind."""
    return None if entry.status in ("retracted", "merged") else _happening(modality(entry.claims))


def _happening(said: Modality) -> Match | None:
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


def let_go(release: ReleaseGist) -> Interval:
    """How many one release let go: those it covered, at the least without whoever stayed or was sent back."""
    stayed = sum(outcome in NOT_LET_GO for _, outcome in release.named)
    people = release.people
    return Interval(max(0, (people.lower or 0) - stayed), people.upper, people.unbounded) if stayed else people


def covered(release: ReleaseGist, population: Population) -> Interval:
    """How many people of a population one release covered: at most all, where it does not say."""
    whole = release.people
    share = next((people for part, people in release.populations if part == population), Interval(0, None))
    uppers = [upper for upper in (share.upper, whole.upper) if upper is not None]
    return Interval(share.lower or 0, min(uppers, default=None), share.unbounded)


class Ties:
    """Which gists are parts of which, from every one that matters as known at one moment.

    A tie of a merged entry is its successor's, and one to it leads to its successor. Only entries
    of one kind are parts of each other here.
    """

    def __init__(self, gists: Iterable[CountGist]) -> None:
        self._gists = {gist.ref: gist for gist in gists}
        self._above: dict[str, set[str]] = {}
        for gist in self._gists.values():
            for to in gist.wholes:
                whole, part = self._carried_on(to), self._carried_on(gist.ref)
                if whole and part and part.ref != whole.ref and type(part) is type(whole):
                    self._above.setdefault(part.ref, set()).add(whole.ref)

    def is_part(self, gist: CountGist) -> bool:
        """Whether it belongs to another one that adds, however far up, and so never adds itself.

        Of entries that are parts of each other the first recorded one is the whole, so that a
        circle of ties is counted once.
        """
        if gist.ref not in self._above:
            return False
        above = self.above(gist.ref)
        circle = {ref for ref in above if gist.ref in self.above(ref)} if gist.ref in above else set()
        return any(
            happening(self._gists[ref]) is not None and (ref not in circle or self._gists[ref].number < gist.number)
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

    def _carried_on(self, ref: str) -> CountGist | None:
        gist = self._gists.get(ref)
        seen: set[str] = set()
        while gist is not None and gist.merged_into is not None and gist.ref not in seen:
            seen.add(gist.ref)
            gist = self._gists.get(gist.merged_into)
        return gist
