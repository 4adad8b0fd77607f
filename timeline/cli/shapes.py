"""The shapes of `--json` (contracts, "Command line")."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from timeline.cli.output import on_one_line
from timeline.errors import VersionError
from timeline.log.lines import write_line
from timeline.titles import entry_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from timeline.entry import Entry
    from timeline.log.mapper import Row
    from timeline.projections.chronology import Match, Page
    from timeline.register import Actor, Register

Shape = dict[str, object]


def entry_shape(entry: Entry, register: Register, match: Match = "certain") -> Shape:
    """One entry as `list` and `show` print it."""
    dumped = entry.model_dump(
        mode="json", exclude_none=True, include={"fact", "claims", "links", "recorded", "changed"}
    )
    return {
        "ref": entry.ref,
        "number": entry.number,
        "kind": entry.kind,
        "when": str(entry.fact.when),
        "title": {"en": entry_title(entry, register)},
        "fact": dumped["fact"],
        "claims": dumped["claims"],
        "version": entry.version,
        "status": entry.status,
        "match": match,
        "confidence": entry.confidence,
        "links": dumped["links"],
        "merged_into": entry.merged_into,
        "position": entry.position,
        "recorded": dumped["recorded"],
        "changed": dumped["changed"],
    }


def page_shape(page: Page, register: Register) -> Shape:
    """A page of `list`."""
    entries = [entry_shape(entry, register, match) for entry, match in zip(page.entries, page.matches, strict=True)]
    return {"entries": entries, "next": page.next}


def linked_from(ref: str, others: Iterable[Entry]) -> list[Shape]:
    """The links that lead to an entry."""
    return [{"kind": link.kind, "ref": other.ref} for other in others for link in other.links if link.to == ref]


def history_shape(ref: str, rows: Sequence[Row]) -> Shape:
    """The event lines of an entry, as they are stored."""
    return {"ref": ref, "events": [json.loads(write_line(row)) for row in rows]}


def error_shape(error: Exception, message: str) -> Shape:
    """What was refused or failed: its type, its message, and what it is about where it says so."""
    about = {
        "ref": getattr(error, "ref", None) or (error.key if isinstance(error, VersionError) else None),
        "field": getattr(error, "field", None),
        "where": getattr(error, "where", None),
        "current": getattr(error, "current", None),
    }
    told = {name: value for name, value in about.items() if value not in (None, "")}
    return {"error": {"type": type(error).__name__, "message": on_one_line(message), **told}}


def actor_shape(actor: Actor, language: str) -> Shape:
    """One actor, with the name that people would see."""
    return {"id": actor.id, "type": actor.type, "name": actor.name(language)} | actor.model_dump(
        mode="json", exclude_none=True
    )
