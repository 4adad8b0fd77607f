"""The shipped register: ids, ties, names in seven languages, offices, and who is in it."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.shipped_pack import every_entry, imported, lines
from timeline import Actor, Appointment, Register, Timeline
from timeline.register import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

LANGUAGES = {"be", "ru", "uk", "en", "de", "pl", "lt"}
# No established Lithuanian (German) spelling was found; a transliteration of our own would be a guess.
NO_MAIN_NAME = {
    "lt": {
        "national_anticrisis_management", "narodnaya_hramada", "ryhor_kastusiou", "kim_samusenka",
        "aliaksandr_syrytsa", "dzmitry_salauyou", "henadz_kazakevich", "hlybokaye", "penal_colony_hlybokaye",
    },
    "de": {"aliaksandr_syrytsa"},
}  # fmt: skip
# Brand names that are written in Latin letters in Belarusian Cyrillic too.
LATIN_ONLY = {
    "dissidentby", "kyiv_independent", "faz", "responsible_statecraft", "hrw", "human_constanta", "tut_by",
    "truth_social",
}  # fmt: skip


@pytest.fixture(scope="module")
def shipped() -> Iterator[Timeline]:
    with imported() as timeline:
        yield timeline


@pytest.fixture(scope="module")
def register(shipped: Timeline) -> Register:
    return shipped.register()


def test_every_actor_is_recorded_once_under_its_own_id(register: Register) -> None:
    recorded = [line for line in map(json.loads, lines()) if line["type"] == "actor_recorded"]
    ids = [line["data"]["actor"]["id"] for line in recorded]
    assert [line["ref"] for line in recorded] == [f"actor:{actor}" for actor in ids]
    assert len(set(ids)) == len(ids) == len(register)


def test_every_tie_leads_to_an_actor_and_nobody_is_tied_to_themselves(register: Register) -> None:
    ties = [(actor.id, relation.kind, relation.to) for actor in register for relation in actor.relations]
    assert [tie for tie in ties if tie[2] not in register or tie[0] == tie[2]] == []
    repeated = Counter(
        (actor.id, *relation.model_dump().values()) for actor in register for relation in actor.relations
    )
    assert [tie for tie, times in repeated.items() if times > 1] == []


def test_nothing_belongs_to_itself_by_a_detour(register: Register) -> None:
    looped = [
        (actor.id, other)
        for actor in register
        for other in register.above(actor.id) - {actor.id}
        if register.belongs(other, actor.id)
    ]
    assert looped == []


def test_every_name_is_found_by_the_exact_index_in_any_case(register: Register) -> None:
    for actor in register:
        for name in actor.names:
            for spelling in (name.text, name.text.upper().replace("SS", "ss"), f"  {name.text} "):
                if fold(spelling) == fold(name.text):
                    assert actor in register.named(spelling), (actor.id, spelling)
        assert register.named(actor.id) == (actor,)


def test_nobodys_name_is_somebody_elses(register: Register) -> None:
    owners: dict[str, set[str]] = {}
    for actor in register:
        for name in actor.names:
            owners.setdefault(fold(name.text), set()).add(actor.id)
    assert {name: ids for name, ids in owners.items() if len(ids) > 1} == {}


def test_no_name_is_the_id_of_another_actor(register: Register) -> None:
    assert [
        (actor.id, name.text)
        for actor in register
        for name in actor.names
        if name.text in register and name.text != actor.id
    ] == []


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_everybody_has_a_main_name_in_the_language_but_for_known_gaps(register: Register, language: str) -> None:
    missing = {
        actor.id for actor in register if not any(name.lang == language and name.kind == "main" for name in actor.names)
    }
    assert missing == NO_MAIN_NAME.get(language, set())


def test_belarusian_names_are_in_both_scripts_but_for_latin_brands(register: Register) -> None:
    def scripts(actor: Actor) -> set[str]:
        return {name.script for name in actor.names if name.lang == "be" and name.kind == "main"}

    assert {actor.id for actor in register if "Cyrl" not in scripts(actor)} == LATIN_ONLY
    assert {actor.id for actor in register if "Latn" not in scripts(actor)} == set()


def test_a_name_is_written_in_the_script_it_claims(register: Register) -> None:
    letters = {"Cyrl": re.compile(r"[A-Za-zĀ-ž]{4}"), "Latn": re.compile(r"[\u0400-\u04ff]")}
    wrong = [
        (actor.id, name.text)
        for actor in register
        for name in actor.names
        if name.script in letters and letters[name.script].search(name.text)
    ]
    assert wrong == []
    assert {name.script for actor in register for name in actor.names} == {"Cyrl", "Latn"}


def test_belarus_is_called_belarus_in_what_we_write_ourselves(register: Register) -> None:
    old = re.compile(r"Белорусси|Білорусія|Weißrussland|Weissrussland|Byelorussia\b|Belorussia", re.IGNORECASE)
    ours = [(actor.id, name.text) for actor in register for name in actor.names if name.kind == "main"]
    assert [name for name in ours if old.search(name[1])] == []
    roles = [(actor.id, text) for actor in register for role in actor.roles for text in role.text.values()]
    assert [role for role in roles if old.search(role[1])] == []
    assert register.find("Белоруссия").id == register.find("Weißrussland").id == "belarus"


def test_every_office_says_whose_it_is_and_who_fills_it(register: Register) -> None:
    for actor in register:
        if actor.type == "office":
            assert len(actor.to("filled_by")) == 1, actor.id
            assert len(actor.to("of")) == 1, actor.id
        else:
            assert actor.to("filled_by") == (), actor.id


def test_whoever_announces_an_appointment_belongs_to_whoever_fills_the_office(
    shipped: Timeline, register: Register
) -> None:
    for ref, entry in every_entry(shipped).items():
        fact = entry.fact
        if isinstance(fact, Appointment) and fact.change in ("announced", "appointed") and fact.announced_by:
            (filler,) = register[fact.office].to("filled_by")
            assert register.belongs(fact.announced_by, filler), ref


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("ofac", "us_treasury"), ("ofac", "united_states"), ("bis", "united_states"), ("john_coale", "united_states"),
        ("keith_kellogg", "united_states"), ("donald_trump", "united_states"), ("us_embassy_minsk", "united_states"),
        ("us_special_envoy_belarus", "united_states"), ("white_house", "united_states"), ("belavia", "belarus"),
        ("belaruskali", "belarus"), ("agrorozkvit", "potash_sector"), ("belinvestbank", "finance_sector"),
        ("lukashenko", "belarus"), ("natallia_eismant", "belarus"), ("belarus_interior_ministry", "belarus"),
        ("homiel_regional_court", "belarus_courts"), ("penal_colony_hlybokaye", "belarus"), ("minsk", "belarus"),
        ("eu_council", "european_union"), ("european_commission", "european_union"), ("kaja_kallas", "european_union"),
        ("eu_belarus_sanctions", "european_union"), ("us_belarus_sanctions", "ofac"),
        ("us_bis_belarus_export_controls", "bis"), ("uk_belarus_sanctions", "united_kingdom"),
        ("canada_belarus_sanctions", "canada"), ("khochu_zhit_project", "ukraine"), ("vilnius_airport", "lithuania"),
        ("claudio_gugerotti", "holy_see"), ("pul_pervogo", "belarus"), ("valiantsin_stefanovic", "viasna"),
    ],
)  # fmt: skip
def test_what_belongs_to_a_whole_is_found_under_it(register: Register, part: str, whole: str) -> None:
    assert register.belongs(part, whole)


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        ("john_coale", "belarus"), ("us_special_envoy_belarus", "belarus"), ("us_embassy_vilnius", "belarus"),
        ("viasna", "belarus"), ("sviatlana_tsikhanouskaya", "belarus"), ("siarhei_tsikhanouski", "belarus"),
        ("lukashenko", "russia"), ("lithuania", "european_union"), ("ofac", "european_union"),
        ("mikalai_lukashenka", "belarus"), ("eu_belarus_sanctions", "belarus"),
    ],
)  # fmt: skip
def test_what_is_only_about_or_beside_a_whole_does_not_belong_to_it(register: Register, part: str, whole: str) -> None:
    assert not register.belongs(part, whole)


def test_family_ties_are_told_from_both_sides(register: Register) -> None:
    other = {"husband_of": "wife_of", "wife_of": "husband_of", "sibling_of": "sibling_of", "child_of": "parent_of"}
    other["parent_of"] = "child_of"
    for actor in register:
        for relation in actor.relations:
            if relation.kind in other:
                back = {tie.kind for tie in register[relation.to].relations if tie.to == actor.id}
                assert other[relation.kind] in back, (actor.id, relation)
    assert register["siarhei_tsikhanouski"].to("husband_of") == ("sviatlana_tsikhanouskaya",)


def test_nobody_is_private_and_no_role_is_a_prison_status(register: Register) -> None:
    assert [actor.id for actor in register if actor.private] == []
    status = re.compile(r"prison|jail|detain|arrest|sentenc|convict|captiv|exiled|freed|released|pardon")
    roles = [(actor.id, text) for actor in register for role in actor.roles for text in role.text.values()]
    # To speak for prisoners is public work.
    assert [role for role in roles if status.search(role[1].lower()) and role[0] != "tatsiana_khomich"] == []


def test_every_person_has_a_public_role_or_is_named_by_the_review(register: Register) -> None:
    silent = {actor.id for actor in register if actor.type == "person" and not actor.roles}
    assert silent == {"mikalai_lukashenka", "aliaksandr_syrytsa"}


def test_whoever_is_named_in_an_entry_is_in_the_register(shipped: Timeline, register: Register) -> None:
    for ref, entry in every_entry(shipped).items():
        for path, actor in entry.fact.mentions():
            assert actor in register, (ref, path)
        for claim in entry.claims:
            assert claim.asserted_by is None or claim.asserted_by in register, ref


def test_fields_hold_the_type_of_actor_they_are_for(shipped: Timeline, register: Register) -> None:
    types = {
        "person": {"person"}, "office": {"office"}, "programme": {"programme"}, "place": {"place", "state"},
        "counted_by": {"organisation"}, "authority": {"organisation", "state"},
        "speaker": {"person", "organisation"},
    }  # fmt: skip
    wrong = []
    for ref, entry in every_entry(shipped).items():
        for path, actor in entry.fact.mentions():
            field = path.rsplit(".", 1)[-1]
            if field in types and register[actor].type not in types[field]:
                wrong.append((ref, path, actor))
    assert wrong == []


def test_names_are_kept_short_and_once(register: Register) -> None:
    for actor in register:
        keys = [(name.text, name.lang, name.script) for name in actor.names]
        assert len(keys) == len(set(keys)), actor.id
        assert all(len(name.text) <= 120 for name in actor.names), actor.id
