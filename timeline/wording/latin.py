"""Belarusian in Latin letters (Łacinka), as it was written before the war and is by those who write it today.

The rules are those of Branisłaŭ Taraškievič's grammar (fifth edition, 1929): `je ja jo ju` after a vowel and at
the beginning, `ie ia io iu` after a consonant, plain `e a o u` after l; `ź ś ć ń` where a soft sign stands, and
where the official spelling leaves out the softness that is heard: святы is `śviaty`, пытанне `pytańnie`.
"""

from __future__ import annotations

import re

_PLAIN = dict(
    zip("абвгґджзйклмнопрстуўфцчшыэі", "abvhgdžzjkłmnoprstuŭfcčšyei", strict=True),
    х="ch",
)
_SOFTENING = {"е": "e", "ё": "o", "ю": "u", "я": "a"}
_SOFT = {"з": "ź", "с": "ś", "ц": "ć", "н": "ń"}
_CONSONANTS = "бвгґджзклмнпрстфхцчш"
_VOWELS_AFTER_A_SOFT_ONE = "еёюяіь"
# What makes a з, с or ц before it soft: any soft consonant but к, г, х. A д is one in дз alone.
_SOFTENS = re.compile(r"(?:дз|[бвзлмнпсфц])(?:[еёюяіь])|(?:дз|[бвзлмнпсфц])(?=(?:дз|[бвзлмнпсфц])[еёюяіь])")
_WORD = re.compile(r"[а-яёўіґА-ЯЁЎІҐ]+(?:['’ʼ][а-яёўіґА-ЯЁЎІҐ]+)*")


def latin(text: str) -> str:
    """The text with its Belarusian words in Latin letters; everything else stays."""
    return _WORD.sub(lambda word: _word(word.group()), text)


def _word(word: str) -> str:
    lower = word.lower()
    parts = [_letter(lower, place) for place in range(len(lower))]
    if word.isupper() and len(word) > 1:
        return "".join(parts).upper()
    return "".join(_cased(part, letter) for part, letter in zip(parts, word, strict=True))


def _cased(part: str, letter: str) -> str:
    return part[:1].upper() + part[1:] if letter.isupper() else part


def _letter(word: str, place: int) -> str:
    letter, before, after = word[place], word[place - 1 : place], word[place + 1 :]
    if letter in "'’ʼь":
        return ""  # the letter before has been softened, or the one after begins with j
    if letter in _SOFTENING:
        return _vowel(letter, before)
    if letter == "і" and before in ("'", "’", "ʼ"):
        return "ji"
    if letter == "л":
        return "l" if _soft(after) or (after.startswith("л") and _soft(after[1:])) else "ł"
    if letter in _SOFT and _is_soft(letter, after):
        return _SOFT[letter]
    return _PLAIN.get(letter, letter)


def _vowel(letter: str, before: str) -> str:
    sound = _SOFTENING[letter]
    if before == "л":
        return sound
    return ("i" if before and before in _CONSONANTS else "j") + sound


def _soft(after: str) -> bool:
    return after[:1] in tuple(_VOWELS_AFTER_A_SOFT_ONE)


def _is_soft(letter: str, after: str) -> bool:
    if after.startswith("ь"):
        return True
    if letter == "н":  # only where it is doubled: пытанне
        return after.startswith("н") and _soft(after[1:])
    return _SOFTENS.match(after) is not None
