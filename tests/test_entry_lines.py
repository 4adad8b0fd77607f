"""Entry lines: a file of facts and actors, recorded now, whole or not at all."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.writers import PEOPLE, call, claim
from timeline import Claim, Envelope, Source, Timeline
from timeline.errors import InputError, RefTakenError, VersionError
from timeline.exchange.entry_lines import record_lines
from timeline.log.lines import MAX_LINE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from timeline import Entry
    from timeline.log.mapper import Row

NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)


def line(ref: str, topic: str = "prisoners", *publishers: str, by: str = "lukashenko") -> bytes:
    fact = {"kind": "call", "when": "2025-08-15", "participants": ["donald_trump", by], "topics": [topic]}
    claims = [{"source": {"publisher": publisher}} for publisher in publishers or ("Reuters",)]
    return json.dumps({"ref": ref, "fact": fact, "claims": claims}, ensure_ascii=False, separators=(",", ":")).encode()


def actor(name: str, text: str = "Somebody", **more: object) -> bytes:
    names = [{"text": text, "lang": "en", "script": "Latn"}]
    return json.dumps({"actor": {"id": name, "type": "person", "names": names, **more}}).encode()


def rows(timeline: Timeline) -> list[Row]:
    return [row for page in timeline.log.pages() for row in page]


@pytest.fixture
def timeline(store_url: str) -> Iterator[Timeline]:
    """A store that is not written yet, on SQLite and on PostgreSQL; it knows two people."""
    with Timeline.open(store_url, register=PEOPLE, clock=lambda: NOW) as timeline:
        yield timeline


# ---------------------------------------------------------------- what is recorded


def test_a_file_is_recorded_now_behind_the_register(timeline: Timeline) -> None:
    written = record_lines(timeline, [line("abc"), line("xyz", "sanctions")])
    assert [tuple(each) for each in written] == [("abc", 1, 3, "recorded"), ("xyz", 1, 4, "recorded")]
    assert [row[1] for row in rows(timeline)] == ["actor:donald_trump", "actor:lukashenko", "abc", "xyz"]
    assert timeline.entry("xyz").fact == call("sanctions")
    assert timeline.entry("xyz").claims == (Claim(source=Source(publisher="Reuters")),)
    assert timeline.entry("xyz").recorded == NOW


def test_recording_a_file_again_changes_nothing(timeline: Timeline) -> None:
    file = [actor("somebody"), *(line(f"entry-{number}", by="somebody") for number in range(30))]
    record_lines(timeline, file)
    before = rows(timeline)
    again = record_lines(timeline, file)
    assert {each.result for each in again} == {"unchanged"}
    assert [each.position for each in again] == [row[0] for row in before[3:]]
    assert rows(timeline) == before


def test_a_file_that_was_half_there_is_completed(timeline: Timeline) -> None:
    record_lines(timeline, [line("one"), line("two")])
    written = record_lines(timeline, [line("one"), line("three"), line("two", "prisoners", "Reuters", "BelTA")])
    assert [(each.ref, each.version, each.result) for each in written] == [
        ("one", 1, "unchanged"), ("three", 1, "recorded"), ("two", 2, "corroborated"),
    ]  # fmt: skip


def test_recording_stays_a_repetition_after_a_correction(timeline: Timeline) -> None:
    record_lines(timeline, [line("abc")])
    timeline.correct(timeline.entry("abc"), when="2025-08-16", reason="misread")
    (written,) = record_lines(timeline, [line("abc")])
    assert (written.version, written.result) == (2, "unchanged")
    assert str(timeline.entry("abc").fact.when) == "2025-08-16"


def test_two_lines_with_one_ref_and_one_fact_add_up_their_claims(timeline: Timeline) -> None:
    written = record_lines(timeline, [line("abc"), line("abc", "prisoners", "BelTA"), line("abc")])
    assert [(each.version, each.result) for each in written] == [(1, "recorded"), (2, "corroborated"), (2, "unchanged")]
    assert [claim.source.publisher for claim in timeline.entry("abc").claims] == ["Reuters", "BelTA"]


def test_two_lines_with_one_ref_and_two_facts_are_refused(timeline: Timeline) -> None:
    with pytest.raises(InputError, match=r"line 3, ref: 'abc' stands on line 1 for another fact"):
        record_lines(timeline, [line("abc"), line("xyz"), line("abc", "another")])
    assert not timeline.log.exists()


def test_actors_and_facts_stand_in_one_file(timeline: Timeline) -> None:
    file = [
        actor("wife", "Wife", relations=[{"kind": "wife_of", "to": "husband"}]),
        actor("husband", "Husband"),
        line("abc", by="wife"),
        actor("child", "Child", relations=[{"kind": "child_of", "to": "wife"}]),
        line("xyz", by="child"),
    ]
    written = record_lines(timeline, file)
    assert [each.ref for each in written] == ["abc", "xyz"]
    assert timeline.actor("Child").to("child_of") == ("wife",)


def test_a_fact_may_not_name_an_actor_of_a_later_line(timeline: Timeline) -> None:
    with pytest.raises(InputError, match=r"line 1, fact\.participants\.1: the register knows no actor 'somebody'"):
        record_lines(timeline, [line("abc", by="somebody"), actor("somebody")])
    assert not timeline.log.exists()


def test_an_actor_tied_to_nobody_is_refused_with_its_line(timeline: Timeline) -> None:
    with pytest.raises(InputError, match=r"line 2, actor\.relations\.0\.to: the register knows no actor 'nobody'"):
        record_lines(timeline, [line("abc"), actor("one", relations=[{"kind": "wife_of", "to": "nobody"}])])
    assert not timeline.log.exists()


def test_a_changed_actor_needs_its_version(timeline: Timeline) -> None:
    record_lines(timeline, [actor("somebody"), line("abc")])
    before = rows(timeline)
    with pytest.raises(VersionError, match="line 2, version: 'somebody' is at version 1"):
        record_lines(timeline, [line("xyz"), actor("somebody", "Renamed")])
    assert rows(timeline) == before


def test_one_actor_told_in_two_ways_is_refused(timeline: Timeline) -> None:
    with pytest.raises(InputError, match=r"^line 2, actor: 'somebody' stands on line 1 otherwise"):
        record_lines(timeline, [actor("somebody"), actor("somebody", "Renamed")])
    record_lines(timeline, [actor("somebody"), actor("somebody")])
    assert len(rows(timeline)) == 3


def test_a_file_of_actors_alone_is_recorded(timeline: Timeline) -> None:
    assert record_lines(timeline, [actor("one"), actor("two")]) == []
    assert [row[1] for row in rows(timeline)][2:] == ["actor:one", "actor:two"]


def test_an_empty_file_writes_nothing(timeline: Timeline) -> None:
    assert record_lines(timeline, [b"\n", b"   \r\n"]) == []
    assert not timeline.log.exists()


def test_progress_is_told_after_each_batch(timeline: Timeline) -> None:
    told: list[int] = []
    written = record_lines(timeline, (line(f"entry-{number}") for number in range(2_300)), progress=told.append)
    assert told == [1_000, 2_000, 2_300]
    assert [each.position for each in written] == list(range(3, 2_303))


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    "bad",
    [b"{", b"[]", b"\xff", line("abc", by="nobody"), line("UPPER"), line("entry-5", "another"), actor("Upper"), b"{}"],
)
@pytest.mark.parametrize("before", [7, 1_100])
def test_nothing_of_a_file_with_a_bad_line_is_stored(timeline: Timeline, bad: bytes, before: int) -> None:
    good = [actor("somebody"), *(line(f"entry-{number}", by="somebody") for number in range(before))]
    with pytest.raises(InputError, match=rf"^line {before + 2}"):
        record_lines(timeline, [*good, bad, line("afterwards")])
    assert not timeline.log.exists()


def test_a_ref_that_the_store_holds_otherwise_is_refused_before_anything_is_written(timeline: Timeline) -> None:
    record_lines(timeline, [line("abc")])
    before = rows(timeline)
    file = [actor("somebody"), *(line(f"entry-{number}") for number in range(1_100)), line("abc", "another")]
    with pytest.raises(RefTakenError, match=r"^line 1102, ref: 'abc' already stands for another fact") as refused:
        record_lines(timeline, file)
    assert '"topics":["prisoners"]' in refused.value.recorded
    assert '"topics":["another"]' in refused.value.given
    assert rows(timeline) == before


def test_event_lines_are_sent_to_import(timeline: Timeline) -> None:
    event = (
        b'{"id":"01900000-0000-7000-8000-000000000001","position":1,"recorded":"2025-01-01T00:00:00.000000Z",'
        b'"type":"retracted","v":1,"ref":"abc","data":{"reason":"x"}}'
    )
    for shape in (event, event.replace(b":", b": ").replace(b",", b" , ")):
        with pytest.raises(InputError, match="line 2: this is an event line, not an entry line; use `timeline import`"):
            record_lines(timeline, [line("abc"), shape])
    assert not timeline.log.exists()


def test_byte_order_mark_line_ends_of_windows_and_blank_lines_are_taken(timeline: Timeline) -> None:
    record_lines(timeline, [b"\xef\xbb\xbf" + line("abc") + b"\r\n", b"\r\n", b"\t\n", line("xyz", "Вясна") + b"\r\n"])
    assert timeline.entry("xyz").fact == call("Вясна")


def test_places_are_counted_with_the_blank_lines(timeline: Timeline) -> None:
    with pytest.raises(InputError, match=r"^line 5: "):
        record_lines(timeline, [b"\xef\xbb\xbf\n", line("abc"), b"\n", b" \n", b"{\n"])


def test_a_line_may_be_spaced_as_its_writer_likes(timeline: Timeline) -> None:
    record_lines(timeline, [actor("somebody").replace(b"{", b"{ ", 1), line("abc").replace(b":", b" : ")])
    assert timeline.actor("somebody")
    assert timeline.entry("abc").fact == call()


def test_a_line_of_a_mebibyte_is_taken_and_a_longer_one_refused(timeline: Timeline) -> None:
    short = line("abc")
    longest = short.replace(b',"claims":', b',"claims":' + b" " * (MAX_LINE - len(short)))
    with pytest.raises(InputError, match=r"^line 2: has more than 1,048,576 bytes"):
        record_lines(timeline, [line("xyz"), longest.replace(b'"claims":', b'"claims": ')])
    assert not timeline.log.exists()
    record_lines(timeline, [longest])
    assert timeline.entry("abc").fact == call()


def test_somebody_who_records_the_same_meanwhile_is_no_trouble(timeline: Timeline, store_url: str) -> None:
    def meddle(done: int) -> None:
        if done == 1_000:
            with Timeline.open(store_url) as other:
                other.record(call(), ref="entry-1100", claims=[claim("BelTA")])

    written = record_lines(timeline, [line(f"entry-{number}") for number in range(1_200)], progress=meddle)
    assert {each.ref: each.result for each in written}["entry-1100"] == "corroborated"
    assert len(timeline.log.streams("entry-1100")) == 2
    assert len(written) == 1_200


# ---------------------------------------------------------------- lines and calls are one


@given(
    st.lists(
        st.tuples(
            st.integers(1, 6),
            st.sampled_from(["prisoners", "sanctions", "крызіс"]),
            st.lists(st.sampled_from(["Reuters", "BelTA", "Вясна"]), min_size=1, max_size=3, unique=True),
        ),
        max_size=12,
    )
)
@settings(max_examples=60, deadline=None)
def test_lines_and_calls_record_the_same_bytes(made: Sequence[tuple[int, str, list[str]]]) -> None:
    facts: dict[int, str] = {}
    kept = [(number, topic, names) for number, topic, names in made if facts.setdefault(number, topic) == topic]

    def opened() -> Timeline:
        return Timeline.open("sqlite://", register=PEOPLE, clock=lambda: NOW)

    def states(timeline: Timeline) -> list[tuple[object, ...]]:
        return [(*row[:5], row[6]) for row in rows(timeline)]  # all but the ids

    with opened() as by_lines, opened() as by_calls:
        record_lines(by_lines, [line(f"entry-{number}", topic, *names) for number, topic, names in kept])
        by_calls.record_many(
            (call(topic), f"entry-{number}", [Claim(source=Source(publisher=name)) for name in names])
            for number, topic, names in kept
        )
        assert states(by_lines) == states(by_calls)
        entries: list[Entry] = list(by_lines.entries(limit=None))
        assert {entry.ref for entry in entries} == {f"entry-{number}" for number in facts}
        assert all(isinstance(item, Envelope) for item in by_lines.log.read())
