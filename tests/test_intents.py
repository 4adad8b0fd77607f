from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from tests.asked import shipped_register
from timeline.asking.understanding import Parser

TODAY = date(2025, 12, 6)


@cache
def parser() -> Parser:
    return Parser(shipped_register())


def kinds(text: str) -> tuple[str, ...]:
    return parser().read(text, today=TODAY).query.kinds


def action(text: str) -> str | None:
    return parser().read(text, today=TODAY).query.filters.action


@pytest.mark.parametrize(
    "text",
    ["What did Trump say about the release of prisoners?", "Что сказал Коул об освобождении?",
     "Што казаў Лукашэнка пра санкцыі?", "Was sagte Tusk über die Grenze?", "Co Coale mówił o więźniach?"],
)  # fmt: skip
def test_what_somebody_says_of_a_thing_is_a_statement_and_not_the_thing(text: str) -> None:
    assert kinds(text) == ("statement",)


@pytest.mark.parametrize(
    "text",
    ["Which sanctions were lifted for the release of prisoners?", "Какие санкции сняли за освобождение?",
     "Welche Sanktionen hat die EU wegen der Ballons verschärft?"],
)  # fmt: skip
def test_sanctions_for_a_cause_are_sanctions(text: str) -> None:
    assert kinds(text) == ("sanctions_change",)


def test_calling_a_name_is_no_telephone_call() -> None:
    assert kinds("Who called Lukashenko a dictator?") == ("statement",)
    assert kinds("Who called Lukashenko?") == ("call",)
    assert kinds("Show all calls between Trump and Lukashenko") == ("call",)


@pytest.mark.parametrize(
    "text",
    ["Коли звільнили Турчина з посади?", "Коли звільнили Алейніка?", "Wann wurde Alejnik entlassen?",
     "Kiedy zwolniono Alejnika ze stanowiska?", "Wann wurde Coale als Sondergesandter entlassen?"],
)  # fmt: skip
def test_one_verb_frees_a_prisoner_and_dismisses_an_official(text: str) -> None:
    assert kinds(text) == ("appointment",)
    assert action(text) == "dismissed"


@pytest.mark.parametrize(
    "text",
    ["Коли звільнили Лосика?", "Wann wurde Losik entlassen?", "Kiedy zwolniono Poczobuta?", "Кого звільнив Лукашенко?"],
)
def test_a_prisoner_is_freed_by_the_same_verb(text: str) -> None:
    assert kinds(text) == ("release",)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("When did the US lift sanctions on Belavia?", "lifted"),
        ("When did the US delist Belavia?", "delisted"),
        ("When did the EU extend the sanctions?", "extended"),
        ("Калі ЕС увёў санкцыі?", "imposed"),
        ("Когда США исключили Белавиа из списка?", "delisted"),
        ("Коли ЄС продовжив санкції?", "extended"),
        ("Wann hat die EU die Sanktionen verschärft?", "tightened"),
        ("Kiedy zawieszono sankcje?", "suspended"),
        ("Kada JAV sušvelnino sankcijas?", "eased"),
    ],
)
def test_opposite_acts_on_sanctions_are_told_apart(text: str, wanted: str) -> None:
    assert kinds(text) == ("sanctions_change",)
    assert action(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("When was Coale appointed?", "appointed"), ("Калі звольнілі Алейніка?", "dismissed"),
     ("Когда ушёл Келлог?", "left"), ("Wer wurde nominiert als Botschafter?", "nominated")],
)  # fmt: skip
def test_opposite_acts_on_offices_are_told_apart(text: str, wanted: str) -> None:
    assert action(text) == wanted


def test_a_prize_is_no_sentence() -> None:
    assert kinds("Коли Почобуту присудили премію Сахарова?") == ("incident",)
    assert kinds("Калі прысудзілі Пачобуту тэрмін?") == ("arrest",)


def test_an_embassy_a_border_a_programme_speak_inside_a_name() -> None:
    assert kinds("When did the US embassy in Minsk close?") == ("incident",)
    assert kinds("Когда посольство США в Минске закрыли?") == ("incident",)
    assert kinds("Are EU sanctions on Belarus still in force?") == ("sanctions_change",)


def test_the_number_of_prisoners_is_a_count_and_those_freed_are_releases() -> None:
    assert kinds("How many political prisoners are there?") == ("prisoner_count",)
    assert kinds("How many political prisoners were freed?") == ("release",)
    assert kinds("How many political prisoners were recognised in May 2025?") == ("prisoner_count",)
    assert kinds("How many people were jailed in May 2025?") == ("arrest",)
