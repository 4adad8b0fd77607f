"""Whole days of the calendar: units around a day, what comes every year, and what "last" and "ago" do to them.

Seasons are whole months, winter of a year from its December to the February after; weeks run Monday to Sunday.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, NamedTuple, TypeAlias

Unit: TypeAlias = Literal["day", "week", "month", "quarter", "half", "season", "year"]
UNITS: tuple[Unit, ...] = ("day", "week", "month", "quarter", "half", "year")
SEASONS = ("winter", "spring", "summer", "autumn")

FIRST_YEAR, LAST_YEAR = 1900, 2099
_LEAP = 8  # years in which a 29 February is sure to come, 1900 and 2100 aside
_MIDDLE = 15  # the last day of a month's first half
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "season": 3, "year": 12}


class Span(NamedTuple):
    """Whole days, both included."""

    start: date
    end: date


@dataclass(frozen=True, slots=True)
class Yearly:
    """What comes every year: a `unit` by its number; a day of a month by `day`, a half of a month by `half`."""

    unit: Unit
    number: int
    day: int = 0
    half: int = 0

    def of(self, year: int) -> Span | None:
        """Its days in a year; None for 29 February in most."""
        if self.unit == "day":
            if not 1 <= self.day <= monthrange(year, self.number)[1]:
                return None
            return Span(date(year, self.number, self.day), date(year, self.number, self.day))
        if self.half:
            whole = Yearly("month", self.number).of(year)
            assert whole is not None
            middle = date(year, self.number, _MIDDLE)
            return Span(whole.start, middle) if self.half == 1 else Span(middle + timedelta(days=1), whole.end)
        months = _MONTHS[self.unit]
        first = (
            (12 if self.number == 0 else 3 * self.number) if self.unit == "season" else (self.number - 1) * months + 1
        )
        return _months(year, first, months)

    def latest(self, today: date) -> Span | None:
        """The latest that has begun by today."""
        years = range(today.year, today.year - _LEAP - 1, -1)
        return next((span for span in map(self.of, years) if span and span.start <= today), None)

    def past(self, today: date) -> Span | None:
        """The latest that is over."""
        years = range(today.year, today.year - _LEAP - 1, -1)
        return next((span for span in map(self.of, years) if span and span.end < today), None)

    def coming(self, day: date) -> Span | None:
        """The first that begins on a day or later."""
        years = range(day.year, day.year + _LEAP + 1)
        return next((span for span in map(self.of, years) if span and span.start >= day), None)

    def current(self, today: date) -> Span | None:
        """The one of "this year"; a winter that has begun belongs to the year it began in."""
        latest = self.latest(today)
        return latest if latest and latest.end >= today else self.of(today.year) if self.number else latest


def around(day: date, unit: Unit, steps: int = 0) -> Span:
    """The calendar unit in which a day lies, or the one some steps away."""
    match unit:
        case "day":
            return Span(day + timedelta(days=steps), day + timedelta(days=steps))
        case "week":
            monday = day + timedelta(days=7 * steps - day.weekday())
            return Span(monday, monday + timedelta(days=6))
        case "month" | "quarter" | "half" | "season" | "year":
            months = _MONTHS[unit]
            first = shifted(day.replace(month=(day.month - 1) // months * months + 1, day=1), steps * months)
            return _months(first.year, first.month, months)


def back(day: date, unit: Unit, number: int) -> date:
    """The day some units earlier: of months and years the same day, or the month's last if it has none such."""
    match unit:
        case "day":
            return day - timedelta(days=number)
        case "week":
            return day - timedelta(weeks=number)
        case "month" | "quarter" | "half" | "season" | "year":
            return shifted(day, -number * _MONTHS[unit])


def shifted(day: date, months: int) -> date:
    """The same day some months later, or earlier; the last of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _months(year: int, first: int, number: int) -> Span:
    start = shifted(date(year, 1, 1), first - 1)
    last = shifted(start, number - 1)
    return Span(start, last.replace(day=monthrange(last.year, last.month)[1]))
