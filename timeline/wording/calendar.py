"""Days, months and years as each language writes them; names of months are CLDR's (Babel)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Pattern:
    """How a language writes dates, in CLDR's letters: MMMM is a month inside a date, LLLL one that stands alone.

    `start` and `end` are the two halves of a period within one year, `first` and `last` within one
    month. A month changes its form after a word: `about`, `since` and `until` say which it takes.
    """

    day: str
    month: str
    year: str
    start: str
    end: str
    first: str
    last: str
    months: str
    about: str
    since: str
    until: str


def _pattern(day: str, mark: str = "", *, month: str = "MMMM", about: str = "LLLL", until: str = "LLLL") -> Pattern:
    """A language that writes day, month, year, in that order, and perhaps a word for "year" after it."""
    year = f"y{mark}"
    return Pattern(
        day=f"{day} MMMM {year}",
        month=f"LLLL {year}",
        year=year,
        start=f"{day} {month}",
        end=f"{day} {month} {year}",
        first=day,
        last=f"{day} {month} {year}",
        months="LLLL",
        about=f"{about} {year}",
        since=f"MMMM {year}",
        until=f"{until} {year}",
    )


# The blank before "г." does not break. CLDR has the narrow one (U+202F), which many fonts and terminals lack.
PATTERNS: dict[str, Pattern] = {
    "en": _pattern("d", month="MMM"),
    "be": _pattern("d", "\u00a0'г.'", about="MMMM"),
    "ru": _pattern("d", "\u00a0'г.'", about="MMMM"),
    "uk": _pattern("d", "\u00a0'р.'", about="MMMM"),
    "de": _pattern("d."),
    "pl": _pattern("d", about="MMMM", until="MMMM"),
    "lt": Pattern(
        day="y\u00a0'm.' MMMM d\u00a0'd.'",
        month="y\u00a0'm.' LLLL",
        year="y\u00a0'm.'",
        start="y\u00a0'm.' MMMM d\u00a0'd.'",
        end="MMMM d\u00a0'd.'",
        first="y\u00a0'm.' MMMM d",
        last="d\u00a0'd.'",
        months="y\u00a0'm.' LLLL",
        about="y\u00a0'm.' LLLL",
        since="y\u00a0'm.' MMMM",
        until="y\u00a0'm.' MMMM",
    ),
}


class Calendar:
    """One language's dates. Babel is loaded with the first date that is written."""

    def __init__(self, language: str) -> None:
        self._language = language
        self.pattern = PATTERNS[language]

    def write(self, day: date, pattern: str) -> str:
        """The day by a pattern of CLDR's letters."""
        from babel.dates import format_date  # noqa: PLC0415  (20 ms that a list of calls does not need)

        return format_date(day, pattern, locale=self._language)

    def days(self, start: date, end: date) -> str:
        """Both days in full, and what they share only once: "1–6 Sep 2025", "1 Sep – 6 Dec 2025"."""
        if start == end:
            return self.write(start, self.pattern.day)
        if (start.year, start.month) == (end.year, end.month):
            return f"{self.write(start, self.pattern.first)}–{self.write(end, self.pattern.last)}"
        first = self.pattern.start if start.year == end.year else self._whole
        last = self.pattern.end if start.year == end.year else self._whole
        return f"{self.write(start, first)} – {self.write(end, last)}"

    @property
    def _whole(self) -> str:
        """A day with its year, in the short form of a period."""
        return self.pattern.day if self._language == "lt" else self.pattern.end

    def months(self, start: date, end: date) -> str:
        """The months from that of `start` to that of `end`: "June – September 2025"."""
        if (start.year, start.month) == (end.year, end.month):
            return self.write(start, self.pattern.month)
        if start.year != end.year:
            return f"{self.write(start, self.pattern.month)} – {self.write(end, self.pattern.month)}"
        last = "LLLL" if self._language == "lt" else self.pattern.month  # the year comes first there
        return f"{self.write(start, self.pattern.months)} – {self.write(end, last)}"

    def years(self, start: date, end: date) -> str:
        """The years from that of `start` to that of `end`: "2024–2025"."""
        year = self.write(end, self.pattern.year)
        return year if start.year == end.year else f"{start.year}–{year}"
