"""Which words of a question gave which part of its query: what `--explain` shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from timeline.asking.intents import LIFTING, OFFICE_ACTS
from timeline.asking.question import EMPTY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.asking.filters import Roles
    from timeline.asking.lexicon import Sense
    from timeline.asking.periods import Temporal
    from timeline.asking.question import Question
    from timeline.query import Query

_KINDS = {
    "call": "call", "talk": "call", "meeting": "meeting", "travel": "meeting", "negotiation": "negotiation",
    "release": "release", "free": "release", "arrest": "arrest", "sentence": "arrest", "charge": "arrest",
    "term": "arrest", "political_prisoner": "prisoner_count", "prisoner": "prisoner_count",
    "custody": "prisoner_count", "recognise": "prisoner_count", "sanctions": "sanctions_change",
    "statement": "statement", "named": "statement", "incident": "incident", "office": "appointment",
    "post": "appointment", "appointment": "appointment", "status": "person_status", "fate": "person_status",
    "known_of": "person_status", "where": "person_status", "how_long": "person_status",
    "recaptured": "arrest", "mediate": "release", "among": "release", "refuse": "release", "deport": "release",
}  # fmt: skip
_AGGREGATES = {
    "how_many": "count", "total": "count", "when": "latest", "since_when": "latest", "latest": "latest",
    "next": "next", "future": "next", "largest": "largest", "more": "balance", "than": "balance", "balance": "balance",
    "who": "who", "by_whom": "who", "whom": "list", "list": "list", "plural": "list", "which": "list", "what": "list",
    "whether": "state", "in_force": "state",
}  # fmt: skip
_FILTERS = {
    "political_prisoner": "population", "political": "population", "foreigner": "population",
    "prisoner_of_war": "population", "convict": "population", "refuse": "outcome", "recaptured": "outcome",
    "first": "rank", "largest": "rank", "latest": "rank",
}  # fmt: skip
_REFUSED = {
    "other_topic": "another topic", "command": "a command to the bot", "vague_time": "a time without a date",
    "group": "no filter can say this", "except": "no filter can say this",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """Words of the text and what they gave: `text[start:end]` of the question as it was read."""

    text: str
    start: int
    end: int
    gave: str


def parts_of(asked: Question, text: str, query: Query, roles: Roles | None) -> tuple[Part, ...]:
    """Every word that was read, in the text's order; names and times as a whole."""

    def part(first: int, last: int, gave: str) -> Part:
        start, end = asked.tokens[first].start, asked.tokens[last].end
        return Part(text[start:end], start, end, gave)

    found = [part(one.first, one.last, _time(one, query)) for one in asked.times]
    found += [part(mention.first, mention.last, gave) for mention, gave in (roles.gave if roles else ())]
    found += [part(sense.first, sense.last, _word(sense, query)) for sense in asked.senses]
    found += [
        part(at, at, "name not in the register" if at in asked.surnames else "not understood") for at in asked.unknown
    ]
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


def _time(one: Temporal, query: Query) -> str:
    start, end = (day.isoformat() if day else "" for day in (one.period.start, one.period.end))
    told = start if start == end else f"{start}..{end}"
    match one.mark:
        case "known":
            return f"known at: {end}"
        case "now" | "so_far":
            return f"until today: {told}" if query.as_of is None else f"as of: {query.as_of}"
        case _:
            return f"as of: {query.as_of}" if query.as_of and one.on == query.as_of else f"period: {told}"


def _word(sense: Sense, query: Query) -> str:
    told = list(dict.fromkeys(_gave(sense, query)))
    return "; ".join(told) if told else "ignored"


def _gave(sense: Sense, query: Query) -> Iterator[str]:
    """Only what is in the query after all: "largest" that became no rank gave none."""
    filters = query.filters.model_dump(exclude_none=True)
    for concept in sorted(sense.concepts - (EMPTY - {"plural", "future"})):
        if _KINDS.get(concept) in query.kinds:
            yield f"kinds: {_KINDS[concept]}"
        if _AGGREGATES.get(concept) == query.aggregate:
            yield f"aggregate: {query.aggregate}"
        name = _FILTERS.get(concept)
        if name in filters and not (name == "rank" and filters["rank"] != concept):
            yield f"{name}: {filters[name]}"
        action = LIFTING.get(concept) or OFFICE_ACTS.get(concept)
        if action is not None and action == filters.get("action"):
            yield f"action: {action}"
        if concept in _REFUSED:
            yield _REFUSED[concept]
