"""The commands that change an entry: correct, retract, reinstate, corroborate, dispute, link, merge."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import click

from timeline.cli.command import Command
from timeline.cli.output import print_json, say
from timeline.cli.parameters import change, claim
from timeline.cli.reading import find
from timeline.cli.settings import complete_ref, current, opened
from timeline.errors import InputError
from timeline.facts import LinkKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from timeline.claims import Claim
    from timeline.entry import Entry
    from timeline.timeline import Timeline

_CALL = "call-2025-08-15-trump-lukashenko"
_MEETING = "meeting-2025-09-11-coale-minsk"
_CLAIM = '{"source": {"publisher": "Reuters", "published": "2025-08-15"}}'

_REINSTATE = f"timeline reinstate {_CALL} --reason 'It did take place' --version 4"

_reason = click.option("--reason", required=True, help="Why, in a sentence; it stays in the history.")
_version = click.option("--version", type=click.IntRange(min=1), metavar="N", help="The entry's version as you saw it.")
_CLAIM_HELP = "A source as JSON (`timeline schema claim`); may be repeated."
_claims = click.option("--claim", "claims", type=claim, metavar="JSON", multiple=True, help=_CLAIM_HELP)
_some_claims = click.option(
    "--claim", "claims", type=claim, metavar="JSON", multiple=True, required=True, help=_CLAIM_HELP
)


def for_writing(reason: str | None = None) -> None:
    """Refuse to write into the past, and a reason that says nothing."""
    if current().known_at is not None:
        raise click.UsageError("--known-at is for reading; what is recorded is recorded now")
    if reason is not None and not reason.strip():
        raise InputError("is empty", field="reason", remedy="say why, in a sentence")


def print_written(ref: str, version: int, position: int, result: str) -> None:
    """What became of one entry."""
    if current().json:
        print_json({"ref": ref, "version": version, "position": position, "result": result})
    else:
        say(f"{result}: {ref} is at version {version}, position {position}")


def _change(ref: str, change: Callable[[Timeline], Entry], result: str, *others: str) -> None:
    """Change an entry and say what became of it; `others` are refs that must be there too."""
    with opened() as timeline:
        before = find(timeline, ref)
        for other in others:
            find(timeline, other)
        after = change(timeline)
    print_written(after.ref, after.version, after.position, result if after.version != before.version else "unchanged")


@click.command(
    cls=Command,
    short_help="Correct fields of an entry.",
    examples=[
        f'timeline correct {_CALL} --set \'topics=["prisoners"]\' --reason "Topics became known" --version 3',
        f"timeline correct {_CALL} --set medium=null --reason 'Not certain' --version 3 --claim '{_CLAIM}'",
    ],
)
@click.argument("ref", shell_complete=complete_ref)
@click.option(
    "--set",
    "sets",
    type=change,
    metavar="FIELD=JSON",
    multiple=True,
    required=True,
    help="A field's new value; null takes it away.",
)
@_reason
@_version
@_claims
def correct(
    *, ref: str, sets: Sequence[tuple[str, object]], reason: str, version: int | None, claims: Sequence[Claim]
) -> None:
    """Correct fields of an entry's fact; what it said before stays in the history.

    Values are JSON: --set 'when="2025-08-15"', --set people=52, --set 'topics=["prisoners"]'.
    """
    for_writing(reason)
    fields = [field for field, _ in sets]
    twice = next((field for field in fields if fields.count(field) > 1), None)
    if twice:
        raise click.UsageError(f"--set {twice}: is given twice; give each field once")
    changes = dict(sets)
    _change(
        ref,
        lambda timeline: timeline.correct(ref, changes, reason=reason, claims=claims, version=version),
        "corrected",
    )


@click.command(
    cls=Command,
    short_help="Take an entry back.",
    examples=[f'timeline retract {_CALL} --reason "It was recorded twice" --version 3'],
)
@click.argument("ref", shell_complete=complete_ref)
@_reason
@_version
@_claims
def retract(*, ref: str, reason: str, version: int | None, claims: Sequence[Claim]) -> None:
    """Take an entry back: it leaves every list and total, and stays in the history."""
    for_writing(reason)
    _change(ref, lambda timeline: timeline.retract(ref, reason=reason, claims=claims, version=version), "retracted")


@click.command(
    cls=Command,
    short_help="Let an entry stand again.",
    examples=[
        f"timeline retract {_CALL} --reason 'No such call' --version 3 && {_REINSTATE}",
    ],
)
@click.argument("ref", shell_complete=complete_ref)
@_reason
@_version
@_claims
def reinstate(*, ref: str, reason: str, version: int | None, claims: Sequence[Claim]) -> None:
    """Let a retracted, merged or disputed entry stand again."""
    for_writing(reason)
    _change(ref, lambda timeline: timeline.reinstate(ref, reason=reason, claims=claims, version=version), "reinstated")


@click.command(
    cls=Command, short_help="Add sources to an entry.", examples=[f"timeline corroborate {_CALL} --claim '{_CLAIM}'"]
)
@click.argument("ref", shell_complete=complete_ref)
@_some_claims
def corroborate(*, ref: str, claims: Sequence[Claim]) -> None:
    """Add sources to an entry; those that are there already change nothing."""
    for_writing()
    _change(ref, lambda timeline: timeline.corroborate(ref, *claims), "corroborated")


@click.command(
    cls=Command, short_help="Add sources against an entry.", examples=[f"timeline dispute {_CALL} --claim '{_CLAIM}'"]
)
@click.argument("ref", shell_complete=complete_ref)
@_some_claims
def dispute(*, ref: str, claims: Sequence[Claim]) -> None:
    """Add sources against an entry; it stays, marked as disputed."""
    for_writing()
    _change(ref, lambda timeline: timeline.dispute(ref, *claims), "disputed")


@click.command(
    cls=Command,
    short_help="Tie an entry to another.",
    examples=[f"timeline link {_MEETING} follows {_CALL} --claim '{_CLAIM}'"],
)
@click.argument("ref", metavar="A", shell_complete=complete_ref)
@click.argument("kind", type=click.Choice(get_args(LinkKind)))
@click.argument("to", metavar="B", shell_complete=complete_ref)
@_some_claims
def link(*, ref: str, kind: LinkKind, to: str, claims: Sequence[Claim]) -> None:
    """Tie entry A to entry B. A tie needs a source too."""
    for_writing()
    _change(ref, lambda timeline: timeline.link(ref, kind, to, claims=claims), "linked", to)


@click.command(
    cls=Command,
    short_help="Say that two entries are one thing.",
    examples=[
        f'timeline merge call-2025-08-coale-lukashenko --into {_CALL} --reason "It was the same call" --version 1'
    ],
)
@click.argument("ref", metavar="A", shell_complete=complete_ref)
@click.option("--into", required=True, metavar="B", help="The entry that carries on with the sources of both.")
@_reason
@_version
def merge(*, ref: str, into: str, reason: str, version: int | None) -> None:
    """Say that entry A is the same thing as entry B, which carries on."""
    for_writing(reason)
    with opened() as timeline:
        find(timeline, ref)
        find(timeline, into)
        kept = timeline.merge(ref, into=into, reason=reason, version=version)
    print_written(kept.ref, kept.version, kept.position, "merged")
