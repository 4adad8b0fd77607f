"""The ten traps of the stock library and its databases, each shown on our log, some also on theirs."""

from __future__ import annotations

import sqlite3
import threading
import time
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import psycopg
import pytest
from eventsourcing.application import Application
from eventsourcing.persistence import InfrastructureFactoryError, JSONTranscoder, Mapper, OperationalError, StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore
from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteDatastore, SQLiteTrackingRecorder
from eventsourcing.utils import get_topic, resolve_topic
from psycopg import sql
from pydantic import BaseModel

from tests.writers import call, claim, envelope, envelopes, process, started, told
from timeline import Corroborated, Envelope, Recorded, Timeline
from timeline.errors import UnreachableError
from timeline.events import SHAPES, Shapes
from timeline.exchange.event_lines import export_lines
from timeline.log import KeyedEvent, open_log
from timeline.log.lines import read_line
from timeline.log.mapper import EventMapper
from timeline.log.postgres import PostgresRecorder
from timeline.log.sqlite import SQLiteRecorder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from timeline.log import Log
    from timeline.log.log import Recorder
    from timeline.log.mapper import Row


def path_of(url: str) -> Path:
    return Path(url.removeprefix("sqlite:///"))


@contextmanager
def beside(url: str) -> Iterator[sqlite3.Connection]:
    """A connection to the SQLite file that is not ours."""
    with closing(sqlite3.connect(path_of(url), isolation_level=None, check_same_thread=False)) as connection:
        yield connection


@contextmanager
def stock_postgres(url: str, **settings: Any) -> Iterator[PostgresApplicationRecorder]:
    """The library's own recorder, as it comes."""
    known = psycopg.conninfo.conninfo_to_dict(url)
    datastore = PostgresDatastore(
        str(known["dbname"]), str(known["host"]), "5432", "postgres", "x", originator_id_type="text", **settings
    )
    try:
        yield PostgresApplicationRecorder(datastore)
    finally:
        datastore.close()


def stock_sqlite(path: Path, **settings: Any) -> SQLiteApplicationRecorder:
    """The library's own recorder, as it comes."""
    recorder = SQLiteApplicationRecorder(SQLiteDatastore(str(path), originator_id_type="text", **settings))
    recorder.create_table()
    return recorder


def stock_event(stream: str, version: int) -> StoredEvent:
    return StoredEvent(stream, version, "topic", b"{}")


# ---------------------------------------------------------------- 1 the insert function without a lock


def test_trap_1_four_writers_and_a_follower_on_postgresql_miss_nothing(postgres_url: str) -> None:
    with ExitStack() as stack:
        writers = [stack.enter_context(process("append", postgres_url, f"w{number}", 700)) for number in range(4)]
        log = open_log(postgres_url)
        stack.callback(log.close)
        started(*writers)
        follower = log.follow(0, patience=0.2)
        seen = [next(follower) for _ in range(2_800)]
        follower.close()
        acknowledged = {(line[0], int(line[1])) for writer in writers for line in told(writer)}
    positions = [item.position for item in seen]
    assert positions == sorted(set(positions))
    assert {(item.stream, item.position) for item in seen} == acknowledged
    assert len(acknowledged) == 2_800


def test_trap_1_the_librarys_insert_function_is_never_made_or_used(postgres_url: str) -> None:
    log = open_log(postgres_url)
    log.append(envelopes("abc", 3))
    assert isinstance(log.recorder, PostgresRecorder)
    assert log.recorder._table.datastore.enable_db_functions is False
    log.close()
    with psycopg.connect(postgres_url) as connection:
        functions = connection.execute(
            "SELECT count(*) FROM pg_proc JOIN pg_namespace n ON n.oid = pronamespace WHERE nspname = 'public'"
        ).fetchone()
    assert functions == (0,)


def test_trap_1_the_librarys_insert_function_takes_no_lock(postgres_url: str) -> None:
    with stock_postgres(postgres_url, enable_db_functions=True) as stock:
        assert "LOCK TABLE" not in stock.sql_create_pg_function_insert_events.as_string()


# ---------------------------------------------------------------- 2 the table lock waits for VACUUM


@contextmanager
def vacuuming(url: str, table: str) -> Iterator[None]:
    """What VACUUM and ANALYZE hold while they run."""
    with psycopg.connect(url) as connection, connection.transaction():
        connection.execute(sql.SQL("LOCK TABLE {} IN SHARE UPDATE EXCLUSIVE MODE").format(sql.Identifier(table)))
        yield


def test_trap_2_an_append_proceeds_beside_vacuum_and_analyze(postgres_url: str) -> None:
    log = open_log(postgres_url)
    log.append(envelopes("before", 500))
    with vacuuming(postgres_url, "stored_events"):
        start = time.monotonic()
        log.append(envelopes("meanwhile", 10))
        assert time.monotonic() - start < 1
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE stored_events")
    assert len(list(log.read())) == 510
    log.close()


def test_trap_2_the_librarys_table_lock_gives_up_beside_vacuum(postgres_url: str) -> None:
    with stock_postgres(postgres_url, lock_timeout=1) as stock:
        stock.create_table()
        stock.insert_events([stock_event("abc", 1)])
        with (
            vacuuming(postgres_url, "stored_events"),
            pytest.raises(OperationalError, match="lock timeout"),
            stock.datastore.transaction(commit=True) as cursor,
        ):
            stock._lock_table(cursor)  # what its insert begins with, tried once instead of ten times


# ---------------------------------------------------------------- 3 a wake-up that is lost, creation at once


class _AppendsBehind:
    """The real recorder; right after the first read that finds nothing more, somebody appends."""

    def __init__(self, recorder: Recorder, late: Log) -> None:
        self._recorder = recorder
        self._late: Log | None = late

    def __getattr__(self, name: str) -> Any:
        return getattr(self._recorder, name)

    def after(self, position: int, limit: int, upto: int | None) -> list[Row]:
        rows = self._recorder.after(position, limit, upto)
        if not rows and self._late:
            self._late.append([envelope("late")])
            self._late = None
        return rows


def test_trap_3_what_comes_between_the_last_read_and_the_wait_wakes_the_follower(store_url: str, log: Log) -> None:
    late = open_log(store_url)
    log.append([envelope("early")])
    log.recorder = _AppendsBehind(log.recorder, late)
    follower = log.follow(0, patience=60)
    start = time.monotonic()
    assert [next(follower).stream for _ in range(2)] == ["early", "late"]
    assert time.monotonic() - start < 5
    follower.close()
    late.close()


def test_trap_3_two_processes_create_a_store_at_once(new_url: Callable[[str], str]) -> None:
    # Twenty rounds on each store: `test_faults.py`.
    url = new_url("postgres")
    with process("append", url, "one", 3) as one, process("append", url, "two", 3) as two:
        started(one, two)
        assert len(told(one)) == len(told(two)) == 3


# ---------------------------------------------------------------- 4 a deferred BEGIN


@pytest.mark.parametrize("importing", [False, True])
def test_trap_4_an_append_waits_for_another_writer_and_never_fails_at_once(sqlite_url: str, importing: bool) -> None:
    log = open_log(sqlite_url)
    log.append([envelope("abc")])
    with beside(sqlite_url) as reader, beside(sqlite_url) as writer:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM stored_events").fetchone()
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("INSERT INTO stored_events SELECT 2, 'other', 1, topic, state, x'00', 0 FROM stored_events")
        release = threading.Timer(0.3, lambda: writer.execute("COMMIT"))
        release.start()
        start = time.monotonic()
        assert log.append([envelope("xyz", at=50)], at_positions=importing) == [50 if importing else 3]
        assert time.monotonic() - start > 0.2
        release.join()
        reader.execute("ROLLBACK")
    log.close()


def test_trap_4_a_read_then_a_write_in_one_transaction_of_the_library_fails_at_once(tmp_path: Path) -> None:
    stock = stock_sqlite(tmp_path / "stock.db", lock_timeout=10)
    start = time.monotonic()
    insert = "INSERT INTO stored_events VALUES (?, 1, 't', x'00')"
    with (
        closing(sqlite3.connect(tmp_path / "stock.db", isolation_level=None)) as other,
        stock.datastore.transaction(commit=True) as cursor,
    ):
        cursor.execute("SELECT max(rowid) FROM stored_events")
        cursor.fetchone()
        other.execute(insert, ("other",))
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            cursor.execute(insert, ("ours",))
    assert time.monotonic() - start < 5  # whatever the time-out
    stock.datastore.close()


# ---------------------------------------------------------------- 5 what shares a file


def test_trap_5_the_log_has_its_file_to_itself_and_tracks_nothing(sqlite_url: str) -> None:
    log = open_log(sqlite_url)
    log.append([envelope("abc")])
    log.close()
    with beside(sqlite_url) as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert tables == {"stored_events", "sqlite_sequence"}


def test_trap_5_a_file_of_the_stock_library_is_not_ours(tmp_path: Path) -> None:
    stock = stock_sqlite(tmp_path / "stock.db")
    stock.insert_events([stock_event("abc", 1)])
    SQLiteTrackingRecorder(stock.datastore).create_table()
    stock.datastore.close()
    with pytest.raises(UnreachableError, match="no timeline's"):
        open_log(f"sqlite:///{tmp_path / 'stock.db'}")


# ---------------------------------------------------------------- 6 positions, pages, readers behind writers


def test_trap_6_a_position_is_not_used_again_after_its_event_is_gone(store_url: str, log: Log) -> None:
    log.append(envelopes("abc", 5))
    delete(store_url, 5)
    assert log.append([envelope("new")]) == [6]


def delete(url: str, position: int) -> None:
    """What no code path of ours does."""
    if url.startswith("sqlite"):
        with beside(url) as connection:
            connection.execute("DELETE FROM stored_events WHERE notification_id = ?", (position,))
    else:
        with psycopg.connect(url) as connected:
            connected.execute("DELETE FROM stored_events WHERE notification_id = %s", (position,))


def test_trap_6_vacuum_and_a_dump_keep_every_position(sqlite_url: str, tmp_path: Path) -> None:
    log = open_log(sqlite_url)
    log.append(envelopes("abc", 10))
    for position in (3, 4, 10):
        delete(sqlite_url, position)
    before = [(item.position, item.stream) for item in log.read()]
    log.close()
    with beside(sqlite_url) as connection, closing(sqlite3.connect(tmp_path / "restored.db")) as restored:
        connection.execute("VACUUM")
        restored.executescript("\n".join(connection.iterdump()))
        rows = restored.execute("SELECT notification_id, originator_id FROM stored_events ORDER BY 1").fetchall()
    assert rows == before
    again = open_log(sqlite_url)
    assert [(item.position, item.stream) for item in again.read()] == before
    assert again.append([envelope("new")]) == [11]
    again.close()


def test_trap_6_the_librarys_positions_are_renumbered_and_used_again(tmp_path: Path) -> None:
    stock = stock_sqlite(tmp_path / "stock.db")
    assert stock.max_notification_id() is None
    stock.insert_events([stock_event("abc", number) for number in range(1, 11)])
    with closing(sqlite3.connect(tmp_path / "stock.db", isolation_level=None)) as connection:
        connection.execute("DELETE FROM stored_events WHERE originator_version IN (3, 4, 10)")
        assert stock.insert_events([stock_event("new", 1)]) == [10]
        stock.datastore.close()
        with closing(sqlite3.connect(tmp_path / "restored.db")) as restored:
            restored.executescript("\n".join(connection.iterdump()))
    again = stock_sqlite(tmp_path / "restored.db")
    assert [note.id for note in again.select_notifications(1, 100)] == [1, 2, 3, 4, 5, 6, 7, 8]
    again.datastore.close()


def test_trap_6_an_empty_log_is_at_position_0(store_url: str, log: Log) -> None:
    assert log.position() == 0
    log.append([envelope("abc")])
    delete(store_url, 1)
    assert log.position() == 0


def test_trap_6_a_page_may_hold_more_than_ten(log: Log) -> None:
    log.append(envelopes("abc", 60))
    assert [len(page) for page in log.pages()] == [60]


def test_trap_6_a_read_does_not_wait_behind_writers(store_url: str, log: Log) -> None:
    log.append(envelopes("abc", 20))
    with held_for_writing(store_url) as holding:
        waiting = [threading.Thread(target=log.append, args=([envelope(f"waits-{number}")],)) for number in range(3)]
        for thread in waiting:
            thread.start()
        slowest = 0.0
        until = time.monotonic() + 1
        while time.monotonic() < until:
            start = time.monotonic()
            assert len(list(log.read())) == 20
            slowest = max(slowest, time.monotonic() - start)
        assert all(thread.is_alive() for thread in waiting)
        holding.set()
        for thread in waiting:
            thread.join()
    assert slowest < 0.1
    assert len(list(log.read())) == 23


@contextmanager
def held_for_writing(url: str) -> Iterator[threading.Event]:
    """Somebody else is writing until the event is set."""
    release = threading.Event()
    holds = threading.Event()

    def hold() -> None:
        if url.startswith("sqlite"):
            with beside(url) as connection:
                connection.execute("BEGIN IMMEDIATE")
                holds.set()
                release.wait(30)
                connection.execute("ROLLBACK")
        else:
            with psycopg.connect(url) as connected:
                connected.execute("SELECT pg_advisory_xact_lock(%s)", (0x544C5331,))
                holds.set()
                release.wait(30)

    holder = threading.Thread(target=hold)
    holder.start()
    holds.wait(30)
    try:
        yield release
    finally:
        release.set()
        holder.join()


# ---------------------------------------------------------------- 7 the environment, pragmas


def test_trap_7_the_librarys_environment_variables_change_nothing(
    store_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (
        "POSTGRES_DBNAME", "POSTGRES_HOST", "POSTGRES_PORT", "POSTGRES_USER", "POSTGRES_PASSWORD", "POSTGRES_SCHEMA",
        "POSTGRES_ENABLE_DB_FUNCTIONS", "POSTGRES_LOCK_TIMEOUT", "POSTGRES_POOL_SIZE", "SQLITE_DBNAME",
        "SQLITE_LOCK_TIMEOUT", "SQLITE_POOL_SIZE", "SQLITE_DISABLE_WAL", "PERSISTENCE_MODULE", "MAPPER_TOPIC",
        "TRANSCODER_TOPIC", "CIPHER_TOPIC", "CIPHER_KEY", "COMPRESSOR_TOPIC", "ORIGINATOR_ID_TYPE",
        "IS_SNAPSHOTTING_ENABLED",
    ):  # fmt: skip
        monkeypatch.setenv(name, "nonsense")
    with pytest.raises(InfrastructureFactoryError, match="nonsense"):
        Application[str]()  # the library's way in reads all of them
    log = open_log(store_url)
    assert log.append(envelopes("abc", 3)) == [1, 2, 3]
    assert [item.stream for item in log.read()] == ["abc-000001", "abc-000002", "abc-000003"]
    log.close()


def test_trap_7_every_connection_has_the_pragmas_that_are_meant(sqlite_url: str) -> None:
    log = open_log(sqlite_url)
    log.append([envelope("abc")])
    assert isinstance(log.recorder, SQLiteRecorder)
    tables = log.recorder._tables
    assert tables is not None
    for table in tables:
        with table.datastore.get_connection(commit=False) as connection:
            found = {
                name: connection._sqlite_conn.execute(f"PRAGMA {name}").fetchone()[0]
                for name in ("journal_mode", "synchronous", "journal_size_limit", "busy_timeout", "user_version")
            }
        assert found == {
            "journal_mode": "wal",
            "synchronous": 2,  # FULL: what was acknowledged is on the disk
            "journal_size_limit": 64 << 20,
            "busy_timeout": 30_000,
            "user_version": 1,
        }
    log.close()


def test_trap_7_following_works_on_sqlite_where_the_librarys_subscription_does_not(tmp_path: Path) -> None:
    stock = stock_sqlite(tmp_path / "stock.db")
    with pytest.raises(NotImplementedError):
        stock.subscribe()
    stock.datastore.close()
    log = open_log(f"sqlite:///{tmp_path / 'ours.db'}")
    log.append([envelope("abc")])
    assert next(log.follow(0)).stream == "abc"
    log.close()


# ---------------------------------------------------------------- 8 models that come back broken, upcasting


def test_trap_8_events_come_back_as_whole_models(log: Log) -> None:
    given = envelope("abc")
    log.append([given])
    (read,) = log.read()
    assert isinstance(read, Envelope)
    assert isinstance(read.event, Recorded)
    assert read.event == given.event
    assert read.event.model_copy(update={"recorded_by": "me"}).model_dump_json()
    assert read.event.model_fields_set == {"fact", "claims"}


def test_trap_8_the_stock_mapper_builds_a_broken_model() -> None:
    class Plain(BaseModel):
        originator_id: str
        originator_version: int
        number: int

    state = b'{"originator_id":"abc","originator_version":1,"number":5}'
    stored = StoredEvent("abc", 1, get_topic(Plain), state)
    made: Any = Mapper(JSONTranscoder()).to_domain_event(stored)
    with pytest.raises(AttributeError):
        made.model_copy()


def stored(event: Envelope) -> KeyedEvent:
    return EventMapper().to_stored_event(event)  # type: ignore[arg-type]


def older_shapes() -> Shapes:
    """The shapes as a library would have them whose `corroborated` is at version 2."""
    shapes = Shapes()
    shapes.add("recorded.call", Recorded)
    shapes.add("corroborated", Corroborated, version=2)
    shapes.upcast("corroborated", 1, lambda data: {"claims": data["sources"]})
    return shapes


def old_row(url: str) -> None:
    """A stream whose second event was written in the first shape of `corroborated`."""
    log = open_log(url)
    second = stored(envelope("abc", 2, Corroborated(claims=(claim("BelTA"),))))
    log.append_stored([stored(envelope("abc")), replace(second, state=second.state.replace(b'"claims"', b'"sources"'))])
    log.close()


def test_trap_8_every_way_of_reading_goes_through_the_upcasters(store_url: str) -> None:
    old_row(store_url)
    log = open_log(store_url, older_shapes())
    follower = log.follow(1)
    line = list(export_lines(Timeline(log)))[1]
    again, imported = read_line(line, "line 2", older_shapes())
    ways = {
        "read": list(log.read())[1],
        "streams": log.streams("abc")[1],
        "starting": log.starting("ab")[1],
        "follow": next(follower),
    }
    follower.close()
    log.close()
    expected = Corroborated(claims=(claim("BelTA"),))
    for way, item in ways.items():
        assert isinstance(item, Envelope), way
        assert (item.event, item.topic) == (expected, "corroborated.1"), way
    assert imported == expected
    assert (again.topic, b'"sources"' in again.state) == ("corroborated.1", True), "what is stored stays as it was"


def test_trap_8_the_events_of_one_stream_are_upcast_too(store_url: str) -> None:
    log = open_log(store_url)
    log.append_stored([replace(stored(envelope("abc")), state=b'{"about":1}')])
    log.close()
    shapes = Shapes()
    shapes.add("recorded.call", Recorded, version=2)
    whole = Recorded(fact=call(), claims=(claim(),))
    shapes.upcast("recorded.call", 1, lambda _: whole.model_dump(mode="json", exclude_none=True))
    log = open_log(store_url, shapes)
    (found,) = log.streams("abc")
    assert isinstance(found, Envelope)
    assert found.event == whole
    log.close()


def test_trap_8_a_stored_name_is_never_inherited_and_taken_once() -> None:
    class Mine(Recorded):
        """A subclass is no new event."""

    with pytest.raises(TypeError, match="is taken"):
        SHAPES.add("recorded.call", Mine)
    assert not hasattr(Recorded, "TOPIC")
    assert all("timeline" not in topic and ":" not in topic for topic in SHAPES.topics())

    class Above:
        TOPIC: ClassVar[str] = "stock:above"

    class Below(Above):
        pass

    assert get_topic(Below) == "stock:above"
    assert resolve_topic("stock:above") is Below  # the library now reads every `Above` as a `Below`


# ---------------------------------------------------------------- 9 long reads


def test_trap_9_a_slow_reader_keeps_no_transaction_open(store_url: str, log: Log) -> None:
    log.append(envelopes("abc", 1_200))
    reader = log.read()
    next(reader)  # in the middle of the first page, and in no hurry
    writer = open_log(store_url)
    for number in range(40):
        writer.append([envelope(f"more-{number}")])
    assert open_transactions(store_url) == 0
    assert sum(1 for _ in reader) == 1_239
    writer.close()


def open_transactions(url: str) -> int:
    """How many transactions hold back the checkpoint (SQLite) or the vacuum (PostgreSQL)."""
    if url.startswith("sqlite"):
        with beside(url) as connection:
            busy, _, _ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return int(busy) or int(path_of(url).with_name(path_of(url).name + "-wal").stat().st_size > 0)
    with psycopg.connect(url) as connected:
        row = connected.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND (backend_xmin IS NOT NULL OR state LIKE 'idle in%')"
        ).fetchone()
    assert row is not None
    return int(row[0])


# ---------------------------------------------------------------- 10 pages


def test_trap_10_reading_goes_in_pages_of_500(log: Log) -> None:
    log.append(envelopes("abc", 1_234))
    assert [len(page) for page in log.pages()] == [500, 500, 234]
    asked: list[int] = []
    recorder = log.recorder
    after = recorder.after

    def watched(position: int, limit: int, upto: int | None) -> list[Row]:
        asked.append(limit)
        return after(position, limit, upto)

    recorder.after = watched  # type: ignore[method-assign]
    assert sum(1 for _ in log.read()) == 1_234
    assert asked == [500, 500, 500, 500]
