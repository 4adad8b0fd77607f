"""A question as tokens: split, repaired and folded, so that one word has one key however it was typed.

Nothing here knows a language's words. What is folded away is what people leave out or mistype: case,
accents, apostrophes, soft signs, letters of the other alphabet that look the same, Belarusian and
Ukrainian letters that a Russian keyboard lacks. Words of a lexicon are put under `word_keys`, a typed
token is looked up under its `keys`, in order: two spellings are one word when they share a key.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias

from timeline.asking import alphabets
from timeline.asking.alphabets import other_layouts

__all__ = [
    "LONGEST_TEXT",
    "MOST_WORDS",
    "Folded",
    "Script",
    "Token",
    "fold",
    "key_of",
    "other_layouts",
    "typed_keys",
    "word_keys",
]

Script: TypeAlias = Literal["cyrillic", "latin", "digit", "other"]

LONGEST_TEXT = 300
MOST_WORDS = 64

# Composing shortens a text: three or four code points may be one letter. More than this is never looked at.
_LOOKED_AT = LONGEST_TEXT * 4
_APOSTROPHES = frozenset("'’ʼ`´‘ʹ′＇ʻ‛")
_QUOTES = {"«": "»", "„": '“”"', "“": "”", "”": "”", "‹": "›", "»": "«", '"': '"'}
_MOST_QUOTED = 12  # words: what is quoted is a name; a lone inch or quotation sign must not quote the rest
_ENDS_SENTENCE = frozenset(".?!…")
_ABBREVIATION = 2  # letters: "21 d. Minske", "г. Минск", "J. Coale" go on after their full stop
_LONGEST_ENDING = 4  # letters behind an apostrophe in Latin script: "Coale'ui", "Lukashenko's"


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or sign of a question: `text[start:end]` of its `Folded`, look-alikes repaired."""

    text: str
    start: int
    end: int
    key: str
    keys: tuple[str, ...]
    capital: bool
    upper: bool
    script: Script
    quoted: bool


@dataclass(frozen=True, slots=True)
class Folded:
    """A text (composed, and cut when `cut`) with its tokens; blanks and invisible characters are no tokens."""

    text: str
    tokens: tuple[Token, ...]
    cut: bool


def fold(text: str) -> Folded:
    """The tokens of a text: words (with the apostrophes in them), runs of digits, and every sign for itself.

    `Q3`, `21-го` and `US-Sanktionen` are several tokens; what touches has `end == start`. At most 300
    characters and 64 words are read; `cut` says that there were more. `capital` is a capital that is
    more than the beginning of a sentence; `upper` is two or more letters, all of them capitals.
    """
    text, cut = _readable(text)
    spans = _spans(text)
    quoted = _quoted(text, spans)
    lean_cyrillic = _mostly_cyrillic(text)
    tokens: list[Token] = []
    begins = True
    for place, (start, end, script) in enumerate(spans):
        word = text[start:end]
        if script == "digit" or script == "other":  # noqa: PLR1714  (narrows the type, a set does not)
            begins = _begins_sentence(word, tokens, begins=begins)
            tokens.append(_sign(word, start, end, script, quoted=place in quoted))
            continue
        if script == "mixed":
            word = alphabets.repaired(word, lean_cyrillic=lean_cyrillic)
        elif script == "latin" and lean_cyrillic and len(word) == 1 and _stands_alone(spans, place):
            word = alphabets.twin(word) if alphabets.looks_cyrillic(word) else word
        upper = len(word) > 1 and word.isupper()
        keys = typed_keys(word, lean_cyrillic=lean_cyrillic)
        written: Script = "cyrillic" if any(map(alphabets.is_cyrillic, word)) else "latin"
        capital = word[0].isupper() and (upper or not begins)
        tokens.append(Token(word, start, end, keys[0], keys, capital, upper, written, place in quoted))
        begins = False
    return Folded(text, tuple(tokens), cut)


def _sign(text: str, start: int, end: int, script: Script, *, quoted: bool) -> Token:
    keys = (text,)
    return Token(text, start, end, text, keys, capital=False, upper=False, script=script, quoted=quoted)


@lru_cache(maxsize=32_768)
def key_of(word: str) -> str:
    """A word in its one folded form: small letters, no accents, apostrophes, soft or hard signs; ё is е, ґ is г."""
    letters = unicodedata.normalize("NFC", word).lower().translate(_FORMS)
    if letters.isascii():
        return letters
    if not letters.isalpha():
        letters = "".join(letter for letter in letters if not _is_mark(letter))
    return letters if any(map(alphabets.is_cyrillic, letters)) else alphabets.plain_latin(letters)


_ONE_APOSTROPHE = str.maketrans(dict.fromkeys(_APOSTROPHES, "'"))
_FORMS = str.maketrans(
    {"ё": "е", "ґ": "г", "ь": "", "ъ": "", "ѐ": "е", "ѝ": "и", **dict.fromkeys(_APOSTROPHES, "")},
)


@lru_cache(maxsize=8_192)
def typed_keys(word: str, *, lean_cyrillic: bool = False) -> tuple[str, ...]:
    """The keys under which a typed word is looked up, the likeliest first.

    Cyrillic: as typed, then as a Russian keyboard would have it. Latin: without accents, without the
    ending behind an apostrophe, umlauts written out, in Cyrillic if it can be Łacinka, and as the Cyrillic
    word that looks the same if the text is mostly Cyrillic.
    """
    key = key_of(word)
    if any(map(alphabets.is_cyrillic, key)):
        return _distinct(key, alphabets.on_a_russian_keyboard(key))
    small = word.lower()
    stem = _before_ending(small)
    cyrillic = alphabets.from_lacinka(small) or ""
    looks = key_of(alphabets.twin(word)) if lean_cyrillic and alphabets.looks_cyrillic(word) else ""
    return _distinct(
        key, looks, key_of(stem), "" if small.isascii() else key_of(alphabets.umlauts_written_out(small)), cyrillic
    )


@lru_cache(maxsize=32_768)
def word_keys(word: str, language: str | None = None) -> tuple[str, ...]:
    """The keys under which a word of a lexicon is to be found, its own key first.

    Belarusian words (`language` "be") are found in Łacinka too, with or without its accents.
    """
    key = key_of(word)
    if any(map(alphabets.is_cyrillic, key)):
        latin = alphabets.lacinka(word.lower().translate(_ONE_APOSTROPHE)) if language == "be" else ""
        return _distinct(key, alphabets.on_a_russian_keyboard(key), latin)
    small = word.lower()
    return _distinct(key, "" if small.isascii() else key_of(alphabets.umlauts_written_out(small)))


def _distinct(*keys: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for key in keys if key)) or ("",)


def _is_mark(letter: str) -> bool:
    """Accents that compose with nothing, and invisible characters: soft hyphens, joiners, directions."""
    return unicodedata.category(letter) in ("Mn", "Me", "Cf")


def _before_ending(word: str) -> str:
    for at in range(max(1, len(word) - _LONGEST_ENDING - 1), len(word)):
        if word[at] in _APOSTROPHES:
            return word[:at]
    return word


def _readable(text: str) -> tuple[str, bool]:
    """The part of a text that is read, composed and ending with a whole word; whether more was there."""
    composed = unicodedata.normalize("NFC", text[:_LOOKED_AT])
    cut = len(text) > _LOOKED_AT or len(composed) > LONGEST_TEXT
    kept = composed[:LONGEST_TEXT]
    if cut and len(composed) > LONGEST_TEXT and not composed[LONGEST_TEXT].isspace():
        kept = kept[: 1 + max((at for at, letter in enumerate(kept) if letter.isspace()), default=len(kept) - 1)]
    words = 0
    for at, letter in enumerate(kept):
        if not letter.isspace() and (at == 0 or kept[at - 1].isspace()):
            words += 1
            if words > MOST_WORDS:
                return kept[:at].rstrip(), True
    return kept, cut


_Span: TypeAlias = tuple[int, int, Literal["cyrillic", "latin", "mixed", "digit", "other"]]


def _spans(text: str) -> list[_Span]:
    """Where the tokens are: one pass, each character looked at once or twice."""
    spans: list[_Span] = []
    at = 0
    while at < len(text):
        letter = text[at]
        begin = at
        at += 1
        if letter.isalpha() and _goes_on(text, begin):  # an apostrophe that counts as a letter may stand alone
            cyrillic = latin = 0
            at = begin
            while at < len(text) and _goes_on(text, at):
                if text[at].isalpha():
                    is_cyrillic = alphabets.is_cyrillic(text[at])
                    cyrillic, latin = cyrillic + is_cyrillic, latin + (not is_cyrillic)
                at += 1
            spans.append((begin, at, "latin" if not cyrillic else "mixed" if latin else "cyrillic"))
        elif "0" <= letter <= "9":
            while at < len(text) and "0" <= text[at] <= "9":
                at += 1
            spans.append((begin, at, "digit"))
        elif not (letter.isspace() or _is_mark(letter)):
            spans.append((begin, at, "other"))
    return spans


def _goes_on(text: str, at: int) -> bool:
    """Whether a word goes on here: a letter, an accent, an invisible character, an apostrophe before a letter."""
    letter = text[at]
    if letter.isalpha():
        return letter not in _APOSTROPHES or text[at + 1 : at + 2].isalpha()
    if letter in _APOSTROPHES:
        return text[at + 1 : at + 2].isalpha()
    return not letter.isascii() and _is_mark(letter)


def _mostly_cyrillic(text: str) -> bool:
    cyrillic = sum(map(alphabets.is_cyrillic, text))
    return cyrillic > sum(map(str.isalpha, text)) - cyrillic


def _stands_alone(spans: list[_Span], place: int) -> bool:
    """Whether nothing touches a token: the "i" of a Belarusian sentence does, the "H" of H1 does not."""
    start, end, _ = spans[place]
    return not (place and spans[place - 1][1] == start) and not (place + 1 < len(spans) and spans[place + 1][0] == end)


def _quoted(text: str, spans: list[_Span]) -> frozenset[int]:
    """Which tokens stand between an opening quotation mark and the next closing one."""
    quoted: set[int] = set()
    opened, closing = -1, ""
    for place, (start, _, script) in enumerate(spans):
        sign = text[start]
        if script != "other":
            continue
        if opened >= 0 and sign in closing:
            if place - opened <= _MOST_QUOTED + 1:
                quoted.update(range(opened + 1, place))
            opened = -1
        elif sign in _QUOTES:
            opened, closing = place, _QUOTES[sign]
    return frozenset(quoted)


def _begins_sentence(sign: str, tokens: list[Token], *, begins: bool) -> bool:
    """Whether the next word begins a sentence, a sign or number having been read."""
    if sign not in _ENDS_SENTENCE:
        return begins
    if sign != ".":
        return True
    before = tokens[-1] if tokens else None
    return before is not None and before.script in ("cyrillic", "latin") and len(before.text) > _ABBREVIATION
