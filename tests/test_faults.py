"""What goes wrong around a log, done for real: killed writers, full disks, damaged rows, lost servers."""

from __future__ import annotations

import json
import logging
import os
import random
import shutil
import sqlite3
import stat
import subprocess
import sys
import traceback
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import psycopg
import pytest
from click.testing import CliRunner

from tests.crashes import crash
from tests.writers import PEOPLE, call, claim, envelope, envelopes, process, started, tell, told
from timeline import Actor, Envelope, Name, Timeline, Unreadable
from timeline.cli import cli
from timeline.errors import FullError, NewerError, StoreError, UnreachableError, UnreadableError
from timeline.exchange.event_lines import export_lines
from timeline.log import open_log
from timeline.log.lines import write_line
from timeline.log.sqlite import SQLiteRecorder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from click.testing import Result

    from tests.servers.postgres import PostgresServer
    from timeline.log import Log


def path_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


def damage(url: str, position: int, column: str, value: object) -> None:
    """Write over one column of one event, as a broken disk or a stranger would."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(path_of(url))) as connection, connection:
            connection.execute(f"UPDATE stored_events SET {column} = ? WHERE notification_id = ?", (value, position))
    else:
        with psycopg.connect(url) as connected:
            connected.execute(
                f"UPDATE stored_events SET {column} = %s WHERE notification_id = %s",
                (value, position),
            )


# ---------------------------------------------------------------- killed writers, many processes


def test_killed_writers_lose_nothing_they_acknowledged_and_double_nothing(store_url: str) -> None:
    tally = crash(store_url, 10, random.Random(2))
    assert tally.whole, tally
    assert tally.acknowledged > 10


def test_two_writers_and_two_readers_see_one_growing_log(store_url: str) -> None:
    with ExitStack() as stack:
        writers = [stack.enter_context(process("append", store_url, f"w{number}", 300)) for number in range(2)]
        readers = [stack.enter_context(process("read", store_url, 600)) for _ in range(2)]
        started(*writers, *readers)
        acknowledged = [line[:2] for writer in writers for line in told(writer)]
        assert [told(reader) for reader in readers] == [[["saw", "600"]]] * 2
    log = open_log(store_url)
    assert sorted((item.position, item.stream) for item in log.read()) == sorted(
        (int(position), ref) for ref, position in acknowledged
    )
    log.close()


@pytest.mark.parametrize("store", ["sqlite", "postgres"])
def test_two_processes_create_a_store_at_once_twenty_times(store: str, new_url: Callable[[str], str]) -> None:
    with process("create") as one, process("create") as two:
        started(one, two)
        urls = [new_url(store) for _ in range(20)]
        for url in urls:
            tell(one, f"{url} one")
            tell(two, f"{url} two")
            assert one.stdout is not None
            assert two.stdout is not None
            assert sorted([one.stdout.readline(), two.stdout.readline()]) == ["1\n", "2\n"]
        assert told(one) == told(two) == []
    for url in urls:
        log = open_log(url)
        assert {item.stream for item in log.read()} == {"one", "two"}
        log.close()


# ---------------------------------------------------------------- no room


def test_a_full_disk_stores_nothing_of_a_write_and_keeps_all_before(tmp_path: Path) -> None:
    with process("fill", tmp_path / "full.db", 400_000) as writer:
        assert writer.stdout is not None
        said = json.loads(writer.stdout.read())
    assert "make room, then repeat: nothing was stored" in said["refused"]
    assert "\n" not in said["refused"]
    assert said["stored"] == said["acknowledged"]
    assert len(said["after"]) == 20, "with room again the same batch goes in"
    log = open_log(f"sqlite:///{tmp_path / 'full.db'}")
    assert [item.position for item in log.read()] == said["acknowledged"] + said["after"]
    log.close()


def test_a_store_that_may_not_grow_says_so_and_works_again_with_room(sqlite_url: str) -> None:
    log = open_log(sqlite_url)
    log.append(envelopes("before", 10))
    limit_pages(log, 30)
    with pytest.raises(FullError, match="make room, then repeat: nothing was stored"):
        log.append(envelopes("much", 500))
    assert [item.stream for item in log.read()] == [event.stream for event in envelopes("before", 10)]
    limit_pages(log, 100_000)
    assert len(log.append(envelopes("much", 500))) == 500
    assert len(list(log.read())) == 510
    log.close()


def limit_pages(log: Log, pages: int) -> None:
    assert isinstance(log.recorder, SQLiteRecorder)
    assert log.recorder._tables is not None
    with log.recorder._tables[0].datastore.get_connection(commit=True) as connection:
        connection._sqlite_conn.execute(f"PRAGMA max_page_count={pages}")


# ---------------------------------------------------------------- a newer library's log, damaged rows


def three(url: str) -> None:
    """Three entries behind the two actors: positions 3 to 5."""
    with Timeline.open(url, register=PEOPLE) as timeline:
        timeline.record_many([(call(ref), ref, (claim(),)) for ref in ("one", "two", "three")])


@pytest.mark.parametrize("topic", ["recorded.call.2", "recorded.coronation.1", "praised.1"])
def test_an_event_of_a_newer_library_is_named_and_the_rest_is_read(store_url: str, topic: str) -> None:
    three(store_url)
    damage(store_url, 4, "topic", topic)
    with Timeline.open(store_url) as timeline:
        newer = list(timeline.log.read())[3]
        assert isinstance(newer, Unreadable)
        assert (newer.position, newer.stream, newer.newer) == (4, "two", True)
        assert "newer version of this library" in newer.why
        assert {entry.ref for entry in timeline.entries()} == {"one", "three"}
        for use in (
            lambda: timeline.entry("two"),
            lambda: timeline.history("two"),
            lambda: timeline.record(call("two"), ref="two", claims=[claim("BelTA")]),
            lambda: timeline.retract("two", reason="no", version=1),
        ):
            with pytest.raises(NewerError, match="position 4"):
                use()
        assert timeline.record(call("four"), ref="four", claims=[claim()]).position == 6
    log = open_log(store_url)
    assert log.recorder.heads(["two"])["two"][0] == 1, "nothing was written to its stream"
    log.close()


def test_a_store_of_a_newer_layout_is_not_touched(store_url: str) -> None:
    three(store_url)
    if store_url.startswith("sqlite"):
        with closing(sqlite3.connect(path_of(store_url))) as connection:
            connection.execute("PRAGMA user_version=2")
    else:
        with psycopg.connect(store_url) as connected:
            connected.execute("INSERT INTO timeline_layout VALUES (2)")
    with pytest.raises(NewerError, match=r"layout 2, this library knows 1.*install that version"):
        open_log(store_url)


DAMAGES: dict[str, tuple[str, object]] = {
    "garbage": ("state", b"\x00\xff\x13garbage"),
    "nothing": ("state", b""),
    "truncated": ("state", b'{"fact":{"kind":"call","when":"2025-08-15"'),
    "truncated behind a bracket": ("state", b'{"fact":{"kind":"call","when":"2025-08-15"}'),
    "no object": ("state", b"[1,2]"),
    "another shape": ("state", b'{"reason":"what a retraction holds"}'),
    "an impossible value": (
        "state",
        b'{"fact":{"kind":"call","when":"2025-02-30","participants":["a1","b1"]},"claims":[]}',
    ),
    "another type": ("topic", "retracted.1"),
    "no topic": ("topic", "🙈"),
}


@pytest.mark.parametrize("kind", DAMAGES)
def test_a_damaged_event_is_named_by_position_and_the_rest_is_read(store_url: str, kind: str) -> None:
    three(store_url)
    damage(store_url, 4, *DAMAGES[kind])
    with Timeline.open(store_url) as timeline:
        read = list(timeline.log.read())
        assert [isinstance(item, Unreadable) for item in read] == [False, False, False, True, False]
        assert {entry.ref for entry in timeline.entries()} == {"one", "three"}
        assert [(item.position, item.stream) for item in timeline.unreadable()] == [(4, "two")]
        assert timeline.entry("three").fact == call("three")
        for use in (
            lambda: timeline.entry("two"),
            lambda: timeline.history("two"),
            lambda: timeline.record(call("two"), ref="two", claims=[claim()]),
        ):
            with pytest.raises(StoreError, match="position 4") as refused:
                use()
            assert "\n" not in str(refused.value)
        timeline.record(call("four"), ref="four", claims=[claim()])
        assert {entry.ref for entry in timeline.entries()} == {"one", "three", "four"}


@pytest.mark.parametrize("kind", [kind for kind, (column, _) in DAMAGES.items() if column == "state"])
def test_no_log_with_a_damaged_event_is_exported(store_url: str, kind: str) -> None:
    three(store_url)
    damage(store_url, 4, *DAMAGES[kind])
    with Timeline.open(store_url) as timeline, pytest.raises(UnreadableError, match="position 4") as refused:
        list(export_lines(timeline))
    assert (refused.value.position, refused.value.ref) == (4, "two")


# Beside the state: what a column can be made to hold on both stores, and what SQLite alone takes.
COLUMNS: dict[str, tuple[str, object]] = {
    "a name of no stream": ("originator_id", "two\n🙈"),
    "an empty stream": ("originator_id", ""),
    "no stored name": ("topic", 'recorded."call".1'),
    "a version before the first": ("originator_version", -1),
    "a short id": ("event_id", b"short"),
    "a moment out of time": ("recorded_us", 1 << 62),
    "a moment before time": ("recorded_us", -(1 << 62)),
}
IN_SQLITE: dict[str, tuple[str, str]] = {
    "a stream of bytes": ("originator_id", "CAST('two' AS BLOB)"),
    "a stream that is no UTF-8": ("originator_id", "CAST(x'74776fff' AS TEXT)"),
    "a version in words": ("originator_version", "'first'"),
    "a version that is no UTF-8": ("originator_version", "CAST(x'ff' AS TEXT)"),
    "half a version": ("originator_version", "1.5"),
    "a topic of bytes": ("topic", "CAST(topic AS BLOB)"),
    "a topic that is no UTF-8": ("topic", "CAST(x'ff' AS TEXT)"),
    "a state that is no UTF-8": ("state", "CAST(x'7bff7d' AS TEXT)"),
    "an id in words": ("event_id", "'sixteen letters.'"),
    "a number for an id": ("event_id", "17"),
    "a moment in words": ("recorded_us", "'yesterday'"),
    "half a moment": ("recorded_us", "1750000000000000.5"),
    "a moment that is no UTF-8": ("recorded_us", "CAST(x'ff' AS TEXT)"),
}


def damage_in_sqlite(url: str, position: int, column: str, expression: str) -> None:
    with closing(sqlite3.connect(path_of(url))) as connection, connection:
        connection.execute(f"UPDATE stored_events SET {column} = {expression} WHERE notification_id = {position}")


def assert_one_is_lost(url: str, position: int, *, refs: set[str]) -> None:
    """In the library and in every command: that one is named, all others are there."""
    with Timeline.open(url) as timeline:
        lost = [item for item in timeline.log.read() if isinstance(item, Unreadable)]
        assert [(item.position, item.newer, type(item.version)) for item in lost] == [(position, False, int)]
        assert lost[0].stream.isprintable()
        assert [item.position for item in timeline.unreadable()] == [position]
        assert {entry.ref for entry in timeline.entries()} == refs
        assert timeline.entry("three").fact == call("three")
        with pytest.raises(UnreadableError, match=f"position {position}") as refused:
            list(export_lines(timeline))
        assert refused.value.position == position
        last = timeline.position()
    said = run(url, "list", "--json")
    assert {entry["ref"] for entry in json.loads(said.stdout)["entries"]} == refs
    said = run(url, "stats", "--json")
    assert [item["position"] for item in json.loads(said.stdout)["unreadable"]] == [position]
    said = run(url, "export", "--format", "jsonl")
    assert (said.exit_code, f"position {position} " in said.stderr) == (3, True)
    said = run(url, "history", "three", "--json")
    assert len(json.loads(said.stdout)["events"]) == 1
    for form in ([], ["--json"]):
        said = run(url, "follow", "--after", "0", "--limit", str(last), *form)
        assert (said.exit_code, len(said.stdout.splitlines())) == (0, last - 1)
        assert f"position {position} " in said.stderr


def run(url: str, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["--store", url, *arguments])


@pytest.mark.parametrize("kind", [kind for kind, (column, _) in IN_SQLITE.items() if column != "state"])
def test_no_line_is_written_of_a_damaged_column(sqlite_url: str, kind: str) -> None:
    three(sqlite_url)
    damage_in_sqlite(sqlite_url, 4, *IN_SQLITE[kind])
    with Timeline.open(sqlite_url) as timeline:
        (row,) = timeline.log.recorder.after(3, 1, None)
        with pytest.raises(UnreadableError, match="position 4"):
            write_line(row)


@pytest.mark.parametrize("kind", COLUMNS)
def test_whichever_column_of_an_entry_is_damaged_only_that_entry_is_lost(store_url: str, kind: str) -> None:
    three(store_url)
    damage(store_url, 4, *COLUMNS[kind])
    assert_one_is_lost(store_url, 4, refs={"one", "three"})


@pytest.mark.parametrize("kind", IN_SQLITE)
def test_whatever_sqlite_was_made_to_hold_only_that_entry_is_lost(sqlite_url: str, kind: str) -> None:
    three(sqlite_url)
    damage_in_sqlite(sqlite_url, 4, *IN_SQLITE[kind])
    assert_one_is_lost(sqlite_url, 4, refs={"one", "three"})


@pytest.mark.parametrize(
    "kind", [kind for kind, (column, _) in COLUMNS.items() if column in ("event_id", "recorded_us")]
)
def test_a_damaged_column_of_an_actor_loses_no_entry(store_url: str, kind: str) -> None:
    three(store_url)
    damage(store_url, 2, *COLUMNS[kind])
    assert_one_is_lost(store_url, 2, refs={"one", "two", "three"})
    with Timeline.open(store_url) as timeline:
        timeline.add(PEOPLE["lukashenko"], version=1)
        told = list(timeline.log.read())[-1]
        assert isinstance(told, Envelope)
        assert told.recorded.year < 9999, "a damaged time is not handed on"


def test_an_actor_without_a_version_takes_no_other(sqlite_url: str) -> None:
    three(sqlite_url)
    damage_in_sqlite(sqlite_url, 2, *IN_SQLITE["a version in words"])
    assert_one_is_lost(sqlite_url, 2, refs={"one", "two", "three"})
    with Timeline.open(sqlite_url) as timeline, pytest.raises(UnreadableError, match="position 2"):
        timeline.add(PEOPLE["lukashenko"], version=1)


def test_a_state_that_became_text_in_sqlite_is_still_read(sqlite_url: str) -> None:
    three(sqlite_url)
    with closing(sqlite3.connect(path_of(sqlite_url))) as connection, connection:
        connection.execute("UPDATE stored_events SET state = CAST(state AS TEXT) WHERE notification_id = 4")
    with Timeline.open(sqlite_url) as timeline:
        assert timeline.entry("two").fact == call("two")
        assert len(list(export_lines(timeline))) == 5


def test_a_number_where_a_state_should_be_is_named_too(sqlite_url: str) -> None:
    three(sqlite_url)
    damage(sqlite_url, 4, "state", 17)
    with Timeline.open(sqlite_url) as timeline:
        assert {entry.ref for entry in timeline.entries()} == {"one", "three"}
        with pytest.raises(UnreadableError, match="position 4"):
            timeline.entry("two")
        with pytest.raises(UnreadableError, match="position 4"):
            list(export_lines(timeline))


def test_a_damaged_actor_leaves_the_entries_readable(store_url: str) -> None:
    three(store_url)
    damage(store_url, 2, "state", b"\xff")
    with Timeline.open(store_url) as timeline:
        assert {entry.ref for entry in timeline.entries()} == {"one", "two", "three"}
        assert timeline.entry("two").fact == call("two")
        assert [(item.position, item.stream) for item in timeline.unreadable()] == [(2, "actor:lukashenko")]
        timeline.add(PEOPLE["lukashenko"], version=1)
        assert timeline.record(call("four"), ref="four", claims=[claim()]).version == 1, "told again, it is known again"


def test_an_event_missing_in_the_middle_of_a_stream_is_said_in_our_words(store_url: str) -> None:
    three(store_url)
    with Timeline.open(store_url) as timeline:
        timeline.corroborate("two", claim("BelTA"))
        timeline.corroborate("two", claim("Viasna"))
    damage(store_url, 6, "originator_id", "elsewhere")
    with Timeline.open(store_url) as timeline:
        assert {entry.ref for entry in timeline.entries()} == {"one", "three"}
        with pytest.raises(StoreError, match="two"):
            timeline.entry("two")


# ---------------------------------------------------------------- a cut write-ahead log


def test_a_cut_write_ahead_log_opens_at_a_clean_transaction(sqlite_url: str, tmp_path: Path) -> None:
    log = open_log(sqlite_url)
    for batch in range(30):
        log.append([envelope(f"b{batch:02d}-{number}of3") for number in (1, 2, 3)])
    path = path_of(sqlite_url)
    file, journal = path.read_bytes(), path.with_name(path.name + "-wal").read_bytes()
    log.close()
    rng = random.Random(5)
    lengths = set()
    for attempt in range(40):
        copy = tmp_path / f"cut-{attempt}.db"
        copy.write_bytes(file)
        cut = bytearray(journal[: rng.randrange(len(journal))])
        if cut and attempt % 2:
            cut[-rng.randrange(1, min(len(cut), 4_000) + 1)] ^= 0x55  # and a bit of it written wrongly
        copy.with_name(copy.name + "-wal").write_bytes(cut)
        opened = open_log(f"sqlite:///{copy}")
        found = list(opened.read())
        assert len(found) % 3 == 0
        assert [item.position for item in found] == list(range(1, len(found) + 1))
        assert all(isinstance(item, Envelope) for item in found)
        assert opened.append([envelope("afterwards")]) == [len(found) + 1]
        opened.close()
        lengths.add(len(found))
    assert len(lengths) > 5


# ---------------------------------------------------------------- places that are no store


def test_a_directory_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(UnreachableError, match="cannot be opened"):
        open_log(f"sqlite:///{tmp_path}")


def test_a_missing_directory_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreachableError, match="missing is no directory; create it"):
        open_log(f"sqlite:///{tmp_path / 'missing' / 'timeline.db'}")


def test_a_directory_that_vanishes_is_said_in_our_words(tmp_path: Path) -> None:
    (tmp_path / "away").mkdir()
    log = open_log(f"sqlite:///{tmp_path / 'away' / 'timeline.db'}")
    shutil.rmtree(tmp_path / "away")
    with pytest.raises(UnreachableError, match="check the place"):
        log.append([envelope("abc")])
    log.close()


@pytest.mark.parametrize("content", [b"Dear diary,\n" * 500, b"\x00" * 8192, b"SQLite format 3\x00" + b"\xff" * 4080])
def test_a_file_that_is_no_sqlite_file_is_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "diary.txt"
    path.write_bytes(content)
    with pytest.raises(UnreachableError, match=r"diary\.txt"):
        open_log(f"sqlite:///{path}")
    assert path.read_bytes() == content
    assert [found.name for found in tmp_path.iterdir()] == ["diary.txt"]


def test_an_sqlite_file_of_somebody_else_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE stored_events (id INTEGER)")
    content = path.read_bytes()
    with pytest.raises(UnreachableError, match="no timeline's; give another file"):
        open_log(f"sqlite:///{path}")
    assert path.read_bytes() == content
    assert [found.name for found in tmp_path.iterdir()] == ["other.db"]


def test_a_postgresql_table_of_somebody_else_is_left_as_it_is(postgres_url: str) -> None:
    with psycopg.connect(postgres_url) as connection:
        connection.execute("CREATE TABLE stored_events (id integer)")
    log = open_log(postgres_url)
    with pytest.raises(UnreachableError, match="already exists"):
        log.append([envelope("abc")])
    log.close()
    with psycopg.connect(postgres_url) as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    assert tables == [("stored_events",)]


def test_an_empty_file_becomes_a_store_with_the_first_append(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    log = open_log(f"sqlite:///{path}")
    assert log.position() == 0
    assert path.read_bytes() == b""
    assert log.append([envelope("abc")]) == [1]
    log.close()


_AS_ANYBODY = """
import os, sys
from timeline.errors import TimelineError
from timeline.log import open_log
import timeline.log.sqlite
from tests.writers import envelope
if os.geteuid() == 0:
    os.setuid(65534)  # to root every file is open
for step in sys.argv[2:]:
    try:
        log = open_log(sys.argv[1])
        done = len(list(log.read())) if step == "read" else log.append([envelope("xyz")])
        print("done", done)
        log.close()
    except TimelineError as error:
        print(type(error).__name__, error)
"""


def as_anybody(url: str, *steps: str) -> list[str]:
    """What a user gets who is not root, to whom every file is open."""
    root = Path(__file__).resolve().parent.parent
    done = subprocess.run(
        [sys.executable, "-c", _AS_ANYBODY, url, *steps],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(root)},
    )
    return done.stdout.splitlines()


@pytest.fixture
def shelf() -> Iterator[Path]:
    """A directory that any user can reach; those above pytest's own are for its user alone."""
    with TemporaryDirectory() as directory:
        place = Path(directory)
        place.chmod(0o755)
        yield place
        place.chmod(0o755)


def test_a_store_without_the_right_to_read_is_refused(shelf: Path) -> None:
    three(f"sqlite:///{shelf / 'timeline.db'}")
    (shelf / "timeline.db").chmod(0o000)
    said = as_anybody(f"sqlite:///{shelf / 'timeline.db'}", "read", "append")
    assert len(said) == 2
    assert all(line.startswith("UnreachableError") and "check the place and its rights" in line for line in said)


def test_a_store_without_the_right_to_write_takes_nothing_and_says_so(shelf: Path) -> None:
    three(f"sqlite:///{shelf / 'timeline.db'}")
    (shelf / "timeline.db").chmod(0o444)
    before = (shelf / "timeline.db").read_bytes()
    (said,) = as_anybody(f"sqlite:///{shelf / 'timeline.db'}", "append")
    assert said.startswith("UnreachableError")
    assert "check the place and its rights" in said
    assert (shelf / "timeline.db").read_bytes() == before


def test_a_store_in_a_place_where_nothing_may_be_written_is_read(shelf: Path) -> None:
    url = f"sqlite:///{shelf / 'timeline.db'}"
    three(url)
    (shelf / "timeline.db").chmod(0o444)
    shelf.chmod(0o555)
    files = sorted(shelf.iterdir())
    read, appended = as_anybody(url, "read", "append")
    assert read == "done 5"
    assert appended.startswith("UnreachableError")
    assert "check the place and its rights" in appended
    assert sorted(shelf.iterdir()) == files
    shelf.chmod(0o755)


def test_what_stands_in_the_write_ahead_log_is_read_where_nothing_may_be_written(shelf: Path) -> None:
    url = f"sqlite:///{shelf / 'timeline.db'}"
    log = open_log(url)
    log.append(envelopes("abc", 3))
    assert (shelf / "timeline.db-wal").stat().st_size > 0
    for file in shelf.iterdir():
        file.chmod(0o444)
    shelf.chmod(0o555)
    assert as_anybody(url, "read") == ["done 3"]
    shelf.chmod(0o755)
    log.close()


_READS_ON = """
import os, sys
from timeline.log import open_log
import timeline.log.sqlite
if os.geteuid() == 0:
    os.setuid(65534)
log = open_log(sys.argv[1])
following = log.follow(0)
print(next(following).stream, flush=True)
for _ in sys.stdin:
    print(len(list(log.read())), next(following).stream, flush=True)
"""


def test_who_may_only_read_sees_what_the_owner_writes_later(shelf: Path) -> None:
    url = f"sqlite:///{shelf / 'timeline.db'}"
    log = open_log(url)
    log.append([envelope("one")])
    log.close()
    (shelf / "timeline.db").chmod(0o644)
    with subprocess.Popen(
        [sys.executable, "-c", _READS_ON, url],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parent.parent)},
    ) as reader:
        assert reader.stdin is not None
        assert reader.stdout is not None
        assert reader.stdout.readline() == "one\n"
        for number, ref in enumerate(("two", "three"), 2):
            log = open_log(url)
            log.append([envelope(ref)])
            log.close()
            reader.stdin.write("\n")
            reader.stdin.flush()
            assert reader.stdout.readline() == f"{number} {ref}\n"
        reader.stdin.close()


def test_a_place_without_the_right_to_write_is_named(shelf: Path) -> None:
    shelf.chmod(0o555)
    (said,) = as_anybody(f"sqlite:///{shelf / 'timeline.db'}", "append")
    assert said.startswith("UnreachableError")
    assert "timeline.db cannot be opened" in said
    shelf.chmod(0o755)


def test_every_file_of_a_store_is_for_its_owner_alone(sqlite_url: str) -> None:
    before = os.umask(0o000)
    try:
        log = open_log(sqlite_url)
        log.append([envelope("abc")])
        list(log.read())
        path = path_of(sqlite_url)
        files = sorted(path.parent.iterdir())
        assert [file.name for file in files] == [path.name, f"{path.name}-shm", f"{path.name}-wal"]
        assert [stat.S_IMODE(file.stat().st_mode) for file in files] == [0o600] * 3
        log.close()
    finally:
        os.umask(before)


# ---------------------------------------------------------------- no server, no password


def test_a_server_that_is_not_there_is_said_at_once() -> None:
    url = "postgresql://somebody:hunter2@127.0.0.1:9/timeline"
    with pytest.raises(UnreachableError, match=r"Connection refused.*check the server") as refused:
        open_log(url)
    assert_secret(refused.value, "hunter2")


@pytest.mark.parametrize("secret", ["hunter2", "h@nter:2/ü%", "' OR 1=1 --"])
def test_a_wrong_password_is_refused_and_never_shown(
    postgres: PostgresServer, postgres_url: str, secret: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    guarded(postgres)
    url = postgres.url(postgres_url.partition("@/")[2].partition("?")[0], "guarded", secret)
    with pytest.raises(UnreachableError, match="password authentication failed") as refused:
        open_log(url)
    assert_secret(refused.value, secret)
    assert secret not in caplog.text


def test_the_right_password_is_not_shown_either(postgres: PostgresServer, postgres_url: str) -> None:
    guarded(postgres)
    log = open_log(postgres.url(postgres_url.partition("@/")[2].partition("?")[0], "guarded", "s3cret/word"))
    assert log.append([envelope("abc")]) == [1]
    assert "s3cret" not in log.url
    assert "s3cret" not in repr(log.recorder)
    with pytest.raises(StoreError) as refused:
        log.append([envelope("x", 1, at=0, us=1 << 70)])
    assert_secret(refused.value, "s3cret")
    log.close()


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://me:hunter2@host:port/name",
        "postgresql://me:hunter2@[::1/name",
        "postgresql://me:hunter2@/name?x=1",
        "postgres://me:hunter2@%zz/name",
        "postgresql+psycopg://me:hunter2@host/name",
        "me:hunter2@host/name",
    ],
)
def test_a_malformed_address_does_not_repeat_its_password(url: str) -> None:
    with pytest.raises(UnreachableError) as refused:
        open_log(url)
    assert_secret(refused.value, "hunter2")


def guarded(server: PostgresServer) -> None:
    """A user with a password, once a session."""
    with psycopg.connect(server.url("postgres")) as connection:
        there = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = 'guarded'").fetchone()
    if not there:
        server.new_user("guarded", "s3cret/word")


def assert_secret(error: Exception, secret: str) -> None:
    """Neither the message nor the traceback shows it; the message is one line."""
    shown = "".join(traceback.format_exception(error)) + repr(error)
    assert secret not in shown
    assert "\n" not in str(error)


def test_a_server_that_stops_in_the_middle_is_unreachable_and_comes_back(
    postgres: PostgresServer, postgres_url: str
) -> None:
    log = open_log(postgres_url)
    log.append(envelopes("before", 3))
    items = log.read()
    next(items)
    postgres.stop()
    try:
        with ThreadPoolExecutor(3) as threads:
            uses = (lambda: log.append([envelope("abc")]), lambda: list(items), lambda: open_log(postgres_url))
            for done in [threads.submit(use) for use in uses]:
                assert isinstance(done.exception(), UnreachableError)
                assert "check the server" in str(done.exception())
    finally:
        postgres.start()
    assert log.append([envelope("abc")]) == [4]
    assert len(list(log.read())) == 4
    log.close()


# ---------------------------------------------------------------- clocks


def test_a_clock_that_goes_back_does_not_turn_a_stream_around(store_url: str) -> None:
    times = iter(datetime(2026, 1, 1, tzinfo=UTC) - timedelta(days=day) for day in range(100))
    with Timeline.open(store_url, register=PEOPLE, clock=lambda: next(times)) as timeline:
        timeline.record(call("one"), ref="one", claims=[claim()])
        timeline.record(call("one"), ref="one", claims=[claim("BelTA")])
        timeline.corroborate("one", claim("Viasna"))
        timeline.correct("one", topics=("another",), reason="it was", version=3)
        timeline.retract("one", reason="no", version=4)
        timeline.reinstate("one", reason="yes")
        timeline.record_many([(call("two"), "two", [claim(name)]) for name in "abc"])
        timeline.merge("two", into="one", reason="the same")
        changed = Actor(id="lukashenko", type="person", names=(Name(text="A. L.", lang="en", script="Latn"),))
        timeline.add(changed, version=1)
        streams: dict[str, list[datetime]] = {}
        for item in timeline.log.read():
            assert isinstance(item, Envelope)
            streams.setdefault(item.stream, []).append(item.recorded)
    assert {stream: len(recorded) for stream, recorded in streams.items()} == {
        "actor:donald_trump": 1, "actor:lukashenko": 2, "one": 7, "two": 4,
    }  # fmt: skip
    for stream, recorded in streams.items():
        assert recorded == sorted(recorded), stream
