"""Rows of gists that are made and not written yet, with the places where they are looked for."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from timeline.projections.count_rows import CountRows
from timeline.projections.every_gist import gone, written
from timeline.projections.gists import ActGist, StepGist
from timeline.projections.schema import DAY_US, OPEN, SEEN_SHIFT

if TYPE_CHECKING:
    import sqlite3

    from timeline.projections.every_gist import AnyGist

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
        self._counts = CountRows()
        self._seen: dict[tuple[str, int], list[tuple[int, int]]] = {}

    def turn(self, entry: int, before: AnyGist | None, after: AnyGist | None, position: int, recorded_us: int) -> None:
        """Let the gist of an entry change; it had none, or has none any more, where that is None."""
        if before is not None:
            row = self._standing.pop(entry, None)
            if row is None:
                self._closed.append((position, recorded_us, entry))
            else:
                row[3:5] = position, recorded_us
        if after is not None:
            row = [entry, position, recorded_us, OPEN, OPEN, int(gone(after)), written(after)]
            self._rows.append(row)
            self._standing[entry] = row
            self._place(entry, after)

    def _place(self, entry: int, gist: AnyGist) -> None:
        match gist:
            case StepGist():
                first, last, told = gist.first.toordinal(), gist.last.toordinal(), gist.told.toordinal()
                self._steps.add((gist.office, int(first < last or told < first), last, first, entry, told))
                self._careers.add((gist.person, entry))
            case ActGist():
                first, last = gist.first.toordinal(), gist.last.toordinal()
                rest = (gist.scheme, int(gist.binds), last, first, entry, gist.told.toordinal())
                self._aims.update((target, *rest) for target in gist.targets)
                if gist.when.earliest is not None:
                    self._lives.add((gist.scheme, gist.when.earliest.toordinal(), entry))
            case _:
                self._counts.place(entry, gist)

    def see(self, scheme: str, position: int, recorded_us: int) -> None:
        """Note that something was recorded of a scheme."""
        _note(self._seen.setdefault((scheme, recorded_us // DAY_US + _EPOCH), []), position, recorded_us)

    def _seen_rows(self) -> list[tuple[str, int, int, int, int]]:
        """What is new of both levels."""
        months: dict[tuple[str, int], list[tuple[int, int]]] = {}
        for (scheme, day), moments in self._seen.items():
            for moment in moments:
                _note(months.setdefault((scheme, day >> SEEN_SHIFT), []), *moment)
        return sorted(
            (scheme, level, bucket, *moment)
            for level, seen in enumerate((self._seen, months))
            for (scheme, bucket), moments in seen.items()
            for moment in moments
        )

    def write(self, connection: sqlite3.Connection) -> None:
        """Write all of it."""
        run = connection.executemany
        run(f"UPDATE gist SET to_position = ?, to_us = ? WHERE entry = ? AND to_position = {OPEN}", self._closed)
        run("INSERT INTO gist VALUES (?, ?, ?, ?, ?, ?, ?)", self._rows)
        run("INSERT OR IGNORE INTO step VALUES (?, ?, ?, ?, ?, ?)", sorted(self._steps))
        run("INSERT OR IGNORE INTO career VALUES (?, ?)", sorted(self._careers))
        run("INSERT OR IGNORE INTO aim VALUES (?, ?, ?, ?, ?, ?, ?)", sorted(self._aims))
        run("INSERT OR IGNORE INTO life VALUES (?, ?, ?)", sorted(self._lives))
        self._counts.write(connection)
        seen = self._seen_rows()
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


def _note(moments: list[tuple[int, int]], position: int, recorded_us: int) -> None:
    """Take a moment in, where none tells as much already; those that it makes superfluous go."""
    for earlier, time in moments:
        if earlier <= position and time <= recorded_us:
            return
    moments[:] = [moment for moment in moments if moment[0] < position or moment[1] < recorded_us]
    moments.append((position, recorded_us))
