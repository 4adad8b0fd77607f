"""Times counted back from today: "the last 30 days", "за последнюю неделю", "seit drei Monaten"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.asking.spans import UNITS, back

if TYPE_CHECKING:
    from datetime import date

    from timeline.asking.reading import Reading


def rolled(reading: Reading, at: int, over: frozenset[str]) -> tuple[int, date] | None:
    """The token behind "the last 30 days" and their first day.

    `over`: the languages of a word like "за" or "per" before it, with which a bare unit of theirs rolls too.
    """
    word = reading.one(at, "rolling", "last")
    counted = reading.count(word.after if word else at)
    behind = reading.one(counted[1], "rolling", "last") if counted and not word else None
    begin = behind.after if behind else counted[1] if counted else word.after if word else at
    unit = reading.unit(begin)
    if unit is None:
        return None
    if word is None and not any(one.sense.language in over for one in reading.all(begin, "unit")):
        over = frozenset()  # "per month" is not Lithuanian
    if word is None and counted is None and (reading.year(unit.after) or unit.sense.language == "de"):
        return None  # "im Laufe des Jahres 2024"
    rolls = word is not None and (word.sense.sort == "rolling" or counted is not None)
    if not rolls and behind is None and not (over and (word is None or word.sense.language == "de")):
        return None
    vague = unit.sense.plural or (word is not None and word.sense.plural and UNITS[unit.value] != "half")
    if counted is None and vague:
        return None
    return unit.after, back(reading.today, UNITS[unit.value], counted[0] if counted else 1)


def lasting(reading: Reading, at: int) -> tuple[int, date] | None:
    """Seit drei Monaten, od dwóch lat."""
    counted = reading.count(at)
    unit = reading.unit(counted[1]) if counted else None
    if counted is None or unit is None:
        return None
    return unit.after, back(reading.today, UNITS[unit.value], counted[0])
