"""The fewest arrests that recorded arrests can stand for, where several may tell of the same people.

A case names whom it is about; cases add up. Everything else is a count over its days, and counts
over overlapping days, or over days of a case, may hold the same people: they are never added
(contracts, "Counting"; the parts of a count are tied to it). What remains is the greatest sum of
counts that lie apart, above the cases: as many must there have been, and no more need have been.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from timeline.projections.count_gists import ArrestGist


class _Window(NamedTuple):
    start: date
    end: date
    people: int

    def overlaps(self, other: _Window) -> bool:
        return self.start <= other.end and other.start <= self.end


def fewest(arrests: Mapping[str, ArrestGist], wholes: Mapping[str, Iterable[str]]) -> int:
    """The least number of arrests in these, by ref; `wholes` says of which others each is a part."""
    windows = {ref: _window(arrest) for ref, arrest in arrests.items()}
    cases: list[_Window] = []
    counts: list[_Window] = []
    apart = _apart(arrests, windows)
    for ref, window in windows.items():
        above = [windows[whole] for whole in wholes.get(ref, ()) if whole in windows]
        if ref in apart and not above:
            cases.append(window)
        else:  # a part reaches over the days of its whole, so that the two never add
            start = min(window.start, *(whole.start for whole in above), window.end)
            end = max(window.end, *(whole.end for whole in above), window.start)
            counts.append(_Window(start, end, window.people))
    return sum(case.people for case in cases) + _best(counts, cases)


def _window(arrest: ArrestGist) -> _Window:
    return _Window(arrest.when.earliest or date.min, arrest.when.latest or date.max, arrest.people.lower or 0)


def _apart(arrests: Mapping[str, ArrestGist], windows: Mapping[str, _Window]) -> set[str]:
    """The cases: whom they name, no other arrest of the same days names."""
    by_person: dict[str, list[str]] = {}
    for ref, arrest in arrests.items():
        for person in arrest.named:
            by_person.setdefault(person, []).append(ref)
    apart = {ref for ref, arrest in arrests.items() if arrest.named}
    for refs in by_person.values():
        if len(refs) > 1:
            apart -= _overlapping({ref: windows[ref] for ref in refs})
    return apart


def _overlapping(windows: Mapping[str, _Window]) -> set[str]:
    """Those that share a day with another one."""
    found: set[str] = set()
    longest: str | None = None  # of those before, the one that ends last
    for ref in sorted(windows, key=lambda ref: windows[ref].start):
        if longest is not None and windows[ref].overlaps(windows[longest]):
            found |= {ref, longest}
        if longest is None or windows[ref].end > windows[longest].end:
            longest = ref
    return found


def _best(counts: Sequence[_Window], cases: Sequence[_Window]) -> int:
    """The greatest sum of counts that lie apart, each less the cases it may hold."""
    ends, before = _sums(cases, "end")
    starts, until = _sums(cases, "start")
    ordered = sorted(counts, key=lambda count: count.end)
    best = [0]
    for index, count in enumerate(ordered):
        held = until[bisect_right(starts, count.end)] - before[bisect_left(ends, count.start)]
        earlier = bisect_left(ordered, count.start, hi=index, key=lambda other: other.end)
        best.append(max(best[index], best[earlier] + max(0, count.people - held)))
    return best[-1]


def _sums(cases: Sequence[_Window], field: str) -> tuple[list[date], list[int]]:
    """The days of one field in order, and how many people there are before each."""
    ordered = sorted((getattr(case, field), case.people) for case in cases)
    return [day for day, _ in ordered], [0, *accumulate(people for _, people in ordered)]
