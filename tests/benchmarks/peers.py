"""Four questions, asked of the timeline and of three other tools, on one log: p50 of each, in milliseconds.

    pip install duckdb pandas datasette     (beside the timeline; they are no part of its test extras)
    python tests/benchmarks/peers.py --entries 100000 [--keep DIRECTORY]

The others hold the present state alone, in flat tables made for these questions: no history, no
claims, no doubt about a date, and of sanctions the last act of each programme instead of layers.
DuckDB and pandas are asked in this process; Datasette through its own in-process client, as JSON,
from an SQLite file with an index for every question and FTS5. The timeline answers as it does
everywhere: whole entries with claims and sources, as known now.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import sqlite3
import sys
import tempfile
import time
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks.reading import FIRST, PAIRS, Cast, made_log
from timeline import Arrest, Period, Release, SanctionsChange, Timeline
from timeline.projections.marks import Ties, face

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 100
COMMON = ("sanctions", "release", "count", "arrest", "statement")
_TABLES = (
    (
        "CREATE TABLE entry (id INTEGER PRIMARY KEY, day INTEGER, kind TEXT, lower INTEGER, upper INTEGER,"
        " text TEXT, state TEXT)"
    ),
    "CREATE TABLE party (actor TEXT, kind TEXT, day INTEGER, entry INTEGER)",
    "CREATE TABLE act (target TEXT, programme TEXT, day INTEGER, action TEXT, entry INTEGER)",
)
_PAGE = (
    "SELECT entry.id, entry.state FROM party JOIN entry ON entry.id = party.entry WHERE party.actor = :actor"
    " AND party.kind = :kind AND party.day BETWEEN :first AND :last ORDER BY party.day DESC, party.entry DESC LIMIT 20"
)
_ACTS = (
    "SELECT programme, action, entry, day FROM (SELECT *, row_number() OVER (PARTITION BY programme"
    " ORDER BY day DESC, entry DESC) AS place FROM act WHERE target = :target AND day <= :last) AS acts WHERE place = 1"
)
_SUMS = (
    "SELECT kind, count(*) AS number, sum(lower) AS lower, sum(upper) AS upper FROM entry"
    " WHERE kind IN ('release', 'arrest') AND day BETWEEN :first AND :last GROUP BY kind"
)
_LIKE = (
    "SELECT id, state FROM entry WHERE text LIKE '%' || :one || '%' AND text LIKE '%' || :other || '%'"
    " ORDER BY day DESC, id DESC LIMIT 20"
)
_MATCH = (
    "SELECT entry.id, entry.state FROM words JOIN entry ON entry.id = words.rowid"
    " WHERE words MATCH :one || ' ' || :other ORDER BY words.rowid DESC LIMIT 20"
)


class Peers(NamedTuple):
    """What answers each question, for one tool: page, acts, words, balance."""

    name: str
    page: Callable[[str, str, Period], object]
    acts: Callable[[str, date], object]
    words: Callable[[str, str], object]
    balance: Callable[[Period], object]


def flat(path: Path, timeline: Timeline) -> None:
    """The present state in flat tables, with the indexes that somebody would make for these questions."""
    register = timeline.register()
    ties = Ties({actor.id: register.above(actor.id) for actor in register})
    with closing(sqlite3.connect(path)) as connection:
        for statement in _TABLES:
            connection.execute(statement)
        # Ids rise with the days, so that the newest of a full-text index come first by id.
        for number, entry in enumerate(reversed(timeline.entries(limit=None).entries), 1):
            fact, seen = entry.fact, face(entry.fact, ties)
            people = fact.people if isinstance(fact, Release | Arrest) else None
            row = (number, seen.day, fact.kind, people and people.lower, people and people.upper)
            connection.execute(
                "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?)",
                (*row, " ".join(sorted(seen.words)), entry.fact.model_dump_json()),
            )
            wholes = {whole for _, actor in fact.mentions() for whole in register.above(actor)}
            connection.executemany(
                "INSERT INTO party VALUES (?, ?, ?, ?)", [(whole, fact.kind, seen.day, number) for whole in wholes]
            )
            if isinstance(fact, SanctionsChange):
                programme = fact.programme or fact.authority
                connection.executemany(
                    "INSERT INTO act VALUES (?, ?, ?, ?, ?)",
                    [(target, programme, seen.day, fact.action, number) for target in fact.targets],
                )
        connection.execute("CREATE INDEX by_party ON party (actor, kind, day, entry)")
        connection.execute("CREATE INDEX by_target ON act (target, programme, day)")
        connection.execute("CREATE INDEX by_kind ON entry (kind, day, lower, upper)")
        connection.execute("CREATE VIRTUAL TABLE words USING fts5 (text, content='entry', content_rowid='id')")
        connection.execute("INSERT INTO words (words) VALUES ('rebuild')")
        connection.commit()


def _days(period: Period) -> dict[str, int]:
    assert period.start is not None
    assert period.end is not None
    return {"first": period.start.toordinal(), "last": period.end.toordinal()}


# ---------------------------------------------------------------- the tools


def ours(timeline: Timeline) -> Peers:
    """The timeline itself, by its front door."""
    return Peers(
        "timeline",
        lambda actor, kind, year: timeline.entries(actors=actor, kinds=kind, since=year.start, until=year.end),
        lambda target, day: timeline.sanctions(target=target, on=day),
        lambda one, other: timeline.entries(text=f"{one} {other}"),
        lambda month: timeline.prisoners(since=month.start, until=month.end),
    )


def duck(path: Path) -> Peers:
    """DuckDB, its tables copied from the SQLite file into its own format, in memory."""
    import duckdb
    import pandas as pd

    connection = duckdb.connect()
    with closing(sqlite3.connect(path)) as source:
        for table in ("entry", "party", "act"):
            frame = pd.read_sql_query(f"SELECT * FROM {table} ORDER BY day", source)
            connection.register("frame", frame)
            connection.execute(f"CREATE TABLE {table} AS SELECT * FROM frame")
            connection.unregister("frame")

    def ask(statement: str, **asked: object) -> object:
        for name in asked:
            statement = statement.replace(f":{name}", f"${name}")
        return connection.execute(statement, asked).fetchall()

    return Peers(
        "DuckDB",
        lambda actor, kind, year: ask(_PAGE, actor=actor, kind=kind, **_days(year)),
        lambda target, day: ask(_ACTS, target=target, last=day.toordinal()),
        lambda one, other: ask(_LIKE, one=one, other=other),
        lambda month: ask(_SUMS, **_days(month)),
    )


def frames(path: Path) -> Peers:
    """pandas, one data frame a table, kinds and actors as categories."""
    import pandas as pd

    with closing(sqlite3.connect(path)) as source:
        entry, party, act = (
            pd.read_sql_query(f"SELECT * FROM {table} ORDER BY day, {key}", source)
            for table, key in (("entry", "id"), ("party", "entry"), ("act", "entry"))
        )
    for frame, column in ((entry, "kind"), (party, "kind"), (party, "actor"), (act, "target")):
        frame[column] = frame[column].astype("category")
    by_id = entry.set_index("id")

    def page(actor: str, kind: str, year: Period) -> object:
        days = party["day"].between(*_days(year).values())
        found = party[(party["actor"] == actor) & (party["kind"] == kind) & days].tail(20)
        return by_id.loc[found["entry"], "state"].to_dict()

    def acts(target: str, day: date) -> object:
        found = act[(act["target"] == target) & (act["day"] <= day.toordinal())]
        return found.groupby("programme").tail(1).to_dict("records")

    def words(one: str, other: str) -> object:
        has = entry["text"].str.contains(one, regex=False) & entry["text"].str.contains(other, regex=False)
        return entry[has].tail(20)["state"].to_dict()

    def balance(month: Period) -> object:
        found = entry[entry["kind"].isin(["release", "arrest"]) & entry["day"].between(*_days(month).values())]
        return found.groupby("kind", observed=True)[["lower", "upper"]].sum().to_dict()

    return Peers("pandas", page, acts, words, balance)


def datasette(path: Path) -> Peers:
    """Datasette, asked for JSON as a browser would ask it, without the network between."""
    from datasette.app import Datasette

    loop = asyncio.new_event_loop()
    served = Datasette([str(path)])
    loop.run_until_complete(served.invoke_startup())

    def ask(statement: str, **asked: object) -> object:
        parameters = {"sql": statement, "_shape": "array", **{name: str(value) for name, value in asked.items()}}
        answer: Any = loop.run_until_complete(served.client.get(f"/{path.stem}.json", params=parameters))
        assert answer.status_code == 200, answer.text
        return json.loads(answer.text)

    return Peers(
        "Datasette",
        lambda actor, kind, year: ask(_PAGE, actor=actor, kind=kind, **_days(year)),
        lambda target, day: ask(_ACTS, target=target, last=day.toordinal()),
        lambda one, other: ask(_MATCH, one=one, other=other),
        lambda month: ask(_SUMS, **_days(month)),
    )


# ---------------------------------------------------------------- measuring


def asked(peer: Peers, cast: Cast) -> list[float]:
    """The p50 of each question, in milliseconds: the same questions for everybody."""
    rng = random.Random(7)

    def year(days: int = 365) -> Period:
        start = FIRST + timedelta(rng.randrange(6_500))
        return Period(start=start, end=start + timedelta(days))

    def month() -> Period:
        start = year().start
        assert start is not None
        first = start.replace(day=1)
        return Period(start=first, end=(first + timedelta(31)).replace(day=1) - timedelta(1))

    questions = (
        lambda: peer.page(*rng.choice(PAIRS), year()),
        lambda: peer.acts(cast.target(rng), year().end or FIRST),
        lambda: peer.words(f"zq{rng.randrange(256, 500):x}", rng.choice(COMMON)),
        lambda: peer.balance(month()),
    )
    found = []
    for question in questions:
        times = []
        for _ in range(ROUNDS):
            began = time.perf_counter()
            question()
            times.append(time.perf_counter() - began)
        found.append(sorted(times)[ROUNDS // 2] * 1e3)
    return found


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--keep", type=Path, help="a directory that keeps the log for the next time")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        store = (given.keep or Path(temporary)) / f"reading-{given.entries}.db"
        if not store.exists():
            made_log(store, given.entries)
        with Timeline.open(f"sqlite:///{store}") as timeline:
            path = Path(temporary) / "peers.db"
            flat(path, timeline)
            print(f"{given.entries:,} entries, p50 in ms of {ROUNDS} questions each")
            titles = ("actor + kind + year", "sanctions of a target", "two words", "balance of a month")
            print(f"  {'':10} {'  '.join(f'{title:>21}' for title in titles)}")
            for peer in (ours(timeline), duck(path), frames(path), datasette(path)):
                print(f"  {peer.name:10} {'  '.join(f'{half:21.2f}' for half in asked(peer, Cast(given.entries)))}")


if __name__ == "__main__":
    main()
