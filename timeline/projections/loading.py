"""A whole log into an empty read model, in bulk: in large batches, indexes last.

The rows are those that the projector makes event by event; only the order of writing differs.
Streams are remembered for a while; events that come later than that are put aside, and taken in
at the end, entry by entry. So memory stays the same however long the log is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.events import ACTOR_STREAM, Corroborated, Envelope, Recorded, Redacted
from timeline.projections.projector import Projector, is_of_actor, latest_of
from timeline.projections.schema import END, INDEXES, MOST_VERSIONS, create

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from timeline.log import Log
    from timeline.log.mapper import Row

_PAGE = 500
_BATCH = 8_000  # entries and corrections that are indexed at once
_REMEMBERED = 40_000  # streams
_PLAIN = (Corroborated, Redacted)
"""Events that change nothing an entry is found by."""


def load(
    connection: sqlite3.Connection, scratch: Path, log: Log, upto: int, progress: Callable[[int], None] | None = None
) -> None:
    """Fill an empty database with the log up to a position. The scratch file is left to the caller to remove."""
    connection.execute("ATTACH ? AS scratch", (str(scratch),))
    connection.execute("PRAGMA scratch.journal_mode=OFF")
    connection.execute("PRAGMA scratch.synchronous=OFF")
    connection.execute("BEGIN")
    create(connection, indexes=False)
    connection.execute("INSERT INTO mark (mark, rank) VALUES ('automerge', 0)")
    connection.execute(
        "CREATE TABLE scratch.later"
        " (position INTEGER PRIMARY KEY, stream, version, topic, state, event_id, recorded_us, plain)"
    )
    projector = Projector(connection, log.mapper)
    projector.begin()
    known = (item for item in log.starting(ACTOR_STREAM) if isinstance(item, Envelope) and item.position <= upto)
    projector.know(known, 0)
    last = _begin(connection, projector, log, upto, progress)
    for index in INDEXES:
        connection.execute(index)
    _go_on(connection, projector, log)
    if last:
        projector.stamp(*last)
    connection.execute("INSERT INTO mark (mark) VALUES ('optimize')")
    connection.execute("INSERT INTO mark (mark, rank) VALUES ('automerge', 4)")
    connection.execute("COMMIT")
    connection.execute("DETACH scratch")


def _begin(
    connection: sqlite3.Connection,
    projector: Projector,
    log: Log,
    upto: int,
    progress: Callable[[int], None] | None,
) -> tuple[int, bytes, int] | None:
    """Take in all but what goes on with a stream that was forgotten. Gives the last position, its id and time."""
    last, latest, done = None, -END, 0
    for rows in log.pages(0, upto, _PAGE):
        later: list[tuple[object, ...]] = []
        for row, item in zip(rows, log.mapper.envelopes(rows), strict=True):
            if is_of_actor(row):
                continue
            event = item.event if isinstance(item, Envelope) else None
            if (row[2] == 1 and isinstance(event, Recorded)) or projector.goes_on(item):
                projector.take(row, item)
            else:
                later.append((*row, isinstance(event, _PLAIN)))
        connection.executemany("INSERT INTO scratch.later VALUES (?, ?, ?, ?, ?, ?, ?, ?)", later)
        if len(projector.pending.marks) >= _BATCH:
            projector.write()
            projector.forget(_REMEMBERED)
        last, latest = rows[-1], max(latest, latest_of(rows))
        done += len(rows)
        if progress:
            progress(done)
    projector.write()
    projector.forget()
    return (last[0], last[5], latest) if last else None


def _go_on(connection: sqlite3.Connection, projector: Projector, log: Log) -> None:
    """Take in what was put aside, entry by entry, so that each is written where it lies."""
    connection.execute(
        "CREATE TABLE scratch.turn AS SELECT later.position FROM scratch.later"
        " LEFT JOIN entry ON entry.ref = later.stream ORDER BY entry.id, later.position"
    )
    for rows in _aside(connection):
        projector.prepare(list(dict.fromkeys(row[1] for row, _ in rows)))
        for row, plain in rows:
            stream = projector.standing(row[1]) if plain else None
            fits = stream and stream.number < row[0] and stream.version + 1 == row[2] < MOST_VERSIONS
            if stream and fits and stream.gist is None:
                projector.go_on(stream, row)
            else:
                projector.take(row, log.mapper.envelope(row))
        projector.write()
        projector.forget()


def _aside(connection: sqlite3.Connection) -> Iterator[list[tuple[Row, bool]]]:
    cursor = connection.execute(
        "SELECT later.position, stream, version, topic, state, event_id, recorded_us, plain"
        " FROM scratch.turn JOIN scratch.later ON later.position = turn.position ORDER BY turn.rowid"
    )
    while found := cursor.fetchmany(2_000):
        yield [(row[:7], bool(row[7])) for row in found]
