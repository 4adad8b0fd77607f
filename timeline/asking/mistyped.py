"""Long words with one letter wrong, missing or too many: which beginnings of words they may have been."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LEAST = 6
"""Letters: below that, one letter more or less is another word."""
_LONGEST = 11


class Mistyped:
    """Beginnings of words, found by a word that has one letter wrong; its first letter is always right."""

    def __init__(self, stems: Iterable[str]) -> None:
        self._stems = frozenset(stem for stem in stems if len(stem) >= LEAST - 1)
        self._less: dict[str, list[str]] = {}
        for stem in self._stems:
            if len(stem) >= LEAST:
                for at in range(1, len(stem)):
                    self._less.setdefault(stem[:at] + stem[at + 1 :], []).append(stem)

    def stems(self, key: str) -> Iterator[str]:
        """What a key may begin with, the longest first; work is bounded by the square of its length."""
        for length in range(min(len(key), _LONGEST), LEAST - 2, -1):
            part = key[:length]
            for at in range(1, length - 1):
                less = part[:at] + part[at + 1 :]
                if less in self._stems:
                    yield less  # one letter too many
                yield from (stem for stem in sorted(self._less.get(less, ())) if len(stem) == length)  # another letter
            short = part[:-1]
            if len(key) > length + 1:  # a stem's last letter, where the word goes on behind it
                yield from (stem for stem in sorted(self._less.get(short, ())) if stem[:-1] == short)
            yield from (stem for stem in sorted(self._less.get(part, ())) if stem[:-1] != part)  # one letter too few
