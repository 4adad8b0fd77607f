"""What counting bodies say: stocks, flows and running totals, each by its body and definition.

They are listed, never added. Two stocks of one body and one definition can be subtracted; nothing
else can. "How many now" is answered from stocks alone.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple, assert_never

from pydantic import BaseModel, ConfigDict

from timeline.dates import PartialDate, Period, Truth
from timeline.projections.count_gists import FigureGist, ending
from timeline.projections.counting import happening
from timeline.quantities import Quantity
from timeline.texts import ActorId, Ref

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from timeline.projections.chronology import Match
    from timeline.projections.count_gists import CountGist


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


class Told(NamedTuple):
    """A figure as it was counted, and whether it certainly belongs to a period."""

    gist: FigureGist
    match: Match


def told(gists: Iterable[CountGist], period: Period) -> list[Told]:
    """The figures of a period, newest first.

    A stock belongs to it by its date, a running total by the end of its days, a flow only where
    all of its days lie in it.
    """
    found = [Told(gist, match) for gist in gists if isinstance(gist, FigureGist) and (match := _match(gist, period))]
    found.sort(key=lambda one: _age(one.gist), reverse=True)
    return found


def _match(gist: FigureGist, period: Period) -> Match | None:
    match gist.basis:
        case "stock":
            within = gist.when.within(period)
        case "cumulative":
            within = ending(gist.when).within(period)
        case "flow":
            # Not a day that may lie in the period: people of all of these days.
            within = Truth.YES if gist.when.within(period) is Truth.YES else Truth.NO
        case unreachable:
            assert_never(unreachable)
    if within is Truth.NO:
        return None
    happened = happening(gist)
    return happened if happened is None or within is Truth.YES else "possible"


def newest(found: Iterable[Told]) -> list[Told]:
    """Of figures up to a day, newest first, the newest stock of people held by each body and definition.

    A stock dated only to a month is as old as its first day, and only possible before its last: it
    then stands beside the newest certain one, as far as it can be newer. Bodies that nobody names
    are taken as one.
    """
    shown: dict[tuple[Series | None, Match], Told] = {}
    for one in found:
        series = _series(one.gist) if one.gist.counted_by else None
        certain = shown.get((series, "certain"))
        if _is_held(one.gist) and (certain is None or (one.gist.when.latest or date.max) >= _day(certain.gist)):
            shown.setdefault((series, one.match), one)
    return list(shown.values())


def _is_held(gist: FigureGist) -> bool:
    """Whether it says how many people were held on a day, and nobody disputes it."""
    return gist.basis == "stock" and gist.measure == "held" and gist.status != "disputed"


def net(found: Iterable[Told]) -> tuple[Net | None, str]:
    """The change between two stocks of one body and one definition among the figures of a period, and why it is told.

    Of several, the pair that lies furthest apart. None where there is no such pair.
    """
    by_series: dict[Series, list[FigureGist]] = {}
    for gist, match in found:
        if match == "certain" and gist.counted_by and _is_held(gist) and not gist.quantity.interval.unbounded:
            by_series.setdefault(_series(gist), []).append(gist)
    pairs = [pair for of_series in by_series.values() if (pair := _ends(of_series))]
    if not pairs:
        return None, (
            "No body gives two numbers of people held, by one definition, for two days in the period;"
            " arrests less releases is no balance, as neither is recorded in full."
        )
    first, last = max(pairs, key=lambda pair: (_day(pair[1]) - _day(pair[0]), _day(pair[1]), pair[1].ref))
    change = last.quantity.interval - first.quantity.interval
    assert first.counted_by is not None
    return Net(
        lower=change.lower,
        upper=change.upper,
        counted_by=first.counted_by,
        definition=first.definition,
        since=first.when,
        until=last.when,
        entries=(first.ref, last.ref),
    ), (
        f"The count went from {first.quantity} ({first.when}) to {last.quantity} ({last.when}); it moves with arrests,"
        " releases, ended sentences and new recognitions alike."
    )


def _series(gist: FigureGist) -> Series:
    return Series(gist.counted_by, gist.measure, gist.definition)


def figure(one: Told) -> Figure:
    """A figure as it is shown. What a gist holds was checked when it was recorded."""
    gist = one.gist
    return Figure.model_construct(
        count=gist.quantity,
        counted_by=gist.counted_by,
        measure=gist.measure,
        definition=gist.definition,
        basis=gist.basis,
        on=gist.when,
        entry=gist.ref,
        match=one.match,
        disputed=gist.status == "disputed",
    )


def _ends(found: Sequence[FigureGist]) -> tuple[FigureGist, FigureGist] | None:
    """The first and the last of a series, where they are of different days; exact ones where there are two."""
    bounded = [gist for gist in found if gist.quantity.qualifier in ("exactly", "between")]
    ordered = sorted(bounded, key=_age)
    if len(ordered) < 2 or not _apart(ordered[0], ordered[-1]):  # noqa: PLR2004  (a pair)
        ordered = sorted(found, key=_age)
    return (ordered[0], ordered[-1]) if _apart(ordered[0], ordered[-1]) else None


def _apart(first: FigureGist, last: FigureGist) -> bool:
    return first.when.before(last.when) is Truth.YES


def _day(gist: FigureGist) -> date:
    return gist.when.earliest or date.min


def _age(gist: FigureGist) -> tuple[date, date, str]:
    """What sorts figures: the first day of which each can tell."""
    if gist.basis == "stock":
        return _day(gist), gist.when.latest or date.max, gist.ref
    return gist.when.latest or date.max, _day(gist), gist.ref
