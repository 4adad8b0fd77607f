from __future__ import annotations

import json
import multiprocessing
from typing import TYPE_CHECKING

import pytest

from timeline import Claim, Incident, Source, Timeline
from timeline.exchange.event_lines import export_lines
from timeline.exchange.pack import update
from timeline.shipped import shipped_files

if TYPE_CHECKING:
    from collections.abc import Iterator

CLAIMS = [{"source": {"publisher": "Reuters"}}]
ACTOR = {"id": "somebody", "type": "person", "names": [{"text": "Somebody", "lang": "en", "script": "Latn"}]}


def line(position: int, ref: str, kind: str, data: dict[str, object], key: int | None = None) -> bytes:
    return json.dumps(
        {
            "id": f"01900000-0000-7000-8000-{key or position:012d}",
            "position": position,
            "recorded": "2025-09-11T23:59:59.999999Z",
            "type": kind,
            "v": 1,
            "ref": ref,
            "data": data,
        }
    ).encode()


def incident(what: str = "a border closed") -> dict[str, object]:
    return {"kind": "incident", "when": "2025-08-15", "what": what, "actors": ["somebody"]}


def own_entry(timeline: Timeline, ref: str, actor: str = "somebody") -> None:
    fact = Incident(when="2020", what="something of our own", actors=[actor])
    timeline.record(fact, ref=ref, claims=[Claim(source=Source(publisher="AP"))])


PACK = [
    line(1, "actor:somebody", "actor_recorded", {"actor": ACTOR}),
    line(2, "event-one", "recorded", {"fact": incident(), "claims": CLAIMS}),
    line(3, "event-two", "recorded", {"fact": incident(), "claims": CLAIMS}),
    line(4, "event-one", "corrected", {"fact": incident("a border opened"), "reason": "misheard"}),
    line(5, "event-one", "retracted", {"reason": "it never was"}),
]


@pytest.fixture
def timeline(store_url: str) -> Iterator[Timeline]:
    with Timeline.open(store_url) as timeline:
        yield timeline


def test_a_new_store_gets_the_pack_as_it_is(timeline: Timeline) -> None:
    assert update(timeline, PACK) == (5, 0, ())
    assert [json.loads(line) for line in export_lines(timeline)] == [json.loads(line) for line in PACK]


def test_doing_it_twice_adds_nothing(timeline: Timeline) -> None:
    update(timeline, PACK)

    assert update(timeline, PACK) == (0, 5, ())


def test_a_later_edition_adds_what_is_new_behind_what_is_there(timeline: Timeline) -> None:
    update(timeline, PACK[:3])
    own_entry(timeline, "own-entry")

    assert update(timeline, PACK) == (2, 3, ())
    assert timeline.entry("event-one").status == "retracted"
    assert timeline.entry("own-entry").status == "standing"


def test_a_stream_that_moved_on_differently_keeps_what_it_has_and_is_reported(timeline: Timeline) -> None:
    update(timeline, PACK[:3])
    timeline.correct("event-one", what="a border moved", reason="our own source", version=1)

    done = update(timeline, PACK)

    assert (done.added, done.present) == (0, 3)
    (conflict,) = done.conflicts
    assert (conflict.ref, conflict.version, conflict.skipped) == ("event-one", 2, 2)
    assert timeline.entry("event-one").version == 2
    assert timeline.entry("event-one").fact.what == "a border moved"  # type: ignore[union-attr]


def test_a_ref_that_stands_for_another_recording_here_is_a_conflict(timeline: Timeline) -> None:
    update(timeline, PACK[:1])
    own_entry(timeline, "event-two")

    done = update(timeline, PACK)

    assert [conflict.ref for conflict in done.conflicts] == ["event-two"]
    assert done.added == 3
    assert str(timeline.entry("event-two").fact.when) == "2020"


def test_the_same_id_with_other_bytes_is_a_conflict(timeline: Timeline) -> None:
    update(timeline, PACK)
    changed = [
        *PACK[:2],
        line(3, "event-two", "recorded", {"fact": incident("an election"), "claims": CLAIMS}),
        *PACK[3:],
    ]

    done = update(timeline, changed)

    assert [(conflict.ref, conflict.version) for conflict in done.conflicts] == [("event-two", 1)]
    assert (done.added, done.present) == (0, 4)


def test_an_id_that_stands_in_another_stream_is_a_conflict(timeline: Timeline) -> None:
    update(timeline, PACK[:3])

    done = update(
        timeline, [*PACK[:3], line(9, "event-three", "recorded", {"fact": incident(), "claims": CLAIMS}, key=3)]
    )

    assert [conflict.ref for conflict in done.conflicts] == ["event-three"]


def test_an_actor_changed_here_is_not_overridden(timeline: Timeline) -> None:
    update(timeline, PACK[:3])
    own = timeline.actor("somebody").model_copy(update={"gender": "female", "number": None})
    timeline.add(own, version=1)
    theirs = line(6, "actor:somebody", "actor_recorded", {"actor": ACTOR | {"gender": "male"}})

    done = update(timeline, [*PACK[:3], theirs])

    assert [conflict.ref for conflict in done.conflicts] == ["actor:somebody"]
    assert timeline.actor("somebody").gender == "female"


def test_the_shipped_pack_fits_a_store_that_was_begun_by_recording(timeline: Timeline) -> None:
    own_entry(timeline, "own-entry", "lukashenko")
    lines = sum(len(path.read_bytes().split(b"\n")) - 1 for path in shipped_files())

    done = update(timeline)

    assert done.conflicts == ()
    assert done.added + done.present == lines
    assert timeline.entry("own-entry").number == done.present + 1


def _load(url: str, queue: multiprocessing.Queue[int]) -> None:
    with Timeline.open(url) as timeline:
        queue.put(update(timeline).added)


def test_two_processes_doing_it_at_once_both_succeed(store_url: str) -> None:
    context = multiprocessing.get_context("spawn")
    queue = context.Queue()
    processes = [context.Process(target=_load, args=(store_url, queue)) for _ in range(3)]
    for process in processes:
        process.start()
    added = sorted(queue.get(timeout=60) for _ in processes)
    for process in processes:
        process.join()

    with Timeline.open(store_url) as timeline:
        assert added == [0, 0, timeline.position()]
        assert update(timeline).conflicts == ()
