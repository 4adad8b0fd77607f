"""How many entries there are, and which are newest, is counted in rows as folding every entry counts it."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.folded import tallied
from tests.generated import histories
from tests.generated_counts import histories as counted_histories
from tests.naive_chronology import NaiveChronology
from tests.test_kept_gists import moments, opened
from timeline.projections.chronology import Chronology
from timeline.projections.coverage import coverage

if TYPE_CHECKING:
    from timeline.log import KeyedEvent

DAYS = [date.fromisoformat(day) for day in ("0001-01-01", "2025-03-01", "2025-03-02", "2025-09-11", "9999-12-31")]


@settings(max_examples=150, deadline=None)
@given(st.one_of(histories(), counted_histories()), st.sampled_from(DAYS))
def test_counted_in_rows_is_counted_over_all_entries_at_every_moment(events: list[KeyedEvent], today: date) -> None:
    assume(any(not event.originator_id.startswith("actor:") for event in events))
    with closing(opened(events)) as log:
        chronology, naive = Chronology(log), NaiveChronology(log.read())
        chronology.catch_up()
        for cutoff in moments(log):
            entries = naive.all(cutoff)
            assert chronology.tallies(today, cutoff) == tallied(entries, today)
            assert chronology.census(cutoff) == Counter((entry.kind, entry.status) for entry in entries)


@settings(max_examples=150, deadline=None)
@given(counted_histories(kinds=("prisoner_count",)), st.sampled_from(DAYS))
def test_the_newest_figures_of_all_bodies_are_those_of_all_entries(events: list[KeyedEvent], today: date) -> None:
    assume(events)
    with closing(opened(events)) as log:
        chronology, naive = Chronology(log), NaiveChronology(log.read())
        chronology.catch_up()
        for cutoff in moments(log):
            entries = naive.all(cutoff)
            told = coverage(chronology.tallies(today, cutoff), chronology.figures(today, cutoff), None, today)
            assert told == coverage(tallied(entries, today), entries, None, today)
