"""Whole logs in and out: import, export."""

from __future__ import annotations

import sys
from typing import IO

import click

from timeline.cli.command import Command
from timeline.cli.output import note, print_json, say
from timeline.cli.progress import counted
from timeline.cli.settings import current, opened
from timeline.cli.writing import for_writing
from timeline.errors import InputError


@click.command(
    "import",
    cls=Command,
    short_help="Read in an export, or the shipped timeline.",
    examples=[
        "timeline export | timeline import - --store sqlite:///copy.db",
        "timeline import --shipped --store sqlite:///mine.db",
    ],
)
@click.argument("file", type=click.File("rb"), required=False)
@click.option("--shipped", is_flag=True, help="Add what is new in the timeline that comes with the program.")
def import_log(*, file: IO[bytes] | None, shipped: bool) -> None:
    """Import the event lines of an export (FILE, or - for standard input).

    The store must be new, or hold a beginning of the same log. With --shipped, events of the
    shipped timeline that the store has not seen are added to any store; nothing is overridden,
    and what does not fit is reported.
    """
    for_writing()
    if shipped == (file is not None):
        raise click.UsageError("give a FILE of event lines, or --shipped, not both")
    if file is None:
        _import_shipped()
        return
    from timeline.exchange.event_lines import import_lines  # noqa: PLC0415

    with opened(creates=True) as timeline, counted(file) as (lines, done):
        imported = import_lines(timeline, lines, progress=done)
    if not imported.added + imported.present:
        raise InputError(
            "there is no line to import", remedy="give the lines of an export; see `timeline import --help`"
        )
    if current().json:
        print_json(imported._asdict())
    else:
        _say_imported(imported.added, imported.present, imported.position)


def _import_shipped() -> None:
    from timeline.exchange.pack import update  # noqa: PLC0415

    with opened(creates=True) as timeline:
        try:
            done = update(timeline)
        except KeyboardInterrupt:
            note("interrupted: all of it or nothing is stored; repeat the command to make sure")
            raise
        position = timeline.position()
    if current().json:
        conflicts = [conflict._asdict() for conflict in done.conflicts]
        print_json({"added": done.added, "present": done.present, "position": position, "conflicts": conflicts})
    else:
        _say_imported(done.added, done.present, position)
    for conflict in done.conflicts:
        note(f"conflict: {conflict.ref}, version {conflict.version}: {conflict.why}; {conflict.skipped} skipped")


def _say_imported(added: int, present: int, position: int) -> None:
    say(f"imported: {added:,} events added, {present:,} were there, position {position:,}")


@click.command(
    cls=Command,
    short_help="Print the whole timeline.",
    examples=[
        "timeline export > timeline.jsonl",
        "timeline export --format csv > timeline.csv",
        "timeline export --after 300 | head -n 2",
    ],
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl", "csv"]),
    default="jsonl",
    show_default=True,
    help="jsonl: every event, as `import` reads it; csv: a flat table of the entries.",
)
@click.option("--after", type=click.IntRange(min=0), metavar="POSITION", help="jsonl: only events after this position.")
def export(*, form: str, after: int | None) -> None:
    """Print the whole timeline to standard output."""
    settings = current()
    if form == "csv":
        if after is not None:
            raise click.UsageError("--after is for jsonl: a table of entries has no positions to go on from")
        from timeline.exchange.csv_table import export_table  # noqa: PLC0415

        with opened() as timeline:
            entries = timeline.entries(limit=None, all=True, known_at=settings.known_at)
            for line in export_table(reversed(entries.entries), timeline.register()):
                sys.stdout.buffer.write(line.encode())
            for item in timeline.unreadable():
                note(f"left out what cannot be read, at position {item.position} ({item.stream})")
        return
    if settings.known_at is not None:
        raise click.UsageError("--known-at is for csv: event lines are the log itself, with all times in it")
    from timeline.exchange.event_lines import export_lines  # noqa: PLC0415

    with opened() as timeline:
        out = sys.stdout.buffer
        for event_line in export_lines(timeline, after or 0):
            out.write(event_line + b"\n")
        out.flush()
