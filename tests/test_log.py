"""One suite for the log, run on SQLite and on PostgreSQL."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.writers import MOMENT, claim, envelope, envelopes
from timeline import Corroborated, Envelope, Linked, Retracted
from timeline.errors import UnreachableError
from timeline.log import RepeatedEventError, StreamMovedError, open_log

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from timeline import Unreadable
    from timeline.log import Log


def places(items: Iterable[Envelope | Unreadable]) -> list[tuple[int, str, int]]:
    """Position, stream and version of each; none may be unreadable."""
    found = []
    for item in items:
        assert isinstance(item, Envelope)
        found.append((item.position, item.stream, item.version))
    return found


def test_opening_and_reading_create_nothing(store_url: str, log: Log) -> None:
    assert not log.exists()
    assert (log.position(), list(log.read()), log.streams("abc"), log.starting("actor:")) == (0, [], [], [])
    assert (log.recorder.heads(["abc"]), log.recorder.known([b"x" * 16])) == ({}, set())
    second = open_log(store_url)
    assert not second.exists()
    log.append([envelope("abc")])
    assert second.exists()
    second.close()


def test_what_was_appended_is_read_back_as_it_was(log: Log) -> None:
    given = [
        envelope("abc"),
        envelope("abc", 2, Corroborated(claims=(claim("Viasna — Вясна"),)), us=MOMENT + 1),
        envelope("xyz"),
        envelope("abc", 3, Retracted(reason="one line\nand another\t“…”")),
    ]
    assert log.append(given) == [1, 2, 3, 4]
    read = list(log.read())
    assert places(read) == [(1, "abc", 1), (2, "abc", 2), (3, "xyz", 1), (4, "abc", 3)]
    for before, after in zip(given, read, strict=True):
        assert isinstance(after, Envelope)
        assert (after.event, after.topic) == (before.event, before.topic)
        assert (after.id, after.recorded, after.recorded_us) == (before.id, before.recorded, before.recorded_us)
        assert type(after.id_bytes) is bytes


def test_nothing_is_appended_for_nothing(log: Log) -> None:
    assert log.append([]) == []
    assert not log.exists()


def test_a_batch_is_stored_whole_or_not_at_all(log: Log) -> None:
    log.append([envelope("taken")])
    with pytest.raises(StreamMovedError):
        log.append([*envelopes("new", 600), envelope("taken", 1, Retracted(reason="late"))])
    repeated = envelope("other")
    repeated.id_bytes = envelope("taken").id_bytes
    with pytest.raises(RepeatedEventError):
        log.append([*envelopes("new", 600), repeated])
    assert places(log.read()) == [(1, "taken", 1)]
    log.append(envelopes("new", 600))
    assert len(list(log.read())) == 601


def test_a_version_of_a_stream_is_taken_once(log: Log) -> None:
    log.append([envelope("abc")])
    late = envelope("abc", 1, Retracted(reason="decided on an empty stream"))
    late.id_bytes = envelope("zzz").id_bytes
    with pytest.raises(StreamMovedError):
        log.append([late])
    assert log.append([envelope("abc", 2, Retracted(reason="decided on what was there"))])
    assert log.recorder.heads(["abc"]) == {"abc": (2, MOMENT)}


def test_an_event_that_is_sent_again_is_recognised_by_its_id(log: Log) -> None:
    log.append([envelope("abc")])
    again = envelope("abc")
    again.version = 2
    with pytest.raises(RepeatedEventError):
        log.append([again])
    known, unknown = envelope("abc").id_bytes, envelope("xyz").id_bytes
    assert log.recorder.known([unknown, known]) == {known}


def test_positions_grow_in_the_order_of_the_batch(log: Log) -> None:
    positions = [*log.append(envelopes("first", 1_200)), *log.append(envelopes("second", 3))]
    assert positions == sorted(set(positions))
    assert [place[0] for place in places(log.read())] == positions
    assert [place[1] for place in places(log.read())][-3:] == ["second-000001", "second-000002", "second-000003"]
    assert log.position() == positions[-1]


def test_reading_begins_behind_a_position_and_ends_with_one(log: Log) -> None:
    log.append(envelopes("abc", 1_100))
    assert [place[0] for place in places(log.read(after=3, upto=6))] == [4, 5, 6]
    assert [place[0] for place in places(log.read(after=1_098))] == [1_099, 1_100]
    assert list(log.read(after=1_100)) == []
    assert list(log.read(after=6, upto=6)) == []


def test_heads_and_streams_of_many_names(log: Log) -> None:
    log.append(envelopes("abc", 700))
    log.append([envelope("abc-000002", 2, Retracted(reason="no"), us=MOMENT + 5)])
    names = [f"abc-{number:06d}" for number in range(700, 0, -1)]
    heads = log.recorder.heads(["missing", *names])
    assert len(heads) == 700
    assert heads["abc-000002"] == (2, MOMENT + 5)
    assert heads["abc-000001"] == (1, MOMENT)
    assert [place[0] for place in places(log.streams(*names))] == list(range(1, 702))
    assert len(log.recorder.known([envelope(name).id_bytes for name in names])) == 700


def test_streams_are_found_by_how_their_names_start(log: Log) -> None:
    log.append([envelope("abc-1"), envelope("abd-1"), envelope("ab"), envelope("abc-2"), envelope("abc")])
    assert [place[1] for place in places(log.starting("abc"))] == ["abc-1", "abc-2", "abc"]
    assert [place[1] for place in places(log.starting("abc", after=1))] == ["abc-2", "abc"]
    assert log.starting("b") == []


def test_an_import_keeps_its_positions_and_recording_goes_on_behind_them(log: Log) -> None:
    assert log.append([envelope("abc", at=3), envelope("xyz", at=10)], at_positions=True) == [3, 10]
    assert log.append([envelope("new")]) == [11]
    assert places(log.read()) == [(3, "abc", 1), (10, "xyz", 1), (11, "new", 1)]


@pytest.mark.parametrize("position", [2, 5, 9, 10])
def test_no_gap_is_filled_in_behind_somebody_who_has_read_on(log: Log, position: int) -> None:
    log.append([envelope("abc", at=2), envelope("xyz", at=10)], at_positions=True)
    with pytest.raises(RepeatedEventError):
        log.append([envelope("late", at=position), envelope("later", at=20)], at_positions=True)
    assert places(log.read()) == [(2, "abc", 1), (10, "xyz", 1)]


def test_several_threads_append_and_read_at_once(log: Log) -> None:
    done = threading.Event()

    def write(name: int) -> list[int]:
        return [position for batch in range(10) for position in log.append(envelopes(f"w{name}-{batch}", 5))]

    def read() -> int:
        seen: list[tuple[int, str, int]] = []
        while not done.is_set():
            now = places(log.read())
            assert now[: len(seen)] == seen, "something came in behind what was read"
            assert len(now) % 5 == 0, "half a batch was seen"
            seen = now
        return len(seen)

    with ThreadPoolExecutor(6) as threads:
        readers = [threads.submit(read) for _ in range(2)]
        writers = [threads.submit(write, name) for name in range(4)]
        wait(writers)
        done.set()
        positions = [position for writer in writers for position in writer.result()]
        assert all(reader.result() for reader in readers)
    assert sorted(positions) == [place[0] for place in places(log.read())]
    assert len(set(positions)) == 200


def test_one_of_several_threads_that_want_a_version_gets_it(log: Log) -> None:
    log.append([envelope("abc")])
    barrier = threading.Barrier(6)

    def correct(number: int) -> bool:
        wanted = envelope("abc", 2, Retracted(reason=f"reason {number}"))
        wanted.id_bytes = envelope(f"id-{number}").id_bytes
        barrier.wait()
        try:
            log.append([wanted])
        except StreamMovedError:
            return False
        return True

    with ThreadPoolExecutor(6) as threads:
        assert sum(threads.map(correct, range(6))) == 1
    assert len(log.streams("abc")) == 2


def test_a_closed_log_says_so_and_another_opens_it_again(store_url: str) -> None:
    log = open_log(store_url)
    log.append([envelope("abc")])
    log.close()
    log.close()
    for use in (log.position, lambda: list(log.read()), lambda: log.append([envelope("xyz")]), log.exists):
        with pytest.raises(UnreachableError, match="was closed; open it again"):
            use()
    again = open_log(store_url)
    assert places(again.read()) == [(1, "abc", 1)]
    again.close()


def test_closing_ends_what_other_threads_do_with_an_error_of_ours(store_url: str) -> None:
    log = open_log(store_url)
    log.append(envelopes("abc", 2_000))
    reading = threading.Barrier(5)

    def read() -> str:
        reading.wait()
        try:
            while True:
                list(log.read())
        except UnreachableError as error:
            return str(error)

    with ThreadPoolExecutor(4) as threads:
        readers = [threads.submit(read) for _ in range(4)]
        reading.wait()
        log.close()
        said = [reader.result(timeout=30) for reader in readers]
    assert all("\n" not in line for line in said)


def test_a_store_in_memory_is_a_log_of_its_own() -> None:
    one, other = open_log("sqlite://"), open_log("sqlite://")
    one.append(envelopes("abc", 3))
    assert (one.position(), other.position()) == (3, 0)
    one.close()
    with pytest.raises(UnreachableError, match="was closed"):
        one.position()
    other.close()


@pytest.mark.parametrize(
    "url",
    ["mysql://host/name", "timeline.db", "", "sqlite:/x.db", "sqlite:///x.db?mode=ro", "sqlite:///a%00b", "http://["],
)
def test_an_address_of_no_store_is_refused(url: str) -> None:
    with pytest.raises(UnreachableError):
        open_log(url)


def test_an_event_behind_every_thinkable_position_is_in_every_list(log: Log) -> None:
    log.append([envelope("abc", at=(1 << 62) - 1)], at_positions=True)
    assert log.append([envelope("xyz")]) == [1 << 62]
    assert log.append([envelope("uvw")]) == [(1 << 62) + 1]
    assert [item.stream for item in log.read()] == ["abc", "xyz", "uvw"]
    assert [item.stream for item in log.read(after=1 << 62)] == ["uvw"]


def test_a_relative_file_stays_where_it_was_when_the_process_goes_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path)
    log = open_log("sqlite:///rel.db")
    monkeypatch.chdir(tmp_path / "elsewhere")
    log.append([envelope("abc")])
    assert log.url == "sqlite:///rel.db"
    log.close()
    assert (tmp_path / "rel.db").is_file()
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_file_name_of_any_letters_is_one_file(new_url: Callable[[str], str]) -> None:
    plain = new_url("sqlite").removeprefix("sqlite:///")
    path = plain.replace("timeline-1", "Хроніка 100% #1? & co")
    log = open_log(f"sqlite:///{quote(path)}")
    log.append([envelope("abc")])
    log.close()
    assert Path(path).is_file()


def test_ties_are_found_from_the_entry_they_lead_to(log: Log) -> None:
    def tie(to: str) -> Linked:
        return Linked(kind="follows", to=to, claims=(claim("AP"),))

    log.append([envelope("abc"), envelope("xyz"), envelope("abc-more")])
    log.append(
        [envelope("xyz", 2, tie("abc")), envelope("abc-more", 2, tie("abc")), envelope("abc", 2, tie("abc-more"))]
    )
    assert places(log.tied_to("abc")) == [(4, "xyz", 2), (5, "abc-more", 2)]
    assert places(log.tied_to("abc-more")) == [(6, "abc", 2)]
    assert log.tied_to("xyz") == []
