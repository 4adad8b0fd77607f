"""What callers write when they read: dates, periods, kinds, countries, moments of knowing."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, TypeAlias

from pydantic import ValidationError

from timeline.dates import PartialDate, Period
from timeline.errors import DateError, InputError
from timeline.events import microseconds
from timeline.facts import KINDS
from timeline.projections.chronology import NOW, Cutoff
from timeline.refusals import refusal, show

if TYPE_CHECKING:
    from collections.abc import Iterable

KnownAt: TypeAlias = date | datetime | int | None
"""A date (the end of that day, UTC), an aware datetime, or a position of the log; None is now."""


def cutoff(known_at: KnownAt) -> Cutoff:
    """What was known at a moment. Raises `InputError` for what is none."""
    match known_at:
        case None:
            return NOW
        case int() if not isinstance(known_at, bool):
            return Cutoff(position=known_at)
        case datetime() if known_at.tzinfo is not None:
            return Cutoff(before_us=microseconds(known_at) + 1)
        case date() if type(known_at) is date:
            if known_at == date.max:
                return NOW
            return Cutoff(before_us=microseconds(datetime.combine(known_at + timedelta(days=1), time(), UTC)))
        case _:
            raise InputError(
                f"{show(known_at)} is no moment",
                field="known_at",
                remedy="give a date, a datetime with its time zone, or a position",
            )


def several(given: Iterable[str]) -> Iterable[str]:
    """One text as a list of one."""
    return (given,) if isinstance(given, str) else given


def a_country(code: str | None) -> str | None:
    """A country code. Raises `InputError`."""
    if code is not None and not re.fullmatch(r"[A-Z]{2}", code):
        raise InputError(f"{show(code)} is no country code", field="nationality", remedy="write ISO 3166-1, such as BY")
    return code


def a_kind(kind: str) -> str:
    """A kind of fact. Raises `InputError`."""
    if kind not in KINDS:
        raise InputError(f"{show(kind)} is no kind of fact", field="kinds", remedy=f"give some of {', '.join(KINDS)}")
    return kind


def a_period(since: PartialDate | date | str | None, until: PartialDate | date | str | None) -> Period:
    """From the first day of one date to the last of the other. Raises `DateError`."""
    start, end = _day(since, last=False), _day(until, last=True)
    try:
        return Period(start=start, end=end)
    except ValidationError as error:
        raise refusal(error) from None


def one_day(on: PartialDate | date | str) -> date:
    """The day that is asked about. Raises `DateError` for a date that is several days."""
    day, last = _day(on, last=False), _day(on, last=True)
    if day is None or day != last:
        raise DateError(f"{show(str(on))} is no single day", field="on", remedy="write YYYY-MM-DD")
    return day


def _day(bound: PartialDate | date | str | None, *, last: bool) -> date | None:
    """The first or last day of a bound of a period. Raises `DateError`."""
    if bound is None or type(bound) is date:
        return bound
    partial = bound if isinstance(bound, PartialDate) else PartialDate(bound)  # type: ignore[arg-type]
    return partial.latest if last else partial.earliest
