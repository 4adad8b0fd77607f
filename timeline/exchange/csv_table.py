"""A flat table of entries as CSV (RFC 4180): one row an entry, for spreadsheets and statistics.

It is a view for reading: claims, links and history are in the event lines only.
"""

from __future__ import annotations

import csv
import io
import unicodedata
from typing import TYPE_CHECKING

from timeline.titles import entry_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from timeline.entry import Entry
    from timeline.quantities import Quantity
    from timeline.register import Register

COLUMNS = (
    "ref", "number", "kind", "when", "earliest", "latest", "title", "status", "version", "confidence", "place",
    "actors", "people", "people_lower", "people_upper", "publishers", "urls", "recorded", "changed",
)  # fmt: skip

_FORMULA = frozenset("=+-@")
_BREAKS = ("\t", "\r", "\n")


def export_table(entries: Iterable[Entry], register: Register) -> Iterator[str]:
    """The heading and a row for each entry, with their line ends."""
    yield _line(COLUMNS)
    for entry in entries:
        yield _line(_row(entry, register))


def _row(entry: Entry, register: Register) -> list[str]:
    fact = entry.fact
    people: Quantity | None = getattr(fact, "people", None) or getattr(fact, "count", None)
    sources = [claim.source for claim in entry.claims]
    return [
        entry.ref,
        str(entry.number),
        entry.kind,
        str(fact.when),
        str(fact.when.earliest or ""),
        str(fact.when.latest or ""),
        entry_title(entry, register),
        entry.status,
        str(entry.version),
        entry.confidence,
        fact.place or "",
        _several(actor for _, actor in fact.mentions()),
        str(people or ""),
        "" if people is None or people.lower is None else str(people.lower),
        "" if people is None or people.upper is None else str(people.upper),
        _several(source.publisher for source in sources),
        _several(source.url for source in sources if source.url),
        entry.recorded.isoformat(),
        entry.changed.isoformat(),
    ]


def _several(parts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(parts))


def _line(cells: Iterable[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n", quoting=csv.QUOTE_ALL).writerow([_harmless(cell) for cell in cells])
    return buffer.getvalue()


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula, whatever blanks or full-width forms it begins with."""
    first = next((letter for letter in cell if letter.isprintable() and not letter.isspace()), "")
    formula = unicodedata.normalize("NFKC", first) in _FORMULA
    return f"'{cell}" if formula or cell.startswith(_BREAKS) else cell
