"""A query says what is asked, in the words of the contracts, and nothing else."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from pydantic import ValidationError

from timeline import Period
from timeline.facts import KINDS
from timeline.query import Action, Filters, Kind, Query


def test_it_is_written_as_the_contracts_show_it() -> None:
    query = Query(
        kinds=("release",),
        period=Period(start=date(2025, 9, 1), end=date(2025, 12, 6)),
        aggregate="count",
        filters=Filters(population="political_prisoner"),
    )
    assert query.to_json() == {
        "kinds": ["release"],
        "actors": [],
        "period": {"start": "2025-09-01", "end": "2025-12-06"},
        "as_of": None,
        "aggregate": "count",
        "filters": {"population": "political_prisoner"},
    }


@pytest.mark.parametrize(
    ("known_at", "shown"),
    [
        (date(2025, 12, 13), "2025-12-13"),
        (619, 619),
        (datetime(2025, 12, 13, tzinfo=UTC), "2025-12-13T00:00:00+00:00"),
    ],
)
def test_what_was_known_is_shown_where_it_was_asked_for(known_at: date | int, shown: str | int) -> None:
    written = Query(known_at=known_at).to_json()
    assert written["known_at"] == shown
    read = Query.model_validate(written).known_at
    assert (read, type(read)) == (known_at, type(known_at))


def test_what_it_writes_reads_back_as_the_same() -> None:
    query = Query(kinds=("call",), actors=("lukashenko",), as_of=date(2025, 12, 6), aggregate="state")
    assert Query.model_validate(query.to_json()) == query


def test_every_kind_of_fact_can_be_asked_for() -> None:
    assert set(Kind.__args__) == set(KINDS)


def test_every_act_that_a_fact_can_tell_can_be_asked_for() -> None:
    told = {
        *KINDS["sanctions_change"].model_fields["action"].annotation.__args__,  # type: ignore[union-attr]
        *KINDS["appointment"].model_fields["change"].annotation.__args__,  # type: ignore[union-attr]
        *KINDS["arrest"].model_fields["measure"].annotation.__args__,  # type: ignore[union-attr]
    }
    assert set(Action.__args__) == told


@pytest.mark.parametrize(
    "written",
    [
        {"kinds": ["pardon"]},
        {"actors": ["Лукашэнка"]},
        {"aggregate": "sum"},
        {"filters": {"speaker": "lukashenko"}},
        {"filters": {"nationality": "pl"}},
        {"period": {"start": "2025-12-06", "end": "2025-09-01"}},
        {"known_at": True},
        {"language": "be"},
    ],
)
def test_what_the_contracts_do_not_know_is_refused(written: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Query.model_validate(written)
