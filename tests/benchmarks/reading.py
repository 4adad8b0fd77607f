"""How fast reading is, at a size: queries, past states, projecting, rebuilding, the first command.

    python tests/benchmarks/reading.py --entries 100000 [--keep DIRECTORY]

The log is made of the shipped entries, each with its whole stream of events (recordings,
corroborations, links, corrections, disputes) in real sizes, again and again on other days; it is
recorded in order of those days, with late reports. Appointments are spread over 400 offices and
sanctions over 8,000 targets a million entries; acts on the state alone do not grow with the log:
some hundred extensions. Ratios are between runs of the same minute.
"""

from __future__ import annotations

import argparse
import json
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from timeline import Envelope, Period, Recorded, Timeline
from timeline.events import event_id
from timeline.log import KeyedEvent, open_log
from timeline.log.lines import read_line
from timeline.projections import kept_gists
from timeline.projections.chronology import NOW, Cutoff, Filter
from timeline.projections.kept_gists import KeptActs, KeptSteps
from timeline.projections.marks import Ties, face
from timeline.projections.offices import offices_of
from timeline.projections.projector import Projector
from timeline.projections.sanctions import sanctions_of
from timeline.projections.scan import Wanted, keys
from timeline.projections.schema import END, LAST_KEY, create, entry_of
from timeline.projections.shelf import _EVENTS
from timeline.shipped import shipped_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from timeline.log import Log

FIRST, LAST = date(2006, 1, 1), date(2025, 12, 31)
ROUNDS = 400


# ---------------------------------------------------------------- the log


def made_log(path: Path, entries: int) -> None:
    """A store with the shipped register and that many entries, made from the shipped ones."""
    rng = random.Random(entries)
    templates = _templates()
    cast = Cast(entries)
    log = open_log(f"sqlite:///{path}")
    log.append_stored(_register(cast))
    total = (LAST - FIRST).days
    moments = sorted(
        (day + _delay(rng), number, day) for number, day in enumerate(rng.randrange(total) for _ in range(entries))
    )
    batch: list[KeyedEvent] = []
    waiting: list[list[KeyedEvent]] = []
    for recorded, number, day in moments:
        stream = _stream(rng, rng.choice(templates), f"entry-{number:08d}", FIRST + timedelta(day), cast)
        waiting.append(stream)
        batch.append(_at(stream.pop(0), recorded, rng))
        while len(waiting) > 500 or (waiting and rng.random() < 0.4):
            later = waiting.pop(rng.randrange(len(waiting)))
            if later:
                batch.append(_at(later.pop(0), recorded, rng))
                waiting.append(later)
        if len(batch) > 5_000:
            log.append_stored(batch)
            batch = []
    log.append_stored(batch + [_at(event, total + 400, rng) for stream in waiting for event in stream])
    log.close()


class Cast(NamedTuple):
    """How many take part, in a log of so many entries."""

    entries: int

    @property
    def offices(self) -> int:
        """Offices: 175 changes each."""
        return max(10, self.entries // 2_500)

    @property
    def targets(self) -> int:
        """Targets of sanctions: 70 acts each."""
        return max(40, self.entries // 125)

    def office(self, rng: random.Random) -> str:
        """One of the offices."""
        return f"office_{rng.randrange(self.offices)}"

    def target(self, rng: random.Random) -> str:
        """One of the targets."""
        return f"target_{rng.randrange(self.targets)}"

    def recast(self, fact: dict[str, Any], rng: random.Random) -> None:
        """Give a fact other offices, persons and targets."""
        if fact["kind"] == "appointment":
            fact["office"] = self.office(rng)
            fact["person"] = f"holder_{fact['office'][7:]}_{rng.randrange(20)}"
        elif fact["kind"] == "sanctions_change":
            wide = fact["action"] == "extended" and "belarus" in fact["targets"]
            if not wide or rng.random() > 3_000 / self.entries:
                fact["targets"] = list(dict.fromkeys(self.target(rng) for _ in fact["targets"]))

    def actors(self) -> list[dict[str, Any]]:
        """All of them, as the register has them."""
        found = []
        for number in range(self.offices):
            ties = [{"kind": "of", "to": "belarus"}, {"kind": "filled_by", "to": "belarus"}]
            found.append({"id": f"office_{number}", "type": "office", "relations": ties})
            found += [{"id": f"holder_{number}_{each}", "type": "person"} for each in range(20)]
        found += [
            {"id": f"target_{number}", "type": "company", "relations": [{"kind": "located_in", "to": "belarus"}]}
            for number in range(self.targets)
        ]
        return [{**actor, "names": [{"text": actor["id"], "lang": "en", "script": "Latn"}]} for actor in found]


def _register(cast: Cast) -> list[KeyedEvent]:
    """The shipped register, with everybody else."""
    shipped = [read_line(line, "register")[0] for line in shipped_files()[0].read_bytes().splitlines()]
    states = [(str(stored.originator_id), stored.state) for stored in shipped]
    states += [(f"actor:{actor['id']}", json.dumps({"actor": actor}).encode()) for actor in cast.actors()]
    rng, versions = random.Random(1), dict.fromkeys((stream for stream, _ in states), 0)
    made = []
    for stream, state in states:
        versions[stream] += 1
        made.append(_at(KeyedEvent(stream, versions[stream], "actor_recorded.1", state, b"", 0), 0, rng))
    return made


def _delay(rng: random.Random) -> int:
    return rng.choice((0, 0, 1, 1, 2, 3, 5)) if rng.random() < 0.8 else rng.randrange(400)


def _templates() -> list[list[KeyedEvent]]:
    streams: dict[str, list[KeyedEvent]] = {}
    for number, line in enumerate(shipped_files()[1].read_bytes().splitlines()):
        stored, _ = read_line(line, f"line {number}")
        streams.setdefault(str(stored.originator_id), []).append(stored)
    return list(streams.values())


def _stream(rng: random.Random, template: Sequence[KeyedEvent], ref: str, day: date, cast: Cast) -> list[KeyedEvent]:
    events = []
    dice = rng.random()
    for version, stored in enumerate(template, 1):
        state = stored.state
        if stored.topic.startswith(("recorded.", "corrected.")):
            data = json.loads(state)
            was = data["fact"]["when"]
            data["fact"]["when"] = _moved(was, day)
            span = _span(data["fact"].pop("effective", None), was, day)
            if span is not None:
                data["fact"]["effective"] = span
            cast.recast(data["fact"], random.Random(dice))
            data["fact"].setdefault("summary", {})["en"] = f"zq{rng.randrange(50_000):x} zq{rng.randrange(500):x}"
            state = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
        elif stored.topic.startswith("linked."):
            data = json.loads(state)
            data["to"] = f"entry-{rng.randrange(max(1, int(ref[6:]))):08d}"
            state = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
        events.append(KeyedEvent(ref, version, stored.topic, state, b"", 0))
    return events


def _span(effective: Any, was: str, day: date) -> Any:
    """As long after it as it was; None where that is known less than to the day."""
    if not isinstance(effective, dict) or len(was) != 10:
        return None
    span = {key: text for key, text in effective.items() if len(text) == 10}
    moved = {key: day + (date.fromisoformat(text) - date.fromisoformat(was)) for key, text in span.items()}
    return {key: str(at) for key, at in moved.items()} or None


def _moved(when: str, day: date) -> str:
    """The same precision on another day; intervals become the month."""
    return str(day)[: {4: 4, 7: 7, 10: 10}.get(len(when), 7)]


def _at(event: KeyedEvent, day: int, rng: random.Random) -> KeyedEvent:
    us = int((FIRST + timedelta(day)).toordinal() - date(1970, 1, 1).toordinal()) * 86_400_000_000
    key = event_id(us, rng.randbytes)
    return KeyedEvent(event.originator_id, event.originator_version, event.topic, event.state, key, us)


# ---------------------------------------------------------------- measuring


def timed(question: Callable[[], object], rounds: int = ROUNDS) -> tuple[float, float]:
    """p50 and p99 of a question, in milliseconds."""
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        question()
        times.append(time.perf_counter() - began)
    times.sort()
    return times[len(times) // 2] * 1e3, times[int(len(times) * 0.99)] * 1e3


def measured(title: str, question: Callable[[], object], bare: float | None = None) -> float:
    """Print a line; give the median."""
    half, most = timed(question)
    ratio = f"{half / bare:6.2f} x bare" if bare else ""
    print(f"  {title:58} p50 {half:7.3f} ms   p99 {most:7.3f} ms   {ratio}")
    return half


def rebuilding(url: str) -> None:
    """Load everything in a process of its own; print seconds and its peak memory."""
    code = (
        "import sys, time, resource; from timeline.log import open_log;"
        " from timeline.projections.read_model import ReadModel; log = open_log(sys.argv[1]); model = ReadModel(log);"
        " position = log.position(); before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss;"
        " began = time.perf_counter(); path = model.rebuild(); took = time.perf_counter() - began;"
        " peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss;"
        " print(f'  rebuild: {took:.1f} s, {position / took:,.0f} events/s, peak {peak / 1024:.0f} MiB"
        " ({before / 1024:.0f} before), file {path.stat().st_size / 2**20:.0f} MiB')"
    )
    subprocess.run([sys.executable, "-c", code, url], check=True)


class Noted:
    """A connection that keeps what it was told to write."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.batches: list[list[tuple[str, object, bool]]] = [[]]

    def execute(self, statement: str, parameters: Sequence[object] = ()) -> sqlite3.Cursor:
        """Run one statement."""
        if not statement.startswith("SELECT"):
            self.batches[-1].append((statement, parameters, False))
        return self.connection.execute(statement, parameters)

    def executemany(self, statement: str, parameters: list[Any]) -> sqlite3.Cursor:
        """Run one statement many times."""
        self.batches[-1].append((statement, parameters, True))
        return self.connection.executemany(statement, parameters)


def _fresh(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, cached_statements=256)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA cache_size=-16384")
    create(connection)
    return connection


def projecting(log: Log, place: Path, most: int) -> None:
    """Project event by event as when following, 500 a transaction; then write the same rows, made before."""
    pages = []
    for rows in log.pages():
        pages.append(rows)
        if sum(map(len, pages)) >= most:
            break
    number = sum(map(len, pages))
    took: dict[str, list[float]] = {"projected": [], "prebuilt": []}
    for turn in range(3):
        with closing(_fresh(place / f"projected-{turn}")) as connection:
            noted = Noted(connection)
            _project(noted, log, pages)
        with closing(_fresh(place / f"again-{turn}")) as connection:
            began = time.perf_counter()
            _project(connection, log, pages)
            took["projected"].append(time.perf_counter() - began)
        with closing(_fresh(place / f"prebuilt-{turn}")) as connection:
            began = time.perf_counter()
            for batch in noted.batches:
                connection.execute("BEGIN IMMEDIATE")
                for statement, parameters, many in batch:
                    (connection.executemany if many else connection.execute)(statement, parameters)  # type: ignore[arg-type]
                connection.execute("COMMIT")
            took["prebuilt"].append(time.perf_counter() - began)
    ours, theirs = min(took["projected"]), min(took["prebuilt"])
    print(
        f"  projecting, 500 events a transaction: {number / ours:,.0f} events/s;"
        f" the same rows prebuilt: {number / theirs:,.0f}; ratio {theirs / ours:.2f}"
    )


def _project(connection: Any, log: Log, pages: Sequence[Any]) -> None:
    projector = Projector(connection, log.mapper)
    raw = connection.connection if isinstance(connection, Noted) else connection
    for rows in pages:
        raw.execute("BEGIN IMMEDIATE")
        projector.apply(rows, END)
        raw.execute("COMMIT")
        if isinstance(connection, Noted):
            connection.batches.append([])


# ---------------------------------------------------------------- queries


def bare(path: Path, timeline: Timeline) -> sqlite3.Connection:
    """What somebody would write with sqlite3 alone: only the present, only these questions, bytes instead of entries.

    The payload is an entry's events, one behind the other, in one row; an index stands for each question.
    """
    connection = sqlite3.connect(path, isolation_level=None, cached_statements=64)
    for pragma in ("journal_mode=OFF", "synchronous=OFF", "page_size=8192", "cache_size=-32768"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("CREATE TABLE entry (id INTEGER PRIMARY KEY, day, kind, state)")
    connection.execute("CREATE TABLE actor (actor, kind, day, id, PRIMARY KEY (actor, kind, day, id)) WITHOUT ROWID")
    connection.execute("CREATE VIRTUAL TABLE words USING fts5 (text, content='', detail=none, columnsize=0)")
    register = timeline.register()
    ties = Ties({actor.id: register.above(actor.id) for actor in register})
    ids: dict[str, int] = {}
    connection.execute("BEGIN")
    for rows in timeline.log.pages(page=2_000):
        for row, item in zip(rows, timeline.log.mapper.envelopes(rows), strict=True):
            if row[1] in ids:
                connection.execute("UPDATE entry SET state = state || ? WHERE id = ?", (row[4], ids[row[1]]))
            if not isinstance(item, Envelope) or not isinstance(item.event, Recorded):
                continue
            number = ids[row[1]] = len(ids) + 1
            fact = item.event.fact
            seen = face(fact, ties)
            connection.execute("INSERT INTO entry VALUES (?, ?, ?, ?)", (number, seen.day, fact.kind, row[4]))
            wholes = {whole for _, actor in fact.mentions() for whole in register.above(actor)}
            connection.executemany(
                "INSERT INTO actor VALUES (?, ?, ?, ?)", [(whole, fact.kind, seen.day, number) for whole in wholes]
            )
            connection.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (number, " ".join(seen.words)))
    for name, columns in (
        ("days", "entry (day, id)"),
        ("kinds", "entry (kind, day, id)"),
        ("ids", "actor (actor, day)"),
    ):
        connection.execute(f"CREATE INDEX {name} ON {columns}")
    connection.execute("INSERT INTO words (words) VALUES ('optimize')")
    connection.execute("COMMIT")
    return connection


ACTORS = ("lukashenko", "belarus", "united_states", "john_coale", "donald_trump", "ofac", "european_union", "lithuania")
PAIRS = (("lukashenko", "meeting"), ("belarus", "release"), ("united_states", "sanctions_change"),
         ("european_union", "sanctions_change"), ("viasna", "prisoner_count"), ("john_coale", "statement"))  # fmt: skip


class Asked(NamedTuple):
    """A question in words, as a filter, and by hand."""

    title: str
    wanted: Callable[[], Filter]
    by_hand: Callable[[sqlite3.Connection], object] | None = None


def _year(rng: random.Random, upto: date = LAST) -> Period:
    start = FIRST + timedelta(rng.randrange(max(1, (upto - FIRST).days - 366)))
    return Period(start=start, end=start + timedelta(365))


def _days(period: Period) -> tuple[int, int]:
    assert period.start is not None
    assert period.end is not None
    return period.start.toordinal(), period.end.toordinal()


def _pair(rng: random.Random, upto: date) -> Filter:
    actor, kind = rng.choice(PAIRS)
    return Filter(kinds=frozenset([kind]), actors=(actor,), period=_year(rng, upto))


def _rare(rng: random.Random) -> str:
    return f"zq{rng.randrange(5_000, 50_000):x}"


def questions(rng: random.Random, upto: date) -> list[Asked]:
    """Every kind of question; periods end before a day."""
    select = "SELECT e.id, e.state FROM"
    newest = "ORDER BY e.day DESC, e.id DESC LIMIT 21"
    through = "actor a JOIN entry e ON e.id = a.id WHERE a.actor = ?"
    by_words = f"{select} words w JOIN entry e ON e.id = w.rowid WHERE words MATCH ? ORDER BY w.rowid DESC LIMIT 21"
    return [
        Asked(
            "kind + actor + year, page of 20",
            lambda: _pair(rng, upto),
            lambda c: c.execute(
                f"{select} {through} AND a.kind = ? AND a.day BETWEEN ? AND ? ORDER BY a.day DESC, a.id DESC LIMIT 21",
                (*rng.choice(PAIRS), *_days(_year(rng))),
            ).fetchall(),
        ),
        Asked("newest of all, page of 20", Filter, lambda c: c.execute(f"{select} entry e {newest}").fetchall()),
        Asked(
            "kind, page of 20",
            lambda: Filter(kinds=frozenset(["release"])),
            lambda c: c.execute(f"{select} entry e WHERE e.kind = 'release' {newest}").fetchall(),
        ),
        Asked(
            "actor + year, page of 20",
            lambda: Filter(actors=(rng.choice(ACTORS),), period=_year(rng, upto)),
            lambda c: c.execute(
                f"{select} {through} AND a.day BETWEEN ? AND ? ORDER BY a.day DESC, a.id DESC LIMIT 21",
                (rng.choice(ACTORS), *_days(_year(rng))),
            ).fetchall(),
        ),
        Asked(
            "two common words, newest first",
            lambda: Filter(text="sanctions change"),
            lambda c: c.execute(by_words, ("sanctions AND change",)).fetchall(),
        ),
        Asked("a rare word", lambda: Filter(text=_rare(rng)), lambda c: c.execute(by_words, (_rare(rng),)).fetchall()),
        Asked("three letters of a word", lambda: Filter(text="san")),
        Asked("an actor's name in Belarusian", lambda: Filter(text="Лукашэнкі")),
        Asked("the beginning of a word and a year", lambda: Filter(text="priso", period=_year(rng, upto))),
        Asked("two actors", lambda: Filter(actors=tuple(rng.sample(ACTORS, 2)))),
        Asked(
            "two actors and a kind", lambda: Filter(actors=("lukashenko", "john_coale"), kinds=frozenset(["meeting"]))
        ),
        Asked("place", lambda: Filter(place="lithuania")),
        Asked("nationality + year", lambda: Filter(nationality="PL", period=_year(rng, upto))),
        Asked("one day", lambda: Filter(period=Period(start=(day := _year(rng, upto).start), end=day))),
        Asked("a week of one kind", lambda: _week(rng, upto)),
    ]


class Reader:
    """Asks the read model at three depths: keys with their events, entries made anew, entries as they are kept."""

    def __init__(self, timeline: Timeline) -> None:
        self._chronology = timeline._fresh()
        self._register = timeline.register()

    def rows(self, wanted: Filter, known: Cutoff = NOW) -> object:
        """The rows of a page: what the read model itself does, before bytes become entries."""

        def ask(connection: sqlite3.Connection) -> object:
            question = self._chronology._search.question(wanted, self._register, connection)
            if question is None:
                return None
            zones = self._chronology._zones_for(connection, known.moment)
            found = keys(connection, Wanted(question, wanted.period, LAST_KEY, gone=False), known.moment, zones, 21)
            return connection.execute(_EVENTS, (json.dumps([entry_of(key) for key in found]),)).fetchall()

        return self._chronology._model.ask(ask)

    def entries(self, wanted: Filter, known: Cutoff = NOW, *, kept: bool = False) -> object:
        """A page."""
        if not kept:
            self._chronology._shelf._kept.clear()
        return self._chronology.page(wanted, self._register, 20, None, known)


def queries(timeline: Timeline, plain: sqlite3.Connection) -> None:
    """Each query in the read model, as entries, and as somebody would ask sqlite3 for it."""
    reader = Reader(timeline)
    asked = questions(random.Random(2), LAST)
    for question in asked * 3:  # pages that were never touched are measured by the cold command
        reader.rows(question.wanted())
        if question.by_hand:
            question.by_hand(plain)
    print("in the read model, rows with their events:")
    for title, wanted, by_hand in asked:
        floor = timed(lambda ask=by_hand: ask(plain))[0] if by_hand else None  # type: ignore[misc]
        measured(title, lambda ask=wanted: reader.rows(ask()), floor)  # type: ignore[misc]
    print("as entries, nothing kept of earlier answers:")
    for title, wanted, _ in asked:
        measured(title, lambda ask=wanted: reader.entries(ask()))  # type: ignore[misc]
    print("as entries, the last ones kept:")
    for title, wanted, _ in asked:
        measured(title, lambda ask=wanted: reader.entries(ask(), kept=True))  # type: ignore[misc]
    print("Timeline.entries with all it looks up:")
    measured("newest of all", timeline.entries)
    measured("kind + actor", lambda: timeline.entries(kinds=["meeting"], actors=["lukashenko"]))


def past(timeline: Timeline) -> None:
    """The same questions as known earlier, against the present; periods lie before what was known."""
    reader = Reader(timeline)
    last = timeline.position()
    print("as known earlier, against the present (rows):")
    for share in (0.999, 0.9, 0.5, 0.1):
        row = next(timeline.log.pages(int(last * share), page=1))[0]
        upto = date(1970, 1, 1) + timedelta(microseconds=row[6])
        for name, moment in (("position", Cutoff(position=row[0])), ("time", Cutoff(before_us=row[6]))):
            ratios = []
            for number, (title, _, _) in enumerate(questions(random.Random(3), upto)):
                then, now = (
                    timed(lambda ask=question, at=at: reader.rows(ask(), at), 300)[0]  # type: ignore[misc]
                    for question, at in (
                        (questions(random.Random(4), upto)[number].wanted, moment),
                        (questions(random.Random(4), upto)[number].wanted, NOW),
                    )
                )
                ratios.append((then / now, title))
            ratios.sort()
            print(
                f"  {share:5.1%} of the log, by {name:8}: median {ratios[len(ratios) // 2][0]:.2f},"
                f" most {ratios[-1][0]:.2f} ({ratios[-1][1]}), then {ratios[-2][0]:.2f} ({ratios[-2][1]})"
            )


class Reads:
    """A connection that keeps what was asked, and how many rows of it were taken."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.made: list[tuple[str, Sequence[object], list[Any]]] = []

    def execute(self, statement: str, parameters: Sequence[object] = ()) -> Any:
        """Ask."""
        taken: list[Any] = []
        self.made.append((statement, parameters, taken))
        return Taken(self.connection.execute(statement, parameters), taken)

    def again(self) -> None:
        """The same rows once more."""
        for statement, parameters, taken in self.made:
            self.connection.execute(statement, parameters).fetchmany(len(taken) + 1)


class Taken:
    """A cursor that keeps what is taken from it."""

    def __init__(self, cursor: sqlite3.Cursor, taken: list[Any]) -> None:
        self._cursor, self._taken = cursor, taken

    def __iter__(self) -> Iterator[Any]:
        for row in self._cursor:
            self._taken.append(row)
            yield row

    def fetchone(self) -> Any:
        """The next row."""
        return self._cursor.fetchone()


class Standing:
    """Questions for offices and sanctions on a day, of random subjects."""

    def __init__(self, timeline: Timeline, entries: int) -> None:
        self.chronology = timeline._fresh()
        self.cast = Cast(entries)
        self.rng = random.Random(5)
        self.upto = LAST
        self._register = timeline.register()

    def day(self) -> date:
        """A day after the first year."""
        first = FIRST + timedelta(400)
        return first + timedelta(self.rng.randrange(max(1, (self.upto - first).days)))

    def office(self, known: Cutoff = NOW) -> object:
        """One office."""
        kept_gists._gist.cache_clear()
        return self.chronology.offices(self._register, self.day(), self.cast.office(self.rng), None, known)

    def person(self) -> object:
        """One person's offices."""
        kept_gists._gist.cache_clear()
        person = f"holder_{self.rng.randrange(self.cast.offices)}_1"
        return self.chronology.offices(self._register, self.day(), None, person)

    def target(self, known: Cutoff = NOW) -> object:
        """Sanctions on one target, and on the state that it belongs to."""
        kept_gists._gist.cache_clear()
        return self.chronology.sanctions(self._register, self.day(), self.cast.target(self.rng), None, known)

    def offices(self) -> int:
        """How many offices there are on a day."""
        return len(self.chronology.offices(self._register, self.day(), None, None).offices)

    def sanctions(self) -> int:
        """How many rows of sanctions there are on a day."""
        return len(self.chronology.sanctions(self._register, self.day(), None, None).targets)

    def rows(self, title: str) -> None:
        """How long it takes to read the rows of an answer again."""
        now, times = NOW.moment, []
        for turn in range(2 * ROUNDS):
            reads: Any = Reads(self.chronology._model._opened().connection)
            if title == "office":
                offices_of(KeptSteps(reads, now), self._register, self.day(), office=self.cast.office(self.rng))
            else:
                acts = KeptActs(reads, now, None)
                sanctions_of(acts, self._register, self.day(), target=self.cast.target(self.rng))
            began = time.perf_counter()
            reads.again()
            if turn >= ROUNDS:
                times.append((time.perf_counter() - began) * 1e3)
        times.sort()
        print(f"  rows of one {title:46} p50 {times[ROUNDS // 2]:7.3f} ms   p99 {times[int(ROUNDS * 0.99)]:7.3f} ms")


def standing(timeline: Timeline, plain: sqlite3.Connection, entries: int) -> None:
    """Offices and sanctions on a day, whole answers; as known earlier too; and what each of all of them takes."""
    asked = Standing(timeline, entries)
    rng, cast = asked.rng, asked.cast
    by_hand = "SELECT e.id, e.state FROM actor a JOIN entry e ON e.id = a.id WHERE a.actor = ? AND a.kind = ?"
    newest, acts = f"{by_hand} AND a.day <= ? ORDER BY a.day DESC LIMIT 2", f"{by_hand} AND a.day <= ?"
    offices = timed(
        lambda: plain.execute(newest, (cast.office(rng), "appointment", asked.day().toordinal())).fetchall()
    )
    sanctions = timed(
        lambda: plain.execute(acts, (cast.target(rng), "sanctions_change", asked.day().toordinal())).fetchall()
    )
    print("offices and sanctions on a day, the rows that an answer reads, and whole answers with nothing kept:")
    asked.rows("office")
    asked.rows("target")
    measured("office", asked.office, offices[0])
    measured("the offices of one person", asked.person)
    measured("sanctions on one target", asked.target, sanctions[0])
    for title, every in (("offices", asked.offices), ("sanctions", asked.sanctions)):
        began = time.perf_counter()
        found = sum(every() for _ in range(3))
        print(f"  all {title}: {found // 3} found, {(time.perf_counter() - began) / found * 1e3:.3f} ms for each")
    _standing_past(timeline, asked)


def _standing_past(timeline: Timeline, asked: Standing) -> None:
    """The same days and subjects as known earlier and now; the days lie before what was known."""
    for share in (0.9, 0.5, 0.1):
        row = next(timeline.log.pages(int(timeline.position() * share), page=1))[0]
        asked.upto = date(1970, 1, 1) + timedelta(microseconds=row[6])
        for name, moment in (("position", Cutoff(position=row[0])), ("time", Cutoff(before_us=row[6]))):
            ratios = []
            for ask in (asked.office, asked.target):
                asked.rng.seed(6)
                then = timed(lambda ask=ask, at=moment: ask(at))[0]  # type: ignore[misc]
                asked.rng.seed(6)
                ratios.append(then / timed(ask)[0])
            told = f"office {ratios[0]:.2f}, sanctions {ratios[1]:.2f} x the present"
            print(f"  as known at {share:.0%} by {name:8}: {told}")


def _week(rng: random.Random, upto: date) -> Filter:
    start = _year(rng, upto).start
    assert start is not None
    return Filter(kinds=frozenset(["arrest"]), period=Period(start=start, end=start + timedelta(6)))


def correcting(timeline: Timeline) -> None:
    """From the return of `correct` to a list that shows it."""
    times = []
    for entry in timeline.entries(kinds=["incident"], limit=100):
        word = f"corrected{timeline.position()}"
        after = timeline.correct(entry, what=word, reason="measured")
        began = time.perf_counter()
        page = timeline.entries(text=word, limit=1)
        times.append((time.perf_counter() - began) * 1e3)
        assert page.entries == (after,)
    times.sort()
    print(f"  a correction is listed after p50 {times[len(times) // 2]:.2f} ms, p99 {times[-1]:.2f} ms")


def cold_list(url: str) -> None:
    """`timeline list` as a process of its own."""
    code = "import sys; from timeline.cli import main; main()"
    times = []
    for _ in range(7):
        began = time.perf_counter()
        subprocess.run([sys.executable, "-c", code, "list", "--store", url], check=True, stdout=subprocess.DEVNULL)
        times.append(time.perf_counter() - began)
    print(f"  cold `timeline list`: median {statistics.median(times):.2f} s, most {max(times):.2f} s")


def measure(timeline: Timeline, only: Sequence[str], entries: int, place: Path) -> None:
    """Everything that is asked for of an open log of so many entries."""
    if "rebuild" in only:
        rebuilding(timeline.log.url)
    if "project" in only:
        projecting(timeline.log, place, 50_000)
    if {"query", "standing"} & set(only):
        plain = bare(place / "bare.db", timeline)
        if "query" in only:
            queries(timeline, plain)
        if "standing" in only:
            standing(timeline, plain, entries)
    if "past" in only:
        past(timeline)
    if "correct" in only:
        correcting(timeline)


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--keep", type=Path, help="a directory that keeps the log for the next time")
    parser.add_argument("--only", default="rebuild,project,query,standing,past,correct,cold")
    given = parser.parse_args()
    only = given.only.split(",")
    with tempfile.TemporaryDirectory() as temporary:
        place = given.keep or Path(temporary)
        place.mkdir(parents=True, exist_ok=True)
        store = place / f"reading-{given.entries}.db"
        url = f"sqlite:///{store}"
        if not store.exists():
            made_log(store, given.entries)
        with Timeline.open(url) as timeline:
            lost = len(timeline.unreadable())
            if lost:
                sys.exit(f"{lost} entries of the made log cannot be read: nothing measured on it would hold")
            size, events = store.stat().st_size, timeline.position()
            print(f"{given.entries:,} entries, {events:,} events, {size / events:,.0f} bytes an event in the log")
            measure(timeline, only, given.entries, Path(temporary))
        if "cold" in only:
            cold_list(url)


if __name__ == "__main__":
    main()
