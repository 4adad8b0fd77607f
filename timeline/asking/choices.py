"""Readings to offer for a question that is unclear: at most three, each a whole query."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from timeline.dates import Period
from timeline.query import Query

if TYPE_CHECKING:
    from timeline.asking.question import Question

MOST = 3


def choices_of(asked: Question, query: Query | None, why: str) -> tuple[Query, ...]:
    """What may have been meant, the likeliest first."""
    today = asked.today
    this_year = Period(start=date(today.year, 1, 1), end=date(today.year, 12, 31))
    match why:
        case "two_periods" if query is not None:
            periods = dict.fromkeys((one.period.start, one.period.end) for one in asked.times)
            found = [query.model_copy(update={"period": Period(start=start, end=end)}) for start, end in periods]
        case "relative":
            found = _of_releases(query, this_year)
        case "no_kind":
            found = _of_anything(asked, this_year)
        case "too_long":
            found = []
        case _:
            found = [query] if query else []
            if query is not None and query.period is None:
                found.append(query.model_copy(update={"period": this_year, "as_of": None}))
    return tuple(found[:MOST])


def _of_releases(query: Query | None, this_year: Period) -> list[Query]:
    """What is known of those freed: then, if the question names a time."""
    period = query.period if query is not None and query.kinds == ("release",) else None
    if period is not None:
        return [Query(kinds=("release",), period=period)]
    return [Query(kinds=("release",), aggregate="latest"), Query(kinds=("release",), period=this_year)]


def _of_anything(asked: Question, this_year: Period) -> list[Query]:
    """For a person, a period, a body; or for nothing at all."""
    period = next((one.period for one in asked.times), None)
    if asked.persons:
        actors = asked.persons[0].actors[:1]
        return [
            Query(kinds=("person_status",), actors=actors, aggregate="state", as_of=asked.today),
            Query(actors=actors, period=period),
            Query(kinds=("statement",), actors=actors, period=period),
        ]
    if period is not None:
        return [Query(period=period), Query(kinds=("release",), period=period)]
    actors = tuple(actor for mention in asked.mentions[:1] for actor in mention.actors[:1])
    if actors:
        return [Query(actors=actors, period=this_year), Query(kinds=("sanctions_change",), actors=actors)]
    return [
        Query(kinds=("release",), aggregate="latest"),
        Query(kinds=("prisoner_count",), aggregate="count", as_of=asked.today),
        Query(period=this_year),
    ]
