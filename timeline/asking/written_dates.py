"""Dates in figures: 2025-06-21, 21.06.2025, 21/6, 2025-06, 06/2025."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from timeline.asking.spans import FIRST_YEAR, LAST_YEAR, Span, Yearly

if TYPE_CHECKING:
    from timeline.asking.reading import Reading

_SEPARATORS = ".-/"
_MOST_PARTS = 4  # one more than a date has, to see that something is none
_CENTURY = 2000
_LAST_MONTH = 12


def figures(reading: Reading, at: int) -> tuple[list[str], str, int]:
    """The numbers that stand together from a token on, the sign between them, and the token behind them.

    One sign joins them all: 21.06-22.06 are two dates.
    """
    parts: list[str] = []
    sign = ""
    while at < reading.size and reading.tokens[at].script == "digit" and len(parts) < _MOST_PARTS:
        parts.append(reading.key(at))
        at += 1
        joined = reading.touches(at) and reading.sign(at, sign or _SEPARATORS) and reading.touches(at + 1)
        if not joined or at + 1 >= reading.size or reading.tokens[at + 1].script != "digit":
            break
        sign = reading.key(at)
        at += 1
    return parts, sign, at


def written(reading: Reading, at: int) -> tuple[int, Span, Yearly | None] | None:
    """A date in figures: the token behind it, its days, and what it is in every year if its year is not told."""
    if not 0 <= at < reading.size or reading.tokens[at].script != "digit":
        return None
    parts, sign, after = figures(reading, at)
    if len(parts) < 2 or any(len(part) > 4 for part in parts):  # noqa: PLR2004
        return None
    numbers = [int(part) for part in parts]
    match numbers, [len(part) for part in parts]:
        case [year, month, day], [4, _, _]:
            span = _day(year, month, day)
        case [day, month, year], [1 | 2, 1 | 2, 4]:
            span = _day(year, month, day) or (_day(year, day, month) if sign == "/" else None)
        case [day, month, year], [1 | 2, 1 | 2, 2]:
            span = _day(_CENTURY + year, month, day)
        case [year, month], [4, 2]:
            span = _month(year, month)
        case [month, year], [1 | 2, 4] if sign != "-":
            span = _month(year, month)
        case [day, month], [1 | 2, 1 | 2] if sign != "-":
            return _without_year(reading, day, month, sign, parts[1], after)
        case _:
            return None
    return (after, span, None) if span else None


def _without_year(
    reading: Reading, day: int, month: int, sign: str, month_written: str, after: int
) -> tuple[int, Span, Yearly | None] | None:
    """21.06, 21.6., 21/6: a number with a decimal point is none, nor is 24/7."""
    behind = reading.past_dot(after)
    if sign == "." and len(month_written) == 1 and behind == after:
        return None
    if (day, month, sign) == (24, 7, "/"):
        return None
    if sign == "/" and month > _LAST_MONTH:
        day, month = month, day
    if not 1 <= month <= _LAST_MONTH:
        return None
    yearly = Yearly("day", month, day)
    span = yearly.latest(reading.today)
    return (behind, span, yearly) if span else None


def _day(year: int, month: int, day: int) -> Span | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return Span(found, found)


def _month(year: int, month: int) -> Span | None:
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= _LAST_MONTH):
        return None
    return Yearly("month", month).of(year)
