"""Two nouns that are one actor: kin, spokespeople, holders of offices on a day."""

from __future__ import annotations

from datetime import date

import pytest

from tests.named import DAY, actors, mentions


@pytest.mark.parametrize(
    "text",
    [
        "муж Ціханоўскай", "мужа Ціханоўскай вызвалілі?", "Tsikhanouskaya's husband",
        "husband of Sviatlana Tsikhanouskaya",
        "Ehemann von Tichanowskaja", "Tichanowskajas Mann", "mąż Cichanouskiej", "Cichanouskajos vyras",
        "Чоловік Тихановської на волі?", "муж Тихановской",
    ],
)  # fmt: skip
def test_her_husband_is_siarhei_in_every_language(text: str) -> None:
    (mention,) = mentions(text)
    assert (mention.actors, mention.how, mention.person) == (("siarhei_tsikhanouski",), "relation", True)
    assert [part.actors for part in mention.parts] == [("sviatlana_tsikhanouskaya",)]


def test_kin_that_the_register_does_not_know_is_a_person_and_not_the_owner() -> None:
    for text in ("жена Лукашенко", "Statkevich's wife", "мать Колесниковой", "семья Лосика"):
        (mention,) = mentions(text)
        assert (mention.actors, mention.how, mention.person) == ((), "relation", True), text


def test_sons_are_both_of_them_unless_one_is_named() -> None:
    assert set(actors("сын Лукашенко")) == {"viktar_lukashenka", "mikalai_lukashenka"}
    assert actors("советник Тихановской Вячорко") == ["franak_viacorka"]


def test_people_are_counted_with_the_word_for_a_husband() -> None:
    assert actors("Скільки чоловік звільнив Лукашенко?") == ["lukashenko"]
    assert actors("200 чоловік Лукашенко звільнив") == ["lukashenko"]


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Lukashenko's spokeswoman", "natallia_eismant"),
        ("Что говорила пресс-секретарь Лукашенко?", "natallia_eismant"),
        ("Lukašenkos spaudos sekretorė", "natallia_eismant"),
        ("White House spokeswoman", "karoline_leavitt"),
        ("What did the Pope say?", "pope_leo_xiv"),
        ("Што сказаў Папа Рымскі?", "pope_leo_xiv"),
        ("Госсекретарь США", "marco_rubio"),
        ("Belarusian prime minister", "aliaksandr_turchyn"),
        ("прэм'ер-міністр Беларусі", "aliaksandr_turchyn"),
        ("Polens Außenminister", "radoslaw_sikorski"),
        ("szef MSZ Polski", "radoslaw_sikorski"),
        ("глава КГБ Беларуси", "ivan_tertel"),
        ("US envoy to Belarus", "john_coale"),
        ("JAV pasiuntinys Baltarusijai", "john_coale"),
    ],
)
def test_an_office_that_one_person_holds_is_that_person(text: str, actor: str) -> None:
    assert actors(text) == [actor]


def test_an_office_keeps_whose_it_is_for_those_who_ask_who_holds_it() -> None:
    (mention,) = mentions("US envoy to Belarus")
    assert mention.how == "role"
    assert [part.actors for part in mention.parts] == [("united_states",), ("belarus",)]


def test_an_office_is_its_holder_on_the_day_asked() -> None:
    assert actors("президент США", date(2022, 1, 1)) == ["united_states"]  # nobody in the register held it then
    assert actors("президент США", DAY) == ["donald_trump"]
    assert actors("министр иностранных дел Беларуси", date(2023, 5, 1)) == ["siarhei_aleinik"]
    assert actors("US envoy to Belarus", date(2025, 10, 1)) == ["united_states", "belarus"]


def test_an_office_that_several_have_is_nobodys() -> None:
    assert actors("What did the US envoy say?") == ["united_states"]
    assert actors("former US president") == ["united_states"]
    assert actors("the minister said") == []


def test_a_holder_named_beside_the_office_is_one_person_once() -> None:
    assert actors("US President Donald Trump") == ["donald_trump"]
    assert actors("министр иностранных дел Беларуси Рыженков") == ["maksim_ryzhenkov"]
    assert actors("Ці званіў прэзідэнт ЗША Лукашэнку?") == ["donald_trump", "lukashenko"]
