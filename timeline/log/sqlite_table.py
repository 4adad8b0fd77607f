"""The library's SQLite recorder, tuned: connections, their pool, and the table of events."""

from __future__ import annotations

import sqlite3
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from eventsourcing.sqlite import (
    SQLiteApplicationRecorder,
    SQLiteConnection,
    SQLiteConnectionPool,
    SQLiteDatastore,
)

from timeline.errors import NewerError
from timeline.log.log import RepeatedEventError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from eventsourcing.sqlite import SQLiteCursor

    from timeline.log.mapper import KeyedEvent, Row

LAYOUT = 1
"""Version of the table layout, in `PRAGMA user_version`; a higher one is a newer library's."""

APPLICATION_ID = 0x544C5331  # "TLS1": marks the file as a timeline's log
PATIENCE = 30.0  # seconds to wait for another writer
TIE = "topic GLOB 'linked.*'"


class _Connection(SQLiteConnection):
    """Begins writing transactions as writers: a deferred BEGIN fails at once under a second writer."""

    @contextmanager
    def transaction(self, *, commit: bool) -> Iterator[SQLiteCursor]:
        connection = self._sqlite_conn
        connection.execute("BEGIN IMMEDIATE" if commit else "BEGIN")
        try:
            yield connection.cursor()  # type: ignore[misc]  # the library wraps it to no purpose
            connection.execute("COMMIT" if commit else "ROLLBACK")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


class _Pool(SQLiteConnectionPool):
    def _create_connection(self) -> SQLiteConnection:
        connection = sqlite3.connect(
            self.db_name,
            uri=True,
            check_same_thread=False,
            isolation_level=None,
            cached_statements=64,
            timeout=PATIENCE,
        )
        if not self.is_sqlite_memory_mode and "mode=ro" not in self.db_name:
            _until_unlocked(connection, "PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")
            # A long read keeps the write-ahead log growing; it shrinks back afterwards.
            connection.execute(f"PRAGMA journal_size_limit={64 << 20}")
        connection.execute("PRAGMA cache_size=-16384")
        return _Connection(connection, max_age=None)


class Datastore(SQLiteDatastore):
    """The library's datastore over the tuned pool."""

    def __init__(self, db_name: str) -> None:
        self.pool = _Pool(db_name=db_name, pool_timeout=PATIENCE)
        self.single_row_tracking = True
        self.originator_id_type = "text"


class Table(SQLiteApplicationRecorder):
    """The library's recorder, with the event's id and recorded time in columns of their own."""

    INSERT = (
        "INSERT INTO stored_events"
        " (originator_id, originator_version, topic, state, event_id, recorded_us) VALUES (?,?,?,?,?,?)"
    )
    INSERT_AT = (
        "INSERT INTO stored_events (originator_id, originator_version, topic, state, event_id, recorded_us,"
        " notification_id) VALUES (?,?,?,?,?,?,?)"
    )

    def construct_create_table_statements(self) -> list[str]:
        """What makes the table, and marks the file as a timeline's."""
        # AUTOINCREMENT: a position is never used twice, not even after somebody deletes the last row.
        return [
            (
                "CREATE TABLE IF NOT EXISTS stored_events ("
                "notification_id INTEGER PRIMARY KEY AUTOINCREMENT, originator_id TEXT NOT NULL,"
                " originator_version INTEGER NOT NULL, topic TEXT NOT NULL, state BLOB NOT NULL,"
                " event_id BLOB NOT NULL UNIQUE, recorded_us INTEGER NOT NULL,"
                " UNIQUE (originator_id, originator_version))"
            ),
            f"CREATE INDEX IF NOT EXISTS stored_ties ON stored_events (notification_id) WHERE {TIE}",
            f"PRAGMA application_id={APPLICATION_ID}",
            f"PRAGMA user_version={LAYOUT}",
        ]

    def insert_keyed(self, events: Sequence[KeyedEvent], *, at_positions: bool) -> list[int]:
        """One transaction, one executemany; positions are contiguous under the write lock."""
        with self.datastore.transaction(commit=True) as cursor:
            if at_positions:
                first = min(event.position for event in events)
                cursor.execute("SELECT 1 FROM stored_events WHERE notification_id >= ? LIMIT 1", (first,))
                if cursor.fetchone():
                    raise RepeatedEventError
                cursor.executemany(
                    self.INSERT_AT,
                    [
                        (e.originator_id, e.originator_version, e.topic, e.state, e.event_id, e.recorded_us, e.position)
                        for e in events
                    ],
                )
                return [event.position for event in events]
            cursor.executemany(
                self.INSERT,
                [(e.originator_id, e.originator_version, e.topic, e.state, e.event_id, e.recorded_us) for e in events],
            )
            cursor.execute("SELECT last_insert_rowid()")
            last: int = cursor.fetchone()[0]
            return list(range(last - len(events) + 1, last + 1))


def fetched(cursor: sqlite3.Cursor, statement: str, parameters: Sequence[object]) -> list[Row]:
    """The rows that a statement selects. A text that is no UTF-8 comes with those bytes escaped."""
    try:
        return cursor.execute(statement, parameters).fetchall()
    except sqlite3.OperationalError as error:
        if "decode to UTF-8" not in str(error):
            raise
    # One damaged text; whoever maps the rows says which. Always decoding so would cost every reader.
    cursor.connection.text_factory = lambda text: text.decode(errors="backslashreplace")
    try:
        return cursor.execute(statement, parameters).fetchall()
    finally:
        cursor.connection.text_factory = str


def state_of(connection: sqlite3.Connection) -> str:
    """Whether the file is 'ours', 'empty' or 'foreign'. Raises `NewerError` for a newer layout."""
    connection.execute("BEGIN")  # one moment for the three questions: somebody may be creating it
    objects, application, layout = (
        connection.execute(question).fetchone()[0]
        for question in ("SELECT count(*) FROM sqlite_master", "PRAGMA application_id", "PRAGMA user_version")
    )
    connection.execute("ROLLBACK")
    if application == APPLICATION_ID:
        if layout > LAYOUT:
            raise NewerError(
                f"the store has layout {layout}, this library knows {LAYOUT}: it was written by a newer version;"
                " install that version"
            )
        return "ours"
    return "empty" if application == 0 and objects == 0 else "foreign"


def _until_unlocked(connection: sqlite3.Connection, statement: str) -> None:
    """SQLite's own busy time-out does not cover the change to write-ahead logging."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            connection.execute(statement)
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() > deadline:
                raise
            time.sleep(0.005)
        else:
            return
