"""Of the changes of an office only those that can matter are looked at."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.offices_and_acts import REGISTER, History, appointment
from timeline.projections import holders
from timeline.projections.holders import office_on_day
from timeline.projections.offices import ListedSteps, offices_on

if TYPE_CHECKING:
    from collections.abc import Iterable

WINDOW = [date(2024, 12, 30) + timedelta(days=number) for number in range(0, 50, 2)]
DAYS = (
    *(f"2025-01-{day:02d}" for day in range(1, 13)),
    "2025-01", "2025-01-05~", "2025-01-03/2025-01-08", "../2025-01-06", "2025-01-04/..", "2025-01-07%",
)  # fmt: skip
CHANGES = ("appointed", "took_office", "took_office", "announced", "left", "dismissed", "nominated")


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Changes of one office among three people, some of them tied."""
    history = History()
    refs: list[str] = []
    for _ in range(draw(st.integers(3, 12))):
        person, change = draw(st.sampled_from(("ann", "bob", "cid"))), draw(st.sampled_from(CHANGES))
        more = {"effective": draw(st.sampled_from(DAYS))} if draw(st.integers(0, 5)) == 0 else {}
        refs.append(history.record(appointment(person, change, draw(st.sampled_from(DAYS)), **more)))
        if len(refs) > 1 and draw(st.integers(0, 3)) == 0:
            history.link(refs[-1], "follows", draw(st.sampled_from(refs[:-1])))
    return history


@settings(max_examples=400, deadline=None)
@given(histories())
def test_changes_that_are_not_looked_at_would_change_nothing(history: History) -> None:
    looked_at = holders._mattering

    def all_of_them(newest_first: Iterable[Any], on: date) -> tuple[date, list[Any]]:
        steps = list(newest_first)
        return looked_at(steps, on)[0], sorted(steps, key=holders._order)

    found = [offices_on(history.entries(), REGISTER, day) for day in WINDOW]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(holders, "_mattering", all_of_them)
        assert found == [offices_on(history.entries(), REGISTER, day) for day in WINDOW]


def test_however_long_a_history_is_few_of_its_changes_are_looked_at() -> None:
    history = History()
    for number in range(40):
        day = date(2024, 1, 1) + timedelta(days=number)
        history.record(appointment(("ann", "bob", "cid")[number % 3], "appointed", str(day)))
    on = date(2024, 2, 1)
    looked_at = []

    def noted() -> Iterable[Any]:
        for gist in ListedSteps(history.entries()).of("envoy", on):
            looked_at.append(gist)
            yield gist

    assert [holder.person for holder in office_on_day("envoy", noted(), REGISTER, on).holders] == ["bob"]
    assert len(looked_at) <= 4


def test_a_leaving_is_of_the_present_term_where_an_earlier_one_was_certainly_over() -> None:
    history = History()
    for person, change, when in (
        ("ann", "appointed", "2010-01-01"),
        ("bob", "appointed", "2012-01-01"),
        ("cid", "appointed", "2013-01-01"),
        ("ann", "appointed", "2025-03"),
        ("ann", "left", "2025-03"),
    ):
        history.record(appointment(person, change, when))
    (office,) = offices_on(history.entries(), REGISTER, date(2025, 6, 1)).offices
    assert "ann" not in [holder.person for holder in office.holders]
