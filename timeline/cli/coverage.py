"""The command that says what was looked for, what is missing, and how old the newest figures are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from timeline.cli.command import Command
from timeline.cli.output import print_fields, print_json, print_table, say
from timeline.cli.reading import warn_of_unreadable
from timeline.cli.settings import current, opened

if TYPE_CHECKING:
    from timeline.dates import Period
    from timeline.projections.coverage import Age, Coverage
    from timeline.register import Register


@click.command(
    cls=Command,
    short_help="What was looked for, and how old the figures are.",
    examples=["timeline coverage", "timeline --json coverage"],
)
def coverage() -> None:
    """Say what was reviewed, by kind and period, what is known to be missing, and how old the newest figures are.

    What is not in the timeline may have happened all the same.
    """
    settings = current()
    with opened() as timeline:
        told = timeline.coverage(known_at=settings.known_at)
        register = timeline.register()
        warn_of_unreadable(timeline)
    if settings.json:
        print_json(told.model_dump(mode="json"))
        return
    _print_review(told, settings.language)
    say(f"Newest entry of each kind, on {told.today}")
    rows = [
        (latest.kind, str(latest.entries), str(latest.on or ""), age(latest.age), latest.entry or "none")
        for latest in told.newest
    ]
    print_table(("Kind", "Entries", "Newest", "Days old", "Entry"), rows)
    if told.figures:
        say("")
        say("Newest figure of each body")
        print_table(
            ("By", "Measure", "Basis", "Count", "On", "Days old"),
            [
                (
                    _name(figure.counted_by, register, settings.language),
                    figure.measure.replace("_", " "),
                    figure.basis,
                    str(figure.count),
                    str(figure.on),
                    age(figure.age),
                )
                for figure in told.figures
            ],
        )


def _print_review(told: Coverage, language: str) -> None:
    if told.reviewed_until is None:
        say("Nobody has said what was looked for: this store does not hold the shipped timeline.")
        say("")
        return
    print_fields(
        f"Reviewed up to {told.reviewed_until}",
        [
            (f"{one.kind.replace('_', ' ')}, {_days(one.period)}", f"{one.extent}: {_words(one.scope, language)}")
            for one in told.reviewed
        ],
    )
    say("")
    print_fields(
        "Known to be missing",
        [(f"{gap.kind.replace('_', ' ')}, {gap.when}", _words(gap.what, language)) for gap in told.gaps],
    )
    say("")


def age(days: Age | None) -> str:
    """How many days old, in words."""
    if days is None:
        return ""
    if days.upper is None:
        return f"at least {days.lower:,}"
    return f"{days.lower:,}" if days.lower == days.upper else f"{days.lower:,}–{days.upper:,}"


def _days(period: Period) -> str:
    return f"{period.start or '…'} to {period.end or '…'}"


def _words(texts: dict[str, str], language: str) -> str:
    return texts.get(language) or texts.get("en") or next(iter(texts.values()))


def _name(actor: str | None, register: Register, language: str) -> str:
    if actor is None:
        return "not named"
    return register[actor].name(language) if actor in register else actor
