"""Reading questions: time from text to query, load time and memory of the parser, work on hostile texts.

    python tests/benchmarks/asking.py [--hostile 10000]

Prints percentiles over all seen questions (each read several times), what loading the words and the
names takes in a fresh process, and the most look-ups that any text cost.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from tests.asked import questions, seen_files, shipped_register  # noqa: E402
from tests.test_understanding import hostile  # noqa: E402
from timeline.asking.understanding import Parser  # noqa: E402

_LOADED = """
import json, resource, sys, time
sys.path[:0] = {paths!r}
from tests.asked import shipped_register
register = shipped_register()
before, peak = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
from timeline.asking.understanding import Parser
parser = Parser(register)
from datetime import date
parser.read("Wann wurde Losik freigelassen?", today=date(2025, 12, 6))
print(json.dumps([time.process_time() - before, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - peak]))
"""


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--hostile", type=int, default=2_000)
    options = arguments.parse_args()
    print_loading()
    print_reading()
    print_hostile(options.hostile)


def print_loading() -> None:
    runs = []
    for _ in range(5):
        code = _LOADED.format(paths=[str(ROOT)])
        runs.append(json.loads(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True).stdout))
    print(
        f"loading: {median(run[0] for run in runs):.3f} s, {median(run[1] for run in runs) / 1024:.1f} MB (median of 5)"
    )


def print_reading() -> None:
    parser = Parser(shipped_register())
    asked = [(str(one["text"]), date.fromisoformat(str(one["today"]))) for one in questions(seen_files())]
    first, again = [], []
    for text, today in asked:
        before = time.process_time()
        parser.read(text, today=today)
        first.append(time.process_time() - before)
    for _ in range(5):
        for text, today in asked:
            before = time.process_time()
            parser.read(text, today=today)
            again.append(time.process_time() - before)
    for name, times in (("first time", first), ("again", again)):
        shares = quantiles(times, n=100)
        print(f"{name}: p50 {shares[49] * 1e3:.3f} ms, p99 {shares[98] * 1e3:.3f} ms, worst {max(times) * 1e3:.3f} ms")


def print_hostile(count: int) -> None:
    parser = Parser(shipped_register())
    worst, slowest = 0, 0.0
    for text in hostile(count):
        before = time.process_time()
        worst = max(worst, parser.read(text, today=date(2025, 12, 6)).work)
        slowest = max(slowest, time.process_time() - before)
    print(f"hostile: {count} texts, at most {worst} look-ups, slowest {slowest * 1e3:.1f} ms")


if __name__ == "__main__":
    main()
