"""A question taken apart: its tokens, what its words mean, whom it names and when; nothing is decided here."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from timeline.asking.folding import Token
    from timeline.asking.lexicon import Sense
    from timeline.asking.mention import Mention
    from timeline.asking.periods import Temporal
    from timeline.register import Register

EMPTY = frozenset(
    {
        "function",
        "polite",
        "place_words",
        "plural",
        "passive",
        "future",
        "past",
        "mine",
        "kin",
        "dismissed_or_freed",
        "reign",
    }
)
"""Concepts that say nothing of what is asked."""
BELARUS = "belarus"
UNBOUND = ("known", "now", "so_far")
"""Marks of times that are no period of what happened."""
_SIDE_BY_SIDE = 2


@dataclass(frozen=True, slots=True)
class Question:
    """What was read of a text. `unknown` are words that nobody knows, `surnames` those that look like a name.

    `named_things` are concepts inside names: an embassy, a border, a programme of sanctions.
    """

    tokens: tuple[Token, ...]
    senses: tuple[Sense, ...]
    mentions: tuple[Mention, ...]
    times: tuple[Temporal, ...]
    numbers: tuple[int, ...]
    unknown: tuple[int, ...]
    surnames: tuple[int, ...]
    today: date
    register: Register
    asked: bool
    named_things: frozenset[str] = frozenset()
    concepts: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        said = frozenset[str]().union(*(sense.concepts for sense in self.senses))
        said |= self.named_things
        if any(self.register[actor].type == "office" for mention in self.mentions for actor in mention.actors[:1]):
            said |= {"office"}
        if self._is_of_ones_own():
            said |= {"relative"}
        object.__setattr__(self, "concepts", said)

    def _is_of_ones_own(self) -> bool:
        """As in "My brother", "брат мой": both words, side by side or nearly."""
        mine = [sense.first for sense in self.senses if "mine" in sense.concepts]
        kin = [sense.first for sense in self.senses if "kin" in sense.concepts]
        return any(abs(one - other) <= _SIDE_BY_SIDE for one in mine for other in kin)

    def has(self, *concepts: str) -> bool:
        """Whether any word means one of these."""
        return not self.concepts.isdisjoint(concepts)

    def all(self, *concepts: str) -> Iterator[Sense]:
        """The words that mean one of these, in order."""
        return (sense for sense in self.senses if not sense.concepts.isdisjoint(concepts))

    def before(self, at: int, *, over: frozenset[str] = frozenset()) -> Sense | None:
        """The word right before a token; words that mean nothing else than `over` are stepped over."""
        for sense in reversed(self.senses):
            if sense.last >= at:
                continue
            if self._words_between(sense.last, at):
                return None
            if over and sense.concepts <= over:
                at = sense.first
                continue
            return sense
        return None

    def after(self, at: int) -> Sense | None:
        """The word right behind a token."""
        for sense in self.senses:
            if sense.first > at:
                return None if self._words_between(at, sense.first) else sense
        return None

    def _words_between(self, first: int, last: int) -> bool:
        return any(token.script != "other" for token in self.tokens[first + 1 : last])

    def without(self, first: int, last: int) -> Question:
        """The same question less these tokens."""

        def kept(one: Sense | Mention | Temporal) -> bool:
            return one.last < first or one.first > last

        return Question(
            self.tokens,
            tuple(filter(kept, self.senses)),
            tuple(filter(kept, self.mentions)),
            tuple(filter(kept, self.times)),
            tuple(at for at in self.numbers if not first <= at <= last),
            tuple(at for at in self.unknown if not first <= at <= last),
            tuple(at for at in self.surnames if not first <= at <= last),
            self.today,
            self.register,
            self.asked,
            self.named_things if self.mentions and not first <= self.mentions[0].first <= last else frozenset(),
        )

    @property
    def content(self) -> list[Sense]:
        """The words that say something."""
        return [sense for sense in self.senses if not sense.concepts <= EMPTY]

    def content_beyond(self, *concepts: str) -> list[Sense]:
        """The words that say something, and nothing of these."""
        return [sense for sense in self.content if sense.concepts.isdisjoint(concepts)]

    @property
    def persons(self) -> list[Mention]:
        """The people it names, in order."""
        return [mention for mention in self.mentions if mention.person]

    @property
    def strangers(self) -> list[Mention]:
        """Somebody's kin whom the register does not know: people, and none of its own."""
        return [mention for mention in self.mentions if mention.person and not mention.actors]

    @property
    def has_period(self) -> bool:
        """Whether a time bounds what happened."""
        return any(one.mark not in UNBOUND for one in self.times)

    def side(self, actor: str) -> str | None:
        """The state that an actor stands for: its own, or the one it belongs to; also the European Union."""
        above = self.register.above(actor)
        if BELARUS in above and self.register[actor].type in ("state", "organisation", "person", "office"):
            return BELARUS
        states = sorted(one for one in above if self.register[one].type == "state" or one == "european_union")
        return states[0] if states else None

    def is_placed(self, mention: Mention, *, scene: bool = False) -> bool:
        """Whether a place, state or capital stands behind a word like "in" or "to"; a `scene` also behind "from"."""
        types = {self.register[actor].type for actor in mention.actors[:1]} | ({"place"} if mention.place else set())
        if not types & {"place", "state"} and mention.actors[:1] != ("european_union",):
            return False
        before = self.before(mention.first)
        if before is None or "mediate" in before.concepts:
            return False
        if "to" in before.concepts:
            return True
        return scene and "from" in before.concepts and "place" in types and "by" not in before.concepts
