"""The register: exact names in every script, ties, and what an actor may be."""

import copy
import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from timeline import Actor, Name, Register, Relation, Role
from timeline.errors import AmbiguousNameError, NotFoundError, UnknownActorError
from timeline.register import FOR_PERSONS, UPWARD, fold


def actor(key: str, kind: str = "organisation", *ties: tuple[str, str], names: tuple[str, ...] = ()) -> Actor:
    return Actor.model_validate(
        {
            "id": key,
            "type": kind,
            "names": [{"text": text, "lang": "en", "script": "Latn"} for text in names or (key.replace("_", " "),)],
            "relations": [{"kind": tie, "to": to} for tie, to in ties],
        }
    )


LUKASHENKO = Actor(
    id="lukashenko",
    type="person",
    names=[
        Name(text="Аляксандр Лукашэнка", lang="be", script="Cyrl"),
        Name(text="Лукашэнка", lang="be", script="Cyrl", kind="short"),
        Name(text="Лукашэнкі", lang="be", script="Cyrl", kind="inflected"),
        Name(text="Alaksandr Łukašenka", lang="be", script="Latn"),
        Name(text="Александр Лукашенко", lang="ru", script="Cyrl"),
        Name(text="Lukashenko", lang="en", script="Latn", kind="short"),
        Name(text="Alexander Lukashenko", lang="en", script="Latn"),
        Name(text="Alexander Lukaschenko", lang="de", script="Latn"),
        Name(text="Alaksandr Łukaszenka", lang="pl", script="Latn"),
        Name(text="Aliaksandras Lukašenka", lang="lt", script="Latn"),
        Name(text="Олександр Лукашенко", lang="uk", script="Cyrl"),
    ],
)
STATES = [
    actor("united_states", "state", names=("United States", "US")),
    actor("us_treasury", "organisation", ("part_of", "united_states")),
    actor("ofac", "organisation", ("part_of", "us_treasury"), names=("OFAC",)),
    actor("us_president", "office", ("of", "united_states"), ("filled_by", "united_states")),
    actor("us_envoy", "office", ("of", "united_states"), ("for", "belarus"), ("filled_by", "us_president")),
    actor("belarus", "state"),
    actor("minsk", "place", ("located_in", "belarus")),
    actor("european_union", "organisation", names=("EU",)),
    actor("lithuania", "state", ("member_of", "european_union")),
    actor("spokeswoman", "person", ("spokesperson_of", "belarus"), ("wife_of", "somebody")),
    actor("somebody", "person", ("adviser_of", "united_states")),
]
REGISTER = Register([LUKASHENKO, *STATES])


@pytest.mark.parametrize("name", [
    "lukashenko", "Лукашэнка", "лукашэнкі", "АЛЯКСАНДР ЛУКАШЭНКА", "Alaksandr Łukašenka", "alaksandr łukašenka",
    "Александр  Лукашенко", "\tLukashenko\n", "Alexander\u00a0Lukashenko", "Alaksandr Łukas\u030cenka",
    "Alexander Lukaschenko", "Alaksandr Łukaszenka", "Aliaksandras Lukašenka", "Олександр Лукашенко",
])  # fmt: skip
def test_an_actor_is_found_by_id_and_by_every_name_in_any_case_and_composition(name: str) -> None:
    assert REGISTER.find(name) == LUKASHENKO


@pytest.mark.parametrize(
    "name", ["", " ", "Lukash", "Лукашэнк", "Lukasenka", "Lukashenko.", "lukashenko2", "\x00", "\ud800"], ids=ascii
)
def test_nothing_is_guessed(name: str) -> None:
    assert REGISTER.named(name) == ()
    with pytest.raises(UnknownActorError) as caught:
        REGISTER.find(name)
    assert len(str(caught.value).splitlines()) == 1


def test_an_unknown_name_is_refused_with_ids_that_look_like_it() -> None:
    with pytest.raises(UnknownActorError) as caught:
        REGISTER.find("Lukashenka")
    assert caught.value.near == ("lukashenko",)
    assert "did you mean lukashenko?" in str(caught.value)
    with pytest.raises(NotFoundError):
        REGISTER["lukashenka"]


def test_a_name_of_several_actors_names_them_all() -> None:
    register = Register([actor("rumas_a", names=("Rumas",)), actor("rumas_b", names=("RUMAS", "Rumas"))])
    assert [found.id for found in register.named("rumas")] == ["rumas_a", "rumas_b"]
    with pytest.raises(AmbiguousNameError) as caught:
        register.find("Rumas")
    assert caught.value.ids == ("rumas_a", "rumas_b")


def test_an_id_is_never_ambiguous_with_a_name() -> None:
    register = Register([actor("belta"), actor("other", names=("belta",))])
    assert register.find("belta").id == "belta"


@pytest.mark.parametrize("apostrophe", "'’ʼ`´′")
def test_every_apostrophe_is_one(apostrophe: str) -> None:
    register = Register([actor("lepel", "place", names=("Лук'янаў",))])
    assert register.find(f"лук{apostrophe}янаў").id == "lepel"


@settings(deadline=None)
@given(st.text(max_size=20))
def test_folding_twice_is_folding_once(name: str) -> None:
    assert fold(fold(name)) == fold(name)


def test_us_matches_ofac_and_ofac_does_not_match_us() -> None:
    assert REGISTER.belongs("ofac", "united_states")
    assert REGISTER.belongs("us_treasury", "united_states")
    assert REGISTER.belongs("us_envoy", "united_states")
    assert not REGISTER.belongs("united_states", "ofac")
    assert REGISTER.above("ofac") == {"ofac", "us_treasury", "united_states"}


def test_an_office_belongs_to_whose_it_is_not_to_what_it_is_for_or_to_who_fills_it() -> None:
    assert REGISTER.above("us_envoy") == {"us_envoy", "united_states"}


def test_a_place_lies_in_its_state_and_a_state_is_not_its_union() -> None:
    assert REGISTER.belongs("minsk", "belarus")
    assert not REGISTER.belongs("lithuania", "european_union")


def test_a_person_stands_for_the_body_served_not_for_kin_or_clients() -> None:
    assert REGISTER.above("spokeswoman") == {"spokeswoman", "belarus"}
    assert REGISTER.above("somebody") == {"somebody"}
    assert UPWARD < FOR_PERSONS


def test_ties_in_a_circle_end() -> None:
    register = Register(
        [actor("one", "organisation", ("part_of", "two")), actor("two", "organisation", ("part_of", "one"))]
    )
    assert register.above("one") == register.above("two") == {"one", "two"}
    assert register.below("one") == register.below("two") == {"one", "two"}


def test_what_is_below_an_actor_is_what_the_actor_is_above() -> None:
    for whole in REGISTER:
        assert REGISTER.below(whole.id) == {actor.id for actor in REGISTER if REGISTER.belongs(actor.id, whole.id)}
    assert REGISTER.below("nobody_known") == frozenset()


def test_what_is_not_in_the_register_belongs_to_nothing() -> None:
    assert REGISTER.above("nobody") == frozenset()
    assert not REGISTER.belongs("nobody", "nobody")
    assert "nobody" not in REGISTER


def test_a_register_with_more_actors_is_a_new_one() -> None:
    changed = actor("belarus", "state", names=("Belarus", "Беларусь"))
    more = REGISTER.with_actors([changed, actor("hrodna", "place")])
    assert len(more) == len(REGISTER) + 1
    assert more["belarus"] == changed
    assert more.find("беларусь").id == "belarus"
    assert "hrodna" not in REGISTER
    assert REGISTER.named("беларусь") == ()
    assert [found.id for found in more][:2] == ["lukashenko", "united_states"]


def test_a_name_is_given_in_the_language_asked_for_else_in_english_else_the_first() -> None:
    assert LUKASHENKO.name("be") == "Аляксандр Лукашэнка"
    assert LUKASHENKO.name("lt") == "Aliaksandras Lukašenka"
    assert LUKASHENKO.name() == LUKASHENKO.name("fr") == "Alexander Lukashenko"
    only = Actor(id="nn1", type="place", names=[Name(text="Гродна", lang="be", script="Cyrl", kind="short")])
    assert only.name("de") == "Гродна"
    assert Actor(id="nn2", type="person", private=True).name("be") == "nn2"


def test_ties_are_followed_by_kind() -> None:
    envoy = REGISTER["us_envoy"]
    assert envoy.to("of") == ("united_states",)
    assert envoy.to("of", "for") == ("united_states", "belarus")
    assert envoy.to("husband_of") == ()


# ------------------------------------------------------------------ what an actor may be

FULL = {
    "id": "us_envoy_full",
    "type": "office",
    "names": [{"text": "Envoy", "lang": "en", "script": "Latn", "kind": "variant"}],
    "gender": "other",
    "relations": [{"kind": "filled_by", "to": "us_president", "since": "2025-11~", "until": "2026"}],
    "roles": [{"text": {"en": "envoy", "be": "пасланнік"}, "since": "2025", "until": "2026", "basis": "statute"}],
    "external_ids": {"wikidata": "Q1"},
    "number": 7,
    "private": False,
}


def test_an_actor_comes_back_from_json_pickle_and_copies_as_itself() -> None:
    for one in (LUKASHENKO, *STATES, Actor.model_validate(FULL)):
        for again in (
            Actor.model_validate_json(one.model_dump_json()),
            Actor.model_validate_json(one.model_dump_json(exclude_none=True)),
            pickle.loads(pickle.dumps(one)),
            copy.deepcopy(one),
        ):
            assert again == one


NO_ACTORS = {
    "no id": {"id": ""},
    "an id with capitals": {"id": "Envoy"},
    "an unknown type": {"type": "party"},
    "no name": {"names": []},
    "a blank name": {"names": [{"text": " ", "lang": "en", "script": "Latn"}]},
    "markup in a name": {"names": [{"text": "<b>x</b>", "lang": "en", "script": "Latn"}]},
    "an override in a name": {"names": [{"text": "a\u202eb", "lang": "en", "script": "Latn"}]},
    "a lone surrogate in a name": {"names": [{"text": "\ud800", "lang": "en", "script": "Latn"}]},
    "a name without a script": {"names": [{"text": "x", "lang": "en"}]},
    "a script in small letters": {"names": [{"text": "x", "lang": "en", "script": "latn"}]},
    "an unknown kind of name": {"names": [{"text": "x", "lang": "en", "script": "Latn", "kind": "nick"}]},
    "an unknown tie": {"relations": [{"kind": "friend_of", "to": "belarus"}, {"kind": "filled_by", "to": "belarus"}]},
    "a tie to nothing": {"relations": [{"kind": "filled_by"}]},
    "an office that nobody fills": {"relations": []},
    "an office that two fill": {"relations": [{"kind": "filled_by", "to": "aa"}, {"kind": "filled_by", "to": "bb"}]},
    "something else that is filled": {"type": "place"},
    "an impossible date": {"roles": [{"text": {"en": "x"}, "since": "2025-02-30"}]},
    "an outside id with blanks": {"external_ids": {"wiki data": "Q1"}},
    "an outside id that is a number": {"external_ids": {"wikidata": 1}},
    "a number below one": {"number": 0},
    "a private office with a name": {"private": True},
    "an unknown field": {"born": "1954"},
}


@pytest.mark.parametrize("changes", NO_ACTORS.values(), ids=NO_ACTORS)
def test_what_is_no_actor_is_refused(changes: dict[str, object]) -> None:
    assert Actor.model_validate(FULL)
    with pytest.raises(ValidationError):
        Actor.model_validate({**FULL, **changes})


@pytest.mark.parametrize("field", [
    {"names": [{"text": "x", "lang": "en", "script": "Latn"}]}, {"roles": [{"text": {"en": "teacher"}}]},
    {"external_ids": {"passport": "MP123"}},
])  # fmt: skip
def test_a_private_person_has_no_name_role_or_outside_id_here(field: dict[str, object]) -> None:
    assert Actor.model_validate({"id": "person_0001", "type": "person", "private": True})
    with pytest.raises(ValidationError, match="private person"):
        Actor.model_validate({"id": "person_0001", "type": "person", "private": True, **field})


def test_actors_do_not_change() -> None:
    for thing in (LUKASHENKO, LUKASHENKO.names[0], Relation(kind="of", to="belarus"), Role(text={"en": "x"})):
        for name in type(thing).model_fields:
            with pytest.raises(ValidationError):
                setattr(thing, name, None)


@pytest.mark.parametrize("update", [
    {"id": "No Id"}, {"type": "office"}, {"names": ()}, {"number": 0}, {"private": True}, {"age": 3},
])  # fmt: skip
def test_a_copy_that_no_actor_can_be_is_refused(update: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        LUKASHENKO.model_copy(update=update)
    with pytest.raises(ValidationError):
        LUKASHENKO.names[0].model_copy(update={"script": "latin"})
