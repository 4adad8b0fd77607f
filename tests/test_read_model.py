"""Lists from the read model are those of a naive fold, at every moment; however it was filled, it is the same."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.generated import ACTORS, histories
from tests.naive_chronology import NaiveChronology
from tests.shipped_pack import imported
from timeline import Envelope, Period, Timeline
from timeline.log import open_log
from timeline.projections import loading, projector, views
from timeline.projections.actors import folded
from timeline.projections.chronology import NOW, Chronology, Cutoff, Filter
from timeline.projections.schema import DAY_SHIFT, MOST_FACES, VERSION_BITS, entry_of
from timeline.register import Register

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.log import KeyedEvent, Log

DAYS = st.sampled_from(
    [date.fromisoformat(day) for day in ("2024-01-01", "2025-08-31", "2025-09-11", "2025-09-15", "2025-10-01")]
)
TEXTS = (
    "potash", "prison", "prisoners", "us", "u", "52", "pot tal", "кал", "калі", "палітв", "lukas", "ŁUKASZ", "лукаш",
    "oneil", "o'neil", "zazolc", "release", "sanctions_change", "%", " ", "city soda", "country", "x",
)  # fmt: skip


@st.composite
def filters(draw: st.DrawFn) -> Filter:
    days = sorted([draw(DAYS), draw(DAYS)])
    actors = tuple(actor["id"] for actor in ACTORS)
    return Filter(
        kinds=frozenset(draw(st.lists(st.sampled_from(("meeting", "release", "incident", "call")), max_size=2))),
        actors=tuple(draw(st.lists(st.sampled_from(actors), max_size=2))),
        period=Period(
            start=days[0] if draw(st.booleans()) else None, end=days[1] if draw(st.booleans()) else None
        ),
        text=draw(st.none() | st.sampled_from(TEXTS)),
        place=draw(st.none() | st.sampled_from(("country", "capital", "abroad"))),
        nationality=draw(st.none() | st.sampled_from(("PL", "LT", "UA"))),
        all=draw(st.booleans()),
    )  # fmt: skip


def one_part(wanted: Filter) -> Iterator[Filter]:
    """The filter, and each part of it alone: so that most of them find something."""
    yield wanted
    for part in ("kinds", "actors", "period", "text", "place", "nationality"):
        yield Filter(**{part: getattr(wanted, part), "all": wanted.all})


@st.composite
def moments(draw: st.DrawFn) -> Cutoff:
    if draw(st.booleans()):
        return Cutoff(position=draw(st.integers(-1, 30)))
    return Cutoff(
        before_us=1_750_000_000_000_000 + draw(st.integers(0, 6)) * 40 * 86_400_000_000 + draw(st.integers(0, 1))
    )


def register_of(log: Log) -> Register:
    return Register(folded(item for item in log.read() if isinstance(item, Envelope)).values())


def assert_same(chronology: Chronology, log: Log, wanted: Filter, known: Cutoff, limit: int | None) -> None:
    naive, register = NaiveChronology(log.read()), register_of(log)
    chronology.catch_up()
    assert chronology.refs() == naive.refs()
    for question in one_part(wanted):
        for moment in (NOW, known):
            after, turns = None, 0
            while True:
                page = chronology.page(question, register, limit, after, moment)
                assert page == naive.page(question, register, limit, after, moment)
                after, turns = page.next, turns + 1
                if after is None or turns > 30:
                    break
    assert chronology.all(known) == naive.all(known)
    lost = {ref: (item.position, item.version, item.why, item.newer) for ref, item in chronology.unreadable.items()}
    assert lost == {ref: (item.position, item.version, item.why, item.newer) for ref, item in naive.unreadable.items()}


PLACES = ("tally", "drawer", "figure", "tie", "recorded", "step", "career", "aim", "life", "seen")
"""Where gists are looked for: entries that were lost leave them behind."""


def contents(connection: sqlite3.Connection) -> dict[str, list[Any]]:
    """Every row of a read model, and under which word or mark which face is found.

    Of entries that cannot be read something may be left, which depends on when that was noticed:
    where there are any, only what stands is compared, by refs instead of ids.
    """
    ask = connection.execute
    connection.execute("CREATE VIRTUAL TABLE temp.term USING fts5vocab(main, mark, instance)")
    rows = {
        table: sorted(ask(f"SELECT * FROM {table}").fetchall())
        for table in (*PLACES, "state", "entry", "event", "face", "zone", "word", "gist", "unreadable", "actor")
    }
    rows["mark"] = sorted(ask("SELECT term, doc FROM term WHERE doc IN (SELECT key FROM face)").fetchall())
    connection.execute("DROP TABLE temp.term")
    if rows["unreadable"]:
        refs = {row[0]: row[1] for row in rows["entry"] if row[3]}
        rows["state"] = [row[:4] for row in rows["state"]]
        rows["entry"] = [(*row[1:4], *row[5:]) for row in rows["entry"] if row[3]]
        rows["event"] = sorted((refs[row[0] >> VERSION_BITS], *row[1:]) for row in rows["event"])
        rows["face"] = sorted((_told(row[0], refs), *row[1:]) for row in rows["face"])
        rows["mark"] = sorted((term, _told(key, refs)) for term, key in rows["mark"])
        rows["gist"] = sorted((refs[row[0]], *row[1:]) for row in rows["gist"])
        for table in ("zone", "word", *PLACES):
            del rows[table]
    return rows


def _told(key: int, refs: dict[int, str]) -> tuple[int, str, int]:
    """A key's day, ref and face."""
    return key >> DAY_SHIFT, refs[entry_of(key)], key & MOST_FACES - 1


def model_of(chronology: Chronology) -> dict[str, list[Any]]:
    view = chronology._model._opened()
    return contents(view.connection)


@settings(max_examples=150, deadline=None)
@given(histories(), filters(), moments(), st.sampled_from((None, 1, 2)))
def test_every_list_is_that_of_the_naive_fold(
    events: list[KeyedEvent], wanted: Filter, known: Cutoff, limit: int | None
) -> None:
    with closing(open_log("sqlite://")) as log:
        log.append_stored(events)
        assert_same(Chronology(log), log, wanted, known, limit)


@settings(max_examples=40, deadline=None)
@given(histories(), filters(), moments())
def test_at_every_position_the_lists_are_those_of_the_naive_fold(
    events: list[KeyedEvent], wanted: Filter, known: Cutoff
) -> None:
    with closing(open_log("sqlite://")) as log:
        chronology = Chronology(log)
        for event in events:
            log.append_stored([event])
            assert_same(chronology, log, wanted, known, 2)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(histories(most=20), st.data())
def test_event_by_event_in_pieces_and_in_bulk_give_the_same_rows(
    tmp_path_factory: pytest.TempPathFactory, events: list[KeyedEvent], data: st.DataObject
) -> None:
    store = tmp_path_factory.mktemp("store") / "timeline.db"
    with closing(open_log("sqlite://")) as log, closing(open_log(f"sqlite:///{store}")) as filed:
        one_by_one, in_pieces, at_once, in_bulk = Chronology(log), Chronology(log), Chronology(log), Chronology(filed)
        filed.append_stored(events)
        for event in events:
            log.append_stored([event])
            one_by_one.catch_up()
            if data.draw(st.booleans()):
                in_pieces.catch_up()
        in_pieces.catch_up()
        at_once.catch_up()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(loading, "_PAGE", data.draw(st.sampled_from((1, 2, 500))))
            patch.setattr(loading, "_BATCH", data.draw(st.sampled_from((1, 3, 20_000))))
            patch.setattr(loading, "_REMEMBERED", data.draw(st.sampled_from((0, 1, 40_000))))
            in_bulk.catch_up()
        expected = model_of(one_by_one)
        assert model_of(in_pieces) == expected
        assert model_of(at_once) == expected
        assert model_of(in_bulk) == expected
        in_bulk.close()


@settings(max_examples=60, deadline=None)
@given(filters(), st.integers(0, 950), st.sampled_from((None, 1, 20)))
def test_the_shipped_timeline_is_listed_as_the_naive_fold_lists_it(
    shipped: tuple[Timeline, NaiveChronology], wanted: Filter, position: int, limit: int | None
) -> None:
    timeline, naive = shipped
    register = timeline.register()
    known = {"country": "belarus", "capital": "minsk", "abroad": "lithuania", "ministry": "us_treasury",
             "minister": "lukashenko", "envoy": "john_coale", "city": "vilnius"}  # fmt: skip
    asked = Filter(
        wanted.kinds, tuple(known[actor] for actor in wanted.actors), wanted.period, wanted.text,
        known[wanted.place] if wanted.place else None, wanted.nationality, wanted.all,
    )  # fmt: skip
    for question in one_part(asked):
        for moment in (NOW, Cutoff(position=position)):
            page = timeline._fresh().page(question, register, limit, None, moment)
            assert page == naive.page(question, register, limit, None, moment)


@pytest.fixture(scope="module")
def shipped() -> Iterator[tuple[Timeline, NaiveChronology]]:
    with imported() as timeline:
        yield timeline, NaiveChronology(timeline.log.read())


def test_an_entry_with_too_many_corrections_is_said_to_be_unreadable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("timeline.projections.projector.MOST_FACES", 4)
    with Timeline.in_memory() as timeline:
        timeline.record_many([])
        from tests.writers import call, claim  # noqa: PLC0415

        entry = timeline.record(call("0"), ref="call-1", claims=[claim()])
        for number in range(1, 4):
            entry = timeline.correct(entry, topics=[str(number)], reason="r")
        assert [found.ref for found in timeline.entries()] == ["call-1"]
        timeline.correct(entry, topics=["4"], reason="r")
        assert timeline.entries().entries == ()
        assert [item.stream for item in timeline.unreadable()] == ["call-1"]


def test_following_takes_many_events_in_several_transactions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "SLICE", 0.0)
    monkeypatch.setattr(projector, "_STEP", 3)
    with imported() as timeline:
        naive = NaiveChronology(timeline.log.read())
        assert timeline._fresh().all() == naive.all()
