"""What may be done to an entry, and what not: plain functions from an entry to the event that follows."""

from collections.abc import Callable

import pytest

from timeline import (
    Actor,
    Claim,
    Corroborated,
    Entry,
    Envelope,
    Event,
    Meeting,
    Name,
    Quantity,
    Recorded,
    Register,
    Release,
    Retracted,
)
from timeline import decisions as decide
from timeline.entry import fold
from timeline.errors import InputError, RefTakenError, StatusError, TimelineError, VersionError
from timeline.events import SHAPES, Disputed, Linked, Merged, Reinstated

FACT = Release(when="2025-09-11", people=52, title={"en": "52 people freed"})


def claim(publisher: str, **given: object) -> Claim:
    return Claim.model_validate({"source": {"publisher": publisher}, **given})


REUTERS, AP, BELTA = claim("Reuters"), claim("AP"), claim("BelTA", asserted_by="belta")


def entry(*later: Event, ref: str = "release-1", fact: Release | Meeting = FACT) -> Entry:
    events: list[Event] = [Recorded(fact=fact, claims=[REUTERS]), *later]
    made = fold(
        Envelope(version, ref, version, SHAPES.topic(event), bytes(16), version, event)
        for version, event in enumerate(events, 1)
    )
    assert made is not None
    return made


STANDING = entry()
DISPUTED = entry(Disputed(claims=[AP.model_copy(update={"stance": "disputes"})]))
RETRACTED = entry(Retracted(reason="r"))
MERGED = entry(Merged(into="release-2", reason="r"))
OTHER = entry(ref="release-2")
MEETING = entry(ref="meeting-1", fact=Meeting(when="2025-09-11", participants=["john_coale", "lukashenko"]))


def test_a_first_recording_is_recorded() -> None:
    assert decide.record(None, "release-1", FACT, [REUTERS]) == Recorded(fact=FACT, claims=[REUTERS])


def test_the_same_recording_again_does_nothing() -> None:
    assert decide.record(STANDING, "release-1", FACT, [REUTERS]) is None


def test_an_unseen_claim_is_corroborated_once() -> None:
    assert decide.record(STANDING, "release-1", FACT, [REUTERS, AP, AP]) == Corroborated(claims=[AP])


def test_a_recording_is_compared_with_the_fact_as_first_recorded() -> None:
    corrected = entry(decide.correct(STANDING, {"people": 51}, "recounted", []))
    assert decide.record(corrected, "release-1", FACT, [REUTERS]) is None
    with pytest.raises(RefTakenError):
        decide.record(corrected, "release-1", Release(when="2025-09-11", people=51), [REUTERS])


def test_another_fact_under_the_ref_is_refused_and_both_are_shown() -> None:
    with pytest.raises(RefTakenError) as caught:
        decide.record(
            STANDING, "release-1", FACT.model_copy(update={"people": Quantity(value=51)}), [REUTERS], "line 4"
        )
    message = str(caught.value)
    assert message.startswith("line 4, ref: ")
    assert "52" in caught.value.recorded
    assert "51" in caught.value.given
    assert caught.value.recorded in message
    assert caught.value.given in message


def test_nothing_is_recorded_without_a_claim() -> None:
    with pytest.raises(InputError, match="no source"):
        decide.record(None, "release-1", FACT, [])
    with pytest.raises(InputError, match="no source"):
        decide.record(STANDING, "release-1", FACT, [])


@pytest.mark.parametrize(
    "act",
    [
        lambda many: decide.record(None, "release-1", FACT, many),
        lambda many: decide.record(STANDING, "release-1", FACT, many),
        lambda many: decide.corroborate(STANDING, many),
        lambda many: decide.dispute(STANDING, many),
        lambda many: decide.correct(STANDING, {"people": 51}, "r", many),
        lambda many: decide.retract(STANDING, "r", many),
        lambda many: decide.reinstate(RETRACTED, "r", many),
        lambda many: decide.link(STANDING, "part_of", OTHER, many),
    ],
)
def test_more_claims_than_an_event_can_hold_are_refused_before_they_are_stored(
    act: Callable[[list[Claim]], Event | None],
) -> None:
    with pytest.raises(InputError, match="200"):
        act([claim(f"Publisher {number}") for number in range(201)])


def test_a_claim_that_is_there_or_given_twice_is_not_stored_again() -> None:
    assert decide.record(None, "release-1", FACT, [AP, AP]) == Recorded(fact=FACT, claims=[AP])
    assert decide.record(STANDING, "release-1", FACT, [REUTERS, AP, AP]) == Corroborated(claims=[AP])
    assert decide.correct(STANDING, {"people": 51}, "r", [REUTERS, AP, AP]).claims == (AP,)
    assert decide.retract(STANDING, "r", [REUTERS, AP, AP]).claims == (AP,)
    assert decide.reinstate(RETRACTED, "r", [REUTERS, AP, AP]).claims == (AP,)
    against = AP.model_copy(update={"stance": "disputes"})
    assert decide.dispute(STANDING, [AP, AP]) == Disputed(claims=[against])
    assert decide.link(STANDING, "part_of", OTHER, [AP, AP]) == Linked(kind="part_of", to="release-2", claims=[AP])


# ------------------------------------------------------------------ what each status allows

ACTS: dict[str, Callable[[Entry], object]] = {
    "corroborate": lambda one: decide.corroborate(one, [BELTA]),
    "dispute": lambda one: decide.dispute(one, [BELTA]),
    "correct": lambda one: decide.correct(one, {"people": 51}, "r", []),
    "retract": lambda one: decide.retract(one, "r", []),
    "reinstate": lambda one: decide.reinstate(one, "r", []),
    "link": lambda one: decide.link(one, "part_of", OTHER, [BELTA]),
    "be linked to": lambda one: decide.link(OTHER, "part_of", one, [BELTA]),
    "merge": lambda one: decide.merge(one, OTHER, "r"),
    "be merged into": lambda one: decide.merge(OTHER, one, "r"),
}
ALLOWED = {
    "standing": {*ACTS} - {"reinstate"},
    "disputed": {*ACTS},
    "retracted": {"corroborate", "reinstate", "link", "be linked to"},
    "merged": {"reinstate"},
}


@pytest.mark.parametrize("one", [STANDING, DISPUTED, RETRACTED, MERGED], ids=lambda one: one.status)
@pytest.mark.parametrize("act", ACTS)
def test_each_status_allows_what_makes_sense_and_refuses_the_rest(one: Entry, act: str) -> None:
    if act in ALLOWED[one.status]:
        assert ACTS[act](one) is not None
    else:
        with pytest.raises(StatusError) as caught:
            ACTS[act](one)
        assert one.ref in str(caught.value)
        assert "reinstate" in str(caught.value)


def test_a_merged_entry_points_to_the_one_that_carries_on() -> None:
    with pytest.raises(StatusError, match="release-2"):
        decide.correct(MERGED, {"people": 51}, "r", [])


# ------------------------------------------------------------------ correct


def test_a_correction_holds_the_whole_fact_as_it_now_stands() -> None:
    event = decide.correct(STANDING, {"people": 51, "place": "minsk"}, "recounted", [AP])
    assert event.fact == Release(when="2025-09-11", people=51, place="minsk", title={"en": "52 people freed"})
    assert event.claims == (AP,)


def test_none_takes_a_field_away() -> None:
    assert decide.correct(STANDING, {"title": None}, "r", []).fact == Release(when="2025-09-11", people=52)


@pytest.mark.parametrize("value", [51, {"value": 51}, Quantity(value=51), {"value": 51, "lower": 51, "upper": 51}])
def test_a_correction_takes_values_as_json_or_as_models(value: object) -> None:
    assert decide.correct(STANDING, {"people": value}, "r", []).fact.model_dump()["people"]["value"] == 51


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({}, "set"),
        ({"kind": "call"}, "kind"),
        ({"ref": "release-9"}, "ref"),
        ({"participants": ["aa", "bb"]}, "participants"),
        ({"largest": True}, "largest"),
        ({"people.value": 51}, "people.value"),
        ({"people": 52}, "set"),
        ({"people": None}, "people"),
        ({"people": -1}, "people.value"),
        ({"people": "many"}, "people"),
        ({"when": "2025-02-30"}, "when"),
        ({"when_verbatim": "early September"}, "when"),
        ({"title": {"en": "<b>"}}, "title.en"),
        ({"place": object()}, "place"),
    ],
    ids=str,
)
def test_a_correction_that_cannot_be_is_refused_and_names_the_field(changes: dict[str, object], field: str) -> None:
    with pytest.raises(InputError) as caught:
        decide.correct(STANDING, changes, "r", [])
    assert caught.value.field == field
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.parametrize("reason", ["", "  ", "<b>x</b>", "a\x00", "x" * 10_000])
def test_a_reason_is_plain_text(reason: str) -> None:
    for act in (
        lambda: decide.correct(STANDING, {"people": 51}, reason, []),
        lambda: decide.retract(STANDING, reason, []),
        lambda: decide.reinstate(RETRACTED, reason, []),
        lambda: decide.merge(STANDING, OTHER, reason),
    ):
        with pytest.raises(InputError) as caught:
            act()
        assert caught.value.field == "reason"


# ------------------------------------------------------------------ claims, ties, merges


def test_claims_that_are_there_change_nothing() -> None:
    assert decide.corroborate(STANDING, [REUTERS]) is None
    assert decide.dispute(DISPUTED, [AP]) is None


def test_a_dispute_keeps_its_claims_as_disputing() -> None:
    event = decide.dispute(STANDING, [AP])
    assert event is not None
    assert [one.stance for one in event.claims] == ["disputes"]


def test_a_settled_dispute_can_be_taken_up_again_with_the_same_claim() -> None:
    against = AP.model_copy(update={"stance": "disputes"})
    settled = entry(Disputed(claims=[against]), Reinstated(reason="settled"))
    assert decide.dispute(settled, [AP]) == Disputed(claims=[against])


@pytest.mark.parametrize("act", [decide.corroborate, decide.dispute])
def test_support_and_dispute_need_a_source(act: Callable[[Entry, list[Claim]], object]) -> None:
    with pytest.raises(InputError, match="source"):
        act(STANDING, [])


def test_a_tie_needs_a_source_of_its_own_and_is_tied_once() -> None:
    with pytest.raises(InputError, match="source"):
        decide.link(STANDING, "part_of", OTHER, [])
    event = decide.link(STANDING, "part_of", OTHER, [REUTERS])
    assert event == Linked(kind="part_of", to="release-2", claims=[REUTERS])
    tied = entry(event)
    assert decide.link(tied, "part_of", OTHER, [REUTERS]) is None
    assert decide.link(tied, "part_of", OTHER, [REUTERS, AP]) == Linked(kind="part_of", to="release-2", claims=[AP])
    assert decide.link(tied, "follows", OTHER, [REUTERS]) == Linked(kind="follows", to="release-2", claims=[REUTERS])


def test_an_entry_is_not_tied_to_or_merged_into_itself() -> None:
    with pytest.raises(InputError, match="itself"):
        decide.link(STANDING, "part_of", STANDING, [REUTERS])
    with pytest.raises(InputError, match="itself"):
        decide.merge(STANDING, STANDING, "r")


def test_an_unknown_tie_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        decide.link(STANDING, "similar_to", OTHER, [REUTERS])  # type: ignore[arg-type]
    assert caught.value.field == "kind"


def test_a_merge_hands_the_unseen_claims_over() -> None:
    gone = entry(Corroborated(claims=[AP]))
    assert decide.merge(gone, OTHER, "the same") == (
        Merged(into="release-2", reason="the same"),
        Corroborated(claims=[AP]),
    )
    assert decide.merge(STANDING, OTHER, "the same") == (Merged(into="release-2", reason="the same"), None)


def test_two_kinds_are_never_one_thing() -> None:
    with pytest.raises(InputError, match="link them instead"):
        decide.merge(STANDING, MEETING, "r")


# ------------------------------------------------------------------ checks


@pytest.mark.parametrize(
    "ref", ["", "ab", "x" * 61, "A-b", "a_b", "a b", "call-1\n", "actor:belta", "\ud800", "a\x00bc"], ids=ascii
)
def test_what_is_no_ref_is_refused_in_one_line(ref: str) -> None:
    assert not decide.is_ref(ref)
    with pytest.raises(InputError) as caught:
        decide.check_ref(ref, "line 2")
    assert str(caught.value).startswith("line 2, ref: ")
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("given", [None, 0, 1, 3, -2])
def test_another_version_than_the_current_one_is_refused_and_the_current_one_shown(given: int | None) -> None:
    with pytest.raises(VersionError) as caught:
        decide.check_version("release-1", 2, given)
    assert caught.value.current == 2
    decide.check_version("release-1", 2, 2)


PEOPLE = Register(
    Actor(id=key, type="person", names=[Name(text=key, lang="en", script="Latn")]) for key in ("lukashenko", "belta")
)


def test_whoever_a_fact_or_claim_names_must_be_known() -> None:
    fact = Release(when="2025-09-11", people=52, by=["lukashenko", "lukashenka"])
    with pytest.raises(InputError) as caught:
        decide.check_actors(fact, [], PEOPLE, "line 3")
    assert (caught.value.field, caught.value.where) == ("fact.by.1", "line 3")
    assert "did you mean lukashenko?" in str(caught.value)
    with pytest.raises(InputError) as caught:
        decide.check_actors(FACT, [REUTERS, claim("AP", asserted_by="nobody")], PEOPLE)
    assert caught.value.field == "claims.1.asserted_by"
    decide.check_actors(FACT, [BELTA], PEOPLE)


def test_an_actor_is_tied_only_to_actors_that_are_known() -> None:
    tied = Actor.model_validate({
        "id": "minsk", "type": "place", "names": [{"text": "Minsk", "lang": "en", "script": "Latn"}],
        "relations": [{"kind": "located_in", "to": "belarus"}],
    })  # fmt: skip
    with pytest.raises(InputError) as caught:
        decide.check_relations(tied, PEOPLE)
    assert caught.value.field == "actor.relations.0.to"


@pytest.mark.parametrize(
    "scope", ["entry", "people", "nationalities.PL", "named.0.outcome", "title.en", "links", "links.0"]
)
def test_a_claim_may_be_about_the_entry_a_field_of_it_or_a_tie(scope: str) -> None:
    decide.check_claims(FACT, [claim("BelTA", scope=scope)])


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"scope": "participants"}, "claims.0.scope"),
        ({"scope": "largest"}, "claims.0.scope"),
        ({"scope": "people", "value": "many"}, "claims.0.value"),
        ({"scope": "people", "value": -2}, "claims.0.value.value"),
        ({"scope": "when", "value": "2025-02-30"}, "claims.0.value"),
        ({"scope": "mode", "value": "gift"}, "claims.0.value"),
        ({"scope": "nationalities", "value": {"pl": 2}}, "claims.0.value.pl"),
        ({"scope": "by", "value": "lukashenko"}, "claims.0.value"),
    ],
    ids=str,
)
def test_a_claim_about_no_field_or_with_a_value_that_the_field_cannot_have_is_refused(
    given: dict[str, object], field: str
) -> None:
    with pytest.raises(InputError) as caught:
        decide.check_claims(FACT, [claim("BelTA", **given)])
    assert caught.value.field == field


def test_decisions_raise_nothing_but_errors_of_the_timeline() -> None:
    for one in (STANDING, DISPUTED, RETRACTED, MERGED):
        for act in ACTS.values():
            try:
                act(one)
            except TimelineError:
                continue
