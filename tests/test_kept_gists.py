"""Offices and sanctions from rows are those folded from all entries, whenever they are asked as known."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.generated_changes import acts, appointments, histories
from tests.naive_chronology import NaiveChronology
from tests.test_read_model import model_of, register_of
from timeline import Envelope, SanctionsChange
from timeline.log import open_log
from timeline.projections import gists, loading
from timeline.projections.chronology import NOW, Chronology, Cutoff
from timeline.projections.gists import gist_of
from timeline.projections.kept_gists import KeptActs
from timeline.projections.offices import offices_on
from timeline.projections.sanctions import sanctions_on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.log import KeyedEvent, Log

WINDOW = [date(2024, 12, 28) + timedelta(days=number) for number in range(0, 66, 3)]
WHO = (None, None, "ann", "bob")
WHAT = (None, None, "airline", "belarus", "aviation", "states")


def moments(log: Log) -> Iterator[Cutoff]:
    """Now, and before and after every event of an entry, by position and by time."""
    yield NOW
    events = [item for item in log.read() if not item.stream.startswith("actor:")]
    for position in sorted({item.position - late for item in events for late in (0, 1)}):
        yield Cutoff(position=position)
    for us in sorted({item.recorded_us for item in events if isinstance(item, Envelope)}):
        yield Cutoff(before_us=us)
        yield Cutoff(before_us=us + 1)


def opened(events: list[KeyedEvent]) -> Log:
    log = open_log("sqlite://")
    log.append_stored(events)
    return log


def last_seen(log: Log, known: Cutoff) -> dict[str, date]:
    """The last day on which anything was recorded of each programme, from the events one by one."""
    found: dict[str, date] = {}
    scheme: dict[str, str | None] = {}
    for item in log.read():
        if not isinstance(item, Envelope) or item.stream.startswith("actor:"):
            continue
        fact: Any = getattr(item.event, "fact", None)
        if fact is not None:
            kept = isinstance(fact, SanctionsChange)
            scheme[item.stream] = (fact.programme or f"@{fact.authority}") if kept else None
        name = scheme.get(item.stream)
        if name and known.of([item]):
            found[name] = max(found.get(name, date.min), item.recorded.astimezone(UTC).date())
    return found


@settings(max_examples=120, deadline=None)
@given(
    histories(appointments()), st.sampled_from(WINDOW), st.sampled_from(WHO), st.sampled_from((None, "envoy", "states"))
)
def test_offices_from_rows_are_those_folded_from_all_entries_at_every_moment(
    events: list[KeyedEvent], day: date, person: str | None, office: str | None
) -> None:
    with closing(opened(events)) as log:
        chronology, naive, register = Chronology(log), NaiveChronology(log.read()), register_of(log)
        chronology.catch_up()
        for known in moments(log):
            asked = {"office": office, "person": person}
            assert chronology.offices(register, day, office, person, known) == offices_on(
                naive.all(known), register, day, **asked
            )


@settings(max_examples=120, deadline=None)
@given(histories(appointments()))
def test_offices_of_every_day_are_those_folded_from_all_entries(events: list[KeyedEvent]) -> None:
    with closing(opened(events)) as log:
        chronology, entries, register = Chronology(log), NaiveChronology(log.read()).all(), register_of(log)
        chronology.catch_up()
        for day in WINDOW:
            assert chronology.offices(register, day, None, None) == offices_on(entries, register, day)


@settings(max_examples=120, deadline=None)
@given(
    histories(acts()), st.sampled_from(WINDOW), st.sampled_from(WHAT), st.sampled_from((None, None, "states", "bis"))
)
def test_sanctions_from_rows_are_those_folded_from_all_entries_at_every_moment(
    events: list[KeyedEvent], day: date, target: str | None, authority: str | None
) -> None:
    with closing(opened(events)) as log:
        chronology, naive, register = Chronology(log), NaiveChronology(log.read()), register_of(log)
        chronology.catch_up()
        for known in moments(log):
            found = chronology.sanctions(register, day, target, authority, known)
            seen = last_seen(log, known)
            if naive.unreadable:  # of an entry that cannot be read it is still known that somebody looked
                seen = {name: _seen(chronology, name, known) or date.min for name in seen}
            assert found == sanctions_on(naive.all(known), register, day, target=target, authority=authority, seen=seen)


@settings(max_examples=120, deadline=None)
@given(histories(acts()))
def test_sanctions_of_every_day_are_those_folded_from_all_entries(events: list[KeyedEvent]) -> None:
    with closing(opened(events)) as log:
        chronology, naive, register = Chronology(log), NaiveChronology(log.read()), register_of(log)
        chronology.catch_up()
        seen = {name: _seen(chronology, name, NOW) or date.min for name in last_seen(log, NOW)}
        if not naive.unreadable:
            assert seen == last_seen(log, NOW)
        for day in WINDOW:
            expected = sanctions_on(naive.all(), register, day, seen=seen)
            assert chronology.sanctions(register, day, None, None) == expected


def _seen(chronology: Chronology, name: str, known: Cutoff) -> date | None:
    return chronology._model.ask(lambda rows: KeptActs(rows, known.moment, None).seen(name))


@settings(max_examples=100, deadline=None)
@given(histories(st.one_of(acts(), appointments())))
def test_the_gist_that_is_kept_is_that_of_the_entry_at_every_moment(events: list[KeyedEvent]) -> None:
    with closing(opened(events)) as log:
        chronology, naive = Chronology(log), NaiveChronology(log.read())
        chronology.catch_up()
        for known in moments(log):
            at = known.moment
            rows = chronology._model.ask(
                lambda rows, at=at: rows.execute(  # type: ignore[misc]
                    "SELECT state FROM gist WHERE from_position <= ? AND from_us < ?"
                    " AND (to_position > ? OR to_us >= ?)",
                    (*at, *at),
                ).fetchall()
            )
            expected = [gist for entry in naive.all(known) if (gist := gist_of(entry))]
            assert sorted(map(gists.written, expected)) == sorted(state for (state,) in rows)
            assert {gists.read(state) for (state,) in rows} == set(expected)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(histories(st.one_of(acts(), appointments()), most=20), st.data())
def test_event_by_event_in_pieces_and_in_bulk_give_the_same_rows(
    tmp_path_factory: pytest.TempPathFactory, events: list[KeyedEvent], data: st.DataObject
) -> None:
    store = tmp_path_factory.mktemp("store") / "timeline.db"
    with closing(open_log("sqlite://")) as log, closing(open_log(f"sqlite:///{store}")) as filed:
        one_by_one, at_once, in_bulk = Chronology(log), Chronology(log), Chronology(filed)
        filed.append_stored(events)
        for event in events:
            log.append_stored([event])
            one_by_one.catch_up()
        at_once.catch_up()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(loading, "_PAGE", data.draw(st.sampled_from((1, 2, 500))))
            patch.setattr(loading, "_BATCH", data.draw(st.sampled_from((1, 3, 20_000))))
            patch.setattr(loading, "_REMEMBERED", data.draw(st.sampled_from((0, 1, 40_000))))
            in_bulk.catch_up()
        expected = model_of(one_by_one)
        assert model_of(at_once) == expected
        assert model_of(in_bulk) == expected
        in_bulk.close()
