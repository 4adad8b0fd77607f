"""From how a question was understood to what is found: what stands for an entry is looked up first."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from timeline.answers.finding import find
from timeline.answers.found import Found
from timeline.answers.matching import matched
from timeline.dates import Period
from timeline.projections.count_gists import ReleaseGist, count_gist_of
from timeline.projections.counting import let_go
from timeline.query import Query

if TYPE_CHECKING:
    from datetime import date

    from timeline.asking.anchors import Anchor
    from timeline.asking.understanding import Reading
    from timeline.entry import Entry
    from timeline.projections.known import Known

_BETWEEN_PEOPLE = frozenset({"call", "meeting", "negotiation"})
_NEAR = 3


def found_for(known: Known, reading: Reading, query: Query, today: date) -> Found:
    """What the timeline holds for a question that was read; `query` is the reading's, with what was known."""
    if reading.outcome != "answered":
        return Found(query, today, reading.outcome, why=reading.why, choices=reading.choices)
    if reading.anchor is not None:
        anchored = _anchored(known, query, reading.anchor, today)
        if anchored is None:
            return Found(query, today, "unclear", why="since_an_event", choices=reading.choices)
        query = anchored
    if _is_about_a_stranger(reading, query, known):
        near = find(known, query, today).entries[:_NEAR] if query.actors else ()
        return Found(query, today, "nothing_recorded", unknown=reading.unknown, near=near)
    return find(known, query, today)


def _is_about_a_stranger(reading: Reading, query: Query, known: Known) -> bool:
    """Whether somebody is named whom the register does not know, and not only in passing.

    Beside a known person a prize or a house may bear the name: what became of that person is told.
    """
    register = known.register
    named = any(actor in register and register[actor].type == "person" for actor in query.actors)
    return bool(reading.unknown) and (not named or {*query.kinds} <= _BETWEEN_PEOPLE or query.aggregate == "state")


def _anchored(known: Known, query: Query, anchor: Anchor, today: date) -> Query | None:
    """The query with the entry that its words stand for; None where that is not one dated entry."""
    if anchor.use == "entry":
        entry = _of_people(known, anchor, today)
        if entry is None:
            return None
        return query.model_copy(update={"filters": query.filters.model_copy(update={"entry": entry.ref})})
    found = matched(known, Query(kinds=anchor.kinds, actors=anchor.actors), today)
    days = {one.entry.fact.when.earliest for one in found if one.entry.fact.when.earliest == one.entry.fact.when.latest}
    day = days.pop() if len(days) == 1 and len(found) == 1 else None
    if day is None:
        return None
    if anchor.use == "since":
        return query.model_copy(update={"period": Period(start=day, end=today)})
    return query.model_copy(update={"period": Period(end=day - timedelta(days=1))})


def _of_people(known: Known, anchor: Anchor, today: date) -> Entry | None:
    """The one release of so many people: those it covered, or those it let go. The latest of several."""
    for one in matched(known, Query(kinds=("release",)), today):
        gist = count_gist_of(one.entry)
        if isinstance(gist, ReleaseGist) and anchor.number in (gist.people.lower, let_go(gist).lower):
            return one.entry
    return None
