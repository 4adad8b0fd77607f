"""The commands for questions in people's own words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from timeline.arguments import one_day
from timeline.cli.command import Command
from timeline.cli.output import note, print_json, say
from timeline.cli.settings import current, opened
from timeline.errors import DateError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from typing import TextIO

    from timeline.answers import Answer
    from timeline.asking.understanding import Reading


def _day(text: str) -> date:
    try:
        return one_day(text)
    except DateError as error:
        raise click.BadParameter(str(error)) from None


@click.command(
    cls=Command,
    short_help="A question in your own words.",
    examples=[
        "timeline ask 'Калі Трамп тэлефанаваў Лукашэнку?' --today 2025-12-06",
        "timeline ask 'How many political prisoners were freed since September 2025?' --today 2025-12-06 --explain",
        "timeline --json ask 'Kas yra JAV pasiuntinys Baltarusijai?' --today 2025-12-06",
    ],
)
@click.argument("text", nargs=-1, required=True)
@click.option("--today", type=_day, metavar="DATE", help="The day on which it is asked (default: today in Minsk).")
@click.option("--explain", is_flag=True, help="Which words gave which part of the reading.")
def ask(*, text: tuple[str, ...], today: date | None, explain: bool) -> None:
    """Answer a question in Belarusian, Russian, Ukrainian, English, German, Polish or Lithuanian, or any mix.

    Nothing of it is kept. The first line says how it was understood. Exit 1: nothing is recorded of
    it, it is not clear, or it is about something else.
    """
    settings = current()
    words = " ".join(text)
    with opened() as timeline:
        answer = timeline.ask(
            words,
            today=today,
            language=None if settings.own_language else settings.language,
            known_at=settings.known_at,
        )
        parts = timeline.read(words, today=today).parts if explain else ()
    if settings.json:
        told = answer.to_json()
        if explain:
            told["parts"] = [{"text": part.text, "gave": part.gave} for part in parts]
        print_json(told)
    else:
        _print(answer)
        for part in parts:
            say(f"{part.text!r}: {part.gave}")
    if answer.outcome != "answered":
        raise click.exceptions.Exit(1)


def _print(answer: Answer) -> None:
    if answer.outcome in ("answered", "nothing_recorded"):
        say(answer.reading)
        say("")
    say(answer.text)
    for choice in answer.readings:
        say(f"– {choice}")
    if answer.sources:
        say("")
        publishers = dict.fromkeys(source.publisher for source in answer.sources)
        say("; ".join(publishers))
    if answer.citation and answer.outcome == "answered":
        say(answer.citation)


@click.command(
    cls=Command,
    short_help="Which questions of a file are understood, and how.",
    examples=["printf 'Хто вызвалены ў верасні 2025?\\nWetter in Minsk\\n' | timeline questions - --today 2025-12-06"],
)
@click.argument("file", type=click.File(encoding="utf-8"))
@click.option("--today", type=_day, metavar="DATE", help="The day on which they are asked (default: today in Minsk).")
def questions(*, file: TextIO, today: date | None) -> None:
    """Say of every question of a file, one a line, how it is understood: so that a language can be made to grow.

    A line is the question, or an object with `text` and, where they are known, `today` and `expect`;
    then it is said whether the reading is the expected one.
    """
    wrong = number = 0
    with opened() as timeline:
        for text, day, expected in _asked(file, today):
            number += 1
            reading = timeline.read(text, today=day)
            right = expected is None or _is_expected(reading, expected)
            wrong += not right
            _tell(text, reading, expected=expected is not None, right=right)
    if number == 0:
        note("no question in it")
    if wrong or number == 0:
        raise click.exceptions.Exit(1)


def _asked(file: TextIO, today: date | None) -> Iterator[tuple[str, date | None, dict[str, object] | None]]:
    for number, line in enumerate(file, 1):
        if not line.strip():
            continue
        if not line.lstrip().startswith("{"):
            yield line.strip(), today, None
            continue
        try:
            told = json.loads(line)
            text, day = str(told["text"]), told.get("today")
            yield text, one_day(day) if day else today, told.get("expect")
        except (ValueError, KeyError, AttributeError, click.BadParameter):
            raise click.UsageError(f"line {number}: holds no question; write text, or an object with `text`") from None


def _is_expected(reading: Reading, expected: dict[str, object]) -> bool:
    outcome = expected.get("outcome")
    understood = reading.outcome if outcome != "nothing_recorded" or reading.outcome != "answered" else outcome
    if understood != outcome:
        return False
    if outcome in ("unclear", "out_of_scope") or expected.get("only") == "outcome":
        return True
    told = reading.query.to_json()
    return all(
        _sorted(told.get(key)) == _sorted(expected.get(key))
        for key in ("kinds", "actors", "period", "as_of", "aggregate", "filters", "known_at")
    )


def _sorted(value: object) -> object:
    return sorted(map(str, value)) if isinstance(value, list) else value


def _tell(text: str, reading: Reading, *, expected: bool, right: bool) -> None:
    if current().json:
        told = {"text": text, "outcome": reading.outcome, "query": reading.query.to_json(), "why": reading.why}
        print_json(told | ({"right": right} if expected else {}))
        return
    mark = ("+ " if right else "- ") if expected else ""
    shown = json.dumps(reading.query.to_json(), ensure_ascii=False) if reading.outcome == "answered" else reading.why
    say(f"{mark}{text}\n    {reading.outcome}: {shown}")
