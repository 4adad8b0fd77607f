"""From a filter to one question for the index of words and marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.projections.marks import ABOUT, ANY_NATIONALITY, KIND, NAMES, NATIONALITY, PLACE
from timeline.projections.projector import DICTIONARY
from timeline.projections.words import WHOLE, Names, words

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from timeline.projections.chronology import Filter
    from timeline.register import Register

_MOST = 400
"""Words of the dictionary that are asked for one by one; more are asked for by their common beginning."""
_AFTER = "\U0010ffff"


class Search:
    """Writes questions; keeps what it knows of a register's names until another register comes."""

    def __init__(self) -> None:
        self._names: Names | None = None

    def question(self, wanted: Filter, register: Register, connection: sqlite3.Connection) -> str | None:
        """What the index is asked for; empty for everything, None where nothing can match."""
        parts = []
        kinds = sorted(wanted.kinds)
        if wanted.actors:
            parts += [_any(_about(actor, kinds)) for actor in dict.fromkeys(wanted.actors)]
        elif kinds:
            parts.append(_any(KIND + kind for kind in kinds))
        if wanted.place:
            parts.append(_any([PLACE + wanted.place]))
        if wanted.nationality:
            parts.append(_any([NATIONALITY + wanted.nationality, ANY_NATIONALITY]))
        if wanted.text and not wanted.text.isspace():
            asked = dict.fromkeys(words(wanted.text))
            found = [self._word(word, register, connection) for word in asked]
            if not found or not all(found):
                return None
            parts += found
        return " AND ".join(parts)

    def _word(self, word: str, register: Register, connection: sqlite3.Connection) -> str:
        """A word where it begins a word of the entry, or of a name of an actor that the entry names."""
        if self._names is None or self._names.register is not register:
            self._names = Names(register)
        actors = [f'"{NAMES}{actor}"' for actor in self._names.meant(word)]
        return _either([*_beginning(word, connection), *actors])


def _about(actor: str, kinds: Iterable[str]) -> list[str]:
    return [f"{ABOUT}{actor}{KIND}{kind}" for kind in kinds] or [ABOUT + actor]


def _any(marks: Iterable[str]) -> str:
    return _either([f'"{mark}"' for mark in marks])


def _either(terms: list[str]) -> str:
    return f"({' OR '.join(terms)})" if len(terms) > 1 else "".join(terms)


def _beginning(word: str, connection: sqlite3.Connection) -> list[str]:
    if len(word) <= WHOLE:
        return [f'"{word}"']
    if len(word) < DICTIONARY:
        return [f'"{word}" *']
    found = connection.execute(
        "SELECT word FROM word WHERE word >= ? AND word < ? LIMIT ?", (word, word + _AFTER, _MOST + 1)
    ).fetchall()
    return [f'"{word}" *'] if len(found) > _MOST else [f'"{other}"' for (other,) in found]
