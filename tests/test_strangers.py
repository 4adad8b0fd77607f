"""Names of people whom the register does not know: never overheard, never taken for something else."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from tests.asked import shipped_register
from tests.shipped_pack import imported
from timeline.asking.understanding import Parser, Reading

TODAY = date(2025, 12, 6)


@cache
def parser() -> Parser:
    return Parser(shipped_register())


def read(text: str) -> Reading:
    return parser().read(text, today=TODAY)


STRANGERS = {
    "{name} freed in June 2025?": "Savitski Metelski Arestovich Kovalenko",
    "Was {name} freed?": "Navalny Novik Savitski Metelski Arestovich Razumovsky Vyzvalau",
    "Did Trump call {name}?": "Novik Arestovich Kovalenko Bykau",
    "Wurde {name} freigelassen?": "Navalny Savitski Arestovich Razumovsky",
    "Ці вызвалілі {name}?": "Навальнага Новік Вызволенка Галубовіч Быкава",
    "Освободили ли {name}?": "Навального Арестович Освободьева Новикова",
    "Ar {name} paleistas?": "Novik Metelski Arestovich",
}


@pytest.mark.parametrize(
    ("text", "name"), [(text, name) for text, names in STRANGERS.items() for name in names.split()]
)
def test_a_strangers_name_is_no_word_that_begins_alike_and_no_word_mistyped(text: str, name: str) -> None:
    reading = read(text.format(name=name))
    assert reading.unknown == (name,)
    assert reading.query.actors in ((), ("donald_trump",))


@pytest.mark.parametrize(
    "text",
    [
        "How many Political Prisoners were freed in June 2025?",
        "Wann war die letzte Freilasung?",
        "Freilasungen im Juni",
    ],
)
def test_a_capital_alone_makes_no_stranger(text: str) -> None:
    reading = read(text)
    assert reading.outcome == "answered"
    assert reading.unknown == ()


@pytest.mark.parametrize(
    "text",
    [
        "Was Navalny freed?", "Was Navalny among the 52?", "Did Trump call Kovalenko?", "When did Coale meet Ivanou?",
        "Was Kovalenko freed with Statkevich?", "Wurde Savitski freigelassen?", "Ці вызвалілі Галубовіч?",
    ],
)  # fmt: skip
def test_nothing_is_answered_about_a_stranger_from_what_is_recorded_of_others(text: str) -> None:
    with imported() as timeline:
        answer = timeline.ask(text, today=TODAY)
    assert answer.outcome == "nothing_recorded"
    assert answer.value is None


def test_a_prize_that_bears_a_strangers_name_is_not_what_is_asked_about() -> None:
    with imported() as timeline:
        assert timeline.ask("Коли Почобуту присудили премію Сахарова?", today=TODAY).outcome == "answered"
