"""What counting bodies say: stocks, flows and running totals, each by its body and definition.

They are listed, never added. Two stocks of one body and one definition can be subtracted; nothing
else can. "How many now" is answered from stocks alone.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple, assert_never

from pydantic import BaseModel, ConfigDict

from timeline.dates import PartialDate, Period, Truth
from timeline.facts import PrisonerCount
from timeline.projections.counting import happening
from timeline.quantities import Quantity
from timeline.texts import ActorId, Ref

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from timeline.entry import Entry
    from timeline.projections.chronology import Match


class Figure(BaseModel):
    """One figure by one body (None: nobody says who counted); `on` is its as-of date or its period."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    count: Quantity
    counted_by: ActorId | None
    measure: str
    definition: str | None
    basis: Literal["stock", "flow", "cumulative"]
    on: PartialDate
    entry: Ref
    match: Literal["certain", "possible"]
    disputed: bool


class Net(BaseModel):
    """How much one body's number of people held changed between two of its stocks; below 0 it fell."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    lower: int | None
    upper: int | None
    counted_by: ActorId
    definition: str | None
    since: PartialDate
    until: PartialDate
    entries: tuple[Ref, Ref]


class Series(NamedTuple):
    """What makes two figures of a named body comparable."""

    counted_by: str | None
    measure: str
    definition: str | None


def figures(entries: Iterable[Entry], period: Period) -> tuple[Figure, ...]:
    """The figures of a period, newest first.

    A stock belongs to it by its date, a running total by the end of its days, a flow only where
    all of its days lie in it.
    """
    found = [
        _figure(entry, entry.fact, match)
        for entry in entries
        if isinstance(entry.fact, PrisonerCount) and (match := _match(entry, entry.fact, period))
    ]
    return tuple(sorted(found, key=_age, reverse=True))


def _match(entry: Entry, fact: PrisonerCount, period: Period) -> Match | None:
    match fact.basis:
        case "stock":
            within = fact.when.within(period)
        case "cumulative":
            within = ending(fact.when).within(period)
        case "flow":
            # Not a day that may lie in the period: people of all of these days.
            within = Truth.YES if fact.when.within(period) is Truth.YES else Truth.NO
        case unreachable:
            assert_never(unreachable)
    if within is Truth.NO:
        return None
    happened = happening(entry)
    return happened if happened is None or within is Truth.YES else "possible"


def ending(when: PartialDate) -> PartialDate:
    """The end of an interval, or the date itself; an open end is as open as it was."""
    end = when.text.partition("/")[2]
    return when if end in ("", "..") else PartialDate(end)


def newest(entries: Iterable[Entry], on: date | None = None) -> tuple[Figure, ...]:
    """The newest stock of people held by each body and definition on a day (None: of all), newest first.

    A stock dated only to a month is as old as its first day, and only possible before its last: it
    then stands beside the newest certain one, as far as it can be newer. Bodies that nobody names
    are taken as one.
    """
    found: dict[tuple[Series | None, Match], Figure] = {}
    for figure in figures(entries, Period(end=on)):
        series = _series(figure) if figure.counted_by else None
        certain = found.get((series, "certain"))
        if is_held(figure) and (certain is None or (figure.on.latest or date.max) >= _day(certain)):
            found.setdefault((series, figure.match), figure)
    return tuple(found.values())


def is_held(figure: Figure) -> bool:
    """Whether it says how many people were held on a day, and nobody disputes it."""
    return figure.basis == "stock" and figure.measure == "held" and not figure.disputed


def settles(entry: Entry, on: date | None) -> bool:
    """Whether an entry is a number of people certainly held on or before a day: what is older says nothing more."""
    found = figures([entry], Period(end=on))
    return bool(found) and is_held(found[0]) and found[0].match == "certain"


def net(entries: Iterable[Entry], period: Period) -> tuple[Net | None, str]:
    """The change between two stocks of one body and one definition in the period, and what it rests on.

    Of several, the pair that lies furthest apart. None where there is no such pair, and why.
    """
    by_series: dict[Series, list[Figure]] = {}
    for figure in figures(entries, period):
        usable = figure.match == "certain" and not figure.disputed and not figure.count.interval.unbounded
        if usable and figure.basis == "stock" and figure.measure == "held" and figure.counted_by:
            by_series.setdefault(_series(figure), []).append(figure)
    pairs = [pair for found in by_series.values() if (pair := _ends(found))]
    if not pairs:
        return None, (
            "No body gives two numbers of people held, by one definition, for two days in the period;"
            " arrests less releases is no balance, as neither is recorded in full."
        )
    first, last = max(pairs, key=lambda pair: (_day(pair[1]) - _day(pair[0]), _day(pair[1]), pair[1].entry))
    change = last.count.interval - first.count.interval
    assert first.counted_by is not None
    return Net(
        lower=change.lower,
        upper=change.upper,
        counted_by=first.counted_by,
        definition=first.definition,
        since=first.on,
        until=last.on,
        entries=(first.entry, last.entry),
    ), (
        f"The count went from {first.count} ({first.on}) to {last.count} ({last.on}); it moves with arrests,"
        " releases, ended sentences and new recognitions alike."
    )


def _series(figure: Figure) -> Series:
    return Series(figure.counted_by, figure.measure, figure.definition)


def _figure(entry: Entry, fact: PrisonerCount, match: Match) -> Figure:
    return Figure(
        count=fact.count,
        counted_by=fact.counted_by,
        measure=fact.measure,
        definition=fact.definition,
        basis=fact.basis,
        on=fact.when,
        entry=entry.ref,
        match=match,
        disputed=entry.status == "disputed",
    )


def _ends(found: Sequence[Figure]) -> tuple[Figure, Figure] | None:
    """The first and the last of a series, where they are of different days; exact ones where there are two."""
    bounded = [figure for figure in found if figure.count.qualifier in ("exactly", "between")]
    ordered = sorted(bounded, key=_age)
    if len(ordered) < 2 or not _apart(ordered[0], ordered[-1]):  # noqa: PLR2004  (a pair)
        ordered = sorted(found, key=_age)
    return (ordered[0], ordered[-1]) if _apart(ordered[0], ordered[-1]) else None


def _apart(first: Figure, last: Figure) -> bool:
    return first.on.before(last.on) is Truth.YES


def _day(figure: Figure) -> date:
    return figure.on.earliest or date.min


def _age(figure: Figure) -> tuple[date, date, str]:
    """What sorts figures: the first day of which each can tell."""
    if figure.basis == "stock":
        return _day(figure), figure.on.latest or date.max, figure.entry
    return figure.on.latest or date.max, _day(figure), figure.entry
