"""Since when anything stood on a day: so that a look into the past passes over what came later at once."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from timeline.projections.schema import ZONE_SHIFT

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator


class Moment(NamedTuple):
    """Events up to a position and recorded before a time were known."""

    position: int
    before_us: int


class Zones:
    """The zones of a read model as they were when it was asked for them: some hundred, for a span of years."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        rows = connection.execute(
            "SELECT bucket, position, recorded_us FROM zone WHERE level = 1 ORDER BY bucket"
        ).fetchall()
        self._rows: list[tuple[int, int, int]] = rows
        # Nothing in a zone or before it is newer than these.
        self._position = list(accumulate((row[1] for row in rows), max))
        self._recorded_us = list(accumulate((row[2] for row in rows), max))

    def known(self, connection: sqlite3.Connection, first: int, last: int, known: Moment) -> Iterator[tuple[int, int]]:
        """The days, latest first, on which anything was known: `first` to `last` without what came later."""
        at = len(self._rows) - 1
        while at >= 0:
            bucket = self._rows[at][0]
            if bucket << ZONE_SHIFT > last or not self._is_known(at, known):
                at -= 1
                continue
            top = self._top(connection, bucket, last, known)
            at = self._newer_below(at, known)
            bottom = self._rows[at][0] + 1 << ZONE_SHIFT if at >= 0 else 0
            if top >= first:
                yield max(first, bottom), top
            if bottom <= first:
                return

    def _is_known(self, at: int, known: Moment) -> bool:
        _, position, recorded_us = self._rows[at]
        return position <= known.position and recorded_us < known.before_us

    def _newer_below(self, at: int, known: Moment) -> int:
        """The next earlier zone of which nothing was known; -1 where there is none."""
        while self._is_known(at, known):
            if self._position[at] <= known.position and self._recorded_us[at] < known.before_us:
                return -1
            at -= 1
        return at

    def _top(self, connection: sqlite3.Connection, bucket: int, last: int, known: Moment) -> int:
        """The last day in a zone on which anything was known; the day before the zone where that lies behind."""
        begin = bucket << ZONE_SHIFT
        (day,) = connection.execute(
            "SELECT max(bucket) FROM zone WHERE level = 0 AND bucket BETWEEN ? AND ?"
            " AND position <= ? AND recorded_us < ?",
            (begin, min(last, begin + (1 << ZONE_SHIFT) - 1), *known),
        ).fetchone()
        return begin - 1 if day is None else int(day)
