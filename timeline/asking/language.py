"""In which language to answer: by letters that a language has or lacks, and by words that are its own.

Belarusian may be written in three ways: in Cyrillic, in Cyrillic on a Russian keyboard (і as и, ў as у),
in Łacinka. Names say little: "Coale" stands in questions of every language.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal, TypeAlias

from timeline.asking.folding import word_keys
from timeline.asking.nouns import LANGUAGES, tables_of
from timeline.asking.word_files import texts_of, word_file

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from timeline.asking.folding import Folded, Token

Code: TypeAlias = Literal["be", "ru", "uk", "en", "de", "pl", "lt"]
_Way: TypeAlias = Literal["be", "ru", "uk", "en", "de", "pl", "lt", "be@latin"]

_CYRILLIC: tuple[_Way, ...] = ("be", "ru", "uk")
_LATIN: tuple[_Way, ...] = ("en", "de", "pl", "lt", "be@latin")

# Letters that only some languages write.
_LETTERS: tuple[tuple[str, tuple[_Way, ...]], ...] = (
    ("ў", ("be",)), ("ї", ("uk",)), ("є", ("uk",)), ("ґ", ("uk",)), ("і", ("be", "uk")), ("ы", ("be", "ru")),
    ("э", ("be", "ru")), ("ё", ("be", "ru")), ("ъ", ("ru",)), ("щ", ("ru", "uk")), ("и", ("ru", "uk")),
    ("äöß", ("de",)), ("ü", ("de",)), ("ėįųū", ("lt",)), ("ąę", ("lt", "pl")), ("čšž", ("lt", "be@latin")),
    ("ŭ", ("be@latin",)), ("żó", ("pl",)), ("łńśźć", ("pl", "be@latin")), ("w", ("en", "de", "pl")),
    ("q", ("en", "de")), ("x", ("en", "de")), ("v", ("en", "de", "lt", "be@latin")),
)  # fmt: skip
_WRITTEN_BY: dict[str, frozenset[_Way]] = {letter: frozenset(ways) for letters, ways in _LETTERS for letter in letters}
_WORD = 3.0
_LETTER = 2.0
_NAME = 0.3  # what a letter of a capitalised word counts for: names keep their spelling abroad
_CLOSE = 0.75  # ahead by less, a language is not preferred to the reader's own
_LONGEST_KEY = 20


@dataclass(frozen=True, slots=True)
class Reply:
    """The language of a reply; `latin`: Belarusian in Łacinka. `shown`: the text itself says so."""

    language: Code
    latin: bool = False
    shown: bool = True


def reply_language(folded: Folded, preferred: str | None = None, names: Collection[int] = ()) -> Reply:
    """The language a text is asked in; the preferred one where it shows nothing or too little, else English.

    `names` are the tokens of names, which show little: they count only where nothing else is there.
    """
    scores = _scores(folded, names) or _scores(folded, ())
    wished = preferred if preferred in LANGUAGES else None
    best = max(scores.values(), default=0.0)
    if best <= 0:
        return _unshown(folded, wished)
    close = [way for way, score in scores.items() if best - score < _CLOSE]
    for way in close:
        if way.removesuffix("@latin") == wished:
            return _reply(way)
    return _reply(max(scores, key=lambda way: scores[way]))


def _reply(way: _Way, *, shown: bool = True) -> Reply:
    match way:
        case "be@latin":
            return Reply("be", latin=True, shown=shown)
        case "be" | "ru" | "uk" | "en" | "de" | "pl" | "lt":
            return Reply(way, shown=shown)


def _unshown(folded: Folded, wished: str | None) -> Reply:
    for way in (*_CYRILLIC, "en", "de", "pl", "lt"):
        if way == wished:
            return _reply(way, shown=False)
    cyrillic = any(token.script == "cyrillic" for token in folded.tokens)
    return Reply("ru" if cyrillic else "en", shown=False)


def _scores(folded: Folded, names: Collection[int]) -> dict[_Way, float]:
    scores: dict[_Way, float] = {}
    excluded: dict[_Way, float] = {}
    for at, token in enumerate(folded.tokens):
        if token.script not in ("cyrillic", "latin") or at in names:
            continue
        ways = _CYRILLIC if token.script == "cyrillic" else _LATIN
        known = [way for way in _known(token) if way in ways]
        for way in known:
            scores[way] = scores.get(way, 0.0) + _WORD / len(known)
        weight = _LETTER * (_NAME if token.capital or (at == 0 and not known) else 1.0)
        for letter in set(token.text.lower()):
            writing = _WRITTEN_BY.get(letter)
            if writing is not None:
                for way in ways:
                    if way in writing:
                        scores[way] = scores.get(way, 0.0) + weight / len(writing) / 4
                    else:
                        excluded[way] = excluded.get(way, 0.0) + weight / 2
    return {way: score - excluded.get(way, 0.0) for way, score in scores.items()}


def _known(token: Token) -> tuple[_Way, ...]:
    words = _words()
    for key in token.keys[:2]:
        found = words.whole.get(key)
        if found is not None:
            return found
    key = token.keys[0][:_LONGEST_KEY]
    for length in range(len(key), 3, -1):
        found = words.begins.get(key[:length])
        if found is not None:
            return found
    return ()


@dataclass(frozen=True, slots=True)
class _Words:
    whole: dict[str, tuple[_Way, ...]]
    begins: dict[str, tuple[_Way, ...]]


@cache
def _words() -> _Words:
    whole: dict[str, dict[_Way, None]] = {}
    begins: dict[str, dict[_Way, None]] = {}
    for language, word in _told():
        place = begins if word.endswith("*") else whole
        for key in word_keys(word.rstrip("*"), language):
            cyrillic = "\u0400" <= key[-1:] <= "\u052f"
            way: _Way = "be@latin" if language == "be" and not cyrillic else language
            place.setdefault(key, {})[way] = None
    return _Words({key: tuple(ways) for key, ways in whole.items()}, {key: tuple(ways) for key, ways in begins.items()})


def _told() -> Iterator[tuple[Code, str]]:
    """The words of every language's files: those of questions and dates, and what is told of the language itself."""
    codes: tuple[Code, ...] = ("be", "ru", "uk", "en", "de", "pl", "lt")
    for language in codes:
        tables = tables_of(language)
        texts = [text for sort in ("language", "people", "kin", "offices") for text in tables[sort].values()]
        for name in (language, f"dates_{language}"):
            texts.extend(texts_of(word_file(name)))
        for text in texts:
            for word in text.replace(",", " ").split():
                if word.strip("*"):
                    yield language, word
