"""One line of the strip: a kind of entry, its marks in as many rows as keep them apart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from bots.charts.chart import LEFT, RIGHT
from bots.charts.drawing import INK, PAPER, SMALLEST, Sheet, plain
from bots.charts.lettering import lines
from timeline import labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bots.charts.axis import Days
    from timeline import Entry, Wording

Kind: TypeAlias = Literal[
    "call", "meeting", "negotiation", "release", "arrest", "person_status", "prisoner_count", "sanctions_change",
    "appointment", "statement", "incident",
]  # fmt: skip

# Each kind has its own line with its name beside it: the colours only help to find it again in the list below.
COLOURS: dict[Kind, str] = {
    "call": "#0072b2",
    "meeting": "#1f6c9b",
    "negotiation": "#5a3d8a",
    "release": "#00694c",
    "arrest": "#a34700",
    "person_status": "#8e3a68",
    "prisoner_count": "#7a4b00",
    "sanctions_change": "#9b1c1c",
    "appointment": "#33475b",
    "statement": "#4d4d4d",
    "incident": "#2f5d62",
}
"""The kinds in the order of their lines."""

_ROW = 28
_MOST_ROWS = 6
_NAME = 205  # how much room a line's name has


class Mark(NamedTuple):
    """An entry on its line: its number where it is named below, and whether it certainly belongs here."""

    entry: Entry
    number: int | None
    sure: bool


class Put(NamedTuple):
    """Where a mark goes: its row, its middle, and the days it may be of."""

    mark: Mark
    row: int
    x: float
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Lane:
    """One line: its kind, its marks in their rows, and how many have no room."""

    kind: Kind
    count: int
    put: tuple[Put, ...]
    crowded: int

    @property
    def height(self) -> float:
        """How high it is."""
        rows = max((put.row for put in self.put), default=0) + 1
        return max(rows * _ROW + 8, 54)

    def name(self, w: Wording) -> str:
        """Its name, with how many there are."""
        return f"{labels.kinds(self.kind, w)} ({w.number(self.count)})"

    def draw(self, sheet: Sheet, y: float, w: Wording) -> None:
        """The name on the left, the marks on the right."""
        sheet.line(LEFT, y, RIGHT, y)
        found = lines(plain(self.name(w)), _NAME, SMALLEST, 2, bold=True)
        for number, line in enumerate(found):
            baseline = y + self.height / 2 - len(found) * 10 + 15 + number * 20
            sheet.text(LEFT, baseline, line, bold=True, colour=COLOURS[self.kind], room=_NAME)
        rows = max((put.row for put in self.put), default=0) + 1
        first = y + (self.height - rows * _ROW) / 2 + _ROW / 2
        for put in self.put:
            _draw(sheet, put, first + put.row * _ROW, COLOURS[self.kind])


def lane(kind: Kind, marks: Sequence[Mark], days: Days) -> Lane:
    """The marks, oldest first, each in the first row where it stands apart from those before it."""
    ends: list[float] = []
    put: list[Put] = []
    for mark in marks:
        when = mark.entry.fact.when
        left = days.x(when.earliest or days.first)
        right = days.after(min(when.latest or date.max, days.last))
        x, half = (left + right) / 2, 13.0 if mark.number else 7.0
        begin = min(left, x - half)
        row = next((number for number, end in enumerate(ends) if end <= begin), len(ends))
        if row >= _MOST_ROWS and mark.number is None:
            continue
        ends[row : row + 1] = [max(right, x + half) + 2]
        put.append(Put(mark, row, x, left, right))
    return Lane(kind, len(marks), tuple(put), len(marks) - len(put))


def _draw(sheet: Sheet, put: Put, y: float, colour: str) -> None:
    if put.right - put.left > 2 * 13:
        sheet.line(put.left, y, put.right, y, stroke=colour, width=2)
        for end in (put.left, put.right):
            sheet.line(end, y - 5, end, y + 5, stroke=colour, width=2)
    fill = colour if put.mark.sure else PAPER
    if put.mark.number is None:
        sheet.mark("circle", put.x, y, 5, colour, hollow=not put.mark.sure)
        return
    sheet.rect(put.x - 12, y - 12, 24, 24, fill=fill, stroke=colour, dashed=not put.mark.sure)
    ink = PAPER if put.mark.sure else INK
    sheet.text(put.x, y + 5.5, str(put.mark.number), bold=True, anchor="middle", colour=ink)
