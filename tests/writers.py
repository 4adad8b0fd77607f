"""What the tests record, and the processes that write, read and follow a store beside them.

    python tests/writers.py COMMAND URL …

Each command prints one line a thing done, at once, so that whoever started it (and may kill it
at any moment) knows what was acknowledged. Those that say `ready` begin when they are sent a line.
"""

from __future__ import annotations

import hashlib
import json
import resource
import subprocess
import sys
import time
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from timeline import Actor, Call, Claim, Name, PartialDate, Recorded, Register, Source, Timeline
from timeline.errors import FullError
from timeline.events import SHAPES, Envelope, event_id
from timeline.log import open_log

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline import Event
    from timeline.log import Log

PEOPLE = Register(
    Actor(id=name, type="person", names=(Name(text=name, lang="en", script="Latn"),))
    for name in ("donald_trump", "lukashenko")
)
MOMENT = 1_750_000_000_000_000
"""The recorded time of made envelopes: microseconds since 1970."""

BATCH = 7


def call(topic: str = "prisoners", when: str = "2025-08-15") -> Call:
    """A fact of an ordinary size."""
    return Call(when=PartialDate(when), participants=("donald_trump", "lukashenko"), topics=(topic,))


def claim(publisher: str = "Reuters") -> Claim:
    """A claim for it."""
    return Claim(source=Source(publisher=publisher, published=PartialDate("2025-08-16")))


def envelope(ref: str, version: int = 1, event: Event | None = None, *, at: int = 0, us: int = MOMENT) -> Envelope:
    """An event ready to append; its id follows from the ref and the version."""
    event = event or Recorded(fact=call(f"{ref} {version}"), claims=(claim(),))
    digest = hashlib.sha256(f"{ref}/{version}".encode()).digest()
    return Envelope(at, ref, version, SHAPES.topic(event), event_id(us, lambda size: digest[:size]), us, event)


def envelopes(name: str, size: int, first: int = 1) -> list[Envelope]:
    """That many events, each the first of its own stream."""
    return [envelope(f"{name}-{number:06d}") for number in range(first, first + size)]


@contextmanager
def process(*arguments: object) -> Iterator[subprocess.Popen[str]]:
    """One of the commands below as a process of its own, killed at the end if it still runs."""
    with subprocess.Popen(
        [sys.executable, str(Path(__file__).resolve()), *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
    ) as child:
        try:
            yield child
        finally:
            child.kill()


def started(*processes: subprocess.Popen[str]) -> None:
    """Wait until each is ready, then let all of them begin."""
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        tell(process, "begin")


def tell(process: subprocess.Popen[str], line: str) -> None:
    """Send a line to a process."""
    assert process.stdin is not None
    process.stdin.write(f"{line}\n")
    process.stdin.flush()


def told(process: subprocess.Popen[str]) -> list[list[str]]:
    """Everything a process prints until it ends well, a list of words a line."""
    printed, _ = process.communicate()
    assert process.returncode == 0
    return [line.split() for line in printed.splitlines()]


# ---------------------------------------------------------------- the commands


def record(url: str, name: str, first: str) -> None:
    """Record for ever, from a number on, alone and in batches by turns; print each ref and position."""
    with Timeline.open(url, register=PEOPLE) as timeline:
        numbers = count(int(first))
        for turn in count():
            size = BATCH if turn % 2 else 1
            refs = [f"{name}-{next(numbers):06d}" for _ in range(size)]
            for written in timeline.record_many([(call(ref), ref, (claim(),)) for ref in refs]):
                _say(written.ref, written.position)


def append(url: str, name: str, total: str, pause: str = "0") -> None:
    """Append that many events, alone and in batches by turns; print each ref, position and moment.

    The refs of a batch say how many it holds, so that half a batch can be told.
    """
    log = _ready(url)
    done = 0
    for batch in count():
        if done == int(total):
            break
        size = min(BATCH if batch % 2 else 1, int(total) - done)
        events = [envelope(f"{name}-{batch:05d}-{number}of{size}") for number in range(1, size + 1)]
        positions = log.append(events)
        now = time.monotonic_ns()
        for event, position in zip(events, positions, strict=True):
            _say(event.stream, position, now)
        done += size
        time.sleep(float(pause))
    log.close()


def read(url: str, total: str) -> None:
    """Read the whole log again and again until it holds that many events; print what must never be seen."""
    log = _ready(url)
    seen: list[tuple[int, str]] = []
    while len(seen) < int(total):
        now = [(row[0], row[1]) for page in log.pages() for row in page]
        if now[: len(seen)] != seen:
            _say("changed", "behind", seen[-1][0])
        if now and "of" in now[-1][1]:
            number, size = now[-1][1].rpartition("-")[2].split("of")
            if number != size:
                _say("half", "a", "batch", now[-1][1])
        seen = now
    _say("saw", len(seen))
    log.close()


def create() -> None:
    """Append one event to each store whose address is sent; print its position."""
    _say("ready")
    for number, line in enumerate(sys.stdin):
        if number == 0:
            continue
        url, name = line.split()
        log = open_log(url)
        _say(*log.append([envelope(name)]))
        log.close()


def fill(path: str, limit: str) -> None:
    """Append until files may grow no more, then once more with room; print what happened as JSON."""
    log = open_log(f"sqlite:///{path}")
    positions = log.append(envelopes("before", 1))
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)  # Python ignores SIGXFSZ: a write fails instead
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(limit), hard))
    refused = ""
    for batch in count():
        try:
            positions += log.append(envelopes(f"batch-{batch}", 20))
        except FullError as error:
            refused = str(error)
            break
    stored = [row[0] for page in log.pages() for row in page]
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    after = log.append(envelopes(f"batch-{batch}", 20))
    log.close()
    _say(json.dumps({"acknowledged": positions, "refused": refused, "stored": stored, "after": after}))


def _ready(url: str) -> Log:
    log = open_log(url)
    _say("ready")
    sys.stdin.readline()
    return log


def _say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def main(command: str, *arguments: str) -> None:
    """Run one of the commands."""
    commands = {"record": record, "append": append, "read": read, "create": create, "fill": fill}
    commands[command](*arguments)  # type: ignore[operator]


if __name__ == "__main__":
    main(*sys.argv[1:])
