"""Entry lines: `{"ref", "fact", "claims"}` or `{"actor"}`, recorded now.

A file is checked whole, against the store too, before anything is written.
"""

from __future__ import annotations

import marshal
import tempfile
from typing import IO, TYPE_CHECKING, Annotated, Final, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, Strict, ValidationError

from timeline import decisions
from timeline.errors import InputError
from timeline.events import Recorded
from timeline.log.lines import check_length, parse_object
from timeline.recording import BATCH, Prepared, Written
from timeline.refusals import misspelt, refusal, show, show_name
from timeline.register import Actor

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from timeline.timeline import Timeline

_SPOOL = 64 << 20  # bytes kept in memory before checked lines go to a temporary file
_ACTOR: Final = {"actor", "version"}
_ENTRY: Final = {"ref", "fact", "claims"}
_EVENT: Final = {"position", "recorded", "type"}


class ActorLine(BaseModel):
    """An actor for the register; one that is known otherwise needs the version it changes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    actor: Actor
    version: Annotated[int, Strict(), Field(ge=1)] | None = None


class EntryLine(NamedTuple):
    """A recording under its ref."""

    ref: str
    event: Recorded


def read_entry_line(line: bytes, where: str) -> EntryLine | ActorLine:
    """What a line says. Raises `InputError` that names the line, the field and the remedy."""
    check_length(line, where)
    data = parse_object(line, where)
    if data.keys() >= _EVENT:
        raise InputError("this is an event line, not an entry line", where=where, remedy="use `timeline import`")
    wanted = _ACTOR if "actor" in data else _ENTRY
    for key in data:
        if key not in wanted:
            raise InputError(
                "there is no such field here",
                where=where,
                field=show_name(key),
                remedy=misspelt(key, wanted - data.keys()),
            )
    try:
        if "actor" in data:
            return ActorLine.model_validate(data)
        ref = data.pop("ref", None)
        event: Recorded = Recorded.__pydantic_validator__.validate_python(data)
    except ValidationError as error:
        raise refusal(error, where) from None
    if ref is None:
        raise InputError("is missing", where=where, field="ref", remedy="add it")
    if not isinstance(ref, str):
        raise InputError(f"{show(ref)} is no text", where=where, field="ref", remedy="write text")
    decisions.check_ref(ref, where)
    return EntryLine(ref, event)


def record_lines(
    timeline: Timeline,
    lines: Iterable[bytes],
    *,
    progress: Callable[[int], None] | None = None,
) -> list[Written]:
    """Record every line of a file, or nothing of it.

    Raises `InputError`, `RefTakenError` or `VersionError` for the first line that cannot be taken,
    before anything is written. `progress` is told how many are written after each batch.
    """
    with tempfile.SpooledTemporaryFile(max_size=_SPOOL) as spool:
        actors = _check(timeline, lines, spool)
        spool.seek(0)
        if actors:
            versions = {line.actor.id: line.version for line in actors if line.version is not None}
            timeline.recording.add([line.actor for line in actors], versions)
        written: list[Written] = []
        for batch in _batches(spool):
            written += timeline.recording.prepared(batch)
            if progress:
                progress(len(written))
        return written


def numbered(lines: Iterable[bytes]) -> Iterator[tuple[str, bytes]]:
    """Lines with their places; blank ones are passed over, a byte order mark is taken off."""
    for number, line in enumerate(lines, 1):
        text = (line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line).strip(b" \t\r\n")
        if text:
            yield f"line {number}", text


def _check(timeline: Timeline, lines: Iterable[bytes], spool: IO[bytes]) -> list[ActorLine]:
    """Check every line against the others and the store; spool what is to be recorded."""
    actors: dict[str, tuple[ActorLine, str]] = {}
    facts: dict[str, tuple[int, str]] = {}
    register, behind = timeline.register(), False
    waiting: list[Prepared] = []
    for where, line in numbered(lines):
        parsed = read_entry_line(line, where)
        if isinstance(parsed, ActorLine):
            _check_actor(timeline, parsed, where, actors)
            behind = True
            continue
        if behind:
            register, behind = register.with_actors(line.actor for line, _ in actors.values()), False
        decisions.check_actors(parsed.event.fact, parsed.event.claims, register, where)
        decisions.check_claims(parsed.event.fact, parsed.event.claims, where)
        prepared = timeline.recording.prepare(parsed.ref, parsed.event, where)
        _check_repetition(prepared, facts)
        waiting.append(prepared)
        if len(waiting) == BATCH:
            _spool(timeline, waiting, spool)
    _spool(timeline, waiting, spool)
    register = register.with_actors(line.actor for line, _ in actors.values())
    for actor_line, where in actors.values():
        decisions.check_relations(actor_line.actor, register, where)
    return [actor_line for actor_line, _ in actors.values()]


def _check_actor(timeline: Timeline, line: ActorLine, where: str, actors: dict[str, tuple[ActorLine, str]]) -> None:
    """Two lines with one actor must say the same, and a changed one must name the version it changes."""
    timeline.recording.check_actor(line.actor, line.version, where)
    earlier, at = actors.setdefault(line.actor.id, (line, where))
    if earlier != line:
        raise InputError(
            f"{line.actor.id!r} stands on {at} otherwise",
            where=where,
            field="actor",
            remedy="keep one of the two lines",
        )


def _check_repetition(prepared: Prepared, facts: dict[str, tuple[int, str]]) -> None:
    """Two lines with one ref must hold one fact."""
    # The bytes begin with the fact; no fact has a field `claims`, and in a text the quote would be escaped.
    key = hash(prepared.state[: prepared.state.index(b',"claims":[')])
    earlier = facts.setdefault(prepared.ref, (key, prepared.where))
    if earlier[0] != key:
        raise InputError(
            f"{prepared.ref!r} stands on {earlier[1]} for another fact",
            where=prepared.where,
            field="ref",
            remedy="give this fact a ref of its own",
        )


def _spool(timeline: Timeline, waiting: list[Prepared], spool: IO[bytes]) -> None:
    timeline.recording.check_prepared(waiting)
    if waiting:
        marshal.dump([tuple(prepared) for prepared in waiting], spool)
        waiting.clear()


def _batches(spool: IO[bytes]) -> Iterator[list[Prepared]]:
    while True:
        try:
            rows = marshal.load(spool)  # noqa: S302  (written above, in a file of our own)
        except EOFError:
            return
        yield [Prepared(*row) for row in rows]
