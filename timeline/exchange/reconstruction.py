"""A pack of event lines put in order, with recorded times reconstructed from the sources' dates.

The shipped timeline was not recorded while it happened. So that "as known on" works on it, an
entry counts as recorded at the end of the day (month, year) on which the earliest of its sources
was published, or, without a dated source, at the end of the last day of its `when`; whatever
came later keeps the day given for it, or takes it from its own sources. Ids follow from the ref,
the place in the stream and the recorded time, so that an event keeps its id while those stand.

Doing this twice changes nothing: edit a line, or add one, and run

    python -m timeline.exchange.reconstruction fixtures/belarus/register.jsonl fixtures/belarus/events.jsonl
"""

from __future__ import annotations

import hashlib
import sys
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic_core import from_json, to_json

from timeline.dates import PartialDate
from timeline.events import ACTOR_STREAM, SHAPES, event_id, microseconds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

BEGINNING = date(1970, 1, 1)
"""The register counts as recorded before everything: it is known at every `known_at`."""

Line = dict[str, object]


def reconstruct(lines: Iterable[bytes]) -> list[bytes]:
    """Event lines in order of `recorded`, with positions and ids; `position` and `id` may be missing.

    Actors come first, in their given order; entries in order of their recorded time. Within a
    stream the given order stays.
    """
    streams: dict[str, list[tuple[int, Line]]] = {}
    for number, line in enumerate(line for line in lines if line.strip()):
        parsed: Line = from_json(line)
        streams.setdefault(str(parsed["ref"]), []).append((number, parsed))
    begun = {stream: _end_of(_day(stream, events[0][1], BEGINNING)) for stream, events in streams.items()}
    timed: list[tuple[datetime, int, Line]] = []
    for stream, events in streams.items():
        before = begun[stream]
        for number, event in events:
            own = _end_of(_day(stream, event, before.date()))
            before = max(before, own, begun.get(_target(event) or "", before))
            timed.append((before, number, event))
    count: dict[str, int] = {}
    made: list[bytes] = []
    for position, (moment, event) in enumerate(_ties_last(sorted(timed, key=lambda item: item[:2])), 1):
        stream = str(event["ref"])
        count[stream] = count.get(stream, 0) + 1
        made.append(_line(event, position, microseconds(moment), stream, count[stream]))
    return made


def _ties_last(timed: Iterable[tuple[datetime, int, Line]]) -> Iterator[tuple[datetime, Line]]:
    """The events in order, but none before the entry that it ties to, nor before what waits in its own stream."""
    begun: set[str] = set()
    waiting: list[tuple[datetime, int, Line]] = []
    for item in timed:
        waiting.append(item)
        while (place := _ready(waiting, begun)) is not None:
            moment, _, event = waiting.pop(place)
            begun.add(str(event["ref"]))
            yield moment, event
    assert not waiting, f"{waiting[0][2]['ref']} ties to what is nowhere recorded"


def _ready(waiting: list[tuple[datetime, int, Line]], begun: set[str]) -> int | None:
    """Which of these waits for nothing any more."""
    held: set[str] = set()
    for place, (_, _, event) in enumerate(waiting):
        stream, target = str(event["ref"]), _target(event)
        if stream not in held and (target is None or target in begun):
            return place
        held.add(stream)
    return None


def _line(event: Line, position: int, recorded_us: int, stream: str, place: int) -> bytes:
    digest = hashlib.sha256(f"{stream}/{place}".encode()).digest()
    key = event_id(recorded_us, lambda size: digest[:size]).hex()
    data = event["data"]
    assert isinstance(data, dict)
    version, name = event.get("v", 1), str(event["type"])
    topic = f"{name}.{data['fact']['kind']}.{version}" if "fact" in data else f"{name}.{version}"
    # Written as the log writes it, so that a pack has no second way of saying the same.
    data = from_json(SHAPES.write(SHAPES.read(topic, to_json(data | {"recorded_basis": "reconstructed"}))))
    moment = datetime.fromtimestamp(recorded_us // 1_000_000, UTC) + timedelta(microseconds=recorded_us % 1_000_000)
    return to_json(
        {
            "id": f"{key[:8]}-{key[8:12]}-{key[12:16]}-{key[16:20]}-{key[20:]}",
            "position": position,
            "recorded": moment.isoformat(timespec="microseconds").replace("+00:00", "Z"),
            "type": event["type"],
            "v": version,
            "ref": stream,
            "data": data,
        }
    )


def _day(stream: str, event: Line, before: date) -> date:
    """The day at whose end an event counts as recorded; `before` where nothing says."""
    if stream.startswith(ACTOR_STREAM):
        return BEGINNING
    data = event["data"]
    assert isinstance(data, dict)
    if event["type"] != "recorded" and event.get("recorded"):
        return date.fromisoformat(str(event["recorded"])[:10])
    published = [
        PartialDate(source["published"]).latest
        for source in (claim["source"] for claim in data.get("claims", ()))
        if source.get("published")
    ]
    days = [day for day in published if day is not None]
    if days:
        return min(days)
    if event["type"] != "recorded":
        return before
    when = PartialDate(data["fact"]["when"])
    last = when.latest or when.earliest
    assert last is not None
    return last


def _target(event: Line) -> str | None:
    """The entry that a tie or a merge leads to, which must have been recorded before it."""
    data = event["data"]
    assert isinstance(data, dict)
    target = data.get("to") or data.get("into")
    return None if target is None else str(target)


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), UTC) - timedelta(microseconds=1)


def main(register: str, events: str) -> None:
    """Rewrite the two files of a pack in place."""
    lines = reconstruct([*Path(register).read_bytes().splitlines(), *Path(events).read_bytes().splitlines()])
    actors = [line for line in lines if b'"ref":"actor:' in line]
    Path(register).write_bytes(b"\n".join(actors) + b"\n")
    Path(events).write_bytes(b"\n".join(lines[len(actors) :]) + b"\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
