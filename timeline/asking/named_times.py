"""Times that a text names: days, months, quarters, seasons, years; "last month", "yesterday", "two weeks ago".

What stands before them ("since", "until", "from … to") is the business of `periods`.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from timeline.asking.spans import SEASONS, UNITS, Span, Unit, Yearly, around, back
from timeline.asking.written_dates import written
from timeline.asking.yearly_times import YearlyTimes
from timeline.asking.years import ALONE, STEPS, year_at

if TYPE_CHECKING:
    from collections.abc import Callable

    from timeline.asking.reading import Reading

_PLAUSIBLE = range(2010, 2050)  # a bare number of four digits is a year; beyond, it needs "in" or the word "year"


class Named(NamedTuple):
    """A time, told by the tokens up to `after`; `yearly` where its year was not told.

    `on` is the one day that it means, if it means one: a day, or the day so many months ago.
    """

    after: int
    span: Span
    unit: Unit
    yearly: Yearly | None = None
    on: date | None = None


class NamedTimes:
    """The times named in a text; each place is read once."""

    def __init__(self, reading: Reading) -> None:
        self._r = reading
        self._yearly_times = YearlyTimes(reading)
        self._known: dict[tuple[int, bool], Named | None] = {}

    def at(self, at: int, *, introduced: bool = False) -> Named | None:
        """The time named from a token on; `introduced` by a preposition, words that mean other things too are dates."""
        if not 0 <= at < self._r.size:
            return None
        place = (at, introduced)
        if place not in self._known:
            self._known[place] = None  # a time is never part of itself
            self._known[place] = self._read(at, introduced=introduced)
        return self._known[place]

    def _read(self, at: int, *, introduced: bool) -> Named | None:
        begins = dict.fromkeys((at, self._r.past(at, "whole", most=1), self._r.past(at, "whole")))
        for begin in begins:
            found = self._read_here(begin, introduced=introduced)
            if found is not None:
                return found
        return None

    def _read_here(self, at: int, *, introduced: bool) -> Named | None:
        if not self._r.speaks(at):
            return None
        readers: tuple[Callable[[], Named | None], ...] = (
            lambda: self._weekday_and_date(at),
            lambda: self._written(at),
            lambda: self._year_then(at),
            lambda: self._yearly(at, introduced=introduced),
            lambda: self._calendar(at),
            lambda: self._ago(at),
            lambda: self._day(at, introduced=introduced),
            lambda: self._year_alone(at, introduced=introduced),
        )
        return next((found for reader in readers if (found := reader()) is not None), None)

    # What comes every year, with its year or without

    def _written(self, at: int) -> Named | None:
        found = written(self._r, at)
        if found is None:
            return None
        after, span, yearly = found
        day = self._r.unit(after) if not yearly else None
        if day and day.sense.language == "lt" and day.value == 0 and not self._r.one(after, "as_of_behind"):
            after = self._r.past_dot(day.after)
        word = self._r.one(after, "year_word")
        after = self._r.past_dot(word.after) if word and not yearly else after
        return self._named(after, span, yearly)

    def _named(self, after: int, span: Span, yearly: Yearly | None = None, unit: Unit | None = None) -> Named:
        if span.start == span.end:
            return Named(after, span, "day", yearly, span.start)
        return Named(after, span, unit or (yearly.unit if yearly else "month"), yearly)

    def _year_then(self, at: int) -> Named | None:
        """2025 m. birželio 21 d.; в прошлом году в сентябре."""
        year = year_at(self._r, at)
        if year is None:
            return None
        after = year[0]
        if self._r.sign(after, "-/") and self._r.touches(after) and self._yearly_times.short(after + 1):
            after += 1  # 2025-Q3
        after = self._r.past(self._r.past_comma(after), "in", "of", "whole")
        found = self._yearly_times.at(after, introduced=True)
        if found is None or found[2] is not None or year_at(self._r, found[0]) is not None:
            return None
        span = found[1].of(year[1])
        return self._named(found[0], span, unit=found[1].unit) if span else None

    def _yearly(self, at: int, *, introduced: bool) -> Named | None:
        found = self._yearly_times.at(at, introduced=introduced)
        if found is None:
            return None
        after, yearly, year = found
        if year is None:
            told = self._year_behind(after, yearly)
            after, year = told or (after, None)
        span = yearly.of(year) if year is not None else yearly.latest(self._r.today)
        if span is None:
            return None
        return self._named(after, span, None if year is not None else yearly, yearly.unit)

    def _year_behind(self, at: int, yearly: Yearly) -> tuple[int, int] | None:
        begin = self._r.past(at + 1 if self._r.sign(at, ",/") else at, "of", "in", "whole", most=3)
        year = self._r.year(begin)
        if yearly.unit == "season" and year is not None and (self._r.sign(begin + 1, "-–/")):
            other = self._r.number(begin + 2)
            if SEASONS[yearly.number] == "winter" and other in (year + 1, (year + 1) % 100):
                word = self._r.one(begin + 3, "year_word")
                return (self._r.past_dot(word.after) if word else begin + 3), year
        return year_at(self._r, begin)

    def _year_alone(self, at: int, *, introduced: bool) -> Named | None:
        found = year_at(self._r, at)
        if found is None or not date.min.year <= found[1] <= date.max.year:
            return None
        bare = found[0] == at + 1 and self._r.year(at) is not None
        if bare and not introduced and found[1] not in _PLAUSIBLE:
            return None
        span = Span(date(found[1], 1, 1), date(found[1], 12, 31))
        return Named(found[0], span, "year")

    # Times told from today on

    def _calendar(self, at: int) -> Named | None:
        """Last month, this week, next year, last summer, last Friday; pernai, Vormonat."""
        today = self._r.today
        for sort, unit, steps in ALONE:
            word = self._r.one(at, sort)
            if word is not None:
                return Named(word.after, around(today, unit, steps), unit)
        for sort, steps in STEPS:
            for word in self._r.all(at, sort):
                named = None if word.sense.plural else self._r.unit(word.after, plural=False)
                if named is not None:
                    behind = self._r.one(named.after, "behind_before_last")
                    unit = UNITS[named.value]
                    return self._named(
                        named.after if not behind else behind.after, around(today, unit, steps), unit=unit
                    )
                found = self._stepped(word.after, steps)
                if found is not None:
                    return found
        named = self._r.unit(at, plural=False)
        behind = self._r.one(named.after, "behind_before_last") if named else None
        if named and behind:
            return Named(behind.after, around(today, UNITS[named.value], -2), UNITS[named.value])
        return None

    def _stepped(self, at: int, steps: int) -> Named | None:
        """Of a month, season or weekday: the last one over, this one, the next one."""
        today = self._r.today
        weekday = self._r.one(at, "weekday")
        if weekday is not None:
            behind = (today.weekday() + 1 - weekday.value) % 7
            offset = {-1: -(behind or 7), 0: weekday.value - 1 - today.weekday(), 1: (7 - behind) or 7}.get(steps)
            return None if offset is None else self._one_day(weekday.after, today + timedelta(days=offset))
        found = self._yearly_times.at(at, introduced=True)
        if found is None or found[2] is not None or year_at(self._r, found[0]) is not None:
            return None
        after, yearly, _ = found
        match steps:
            case -1:
                span = yearly.past(today)
            case 0:
                span = yearly.current(today)
            case 1:
                span = yearly.coming(today + timedelta(days=1))
            case _:
                span = None
        return self._named(after, span, unit=yearly.unit) if span else None

    def _one_day(self, after: int, day: date) -> Named:
        return Named(after, Span(day, day), "day", None, day)

    def _ago(self, at: int) -> Named | None:
        """Three months ago, тры месяцы таму, vor drei Monaten, prieš savaitę: the unit of the calendar so far back."""
        ahead = self._r.one(at, "ago_before")
        begin = ahead.after if ahead else at
        counted = self._r.count(begin)
        number, behind = counted or (1, begin)
        unit = self._r.unit(behind, plural=counted is not None)
        if unit is None:
            return None
        ago = self._r.one(unit.after, "ago")
        if ago is None and ahead is None:
            return None
        day = back(self._r.today, UNITS[unit.value], number)
        whole = "month" if UNITS[unit.value] == "half" else UNITS[unit.value]
        return Named(ago.after if ago else unit.after, around(day, whole), whole, None, day)

    def _day(self, at: int, *, introduced: bool) -> Named | None:
        """Yesterday; Monday, which is the latest one."""
        word = self._r.one(at, "day")
        if word is not None:
            return self._one_day(word.after, self._r.today + timedelta(days=word.value))
        weekday = self._r.one(at, "weekday")
        if weekday is None or (weekday.sense.weak and not introduced):
            return None
        return self._one_day(
            weekday.after, self._r.today - timedelta(days=(self._r.today.weekday() + 1 - weekday.value) % 7)
        )

    def _weekday_and_date(self, at: int) -> Named | None:
        """Saturday, 21 June 2025; None if that day is another day of the week."""
        weekday = self._r.one(at, "weekday")
        if weekday is None:
            return None
        begin = self._r.past(self._r.past_comma(weekday.after), "in", "whole")
        found = next(
            (
                one
                for one in (self._written(begin), self._year_then(begin), self._yearly(begin, introduced=False))
                if one
            ),
            None,
        )
        if found is None or found.on is None or found.on.weekday() != weekday.value - 1:
            return None
        return found
