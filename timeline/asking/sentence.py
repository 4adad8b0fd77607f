"""The words of a question as names are read in it: what stands before, beside and around a word."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from timeline.asking.language import reply_language

if TYPE_CHECKING:
    from timeline.asking.folding import Folded
    from timeline.asking.mention import Mention
    from timeline.asking.nouns import Noun, Nouns

_JOINING = frozenset("-‐‑–/.'’\"«»„“”‹›")
_WITH = ("ам", "ом", "ем", "ём", "iem", "em")  # "з Мінскам", "z Mińskiem": with it, not from it
_LONGEST_NAME = 12
_MOST_DOTTED = 4
_ARTICLES = frozenset({"the", "der", "die", "das", "dem", "den", "des"})
_OF = _ARTICLES | {"of", "von", "from", "aus", "z", "из", "з", "is"}


class Sentence:
    """The words of a text without its signs; `index` leads from a word to its token, `place` back."""

    def __init__(self, folded: Folded, known: Nouns) -> None:
        self.folded = folded
        self.tokens = folded.tokens
        self.index = tuple(at for at, token in enumerate(folded.tokens) if token.script != "other")
        self.words = tuple(folded.tokens[at] for at in self.index)
        self.place = {index: at for at, index in enumerate(self.index)}
        letters = [word for word in self.words if word.script != "digit" and len(word.text) > 1]
        self.shouted = len(letters) > 1 and all(word.upper for word in letters)
        self._known = known
        self._nouns: dict[int, tuple[Noun, ...]] = {}

    @cached_property
    def language(self) -> str:
        """The language of the text, as far as it shows."""
        return reply_language(self.folded).language

    def nouns(self, at: int) -> tuple[Noun, ...]:
        """What a word is, with the words behind it: peoples, kin, offices."""
        if at not in self._nouns:
            self._nouns[at] = self._known.at(self.words, at)
        return self._nouns[at]

    def is_noun(self, at: int, value: str) -> bool:
        """Whether a word is one of those listed under a name: "place", "citizen", "reported"."""
        return 0 <= at < len(self.words) and any(noun.value == value for noun in self.nouns(at))

    def joined(self, at: int) -> bool:
        """Whether nothing but a hyphen, quotation mark, slash or touching full stop stands before a word."""
        if at <= 0 or at >= len(self.words):
            return False
        between = self.tokens[self.index[at - 1] + 1 : self.index[at]]
        if any(token.text not in _JOINING for token in between):
            return False
        before = self.words[at - 1]
        dotted = any(token.text == "." for token in between)
        return not dotted or len(before.text) <= 2 or self.words[at].start - before.end == 1  # noqa: PLR2004

    def together(self, at: int) -> int:
        """The place behind the last word that could belong to a name that begins here."""
        end = at + 1
        while end < min(len(self.words), at + _LONGEST_NAME) and self.joined(end):
            end += 1
        return end

    def glued(self, at: int) -> bool:
        """Whether a hyphen joins a word to its neighbour: "US-Sanktionen"."""
        behind = self.index[at] + 1
        return (
            behind + 1 < len(self.tokens)
            and self.tokens[behind].text in "-‐‑"
            and (
                self.tokens[behind].start == self.words[at].end
                and self.tokens[behind + 1].start == self.tokens[behind].end
            )
        )

    def dotted(self, at: int) -> int:
        """The place of the last of capitals with full stops between them, "U.S.A."; `at` itself if there are none."""
        last = at
        while (
            last + 1 < len(self.words)
            and last - at < _MOST_DOTTED
            and all(len(word.text) == 1 and word.text.isupper() for word in self.words[last : last + 2])
            and self.index[last + 1] - self.index[last] == 2  # noqa: PLR2004
            and self.tokens[self.index[last] + 1].text == "."
        ):
            last += 1
        return last

    def hyphenated(self, at: int) -> bool:
        """Whether a hyphen or dash touches a word on either side: "Мінск–Стамбул"."""
        token = self.words[at]
        around = (
            self.tokens[near] for near in (self.index[at] - 1, self.index[at] + 1) if 0 <= near < len(self.tokens)
        )
        return any(near.text in "-‐‑–" and (near.end == token.start or near.start == token.end) for near in around)

    def placed(self, at: int) -> bool:
        """Whether a word tells where: behind "in", "у", "iš", or in the Lithuanian locative."""
        word = self.words[at]
        small = word.text.lower()
        if word.script == "latin" and small.endswith(("je", "ske", "tone", "yjive", "ijeve", "ondone")):
            return True
        before = at - 1
        if before >= 0 and self.words[before].key in _ARTICLES:
            before -= 1
        if not (before >= 0 and self.joined(at)):
            return False
        # "Do Minsk and Washington talk?" is not "do Mińska", nor is "is" the Lithuanian "iš".
        if not any(noun.value == "place" and noun.language == self.language for noun in self.nouns(before)):
            return False
        return not (self.is_noun(before, "link") and small.endswith(_WITH))

    def counted(self, at: int) -> bool:
        """Whether people are asked for before a word: "how many", "кого з", a number."""
        return any(
            self.is_noun(before, "many") or (before >= 0 and self.words[before].script == "digit")
            for before in (at - 1, at - 2)
        )

    def reported(self, at: int) -> bool:
        """Whether a word is named as the one who says or counts: "паводле", "za danymi", "by"."""
        for before in range(max(0, at - 3), at):
            for noun in self.nouns(before):
                if noun.value == "reported" and before + noun.words == at:
                    return True
        return False

    def citizens(self, mention: Mention, *, foreign: bool) -> tuple[int, int] | None:
        """The tokens of "citizens of X", "X's citizens", "X prisoners" around a mention of X."""
        first, last = self.place[mention.first], self.place[mention.last]
        behind = last + 1
        if self.is_noun(behind, "citizen") and self.joined(behind):
            return mention.first, self.index[behind]
        if mention.how == "adjective" and foreign and self.is_noun(behind, "held"):
            return mention.first, self.index[behind]
        for before in (first - 1, first - 2, first - 3):
            if before < 0 or not self.joined(before + 1):
                break
            if self.is_noun(before, "citizen"):
                return self.index[before], mention.last
            if self.words[before].key not in _OF:
                break
        return None
