"""Words as they sound and as they are written: what falls together, what is kept apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.asking.skeleton import letters, loose_stem, skeleton, splits, written_splits


@pytest.mark.parametrize(
    "spellings",
    [
        "Лукашэнка Лукашенко Łukašenka Lukaschenko Łukaszenka Lukashenko Lukasenka Лукошенко",
        "Ціханоўская Cichanoŭskaja Cichanouska Tsikhanouskaya Tsihanouskaya",
        "Статкевіч Статкевич Statkievič Statkiewicz Statkewitsch Statkevič",
        "Boehler Böhler",
        "Щирякова Shchirakova Szczyrakowa Schtschirakowa",
        "ўкраіна Украіна Украина",
    ],
)
def test_spellings_of_a_name_sound_alike(spellings: str) -> None:
    assert len({skeleton(word) for word in spellings.split()}) == 1


def test_different_names_sound_different() -> None:
    words = "Статкевіч Станкевіч Лукашэнка Латушка Лосік Лойка Коўл Калас Трамп Карней".split()  # noqa: SIM905
    assert len({skeleton(word) for word in words}) == len(words)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ціханоўскі", "Циханоускі"),
        ("Кёльн", "Кельн"),
        ("Łotwa", "Lotwa"),
        ("Россия", "Росия"),
        ("Об'єднаний", "Обєднаний"),
    ],
)
def test_letters_that_a_keyboard_lacks_fall_together(one: str, other: str) -> None:
    assert letters(one) == letters(other)


def test_letters_keep_vowels_and_consonants_apart() -> None:
    assert len({letters(word) for word in ("свеча", "Швеция", "роса", "Расія", "калі", "коўл", "коли")}) == 7


def test_a_stem_of_a_few_letters_is_left_whole() -> None:
    assert loose_stem("дом") == "dam"
    assert loose_stem("ООН") == skeleton("ООН")
    assert loose_stem("Белага") == "belah"


def test_a_word_is_cut_into_its_longest_stem_first() -> None:
    assert written_splits("Статкевичем")[:2] == (("статкевичем", ""), ("статкевич", "ем"))
    assert ("lukasenk", "am") in splits("Лукашэнкам")


@given(st.text(max_size=40))
def test_any_text_has_a_skeleton_of_latin_letters_and_few_cuts(text: str) -> None:
    sound = skeleton(text)
    assert sound == "" or (sound.isascii() and sound.isalpha() and sound.islower())
    assert len(splits(text)) <= 8
    assert len(written_splits(text)) <= 8
    assert skeleton(text) == skeleton(text.upper()) or not text.isascii()
