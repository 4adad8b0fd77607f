"""What the log stores: every shape ever written stays readable, and newer ones are refused."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import get_args
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from timeline import (
    ActorRecorded,
    Call,
    Claim,
    Corrected,
    Corroborated,
    Disputed,
    Envelope,
    Event,
    Linked,
    Merged,
    Recorded,
    Redacted,
    Reinstated,
    Retracted,
    Source,
)
from timeline.errors import InputError, NewerError
from timeline.events import SHAPES, Shapes, event_id, from_microseconds, microseconds, stored_name
from timeline.facts import KINDS
from timeline.log.lines import read_line

GOLDEN = Path(__file__).resolve().parent.parent / "fixtures" / "events"
CLAIM = Claim(source=Source(publisher="Reuters"))
CALL = Call(when="2025-08-15", participants=["donald_trump", "lukashenko"])

# ------------------------------------------------------------------ golden files


def golden(folder: Path) -> list[Path]:
    """The golden files of a folder. An empty folder proves nothing, and fails."""
    files = sorted(folder.glob("*.json"))
    assert files, f"{folder} holds no event"
    return files


def shape_of(path: Path) -> tuple[str, str]:
    """`recorded.call.1` and `complete` of recorded.call.1.complete.json."""
    topic, size = path.name.removesuffix(".json").rsplit(".", 1)
    return topic, size


def data_of(line: bytes) -> bytes:
    """The stored bytes inside an event line, as they stand there."""
    return line.rstrip(b"\n").split(b',"data":', 1)[1].removesuffix(b"}")


def missing(folder: Path, topics: tuple[str, ...]) -> set[tuple[str, str]]:
    there = {shape_of(path) for path in golden(folder)}
    return {(topic, size) for topic in topics for size in ("complete", "minimal")} - there


def test_every_shape_that_can_be_read_has_a_complete_and_a_minimal_file() -> None:
    assert missing(GOLDEN, SHAPES.topics()) == set()


def test_every_file_is_of_a_shape_that_can_be_read_and_holds_one_line() -> None:
    for path in golden(GOLDEN):
        topic, size = shape_of(path)
        assert topic in SHAPES.topics(), "a shape that was ever written must stay readable"
        assert size in ("complete", "minimal")
        assert path.read_bytes().count(b"\n") == 1


def test_an_empty_folder_fails_and_so_does_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="holds no event"):
        missing(tmp_path, SHAPES.topics())
    (tmp_path / "recorded.call.1.complete.json").write_bytes(b"{}\n")
    assert ("recorded.call.1", "minimal") in missing(tmp_path, SHAPES.topics())


@pytest.mark.parametrize("path", golden(GOLDEN), ids=lambda path: path.stem)
def test_a_stored_event_can_be_read_and_is_written_again_byte_for_byte(path: Path) -> None:
    topic, _ = shape_of(path)
    line = path.read_bytes()
    stored, event = read_line(line.strip(), path.name)
    assert stored.topic == topic
    assert stored.state == data_of(line)
    if SHAPES.topic(event) == topic:  # else it was upcast, and is written in its present shape
        assert SHAPES.write(event) == data_of(line)
    assert SHAPES.read(SHAPES.topic(event), SHAPES.write(event)) == event


@pytest.mark.parametrize("path", golden(GOLDEN), ids=lambda path: path.stem)
def test_a_stored_event_holds_nothing_unknown_and_nothing_too_much(path: Path) -> None:
    topic, _ = shape_of(path)
    data = json.loads(data_of(path.read_bytes()))
    with pytest.raises(ValidationError, match="extra_forbidden"):
        SHAPES.read(topic, json.dumps({**data, "unknown": 1}).encode())


def fields(cls: type, data: object) -> Iterator[str]:
    """The names of fields of an event and of the fact, claims or actor in it that the data leaves out."""
    assert isinstance(data, dict)
    left_out = set(cls.model_fields) - set(data)  # type: ignore[attr-defined]
    yield from (f"{cls.__name__}.{name}" for name in left_out)


def test_a_complete_file_leaves_no_field_out() -> None:
    for path in golden(GOLDEN):
        topic, size = shape_of(path)
        if size == "complete":
            _, event = read_line(path.read_bytes().strip(), path.name)
            data = json.loads(data_of(path.read_bytes()))
            assert list(fields(type(event), data)) == [], path.name
            if isinstance(event, Recorded | Corrected):
                assert list(fields(KINDS[event.fact.kind], data["fact"])) == [], topic
            if isinstance(event, ActorRecorded):
                assert list(fields(type(event.actor), data["actor"])) == []
            if "claims" in data:
                assert list(fields(Claim, data["claims"][0])) == []
                assert list(fields(Source, data["claims"][0]["source"])) == []


# ------------------------------------------------------------------ the registry of shapes


def test_stored_names_are_words_and_versions_never_python_paths() -> None:
    assert all(re.fullmatch(r"[a-z_]+(\.[a-z_]+)?\.[1-9][0-9]*", topic) for topic in SHAPES.topics())
    assert {name.removeprefix("recorded.") for name in SHAPES.names() if name.startswith("recorded.")} == set(KINDS)
    assert {name.removeprefix("corrected.") for name in SHAPES.names() if name.startswith("corrected.")} == set(KINDS)


def test_each_of_the_ten_events_has_its_stored_name() -> None:
    made: list[Event] = [
        Recorded(fact=CALL, claims=[CLAIM]),
        Corroborated(claims=[CLAIM]),
        Corrected(fact=CALL, reason="r"),
        Disputed(claims=[CLAIM]),
        Retracted(reason="r"),
        Reinstated(reason="r"),
        Linked(kind="part_of", to="abc", claims=[CLAIM]),
        Merged(into="abc", reason="r"),
        Redacted(person="aa", reason="r"),
        read_line((GOLDEN / "actor_recorded.1.minimal.json").read_bytes().strip(), "")[1],
    ]
    assert {type(event) for event in made} == set(get_args(Event))
    assert [stored_name(event) for event in made] == [
        "recorded.call", "corroborated", "corrected.call", "disputed", "retracted", "reinstated", "linked", "merged",
        "redacted", "actor_recorded",
    ]  # fmt: skip
    for event in made:
        assert SHAPES.read(SHAPES.topic(event), SHAPES.write(event)) == event


V1 = b'{"why":"never happened"}'
V2 = b'{"reason":"never happened"}'
V3 = b'{"reason":"never happened","claims":[]}'


def third_version() -> Shapes:
    """Shapes of a library whose retractions are at their third version."""
    shapes = Shapes()
    shapes.add("retracted", Retracted, version=3)
    shapes.upcast("retracted", 1, lambda data: {"reason": data["why"]})
    shapes.upcast("retracted", 2, lambda data: {**data, "claims": []})
    return shapes


def test_an_older_shape_is_read_through_one_step_after_the_other() -> None:
    shapes = third_version()
    expected = Retracted(reason="never happened")
    assert shapes.read("retracted.1", V1) == expected
    assert shapes.read("retracted.2", V2) == expected
    assert shapes.read("retracted.3", V3) == expected
    assert shapes.topics() == ("retracted.1", "retracted.2", "retracted.3")
    assert shapes.topic(expected) == "retracted.3"
    assert shapes.write(expected) == V3


def test_each_step_sees_only_the_version_before_it() -> None:
    shapes, seen = Shapes(), []
    shapes.add("retracted", Retracted, version=4)
    for version in (1, 2, 3):

        def step(data: dict[str, object], version: int = version) -> dict[str, object]:
            seen.append(version)
            return {"reason": f"{data['reason']}{version}"}

        shapes.upcast("retracted", version, step)
    read = shapes.read("retracted.2", b'{"reason":"r"}')
    assert read == Retracted(reason="r23")
    assert seen == [2, 3]


def test_a_missing_step_is_named() -> None:
    shapes = Shapes()
    shapes.add("retracted", Retracted, version=3)
    shapes.upcast("retracted", 1, lambda data: {"reason": data["why"]})
    with pytest.raises(ValueError, match=r"no step leads from retracted\.2 to retracted\.3"):
        shapes.read("retracted.1", V1)
    assert shapes.read("retracted.3", V3) == Retracted(reason="never happened")


@pytest.mark.parametrize("topic", ["retracted.4", "retracted.99", "withdrawn.1", "retracted", "retracted.x", "", ".1"])
def test_a_newer_version_or_an_unknown_name_is_refused(topic: str) -> None:
    with pytest.raises(NewerError, match="newer version"):
        third_version().read(topic, V3)


def test_an_event_of_this_library_is_refused_by_an_older_one() -> None:
    older = Shapes()
    older.add("retracted", Retracted)
    with pytest.raises(NewerError):
        older.read("retracted.3", V3)


def test_a_version_before_the_first_is_refused() -> None:
    with pytest.raises(ValueError, match="no step"):
        third_version().read("retracted.0", V1)


def test_a_name_is_taken_once_and_so_is_a_step() -> None:
    shapes = third_version()
    with pytest.raises(TypeError, match="is taken"):
        shapes.add("retracted", Reinstated)
    with pytest.raises(TypeError, match="already has an upcaster"):
        shapes.upcast("retracted", 1, dict)
    assert shapes.read("retracted.3", V3) == Retracted(reason="never happened")


def test_what_a_step_makes_is_held_to_the_present_shape() -> None:
    shapes = Shapes()
    shapes.add("retracted", Retracted, version=2)
    shapes.upcast("retracted", 1, lambda data: {**data, "left_over": 1})
    with pytest.raises(ValidationError, match="extra_forbidden"):
        shapes.read("retracted.1", V2)


@pytest.mark.parametrize(
    "state", [b"", b"{", b"null", b"[]", b"{}", b'{"reason":null}', b'{"reason":1}', b'{"reason":"\x00"}', b"\xff",
              b'{"reason":"\\u0000"}', b'{"reason":"<b>"}', b'{"reason":"r","reason2":"s"}', b"[" * 100_000],
    ids=lambda state: repr(state)[:30],
)  # fmt: skip
def test_bytes_that_do_not_hold_the_shape_are_refused(state: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  (pydantic's error is one, and so is JSON's)
        SHAPES.read("retracted.1", state)


@pytest.mark.parametrize("cls", get_args(Event), ids=lambda cls: cls.__name__)
def test_an_event_is_frozen_and_takes_nothing_unknown(cls: type[Recorded]) -> None:
    assert cls.model_config["frozen"]
    assert cls.model_config["extra"] == "forbid"
    assert cls.__doc__


def test_no_source_no_entry() -> None:
    for make in (
        lambda: Recorded(fact=CALL, claims=[]),
        lambda: Corroborated(claims=[]),
        lambda: Disputed(claims=[]),
        lambda: Linked(kind="part_of", to="abc", claims=[]),
    ):
        with pytest.raises(ValidationError, match="at least 1"):
            make()


def test_the_curator_is_an_opaque_id() -> None:
    assert Retracted(reason="r", recorded_by="k7Xq").recorded_by == "k7Xq"
    with pytest.raises(ValidationError):
        Retracted(reason="r", recorded_by="Jane Doe")


# ------------------------------------------------------------------ envelopes, times, ids

MOMENTS = st.datetimes(datetime(1970, 1, 1), datetime(9999, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


@settings(deadline=None)
@given(MOMENTS)
def test_a_moment_comes_back_to_the_microsecond(moment: datetime) -> None:
    assert from_microseconds(microseconds(moment)) == moment


def test_a_moment_in_another_zone_is_the_same_moment() -> None:
    minsk = timezone(timedelta(hours=3))
    assert microseconds(datetime(2025, 8, 15, 16, 40, tzinfo=minsk)) == microseconds(
        datetime(2025, 8, 15, 13, 40, tzinfo=UTC)
    )


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(InputError, match="no time zone"):
        microseconds(datetime(2025, 8, 15))  # noqa: DTZ001


@settings(deadline=None)
@given(st.integers(0, 1 << 52), st.binary(min_size=10, max_size=10))
def test_an_event_id_is_a_uuid_of_version_7(recorded_us: int, entropy: bytes) -> None:
    made = UUID(bytes=event_id(recorded_us, lambda size: entropy[:size]))
    assert made.version == 7
    assert made.variant == "specified in RFC 4122"
    assert int.from_bytes(made.bytes[:6], "big") == recorded_us // 1000


@settings(deadline=None)
@given(st.lists(st.integers(0, 1 << 52), min_size=2, max_size=5), st.binary(min_size=10, max_size=10))
def test_event_ids_sort_by_time(moments: list[int], entropy: bytes) -> None:
    moments = sorted({moment // 1000 * 1000 for moment in moments})
    made = [event_id(moment, lambda size: entropy[:size]) for moment in moments]
    assert made == sorted(made)


def test_an_envelope_says_where_and_when() -> None:
    us = microseconds(datetime(2025, 9, 12, 8, tzinfo=UTC))
    key = event_id(us, bytes)
    event = Retracted(reason="r")
    envelope = Envelope(7, "call-1", 2, "retracted.1", key, us, event)
    assert (envelope.ref, envelope.id, envelope.recorded) == (
        "call-1",
        UUID(bytes=key),
        datetime(2025, 9, 12, 8, tzinfo=UTC),
    )
    assert repr(envelope) == "<retracted.1 call-1/2 at 7>"
    assert Envelope(7, "actor:belta", 1, "actor_recorded.1", key, us, event).ref is None
