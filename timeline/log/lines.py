"""Event lines: one stored event as one line of JSON, and back, byte for byte.

`{"id", "position", "recorded", "type", "v", "ref", "data"}`: `data` is the stored bytes
themselves; `ref` is the entry's ref, or `actor:` and an actor's id.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Annotated
from uuid import UUID

from pydantic import (
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    JsonValue,
    Strict,
    StringConstraints,
    ValidationError,
)
from pydantic_core import from_json, to_json

from timeline.errors import InputError, NewerError, UnreadableError
from timeline.events import SHAPES, from_microseconds, microseconds
from timeline.log.mapper import TOPIC, KeyedEvent, damage, shown_stream
from timeline.refusals import refusal, show, show_name

if TYPE_CHECKING:
    from timeline.events import Event, Shapes
    from timeline.log.mapper import Row

MAX_LINE = 1 << 20
"""Bytes that a line of a file may have."""

_KINDLY = ("recorded", "corrected")
_STREAM = r"^([a-z0-9-]{3,60}|actor:[a-z0-9_]{2,60})$"
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})")


def _written_as_a_moment(value: object) -> object:
    """Numbers, other ways of writing and times without a zone are refused, though pydantic would take most."""
    if isinstance(value, str) and _MOMENT.fullmatch(value) and "0002" <= value[:4] <= "9998":
        return value
    raise InputError(f"{show(value)} is no moment", remedy="write it as the export does: 2025-09-11T23:59:59.999999Z")


class EventLine(BaseModel):
    """The outer shape of an event line."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, defer_build=True)

    id: UUID
    position: Annotated[int, Strict(), Field(ge=1, lt=1 << 53)]
    recorded: Annotated[AwareDatetime, BeforeValidator(_written_as_a_moment)]
    type: Annotated[str, StringConstraints(pattern=r"^[a-z_]{2,40}$")]
    v: Annotated[int, Strict(), Field(ge=1, le=10_000)]
    ref: Annotated[str, StringConstraints(pattern=_STREAM)]
    data: dict[str, JsonValue]


def write_line(row: Row) -> bytes:
    """The event line of a row, without its line feed.

    Raises `UnreadableError` for a column that holds no such thing, and for bytes that are no JSON object.
    """
    position, stream, _, topic, stored, event_id, recorded_us = row
    why = damage(row)
    if why:
        raise UnreadableError(position, shown_stream(stream), why)
    found = TOPIC.fullmatch(topic)
    if not found:
        raise UnreadableError(position, stream, f"{show(topic)} is no stored name of an event")
    state = stored_bytes(stored)
    if not state.startswith(b"{") or not state.endswith(b"}") or b"\n" in state:
        raise UnreadableError(position, stream, "the stored bytes are no JSON object")
    recorded = from_microseconds(recorded_us).isoformat(timespec="microseconds").replace("+00:00", "Z")
    head = (
        f'{{"id":"{UUID(bytes=event_id)}","position":{position},"recorded":"{recorded}",'
        f'"type":"{found[1]}","v":{found[2]},"ref":"{stream}","data":'
    )
    return head.encode() + state + b"}"


def stored_bytes(stored: object) -> bytes:
    """What a column holds, also where SQLite was made to hold something else in it."""
    return stored if isinstance(stored, bytes) else str(stored).encode()


def read_line(line: bytes, where: str, shapes: Shapes = SHAPES) -> tuple[KeyedEvent, Event]:
    """The stored event of a line (its version in the stream still 0) and the event itself.

    Raises `InputError`, or `NewerError` for a shape this library does not know yet.
    """
    check_length(line, where)
    try:
        given = parse_object(line, where)
        parsed = EventLine.model_validate(given)
    except ValidationError as error:
        raise refusal(error, where) from None
    if str(parsed.id) != given["id"]:
        raise InputError("is not written as the export does", where=where, field="id", remedy=f"write {parsed.id}")
    name = parsed.type
    if name in _KINDLY:
        fact = parsed.data.get("fact")
        kind = fact.get("kind") if isinstance(fact, dict) else None
        if not isinstance(kind, str):
            raise InputError("is missing", where=where, field="data.fact.kind", remedy="add it")
        name = f"{name}.{kind}"
    topic = f"{name}.{parsed.v}"
    state = to_json(parsed.data)  # as the shapes write, to the last digit of a float
    try:
        event = shapes.read(topic, state)
    except NewerError as error:
        if name not in shapes.names():
            raise InputError(
                f"{show(topic)} is no event this library knows",
                where=where,
                field="type",
                remedy="correct it, or install the newer version that wrote it",
            ) from None
        raise NewerError(f"{where}, v: {error}") from None
    except ValidationError as error:
        raise refusal(error, where, "data") from None
    except (ValueError, TypeError, KeyError) as error:
        raise InputError(str(error), where=where, field="data", remedy="correct it") from None
    return KeyedEvent(
        parsed.ref, 0, topic, state, parsed.id.bytes, microseconds(parsed.recorded), parsed.position
    ), event


def check_length(line: bytes, where: str) -> None:
    """Refuse a line that is too long to be meant."""
    if len(line) > MAX_LINE:
        raise InputError(f"has more than {MAX_LINE:,} bytes", where=where, remedy="split it into several entries")


def parse_object(line: bytes, where: str) -> dict[str, object]:
    """The JSON object of a line. Raises `InputError`: malformed, too deep, NaN, or a key that stands twice.

    Parsers keep the last of two equal keys in silence; what somebody wrote must not get lost so.
    """
    try:
        data = from_json(line, allow_inf_nan=False)
        if to_json(data) != line:  # not as compact as programs write it, or something fell away
            _KEYS_ONCE.decode(line.decode())
    except KeyError as error:
        raise InputError(
            f"{show(error.args[0])} stands twice in one object", where=where, remedy="keep one of the two"
        ) from None
    except (ValueError, RecursionError) as error:
        raise _malformed(line, where, str(error)) from None
    if not isinstance(data, dict):
        raise InputError("is no JSON object", where=where, remedy="write one JSON object a line")
    return data


def _malformed(line: bytes, where: str, why: str) -> InputError:
    """What keeps a line from being JSON, in words; a parser's count of lines within the line is left out."""
    if b"\0" in line[:4] or line.startswith((b"\xff\xfe", b"\xfe\xff")):
        return InputError("is not UTF-8", where=where, remedy="save the file as UTF-8")
    said, _, place = why.partition(" at line 1 column ")
    near = line[int(place) - 1 :].lstrip(b"- ") if place.isdecimal() else b""
    if near.startswith((b"NaN", b"Infinity")) or line[: int(place or 0)].endswith(b"-I"):
        said = "NaN and Infinity are no numbers"
    said = _SAID.get(said, said).replace("EOF while parsing", "the line ends inside")
    remedy = _REMEDIES.get(said, "write one JSON object a line")
    column = f" at byte {place}" if place else ""
    return InputError(f"is not valid JSON ({show_name(said)}{column})", where=where, remedy=remedy)


_SAID = {
    "recursion limit exceeded": "nested too deep",
    "invalid unicode code point": "not UTF-8",
    "unexpected end of hex escape": "half a character, a lone surrogate",
    "lone leading surrogate in hex escape": "half a character, a lone surrogate",
    "control character (\\u0000-\\u001F) found while parsing a string": "a control character",
    "number out of range": "a number out of range",
}
_REMEDIES = {
    "not UTF-8": "save the file as UTF-8",
    "half a character, a lone surrogate": "write the whole character",
    "a control character": "remove it, or write it as an escape where it may stand",
    "a number out of range": "write a number that is possible",
    "NaN and Infinity are no numbers": "leave the field out where nothing is known",
}


def _finite(digits: str) -> float:
    number = float(digits)
    if number - number:
        raise ValueError("number out of range")
    return number


def _no_key_twice(pairs: list[tuple[str, object]]) -> None:
    if len(dict(pairs)) != len(pairs):
        keys = [key for key, _ in pairs]
        raise KeyError(next(key for index, key in enumerate(keys) if key in keys[:index]))


_KEYS_ONCE = json.JSONDecoder(object_pairs_hook=_no_key_twice, parse_float=_finite)
