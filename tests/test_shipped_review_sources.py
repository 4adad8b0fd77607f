"""The repairs that the review of the raw data asked for: sources, counters and shapes, items 16 to 20.

The written mapping of item 20 is prose: here is what it leads to. Items 21 to 25 are in
`test_shipped_review_words.py`.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.shipped_pack import every_entry, imported, of_kind, release_of
from timeline import Claim, Entry, Incident, Meeting, PrisonerCount, Release, Timeline

if TYPE_CHECKING:
    from collections.abc import Iterator

STATE_MEDIA = re.compile(
    r"\b(BelTA|SB|ONT|Pul Pervogo|news\.by|Radio Belarus|TASS|RIA Novosti|Sputnik|Xinhua|Mehr|Anadolu|KUNA|TRT)\b"
)


@pytest.fixture(scope="module")
def shipped() -> Iterator[Timeline]:
    with imported() as timeline:
        yield timeline


@pytest.fixture(scope="module")
def entries(shipped: Timeline) -> dict[str, Entry]:
    return every_entry(shipped)


def every_claim(entries: dict[str, Entry]) -> Iterator[tuple[str, Claim]]:
    for ref, entry in entries.items():
        yield from ((ref, claim) for claim in entry.claims)
        yield from ((ref, claim) for link in entry.links for claim in link.claims)


def house(publisher: str) -> str:
    """The publisher without the way it was found: "Reuters via X", "Reuters (X)" and "Reuters" are one house."""
    name = re.sub(r" via .*| \(.*\)", "", publisher)
    return {"Associated Press": "AP", "Viasna Human Rights Centre": "Viasna"}.get(name, name)


def test_item_16_what_has_no_source_is_not_there(entries: dict[str, Entry]) -> None:
    # The departure of August 2020, the invasion, the Nobel prize, the death and the appointment of late 2022.
    days = {"2020-08-11", "2022-10-07", "2022-11-26", "2022-12-13"}
    assert not days & {entry.fact.when.text for entry in entries.values()}
    assert not [ref for ref, fact in of_kind(entries, Incident).items() if fact.category in ("death", "departure")]
    assert [ref for ref, entry in entries.items() if entry.fact.when.text == "2022-02-24"] == [
        "sanctions-2022-02-24-ofac"
    ]


def test_item_16_one_house_or_mirrors_alone_never_give_high_confidence(entries: dict[str, Entry]) -> None:
    for entry in entries.values():
        own = [claim for claim in entry.claims if claim.stance == "supports" and claim.source.derives_from is None]
        if len({house(claim.source.publisher) for claim in own}) < 2:
            assert entry.confidence != "high", entry.ref
        if not {claim.source.kind for claim in own} - {"mirror", "digest", "social", "unknown", None}:
            assert entry.confidence == "low", entry.ref


def test_item_16_weak_and_wrong_sources_are_replaced(entries: dict[str, Entry]) -> None:
    weak = {"covidnews.how", "news-front.su", "financeglobe.top", "kudupinter.com", "noclickba.it", "abc30.action.news"}
    hosts = {urlsplit(claim.source.url).hostname or "" for _, claim in every_claim(entries) if claim.source.url}
    assert not [host for host in hosts if any(host == bad or host.endswith("." + bad) for bad in weak)]


def test_item_16_addresses_are_clean(entries: dict[str, Entry]) -> None:
    dirty = re.compile(r"^(stage|staging|webiis\d+|test|dev|localhost|preview|print|wp|rss)\.|\.$|^[\d.]+$")
    tracks = re.compile(r"[?&](utm_[a-z]+|BC|fbclid|gclid|source)=|\?$")
    found = {
        claim.source.url
        for _, claim in every_claim(entries)
        if claim.source.url
        if (parts := urlsplit(claim.source.url)).port is not None
        or parts.scheme not in ("http", "https")
        or dirty.search(parts.hostname or ".")
        or tracks.search(claim.source.url)
    }
    assert found == set()


def test_item_16_state_media_are_labelled_as_such(entries: dict[str, Entry]) -> None:
    # Copies of state media elsewhere are mirrors or digests that say what they derive from.
    unlabelled = {
        (claim.source.publisher, claim.source.kind)
        for _, claim in every_claim(entries)
        if STATE_MEDIA.search(re.sub(r"\(.*\)", "", claim.source.publisher))
        and claim.source.kind != "state_media"
        and not (claim.source.kind in ("mirror", "digest") and claim.source.derives_from)
    }
    assert unlabelled == set()


def test_item_16_one_address_is_one_kind_of_source_everywhere(entries: dict[str, Entry]) -> None:
    kinds: dict[str, set[tuple[str | None, bool]]] = {}
    for _, claim in every_claim(entries):
        if claim.source.url:
            kinds.setdefault(claim.source.url, set()).add((claim.source.kind, claim.source.derives_from is None))
    assert {url: sorted(map(str, found)) for url, found in kinds.items() if len(found) > 1} == {}


def test_item_16_one_address_is_one_publisher_everywhere(entries: dict[str, Entry]) -> None:
    names: dict[str, set[tuple[str, str | None]]] = {}
    for _, claim in every_claim(entries):
        if claim.source.url:
            names.setdefault(claim.source.url, set()).add((claim.source.publisher, claim.source.derives_from))
    assert {url: sorted(map(str, found)) for url, found in names.items() if len(found) > 1} == {}


def test_item_16_an_unsigned_text_is_of_unknown_kind_and_an_authority_is_read_at_its_own_address(
    entries: dict[str, Entry],
) -> None:
    sources = [claim.source for _, claim in every_claim(entries)]
    assert {source.kind for source in sources if source.publisher == "chnnn"} == {"unknown"}
    assert [source.publisher for source in sources if source.kind == "official" and not source.url] == []


def test_a_claim_about_a_summary_is_about_its_text(entries: dict[str, Entry]) -> None:
    assert [ref for ref, claim in every_claim(entries) if claim.scope in ("title", "summary")] == []


def test_item_17_counters_are_actors_and_who_reports_them_is_the_source(
    entries: dict[str, Entry], shipped: Timeline
) -> None:
    counts = of_kind(entries, PrisonerCount)
    counters = {fact.counted_by for fact in counts.values() if fact.counted_by}
    agencies = {"associated_press", "reuters", "meduza", "pozirk", "pul_pervogo"}
    assert counters == agencies | {"viasna", "dissidentby", "hrw"}
    assert all(shipped.actor(counter).type == "organisation" for counter in counters)
    through_others = [
        claim.asserted_by
        for ref, fact in counts.items()
        if fact.counted_by == "viasna"
        for claim in entries[ref].claims
        if claim.scope == "entry" and claim.asserted_by
    ]
    assert set(through_others) <= {"viasna", "pavel_latushka"}


def test_item_17_a_count_without_a_counter_says_that_nobody_is_named(entries: dict[str, Entry]) -> None:
    silent = re.compile(r"not (named|say|said|name|clear)|no organisation is named|organisations signed|ambiguous")
    for ref, fact in of_kind(entries, PrisonerCount).items():
        if fact.counted_by is None:
            assert silent.search(fact.definition or ""), (ref, fact.definition)


def test_item_18_releases_have_populations_a_mode_and_outcomes(entries: dict[str, Entry]) -> None:
    for ref, release in of_kind(entries, Release).items():
        assert release.populations, ref
        assert release.model_fields_set >= {"mode", "by"}, ref
        assert not [person for person in release.named if person.outcome == "unknown"], ref
        assert release.named_complete == (len(release.named) == release.people.value), ref


def test_item_18_nine_of_the_52_are_named_and_the_list_is_not_complete(entries: dict[str, Entry]) -> None:
    release = release_of(entries["release-2025-09-11-vilnius-52"])
    assert (len(release.named), release.named_complete) == (9, False)
    assert {person.outcome for person in release.named} == {"refused_to_leave", "deported"}


def test_item_19_dates_are_as_sure_as_their_sources(shipped: Timeline, entries: dict[str, Entry]) -> None:
    assert entries["meeting-2025-02-12-smith-minsk"].fact.when.text == "2025-02-12~"
    assert entries["statement-2025-10-29-coale-balloons"].fact.when.text == "2025-10-29~"
    assert entries["statement-2025-12-18-lukashenko-big-deal"].fact.when.text == "2025-12-18~"
    assert entries["incident-2026-01-30-tsikhanouskaya-office-warsaw"].first.when.text == "2026-01-30~"
    assert entries["sanctions-2023-02-27-eu-extension"].fact.when.text == "2023-02-27"
    reopening = shipped.entry("incident-2025-09-25-poland-reopens-border", known_at=date(2025, 9, 24))
    assert {claim.modality for claim in reopening.claims} == {"announced"}


def test_item_20_kinds_without_a_class_of_their_own_are_incidents_with_a_category_or_meetings(
    entries: dict[str, Entry],
) -> None:
    incidents = of_kind(entries, Incident)
    assert not [ref for ref, fact in incidents.items() if fact.category in (None, "other")]
    assert {fact.category for fact in incidents.values()} == {
        "airspace", "award", "border", "election", "embassy", "emergency", "invitation", "membership", "office_move",
        "protection", "visa",
    }  # fmt: skip
    assert "meeting-2025-02-12-smith-minsk" in of_kind(entries, Meeting)
