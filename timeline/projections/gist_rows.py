"""Rows of gists that are made and not written yet, with the places where they are looked for."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from timeline.projections.gists import ActGist, StepGist, written
from timeline.projections.schema import OPEN, SEEN_SHIFT

if TYPE_CHECKING:
    import sqlite3

    from timeline.projections.gists import Gist

_DAY_US = 86_400_000_000
_EPOCH = date(1970, 1, 1).toordinal()


class GistRows:
    """What a batch changes in gists. Places are only ever added: in which order does not matter."""

    def __init__(self) -> None:
        self._rows: list[list[object]] = []
        self._standing: dict[int, list[object]] = {}
        self._closed: list[tuple[int, int, int]] = []
        self._steps: set[tuple[str, int, int, int, int, int]] = set()
        self._careers: set[tuple[str, int]] = set()
        self._aims: set[tuple[str, str, int, int, int, int, int]] = set()
        self._lives: set[tuple[str, int, int]] = set()
        self._seen: dict[tuple[str, int, int], list[tuple[int, int]]] = {}

    def turn(self, entry: int, before: Gist | None, after: Gist | None, position: int, recorded_us: int) -> None:
        """Let the gist of an entry change; it had none, or has none any more, where that is None."""
        if before is not None:
            row = self._standing.pop(entry, None)
            if row is None:
                self._closed.append((position, recorded_us, entry))
            else:
                row[3:5] = position, recorded_us
        if after is not None:
            row = [entry, position, recorded_us, OPEN, OPEN, int(after.gone), written(after)]
            self._rows.append(row)
            self._standing[entry] = row
            self._place(entry, after)

    def _place(self, entry: int, gist: Gist) -> None:
        first, last = gist.first.toordinal(), gist.last.toordinal()
        match gist:
            case StepGist():
                told = gist.told.toordinal()
                self._steps.add((gist.office, int(first < last or told < first), last, first, entry, told))
                self._careers.add((gist.person, entry))
            case ActGist():
                rest = (gist.scheme, int(gist.binds), last, first, entry, gist.told.toordinal())
                self._aims.update((target, *rest) for target in gist.targets)
                if gist.when.earliest is not None:
                    self._lives.add((gist.scheme, gist.when.earliest.toordinal(), entry))

    def see(self, scheme: str, position: int, recorded_us: int) -> None:
        """Note that something was recorded of a scheme."""
        day = recorded_us // _DAY_US + _EPOCH
        for level, bucket in ((0, day), (1, day >> SEEN_SHIFT)):
            found = self._seen.setdefault((scheme, level, bucket), [])
            if not any(earlier <= position and time <= recorded_us for earlier, time in found):
                found[:] = [item for item in found if item[0] < position or item[1] < recorded_us]
                found.append((position, recorded_us))

    def write(self, connection: sqlite3.Connection) -> None:
        """Write all of it."""
        run = connection.executemany
        run(f"UPDATE gist SET to_position = ?, to_us = ? WHERE entry = ? AND to_position = {OPEN}", self._closed)
        run("INSERT INTO gist VALUES (?, ?, ?, ?, ?, ?, ?)", self._rows)
        run("INSERT OR IGNORE INTO step VALUES (?, ?, ?, ?, ?, ?)", sorted(self._steps))
        run("INSERT OR IGNORE INTO career VALUES (?, ?)", sorted(self._careers))
        run("INSERT OR IGNORE INTO aim VALUES (?, ?, ?, ?, ?, ?, ?)", sorted(self._aims))
        run("INSERT OR IGNORE INTO life VALUES (?, ?, ?)", sorted(self._lives))
        seen = [(*key, *item) for key, items in sorted(self._seen.items()) for item in items]
        run(
            "INSERT INTO seen SELECT ?1, ?2, ?3, ?4, ?5 WHERE NOT EXISTS (SELECT 1 FROM seen"
            " WHERE scheme = ?1 AND level = ?2 AND bucket = ?3 AND position <= ?4 AND recorded_us <= ?5)",
            seen,
        )
        # What came later, at a later time, tells nothing more.
        run(
            "DELETE FROM seen WHERE scheme = ?1 AND level = ?2 AND bucket = ?3 AND position > ?4 AND recorded_us >= ?5",
            seen,
        )
