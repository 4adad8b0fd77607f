"""An answer: a typed result with the entries, sources and bounds it rests on."""

from __future__ import annotations

from datetime import date
from typing import Literal, TypeAlias

from pydantic import Field, JsonValue

from timeline.claims import Source
from timeline.facts import Population
from timeline.frozen import Frozen
from timeline.mappings import FrozenDict, FrozenMapping
from timeline.projections.prisoners import Prisoners
from timeline.query import Outcome, Query
from timeline.texts import ActorId, Ref


class Extent(Frozen):
    """From `lower` to `upper`, both included; None is no upper bound."""

    lower: int
    upper: int | None


class Count(Extent):
    """How many, as bounds. For releases also how many of each population, which overlap."""

    populations: FrozenMapping[Population, Extent] = Field(default_factory=FrozenDict)


class Whoever(Frozen):
    """One person or body, and since when (EDTF) where that is told."""

    id: ActorId
    since: str | None = None


class Persons(Frozen):
    """Who it is, or was."""

    persons: tuple[Whoever, ...]


class Pick(Frozen):
    """One entry of several: the latest, the next, the largest. `when` is EDTF."""

    ref: Ref
    when: str


class State(Frozen):
    """How something stands. `answer` is None where no yes or no was asked for."""

    answer: Literal["yes", "no", "unknown"] | None
    status: str | None
    ref: Ref | None


Value: TypeAlias = Count | Persons | Pick | State | Prisoners


class Answer(Frozen):
    """What is said to a question, and everything it rests on.

    `entries` are refs, `sources` those of their claims, `text` the answer in `language` (`latin`:
    Belarusian in Latin script); `citation` lets anyone have the same answer again. `choices` are
    what an unclear question may mean, `readings` the same in words; `possible` are those of the
    entries that may not belong here.
    """

    outcome: Outcome
    language: str
    query: Query
    value: Value | None
    entries: tuple[Ref, ...]
    sources: tuple[Source, ...]
    text: str
    citation: str | None
    today: date
    reading: str
    choices: tuple[Query, ...] = ()
    readings: tuple[str, ...] = ()
    near: tuple[Ref, ...] = ()
    possible: tuple[Ref, ...] = ()

    def to_json(self) -> dict[str, JsonValue]:
        """The answer as the contracts show it."""
        return {
            "outcome": self.outcome,
            "language": self.language.partition("-")[0],
            "query": self.query.to_json(),
            "value": _shown(self.value),
            "entries": list(self.entries),
            "sources": [source.model_dump(mode="json", exclude_none=True) for source in self.sources],
            "text": self.text,
            "citation": self.citation,
            "reading": self.reading,
            "choices": [choice.to_json() for choice in self.choices],
            "near": list(self.near),
        }


def _shown(value: Value | None) -> JsonValue:
    match value:
        case None:
            return None
        case Count():
            shown: dict[str, JsonValue] = value.model_dump(mode="json")
            if not value.populations:
                del shown["populations"]
            return shown
        case _:
            dumped: JsonValue = value.model_dump(mode="json")
            return dumped
