"""Answers word for word: each aggregate and outcome in every language, as people read and approved them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.golden_answers import FOLDER, LANGUAGES, answers, written
from tests.shipped_pack import imported

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline import Timeline


@pytest.fixture(scope="module")
def shipped() -> Iterator[Timeline]:
    with imported() as timeline:
        yield timeline


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_says_what_was_approved(shipped: Timeline, language: str) -> None:
    assert written(shipped, language) == (FOLDER / f"{language}.md").read_text(encoding="utf-8")


def test_every_aggregate_and_outcome_is_among_them(shipped: Timeline) -> None:
    told = answers(shipped, "en")
    assert {name: (answer.query.aggregate, answer.outcome) for name, answer in told.items()} == {
        name: (answer.query.aggregate, name.split()[1].rstrip(":")) for name, answer in told.items()
    }
    assert {name.split()[0] for name in told} == {
        "list", "count", "latest", "next", "who", "state", "balance", "largest", "none",
    }  # fmt: skip
