"""The command that says who holds which office on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from timeline.cli.command import Command
from timeline.cli.output import Cell, is_terminal, note, print_cells, print_json, print_table
from timeline.cli.parameters import partial_date
from timeline.cli.settings import current, opened
from timeline.errors import DateError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.dates import PartialDate
    from timeline.projections.offices import Holder, OfficeOnDay, Offices, OfficeStep
    from timeline.register import Register

Row = tuple[str, str, str, str, str]

_NOBODY = {
    "held": "(somebody else)",  # a person was asked for
    "possibly_held": "(possibly somebody else)",
    "vacant": "(vacant)",
    "nobody_recorded": "(nobody recorded)",
}


@click.command(
    cls=Command,
    short_help="Who holds which office on a day.",
    examples=[
        "timeline offices --on 2025-12-01 --office us_special_envoy_belarus",
        'timeline offices --person "Keith Kellogg" --on 2025-03-20',
        "timeline --json offices --office belarus --on 2024-06-26",
    ],
)
@click.option("--on", type=partial_date, metavar="DAY", help="On this day; today if not given.")
@click.option("--office", metavar="NAME", help="One office, or the body or state whose offices are meant.")
@click.option("--person", metavar="NAME", help="The offices of one person.")
def offices(*, on: PartialDate | None, office: str | None, person: str | None) -> None:
    """Say who holds which office on a day: certainly or possibly, acting, disputed, or nobody.

    An office that its last recorded holder has left is vacant; one that nobody is recorded for may
    well have been held.
    """
    settings = current()
    with opened() as timeline:
        try:
            answer = timeline.offices(on=on, office=office, person=person, known_at=settings.known_at)
        except DateError as error:  # several days
            raise click.UsageError(f"--{error}") from None
        register = timeline.register()
    told = any(found.state != "nobody_recorded" or found.pending or found.ended for found in answer.offices)
    if settings.json:
        print_json(answer.model_dump(mode="json"))
    elif answer.offices:
        _print(answer, register, settings.language)
    if not told:
        if not settings.json:
            note(f"nothing is recorded for {answer.on} and before; that does not say that nobody held it")
        raise click.exceptions.Exit(1)


def _print(answer: Offices, register: Register, language: str) -> None:
    rows = [row for office in answer.offices for row in _rows(office, register, language)]
    if is_terminal():
        print_cells(
            (f"Office, on {answer.on}", "Holder"),
            [
                (Cell(office), Cell(who, " · ".join(part for part in (since, how, entries) if part)))
                for office, who, since, how, entries in rows
            ],
        )
    else:
        print_table(("Office", "Holder", "Since", "How", "Entries"), rows)


def _rows(office: OfficeOnDay, register: Register, language: str) -> Iterator[Row]:
    name = register[office.office].name(language) if office.office in register else office.office
    if not office.holders:
        yield name, _NOBODY[office.state], "", "", ""
    for holder in office.holders:
        who = register[holder.person].name(language) if holder.person in register else holder.person
        yield name, who, str(holder.since), _how(holder, register, language), " ".join(holder.entries)
    for step in office.pending:
        yield _step(name, step, register, language)
    if not office.holders:
        for step in office.ended:
            yield _step(name, step, register, language)


def _how(holder: Holder, register: Register, language: str) -> str:
    marks = [holder.how.replace("_", " ")]
    marks += ["acting"] if holder.acting else []
    marks += ["possibly"] if holder.match == "possible" else []
    if holder.status == "disputed":
        names = [register[name].name(language) if name in register else name for name in holder.disputed_by]
        marks.append(f"disputed by {', '.join(names)}" if names else "disputed")
    return ", ".join(marks)


def _step(office: str, step: OfficeStep, register: Register, language: str) -> Row:
    who = register[step.person].name(language) if step.person in register else step.person
    how = step.change.replace("_", " ")
    said = how if step.modality in ("occurred", how) else f"{how} ({step.modality})"
    return office, f"({who}: {said})", str(step.when), "", " ".join(step.entries)
