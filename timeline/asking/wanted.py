"""What a whole question wants: its kinds and aggregate, or that it goes on from the one before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from timeline.asking.aggregates import aggregate_of
from timeline.asking.intents import kinds_of
from timeline.asking.question import EMPTY

if TYPE_CHECKING:
    from timeline.asking.mention import Mention
    from timeline.asking.question import Question
    from timeline.query import Aggregate, Kind


def intent_of(asked: Question) -> tuple[tuple[Kind, ...] | None, Aggregate]:
    """Kinds and aggregate; None where nothing tells what is asked."""
    if _is_who_is(asked):
        return (), "who"
    kinds = kinds_of(asked)
    if kinds:
        if (
            kinds == ("person_status",)
            and asked.has("fate", "happened")
            and asked.has_period
            and not asked.has("free", "where")
        ):
            return (), "list"
        return kinds, aggregate_of(asked, kinds)
    if asked.has("happened", "fate", "news", "latest", "list", "what") and (
        asked.times or (asked.mentions and asked.has("happened", "fate", "news", "known_of"))
    ):
        return (), "latest" if asked.has("latest") and not asked.has("plural") else "list"
    if _is_only_a_name(asked):
        return ("person_status",), "state"
    if (asked.surnames and asked.has("among", "free")) or (asked.surnames and asked.has("list") and not asked.mentions):
        return ("release",), "state"
    return None, "none"


def _is_who_is(asked: Question) -> bool:
    return (
        asked.has("who", "whom")
        and len(asked.mentions) + bool(asked.surnames) == 1
        and set(asked.unknown) <= set(asked.surnames)
        and all(mention.person for mention in asked.mentions)
        and all(mention.how != "role" for mention in asked.mentions)
        and not asked.has("office", "post")
        and all(
            sense.concepts
            <= EMPTY | {"who", "what", "whom", "whether", "than", "earlier", "happened", "person"} | _JOINING
            for sense in asked.senses
        )
    )


_JOINING = frozenset({"from", "by", "to", "with", "against"})
"""What may stand between "who is" and a name."""


def _is_only_a_name(asked: Question) -> bool:
    return (
        len(asked.persons) == 1 == len(asked.mentions) and not asked.content and not asked.times and not asked.unknown
    )


def opened_up(asked: Question) -> Question:
    """Roles taken for their holders, save where the question is who holds them."""
    if kinds_of(asked) != ("appointment",):
        return asked
    opened = tuple(part for mention in asked.mentions for part in _unresolved(asked, mention))
    return replace(asked, mentions=opened) if opened != asked.mentions else asked


def _unresolved(asked: Question, mention: Mention) -> tuple[Mention, ...]:
    """What a role names: "US envoy" the state; "the Pope", which names nothing, what he heads."""
    if mention.how not in ("role", "relation") or (not mention.actors and asked.has("kin")):
        return (mention,)
    if mention.parts:
        return mention.parts
    heads = asked.register[mention.actors[0]].to("head_of") if mention.actors else ()
    return (replace(mention, actors=heads[:1], how="name", person=False),) if heads else (mention,)


def is_follow_up(asked: Question) -> bool:
    """A text that gives only a part: no kind of its own, or no more than "who mediated it"."""
    kinds, _ = intent_of(asked)
    if kinds is None:
        return bool(asked.times or asked.mentions or asked.content)
    if not asked.tokens or kinds == ():
        return asked.tokens[0].key in _AND and not asked.has("happened") if asked.tokens else False
    if asked.tokens[0].key in _AND:
        return True
    return asked.has("mediate") and not asked.has("release") and not asked.mentions


_AND = frozenset({"and", "а", "и", "і", "i", "й", "und", "a", "o", "ir", "та", "ды", "oraz", "what", "how"})
