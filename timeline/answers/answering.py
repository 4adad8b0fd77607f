"""A query answered: what is found, put into words, with its sources and a citation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.answers.answer import Answer
from timeline.answers.finding import find
from timeline.answers.reading import reading
from timeline.answers.telling import tell
from timeline.wording import wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from timeline.answers.found import Found
    from timeline.claims import Source
    from timeline.entry import Entry
    from timeline.projections.known import Known
    from timeline.query import Query


def answer(known: Known, query: Query, today: date, language: str, cite: Callable[[Found], str | None]) -> Answer:
    """The answer to a query, in a language. `cite` gives the citation of what was found."""
    return told(known, find(known, query, today), language, cite)


def told(known: Known, found: Found, language: str, cite: Callable[[Found], str | None]) -> Answer:
    """What was found, in words."""
    voice = wording(language)
    return Answer(
        outcome=found.outcome,
        language=language,
        query=found.query,
        value=found.value,
        entries=tuple(entry.ref for entry in found.entries),
        sources=sources(found.entries),
        text=str(tell(found, known, voice)),
        citation=cite(found),
        today=found.today,
        reading=reading(found.query, known.register, voice),
        choices=found.choices,
        near=tuple(entry.ref for entry in found.near),
    )


def sources(entries: Iterable[Entry]) -> tuple[Source, ...]:
    """The sources of these entries' claims, each once, in order."""
    found: dict[tuple[str, str | None, str | None], Source] = {}
    for entry in entries:
        for claim in entry.claims:
            source = claim.source
            found.setdefault((source.publisher, source.url, source.title), source)
    return tuple(found.values())
