"""The read model anew: never needed for right answers, sometimes for a calm mind."""

from __future__ import annotations

import click

from timeline.cli.command import Command
from timeline.cli.output import print_json, say
from timeline.cli.progress import events_read
from timeline.cli.settings import current, opened
from timeline.cli.writing import for_writing


@click.command(
    cls=Command,
    short_help="Build the read model anew.",
    examples=["timeline rebuild", "timeline rebuild --json"],
)
def rebuild() -> None:
    """Build the read model anew from the log.

    It is a copy from which lists are answered: nothing is lost with it, and what is stale or
    damaged is noticed and built anew without being asked.
    """
    for_writing()
    with opened() as timeline:
        total = timeline.position()
        with events_read(total) as done:
            path = timeline.rebuild(done)
        position = timeline.position()
    if current().json:
        print_json({"position": position, "file": str(path) if path else None})
    else:
        say(f"rebuilt: {position:,} events, in {path or 'memory'}")
