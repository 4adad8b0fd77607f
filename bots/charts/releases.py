"""The lower panel: people released in each month, the certain number solid and what may be more hatched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bots.charts.axis import Days, numbers
from bots.charts.chart import cited
from bots.charts.drawing import SMALLEST, Sheet
from bots.charts.lettering import width
from bots.charts.places import Box, Places
from timeline import Period

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bots.charts.axis import Span
    from bots.charts.chart import Asked, Key
    from timeline import Entry, Wording

_COLOUR, _LIGHT = "#7a4b00", "#f0d9b0"
_BARS = 40  # at most
_OPEN = 30  # how far a bar without an upper bound is hatched


@dataclass(frozen=True, slots=True)
class Released:
    """People released in some days: at least `lower`, at most `upper` (None: nobody knows), by these entries."""

    span: Span
    lower: int
    upper: int | None
    entries: tuple[Entry, ...]


def releases(said: Asked, period: Period) -> tuple[Released, ...]:
    """The bounds of each month of the period; of each quarter, year or some years where there are too many."""
    assert period.start is not None
    assert period.end is not None
    days = Days(period.start, period.end, 0, 1)
    found = []
    for span in days.spans(step(days)):
        freed = said.timeline.prisoners(since=span.first, until=span.last, known_at=said.known_at).freed
        found.append(Released(span, freed.lower, freed.upper, tuple(said.entry(ref) for ref in freed.entries)))
    return tuple(found)


def step(days: Days) -> int:
    """How many months a bar stands for."""
    months = (days.last.year - days.first.year) * 12 + days.last.month - days.first.month + 1
    if months <= 30:  # noqa: PLR2004  (as many as have room)
        return 1
    return 3 if months <= 3 * _BARS else 12 * -(-months // (12 * _BARS))


def headed(months: int, w: Wording) -> str:
    """What stands above the panel."""
    match months:
        case 1:
            return w.say("Released, by month")
        case 3:
            return w.say("Released, by quarter")
        case _:
            return w.say("Released, by year")


def tallied(released: Sequence[Released], w: Wording) -> Iterator[str]:
    """Every month that has releases, in words, with its sources."""
    for one in released:
        if one.entries:
            when = w.period(Period(start=one.span.first, end=one.span.last))
            yield f"– {when}: {w.bounds(one.lower, one.upper)} [{cited(one.entries, w)}]"


def released_panel(
    sheet: Sheet, released: Sequence[Released], days: Days, edges: tuple[float, float], w: Wording
) -> list[Key]:
    """Draw the bars between two heights; give the keys to what was drawn."""
    top, bottom = edges
    scale = numbers(
        [one.upper if one.upper is not None else one.lower for one in released], top, bottom, from_zero=True
    )
    scale.draw(sheet, days.left, days.right, w)
    hatched = sheet.hatched("maybe", _COLOUR, _LIGHT)
    places, written = Places(Box(0, top - 40, days.right + 60, bottom)), list[tuple[int, float, float, str]]()
    for one in released:
        if not one.entries:
            continue
        left, right = days.x(one.span.first), days.after(one.span.last)
        gap = min(6, (right - left) * 0.12)
        left, wide, sure = left + gap, right - left - 2 * gap, scale.y(one.lower)
        crest = sure - _OPEN if one.upper is None else scale.y(one.upper)
        sheet.rect(left, sure, wide, bottom - sure, fill=_COLOUR)
        if crest < sure:
            sheet.rect(left, crest, wide, sure - crest, fill=hatched, stroke=_COLOUR, dashed=one.upper is None)
        places.take(Box(left, crest, left + wide, bottom))
        text = f"≥{w.number(one.lower)}" if one.upper is None else w.bounds(one.lower, one.upper)
        written.append((-(one.upper or one.lower), left + wide / 2, crest, text))
    for _, middle, crest, text in sorted(written):
        _number(sheet, places, middle, crest, text)
    return _keys(sheet, released, hatched, w)


def _number(sheet: Sheet, places: Places, middle: float, crest: float, text: str) -> None:
    """The number above its bar, or a little higher or further aside, where there is room."""
    half = width(text, SMALLEST, bold=True) / 2
    place = places.first(
        Box(middle + aside - half, crest - up - 20, middle + aside + half, crest - up)
        for up in (2, 14, 26)
        for aside in (0, -half / 2, half / 2)
    )
    if place:
        sheet.text(place.left, place.bottom - 5, text, bold=True)


def _keys(sheet: Sheet, released: Sequence[Released], hatched: str, w: Wording) -> list[Key]:
    found: list[Key] = []
    if any(one.lower for one in released):
        found.append((w.say("released, at least"), lambda x, y: sheet.rect(x + 4, y - 8, 32, 16, fill=_COLOUR)))
    if any(one.upper is None or one.upper > one.lower for one in released):
        found.append(
            (
                w.say("perhaps more, up to here"),
                lambda x, y: sheet.rect(x + 4, y - 8, 32, 16, fill=hatched, stroke=_COLOUR),
            )
        )
    return found
