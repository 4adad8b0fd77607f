"""What happened, in order: every entry of the log, filtered by kind, actor, period, text, place.

Answered from the rows of the read model, as things are now or as they were known at any moment;
no list is folded from the log.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal

from timeline.dates import Period, Truth
from timeline.errors import InputError
from timeline.events import Unreadable
from timeline.facts import Release
from timeline.projections.read_model import ReadModel
from timeline.projections.scan import Wanted, keys
from timeline.projections.schema import DAY_SHIFT, END, LAST_KEY, entry_of, key_of
from timeline.projections.search import Search
from timeline.projections.shelf import Shelf
from timeline.projections.zones import Moment, Zones
from timeline.register import Register

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from timeline.entry import Entry
    from timeline.events import Envelope
    from timeline.log import Log

Match = Literal["certain", "possible"]


@dataclass(frozen=True)
class Cutoff:
    """What was known: events up to a position, or recorded before a moment (microseconds)."""

    position: int | None = None
    before_us: int | None = None

    def of(self, stream: list[Envelope]) -> list[Envelope]:
        """The events of one stream that were known. Recorded times never go back in a stream."""
        if self.position is not None:
            stream = stream[: bisect_right(stream, self.position, key=lambda envelope: envelope.position)]
        if self.before_us is not None:
            stream = stream[: bisect_right(stream, self.before_us - 1, key=lambda envelope: envelope.recorded_us)]
        return stream

    @property
    def moment(self) -> Moment:
        """The same with a bound on both sides, as rows are compared with."""
        return Moment(
            *(END if bound is None else max(-END, min(bound, END)) for bound in (self.position, self.before_us))
        )


NOW = Cutoff()


@dataclass(frozen=True)
class Filter:
    """Which entries to list; every given part must hold. Actors match through the register's ties."""

    kinds: frozenset[str] = frozenset()
    actors: tuple[str, ...] = ()
    period: Period = field(default_factory=Period)
    text: str | None = None
    place: str | None = None
    nationality: str | None = None
    all: bool = False


@dataclass(frozen=True)
class Page:
    """One page of entries, newest first. Iterating gives the entries.

    `matches` says for each whether it certainly lies in the asked period and matches the filter,
    or possibly; `next` continues the list, None at its end.
    """

    entries: tuple[Entry, ...]
    matches: tuple[Match, ...]
    next: str | None

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)


class Chronology:
    """Every entry of a log. `catch_up` takes in what is new; everything else reads what is there then."""

    def __init__(self, log: Log) -> None:
        self._model = ReadModel(log)
        self._search = Search()
        self._shelf = Shelf(log.shapes)
        self._zones: tuple[tuple[int, int], Zones] | None = None

    def catch_up(self) -> None:
        """Take in whatever the log has gained."""
        self._model.catch_up()

    def rebuild(self, progress: Callable[[int], None] | None = None) -> Path | None:
        """Build the read model anew from the log; give its file, or None where it is in memory."""
        return self._model.rebuild(progress)

    def close(self) -> None:
        """Let go of the read model's file."""
        self._model.close()

    @property
    def unreadable(self) -> dict[str, Unreadable]:
        """The first event of each entry that cannot be read, by ref, in order; those entries are in no list."""
        rows = self._model.ask(
            lambda rows: rows.execute(
                "SELECT position, stream, version, why, newer FROM unreadable ORDER BY position"
            ).fetchall()
        )
        return {row[1]: Unreadable(*row[:4], newer=bool(row[4])) for row in rows}

    def refs(self) -> list[str]:
        """The refs of all entries, whatever their status, in order of their numbers."""
        return self._model.ask(
            lambda rows: [ref for (ref,) in rows.execute("SELECT ref FROM entry WHERE version > 0 ORDER BY id")]
        )

    @property
    def position(self) -> int:
        """Up to where everything is in."""
        return self._model.ask(lambda rows: int(rows.execute("SELECT position FROM state").fetchone()[0]))

    def some(self, refs: Iterable[str], known: Cutoff = NOW) -> dict[str, Entry]:
        """These entries as known then, by ref, whatever their status; without those of which nothing was known."""
        asked = json.dumps(list(dict.fromkeys(refs)))

        def answer(rows: sqlite3.Connection) -> list[Entry]:
            found = rows.execute(
                "SELECT entry.id FROM json_each(?) AS wanted JOIN entry ON entry.ref = wanted.value WHERE version > 0",
                (asked,),
            )
            ids = [number for (number,) in found]
            made = self._shelf.entries(rows, self._model.opened, ids, known.moment)
            return [made[number] for number in ids if number in made]

        return {entry.ref: entry for entry in self._model.ask(answer)}

    def all(self, known: Cutoff = NOW, kinds: Iterable[str] = ()) -> list[Entry]:
        """Every entry (of these kinds) as known then, whatever its status, newest first."""
        return list(self.page(Filter(kinds=frozenset(kinds), all=True), Register(), None, None, known))

    def page(
        self, wanted: Filter, register: Register, limit: int | None, after: str | None, known: Cutoff = NOW
    ) -> Page:
        """The entries that match, newest first, `limit` at a time, after a cursor."""
        start = None if after is None else _cursor(after)
        moment = known.moment

        def answer(rows: sqlite3.Connection) -> list[Entry]:
            question = self._search.question(wanted, register, rows)
            if question is None:
                return []
            upto = LAST_KEY if start is None else _before(rows, *start)
            most = -1 if limit is None else limit + 1
            zones = self._zones_for(rows, moment)
            found = keys(rows, Wanted(question, wanted.period, upto, wanted.all), moment, zones, most)
            ids = [entry_of(key) for key in found]
            made = self._shelf.entries(rows, self._model.opened, ids, moment)
            return [made[id] for id in ids]  # noqa: A001

        entries = self._model.ask(answer)
        following = limit is not None and len(entries) > limit
        shown = tuple(entries[:limit])
        return Page(
            shown, tuple(_match(entry, wanted) for entry in shown), _cursor_of(shown[-1]) if following else None
        )

    def _zones_for(self, rows: sqlite3.Connection, known: Moment) -> Zones | None:
        """What tells where to look for what was known; None where that is everything."""
        position, recorded_us = rows.execute("SELECT position, recorded_us FROM state").fetchone()
        if known.position >= position and known.before_us > recorded_us:
            return None
        of = (self._model.opened, position)
        if self._zones is None or self._zones[0] != of:
            self._zones = of, Zones(rows)
        return self._zones[1]


def _cursor_of(entry: Entry) -> str:
    when = entry.fact.when
    day = when.earliest or when.latest or date.min
    return f"{day.toordinal()}.{entry.number}"


def _cursor(text: str) -> tuple[int, int]:
    day, dot, number = text.partition(".")
    digits = day + number
    if not (dot and day and number and len(digits) < 30 and digits.isascii() and digits.isdecimal()):  # noqa: PLR2004
        raise InputError(f"{text[:40]!r} is no cursor", field="after", remedy="give the `next` of the page before")
    return int(day), int(number)


def _before(rows: sqlite3.Connection, day: int, number: int) -> int:
    """The largest key before a day and number."""
    if day > date.max.toordinal():
        return LAST_KEY
    row = rows.execute("SELECT id FROM entry WHERE number >= ? ORDER BY number LIMIT 1", (min(number, END),)).fetchone()
    return (key_of(day, row[0], 0) if row else day + 1 << DAY_SHIFT) - 1


def _match(entry: Entry, wanted: Filter) -> Match:
    """Whether an entry that was found matches certainly, or only possibly."""
    fact = entry.fact
    certain = fact.when.within(wanted.period) is Truth.YES
    if wanted.nationality:
        share = fact.nationalities.get(wanted.nationality) if isinstance(fact, Release) else None
        certain = certain and share is not None and bool(share.lower)
    return "certain" if certain else "possible"
