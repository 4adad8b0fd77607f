"""Questions of which a part is not understood: never answered for something else."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import pytest

from tests.asked import shipped_register
from tests.shipped_pack import imported
from timeline.asking.understanding import Parser, Reading

if TYPE_CHECKING:
    from timeline.query import Query

TODAY = date(2025, 12, 6)


@cache
def parser() -> Parser:
    return Parser(shipped_register())


def read(text: str, before: Query | None = None) -> Reading:
    return parser().read(text, today=TODAY, before=before)


# ------------------------------------------------------------------- kin whom the register does not know

KIN = {
    "Was Tsikhanouskaya's son released?": "Tsikhanouskaya's son",
    "Ці вызвалілі сына Бабарыкі?": "сына Бабарыкі",
    "Освободили ли сына Бабарико?": "сына Бабарико",
    "Czy zwolniono syna Babaryki?": "syna Babaryki",
    "Was Babaryka's son dismissed?": "Babaryka's son",
    "Is Tsikhanouskaya's son a minister?": "Tsikhanouskaya's son",
}


@pytest.mark.parametrize(("text", "name"), KIN.items())
def test_kin_whom_the_register_does_not_know_is_told_by_the_words_of_the_question(text: str, name: str) -> None:
    reading = read(text)
    assert reading.outcome == "answered"
    assert reading.unknown == (name,)
    assert reading.query.actors == ()


def test_of_kin_who_is_unknown_nothing_is_recorded() -> None:
    with imported() as timeline:
        for text in KIN:
            assert timeline.ask(text, today=TODAY).outcome == "nothing_recorded", text
