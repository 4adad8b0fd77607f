"""Words that go with names: peoples and their adjectives, kin, offices, citizens; of all languages at once."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias, cast

from timeline.asking.folding import key_of, word_keys
from timeline.asking.word_files import texts_of, word_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from timeline.asking.folding import Token

LANGUAGES = ("be", "ru", "uk", "en", "de", "pl", "lt")
Sort: TypeAlias = Literal["adjectives", "inhabitants", "people", "kin", "offices", "things", "names"]
_SORTS: tuple[Sort, ...] = ("adjectives", "inhabitants", "people", "kin", "offices", "things", "names")
_LONGEST_BEGINNING = 16
_NO_NOUNS = frozenset({"first", "careful", "lower"})


class Noun(NamedTuple):
    """What some words are in a language: a `sort`, its `value` (a code, a kind of kin, an office), how many words."""

    sort: Sort
    value: str
    words: int
    language: str


class _Pattern(NamedTuple):
    noun: Noun
    rest: tuple[str, ...]  # the keys of the other words; an asterisk at the end stands for any ending


class Nouns:
    """The meanings of words and phrases at a place of a text."""

    def __init__(self) -> None:
        self._whole: dict[str, list[_Pattern]] = {}
        self._begins: dict[str, list[_Pattern]] = {}
        for language in LANGUAGES:
            for sort, value, phrase in _told(language):
                self._add(sort, value, phrase, language)

    def _add(self, sort: Sort, value: str, phrase: str, language: str) -> None:
        first, *rest = phrase.replace("-", " ").split()
        noun = Noun(sort, value, 1 + len(rest), language)
        pattern = _Pattern(noun, tuple(f"{key_of(word.rstrip('*'))}{word[len(word.rstrip('*')) :]}" for word in rest))
        places = self._begins if first.endswith("*") else self._whole
        for key in word_keys(first.rstrip("*"), language):
            places.setdefault(key[:_LONGEST_BEGINNING], []).append(pattern)

    def at(self, words: Sequence[Token], place: int) -> tuple[Noun, ...]:
        """What begins at a word, the longest first. `words` are a text's words without its signs."""
        found: dict[Noun, None] = {}
        for key in words[place].keys:
            for pattern in self._whole.get(key[:_LONGEST_BEGINNING], ()):
                if _goes_on(pattern.rest, words, place + 1):
                    found[pattern.noun] = None
            for length in range(2, min(len(key), _LONGEST_BEGINNING) + 1):
                for pattern in self._begins.get(key[:length], ()):
                    if _goes_on(pattern.rest, words, place + 1):
                        found[pattern.noun] = None
        return tuple(sorted(found, key=lambda noun: -noun.words))


def _goes_on(rest: tuple[str, ...], words: Sequence[Token], place: int) -> bool:
    if place + len(rest) > len(words):
        return False
    return all(
        any(key.startswith(part[:-1]) if part.endswith("*") else key == part for key in words[place + at].keys)
        for at, part in enumerate(rest)
    )


def _told(language: str) -> Iterator[tuple[Sort, str, str]]:
    tables = tables_of(language)
    for sort in _SORTS:
        for value, text in tables.get(sort, {}).items():
            if sort == "names" and value in _NO_NOUNS:
                continue
            for phrase in text.split(","):
                if phrase.strip():
                    yield sort, value, phrase.strip()


def tables_of(language: str) -> dict[str, dict[str, str]]:
    """The tables of a language's file, as they are written."""
    return cast("dict[str, dict[str, str]]", word_file(f"names_{language}"))


def actors_of_codes() -> dict[str, str]:
    """The register's id of each state that has one, by its code."""
    return cast("dict[str, str]", word_file("states"))


@cache
def ordinary_words() -> frozenset[str]:
    """Keys of words of questions in all languages: none of them is a name because it sounds like one."""
    keys: set[str] = set()
    for language in LANGUAGES:
        for text in (*texts_of(word_file(language)), *texts_of(word_file(f"dates_{language}"))):
            keys.update(key for word in _single_words(text) for key in word_keys(word, language))
        for sort in ("language", "people", "kin", "offices"):
            for text in tables_of(language).get(sort, {}).values():
                keys.update(key for word in _single_words(text, cut=True) for key in word_keys(word, language))
    return frozenset(key for key in keys if key)


def _single_words(text: str, *, cut: bool = False) -> Iterator[str]:
    """The words of a list that are no phrases; beginnings of words only when `cut`."""
    for phrase in text.split(","):
        word = phrase.strip()
        if " " not in word and (cut or "*" not in word):
            yield word.rstrip("*")


@cache
def nouns() -> Nouns:
    """The words of all languages, read once."""
    return Nouns()
