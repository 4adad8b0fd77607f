"""From words to the finished answer on the shipped timeline, or on a made one that is given.

    python tests/benchmarks/answering.py [STORE]

Every seen question is asked on its own day: reading, finding, wording, citation. The first question
is not counted: it loads the parser.
"""

from __future__ import annotations

import argparse
import sys
import time
from datetime import date
from pathlib import Path
from statistics import quantiles

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

from tests.asked import questions, seen_files  # noqa: E402
from tests.shipped_pack import imported  # noqa: E402
from timeline import Timeline  # noqa: E402


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("store", nargs="?")
    given = parser.parse_args()
    with Timeline.open(given.store) if given.store else imported() as timeline:
        asked = [(str(one["text"]), date.fromisoformat(str(one["today"]))) for one in questions(seen_files())]
        timeline.ask(asked[0][0], today=asked[0][1])
        took = []
        for text, today in asked:
            before = time.perf_counter()
            timeline.ask(text, today=today)
            took.append((time.perf_counter() - before, text))
        shares = quantiles([seconds for seconds, _ in took], n=100)
        seconds, text = max(took)
        p50, p90, p99 = (shares[at] * 1e3 for at in (49, 89, 98))
        print(f"{len(took)} questions: p50 {p50:.1f} ms, p90 {p90:.1f}, p99 {p99:.1f}")
        print(f"slowest {seconds * 1e3:.0f} ms: {text}")


if __name__ == "__main__":
    main()
