"""In which language an answer is given."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from timeline.asking.folding import fold
from timeline.asking.language import Reply, reply_language

QUESTIONS = Path(__file__).resolve().parent.parent / "fixtures" / "questions"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Калі выйшаў на волю муж Ціханоўскай?", "be"),
        ("кольки палитвязняу вызвалили у листападзе?", "be"),
        ("Колькi палiтвязняў вызвалiлi", "be"),
        ("Сколько политзеков сейчас?", "ru"),
        ("скіки політвʼязнів випустили в сентябрі", "uk"),
        ("коли звільнили бабарика", "uk"),
        ("последние новости по переговорам Coale", "ru"),
        ("Is Statkevičius free?", "en"),
        ("Wann wurde Tsikhanouskaya nach Vilnius gebracht", "de"),
        ("wer ist John Coale", "de"),
        ("gdzie jest poczobut", "pl"),
        ("Kiek kaliniu paleido pernai?", "lt"),
        ("kas yra Coale", "lt"),
        ("sankcje", "pl"),
        ("sankcijos", "lt"),
        ("санкцыі", "be"),
        ("санкції", "uk"),
        ("санкции", "ru"),
    ],
)
def test_a_text_shows_its_language(text: str, language: str) -> None:
    reply = reply_language(fold(text))
    assert (reply.language, reply.latin, reply.shown) == (language, False, True)


@pytest.mark.parametrize(
    "text", ["Kaho vyzvalili 13 śniežnia?", "kali Tramp patelefanavaŭ Łukašenku?", "kolki palitviazniau vyzvalili"]
)
def test_lacinka_is_belarusian_in_latin_script(text: str) -> None:
    assert reply_language(fold(text)) == Reply("be", latin=True)


def test_questions_are_answered_in_their_language() -> None:
    wrong = [
        question["id"]
        for path in sorted(QUESTIONS.glob("**/*.jsonl"))
        for question in map(json.loads, path.read_text(encoding="utf-8").splitlines())
        if reply_language(fold(question["text"]), question["language"]).language != question["language"]
    ]
    # Typed on another keyboard, they have to be brought back before.
    assert len(wrong) <= 3


def test_what_shows_nothing_is_answered_as_preferred_else_in_english() -> None:
    assert reply_language(fold("2025?"), "lt") == Reply("lt", shown=False)
    assert reply_language(fold("2025?")) == Reply("en", shown=False)
    assert reply_language(fold(""), "xx") == Reply("en", shown=False)


def test_a_tie_goes_to_the_preferred_language() -> None:
    assert reply_language(fold("бабарико"), "uk").language == "uk"
    assert reply_language(fold("бабарико"), "ru").language == "ru"


def test_a_plain_question_is_answered_in_its_own_language_not_in_the_preferred_one() -> None:
    assert reply_language(fold("How many were freed?"), "be").language == "en"
    assert reply_language(fold("Каго вызвалілі ў чэрвені?"), "ru").language == "be"


def test_names_do_not_make_a_language() -> None:
    text = fold("Trump Lukashenko call")
    assert reply_language(text, names=(0, 1)).language == "en"
