"""How fast counting is, at a size: balances, people, explanations, coverage, refs, proofs; as known earlier, too.

    python tests/benchmarks/counts.py --entries 100000 [--keep DIRECTORY]

The log is that of `reading.py`. A balance costs what it counts: the time for each counted entry is
printed beside it. Ratios are between runs of the same minute.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.benchmarks.reading import FIRST, LAST, made_log, measured, rebuilding, timed
from timeline import Period, Timeline
from timeline.projections.chronology import NOW, Cutoff
from timeline.projections.kept_counts import _OF_PERIOD, KeptCounts, _bounds
from timeline.projections.known import Known
from timeline.projections.proof import proof

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from timeline.projections.prisoners import Prisoners

PEOPLE = ("mikola_statkevich", "ales_bialiatski", "siarhei_tsikhanouski", "maria_kalesnikava", "viktar_babaryka")


class Counting:
    """Asks for balances of random months, at one moment."""

    def __init__(self, timeline: Timeline, known: Cutoff = NOW, upto: date = LAST, seed: int = 1) -> None:
        self.timeline = timeline
        self.known = Known(timeline._fresh(), timeline.register(), known)
        self._chronology = timeline._fresh()
        self._moment = known.moment
        self._months = (upto.year - FIRST.year) * 12 + upto.month - 2
        self._rng = random.Random(seed)

    def months(self, number: int = 1) -> Period:
        """So many months, somewhere before what was known."""
        first = self._rng.randrange(max(1, self._months - number))
        start = date(FIRST.year + first // 12, first % 12 + 1, 1)
        end = first + number
        return Period(start=start, end=date(FIRST.year + end // 12, end % 12 + 1, 1) - timedelta(1))

    def balance(self, number: int = 1) -> Prisoners:
        """A whole answer."""
        return self.known.prisoners(self.months(number))

    def rows(self) -> object:
        """The rows of a balance alone, read and not looked into."""
        asked = (*_bounds(self.months()), *self._moment, *self._moment)
        return self._chronology._model.ask(lambda rows: rows.execute(_OF_PERIOD, asked).fetchall())

    def stocks(self) -> object:
        """The newest stock of each body alone."""

        def ask(rows: sqlite3.Connection) -> object:
            return KeptCounts(rows, self._moment).stocks(self.months().end)

        return self._chronology._model.ask(ask)


def counted(answer: Prisoners) -> int:
    """How many entries an answer rests on."""
    arrests = [answer.arrested, *answer.arrested.measures.values()]
    return len(answer.freed.entries) + sum(len(tally.entries) for tally in arrests) + len(answer.counts)


def balances(timeline: Timeline) -> None:
    """Balances of a month, a year and all years."""
    asked = Counting(timeline)
    for _ in range(100):
        asked.balance()
    print("balances:")
    each = sum(counted(asked.balance()) for _ in range(50)) / 50
    half = measured(f"a month ({each:.0f} counted)", asked.balance)
    print(f"    {half / max(1, each) * 1e3:.1f} µs for each counted")
    measured("  of which: its rows, read alone", asked.rows)
    measured("  of which: the newest stocks", asked.stocks)
    each = sum(counted(asked.balance(12)) for _ in range(5)) / 5
    half = timed(lambda: asked.balance(12), 20)[0]
    print(f"  a year: {half:.1f} ms, {each:.0f} counted, {half / each * 1e3:.1f} µs for each")
    before, began = _memory(), time.perf_counter()
    answer = asked.known.prisoners(Period())
    took, each = (time.perf_counter() - began) * 1e3, counted(answer)
    print(
        f"  all years: {took:,.0f} ms, {each:,} counted, {took / each * 1e3:.1f} µs for each,"
        f" memory from {before} to {_memory()} MiB"
    )


def past(timeline: Timeline) -> None:
    """Months before what was known, against the same months now."""
    last = timeline.position()
    for share in (0.999, 0.9, 0.5, 0.1):
        row = next(timeline.log.pages(int(last * share), page=1))[0]
        upto = date(1970, 1, 1) + timedelta(microseconds=row[6])
        for name, moment in (("position", Cutoff(position=row[0])), ("time", Cutoff(before_us=row[6]))):
            then, now = Counting(timeline, moment, upto), Counting(timeline, NOW, upto)
            ratio = timed(then.balance, 200)[0] / timed(now.balance, 200)[0]
            print(f"  as known at {share:.1%} by {name:8}: {ratio:.2f} x the present")


def others(timeline: Timeline) -> None:
    """People, explanations, coverage, refs, proofs."""
    known, rng = Counting(timeline).known, random.Random(3)
    steps = [len(known.person(who, None).steps) for who in PEOPLE]
    took = [timed(lambda who=who: known.person(who, None), 10)[0] for who in PEOPLE]  # type: ignore[misc]
    print(f"people: {sum(took) / max(1, sum(steps)):.3f} ms for each of {min(steps)} to {max(steps)} steps")
    last = timeline.position()
    for share, events in ((0.5, 100), (0.5, 1_000), (0.5, 5_000)):
        at = int(last * share)
        day = date(1970, 1, 1) + timedelta(microseconds=next(timeline.log.pages(at, page=1))[0][6])
        month = {"since": day.replace(day=1), "until": day.replace(day=28)}
        began = time.perf_counter()
        told = timeline.explain(between=(at, at + events), **month)  # type: ignore[arg-type]
        took_ms = (time.perf_counter() - began) * 1e3
        print(f"  explain a month between {events:,} events: {took_ms:,.0f} ms, {len(told.changes)} changes told")
    few = 20
    for title, question in (
        ("coverage", lambda: timeline.coverage(today=LAST)),
        ("entries by kind and status", lambda: timeline.known().census()),
        ("the same as known at half", lambda: timeline.known(last // 2).census()),
    ):
        print(f"  {title}: {timed(question, few)[0]:.1f} ms")
    measured("refs that begin so", lambda: timeline.refs(f"entry-{rng.randrange(10_000):08d}"[:11]))
    measured("refs that look so", lambda: timeline.near(f"entri-{rng.randrange(10_000):08d}"))
    some = [entry.ref for entry in timeline.entries(limit=20)]
    measured("the proof of an answer with 20 entries", lambda: proof(timeline.log, some, last))
    answer = timeline.prisoners(since="2015-03", until="2015-03")
    of_month = [*answer.freed.entries, *answer.arrested.entries]
    print(f"  the proof of a month's balance: {timed(_proof(timeline, of_month, last), few)[0]:.1f} ms")


def _proof(timeline: Timeline, refs: list[str], last: int) -> Callable[[], object]:
    return lambda: proof(timeline.log, refs, last)


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--keep", type=Path, help="a directory that keeps the log for the next time")
    parser.add_argument("--only", default="rebuild,balances,past,others")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        store = (given.keep or Path(temporary)) / f"reading-{given.entries}.db"
        if not store.exists():
            made_log(store, given.entries)
        if "rebuild" in given.only:
            rebuilding(f"sqlite:///{store}")
        with Timeline.open(f"sqlite:///{store}") as timeline:
            assert timeline.unreadable() == ()
            for name, part in (("balances", balances), ("past", past), ("others", others)):
                if name in given.only:
                    part(timeline)


if __name__ == "__main__":
    main()
