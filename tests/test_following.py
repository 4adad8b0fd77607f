"""Following: what any process appends is seen soon, in order, and never missed."""

from __future__ import annotations

import statistics
import threading
import time
from contextlib import ExitStack
from typing import TYPE_CHECKING, Self

from psycopg import sql

from tests.writers import PEOPLE, call, claim, envelope, envelopes, process, started, told
from timeline import Timeline
from timeline.log import open_log

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.servers.postgres import PostgresServer
    from timeline import Envelope, Unreadable
    from timeline.log import Log


class Follower(threading.Thread):
    """Follows a log in a thread, and notes what it saw and when."""

    def __init__(self, log: Log, after: int = 0, patience: float = 1.0) -> None:
        super().__init__()
        self.stop = threading.Event()
        self.seen: list[tuple[int, str, int]] = []
        self.error: Exception | None = None
        self._moved = threading.Condition()
        self._items = log.follow(after, stop=self.stop, patience=patience)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop.set()
        self.join()

    def run(self) -> None:
        try:
            for item in self._items:
                with self._moved:
                    self.seen.append((item.position, item.stream, time.monotonic_ns()))
                    self._moved.notify_all()
        except Exception as error:  # noqa: BLE001  (the test shows it)
            with self._moved:
                self.error = error
                self._moved.notify_all()

    def wait_for(self, count: int, seconds: float = 60) -> list[tuple[int, str, int]]:
        """What was seen, once it is that much."""
        with self._moved:
            there = self._moved.wait_for(lambda: self.error or len(self.seen) >= count, seconds)
        assert self.error is None, self.error
        assert there, f"only {len(self.seen)} of {count} were seen"
        return self.seen


def latencies(url: str, log: Log, count: int = 200) -> list[float]:
    """Milliseconds from acknowledged in another process to seen here, sorted."""
    with process("append", url, "far", count, 0.004) as writer, Follower(log) as follower:
        started(writer)
        seen = {ref: moment for _, ref, moment in follower.wait_for(count)}
        lines = told(writer)
    assert len(seen) == len(lines) == count
    return sorted(max(0.0, (seen[ref] - int(acknowledged)) / 1e6) for ref, _, acknowledged in lines)


def test_another_process_is_seen_within_50_ms(
    store_url: str, log: Log, record_testsuite_property: Callable[[str, object], None]
) -> None:
    waited = latencies(store_url, log)
    p50, p99 = statistics.median(waited), waited[int(len(waited) * 0.99) - 1]
    record_testsuite_property(f"following {store_url.partition(':')[0]} p50 / p99 ms", f"{p50:.1f} / {p99:.1f}")
    assert p99 < 50


def test_nothing_is_missed_with_four_writing_processes(store_url: str, log: Log) -> None:
    with ExitStack() as stack:
        writers = [stack.enter_context(process("append", store_url, f"w{number}", 250)) for number in range(4)]
        follower = stack.enter_context(Follower(log))
        started(*writers)
        seen = follower.wait_for(1_000)
        acknowledged = sorted((int(line[1]), line[0]) for writer in writers for line in told(writer))
    assert [(position, ref) for position, ref, _ in seen] == acknowledged


def test_a_follower_begins_behind_the_position_it_is_given(store_url: str, log: Log) -> None:
    log.append(envelopes("abc", 600))
    with Follower(log, after=598) as follower:
        follower.wait_for(2)
        log.append([envelope("new")])
        assert [ref for _, ref, _ in follower.wait_for(3)] == ["abc-000599", "abc-000600", "new"]


def test_what_the_followers_own_log_appends_is_seen_too(log: Log) -> None:
    log.append([envelope("abc")])
    with Follower(log, patience=60) as follower:
        follower.wait_for(1)
        start = time.monotonic()
        log.append([envelope("xyz")])
        follower.wait_for(2)
        assert time.monotonic() - start < 5
        follower.stop.set()
        log.append([envelope("last")])  # wakes it, so that it sees the stop


def test_a_follower_stops_within_its_patience(log: Log) -> None:
    log.append([envelope("abc")])
    with Follower(log, patience=0.1) as follower:
        follower.wait_for(1)
        follower.stop.set()
        follower.join(5)
        assert not follower.is_alive()


def test_a_follower_may_start_before_the_store_is_created(store_url: str, log: Log) -> None:
    with Follower(log, patience=0.1) as follower:
        assert not log.exists()
        creator = open_log(store_url)
        creator.append(envelopes("abc", 3))
        assert [position for position, _, _ in follower.wait_for(3)] == [1, 2, 3]
        creator.close()


def test_a_follower_lives_through_a_restart_of_the_server(postgres: PostgresServer, postgres_url: str) -> None:
    log = open_log(postgres_url)
    log.append(envelopes("before", 3))
    with Follower(log, patience=30) as follower:
        follower.wait_for(3)
        postgres.stop()
        postgres.start()
        writer = open_log(postgres_url)
        writer.append(envelopes("after", 3))
        assert [ref for _, ref, _ in follower.wait_for(6)][3:] == [f"after-00000{number}" for number in (1, 2, 3)]
        follower.stop.set()
        writer.append([envelope("last")])
        writer.close()
    assert log.append([envelope("and-so-does-the-log")]), "connections of before are replaced"
    log.close()


def test_a_follower_stops_while_the_server_is_away(postgres: PostgresServer, postgres_url: str) -> None:
    log = open_log(postgres_url)
    log.append([envelope("abc")])
    with Follower(log, patience=0.2) as follower:
        follower.wait_for(1)
        postgres.stop()
        try:
            follower.stop.set()
            follower.join(15)
            assert not follower.is_alive()
            assert follower.error is None
        finally:
            postgres.start()
    log.close()


def test_a_connection_that_is_cut_is_made_anew(postgres: PostgresServer, postgres_url: str) -> None:
    log = open_log(postgres_url)
    log.append([envelope("abc")])
    with Follower(log, patience=30) as follower:
        follower.wait_for(1)
        postgres.execute(
            sql.SQL("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'timeline'")
        )
        log.append([envelope("xyz")])
        follower.wait_for(2)
        follower.stop.set()
        log.append([envelope("last")])
    log.close()


def test_a_timeline_is_followed_from_now_on_or_from_a_position(store_url: str) -> None:
    def first(items: Iterator[Envelope | Unreadable]) -> str:
        return next(items).stream

    with Timeline.open(store_url, register=PEOPLE) as timeline:
        timeline.record(call(), ref="abc", claims=[claim()])
        now, all_ = timeline.follow(patience=60), timeline.follow(0, patience=60)
        timeline.record(call(), ref="xyz", claims=[claim()])
        assert (first(now), first(all_)) == ("xyz", "actor:donald_trump")
