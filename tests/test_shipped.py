"""The shipped pack itself: its lines, their order, their reconstructed recorded times, and what a store makes of it."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from tests.shipped_pack import events, lines
from timeline import PartialDate, Timeline
from timeline.exchange.event_lines import export_lines, import_lines
from timeline.exchange.pack import update
from timeline.exchange.reconstruction import reconstruct
from timeline.log.lines import MAX_LINE
from timeline.shipped import shipped_files

if TYPE_CHECKING:
    from datetime import date


def recorded() -> list[dict[str, Any]]:
    """The events that begin an entry."""
    return [event for event in events() if event["type"] == "recorded"]


def end_of(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=1) - timedelta(microseconds=1)


def published(event: dict[str, Any]) -> list[date]:
    """The last days on which the sources of an event can have been published."""
    dates = [claim["source"].get("published") for claim in event["data"].get("claims", ())]
    return [day for day in (PartialDate(text).latest for text in dates if text) if day]


def test_an_entry_is_recorded_at_the_end_of_the_day_its_earliest_source_was_published() -> None:
    wrong = []
    for event in recorded():
        when = PartialDate(event["data"]["fact"]["when"])
        day = min(published(event), default=when.latest or when.earliest)
        assert day is not None, event["ref"]
        if datetime.fromisoformat(event["recorded"]) != end_of(day):
            wrong.append((event["ref"], event["recorded"], day))
    assert wrong == []


def test_every_recorded_time_is_the_last_microsecond_of_a_day() -> None:
    odd = [line["recorded"] for line in map(json.loads, lines()) if not line["recorded"].endswith("T23:59:59.999999Z")]
    assert odd == []


def test_every_event_says_that_its_time_is_reconstructed() -> None:
    assert {line["data"]["recorded_basis"] for line in map(json.loads, lines())} == {"reconstructed"}


def test_no_event_names_a_curator() -> None:
    assert not any("recorded_by" in line["data"] for line in map(json.loads, lines()))


def test_the_register_is_known_before_everything() -> None:
    register = [line for line in map(json.loads, lines()) if line["ref"].startswith("actor:")]
    assert {line["recorded"] for line in register} == {"1970-01-01T23:59:59.999999Z"}
    assert [line["position"] for line in register] == list(range(1, len(register) + 1))


def test_a_later_event_is_never_recorded_before_its_own_sources_were_published() -> None:
    early = [
        (event["ref"], event["type"], event["recorded"][:10])
        for event in events()
        if event["type"] not in ("recorded", "linked")
        and published(event)
        and datetime.fromisoformat(event["recorded"]) < end_of(min(published(event)))
    ]
    assert early == []


def test_lines_lie_in_order_of_recorded_with_positions_without_a_gap() -> None:
    parsed = [json.loads(line) for line in lines()]
    assert [line["position"] for line in parsed] == list(range(1, len(parsed) + 1))
    moments = [datetime.fromisoformat(line["recorded"]) for line in parsed]
    assert moments == sorted(moments)


def test_within_a_stream_the_first_event_records_and_time_never_goes_back() -> None:
    streams: dict[str, list[dict[str, Any]]] = {}
    for line in map(json.loads, lines()):
        streams.setdefault(line["ref"], []).append(line)
    for ref, stream in streams.items():
        assert stream[0]["type"] in ("recorded", "actor_recorded"), ref
        assert not {line["type"] for line in stream[1:]} & {"recorded", "actor_recorded"}, ref
        assert [line["recorded"] for line in stream] == sorted(line["recorded"] for line in stream), ref


def test_ids_are_unique_and_follow_from_the_ref_and_the_place_in_the_stream() -> None:
    places: dict[str, int] = {}
    ids = set()
    for line in map(json.loads, lines()):
        places[line["ref"]] = places.get(line["ref"], 0) + 1
        digest = hashlib.sha256(f"{line['ref']}/{places[line['ref']]}".encode()).digest()
        key = UUID(line["id"])
        moment = datetime.fromisoformat(line["recorded"])
        assert key.version == 7
        assert key.int >> 80 == (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)
        assert key.bytes[9:] == digest[3:10]
        ids.add(key)
    assert len(ids) == len(lines())


def test_reconstructing_the_shipped_lines_gives_the_very_same_bytes() -> None:
    assert reconstruct(lines()) == list(lines())


def test_the_order_in_which_streams_are_written_does_not_matter_to_the_times() -> None:
    streams: dict[str, list[bytes]] = {}
    for line in lines():
        streams.setdefault(json.loads(line)["ref"], []).append(line)
    shuffled = [line for ref in sorted(streams, key=lambda ref: ref[::-1]) for line in streams[ref]]
    before = {line["id"]: line["recorded"] for line in map(json.loads, lines())}
    assert {line["id"]: line["recorded"] for line in map(json.loads, reconstruct(shuffled))} == before


def test_files_end_with_one_line_feed_and_no_line_is_too_long() -> None:
    for path in shipped_files():
        text = path.read_bytes()
        assert text.endswith(b"}\n")
        assert b"\r" not in text
        assert b"\n\n" not in text
    assert max(map(len, lines())) < MAX_LINE


def test_the_pack_goes_into_a_store_and_comes_out_byte_for_byte(store_url: str) -> None:
    with Timeline.open(store_url, register=None) as timeline:
        assert import_lines(timeline, lines()) == (len(lines()), 0, len(lines()))
    with Timeline.open(store_url) as timeline:
        assert list(export_lines(timeline)) == list(lines())


def test_importing_it_again_adds_nothing(store_url: str) -> None:
    with Timeline.open(store_url) as timeline:
        import_lines(timeline, lines()[:400])
        assert import_lines(timeline, lines()) == (len(lines()) - 400, 400, len(lines()))
        assert import_lines(timeline, lines()) == (0, len(lines()), len(lines()))


def test_as_an_update_it_goes_into_a_new_store_just_as_it_is(store_url: str) -> None:
    with Timeline.open(store_url) as timeline:
        assert update(timeline) == (len(lines()), 0, ())
        assert list(export_lines(timeline)) == list(lines())
        assert update(timeline) == (0, len(lines()), ())


def test_every_entry_can_be_read_at_every_day_on_which_something_was_recorded() -> None:
    with Timeline.in_memory(register=None) as timeline:
        import_lines(timeline, lines())
        assert timeline.unreadable() == ()
        seen = 0
        for day in sorted({event["recorded"][:10] for event in events()}):
            known = len(timeline.entries(limit=None, all=True, known_at=datetime.fromisoformat(day).date()))
            assert known >= seen
            seen = known
        assert seen == len(recorded())
