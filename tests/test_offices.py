"""Who holds which office on a day: the rule by itself, on small histories, and what must always hold of it."""

from __future__ import annotations

import json
import random
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.offices_and_acts import REGISTER, History, appointment, claim
from timeline import Appointment, Holder, PartialDate, Timeline
from timeline.cli import cli
from timeline.errors import DateError, UnknownActorError
from timeline.projections.offices import OfficeOnDay, Offices, offices_on

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path


def on(history: History, day: str, office: str = "envoy") -> OfficeOnDay:
    """One office on a day."""
    (found,) = offices_on(history.entries(), REGISTER, date.fromisoformat(day), office=office).offices
    return found


def people(office: OfficeOnDay, match: str | None = None) -> list[str]:
    return [holder.person for holder in office.holders if match in (None, holder.match)]


def sole(office: OfficeOnDay) -> Holder:
    (holder,) = office.holders
    return holder


# ------------------------------------------------------------ who makes a holder


@pytest.mark.parametrize("change", ["appointed", "took_office"])
def test_an_appointment_makes_a_holder_from_its_day_on(change: str) -> None:
    history = History()
    ref = history.record(appointment("ann", change, "2025-03-10"))

    assert on(history, "2025-03-09").state == "nobody_recorded"
    holder = sole(on(history, "2025-03-10"))
    assert (holder.person, holder.since, holder.how) == ("ann", PartialDate("2025-03-10"), change)
    assert (holder.match, holder.status, holder.acting, holder.entries) == ("certain", "standing", False, (ref,))


@pytest.mark.parametrize("change", ["selected", "nominated", "confirmed"])
def test_a_nominee_holds_nothing_and_is_shown_as_pending(change: str) -> None:
    history = History()
    ref = history.record(appointment("ann", change, "2025-03-10", announced_by="president"))

    office = on(history, "2025-06-01")
    assert (office.state, office.holders) == ("nobody_recorded", ())
    assert [(step.person, step.change, step.entries) for step in office.pending] == [("ann", change, (ref,))]


@pytest.mark.parametrize("announcer", ["house", "president"])
def test_an_announcement_by_who_fills_the_office_makes_a_holder(announcer: str) -> None:
    history = History()
    history.record(appointment("ann", "announced", "2025-11-09", announced_by=announcer))

    assert sole(on(history, "2025-11-09")).how == "announced"


@pytest.mark.parametrize("announcer", [None, "senate", "senator", "states", "ann"])
def test_an_announcement_by_anybody_else_does_not(announcer: str | None) -> None:
    history = History()
    history.record(appointment("ann", "announced", "2025-11-09", announced_by=announcer))

    office = on(history, "2025-12-01")
    assert (office.state, [step.person for step in office.pending]) == ("nobody_recorded", ["ann"])


def test_who_a_claim_reports_as_saying_it_counts_as_the_announcer() -> None:
    history = History()
    history.record(appointment("ann", "announced", "2025-11-09"), claim(by="president"))

    assert people(on(history, "2025-11-09"), "certain") == ["ann"]


def test_who_a_claim_reports_as_disputing_it_does_not() -> None:
    history = History()
    history.record(
        appointment("ann", "announced", "2025-11-09"), claim(), claim(by="president", stance="disputes", scope="entry")
    )

    assert on(history, "2025-11-09").holders == ()


@pytest.mark.parametrize("modality", ["planned", "negotiated", "alleged", "denied"])
@pytest.mark.parametrize("change", ["appointed", "announced", "took_office"])
def test_what_has_not_occurred_makes_no_holder(change: str, modality: str) -> None:
    history = History()
    history.record(
        appointment("ann", change, "2025-03-10", announced_by="president"), claim(by="president", modality=modality)
    )

    office = on(history, "2025-06-01")
    assert office.holders == ()
    assert [step.modality for step in office.pending] == ([] if modality == "denied" else [modality])


def test_an_appointment_that_is_only_announced_counts_as_an_announcement() -> None:
    for announcer, holds in (("president", True), ("senator", False)):
        history = History()
        history.record(appointment("ann", "appointed", "2025-03-10"), claim(by=announcer, modality="announced"))
        assert bool(on(history, "2025-03-10").holders) is holds, announcer


# ------------------------------------------------------------ who goes, and when


@pytest.mark.parametrize("change", ["left", "dismissed"])
def test_whoever_left_holds_no_more_from_that_day_on_and_the_office_is_vacant(change: str) -> None:
    history = History()
    history.record(appointment("ann", "appointed", "2024-01-01"))
    ref = history.record(appointment("ann", change, "2025-03-10"))

    assert people(on(history, "2025-03-09")) == ["ann"]
    office = on(history, "2025-03-10")
    assert (office.state, office.holders) == ("vacant", ())
    assert [(step.person, step.change, step.entries) for step in office.ended] == [("ann", change, (ref,))]


def test_a_successor_ends_the_time_of_the_one_before() -> None:
    history = History()
    history.record(appointment("ann", "appointed", "2024-01-01"))
    history.record(appointment("bob", "took_office", "2025-03-10"))

    assert people(on(history, "2025-03-09")) == ["ann"]
    assert people(on(history, "2025-03-10")) == ["bob"]


def test_a_dismissal_and_a_successor_on_one_day_leave_the_successor_in_whatever_order_they_were_recorded() -> None:
    for changes in (["dismissed", "appointed"], ["appointed", "dismissed"]):
        history = History()
        history.record(appointment("ann", "appointed", "2024-01-01"))
        for change in changes:
            history.record(appointment("ann" if change == "dismissed" else "bob", change, "2025-03-10"))
        assert people(on(history, "2025-03-10"), "certain") == ["bob"]


def test_the_day_on_which_it_takes_effect_stands_before_the_day_of_the_act() -> None:
    history = History()
    history.record(appointment("ann", "appointed", "2025-01-20", effective="2025-02-01"))
    history.record(appointment("ann", "left", "2025-05-01", effective="2025-06-01"))

    before = on(history, "2025-01-25")
    assert (before.holders, [step.person for step in before.pending]) == ((), ["ann"])
    assert sole(on(history, "2025-02-01")).since == PartialDate("2025-02-01")
    leaving = on(history, "2025-05-15")
    assert (people(leaving, "certain"), [step.change for step in leaving.pending]) == (["ann"], ["left"])
    assert on(history, "2025-06-01").state == "vacant"


@pytest.mark.parametrize("modality", ["planned", "announced", "alleged", "denied"])
def test_a_leaving_that_has_not_occurred_ends_nothing(modality: str) -> None:
    history = History()
    history.record(appointment("ann", "appointed", "2025-03-15"))
    history.record(appointment("ann", "left", "2026-01"), claim(modality=modality))

    for day in ("2025-12-06", "2026-06-01"):
        office = on(history, day)
        assert people(office, "certain") == ["ann"]
        assert [step.modality for step in office.pending] == ([] if modality == "denied" else [modality])


def test_leaving_one_office_leaves_the_others() -> None:
    history = History()
    history.record(appointment("ann", "appointed", "2025-01-01", office="deputy"))
    history.record(appointment("ann", "appointed", "2025-01-01"))
    history.record(appointment("ann", "left", "2025-02-01"))

    assert people(on(history, "2025-03-01", "deputy")) == ["ann"]


def test_acting_is_told_and_ends_when_the_office_is_held_in_full() -> None:
    history = History()
    history.record(appointment("ann", "appointed", "2025-01-01", acting=True))
    history.record(appointment("ann", "appointed", "2025-03-01"))

    assert sole(on(history, "2025-02-01")).acting is True
    holder = sole(on(history, "2025-03-01"))
    assert (holder.acting, holder.since) == (False, PartialDate("2025-03-01"))


def test_a_further_term_goes_on_from_the_first() -> None:
    history = History()
    first = history.record(appointment("ann", "announced", "2025-01-01", announced_by="house"))
    second = history.record(appointment("ann", "took_office", "2025-02-01"))

    holder = sole(on(history, "2025-03-01"))
    assert (holder.since, holder.how, holder.entries) == (PartialDate("2025-01-01"), "announced", (first, second))


def test_whoever_comes_back_holds_from_the_return() -> None:
    history = History()
    history.record(appointment("ann", "appointed", "2020-01-01"))
    history.record(appointment("ann", "left", "2021-01-01"))
    history.record(appointment("ann", "appointed", "2025-01-01"))

    assert on(history, "2023-01-01").state == "vacant"
    assert sole(on(history, "2025-01-01")).since == PartialDate("2025-01-01")


def test_whoever_is_only_recorded_as_having_left_makes_the_office_neither_held_nor_vacant() -> None:
    history = History()
    history.record(appointment("ann", "left", "../2024-11-27"))

    for day in ("2020-01-01", "2025-01-01"):
        assert on(history, day).state == "nobody_recorded"
    assert [step.person for step in on(history, "2025-01-01").ended] == ["ann"]


def test_a_nomination_is_overtaken_by_whoever_then_held_the_office() -> None:
    history = History()
    history.record(appointment("ann", "nominated", "2025-01-01"))
    history.record(appointment("bob", "appointed", "2025-02-01"))
    history.record(appointment("cid", "nominated", "2025-03-01"))

    assert [step.person for step in on(history, "2025-01-15").pending] == ["ann"]
    assert [step.person for step in on(history, "2025-06-01").pending] == ["cid"]


# ------------------------------------------------------------ dates known in part


def test_within_the_month_of_an_appointment_its_holder_is_possible_and_afterwards_certain() -> None:
    history = History()
    history.record(appointment("ann", "took_office", "2022-12"))

    assert on(history, "2022-11-30").state == "nobody_recorded"
    possible = on(history, "2022-12-15")
    assert (possible.state, people(possible, "possible")) == ("possibly_held", ["ann"])
    assert people(on(history, "2022-12-31"), "certain") == ["ann"]


def test_within_the_month_of_a_leaving_the_holder_is_possible_and_the_leaving_is_named() -> None:
    history = History()
    began = history.record(appointment("ann", "appointed", "2022-01-01"))
    ended = history.record(appointment("ann", "left", "2022-12"))

    assert people(on(history, "2022-11-30"), "certain") == ["ann"]
    holder = sole(on(history, "2022-12-15"))
    assert (holder.match, holder.entries) == ("possible", (began, ended))
    assert on(history, "2022-12-31").state == "vacant"


def test_within_the_month_of_a_succession_both_are_possible() -> None:
    history = History()
    history.record(appointment("ann", "appointed", "2022-01-01"))
    history.record(appointment("bob", "appointed", "2022-12"))

    assert people(on(history, "2022-12-15"), "possible") == ["ann", "bob"]
    assert people(on(history, "2022-12-31")) == ["bob"]


def test_nobody_leaves_what_was_not_begun_so_that_a_leaving_of_the_same_month_ends_it() -> None:
    history = History()
    history.record(appointment("ann", "appointed", "2025-03"))
    history.record(appointment("ann", "left", "2025-03-20"))

    assert on(history, "2025-04-10").state == "vacant"


def test_two_beginnings_of_one_month_stay_possible_until_a_tie_says_which_came_last() -> None:
    history = History()
    history.record(appointment("ann", "appointed", "2025-03"))
    second = history.record(appointment("bob", "appointed", "2025-03"))
    assert people(on(history, "2025-06-01"), "possible") == ["ann", "bob"]

    history.link(second, "follows", history.events[0].stream)
    assert people(on(history, "2025-06-01"), "certain") == ["bob"]


# ------------------------------------------------------------ disputes and corrections


def test_a_retracted_appointment_makes_nobody_and_a_retracted_leaving_ends_nothing() -> None:
    history = History()
    began = history.record(appointment("ann", "appointed", "2025-01-01"))
    ended = history.record(appointment("ann", "left", "2025-02-01"))

    history.retract(ended)
    assert people(on(history, "2025-03-01")) == ["ann"]
    history.retract(began)
    assert on(history, "2025-03-01").state == "nobody_recorded"
    history.reinstate(began)
    assert people(on(history, "2025-03-01")) == ["ann"]


def test_a_merged_appointment_counts_once_through_the_one_that_carries_on() -> None:
    history = History()
    one = history.record(appointment("ann", "appointed", "2025-01-01"))
    other = history.record(appointment("ann", "appointed", "2025-01-02"))
    history.merge(other, one)

    assert sole(on(history, "2025-03-01")).entries == (one,)


def test_a_disputed_appointment_still_makes_a_holder_and_says_who_disputes_it() -> None:
    history = History()
    ref = history.record(appointment("ann", "took_office", "2025-01-01"))
    history.dispute(ref, claim(by="bob", stance="disputes"), claim("AP", modality="denied"))

    holder = sole(on(history, "2025-03-01"))
    assert (holder.status, holder.match, holder.disputed_by) == ("disputed", "certain", ("bob", "AP"))


def test_a_claim_that_disputes_it_from_the_first_marks_it_too_and_one_about_a_detail_does_not() -> None:
    history = History()
    history.record(appointment("ann", "took_office", "2025-01-01"), claim(), claim(by="bob", stance="disputes"))
    history.record(
        appointment("cid", "took_office", "2025-01-01", office="deputy"),
        claim(),
        claim(by="bob", stance="disputes", scope="when"),
    )

    assert sole(on(history, "2025-03-01")).disputed_by == ("bob",)
    assert sole(on(history, "2025-03-01", "deputy")).status == "standing"


# ------------------------------------------------------------ what is asked


def all_offices(history: History, day: str, **asked: str) -> Offices:
    return offices_on(history.entries(), REGISTER, date.fromisoformat(day), **asked)


def test_a_state_or_body_stands_for_its_offices() -> None:
    history = History()
    for office in ("envoy", "deputy", "minister"):
        history.record(appointment("ann", "appointed", "2025-01-01", office=office))

    assert [found.office for found in all_offices(history, "2025-02-01", office="states").offices] == [
        "deputy",
        "envoy",
    ]
    assert [found.office for found in all_offices(history, "2025-02-01").offices] == ["deputy", "envoy", "minister"]


def test_a_person_is_asked_for_alone_with_what_was_held_before() -> None:
    history = History()
    history.record(appointment("ann", "appointed", "2025-01-01", office="deputy"))
    history.record(appointment("ann", "left", "2025-02-01", office="deputy"))
    history.record(appointment("ann", "appointed", "2025-03-01"))
    history.record(appointment("bob", "nominated", "2025-03-02"))
    history.record(appointment("bob", "appointed", "2025-01-01", office="minister"))

    deputy, envoy = all_offices(history, "2025-04-01", person="ann").offices
    assert (deputy.office, deputy.holders, [step.change for step in deputy.ended]) == ("deputy", (), ["left"])
    assert (envoy.office, people(envoy), envoy.pending) == ("envoy", ["ann"], ())
    assert all_offices(history, "2025-04-01", person="cid").offices == ()


def test_who_left_before_the_last_predecessor_began_is_told_of_that_person_alone() -> None:
    history = History()
    for person, change, when in (
        ("ann", "appointed", "2021-01-01"),
        ("ann", "left", "2022-01-01"),
        ("bob", "appointed", "2023-01-01"),
        ("bob", "left", "2024-01-01"),
        ("cid", "appointed", "2025-01-01"),
    ):
        history.record(appointment(person, change, when))

    assert [step.person for step in on(history, "2025-06-01").ended] == ["bob"]
    (envoy,) = all_offices(history, "2025-06-01", person="ann").offices
    assert (envoy.state, envoy.holders, [step.person for step in envoy.ended]) == ("held", (), ["ann"])


def test_an_office_of_which_nothing_is_recorded_is_told_only_where_it_is_asked_for() -> None:
    history = History()
    history.record(appointment("ann", "appointed", "2025-01-01"))

    assert all_offices(history, "2024-01-01").offices == ()
    assert on(history, "2024-01-01") == OfficeOnDay(office="envoy", state="nobody_recorded")
    assert on(history, "2025-02-01", "minister") == OfficeOnDay(office="minister", state="nobody_recorded")


# ------------------------------------------------------------ what must always hold

DAYS = [
    *(f"2025-01-{day:02d}" for day in range(1, 13)),
    "2025-01", "2025-01-05~", "2025-01-03/2025-01-08", "../2025-01-06", "2025-01-04/..", "2025-01-07%",
]  # fmt: skip
WINDOW = [date(2024, 12, 28) + timedelta(days=number) for number in range(45)]
CHANGES = ("selected", "nominated", "confirmed", "announced", "appointed", "took_office", "left", "dismissed")


@st.composite
def facts(draw: st.DrawFn, days: Iterable[str] = DAYS, changes: Iterable[str] = CHANGES) -> Appointment:
    more: dict[str, object] = {
        "acting": draw(st.booleans()),
        "announced_by": draw(st.sampled_from(["president", None])),
    }
    if draw(st.integers(0, 4)) == 0:
        more["effective"] = draw(st.sampled_from(list(days)))
    return appointment(
        draw(st.sampled_from(["ann", "bob", "cid"])),
        draw(st.sampled_from(list(changes))),
        draw(st.sampled_from(list(days))),
        draw(st.sampled_from(["envoy", "envoy", "minister"])),
        **more,
    )


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Up to ten appointments, some disputed, retracted, reinstated, merged or linked afterwards."""
    history = History()
    refs = [
        history.record(fact, claim(modality=draw(st.sampled_from(["occurred", "occurred", "announced", "planned"]))))
        for fact in draw(st.lists(facts(), min_size=1, max_size=10))
    ]
    for ref in draw(st.lists(st.sampled_from(refs), max_size=6, unique=True)):
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

    assert offices_on(shuffled, REGISTER, day) == offices_on(entries, REGISTER, day)


@given(histories())
def test_between_two_days_that_an_entry_names_nothing_changes(history: History) -> None:
    entries = history.entries()
    named = {
        edge
        for entry in entries
        if isinstance(entry.fact, Appointment)
        for date_ in (entry.fact.when, entry.fact.effective)
        if date_ is not None
        for edge in (date_.earliest, date_.latest)
    }
    before = None
    for day in WINDOW:
        today = offices_on(entries, REGISTER, day).offices
        assert day in named or before is None or today == before, day
        before = today


@given(histories(), st.data())
def test_a_retraction_removes_every_effect_of_an_entry(history: History, data: st.DataObject) -> None:
    ref = data.draw(st.sampled_from([envelope.stream for envelope in history.events]))
    history.retract(ref)

    for day in WINDOW[::4]:
        assert offices_on(history.entries(), REGISTER, day) == offices_on(history.entries(without=ref), REGISTER, day)


@given(histories(), st.data())
def test_as_known_before_it_was_recorded_an_entry_has_no_effect(history: History, data: st.DataObject) -> None:
    position = data.draw(st.integers(0, len(history.events)))
    early = History()
    early.events = history.events[:position]

    for day in WINDOW[::4]:
        assert offices_on(history.entries(position), REGISTER, day) == offices_on(early.entries(), REGISTER, day)


@given(histories())
def test_there_is_one_certain_holder_at_most_and_never_a_possible_one_beside(history: History) -> None:
    for day in WINDOW[::3]:
        for office in offices_on(history.entries(), REGISTER, day).offices:
            certain = people(office, "certain")
            assert len(certain) <= 1
            assert not certain or people(office, "possible") == []
            assert (office.state == "held") == bool(certain)


@settings(max_examples=200)
@given(
    st.lists(facts(DAYS[:12], ["appointed", "took_office", "left", "dismissed", "nominated"]), max_size=10),
    st.sampled_from(WINDOW),
)
def test_on_whole_days_it_agrees_with_walking_from_change_to_change(changes: list[Appointment], day: date) -> None:
    assume(not _leaves_an_order_open(changes))
    history = History()
    for change in changes:
        history.record(change)
    holder: dict[str, str] = {}
    for changed in sorted({_first(change) for change in changes if _first(change) <= day}):
        held = dict(holder)
        for change in sorted((one for one in changes if _first(one) == changed), key=lambda one: _rank(one, held)):
            if change.change in ("appointed", "took_office"):
                holder[change.office] = change.person
            elif change.change in ("left", "dismissed") and holder.get(change.office) == change.person:
                del holder[change.office]

    found = offices_on(history.entries(), REGISTER, day).offices
    assert {office.office: people(office, "certain") for office in found if office.holders} == {
        office: [person] for office, person in holder.items()
    }


def _leaves_an_order_open(changes: Sequence[Appointment]) -> bool:
    """Whether somebody who had begun before leaves an office and begins it again on one and the same day.

    No source tells the order of such a day, and no rule of the contracts does.
    """

    def began(person: str, office: str) -> list[date]:
        return [
            _first(one)
            for one in changes
            if one.change in ("appointed", "took_office") and (one.person, one.office) == (person, office)
        ]

    return any(
        _first(one) in days and min(days) < _first(one)
        for one in changes
        if one.change in ("left", "dismissed") and (days := began(one.person, one.office))
    )


def _rank(change: Appointment, held: dict[str, str]) -> int:
    """On one day whoever held the office leaves first, then others begin; who only then began leaves last."""
    if change.change not in ("left", "dismissed"):
        return 1
    return 0 if held.get(change.office) == change.person else 2


def _first(change: Appointment) -> date:
    day = (change.effective or change.when).earliest
    assert day is not None
    return day


# ------------------------------------------------------------ the front door


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A store with an envoy, announced by who fills the office, and one who was only nominated."""
    for name in ("TIMELINE_STORE", "TIMELINE_STORE_FILE"):
        monkeypatch.delenv(name, raising=False)
    url = f"sqlite:///{tmp_path / 'timeline.db'}"
    with Timeline.open(url, register=REGISTER) as timeline:
        for fact in (
            appointment("ann", "announced", "2025-11-09", announced_by="president"),
            appointment("bob", "nominated", "2025-11-10", office="deputy"),
        ):
            timeline.record(fact, ref=f"appointment-{fact.person}", claims=[claim()])
    return url


def test_the_front_door_takes_names_and_any_form_of_a_day() -> None:
    clock = datetime(2025, 12, 6, 22, 30, tzinfo=UTC)  # the 7th already in Minsk
    with Timeline.in_memory(register=REGISTER, clock=lambda: clock) as timeline:
        timeline.record(appointment("ann", "appointed", "2025-12-07"), ref="appointment-ann", claims=[claim()])

        assert timeline.offices().on == date(2025, 12, 7)
        assert [people(office) for office in timeline.offices(office="Envoy", person="Ann").offices] == [["ann"]]
        for day in ("2025-12-06", PartialDate("2025-12-06"), date(2025, 12, 6)):
            assert timeline.offices(on=day).offices == ()
        assert timeline.offices(on="2025-12-07", known_at=0).offices == ()
        with pytest.raises(DateError, match="no single day"):
            timeline.offices(on="2025-12")
        with pytest.raises(UnknownActorError):
            timeline.offices(office="nobody")


def test_the_command_prints_the_shape_of_the_contracts(store: str) -> None:
    result = CliRunner().invoke(cli, ["offices", "--json", "--store", store, "--on", "2025-12-01", "--office", "envoy"])

    assert result.exit_code == 0
    assert json.loads(result.stdout) == {
        "on": "2025-12-01",
        "offices": [
            {
                "office": "envoy",
                "state": "held",
                "holders": [
                    {
                        "person": "ann",
                        "since": "2025-11-09",
                        "acting": False,
                        "how": "announced",
                        "status": "standing",
                        "match": "certain",
                        "disputed_by": [],
                        "entries": ["appointment-ann"],
                    }
                ],
                "pending": [],
                "ended": [],
            }
        ],
    }


def test_nobody_recorded_is_exit_code_one_with_the_office_still_printed(store: str) -> None:
    result = CliRunner().invoke(cli, ["offices", "--json", "--store", store, "--on", "2025-10-01", "--office", "envoy"])

    assert result.exit_code == 1
    assert [found["state"] for found in json.loads(result.stdout)["offices"]] == ["nobody_recorded"]


def test_a_former_holder_is_told_that_somebody_else_holds_the_office(store: str) -> None:
    with Timeline.open(store) as timeline:
        for person, change, when in (("cid", "appointed", "2025-01-01"), ("cid", "left", "2025-02-01")):
            fact = appointment(person, change, when)
            timeline.record(fact, ref=f"appointment-{person}-{change.replace('_', '-')}", claims=[claim()])
    result = CliRunner().invoke(cli, ["offices", "--store", store, "--on", "2025-12-01", "--person", "cid"])

    assert result.exit_code == 0
    assert "(somebody else)" in result.stdout
    assert "(Cid: left)" in result.stdout


def test_people_read_a_table_and_what_is_pending_in_brackets(store: str) -> None:
    result = CliRunner().invoke(cli, ["offices", "--store", store, "--on", "2025-12-01"])

    assert result.exit_code == 0
    told = [line.split("  ") for line in result.stdout.splitlines()]
    assert [[cell.strip() for cell in line if cell] for line in told] == [
        ["Office", "Holder", "Since", "How", "Entries"],
        ["Deputy", "(nobody recorded)"],
        ["Deputy", "(Bob: nominated)", "2025-11-10", "appointment-bob"],
        ["Envoy", "Ann", "2025-11-09", "announced", "appointment-ann"],
    ]


@pytest.mark.parametrize(("asked", "code"), [(["--on", "2025-12"], 2), (["--on", "soon"], 2), (["--person", "zed"], 1)])
def test_what_cannot_be_asked_is_one_line(store: str, asked: list[str], code: int) -> None:
    result = CliRunner().invoke(cli, ["offices", "--store", store, *asked])

    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (code, "", 1)
