"""How many: people let go or arrested, figures of counting bodies, entries; always as bounds.

The rules of what adds are those of the totals (contracts, "Counting"). What sources say
differently widens the bounds: two by one and three by another are two to three.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, get_args

from timeline.answers.answer import Count, Extent
from timeline.dates import Period
from timeline.facts import Arrest, Population, Release
from timeline.projections.count_gists import ReleaseGist, count_gist_of
from timeline.projections.counting import NOT_LET_GO, covered, let_go
from timeline.quantities import Interval, Quantity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from timeline.answers.matching import Matched
    from timeline.entry import Entry
    from timeline.projections.figures import Figure
    from timeline.projections.known import Known
    from timeline.query import Query
    from timeline.register import Register


_BELARUS = "belarus"


class HowMany(NamedTuple):
    """A number, the entries that it rests on, and the figures behind it where counting bodies gave it."""

    number: Count
    entries: tuple[Entry, ...]
    figures: tuple[Figure, ...] = ()


def counted(known: Known, query: Query, found: Sequence[Matched]) -> HowMany | None:
    """How many; None where nothing is recorded that tells."""
    if "prisoner_count" in query.kinds:
        refs = {one.entry.ref for one in found}
        counts = known.prisoners(query.period or Period()).counts
        return _figures(known, query, (figure for figure in counts if figure.entry in refs))
    if not found:
        return None
    kinds = {one.entry.kind for one in found}
    if kinds <= {"release", "arrest"}:
        parts = known.parts([one.entry for one in found]) - {query.filters.entry or ""}
        adding = [one for one in found if one.entry.ref not in parts]
        if kinds == {"release"}:
            return _freed(adding, query, known.register)
        return _arrested(known, query, adding)
    certain = sum(one.match == "certain" for one in found)
    return HowMany(Count(lower=certain, upper=len(found)), tuple(one.entry for one in found))


def _freed(found: Sequence[Matched], query: Query, register: Register) -> HowMany | None:
    people = _sum(found, lambda entry: share(entry, query, register))
    told: set[Population] = {
        part.population for one in found for part in _release(one.entry).populations if part.people.interval.upper != 0
    }
    populations = {
        population: _extent(_sum(found, lambda entry, wanted=population: covered(_gist(entry), wanted)))  # type: ignore[misc]
        for population in get_args(Population)
        if population in told or population == "political_prisoner"
    }
    if query.filters.nationality or query.filters.place or query.filters.outcome:
        populations = {}  # of those, no source says how many were what
    return HowMany(
        Count(lower=people.lower or 0, upper=people.upper, populations=populations), tuple(one.entry for one in found)
    )


def share(entry: Entry, query: Query, register: Register) -> Interval:
    """How many of those whom one release let go fit what is asked for."""
    release, filters = _release(entry), query.filters
    whole = let_go(_gist(entry))
    if filters.nationality:
        return _of_nationality(entry, release, filters.nationality)
    if filters.outcome:
        named = sum(freed.outcome == filters.outcome for freed in release.named)
        stays = filters.outcome in NOT_LET_GO or release.named_complete
        return Interval(named, named if stays else release.people.upper)
    if filters.population and filters.population != "political_prisoner":
        return covered(_gist(entry), filters.population)
    if filters.place and not (release.place and register.belongs(release.place, filters.place)):
        return _taken_to(release, filters.place, register)
    return whole


def _of_nationality(entry: Entry, release: Release, country: str) -> Interval:
    told = [release.nationalities[country].interval] if country in release.nationalities else []
    told += _said_otherwise(entry, f"nationalities.{country}")
    if told:
        return hull(told)
    others = sum(quantity.lower or 0 for quantity in release.nationalities.values())
    upper = release.people.upper
    return Interval(0, None if upper is None else max(0, upper - others), release.people.interval.unbounded)


def _said_otherwise(entry: Entry, scope: str) -> Iterator[Interval]:
    """What claims say of a field instead of what the fact says."""
    for claim in entry.claims:
        if claim.scope == scope and isinstance(claim.value, int | dict):
            yield Quantity.model_validate(claim.value).interval


def hull(intervals: Iterable[Interval]) -> Interval:
    """The bounds that hold all of them."""
    found = list(intervals)
    uppers = [one.upper for one in found]
    return Interval(
        min(one.lower or 0 for one in found),
        None if any(upper is None for upper in uppers) else max(upper for upper in uppers if upper is not None),
    )


def _taken_to(release: Release, place: str, register: Register) -> Interval:
    there = Interval(0, 0)
    for destination in release.destinations:
        if register.belongs(destination.place, place):
            there += destination.people.interval
    if any(register.belongs(destination.place, place) for destination in release.destinations):
        return there
    named = sum(bool(freed.destination and register.belongs(freed.destination, place)) for freed in release.named)
    return Interval(named, release.people.upper)


def _arrested(known: Known, query: Query, found: Sequence[Matched]) -> HowMany:
    if query.aggregate == "count" and not query.actors and not query.filters.action:
        tally = known.prisoners(query.period or Period()).arrested
        refs = {one.entry.ref for one in found}
        if tally.entries and set(tally.entries) <= refs:
            entries = [one.entry for one in found if one.entry.ref in tally.entries]
            return HowMany(Count(lower=tally.lower, upper=tally.upper), tuple(entries))
    measured = [one for one in found if _arrest(one.entry).measure == "detained"] or list(found)
    people = _sum(measured, lambda entry: _arrest(entry).people.interval)
    # What is recorded is not every arrest there was: the sum is no upper bound for those.
    return HowMany(Count(lower=people.lower or 0, upper=people.upper), tuple(one.entry for one in measured))


def held(known: Known, query: Query, on: date) -> HowMany | None:
    """The newest figures of people held on a day. They are of all prisoners: a town or a person has none."""
    if query.filters.place or any(not known.register.belongs(actor, _BELARUS) for actor in query.actors):
        return None
    return _figures(known, query, known.stocks(on))


def _figures(known: Known, query: Query, figures: Iterable[Figure]) -> HowMany | None:
    """The newest figure, with those of other bodies beside it: figures are never added; what is certain leads."""
    by = query.filters.counted_by
    asked = [
        figure
        for figure in figures
        if by is None or (figure.counted_by and known.register.belongs(figure.counted_by, by))
    ]
    if not asked:
        return None
    asked.sort(key=lambda figure: figure.match != "certain")
    bounds = asked[0].count.interval
    entries = known.some(dict.fromkeys(figure.entry for figure in asked))
    return HowMany(Count(lower=bounds.lower or 0, upper=bounds.upper), tuple(entries.values()), tuple(asked))


def _sum(found: Iterable[Matched], people: Callable[[Entry], Interval]) -> Interval:
    whole = Interval(0, 0)
    for one in found:
        interval = people(one.entry)
        whole += interval if one.match == "certain" else Interval(0, interval.upper, interval.unbounded)
    return whole


def _extent(interval: Interval) -> Extent:
    return Extent(lower=interval.lower or 0, upper=interval.upper)


def _gist(entry: Entry) -> ReleaseGist:
    gist = count_gist_of(entry)
    assert isinstance(gist, ReleaseGist)
    return gist


def _release(entry: Entry) -> Release:
    assert isinstance(entry.fact, Release)
    return entry.fact


def _arrest(entry: Entry) -> Arrest:
    assert isinstance(entry.fact, Arrest)
    return entry.fact
