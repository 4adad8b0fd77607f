"""A word as letters that people mix up fall together, and as it sounds: forms in which names are compared.

`letters` are those of one alphabet, without what is left out in a hurry: accents, soft signs, doubled
Cyrillic consonants, і and ў that a Russian keyboard lacks. `skeleton` is the sound, roughly, the same in Cyrillic,
Łacinka and six Latin alphabets: Лукашэнка, Лукашенко, Łukašenka, Lukaschenko, Łukaszenka and Lukashenko are
all `lukasenka`. So rough a form tells long words apart, not short ones.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from timeline.asking.alphabets import is_cyrillic, on_a_russian_keyboard
from timeline.asking.folding import key_of
from timeline.asking.paradigms import EVERY_ENDING

_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "h", "д": "d", "е": "e", "ё": "e", "є": "e", "ж": "z", "з": "z",
    "и": "i", "і": "i", "ї": "i", "й": "i", "к": "k", "л": "l", "м": "m", "н": "n", "о": "a", "п": "p", "р": "r",
    "с": "s", "т": "t", "у": "u", "ў": "w", "ф": "f", "х": "h", "ц": "c", "ч": "c", "ш": "s", "щ": "sc", "ы": "i",
    "э": "e", "ю": "iu", "я": "ia",
}  # fmt: skip
_LATIN = str.maketrans(
    {
        "ł": "l", "ß": "s", "ö": "e", "ä": "e", "ŭ": "w", "đ": "d", "w": "v", "g": "h", "y": "i", "j": "i",
        "o": "a", "q": "k",
    }
)  # fmt: skip
_DIGRAPHS = re.compile(
    "schtsch|shch|szcz|tsch|tch|sch|sh|sz|cz|ch|zh|kh|gh|rz|ts|tz|th|ph|ck|oe|x",
)
_SOUNDS = {
    "schtsch": "sc", "shch": "sc", "szcz": "sc", "tsch": "c", "tch": "c", "sch": "s", "sh": "s", "sz": "s", "cz": "c",
    "ch": "h", "zh": "z", "kh": "h", "gh": "h", "rz": "z", "ts": "c", "tz": "c", "th": "t", "ph": "f", "ck": "k",
    "oe": "e", "x": "ks",
}  # fmt: skip
_SHORT_U = re.compile("(?<=[ae])u")
_GLIDE_AFTER_CONSONANT = re.compile("(?<=[^aeiu])i+(?=[aeu])")
_GLIDE = re.compile("(?<=[aeiu])i+(?=[aeiu])|^i+(?=[aeu])")
_DOUBLED = re.compile(r"(.)\1+")
_DOUBLED_CONSONANT = re.compile("([бвгджзйклмнпрстфхцчшщ])\\1+")
_CLOSING_VOWELS = re.compile("[aeiu]s?$")
_SHORTEST_STEM = 3


@lru_cache(maxsize=16_384)
def letters(word: str) -> str:
    """The letters of a word that are always written: small, without accents, as on a Russian keyboard."""
    key = key_of(word)
    return _DOUBLED_CONSONANT.sub(r"\1", on_a_russian_keyboard(key)) if is_cyrillic(key[:1]) else key


@lru_cache(maxsize=16_384)
def skeleton(word: str) -> str:
    """How a word sounds, roughly, in the letters a–z; empty where it has no letter of the two alphabets."""
    small = unicodedata.normalize("NFC", word).lower()
    if any("\u0400" <= letter <= "\u052f" for letter in small):
        sounds = "".join(_CYRILLIC.get(letter, "") for letter in small)
    else:
        apart = unicodedata.normalize("NFD", small.replace("ŭ", "w̆").replace("ö", "oe").replace("ä", "e"))
        plain = "".join(letter for letter in apart if letter.isalpha())
        sounds = _DIGRAPHS.sub(lambda found: _SOUNDS[found.group()], plain).translate(_LATIN)
        sounds = "".join(letter for letter in sounds if letter.isascii())
    sounds = ("u" + sounds[1:] if sounds.startswith("w") else sounds).replace("w", "v")
    sounds = _SHORT_U.sub("v", sounds)
    sounds = _GLIDE.sub("", _GLIDE_AFTER_CONSONANT.sub("", sounds))
    return _DOUBLED.sub(r"\1", sounds)


@lru_cache(maxsize=1_024)
def sound_of_ending(ending: str) -> str:
    """How an ending sounds behind a consonant."""
    consonant = "б" if any("\u0400" <= letter <= "\u052f" for letter in ending) else "b"
    return skeleton(consonant + ending)[1:]


_ENDINGS_OF_LETTERS = frozenset(letters(ending) if ending else "" for ending in EVERY_ENDING)
_ENDINGS_OF_SOUNDS = frozenset(sound_of_ending(ending) for ending in EVERY_ENDING) | frozenset({"ah", "ih", "ami"})
_LONGEST_ENDING = max(map(len, _ENDINGS_OF_LETTERS | _ENDINGS_OF_SOUNDS))


def loose_stem(word: str) -> str:
    """The sound of a word's stem, for names of several words, where the other words make sure of it."""
    sound = skeleton(word)
    stem = _CLOSING_VOWELS.sub("", sound)
    return stem if len(stem) >= _SHORTEST_STEM else sound


@lru_cache(maxsize=16_384)
def splits(word: str) -> tuple[tuple[str, str], ...]:
    """The sound of a typed word as stem and ending, longest stem first; no more than an ending has letters."""
    return _split(skeleton(word), _ENDINGS_OF_SOUNDS)


@lru_cache(maxsize=16_384)
def written_splits(word: str) -> tuple[tuple[str, str], ...]:
    """The letters of a typed word as stem and ending, longest stem first."""
    return _split(letters(word), _ENDINGS_OF_LETTERS)


def _split(form: str, endings: frozenset[str]) -> tuple[tuple[str, str], ...]:
    cuts = range(len(form) - 1, max(1, len(form) - _LONGEST_ENDING - 1), -1)
    return ((form, ""), *((form[:cut], form[cut:]) for cut in cuts if form[cut:] in endings))
