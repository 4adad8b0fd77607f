"""A sheet to draw on: lines, marks, patterns and texts as SVG, and the SVG as PNG.

Every text goes through one door, which takes out what is no letter and escapes the rest. The same
calls give the same bytes: there is no clock, no chance and no setting of the machine in it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal
from xml.sax.saxutils import escape, quoteattr

from bots.charts.lettering import BOLD, FAMILY, REGULAR, shortened
from bots.replies import clean

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH = 1000
"""Of every picture, in the units that sizes of type are given in."""
SMALLEST = 15
"""The smallest type, in the same units."""
MAGNIFIED = 1.5
"""How many pixels a unit is."""

INK, FADED, RULE, PAPER = "#1a1a1a", "#555555", "#d9d9d9", "#ffffff"

Anchor = Literal["start", "middle", "end"]
Mark = Literal["circle", "square", "triangle", "diamond", "cross"]
MARKS: tuple[Mark, ...] = ("circle", "square", "triangle", "diamond", "cross")

# Okabe and Ito, "Color Universal Design" (2008): told apart by colour-blind people too. The yellow is left out,
# which is too light on paper, and so are the two that are kept for other things.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9")

# What XML 1.0 lets no document hold, and marks that would turn the text after them around.
_NOT_DRAWN = dict.fromkeys([0xFFFE, 0xFFFF, 0x200E, 0x200F, 0x061C, 0x200B, 0x2060])

_BLANKS = re.compile("[ \n]+")  # and no others: some keep a number and its unit together


def plain(text: str) -> str:
    """The text on one line, of nothing but what can be drawn."""
    return _BLANKS.sub(" ", clean(text).translate(_NOT_DRAWN)).strip(" ")


class Sheet:
    """What was drawn so far, on a sheet that is as high as it is told to be at the end."""

    def __init__(self) -> None:
        self._drawn: list[str] = []
        self._patterns: dict[str, str] = {}

    def rect(
        self, x: float, y: float, width: float, height: float, *, fill: str, stroke: str = "none", dashed: bool = False
    ) -> None:
        """A filled rectangle."""
        dashes = ' stroke-dasharray="5 3"' if dashed else ""
        self._drawn.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(width, 0):.1f}" height="{max(height, 0):.1f}"'
            f' fill="{fill}" stroke="{stroke}" stroke-width="1.5"{dashes}/>'
        )

    def line(
        self, x1: float, y1: float, x2: float, y2: float, *, stroke: str = RULE, width: float = 1, dashed: bool = False
    ) -> None:
        """A straight line."""
        dashes = ' stroke-dasharray="2 4"' if dashed else ""
        self._drawn.append(
            f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="{stroke}" stroke-width="{width:g}"{dashes}/>'
        )

    def path(self, points: Sequence[tuple[float, float]], *, stroke: str, width: float, fill: str = "none") -> None:
        """A line through points."""
        way = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
        self._drawn.append(
            f'<path d="M{way}" fill="{fill}" stroke="{stroke}" stroke-width="{width:g}" stroke-linejoin="round"/>'
        )

    def mark(self, mark: Mark, x: float, y: float, size: float, colour: str, *, hollow: bool = False) -> None:
        """A mark with its middle at a place; hollow where it is in doubt."""
        outlines: dict[Mark, list[tuple[float, float]]] = {
            "square": [(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
            "triangle": [(0, -1.2), (1.1, 0.8), (-1.1, 0.8)],
            "diamond": [(0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)],
            "cross": [(-1, -0.4), (-0.4, -0.4), (-0.4, -1), (0.4, -1), (0.4, -0.4), (1, -0.4),
                      (1, 0.4), (0.4, 0.4), (0.4, 1), (-0.4, 1), (-0.4, 0.4), (-1, 0.4)],
        }  # fmt: skip
        look = f'fill="{PAPER if hollow else colour}" stroke="{colour}" stroke-width="2"'
        if mark == "circle":
            self._drawn.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{size:.1f}" {look}/>')
            return
        way = "L".join(f"{x + size * dx:.1f} {y + size * dy:.1f}" for dx, dy in outlines[mark])
        self._drawn.append(f'<path d="M{way}Z" {look} stroke-linejoin="round"/>')

    def text(  # noqa: PLR0913  (place and look)
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = SMALLEST,
        colour: str = INK,
        anchor: Anchor = "start",
        bold: bool = False,
        room: float = WIDTH,
        halo: bool = False,
    ) -> None:
        """A text whose baseline is at a place, cut where it is wider than its room."""
        shown = shortened(plain(text), room, size, bold=bold)
        weight = ' font-weight="bold"' if bold else ""
        around = f' stroke="{PAPER}" stroke-width="4" paint-order="stroke" stroke-linejoin="round"' if halo else ""
        self._drawn.append(
            f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" fill="{colour}" text-anchor="{anchor}"'
            f"{weight}{around}>{escape(shown)}</text>"
        )

    def pattern(self, name: str, size: int, inside: str) -> str:
        """Declare a pattern that fills; give what fills with it."""
        self._patterns[name] = (
            f'<pattern id="{name}" width="{size}" height="{size}" patternUnits="userSpaceOnUse">{inside}</pattern>'
        )
        return f"url(#{name})"

    def hatched(self, name: str, colour: str, paper: str = PAPER) -> str:
        """Slanting lines of a colour; give what fills with them."""
        slants = '<path d="M-2 10L10 -2M-2 2L2 -2M6 10L10 6" stroke-width="2.2"'
        return self.pattern(name, 8, f'<rect width="8" height="8" fill="{paper}"/>{slants} stroke="{colour}"/>')

    def svg(self, height: float, title: str, alternative: str) -> str:
        """The sheet as one SVG document, with what it shows in words."""
        defs = "".join(self._patterns[name] for name in sorted(self._patterns))
        words = "\n".join(plain(line) for line in alternative.splitlines())
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:.0f}" width="{WIDTH}"'
            f' height="{height:.0f}" font-family={quoteattr(FAMILY)} role="img">'
            f"<title>{escape(plain(title))}</title><desc>{escape(words)}</desc><defs>{defs}</defs>"
            f'<rect width="{WIDTH}" height="{height:.0f}" fill="{PAPER}"/>{"".join(self._drawn)}</svg>\n'
        )


def png(svg: str) -> bytes:
    """The picture in pixels. Raises `ModuleNotFoundError` where the extra `pictures` is not installed."""
    import resvg_py  # noqa: PLC0415  (an extra)

    # The renderer's own default is every font of the machine: slow, and another picture on another machine.
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            font_files=[str(REGULAR), str(BOLD)],
            skip_system_fonts=True,
            zoom=MAGNIFIED,
            languages=["en"],
        )
    )
