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
    from timeline.query import Aggregate, Kind, Query


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


def is_follow_up(asked: Question, before: Query) -> bool:
    """A text that gives only a part: no kind of its own, or no more than "who mediated it"."""
    if not asked.tokens:
        return False
    kinds = part_of(asked)
    if kinds is None:
        return bool(asked.times or asked.mentions or asked.content or asked.surnames or _goes_on(asked))
    if not kinds:
        return False
    if asked.has("mediate") and not asked.has("release") and not asked.mentions:
        return True
    return _goes_on(asked) and not _is_whole(asked, before)


def part_of(asked: Question) -> tuple[Kind, ...] | None:
    """The kinds that a text gives to the question before; None for "and Karnei?", which gives a name alone."""
    kinds, _ = intent_of(asked)
    rest = asked.without(0, 1) if _begins(asked, *_WHAT_ABOUT) else asked.without(0, 0) if _goes_on(asked) else asked
    is_name = len(rest.mentions) + bool(rest.surnames) == 1 and not rest.content and not rest.times
    return None if is_name and rest is not asked else kinds


def _is_whole(asked: Question, before: Query) -> bool:
    """Whether a text with a kind of its own also names whom or when it means, or asks of many after one person."""
    if asked.mentions or asked.surnames or asked.times:
        return True
    return asked.has("how_many", "who", "whom", "list") and any(
        asked.register[actor].type == "person" for actor in before.actors
    )


def _goes_on(asked: Question) -> bool:
    return asked.tokens[0].key in _AND or _begins(asked, *_WHAT_ABOUT)


def _begins(asked: Question, *phrases: tuple[str, ...]) -> bool:
    return any(tuple(token.key for token in asked.tokens[: len(phrase)]) == phrase for phrase in phrases)


_AND = frozenset({"and", "а", "и", "і", "i", "й", "und", "a", "o", "ir", "та", "ды", "oraz"})
"""A question that goes on from the one before: "and in November?", "what about him?"."""
_WHAT_ABOUT = (("what", "about"), ("how", "about"))
