"""A question's tokens with what each can mean in a date: the one thing that the grammar of dates looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.asking.date_words import Meaning, Sort, date_words
from timeline.asking.spans import FIRST_YEAR, LAST_YEAR

if TYPE_CHECKING:
    from datetime import date

    from timeline.asking.folding import Folded

_ABBREVIATED = 4  # letters: "г.", "mėn.", "Sept." have a full stop that ends no sentence
_LONGEST_NUMBER = 4
_SHORT = frozenset({"q", "h", "к", "п", "i", "ii", "iii", "iv", "і", "іі", "ііі", "іv", "v"})
_ENDED = frozenset({"-", "'", "’", "–"})  # between a number and its ending: "21-га", "2024-aisiais"


class Reading:
    """The tokens of a folded text, read on a day."""

    def __init__(self, folded: Folded, today: date) -> None:
        self.tokens = folded.tokens
        self.today = today
        self.size = len(self.tokens)
        words = date_words()
        self._meanings = [
            words.meanings(self.tokens, at) if one.script != "other" else [] for at, one in enumerate(self.tokens)
        ]
        self._longest = [_longest(meanings) for meanings in self._meanings]
        self._speaks = [
            bool(meanings) or one.script == "digit" or one.key in _SHORT
            for one, meanings in zip(self.tokens, self._meanings, strict=True)
        ]

    def speaks(self, at: int) -> bool:
        """Whether a token can begin a time at all: a number, a known word, or a letter as in Q3 and III."""
        return 0 <= at < self.size and self._speaks[at]

    def all(self, at: int, *sorts: Sort) -> list[Meaning]:
        """The meanings of these sorts that begin here, the longest first."""
        return [one for one in self._meanings[at] if one.sense.sort in sorts] if 0 <= at < self.size else []

    def one(self, at: int, *sorts: Sort) -> Meaning | None:
        """The longest meaning of these sorts that begins here."""
        if not 0 <= at < self.size or not (longest := self._longest[at]):
            return None
        found: Meaning | None = None
        for sort in sorts:
            other = longest.get(sort)
            if other is not None and (found is None or other.after > found.after):
                found = other
        return found

    def unit(self, at: int, *, plural: bool = True) -> Meaning | None:
        """A unit of time; without `plural`, one that "last" or "this" can stand before."""
        units = self.all(at, "unit")
        return next((one for one in units if not one.sense.plural), units[0] if units and plural else None)

    def key(self, at: int) -> str:
        """The key of a token, "" beyond the text."""
        return self.tokens[at].key if 0 <= at < self.size else ""

    def number(self, at: int) -> int | None:
        """The number of a token of up to four digits."""
        if not 0 <= at < self.size or self.tokens[at].script != "digit" or len(self.key(at)) > _LONGEST_NUMBER:
            return None
        return int(self.key(at))

    def count(self, at: int) -> tuple[int, int] | None:
        """A number in digits or words, and the token behind it."""
        number = self.number(at)
        if number is not None:
            return (number, at + 1) if 0 < number < 1_000 else None  # noqa: PLR2004  (no more is ever meant)
        word = self.one(at, "number")
        return (word.value, word.after) if word else None

    def year(self, at: int) -> int | None:
        """A year in four digits, which is no part of a longer figure."""
        number = self.number(at)
        if self._goes_on(at + 1) and (self._goes_on(at + 3) or self.key(at + 1) == "."):
            return None
        return number if number is not None and FIRST_YEAR <= number <= LAST_YEAR else None

    def _goes_on(self, at: int) -> bool:
        """Whether figures go on here: a sign that touches the numbers around it."""
        return (
            self.touches(at) and self.sign(at, ".-/") and self.touches(at + 1) and self.tokens[at + 1].script == "digit"
        )

    def touches(self, at: int) -> bool:
        """Whether nothing stands between a token and the one before."""
        return 0 < at < self.size and self.tokens[at - 1].end == self.tokens[at].start

    def sign(self, at: int, signs: str) -> bool:
        """Whether a token is one of these signs."""
        return 0 <= at < self.size and self.tokens[at].script == "other" and self.tokens[at].text in signs

    def agrees(self, at: int, word: Meaning) -> bool:
        """Whether a preposition fits what follows: "z" is "since" in Łacinka and "of" in Polish."""
        if word.sense.language != "be" or self.tokens[at].script != "latin":
            return True
        near = range(word.after, min(word.after + 3, self.size))
        return any(one.sense.language == "be" for place in near for one in self._meanings[place])

    def past(self, at: int, *sorts: Sort, most: int = 2) -> int:
        """Behind up to so many words of these sorts."""
        for _ in range(most):
            word = self.one(at, *sorts)
            if word is None:
                break
            at = word.after
        return at

    def past_dot(self, at: int) -> int:
        """Behind the full stop of a number or an abbreviation."""
        short = 0 < at <= self.size and len(self.tokens[at - 1].text) <= _ABBREVIATED
        return at + 1 if short and self.touches(at) and self.sign(at, ".") else at

    def past_comma(self, at: int) -> int:
        """Behind a comma."""
        return at + 1 if self.sign(at, ",") else at

    def past_ending(self, at: int, sort: Sort) -> int:
        """Behind the ending of a number just before: "21st", "21-га", "2024-aisiais"."""
        ending = at + 1 if self.touches(at) and 0 <= at < self.size and self.tokens[at].text in _ENDED else at
        word = self.one(ending, sort) if self.touches(ending) else None
        return word.after if word else at


def _longest(meanings: list[Meaning]) -> dict[Sort, Meaning]:
    """Of each sort the longest meaning, the first of equals."""
    found: dict[Sort, Meaning] = {}
    for one in meanings:
        found.setdefault(one.sense.sort, one)
    return found
