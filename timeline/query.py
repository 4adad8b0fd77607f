"""A typed question: what is asked of the timeline, however it was worded.

Names, values and rules are those of the contracts ("ask"). A query knows neither the language it
was asked in nor the day: what was relative is a date in it.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, TypeAlias

from pydantic import AwareDatetime, Field, JsonValue, Strict

from timeline.dates import Period
from timeline.facts import Outcome as ReleaseOutcome
from timeline.facts import Population
from timeline.frozen import Frozen
from timeline.texts import ActorId, Country, Line, Ref

Kind: TypeAlias = Literal[
    "call", "meeting", "release", "arrest", "person_status", "prisoner_count", "appointment", "sanctions_change",
    "negotiation", "statement", "incident",
]  # fmt: skip
Aggregate: TypeAlias = Literal["list", "count", "latest", "next", "who", "state", "balance", "largest", "none"]
"""What is made of the entries that match."""
Outcome: TypeAlias = Literal["answered", "nothing_recorded", "unclear", "out_of_scope"]
"""How a question ended."""
Action: TypeAlias = Literal[
    "proposed", "announced", "imposed", "tightened", "extended", "licensed", "eased", "suspended", "lifted",
    "delisted", "expired", "selected", "nominated", "confirmed", "appointed", "took_office", "left", "dismissed",
    "detained", "charged", "sentenced",
]  # fmt: skip
"""One of opposite acts: a sanctions change's action, an appointment's change, an arrest's measure."""


class Filters(Frozen):
    """What an entry must fit besides kind, actors and period; None asks for nothing.

    `by` is whoever held the people (an entry that does not say matches), `mediator` an outsider
    said to have freed them; `place` covers scenes and destinations; `source` is a publisher;
    `entry` is a ref; `rank` picks one of those that match.
    """

    nationality: Country | None = None
    place: ActorId | None = None
    mediator: ActorId | None = None
    counted_by: ActorId | None = None
    by: ActorId | None = None
    about: ActorId | None = None
    venue: Line | None = None
    population: Population | None = None
    outcome: ReleaseOutcome | None = None
    action: Action | None = None
    source: Line | None = None
    entry: Ref | None = None
    rank: Literal["largest", "latest", "first"] | None = None


class Query(Frozen):
    """A question. `period` bounds what happened (inclusive days), `as_of` is the day of a state.

    `office` is the one office that was asked about, where the words name one.
    `known_at` (a position, a moment, or a date for its end) bounds what was known, where the question says so.
    """

    kinds: tuple[Kind, ...] = ()
    actors: tuple[ActorId, ...] = ()
    period: Period | None = None
    as_of: date | None = None
    aggregate: Aggregate = "list"
    filters: Filters = Filters()
    office: ActorId | None = None
    known_at: Annotated[
        Annotated[int, Strict(), Field(gt=0)] | AwareDatetime | date | None, Field(union_mode="left_to_right")
    ] = None

    def to_json(self) -> dict[str, JsonValue]:
        """The query as the contracts show it: what asks for nothing of filters, office and `known_at` is left out."""
        shown: dict[str, JsonValue] = self.model_dump(mode="json", exclude={"filters", "office", "known_at"})
        shown["filters"] = self.filters.model_dump(mode="json", exclude_none=True)
        if self.office is not None:
            shown["office"] = self.office
        if self.known_at is not None:
            shown["known_at"] = self.known_at if isinstance(self.known_at, int) else self.known_at.isoformat()
        return shown
