"""One read model that is open: a database, what fills it, and up to where it is filled."""

from __future__ import annotations

import os
import sqlite3
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import quote

from timeline.projections.loading import load
from timeline.projections.projector import Projector
from timeline.projections.schema import APPLICATION_ID, LAYOUT, create

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from timeline.log import Log
    from timeline.log.mapper import Row

BATCH = 500
"""Events of one transaction, at most."""
SLICE = 0.05
"""Seconds that a transaction may take, whatever is left of its batch."""

_BULK = ("page_size=8192", "journal_mode=OFF", "synchronous=OFF", "cache_size=-49152")


class StaleError(Exception):
    """A read model that does not belong to its log as it is, and why."""


class View:
    """An open read model. `mark` is the pointer's as it was opened, `position` where it stood when last looked at."""

    def __init__(self, connection: sqlite3.Connection, log: Log, mark: object = None) -> None:
        self.connection = connection
        self.mark = mark
        self._log = log
        self._projector = Projector(connection, log.mapper)
        self.position: int = connection.execute("SELECT position FROM state").fetchone()[0]

    def apply(self, rows: list[Row], most: int) -> None:
        """Take in the next rows of the log and whatever comes behind them, a transaction at a time.

        Raises `TooManyError` where over `most` entries would have to be marked anew.
        """
        while rows:
            try:
                with transaction(self.connection, "BEGIN IMMEDIATE"):
                    self.position = self._apply_some(rows, most)
            except BaseException:
                self._projector = Projector(self.connection, self._log.mapper)  # it knows what was not written
                raise
            rows = [row for row in rows if row[0] > self.position] or self._log.recorder.after(
                self.position, BATCH, None
            )

    def _apply_some(self, rows: list[Row], most: int) -> int:
        at: int = self.connection.execute("SELECT position FROM state").fetchone()[0]
        new = [row for row in rows if row[0] > at]  # another process may have been faster
        if not new:
            return at
        until = time.monotonic() + SLICE / 2  # writing takes as much again
        return self._projector.apply(new, most, lambda: time.monotonic() > until)

    def close(self) -> None:
        """Let go of the database."""
        self.connection.close()


def view_in_memory(log: Log) -> View:
    """An empty read model in memory."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False, cached_statements=256)
    create(connection)
    return View(connection, log)


def view_of(path: Path, log: Log, mark: object) -> View:
    """The read model in a file. Raises `StaleError` where it is none of this log's, `sqlite3.Error` where it fails."""
    connection = _connect(path)
    try:
        _check(connection, log)
        return View(connection, log, mark)
    except BaseException:
        connection.close()
        raise


def load_into(path: Path, log: Log, progress: Callable[[int], None] | None) -> None:
    """Fill an empty file with the whole log, as it is now; on the disk when this returns."""
    scratch = path.with_name(path.name + ".scratch")
    connection = sqlite3.connect(path, isolation_level=None, cached_statements=256)
    try:
        for pragma in _BULK:
            connection.execute(f"PRAGMA {pragma}")
        load(connection, scratch, log, log.position(), progress)
        connection.execute("PRAGMA journal_mode=WAL")
    finally:
        connection.close()
    scratch.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"file:{quote(str(path))}?mode=rw",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        cached_statements=256,
        timeout=30.0,
    )
    connection.execute("PRAGMA synchronous=NORMAL")  # a lost tail is read from the log again
    connection.execute("PRAGMA cache_size=-32768")
    connection.execute(f"PRAGMA journal_size_limit={64 << 20}")
    return connection


def _check(connection: sqlite3.Connection, log: Log) -> None:
    application, layout = (
        connection.execute(f"PRAGMA {question}").fetchone()[0] for question in ("application_id", "user_version")
    )
    if application != APPLICATION_ID:
        raise StaleError("is none")
    if layout != LAYOUT:
        raise StaleError("was written by another version")
    position, event_id = connection.execute("SELECT position, event_id FROM state").fetchone()
    rows = log.recorder.after(position - 1, 1, position) if position else []
    if position and (not rows or rows[0][5] != event_id):
        raise StaleError("belongs to another log, or to what this one was before a backup was restored")


@contextmanager
def transaction(connection: sqlite3.Connection, begin: str = "BEGIN") -> Iterator[None]:
    """All or nothing."""
    connection.execute(begin)
    try:
        yield
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
