from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from pydantic import ValidationError

from tests.folded import History, claim, count, release, tallied
from tests.shipped_pack import every_entry, imported
from timeline import Coverage, Timeline
from timeline.cli import cli
from timeline.facts import KINDS
from timeline.projections.coverage import Age, Review, coverage
from timeline.shipped import shipped_review

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from timeline import Entry

TODAY = date(2030, 6, 30)


@pytest.fixture(scope="module")
def shipped() -> Iterator[Timeline]:
    with imported() as timeline:
        yield timeline


@pytest.fixture(scope="module")
def entries(shipped: Timeline) -> dict[str, Entry]:
    return every_entry(shipped)


def told(history: History, today: date = TODAY) -> Coverage:
    return coverage(tallied(history.entries(), today), history.entries(), None, today)


def ages(found: Coverage) -> dict[str | None, tuple[str, int, int | None]]:
    return {one.counted_by: (one.entry, one.age.lower, one.age.upper) for one in found.figures}


def test_the_newest_entry_of_each_kind_is_told_with_its_age() -> None:
    history = History().record("old", release("2030-05-01", 3)).record("new", release("2030-06-20", 3))
    newest = {latest.kind: latest for latest in told(history).newest}
    assert newest.keys() == KINDS.keys()
    assert (newest["release"].entry, newest["release"].entries) == ("new", 2)
    assert newest["release"].age == Age(lower=10, upper=10)
    assert (newest["call"].entry, newest["call"].age) == (None, None)


def test_the_newest_figure_of_each_body_is_told_with_its_age() -> None:
    history = (
        History()
        .record("old", count("2030-05-01", 100))
        .record("new", count("2030-06-20", 101))
        .record("other", count("2030-03-31", 130, "dissidentby"))
        .record("unnamed", count("2030-06", 120, None))
    )
    assert ages(told(history)) == {
        "viasna": ("new", 10, 10),
        None: ("unnamed", 0, 29),
        "dissidentby": ("other", 91, 91),
    }


def test_stocks_flows_and_totals_of_one_body_age_apart() -> None:
    history = (
        History()
        .record("stock", count("2030-06-20", 100))
        .record("flow", count("2030-01-01/2030-05-31", 7, basis="flow", measure="newly_recognised"))
        .record("total", count("2028/2030-04", 900, basis="cumulative", measure="recognised"))
    )
    assert {one.basis: (one.age.lower, one.age.upper) for one in told(history).figures} == {
        "stock": (10, 10),
        "flow": (30, 30),
        "cumulative": (61, 90),
    }


def test_a_stock_of_some_month_is_as_old_as_its_first_day() -> None:
    history = History().record("day", count("2030-06-05", 101)).record("month", count("2030-06", 100))
    assert ages(told(history)) == {"viasna": ("day", 25, 25)}


def test_what_begins_after_today_or_is_taken_back_is_not_the_newest() -> None:
    history = (
        History()
        .record("past", count("2030-05-31", 100))
        .record("future", count("2030-07-01", 99))
        .record("wrong", count("2030-06-29", 1))
        .retract("wrong")
    )
    assert ages(told(history)) == {"viasna": ("past", 30, 30)}
    assert ages(told(history, date(2030, 7, 31))) == {"viasna": ("future", 30, 30)}


def test_what_goes_on_is_no_days_old() -> None:
    found = told(History().record("now", release("2030-06-01/..", 3)))
    assert {latest.age for latest in found.newest if latest.entry} == {Age(lower=0, upper=29)}


# ------------------------------------------------------------------- the shipped review


def test_the_shipped_review_tells_of_every_kind() -> None:
    review = Review.model_validate_json(shipped_review())
    assert {one.kind for one in review.reviewed} == KINDS.keys()


def test_a_review_that_leaves_a_kind_out_is_refused() -> None:
    review = json.loads(shipped_review())
    review["reviewed"] = [one for one in review["reviewed"] if one["kind"] != "call"]
    with pytest.raises(ValidationError, match="says nothing of call"):
        Review.model_validate(review)


def test_no_shipped_entry_lies_after_the_day_until_which_was_reviewed(entries: dict[str, Entry]) -> None:
    review = Review.model_validate_json(shipped_review())
    assert review.until == date(2026, 3, 19)
    begins = {ref: entry.fact.when.earliest for ref, entry in entries.items()}
    assert {ref for ref, day in begins.items() if day and day > review.until} == set()


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_shipped_entry_lies_in_a_period_that_was_reviewed_for_its_kind(
    kind: str, entries: dict[str, Entry]
) -> None:
    review = Review.model_validate_json(shipped_review())
    periods = [one.period for one in review.reviewed if one.kind == kind]
    whens = {ref: entry.fact.when for ref, entry in entries.items() if entry.kind == kind}
    # A running total may count from before; what counts is when it was made.
    ends = {ref: when.latest or when.earliest for ref, when in whens.items()}
    last = {ref: min(day, review.until) for ref, day in ends.items() if day}
    assert {ref for ref, day in last.items() if not any(day in one for one in periods)} == set()


def test_the_gaps_that_the_review_counts_are_those_of_the_data(shipped: Timeline, entries: dict[str, Entry]) -> None:
    gaps = " ".join(gap.what["en"] for gap in Review.model_validate_json(shipped_review()).gaps)
    since = shipped.prisoners(since="2024-07-01", until="2025-12-23").freed
    pardoned = figure(entries, "count-2025-12-23-viasna-569-pardoned")
    assert f"Viasna counts {pardoned} people pardoned since July 2024" in gaps
    german, statkevich = 1, 1  # Viasna counts without the one and with the other, who was pardoned and stayed
    assert f"cover at least {since.lower - german + statkevich} people, nine fewer" in gaps
    assert pardoned - (since.lower - german + statkevich) == 9
    year = shipped.prisoners(since="2025-01-01", until="2025-12-23").freed.populations["pardoned_convict"].lower
    assert f"Viasna counts {figure(entries, 'count-2025-12-23-viasna-342-pardoned')} political prisoners" in gaps
    assert f"cover {year} people" in gaps
    assert f"{figure(entries, 'count-2025-12-01-dissidentby-405-left')} people who left custody" in gaps


def figure(entries: dict[str, Entry], ref: str) -> int:
    number: int = entries[ref].fact.count.value  # type: ignore[union-attr,assignment]
    return number


@pytest.mark.parametrize(("start", "end"), [("2021-01-01", "2021-12-23"), ("2022-02-02", "2023-02-26")])
def test_where_the_review_says_that_no_stock_was_found_there_is_none(shipped: Timeline, start: str, end: str) -> None:
    held = [one for one in shipped.prisoners(since=start, until=end).counts if one.basis == "stock"]
    assert held == []
    when = f"{start}/{end}"
    assert any(str(gap.when) == when for gap in Review.model_validate_json(shipped_review()).gaps)


def test_the_front_door_tells_the_review_of_a_store_that_holds_the_shipped_timeline(shipped: Timeline) -> None:
    found = shipped.coverage(today=date(2026, 4, 1))
    assert (found.reviewed_until, found.today) == (date(2026, 3, 19), date(2026, 4, 1))
    viasna = next(one for one in found.figures if one.counted_by == "viasna" and one.basis == "stock")
    assert (viasna.entry, viasna.age) == ("count-2026-03-19-viasna-more-than-1100", Age(lower=13, upper=13))
    early = shipped.coverage(today=date(2026, 4, 1), known_at=date(2025, 9, 30))
    newest = next(one for one in early.figures if one.counted_by == "dissidentby" and one.basis == "stock")
    assert newest.entry == "count-2025-09-30-dissidentby-1336"


def test_of_a_store_of_ones_own_nobody_has_said_what_was_reviewed() -> None:
    with Timeline.in_memory() as timeline:
        timeline.record(release("2025-05-01", 3), ref="release-a", claims=[claim()])
        found = timeline.coverage(today=TODAY)
    assert (found.reviewed_until, found.reviewed, found.gaps) == (None, (), ())


# ----------------------------------------------------------------- the command line


@pytest.fixture
def _surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TIMELINE_STORE", "TIMELINE_STORE_FILE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))


def run(*args: str) -> Any:
    result = CliRunner().invoke(cli, list(args), catch_exceptions=False)
    assert result.exit_code == 0
    return json.loads(result.stdout) if "--json" in args else result.stdout


@pytest.mark.usefixtures("_surroundings")
def test_coverage_and_stats_tell_the_same_and_people_read_it() -> None:
    found = run("--json", "coverage")
    assert found["reviewed_until"] == "2026-03-19"
    assert run("--json", "stats")["coverage"] == found
    out = run("coverage")
    assert "Reviewed up to 2026-03-19" in out
    assert "Known to be missing" in out
    assert "569 people pardoned" in out
    assert "Dissidentby" in out
    assert "newest release" in run("stats")


def test_a_store_without_the_shipped_timeline_says_so(tmp_path: Path) -> None:
    out = run("--store", f"sqlite:///{tmp_path / 'own.db'}", "coverage")
    assert "does not hold the shipped timeline" in out
