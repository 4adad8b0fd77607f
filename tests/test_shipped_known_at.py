"""What could be known on a day: nothing in the shipped timeline stands before somebody had published it."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from tests.shipped_pack import claims_at, events, imported, lines, release_of
from timeline import Negotiation, PartialDate, Timeline
from timeline.errors import UnknownRefError
from timeline.shipped import shipped_directory

if TYPE_CHECKING:
    from collections.abc import Iterator

HUNDRED = "release-2025-12-13-ukraine-lithuania-123"
FIFTY_TWO = "release-2025-09-11-vilnius-52"


@pytest.fixture(scope="module")
def shipped() -> Iterator[Timeline]:
    with imported() as timeline:
        yield timeline


def published_later(event: dict[str, Any]) -> list[str]:
    """The publishers of an event's claims that appeared after the day on which it counts as recorded."""
    recorded = date.fromisoformat(event["recorded"][:10])
    late = []
    for claim in event["data"].get("claims", ()):
        day = PartialDate(claim["source"].get("published") or "1970").latest
        if day is not None and day > recorded:
            late.append(claim["source"]["publisher"])
    return late


def test_no_claim_of_a_recorded_event_was_published_after_its_recorded_day() -> None:
    assert [
        (event["ref"], late) for event in events() if event["type"] == "recorded" and (late := published_later(event))
    ] == []


def test_no_claim_of_a_later_event_was_published_after_its_day_but_for_those_of_a_tie() -> None:
    # A tie cannot be made twice, so its later sources stand with it.
    assert {event["type"] for event in events() if published_later(event)} <= {"linked"}


def test_on_its_first_day_an_entry_has_a_source_that_supports_all_of_it() -> None:
    bare = [
        event["ref"]
        for event in events()
        if event["type"] == "recorded"
        and not any((claim["scope"], claim["stance"]) == ("entry", "supports") for claim in event["data"]["claims"])
    ]
    assert bare == []


def test_claims_of_one_day_come_in_one_event() -> None:
    days = [(event["ref"], event["recorded"]) for event in events() if event["type"] == "corroborated"]
    assert len(days) == len(set(days))


def test_that_40_of_the_52_were_political_prisoners_became_known_on_15_september(shipped: Timeline) -> None:
    known = {}
    for day in (11, 14, 15):
        entry = shipped.entry(FIFTY_TWO, known_at=date(2025, 9, day))
        known[day] = release_of(entry).populations[0].people.lower
        assert release_of(entry).people.value == 52
        assert bool(list(claims_at(entry, "populations"))) is (day == 15)
    assert known == {11: None, 14: None, 15: 40}


def test_what_was_known_of_the_123_grew_from_day_to_day(shipped: Timeline) -> None:
    known = {day: release_of(shipped.entry(HUNDRED, known_at=date(2025, 12, day))) for day in (13, 18, 19, 20)}
    assert [known[day].nationalities["BY"].lower for day in (13, 18, 19, 20)] == [None, None, 110, 110]
    assert [bool(release.summary) for release in known.values()] == [False, False, True, True]
    now = {person.person: person for person in known[20].named}
    assert now["maryna_zolatava"].destination == now["uladzimir_labkovich"].destination == "ukraine"
    assert [now[name].documents for name in ("maryna_zolatava", "uladzimir_labkovich")] == ["unknown", "withheld"]
    assert {person.documents for person in known[19].named} == {"unknown"}


def test_talks_are_open_until_the_release_and_never_said_to_be_concluded(shipped: Timeline) -> None:
    for day, status in ((26, "open"), (30, "open")):
        talks = shipped.entry("negotiation-2025-11-26-us-belarus-prisoners", known_at=date(2025, 11, day)).fact
        assert isinstance(talks, Negotiation)
        assert talks.status == status
    talks = shipped.entry("negotiation-2025-11-26-us-belarus-prisoners").fact
    assert isinstance(talks, Negotiation)
    assert (talks.status, talks.parties) == ("unknown", ("united_states", "belarus"))


def test_between_the_wrong_list_and_his_release_stefanovic_is_known_to_be_in_prison(shipped: Timeline) -> None:
    ref = "status-2025-12-15-valiantsin-stefanovic-in-prison"
    with pytest.raises(UnknownRefError):
        shipped.entry(ref, known_at=date(2025, 12, 14))
    entry = shipped.entry(ref, known_at=date(2025, 12, 15))
    assert [claim.source.publisher for claim in entry.claims] == ["Human Rights Watch"]
    assert [(link.kind, link.to) for link in entry.links] == [("corrects_report_of", HUNDRED)]


@pytest.mark.parametrize(
    ("ref", "day"),
    [
        ("release-2024-07-pardon-early-july", "2024-07-04"),
        ("appointment-2025-06-john-coale-deputy-envoy", "2025-06-23"),
        ("status-2026-01-21-mikola-statkevich-stroke", "2026-02-19"),
    ],
)
def test_an_entry_is_known_from_its_first_report_on(shipped: Timeline, ref: str, day: str) -> None:
    assert shipped.entry(ref).recorded.date().isoformat() == day


def test_the_readme_beside_the_pack_counts_right_and_names_both_files() -> None:
    text = (shipped_directory() / "README.md").read_text(encoding="utf-8")
    begun = [line["type"] for line in map(json.loads, lines())]
    counts = [int(number) for number in re.findall(r"(\d+) (?:actors|events|entries)", text)]
    assert counts == [begun.count("actor_recorded"), len(events()), begun.count("recorded")]
    assert "`register.jsonl`" in text
    assert "`events.jsonl`" in text
