"""Where sources disagree, each side stands: a claim that holds its own value, beside the entry's.

One row for each disagreement of the raw data: the entry, the field, the differing value, and who
gives it (an actor, or the source's publisher). A superlative or a sum that only follows from other
entries ("the first pardon of 2025", "71 so far") is computed, never stored, and has no row; a
remark with no second value (what "lifted" meant) is in the entry's own words.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

from tests.shipped_pack import claims_at, events, holds, imported
from timeline import Interval, PrisonerCount, Quantity, Timeline
from timeline.facts import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

HUNDRED = "release-2025-12-13-ukraine-lithuania-123"
FIFTY_TWO = "release-2025-09-11-vilnius-52"
ENVOY = "appointment-2025-11-09-john-coale-belarus"
BORDER = "incident-2025-10-26-lithuania-closes-border"
VIASNA = "arrest-2023-03-03-viasna-leadership"
UK_2021 = "sanctions-2021-06-21-uk"


def recognised(people: int) -> list[object]:
    return [{"population": "political_prisoner", "people": people}]


CONFLICTS: tuple[tuple[str, str, object, str], ...] = (
    ("arrest-2020-06-18-viktar-babaryka", "when", "2020-07", "Belsat"),
    ("arrest-2020-07-29-vitali-shkliarov", "when", "2020-07-28", "VOA"),
    ("arrest-2020-07-29-vitali-shkliarov", "place", "hrodna", "VOA"),
    ("sanctions-2021-06-21-ofac", "listed.entities", {"value": 6}, "The Strategist"),
    (UK_2021, "listed.people", 7, "GOV.UK"),
    (UK_2021, "listed.entities", {"value": 1}, "GOV.UK"),
    ("sanctions-2023-02-27-eu-extension", "total.people", 243, "Golos.dp.ua"),
    ("sanctions-2023-02-27-eu-extension", "total.entities", {"value": 32}, "Golos.dp.ua"),
    (VIASNA, "named.1.sentence", {"years": 10}, "The Kyiv Independent (Yahoo)"),
    (VIASNA, "summary.en", "65,000 US dollars", "TASS"),
    (VIASNA, "summary.en", "840,000 Belarusian roubles", "The Kyiv Independent (Yahoo)"),
    (VIASNA, "summary.en", "185,000 Belarusian roubles", "OCCRP"),
    ("release-2023-05-raman-pratasevich", "when", "2023-05-16", "roman_protasevich"),
    ("release-2023-05-raman-pratasevich", "when", "2023-05-22", "belta"),
    ("release-2024-06-28-ukrainians-5", "mediators", ["holy_see"], "volodymyr_zelensky"),
    ("release-2024-06-28-ukrainians-5", "mediators", [], "hur_ukraine"),
    ("release-2024-07-30-pardon-german-citizen", "when", "2024-07", "Babel.ua"),
    ("release-2024-07-pardon-early-july", "people", {"value": 8, "qualifier": "at_least"}, "Viasna"),
    ("release-2024-07-pardon-early-july", "people", 16, "Pozirk"),
    ("release-2024-07-pardon-early-july", "mode", "other", "Viasna"),
    ("release-2024-08-01-ankara-exchange", "people", 16, "TVP World"),
    ("release-2024-08-01-ankara-exchange", "people", 26, "aktuelnosti.us"),
    ("sanctions-2024-08-05-eu", "when", "2024-07-26", "Ministry for Foreign Affairs of Finland"),
    ("count-2024-08-09-viasna-1385", "count", {"value": 1395, "qualifier": "more_than"}, "viasna"),
    ("release-2024-11-20-pardon-32", "when", "2024-11-21", "Ukrainska Pravda"),
    ("arrest-2024-12-30-henrykh-akalatovich", "sentence", {"years": 13}, "LifeSite"),
    ("count-2024-12-28-viasna-1253", "count", {"value": 1265, "qualifier": "at_least"}, "viasna"),
    ("count-2025-12-01-dissidentby-24-pardoned", "count", 114, "Charter97"),
    ("release-2025-01-26-us-citizen", "mediators", [], "marco_rubio"),
    ("release-2025-01-26-us-citizen", "mediators", ["united_states", "christopher_smith"], "The Kyiv Independent"),
    ("release-2025-01-26-us-citizen", "summary.en", "early December 2024", "UPI"),
    ("sanctions-2025-01-27-canada", "when", "2025-01-24", "Canada Gazette"),
    ("arrest-2022-09-05-youras-ziankovich", "named.0.sentence", {"years": 13, "months": 6}, "AP (uslive copy)"),
    ("release-2025-05-07-pardon-42", "populations", recognised(42), "Ukrainska Pravda / European Pravda"),
    ("release-2025-06-21-vilnius-14", "nationalities", {"JP": 2, "PL": 3, "US": 1}, "natallia_eismant"),
    ("release-2025-06-21-vilnius-14", "named", [{"person": "ihar_losik"}], "VoxNews"),
    ("release-2025-07-02-pardon-16", "populations", recognised(16), "Pozirk"),
    (FIFTY_TWO, "nationalities.PL", 3, "poland_mfa"),
    (FIFTY_TWO, "nationalities.PL", 2, "belta"),
    (FIFTY_TWO, "destinations.0.people", 52, "gitanas_nauseda"),
    (FIFTY_TWO, "destinations.0.people", 51, "lithuania_border_guard"),
    (FIFTY_TWO, "destinations.0.people", 48, "Babel.ua"),
    (FIFTY_TWO, "populations", recognised(40), "viasna"),
    (FIFTY_TWO, "people", {"value": 50, "qualifier": "about"}, "RBC-Ukraine"),
    (FIFTY_TWO, "mediators", ["keith_kellogg"], "hrw"),
    (FIFTY_TWO, "named.0", {"person": "mikola_statkevich", "outcome": "freed"}, "viasna"),
    ("sanctions-2025-09-11-us-announced-belavia", "action", "lifted", "john_coale"),
    ("sanctions-2025-09-11-us-announced-belavia", "action", "eased", "AP"),
    ("sanctions-2025-09-12-bis-belavia", "when", "2025-09-17", "Radio Svoboda (RFE/RL)"),
    (BORDER, "when", "2025-10-26", "Babel.ua"),
    (BORDER, "when", "2025-10-27", "Babel.ua"),
    (BORDER, "when", "2025-10-28", "Mehr News Agency"),
    (BORDER, "when", "2025-10-29", "TASS"),
    ("sanctions-2023-08-09-ofac", "when", "2021-12", "UNN"),
    ("sanctions-2022-04-08-bis-aircraft-rule", "when", "2022-04", "Export Practitioner"),
    (ENVOY, "change", "selected", "CNA"),
    (ENVOY, "change", "nominated", "LIGA.net"),
    (ENVOY, "change", "appointed", "Rzeczpospolita"),
    (ENVOY, "when", "2025-11-01/2025-11-10~", "chnnn"),
    (HUNDRED, "named", [{"person": "valiantsin_stefanovic", "outcome": "freed"}], "us_embassy_vilnius"),
    (HUNDRED, "named", [{"person": "valiantsin_stefanovic", "outcome": "freed"}], "PBS (AP digest)"),
    (HUNDRED, "named", [{"person": "valiantsin_stefanovic", "outcome": "freed"}], "TVN24"),
    (HUNDRED, "named", [{"person": "valiantsin_stefanovic", "outcome": "freed"}], "wPolityce"),
    ("count-2025-12-15-more-than-1100", "count", {"value": 1110, "qualifier": "about"}, "ales_bialiatski"),
    ("count-2025-12-15-more-than-1100", "count", {"value": 1300, "qualifier": "more_than"}, "WELT"),
    ("count-2025-12-23-viasna-342-pardoned", "definition", "with the mediation of the United States", "UA.NEWS"),
    ("release-2025-12-30-pardon-22", "populations", recognised(22), "UNN"),
    ("incident-2026-01-30-tsikhanouskaya-office-warsaw", "what", "moves her headquarters", "UNN (Rzeczpospolita)"),
    ("release-2026-02-19-mikola-statkevich", "when", "2025-09", "RBC-Ukraine"),
    ("release-2026-03-05-pardon-18", "populations", recognised(15), "LB.ua"),
    ("count-2026-03-05-viasna-1140", "when", "2026-05-05", "viasna"),
    ("release-2026-03-19-pardon-250", "when", "2026-03-20", "Pronews"),
    ("negotiation-2025-11-26-us-belarus-prisoners", "people", {"value": 100, "qualifier": "more_than"}, "Reuters"),
    ("negotiation-2025-11-26-us-belarus-prisoners", "people", {"value": 100, "qualifier": "at_least"}, "reuters"),
    ("count-2025-12-about-100-freed", "count", {"qualifier": "dozens"}, "reuters"),
)

DENIALS: tuple[tuple[str, str, str], ...] = (
    ("call-2020-10-24-pompeo-lukashenko", "topics", "lukashenko"),
    ("statement-2025-12-13-eismant-exchange", "entry", "khochu_zhit_project"),
    ("incident-2020-08-09-presidential-election", "entry", "european_council"),
    ("incident-2025-10-05-balloons-vilnius-airport", "summary.en", "belarus"),
    (HUNDRED, "named", "hrw"),
)


@pytest.fixture(scope="module")
def shipped() -> Iterator[Timeline]:
    with imported() as timeline:
        yield timeline


@pytest.mark.parametrize(("ref", "scope", "value", "by"), CONFLICTS, ids=lambda part: str(part)[:40])
def test_a_disagreement_is_a_claim_that_holds_its_value(
    shipped: Timeline, ref: str, scope: str, value: object, by: str
) -> None:
    claims = claims_at(shipped.entry(ref), scope)
    assert any(holds(claim.value, value) and by in (claim.asserted_by, claim.source.publisher) for claim in claims)


@pytest.mark.parametrize(("ref", "scope", "by"), DENIALS, ids=lambda part: str(part)[:40])
def test_a_denial_is_a_claim_that_disputes(shipped: Timeline, ref: str, scope: str, by: str) -> None:
    assert any(claim.asserted_by == by and claim.stance == "disputes" for claim in claims_at(shipped.entry(ref), scope))


def test_men_and_women_that_add_up_to_one_more_than_the_total_are_kept_as_given(shipped: Timeline) -> None:
    count = shipped.entry("count-2025-12-23-viasna-1135").fact
    assert isinstance(count, PrisonerCount)
    assert (count.count.value, count.women and count.women.value, count.men and count.men.value) == (1135, 168, 968)


def test_a_follow_up_in_another_country_is_an_entry_of_its_own(shipped: Timeline) -> None:
    assert shipped.entry("sanctions-2020-12-18-uk").fact.when.text == "2020-12-18"


@pytest.mark.parametrize(
    ("ref", "scope"),
    sorted({(ref, scope) for ref, scope, value, _ in CONFLICTS if scope in ("when", "count", "people") and value}),
)
def test_a_disputed_date_or_number_is_read_like_the_field_itself(shipped: Timeline, ref: str, scope: str) -> None:
    entry = shipped.entry(ref)
    for claim in claims_at(entry, scope):
        if claim.value is not None:
            corrected = type(entry.fact).model_validate({**entry.fact.model_dump(mode="json"), scope: claim.value})
            assert getattr(corrected, scope) is not None


def test_what_counts_as_holding_a_value() -> None:
    assert holds({"value": 52, "qualifier": "exactly"}, 52)
    assert not holds({"value": 52, "qualifier": "about"}, 52)
    assert not holds(53, 52)
    assert not holds([], [1])
    assert holds({"years": 10, "months": 0}, {"years": 10})
    assert Quantity.model_validate(52).interval == Interval(52, 52)


def at_path(fact: object, path: str) -> object:
    """What stands at a dotted path of a fact, `None` for an optional field that is empty."""
    for part in path.split("."):
        match fact:
            case dict():
                fact = fact[part]
            case list() if part.isdecimal():
                fact = fact[int(part)]
            case _:
                raise LookupError(path)
    return fact


def test_every_claim_is_about_a_field_that_the_fact_had_when_the_claim_was_made() -> None:
    facts: dict[str, dict[str, object]] = {}
    lost = []
    for event in events():
        facts[event["ref"]] = event["data"].get("fact", facts.get(event["ref"], {}))
        if event["type"] == "linked":
            continue
        kind = str(facts[event["ref"]]["kind"])
        for claim in event["data"].get("claims", ()):
            scope = claim["scope"]
            if scope == "entry" or scope in KINDS[kind].model_fields:
                continue
            try:
                at_path(facts[event["ref"]], scope)
            except (LookupError, KeyError):
                lost.append((event["ref"], event["type"], scope))
    assert lost == []


def test_every_value_has_the_shape_of_the_field_it_is_about() -> None:
    facts: dict[str, dict[str, object]] = {}
    misfits = []
    for event in events():
        fact = facts[event["ref"]] = event["data"].get("fact", facts.get(event["ref"], {}))
        for claim in event["data"].get("claims", ()):
            scope, value = claim["scope"], claim.get("value")
            if value is None or event["type"] == "linked":
                continue
            changed = json.loads(json.dumps(fact))
            changed.pop("title", None)
            *path, last = scope.split(".")
            place = at_path(changed, ".".join(path)) if path else changed
            if isinstance(place, list):
                place[int(last)] = {**place[int(last)], **value}
            elif isinstance(place, dict):
                nested = isinstance(value, dict) and last == "sentence" and isinstance(place.get(last), dict)
                place[last] = {**place[last], **value} if nested else value
            try:
                KINDS[str(fact["kind"])].model_validate(alone(changed, scope))
            except ValidationError as error:
                misfits.append((event["ref"], scope, value, error.errors()[0]["msg"]))
    assert misfits == []


def alone(fact: dict[str, object], scope: str) -> dict[str, object]:
    """The fact without the other parts of a release or arrest, which need not fit a differing number."""
    parts = {"named", "named_complete", "populations", "destinations", "nationalities", "women", "men", "when_verbatim",
             "under_extremism_articles"}  # fmt: skip
    return {key: value for key, value in fact.items() if key not in parts or key == scope.split(".", maxsplit=1)[0]}
