"""Event lines: the log itself, out and in again, byte for byte.

Importing needs a store that is not written yet, or one that holds a beginning of the same log; it
keeps ids, positions and recorded times, and is continued by importing again.
"""

from __future__ import annotations

import marshal
import re
import tempfile
from itertools import chain, islice
from typing import IO, TYPE_CHECKING, NamedTuple

from timeline.errors import ImportError_, UnreadableError
from timeline.events import Unreadable
from timeline.exchange.checking import Checker
from timeline.log import RepeatedEventError, StreamMovedError
from timeline.log.lines import write_line
from timeline.log.mapper import KeyedEvent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from timeline.log.mapper import Row
    from timeline.timeline import Timeline

_SPOOL = 64 << 20
_SKEW_US = 3_600_000_000  # an hour: how far another machine's clock may be ahead of this one's
_BATCH = 1_000
_POSITION = re.compile(rb'\{"id":"[0-9a-f-]{36}","position":([0-9]{1,18}),')  # as `export` writes it


class Imported(NamedTuple):
    """How many events an import added, how many were there already, and the last position."""

    added: int
    present: int
    position: int


def export_lines(timeline: Timeline, after: int = 0) -> Iterator[bytes]:
    """Every event after a position as a line, without line feeds.

    Events of a newer library go out as they are. Raises `UnreadableError` for a damaged one: what
    is exported can be imported.
    """
    for rows in timeline.log.pages(after):
        for row, item in zip(rows, timeline.log.mapper.envelopes(rows), strict=True):
            if isinstance(item, Unreadable) and not item.newer:
                raise UnreadableError(item.position, item.stream, item.why)
            yield write_line(row)


def import_lines(
    timeline: Timeline,
    lines: Iterable[bytes],
    *,
    progress: Callable[[int], None] | None = None,
) -> Imported:
    """Import a whole log, or refuse it before anything is written.

    Raises `InputError` for a line that cannot be taken, `ImportError_` where the store holds
    something other than a beginning of this log, `NewerError` for events of a newer library.
    """
    lines = _from_the_beginning(timeline, lines)
    checker = Checker(timeline.recording.now() + _SKEW_US)
    with tempfile.SpooledTemporaryFile(max_size=_SPOOL) as spool:
        present = _after_prefix(timeline, checker.checked(lines), spool)
        spool.seek(0)
        added = 0
        for batch in _batches(spool):
            try:
                added += len(timeline.log.append_stored(batch, at_positions=True))
            except (RepeatedEventError, StreamMovedError):
                raise ImportError_(
                    f"somebody else wrote to the store meanwhile, behind position {batch[0].position - 1};"
                    " look at what it holds, and import into a new store"
                ) from None
            if progress:
                progress(added)
    return Imported(added, present, timeline.position())


def _from_the_beginning(timeline: Timeline, lines: Iterable[bytes]) -> Iterator[bytes]:
    """The same lines. Raises `ImportError_` where they go on with a log, and its beginning is not among them.

    Checked by themselves, such lines would be refused for actors and entries that "are not known".
    """
    rest = iter(lines)
    first = next(rest, None)
    if first is None:
        return iter(())
    held = timeline.log.recorder.after(0, 1, None)
    begins = _POSITION.match(first)
    if held and begins and int(begins[1]) > held[0][0]:
        raise ImportError_(
            f"line 1: begins at position {int(begins[1])}, and what comes before is missing; import the whole log:"
            " its files one after the other, as one"
        )
    return chain([first], rest)


def _after_prefix(timeline: Timeline, checked: Iterator[tuple[str, KeyedEvent]], spool: IO[bytes]) -> int:
    """Spool what the store does not hold yet, after holding the rest against it; give how much that was."""
    rows: Iterator[Row] = (row for page in timeline.log.pages() for row in page)
    present = 0
    for where, stored in checked:
        row = next(rows, None)
        if row is None:
            marshal.dump(_row(stored), spool)
            continue
        if tuple(row) != _row(stored):
            raise ImportError_(
                f"{where}: the store already holds another event at position {row[0]} ({row[1]});"
                " import into a new store, or record entries with `timeline record`"
            )
        present += 1
    return present


def _row(stored: KeyedEvent) -> Row:
    return (
        stored.position,
        str(stored.originator_id),
        stored.originator_version,
        stored.topic,
        stored.state,
        stored.event_id,
        stored.recorded_us,
    )


def _batches(spool: IO[bytes]) -> Iterator[list[KeyedEvent]]:
    spooled = _spooled(spool)
    while batch := list(islice(spooled, _BATCH)):
        yield batch


def _spooled(spool: IO[bytes]) -> Iterator[KeyedEvent]:
    while True:
        try:
            position, stream, version, topic, state, event_id, recorded_us = marshal.load(spool)  # noqa: S302  (our own)
        except EOFError:
            return
        yield KeyedEvent(stream, version, topic, state, event_id, recorded_us, position)
