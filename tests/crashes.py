"""Kill a writer at random moments, again and again; then see what the log holds.

    python tests/crashes.py --rounds 100 [--seed 1]

A writing process records alone and in batches, and says what was acknowledged. Each round kills
it (SIGKILL) and starts the next one at the first recording that was not acknowledged, so that
whatever was committed without being acknowledged is recorded again. Afterwards every acknowledged
event must be there, at its position, and none twice.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.servers.postgres import PostgresServer
from tests.writers import process
from timeline import Envelope
from timeline.log import open_log

LONGEST = 0.12
"""Seconds from the first acknowledgement of a round to its kill, at most."""


class Tally(NamedTuple):
    """What became of the events of all rounds."""

    acknowledged: int
    stored: int
    lost: list[str]
    moved: list[str]
    doubled: list[str]
    missing: list[str]
    unreadable: list[int]
    unacknowledged_rounds: int

    @property
    def whole(self) -> bool:
        """Whether everything is as it must be."""
        return not (self.lost or self.moved or self.doubled or self.missing or self.unreadable)


def crash(url: str, rounds: int, rng: random.Random) -> Tally:
    """Kill a writer of this store that many times; say what the log holds then."""
    acknowledged: dict[str, int] = {}
    silent = 0
    for _ in range(rounds):
        first = len(acknowledged) + 1
        acknowledged |= _round(url, first, rng)
        silent += len(_recordings(url)[0]) > len(acknowledged)
    # What the last round left unacknowledged is recorded again like everything before it.
    acknowledged |= _round(url, len(acknowledged) + 1, rng)
    found, unreadable = _recordings(url)
    places = dict(found)
    times = Counter(ref for ref, _ in found)
    return Tally(
        acknowledged=len(acknowledged),
        stored=len(found),
        lost=[ref for ref in acknowledged if ref not in places],
        moved=[ref for ref, position in acknowledged.items() if places.get(ref, position) != position],
        doubled=[ref for ref, count in times.items() if count > 1],
        missing=[ref for ref in map(_ref, range(1, len(times) + 1)) if ref not in times],
        unreadable=unreadable,
        unacknowledged_rounds=silent,
    )


def _round(url: str, first: int, rng: random.Random) -> dict[str, int]:
    """One life of a writer: what it acknowledged, each ref with its position."""
    with process("record", url, "w", first) as writer:
        assert writer.stdout is not None
        printed = writer.stdout.readline()
        time.sleep(rng.uniform(0, LONGEST))
        writer.kill()
        printed += writer.stdout.read()
    whole, _, _ = printed.rpartition("\n")  # the last line may be cut
    return {ref: int(position) for ref, position in (line.split() for line in whole.splitlines())}


def _recordings(url: str) -> tuple[list[tuple[str, int]], list[int]]:
    """Ref and position of every event of an entry, and the positions that cannot be read."""
    log = open_log(url)
    items = list(log.read())
    log.close()
    found = [(item.ref, item.position) for item in items if isinstance(item, Envelope) and item.ref is not None]
    return found, [item.position for item in items if not isinstance(item, Envelope)]


def _ref(number: int) -> str:
    return f"w-{number:06d}"


def main() -> int:
    """Run on both stores; 0 when nothing was lost or doubled."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    whole = True
    with tempfile.TemporaryDirectory() as place, PostgresServer() as server:
        for store, url in (("sqlite", f"sqlite:///{place}/timeline.db"), ("postgres", server.new_database())):
            tally = crash(url, arguments.rounds, random.Random(arguments.seed))
            whole = whole and tally.whole
            sys.stdout.write(
                f"{store}: {arguments.rounds} kills, {tally.acknowledged} acknowledged, {tally.stored} stored, "
                f"{len(tally.lost)} lost, {len(tally.moved)} moved, {len(tally.doubled)} doubled, "
                f"{len(tally.missing)} missing, {len(tally.unreadable)} unreadable; "
                f"{tally.unacknowledged_rounds} rounds left something committed and not acknowledged\n"
            )
            sys.stdout.flush()
    return 0 if whole else 1


if __name__ == "__main__":
    sys.exit(main())
