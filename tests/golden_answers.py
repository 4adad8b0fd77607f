"""The answers that are kept word for word: each aggregate and outcome, in every language.

`python -m tests.golden_answers` writes them to `fixtures/answers` from the shipped timeline; what
changed is then read by people before it is committed.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from tests.shipped_pack import imported
from timeline.query import Query

if TYPE_CHECKING:
    from timeline import Answer, Timeline

FOLDER = Path(__file__).resolve().parent.parent / "fixtures" / "answers"
LANGUAGES = ("be", "be-Latn", "ru", "uk", "en", "de", "pl", "lt")
TODAY = date(2025, 12, 6)
_OF_2019 = {"period": {"start": "2019-01-01", "end": "2019-12-31"}}
_JUNE = {"period": {"start": "2025-06-01", "end": "2025-06-30"}}
_AUTUMN = {"period": {"start": "2025-09-01", "end": "2025-11-30"}}
_TODAY = {"as_of": "2025-12-06"}

TYPED: dict[str, dict[str, object]] = {
    "list answered": {"kinds": ["release"], "aggregate": "list", **_JUNE},
    "list nothing_recorded": {"kinds": ["release"], "aggregate": "list", **_OF_2019},
    "count answered: releases": {"kinds": ["release"], "aggregate": "count", **_JUNE},
    "count answered: a nationality": {
        "kinds": ["release"], "aggregate": "count",
        "filters": {"nationality": "PL", "entry": "release-2025-09-11-vilnius-52"},
    },
    "count answered: figures": {
        "kinds": ["prisoner_count"], "aggregate": "count", "filters": {"counted_by": "viasna"}, **_TODAY,
    },
    "count answered: arrests": {"kinds": ["arrest"], "aggregate": "count", **_JUNE},
    "count nothing_recorded": {"kinds": ["release"], "aggregate": "count", **_OF_2019},
    "latest answered": {"kinds": ["call"], "aggregate": "latest", "actors": ["donald_trump", "lukashenko"]},
    "latest nothing_recorded": {"kinds": ["call"], "aggregate": "latest", "actors": ["ryhor_kastusiou"]},
    "next answered": {"kinds": ["sanctions_change"], "aggregate": "next", "actors": ["united_states"]},
    "next nothing_recorded": {"kinds": ["meeting"], "aggregate": "next", "actors": ["john_coale"]},
    "who answered": {"kinds": ["appointment"], "aggregate": "who", "actors": ["us_special_envoy_belarus"], **_TODAY},
    "who nothing_recorded": {
        "kinds": ["appointment"], "aggregate": "who", "actors": ["us_special_envoy_belarus"], "as_of": "2025-10-01",
    },
    "who answered: whom and by whom": {"kinds": ["release"], "aggregate": "who", **_JUNE},
    "state answered: a person": {
        "kinds": ["person_status"], "aggregate": "state", "actors": ["mikola_statkevich"], **_TODAY,
    },
    "state answered: whether released": {
        "kinds": ["release"], "aggregate": "state", "actors": ["siarhei_tsikhanouski"], **_TODAY,
    },
    "state answered: sanctions": {
        "kinds": ["sanctions_change"], "aggregate": "state", "actors": ["belavia"], "as_of": "2025-09-12",
    },
    "state answered: not released": {
        "kinds": ["release"], "aggregate": "state", "actors": ["maria_kalesnikava"], **_TODAY,
    },
    "state nothing_recorded": {
        "kinds": ["release"], "aggregate": "state", "actors": ["john_coale"], **_TODAY,
    },
    "balance answered": {"kinds": ["release", "arrest"], "aggregate": "balance", **_AUTUMN},
    "balance nothing_recorded": {"kinds": ["release", "arrest"], "aggregate": "balance", **_OF_2019},
    "largest answered": {"kinds": ["release"], "aggregate": "largest", **_AUTUMN},
    "largest nothing_recorded": {"kinds": ["release"], "aggregate": "largest", **_OF_2019},
}  # fmt: skip

ASKED = {
    "none unclear: no kind": "Coale and Kellogg?",
    "none unclear: two periods": "How many were freed in June and how many in September?",
    "none unclear: half a period": "How many were freed after Easter?",
    "none unclear: an event without a day": "How many were freed since the latest call with Merkel?",
    "none out_of_scope": "What is the weather in Minsk?",
    "state nothing_recorded: a stranger": "Was Anatol Kazlouski freed?",
}


def answers(timeline: Timeline, language: str) -> dict[str, Answer]:
    """Every kept answer in a language, by its name."""
    typed = {
        name: timeline.answer(Query.model_validate(query), today=TODAY, language=language)
        for name, query in TYPED.items()
    }
    return typed | {name: timeline.ask(text, today=TODAY, language=language) for name, text in ASKED.items()}


def written(timeline: Timeline, language: str) -> str:
    """The file of a language."""
    parts = []
    for name, answer in answers(timeline, language).items():
        choices = "".join(f"\n– {choice}" for choice in answer.readings)
        parts.append(f"# {name}\n\n{answer.reading}\n\n{answer.text}{choices}\n")
    return "\n".join(parts)


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    with imported() as timeline:
        for language in LANGUAGES:
            (FOLDER / f"{language}.md").write_text(written(timeline, language), encoding="utf-8")
