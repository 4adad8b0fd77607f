"""The read model of a log: found, brought up to date, built anew when it cannot be trusted.

It is a copy that anybody may delete. For a log in a file it lies in a directory beside it, for
any other in the user's cache; for a log in memory, and where nothing can be written, in memory.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
from typing import TYPE_CHECKING, TypeVar

from timeline.projections.generations import Generations, cache_directory, remove
from timeline.projections.schema import END, shape
from timeline.projections.ties import TooManyError
from timeline.projections.views import BATCH, StaleError, View, load_into, transaction, view_in_memory, view_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from timeline.log import Log
    from timeline.log.mapper import Row

_T = TypeVar("_T")

FAR = 20_000
"""Positions behind from which loading everything into a new generation is faster."""
MANY = 100_000
"""Positions from which it is said that everything is loaded: it takes seconds."""
MOST = 20_000
"""Entries that are marked anew in place when ties of the register change; for more, everything is loaded anew."""

_LOG = logging.getLogger("timeline.views")


class ReadModel:
    """One log's read model, for one process. Usable from several threads.

    What is found stale, damaged or foreign is built anew, and said as a warning of the logger
    `timeline.views`.
    """

    def __init__(self, log: Log) -> None:
        self._log = log
        self._lock = threading.RLock()
        self._view: View | None = None
        self._home: Generations | None = None
        self._settled = False
        self.opened = 0
        """Counts the databases that were opened: what was kept of an earlier one is void."""

    def ask(self, question: Callable[[sqlite3.Connection], _T]) -> _T:
        """The answer to a question, all of it from one moment. What proves damaged is built anew, and asked again."""
        with self._lock:
            try:
                return self._answer(question)
            except (sqlite3.DatabaseError, DamagedRowError) as error:
                self._replace(f"is damaged ({error})")
                return self._answer(question)

    def _answer(self, question: Callable[[sqlite3.Connection], _T]) -> _T:
        connection = self._opened().connection
        with transaction(connection):
            return question(connection)

    def catch_up(self) -> None:
        """Take in whatever the log has gained. Raises `StoreError` where the log cannot be read."""
        with self._lock:
            view = self._opened()
            if not self._settled:
                return
            rows = self._log.recorder.after(view.position, BATCH, None)
            if rows:
                try:
                    self._take(view, rows)
                except (sqlite3.Error, OSError) as error:
                    self._replace(f"could not be brought up to date ({error})")
                    self.catch_up()

    def _take(self, view: View, rows: list[Row]) -> None:
        if self._home is None:
            view.apply(rows, END)
            return
        with self._home.writing():
            if self._home.mark() != view.mark:
                view = self._open(self._home)
            elif len(rows) == BATCH and self._log.position() - view.position > FAR:
                view = self._load(self._home)
            try:
                view.apply(self._log.recorder.after(view.position, BATCH, None), MOST)
            except TooManyError:
                self._load(self._home)

    def rebuild(self, progress: Callable[[int], None] | None = None) -> Path | None:
        """Load the whole log anew, whatever is there; give the file, or None where it is in memory."""
        with self._lock:
            self._settle()
            if self._home is None:
                self._use(view_in_memory(self._log))
            else:
                with self._home.writing():
                    self._load(self._home, progress)
            self.catch_up()
            return self._home.current() if self._home else None

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            if self._view is not None:
                self._view.close()
            self._view = None

    # ---------------------------------------------------------------- opening

    def _opened(self) -> View:
        self._settle()
        if self._view is not None and (self._home is None or self._home.mark() == self._view.mark):
            return self._view
        if self._home is None:
            return self._use(view_in_memory(self._log))
        try:
            return self._open_if_sound(self._home) or self._open_in_turn(self._home)
        except (sqlite3.Error, OSError) as error:
            return self._replace(f"could not be opened ({error})")

    def _settle(self) -> None:
        """Find the place for it, once there is a log."""
        if self._settled or not self._log.exists():
            return
        self.close()
        self._home = None if self._log.recorder.in_memory else self._find_home()
        self._settled = True

    def _find_home(self) -> Generations | None:
        recorder = self._log.recorder
        of_code = shape(self._log.shapes)
        for directory in filter(None, (recorder.beside, cache_directory(recorder.address))):
            home = Generations(directory, of_code)
            try:
                home.prepare()
            except OSError:
                continue
            return home
        _LOG.warning("no place for a read model can be written: every process reads the whole log")
        return None

    def _open_if_sound(self, home: Generations) -> View | None:
        """The present generation where it can be used as it is: then nobody is waited for."""
        mark, path = home.mark(), home.current()
        try:
            return self._use(view_of(path, self._log, mark)) if path else None
        except (StaleError, sqlite3.Error):
            return None

    def _open_in_turn(self, home: Generations) -> View:
        with home.writing():
            return self._open(home)

    def _open(self, home: Generations) -> View:
        """The present generation, or a new one where there is none that can be used. Only under the lock."""
        path = home.current()
        if path is not None:
            try:
                return self._use(view_of(path, self._log, home.mark()))
            except StaleError as error:
                _LOG.warning("the read model %s %s: it is built anew", path, error)
            except sqlite3.DatabaseError as error:
                _LOG.warning("the read model %s is damaged (%s): it is built anew", path, error)
        return self._load(home)

    def _load(self, home: Generations, progress: Callable[[int], None] | None = None) -> View:
        """Load the log into the next generation, then move the pointer. Only under the lock."""
        path = home.next()
        if self._log.position() > MANY:
            _LOG.info("reading all of the log once, to keep what lists need in %s", home.directory)
        try:
            load_into(path, self._log, progress)
        except BaseException:
            remove(path)
            raise
        self.close()
        home.switch(path)
        return self._use(view_of(path, self._log, home.mark()))

    def _use(self, view: View) -> View:
        self.close()
        self._view = view
        self.opened += 1
        return view

    def _replace(self, why: str) -> View:
        """A new read model in place of one that failed; in memory where that fails too."""
        self.close()
        if self._home is not None:
            _LOG.warning("the read model %s %s: it is built anew", self._home.current() or self._home.directory, why)
            try:
                with self._home.writing():
                    return self._load(self._home)
            except (sqlite3.Error, OSError) as error:
                _LOG.warning("no read model can be written (%s): this process reads the whole log", error)
                self._home = None
        view = self._use(view_in_memory(self._log))
        view.apply(self._log.recorder.after(0, BATCH, None), END)
        return view


class DamagedRowError(Exception):
    """A row that holds what was never written into it."""
