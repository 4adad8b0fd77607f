"""What is read from a few rows is what folding every entry gives, at every moment."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.folded import History, arrest, count, explained, period, release, status, tallied
from timeline import Entry, InputError, Period, Release, Timeline
from timeline.projections.chronology import Cutoff
from timeline.projections.coverage import coverage
from timeline.projections.people import person
from timeline.projections.prisoners import prisoners

WHENS = ("2030-05-01", "2030-05-02", "2030-05", "2030", "2029-05", "../2030-04-30", "2030-05-03/..", "2030-04/2030-05")
ON_DAYS = (date(2029, 6, 1), date(2030, 4, 30), date(2030, 5, 2), date(2031, 1, 1))
PERIODS = (
    Period(),
    period("2030-05-01", "2030-05-02"),
    period("2030-05-02", "2030-12-31"),
    period(None, "2030-04-30"),
    period("2029-01-01", "2030-01-31"),
    period("2030-05-03", None),
)
PEOPLE = ("anna", "boris", "vera")
STEP = st.tuples(
    st.sampled_from(
        ("release", "release", "arrest", "count", "count", "status", "link", "link", "merge", "retract", "reinstate",
         "dispute", "corroborate", "people", "when")
    ),
    st.sampled_from(WHENS), st.integers(0, 6), st.integers(0, 6), st.integers(0, 40),
)  # fmt: skip


def play(steps: list[Any]) -> History:
    """A history as the front door would let it come about, some days between its events."""
    history, refs, day = History(), list[str](), date(2030, 5, 1).toordinal()
    for what, when, one, other, later in steps:
        day += later if later > 30 else 0
        on = str(date.fromordinal(day))
        if what in ("release", "arrest", "count", "status"):
            refs.append(f"entry-{len(refs)}")
            history.record(
                refs[-1], _fact(what, when, one, other), on, ("occurred", "occurred", "announced")[other % 3]
            )
        elif one < len(refs):
            _change(history, refs, what, when, one, other, on)
    return history


def _fact(what: str, when: str, one: int, other: int) -> Any:
    match what:
        case "release":
            return release(when, one + 3, named=[{"person": PEOPLE[other % 3], "outcome": "refused_to_leave"}])
        case "arrest":
            return arrest(when, one + 1, PEOPLE[other % 3])
        case "status":
            return status(when, PEOPLE[one % 3], "imprisoned")
        case _:
            basis = ("stock", "stock", "stock", "flow", "cumulative")[one % 5]
            return count(when, 100 + one, ("viasna", "dissidentby", None)[other % 3], basis=basis)


def _change(history: History, refs: list[str], what: str, when: str, one: int, other: int, on: str) -> None:
    ref, entry = refs[one], history.entry(refs[one])
    stands = entry.status in ("standing", "disputed")
    match what:
        case "retract" | "dispute" if stands:
            getattr(history, what)(ref, on)
        case "reinstate" if not stands:
            history.reinstate(ref, on)
        case "corroborate":
            history.corroborate(ref, on)
        case "when" if stands and when != entry.fact.when.text:
            history.correct(ref, on, when=when)
        case "people" if stands and isinstance(entry.fact, Release) and entry.fact.people.value != other + 20:
            history.correct(ref, on, people=other + 20)
        case "link" | "merge" if stands and other < len(refs) and other != one:
            target = history.entry(refs[other])
            if target.kind == entry.kind and target.status in ("standing", "disputed"):
                getattr(history, what)(ref, refs[other], recorded=on)
        case _:
            pass


def stored(history: History, path: Path) -> Timeline:
    timeline = Timeline.open(f"sqlite:///{path}", register=None)
    if history.envelopes:
        timeline.log.append(history.envelopes)
    return timeline


def entries_then(history: History, cutoff: Cutoff) -> list[Entry]:
    then = History()
    then.envelopes = [envelope for envelope in history.envelopes if cutoff.knows(envelope)]
    return then.entries()


@settings(max_examples=150, deadline=None)
@given(st.lists(STEP, max_size=14), st.data())
def test_rows_give_what_every_entry_gives(steps: list[Any], data: st.DataObject) -> None:
    history = play(steps)
    last = len(history.envelopes)
    with TemporaryDirectory() as place, stored(history, Path(place) / "t.db") as timeline:
        for position in range(last + 1):
            cutoff, known = Cutoff(position=position), timeline.known(position)
            entries = entries_then(history, cutoff)
            during = data.draw(st.sampled_from(PERIODS))
            assert known.prisoners(during, persons=True) == prisoners(entries, during, persons=True)
            on = data.draw(st.sampled_from(ON_DAYS))
            for who in PEOPLE:
                assert known.person(who, on) == person(entries, who, on)
            review = timeline.coverage(today=on, known_at=position)
            assert review == coverage(tallied(entries, on), entries, None, on)


@settings(max_examples=150, deadline=None)
@given(st.lists(STEP, max_size=14), st.data())
def test_an_explanation_from_rows_is_that_of_the_whole_history(steps: list[Any], data: st.DataObject) -> None:
    history = play(steps)
    last = len(history.envelopes)
    first, second = sorted((data.draw(st.integers(0, last)), data.draw(st.integers(0, last))))
    moments = [Cutoff(position=first), Cutoff(position=second)]
    asked: list[Any] = [first, second]
    written = [f"@{first}", f"@{second}"]
    if history.envelopes and data.draw(st.booleans()):
        days = sorted(data.draw(st.tuples(*[st.sampled_from([e.recorded.date() for e in history.envelopes])] * 2)))
        asked = list(days)
        moments = [Cutoff(before_us=_end(day)) for day in days]
        written = [str(day) for day in days]
    during = data.draw(st.sampled_from(PERIODS))
    with TemporaryDirectory() as place, stored(history, Path(place) / "t.db") as timeline:
        told = timeline.explain(since=during.start, until=during.end, between=(asked[0], asked[1]))
    assert told == explained(history.envelopes, during, (moments[0], moments[1]), (written[0], written[1]))


def _end(day: date) -> int:
    return (day.toordinal() + 1 - date(1970, 1, 1).toordinal()) * 86_400_000_000


def test_moments_in_the_wrong_order_are_refused(tmp_path: Path) -> None:
    history = History().record("one", release("2030-05-01", 3), "2030-05-01").record("two", release("2030-05-02", 3))
    with stored(history, tmp_path / "t.db") as timeline, pytest.raises(InputError, match="earlier moment first"):
        timeline.explain(between=(2, 1))
    history.record("three", release("2030-05-03", 3), "2030-05-04")
    with stored(history, tmp_path / "days.db") as timeline, pytest.raises(InputError, match="2030-05-04 lies after"):
        timeline.explain(between=(date(2030, 5, 4), date(2030, 5, 2)))


def test_what_comes_in_while_an_answer_is_made_has_no_part_in_it(tmp_path: Path) -> None:
    history = History().record("one", release("2030-05-01", 3), "2030-05-01")
    with stored(history, tmp_path / "t.db") as timeline:
        known = timeline.known()
        history.record("two", release("2030-05-02", 4))
        timeline.log.append(history.envelopes[1:])
        assert timeline.prisoners().freed.upper == 7
        assert known.prisoners(Period()).freed.upper == 3
        assert known.entry("two") is None
        assert [entry.ref for entry in known.all()] == ["one"]


def test_refs_are_found_by_their_beginning(tmp_path: Path) -> None:
    history = History().record("call-1", release("2030-05-01", 3)).record("release-1", release("2030-05-01", 3))
    with stored(history, tmp_path / "t.db") as timeline:
        assert timeline.refs() == ["call-1", "release-1"]
        assert timeline.refs("rel") == ["release-1"]
        assert timeline.refs("x") == []
