"""`record`: entry lines from a file, or one entry from a form."""

from __future__ import annotations

import json
from collections import Counter
from typing import IO, TYPE_CHECKING, Literal, NamedTuple

import click

from timeline.cli.command import Command
from timeline.cli.output import print_json, say
from timeline.cli.progress import counted
from timeline.cli.settings import current, opened
from timeline.cli.writing import for_writing, print_written
from timeline.errors import InputError
from timeline.events import ACTOR_STREAM
from timeline.facts import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from timeline.recording import Written
    from timeline.register import Actor, Register
    from timeline.timeline import Timeline

_MARK = b"\xef\xbb\xbf"  # a byte order mark, which the first line may begin with
_LINE = (
    '{"ref": "call-2025-08-15-example", "fact": {"kind": "call", "when": "2025-08-15",'
    ' "participants": ["donald_trump", "lukashenko"]}, "claims": [{"source": {"publisher": "Reuters"}}]}'
)


@click.command(
    cls=Command,
    short_help="Record entries from a file or a form.",
    examples=[
        f"echo '{_LINE}' | timeline record -",
        "timeline record --form call",
    ],
)
@click.argument("file", type=click.File("rb"), required=False)
@click.option("--form", type=click.Choice(list(KINDS)), metavar="KIND", help="Ask for one entry, field by field.")
def record(*, file: IO[bytes] | None, form: str | None) -> None:
    """Record the entry lines of FILE (- for standard input): a fact, its ref and its sources each.

    All lines are checked first; nothing of the file is stored if one cannot be taken. The same
    line again changes nothing. Kinds for --form: `timeline schema --help`.
    """
    for_writing()
    if (file is None) == (form is None):
        raise click.UsageError("give a FILE of entry lines, or --form KIND, not both")
    if form is not None:
        from timeline.cli.form import fill_in  # noqa: PLC0415  (only where somebody is asked)

        with opened(creates=True) as timeline:
            entry = fill_in(form, timeline, current().language)
        print_written(entry.ref, entry.version, entry.position, "recorded")
        return
    assert file is not None
    from timeline.exchange.entry_lines import record_lines  # noqa: PLC0415

    seen = _Seen()
    with opened(creates=True) as timeline, counted(file) as (lines, done):
        before = timeline.register()
        written = record_lines(timeline, seen.passing(lines), progress=done)
        actors = _written_actors(timeline, seen.actors, before)
    if not seen.number:
        raise InputError(
            "there is no line to record", remedy="write one JSON object a line; see `timeline record --help`"
        )
    _print(written, actors)


Became = Literal["recorded", "changed", "unchanged"]


class _Actor(NamedTuple):
    """What became of an actor line: an actor is new, has another wording now, or was so already."""

    actor: str
    version: int
    position: int
    result: Became


class _Seen:
    """Counts lines as they go by, and keeps the ids of the actors among them."""

    def __init__(self) -> None:
        self.number = 0
        self.actors: dict[str, None] = {}

    def passing(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        for line in lines:
            self.number += bool(line.strip())
            yield line
            if b'"actor"' in line:  # checked by now: whoever took the line has asked for the next
                value = json.loads(line.removeprefix(_MARK)).get("actor")
                if isinstance(value, dict):
                    self.actors[value["id"]] = None


def _written_actors(timeline: Timeline, ids: Iterable[str], before: Register) -> list[_Actor]:
    """What became of the actors of a file, by how the register was before it."""
    register = timeline.register()
    written = []
    for name in ids:
        row = timeline.log.recorder.of([ACTOR_STREAM + name])[-1]
        result: Became = "recorded"
        if name in before:
            result = "unchanged" if _said(before[name]) == _said(register[name]) else "changed"
        written.append(_Actor(name, row[2], row[0], result))
    return written


def _said(actor: Actor) -> object:
    return actor.model_dump(exclude={"number"})


def _print(written: Sequence[Written], actors: Sequence[_Actor]) -> None:
    if len(written) == 1 and not actors:
        print_written(*written[0])
        return
    if len(actors) == 1 and not written:
        _print_actor(actors[0])
        return
    results = Counter(entry.result for entry in written)
    counts = {result: results[result] for result in ("recorded", "corroborated", "unchanged")}
    if current().json:
        told = {"actors": [actor._asdict() for actor in actors]} if actors else {}
        print_json({"entries": [entry._asdict() for entry in written], **counts, **told})
        return
    parts = [_counted(counts)] if written or not actors else []
    if actors:
        became = Counter(actor.result for actor in actors)
        parts.append(f"actors: {_counted({word: became[word] for word in ('recorded', 'changed', 'unchanged')})}")
    say("; ".join(parts))


def _print_actor(actor: _Actor) -> None:
    if current().json:
        print_json(actor._asdict())
    else:
        say(f"{actor.result}: the actor {actor.actor} is at version {actor.version}, position {actor.position}")


def _counted(results: Mapping[str, int]) -> str:
    return ", ".join(f"{number} {result}" for result, number in results.items())
