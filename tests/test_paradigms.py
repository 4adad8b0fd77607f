"""Case forms of names: which endings a name can have, and which make it another one."""

from __future__ import annotations

import pytest

from timeline.asking.paradigms import Gender, gender_of_ending, paradigms


def forms(word: str, language: str, gender: Gender | None, *, person: bool = True) -> set[str]:
    told = paradigms(word, language=language, person=person, gender=gender)
    return {stem + ending for stem, endings in told for ending in endings}


@pytest.mark.parametrize(
    ("word", "language", "gender", "declined"),
    [
        ("Лукашэнка", "be", "male", "Лукашэнкі Лукашэнку Лукашэнкам Лукашэнцы"),
        ("Лукашенко", "uk", "male", "Лукашенка Лукашенку Лукашенкові Лукашенком"),
        ("Саннікаў", "be", "male", "Саннікава Саннікаву Саннікавым"),
        ("Колесникова", "ru", "female", "Колесниковой Колесникову"),
        ("Тихановский", "ru", "male", "Тихановского Тихановскому Тихановским Тихановском"),
        ("Тихановська", "uk", "female", "Тихановської Тихановській Тихановську Тихановською"),
        ("Łukaszenka", "pl", "male", "Łukaszenki Łukaszence Łukaszenkę Łukaszenką"),
        ("Poczobut", "pl", "male", "Poczobuta Poczobutowi Poczobutem Poczobucie"),
        ("Statkevičius", "lt", "male", "Statkevičiaus Statkevičiui Statkevičių Statkevičiumi"),
        ("Tichanovskaja", "lt", "female", "Tichanovskajos Tichanovskajai Tichanovskają"),
        ("Северинец", "ru", "male", "Северинца Северинцу Северинцем"),
        ("Дзядок", "be", "male", "Дзядка Дзядку Дзядком"),
        ("Statkewitsch", "de", "male", "Statkewitschs"),
    ],
)
def test_a_name_has_the_forms_of_its_declension(word: str, language: str, gender: Gender, declined: str) -> None:
    assert {form.lower() for form in declined.split()} <= forms(word, language, gender)


def test_a_womans_surname_in_a_consonant_is_not_declined() -> None:
    assert forms("Хомич", "ru", "female") == {"хомич"}
    assert "хомича" not in forms("Хомич", "ru", "female")


def test_a_mans_surname_has_no_feminine_forms() -> None:
    assert "путиной" not in forms("Путин", "ru", "male")
    assert not {"тихановская", "тихановской", "тихановскую"} & forms("Тихановский", "ru", "male")


def test_a_country_in_ya_has_no_forms_of_a_word_in_a() -> None:
    assert not {"росы", "роса", "росу"} & forms("Росія", "uk", None, person=False)


@pytest.mark.parametrize(
    ("word", "gender"),
    [
        ("Ціханоўскай", "female"), ("Ціханоўскага", "male"), ("Тихановській", "female"), ("Тихановський", "male"),
        ("Cichanouskiej", "female"), ("Cichanouskiego", "male"), ("Cichanouskio", "male"), ("Cichanouskajos", "female"),
        ("Лукашенко", None), ("Тихановские", None), ("Łatuszka", None), ("Статкевича", None),
    ],
)  # fmt: skip
def test_an_ending_in_ski_or_skaja_says_whose_it_is(word: str, gender: Gender | None) -> None:
    assert gender_of_ending(word) == gender
