"""Which entries a query is about: what is read page by page is what reading everything finds."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import TYPE_CHECKING

import pytest

from tests.shipped_pack import imported
from timeline import Period, Query
from timeline.answers.matching import few, last, matched
from timeline.answers.picks import ranked
from timeline.projections.chronology import Cutoff

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.projections.known import Known

KINDS = ("call", "release", "sanctions_change", "prisoner_count", "incident", "arrest", "statement", "appointment")
ACTORS = ("united_states", "lukashenko", "viasna", "john_coale", "belavia", "mikola_statkevich", "lithuania")
PERIODS = (None, Period(start=date(2025, 1, 1), end=date(2025, 10, 1)), Period(end=date(2025, 6, 21)))
QUERIES = [
    Query(kinds=(kind,), actors=actors, period=period, aggregate="latest")
    for kind, actors, period in product(KINDS, ((), *((actor,) for actor in ACTORS)), PERIODS)
]


@pytest.fixture(scope="module")
def known() -> Iterator[Known]:
    with imported() as timeline:
        yield timeline._known_for(Query(), Cutoff())[0]


@pytest.mark.parametrize("today", [date(2025, 12, 6), date(2024, 3, 1)])
def test_the_last_of_the_first_page_is_the_last_of_all(known: Known, today: date) -> None:
    for query in QUERIES:
        assert last(known, query, today) == ranked(matched(known, query, today), "latest"), query


@pytest.mark.parametrize("most", [1, 3, 50])
def test_a_few_are_some_of_all_and_all_where_there_are_no_more(known: Known, most: int) -> None:
    for query in QUERIES:
        every = matched(known, query, date(2025, 12, 6))
        some = few(known, query, date(2025, 12, 6), most)
        assert len(some) == min(most, len(every)), query
        assert all(one in every for one in some), query
