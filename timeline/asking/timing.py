"""When a question is about: the period of what happened, the day of a state, what was known when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.asking.aggregates import is_holder_question
from timeline.asking.question import UNBOUND
from timeline.query import Query

if TYPE_CHECKING:
    from datetime import date

    from timeline.asking.question import Question
    from timeline.query import Aggregate, Kind


def timed(asked: Question, kinds: tuple[Kind, ...], aggregate: Aggregate) -> Query:
    """The query's kinds and aggregate with its times: a period, the day of a state, what was known when."""
    known = next((one.period.end for one in asked.times if one.mark == "known"), None)
    time = next((one for one in asked.times if one.mark not in UNBOUND), None)
    period, as_of = (time.period if time else None), None
    if _is_stock(asked, kinds, aggregate):
        if time is None:
            as_of = asked.today
        elif time.on is not None:
            as_of, period = time.on, None
    elif aggregate == "state" and time is None:
        as_of = asked.today
    return Query(kinds=kinds, period=period, as_of=as_of, aggregate=aggregate, known_at=known)


def _is_stock(asked: Question, kinds: tuple[Kind, ...], aggregate: Aggregate) -> bool:
    """What is asked for is how things stand on a day."""
    match kinds, aggregate:
        case ("person_status",) | ("sanctions_change",), "state":
            return True
        case ("appointment",), "state":
            return True
        case ("appointment",), "who":
            return is_holder_question(asked)
        case (), "who":
            return True
        case ("prisoner_count",), "count":
            return not asked.has("recognise")
        case _:
            return False


def as_of_kept(before: Query, timed: Query, kinds: tuple[Kind, ...], aggregate: Aggregate) -> date | None:
    """The day of a state for a question that goes on from another and names no time."""
    if kinds == before.kinds and aggregate == before.aggregate:
        return before.as_of
    return None if before.period else timed.as_of
