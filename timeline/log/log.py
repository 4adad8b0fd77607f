"""What the timeline asks of a log, whichever store holds it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from timeline.errors import TimelineError, UnreachableError
from timeline.events import SHAPES, Envelope, Shapes, Unreadable
from timeline.log.mapper import EventMapper, KeyedEvent, Row

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Sequence
    from pathlib import Path

PAGE = 500


class StreamMovedError(TimelineError):
    """Somebody else appended to a stream first; decide again on what it now holds."""

    def __init__(self) -> None:
        super().__init__("somebody else appended to the stream first; look at it again")


class RepeatedEventError(TimelineError):
    """An event with this id, or at or behind this position, is already in the log."""

    def __init__(self) -> None:
        super().__init__("an event with this id, or at or behind this position, is already in the log")


class Following(Protocol):
    """Wakes when something may have been appended. Close it when done."""

    def wait(self, seconds: float) -> bool:
        """Return at once when something may be new, else after that many seconds at most.

        False while the store is away and reading would fail; raises `UnreachableError` where it
        stays away.
        """

    def close(self) -> None:
        """Let go of the connection."""


class Recorder(Protocol):
    """The rows of a log. Each call is one transaction; rows come in order of position.

    `address` tells the store from every other and holds no password; `beside` is the directory
    for what belongs to a store that is a file.
    """

    url: str
    address: str
    beside: Path | None
    in_memory: bool

    def exists(self) -> bool:
        """Whether the store has been created; reading one that has not gives nothing."""

    def insert(self, events: Sequence[KeyedEvent], *, at_positions: bool) -> list[int]:
        """Store all or none, on the disk when this returns; give their positions.

        Positions that are given must all lie behind those that are there: nobody who has read to
        the end ever misses one. Raises `StreamMovedError`, `RepeatedEventError`, `FullError`,
        `StoreError`.
        """

    def after(self, position: int, limit: int, upto: int | None) -> list[Row]:
        """The rows after a position."""

    def of(self, streams: Sequence[str]) -> list[Row]:
        """All rows of these streams."""

    def starting(self, prefix: str, after: int) -> list[Row]:
        """All rows after a position of the streams whose names start so."""

    def heads(self, streams: Sequence[str]) -> dict[str, tuple[int, int]]:
        """Version and recorded time (microseconds) of the last event of each stream that exists.

        The time is 0 where what is stored is none. Raises `UnreadableError` for a version that is none.
        """

    def tied(self, mark: bytes) -> list[Row]:
        """The rows of ties (`linked`) whose bytes hold the mark."""

    def known(self, event_ids: Sequence[bytes]) -> set[bytes]:
        """Which of these event ids are in the log."""

    def last(self) -> int:
        """The last position; 0 for an empty log."""

    def following(self) -> Following:
        """Something that wakes when events are appended, by this or any other process."""

    def close(self) -> None:
        """Let go of every connection."""


class Log:
    """Append, read and follow. Usable from several threads.

    Positions start at 1 and grow; they may leave gaps. Appending is all or nothing and is on the
    disk when it returns.
    """

    def __init__(self, recorder: Recorder, shapes: Shapes = SHAPES) -> None:
        self.recorder = recorder
        self.mapper = EventMapper(shapes)
        self.shapes = shapes

    @property
    def url(self) -> str:
        """The store's address, without a password."""
        return self.recorder.url

    def exists(self) -> bool:
        """Whether the store has been created."""
        return self.recorder.exists()

    def append(self, envelopes: Sequence[Envelope], *, at_positions: bool = False) -> list[int]:
        """Store these events in one transaction; give their positions.

        With `at_positions` the envelopes' own positions are kept (for import). Raises
        `StreamMovedError` where a version of a stream is taken, `RepeatedEventError` for an id
        that is already there, `StoreError` where the store fails; nothing is stored then.
        """
        stored = [self.mapper.to_stored_event(envelope) for envelope in envelopes]  # type: ignore[arg-type]
        return self.append_stored(stored, at_positions=at_positions)

    def append_stored(self, events: Sequence[KeyedEvent], *, at_positions: bool = False) -> list[int]:
        """Like `append`, for events that are already serialised."""
        return self.recorder.insert(events, at_positions=at_positions) if events else []

    def read(self, after: int = 0, upto: int | None = None) -> Iterator[Envelope | Unreadable]:
        """Every event after a position, in order, up to and with `upto`.

        Reads in pages, so that a slow reader holds no transaction open.
        """
        for rows in self.pages(after, upto):
            yield from self.mapper.envelopes(rows)

    def pages(self, after: int = 0, upto: int | None = None, page: int = PAGE) -> Iterator[list[Row]]:
        """The rows themselves, in pages."""
        while rows := self.recorder.after(after, page, upto):
            yield rows
            after = rows[-1][0]

    def streams(self, *names: str) -> list[Envelope | Unreadable]:
        """All events of these streams, in order of position."""
        return list(self.mapper.envelopes(self.recorder.of(names)))

    def starting(self, prefix: str, after: int = 0) -> list[Envelope | Unreadable]:
        """All events after a position of the streams whose names start so, in order of position."""
        return list(self.mapper.envelopes(self.recorder.starting(prefix, after)))

    def tied_to(self, ref: str) -> list[Envelope | Unreadable]:
        """Every event that ties another entry to this one, in order of position."""
        return list(self.mapper.envelopes(self.recorder.tied(f'"to":"{ref}"'.encode())))

    def position(self) -> int:
        """The last position; 0 for an empty log."""
        return self.recorder.last()

    def follow(
        self, after: int, *, stop: Stop | None = None, patience: float = 1.0
    ) -> Generator[Envelope | Unreadable, None, None]:
        """Every event after a position, and then each new one as it is appended, without end.

        Ends when `stop.is_set()`, seen within `patience` seconds. Order and completeness hold
        with any number of writing processes. Raises `UnreachableError` where the store stays away.
        """
        following = self.recorder.following()
        try:
            there = True
            while True:
                if there:
                    for item in self.read(after):
                        yield item
                        after = item.position
                if stop is not None and stop.is_set():
                    return
                there = following.wait(patience)
        finally:
            following.close()

    def close(self) -> None:
        """Let go of every connection."""
        self.recorder.close()


class Stop(Protocol):
    """Anything with `is_set`, a `threading.Event` for one."""

    def is_set(self) -> bool:
        """Whether to stop."""


def open_log(url: str, shapes: Shapes = SHAPES) -> Log:
    """The log at `sqlite:///relative.db`, `sqlite:////absolute.db`, `sqlite://` (memory) or `postgresql://…`.

    Opening creates nothing: the first append does. Raises `UnreachableError` for any other
    address, and without ever repeating a password.
    """
    scheme, colon, _ = url.partition(":")
    if scheme == "sqlite":
        from timeline.log.sqlite import SQLiteRecorder  # noqa: PLC0415  (only the store in use is imported)

        return Log(SQLiteRecorder(url), shapes)
    if scheme in ("postgresql", "postgres"):
        from timeline.log.postgres import PostgresRecorder  # noqa: PLC0415

        return Log(PostgresRecorder(url), shapes)
    raise UnreachableError(
        f"{scheme if colon else 'this'!r} is no store; give sqlite:///file.db, sqlite:////absolute/file.db or postgresql://host/name"
    )
