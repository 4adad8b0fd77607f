"""The repairs that the review of the raw data asked for: sanctions, items 2, 12 and 13.

That an answer about 2025 says `renewal_not_recorded` is the projection's to show; here is what it
needs: no act that ends the programme, later acts of it, and the missing extension named in words.
"""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from tests.shipped_pack import every_entry, imported, of_kind
from timeline import Entry, SanctionsChange, Timeline

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def shipped() -> Iterator[Timeline]:
    with imported() as timeline:
        yield timeline


@pytest.fixture(scope="module")
def entries(shipped: Timeline) -> dict[str, Entry]:
    return every_entry(shipped)


def eu_acts(entries: dict[str, Entry]) -> list[SanctionsChange]:
    acts = [fact for fact in of_kind(entries, SanctionsChange).values() if fact.programme == "eu_belarus_sanctions"]
    return sorted(acts, key=lambda fact: (fact.when.latest or date.max, fact.when.text))


def test_item_02_eu_sanctions_never_lapse_by_our_own_dates(entries: dict[str, Entry]) -> None:
    acts = eu_acts(entries)
    assert not {"lifted", "expired", "suspended", "delisted"} & {act.action for act in acts}
    extended = [act for act in acts if act.action == "extended"]
    ends = [act.effective.end.latest for act in extended if act.effective and act.effective.end]
    assert ends == [date(year, 2, 28) for year in (2022, 2023, 2024, 2025, 2027)]
    # Each is decided before the one before it runs out, but for the missing one of February 2025.
    for before, act in zip(ends, extended[1:], strict=False):
        late = act.when.latest is None or before is None or act.when.latest > before
        assert late == (before == date(2025, 2, 28)), act.when


def test_item_02_on_1_june_2022_an_extension_is_in_force_and_on_1_june_2025_later_acts_show_it(
    entries: dict[str, Entry],
) -> None:
    def standing(on: date) -> list[SanctionsChange]:
        return [
            act
            for act in eu_acts(entries)
            if act.action == "extended" and act.when.latest and act.when.latest <= on
            if act.effective and act.effective.end and act.effective.end.latest and act.effective.end.latest >= on
        ]

    assert [act.when.text for act in standing(date(2022, 6, 1))] == ["2022-02"]
    assert standing(date(2025, 6, 1)) == []
    later = [act for act in eu_acts(entries) if act.when.earliest and act.when.earliest > date(2025, 2, 28)]
    assert {"imposed", "tightened", "extended"} <= {act.action for act in later}
    assert "extension of February 2025" in entries["sanctions-2026-02-26-eu-extension"].fact.summary["en"]


def acts_on(entries: dict[str, Entry], target: str) -> list[tuple[str, str, str]]:
    acts = [fact for fact in of_kind(entries, SanctionsChange).values() if target in fact.targets]
    acts.sort(key=lambda fact: (fact.when.latest or date.max, fact.when.text))
    return [(fact.when.text, fact.authority, fact.action) for fact in acts]


def test_item_12_belavia_has_each_us_layer_in_order_and_the_eu_listing_stands(entries: dict[str, Entry]) -> None:
    assert acts_on(entries, "belavia") == [
        ("2021-08-09", "uk_fcdo", "imposed"),
        ("2021-12-02", "eu_council", "imposed"),
        ("2022-04-08", "bis", "imposed"),
        ("2022-06-16", "bis", "imposed"),
        ("2022-12", "bis", "extended"),
        ("2023-06-07", "bis", "extended"),
        ("2023-08-09", "ofac", "imposed"),
        ("2023-08-09", "ofac", "licensed"),
        ("2023-12", "bis", "extended"),
        ("2024-12", "bis", "expired"),
        ("2025-09-11", "united_states", "announced"),
        ("2025-09-11/2025-09-12", "ofac", "licensed"),
        ("2025-09-12", "bis", "licensed"),
        ("2025-11-04", "ofac", "delisted"),
    ]
    assert "financeglobe" not in entries["sanctions-2025-09-12-bis-belavia"].model_dump_json()


def test_item_12_the_potash_companies_acts_lie_in_order(entries: dict[str, Entry]) -> None:
    assert [act for act in acts_on(entries, "belaruskali") if act[1] in ("ofac", "united_states")] == [
        ("2021-08-09", "ofac", "licensed"),
        ("2021-08-09", "ofac", "imposed"),
        ("2025-12-15", "ofac", "licensed"),
        ("2026-03-19", "united_states", "announced"),
    ]
    assert ("2022-06-03", "eu_council", "imposed") in acts_on(entries, "belaruskali")
    assert acts_on(entries, "potash_sector")[-1] == ("2025-12-13", "united_states", "announced")
    assert not [act for act in acts_on(entries, "belaruskali") if act[2] in ("lifted", "delisted")]


def test_item_13_order_listing_licence_and_directive_are_separate(entries: dict[str, Entry]) -> None:
    acts = of_kind(entries, SanctionsChange)
    assert {fact.when.text for ref, fact in acts.items() if "gl-2" in ref} == {"2021-04"}
    for day, measures in (
        ("2021-08-09", {"framework", "listing", "general licence"}),
        ("2021-12-02", {"listing", "general licence", "debt restriction"}),
    ):
        us = [fact for fact in acts.values() if fact.when.text == day and fact.authority in ("ofac", "united_states")]
        assert {fact.measure for fact in us} == measures
        assert len(us) == 3
    debt = acts["sanctions-2021-12-02-ofac-directive-1"]
    assert set(debt.targets) == {"ministry_finance_belarus", "development_bank_belarus"}
    listings = [fact for fact in acts.values() if fact.authority == "ofac" and fact.measure == "listing"]
    assert not {target for fact in listings for target in fact.targets} & set(debt.targets)
    assert not set(acts["sanctions-2026-03-19-us-announced-listed"].targets) & set(debt.targets)


def test_item_13_every_gap_between_eu_totals_is_named_where_it_opens(entries: dict[str, Entry]) -> None:
    totals = [(ref, fact) for ref, fact in of_kind(entries, SanctionsChange).items() if fact.authority == "eu_council"]
    totals = sorted((item for item in totals if item[1].total), key=lambda item: item[1].when.latest or date.max)
    unexplained = []
    for (_, before), (ref, after) in pairwise(totals):
        for part in ("people", "entities"):
            old, new = getattr(before.total, part), getattr(after.total, part)
            added = getattr(after.listed, part, None)
            if old and new and new.value != old.value + (added.value if added else 0) and not after.summary:
                unexplained.append((ref, part))
    assert unexplained == []
