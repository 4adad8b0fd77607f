"""Figures of people held: each with its entry, sorted by the body that counted and by what it counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from bots.charts.chart import cited

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bots.charts.chart import Asked
    from timeline import Entry, Figure, Period, Quantity, Wording

_SIGNS = {"about": "≈", "at_least": "≥", "more_than": ">", "at_most": "≤", "fewer_than": "<"}


@dataclass(frozen=True, slots=True)
class Stock:
    """One figure of people held and its entry."""

    figure: Figure
    entry: Entry

    @property
    def count(self) -> Quantity:
        """How many."""
        return self.figure.count

    @property
    def value(self) -> int | None:
        """The number that stands in it: where its mark goes. None where it is only a word."""
        count = self.count
        if count.qualifier == "between":
            return ((count.lower or 0) + (count.upper or 0)) // 2
        return count.value if count.value is not None else count.lower

    @property
    def unsure(self) -> bool:
        """Whether it is drawn hollow: somebody disputes it, or it may not belong here."""
        return self.figure.disputed or self.figure.match == "possible" or self.count.qualifier == "about"


@dataclass(frozen=True, slots=True)
class Body:
    """One body's figures by one definition, oldest first; nobody knows whether unnamed ones belong together."""

    name: str
    definition: str | None
    named: bool
    stocks: tuple[Stock, ...]


def stocks(said: Asked, period: Period) -> tuple[Body, ...]:
    """The figures of people held in the period: named bodies first, those with the most figures before others."""
    counts = said.timeline.prisoners(since=period.start, until=period.end, known_at=said.known_at).counts
    held = [one for one in counts if (one.basis, one.measure) == ("stock", "held")]
    by_body = sorted(held, key=_series)
    found = [
        Body(said.name(who), definition, who is not None, _in_order(said, group))
        for (who, definition), group in (
            ((key[1] or None, key[2] or None), list(group)) for key, group in groupby(by_body, _series)
        )
    ]
    return tuple(sorted(found, key=lambda body: (not body.named, -len(body.stocks))))


def _series(figure: Figure) -> tuple[bool, str, str]:
    """What a line may go through: one body and one definition, whoever counted being named."""
    return figure.counted_by is None, figure.counted_by or "", (figure.definition or "") if figure.counted_by else ""


def _in_order(said: Asked, figures: Iterable[Figure]) -> tuple[Stock, ...]:
    ordered = sorted(figures, key=lambda one: (one.on.earliest or date.min, one.on.latest or date.max, one.entry))
    return tuple(Stock(one, said.entry(one.entry)) for one in ordered)


def told(bodies: Sequence[Body], w: Wording) -> Iterator[str]:
    """Every figure in words, with its day and its sources."""
    for body in bodies:
        yield _headed(body, w)
        for stock in body.stocks:
            disputed = w.say("disputed") if stock.figure.disputed else ""
            possible = w.say("may lie outside the period") if stock.figure.match == "possible" else ""
            doubts = "".join(f" ({doubt})" for doubt in (disputed, possible) if doubt)
            yield f"– {w.day(stock.figure.on)}: {w.amount(stock.count)}{doubts} [{cited([stock.entry], w)}]"


def _headed(body: Body, w: Wording) -> str:
    return f"{body.name} ({w.recorded(body.definition)}):" if body.definition and body.named else f"{body.name}:"


def short(count: Quantity, w: Wording) -> str:
    """The quantity with a sign for its qualifier: it stands beside its mark."""
    sign = _SIGNS.get(count.qualifier)
    return f"{sign}{w.number(count.value or 0)}" if sign else w.amount(count)
