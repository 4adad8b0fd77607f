"""Whether a question is one for this timeline at all, and whether enough of it was understood to answer."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Literal, TypeAlias

from timeline.asking.anchors import HEADS
from timeline.asking.question import EMPTY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timeline.asking.lexicon import Sense
    from timeline.asking.question import Question
    from timeline.query import Aggregate, Kind
else:
    Kind = str

Refusal: TypeAlias = tuple[Literal["unclear", "out_of_scope"], str]

_LEAST_KNOWN = 0.6
"""The share of the telling words that must be known where others are not (measured on the questions)."""
_ASKING = frozenset({
    "how_many", "when", "since_when", "who", "whom", "what", "which", "where", "why", "how_long", "whether", "list",
    "with", "to", "from", "against", "by", "than", "earlier", "not", "before", "since", "given", "kin", "mine",
}) | EMPTY  # fmt: skip
"""Words that ask or join, and tell nothing of the topic."""
_NARROWING = frozenset({"to", "from", "against", "by", "according_to"})
_IN_THE_OPEN: frozenset[Kind] = frozenset({"statement", "incident", "negotiation", "meeting", "appointment"})
"""Kinds whose words are used of anything in the world: without a name, an unknown word makes it another topic."""


def other_topic(asked: Question) -> Refusal | None:
    """A refusal for commands to the bot and topics that only sound alike: prices, weather, other hostages."""
    if asked.has("command"):
        return "out_of_scope", "command"
    if asked.has("other_topic"):
        return "out_of_scope", "other_topic"
    return None


def unheard(asked: Question, kinds: tuple[Kind, ...] | None) -> Refusal | None:
    """A refusal where too many words that tell something are not known."""
    strange = len(asked.unknown) - len(asked.surnames)
    if strange <= 0:
        return None
    known = sum(not sense.concepts <= _ASKING for sense in asked.senses) + len(asked.mentions) + len(asked.times)
    if kinds is None or (not kinds and not asked.times):
        return "out_of_scope", "unknown_words"
    if kinds[:1] and kinds[0] in _IN_THE_OPEN and not asked.mentions:
        return "out_of_scope", "unknown_words"
    if any(_is_argument(asked, at) for at in asked.unknown if at not in asked.surnames) and kinds != ("statement",):
        return "unclear", "unknown_words"
    if known / (known + strange) < _LEAST_KNOWN:
        return "out_of_scope", "unknown_words"
    return None


def _is_argument(asked: Question, at: int) -> bool:
    """Whether an unknown word narrows the question: "from Babruisk" is not everywhere."""
    before = asked.before(at)
    return before is not None and not before.concepts.isdisjoint(_NARROWING)


def beyond_the_filters(asked: Question, kinds: tuple[Kind, ...], aggregate: Aggregate) -> Refusal | None:
    """A refusal for what no filter can say: women, priests, all but, those not freed, more than thirty."""
    if asked.has("measured") and kinds != ("statement",):
        return "unclear", "no_such_filter"
    if kinds == ("person_status",) and not (asked.persons or asked.surnames):
        return "unclear", "no_such_filter"  # those who died: everybody's state is recorded alike
    if _is_of_two_times(asked) and kinds not in (("arrest", "release"), ("statement",)):
        return "unclear", "no_such_filter"
    if kinds[:1] and kinds[0] not in ("release", "arrest", "prisoner_count"):
        return None
    if asked.has("group") and not asked.persons:
        return "unclear", "no_such_filter"
    if asked.has("except"):
        return "unclear", "no_such_filter"
    if aggregate in ("count", "list", "who") and (
        any(_is_negated(asked, sense.first) for sense in asked.all(*_NEGATED))
        or any(_is_negated(asked, mention.first) for mention in asked.mentions)
    ):
        return "unclear", "no_such_filter"
    if kinds in (("release",), ("arrest",)) and any(is_compared(asked, at) for at in asked.numbers):
        return "unclear", "no_such_filter"
    return None


def _is_of_two_times(asked: Question) -> bool:
    """As in "More now than a year ago": an answer for one of them is none."""
    return asked.has("more") and not asked.numbers and (asked.has("than") or len(asked.times) > 1)


_NEGATED = (
    "release", "arrest", "sentence", "charge", "foreigner", "political_prisoner", "political", "prisoner_of_war",
    "convict", "civilian", "deport", "refuse", "travel", "leave_office", "recaptured",
)  # fmt: skip
"""What no filter can say the opposite of."""


def _is_negated(asked: Question, at: int) -> bool:
    before = asked.before(at, over=EMPTY)
    return before is not None and "not" in before.concepts


def is_compared(asked: Question, at: int) -> bool:
    """Whether a number is a limit: "more than 30"."""
    before = asked.before(at)
    return before is not None and not before.concepts.isdisjoint({"more", "than"})


def of_ones_own(asked: Question) -> Refusal | None:
    """As in "My brother" without a name: nobody can say who that is."""
    if asked.has("relative") and not asked.surnames and not asked.persons:
        return "unclear", "relative"
    return None


def adds_nothing(asked: Question, *, changed: bool, named: bool) -> Refusal | None:
    """A refusal for a part of a question that is not known or changes nothing in the question before."""
    if set(asked.unknown) - set(asked.surnames):
        return "unclear", "unknown_words"
    if changed or named or asked.times or asked.surnames or asked.strangers:
        return None
    return "unclear", "no_kind"


def half_bound(asked: Question, events: Iterable[int]) -> bool:
    """Whether "before", "after" or their like stand before what is no time, and no event that can be looked up."""
    if any(_bounds_nothing(asked, sense) for sense in asked.all("since", "before")):
        return True
    beside = {at for sense in asked.all("since", "before", "since_when") for at in range(sense.first, sense.last + 1)}
    return any(at not in beside for at in events)


def _bounds_nothing(asked: Question, bound: Sense) -> bool:
    if "since_when" in bound.concepts:
        return False
    compared = asked.has("earlier") and len(asked.persons) + bool(asked.surnames) > 1  # one before the other
    goes_to = not bound.concepts.isdisjoint(_NO_BOUNDS)
    for at in range(bound.last + 1, len(asked.tokens)):
        if any(one.first <= at <= one.last for one in asked.times) or at in asked.numbers:
            return False
        if any(one.first <= at <= one.last for one in asked.mentions) or at in asked.unknown:
            person = _is_person(asked, at)
            return not (compared and person) and not (goes_to and (asked.has(*_GOING) or not person))
        sense = next((one for one in asked.senses if one.first <= at <= one.last), None)
        if sense is not None and not sense.concepts <= EMPTY and sense.concepts.isdisjoint(_OTHER_BOUNDS):
            return not goes_to or not sense.concepts.isdisjoint(HEADS)
    return True


_OTHER_BOUNDS = frozenset({"since", "before", "earlier"})
"""What a bound may be joined to: "before or after Babaryka"."""
_NO_BOUNDS = frozenset({"to", "against", "than", "according_to", "about"})
"""What else a word for "before" or "after" can mean, where a name or another word follows."""


_GOING = (
    "call", "talk", "meeting", "travel", "statement", "negotiation", "incident", "sanctions", "according_to", "about",
)  # fmt: skip
"""What is done to or towards a person: "dzwonił do Łukaszenki" is not before him."""


def _is_person(asked: Question, at: int) -> bool:
    return at in asked.surnames or any(one.first <= at <= one.last for one in asked.persons)


def in_a_reign(asked: Question) -> bool:
    """As in "under Biden": the time of somebody in office."""
    named = {one.first for one in asked.persons if any(asked.side(actor) for actor in one.actors)}
    named |= {at for at in asked.unknown if asked.tokens[at].capital}
    return any(sense.last + 1 in named for sense in asked.all("reign"))


def is_either_place(asked: Question, kinds: tuple[Kind, ...]) -> bool:
    """As in "Deported to Lithuania or Poland": the second place is none by itself, and only one can be said."""
    if kinds[:1] and kinds[0] not in ("release", "arrest"):
        return False
    for one, other in pairwise(asked.mentions):
        joint = asked.before(other.first)
        if joint is None or joint.first != one.last + 1 or joint.concepts.isdisjoint({"than", "with"}):
            continue
        if not one.person and not other.person and asked.is_placed(one, scene=True) and not asked.is_placed(other):
            return True
    return False
