"""The words of dates of all seven languages at once: what a word or phrase can mean in a date.

The words are data (`words/dates_*.toml`), one file a language, the same concepts in each. No language is
detected: a mixed question is read like any other, and a word that means several things has several senses.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias, get_args

from timeline.asking.folding import word_keys
from timeline.asking.spans import SEASONS, UNITS
from timeline.asking.word_files import word_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from timeline.asking.folding import Token

LANGUAGES = ("be", "ru", "uk", "en", "de", "pl", "lt")

Sort: TypeAlias = Literal[
    "month", "weekday", "season", "unit", "year_word", "day", "now", "number", "ordinal",
    "last", "before_last", "behind_before_last", "rolling", "over", "this", "next",
    "this_year", "last_year", "year_before_last", "last_month", "last_week", "last_quarter",
    "ago", "ago_before", "ahead", "since", "from", "dated", "until", "through", "inclusive", "by", "after",
    "link", "and", "between", "in", "of", "whole", "onwards", "so_far", "year_so_far",
    "start_of", "end_of", "year_start", "year_end", "month_start", "month_end",
    "as_of", "as_of_behind", "on", "known", "known_then", "known_filler",
    "day_ending", "year_ending", "decade_ending", "opens_event", "asks_when", "temporal",
]  # fmt: skip

_SINGULAR: dict[str, Sort] = {
    "months": "month", "weekdays": "weekday", "numbers": "number", "ordinals": "ordinal",
    "day_endings": "day_ending", "year_endings": "year_ending", "decade_endings": "decade_ending",
}  # fmt: skip
_SORTS = frozenset(get_args(Sort))
_SHORTEST_BEGINNING = 3


class Sense(NamedTuple):
    """One meaning of a word: `value`: a month, weekday or ordinal from 1, a number, an index of UNITS or SEASONS.

    `weak` means other things too, `plural` is vague without a number, `begins` is known by its beginning alone.
    """

    sort: Sort
    value: int
    language: str
    spelling: str
    weak: bool = False
    plural: bool = False
    begins: bool = False


class Meaning(NamedTuple):
    """A sense of the words up to, not including, the token `after`."""

    sense: Sense
    after: int

    @property
    def value(self) -> int:
        """What the sense counts."""
        return self.sense.value


class _Node:
    """A step in phrases: the words that can come next, and what the words so far mean."""

    __slots__ = ("following", "senses")

    def __init__(self) -> None:
        self.following: dict[str, _Node] = {}
        self.senses: list[Sense] = []


class DateWords:
    """Words and phrases by their folded keys."""

    def __init__(self) -> None:
        self._root = _Node()
        self._beginnings: dict[str, list[Sense]] = {}
        for language in LANGUAGES:
            for text, sense in _told(language):
                self._add(text, sense)

    def _add(self, text: str, sense: Sense) -> None:
        words = text.rstrip("*").split() if " " in text else [text.rstrip("*")]
        if text.endswith("*"):
            for key in word_keys(words[0], sense.language):
                self._beginnings.setdefault(key, []).append(sense)
            return
        nodes = [self._root]
        for word in words:
            nodes = [
                node.following.setdefault(key, _Node()) for node in nodes for key in word_keys(word, sense.language)
            ]
        for node in nodes:
            node.senses.append(sense)

    def meanings(self, tokens: Sequence[Token], at: int) -> list[Meaning]:
        """All that the words from `at` on can mean, the longest phrases first."""
        found: list[Meaning] = []
        nodes, after = [self._root], at
        while nodes and after < len(tokens):
            nodes = _following(nodes, tokens[after].keys)
            after += 1
            typed = tokens[at].text.lower() if after == at + 1 else ""
            found[:0] = [Meaning(sense, after) for node in nodes for sense in _sure(node.senses, typed)]
        for key in tokens[at].keys:
            for end in range(len(key), _SHORTEST_BEGINNING - 1, -1):
                found.extend(Meaning(sense, at + 1) for sense in self._beginnings.get(key[:end], ()))
        return found


def _following(nodes: list[_Node], keys: tuple[str, ...]) -> list[_Node]:
    """The next nodes by the likeliest key that is known: "po" is Polish before it is Cyrillic in Latin letters."""
    for key in keys:
        found = [node.following[key] for node in nodes if key in node.following]
        if found:
            return found
    return []


def _sure(senses: list[Sense], typed: str) -> list[Sense]:
    """Where accents tell a date from another word (lt "liepą", "liepa"), the date is sure only as typed with them."""
    if not typed or not any(sense.weak for sense in senses):
        return senses
    return sorted(
        (sense for sense in senses if sense.weak or sense.spelling == typed or sense.sort == "unit"),
        key=lambda sense: sense.weak,
    )


@cache
def date_words() -> DateWords:
    """The words, loaded once."""
    return DateWords()


def _told(language: str) -> Iterator[tuple[str, Sense]]:
    """The words of a language's file, with their senses."""
    said = dict(word_file(f"dates_{language}"))
    weak = set(_several(said.pop("weak")))
    plural = set(_several(said.pop("plural")))
    for concept, words in said.items():
        sort = _sort(concept)
        for value, told in _valued(concept, words):
            for place, word in enumerate(_several(told)):
                doubtful = sort in ("month", "weekday", "season") and word in weak
                yield (
                    word,
                    Sense(
                        sort,
                        value if value is not None else place,
                        language,
                        word,
                        doubtful,
                        word in plural,
                        word.endswith("*"),
                    ),
                )


def _sort(concept: str) -> Sort:
    sort = {"seasons": "season", "units": "unit", "days": "day"}.get(concept) or _SINGULAR.get(concept, concept)
    if sort not in _SORTS:
        raise ValueError(f"no such concept of dates: {concept}")
    return sort  # type: ignore[return-value]


def _valued(concept: str, words: object) -> Iterator[tuple[int | None, object]]:
    """The lists of words of a concept, with the number that each stands for; None where it is their place."""
    match words:
        case list():
            yield from enumerate(words, 1)
        case dict():
            for name, told in words.items():
                order: Sequence[str] = SEASONS if concept == "seasons" else UNITS
                yield int(name) if concept == "days" else order.index(name), told
        case _:
            yield None, words


def _several(words: object) -> list[str]:
    return [word for word in map(str.strip, str(words).split(",")) if word]
