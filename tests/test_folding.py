from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.asking.folding import LONGEST_TEXT, MOST_WORDS, Token, fold, key_of, other_layouts, word_keys


def keys(text: str) -> list[str]:
    return [token.key for token in fold(text).tokens if token.script != "other"]


def only(text: str) -> Token:
    (token,) = fold(text).tokens
    return token


def found(typed: str, word: str, language: str | None = None) -> bool:
    return bool(set(only(typed).keys) & set(word_keys(word, language)))


def test_latin_i_inside_belarusian_is_repaired() -> None:
    typed = "палiтвязнi ў снежнi"
    assert [token.text for token in fold(typed).tokens] == ["палітвязні", "ў", "снежні"]
    assert keys(typed) == keys("палітвязні ў снежні")


def test_a_latin_i_alone_between_cyrillic_words_is_the_cyrillic_one() -> None:
    assert keys("Трамп i Лукашэнка") == ["трамп", "і", "лукашэнка"]
    assert keys("Trump i Łukaszenka") == ["trump", "i", "lukaszenka"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Tpaмп", "Трамп"),
        ("Лукaшeнкo", "Лукашенко"),
        ("Trumр", "Trump"),
        ("Cоаle", "Coale"),
        ("Лукашéнко", "Лукашенко"),
    ],
)
def test_a_word_that_mixes_alphabets_is_of_the_one_only_it_could_be(typed: str, meant: str) -> None:
    assert only(typed).key == only(meant).key
    assert only(typed).script == only(meant).script


def test_what_both_alphabets_have_letters_of_its_own_for_stays_as_typed() -> None:
    assert only("Трампwd").text == "Трампwd"


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("липень", "ліпень"),
        ("жниуня", "жніўня"),
        ("жніуня", "жніўня"),
        ("вызвалили", "вызвалілі"),
        ("звильнили", "звільнили"),
    ],
)
def test_belarusian_and_ukrainian_on_a_russian_keyboard_are_found(typed: str, word: str) -> None:
    assert found(typed, word)


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("śniežań", "снежань"),
        ("sniezań", "снежань"),
        ("śniežnia", "снежня"),
        ("vyzvalili", "вызвалілі"),
        ("Łukašenka", "Лукашэнка"),
        ("kali", "калі"),
        ("pjać", "пяць"),
        ("piatnica", "пятніца"),
        ("abjekt", "аб'ект"),
        ("chto", "хто"),
    ],
)
def test_lacinka_with_or_without_its_accents_is_found(typed: str, word: str) -> None:
    assert found(typed, word, "be")


def test_lacinka_also_reads_as_cyrillic() -> None:
    assert "вызвалілі" in only("vyzvalili").keys
    assert "снежан" in only("śniežań").keys
    assert only("vyzvalili").keys[0] == "vyzvalili"


@pytest.mark.parametrize("apostrophe", ["'", "’", "ʼ", "`", "‘"])
def test_every_apostrophe_is_the_same_and_part_of_its_word(apostrophe: str) -> None:
    assert keys(f"п{apostrophe}ятниця") == ["пятниця"]


def test_soft_and_hard_signs_make_no_difference() -> None:
    assert key_of("сьнежань") == key_of("снежань")
    assert key_of("обʼєднаний") == key_of("обєднаний")
    assert key_of("объявил") == key_of("обявил")


@pytest.mark.parametrize("word", ["ўзяў", "мой", "її", "ёлка", "Łukašenka", "rugsėjį", "größte"])
def test_letters_composed_or_not_are_the_same(word: str) -> None:
    assert only(unicodedata.normalize("NFD", word)).keys == only(word).keys


def test_stress_marks_and_invisible_characters_vanish_from_keys() -> None:
    assert only("Лукаше\u0301нко").key == "лукашенко"
    assert only("Лука\u00adшенко").key == "лукашенко"
    assert only("Лука\u200bшенко\u200f").key == "лукашенко"


@pytest.mark.parametrize(
    ("typed", "word"), [("größte", "groesste"), ("März", "maerz"), ("Maerz", "März"), ("Marz", "März")]
)
def test_umlauts_may_be_written_out(typed: str, word: str) -> None:
    assert found(typed, word)


@pytest.mark.parametrize("typed", ["Coale's", "Coale'ui", "Coale’a", "Coale"])
def test_a_latin_word_is_found_without_its_ending_behind_an_apostrophe(typed: str) -> None:
    assert "coale" in only(typed).keys


def test_a_word_in_latin_twins_is_found_as_cyrillic_in_a_cyrillic_text() -> None:
    token = next(token for token in fold("санкцыі EC супраць").tokens if token.text == "EC")
    assert token.keys[0] == "ec"
    assert "ес" in token.keys
    assert "ес" not in only("EC").keys


def test_capitals_count_within_a_sentence_only() -> None:
    folded = fold("Вясна пра Статкевіча. Хто такі Вясна? «Вясна» ЗША")
    capital = {(token.text, token.start): token.capital for token in folded.tokens}
    assert [flag for (text, _), flag in capital.items() if text == "Вясна"] == [False, True, False]
    assert [token.quoted for token in folded.tokens if token.text == "Вясна"] == [False, False, True]
    assert [token.upper for token in folded.tokens if token.text == "ЗША"] == [True]


def test_a_full_stop_of_an_abbreviation_or_a_number_ends_no_sentence() -> None:
    assert all(token.capital for token in fold("в 2025 г. Минск").tokens if token.text == "Минск")
    assert all(token.capital for token in fold("am 21. Juni").tokens if token.text == "Juni")
    assert not any(token.capital for token in fold("was freed. Who else").tokens)


@pytest.mark.parametrize("text", ["«Белавія»", "„Белавія“", "“Белавія”", '"Белавія"', "»Белавія«"])
def test_what_stands_in_quotation_marks_is_quoted(text: str) -> None:
    assert [token.quoted for token in fold(text).tokens] == [False, True, False]


def test_a_lone_quotation_mark_quotes_nothing() -> None:
    assert not any(token.quoted for token in fold('12" was said of Trump').tokens)


def test_tokens_stand_where_they_were_typed() -> None:
    folded = fold("Q3, 21-га чэрвеня: US-Sanktionen!")
    assert [token.text for token in folded.tokens] == [
        "Q", "3", ",", "21", "-", "га", "чэрвеня", ":", "US", "-", "Sanktionen", "!",
    ]  # fmt: skip
    assert all(folded.text[token.start : token.end] == token.text for token in folded.tokens)


def test_figures_of_other_scripts_are_no_digits() -> None:
    assert [token.script for token in fold("٣ ² 3").tokens] == ["other", "other", "digit"]


def test_a_long_text_is_cut_at_a_word_and_said_to_be() -> None:
    folded = fold("слова " * 100)
    assert folded.cut
    assert len(folded.text) <= LONGEST_TEXT
    assert {token.text for token in folded.tokens} == {"слова"}
    assert not fold("слова " * 40).cut


def test_no_more_than_64_words_are_read() -> None:
    folded = fold("а " * 100)
    assert folded.cut
    assert len(folded.tokens) == MOST_WORDS
    assert not fold("а " * 64).cut


def test_a_text_of_accents_alone_is_cut_too() -> None:
    assert fold("a" + "\u0301" * 5_000).cut


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("kerfityrj pdjyjr", "лукашенко звонок"),
        ("rnj ,sk jcdj,j;lty", "кто был освобожден"),
        ("rjkmrb gfkbndzpyzo", "колькі палітвязняў"),
        ("crskmrb pdskmybkb", "скільки звільнили"),
    ],
)
def test_a_question_on_the_wrong_layout_is_mapped_back(typed: str, meant: str) -> None:
    assert meant in other_layouts(typed)


def test_latin_typed_on_a_cyrillic_layout_is_mapped_back() -> None:
    assert other_layouts("црщ шы еру утмщн") == ("who is the envoy",)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=400))
def test_any_text_is_folded_to_tokens_in_order(text: str) -> None:
    folded = fold(text)
    ends = [0, *(token.end for token in folded.tokens)]
    assert all(before <= token.start < token.end for before, token in zip(ends, folded.tokens, strict=False))
    assert all(token.keys and token.key == token.keys[0] for token in folded.tokens)
    assert len(folded.text) <= LONGEST_TEXT


@pytest.mark.parametrize("piece", ["'a", "\u0301", "«", '"', "1.", "aб", "\u00ad", "'"])
def test_no_more_is_done_for_a_longer_text_than_is_read(piece: str) -> None:
    def calls(text: str) -> int:
        count = 0

        def count_calls(*_: object) -> None:
            nonlocal count
            count += 1

        fold(text)
        sys.setprofile(count_calls)
        try:
            fold(text)
        finally:
            sys.setprofile(None)
        return count

    assert calls(piece * 10_000) <= 1.5 * calls(piece * 1_500) + 100
