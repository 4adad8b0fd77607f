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
from timeline.projections.schema import DAY_SHIFT, DAY_US, END, LAST_KEY, VERSION_BITS, entry_of, key_of
from timeline.projections.search import Search
from timeline.projections.shelf import Shelf
from timeline.projections.tallies import census, tallies
from timeline.projections.zones import Moment, Zones
from timeline.register import Register

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from timeline.entry import Entry, Status
    from timeline.events import Envelope
    from timeline.log import Log
    from timeline.projections.count_gists import CountGist
    from timeline.projections.figures import Figure
    from timeline.projections.offices import Offices
    from timeline.projections.prisoners import Prisoners
    from timeline.projections.sanctions import Sanctions

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

    def and_(self, other: Cutoff) -> Cutoff:
        """What was known by both."""
        positions = [one.position for one in (self, other) if one.position is not None]
        times = [one.before_us for one in (self, other) if one.before_us is not None]
        return Cutoff(min(positions, default=None), min(times, default=None))

    def knows(self, envelope: Envelope) -> bool:
        """Whether an event was known."""
        in_place = self.position is None or envelope.position <= self.position
        return in_place and (self.before_us is None or envelope.recorded_us < self.before_us)

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

    def prisoners(self, period: Period, known: Cutoff, *, persons: bool) -> Prisoners:
        """Freed, arrested, figures and net of a period."""
        from timeline.projections.kept_counts import KeptCounts  # noqa: PLC0415
        from timeline.projections.prisoners import prisoners_of  # noqa: PLC0415

        def answer(rows: sqlite3.Connection) -> Prisoners:
            kept = KeptCounts(rows, known.moment)
            return prisoners_of(kept.within(period), kept.stocks(period.end), period, persons=persons)

        return self._model.ask(answer)

    def stocks(self, on: date, known: Cutoff) -> tuple[Figure, ...]:
        """The newest number of people held by each body and definition on a day."""
        from timeline.projections.kept_counts import KeptCounts  # noqa: PLC0415
        from timeline.projections.prisoners import stocks_of  # noqa: PLC0415

        return self._model.ask(lambda rows: stocks_of(KeptCounts(rows, known.moment).stocks(on), on))

    def parts(self, entries: Iterable[Entry], known: Cutoff) -> frozenset[str]:
        """The refs of those that are part of another entry that counts."""
        from timeline.projections.count_gists import count_gists_of  # noqa: PLC0415
        from timeline.projections.counting import Ties  # noqa: PLC0415
        from timeline.projections.kept_counts import KeptCounts  # noqa: PLC0415

        gists = count_gists_of(entries)
        ties = Ties(self._model.ask(lambda rows: KeptCounts(rows, known.moment).with_wholes(gists)))
        return frozenset(gist.ref for gist in gists if ties.is_part(gist))

    def figures(self, today: date, known: Cutoff) -> list[Entry]:
        """The newest figure of each series that began by a day, whether or not it is sure."""
        from timeline.projections.kept_counts import KeptCounts  # noqa: PLC0415

        def answer(rows: sqlite3.Connection) -> list[Entry]:
            ids = KeptCounts(rows, known.moment).newest(today)
            return list(self._shelf.entries(rows, self._model.opened, ids, known.moment).values())

        return self._model.ask(answer)

    def concerned(self, period: Period, earlier: Cutoff, later: Cutoff) -> tuple[list[CountGist], list[str]]:
        """What may change the totals of a period between two moments: gists as known at the first, and refs.

        The refs are those of the entries of which something became known since.
        """
        from timeline.projections.kept_counts import concerned  # noqa: PLC0415

        return self._model.ask(lambda rows: concerned(rows, period, earlier.moment, later.moment))

    def tallies(self, today: date, known: Cutoff) -> dict[str, tuple[int, Entry | None]]:
        """Of each kind how many entries stand that began by a day, and the one of them that ended last."""
        moment = known.moment

        def answer(rows: sqlite3.Connection) -> dict[str, tuple[int, Entry | None]]:
            counted = tallies(rows, today, moment)
            ids = [one.newest for one in counted.values() if one.newest is not None]
            made = self._shelf.entries(rows, self._model.opened, ids, moment)
            return {
                kind: (one.entries, None if one.newest is None else made[one.newest]) for kind, one in counted.items()
            }

        return self._model.ask(answer)

    def census(self, known: Cutoff) -> dict[tuple[str, Status], int]:
        """How many entries of each kind there were in each status, as known then."""
        return self._model.ask(lambda rows: census(rows, known.moment))

    def span(self, first_us: int | None, last_us: int | None) -> tuple[int, int]:
        """The first and last position between which lies what was recorded in a time (microseconds; None: open).

        Other events may lie there too. Where there is none, the first lies behind every position.
        """
        low = -END if first_us is None else first_us // DAY_US
        high = END if last_us is None else last_us // DAY_US
        first, last = self._model.ask(
            lambda rows: rows.execute(
                "SELECT min(first), max(last) FROM recorded WHERE day BETWEEN ? AND ?", (low, high)
            ).fetchone()
        )
        return (END, 0) if first is None else (first, last)

    def days(self, position: int) -> list[tuple[int, int, int]]:
        """The days (since 1970, UTC) on which anything up to a position was recorded, the last one first.

        With each its first and last position, between which other events may lie too.
        """
        return self._model.ask(
            lambda rows: rows.execute(
                "SELECT day, first, last FROM recorded WHERE first <= ? ORDER BY day DESC", (position,)
            ).fetchall()
        )

    def beginning(self, text: str, limit: int) -> list[str]:
        """Refs that begin with a text, in order."""
        return self._model.ask(
            lambda rows: [
                ref
                for (ref,) in rows.execute(
                    "SELECT ref FROM entry WHERE ref >= ? AND ref < ? AND version > 0 ORDER BY ref LIMIT ?",
                    (text, text + "\U0010ffff", limit),
                )
            ]
        )

    def near(self, text: str, known: Cutoff) -> tuple[str, ...]:
        """Refs that look like a text and were known then, the likest first."""
        from timeline.projections.refs import near  # noqa: PLC0415

        return self._model.ask(lambda rows: near(rows, text, known.moment))

    def extent(self, known: Cutoff) -> tuple[int, int]:
        """The first position of the entry that began last as known then (0 for none), and one behind all known."""
        high = self.position if known.position is None else min(self.position, known.position)
        if known.before_us is not None:
            high = min(high, self.span(None, known.before_us - 1)[1])
        found = self._model.ask(
            lambda rows: rows.execute(
                f"SELECT number FROM entry CROSS JOIN event ON event.id = entry.id << {VERSION_BITS} | 1"
                " WHERE number <= ? AND recorded_us < ? ORDER BY number DESC LIMIT 1",
                (high, known.moment.before_us),
            ).fetchone()
        )
        return (found[0] if found else 0), high

    def all(self, known: Cutoff = NOW, kinds: Iterable[str] = ()) -> list[Entry]:
        """Every entry (of these kinds) as known then, whatever its status, newest first."""
        return list(self.page(Filter(kinds=frozenset(kinds), all=True), Register(), None, None, known))

    def offices(
        self, register: Register, on: date, office: str | None, person: str | None, known: Cutoff = NOW
    ) -> Offices:
        """Who holds which office on a day."""
        from timeline.projections.kept_gists import KeptSteps  # noqa: PLC0415  (who does not ask does not wait for it)
        from timeline.projections.offices import offices_of  # noqa: PLC0415

        return self._model.ask(
            lambda rows: offices_of(KeptSteps(rows, known.moment), register, on, office=office, person=person)
        )

    def sanctions(
        self, register: Register, on: date, target: str | None, authority: str | None, known: Cutoff = NOW
    ) -> Sanctions:
        """What each authority's programme does to each target on a day."""
        from timeline.projections.kept_gists import KeptActs  # noqa: PLC0415
        from timeline.projections.sanctions import sanctions_of  # noqa: PLC0415

        moment = known.moment

        def answer(rows: sqlite3.Connection) -> Sanctions:
            acts = KeptActs(rows, moment, self._zones_for(rows, moment))
            return sanctions_of(acts, register, on, target=target, authority=authority)

        return self._model.ask(answer)

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
            shown, tuple(match_of(entry, wanted) for entry in shown), _cursor_of(shown[-1]) if following else None
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


def match_of(entry: Entry, wanted: Filter) -> Match:
    """Whether an entry that was found matches certainly, or only possibly."""
    fact = entry.fact
    certain = fact.when.within(wanted.period) is Truth.YES
    if wanted.nationality:
        share = fact.nationalities.get(wanted.nationality) if isinstance(fact, Release) else None
        certain = certain and share is not None and bool(share.lower)
    return "certain" if certain else "possible"
