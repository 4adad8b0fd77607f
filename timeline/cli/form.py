"""`record --form KIND`: one entry, asked for field by field, on standard error; answers come line by line.

Works on a terminal and on a pipe alike. Every answer is checked at once and asked for again
where it cannot be taken.
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

import click
from pydantic import ValidationError

from timeline import decisions
from timeline.claims import Claim, Source
from timeline.cli.answers import answers
from timeline.cli.entry_view import print_entry
from timeline.cli.fields import label
from timeline.cli.output import on_one_line, print_fields, say
from timeline.entry import fold
from timeline.errors import ConflictError, InputError, NotFoundError, UnknownRefError
from timeline.events import Envelope, Recorded
from timeline.facts import KINDS
from timeline.refusals import refusal
from timeline.titles import entry_title

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import BaseModel

    from timeline.cli.answers import Answer
    from timeline.entry import Entry
    from timeline.facts import Fact
    from timeline.register import Register
    from timeline.timeline import Timeline

_OF_FACTS = frozenset({"kind", "title"})  # the kind is given, titles are rendered
_OF_SOURCES = frozenset({"retrieved", "archived_url", "sha256", "language"})
_OF_CLAIMS = frozenset({"source", "stance", "scope", "value"})
_LONGEST_REF = 60
_YES = ("y", "yes")


def fill_in(kind: str, timeline: Timeline, language: str) -> Entry:
    """Ask for an entry of a kind, show it, and record it once that is confirmed.

    Raises `InputError` where the answers end too early, `ConflictError` where recording is declined.
    """
    register = timeline.register()
    say(f"A new {kind.replace('_', ' ')}. An empty answer skips a field that is not required.", err=True)
    fact = _fact(kind, register, language)
    twins = _twins(timeline, fact)
    if twins:
        rows = [(entry.ref, f"{entry.fact.when}: {entry_title(entry, register)}") for entry in twins]
        print_fields("This may be recorded already:", rows, err=True)
    claims = _claims(register, language)
    decisions.check_claims(fact, claims)
    ref = _ask_ref(timeline, _proposed(timeline, fact))
    envelope = Envelope(0, ref, 1, f"recorded.{kind}.1", bytes(16), 0, Recorded(fact=fact, claims=claims))
    entry = fold([envelope])
    assert entry is not None
    print_entry(entry, register, language, err=True)
    question = f"Record it, although {len(twins)} like it may be there?" if twins else "Record it?"
    if _line(f"{question} [y/N] ").lower() not in _YES:
        raise ConflictError("nothing was recorded")
    return timeline.record(fact, ref=ref, claims=claims)


def _fact(kind: str, register: Register, language: str) -> Fact:
    cls = KINDS[kind]
    fields = {answer.name: answer for answer in answers(cls, register, language, _OF_FACTS)}
    given = {name: value for name, answer in fields.items() if (value := _ask(answer)) is not None}
    while True:
        try:
            return cls.model_validate({"kind": kind, **given})  # type: ignore[return-value]  # the union of KINDS
        except ValidationError as error:
            wrong = refusal(error)
            name = wrong.field.partition(".")[0]
            if name not in fields:
                raise wrong from None
            _refuse(wrong)
            given.pop(name, None)
            value = _ask(fields[name])
            if value is not None:
                given[name] = value


def _claims(register: Register, language: str) -> tuple[Claim, ...]:
    """At least one source, until no more are given."""
    claims: list[Claim] = []
    while not claims or _line("Another source? [y/N] ").lower() in _YES:
        say(f"Source {len(claims) + 1}", err=True)
        source = _model(Source, register, language, _OF_SOURCES)
        claim = _model(Claim, register, language, _OF_CLAIMS)
        claims.append(Claim.model_validate({**claim, "source": source}))
    return tuple(claims)


def _model(cls: type[BaseModel], register: Register, language: str, skip: frozenset[str]) -> Mapping[str, object]:
    asked = answers(cls, register, language, skip)
    return {answer.name: value for answer in asked if (value := _ask(answer)) is not None}


def _ask(answer: Answer) -> object | None:
    """One field's value; None where it was skipped."""
    need = "required, " if answer.required else ""
    while True:
        text = _line(f"{label(answer.name)} [{need}{answer.hint}]: ")
        if not text:
            if not answer.required:
                return None
            _refuse(InputError("is required", field=answer.name, remedy=f"write {answer.hint}"))
            continue
        try:
            return answer.read(text)
        except (InputError, NotFoundError) as error:
            _refuse(error)


def _ask_ref(timeline: Timeline, proposed: str) -> str:
    while True:
        ref = _line(f"Ref [{proposed}]: ") or proposed
        try:
            decisions.check_ref(ref)
        except InputError as error:
            _refuse(error)
            continue
        if not _taken(timeline, ref):
            return ref
        _refuse(InputError(f"{ref!r} stands for another entry", field="ref", remedy="choose another"))


def _proposed(timeline: Timeline, fact: Fact) -> str:
    """A ref from the kind, the date and the first two actors, with a number where that is taken."""
    actors = list(dict.fromkeys(actor for field, actor in fact.mentions() if field != "place"))[:2]
    words = "-".join([fact.kind, re.sub(r"[^0-9]+", "-", str(fact.when)).strip("-"), *actors])
    stem = words.replace("_", "-")[: _LONGEST_REF - 3].strip("-")
    numbered = (f"{stem}-{number}" for number in range(2, 100))
    return next((ref for ref in (stem, *numbered) if not _taken(timeline, ref)), stem)


def _taken(timeline: Timeline, ref: str) -> bool:
    try:
        timeline.entry(ref)
    except UnknownRefError:
        return False
    return True


def _twins(timeline: Timeline, fact: Fact) -> list[Entry]:
    """Entries of the same kind whose dates overlap and that share an actor."""
    named = {actor for _, actor in fact.mentions()}
    near = timeline.entries(kinds=[fact.kind], since=fact.when.earliest, until=fact.when.latest, limit=None)
    return [entry for entry in near if named & {actor for _, actor in entry.fact.mentions()}]


def _line(question: str) -> str:
    """The next line of standard input, without blanks around it."""
    click.echo(question, nl=not sys.stdin.isatty(), err=True)
    try:
        line = sys.stdin.readline()
    except UnicodeDecodeError:
        raise InputError("the answers are no UTF-8 text; nothing was recorded") from None
    if not line:
        say("", err=True)
        raise InputError("the answers ended before the entry was complete; nothing was recorded")
    return line.strip()


def _refuse(error: InputError | NotFoundError) -> None:
    say(f"  {on_one_line(str(error))}", err=True)
