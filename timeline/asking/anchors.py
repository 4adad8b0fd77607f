"""What stands for an entry in a question: "the 52", "since Coale got the job". The timeline has to resolve it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from timeline.asking.intents import kinds_of

if TYPE_CHECKING:
    from timeline.asking.lexicon import Sense
    from timeline.asking.question import Question
    from timeline.query import Kind

_ANCHORS: frozenset[Kind] = frozenset({"call", "meeting", "appointment", "release", "arrest", "statement"})
HEADS = frozenset({
    "call", "talk", "meeting", "travel", "appoint", "appointment", "office", "take_office", "release", "arrest",
    "sentence", "statement", "incident", "leave_office", "dismiss",
})  # fmt: skip
"""What an event can be."""
_ENDS = frozenset(
    {"release", "arrest", "how_many", "who", "whom", "sanctions", "lift", "impose", "prisoner", "political_prisoner"}
)
"""What the question itself goes on with."""
_LIMITS = frozenset({"more", "than", "latest", "first", "largest", "next"})
"""Before a number they make it a limit."""
_LEAST_NUMBER = 10
_MOST_NUMBER = 9_999


@dataclass(frozen=True, slots=True)
class Anchor:
    """An entry that is meant and not named: resolve it against the timeline, else the question is unclear.

    `use` "entry" sets the filter `entry` to the release of `number` people; "since" and "before" bound the
    period by the day of the one entry of these kinds and actors. `words` are the question's own.
    """

    use: Literal["entry", "since", "before"]
    kinds: tuple[Kind, ...]
    actors: tuple[str, ...] = ()
    number: int | None = None
    words: str = ""


def anchor_of(asked: Question, text: str) -> tuple[Anchor | None, Question]:
    """The anchor of a question, and the question without it."""
    event = _event(asked, text)
    if event is not None:
        return event
    return _number(asked, text), asked


def _event(asked: Question, text: str) -> tuple[Anchor, Question] | None:
    """As in "After the call with Trump": the event ends where the question's own verb goes on."""
    if asked.has("vague_time"):
        return None
    for sense in asked.all("since", "before"):
        if (len(asked.persons) > 1 and "earlier" in sense.concepts) or any(
            one.first == sense.last + 1 for one in asked.times
        ):
            continue
        end = _end(asked, sense)
        if end is None:
            continue
        event = asked.without(0, sense.last).without(end + 1, len(asked.tokens))
        rest = asked.without(sense.first, end)
        kinds = kinds_of(event)
        if event.strangers or event.surnames or event.unknown:
            continue  # whose event it was is not known
        if len(kinds) != 1 or kinds[0] not in _ANCHORS or not kinds_of(rest):
            continue
        words = text[asked.tokens[sense.last].end : asked.tokens[end].end].strip()
        actors = tuple(mention.actors[0] for mention in event.mentions if mention.actors)
        use: Literal["since", "before"] = "since" if "since" in sense.concepts else "before"
        return Anchor(use, kinds, actors, None, words), rest
    return None


def _end(asked: Question, since: Sense) -> int | None:
    """The last token of an event: up to the next word that begins another question, or all there is."""
    head: frozenset[str] | None = None
    last = since.last
    said = [(one.first, one.last, one.concepts) for one in asked.senses]
    said += [(one.first, one.last, frozenset()) for one in asked.mentions]
    for first, end, concepts in sorted(said, key=lambda one: one[0]):
        if first <= since.last:
            continue
        if head is None:
            head = concepts & HEADS or None
        elif concepts & _ENDS and not concepts & head:
            break
        last = end
    return last if head else None


def _number(asked: Question, text: str) -> Anchor | None:
    """As in "The 52": a bare number in a question about a release."""
    if not asked.numbers or not (
        asked.has("release", "among", "refuse", "deport", "mediate", "whom", "recaptured", "how_many", "free")
    ):
        return None
    kinds = kinds_of(asked)
    if kinds == ("meeting",) and not asked.persons:
        kinds = ("release",)
    if kinds not in ((), ("release",), ("person_status",)):
        return None
    for at in asked.numbers:
        token = asked.tokens[at]
        before = asked.before(at)
        if _is_age(asked, at) or (before is not None and not before.concepts.isdisjoint(_LIMITS)):
            continue
        if token.key.isdigit() and len(token.key) <= len(str(_MOST_NUMBER)) and int(token.key) >= _LEAST_NUMBER:
            return Anchor("entry", ("release",), (), int(token.key), text[token.start : token.end])
    return None


def _is_age(asked: Question, at: int) -> bool:
    """Whether a number stands between signs behind a name: "Volha Kalesnikava, 25, on the list of 52"."""
    named = {mention.last for mention in asked.mentions} | set(asked.surnames)
    signs = [asked.tokens[beside].text for beside in (at - 1, at + 1) if 0 <= beside < len(asked.tokens)]
    return at - 2 in named and signs[0] in ",(" and len(signs) > 1 and signs[1] in ",)"
