"""Scales: days from left to right, whole numbers from bottom to top, and what is written beside them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from bots.charts.drawing import FADED, INK, RULE
from bots.charts.lettering import width
from timeline import PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bots.charts.drawing import Sheet
    from timeline import Wording

_SIZE = 15
_DAYS_AT_MOST = 62  # of more, days are not told apart
_END = 12 * 10_000  # the month after the last one that dates can be in
_MONTHS_AT_MOST = 24  # of more, months are not
_YEARS_AT_MOST = 40  # of more, some stand together


class Span(NamedTuple):
    """Some days that are written about together, both included."""

    first: date
    last: date
    label: str = ""


@dataclass(frozen=True, slots=True)
class Days:
    """Days from `first` to `last`, both included, between two places."""

    first: date
    last: date
    left: float
    right: float

    def x(self, day: date) -> float:
        """Where a day begins; a day outside stands at the nearer end."""
        length = (self.last - self.first).days + 1
        passed = min(max((day - self.first).days, 0), length)
        return self.left + (self.right - self.left) * passed / length

    def middle(self, first: date, last: date) -> float:
        """The middle of some days, both included."""
        return (self.x(first) + self.after(last)) / 2

    def after(self, day: date) -> float:
        """Where a day ends."""
        return self.right if day >= self.last else self.x(day + timedelta(days=1))

    def spans(self, months: int) -> Iterator[Span]:
        """The days in steps of so many months of the calendar; the first and the last step may be cut."""
        start = self.first.year * 12 + self.first.month - 1
        start -= start % months
        while start <= self.last.year * 12 + self.last.month - 1:
            end = _month(start + months) - timedelta(days=1) if start + months < _END else date.max
            yield Span(max(_month(start), self.first), min(end, self.last))
            start += months

    def draw(self, sheet: Sheet, top: float, bottom: float, w: Wording) -> float:
        """The marks below, from `top` down through the picture; give where they end."""
        fine, coarse = self._labels(w)
        self._write(sheet, fine, bottom + 20, FADED)
        for span in (*fine, *coarse):
            sheet.line(self.x(span.first), top, self.x(span.first), bottom, stroke=RULE)
        if not coarse:
            return bottom + 28
        for span in coarse:
            sheet.line(self.x(span.first), bottom, self.x(span.first), bottom + 42, stroke="#999999")
        self._write(sheet, coarse, bottom + 41, INK)
        return bottom + 48

    def _write(self, sheet: Sheet, spans: list[Span], y: float, colour: str) -> None:
        """The labels below the middle of their days, as many as have room beside each other."""
        gap = 9 if spans[0].first == spans[0].last else 3  # numbers of days would run into each other
        widest = max((width(span.label, _SIZE) for span in spans), default=0.0) + gap
        narrowest = min((self.after(span.last) - self.x(span.first) for span in spans[1:-1]), default=widest)
        step = max(1, -(-int(widest) // max(int(narrowest), 1)))
        reached = self.left - 30
        for span in spans[::step]:
            middle, half = self.middle(span.first, span.last), width(span.label, _SIZE) / 2
            middle = max(min(middle, self.right + 20 - half), self.left - 20 + half)
            if middle - half >= reached:
                sheet.text(middle, y, span.label, size=_SIZE, colour=colour, anchor="middle")
                reached = middle + half + gap

    def _labels(self, w: Wording) -> tuple[list[Span], list[Span]]:
        """What is written below, and what below that."""
        days = (self.last - self.first).days + 1
        if days <= _DAYS_AT_MOST:
            each = [self.first + timedelta(days=number) for number in range(days)]
            months = [span._replace(label=w.day(PartialDate(f"{span.first:%Y-%m}"))) for span in self.spans(1)]
            return [Span(day, day, str(day.day)) for day in each], months
        many = -(-(self.last.year - self.first.year + 1) // _YEARS_AT_MOST)
        years = [span._replace(label=f"{span.first.year}") for span in self.spans(12 * many)]
        months = list(self.spans(1)) if days < 10_000 else []  # noqa: PLR2004  (some thirty years)
        if months and len(months) <= _MONTHS_AT_MOST + 1:
            return [span._replace(label=w.month(span.first)) for span in months], years
        return years, []


def _month(number: int) -> date:
    """The first day of a month, counted from the year 0, which has none."""
    year, month = divmod(number, 12)
    return date(year, month + 1, 1) if year else date.min


@dataclass(frozen=True, slots=True)
class Numbers:
    """Whole numbers from `low` to `high` between two places, `bottom` and `top`, with a rule every `step`."""

    low: int
    high: int
    step: int
    top: float
    bottom: float

    def y(self, number: float) -> float:
        """Where a number stands."""
        return self.bottom - (self.bottom - self.top) * (number - self.low) / (self.high - self.low)

    def draw(self, sheet: Sheet, left: float, right: float, w: Wording) -> None:
        """The rules, with their numbers to the left."""
        for number in range(self.low, self.high + 1, self.step):
            sheet.line(left, self.y(number), right, self.y(number), stroke="#999999" if number == self.low else RULE)
            sheet.text(left - 8, self.y(number) + 5, w.number(number), colour=FADED, anchor="end", room=left - 12)


def numbers(values: list[int], top: float, bottom: float, *, from_zero: bool = False) -> Numbers:
    """A scale for these values. It begins at zero unless they all lie far above it."""
    most, least = max(values, default=1), min(values, default=0)
    low = 0 if from_zero or least < most / 2 else least
    step = _step(max(most - low, 1) / 4)
    low -= low % step
    high = max(-(-most // step) * step, low + step)
    high += step if (high - most) * 8 < high - low else 0  # what is written above a mark needs room
    return Numbers(low, high, step, top, bottom)


def _step(least: float) -> int:
    """The smallest of 1, 2, 5, 10, 20, 50 … that is no less."""
    step = 1
    while step < least:
        step = step * 5 // 2 if str(step)[0] == "2" else step * 2
    return step
