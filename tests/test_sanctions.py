"""Which sanctions stand on a day: the rule by itself, on small histories, and what must always hold of it."""

from __future__ import annotations

import json
import random
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.offices_and_acts import REGISTER, History, act, claim
from timeline import Layer, PartialDate, SanctionedTarget, Sanctions, SanctionsChange, Timeline
from timeline.cli import cli
from timeline.errors import DateError
from timeline.projections.sanctions import sanctions_on

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

EU = {"authority": "council", "programme": "eu_programme"}


def asked(history: History, day: str, **filters: str) -> Sanctions:
    return sanctions_on(history.entries(), REGISTER, date.fromisoformat(day), **filters)


def on(history: History, day: str, target: str = "airline") -> SanctionedTarget:
    """The one row of a target on a day."""
    (row,) = (row for row in asked(history, day).targets if row.target == target)
    return row


def states(history: History, day: str, target: str = "airline") -> list[str]:
    """The states of a target's layers, topmost first."""
    return [layer.state for layer in on(history, day, target).layers]


def refs(layers: Iterable[Layer]) -> list[tuple[str, ...]]:
    return [layer.entries for layer in layers]


# ------------------------------------------------------------ licences over designations


def test_a_licence_over_a_listing_gives_the_state_and_the_listing_stands_under_it() -> None:
    history = History()
    listing = history.record(act("imposed", "2023-08-09"))
    licence = history.record(act("licensed", "2025-09-12", measure="general licence", legal_act="General License 11"))

    assert on(history, "2025-09-11").state == "in_force"
    row = on(history, "2025-09-12")
    assert (row.state, row.match, row.possible) == ("licensed", "certain", ())
    assert [layer.state for layer in row.layers] == ["licensed", "in_force"]
    assert refs(row.layers) == [(licence,), (listing,)]
    assert (row.layers[0].since, row.layers[0].until) == (PartialDate("2025-09-12"), None)
    assert row.layers[0].legal_act == "General License 11"


def test_a_licence_of_the_same_day_lies_over_the_listing_in_whatever_order_they_were_recorded() -> None:
    for actions in (["imposed", "licensed"], ["licensed", "imposed"]):
        history = History()
        for action in actions:
            history.record(act(action, "2021-12-02"))
        assert states(history, "2021-12-02") == ["licensed", "in_force"]


def test_the_end_of_a_licence_is_its_last_day_and_then_the_listing_shows_again() -> None:
    history = History()
    history.record(act("imposed", "2021-12-02"))
    history.record(act("licensed", "2021-12-02", effective="2021-12-02/2022-03-31"))

    assert on(history, "2022-03-31").state == "licensed"
    row = on(history, "2022-04-01")
    assert (row.state, [layer.state for layer in row.layers]) == ("in_force", ["in_force", "expired"])
    assert row.layers[1].since == PartialDate("2022-04-01")


def test_a_licence_ends_even_where_its_programme_went_on() -> None:
    history = History()
    history.record(act("licensed", "2021-12-02", effective="/2022-03-31"))
    history.record(act("imposed", "2023-01-01", "mine"))

    assert states(history, "2022-06-01") == ["expired"]


@pytest.mark.parametrize("action", ["licensed", "eased", "suspended"])
def test_each_relief_gives_its_own_state(action: str) -> None:
    history = History()
    history.record(act("imposed", "2023-01-01"))
    history.record(act(action, "2024-01-01"))

    assert on(history, "2024-06-01").state == action


def test_what_was_imposed_after_a_licence_lies_over_it() -> None:
    history = History()
    history.record(act("licensed", "2021-01-01"))
    history.record(act("tightened", "2021-06-03", measure="asset freeze"))

    assert states(history, "2021-07-01") == ["in_force", "licensed"]


# ------------------------------------------------------------ what ends


def test_a_delisting_ends_the_listing_and_the_licence_over_it() -> None:
    history = History()
    listing = history.record(act("imposed", "2023-08-09"))
    history.record(act("licensed", "2023-08-09", effective="/2023-09-08"))
    licence = history.record(act("licensed", "2025-09-12"))
    delisting = history.record(act("delisted", "2025-11-04", measure="delisting"))

    assert on(history, "2025-11-03").state == "licensed"
    row = on(history, "2025-11-04")
    assert (row.state, [layer.state for layer in row.layers]) == ("delisted", ["delisted", "delisted", "expired"])
    assert refs(row.layers)[:2] == [(listing, delisting), (licence, delisting)]
    assert row.layers[0].since == PartialDate("2025-11-04")


def test_a_delisting_leaves_a_flight_ban_of_the_same_authority() -> None:
    history = History()
    history.record(act("imposed", "2022-04-08", measure="flight ban"))
    history.record(act("imposed", "2023-08-09"))
    history.record(act("delisted", "2025-11-04", measure="delisting"))

    assert states(history, "2025-11-05") == ["in_force", "delisted"]


def test_a_lifting_ends_the_measure_that_it_names_or_all_where_it_names_none() -> None:
    for measure, expected in (("trade ban", ["in_force", "lifted"]), (None, ["lifted", "lifted"])):
        history = History()
        history.record(act("imposed", "2022-01-01", measure="flight ban"))
        history.record(act("imposed", "2022-01-02", measure="trade ban"))
        history.record(act("lifted", "2025-01-01", measure=measure))
        assert states(history, "2025-01-01") == expected, measure


def test_a_tie_says_which_measure_a_lifting_ends() -> None:
    history = History()
    ban = history.record(act("imposed", "2022-01-01", measure="flight ban"))
    history.record(act("imposed", "2022-01-02", measure="trade ban"))
    history.link(history.record(act("lifted", "2025-01-01", measure="relief")), "follows", ban)

    row = on(history, "2025-01-01")
    assert [(layer.measure, layer.state) for layer in row.layers] == [
        ("trade ban", "in_force"),
        ("flight ban", "lifted"),
    ]


def test_a_new_listing_after_a_delisting_is_in_force() -> None:
    history = History()
    history.record(act("imposed", "2020-01-01"))
    history.record(act("delisted", "2021-01-01"))
    history.record(act("imposed", "2022-01-01"))

    assert on(history, "2021-06-01").state == "delisted"
    assert states(history, "2022-01-01") == ["in_force", "delisted"]


@pytest.mark.parametrize("action", ["lifted", "delisted", "expired"])
def test_an_ending_stands_where_what_it_ended_is_not_recorded(action: str) -> None:
    history = History()
    ref = history.record(act(action, "2021-01-01", measure="delisting"))

    row = on(history, "2021-01-01")
    assert (row.state, refs(row.layers)) == (action, [(ref,)])


def test_a_recorded_expiry_of_one_order_leaves_the_rule_beside_it() -> None:
    history = History()
    history.record(act("imposed", "2022-04-08", measure="flight ban"))
    history.record(act("imposed", "2022-06-16", measure="denial order", effective="/2022-12-13"))
    history.record(act("expired", "2022-12-13", measure="denial order"))

    row = on(history, "2023-06-01")
    assert [(layer.measure, layer.state) for layer in row.layers] == [
        ("flight ban", "in_force"),
        ("denial order", "expired"),
    ]


def test_a_recorded_expiry_of_a_licence_ends_the_licence_and_shows_the_listing_again() -> None:
    history = History()
    history.record(act("imposed", "2021-12-02"))
    licence = history.record(act("licensed", "2021-12-02", measure="general licence"))
    expiry = history.record(act("expired", "2022-04-01", measure="general licence"))

    assert on(history, "2022-03-31").state == "licensed"
    row = on(history, "2022-04-01")
    assert (row.state, [layer.state for layer in row.layers]) == ("in_force", ["in_force", "expired"])
    assert row.layers[1].entries == (licence, expiry)


def test_an_expiry_of_what_is_not_recorded_leaves_a_licence_beside_it() -> None:
    history = History()
    history.record(act("licensed", "2021-12-02", measure="general licence"))
    history.record(act("expired", "2022-04-01", measure="denial order"))

    assert on(history, "2022-04-01").state == "licensed"


# ------------------------------------------------------------ ends by the calendar


def test_an_extension_in_time_goes_on_with_an_order_and_its_entries() -> None:
    history = History()
    order = history.record(act("imposed", "2022-06-16", measure="denial order", effective="/2022-12"))
    renewal = history.record(act("extended", "2022-12", measure="denial order", effective="/2023-06"))

    for day in ("2022-12-01", "2022-12-15", "2023-01-01", "2023-06-01"):
        row = on(history, day)
        assert (row.state, row.layers[0].since) == ("in_force", PartialDate("2022-06-16")), day
    assert refs(on(history, "2023-01-01").layers) == [(order, renewal)]
    assert on(history, "2023-01-01").match == "certain"
    assert (on(history, "2023-06-15").match, on(history, "2023-06-15").possible) == ("possible", ("expired",))
    assert on(history, "2023-07-01").state == "expired"


def programme(*ends: tuple[str, str], recorded: date | None = None) -> History:
    """An EU listing of the airline, and extensions of the whole programme, each with its day and its last day."""
    history = History()
    history.record(act("imposed", "2021-12-02", **EU), recorded=recorded)
    for when, end in ends:
        history.record(
            act("extended", when, "belarus", effective=f"/{end}", measure=None, **EU),
            recorded=recorded,
        )
    return history


def test_an_end_belongs_to_the_programme_and_so_to_every_target_of_it() -> None:
    history = programme(("2022-02-20", "2023-02-28"))

    row = on(history, "2022-06-01")
    assert (row.state, row.layers[0].until) == ("in_force", PartialDate("2023-02-28"))
    assert row.layers[0].entries == tuple(envelope.stream for envelope in history.events)
    assert on(history, "2023-03-01").state == on(history, "2023-03-01", "belarus").state == "expired"


def test_extensions_in_time_keep_a_programme_in_force_through_every_day() -> None:
    history = programme(("2022-02", "2023-02-28"), ("2023-02-27", "2024-02-28"), ("2024-02-26", "2025-02-28"))

    for day in ("2022-02-10", "2023-02-28", "2023-03-01", "2024-02-29", "2025-02-28"):
        assert (on(history, day).state, on(history, day).match) == ("in_force", "certain"), day


def test_past_its_end_with_later_acts_a_programme_is_renewal_not_recorded_never_expired() -> None:
    history = programme(("2024-02-26", "2025-02-28"))
    later = history.record(act("imposed", "2025-03-27", "mine", **EU))

    for day in ("2025-03-01", "2025-03-26", "2025-06-01", "2030-01-01"):
        row = on(history, day)
        assert row.state == "renewal_not_recorded", day
        assert later in (row.why or "")
    assert on(history, "2025-06-01").layers[0].since == PartialDate("2025-03-01")
    assert on(history, "2025-06-01", "mine").state == "renewal_not_recorded"


def test_a_later_extension_shows_that_the_gap_before_it_was_none_and_puts_the_programme_in_force_again() -> None:
    history = programme(("2024-02-26", "2025-02-28"), ("2026-02-26", "2027-02-28"))

    assert on(history, "2025-06-01").state == "renewal_not_recorded"
    assert on(history, "2026-02-25").state == "renewal_not_recorded"
    assert on(history, "2026-02-26").state == "in_force"


def test_neither_announcements_nor_another_programme_show_that_a_programme_went_on() -> None:
    history = programme(("2024-02-26", "2025-02-28"))
    history.record(act("announced", "2025-06-01", **EU))
    history.record(act("imposed", "2025-06-01", "mine"))

    assert on(history, "2025-07-01").state == "expired"


def test_nothing_expires_by_the_calendar_where_nothing_was_recorded_since() -> None:
    history = programme(("2024-02-26", "2025-02-28"), recorded=date(2024, 3, 1))

    row = on(history, "2025-06-01")
    assert row.state == "renewal_not_recorded"
    assert "nothing was recorded of the programme after 2024-03-01" in (row.why or "")
    history.corroborate(history.events[0].stream, recorded=date(2025, 3, 2))
    assert on(history, "2025-06-01").state == "expired"


def test_a_recorded_expiry_of_a_programme_is_told_of_all_its_targets_until_it_begins_anew() -> None:
    history = programme(("2024-02-26", "2025-02-28"))
    history.record(act("expired", "2025-02-28", "belarus", measure=None, **EU))
    history.record(act("imposed", "2026-01-01", "mine", **EU))

    assert on(history, "2025-06-01").state == "expired"
    assert on(history, "2026-01-01", "mine").state == "in_force"
    assert on(history, "2026-01-01").state == "expired"


def test_an_order_on_one_target_ends_nothing_else_of_its_programme() -> None:
    history = History()
    history.record(act("imposed", "2022-04-08", "airline", measure="flight ban"))
    history.record(act("imposed", "2022-06-16", "mine", measure="denial order", effective="/2022-12-13"))

    assert on(history, "2023-06-01").state == "in_force"
    assert on(history, "2023-06-01", "mine").state == "expired"


# ------------------------------------------------------------ what changes no state


@pytest.mark.parametrize("action", ["announced", "proposed"])
def test_announcements_and_proposals_change_no_state_and_are_listed(action: str) -> None:
    history = History()
    history.record(act("imposed", "2023-08-09"))
    announced = history.record(act(action, "2025-09-11", authority="states"))
    followed = history.record(act("licensed", "2025-09-12"))
    history.link(followed, "follows", announced)

    answer = asked(history, "2025-09-11")
    assert [row.state for row in answer.targets] == ["in_force"]
    (told,) = answer.announced
    assert (told.target, told.authority, told.action, told.entries) == ("airline", "states", action, (announced,))
    assert told.followed_by == ()
    assert [told.followed_by for told in asked(history, "2025-09-12").announced] == [(followed,)]
    assert asked(history, "2025-09-10").announced == ()


@pytest.mark.parametrize("modality", ["announced", "planned", "negotiated", "alleged", "denied"])
@pytest.mark.parametrize("action", ["imposed", "delisted", "extended"])
def test_an_act_that_has_not_occurred_changes_no_state(action: str, modality: str) -> None:
    history = History()
    history.record(act("licensed", "2023-01-01"))
    history.record(act(action, "2025-01-01"), claim(modality=modality))

    answer = asked(history, "2025-06-01")
    assert [row.state for row in answer.targets] == ["licensed"]
    assert [told.modality for told in answer.announced] == ([] if modality == "denied" else [modality])


def test_an_act_that_does_not_apply_yet_is_announced_until_it_does() -> None:
    history = History()
    history.record(act("tightened", "2022-03-09", measure="sectoral ban", effective="2022-03-20/"))

    before = asked(history, "2022-03-19")
    assert (before.targets, [told.action for told in before.announced]) == ((), ["tightened"])
    after = asked(history, "2022-03-20")
    assert ([row.state for row in after.targets], after.announced) == (["in_force"], ())


# ------------------------------------------------------------ whose, and on whom


def test_each_authority_and_programme_has_its_own_row() -> None:
    history = History()
    history.record(act("imposed", "2021-12-02", **EU))
    history.record(act("imposed", "2021-12-02"))
    history.record(act("imposed", "2021-12-02", authority="bis", programme="bis_programme"))
    history.record(act("imposed", "2021-12-02", programme=None))
    history.record(act("delisted", "2025-11-04"))

    rows = asked(history, "2025-11-05", target="airline").targets
    assert [(row.authority, row.programme, row.state) for row in rows] == [
        ("bis", "bis_programme", "in_force"),
        ("council", "eu_programme", "in_force"),
        ("ofac", None, "in_force"),
        ("ofac", "us_programme", "delisted"),
    ]
    assert [row.authority for row in asked(history, "2025-11-05", authority="states").targets] == [
        "bis",
        "ofac",
        "ofac",
    ]
    assert [row.authority for row in asked(history, "2025-11-05", authority="council").targets] == ["council"]


def test_nothing_is_inherited_from_a_sector_an_owner_or_a_state_but_it_is_told() -> None:
    history = History()
    for target in ("aviation", "holding", "belarus", "mine"):
        history.record(act("imposed", "2022-03-02", target, measure="trade ban"))

    answer = asked(history, "2022-06-01", target="airline")
    assert answer.targets == ()
    assert [row.target for row in answer.related] == ["aviation", "belarus", "holding"]


def test_what_belongs_to_what_is_asked_for_is_found_as_a_target_of_its_own() -> None:
    history = History()
    history.record(act("imposed", "2022-03-02", "aviation", measure="trade ban"))
    history.record(act("imposed", "2023-08-09", "airline"))

    assert [row.target for row in asked(history, "2024-01-01", target="aviation").targets] == ["airline", "aviation"]
    assert [row.target for row in asked(history, "2024-01-01", target="holding").targets] == []


# ------------------------------------------------------------ dates known in part


def test_an_act_of_one_of_two_days_leaves_both_states_possible_on_the_first() -> None:
    history = History()
    history.record(act("imposed", "2023-08-09"))
    licence = history.record(act("licensed", "2025-09-11/2025-09-12"))

    row = on(history, "2025-09-11")
    assert (row.state, row.match, row.possible) == ("in_force", "possible", ("licensed",))
    assert licence in (row.why or "")
    assert (on(history, "2025-09-12").state, on(history, "2025-09-12").match) == ("licensed", "certain")


def test_where_nothing_is_certain_the_possible_state_is_told_as_possible() -> None:
    history = History()
    history.record(act("imposed", "2021-04"))

    assert asked(history, "2021-03-31").targets == ()
    row = on(history, "2021-04-10")
    assert (row.state, row.match) == ("in_force", "possible")
    assert on(history, "2021-04-30").match == "certain"


def test_an_uncertain_day_that_changes_nothing_leaves_the_state_certain() -> None:
    history = History()
    history.record(act("imposed", "2022-04-08", measure="flight ban"))
    history.record(act("imposed", "2022-06-16", measure="denial order", effective="/2024-12"))
    history.record(act("expired", "2024-12", measure="denial order"))

    assert (on(history, "2024-12-15").state, on(history, "2024-12-15").match) == ("in_force", "certain")


def test_more_uncertain_days_than_can_be_combined_still_give_a_state_and_its_other_end() -> None:
    history = History()
    for number in range(10):
        history.record(act("imposed", "2021-04", measure=f"measure {number}"))
    history.record(act("lifted", "2021-04", measure=None))

    row = on(history, "2021-04-10")
    assert (row.match, {row.state, *row.possible}) == ("possible", {"lifted"})


# ------------------------------------------------------------ disputes and corrections


def test_retracted_and_merged_acts_have_no_part_and_a_disputed_one_is_marked() -> None:
    history = History()
    listing = history.record(act("imposed", "2023-08-09"))
    delisting = history.record(act("delisted", "2025-11-04"))
    again = history.record(act("imposed", "2023-08-10"))
    history.merge(again, listing)
    history.retract(delisting)
    history.dispute(listing)

    row = on(history, "2025-12-01")
    assert (row.state, refs(row.layers), row.layers[0].status) == ("in_force", [(listing,)], "disputed")


# ------------------------------------------------------------ what must always hold

DAYS = [
    *(f"2025-01-{day:02d}" for day in range(1, 13)),
    "2025-01", "2025-01-05~", "2025-01-03/2025-01-08", "../2025-01-06", "2025-01-04/..",
]  # fmt: skip
WINDOW = [date(2024, 12, 28) + timedelta(days=number) for number in range(45)]
ACTIONS = (
    "proposed", "announced", "imposed", "imposed", "tightened", "extended", "extended", "licensed",
    "eased", "suspended", "lifted", "delisted", "expired",
)  # fmt: skip


@st.composite
def acts(draw: st.DrawFn) -> SanctionsChange:
    ends = [f"2025-01-{day:02d}" for day in range(12, 31)] + ["2025-01", "2025-02", "2025-01-20~"]
    span = {None: None, "end": f"/{draw(st.sampled_from(ends))}", "start": "2025-01-12/"}
    whose: dict[str, Any] = draw(st.sampled_from([EU, {}, {"programme": None}]))
    return act(
        draw(st.sampled_from(ACTIONS)),
        draw(st.sampled_from(DAYS)),
        *draw(st.lists(st.sampled_from(["airline", "mine", "belarus"]), min_size=1, max_size=2, unique=True)),
        measure=draw(st.sampled_from(["listing", "flight ban", None])),
        effective=span[draw(st.sampled_from([None, "end", "start"]))],
        **whose,
    )


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Up to eight acts, some disputed, retracted, reinstated, merged or linked afterwards."""
    history = History()
    recorded = draw(st.sampled_from([None, date(2025, 1, 14)]))
    refs = [
        history.record(
            fact, claim(modality=draw(st.sampled_from(["occurred", "occurred", "announced"]))), recorded=recorded
        )
        for fact in draw(st.lists(acts(), min_size=1, max_size=8))
    ]
    for ref in draw(st.lists(st.sampled_from(refs), max_size=5, unique=True)):
        match draw(st.sampled_from(["retract", "reinstate", "dispute", "merge", "link"])):
            case "retract":
                history.retract(ref)
            case "reinstate":
                history.retract(ref)
                history.reinstate(ref)
            case "dispute":
                history.dispute(ref)
            case "merge" if ref != refs[0]:
                history.merge(ref, refs[0])
            case "link" if ref != refs[0]:
                history.link(ref, "follows", refs[0])
    return history


@given(histories(), st.sampled_from(WINDOW), st.randoms(use_true_random=False))
def test_the_order_in_which_entries_are_folded_does_not_matter(
    history: History, day: date, dice: random.Random
) -> None:
    entries = history.entries()
    shuffled = dice.sample(entries, len(entries))

    assert sanctions_on(shuffled, REGISTER, day) == sanctions_on(entries, REGISTER, day)


@given(histories())
def test_between_two_days_that_an_act_names_nothing_changes(history: History) -> None:
    entries = history.entries()
    named: set[date | None] = set()
    for entry in entries:
        assert isinstance(entry.fact, SanctionsChange)
        span = entry.fact.effective
        for day in (entry.fact.when, span.start if span else None):
            named |= {day.earliest, day.latest} if day else set()
        if span and span.end and span.end.earliest and span.end.latest:
            named |= {edge + timedelta(days=1) for edge in (span.end.earliest, span.end.latest)}
    before = None
    for day_ in WINDOW:
        today = sanctions_on(entries, REGISTER, day_).model_copy(update={"on": date.min})
        assert day_ in named or before is None or today == before, day_
        before = today


@given(histories(), st.data())
def test_a_retraction_removes_every_effect_of_an_entry_but_that_somebody_looked(
    history: History, data: st.DataObject
) -> None:
    ref = data.draw(st.sampled_from([envelope.stream for envelope in history.events]))
    history.retract(ref)
    looked = dict.fromkeys(("us_programme", "bis_programme", "eu_programme", "@ofac", "@bis", "@council"), date.max)

    for day in WINDOW[::4]:
        assert sanctions_on(history.entries(), REGISTER, day, seen=looked) == sanctions_on(
            history.entries(without=ref), REGISTER, day, seen=looked
        )


def test_what_was_taken_back_later_still_shows_that_somebody_looked() -> None:
    history = History()
    history.record(act("imposed", "2023-01-01", effective="/2024-03-31"), recorded=date(2024, 1, 1))
    other = history.record(act("imposed", "2023-01-01", "mine"), recorded=date(2024, 1, 1))
    assert on(history, "2024-06-01").state == "renewal_not_recorded"
    history.retract(other)
    assert on(history, "2024-06-01").state == "expired"


@given(histories(), st.data())
def test_as_known_before_it_was_recorded_an_entry_has_no_effect(history: History, data: st.DataObject) -> None:
    position = data.draw(st.integers(0, len(history.events)))
    early = History()
    early.events = history.events[:position]

    for day in WINDOW[::4]:
        assert sanctions_on(history.entries(position), REGISTER, day) == sanctions_on(early.entries(), REGISTER, day)


@given(histories(), st.sampled_from(WINDOW))
def test_a_targets_state_is_its_topmost_layers_and_uncertainty_is_always_told(history: History, day: date) -> None:
    for row in sanctions_on(history.entries(), REGISTER, day).targets:
        assert row.state == row.layers[0].state
        assert row.state not in row.possible
        assert row.match == "possible" or not row.possible
        assert list(row.possible) == sorted(set(row.possible))


@given(histories(), st.sampled_from(WINDOW))
def test_a_filter_leaves_out_and_never_alters(history: History, day: date) -> None:
    entries = history.entries()
    everything = sanctions_on(entries, REGISTER, day)
    part = sanctions_on(entries, REGISTER, day, target="airline", authority="ofac")

    assert list(part.targets) == [
        row for row in everything.targets if (row.target, row.authority) == ("airline", "ofac")
    ]


Simple = tuple[str, int, int | None]


@settings(max_examples=200)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["imposed", "licensed", "delisted"]), st.integers(0, 20), st.none() | st.integers(20, 40)
        ),
        min_size=1,
        max_size=8,
    ),
    st.integers(0, 44),
)
def test_on_whole_days_it_agrees_with_walking_from_act_to_act(made: list[Simple], number: int) -> None:
    history = History()
    for action, start, end in made:
        last = f"/{WINDOW[end]}" if end is not None and action == "licensed" else None
        history.record(act(action, str(WINDOW[start]), effective=last))

    rows = sanctions_on(history.entries(), REGISTER, WINDOW[number]).targets
    assert [row.state for row in rows] == _walked(made, number)


def _walked(made: list[Simple], today: int) -> list[str]:
    """The state after going through the acts by day: a stack of what stands, emptied by a delisting."""
    stack: list[tuple[int, bool]] = []
    ended = ""
    spent = False
    for action, start, end in sorted(made, key=lambda item: item[1]):  # stable: on one day as recorded
        if start > today:
            break
        if action == "delisted":
            stack, ended = [], "delisted"
        elif action == "licensed" and end is not None and end < today:
            spent = True
        else:
            stack.append((start, action == "licensed"))
    if stack:
        return ["licensed" if max(stack)[1] else "in_force"]
    return [ended] if ended else ["expired"] if spent else []


# ------------------------------------------------------------ the front door


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A store with a listing, a licence over it and the announcement that it followed."""
    for name in ("TIMELINE_STORE", "TIMELINE_STORE_FILE"):
        monkeypatch.delenv(name, raising=False)
    url = f"sqlite:///{tmp_path / 'timeline.db'}"
    with Timeline.open(url, register=REGISTER) as timeline:
        for ref, fact in (
            ("sanctions-listing", act("imposed", "2023-08-09", legal_act="Order 1")),
            ("sanctions-announced", act("announced", "2025-09-11", authority="states", measure="relief")),
            ("sanctions-licence", act("licensed", "2025-09-12", measure="general licence", legal_act="License 11")),
        ):
            timeline.record(fact, ref=ref, claims=[claim()])
    return url


def test_the_front_door_takes_names_and_any_form_of_a_day() -> None:
    clock = datetime(2025, 12, 6, 22, 30, tzinfo=UTC)  # the 7th already in Minsk
    with Timeline.in_memory(register=REGISTER, clock=lambda: clock) as timeline:
        timeline.record(act("imposed", "2025-12-07"), ref="sanctions-airline", claims=[claim()])

        assert timeline.sanctions().on == date(2025, 12, 7)
        assert [row.state for row in timeline.sanctions(target="Airline", authority="States").targets] == ["in_force"]
        for day in ("2025-12-06", PartialDate("2025-12-06"), date(2025, 12, 6)):
            assert timeline.sanctions(on=day).targets == ()
        assert timeline.sanctions(on="2025-12-07", known_at=0).targets == ()
        with pytest.raises(DateError, match="no single day"):
            timeline.sanctions(on="2025-12")


def test_the_command_prints_the_shape_of_the_contracts(store: str) -> None:
    result = CliRunner().invoke(
        cli, ["sanctions", "--json", "--store", store, "--on", "2025-10-01", "--target", "airline"]
    )

    assert result.exit_code == 0
    printed = json.loads(result.stdout)
    (row,) = printed["targets"]
    layers = row.pop("layers")
    assert row == {
        "target": "airline",
        "authority": "ofac",
        "programme": "us_programme",
        "state": "licensed",
        "match": "certain",
        "possible": [],
        "why": None,
    }
    assert [{key: layer[key] for key in ("state", "since", "until", "legal_act", "entries")} for layer in layers] == [
        {
            "state": "licensed",
            "since": "2025-09-12",
            "until": None,
            "legal_act": "License 11",
            "entries": ["sanctions-licence"],
        },
        {
            "state": "in_force",
            "since": "2023-08-09",
            "until": None,
            "legal_act": "Order 1",
            "entries": ["sanctions-listing"],
        },
    ]
    assert [(told["action"], told["entries"]) for told in printed["announced"]] == [
        ("announced", ["sanctions-announced"])
    ]
    assert (printed["on"], printed["related"]) == ("2025-10-01", [])


def test_nothing_recorded_is_exit_code_one_with_the_answer_still_printed(store: str) -> None:
    result = CliRunner().invoke(cli, ["sanctions", "--json", "--store", store, "--target", "mine"])

    assert result.exit_code == 1
    assert json.loads(result.stdout)["targets"] == []


def test_people_read_the_layers_and_the_announcement_apart(store: str) -> None:
    result = CliRunner().invoke(cli, ["sanctions", "--store", store, "--on", "2025-10-01"])

    assert result.exit_code == 0
    told = [[cell.strip() for cell in line.split("  ") if cell] for line in result.stdout.splitlines()]
    assert told == [
        ["Sanctions on 2025-10-01"],
        ["Target", "By", "State", "Since", "Until", "What"],
        ["Airline", "Ofac", "licensed", "2025-09-12", "general licence, License 11 [sanctions-licence]"],
        ["Airline", "Ofac", "under it: in force", "2023-08-09", "listing, Order 1 [sanctions-listing]"],
        ["Announced or decided; no change of state by itself"],
        ["Target", "By", "When", "What", "Entries"],
        ["Airline", "States", "2025-09-11", "announced", "sanctions-announced"],
    ]


@pytest.mark.parametrize(
    ("asked_for", "code"), [(["--on", "2025-12"], 2), (["--on", "x"], 2), (["--target", "zed"], 1)]
)
def test_what_cannot_be_asked_is_one_line(store: str, asked_for: list[str], code: int) -> None:
    result = CliRunner().invoke(cli, ["sanctions", "--store", store, *asked_for])

    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (code, "", 1)
