"""A proof is a hash over what the log holds of some entries up to a position, on every store."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from tests.writers import MOMENT, claim, envelope
from timeline import Corroborated, Retracted
from timeline.events import SHAPES
from timeline.log import open_log
from timeline.projections.proof import proof

if TYPE_CHECKING:
    from collections.abc import Callable

    from timeline import Envelope
    from timeline.log import Log

EVENTS = (
    envelope("entry-b"),
    envelope("entry-a"),
    envelope("entry-c"),
    envelope("entry-b", 2, Corroborated(claims=(claim("Viasna — Вясна"),)), us=MOMENT + 1),
    envelope("entry-a", 2, Retracted(reason="It never was"), us=MOMENT + 2),
)


def by_hand(*events: Envelope) -> str:
    return sha256(b"".join(SHAPES.write(event.event) for event in events)).hexdigest()[:16]


@pytest.fixture(params=["by stream", "page by page"])
def filled(request: pytest.FixtureRequest, log: Log, monkeypatch: pytest.MonkeyPatch) -> Log:
    """A log with some events, read in both ways, on both stores."""
    if request.param == "page by page":
        monkeypatch.setattr("timeline.projections.proof._MANY", -1)
    log.append(EVENTS)
    return log


def test_it_hashes_the_bytes_of_the_events_in_order_of_position(filled: Log) -> None:
    assert proof(filled, ["entry-a", "entry-b"], 5) == by_hand(EVENTS[0], EVENTS[1], EVENTS[3], EVENTS[4])
    assert proof(filled, ["entry-c"], 5) == by_hand(EVENTS[2])
    assert proof(filled, [], 5) == by_hand()


def test_what_lies_behind_the_position_has_no_part_in_it(filled: Log) -> None:
    assert proof(filled, ["entry-a", "entry-b"], 4) == by_hand(EVENTS[0], EVENTS[1], EVENTS[3])
    assert proof(filled, ["entry-a", "entry-b"], 1) == by_hand(EVENTS[0])
    assert proof(filled, ["entry-a", "entry-b"], 0) == by_hand()
    before = proof(filled, ["entry-a", "entry-b"], 5)
    filled.append([envelope("entry-b", 3, Retracted(reason="later"), us=MOMENT + 3)])
    assert proof(filled, ["entry-a", "entry-b"], 5) == before
    assert proof(filled, ["entry-a", "entry-b"], 6) != before


def test_neither_the_order_of_refs_nor_repeated_or_unknown_ones_matter(filled: Log) -> None:
    assert proof(filled, ["entry-b", "entry-a", "entry-b", "unknown"], 5) == proof(filled, ["entry-a", "entry-b"], 5)


def test_a_name_that_only_begins_so_is_another_entry(filled: Log) -> None:
    assert proof(filled, ["entry", "entry-"], 5) == by_hand()


def test_a_changed_byte_changes_it(new_url: Callable[[str], str]) -> None:
    url = new_url("sqlite")
    with closing(open_log(url)) as log:
        log.append(EVENTS)
        before = proof(log, ["entry-b"], 5)
        for state, is_the_same in ((b"other bytes", False), ("a text", False), (SHAPES.write(EVENTS[0].event), True)):
            with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
                connection.execute("UPDATE stored_events SET state = ? WHERE notification_id = 1", (state,))
                connection.commit()
            assert (proof(log, ["entry-b"], 5) == before) is is_the_same


def test_a_log_that_was_never_written_proves_nothing(log: Log) -> None:
    assert proof(log, ["entry-a"], 5) == by_hand()
