"""Times that come every year: 21 June, June, the third quarter, the first half of June, summer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.asking.spans import SEASONS, UNITS, Yearly
from timeline.asking.years import year_at

if TYPE_CHECKING:
    from timeline.asking.date_words import Meaning
    from timeline.asking.reading import Reading

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "і": 1, "іі": 2, "ііі": 3, "іv": 4}
_MONTH_THEN_DAY = frozenset({"en", "lt"})
_NAME_OF_AN_ORGANISATION = "spring"  # Вясна, Весна, Viasna, Wiosna
_ORGANISATION_SPELT = frozenset({"be", "ru", "uk", "pl"})


class YearlyTimes:
    """Reads them; a year told within ("pirmoje 2025 metų pusėje") is told apart."""

    def __init__(self, reading: Reading) -> None:
        self._r = reading

    def at(self, at: int, *, introduced: bool) -> tuple[int, Yearly, int | None] | None:
        """The token behind it, the time, and its year if it was told within it."""
        for found in (self._day_month(at), self._part(at)):
            if found is not None:
                return found
        season = self._season(at, introduced=introduced)
        if season is not None:
            return season.after, Yearly("season", season.value), None
        return self._month(at, introduced=introduced)

    def _day_month(self, at: int) -> tuple[int, Yearly, None] | None:
        """21 June, 21-га чэрвеня, 21. Juni, the first of June."""
        numbered = self._day_number(at)
        if numbered is None:
            return None
        after, day = numbered
        month = self._r.one(after, "month") or self._r.one(self._r.past(after, "of", "whole", most=1), "month")
        if month is None or month.sense.begins:  # "14 июньских" are no 14 June
            return None
        return self._r.past_dot(month.after), Yearly("day", month.value, day), None

    def _day_number(self, at: int) -> tuple[int, int] | None:
        number = self._r.number(at)
        if number is not None:
            after = self._r.past_dot(self._r.past_ending(at + 1, "day_ending"))
            return (after, number) if 1 <= number <= 31 else None  # noqa: PLR2004
        word = self._r.one(at, "ordinal")
        return (word.after, word.value) if word else None

    def _part(self, at: int) -> tuple[int, Yearly, int | None] | None:
        """Q3, H1; the third quarter, III квартал, pirmoje 2025 metų pusėje; the first half of June."""
        short = self.short(at)
        if short is not None:
            return short
        which = self._which(at)
        if which is None:
            return None
        after, number = which
        year = year_at(self._r, after)
        unit = self._r.unit(year[0] if year else after)
        if unit is None or UNITS[unit.value] not in ("quarter", "half") or number > (4 if unit.value == 3 else 2):  # noqa: PLR2004
            return None
        after = self._r.past_dot(unit.after)
        month = None if year or UNITS[unit.value] == "quarter" else self._r.one(self._r.past(after, "of"), "month")
        if month is not None:
            return month.after, Yearly("month", month.value, half=number), None
        return after, Yearly(UNITS[unit.value], number), year[1] if year else None

    def _which(self, at: int) -> tuple[int, int] | None:
        number = self._r.number(at)
        if number is not None:
            return (self._r.past_dot(self._r.past_ending(at + 1, "day_ending")), number) if 1 <= number <= 4 else None  # noqa: PLR2004
        word = self._r.one(at, "ordinal")
        if word is not None:
            return word.after, word.value
        roman = _ROMAN.get(self._r.key(at))
        return (self._r.past_dot(at + 1), roman) if roman else None

    def short(self, at: int) -> tuple[int, Yearly, None] | None:
        """Q3, H1."""
        number = self._r.number(at + 1) if self._r.touches(at + 1) else None
        match self._r.key(at), number:
            case ("q" | "к" | "кв", 1 | 2 | 3 | 4):
                return at + 2, Yearly("quarter", number), None
            case ("h" | "п", 1 | 2):
                return at + 2, Yearly("half", number), None
            case _:
                return None

    def _season(self, at: int, *, introduced: bool) -> Meaning | None:
        """A season, unless its word names the organisation: capitalised within a sentence, or quoted."""
        season = self._r.one(at, "season")
        if season is None:
            return None
        token = self._r.tokens[at]
        if SEASONS[season.value] == _NAME_OF_AN_ORGANISATION and season.sense.language in _ORGANISATION_SPELT:
            named = (token.capital and not token.upper) or token.quoted
            if named or (token.text[0].isupper() and not token.upper and year_at(self._r, season.after) is None):
                return None
        if season.sense.weak and not introduced and not self._leans(at, season.after):
            return None
        return season

    def _leans(self, at: int, after: int) -> bool:
        """Whether a doubtful word has a date's neighbour: a year behind it, "last" or "this" before it."""
        before = self._r.one(at - 1, "last", "this", "next", "rolling", "of", "whole")
        return self._r.year(after) is not None or (before is not None and before.sense.sort != "whole")

    def _month(self, at: int, *, introduced: bool) -> tuple[int, Yearly, None] | None:
        """June, June 21st, birželio 21 d."""
        month = self._r.one(at, "month")
        day_before = self._r.number(at - 1)
        if month is None or (day_before is not None and 1 <= day_before <= 31 and not month.sense.begins):  # noqa: PLR2004
            return None  # "30 February" is not February
        after = self._r.past_dot(month.after)
        unit = self._r.unit(after, plural=False)
        if unit is not None and UNITS[unit.value] == "month":
            after = self._r.past_dot(unit.after)
        day = self._day_behind(month, after, introduced=introduced)
        if day is not None:
            return day[0], Yearly("day", month.value, day[1]), None
        if month.sense.weak and not (introduced or self._leans(at, month.after)):
            return None
        return after, Yearly("month", month.value), None

    def _day_behind(self, month: Meaning, at: int, *, introduced: bool) -> tuple[int, int] | None:
        if month.sense.language not in _MONTH_THEN_DAY:
            return None
        begin = self._r.past(at, "whole", most=1)
        numbered = self._day_number(begin)
        if numbered is None or (begin == at and self._r.number(begin) is None and month.sense.language == "en"):
            return None
        after, day = numbered
        if month.sense.language == "lt":
            unit = None if self._r.one(after, "as_of_behind") else self._r.unit(after)
            return (self._r.past_dot(unit.after), day) if unit and UNITS[unit.value] == "day" else (after, day)
        # "In June 14 people left": the number belongs to what follows.
        bare = after == begin + 1 and self._r.number(begin) is not None
        within = introduced and self._r.key(begin - 2) == "in" and after < self._r.size
        if (
            bare
            and within
            and self._r.tokens[after].script in ("latin", "cyrillic")
            and not self._r.all(after, "in", "link", "and", "until")
        ):
            return None
        return after, day
