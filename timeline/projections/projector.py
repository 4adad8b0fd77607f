"""From events to the rows of a read model: the fold behind every list, a batch at a time.

The caller opens and ends the transaction, so that rows and position move together. Reading the
same events at once, in pieces or in a bulk load gives the same rows.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, assert_never

from timeline.entry import Entry, fold
from timeline.errors import UnreadableError
from timeline.events import (
    ACTOR_STREAM,
    ActorRecorded,
    Corrected,
    Corroborated,
    Disputed,
    Envelope,
    Linked,
    Merged,
    Recorded,
    Redacted,
    Reinstated,
    Retracted,
    Unreadable,
)
from timeline.projections import every_gist as gists
from timeline.projections.gists import ActGist
from timeline.projections.marks import Ties, face
from timeline.projections.pending import Pending, Stream
from timeline.projections.schema import (
    END,
    FACE_BITS,
    MOST_ENTRIES,
    MOST_FACES,
    MOST_VERSIONS,
    OPEN,
    events_of,
    key_of,
)
from timeline.projections.standing import NUMBERS, Standing, stands_after
from timeline.projections.ties import mark_anew, tied

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Sequence

    from timeline.facts import Fact
    from timeline.log.mapper import EventMapper, Row
    from timeline.projections.every_gist import AnyGist

DICTIONARY = 5
"""Letters from which a word is in the dictionary; the beginnings of shorter ones are indexed."""
MERGED = "merged_into"
"""The tie of an entry to the one that carries it on."""
_STEP = 50  # events after which it is asked whether it is enough
_REMEMBERED = 100_000  # words, so that those of most entries need not be written again


_BEGINNINGS = (Recorded, ActorRecorded)


class Projector:
    """Applies rows of the log to one read model."""

    def __init__(self, connection: sqlite3.Connection, mapper: EventMapper) -> None:
        self._connection = connection
        self._mapper = mapper
        self._actors_at = -1
        self.ties = Ties({})
        self._known: set[str] = set()
        self._lost: set[str] = set()
        self._next = 0
        self._streams: dict[str, Stream] = {}
        self.pending = Pending()

    def apply(self, rows: Sequence[Row], most: int, enough: Callable[[], bool] = lambda: False) -> int:
        """Take in the next rows of the log, in order, until it is `enough`; give the position of the last.

        Raises `TooManyError` where over `most` entries would have to be marked anew.
        """
        self.begin()
        of_actors = [row for row in rows if is_of_actor(row)]
        if of_actors:
            self.know((item for item in self._mapper.envelopes(of_actors) if isinstance(item, Envelope)), most)
        self.prepare([row[1] for row in rows if row[2] != 1])
        taken = 0
        for start in range(0, len(rows), _STEP):
            part = rows[start : start + _STEP]
            # One at a time: an event that is let go at once costs the garbage collector nothing.
            for row, item in zip(part, self._mapper.envelopes(part), strict=True):
                if not is_of_actor(row):
                    self.take(row, item)
            taken += len(part)
            if not of_actors and enough():
                break
        self.write()
        last = rows[taken - 1]
        self.stamp(last[0], last[5], latest_of(rows[:taken]))
        return last[0]

    def begin(self) -> None:
        """Look how things stand: another process may have written since."""
        at, self._next = self._connection.execute("SELECT actors, entries FROM state").fetchone()
        if at != self._actors_at:
            wholes = self._connection.execute("SELECT id, wholes FROM actor").fetchall()
            self.ties = Ties({actor: frozenset(text.split()) for actor, text in wholes})
            self._actors_at = at
        self._lost = {stream for (stream,) in self._connection.execute("SELECT stream FROM unreadable")}
        self._streams = {}
        self.pending = Pending()

    def know(self, envelopes: Iterable[Envelope], most: int) -> None:
        """Take in what events say of the register; entries are found by the ties as they are now."""
        news = [item for item in envelopes if isinstance(item.event, ActorRecorded) and item.ref is None]
        if news:
            before, self.ties = self.ties, tied(self._connection, news, self.ties)
            self._actors_at = news[-1].position
            if self._next:
                mark_anew(self._connection, self._mapper.shapes, before, self.ties, most)

    def prepare(self, refs: Sequence[str]) -> None:
        """Look up the streams that go on in this batch."""
        for start in range(0, len(refs), 500):
            part = refs[start : start + 500]
            marks = ",".join("?" * len(part))
            rows = self._connection.execute(
                f"SELECT id, ref, number, version, face, kind, status, disputed, state FROM entry"
                f" LEFT JOIN gist ON gist.entry = id AND to_position = {OPEN} WHERE ref IN ({marks})",
                part,
            )
            for id, ref, number, version, key, kind, *standing, state in rows:  # noqa: A001
                gist = None if state is None else gists.read(state)
                self._streams[ref] = Stream(id, ref, number, version, key, kind, Standing(*standing), gist)

    def standing(self, ref: str) -> Stream | None:
        """The stream of an entry that was looked up and is not lost."""
        return None if ref in self._lost else self._streams.get(ref)

    def goes_on(self, item: Envelope | Unreadable) -> bool:
        """Whether an event is the next of a stream that is remembered; one that is not is remembered no longer."""
        stream = self._streams.get(item.stream)
        if stream is None:
            return False
        fits = (
            isinstance(item, Envelope)
            and item.version == stream.version + 1 < MOST_VERSIONS
            and not isinstance(item.event, _BEGINNINGS)
        )
        if not fits:
            del self._streams[item.stream]
        return fits

    def forget(self, but: int = 0) -> None:
        """Let go of all streams but the last that began. What is pending must be written."""
        for ref in list(islice(self._streams, max(0, len(self._streams) - but))):
            del self._streams[ref]

    # ---------------------------------------------------------------- one event

    def take(self, row: Row, item: Envelope | Unreadable) -> None:
        """Take in one event of an entry."""
        ref = item.stream
        if ref in self._lost:
            return
        stream = self._streams.get(ref)
        if stream is not None and stream.number > item.position:
            stream = None  # its beginning came too late
        if isinstance(item, Unreadable):
            self._lose(item)
        elif stream is None:
            if isinstance(item.event, Recorded) and item.version == 1:
                self._start(row, item.event)
            else:
                self._lose(_broken(item, None))
        elif item.version != stream.version + 1 or isinstance(item.event, _BEGINNINGS):
            self._lose(_broken(item, stream))
        elif item.version == MOST_VERSIONS:
            self._lose(_endless(item))
        else:
            self._step(stream, row, item)

    def _start(self, row: Row, event: Recorded) -> None:
        if self._next == MOST_ENTRIES - 1:
            raise OverflowError(f"a read model holds no more than {MOST_ENTRIES - 1:,} entries")
        self._next += 1
        seen = face(event.fact, self.ties)
        key = key_of(seen.day, self._next, 0)
        stream = Stream(self._next, row[1], row[0], 1, key, NUMBERS[event.fact.kind])
        self._streams[row[1]] = self.pending.begun[self._next] = stream
        self.pending.keep(stream, row)
        self.pending.show(stream, seen.latest, row[0], row[6])
        self.pending.mark(key, seen, row[0], row[6])
        if isinstance(event.fact, gists.KINDS):
            self._say(stream, gists.begun(row[1], row[0], event), row)

    def _step(self, stream: Stream, row: Row, item: Envelope) -> None:
        event = item.event
        match event:
            case Corroborated() | Redacted() | Disputed() | Retracted() | Reinstated():
                pass
            case Linked():
                self.pending.tie(event.to, event.kind, stream)
            case Corrected():
                if not self._turn(stream, event.fact, item):
                    self._lose(_endless(item))
                    return
            case Merged():
                self.pending.tie(event.into, MERGED, stream)
            case Recorded() | ActorRecorded():
                raise AssertionError(item)
            case unreachable:
                assert_never(unreachable)
        self._stand(stream, item, stands_after(stream.standing, event))
        gist = stream.gist and gists.after(stream.gist, event)
        if gist is None and isinstance(event, Corrected) and isinstance(event.fact, gists.KINDS):
            gist = self._recovered(stream, item)
        if gist is not None or stream.gist is not None:
            self._say(stream, gist, row)
        self.go_on(stream, row)

    def _say(self, stream: Stream, gist: AnyGist | None, row: Row) -> None:
        """Let the entry have this gist from an event on."""
        if gist != stream.gist:
            self.pending.gists.turn(stream.id, stream.gist, gist, row[0], row[6])
            stream.gist = gist
        if isinstance(gist, ActGist):
            self.pending.gists.see(gist.scheme, row[0], row[6])

    def _recovered(self, stream: Stream, item: Envelope) -> AnyGist | None:
        """The gist of an entry whose fact was of another kind: what was said of it before still counts."""
        self.write()
        rows = self._connection.execute(
            "SELECT id, position, recorded_us, topic, state FROM event WHERE id BETWEEN ? AND ?", events_of(stream.id)
        )
        read = self._mapper.shapes.read
        before = [
            Envelope(position, stream.ref, key & MOST_VERSIONS - 1, topic, b"", us, read(topic, state))
            for key, position, us, topic, state in rows
        ]
        entry = fold([*before, item])
        assert entry is not None
        return gists.gist_of(entry)

    def go_on(self, stream: Stream, row: Row) -> None:
        """Keep the next event of a stream."""
        stream.version = row[2]
        self.pending.keep(stream, row)

    def _turn(self, stream: Stream, fact: Fact, item: Envelope) -> bool:
        """Show the entry under a new face. False where it has too many."""
        ordinal = (stream.key & MOST_FACES - 1) + 1
        if ordinal == MOST_FACES:
            return False
        seen = face(fact, self.ties)
        self.pending.close(stream.key, item.position, item.recorded_us)
        stream.key, stream.kind = key_of(seen.day, stream.id, ordinal), NUMBERS[fact.kind]
        self.pending.show(stream, seen.latest, item.position, item.recorded_us)
        self.pending.mark(stream.key, seen, item.position, item.recorded_us)
        return True

    def _stand(self, stream: Stream, item: Envelope, standing: Standing) -> None:
        """Let the entry stand otherwise: leave the lists, come back, be disputed."""
        before, stream.standing = stream.standing, standing
        if standing.status == before.status:
            return
        latest = self.pending.close(stream.key, item.position, item.recorded_us)
        if latest is None:
            row = self._connection.execute("SELECT latest FROM face WHERE key = ?", (stream.key,)).fetchone()
            latest = int(row[0])
        self.pending.show(stream, latest, item.position, item.recorded_us)

    def _lose(self, item: Unreadable) -> None:
        """Take an entry out of sight, at every moment: nobody can say how it stood."""
        self._lost.add(item.stream)
        self.write()
        self._connection.execute(
            "INSERT INTO unreadable VALUES (?, ?, ?, ?, ?)",
            (item.stream, item.position, item.version, item.why, item.newer),
        )
        row = self._connection.execute("SELECT id FROM entry WHERE ref = ?", (item.stream,)).fetchone()
        self._streams.pop(item.stream, None)
        if row is not None:
            self._connection.execute("UPDATE entry SET version = 0 WHERE id = ?", row)
            self._connection.execute("DELETE FROM event WHERE id BETWEEN ? AND ?", events_of(row[0]))
            self._connection.execute("DELETE FROM gist WHERE entry = ?", row)
            # Its keys are told by no index; this is rare enough to look at all.
            self._connection.execute("DELETE FROM tie WHERE entry = ?", row)
            self._connection.execute(f"DELETE FROM face WHERE key >> {FACE_BITS} & {MOST_ENTRIES - 1} = ?", row)

    # ---------------------------------------------------------------- the rows

    def write(self) -> None:
        """Write what is pending."""
        pending, self.pending = self.pending, Pending()
        pending.write(self._connection, self._next)
        new = pending.words - self._known
        self._connection.executemany(
            "INSERT OR IGNORE INTO word VALUES (?)", [(word,) for word in sorted(new) if len(word) >= DICTIONARY]
        )
        if len(self._known) > _REMEMBERED:
            self._known = set()
        self._known |= new

    def stamp(self, position: int, event_id: bytes, recorded_us: int) -> None:
        """Say up to where everything is in."""
        self._connection.execute(
            "UPDATE state SET position = ?, event_id = ?, recorded_us = max(recorded_us, ?)",
            (position, event_id, recorded_us),
        )


def is_of_actor(row: Row) -> bool:
    """Whether a row is of the register. A damaged one may hold anything in any column."""
    return type(row[1]) is str and row[1].startswith(ACTOR_STREAM)


def latest_of(rows: Sequence[Row]) -> int:
    """The latest time at which any of these rows says that it was recorded."""
    return max((row[6] for row in rows if type(row[6]) is int and -END < row[6] < END), default=-END)


def _broken(item: Envelope, stream: Stream | None) -> Unreadable:
    """What `fold` says of an event that cannot stand where it stands."""
    known: dict[str, Any] = {} if stream is None else {"ref": stream.ref, "version": stream.version}
    before = Entry.model_construct(**known) if known else None
    try:
        fold([item], before)
    except UnreadableError as error:
        return Unreadable(item.position, item.stream, item.version, error.why, newer=False)
    raise AssertionError(item)


def _endless(item: Envelope) -> Unreadable:
    why = f"an entry has no more than {MOST_VERSIONS - 1:,} events and {MOST_FACES:,} corrections"
    return Unreadable(item.position, item.stream, item.version, why, newer=False)
