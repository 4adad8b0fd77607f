"""Entries from the rows of a read model: each made from its own few events, and kept a while."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypeAlias

from timeline.entry import Entry, fold
from timeline.errors import UnreadableError
from timeline.events import Envelope
from timeline.projections.read_model import DamagedRowError
from timeline.projections.schema import MOST_VERSIONS, VERSION_BITS

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

    from timeline.events import Shapes
    from timeline.projections.zones import Moment

KEPT = 1_024
"""Entries that are kept: those that people ask for again and again."""
_PART = 1_000

_EVENTS = (
    "SELECT event.id, position, recorded_us, ref, topic, state"
    f" FROM json_each(?) AS wanted CROSS JOIN event ON event.id BETWEEN wanted.value << {VERSION_BITS}"
    f" AND (wanted.value << {VERSION_BITS}) + {MOST_VERSIONS - 1}"
)

Stored: TypeAlias = tuple[int, int, int, str | None, str, bytes]
"""Key (entry and version), position, recorded (microseconds), the ref where it is the first, topic, state."""


class Shelf:
    """Makes entries and keeps the last of them. An event never changes, so neither does what it ended."""

    def __init__(self, shapes: Shapes) -> None:
        self._shapes = shapes
        self._kept: dict[int, Entry] = {}
        self._opened = -1

    def entries(
        self, connection: sqlite3.Connection, opened: int, ids: Sequence[int], known: Moment
    ) -> dict[int, Entry]:
        """The entries of these ids as they were known, by id. `opened` tells one database from another."""
        if opened != self._opened:
            self._opened, self._kept = opened, {}
        found: dict[int, Entry] = {}
        for start in range(0, len(ids), _PART):
            rows = connection.execute(_EVENTS, (json.dumps(ids[start : start + _PART]),)).fetchall()
            found |= self._folded(rows, known)
        return found

    def _folded(self, rows: Sequence[Stored], known: Moment) -> dict[int, Entry]:
        found: dict[int, Entry] = {}
        for stream in _streams(rows, known):
            last = stream[-1][0]
            entry = self._kept.get(last)
            if entry is None:
                entry = self._kept[last] = self._made(stream)
                if len(self._kept) > KEPT:
                    del self._kept[next(iter(self._kept))]
            found[last >> VERSION_BITS] = entry
        return found

    def _made(self, stream: Sequence[Stored]) -> Entry:
        ref = stream[0][3] or ""
        try:
            entry = fold(
                Envelope(
                    position, ref, key & MOST_VERSIONS - 1, topic, b"", recorded_us, self._shapes.read(topic, state)
                )
                for key, position, recorded_us, _, topic, state in stream
            )
        except (ValueError, TypeError, KeyError, UnreadableError) as error:
            raise DamagedRowError(str(error)) from None
        assert entry is not None
        return entry


def _streams(rows: Sequence[Stored], known: Moment) -> Iterator[list[Stored]]:
    """The events of each entry as far as they were known; entries of which nothing was known are left out."""
    stream: list[Stored] = []
    of, more = -1, True
    for row in rows:
        entry = row[0] >> VERSION_BITS
        if entry != of:
            if stream:
                yield stream
            stream, of, more = [], entry, True
        # Recorded times never go back in a stream: what comes behind an unknown event is unknown too.
        more = more and row[1] <= known.position and row[2] < known.before_us
        if more:
            stream.append(row)
    if stream:
        yield stream
