"""The files of read models: one directory a log, one file a generation, a pointer to the present one.

`views-<shape>-<n>.sqlite` is a generation, `views-<shape>.current` holds its number and is
replaced in one step; `views.lock` is held by whoever writes. A generation that no pointer names
is nobody's: it was left behind by a process that died while loading.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from timeline.errors import UnreachableError

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE = 600.0
"""Seconds to wait for another process that writes: a rebuild of ten million entries takes as long."""

_KEPT = 30 * 24 * 3600  # seconds that the files of other shapes are kept after their last use
_SIDES = ("", "-wal", "-shm", "-journal", ".scratch")
_FILE = re.compile(r"views-([0-9a-f]{12})-([0-9]{1,9})\.sqlite")


class Generations:
    """The read models of one log in one directory, in one shape."""

    def __init__(self, directory: Path, shape: str) -> None:
        self.directory = directory
        self._shape = shape
        self._pointer = directory / f"views-{shape}.current"
        self._lock = directory / "views.lock"

    def prepare(self) -> None:
        """Make the directory and the lock, for this user alone. Raises `OSError` where that cannot be."""
        self.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(self._lock, os.O_RDWR | os.O_CREAT, 0o600))

    def current(self) -> Path | None:
        """The present generation; None where there is none."""
        try:
            number = self._pointer.read_text(encoding="ascii").strip()
        except (OSError, ValueError):
            return None
        path = self.directory / f"views-{self._shape}-{number}.sqlite"
        return path if _FILE.fullmatch(path.name) and path.is_file() else None

    def mark(self) -> object:
        """Something that changes when the pointer moves."""
        try:
            seen = self._pointer.stat()
        except OSError:
            return None
        return seen.st_ino, seen.st_mtime_ns

    def next(self) -> Path:
        """An empty file for the next generation. Only under the lock."""
        numbers = [int(found[2]) for file in self.directory.iterdir() if (found := _FILE.fullmatch(file.name))]
        path = self.directory / f"views-{self._shape}-{max(numbers, default=0) + 1}.sqlite"
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        return path

    def switch(self, path: Path) -> None:
        """Make a generation the present one, and remove what nobody needs any more. Only under the lock."""
        found = _FILE.fullmatch(path.name)
        assert found
        new = self._pointer.with_suffix(".new")
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:
            file.write(found[2])
        new.replace(self._pointer)
        self._sweep(path)

    def _sweep(self, path: Path) -> None:
        oldest = path.stat().st_mtime - _KEPT
        for other in list(self.directory.iterdir()):
            generation = _FILE.match(other.name)
            if generation is None or other.name.startswith(path.name):
                continue
            if generation[1] == self._shape or _last_used(other) < oldest:
                remove(self.directory / generation[0])

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the one writer, in this and every other process. Raises `UnreachableError` after `PATIENCE`."""
        descriptor = os.open(self._lock, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            deadline, pause = time.monotonic() + PATIENCE, 0.001
            while not _locked(descriptor):
                if time.monotonic() > deadline:
                    raise UnreachableError(
                        f"another process has held {self._lock} for over {PATIENCE:.0f} s; end it, or wait"
                    )
                time.sleep(pause)
                pause = min(pause * 2, 0.05)
            yield
        finally:
            os.close(descriptor)  # which lets go of the lock too


def remove(path: Path) -> None:
    """Remove a generation with what lies beside it; one that is in use elsewhere may stay."""
    for side in _SIDES:
        try:
            path.with_name(path.name + side).unlink(missing_ok=True)
        except OSError:
            return


def _last_used(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return float("inf")


def cache_directory(address: str) -> Path:
    """Where the read models of a log are kept when they cannot lie beside it."""
    from platformdirs import user_cache_path  # noqa: PLC0415  (only where it is needed)

    key = hashlib.sha256(address.encode()).hexdigest()[:20]
    return user_cache_path("belarus-timeline", appauthor=False) / "views" / key


if sys.platform == "win32":
    import msvcrt

    def _locked(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _locked(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
