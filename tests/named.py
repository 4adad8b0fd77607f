"""The shipped register's names, read in texts: what tests of names ask for again and again."""

from __future__ import annotations

from datetime import date
from functools import cache

from timeline.asking.folding import fold
from timeline.asking.names import Mention, Names
from timeline.events import ActorRecorded
from timeline.register import Register
from timeline.shipped import shipped_register

DAY = date(2025, 12, 6)


@cache
def register() -> Register:
    return Register(
        envelope.event.actor for envelope in shipped_register() if isinstance(envelope.event, ActorRecorded)
    )


@cache
def names() -> Names:
    return Names(register())


def mentions(text: str, on: date = DAY) -> tuple[Mention, ...]:
    return names().mentions(fold(text), on)


def actors(text: str, on: date = DAY) -> list[str]:
    """Every actor a text may mean, in order of the text."""
    return [actor for mention in mentions(text, on) for actor in mention.actors]


def strangers(text: str) -> list[str]:
    """The words of a text that are taken for the names of people nobody knows."""
    folded = fold(text)
    taken = {at for mention in mentions(text) for at in range(mention.first, mention.last + 1)}
    return [folded.tokens[at].text for at in names().unknown_surnames(folded, taken)]
