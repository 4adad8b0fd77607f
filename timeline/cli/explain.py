"""The command that says why a number changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from timeline.cli.command import Command
from timeline.cli.output import note, print_fields, print_json
from timeline.cli.parameters import known_at, partial_date
from timeline.cli.prisoners import days, span
from timeline.cli.reading import warn_of_unreadable
from timeline.cli.settings import current, opened
from timeline.errors import InputError

if TYPE_CHECKING:
    from timeline.arguments import KnownAt
    from timeline.dates import PartialDate
    from timeline.projections.explain import Change, Explained, Explanation
    from timeline.register import Register


@click.command(
    cls=Command,
    short_help="Which events changed a number, and why.",
    examples=[
        "timeline explain --since 2025-12 --between 2025-12-13 2025-12-16",
        "timeline explain prisoners --since 2024-07 --until 2024-12 --between 2024-12-01 2024-12-31",
        "timeline --json explain --between @660 @700",
    ],
)
@click.argument("subject", type=click.Choice(["prisoners"]), default="prisoners", metavar="[SUBJECT]")
@click.option("--since", type=partial_date, metavar="DATE", help="Of the period from the first day of this date.")
@click.option("--until", type=partial_date, metavar="DATE", help="Up to the last day of this date.")
@click.option(
    "--between",
    type=(known_at, known_at),
    required=True,
    metavar="A B",
    help="Two moments of knowing: dates (their ends), times with a zone, or positions (@123).",
)
def explain(
    *, subject: str, since: PartialDate | None, until: PartialDate | None, between: tuple[KnownAt, KnownAt]
) -> None:
    """Say which events changed the numbers of a period between two moments of knowing, and why.

    SUBJECT is prisoners: freed, arrested and net. Each event stands with the number before and
    after it. Events that changed whom a release names and no number are told too.
    """
    settings = current()
    with opened() as timeline:
        try:
            told = timeline.explain(subject, since=since, until=until, between=between, known_at=settings.known_at)
        except InputError as error:
            raise click.UsageError(str(error)) from None
        register = timeline.register()
        warn_of_unreadable(timeline)
    if settings.json:
        print_json(told.model_dump(mode="json"))
    else:
        _print(told, register, settings.language)
    if not told.changes:
        if not settings.json:
            note("nothing that became known between these moments changed the numbers")
        raise click.exceptions.Exit(1)


def _print(told: Explanation, register: Register, language: str) -> None:
    rows = [
        (f"As known at {moment}", f"freed {span(sums.freed)}; arrested {span(sums.arrested)}")
        for moment, sums in zip(told.between, (told.before, told.after), strict=True)
    ]
    print_fields(f"Prisoners, {days(told.period)}", rows)
    for change in told.changes:
        title = f"{change.recorded:%Y-%m-%d}  {change.event} {change.ref} (position {change.position})"
        print_fields(title, [("Effect", "\n".join(_effects(change, register, language))), ("Why", change.why)])


def _effects(change: Explained, register: Register, language: str) -> list[str]:
    effect = change.effect
    lines = [
        f"{label} {_arrow(moved)}"
        for label, moved in (("freed", effect.freed), ("arrested", effect.arrested), ("net", effect.net))
        if moved is not None
    ]
    lines += [f"  {population.replace('_', ' ')} {_arrow(moved)}" for population, moved in effect.populations.items()]
    for label, people in (
        ("named now", effect.names.added),
        ("named no more", effect.names.removed),
        ("outcome changed", effect.names.changed),
    ):
        if people:
            names = [register[one].name(language) if one in register else one for one in people]
            lines.append(f"{label}: {', '.join(names)}")
    return lines


def _arrow(change: Change) -> str:
    before, after = (
        "not computable" if extent is None else _extent(extent.lower, extent.upper)
        for extent in (change.before, change.after)
    )
    return f"{before} (not changed)" if change.before == change.after else f"{before} → {after}"


def _extent(lower: int | None, upper: int | None) -> str:
    if lower == upper:
        return "unknown" if lower is None else f"{lower:,}"
    if upper is None:
        return f"at least {lower:,}"
    return f"at most {upper:,}" if lower is None else f"{lower:,}–{upper:,}"
