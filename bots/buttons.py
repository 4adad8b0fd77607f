"""What a button carries: a verb, what it is about, and the language to answer in; at most 64 bytes, and no state.

A button outlives the process that made it: entries and actors are told by their numbers in the
log, an answer by the fingerprint of its query, which is found again in the conversation's memory
or by reading the question anew.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

if TYPE_CHECKING:
    from timeline import Query

Verb: TypeAlias = Literal[
    "entry", "history", "why", "links", "quote",  # of an entry, by its number
    "actor",  # by its number
    "page", "sources", "addresses", "copy", "meant", "refine",  # of an answer, by its fingerprint
    "found",  # another page of a search
    "do",  # a command
    "speak",  # another language
]  # fmt: skip

_PRESS = re.compile(r"([a-z]+):([A-Za-z0-9_-]{0,20}):([0-9a-f]{0,12}):([A-Za-z-]{2,7})")


@dataclass(frozen=True, slots=True)
class Press:
    """A button that was pressed: `of` is a number or a word, `about` the fingerprint of a query."""

    verb: Verb
    of: str
    language: str
    about: str = ""

    def __str__(self) -> str:
        return f"{self.verb}:{self.of}:{self.about}:{self.language}"

    @property
    def number(self) -> int:
        """`of` as a number; 0 where it is none."""
        return int(self.of) if re.fullmatch(r"[0-9]{1,12}", self.of) else 0

    @classmethod
    def read(cls, text: str) -> Press | None:
        """What a button carried; None for what no button of ours carries."""
        found = _PRESS.fullmatch(text)
        if found is None or found[1] not in get_args(Verb):
            return None
        verb: Verb = found[1]  # type: ignore[assignment]
        return cls(verb, found[2], found[4], found[3])


def fingerprint(query: Query) -> str:
    """A few letters that tell a query from any other one of a conversation."""
    text = json.dumps(query.to_json(), sort_keys=True, ensure_ascii=False)
    return sha256(text.encode()).hexdigest()[:12]
