"""The hard cases about prisoners, on the shipped data: each is something people ask, or get wrong."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.shipped_pack import claims_at, counted, every_entry, holds, imported, let_go
from timeline import Interval, PrisonerCount, Release, Timeline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline import Bounds, Entry, Figure

FIFTY_TWO = "release-2025-09-11-vilnius-52"
HUNDRED = "release-2025-12-13-ukraine-lithuania-123"
EARLY_JULY = "release-2024-07-pardon-early-july"
ARTICLE = "count-2025-12-05-1218"


@pytest.fixture(scope="module")
def shipped() -> Iterator[Timeline]:
    with imported() as timeline:
        yield timeline


@pytest.fixture(scope="module")
def entries(shipped: Timeline) -> dict[str, Entry]:
    return every_entry(shipped)


def bounds(sums: Bounds) -> tuple[int, int | None]:
    return sums.lower, sums.upper


def figures(found: tuple[Figure, ...]) -> dict[str, Figure]:
    return {figure.entry: figure for figure in found}


# ---------------------------------------------------------------------- the 52


def test_of_the_52_at_least_51_were_let_go_and_at_least_40_are_recognised_by_viasna(
    shipped: Timeline, entries: dict[str, Entry]
) -> None:
    answer = shipped.prisoners(since="2025-09-11", until="2025-09-11", persons=True)
    assert (bounds(answer.freed), answer.freed.entries) == ((51, 52), (FIFTY_TWO,))
    assert bounds(answer.freed.populations["political_prisoner"]) == (40, 52)
    assert bounds(answer.freed.populations["foreign_national"]) == (14, 14)
    said = [claim for claim in claims_at(entries[FIFTY_TWO], "populations") if claim.asserted_by == "viasna"]
    assert any(holds(claim.value, [{"population": "political_prisoner", "people": 40}]) for claim in said)
    assert answer.persons is not None
    assert [one.person for one in answer.persons.stayed] == ["mikola_statkevich"]
    assert not answer.persons.complete


def test_two_poles_by_belta_and_three_by_the_ministry_are_claims_side_by_side(entries: dict[str, Entry]) -> None:
    said = {claim.asserted_by: claim.value for claim in claims_at(entries[FIFTY_TWO], "nationalities.PL")}
    assert holds(said["belta"], 2)
    assert holds(said["poland_mfa"], 3)
    assert isinstance(entries[FIFTY_TWO].fact, Release)


def test_how_many_of_the_52_were_recognised_was_not_known_on_the_day_itself(shipped: Timeline) -> None:
    early = shipped.prisoners(since="2025-09-11", until="2025-09-11", known_at=date(2025, 9, 11)).freed
    political = early.populations["political_prisoner"]
    assert bounds(political)[0] in (0, 40)
    if political.lower == 0:
        assert [one.entry for one in political.unbounded] == [FIFTY_TWO]


# --------------------------------------------------------------------- periods


def test_from_june_to_6_december_2025_it_is_139_to_140(shipped: Timeline) -> None:
    for end in ("2025-11-30", "2025-12-06"):
        freed = shipped.prisoners(since="2025-06", until=end).freed
        assert bounds(freed) == (139, 140)
        assert (freed.possible, freed.unbounded) == ((), ())
        assert {population: bounds(sums) for population, sums in freed.populations.items()} == {
            "political_prisoner": (44, 140),
            "foreign_national": (54, 98),
            "pardoned_convict": (140, 140),
        }


def test_from_september_to_6_december_2025_it_is_109_to_110_with_42_to_110_political_prisoners(
    shipped: Timeline,
) -> None:
    freed = shipped.prisoners(since="2025-09", until="2025-12-06").freed
    assert bounds(freed) == (109, 110)
    political = freed.populations["political_prisoner"]
    assert bounds(political) == (42, 110)
    # How many of these were recognised, no source says.
    assert {one.entry for one in political.unbounded} == {
        "release-2025-09-16-pardon-25",
        "release-2025-11-22-ukrainians-31",
    }


def test_2024_is_at_least_233(shipped: Timeline) -> None:
    freed = shipped.prisoners(since="2024", until="2024").freed
    assert bounds(freed) == (233, None)
    assert "release-2024-08-01-ankara-exchange" not in freed.entries


def test_the_part_of_a_release_adds_nothing_in_its_own_month_either(shipped: Timeline) -> None:
    freed = shipped.prisoners(since="2024-08-01", until="2024-08-01").freed
    assert (bounds(freed), freed.entries) == ((0, 0), ())


def test_what_is_dated_to_a_month_widens_a_window_of_days_upwards_only(shipped: Timeline) -> None:
    window = shipped.prisoners(since="2024-07-10", until="2024-07-20").freed
    assert (window.lower, window.upper, window.possible) == (0, None, (EARLY_JULY,))
    month = shipped.prisoners(since="2024-07", until="2024-07").freed
    assert month.possible == ()
    assert month.lower == 18 + 1  # and the German citizen of 30 July


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2025-06-01", "2025-11-30"),
        ("2024-01-01", "2024-12-31"),
        ("2025-12-13", "2025-12-13"),
        ("2020-01-01", "2026-12-31"),
    ],
)
def test_the_totals_are_those_of_the_plain_rule(
    shipped: Timeline, entries: dict[str, Entry], start: str, end: str
) -> None:
    freed = shipped.prisoners(since=start, until=end).freed
    by_hand = counted(entries.values(), start, end)
    assert set(freed.entries) == {entry.ref for entry in by_hand}
    assert Interval(*bounds(freed)) == let_go(by_hand)


# ------------------------------------------------------------- counting bodies


def test_viasna_and_dissidentby_of_one_day_stand_side_by_side_and_are_never_added(shipped: Timeline) -> None:
    answer = shipped.prisoners(since="2025-09-30", until="2025-09-30")
    stocks = [(one.counted_by, one.count.value) for one in answer.counts if one.basis == "stock"]
    assert sorted(stocks, key=str) == [("dissidentby", 1336), ("viasna", 1201)]
    assert answer.net is None
    assert str(1336 + 1201) not in answer.model_dump_json()


def test_1336_is_a_stock_of_30_september_by_dissidentby(shipped: Timeline) -> None:
    figure = figures(shipped.prisoners(since="2025-09", until="2025-09").counts)["count-2025-09-30-dissidentby-1336"]
    assert (figure.count.value, figure.counted_by, figure.basis, figure.measure, str(figure.on)) == (
        1336,
        "dissidentby",
        "stock",
        "held",
        "2025-09-30",
    )


def test_1218_is_a_stock_of_5_december_by_nobody_who_is_named(shipped: Timeline, entries: dict[str, Entry]) -> None:
    answer = shipped.prisoners(until="2025-12-06")
    newest = answer.stocks[0]
    assert (newest.entry, newest.count.value, newest.counted_by, str(newest.on), newest.match) == (
        ARTICLE,
        1218,
        None,
        "2025-12-05",
        "certain",
    )
    assert entries[ARTICLE].confidence == "low"


def test_over_1000_is_viasnas_stock_of_the_month_and_another_over_1000_is_no_number_of_people_held(
    shipped: Timeline,
) -> None:
    found = figures(shipped.prisoners(since="2025-12", until="2025-12").counts)
    stock = found["count-2025-12-viasna-more-than-1000"]
    assert (stock.basis, stock.counted_by, stock.count.lower, str(stock.on)) == ("stock", "viasna", 1001, "2025-12")
    since_2020 = found["count-2025-12-more-than-1000-since-2020"]
    assert (since_2020.basis, since_2020.counted_by, since_2020.disputed) == ("cumulative", None, True)
    stocks = shipped.prisoners(until="2025-12").stocks
    assert since_2020.entry not in figures(stocks)
    assert all(one.basis == "stock" and one.measure == "held" for one in stocks)


def test_running_totals_never_answer_how_many_now(shipped: Timeline, entries: dict[str, Entry]) -> None:
    totals = {
        ref for ref, entry in entries.items() if isinstance(entry.fact, PrisonerCount) and entry.fact.basis != "stock"
    }
    for day in ("2025-07-01", "2025-12-06", "2026-03-19"):
        assert not totals & figures(shipped.prisoners(until=day).stocks).keys()


def test_the_balance_since_june_2025_is_one_bodys_and_says_between_which_days(shipped: Timeline) -> None:
    answer = shipped.prisoners(since="2025-06", until="2025-09")
    assert answer.net is not None
    assert (answer.net.lower, answer.net.upper, answer.net.counted_by) == (18, 18, "viasna")
    assert answer.net.entries == ("count-2025-06-03-viasna-1183", "count-2025-09-30-viasna-1201")
    assert "1,183" in answer.why
    assert "1,201" in answer.why


def test_where_no_body_counted_twice_there_is_no_balance_and_it_is_said_why(shipped: Timeline) -> None:
    answer = shipped.prisoners(since="2025-05", until="2025-05")
    assert answer.net is None
    assert answer.why


def test_arrests_of_different_counters_are_not_added_over_the_same_months(shipped: Timeline) -> None:
    year = shipped.prisoners(since="2025", until="2025").arrested
    assert bounds(year) == (438, None)
    # Viasna's months alone, while the count over the whole time only may lie in them.
    assert bounds(shipped.prisoners(since="2025-05", until="2025-05").arrested) == (101, None)
    both = shipped.prisoners(since="2025-05", until="2025-06").arrested
    assert bounds(both) == (161, None)
    assert both.possible == ("arrest-2025-01-01-dissidentby-438",)


# ---------------------------------------------------------------------- people


@pytest.mark.parametrize(
    ("on", "status", "entry"),
    [
        ("2025-09-10", "imprisoned", "arrest-2021-12-14-homiel-verdict"),
        ("2025-09-11", "refused_to_leave", "status-2025-09-11-mikola-statkevich-refuses"),
        ("2025-09-12", "whereabouts_unknown", "status-2025-09-12-mikola-statkevich-unknown"),
        ("2025-10-15", "whereabouts_unknown", "status-2025-09-17-mikola-statkevich-unknown"),
        ("2025-12-01", "imprisoned", "status-2025-11-21-mikola-statkevich-in-prison"),
        ("2026-01-25", "hospitalised", "status-2026-01-21-mikola-statkevich-stroke"),
        ("2026-02-20", "freed", "release-2026-02-19-mikola-statkevich"),
    ],
)
def test_where_statkevich_was(shipped: Timeline, on: str, status: str, entry: str) -> None:
    standing = shipped.person("Mikola Statkevich", on=date.fromisoformat(on)).standing
    assert (standing.status, standing.certain, standing.entry) == (status, True, entry)


def test_the_report_that_statkevich_was_in_hlybokaye_is_shown_as_disputed_and_decides_nothing(
    shipped: Timeline,
) -> None:
    standing = shipped.person("mikola_statkevich", on=date(2025, 10, 15)).standing
    assert standing.disputed == ("status-2025-09-15-mikola-statkevich-reported",)


def test_on_the_evening_of_11_september_it_was_known_that_statkevich_had_refused_and_no_more(
    shipped: Timeline,
) -> None:
    standing = shipped.person("mikola_statkevich", on=date(2025, 9, 12), known_at=date(2025, 9, 11)).standing
    assert standing.status == "refused_to_leave"


def test_tsikhanouski_was_freed_after_two_verdicts(shipped: Timeline) -> None:
    told = shipped.person("siarhei_tsikhanouski", on=date(2025, 12, 6))
    assert (told.standing.status, told.standing.certain) == ("freed", True)
    assert [step.what for step in told.steps] == ["detained", "sentenced", "sentenced", "released"]
    before = shipped.person("siarhei_tsikhanouski", on=date(2025, 6, 20)).standing
    assert (before.status, before.certain) == ("imprisoned", True)  # the shorter second term does not end the first


def test_poczobut_is_in_prison_on_every_day_since_his_arrest(shipped: Timeline) -> None:
    assert shipped.person("andrzej_poczobut", on=date(2021, 3, 25)).standing.status == "detained"
    for day in (date(2025, 9, 11), date(2025, 12, 13), date(2026, 3, 19)):
        standing = shipped.person("andrzej_poczobut", on=day).standing
        assert (standing.status, standing.certain) == ("imprisoned", True)


def test_stefanovic_was_among_the_freed_as_known_on_13_december_and_in_prison_as_known_on_16(
    shipped: Timeline,
) -> None:
    on = date(2025, 12, 13)
    assert shipped.person("valiantsin_stefanovic", on=on, known_at=on).standing.status == "deported"
    later = shipped.person("valiantsin_stefanovic", on=on, known_at=date(2025, 12, 16)).standing
    assert (later.status, later.entry) == ("imprisoned", "arrest-2023-03-03-viasna-leadership")
    now = shipped.person("valiantsin_stefanovic", on=date(2026, 3, 19)).standing
    assert (now.status, now.entry) == ("deported", "release-2026-03-19-pardon-250")


def test_a_sentence_in_absence_puts_nobody_in_prison(shipped: Timeline) -> None:
    for person in ("sviatlana_tsikhanouskaya", "pavel_latushka"):
        assert shipped.person(person, on=date(2025, 12, 6)).standing.status is None


def test_nobody_is_said_to_be_in_prison_for_a_sentence_that_ran_out_long_ago(shipped: Timeline) -> None:
    standing = shipped.person("andrei_sannikau", on=date(2025, 12, 6)).standing
    assert standing.status != "imprisoned"


# ---------------------------------------------------------------------- explain


def test_between_13_and_16_december_names_changed_and_the_number_did_not(shipped: Timeline) -> None:
    moments = (date(2025, 12, 13), date(2025, 12, 16))
    told = shipped.explain("prisoners", since="2025-12", until="2025-12", between=moments)
    assert bounds(told.before.freed) == bounds(told.after.freed) == (123, 123)
    change = next(one for one in told.changes if one.effect.names.removed)
    assert (change.ref, change.event, change.cause) == (HUNDRED, "corrected", "correction")
    assert change.effect.names.removed == ("valiantsin_stefanovic",)
    assert not change.effect.number_changed
    assert change.effect.freed is not None
    assert change.effect.freed.before == change.effect.freed.after
    assert "Stefanovic" in change.why
    assert not any(one.effect.number_changed for one in told.changes)


@pytest.mark.parametrize("day", [date(2025, 12, 13), date(2025, 12, 16)])
def test_the_totals_of_2025_were_the_same_on_both_days(shipped: Timeline, day: date) -> None:
    freed = shipped.prisoners(since="2025", until="2025-12-13", known_at=day).freed
    assert bounds(freed) == (332, 333)


def test_a_wave_of_pardons_that_became_known_weeks_later_is_a_late_report(shipped: Timeline) -> None:
    told = shipped.explain(since="2024-11", until="2024-12", between=(date(2024, 12, 1), date(2024, 12, 31)))
    late = {one.ref: one for one in told.changes if one.cause == "late_report"}
    assert "release-2024-11-20-pardon-32" in late
    assert all(one.effect.number_changed for one in late.values())
    assert (told.before.freed.lower, told.after.freed.lower) == (31, 112)
