from __future__ import annotations

import itertools
import json
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.folded import History, arrest, claim, count, period, release
from timeline import Entry, PartialDate, Timeline, Truth
from timeline.cli import cli
from timeline.projections.prisoners import prisoners

if TYPE_CHECKING:
    from pathlib import Path

    from timeline import Bounds, Period, Prisoners

YEAR = period("2030-01-01", "2030-12-31")
MAY = period("2030-05-01", "2030-05-31")
ALWAYS = period(None, None)


def fold(history: History, during: Period = YEAR) -> Prisoners:
    return prisoners(history.entries(), during, persons=True)


def bounds(sums: Bounds) -> tuple[int, int | None]:
    return sums.lower, sums.upper


# ---------------------------------------------------------------------- freed


def test_a_release_counts_whom_it_covered() -> None:
    freed = fold(History().record("one", release("2030-05-01", 14))).freed
    assert (bounds(freed), freed.entries, freed.possible) == ((14, 14), ("one",), ())


def test_who_refused_to_leave_or_was_sent_back_lowers_only_the_lower_bound() -> None:
    named = [
        {"person": "aa", "outcome": "refused_to_leave"},
        {"person": "bb", "outcome": "returned_to_custody"},
        {"person": "cc", "outcome": "deported"},
        {"person": "dd", "outcome": "unknown"},
    ]
    assert bounds(fold(History().record("one", release("2030-05-01", 52, named=named))).freed) == (50, 52)


def test_the_lower_bound_never_falls_below_nobody() -> None:
    named = [{"person": "aa", "outcome": "refused_to_leave"}]
    history = History().record("one", release("2030-05-01", {"qualifier": "unknown"}, named=named))
    assert bounds(fold(history).freed) == (0, None)


def test_a_release_of_some_month_may_lie_in_days_of_it_and_widens_the_upper_bound_alone() -> None:
    history = History().record("month", release("2030-05", 18)).record("day", release("2030-05-07", 2))
    days = fold(history, period("2030-05-05", "2030-05-10")).freed
    assert (bounds(days), days.entries, days.possible) == ((2, 20), ("month", "day"), ("month",))
    assert bounds(fold(history, MAY).freed) == (20, 20)
    assert fold(history, period("2030-06-01", None)).freed.entries == ()


def test_a_release_that_is_part_of_another_never_adds_in_any_period() -> None:
    history = History().record("whole", release("2030-05-01", 10)).record("part", release("2030-06-01", 4))
    history.link("part", "whole")
    assert bounds(fold(history).freed) == (10, 10)
    assert bounds(fold(history, period("2030-06-01", "2030-06-30")).freed) == (0, 0)


def test_a_part_of_a_part_adds_no_more_than_a_part() -> None:
    history = History()
    for ref in ("aaa", "bbb", "ccc"):
        history.record(ref, release("2030-05-01", 5))
    history.link("aaa", "bbb").link("bbb", "ccc")
    assert fold(history).freed.entries == ("ccc",)
    # What lies between is taken back: the first is still within the last.
    assert fold(history.retract("bbb")).freed.entries == ("ccc",)


def test_what_was_part_of_a_retracted_release_counts_itself() -> None:
    history = History().record("whole", release("2030-05-01", 10)).record("part", release("2030-05-01", 4))
    history.link("part", "whole").retract("whole")
    assert (fold(history).freed.entries, fold(history).freed.lower) == (("part",), 4)
    assert bounds(fold(history.reinstate("whole")).freed) == (10, 10)


def test_only_a_tie_to_another_release_makes_a_part() -> None:
    history = History().record("one", release("2030-05-01", 4)).record("other", arrest("2030-05-01", 4))
    history.link("one", "other").link("one", "other", "follows")
    assert bounds(fold(history).freed) == (4, 4)


def test_a_merged_release_counts_once_and_takes_its_ties_along() -> None:
    history = History()
    for ref in ("aaa", "bbb", "ccc"):
        history.record(ref, release("2030-05-01", 5))
    history.link("aaa", "ccc").merge("aaa", "bbb")
    assert fold(history).freed.entries == ("ccc",)


def test_a_tie_to_a_merged_release_leads_to_the_one_that_carries_on() -> None:
    history = History()
    for ref in ("part", "whole", "other"):
        history.record(ref, release("2030-05-01", 5))
    history.link("part", "whole").merge("whole", "other")
    assert fold(history).freed.entries == ("other",)


def test_releases_that_are_parts_of_each_other_count_as_the_first_recorded() -> None:
    history = History()
    for ref, people in (("aaa", 1), ("bbb", 2), ("ccc", 4)):
        history.record(ref, release("2030-05-01", people))
    history.link("aaa", "bbb").link("bbb", "ccc").link("ccc", "aaa")
    assert fold(history).freed.entries == ("aaa",)


def test_a_retracted_release_leaves_every_total() -> None:
    history = History().record("one", release("2030-05-01", 4, named=[{"person": "aa"}])).retract("one")
    answer = fold(history)
    assert (bounds(answer.freed), answer.freed.entries) == ((0, 0), ())
    assert answer.persons is not None
    assert answer.persons.freed == ()


def test_a_disputed_release_counts_and_is_named() -> None:
    freed = fold(History().record("one", release("2030-05-01", 4)).dispute("one")).freed
    assert (bounds(freed), freed.disputed) == ((4, 4), ("one",))


@pytest.mark.parametrize("modality", ["announced", "alleged"])
def test_a_release_that_is_only_announced_or_alleged_is_possible(modality: Any) -> None:
    history = History().record("one", release("2030-05-01", 4), modality=modality)
    freed = fold(history).freed
    assert (bounds(freed), freed.possible) == ((0, 4), ("one",))
    assert bounds(fold(history.corroborate("one")).freed) == (4, 4)


@pytest.mark.parametrize("modality", ["planned", "negotiated", "denied"])
def test_a_release_that_is_planned_negotiated_or_denied_is_none(modality: Any) -> None:
    history = History().record("one", release("2030-05-01", 4), modality=modality)
    assert fold(history).freed.entries == ()


@pytest.mark.parametrize(
    ("people", "lower", "upper", "named"),
    [
        ({"qualifier": "about", "value": 300}, 7, None, "about 300"),
        ({"qualifier": "unknown"}, 7, None, "an unknown number"),
        ({"qualifier": "more_than", "value": 10}, 18, None, None),
        ({"qualifier": "dozens"}, 31, None, None),
        ({"qualifier": "at_most", "value": 10}, 7, 17, None),
        ({"qualifier": "between", "lower": 9, "upper": 10}, 16, 17, None),
    ],
)
def test_quantities_bound_what_they_bound_and_the_others_are_named(
    people: dict[str, Any], lower: int, upper: int | None, named: str | None
) -> None:
    history = History().record("one", release("2030-05-01", people)).record("two", release("2030-05-02", 7))
    freed = fold(history).freed
    assert bounds(freed) == (lower, upper)
    assert [(one.entry, one.quantity) for one in freed.unbounded] == ([("one", named)] if named else [])


# ---------------------------------------------------------------- populations


def populations(people: int, **parts: object) -> Any:
    given = [{"population": population, "people": part} for population, part in parts.items()]
    return release("2030-05-01", people, populations=given)


def test_populations_are_bounds_apart() -> None:
    history = (
        History()
        .record("one", populations(52, political_prisoner={"qualifier": "at_least", "value": 40}, foreign_national=14))
        .record("two", populations(25, political_prisoner={"qualifier": "unknown"}))
        .record("six", release("2030-05-02", 2))
    )
    found = fold(history).freed.populations
    assert {population: bounds(sums) for population, sums in found.items()} == {
        "political_prisoner": (40, 79),
        "foreign_national": (14, 14 + 25 + 2),
    }
    unsaid = [(one.entry, one.quantity) for one in found["political_prisoner"].unbounded]
    assert unsaid == [("two", "an unknown number"), ("six", None)]


def test_a_possible_release_adds_to_the_upper_bound_of_its_populations_alone() -> None:
    part = [{"population": "political_prisoner", "people": 3}]
    history = History().record("one", release("2030-05", 9, populations=part))
    found = fold(history, period("2030-05-01", "2030-05-02")).freed.populations
    assert bounds(found["political_prisoner"]) == (0, 3)


def test_whether_political_prisoners_were_freed_is_told_even_where_no_release_says_so() -> None:
    assert bounds(fold(History().record("one", release("2030-05-01", 7))).freed.populations["political_prisoner"]) == (
        0,
        7,
    )


# ------------------------------------------------------------------- arrested


def test_cases_that_name_different_people_add_up() -> None:
    history = History().record("one", arrest("2030-05-01", 2, "aa", "bb")).record("two", arrest("2030-05-01", 1, "cc"))
    assert bounds(fold(history).arrested) == (3, 3)


def test_two_arrests_of_one_person_on_the_same_days_may_be_one() -> None:
    history = History().record("one", arrest("2030-05-01", 1, "aa")).record("two", arrest("2030-05", 2, "aa", "bb"))
    assert bounds(fold(history).arrested) == (2, 3)
    history = History().record("one", arrest("2030-05-01", 1, "aa")).record("two", arrest("2030-06-01", 1, "aa"))
    assert bounds(fold(history).arrested) == (2, 2)


def test_counts_of_overlapping_days_are_never_added() -> None:
    history = (
        History()
        .record("year", arrest("2030-01-01/2030-11-30", {"qualifier": "at_least", "value": 438}))
        .record("may", arrest("2030-05", {"qualifier": "more_than", "value": 100}))
        .record("june", arrest("2030-06", {"qualifier": "at_least", "value": 60}))
        .record("case", arrest("2030-05-03", 1, "aa"))
        .record("later", arrest("2030-12-03", 1, "bb"))
    )
    answer = fold(history).arrested
    assert (bounds(answer), len(answer.entries)) == ((439, None), 5)
    assert bounds(fold(history, period("2030-05-01", "2030-06-30")).arrested) == (161, None)
    # More, taken apart, than the count over all of it:
    assert bounds(fold(history.correct("year", people=100), YEAR).arrested) == (162, None)


def test_a_count_that_is_part_of_another_never_adds_to_it() -> None:
    history = History().record("whole", arrest("2030-05", 100)).record("part", arrest("2030-06", 60))
    assert bounds(fold(history).arrested) == (160, 160)
    history.link("part", "whole")
    assert bounds(fold(history).arrested) == (100, 100)
    assert bounds(fold(history, period("2030-06-01", "2030-06-30")).arrested) == (60, 60)


def test_a_case_that_is_part_of_a_count_of_other_days_never_adds_to_it() -> None:
    history = History().record("whole", arrest("2030-05", 100)).record("case", arrest("2030-06-01", 1, "aa"))
    assert bounds(fold(history).arrested) == (101, 101)
    assert bounds(fold(history.link("case", "whole")).arrested) == (100, 100)


def test_detained_charged_and_sentenced_are_apart() -> None:
    history = (
        History()
        .record("one", arrest("2030-05-01", 1, "aa"))
        .record("two", arrest("2030-06-01", 1, "aa", measure="charged"))
        .record("six", arrest("2030-07-01", 5, "aa", measure="sentenced"))
    )
    answer = fold(history).arrested
    assert (bounds(answer), answer.entries) == ((1, 1), ("one",))
    assert {measure: bounds(sums) for measure, sums in answer.measures.items()} == {
        "charged": (1, 1),
        "sentenced": (5, 5),
    }


def test_a_retracted_arrest_leaves_the_total() -> None:
    assert fold(History().record("one", arrest("2030-05-01", 3)).retract("one")).arrested.entries == ()


# -------------------------------------------------------------- figures and net


def test_figures_of_a_period_are_listed_newest_first_and_never_added() -> None:
    history = (
        History()
        .record("viasna", count("2030-05-01", 100))
        .record("other", count("2030-05-01", 130, "dissidentby"))
        .record("newer", count("2030-05-20", 101))
    )
    found = fold(history, MAY).counts
    assert [(figure.entry, figure.counted_by, figure.count.value) for figure in found] == [
        ("newer", "viasna", 101),
        ("viasna", "viasna", 100),
        ("other", "dissidentby", 130),
    ]


def test_a_stock_goes_by_its_date_a_flow_by_all_its_days_and_a_running_total_by_its_end() -> None:
    history = (
        History()
        .record("stock", count("2030-05", 100))
        .record("flow", count("2030-04-01/2030-05-31", 7, basis="flow", measure="newly_recognised"))
        .record("total", count("2028/2030-05-31", 900, basis="cumulative", measure="recognised"))
    )
    assert {figure.entry: figure.match for figure in fold(history, MAY).counts} == {
        "stock": "certain",
        "total": "certain",
    }
    week = fold(history, period("2030-05-25", "2030-06-01")).counts
    assert {figure.entry: figure.match for figure in week} == {"stock": "possible", "total": "certain"}
    assert len(fold(history, YEAR).counts) == 3
    assert fold(history, period("2029-01-01", "2029-12-31")).counts == ()


def test_the_newest_number_of_people_held_is_each_bodys_own_and_a_stock() -> None:
    history = (
        History()
        .record("old", count("2030-03-01", 100))
        .record("new", count("2030-05-01", 101))
        .record("other", count("2030-02-01", 130, "dissidentby"))
        .record("later", count("2030-07-01", 140))
        .record("total", count("2028/2030-05-20", 900, basis="cumulative", measure="recognised"))
        .record("denied", count("2030-05-10", 1))
        .dispute("denied")
    )
    assert [figure.entry for figure in fold(history, MAY).stocks] == ["new", "other"]


def test_a_stock_of_some_month_stands_beside_the_newest_certain_one_until_the_month_is_over() -> None:
    history = History().record("day", count("2030-05-05", 101)).record("month", count("2030-05", 100))
    history.record("earlier", count("2030-04-30", 99))
    stocks = fold(history, period(None, "2030-05-10")).stocks
    assert [(figure.entry, figure.match) for figure in stocks] == [("day", "certain"), ("month", "possible")]
    assert [figure.entry for figure in fold(history, MAY).stocks] == ["day"]


def test_net_is_the_difference_of_two_stocks_of_one_body_and_definition() -> None:
    history = (
        History()
        .record("first", count("2030-02-01", 1183))
        .record("between", count("2030-03-01", 1150))
        .record("last", count("2030-09-30", {"qualifier": "between", "lower": 1200, "upper": 1201}))
        .record("other", count("2030-12-01", 1300, "dissidentby"))
    )
    answer = fold(history)
    assert answer.net is not None
    assert (answer.net.lower, answer.net.upper, answer.net.counted_by) == (17, 18, "viasna")
    assert answer.net.entries == ("first", "last")
    assert (answer.net.since, answer.net.until) == (PartialDate("2030-02-01"), PartialDate("2030-09-30"))
    assert "1,183 (2030-02-01)" in answer.why


def test_a_net_of_open_bounds_is_open() -> None:
    history = History().record("one", count("2030-02-01", 100))
    history.record("two", count("2030-05-01", {"qualifier": "at_least", "value": 90}))
    net = fold(history).net
    assert net is not None
    assert (net.lower, net.upper) == (-10, None)


@pytest.mark.parametrize(
    "second",
    [
        count("2030-05-01", 90, "dissidentby"),
        count("2030-05-01", 90, definition="another one"),
        count("2030-05-01", 90, measure="recognised"),
        count("2030-01-01/2030-05-01", 90, basis="flow"),
        count("2030-01-01/2030-05-01", 90, basis="cumulative"),
        count("2030-05-01", {"qualifier": "about", "value": 90}),
        count("2030-02", 90),
        count("2031-05-01", 90),
    ],
)
def test_without_two_stocks_that_compare_there_is_no_net_and_it_is_said_why(second: Any) -> None:
    answer = fold(History().record("one", count("2030-02-01", 100)).record("two", second))
    assert answer.net is None
    assert answer.why


def test_a_disputed_stock_makes_no_net() -> None:
    history = History().record("one", count("2030-02-01", 100)).record("two", count("2030-05-01", 90)).dispute("two")
    assert fold(history).net is None


def test_unnamed_counters_are_never_compared() -> None:
    history = History().record("one", count("2030-02-01", 100, None)).record("two", count("2030-05-01", 90, None))
    assert fold(history).net is None


def test_arrests_less_releases_are_no_net() -> None:
    answer = fold(History().record("one", release("2030-05-01", 4)).record("two", arrest("2030-05-01", 9)))
    assert answer.net is None
    assert "no balance" in answer.why


# -------------------------------------------------------------------- persons


def test_distinct_people_stand_apart_from_the_totals() -> None:
    history = (
        History()
        .record("one", release("2030-05-01", 52, named=[{"person": "aa", "outcome": "refused_to_leave"}]))
        .record("two", release("2030-08-01", 1, named=[{"person": "aa", "outcome": "freed"}], named_complete=True))
        .record("six", release("2030-05-01", 3, named=[{"person": "bb"}]))
        .link("six", "one")
        .record("arrest", arrest("2030-01-01", 2, "aa"))
        .record("again", arrest("2030-09-01", 1, "aa"))
        .record("verdict", arrest("2030-10-01", 1, "cc", measure="sentenced"))
    )
    answer = fold(history)
    persons = answer.persons
    assert persons is not None
    assert bounds(answer.freed) == (52, 53)
    assert {one.person: one.entries for one in persons.freed} == {"bb": ("six",), "aa": ("two",)}
    assert [one.person for one in persons.stayed] == ["aa"]
    assert [(one.person, one.entries) for one in persons.arrested] == [("aa", ("arrest", "again"))]
    assert [one.person for one in persons.sentenced] == ["cc"]
    assert not persons.complete
    assert prisoners(history.entries(), YEAR).persons is None


# ------------------------------------------------------------- the front door


def stored() -> Timeline:
    timeline = Timeline.in_memory()
    timeline.record(release("2025-09-11", 52), ref="release-a", claims=[claim()])
    timeline.record(release("2025-10", 3), ref="release-b", claims=[claim()])
    return timeline


def test_every_past_answer_is_kept() -> None:
    with stored() as timeline:
        before = timeline.position()
        timeline.retract("release-a", reason="it never was", version=1)
        assert bounds(timeline.prisoners(since="2025-09", until="2025-10").freed) == (3, 3)
        assert bounds(timeline.prisoners(since="2025-09", until="2025-10", known_at=before).freed) == (55, 55)
        assert bounds(timeline.prisoners(known_at=0).freed) == (0, 0)


def test_since_takes_the_first_day_of_its_date_and_until_the_last() -> None:
    with stored() as timeline:
        assert bounds(timeline.prisoners(since="2025-10", until="2025-10").freed) == (3, 3)
        assert bounds(timeline.prisoners(since="2025-10-01", until="2025-10-15").freed) == (0, 3)


# ----------------------------------------------------------- the command line


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    url = f"sqlite:///{tmp_path / 'timeline.db'}"
    monkeypatch.setenv("TIMELINE_STORE", url)
    with Timeline.open(url) as timeline:
        named = [{"person": "mikola_statkevich", "outcome": "refused_to_leave"}]
        parts = [{"population": "political_prisoner", "people": {"qualifier": "at_least", "value": 40}}]
        fact = release("2025-09-11", 52, named=named, populations=parts)
        timeline.record(fact, ref="release-a", claims=[claim()])
        timeline.record(count("2025-09-17", 1168), ref="count-a", claims=[claim()])
        timeline.record(count("2025-09-30", 1201), ref="count-b", claims=[claim()])
    return url


def run(*args: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli, list(args), catch_exceptions=False)
    return result.exit_code, result.stdout


def test_the_json_has_the_fields_of_the_contract(store: str) -> None:
    code, out = run("prisoners", "--since", "2025-09", "--until", "2025-09", "--json")
    answer = json.loads(out)
    assert code == 0
    assert answer["period"] == {"start": "2025-09-01", "end": "2025-09-30"}
    assert {key: answer["freed"][key] for key in ("lower", "upper", "entries")} == {
        "lower": 51,
        "upper": 52,
        "entries": ["release-a"],
    }
    assert answer["freed"]["populations"]["political_prisoner"].items() >= {"lower": 40, "upper": 52}.items()
    assert answer["arrested"].items() >= {"lower": 0, "upper": 0, "entries": []}.items()
    newest = answer["counts"][0]
    assert newest.items() >= {"counted_by": "viasna", "basis": "stock", "on": "2025-09-30", "entry": "count-b"}.items()
    assert newest["count"].items() >= {"value": 1201, "qualifier": "exactly"}.items()
    assert answer["net"].items() >= {"lower": 33, "upper": 33}.items()
    assert answer["why"]
    assert "persons" not in answer


def test_persons_are_printed_when_asked_for(store: str) -> None:
    answer = json.loads(run("--json", "prisoners", "--persons")[1])
    assert [one["person"] for one in answer["persons"]["stayed"]] == ["mikola_statkevich"]
    assert "Mikola Statkevich" in run("prisoners", "--persons")[1]
    assert "Mikola Statkevich" not in run("prisoners")[1]


def test_people_read_the_bounds_in_words(store: str) -> None:
    out = run("prisoners", "--since", "2025-09", "--until", "2025-09")[1]
    assert "51–52, by 1 release" in out
    assert "+33 people held" in out


def test_nothing_found_is_said_with_a_code_and_still_printed(store: str) -> None:
    code, out = run("--json", "prisoners", "--since", "1999", "--until", "1999")
    assert code == 1
    assert json.loads(out)["net"] is None


def test_a_period_that_ends_before_it_starts_is_wrong_usage(store: str) -> None:
    assert run("prisoners", "--since", "2025", "--until", "2024")[0] == 2


def test_what_was_known_before_is_asked_for_as_everywhere(store: str) -> None:
    assert run("prisoners", "--known-at", "1999")[0] == 1


# ----------------------------------------------------------------- properties

DAYS = [date(2030, 5, 1) + timedelta(days=day) for day in range(31)]
WHENS = st.sampled_from(
    ["2030-05-02", "2030-05-03", "2030-05-04~", "2030-05-01/2030-05-03", "2030-05", "2030-06-01", "2030-05-30/.."]
)
AMOUNTS: list[Any] = [
    1,
    3,
    {"qualifier": "at_least", "value": 2},
    {"qualifier": "at_most", "value": 2},
    {"qualifier": "more_than", "value": 1},
    {"qualifier": "between", "lower": 1, "upper": 2},
    {"qualifier": "about", "value": 2},
    {"qualifier": "unknown"},
]
QUANTITIES = st.sampled_from(AMOUNTS)
OUTCOMES = st.sampled_from(["freed", "deported", "refused_to_leave", "returned_to_custody", "unknown"])
WINDOW = period("2030-05-02", "2030-05-04")
MOST = 5
"""What a quantity without an upper bound is taken to be at most, when all its numbers are tried."""


@st.composite
def releases(draw: st.DrawFn) -> Any:
    people = draw(QUANTITIES)
    most = people if isinstance(people, int) else people.get("value", people.get("upper", 2))
    outcomes = draw(st.lists(OUTCOMES, max_size=min(2, most)))
    named = [{"person": f"person_{index}", "outcome": outcome} for index, outcome in enumerate(outcomes)]
    return release(draw(WHENS), people, named=named)


def resolutions(fact: Any) -> set[int]:
    """Every number of people that a release can have freed within the window, tried one by one."""
    upper = fact.people.interval.upper
    numbers = range(fact.people.interval.lower or 0, (MOST if upper is None else upper) + 1)
    stayed = sum(person.outcome in ("refused_to_leave", "returned_to_custody") for person in fact.named)
    first, last = fact.when.earliest or DAYS[0], fact.when.latest or DAYS[-1]
    days = [first + timedelta(days=day) for day in range((last - first).days + 1)]
    return {
        max(0, number - back) if day in WINDOW else 0
        for number in numbers
        for back in range(stayed + 1)
        for day in days
    }


@settings(max_examples=150, deadline=None)
@given(st.lists(releases(), max_size=4))
def test_the_bounds_are_those_of_every_way_in_which_it_can_have_been(facts: list[Any]) -> None:
    history = History()
    for index, fact in enumerate(facts):
        history.record(f"release-{index}", fact)
    freed = fold(history, WINDOW).freed
    sums = {sum(numbers) for numbers in itertools.product(*map(resolutions, facts))}
    assert min(sums) == freed.lower
    if freed.upper is not None:
        assert max(sums) == freed.upper


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(WHENS, st.integers(1, 4), st.sampled_from([None, 1, *AMOUNTS[2:]])), max_size=4))
def test_the_bounds_of_a_population_are_those_of_every_way_in_which_it_can_have_been(told: list[Any]) -> None:
    history, ways = History(), []
    for index, (when, people, share) in enumerate(told):
        part = [] if share is None else [{"population": "political_prisoner", "people": share}]
        if isinstance(share, dict) and (share.get("value", 0) + (share["qualifier"] == "more_than")) > people:
            part = []
        fact = release(when, people, populations=part)
        history.record(f"release-{index}", fact)
        least, most = 0, people
        if part:
            interval = fact.populations[0].people.interval
            least, most = interval.lower or 0, min(people, people if interval.upper is None else interval.upper)
        days = {fact.when.within(WINDOW)}
        ways.append((0 if days != {Truth.YES} else least, 0 if days == {Truth.NO} else most))
    found = bounds(fold(history, WINDOW).freed.populations["political_prisoner"])
    sums = {sum(numbers) for numbers in itertools.product(*(range(least, most + 1) for least, most in ways))}
    assert found == (min(sums), max(sums))


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.integers(1, 9), min_size=1, max_size=6),
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.sampled_from(["part_of", "follows"])), max_size=8),
)
def test_a_release_is_counted_once_whatever_the_links(people: list[int], ties: list[tuple[int, int, Any]]) -> None:
    history, above = History(), {index: set[int]() for index in range(len(people))}
    for index, number in enumerate(people):
        history.record(f"release-{index}", release("2030-05-03", number))
    for part, whole, kind in ties:
        if part != whole and max(part, whole) < len(people):
            history.link(f"release-{part}", f"release-{whole}", kind)
            above[part] |= {whole} if kind == "part_of" else set()
    answer = fold(history).freed
    counted = {int(ref.removeprefix("release-")) for ref in answer.entries}
    assert answer.lower == answer.upper == sum(people[index] for index in counted)
    # Everything reaches exactly what it is part of, and no counted release is part of another that counts.
    reached = {index: closure(index, above) for index in above}
    assert all(index in counted or reached[index] & counted for index in above)
    assert not any(one in reached[other] for one in counted for other in counted if one != other)


def closure(index: int, above: dict[int, set[int]]) -> set[int]:
    found: set[int] = set()
    waiting = [index]
    while waiting:
        new = above[waiting.pop()] - found
        found |= new
        waiting += new
    return found


@settings(max_examples=100, deadline=None)
@given(st.lists(releases(), min_size=1, max_size=5), st.data())
def test_a_retraction_leaves_every_total(facts: list[Any], data: st.DataObject) -> None:
    gone = data.draw(st.integers(0, len(facts) - 1))
    with_it, without = History(), History()
    for index, fact in enumerate(facts):
        with_it.record(f"release-{index}", fact)
        if index != gone:
            without.record(f"release-{index}", fact)
    with_it.retract(f"release-{gone}")
    for during in (WINDOW, MAY, ALWAYS):
        assert fold(with_it, during).freed == fold(without, during).freed


@settings(max_examples=100, deadline=None)
@given(st.lists(releases(), max_size=5), st.randoms())
def test_the_order_of_entries_changes_nothing(facts: list[Any], random: Any) -> None:
    history = History()
    for index, fact in enumerate(facts):
        history.record(f"release-{index}", fact)
    entries: list[Entry] = history.entries()
    shuffled = random.sample(entries, len(entries))
    assert prisoners(shuffled, WINDOW, persons=True) == prisoners(entries, WINDOW, persons=True)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.integers(0, 9), max_size=12),
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 4)), max_size=4),
    st.lists(st.integers(0, 11), max_size=4, unique=True),
)
def test_there_were_never_fewer_arrests_than_the_lower_bound_says(
    arrests: list[int], counters: list[tuple[int, int, int]], told: list[int]
) -> None:
    """What truly happened comes first; bodies then count some of it over days of their own, and cases are told."""
    history = History()
    for index, (one, other, unseen) in enumerate(counters):
        start, end = sorted((one, other))
        seen = max(0, sum(start <= day <= end for day in arrests) - unseen)
        when = f"{DAYS[start]}/{DAYS[end]}" if start < end else f"{DAYS[start]}"
        history.record(f"count-{index}", arrest(when, {"qualifier": "at_least", "value": seen}))
    for index in told:
        if index < len(arrests):
            history.record(f"case-{index}", arrest(str(DAYS[arrests[index]]), 1, f"person_{index}"))
    for start in (0, 3):
        during = period(str(DAYS[start]), str(DAYS[9]))
        happened = sum(day >= start for day in arrests)
        answer = fold(history, during).arrested
        assert answer.lower <= happened
        assert answer.lower >= max((one.people.lower or 0 for one in certain(history, start)), default=0)


def certain(history: History, start: int) -> list[Any]:
    found = [entry.fact for entry in history.entries()]
    return [fact for fact in found if fact.when.earliest and fact.when.earliest >= DAYS[start]]
