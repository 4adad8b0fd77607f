"""What goes to standard output and standard error.

On a terminal people get Rich tables; anywhere else plain lines, neither coloured nor cut. Data
are never read as markup. Rich is imported when a terminal is written to, not before.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, NamedTuple, TextIO

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rich.console import Console

_WIDEST_PAD = 44  # a longer cell of a plain table pushes its own line only


class Cell(NamedTuple):
    """A cell of a table: its text and, on a terminal, a dimmer second part below."""

    text: str
    below: str = ""


def print_json(value: Mapping[str, object]) -> None:
    """One JSON object on one line."""
    ascii_only = not (sys.stdout.encoding or "utf-8").lower().startswith("utf")
    click.echo(json.dumps(value, ensure_ascii=ascii_only, separators=(", ", ": "), allow_nan=False))


def say(text: str, *, err: bool = False) -> None:
    """Plain text for people."""
    click.echo(text, err=err)


def note(text: str) -> None:
    """One line on standard error, with the program's name before it and nothing a terminal would obey."""
    click.echo(f"timeline: {on_one_line(text)}", err=True)


def on_one_line(text: str) -> str:
    """The text without line ends; what cannot be printed is escaped, but for the blank inside "1 168" and "2025 г."."""
    line = " ".join(part.strip() for part in text.splitlines() if part.strip())
    return "".join(letter if letter.isprintable() or letter == "\u00a0" else ascii(letter)[1:-1] for letter in line)


def is_terminal(*, err: bool = False) -> bool:
    """Whether a person sees what is written there."""
    stream = sys.stderr if err else sys.stdout
    return stream.isatty()


def print_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Rows under their headings; the last column is the one that wraps first."""
    if is_terminal():
        _rich_table(columns, [[Cell(cell) for cell in row] for row in rows])
        return
    written = [list(columns), *(list(row) for row in rows)]
    widths = [
        min(_WIDEST_PAD, max(len(row[index]) for row in written)) if index < len(columns) - 1 else 0
        for index in range(len(columns))
    ]
    for row in written:
        cells = [on_one_line(cell).ljust(width) for cell, width in zip(row, widths, strict=True)]
        say("  ".join(cells).rstrip())


def print_cells(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """A table for a terminal whose cells may have a second, dimmer part."""
    _rich_table(columns, rows)


def print_fields(title: str, fields: Iterable[tuple[str, str]], *, err: bool = False) -> None:
    """A heading, and labels with their texts; a text may have several lines."""
    rows = list(fields)
    if is_terminal(err=err):
        _rich_fields(title, rows, err=err)
        return
    if title:
        say(title, err=err)
    width = max((len(label) for label, _ in rows), default=0)
    for label, text in rows:
        first, *more = text.splitlines() or [""]
        say(f"  {label.ljust(width)}  {first}".rstrip(), err=err)
        for line in more:
            say(f"  {' ' * width}  {line}".rstrip(), err=err)


def _console(*, err: bool = False) -> Console:
    from rich.console import Console  # noqa: PLC0415  (only where a terminal is written to)

    stream: TextIO = sys.stderr if err else sys.stdout
    return Console(file=stream, markup=False, emoji=False, highlight=False)


def _rich_table(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    from rich.box import SIMPLE_HEAD  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(box=SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for index, column in enumerate(columns):
        table.add_column(Text(column), overflow="fold", no_wrap=index == 0 and len(columns) > 1)
    for row in rows:
        cells = []
        for cell in row:
            text = Text(cell.text)
            if cell.below:
                text.append(f"\n{cell.below}", style="dim")
            cells.append(text)
        table.add_row(*cells)
    _console().print(table)


def _rich_fields(title: str, rows: Sequence[tuple[str, str]], *, err: bool) -> None:
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    console = _console(err=err)
    if title:
        console.print(Text(title, style="bold"))
    grid = Table.grid(padding=(0, 2, 0, 2))
    grid.add_column(style="dim", overflow="fold", min_width=min(10, max((len(row[0]) for row in rows), default=0)))
    grid.add_column(overflow="fold", ratio=1)
    for label, text in rows:
        grid.add_row(Text(label), Text(text))
    console.print(grid)
