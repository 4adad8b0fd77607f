"""Answers to typed questions: the value, its bounds, its entries and sources, and words in every language."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.folded import History, release
from tests.shipped_pack import imported
from timeline import Answer, Filters, Period, Query, Timeline
from timeline.answers.answer import Count, Extent, Persons, Pick, State
from timeline.wording import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

QUESTIONS = Path(__file__).resolve().parent.parent / "fixtures" / "questions"
TODAY = date(2025, 12, 6)
THE_52 = "release-2025-09-11-vilnius-52"
UNTOLD = {
    "Q061": "the query does not say that it is about balloons",
    "pl-041": "the query does not say which of the two offices is meant",
    "ru-016": "the query does not say which of the two offices is meant",
}
"""Questions whose expected query says less than the question."""


@pytest.fixture(scope="module")
def shipped() -> Iterator[Timeline]:
    with imported() as timeline:
        yield timeline


def asked() -> list[dict[str, Any]]:
    """Every question of the seen files that has a query."""
    found = []
    for path in sorted(QUESTIONS.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            question = json.loads(line)
            if question["expect"]["outcome"] in ("answered", "nothing_recorded"):
                found.append(question)
    return found


def query_of(question: dict[str, Any]) -> Query:
    expect = {key: value for key, value in question["expect"].items() if key not in ("outcome", "only")}
    filters = dict(expect["filters"])
    if " " in filters.get("entry", ""):
        filters["entry"] = THE_52
    return Query.model_validate(expect | {"filters": filters})


def answered(timeline: Timeline, today: date = TODAY, **query: Any) -> Answer:
    return timeline.answer(Query.model_validate(query), today=today)


@pytest.mark.parametrize("question", asked(), ids=lambda question: question["id"])
def test_every_question_ends_as_its_author_expects(shipped: Timeline, question: dict[str, Any]) -> None:
    answer = shipped.answer(query_of(question), today=date.fromisoformat(question["today"]), language="en")
    if question["id"] not in UNTOLD:
        assert answer.outcome == question["expect"]["outcome"]
    assert answer.text
    assert answer.reading
    if answer.outcome == "answered":
        assert answer.entries
        assert answer.sources
    else:
        assert answer.value is None
    assert answer.citation
    assert shipped.cite(answer.citation) == answer


@pytest.mark.parametrize("language", [*LANGUAGES, "be-Latn"])
def test_every_answer_can_be_said_in_every_language(shipped: Timeline, language: str) -> None:
    english = {question["id"]: shipped.answer(query_of(question), today=TODAY).text for question in asked()[::3]}
    for question in asked()[::3]:
        text = shipped.answer(query_of(question), today=TODAY, language=language).text
        assert "{" not in text
        if language != "en":
            assert text != english[question["id"]]


def test_people_freed_are_counted_with_bounds_for_each_population(shipped: Timeline) -> None:
    answer = answered(
        shipped,
        kinds=["release"],
        period={"start": "2025-09-01", "end": "2025-12-06"},
        aggregate="count",
        filters={"population": "political_prisoner"},
    )
    assert isinstance(answer.value, Count)
    assert (answer.value.lower, answer.value.upper) == (109, 110)
    assert answer.value.populations["political_prisoner"] == Extent(lower=42, upper=110)


def test_sources_that_disagree_stand_side_by_side(shipped: Timeline) -> None:
    answer = answered(shipped, kinds=["release"], aggregate="count", filters={"nationality": "PL", "entry": THE_52})
    assert answer.value == Count(lower=2, upper=3)
    assert "says: 3" in answer.text


def test_releases_of_mediators_and_their_largest(shipped: Timeline) -> None:
    mediated = answered(shipped, kinds=["release"], aggregate="count", filters={"mediator": "united_states"})
    assert isinstance(mediated.value, Count)
    assert (mediated.value.lower, mediated.value.upper) == (101, 102)
    who = answered(shipped, kinds=["release"], aggregate="who", filters={"rank": "largest"})
    assert isinstance(who.value, Persons)
    assert {one.id for one in who.value.persons} == {"united_states", "john_coale", "christopher_smith"}
    largest = answered(shipped, kinds=["release"], aggregate="largest")
    assert largest.value == Pick(ref=THE_52, when="2025-09-11")


def test_nobody_is_envoy_before_it_is_recorded(shipped: Timeline) -> None:
    query = {"kinds": ["appointment"], "actors": ["united_states", "belarus"], "aggregate": "who"}
    october = answered(shipped, **query, as_of="2025-10-01")
    assert october.outcome == "nothing_recorded"
    assert "appointment-2025-11-09-john-coale-belarus" in october.near
    december = answered(shipped, **query, as_of="2025-12-01")
    assert isinstance(december.value, Persons)
    assert [(one.id, one.since) for one in december.value.persons] == [("john_coale", "2025-11-09")]


def test_an_office_that_is_named_is_the_one_that_is_answered(shipped: Timeline) -> None:
    query = {
        "kinds": ["appointment"],
        "actors": ["united_states", "belarus"],
        "aggregate": "who",
        "as_of": "2025-12-06",
    }
    assert answered(shipped, **query, office="us_ambassador_belarus").outcome == "nothing_recorded"
    assert answered(shipped, **query, office="us_special_envoy_belarus").outcome == "answered"


@pytest.mark.parametrize(
    ("on", "answer", "status"),
    [("2025-12-06", "no", "imprisoned"), ("2025-12-13", "yes", "deported")],
)
def test_whether_somebody_was_released_depends_on_the_day(shipped: Timeline, on: str, answer: str, status: str) -> None:
    day = date.fromisoformat(on)
    found = answered(shipped, day, kinds=["release"], actors=["maria_kalesnikava"], aggregate="state", as_of=on)
    assert isinstance(found.value, State)
    assert (found.value.answer, found.value.status) == (answer, status)


def test_a_name_that_is_not_recorded_proves_nothing(shipped: Timeline) -> None:
    found = answered(shipped, kinds=["release"], aggregate="state", as_of="2025-12-06")
    assert found.outcome == "nothing_recorded"
    person = answered(shipped, kinds=["release"], actors=["john_coale"], aggregate="state", as_of="2025-12-06")
    assert person.outcome == "nothing_recorded"
    assert "proves nothing" in person.text
    assert "Viasna" in person.text


def test_sanctions_stand_as_their_authority_left_them(shipped: Timeline) -> None:
    query: dict[str, Any] = {"kinds": ["sanctions_change"], "aggregate": "state", "as_of": "2025-12-06"}
    us = answered(shipped, **query, actors=["us_treasury", "belavia"], filters={"action": "delisted"})
    assert isinstance(us.value, State)
    assert (us.value.answer, us.value.status) == ("yes", "delisted")
    eu = answered(shipped, **query | {"as_of": "2022-06-01"}, actors=["european_union", "belavia"])
    assert isinstance(eu.value, State)
    assert (eu.value.answer, eu.value.status) == ("yes", "in_force")
    assert answered(shipped, **query, actors=["lithuania", "belavia"]).outcome == "nothing_recorded"


def test_what_comes_next_is_what_is_dated_ahead(shipped: Timeline) -> None:
    found = answered(shipped, kinds=["sanctions_change"], aggregate="next")
    assert isinstance(found.value, Pick)
    assert found.value.when > "2025-12-06"
    assert "nothing is forecast" in found.text


def test_what_is_extended_later_does_not_run_out_today(shipped: Timeline) -> None:
    union = Query(kinds=("sanctions_change",), actors=("european_union",), aggregate="next")
    assert shipped.answer(union, today=date(2025, 12, 6)).outcome == "nothing_recorded"
    assert shipped.answer(union, today=date(2026, 4, 1)).outcome == "answered"


def test_nothing_after_today_counts(shipped: Timeline) -> None:
    december = answered(shipped, kinds=["release"], period={"start": "2025-12-07", "end": "2025-12-31"})
    assert december.outcome == "nothing_recorded"
    later = answered(
        shipped, date(2025, 12, 31), kinds=["release"], period={"start": "2025-12-07", "end": "2025-12-31"}
    )
    assert later.outcome == "answered"


def test_an_old_figure_leads_with_its_age(shipped: Timeline) -> None:
    found = answered(
        shipped, date(2025, 12, 6), kinds=["prisoner_count"], aggregate="count", as_of="2025-12-06",
        filters={"counted_by": "dissidentby"},
    )  # fmt: skip
    assert found.text.startswith("The newest figure is 67 days old.")
    fresh = answered(shipped, kinds=["prisoner_count"], aggregate="count", as_of="2025-12-06")
    assert fresh.value == Count(lower=1218, upper=1218)
    assert not fresh.text.startswith("The newest")


def test_a_balance_gives_both_sides_and_says_that_it_is_none(shipped: Timeline) -> None:
    found = answered(
        shipped, kinds=["release", "arrest"], aggregate="balance", period={"start": "2025-06-01", "end": "2025-12-06"}
    )
    assert "Released: 139–140" in found.text
    assert "Arrests less releases is no balance" in found.text
    assert found.to_json()["value"] is not None


def test_the_json_is_that_of_the_contracts(shipped: Timeline) -> None:
    query = Query(kinds=("call",), actors=("donald_trump", "lukashenko"), aggregate="latest", filters=Filters())
    told = shipped.answer(query, today=TODAY).to_json()
    assert {"outcome", "language", "query", "value", "entries", "sources", "text", "citation"} <= told.keys()
    assert told["value"] == {"ref": "call-2025-08-15-trump-lukashenko", "when": "2025-08-15"}
    assert json.loads(json.dumps(told)) == told


def test_a_period_that_begins_after_today_holds_nothing(shipped: Timeline) -> None:
    period = Period(start=date(2030, 1, 1))
    assert answered(shipped, kinds=["release"], period=period.model_dump()).outcome == "nothing_recorded"


def test_a_part_of_a_part_adds_nothing_though_what_lies_between_was_taken_back(tmp_path: Path) -> None:
    history = History().record("whole", release("2030-05-01", 10)).record("part", release("2030-05-01", 6))
    history.record("smaller", release("2030-05-01", 2)).link("part", "whole").link("smaller", "part").retract("part")
    with Timeline.open(f"sqlite:///{tmp_path / 'parts.db'}", register=None) as timeline:
        timeline.log.append(history.envelopes)
        counted = timeline.answer(Query(kinds=("release",), aggregate="count"), today=date(2030, 6, 1))
        assert isinstance(counted.value, Count)
        assert (counted.value.lower, counted.value.upper) == (10, 10)
        assert timeline.prisoners().freed.upper == 10


@pytest.mark.parametrize(
    ("start", "end", "said"), [("06-01", "06-30", "yes"), ("07-01", "07-31", "no"), ("05-01", "05-31", "no")]
)
def test_whether_somebody_was_released_in_a_period_is_of_that_period(
    shipped: Timeline, start: str, end: str, said: str
) -> None:
    found = answered(
        shipped, kinds=["release"], aggregate="state", actors=["siarhei_tsikhanouski"],
        period={"start": f"2025-{start}", "end": f"2025-{end}"},
    )  # fmt: skip
    assert isinstance(found.value, State)
    assert found.value.answer == said


def test_where_somebody_was_in_a_period_is_where_they_were_at_its_end(shipped: Timeline) -> None:
    query = {"kinds": ["person_status"], "aggregate": "state", "actors": ["siarhei_tsikhanouski"]}
    in_2024 = answered(shipped, **query, period={"start": "2024-01-01", "end": "2024-12-31"})
    assert isinstance(in_2024.value, State)
    assert in_2024.value.status == "imprisoned"
    in_2019 = Query.model_validate(query | {"period": {"start": "2019-01-01", "end": "2019-12-31"}})
    assert shipped.answer(in_2019, today=TODAY).outcome == "nothing_recorded"


def test_whoever_holds_an_office_was_not_dismissed(shipped: Timeline) -> None:
    query = {"kinds": ["appointment"], "aggregate": "state", "actors": ["john_coale"]}
    found = answered(shipped, **query, as_of="2025-12-06", filters={"action": "dismissed"})
    assert isinstance(found.value, State)
    assert found.value.answer == "no"


def test_an_act_of_a_period_is_one_of_that_period(shipped: Timeline) -> None:
    query = {"kinds": ["sanctions_change"], "aggregate": "state", "filters": {"action": "lifted"}}
    potash = Query.model_validate(
        query
        | {
            "actors": ["united_states", "potash_sector"],
            "period": {"start": "2025-11-01", "end": "2025-11-30"},
        }
    )
    assert shipped.answer(potash, today=TODAY).outcome == "nothing_recorded"


def test_of_what_opens_and_closes_no_yes_is_said(shipped: Timeline) -> None:
    found = answered(shipped, kinds=["incident"], aggregate="state", actors=["poland"], as_of="2025-12-06")
    assert isinstance(found.value, State)
    assert found.value.answer is None


def test_a_statement_is_its_speakers(shipped: Timeline) -> None:
    november = {"start": "2025-11-01", "end": "2025-11-30"}
    query = Query.model_validate({"kinds": ["statement"], "actors": ["lukashenko"], "period": november})
    assert shipped.answer(query, today=TODAY).outcome == "nothing_recorded"


def test_a_figure_of_all_prisoners_is_not_one_of_a_town(shipped: Timeline) -> None:
    query = Query.model_validate(
        {"kinds": ["prisoner_count"], "aggregate": "count", "as_of": "2025-12-06", "filters": {"place": "homiel"}}
    )
    assert shipped.answer(query, today=TODAY).outcome == "nothing_recorded"


def test_a_certain_figure_leads_one_that_may_be_later(shipped: Timeline) -> None:
    found = answered(
        shipped, kinds=["prisoner_count"], aggregate="count", as_of="2025-12-06", filters={"counted_by": "viasna"}
    )
    assert isinstance(found.value, Count)
    assert found.value.lower == 1246
    assert found.text.startswith("1,246 people")
