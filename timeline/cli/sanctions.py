"""The command that says which sanctions stand on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from timeline.cli.command import Command
from timeline.cli.output import Cell, is_terminal, note, print_cells, print_json, print_table, say
from timeline.cli.parameters import partial_date
from timeline.cli.settings import current, opened
from timeline.errors import DateError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timeline.dates import PartialDate
    from timeline.projections.layers import Layer
    from timeline.projections.sanctions import AnnouncedAct, SanctionedTarget, Sanctions
    from timeline.register import Register


@click.command(
    cls=Command,
    short_help="Which sanctions stand on a day, layer by layer.",
    examples=[
        "timeline sanctions --target belavia --on 2025-10-01",
        'timeline sanctions --target potash_sector --authority "United States" --on 2025-12-16',
        "timeline --json sanctions --authority european_union --on 2025-06-01",
    ],
)
@click.option("--on", type=partial_date, metavar="DAY", help="On this day; today if not given.")
@click.option("--target", metavar="NAME", help="A company, person, sector or state, and what belongs to it.")
@click.option("--authority", metavar="NAME", help="Whose sanctions, such as ofac, United States, European Union.")
def sanctions(*, on: PartialDate | None, target: str | None, authority: str | None) -> None:
    """Say which sanctions stand on a day, by target, authority and programme.

    The state is that of the topmost layer: a licence over a listing is `licensed`. Announcements
    change no state and are listed apart. Acts on a sector, an owner or a state are their own: nothing
    is inherited.
    """
    settings = current()
    with opened() as timeline:
        try:
            answer = timeline.sanctions(on=on, target=target, authority=authority, known_at=settings.known_at)
        except DateError as error:  # several days
            raise click.UsageError(f"--{error}") from None
        register = timeline.register()
    if settings.json:
        print_json(answer.model_dump(mode="json"))
    else:
        _print(answer, register, settings.language)
    if not (answer.targets or answer.announced):
        if not settings.json:
            note(f"no act on this is recorded for {answer.on} and before; that does not say that there was none")
        raise click.exceptions.Exit(1)


def _print(answer: Sanctions, register: Register, language: str) -> None:
    if answer.targets:
        _print_rows(f"Sanctions on {answer.on}", answer.targets, register, language)
    if answer.related:
        _print_rows(
            "On what these belong to, or who owns it (not inherited)", answer.related, register, language, top=1
        )
    if answer.announced:
        say("Announced or decided; no change of state by itself")
        print_table(
            ("Target", "By", "When", "What", "Entries"),
            [
                (
                    _name(act.target, register, language),
                    _name(act.authority, register, language),
                    str(act.when),
                    _what(act),
                    " ".join(act.entries),
                )
                for act in answer.announced
            ],
        )


def _print_rows(
    heading: str, rows: Iterable[SanctionedTarget], register: Register, language: str, *, top: int | None = None
) -> None:
    """The rows with their layers, topmost first; only the `top` ones where that is given."""
    say(heading)
    found = [(row, layer) for row in rows for layer in row.layers[:top]]
    if is_terminal():
        cells = []
        for row in dict.fromkeys(row for row, _ in found):
            layers = [f"{_span(layer)}: {_measure(layer)}" for layer in row.layers[:top]]
            cells.append(
                (
                    Cell(_name(row.target, register, language), _name(row.authority, register, language)),
                    Cell(_state(row), "\n".join([*layers, *([row.why] if row.why else [])])),
                )
            )
        print_cells(("Target", "State"), cells)
        return
    print_table(
        ("Target", "By", "State", "Since", "Until", "What"),
        [
            (
                _name(row.target, register, language),
                _name(row.authority, register, language),
                _state(row) if layer is row.layers[0] else f"under it: {_words(layer.state)}",
                str(layer.since),
                str(layer.until or ""),
                "; ".join([_measure(layer), *([row.why] if row.why and layer is row.layers[0] else [])]),
            )
            for row, layer in found
        ],
    )


def _words(state: str) -> str:
    return state.replace("_", " ")


def _state(row: SanctionedTarget) -> str:
    if row.possible:
        return f"{_words(row.state)}, possibly {' or '.join(map(_words, row.possible))}"
    return f"possibly {_words(row.state)}" if row.match == "possible" else _words(row.state)


def _span(layer: Layer) -> str:
    since = f"{layer.since} to {layer.until}" if layer.until else f"since {layer.since}"
    return f"{_words(layer.state)} {since}"


def _measure(layer: Layer) -> str:
    """What a layer is and rests on."""
    what = ", ".join(part for part in (layer.measure, layer.legal_act) if part) or "act"
    return f"{what}{' (disputed)' if layer.status == 'disputed' else ''} [{' '.join(layer.entries)}]"


def _what(act: AnnouncedAct) -> str:
    said = act.action if act.modality in ("occurred", act.action) else f"{act.action} ({act.modality})"
    start = act.effective.start if act.effective else None
    return f"{said}, from {start}" if start else said


def _name(actor: str, register: Register, language: str) -> str:
    return register[actor].name(language) if actor in register else actor
