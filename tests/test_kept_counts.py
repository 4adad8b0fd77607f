"""What is counted from rows is what is counted from all entries, whenever it is asked as known, and for any period."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.folded import History, count
from tests.generated_counts import PEOPLE, histories, periods
from tests.naive_chronology import NaiveChronology
from tests.naive_explanation import naively_explained
from tests.test_kept_gists import moments, opened
from tests.test_known import stored
from tests.test_read_model import model_of
from timeline import Envelope, InputError, Period, Register
from timeline.log import open_log
from timeline.projections import every_gist, loading
from timeline.projections.chronology import NOW, Chronology, Cutoff
from timeline.projections.count_gists import COUNTED, count_gist_of
from timeline.projections.known import Known
from timeline.projections.people import person
from timeline.projections.prisoners import Prisoners, prisoners

if TYPE_CHECKING:
    from pathlib import Path

    from timeline import Entry
    from timeline.log import KeyedEvent, Log

WINDOW = [
    date.fromisoformat(day)
    for day in ("2024-12-31", "2025-02-28", "2025-03-01", "2025-03-02", "2025-03-03", "2025-03-04", "2025-04-30")
]
COUNTING = ("release", "arrest", "prisoner_count")
NOBODY = Register(())


def known(log: Log, chronology: Chronology, cutoff: Cutoff = NOW) -> Known:
    return Known(chronology, NOBODY, cutoff)


def counting(entries: list[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.kind in COUNTING]


@settings(max_examples=200, deadline=None)
@given(histories(), periods(WINDOW), st.booleans())
def test_a_balance_from_rows_is_that_of_all_entries_at_every_moment(
    events: list[KeyedEvent], period: Period, persons: bool
) -> None:
    assume(events)
    with closing(opened(events)) as log:
        chronology, naive = Chronology(log), NaiveChronology(log.read())
        chronology.catch_up()
        for cutoff in moments(log):
            expected = prisoners(counting(naive.all(cutoff)), period, persons=persons)
            assert known(log, chronology, cutoff).prisoners(period, persons=persons) == expected


@settings(max_examples=200, deadline=None)
@given(histories(most=20))
def test_the_balance_of_every_period_is_that_of_all_entries(events: list[KeyedEvent]) -> None:
    with closing(opened(events)) as log:
        chronology, entries = Chronology(log), counting(NaiveChronology(log.read()).all())
        chronology.catch_up()
        now = known(log, chronology)
        for number, start in enumerate([None, *WINDOW]):
            for end in [None, *WINDOW[max(0, number - 1) :]]:
                period = Period(start=start, end=end)
                answer = now.prisoners(period, persons=True)
                assert answer == prisoners(entries, period, persons=True)
                assert answer == Prisoners.model_validate(answer.model_dump())
                assert answer == Prisoners.model_validate_json(answer.model_dump_json())


@settings(max_examples=200, deadline=None)
@given(histories(20, ("release",), ("link", "merge", "link", "merge", "correct") * 3))
def test_releases_that_are_parts_of_each_other_count_as_all_entries_say(events: list[KeyedEvent]) -> None:
    with closing(opened(events)) as log:
        chronology, naive = Chronology(log), NaiveChronology(log.read())
        chronology.catch_up()
        for cutoff in moments(log):
            for day in WINDOW:
                period = Period(start=day, end=day)
                expected = prisoners(naive.all(cutoff), period)
                assert known(log, chronology, cutoff).prisoners(period) == expected


@settings(max_examples=200, deadline=None)
@given(histories(kinds=("prisoner_count",), most=20))
def test_the_newest_figures_are_those_of_all_entries(events: list[KeyedEvent]) -> None:
    with closing(opened(events)) as log:
        chronology, naive = Chronology(log), NaiveChronology(log.read())
        chronology.catch_up()
        for cutoff in moments(log):
            for day in (None, *WINDOW):
                expected = prisoners(counting(naive.all(cutoff)), Period(start=day, end=day))
                assert known(log, chronology, cutoff).prisoners(Period(start=day, end=day)) == expected


@settings(max_examples=150, deadline=None)
@given(histories(), st.sampled_from(PEOPLE), st.none() | st.sampled_from(WINDOW))
def test_what_became_of_a_person_is_what_all_entries_tell(events: list[KeyedEvent], who: str, on: date | None) -> None:
    assume(events)
    with closing(opened(events)) as log:
        chronology, naive = Chronology(log), NaiveChronology(log.read())
        chronology.catch_up()
        for cutoff in moments(log):
            assert known(log, chronology, cutoff).person(who, on) == person(naive.all(cutoff), who, on)


@settings(max_examples=150, deadline=None)
@given(histories())
def test_the_gist_that_is_kept_is_that_of_the_entry_at_every_moment(events: list[KeyedEvent]) -> None:
    assume(events)
    with closing(opened(events)) as log:
        chronology, naive = Chronology(log), NaiveChronology(log.read())
        chronology.catch_up()
        for cutoff in moments(log):
            at = cutoff.moment
            rows = chronology._model.ask(
                lambda rows, at=at: rows.execute(  # type: ignore[misc]
                    "SELECT gone, state FROM gist WHERE from_position <= ? AND from_us < ?"
                    " AND (to_position > ? OR to_us >= ?)",
                    (*at, *at),
                ).fetchall()
            )
            expected = [gist for entry in naive.all(cutoff) if (gist := count_gist_of(entry))]
            kept = [(gone, every_gist.read(state)) for gone, state in rows]
            assert sorted(kept, key=str) == sorted(
                ((int(gist.status in ("retracted", "merged")), gist) for gist in expected), key=str
            )
            assert len(expected) == sum(isinstance(entry.fact, COUNTED) for entry in naive.all(cutoff))


def test_a_possible_figure_that_may_be_newer_is_shown_past_one_that_cannot(tmp_path: Path) -> None:
    history = (
        History()
        .record("certain", count("2030-05-10", 100))
        .record("over-by-then", count("2030-05-05~", 101), modality="announced")
        .record("that-month", count("2030-05", 102), modality="announced")
    )
    with stored(history, tmp_path / "t.db") as timeline:
        stocks = timeline.prisoners(until="2030-06-01").stocks
    assert [(figure.entry, figure.match) for figure in stocks] == [("certain", "certain"), ("that-month", "possible")]


# ---------------------------------------------------------------- explanations


@st.composite
def two_moments(draw: st.DrawFn, events: list[KeyedEvent]) -> tuple[Cutoff, Cutoff]:
    """Two moments of knowing, by position or by time, in any order."""

    def one() -> Cutoff:
        match draw(st.integers(0, 4)):
            case 0:
                return NOW
            case 1 | 2:
                return Cutoff(position=draw(st.integers(0, len(events) + 1)))
            case _:
                return Cutoff(before_us=draw(st.sampled_from(events)).recorded_us + draw(st.integers(0, 1)))

    return one(), one()


@settings(max_examples=400, deadline=None)
@given(histories(kinds=COUNTING, turning=False, most=16), periods(WINDOW), st.data())
def test_an_explanation_from_rows_is_that_of_the_whole_log(
    events: list[KeyedEvent], period: Period, data: st.DataObject
) -> None:
    assume(events)
    earlier, later = data.draw(two_moments(events))
    with closing(opened(events)) as log:
        chronology, naive = Chronology(log), NaiveChronology(log.read())
        chronology.catch_up()
        readable = [item for item in log.read() if isinstance(item, Envelope) and item.stream not in naive.unreadable]
        one, other = known(log, chronology, earlier), known(log, chronology, later)
        try:
            expected = naively_explained(readable, period, (earlier, later), ("a", "b"))
        except InputError:
            with pytest.raises(InputError, match="earlier moment first"):
                one.explain(period, other, log, ("a", "b"))
        else:
            assert one.explain(period, other, log, ("a", "b")) == expected


def test_an_explanation_reads_nothing_but_what_it_is_about(monkeypatch: pytest.MonkeyPatch) -> None:
    events = [event for history in _apart() for event in history]
    with closing(opened(events)) as log:
        chronology = Chronology(log)
        chronology.catch_up()
        asked: list[tuple[str, ...]] = []
        monkeypatch.setattr(type(log), "read", _never)
        monkeypatch.setattr(type(log), "streams", lambda _self, *refs: asked.append(refs) or [])
        one, other = known(log, chronology, Cutoff(position=2)), known(log, chronology)
        one.explain(Period(start=date(2025, 3, 1), end=date(2025, 3, 2)), other, log, ("a", "b"))
        assert asked == [("march",)]


def _never(*_: Any) -> Any:
    raise AssertionError("the whole log is read")


def _apart() -> list[list[KeyedEvent]]:
    from tests.generated import _EVENTS, Writer  # noqa: PLC0415
    from timeline import Recorded  # noqa: PLC0415

    log = Writer()
    for ref, when in (("march", "2025-03-01"), ("other", "2025-03-02"), ("may", "2025-05-01")):
        fact = {"kind": "release", "when": when, "people": 3}
        log.add(ref, Recorded.model_validate({"fact": fact, "claims": [{"source": {"publisher": "AP"}}]}))
    for ref in ("march", "may"):
        log.add(ref, _EVENTS["retract"])
    return [log.events]


# ---------------------------------------------------------------- however it was filled


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(histories(most=20), st.data())
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
