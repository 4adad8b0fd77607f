"""Every shipped entry: its sources, typed content, words and ties, and that nothing of the raw data is lost."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from tests.shipped_pack import events, every_entry, imported, of_kind, own_words
from timeline import Appointment, Entry, PartialDate, SanctionsChange, Statement, Timeline

if TYPE_CHECKING:
    from collections.abc import Iterator

# The 209 dated facts that the timeline was made from, by the kind they became; those of one kind and day are one date.
FACTS = {
    "call": "2020-10-24 2025-08 2025-08-15",
    "meeting": "2020-02-01 2025-02-12 2025-06-21 2025-09-11 2025-10-27 2025-12-12/2025-12-13 2026-03-19",
    "negotiation": "2025-11-26",
    "person_status": "2025-09-11 2025-09-15 2025-11-21 2025-12-13 2026-01-21 2026-03-19",
    "appointment": """2020-04-20 2020-07 2020-12-15 2024-06-27 2024-11-27 2025-03-10 2025-03-15 2025-11-09 2026-01""",
    "arrest": """2020-05 2020-05-29 2020-06 2020-09-07 2021-03-25 2021-04 2021-05-23 2021-07-06 2021-07-14 2021-09-06
        2021-12-14 2022-06-08 2022-09 2023-02 2023-03-03 2023-03-06 2023-06-20 2024-12 2025-01-01/2025-12-01 2025-04
        2025-05 2025-06 2025-09-04""",
    "incident": """2020-08-09 2021-04 2021-06-03 2022-02-28 2025-01-26 2025-03-25 2025-08-15 2025-09-12 2025-09-25
        2025-10-07 2025-10-22 2025-10-26/2025-10-29 2025-11-17 2025-11-20 2025-12-09 2026-01-18/2026-01-19 2026-01-20
        2026-01-30 2026-02-19""",
    "release": """2020-10-27 2023-05-22 2023-06 2024-06-28/2024-06-29 2024-07 2024-07-30 2024-08-01 2024-08-16
        2024-09-04 2024-09-16 2024-11-07 2024-11-20 2024-12-09 2024-12-28 2025-01-18 2025-01-26 2025-02-12 2025-04-30
        2025-05-07 2025-06-21 2025-07-02 2025-09-11 2025-09-16 2025-11-20 2025-11-22 2025-12-13 2025-12-30 2026-02-19
        2026-03-05 2026-03-19""",
    "statement": """../2025-12-05 2025-06-21 2025-08-15 2025-09-09 2025-09-11 2025-09-30 2025-10-21 2025-10-23
        2025-10-29 2025-10-31 2025-11-09 2025-11/2025-12 2025-12-13 2025-12-18 2026-02-11""",
    "prisoner_count": """2020-08-09 2020-12 2021-12-24 2022-02-01 2023-02-27 2023-03-01 2023-11-20 2024-05-21 2024-08
        2024-08-09 2024-12-28 2024-12-30 2025-01-01/2025-12-01 2025-01-18 2025-01-27 2025-06-03 2025-07-01 2025-07-02
        2025-09-11 2025-09-17 2025-09-22/2025-09-23 2025-09-23 2025-09-26 2025-09-30 2025-11-25 2025-11~ 2025-12
        2025-12-05 2025-12-12 2025-12-13 2025-12-15 2025-12-23 2025-12-31 2026-02-19 2026-03-05 2026-03-19""",
    "sanctions_change": """2020-09-29 2020-10 2020-11 2020-12-17 2021-02-25 2021-04 2021-06-21 2021-06-24 2021-08-09
        2021-12-02 2022-02 2022-02-24 2022-03-02 2022-03-09 2022-06-16 2023-02-27 2023-03-24 2023-06-08 2023-08-03
        2023-08-09 2023-12-05 2024-02-26 2024-04-12 2024-06-29 2024-08-05 2024-08-08 2024-08-09 2024-12-16 2025-01-27
        2025-03-27 2025-06-09 2025-09-11 2025-09-11/2025-09-12 2025-09-12 2025-11-04 2025-12-13 2025-12-15 2026-02-18
        2026-02-26 2026-03-19""",
}
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip
# Days ahead that were already announced when the entry was recorded: ends of licences and closures, a ceremony, an
# election; the yearly day of a law, and a misprint that the entry names as one.
ANNOUNCED_AHEAD = {
    "count-2026-03-05-viasna-1140",
    "sanctions-2024-us-emergency",
    "arrest-2020-06-18-viktar-babaryka",
    "incident-2021-06-03-us-embassy-staff-cut",
    "incident-2025-10-22-sakharov-prize-poczobut",
    "incident-2025-10-26-lithuania-closes-border",
    "sanctions-2021-04-ofac-gl-2h",
    "sanctions-2021-06-24-eu-sectoral",
    "sanctions-2021-08-09-ofac-gl-4",
    "sanctions-2021-12-02-ofac-gl-5",
}


@pytest.fixture(scope="module")
def shipped() -> Iterator[Timeline]:
    with imported() as timeline:
        yield timeline


@pytest.fixture(scope="module")
def entries(shipped: Timeline) -> dict[str, Entry]:
    return every_entry(shipped)


def test_every_entry_has_a_source_and_typed_content_beyond_its_title(entries: dict[str, Entry]) -> None:
    for ref, entry in entries.items():
        assert any(claim.scope == "entry" and claim.stance == "supports" for claim in entry.claims), ref
        fields = entry.fact.model_dump(exclude={"kind", "when", "when_verbatim", "title", "summary", "place"})
        assert [name for name, value in fields.items() if value not in (None, (), {}, [], False)], ref


def test_every_link_has_a_source_and_leads_to_an_entry_that_stands(entries: dict[str, Entry]) -> None:
    for ref, entry in entries.items():
        for link in entry.links:
            assert link.claims, ref
            assert link.to != ref
            assert entries[link.to].status in ("standing", "disputed"), (ref, link.to)


def test_every_dated_fact_of_the_raw_data_is_in_the_timeline(entries: dict[str, Entry]) -> None:
    lost = []
    for kind, text in FACTS.items():
        whens = [entry.fact.when for entry in entries.values() if entry.kind == kind]
        for fact in map(PartialDate, text.split()):
            first, last = fact.earliest or date.min, fact.latest or date.max
            if not any((when.earliest or date.min) <= last and first <= (when.latest or date.max) for when in whens):
                lost.append((kind, fact.text))
    assert lost == []


def test_a_kind_has_at_least_as_many_entries_as_days_in_the_raw_data(entries: dict[str, Entry]) -> None:
    for kind, text in FACTS.items():
        assert sum(entry.kind == kind for entry in entries.values()) >= len(text.split()), kind


def test_titles_are_short_plain_and_unique_on_their_day(entries: dict[str, Entry]) -> None:
    seen: dict[tuple[str, str], str] = {}
    for ref, entry in entries.items():
        title = entry.fact.title["en"]
        assert 10 <= len(title) <= 160, ref
        assert not title.endswith("."), ref
        assert seen.setdefault((entry.fact.when.text, title), ref) == ref
        assert len(entry.fact.summary.get("en", "")) <= 400, ref


BARRED = re.compile(
    r"\b(regime|dictator\w*|authoritarian|self-proclaimed|so-called|seiz\w+|hostages?|puppet|tyran\w+|terrorist|"
    r"freed by the (US|United States)|fraudulent|sham|rigged)\b",
    re.IGNORECASE,
)


def test_own_words_hold_nothing_loaded(entries: dict[str, Entry]) -> None:
    said = [(ref, field, text) for ref, entry in entries.items() for field, text in own_words(entry)]
    assert [found for found in said if BARRED.search(found[2])] == []


def test_extremism_stands_in_quotation_marks_only(entries: dict[str, Entry]) -> None:
    said = [(ref, text) for ref, entry in entries.items() for _, text in own_words(entry)]
    assert [found for found in said if re.search(r'(?<!")\bextremis', found[1])] == []


def test_lukashenko_has_no_title_in_our_own_voice(entries: dict[str, Entry]) -> None:
    others = re.compile(
        r"(Vice )?President (of the United States|of Ukraine|Mike Pence)|US Vice President|president-elect|"
        r"US president|Presidential Administration|[Pp]residential (election|candidate|fleet)"
    )
    said = [(ref, others.sub("", text)) for ref, entry in entries.items() for _, text in own_words(entry)]
    assert [found for found in said if re.search(r"\bpresident", found[1], re.IGNORECASE)] == []


def test_exchange_and_deal_are_only_attributed(entries: dict[str, Entry]) -> None:
    attributed = re.compile(r"\b(says?|said|calls?|called|reported|by .*account)\b|:|^in exchange", re.IGNORECASE)
    unattributed = [
        (ref, sentence)
        for ref, entry in entries.items()
        if not isinstance(entry.fact, Statement)
        for field, text in own_words(entry)
        if field.startswith(("title", "summary", "what"))
        for sentence in re.split(r"(?<=\.) ", text)
        if re.search(r"\b(exchange|swap|deal)\b", sentence) and not attributed.search(sentence)
    ]
    assert unattributed == []


def test_whoever_calls_people_political_prisoners_or_arrests_political_is_named(entries: dict[str, Entry]) -> None:
    political = re.compile(r"politically|political (prisoners?|reasons)")
    named = re.compile(r"\bby \S|\bsays?\b|:|counter is not named|no number given", re.IGNORECASE)
    titles = {ref: entry.fact.title["en"] for ref, entry in entries.items()}
    assert {ref: title for ref, title in titles.items() if political.search(title) and not named.search(title)} == {}


def test_no_summary_tells_what_was_not_yet_known(entries: dict[str, Entry]) -> None:
    # A day without a year is one of the year in which the entry was recorded.
    told = re.compile(rf"(?:(\d{{1,2}}) ({'|'.join(MONTHS)})|({'|'.join(MONTHS)}))(?: (\d{{4}}))?")
    ahead = []
    for event in events():
        fact: dict[str, Any] = event["data"].get("fact", {})
        recorded = date.fromisoformat(event["recorded"][:10])
        for text in fact.get("summary", {}).values():
            for day, month, bare, year in told.findall(text):
                if year or day:
                    on = date(int(year or recorded.year), MONTHS.index(month or bare) + 1, int(day or 1))
                    if on > recorded and event["ref"] not in ANNOUNCED_AHEAD:
                        ahead.append((event["ref"], recorded.isoformat(), on.isoformat()))
    assert ahead == []


def test_an_authority_is_one_body_that_belongs_to_one_state_or_union(
    shipped: Timeline, entries: dict[str, Entry]
) -> None:
    register = shipped.register()
    wholes = {"united_states", "european_union", "united_kingdom", "canada", "ukraine"}
    for ref, fact in of_kind(entries, SanctionsChange).items():
        whole = register.above(fact.authority) & wholes
        assert len(whole) == 1, ref
        assert fact.programme is None or register.above(fact.programme) & wholes == whole, ref


def test_listings_under_another_programme_are_not_filed_under_the_belarus_programme(entries: dict[str, Entry]) -> None:
    first = of_kind(entries, SanctionsChange)["sanctions-2020-09-29-uk"]
    assert "human rights sanctions" in first.summary["en"]
    assert first.programme != "uk_belarus_sanctions"


def test_nobody_is_announced_as_envoy_for_belarus_before_november_2025(entries: dict[str, Entry]) -> None:
    offices = [fact for fact in of_kind(entries, Appointment).values() if fact.office == "us_special_envoy_belarus"]
    assert [(fact.person, fact.change, fact.when.text) for fact in offices] == [
        ("john_coale", "announced", "2025-11-09")
    ]
    before = [
        (ref, text)
        for ref, entry in entries.items()
        if (entry.fact.when.latest or date.max) < date(2025, 11, 1)
        for _, text in own_words(entry)
        if "Coale" in text and "envoy for Belarus" in text
    ]
    assert before == []


def test_every_tie_leads_where_its_words_say(entries: dict[str, Entry]) -> None:
    said = entries["statement-2025-11-09-trump-coale-100-released"]
    assert [(link.kind, link.to) for link in said.links] == [("part_of", "appointment-2025-11-09-john-coale-belarus")]


@pytest.mark.parametrize(
    ("ref", "kind", "to"),
    [
        ("release-2025-12-13-ukraine-lithuania-123", "follows", "negotiation-2025-11-26-us-belarus-prisoners"),
        ("release-2026-02-19-mikola-statkevich", "follows", "release-2025-09-11-vilnius-52"),
        ("status-2025-09-11-mikola-statkevich-refuses", "follows", "release-2025-09-11-vilnius-52"),
        ("release-2025-11-20-priests-2", "follows", "meeting-2025-10-27-gugerotti-minsk"),
    ],
)
def test_what_came_of_it_is_tied_to_what_it_came_from(entries: dict[str, Entry], ref: str, kind: str, to: str) -> None:
    assert (kind, to) in {(link.kind, link.to) for link in entries[ref].links}


def test_what_a_named_list_rests_on_is_whoever_published_the_list(entries: dict[str, Entry]) -> None:
    lists = [claim for claim in entries["release-2026-03-19-pardon-250"].claims if claim.scope == "named"]
    assert {claim.asserted_by for claim in lists} == {None}
    assert not any("without-documents" in (claim.source.url or "") for claim in lists)
    assert len({claim.source.publisher for claim in lists if claim.source.derives_from is None}) >= 2
