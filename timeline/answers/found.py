"""What was found for a query, before it is put into words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from timeline.answers.answer import Value
    from timeline.answers.picks import Coming
    from timeline.entry import Entry
    from timeline.projections.chronology import Match
    from timeline.projections.figures import Figure
    from timeline.projections.offices import OfficeOnDay
    from timeline.projections.people import Person
    from timeline.projections.sanctions import SanctionedTarget
    from timeline.query import Outcome, Query


@dataclass(frozen=True, slots=True)
class Found:
    """The outcome, the value, and the entries (newest first where they are a list) with whatever words need.

    `near` are entries that come closest where nothing was found; `unknown` are names that no
    register knows. `offices`, `people`, `rows` (of sanctions), `figures` and `coming` are what the value was read from.
    """

    query: Query
    today: date
    outcome: Outcome
    value: Value | None = None
    entries: tuple[Entry, ...] = ()
    matches: tuple[Match, ...] = ()
    near: tuple[Entry, ...] = ()
    unknown: tuple[str, ...] = ()
    why: str = ""
    choices: tuple[Query, ...] = ()
    offices: tuple[OfficeOnDay, ...] = ()
    people: tuple[Person, ...] = ()
    rows: tuple[SanctionedTarget, ...] = ()
    figures: tuple[Figure, ...] = ()
    coming: tuple[Coming, ...] = ()

    def possible(self) -> frozenset[str]:
        """The refs of entries that may not belong here."""
        pairs = zip(self.entries, self.matches, strict=False)
        return frozenset(entry.ref for entry, match in pairs if match == "possible")
