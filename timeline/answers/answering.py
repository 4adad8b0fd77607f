"""A query answered: what is found, put into words, with its sources and a citation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.answers.answer import Answer
from timeline.answers.reading import reading
from timeline.answers.telling import tell
from timeline.wording import wording

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timeline.answers.found import Found
    from timeline.claims import Source
    from timeline.entry import Entry
    from timeline.projections.known import Known


def told(known: Known, found: Found, language: str, citation: str | None) -> Answer:
    """What was found, in words of a language, with the citation under which it can be had again."""
    voice = wording(language)
    return Answer(
        outcome=found.outcome,
        language=language,
        query=found.query,
        value=found.value,
        entries=tuple(entry.ref for entry in found.entries),
        sources=sources(found.entries),
        text=str(tell(found, known, voice)),
        citation=citation,
        today=found.today,
        reading=reading(found.query, known.register, voice),
        choices=found.choices,
        readings=tuple(reading(choice, known.register, voice) for choice in found.choices),
        near=tuple(entry.ref for entry in found.near),
        possible=tuple(
            entry.ref for entry, match in zip(found.entries, found.matches, strict=False) if match == "possible"
        ),
    )


def sources(entries: Iterable[Entry]) -> tuple[Source, ...]:
    """The sources of these entries' claims, each once, in order."""
    found: dict[tuple[str, str | None, str | None], Source] = {}
    for entry in entries:
        for claim in entry.claims:
            source = claim.source
            found.setdefault((source.publisher, source.url, source.title), source)
    return tuple(found.values())
