"""A question that goes on from the one before: "and in November?", "who mediated it?"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.asking.aggregates import aggregate_of
from timeline.asking.filters import Roles, filters_of, roles_of
from timeline.asking.timing import as_of_kept, timed
from timeline.query import Query

if TYPE_CHECKING:
    from timeline.asking.question import Question
    from timeline.query import Kind

_ASKING = ("how_many", "when", "who", "whom", "list", "latest", "largest", "first", "mediate")


def continued(asked: Question, before: Query, kinds: tuple[Kind, ...] | None) -> tuple[Query, Roles]:
    """The query before with the parts that the new words give, and the roles of the names in them."""
    asks = asked.has(*_ASKING)
    kept = kinds or before.kinds
    wanted = aggregate_of(asked, kept) if asks else before.aggregate
    roles = roles_of(asked, kept, wanted)
    given = timed(asked, kept, wanted)
    filters = before.filters.model_copy(update=filters_of(roles).model_dump(exclude_none=True))
    query = Query(
        kinds=kept,
        actors=tuple(roles.actors) or (() if asked.strangers or asked.surnames else before.actors),
        period=given.period if asked.times else before.period,
        as_of=given.as_of if asked.times else as_of_kept(before, given, kept, wanted),
        aggregate=wanted,
        filters=filters,
        office=roles.office or before.office,
        known_at=given.known_at or before.known_at,
    )
    return query, roles
