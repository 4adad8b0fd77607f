"""Arrests that share a day are found as comparing each with every other finds them."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from timeline.projections.arrests import _overlapping, _Window

DAYS = st.integers(0, 12)


@given(st.lists(st.tuples(DAYS, st.sampled_from((0, 0, 1, 2, 6)))))
def test_those_that_overlap_are_those_that_overlap_any_other(spans: list[tuple[int, int]]) -> None:
    first = date(2025, 3, 1)
    windows = {
        str(number): _Window(first + timedelta(start), first + timedelta(start + days), 1)
        for number, (start, days) in enumerate(spans)
    }
    assert _overlapping(windows) == {
        ref for ref in windows if any(other != ref and windows[ref].overlaps(windows[other]) for other in windows)
    }
