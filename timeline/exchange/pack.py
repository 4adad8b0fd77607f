"""The shipped pack brought into a store: what the store has not seen is added, nothing is overridden.

Events are told apart by their ids, which stay the same in every edition of the pack. A stream
that has moved on differently in this store keeps what it has: the first event that does not fit
is reported, and it is skipped together with the later events of its stream.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from timeline.errors import ConflictError
from timeline.events import Envelope
from timeline.log import RepeatedEventError, StreamMovedError
from timeline.log.lines import read_line
from timeline.shipped import shipped_files

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timeline.events import Event
    from timeline.log import Log
    from timeline.log.mapper import KeyedEvent, Row
    from timeline.timeline import Timeline

_ATTEMPTS = 20


class Conflict(NamedTuple):
    """An event of the pack that does not fit what the store holds; `skipped` counts it and what follows it."""

    ref: str
    version: int
    why: str
    skipped: int


class Update(NamedTuple):
    """How many events were added, how many were there already, and what does not fit."""

    added: int
    present: int
    conflicts: tuple[Conflict, ...]


class _Packed(NamedTuple):
    stored: KeyedEvent
    event: Event


def update(timeline: Timeline, lines: Iterable[bytes] | None = None) -> Update:
    """Add the events of the shipped pack (or of these lines) that the store has not seen, in one transaction.

    Nothing in the store is changed. Doing it twice adds nothing. Two processes doing it at once
    both succeed. Raises `StoreError`, and `InputError` for a damaged pack.
    """
    streams = _read(_shipped() if lines is None else lines)
    for _ in range(_ATTEMPTS):
        new, present, conflicts = _compared(timeline.log, streams)
        try:
            # Into an unwritten store the pack goes as it is, positions included.
            timeline.log.append_stored(new, at_positions=timeline.log.position() == 0)
        except (StreamMovedError, RepeatedEventError):
            continue
        return Update(len(new), present, tuple(conflicts))
    raise ConflictError(f"other writers were faster {_ATTEMPTS} times; try again")


def _shipped() -> list[bytes]:
    return [line for path in shipped_files() for line in path.read_bytes().splitlines() if line.strip()]


def _read(lines: Iterable[bytes]) -> dict[str, list[_Packed]]:
    """The pack's events by stream, in order; a place in a stream is its version."""
    streams: dict[str, list[_Packed]] = {}
    for number, line in enumerate(lines, 1):
        packed = _Packed(*read_line(line, f"line {number} of the pack"))
        streams.setdefault(str(packed.stored.originator_id), []).append(packed)
    return streams


def _compared(log: Log, streams: dict[str, list[_Packed]]) -> tuple[list[KeyedEvent], int, list[Conflict]]:
    """What is to be added, in the pack's order, how much is there, and what does not fit."""
    held: dict[str, list[Row]] = {}
    for held_row in log.recorder.of(list(streams)):
        held.setdefault(held_row[1], []).append(held_row)
    elsewhere = log.recorder.known([packed.stored.event_id for events in streams.values() for packed in events])
    new: list[KeyedEvent] = []
    present = 0
    conflicts: list[Conflict] = []
    for stream, events in streams.items():
        rows = held.get(stream, [])
        by_id = {bytes(row[5]): row for row in rows}
        for version, packed in enumerate(events, 1):
            row = by_id.get(packed.stored.event_id)
            why = _misfit(log, packed, row, len(rows), version, packed.stored.event_id in elsewhere)
            if why:
                conflicts.append(Conflict(stream, version, why, len(events) - version + 1))
                break
            if row is None:
                new.append(replace(packed.stored, originator_version=version))
            else:
                present += 1
    return sorted(new, key=lambda event: event.position), present, conflicts


def _misfit(log: Log, packed: _Packed, row: Row | None, height: int, version: int, elsewhere: bool) -> str:
    """Why an event of the pack cannot stand at this version of its stream; empty where it can."""
    if row is not None:
        return (
            ""
            if row[2] == version and _same(log, packed, row)
            else f"the event {row[0]} with the same id says something else here"
        )
    if elsewhere:
        return "an event with this id stands in another stream here"
    # Rows up to here are the pack's own; one more means that this store went another way.
    return f"this store has another event as version {version}" if height >= version else ""


def _same(log: Log, packed: _Packed, row: Row) -> bool:
    """Whether a row holds the pack's event: byte for byte, or written with its defaults spelled out."""
    _, _, _, topic, state, _, recorded_us = row
    if recorded_us != packed.stored.recorded_us:
        return False
    if topic == packed.stored.topic and bytes(state) == packed.stored.state:
        return True
    held = log.mapper.envelope(row)
    return isinstance(held, Envelope) and held.event == packed.event
