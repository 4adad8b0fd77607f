"""Between an envelope and what `eventsourcing` stores: one step each way, no detour through dicts.

The stock mapper builds broken pydantic models and the documented pydantic mapper never upcasts,
so bytes go straight from and to pydantic-core through `Shapes`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NoReturn, TypeAlias, cast

from eventsourcing.persistence import Mapper, StoredEvent, Transcoder
from pydantic import ValidationError

from timeline.errors import NewerError, UnreadableError
from timeline.events import SHAPES, Envelope, Unreadable, microseconds
from timeline.refusals import show, show_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from eventsourcing.domain import DomainEventProtocol

    from timeline.events import Event, Shapes

Row: TypeAlias = tuple[int, str, int, str, bytes, bytes, int]
"""position, stream, version, topic, state, event id, recorded (microseconds)."""

TOPIC = re.compile(r"([a-z_]+)(?:\.[a-z_]+)?\.(0|[1-9][0-9]{0,5})")
"""A stored name and its version."""

# Wider than today's refs and `actor:`, so that streams of a newer library stay readable.
_PLAIN = re.compile(r"[a-z0-9_:-]{1,100}").fullmatch
# What an event line may say, in any zone; every moment between can be shown in any zone, too.
_FIRST_US = microseconds(datetime(1, 12, 31, tzinfo=UTC))
_END_US = microseconds(datetime(9999, 1, 2, tzinfo=UTC))
_ID_BYTES = 16


def damage(row: Row) -> str:
    """What is wrong with the columns beside the state, in words; empty where they hold what they should.

    A disk, or a stranger, can put anything into them: SQLite keeps a text where a number should be.
    """
    position, stream, version, topic, _, event_id, recorded_us = row
    if (
        type(stream) is str
        and _PLAIN(stream)
        and type(event_id) is bytes
        and len(event_id) == _ID_BYTES
        and type(recorded_us) is int
        and _FIRST_US <= recorded_us < _END_US
        and type(version) is int
        and version > 0
        and type(topic) is str
        and position > 0
    ):
        return ""  # every event that is read comes by here
    return _wrong(row)


def _wrong(row: Row) -> str:
    position, stream, version, topic, _, event_id, recorded_us = row
    wrong = (
        (type(stream) is str and _PLAIN(stream), "its stream is no name of an entry or actor"),
        (type(event_id) is bytes and len(event_id) == _ID_BYTES, "its id is none"),
        (_is_moment(recorded_us), f"{show(recorded_us)} is no time at which it was recorded"),
        (type(topic) is str, f"{show(topic)} is no stored name of an event"),
        (type(version) is int and version > 0, f"{show(version)} is no version"),
        (False, f"{show(position)} is no position"),
    )
    return next(why for sound, why in wrong if not sound)


def shown_stream(stream: object) -> str:
    """A stream's name on one line; what is no name never looks like one."""
    return show_name(stream) if isinstance(stream, str) else show(stream)


def head(position: int, stream: str, version: object, recorded_us: object) -> tuple[int, int]:
    """Version and recorded time of the last event of a stream; 0 for a time that is none.

    Raises `UnreadableError` for a version that is none: nothing can follow on it.
    """
    if type(version) is not int or version <= 0:
        raise UnreadableError(position, stream, f"{show(version)} is no version")
    return version, recorded_us if type(recorded_us) is int and _is_moment(recorded_us) else 0


def _is_moment(recorded_us: object) -> bool:
    return type(recorded_us) is int and _FIRST_US <= recorded_us < _END_US


@dataclass(frozen=True)
class KeyedEvent(StoredEvent):
    """A stored event with its own id and recorded time, which stand in columns of their own."""

    event_id: bytes
    recorded_us: int
    position: int = 0


class _NoTranscoder(Transcoder):
    """The mapper's base class wants one; nothing here goes through it."""

    def encode(self, obj: object) -> NoReturn:  # noqa: ARG002
        raise TypeError("events are written by their shapes")

    def decode(self, data: bytes) -> NoReturn:  # noqa: ARG002
        raise TypeError("events are read by their shapes")


class EventMapper(Mapper[str]):
    """Envelopes to stored events and back."""

    def __init__(self, shapes: Shapes = SHAPES) -> None:
        super().__init__(_NoTranscoder())
        self.shapes = shapes

    def to_stored_event(self, domain_event: DomainEventProtocol[str]) -> KeyedEvent:
        """What is stored of an envelope."""
        envelope = cast("Envelope", domain_event)
        return KeyedEvent(
            envelope.stream,
            envelope.version,
            envelope.topic,
            self.shapes.write(envelope.event),
            envelope.id_bytes,
            envelope.recorded_us,
            envelope.position,
        )

    def to_domain_event(self, stored_event: StoredEvent) -> DomainEventProtocol[str]:
        """The envelope of a stored event. Raises `ValueError` or `NewerError` where it cannot be read."""
        stored = cast("KeyedEvent", stored_event)
        envelope = Envelope(
            stored.position,
            cast("str", stored.originator_id),
            stored.originator_version,
            stored.topic,
            stored.event_id,
            stored.recorded_us,
            self.shapes.read(stored.topic, stored.state),
        )
        return cast("DomainEventProtocol[str]", envelope)

    def envelopes(self, rows: Iterable[Row]) -> Iterator[Envelope | Unreadable]:
        """The envelope of each row: what `envelope` gives, with next to nothing between the bytes and pydantic."""
        readers, plain, first_us, end_us = self.shapes.readers, _PLAIN, _FIRST_US, _END_US
        for row in rows:
            position, stream, version, topic, state, event_id, recorded_us = row
            try:
                event = readers[topic](state)
                # `damage` in place: a call for each of a million events would be felt.
                sound = (
                    plain(stream)
                    and first_us <= recorded_us < end_us
                    and version > 0 < position
                    and type(event_id) is bytes
                    and len(event_id) == _ID_BYTES
                    and type(recorded_us) is type(version) is int
                )
            except (ValueError, TypeError, KeyError):
                sound = False  # an older shape, or something that cannot be read
            if sound:
                yield Envelope(position, stream, version, topic, event_id, recorded_us, event)
            else:
                yield self.envelope(row)

    def envelope(self, row: Row) -> Envelope | Unreadable:
        """The envelope of a row, or what can be said of one that cannot be read."""
        position, stream, version, topic, state, event_id, recorded_us = row
        why = damage(row)
        if why:
            return Unreadable(position, shown_stream(stream), version if type(version) is int else 0, why, newer=False)
        try:
            event: Event = self.shapes.read(topic, state)
        except NewerError as error:
            if TOPIC.fullmatch(topic):
                return Unreadable(position, stream, version, str(error), newer=True)
            return Unreadable(position, stream, version, f"{show(topic)} is no stored name of an event", newer=False)
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            at = ".".join(str(part) for part in first["loc"])
            return Unreadable(position, stream, version, f"{at or topic}: {first['msg']}", newer=False)
        except (ValueError, TypeError, KeyError) as error:
            return Unreadable(position, stream, version, f"{topic}: {error}", newer=False)
        return Envelope(position, stream, version, topic, event_id, recorded_us, event)
