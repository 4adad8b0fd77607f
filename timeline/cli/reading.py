"""The commands that read entries: list, show, history."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from timeline.cli.command import Command
from timeline.cli.output import Cell, is_terminal, note, print_cells, print_json, print_table, say
from timeline.cli.parameters import country, partial_date
from timeline.cli.settings import complete_ref, current, opened
from timeline.errors import InputError, UnknownRefError, UnreadableError
from timeline.facts import KINDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.dates import PartialDate
    from timeline.entry import Entry
    from timeline.projections.chronology import Page
    from timeline.register import Register
    from timeline.timeline import Timeline

_REF = "call-2025-08-15-trump-lukashenko"


@click.command(
    "list",
    cls=Command,
    short_help="Entries, newest first.",
    examples=[
        "timeline list --kind release --since 2025-06 --until 2025-12",
        'timeline list --actor "John Coale" --limit 5',
        "timeline list --text potash --known-at 2025-11-01",
        "timeline --json list --place vilnius --all",
    ],
)
@click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice(list(KINDS)),
    metavar="KIND",
    help="Such as call, release, appointment, sanctions_change (all: `timeline schema --help`); may be repeated.",
)
@click.option(
    "--actor",
    "actors",
    multiple=True,
    metavar="NAME",
    help="Who takes part, by id or name, or what they belong to; all of several.",
)
@click.option("--text", metavar="WORDS", help="All of these words.")
@click.option("--place", metavar="NAME", help="Where it happened or led to.")
@click.option("--nationality", type=country, metavar="CODE", help="Releases that hold such citizens, such as PL.")
@click.option("--since", type=partial_date, metavar="DATE", help="From the first day of this date.")
@click.option("--until", type=partial_date, metavar="DATE", help="Up to the last day of this date.")
@click.option(
    "--limit", type=click.IntRange(min=1), default=20, metavar="N", help="How many, 20 if not given; no ceiling."
)
@click.option("--after", metavar="CURSOR", help="Go on after a page.")
@click.option("--all", "everything", is_flag=True, help="Retracted and merged entries too.")
def list_entries(  # noqa: PLR0913  (the filters of the contracts)
    *,
    kinds: Sequence[str],
    actors: Sequence[str],
    text: str | None,
    place: str | None,
    nationality: str | None,
    since: PartialDate | None,
    until: PartialDate | None,
    limit: int,
    after: str | None,
    everything: bool,
) -> None:
    """List entries, newest first.

    A date known only in part may match possibly; that is said. Dates are written 2025, 2025-09
    or 2025-09-11.
    """
    settings = current()
    with opened() as timeline:
        try:
            page = timeline.entries(
                kinds=kinds,
                actors=actors,
                text=text,
                place=place,
                nationality=nationality,
                since=since,
                until=until,
                limit=limit,
                after=after,
                all=everything,
                known_at=settings.known_at,
            )
        except InputError as error:  # the cursor, or a period that ends before it starts
            raise click.UsageError(str(error)) from None
        register = timeline.register()
        if settings.json:
            from timeline.cli.shapes import page_shape  # noqa: PLC0415  (each form imports what it needs)

            print_json(page_shape(page, register))
        else:
            _print_page(page, register, settings.language)
        warn_of_unreadable(timeline)
    if not page.entries:
        if not settings.json:
            note("no entry matches; see `timeline list --help` for the filters")
        raise click.exceptions.Exit(1)


def _print_page(page: Page, register: Register, language: str) -> None:
    from timeline.titles import entry_title  # noqa: PLC0415

    marks = [_marks(entry, match) for entry, match in zip(page.entries, page.matches, strict=True)]
    titles = [entry_title(entry, register, language) for entry in page.entries]
    whens = [str(entry.fact.when) for entry in page.entries]
    if not page.entries:
        return
    if is_terminal():
        rows = [
            (Cell(when), Cell(title, " · ".join([entry.kind, entry.ref, *mark])))
            for entry, when, title, mark in zip(page.entries, whens, titles, marks, strict=True)
        ]
        print_cells(("When", "What"), rows)
    else:
        plain = [
            (when, entry.kind, entry.ref, ", ".join(mark), title)
            for entry, when, title, mark in zip(page.entries, whens, titles, marks, strict=True)
        ]
        print_table(("When", "Kind", "Ref", "Mark", "Title"), plain)
    if page.next:
        say(f"There is more: repeat the command with --after {page.next}")


def _marks(entry: Entry, match: str) -> list[str]:
    marks = ["possible match"] if match == "possible" else []
    if entry.status != "standing":
        marks.append(entry.status)
    if entry.confidence == "low":
        marks.append("low confidence")
    return marks


def warn_of_unreadable(timeline: Timeline) -> None:
    """Say on standard error which events are left out because they cannot be read."""
    lost = timeline.unreadable()
    if lost:
        places = ", ".join(f"{item.position} ({item.stream})" for item in lost)
        note(f"left out what cannot be read, at position {places}; see `timeline stats`")


@click.command(
    cls=Command,
    short_help="An entry with its sources and links.",
    examples=[f"timeline show {_REF}", f"timeline --json show {_REF}"],
)
@click.argument("ref", shell_complete=complete_ref)
def show(ref: str) -> None:
    """Show an entry: its fields, sources and links.

    The version that it shows is what `correct` and `retract` want.
    """
    settings = current()
    with opened() as timeline:
        entry = find(timeline, ref)
        first = timeline.history(ref, known_at=settings.known_at)[0].event
        register = timeline.register()
        others = _neighbours(timeline, entry)
        if settings.json:
            from timeline.cli.shapes import entry_shape, linked_from  # noqa: PLC0415

            print_json(entry_shape(entry, register) | {"linked_from": linked_from(ref, others)})
        else:
            from timeline.cli.entry_view import print_entry  # noqa: PLC0415

            reconstructed = first.recorded_basis == "reconstructed"
            print_entry(entry, register, settings.language, others, reconstructed=reconstructed)


def _neighbours(timeline: Timeline, entry: Entry) -> list[Entry]:
    """The entries that this one is tied to, and those that are tied to it."""
    tied = [item.stream for item in timeline.log.tied_to(entry.ref)]
    found = []
    for ref in dict.fromkeys([*(link.to for link in entry.links), *tied]):
        try:
            found.append(timeline.entry(ref, known_at=current().known_at))
        except (UnknownRefError, UnreadableError):  # not known then, or damaged: `list` and `stats` tell of those
            continue
    return found


def find(timeline: Timeline, ref: str) -> Entry:
    """The entry; an unknown ref is refused with refs that look like it."""
    known_at = current().known_at
    try:
        return timeline.entry(ref, known_at=known_at)
    except UnknownRefError:
        first = None if known_at is None else _first(timeline, ref)
        raise UnknownRefError(ref, () if first else timeline.near(ref, known_at=known_at), first=first or "") from None


def _first(timeline: Timeline, ref: str) -> str | None:
    """When an entry that was not known then was first recorded; None where there is none to this day."""
    from timeline.cli.entry_view import moment  # noqa: PLC0415

    try:
        first = timeline.history(ref)[0]
    except UnknownRefError:
        return None
    recorded = moment(first.recorded, reconstructed=first.event.recorded_basis == "reconstructed")
    return f"{recorded}, position {first.position}"


@click.command(
    cls=Command,
    short_help="Every event of an entry, and what changed.",
    examples=[f"timeline history {_REF}", f"timeline history {_REF} --json"],
)
@click.argument("ref", shell_complete=complete_ref)
def history(ref: str) -> None:
    """Show every event of an entry: when it was recorded, why, and what changed."""
    settings = current()
    with opened() as timeline:
        find(timeline, ref)
        envelopes = timeline.history(ref, known_at=settings.known_at)
        if settings.json:
            from timeline.cli.shapes import history_shape  # noqa: PLC0415

            known = {envelope.position for envelope in envelopes}
            print_json(history_shape(ref, [row for row in timeline.log.recorder.of([ref]) if row[0] in known]))
            return
        from timeline.cli.entry_view import history_rows  # noqa: PLC0415

        rows = history_rows(envelopes, timeline.register(), settings.language)
        if is_terminal():
            print_cells(
                ("Recorded", "Event"),
                [(Cell(when, f"position {at}"), Cell("\n".join([what, *lines]))) for at, when, what, lines in rows],
            )
        else:
            print_table(("Position", "Recorded", "Event"), [(*row[:2], "; ".join([row[2], *row[3]])) for row in rows])
