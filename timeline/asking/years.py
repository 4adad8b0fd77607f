"""Years that a text names: 2025 г., 2024-aisiais, last year, pernai."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.asking.spans import UNITS, Unit

if TYPE_CHECKING:
    from timeline.asking.date_words import Sort
    from timeline.asking.reading import Reading

STEPS: tuple[tuple[Sort, int], ...] = (("last", -1), ("before_last", -2), ("this", 0), ("next", 1))
ALONE: tuple[tuple[Sort, Unit, int], ...] = (
    ("this_year", "year", 0), ("last_year", "year", -1), ("year_before_last", "year", -2),
    ("last_month", "month", -1), ("last_week", "week", -1), ("last_quarter", "quarter", -1),
)  # fmt: skip


def year_at(reading: Reading, at: int) -> tuple[int, int] | None:
    """A year and the token behind it: 2025 г., 2024-aisiais, last year, pernai; None for a decade."""
    year = reading.year(at)
    if year is not None:
        if (
            reading.past_ending(at + 1, "decade_ending") != at + 1
            and reading.past_ending(at + 1, "year_ending") == at + 1
        ):
            return None
        after = reading.past_ending(at + 1, "year_ending")
        word = reading.one(after, "year_word")
        return (reading.past_dot(word.after) if word else after), year
    word = reading.one(at, "year_word")
    if word is not None and (year := reading.year(word.after)) is not None:
        return reading.past_ending(word.after + 1, "year_ending"), year
    for sort, unit, steps in ALONE:
        word = reading.one(at, sort)
        if word is not None and unit == "year":
            return word.after, reading.today.year + steps
    for sort, steps in STEPS:
        for word in reading.all(at, sort):
            named = None if word.sense.plural else reading.unit(word.after, plural=False)
            if named is not None and UNITS[named.value] == "year":
                return named.after, reading.today.year + steps
    return None
