"""The letters of pictures: how wide a text is by the fonts' own measures, and how it is broken or cut to fit.

The fonts (DejaVu Sans, free, beside its licence in `fonts`) are shipped: a renderer that lacks a font draws no
text and says nothing.
"""

from __future__ import annotations

import struct
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

FAMILY = "DejaVu Sans"
FOLDER = Path(__file__).resolve().parent / "fonts"
REGULAR = FOLDER / "DejaVuSans.ttf"
BOLD = FOLDER / "DejaVuSans-Bold.ttf"

_CUT = "…"
_GROUP = struct.Struct(">III")


class Metrics(NamedTuple):
    """The widths of a font's letters, in units of which the height of the type holds `units`."""

    units: int
    widths: dict[int, int]
    missing: int


@cache
def metrics(font: Path) -> Metrics:
    """The widths, as the font's tables `cmap`, `hmtx`, `hhea` and `head` say (OpenType 1.9, chapter 5)."""
    data = font.read_bytes()
    tables: dict[bytes, int] = {}
    for place in range(12, 12 + 16 * struct.unpack_from(">H", data, 4)[0], 16):
        name, _, start, _ = struct.unpack_from(">4sIII", data, place)
        tables[name] = start
    units = struct.unpack_from(">H", data, tables[b"head"] + 18)[0]
    measured = struct.unpack_from(">H", data, tables[b"hhea"] + 34)[0]
    advances = [width for width, _ in struct.iter_unpack(">Hh", data[tables[b"hmtx"] :][: 4 * measured])]
    widths = {letter: advances[min(glyph, measured - 1)] for letter, glyph in _glyphs(data, tables[b"cmap"])}
    return Metrics(units, widths, advances[0])


def _glyphs(data: bytes, start: int) -> Iterator[tuple[int, int]]:
    """Every letter of the font with its glyph, from the table of groups (format 12) that covers all of Unicode."""
    for place in range(start + 4, start + 4 + 8 * struct.unpack_from(">H", data, start + 2)[0], 8):
        table = start + struct.unpack_from(">I", data, place + 4)[0]
        if struct.unpack_from(">H", data, table)[0] == 12:  # noqa: PLR2004  (the format's number)
            for group in range(struct.unpack_from(">I", data, table + 12)[0]):
                first, last, glyph = _GROUP.unpack_from(data, table + 16 + 12 * group)
                yield from ((letter, glyph + letter - first) for letter in range(first, last + 1))
            return
    raise ValueError("the font has no table of all its letters")


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide the text is at this size. Pairs that stand closer together make it no wider."""
    font = metrics(BOLD if bold else REGULAR)
    return size * sum(font.widths.get(ord(letter), font.missing) for letter in text) / font.units


def shortened(text: str, room: float, size: float, *, bold: bool = False) -> str:
    """The text, or as much of its beginning as there is room for, with … after it."""
    if width(text, size, bold=bold) <= room:
        return text
    left = room - width(_CUT, size, bold=bold)
    font = metrics(BOLD if bold else REGULAR)
    kept = 0
    for letter in text:
        left -= size * font.widths.get(ord(letter), font.missing) / font.units
        if left < 0:
            break
        kept += 1
    return text[:kept].rstrip() + _CUT


def lines(text: str, room: float, size: float, most: int, *, bold: bool = False) -> list[str]:
    """The text in at most so many lines, none wider than the room; what is left over is cut with ….

    A word that is wider than the room is broken where the room ends.
    """
    found: list[str] = []
    words = text.split(" ")
    while words and len(found) < most - 1:
        line = words.pop(0)
        while words and width(f"{line} {words[0]}", size, bold=bold) <= room:
            line = f"{line} {words.pop(0)}"
        if width(line, size, bold=bold) > room:
            kept = max(len(shortened(line, room, size, bold=bold)) - 1, 1)
            words.insert(0, line[kept:])
            line = line[:kept]
        found.append(line)
    if words:
        found.append(shortened(" ".join(words), room, size, bold=bold))
    return found or [""]
