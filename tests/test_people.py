from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.folded import History, arrest, claim, release, status
from timeline import Actor, Call, Name, PartialDate, Person, Register, Standing, Timeline
from timeline.errors import UnknownActorError
from timeline.projections.people import person

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timeline import Entry


def told(history: History, on: str | None = None) -> Person:
    return person(history.entries(), "aa", date.fromisoformat(on) if on else None)


def standing(history: History, on: str | None = None) -> Standing:
    return told(history, on).standing


def freed(when: str, outcome: str, **more: Any) -> Any:
    return release(when, 9, named=[{"person": "aa", "outcome": outcome, **more}])


def verdict(when: str, years: int, **more: Any) -> Any:
    return arrest(when, 1, "aa", measure="sentenced", sentence={"years": years, **more})


def test_every_entry_about_a_person_is_a_step_in_order() -> None:
    history = (
        History()
        .record("status", status("2030-09-01", "aa", "hospitalised"))
        .record("release", freed("2030-10-01", "deported", destination="lithuania", documents="withheld"))
        .record("arrest", arrest("2030-01-01", 2, "aa", "bb"))
        .record("verdict", verdict("2030-05-01", 5))
        .record("other", arrest("2030-01-01", 1, "bb"))
        .record("call", Call(when=PartialDate("2030-01-01"), participants=("aa", "bb")))
    )
    steps = told(history).steps
    assert [(step.entry, step.what, step.status) for step in steps] == [
        ("arrest", "detained", "detained"),
        ("verdict", "sentenced", "imprisoned"),
        ("status", "status", "hospitalised"),
        ("release", "released", "deported"),
    ]
    assert steps[1].sentence is not None
    assert (steps[3].destination, steps[3].documents, steps[3].outcome) == ("lithuania", "withheld", "deported")


def test_a_status_holds_until_another_is_told() -> None:
    history = (
        History()
        .record("arrest", arrest("2030-01-01", 1, "aa"))
        .record("verdict", verdict("2030-05-01", 5))
        .record("release", freed("2030-10-01", "freed"))
        .record("again", arrest("2031-02-01", 1, "aa"))
    )
    days = ["2029-12-31", "2030-01-01", "2030-04-30", "2030-05-01", "2030-10-01", "2031-01-31", "2031-02-01"]
    assert [standing(history, day).status for day in days] == [
        None,
        "detained",
        "detained",
        "imprisoned",
        "freed",
        "freed",
        "detained",
    ]
    assert all(standing(history, day).certain for day in days[1:])
    assert standing(history).entry == "again"


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        ("freed", "freed"),
        ("deported", "deported"),
        ("refused_to_leave", "refused_to_leave"),
        ("returned_to_custody", "imprisoned"),
    ],
)
def test_a_release_leaves_each_person_where_it_says(outcome: str, expected: str) -> None:
    answer = standing(History().record("release", freed("2030-10-01", outcome)))
    assert (answer.status, answer.certain) == (expected, True)


def test_whoever_a_release_names_without_an_outcome_was_let_go_and_no_more_is_certain() -> None:
    answer = standing(History().record("release", freed("2030-10-01", "unknown")))
    assert (answer.status, answer.certain) == ("freed", False)


def test_a_charge_and_a_sentence_in_absence_put_nobody_in_prison() -> None:
    history = (
        History()
        .record("charge", arrest("2030-01-01", 1, "aa", measure="charged"))
        .record("verdict", verdict("2030-05-01", 5, in_absentia=True))
    )
    assert [step.status for step in told(history).steps] == [None, None]
    assert standing(history).status is None


def test_a_status_reaches_back_to_its_since() -> None:
    history = (
        History()
        .record("arrest", arrest("2030-01-01", 1, "aa"))
        .record("gone", status("2030-06-05", "aa", "whereabouts_unknown", since="2030-06-02"))
        .record("said", status("2030-06-03", "aa", "imprisoned"))
    )
    assert standing(history, "2030-06-01").status == "detained"
    assert standing(history, "2030-06-02").status == "whereabouts_unknown"
    assert standing(history, "2030-06-03").status == "imprisoned"  # told of the day itself
    assert standing(history, "2030-06-05").status == "whereabouts_unknown"


def test_what_is_disputed_or_only_alleged_is_shown_and_decides_nothing() -> None:
    history = (
        History()
        .record("unknown", status("2030-06-01", "aa", "whereabouts_unknown"))
        .record("disputed", status("2030-06-03", "aa", "imprisoned"))
        .dispute("disputed")
        .record("alleged", status("2030-06-04", "aa", "freed"), modality="alleged")
    )
    answer = standing(history, "2030-06-10")
    assert (answer.status, answer.certain, answer.disputed) == (
        "whereabouts_unknown",
        True,
        ("disputed", "alleged"),
    )


def test_what_is_only_alleged_is_all_that_is_known_where_nothing_else_is() -> None:
    answer = standing(History().record("alleged", status("2030-06-04", "aa", "freed"), modality="alleged"))
    assert (answer.status, answer.certain) == ("freed", False)


@pytest.mark.parametrize("modality", ["planned", "negotiated", "denied"])
def test_what_did_not_happen_is_no_step(modality: Any) -> None:
    history = History().record("release", freed("2030-10-01", "freed"), modality=modality)
    assert told(history).steps == ()


def test_a_retracted_entry_is_no_step() -> None:
    history = History().record("release", freed("2030-10-01", "freed")).retract("release")
    assert told(history).steps == ()


def test_a_date_known_in_part_makes_a_standing_possible() -> None:
    history = (
        History().record("verdict", verdict("2030-01-01", 5)).record("release", freed("2030-05-16/2030-05-22", "freed"))
    )
    assert standing(history, "2030-05-15").certain
    between = standing(history, "2030-05-18")
    assert (between.status, between.certain, between.possible) == ("imprisoned", False, ("release",))
    after = standing(history, "2030-05-22")
    assert (after.status, after.certain) == ("freed", True)


def test_a_sentence_that_has_run_out_leaves_the_status_unknown_and_says_so() -> None:
    history = History().record("verdict", verdict("2030-01-01", 5))
    assert standing(history, "2034-12-31").status == "imprisoned"
    answer = standing(history, "2036-01-01")
    assert (answer.status, answer.certain, answer.entry) == ("unknown", False, "verdict")
    assert answer.why is not None
    assert "run out" in answer.why


def test_sentences_of_one_imprisonment_are_taken_together_before_they_have_run_out() -> None:
    history = History().record("first", verdict("2030-01-01", 18)).record("second", verdict("2031-01-01", 1))
    assert standing(history, "2040-01-01").status == "imprisoned"
    history = (
        History()
        .record("old", verdict("2020-01-01", 18))
        .record("release", freed("2030-01-01", "freed"))
        .record("new", verdict("2031-01-01", 1))
    )
    assert standing(history, "2033-01-01").status == "unknown"


def test_a_correction_takes_a_person_out_of_a_release() -> None:
    history = History().record("verdict", verdict("2030-01-01", 9)).record("release", freed("2030-05-01", "freed"))
    assert standing(history, "2030-06-01").status == "freed"
    history.correct("release", named=[])
    assert standing(history, "2030-06-01").status == "imprisoned"


# ------------------------------------------------------------- the front door


def person_actor(actor: str, name: str) -> Actor:
    return Actor(id=actor, type="person", names=(Name(text=name, lang="en", script="Latn"),))


@pytest.fixture
def timeline() -> Iterable[Timeline]:
    people = Register([person_actor("aa", "Ann"), person_actor("bb", "Bob"), person_actor("lithuania", "Lithuania")])
    with Timeline.in_memory(register=people, clock=lambda: datetime(2030, 6, 1, 22, tzinfo=UTC)) as timeline:
        yield timeline


def test_a_person_is_asked_for_by_name_on_a_day_as_known_then(timeline: Timeline) -> None:
    timeline.record(arrest("2030-01-01", 1, "aa"), ref="arrest", claims=[claim()])
    known = timeline.position()
    timeline.record(freed("2030-05-01", "freed"), ref="release", claims=[claim()])
    asked = timeline.person("Ann", on=date(2030, 5, 2))
    assert (asked.person, asked.standing.status) == ("aa", "freed")
    assert timeline.person("Ann", on=date(2030, 5, 2), known_at=known).standing.status == "detained"
    assert timeline.person("bb").steps == ()
    with pytest.raises(UnknownActorError):
        timeline.person("Nobody")


def test_without_a_day_it_is_today_in_minsk_by_the_clock(timeline: Timeline) -> None:
    timeline.record(arrest("2030-06-02", 1, "aa"), ref="arrest", claims=[claim()])
    timeline.record(freed("2030-06-03", "freed"), ref="release", claims=[claim()])
    answer = timeline.person("aa").standing
    assert (answer.on, answer.status) == (date(2030, 6, 2), "detained")  # 22:00 UTC is the next day in Minsk


# ----------------------------------------------------------------- properties

FACTS = st.one_of(
    st.builds(lambda when: arrest(when, 1, "aa"), st.sampled_from(["2030-01-03", "2030-01-05", "2030-01"])),
    st.builds(verdict, st.sampled_from(["2030-01-04", "2030-01-06~"]), st.just(5)),
    st.builds(freed, st.sampled_from(["2030-01-02", "2030-01-05", "2030-01-04/2030-01-06"]), st.just("freed")),
    st.builds(status, st.sampled_from(["2030-01-04", "2030-01-07"]), st.just("aa"), st.just("hospitalised")),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(FACTS, max_size=5), st.integers(1, 9), st.randoms())
def test_the_order_of_entries_changes_nothing_and_every_status_is_told(facts: list[Any], day: int, random: Any) -> None:
    history = History()
    for index, fact in enumerate(facts):
        history.record(f"entry-{index}", fact)
    entries: list[Entry] = history.entries()
    on = date(2030, 1, day)
    answer = person(entries, "aa", on)
    assert person(random.sample(entries, len(entries)), "aa", on) == answer
    # Whoever is somewhere is there by an entry that can have been by then; a certain one knows of no other.
    begun = {step.entry: step for step in answer.steps if (step.on.earliest or on) <= on}
    assert (answer.standing.status is None) == (not begun)
    if answer.standing.entry:
        assert begun[answer.standing.entry].status == answer.standing.status
    assert not (answer.standing.certain and answer.standing.possible)
