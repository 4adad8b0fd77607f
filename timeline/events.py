"""What the log stores: ten events, each with a stored name and a version, and their upcasting.

An event is its payload alone; where and when it was stored stands on the `Envelope` around it.
Stored bytes are compact JSON of the payload and never change. A shape that changes gets the next
version and one function that turns the previous version's data into it; every reader goes
through those steps. `fixtures/events` holds every shape ever written.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias, assert_never
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import from_json

from timeline.claims import Claim
from timeline.errors import InputError, NewerError, UnreadableError
from timeline.facts import KINDS, Fact, LinkKind
from timeline.register import Actor
from timeline.texts import ActorId, Curator, Ref, Text

if TYPE_CHECKING:
    from collections.abc import Callable

    Data: TypeAlias = dict[str, object]
    Upcaster: TypeAlias = Callable[[Data], Data]

Claims = Annotated[tuple[Claim, ...], Field(max_length=200)]
Sourced = Annotated[tuple[Claim, ...], Field(min_length=1, max_length=200)]


class _Event(BaseModel):
    """`recorded_basis` says whether the recorded time is the clock's or was reconstructed from the
    dates of the sources; `recorded_by` is an opaque id of the curator.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    recorded_basis: Literal["clock", "reconstructed"] | None = None
    recorded_by: Curator | None = None


class Recorded(_Event):
    """A fact entered the timeline, with at least one claim: no source, no entry."""

    fact: Fact
    claims: Sourced


class Corroborated(_Event):
    """More claims for an entry."""

    claims: Sourced


class Corrected(_Event):
    """The fact was wrong, or less exact; this is how it stands now, whole, and why."""

    fact: Fact
    reason: Text
    claims: Claims = ()


class Disputed(_Event):
    """Claims against an entry. It stays, marked as disputed."""

    claims: Sourced


class Retracted(_Event):
    """The entry should never have been there, and why."""

    reason: Text
    claims: Claims = ()


class Reinstated(_Event):
    """The entry stands again after a retraction, a dispute or a merge, and why."""

    reason: Text
    claims: Claims = ()


class Linked(_Event):
    """A sourced tie from this entry to another."""

    kind: LinkKind
    to: Ref
    claims: Sourced


class Merged(_Event):
    """Two entries are the same thing; the other one carries on."""

    into: Ref
    reason: Text
    claims: Claims = ()


class Redacted(_Event):
    """The sealed fields of one private person were made unreadable for ever."""

    person: ActorId
    reason: Text


class ActorRecorded(_Event):
    """An actor entered the register, or changed."""

    actor: Actor


Event = (
    Recorded | Corroborated | Corrected | Disputed | Retracted | Reinstated | Linked | Merged | Redacted | ActorRecorded
)

_VERSION = re.compile(r"0|[1-9][0-9]{0,5}")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


MAX_STATE = (1 << 20) - 1_024
"""Bytes that an event may have: on its line, it stays under 1 MiB."""


class Envelope:
    """One event with where and when it is stored.

    `stream` is the entry's ref, or `actor:` and the actor's id; `version` its place in the
    stream, from 1; `position` its place in the log, from 1, or 0 before it is stored;
    `recorded_us` the recorded time in microseconds since 1970, UTC.
    """

    __slots__ = ("event", "id_bytes", "position", "recorded_us", "stream", "topic", "version")

    def __init__(
        self,
        position: int,
        stream: str,
        version: int,
        topic: str,
        id_bytes: bytes,
        recorded_us: int,
        event: Event,
    ) -> None:
        self.position = position
        self.stream = stream
        self.version = version
        self.topic = topic
        self.id_bytes = id_bytes
        self.recorded_us = recorded_us
        self.event = event

    def __repr__(self) -> str:
        return f"<{self.topic} {self.stream}/{self.version} at {self.position}>"

    @property
    def id(self) -> UUID:
        """The event's own id, made by whoever recorded it, so that a retry is recognised."""
        return UUID(bytes=self.id_bytes)

    @property
    def recorded(self) -> datetime:
        """When it was recorded: an aware datetime, UTC."""
        return from_microseconds(self.recorded_us)

    @property
    def ref(self) -> str | None:
        """The entry it belongs to; None for an actor of the register."""
        return None if self.stream.startswith(ACTOR_STREAM) else self.stream


ACTOR_STREAM = "actor:"


class Unreadable:
    """An event that is there and cannot be read: its place, its stream, and why."""

    __slots__ = ("newer", "position", "stream", "version", "why")

    def __init__(self, position: int, stream: str, version: int, why: str, *, newer: bool) -> None:
        self.position = position
        self.stream = stream
        self.version = version
        self.why = why
        self.newer = newer


def readable(item: Envelope | Unreadable) -> Envelope:
    """The envelope, for who cannot do without it. Raises `NewerError` or `UnreadableError` with the position."""
    if isinstance(item, Unreadable):
        if item.newer:
            raise NewerError(f"the event at position {item.position} ({item.stream}): {item.why}")
        raise UnreadableError(item.position, item.stream, item.why)
    return item


def microseconds(moment: datetime) -> int:
    """Microseconds since 1970, UTC. Raises `InputError` for a time without a zone."""
    if moment.tzinfo is None:
        raise InputError(f"{moment.isoformat()} has no time zone", field="recorded", remedy="give UTC: …Z")
    return (moment - _EPOCH) // timedelta(microseconds=1)


def from_microseconds(count: int) -> datetime:
    """The aware datetime, UTC, that many microseconds after 1970."""
    return _EPOCH + timedelta(microseconds=count)


def event_id(recorded_us: int, entropy: Callable[[int], bytes]) -> bytes:
    """A UUID of version 7 (RFC 9562, 5.7): time-ordered, so that the index of ids grows at its end."""
    millis = (recorded_us // 1000) & 0xFFFF_FFFF_FFFF
    random = bytearray(entropy(10))
    random[0] = 0x70 | random[0] & 0x0F
    random[2] = 0x80 | random[2] & 0x3F
    return millis.to_bytes(6, "big") + bytes(random)


class Shapes:
    """The stored shapes: which class reads a stored name, and the one-step upcasters to it.

    A stored name is a literal such as `recorded.call`; with its version it is the topic
    `recorded.call.1` that stands beside the bytes. Names are never Python paths.
    """

    def __init__(self) -> None:
        self._classes: dict[str, type[_Event]] = {}
        self._versions: dict[str, int] = {}
        self._upcasters: dict[tuple[str, int], Upcaster] = {}
        self.readers: dict[str, Callable[[bytes], Event]] = {}
        """What reads the bytes of each present topic, straight through pydantic-core."""

    def add(self, name: str, cls: type[_Event], version: int = 1) -> None:
        """Say that `cls` reads and writes `name` at `version`. A name is taken once."""
        if name in self._classes:
            raise TypeError(f"the stored name {name!r} is taken")
        self._classes[name] = cls
        self._versions[name] = version
        self.readers[f"{name}.{version}"] = cls.__pydantic_validator__.validate_json

    def upcast(self, name: str, version: int, step: Upcaster) -> None:
        """Say how data of `name` at `version` becomes data of `version + 1`."""
        if (name, version) in self._upcasters:
            raise TypeError(f"{name}.{version} already has an upcaster")
        self._upcasters[name, version] = step

    def names(self) -> frozenset[str]:
        """Every stored name."""
        return frozenset(self._classes)

    def topics(self) -> tuple[str, ...]:
        """Every topic that can be read, the older ones included."""
        older = [f"{name}.{version}" for name, version in self._upcasters]
        return tuple(sorted([*self.readers, *older]))

    def topic(self, event: Event) -> str:
        """The topic under which this event is written now."""
        name = stored_name(event)
        return f"{name}.{self._versions[name]}"

    def write(self, event: Event) -> bytes:
        """The bytes that are stored: compact JSON, absent fields left out.

        Raises `InputError` for an event that would not fit on an event line.
        """
        state: bytes = type(event).__pydantic_serializer__.to_json(event, exclude_none=True)
        if len(state) > MAX_STATE:
            raise InputError(
                f"the event has {len(state):,} bytes, over {MAX_STATE:,}", remedy="split it, or say it shorter"
            )
        return state

    def read(self, topic: str, state: bytes) -> Event:
        """The event of stored bytes, upcast to its present shape.

        Raises `NewerError` for a name or version this library does not know yet, `ValueError`
        for bytes that do not hold that shape.
        """
        reader = self.readers.get(topic)
        if reader is not None:
            return reader(state)
        name, _, digits = topic.rpartition(".")
        if name not in self._classes or not _VERSION.fullmatch(digits) or int(digits) > self._versions[name]:
            raise NewerError(f"{topic!r} was written by a newer version of this library; install that version")
        data = from_json(state)
        for version in range(int(digits), self._versions[name]):
            step = self._upcasters.get((name, version))
            if step is None:
                raise ValueError(f"no step leads from {name}.{version} to {name}.{version + 1}")
            data = step(data)
        return self._classes[name].model_validate(data)  # type: ignore[return-value]


def stored_name(event: Event) -> str:  # noqa: C901, PLR0911  (one line an event)
    """The stored name of an event: its own, and its fact's kind where it holds one."""
    match event:
        case Recorded():
            return _RECORDED[event.fact.kind]
        case Corrected():
            return _CORRECTED[event.fact.kind]
        case Corroborated():
            return "corroborated"
        case Disputed():
            return "disputed"
        case Retracted():
            return "retracted"
        case Reinstated():
            return "reinstated"
        case Linked():
            return "linked"
        case Merged():
            return "merged"
        case Redacted():
            return "redacted"
        case ActorRecorded():
            return "actor_recorded"
        case unreachable:
            assert_never(unreachable)


_RECORDED = {kind: f"recorded.{kind}" for kind in KINDS}
_CORRECTED = {kind: f"corrected.{kind}" for kind in KINDS}

SHAPES = Shapes()
for _kind in KINDS:
    SHAPES.add(f"recorded.{_kind}", Recorded)
    SHAPES.add(f"corrected.{_kind}", Corrected)
for _name, _cls in (
    ("corroborated", Corroborated),
    ("disputed", Disputed),
    ("retracted", Retracted),
    ("reinstated", Reinstated),
    ("linked", Linked),
    ("merged", Merged),
    ("redacted", Redacted),
    ("actor_recorded", ActorRecorded),
):
    SHAPES.add(_name, _cls)
