"""Rows of a read model that are made and not written yet: many are written at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from timeline.projections.gist_rows import GistRows
from timeline.projections.schema import DAY_US, OPEN, VERSION_BITS, ZONE_SHIFT
from timeline.projections.standing import BEGUN, Standing

if TYPE_CHECKING:
    import sqlite3

    from timeline.log.mapper import Row
    from timeline.projections.every_gist import AnyGist
    from timeline.projections.marks import Face


@dataclass(slots=True)
class Stream:
    """Where an entry's stream stands. `key` is that of its present face, `gist` its present gist if it has one.

    `kind` is the number of its kind.
    """

    id: int
    ref: str
    number: int
    version: int
    key: int
    kind: int
    standing: Standing = BEGUN
    gist: AnyGist | None = None


class Pending:
    """What a batch changes."""

    def __init__(self) -> None:
        self.begun: dict[int, Stream] = {}
        self.continued: dict[int, Stream] = {}
        self.marks: list[tuple[int, str]] = []
        self.words: set[str] = set()
        self._events: list[tuple[int, int, int, str | None, str, bytes]] = []
        self._faces: list[list[int]] = []
        self._standing: dict[int, list[int]] = {}
        self._closed: list[tuple[int, int, int]] = []
        self.gists = GistRows()
        self._days: dict[int, tuple[int, int]] = {}
        self._ties: list[tuple[str, str, int]] = []
        self._recorded: dict[int, tuple[int, int]] = {}
        self._spread = self._beginless = 0

    def keep(self, stream: Stream, row: Row) -> None:
        """Keep an event, after which the stream stands as it does."""
        if stream.id not in self.begun:
            self.continued[stream.id] = stream
        ref = row[1] if row[2] == 1 else None
        day = row[6] // DAY_US
        first, last = self._recorded.get(day, (row[0], row[0]))
        self._recorded[day] = min(first, row[0]), max(last, row[0])
        self._events.append((stream.id << VERSION_BITS | row[2], row[0], row[6], ref, row[3], row[4]))

    def show(self, stream: Stream, latest: int, position: int, recorded_us: int) -> None:
        """Let an entry stand under its key from now on, or be gone under it; `latest` is the last day of its face."""
        standing = stream.standing
        row = [
            stream.key, position, recorded_us, OPEN, OPEN, int(standing.gone), latest, stream.kind, standing.status,
        ]  # fmt: skip
        self._faces.append(row)
        self._standing[stream.key] = row

    def close(self, key: int, position: int, recorded_us: int) -> int | None:
        """End what stands under a key; give the last day of its face where that is told here."""
        row = self._standing.pop(key, None)
        if row is None:
            self._closed.append((position, recorded_us, key))
            return None
        row[3:5] = position, recorded_us
        return row[6]

    def mark(self, key: int, face: Face, position: int, recorded_us: int) -> None:
        """Let a new face be found."""
        self.marks.append((key, face.text))
        self.words |= face.words
        self._spread += face.spread
        self._beginless += face.beginless
        first = self._days.get(face.day)
        self._days[face.day] = (
            (position, recorded_us) if first is None else (min(position, first[0]), min(recorded_us, first[1]))
        )

    def tie(self, target: str, kind: str, stream: Stream) -> None:
        """Keep that an entry was tied to another."""
        self._ties.append((target, kind, stream.id))

    def write(self, connection: sqlite3.Connection, entries: int) -> None:
        """Write all but the words. `entries` is how many there have ever been."""
        run = connection.executemany
        run(
            "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [(s.id, s.ref, s.number, s.version, s.key, s.kind, *s.standing) for s in self.begun.values()],
        )
        run(
            "UPDATE entry SET version = ?, face = ?, kind = ?, status = ?, disputed = ? WHERE id = ?",
            [(s.version, s.key, s.kind, *s.standing, s.id) for s in self.continued.values()],
        )
        run("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?)", self._events)
        run(f"UPDATE face SET to_position = ?, to_us = ? WHERE key = ? AND to_position = {OPEN}", self._closed)
        run("INSERT INTO face VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", self._faces)
        self.gists.write(connection)
        run("INSERT OR IGNORE INTO tie VALUES (?, ?, ?)", self._ties)
        run(
            "INSERT INTO recorded VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET"
            " first = min(first, excluded.first), last = max(last, excluded.last)",
            [(day, *span) for day, span in self._recorded.items()],
        )
        run("INSERT INTO mark (rowid, text) VALUES (?, ?)", sorted(self.marks))  # the index wants rising keys
        run(
            "INSERT INTO zone VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET"
            " position = min(position, excluded.position), recorded_us = min(recorded_us, excluded.recorded_us)",
            [
                (level, day >> shift, *first)
                for day, first in sorted(self._days.items())
                for level, shift in ((0, 0), (1, ZONE_SHIFT))
            ],
        )
        connection.execute(
            "UPDATE state SET entries = ?, spread = spread + ?, beginless = beginless + ?",
            (entries, self._spread, self._beginless),
        )
