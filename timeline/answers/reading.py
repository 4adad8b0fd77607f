"""How a question was understood, as one line: echoed in every answer, so that a wrong reading is seen."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from timeline.answers.labels import action, kinds, name, outcome, population

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.query import Query
    from timeline.register import Register
    from timeline.wording import Wording


def reading(query: Query, register: Register, w: Wording) -> str:
    """The query in words: what, who, when, and every filter."""
    return " · ".join(_parts(query, register, w))


def _parts(query: Query, register: Register, w: Wording) -> Iterator[str]:
    if query.aggregate == "balance":
        yield w.say("Released and detained")
    elif query.kinds:
        yield w.join([kinds(kind, w) for kind in query.kinds])
    else:
        yield w.say("Everything")
    if query.actors:
        yield w.join([name(actor, register, w) for actor in query.actors])
    if query.office is not None:
        yield name(query.office, register, w)
    yield from _filters(query, register, w)
    if query.period is not None:
        yield w.period(query.period)
    if query.as_of is not None:
        yield w.say("on {day}", day=w.day(query.as_of))
    if isinstance(query.known_at, date):
        yield w.say("as known on {day}", day=w.day(query.known_at))
    elif query.known_at is not None:
        yield w.say("as known at position {number}", number=query.known_at)


def _filters(query: Query, register: Register, w: Wording) -> Iterator[str]:  # noqa: C901, PLR0912  (one line a filter)
    filters = query.filters
    if filters.population:
        yield population(filters.population, w)
    if filters.nationality:
        yield w.say("citizens of: {country}", country=w.country(filters.nationality))
    if filters.place:
        yield w.say("place: {place}", place=name(filters.place, register, w))
    if filters.by:
        yield w.say("held by: {actor}", actor=name(filters.by, register, w))
    if filters.mediator:
        yield w.say("mediated by: {actor}", actor=name(filters.mediator, register, w))
    if filters.counted_by:
        yield w.say("counted by: {actor}", actor=name(filters.counted_by, register, w))
    if filters.about:
        yield w.say("about: {actor}", actor=name(filters.about, register, w))
    if filters.action:
        yield action(filters.action, w)
    if filters.outcome:
        yield outcome(filters.outcome, w)
    if filters.source:
        yield w.say("source: {publisher}", publisher=filters.source)
    if filters.venue:
        yield w.say("said at: {venue}", venue=filters.venue)
    if filters.entry:
        yield w.say("entry: {ref}", ref=filters.entry)
    match filters.rank:
        case "largest":
            yield w.say("the largest")
        case "latest":
            yield w.say("the latest")
        case "first":
            yield w.say("the first")
        case None:
            pass
