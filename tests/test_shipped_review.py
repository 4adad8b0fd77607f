"""The repairs that the review of the raw data asked for: numbers and states, items 1 to 15.

Each item has a test of its number. How the press counts (item 1) is held in
`test_shipped_totals.py`; items 2, 12 and 13 are in `test_shipped_review_sanctions.py`, items 16 to
25 in `test_shipped_review_sources.py`.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, TypeVar

import pytest

from tests.shipped_pack import claims_at, counted, covered, every_entry, holds, imported, of_kind, own_words, release_of
from timeline import (
    Appointment,
    Arrest,
    Entry,
    Interval,
    PersonStatus,
    PrisonerCount,
    Release,
    SanctionsChange,
    Statement,
    Timeline,
)
from timeline.errors import UnknownRefError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline import Fact

FIFTY_TWO = "release-2025-09-11-vilnius-52"
HUNDRED = "release-2025-12-13-ukraine-lithuania-123"
_F = TypeVar("_F")


@pytest.fixture(scope="module")
def shipped() -> Iterator[Timeline]:
    with imported() as timeline:
        yield timeline


@pytest.fixture(scope="module")
def entries(shipped: Timeline) -> dict[str, Entry]:
    return every_entry(shipped)


def is_a(fact: Fact, kind: type[_F]) -> _F:
    assert isinstance(fact, kind)
    return fact


def test_item_01_the_pardon_of_42_is_there_and_completes_the_sums(entries: dict[str, Entry]) -> None:
    release = release_of(entries["release-2025-05-07-pardon-42"])
    assert (release.people.value, release.women and release.women.value, release.men and release.men.value) == (
        42,
        18,
        24,
    )
    assert entries["release-2025-05-07-pardon-42"].confidence == "high"
    without = [
        entry
        for entry in counted(entries.values(), "2024-07-01", "2025-12-12")
        if entry.ref not in ("release-2025-05-07-pardon-42", "release-2024-07-30-pardon-german-citizen")
    ]
    assert covered(without) == Interval(437 - 42, None)


def test_item_03_the_german_citizen_is_one_person_and_15_of_16_came_from_russia(entries: dict[str, Entry]) -> None:
    pardon = release_of(entries["release-2024-07-30-pardon-german-citizen"])
    exchange = entries["release-2024-08-01-ankara-exchange"]
    assert pardon.people.value == release_of(exchange).people.value == 1
    assert {"DE"} == set(pardon.nationalities) == set(release_of(exchange).nationalities)
    assert [(link.kind, link.to) for link in exchange.links] == [
        ("part_of", "release-2024-07-30-pardon-german-citizen")
    ]
    assert any(holds(claim.value, 16) for claim in claims_at(exchange, "people"))
    assert "fifteen of them from Russia" in exchange.fact.summary["en"]


def test_item_04_statkevich_is_one_of_the_52_and_is_released_once(entries: dict[str, Entry]) -> None:
    outcomes = {
        ref: person.outcome
        for ref, release in of_kind(entries, Release).items()
        for person in release.named
        if person.person == "mikola_statkevich"
    }
    assert outcomes == {FIFTY_TWO: "refused_to_leave", "release-2026-02-19-mikola-statkevich": "freed"}
    assert release_of(entries["release-2026-02-19-mikola-statkevich"]).destinations[0].place == "belarus"


def test_item_05_one_authority_an_entry_and_no_event_twice(entries: dict[str, Entry]) -> None:
    acts = of_kind(entries, SanctionsChange)
    by_day: dict[str, set[str]] = {}
    for fact in acts.values():
        by_day.setdefault(fact.when.text, set()).add(fact.authority)
    assert by_day["2020-09-29"] == {"uk_fcdo", "global_affairs_canada"}
    assert by_day["2021-06-21"] == {"eu_council", "ofac", "uk_fcdo", "global_affairs_canada"}
    assert by_day["2024-08-09"] == {"ofac", "uk_fcdo"}
    assert by_day["2025-01-27"] == {"uk_fcdo", "global_affairs_canada"}
    # One verdict, one EU round, one change of minister, no second count from a stale copy.
    verdicts = [fact for fact in of_kind(entries, Arrest).values() if fact.when.text == "2021-12-14"]
    assert [[accused.person for accused in fact.named] for fact in verdicts] == [
        ["siarhei_tsikhanouski", "mikola_statkevich", "ihar_losik"]
    ]
    assert sum(fact.authority == "eu_council" and fact.when.text == "2021-06-21" for fact in acts.values()) == 1
    left = entries["appointment-2024-06-27-siarhei-aleinik-dismissed"]
    assert ("part_of", "appointment-2024-06-27-maksim-ryzhenkov") in {(link.kind, link.to) for link in left.links}
    counts = of_kind(entries, PrisonerCount)
    assert not [ref for ref, fact in counts.items() if fact.when.text == "2025-11-22"]
    stale = list(claims_at(entries["count-2025-09-26-viasna-1184"], "when"))
    assert [(claim.source.publisher, claim.value) for claim in stale] == [("The Kyiv Independent", "2025-11-22")]


def test_item_06_the_headquarters_counts_109_belarusians_and_5_ukrainians(entries: dict[str, Entry]) -> None:
    entry = entries[HUNDRED]
    assert [claim.source.publisher for claim in entry.claims if claim.asserted_by == "coord_hq_pow"] == [
        "Interfax-Ukraine"
    ]
    assert not any(holds(claim.value, 104) for claim in entry.claims)
    assert "kudupinter.com" not in entry.model_dump_json()


def test_item_07_the_40_political_prisoners_are_viasnas_figure_and_hrw_repeats_it(entries: dict[str, Entry]) -> None:
    entry = entries[FIFTY_TWO]
    forty = [
        claim
        for claim in claims_at(entry, "populations")
        if holds(claim.value, [{"population": "political_prisoner", "people": 40}])
    ]
    assert {claim.asserted_by for claim in forty} == {"viasna"}
    assert [claim.value for claim in entry.claims if claim.asserted_by == "hrw"] == [["keith_kellogg"]]
    assert "keith_kellogg" not in release_of(entry).mediators


def test_item_08_the_letter_of_november_names_no_place_and_the_colony_is_one_doubted_source(
    entries: dict[str, Entry],
) -> None:
    letter = is_a(entries["status-2025-11-21-mikola-statkevich-in-prison"].fact, PersonStatus)
    assert (letter.status, letter.place, letter.when.text) == ("imprisoned", None, "2025-11-21")
    assert {claim.asserted_by for claim in entries["status-2025-11-21-mikola-statkevich-in-prison"].claims} >= {
        "belarus_interior_ministry"
    }
    report = entries["status-2025-09-15-mikola-statkevich-reported"]
    assert (report.status, report.confidence) == ("disputed", "low")
    assert {claim.modality for claim in report.claims if claim.asserted_by == "nasha_niva"} == {"alleged"}
    count = is_a(entries["count-2025-11-25-viasna-1246"].fact, PrisonerCount)
    assert (count.count.value, count.basis, count.counted_by) == (1246, "stock", "viasna")


def test_item_09_running_totals_are_cumulative_and_newly_recognised_are_flows_of_their_own(
    entries: dict[str, Entry],
) -> None:
    counts = of_kind(entries, PrisonerCount)
    for ref in (
        "count-2025-01-18-meduza-232-pardoned",
        "count-2025-07-01-ap-more-than-300-pardoned",
        "count-2025-12-12-ap-more-than-430-released",
        "count-2025-12-13-pul-pervogo-156-pardoned",
        "count-2025-12-23-viasna-569-pardoned",
    ):
        assert counts[ref].basis == "cumulative", ref
    for ref, value in (("count-2025-12-viasna-50-recognised", 50), ("count-2025-09-23-recognised-15", 15)):
        fact = counts[ref]
        assert (fact.measure, fact.basis, fact.count.value) == ("newly_recognised", "flow", value)
    for ref, fact in counts.items():
        assert (fact.basis == "stock") == (fact.measure == "held"), ref
        if fact.basis == "stock":
            assert fact.when.precision in ("day", "month") or ref == "count-2025-06-hrw-1177", ref
    assert not [ref for ref in of_kind(entries, Arrest) if "recognised" in ref]


def test_item_10_doubtful_counts_are_held_as_doubtful(entries: dict[str, Entry]) -> None:
    doubtful = entries["count-2025-12-05-1218"]
    assert is_a(doubtful.fact, PrisonerCount).counted_by is None
    assert [claim.source.derives_from for claim in doubtful.claims] == [None, "chnnn"]
    assert doubtful.confidence == "low"
    hrw = is_a(entries["count-2025-12-15-more-than-1100"].fact, PrisonerCount)
    assert (hrw.count.qualifier, hrw.count.value, hrw.counted_by) == ("more_than", 1100, None)
    said = is_a(entries["statement-2025-06-21-tsikhanouskaya-1150-prisoners"].fact, Statement)
    assert said.people is not None
    assert (said.people.qualifier, said.people.value) == ("about", 1150)
    assert not [ref for ref, fact in of_kind(entries, PrisonerCount).items() if fact.count.value == 1150]


def test_item_11_unilateral_and_mediated_are_two_claims(entries: dict[str, Entry]) -> None:
    claims = list(claims_at(entries["release-2025-01-26-us-citizen"], "mediators"))
    assert [(claim.stance, claim.value) for claim in claims] == [
        ("disputes", []),
        ("supports", ["united_states", "christopher_smith"]),
    ]
    assert claims[0].quote
    assert claims[0].quote.text == "unilaterally"


def test_item_11_stefanovic_is_named_as_known_on_13_december_and_not_on_16_december(shipped: Timeline) -> None:
    for known_at, named in ((date(2025, 12, 13), True), (date(2025, 12, 14), True), (date(2025, 12, 16), False)):
        release = release_of(shipped.entry(HUNDRED, known_at=known_at))
        assert ("valiantsin_stefanovic" in {person.person for person in release.named}) is named, known_at
        assert release.people.value == 123
        assert sum(part.people.value or 0 for part in release.destinations) == 123
    assert shipped.entry(HUNDRED).status == "standing"


def test_item_11_the_wrong_name_stays_as_a_claim_and_was_never_a_release_of_its_own(entries: dict[str, Entry]) -> None:
    wrong = [{"person": "valiantsin_stefanovic", "outcome": "freed"}]
    made = [claim for claim in claims_at(entries[HUNDRED], "named") if holds(claim.value, wrong)]
    assert any(claim.asserted_by == "us_embassy_vilnius" for claim in made)
    named = [
        ref
        for ref, release in of_kind(entries, Release).items()
        if any(person.person == "valiantsin_stefanovic" for person in release.named)
    ]
    assert named == ["release-2026-03-19-pardon-250"]


def test_item_14_nothing_computed_is_stored_and_exchanges_are_links_with_claims(entries: dict[str, Entry]) -> None:
    superlative = re.compile(r"\b(largest|biggest|first (direct )?contact|first of the|to date|record number)\b")
    said = [(ref, text) for ref, entry in entries.items() for _, text in own_words(entry)]
    assert [(ref, text) for ref, text in said if superlative.search(text.lower())] == []
    exchanges = {
        (entry.ref, link.to): {(claim.stance, claim.asserted_by) for claim in link.claims}
        for entry in entries.values()
        for link in entry.links
        if link.kind == "in_exchange_for"
    }
    assert set(exchanges) == {
        (FIFTY_TWO, "sanctions-2025-09-11-us-announced-belavia"),
        (HUNDRED, "sanctions-2025-12-13-us-announced-potash"),
        ("release-2026-03-19-pardon-250", "sanctions-2026-03-19-us-announced-listed"),
        ("release-2026-03-19-pardon-250", "sanctions-2026-03-19-us-announced-debt"),
    }
    belavia, potash = "sanctions-2025-09-11-us-announced-belavia", "sanctions-2025-12-13-us-announced-potash"
    assert ("disputes", "gitanas_nauseda") in exchanges[FIFTY_TWO, belavia]
    assert ("supports", "presidential_press_service_belarus") in exchanges[HUNDRED, potash]
    assert all(any(stance == "supports" for stance, _ in claims) for claims in exchanges.values())


def test_item_15_offices_are_appointments_and_a_planned_leaving_is_no_departure(entries: dict[str, Entry]) -> None:
    offices = of_kind(entries, Appointment)
    assert offices["appointment-2020-04-20-julie-fisher-nominated"].change == "nominated"
    assert offices["appointment-2024-11-27-keith-kellogg-selected"].change == "selected"
    leaving = entries["appointment-2026-01-keith-kellogg-leaving"]
    assert {claim.modality for claim in leaving.claims} == {"planned"}
    assert not [ref for ref, fact in of_kind(entries, Statement).items() if "ambassador" in str(fact.title)]


def test_an_entry_that_is_not_shipped_is_unknown(shipped: Timeline) -> None:
    with pytest.raises(UnknownRefError):
        shipped.entry("release-2025-12-13-valiantsin-stefanovic")
