"""First names beside surnames: whose they are, and whether a stranger's name is meant."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from timeline.asking.nouns import LANGUAGES, tables_of
from timeline.asking.skeleton import loose_stem, splits

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from timeline.asking.folding import Token
    from timeline.asking.sentence import Sentence
    from timeline.asking.spellings import Spellings

_PATRONYMIC = re.compile(
    "(?:[оеё]вич|[оеаё]віч|[оеаё]ўна|[оеаё]вна|[іїи]вна|ович|ич)(?:а|у|ем|ам|ом|ы|и|е|і|ой|ай|ою)?$"
)
_OF_NO_WORD = re.compile(
    "(?:енк|энк|анк|янк)(?:а|о|у|ом|ам|ові|ой|ай|е|и|і|ы)$"
    "|(?:[оеа]віч|[оеа]вич|чук|щук|швил|швіл)(?:а|у|ом|ам|ем|е|і|и|ові|еві)?$"
    "|(?:enk|ank)(?:a|o|u|y|i|ą|ę|ai|os|om|owi)s?$"
    "|(?:[oea]vich|[oea]vič|[oea]wicz|[oea]witsch|czuk|chuk|tschuk|shvili|schwili|auskas|evičius|avičius|aitis|ienė|aitė)"
    "(?:a|u|em|om|am|owi|s|o|ui|ą)?$"
)
_SURNAME = re.compile(
    "(?:[оеё][вў]|[иіы]н|[сцз]ь?к|ук|юк|як|ян|дзе|чик|чык|ейк)"
    "(?:а|у|ом|ам|ем|ым|ім|им|ой|ай|ою|ую|ая|ого|ага|ому|аму|ові|еві|е|і|и|ий|ый|ої|ій|о|ы)?$"
    "|(?:[oe][vw]|[iy]n|[sc]k|uk|iak|jan|yan|čius|sk|son|berg|stein)"
    "(?:a|o|u|y|i|ą|ę|ai|em|im|owi|iego|iemu|aja|aya|aia|os|ui|s|ij|iy|ej|iej|ie)?$"
)
_DISGUISED = re.compile(f"{_OF_NO_WORD.pattern}|[a-zł]{{3}}(?:ski|sky|skij|skyj)(?:s|ego|emu|m|m)?$")
_ANY_SURNAME = re.compile(f"{_OF_NO_WORD.pattern}|{_SURNAME.pattern}|(?:ik|ік|ик|au|аў|ав)(?:а|у|ом|ам|a|u|em|om)?$")
_ALSO_A_WORD = frozenset("аиіуовксзяaiouwz")
_LONGEST_INITIAL = 2
_SHORTEST_SURNAME = 5
_FEW_WORDS = 2  # a name alone, or nearly, is asked for


class GivenNames:
    """The first names of the register's people and those of everybody, by how they sound."""

    def __init__(self, spellings: Spellings, ordinary: Collection[str]) -> None:
        self._ordinary = ordinary
        self._of = spellings.first_names
        self._surnames = spellings.surnames
        self._initials = spellings.initials
        theirs = {name for names in self._of.values() for name in names}
        self._everybody = frozenset(theirs | set(_listed()))

    def around(self, sentence: Sentence, at: int, actors: Iterable[str]) -> tuple[int, int, tuple[str, ...]] | None:
        """From where to where a surname's full name goes, and whose it is; None if it is a stranger's.

        A patronymic may stand between, initials may stand for the first name, and the first name may follow.
        """
        first, whose = at, tuple(actors)
        while first and sentence.joined(first) and _is_patronymic(sentence.words[first - 1]):
            first -= 1
        while first and sentence.joined(first) and _is_initial(sentence, first - 1):
            first -= 1
        if first < at and _is_initial(sentence, first):
            letter = sentence.words[first].text.lower()
            whose = tuple(actor for actor in whose if letter in self._initials.get(actor, ()))
        alike = first and sentence.words[first - 1].text[:1].isupper() == sentence.words[at].text[:1].isupper()
        if alike and sentence.joined(first) and self._is_first_name(sentence.words[first - 1]):
            whose = self._called(sentence.words[first - 1], whose)
            first -= 1
        last = at
        if first == at and self._follows(sentence, at + 1):
            whose = self._called(sentence.words[at + 1], whose)
            last = at + 1
            if (
                last + 1 < len(sentence.words)
                and sentence.joined(last + 1)
                and _is_patronymic(sentence.words[last + 1])
            ):
                last += 1
        return (first, last, whose) if whose else None

    def unknown(self, sentence: Sentence, taken: Collection[int]) -> frozenset[int]:
        """The tokens of strangers' names: a first name, alone or with more, or what looks like a surname."""
        german = sentence.language == "de"
        return frozenset(
            sentence.index[at]
            for at, word in enumerate(sentence.words)
            if sentence.index[at] not in taken
            and word.script != "digit"
            and not sentence.nouns(at)
            and not self._is_ordinary(word)
            and self._is_strangers(sentence, at, german=german)
        )

    def disguised(self, sentence: Sentence, begun: Collection[int]) -> frozenset[int]:
        """Those of the words that begin like one of a question, and are strangers' surnames all the same.

        They have a capital; within a sentence (but a German one) any surname's ending gives them away.
        """

        def ending(word: Token) -> re.Pattern[str]:
            return _ANY_SURNAME if word.capital and sentence.language != "de" else _DISGUISED

        return frozenset(
            sentence.index[at]
            for at, word in enumerate(sentence.words)
            if sentence.index[at] in begun
            and word.text[0].isupper()
            and not word.upper
            and len(word.text) >= _SHORTEST_SURNAME
            and not (word.quoted or sentence.placed(at) or sentence.hyphenated(at))
            and not self._is_ordinary(word)
            and ending(word).search(word.text.lower())
        )

    def _is_strangers(self, sentence: Sentence, at: int, *, german: bool) -> bool:
        word = sentence.words[at]
        if word.upper and not sentence.shouted:
            return False
        capital = word.text[0].isupper()
        small = word.text.lower()
        certain = len(small) >= _SHORTEST_SURNAME and _OF_NO_WORD.search(small) is not None
        surname = certain or (len(small) >= _SHORTEST_SURNAME and _SURNAME.search(small) is not None)
        if at and sentence.joined(at) and self._is_first_name(sentence.words[at - 1]):
            return capital or surname
        if self._is_first_name(word):
            return capital  # alone too: nobody says which of those who are called so is meant
        if not capital or word.quoted or sentence.placed(at) or sentence.hyphenated(at):
            return False
        if len(sentence.words) <= _FEW_WORDS:
            return surname
        if sentence.shouted:
            return certain
        return (
            _DISGUISED.search(small) is not None if german else word.capital or _ANY_SURNAME.search(small) is not None
        )

    def _is_ordinary(self, word: Token) -> bool:
        return any(key in self._ordinary for key in word.keys[:2])

    def _follows(self, sentence: Sentence, at: int) -> bool:
        """Whether the word behind a surname is the first name that belongs to it, not to the next surname."""
        if at >= len(sentence.words) or not sentence.joined(at):
            return False
        word = sentence.words[at]
        if not self._is_first_name(word) or word.text[0].isupper() != sentence.words[at - 1].text[0].isupper():
            return False
        behind = at + 1
        if behind >= len(sentence.words) or not sentence.joined(behind) or _is_patronymic(sentence.words[behind]):
            return True
        return not any(stem in self._surnames for stem, _ in splits(sentence.words[behind].text))

    def _called(self, word: Token, actors: tuple[str, ...]) -> tuple[str, ...]:
        stems = {stem for stem, _ in splits(word.text)}
        return tuple(actor for actor in actors if stems & self._of.get(actor, frozenset()))

    def _is_first_name(self, word: Token) -> bool:
        if word.script == "digit" or len(word.text) <= _LONGEST_INITIAL or self._is_ordinary(word):
            return False
        return any(stem in self._everybody for stem, _ in splits(word.text))


def _is_patronymic(word: Token) -> bool:
    return word.script == "cyrillic" and len(word.text) > 5 and _PATRONYMIC.search(word.text.lower()) is not None  # noqa: PLR2004


def _is_initial(sentence: Sentence, at: int) -> bool:
    """A capital letter for a first name; what is a word too ("А Статкевич?") wants a full stop."""
    word = sentence.words[at]
    if word.script not in ("cyrillic", "latin") or len(word.text) != 1 or not word.text.isupper():
        return False
    behind = sentence.index[at] + 1
    dotted = behind < len(sentence.tokens) and sentence.tokens[behind].text == "."
    return dotted or word.key not in _ALSO_A_WORD


def _listed() -> Iterable[str]:
    for language in LANGUAGES:
        for name in tables_of(language)["names"]["first"].split(","):
            yield loose_stem(name.strip())
