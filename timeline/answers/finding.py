"""From a query to what is found: one way for each aggregate."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, assert_never

from timeline.answers.answer import Persons, Pick, Whoever
from timeline.answers.counts import counted, held
from timeline.answers.found import Found
from timeline.answers.matching import bounded, few, last, matched, newest
from timeline.answers.persons import holders, told_by
from timeline.answers.picks import coming, largest, ranked
from timeline.answers.states import Stands, YesNo, done, office_state, person_state, sanctions_state
from timeline.dates import Period
from timeline.query import Filters

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from timeline.answers.matching import Matched
    from timeline.entry import Entry
    from timeline.projections.chronology import Match
    from timeline.projections.known import Known
    from timeline.query import Query

_NEAREST = 3
_OF_PEOPLE = frozenset({"release", "person_status", "arrest"})


def find(known: Known, query: Query, today: date) -> Found:  # noqa: PLR0911  (one line an aggregate)
    """What the timeline holds for a query: a value, its entries, or the nearest that there is."""
    match query.aggregate:
        case "list":
            return _listed(known, query, today, matched(known, query, today))
        case "latest":
            return _picked(known, query, today, [_latest(known, query, today)])
        case "largest":
            return _picked(known, query, today, [largest(matched(known, query, today))])
        case "count":
            return _count(known, query, today)
        case "next":
            return _next(known, query, today)
        case "who":
            return _who(known, query, today)
        case "state":
            return _state(known, query, today)
        case "balance":
            return _balance(known, query, today)
        case "none":
            return _nothing(known, query, today)
        case unreachable:
            assert_never(unreachable)


def _latest(known: Known, query: Query, today: date) -> list[Matched]:
    rank = query.filters.rank
    return last(known, query, today) if rank is None else ranked(matched(known, query, today), rank)


def _listed(known: Known, query: Query, today: date, found: Sequence[Matched]) -> Found:
    found = ranked(found, query.filters.rank)
    if not found:
        return _nothing(known, query, today)
    return Found(query, today, "answered", None, *_apart(found))


def _apart(found: Sequence[Matched]) -> tuple[tuple[Entry, ...], tuple[Match, ...]]:
    matches: list[Match] = [one.match for one in found]
    return tuple(one.entry for one in found), tuple(matches)


def _certain(entries: Collection[object]) -> tuple[Match, ...]:
    matches: list[Match] = ["certain" for _ in entries]
    return tuple(matches)


def _picked(known: Known, query: Query, today: date, picks: Sequence[Sequence[Matched]]) -> Found:
    found = [one for pick in picks for one in pick]
    if not found:
        return _nothing(known, query, today)
    first = found[0].entry
    return Found(query, today, "answered", Pick(ref=first.ref, when=str(first.fact.when)), *_apart(found))


def _count(known: Known, query: Query, today: date) -> Found:
    if "prisoner_count" in query.kinds and query.as_of is not None:
        count = held(known, query, query.as_of)
        found: list[Matched] = []
    else:
        found = matched(known, query, today)
        count = counted(known, query, found)
    if count is None:
        return _nothing(known, query, today)
    matches: dict[str, Match] = {one.entry.ref: one.match for one in found}
    matches |= {figure.entry: figure.match for figure in count.figures}
    return Found(
        query, today, "answered", count.number, count.entries,
        tuple(matches.get(entry.ref, "certain") for entry in count.entries), figures=count.figures,
    )  # fmt: skip


def _next(known: Known, query: Query, today: date) -> Found:
    ahead = coming(known, query, today)
    if not ahead:
        return _nothing(known, query, today)
    first = ahead[0]
    entries = tuple({one.entry.ref: one.entry for one in ahead}.values())
    pick = Pick(ref=first.entry.ref, when=str(first.on))
    return Found(query, today, "answered", pick, entries, _certain(entries), coming=tuple(ahead))


def _who(known: Known, query: Query, today: date) -> Found:
    if not query.kinds:
        return _who_is(known, query, today)
    if query.kinds == ("appointment",) and query.as_of is not None:
        who = holders(known, query, query.as_of)
    else:
        found = ranked(matched(known, query, today), query.filters.rank)
        who = told_by(found, query, known)
    if not who.persons.persons:
        nothing = _nothing(known, query, today)
        return Found(query, today, "nothing_recorded", near=nothing.near, offices=who.offices)
    held = tuple(office for office in who.offices if office.holders)
    return Found(query, today, "answered", who.persons, who.entries, _certain(who.entries), offices=held)


def _who_is(known: Known, query: Query, today: date) -> Found:
    """Somebody, from the offices held on the day and the newest entries about them."""
    if not query.actors:
        return _nothing(known, query, today)
    on = query.as_of or today
    offices = tuple(each for actor in query.actors for each in known.offices(on, person=actor).offices)
    about = [
        one
        for actor in query.actors
        for one in matched(known, query.model_copy(update={"actors": (actor,), "as_of": None}), today)[:_NEAREST]
    ]
    persons = Persons(persons=tuple(Whoever(id=actor) for actor in query.actors))
    entries = {one.entry.ref: one.entry for one in about}
    return Found(
        query, today, "answered" if entries or offices else "nothing_recorded", persons if entries or offices else None,
        tuple(entries.values()), _certain(entries), offices=offices,
    )  # fmt: skip


def _state(known: Known, query: Query, today: date) -> Found:
    stands = _stands(known, query, today)
    if stands is None:
        return _nothing(known, query, today)
    return Found(
        query, today, "answered", stands.state, stands.entries, _certain(stands.entries),
        offices=stands.offices, people=stands.people, rows=stands.rows,
    )  # fmt: skip


def _stands(known: Known, query: Query, today: date) -> Stands | None:
    """How it stands on the day asked for, at the end of the period asked for, or today."""
    kinds, on = set(query.kinds), query.as_of or today
    if query.period is not None and query.as_of is None:
        on = min(query.period.end or today, today)
    acted = query.filters.action and (query.period is not None or "appointment" in kinds)
    if not kinds or (kinds <= _OF_PEOPLE and not (query.actors and kinds == {"arrest"})):
        return person_state(known, query, on)  # of nobody there is no state
    if acted:
        return _act(known, query, on) or _still_held(known, query, on)
    if "sanctions_change" in kinds:
        return sanctions_state(known, query, on)
    if "appointment" in kinds:
        return office_state(known, query, on)
    return _happened(known, query, on)


def _happened(known: Known, query: Query, on: date) -> Stands | None:
    stands = _act(known, query, on)
    if stands is not None and "incident" in query.kinds:
        # What began may be over: of a border, both its closing and its opening are incidents.
        return stands._replace(state=stands.state.model_copy(update={"answer": None}))
    return stands


def _act(known: Known, query: Query, on: date) -> Stands | None:
    """Whether what is asked for was done, in the period or by the day."""
    return done(sorted(matched(known, query, on), key=newest, reverse=True))


def _still_held(known: Known, query: Query, on: date) -> Stands | None:
    """That somebody has not left an office, where an entry shows that they hold it."""
    if "appointment" not in query.kinds or query.filters.action not in ("left", "dismissed"):
        return None
    stands = office_state(known, query, on)
    if stands is None or stands.state.answer == "no":
        return None
    answer: YesNo = "no" if stands.state.answer == "yes" else "unknown"
    return stands._replace(state=stands.state.model_copy(update={"answer": answer}))


def _balance(known: Known, query: Query, today: date) -> Found:
    period = bounded(query.period, today)
    if period is None:
        return _nothing(known, query, today)
    prisoners = known.prisoners(period)
    refs = [*prisoners.freed.entries, *prisoners.arrested.entries, *(figure.entry for figure in prisoners.counts)]
    entries = tuple(known.some(dict.fromkeys(refs)).values())
    if not entries:
        return _nothing(known, query, today)
    return Found(query, today, "answered", prisoners, entries, _certain(entries), figures=prisoners.stocks)


def _nothing(known: Known, query: Query, today: date) -> Found:
    """That nothing is recorded, with what comes nearest in time: without the period, then without the filters."""
    for wider in (
        {},
        {"filters": Filters()},
        {"filters": Filters(), "kinds": ()},
    ):
        asked = query.model_copy(update=wider)
        if not (asked.kinds or asked.actors):
            break
        nearest = sorted(_around(known, asked, query, today), key=lambda entry: _days_from(query, entry, today))
        if nearest:
            return Found(query, today, "nothing_recorded", near=tuple(nearest[:_NEAREST]))
    return Found(query, today, "nothing_recorded")


def _around(known: Known, asked: Query, query: Query, today: date) -> list[Entry]:
    """A few entries of the time asked for, of the last before it, and of the first after it, newest first."""
    start, end = _time(query, today)
    spans = [Period(start=start, end=end)]
    if start is not None and start > date.min:
        spans.append(Period(end=start - timedelta(days=1)))
    found = {
        one.entry.ref: one.entry
        for span in spans
        for one in few(known, asked.model_copy(update={"period": span}), today, _NEAREST)
    }
    if end is not None and end < today:
        found |= {one.entry.ref: one.entry for one in _first_after(known, asked, end, today)}
    return list(found.values())


def _first_after(known: Known, asked: Query, end: date, today: date) -> list[Matched]:
    """What comes first after a day: looked for in ever longer times, as entries are listed newest first."""
    for days in (31, 366, (today - end).days):
        until = min(today, end + timedelta(days=days))
        span = Period(start=end + timedelta(days=1), end=until)
        found = matched(known, asked.model_copy(update={"period": span}), today)
        if len(found) >= _NEAREST or until == today:
            return found
    return []


def _time(query: Query, today: date) -> tuple[date | None, date | None]:
    """The first and the last day of what was asked for."""
    return (query.period.start, query.period.end) if query.period else (query.as_of or today,) * 2


def _days_from(query: Query, entry: Entry, today: date) -> int:
    """How many days lie between what was asked for (or today) and an entry: none where they may meet."""
    start, end = _time(query, today)
    when = entry.fact.when
    if start is not None and when.latest is not None and when.latest < start:
        return (start - when.latest).days
    if end is not None and when.earliest is not None and when.earliest > end:
        return (when.earliest - end).days
    return 0
