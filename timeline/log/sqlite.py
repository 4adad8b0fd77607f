"""The log on SQLite: one file, write-ahead logging, every append on the disk when it returns.

Reading and writing have connection pools of their own, because in the library's pool a reader
queues behind waiting writers.
"""

from __future__ import annotations

import errno
import os
import sqlite3
import time
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, cast
from urllib.parse import quote, unquote

from eventsourcing.persistence import PersistenceError

from timeline.errors import FullError, StoreError, UnreachableError
from timeline.log.log import RepeatedEventError, StreamMovedError
from timeline.log.mapper import head
from timeline.log.sqlite_table import PATIENCE, TIE, Datastore, Table, fetched, state_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from timeline.log.log import Following
    from timeline.log.mapper import KeyedEvent, Row

_MEMORIES = count(1)
_COLUMNS = "notification_id, originator_id, originator_version, topic, state, event_id, recorded_us"
_BOUND = 500  # names in one statement
_FULL = ("SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_IOERR_SHMSIZE")  # a quota shows as a failed write


class SQLiteRecorder:
    """Rows in an SQLite file, created (mode 0600) by the first append."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.in_memory = url in ("sqlite://", "sqlite:///:memory:")
        if self.in_memory:
            self.path = Path(f"timeline-{os.getpid()}-{next(_MEMORIES)}")
            self._place = "the store in memory"
            self._name = f"file:{self.path}?mode=memory&cache=shared"
        else:
            if not url.startswith("sqlite:///") or "?" in url or "\0" in unquote(url):
                raise UnreachableError("an SQLite store is written sqlite:///file.db or sqlite:////absolute/file.db")
            given = Path(unquote(url.removeprefix("sqlite:///")))
            self._place = str(given)  # as messages say it
            self.path = given.absolute()  # wherever the process goes
            self._file = f"file:{quote(str(self.path))}"
            self._name = f"{self._file}?mode=rw"
        whole = self.path.absolute().resolve()
        self.address = f"sqlite:{whole}"
        self.beside = None if self.in_memory else whole.with_name(f"{whole.name}.views")
        self._unchanged: tuple[bool, int, int, int] | None = None  # of a file opened as one that nobody writes
        self._tables: tuple[Table, Table] | None = None
        self._closed = False
        if self.in_memory:
            self._create()
        elif not self.exists() and not self.path.parent.is_dir():
            raise UnreachableError(f"{self.path.parent} is no directory; create it, or give another place")

    def exists(self) -> bool:
        """Whether the store has been created."""
        return self._opened() is not None

    def _opened(self) -> tuple[Table, Table] | None:
        """What writes and what reads, opened now if they were not before; None for a store not created yet."""
        if self._closed:
            raise UnreachableError(f"{self.url} was closed; open it again")
        if self._unchanged is not None:
            with self.failing():
                if self._unchanged != self._stamp():
                    self._let_go()
        if self._tables is None and self._is_ours():
            self._tables = Table(Datastore(self._name)), Table(Datastore(self._name))
        return self._tables

    def _is_ours(self) -> bool:
        """Whether a log is there, or nothing yet. Leaves the file of somebody else as it is."""
        with self.failing():
            if not self.path.exists():
                return False
            state = self._found()
        if state == "foreign":
            raise UnreachableError(f"{self._place} is an SQLite file, but no timeline's; give another file")
        return state == "ours"

    def _found(self) -> str:
        """What the file is; found for reading only where the file or its directory may not be written."""
        self._name, self._unchanged = f"{self._file}?mode=rw", None
        try:
            return self._looked_at()
        except sqlite3.OperationalError as error:
            if not error.sqlite_errorname.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY")):
                raise
            self._name = f"{self._file}?mode=ro"
            if self._stamp()[0]:  # a write-ahead log: it has to be read, too
                return self._looked_at()
            # Nobody has it open for writing. Should somebody begin to, the stamp says so.
            self._name, self._unchanged = f"{self._name}&immutable=1", self._stamp()
            return self._looked_at()

    def _looked_at(self) -> str:
        with closing(sqlite3.connect(self._name, uri=True, isolation_level=None, timeout=PATIENCE)) as connection:
            return state_of(connection)

    def _stamp(self) -> tuple[bool, int, int, int]:
        """What changes when somebody writes to the file."""
        now = self.path.stat()
        return Path(f"{self.path}-wal").exists(), now.st_ino, now.st_size, now.st_mtime_ns

    def _create(self) -> tuple[Table, Table]:
        with self.failing():
            if not self.in_memory:
                os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))
            writer = Table(Datastore(self._name))
            # In memory one pool has to do: the library keeps readers and the writer apart there.
            reader = writer if self.in_memory else Table(Datastore(self._name))
            with writer.datastore.transaction(commit=True) as cursor:
                for statement in writer.create_table_statements:
                    cursor.execute(statement)
        self._tables = writer, reader
        return self._tables

    @contextmanager
    def failing(self) -> Iterator[None]:
        """Say in the timeline's words what went wrong in SQLite's."""
        try:
            yield
        except sqlite3.IntegrityError as error:
            if "originator_id" in str(error):
                raise StreamMovedError from None
            raise RepeatedEventError from None
        except (sqlite3.Error, PersistenceError, OSError) as error:
            raise self._explained(error) from error

    def _explained(self, error: Exception) -> StoreError:
        text = str(error)
        name = getattr(error, "sqlite_errorname", "")
        where = self._place
        if name in _FULL or (isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)):
            return FullError(f"{where} could not be written ({text}); make room, then repeat: nothing was stored")
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            return UnreachableError(f"{where} is held by another writer for over {PATIENCE:.0f} s; try again")
        if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
            return UnreachableError(f"{where} is damaged or no SQLite file ({text}); restore it from a backup")
        return UnreachableError(f"{where} cannot be opened ({text}); check the place and its rights")

    def insert(self, events: Sequence[KeyedEvent], *, at_positions: bool) -> list[int]:
        """Store all or none; see `Recorder`."""
        writer, _ = self._opened() or self._create()
        with self.failing():
            return writer.insert_keyed(events, at_positions=at_positions)

    def _rows(self, statement: str, *parameters: object) -> list[Row]:
        tables = self._opened()
        if tables is None:
            return []
        with self.failing(), tables[1].datastore.transaction(commit=False) as cursor:
            return fetched(cast("sqlite3.Cursor", cursor), statement, parameters)

    def after(self, position: int, limit: int, upto: int | None) -> list[Row]:
        """The rows after a position."""
        until, bounds = ("", ()) if upto is None else (" AND notification_id <= ?", (upto,))
        return self._rows(
            f"SELECT {_COLUMNS} FROM stored_events WHERE notification_id > ?{until} ORDER BY notification_id LIMIT ?",
            position,
            *bounds,
            limit,
        )

    def of(self, streams: Sequence[str]) -> list[Row]:
        """All rows of these streams."""
        rows: list[Row] = []
        for names in _in_parts(streams):
            rows += self._rows(f"SELECT {_COLUMNS} FROM stored_events WHERE originator_id IN ({_marks(names)})", *names)
        return sorted(rows)

    def starting(self, prefix: str, after: int) -> list[Row]:
        """All rows after a position of the streams whose names start so."""
        return sorted(
            self._rows(
                f"SELECT {_COLUMNS} FROM stored_events WHERE originator_id >= ? AND originator_id < ?"
                " AND notification_id > ?",
                prefix,
                prefix[:-1] + chr(ord(prefix[-1]) + 1),
                after,
            )
        )

    def heads(self, streams: Sequence[str]) -> dict[str, tuple[int, int]]:
        """Version and recorded time of the last event of each stream."""
        found: dict[str, tuple[int, int]] = {}
        for names in _in_parts(streams):
            rows = self._rows(
                "SELECT notification_id, originator_id, max(originator_version), recorded_us FROM stored_events"
                f" WHERE originator_id IN ({_marks(names)}) GROUP BY originator_id",
                *names,
            )
            found |= {stream: head(position, stream, version, us) for position, stream, version, us in rows}  # type: ignore[misc]
        return found

    def tied(self, mark: bytes) -> list[Row]:
        """The rows of ties whose bytes hold the mark."""
        return self._rows(
            f"SELECT {_COLUMNS} FROM stored_events WHERE {TIE} AND instr(state, ?) ORDER BY notification_id", mark
        )

    def known(self, event_ids: Sequence[bytes]) -> set[bytes]:
        """Which of these event ids are in the log."""
        found: set[bytes] = set()
        for ids in _in_parts(event_ids):
            rows = self._rows(f"SELECT event_id FROM stored_events WHERE event_id IN ({_marks(ids)})", *ids)
            found |= {row[0] for row in rows}  # type: ignore[misc]
        return found

    def last(self) -> int:
        """The last position."""
        rows = self._rows("SELECT max(notification_id) FROM stored_events")
        return (rows[0][0] or 0) if rows else 0

    def following(self) -> Following:
        """Watches the file's data version, which every commit of another connection moves."""
        return _Watch(self)

    def close(self) -> None:
        """Let go of every connection."""
        self._closed = True
        self._let_go()

    def _let_go(self) -> None:
        if self._tables is not None:
            for table in self._tables:
                table.datastore.close()
            self._tables = None

    @property
    def is_watchable(self) -> bool:
        """Whether SQLite tells of other connections' commits; else only the last position does."""
        return not self.in_memory and self._unchanged is None

    def watch(self) -> sqlite3.Connection | None:
        """A connection for `PRAGMA data_version`, which tells of other connections' commits only."""
        if not self.exists():
            return None
        with self.failing():
            return sqlite3.connect(self._name, uri=True, isolation_level=None, check_same_thread=False)


class _Watch:
    """Asks for the data version every few milliseconds (6 µs a time)."""

    STEP = 0.004

    def __init__(self, recorder: SQLiteRecorder) -> None:
        self._recorder = recorder
        self._connection: sqlite3.Connection | None = None
        self._seen: int | None = None

    def wait(self, seconds: float) -> bool:
        deadline = time.monotonic() + seconds
        while not self._moved() and time.monotonic() < deadline:
            time.sleep(self.STEP)
        return True

    def _moved(self) -> bool:
        if not self._recorder.is_watchable:
            now = self._recorder.last()
        else:
            if self._connection is None:
                self._connection = self._recorder.watch()
            if self._connection is None:
                return False
            with self._recorder.failing():
                now = self._connection.execute("PRAGMA data_version").fetchone()[0]
        # The first look also counts: something may have come between the last read and now.
        moved, self._seen = now != self._seen, now
        return moved

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()


def _in_parts(keys: Sequence[str] | Sequence[bytes]) -> Iterator[list[object]]:
    for start in range(0, len(keys), _BOUND):
        yield list(keys[start : start + _BOUND])


def _marks(keys: Sequence[object]) -> str:
    return ",".join("?" * len(keys))
