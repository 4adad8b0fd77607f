"""Words as they are searched: folded so far that scripts, cases and accents do not part them.

A word that is asked for is found where it begins a word; one of a letter or two (`US`, `52`) only
where it is the whole word.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timeline.register import Register

WHOLE = 2
"""Letters up to which a word that is asked for must be the whole word."""

_APOSTROPHES = "'’ʼ`´′ʹ"
# What is not a letter or digit of ASCII becomes a blank: several times as fast as the expression below.
_PLAIN = {code: None if chr(code) in _APOSTROPHES else chr(code) if chr(code).isalnum() else " " for code in range(128)}
_WORD = re.compile(r"[^\W_]+")
_ACCENT = re.compile("[\u0300-\u036f]+")
_LAST = "\U0010ffff"
_ALIKE = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i"} | dict.fromkeys(_APOSTROPHES, None))


def folded(text: str) -> str:
    """The text without case, accents and apostrophes: `Łukašenka`, `аб'ём` become `lukasenka`, `абем`."""
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return _ACCENT.sub("", apart).translate(_ALIKE)


def words(text: str) -> list[str]:
    """Every word of a text, folded, in order."""
    if text.isascii():
        return text.lower().translate(_PLAIN).split()
    return _WORD.findall(folded(text))


def is_found(word: str, text_words: Iterable[str]) -> bool:
    """Whether a word that is asked for is found among these."""
    if len(word) <= WHOLE:
        return word in text_words
    return any(other.startswith(word) for other in text_words)


class Names:
    """Which actors of a register a word may mean: by id and by every name, in all languages."""

    def __init__(self, register: Register) -> None:
        self.register = register
        pairs = {
            (word, actor.id)
            for actor in register
            for text in (actor.id, *(name.text for name in actor.names))
            for word in words(text)
        }
        self._pairs = sorted(pairs)

    def meant(self, word: str) -> list[str]:
        """The ids, in order, each once."""
        first = bisect_left(self._pairs, (word,))
        last = bisect_left(self._pairs, (word, _LAST) if len(word) <= WHOLE else (word + _LAST,))
        return sorted({actor for _, actor in self._pairs[first:last]})
