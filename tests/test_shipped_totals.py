"""The totals of the shipped timeline, and that nobody is counted twice.

They are counted by the plain rule of `tests/shipped_pack.py`: a release that is part of another
never adds; covered are `people`; let go are `people` less whoever refused to leave or was sent back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.shipped_pack import (
    claims_at,
    counted,
    covered,
    every_entry,
    freed,
    holds,
    imported,
    let_go,
    part_of_a_release,
    release_of,
)
from timeline import Interval, PrisonerCount, Release, Timeline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline import Entry

GERMAN = "release-2024-07-30-pardon-german-citizen"
FIVE = "release-2024-06-28-ukrainians-5"
FIFTY_TWO = "release-2025-09-11-vilnius-52"
HUNDRED = "release-2025-12-13-ukraine-lithuania-123"
STATKEVICH = "release-2026-02-19-mikola-statkevich"


@pytest.fixture(scope="module")
def shipped() -> Iterator[Timeline]:
    with imported() as timeline:
        yield timeline


@pytest.fixture(scope="module")
def entries(shipped: Timeline) -> dict[str, Entry]:
    return every_entry(shipped)


def without(found: list[Entry], *refs: str) -> list[Entry]:
    assert {entry.ref for entry in found} >= set(refs)
    return [entry for entry in found if entry.ref not in refs]


def test_june_2025_is_the_one_release_of_14(entries: dict[str, Entry]) -> None:
    found = counted(entries.values(), "2025-06-01", "2025-06-30")
    assert [entry.ref for entry in found] == ["release-2025-06-21-vilnius-14"]
    assert covered(found) == let_go(found) == Interval(14, 14)


def test_on_11_september_2025_52_were_pardoned_and_51_left(entries: dict[str, Entry]) -> None:
    found = counted(entries.values(), "2025-09-11", "2025-09-11")
    assert [entry.ref for entry in found] == [FIFTY_TWO]
    release = release_of(found[0])
    assert (release.people.value, release.mode) == (52, "pardon")
    assert [(part.place, part.people.value) for part in release.destinations] == [("lithuania", 51)]
    assert freed(release) == Interval(51, 52)


def test_november_2025_is_31_ukrainians_and_two_priests(entries: dict[str, Entry]) -> None:
    found = counted(entries.values(), "2025-11-01", "2025-11-30")
    assert [entry.ref for entry in found] == ["release-2025-11-20-priests-2", "release-2025-11-22-ukrainians-31"]
    assert let_go(found) == Interval(33, 33)
    priests, ukrainians = map(release_of, found)
    assert priests.people.value == len(priests.named) == 2
    assert ukrainians.nationalities["UA"].value == ukrainians.people.value == 31


def test_on_13_december_2025_114_went_to_ukraine_and_9_to_lithuania(entries: dict[str, Entry]) -> None:
    found = counted(entries.values(), "2025-12-13", "2025-12-13")
    assert [entry.ref for entry in found] == [HUNDRED]
    release = release_of(found[0])
    assert covered(found) == let_go(found) == Interval(123, 123)
    assert {part.place: part.people.value for part in release.destinations} == {"ukraine": 114, "lithuania": 9}
    assert release.nationalities["UA"].value == 5
    assert (release.nationalities["BY"].lower or 0) >= 109
    assert "109 Belarusians and five Ukrainians" in release.summary["en"]
    assert any(holds(claim.value, 5) for claim in claims_at(found[0], "nationalities.UA"))


def test_a_belarusian_taken_to_lithuania_comes_on_top_of_the_109_in_ukraine(entries: dict[str, Entry]) -> None:
    release = release_of(entries[HUNDRED])
    elsewhere = [person for person in release.named if person.destination == "lithuania"]
    assert [person.person for person in elsewhere] == ["ales_bialiatski"]
    assert release.nationalities["BY"].lower == 109 + len(elsewhere)


def test_on_19_march_2026_235_stayed_and_15_were_taken_to_lithuania(entries: dict[str, Entry]) -> None:
    found = counted(entries.values(), "2026-03-19", "2026-03-19")
    assert [entry.ref for entry in found] == ["release-2026-03-19-pardon-250"]
    assert {p.place: p.people.value for p in release_of(found[0]).destinations} == {"belarus": 235, "lithuania": 15}
    assert let_go(found) == Interval(250, 250)


def test_2024_is_227_in_waves_228_with_the_german_citizen_233_with_five_ukrainians(entries: dict[str, Entry]) -> None:
    year = counted(entries.values(), "2024-01-01", "2024-12-31")
    assert covered(year) == let_go(year) == Interval(233, None)
    assert covered(without(year, FIVE)) == Interval(228, None)
    assert covered(without(year, FIVE, GERMAN)) == Interval(227, None)


def test_by_1_july_2025_311_and_by_12_december_437_had_been_covered(entries: dict[str, Entry]) -> None:
    # The press and Viasna count without the German citizen and without the five Ukrainians of June 2024.
    # "At least 18" in July 2024 leaves the upper end open.
    july = without(counted(entries.values(), "2024-07-01", "2025-07-01"), GERMAN)
    december = without(counted(entries.values(), "2024-07-01", "2025-12-12"), GERMAN)
    assert covered(july) == let_go(july) == Interval(311, None)
    assert covered(december) == Interval(437, None)
    assert let_go(december) == Interval(436, None)  # one of the 52 refused to leave


def test_the_enumerated_sums_fit_what_agencies_and_hrw_report(entries: dict[str, Entry]) -> None:
    july = without(counted(entries.values(), "2024-07-01", "2025-07-01"), GERMAN)
    december = without(counted(entries.values(), "2024-07-01", "2025-12-12"), GERMAN)
    for ref, own in (
        ("count-2025-07-01-ap-more-than-300-pardoned", july),
        ("count-2025-06-hrw-314-released", july),
        ("count-2025-12-12-ap-more-than-430-released", december),
    ):
        reported = entries[ref].fact
        assert isinstance(reported, PrisonerCount)
        assert reported.basis == "cumulative"
        assert reported.count.interval.overlaps(covered(own)), ref


def test_from_september_to_6_december_2025_it_is_109_to_110(entries: dict[str, Entry]) -> None:
    found = counted(entries.values(), "2025-09-01", "2025-12-06")
    assert let_go(found) == Interval(109, 110)
    assert covered(found) == Interval(110, 110)


def test_what_is_part_of_a_release_never_adds_in_any_period(entries: dict[str, Entry]) -> None:
    parts = {ref for ref, entry in entries.items() if entry.kind == "release" and part_of_a_release(entry)}
    assert parts == {"release-2024-08-01-ankara-exchange"}
    for start, end in (("2024-08-01", "2024-08-01"), ("2024-01-01", "2024-12-31"), ("2020-01-01", "2026-12-31")):
        assert not parts & {entry.ref for entry in counted(entries.values(), start, end)}


def test_the_german_citizen_counts_once(entries: dict[str, Entry]) -> None:
    found = counted(entries.values(), "2024-07-30", "2024-08-01")
    assert [entry.ref for entry in found] == [GERMAN]
    assert covered(found) == Interval(1, 1)


def test_statkevich_is_once_covered_and_once_released(entries: dict[str, Entry]) -> None:
    refs = [
        entry.ref
        for entry in counted(entries.values(), "2020-01-01", "2026-12-31")
        if any(person.person == "mikola_statkevich" for person in release_of(entry).named)
    ]
    assert refs == [FIFTY_TWO, STATKEVICH]
    assert freed(release_of(entries[FIFTY_TWO])) == Interval(51, 52)
    assert freed(release_of(entries[STATKEVICH])) == Interval(1, 1)
    assert not part_of_a_release(entries[STATKEVICH])


def test_nobody_else_is_named_in_two_releases_that_add(entries: dict[str, Entry]) -> None:
    seen: dict[str, list[str]] = {}
    for entry in counted(entries.values(), "2010-01-01", "2026-12-31"):
        for person in release_of(entry).named:
            seen.setdefault(person.person, []).append(entry.ref)
    assert {person for person, refs in seen.items() if len(refs) > 1} == {"mikola_statkevich"}


def test_no_two_releases_of_the_same_days_have_the_same_number(entries: dict[str, Entry]) -> None:
    releases = [entry for entry in entries.values() if isinstance(entry.fact, Release) and not part_of_a_release(entry)]
    twins = [
        (one.ref, other.ref)
        for index, one in enumerate(releases)
        for other in releases[index + 1 :]
        if release_of(one).people == release_of(other).people
        and (one.fact.when.earliest, one.fact.when.latest) == (other.fact.when.earliest, other.fact.when.latest)
    ]
    assert twins == []


def test_running_totals_and_statements_are_never_releases(entries: dict[str, Entry]) -> None:
    figures = {release_of(entry).people.value for entry in entries.values() if entry.kind == "release"}
    assert not figures & {100, 115, 156, 227, 232, 300, 314, 342, 405, 430, 569, 1000, 1300}


def test_monthly_arrests_do_not_add_to_the_count_of_the_whole_period_they_lie_in(entries: dict[str, Entry]) -> None:
    whole = entries["arrest-2025-01-01-dissidentby-438"]
    for ref in ("arrest-2025-05-viasna-more-than-100", "arrest-2025-06-viasna-60"):
        assert ("part_of", whole.ref) in {(link.kind, link.to) for link in entries[ref].links}, ref


def test_a_person_who_refused_or_was_sent_back_lowers_only_the_lower_bound() -> None:
    release = Release.model_validate(
        {
            "when": "2030",
            "people": 3,
            "named": [
                {"person": "one", "outcome": "refused_to_leave"},
                {"person": "two", "outcome": "returned_to_custody"},
                {"person": "three", "outcome": "freed"},
            ],
        }
    )
    assert freed(release) == Interval(1, 3)
