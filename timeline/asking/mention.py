"""A name in a question: which words it takes up and which actors of the register it may mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

How: TypeAlias = Literal["name", "adjective", "inhabitant", "relation", "role", "capital", "compound"]


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens `first` to `last` name an actor: one id is certain, several are ambiguous, best first.

    `parts` are the mentions inside a `relation`, `role` or `compound`: what it holds where it is not taken
    as one. "Belarusian prime minister" is a person unless the question is who that is: then it is `belarus`.
    A `capital` means its state in `actors`; `place` is the capital itself, for where things happened.
    `nationality` is an ISO 3166 code, for inhabitants and citizens. `guessed` is a name with a letter wrong.
    """

    first: int
    last: int
    actors: tuple[str, ...]
    how: How
    nationality: str | None = None
    person: bool = False
    place: str | None = None
    parts: tuple[Mention, ...] = ()
    guessed: bool = False
