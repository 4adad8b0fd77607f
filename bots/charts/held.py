"""The upper panel: figures of people held, each with its day and its bounds, by the body that counted."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from bots.charts.axis import Days, Numbers, numbers
from bots.charts.drawing import COLOURS, FADED, INK, MARKS, SMALLEST, Mark, Sheet, plain
from bots.charts.lettering import lines, width
from bots.charts.places import Box, Places, apart
from bots.charts.stocks import Body, Stock, short

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bots.charts.chart import Key
    from timeline import Wording

_ARROW = 24  # how long an open end is drawn
_NAMES = 194  # how much room the bodies' names have, right of the panel
_LINE = 18
_MANY = 4  # bodies; of more, each name has one line


def held_panel(sheet: Sheet, bodies: Sequence[Body], days: Days, edges: tuple[float, float], w: Wording) -> list[Key]:
    """Draw the figures between two heights; give the keys to what was drawn."""
    top, bottom = edges
    drawn = [stock for body in bodies for stock in body.stocks if stock.value is not None]
    scale = numbers([number for stock in drawn for number in _reach(stock)], top, bottom)
    scale.draw(sheet, days.left, days.right, w)
    places = Places(Box(days.left, top - 12, days.right + 6, bottom - 2))
    looks = _looks(bodies)
    for body, (colour, mark) in zip(bodies, looks, strict=True):
        _Line(sheet, body, days, scale, colour, mark).draw(places)
    _numbered(sheet, list(zip(bodies, looks, strict=True)), places, (days, scale), w)
    _named(sheet, list(zip(bodies, looks, strict=True)), (days, scale), w)
    return _keys(sheet, drawn, w)


def _looks(bodies: Sequence[Body]) -> list[tuple[str, Mark]]:
    """A colour and a mark for each body, so that nobody needs to tell colours apart; grey for the unnamed."""
    return [
        (COLOURS[place % len(COLOURS)], MARKS[place % 4]) if body.named else (FADED, "cross")
        for place, body in enumerate(bodies)
    ]


def _reach(stock: Stock) -> list[int]:
    count, value = stock.count, stock.value or 0
    return [count.lower or 0, count.upper or 0] if count.qualifier == "between" else [value]


@dataclass(frozen=True, slots=True)
class _Line:
    """One body's figures being drawn."""

    sheet: Sheet
    body: Body
    days: Days
    scale: Numbers
    colour: str
    mark: Mark

    def draw(self, places: Places) -> None:
        """Steps between its exact figures, then every figure with its bounds and days."""
        if self.body.named:
            self._steps(places)
        for stock in self.body.stocks:
            if stock.value is not None:
                self._point(stock, stock.value, places)

    def _steps(self, places: Places) -> None:
        """A number holds until the next: nobody knows on which day between them it changed."""
        way: list[tuple[float, float]] = []
        for stock in self.body.stocks:
            if stock.value is None or stock.count.qualifier != "exactly" or stock.unsure:
                continue
            x, y = self.x(stock), self.scale.y(stock.value)
            way += [(x, way[-1][1])] if way else []
            way.append((x, y))
        if len(way) > 1:
            self.sheet.path(way, stroke=self.colour, width=2)
        for (x1, y1), (x2, y2) in pairwise(way):
            places.take(Box(min(x1, x2) - 1, min(y1, y2) - 1, max(x1, x2) + 1, max(y1, y2) + 1))

    def x(self, stock: Stock) -> float:
        """The middle of the days it may be of."""
        on, days = stock.figure.on, self.days
        return days.middle(on.earliest or days.first, min(on.latest or days.last, days.last))

    def _point(self, stock: Stock, value: int, places: Places) -> None:
        """A mark, the days it may be of as a line across, its bounds as a line up and down."""
        sheet, x, y = self.sheet, self.x(stock), self.scale.y(value)
        on = stock.figure.on
        left = self.days.x(on.earliest or self.days.first)
        right = self.days.after(min(on.latest or self.days.last, self.days.last))
        if on.precision != "day" or on.earliest != on.latest:
            sheet.line(left, y, right, y, stroke=self.colour, width=2)
            places.take(Box(left, y - 3, right, y + 3))
            for end in (left, right):
                sheet.line(end, y - 5, end, y + 5, stroke=self.colour, width=2)
        top, bottom = self._bounds(stock, x, y)
        sheet.mark(self.mark, x, y, 5.5, self.colour, hollow=stock.unsure)
        places.take(Box(x - 7, min(top, y - 7), x + 7, max(bottom, y + 7)))

    def _bounds(self, stock: Stock, x: float, y: float) -> tuple[float, float]:
        sheet, colour = self.sheet, self.colour
        match stock.count.qualifier:
            case "at_least" | "more_than" | "dozens" | "hundreds" | "thousands":
                _arrow(sheet, x, y, -1, colour)
                return y - _ARROW, y
            case "at_most" | "fewer_than":
                _arrow(sheet, x, y, 1, colour)
                return y, y + _ARROW
            case "between":
                top, bottom = self.scale.y(stock.count.upper or 0), self.scale.y(stock.count.lower or 0)
                sheet.line(x, top, x, bottom, stroke=colour, width=2)
                for end in (top, bottom):
                    sheet.line(x - 5, end, x + 5, end, stroke=colour, width=2)
                return top, bottom
            case _:
                return y, y


def _arrow(sheet: Sheet, x: float, y: float, way: int, colour: str) -> None:
    """An open end, upwards or downwards."""
    tip = y + way * _ARROW
    sheet.line(x, y, x, tip, stroke=colour, width=2)
    sheet.path([(x - 5, tip - way * 6), (x, tip), (x + 5, tip - way * 6)], stroke=colour, width=2)


Looked = tuple[Body, tuple[str, Mark]]


def _numbered(sheet: Sheet, looked: Sequence[Looked], places: Places, scales: tuple[Days, Numbers], w: Wording) -> None:
    """The numbers beside their marks, as far as there is room: the first of each body before others.

    The last stands beside the body's name.
    """
    days, scale = scales
    for rank in range(1, max((len(body.stocks) for body, _ in looked), default=0)):
        for body, (colour, mark) in looked:
            ranked = _ranked(body)
            if rank >= len(ranked):
                continue
            stock, line = ranked[rank], _Line(sheet, body, days, scale, colour, mark)
            text = short(stock.count, w)
            place = places.first(_around(line.x(stock), scale.y(stock.value or 0), width(text, SMALLEST)))
            if place:
                sheet.text(place.left, place.bottom - 4, text, colour=_dark(colour), halo=True)


def _ranked(body: Body) -> list[Stock]:
    """The figures that are drawn, the last before the others."""
    drawn = [stock for stock in body.stocks if stock.value is not None]
    return [*drawn[-1:], *drawn[:-1]]


def _around(x: float, y: float, wide: float) -> Iterator[Box]:
    """Places for a number: above, below, right, left, and between these."""
    for left, top in (
        (x - wide / 2, y - 27),
        (x - wide / 2, y + 9),
        (x + 10, y - 9),
        (x - wide - 10, y - 9),
        (x + 8, y - 25),
        (x - wide - 8, y - 25),
        (x + 8, y + 8),
        (x - wide - 8, y + 8),
        (x - wide + 7, y + 12),
        (x - wide + 7, y - 30),
    ):
        yield Box(left, top, left + wide, top + _LINE)


def _dark(colour: str) -> str:
    """Text needs more contrast than marks do."""
    return {"#cc79a7": "#8e3a68", "#56b4e9": "#1f6c9b", "#009e73": "#00694c", "#d55e00": "#a34700"}.get(colour, colour)


def _named(sheet: Sheet, looked: Sequence[Looked], scales: tuple[Days, Numbers], w: Wording) -> None:
    """Each body's last figure and its name right of the panel, as near to its mark as the others leave room for."""
    days, scale = scales
    shown = [(body, look) for body, look in looked if _ranked(body)]
    texts: list[list[str]] = []
    wanted: list[tuple[float, float]] = []
    seen: set[str] = set()
    for body, _ in shown:
        name = w.say("{name} (another definition)", name=body.name) if body.name in seen else body.name
        seen.add(body.name)
        found = lines(plain(name), _NAMES, SMALLEST, 3 if len(shown) <= _MANY else 1)
        texts.append([short(_ranked(body)[0].count, w), *found])
        wanted.append((scale.y(_ranked(body)[0].value or 0), len(texts[-1]) * _LINE + 6))
    middles = apart(wanted, scale.top - 24, scale.bottom + 40)
    for (body, (colour, mark)), found, middle, (y, height) in zip(shown, texts, middles, wanted, strict=True):
        sheet.line(_last_x(sheet, body, days, scale) + 9, y, days.right + 4, y, stroke=colour, dashed=True)
        sheet.line(days.right + 4, y, days.right + 14, middle, stroke=colour)
        sheet.mark(mark, days.right + 22, middle, 5.5, colour)
        for number, line in enumerate(found):
            baseline = middle - (height - 6) / 2 + 14 + number * _LINE
            sheet.text(days.right + 34, baseline, line, colour=_dark(colour), room=_NAMES, bold=number == 0)


def _last_x(sheet: Sheet, body: Body, days: Days, scale: Numbers) -> float:
    line = _Line(sheet, body, days, scale, INK, "circle")
    return line.x(_ranked(body)[0])


def _keys(sheet: Sheet, drawn: Sequence[Stock], w: Wording) -> list[Key]:
    """What needs explaining, of what was drawn."""
    found: list[Key] = []
    if any(stock.count.lower is not None and stock.count.upper is None for stock in drawn):
        found.append((w.say("at least, or more than"), lambda x, y: _sample(sheet, x, y + 9, -1)))
    if any(stock.count.qualifier in ("at_most", "fewer_than") for stock in drawn):
        found.append((w.say("at most, or fewer than"), lambda x, y: _sample(sheet, x, y - 9, 1)))
    if any(stock.count.qualifier == "between" for stock in drawn):
        found.append(
            (w.say("between two bounds"), lambda x, y: sheet.line(x + 20, y - 10, x + 20, y + 10, stroke=INK, width=2))
        )
    if any(stock.figure.on.precision != "day" for stock in drawn):
        found.append(
            (w.say("day not known exactly"), lambda x, y: sheet.line(x + 4, y, x + 36, y, stroke=INK, width=2))
        )
    if any(stock.unsure for stock in drawn):
        found.append(
            (
                w.say("hollow: disputed, or only approximate"),
                lambda x, y: sheet.mark("circle", x + 20, y, 6, INK, hollow=True),
            )
        )
    return found


def _sample(sheet: Sheet, x: float, y: float, way: int) -> None:
    _arrow(sheet, x + 20, y, way, INK)
    sheet.mark("circle", x + 20, y, 4, INK)
