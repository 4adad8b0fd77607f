"""Every spelling of every name of a register, for looking words up: by sound, by letters, with one letter wrong.

Offices and programmes are not in it: "US envoy to Belarus" names two states, and so do "US sanctions on
Belarus". What a look-up costs depends on the words looked up, never on how many names there are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from timeline.asking.alphabets import is_cyrillic
from timeline.asking.folding import key_of
from timeline.asking.paradigms import gender_of_ending, paradigms
from timeline.asking.skeleton import letters, loose_stem, skeleton, sound_of_ending, splits, written_splits

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from timeline.asking.folding import Token
    from timeline.asking.paradigms import Gender
    from timeline.register import Actor, Name, Register

_GUESSED = frozenset({"person", "company"})
_NOT_NAMES = frozenset({"office", "programme"})
_SHORTEST_SOUND = 6  # letters of a stem: shorter ones sound like other words
_SHORTEST_GUESSED = 7
_LONG = 9
_VOWELS = frozenset("aeiuаеиуюя")
_ALIVE = 24  # paths through names of several words that are followed at once
_MOST_LETTERS = 40  # a longer word is no name
_LONGEST_ACRONYM = 5
_UNCHANGED = frozenset({"", "s"})
_APOSTROPHES = "'’ʼ`´′"
_WORD = re.compile(rf"[^\W\d_]+(?:[{_APOSTROPHES}][^\W\d_]+)*|[0-9]+")


class Hit(NamedTuple):
    """Actors that a word or some words may mean, and how long the part of it that is the name's own."""

    actors: tuple[str, ...]
    stem: int
    words: int = 1
    guessed: bool = False
    by_sound: bool = False


class _Spelling(NamedTuple):
    actor: str
    endings: frozenset[str]
    adjectival: bool = False  # "балачкі" sounds like Бяляцкі, but does not end like a surname in -цкі


@dataclass(slots=True)
class _Node:
    following: dict[str, _Node] = field(default_factory=dict)
    actors: dict[str, None] = field(default_factory=dict)


def _words_of(name: str) -> tuple[str, ...]:
    """The words and numbers of a name, without signs and without an English article before them."""
    words = tuple(_WORD.findall(name))
    return words[1:] if len(words) > 1 and words[0].lower() == "the" else words


class Spellings:
    """The names of a register by how they are written."""

    def __init__(self, register: Register) -> None:
        self._written: dict[str, list[_Spelling]] = {}
        self._sounding: dict[str, list[_Spelling]] = {}
        self._acronyms: dict[str, dict[str, None]] = {}
        self._several = _Node()
        self._merged: dict[str, list[_Spelling]] = {}
        self._shortened: dict[str, list[_Spelling]] = {}
        self._adjectival: set[str] = set()
        self._genders: dict[str, Gender] = {}
        self.first_names: dict[str, frozenset[str]] = {}
        self.initials: dict[str, frozenset[str]] = {}
        self.surnames: frozenset[str] = frozenset()
        for actor in register:
            if actor.type not in _NOT_NAMES and not actor.private:
                self._add(actor)

    def _add(self, actor: Actor) -> None:
        person = actor.type == "person"
        gender: Gender | None = actor.gender if actor.gender in ("female", "male") else None
        if gender is not None:
            self._genders[actor.id] = gender
        if person and any(gender_of_ending(name.text) for name in actor.names if name.kind == "main"):
            self._adjectival.add(actor.id)
        named = [(name, _words_of(name.text)) for name in actor.names]
        single = [(name, words[0]) for name, words in named if len(words) == 1]
        basic = {skeleton(before_ending(word)) for name, word in single if name.kind != "inflected"}
        # "Калій" sounds like "калі" (when): common nouns are listed by letters ("things"), not taken by sound.
        for name, word in single if actor.type != "sector" else ():
            if name.kind == "inflected":
                # A form alone is a name only if the name alone is one: Знак is not, nor is "Jungtinių".
                if any(_shares_a_stem(word, other, person=person) for other in basic):
                    self._put(letters(word), _Spelling(actor.id, _UNCHANGED))
                continue
            self._add_word(actor, name, word, gender)
        for name, words in named:
            if len(words) > 1:
                self._add_words(actor.id, name, words, person=person)
        if person:
            self.first_names[actor.id] = frozenset(
                loose_stem(words[0]) for _, words in named if len(words) > 1 and len(words[0]) > 1
            )
            self.initials[actor.id] = frozenset(words[0][0].lower() for _, words in named if len(words) > 1)
            self.surnames |= {loose_stem(words[-1]) for _, words in named}

    def _add_word(self, actor: Actor, name: Name, word: str, gender: Gender | None) -> None:
        if word.isupper() and len(word) <= _LONGEST_ACRONYM:
            self._acronyms.setdefault(key_of(word), {})[actor.id] = None
            return
        person = actor.type == "person"
        for stem, endings in paradigms(before_ending(word), language=name.lang, person=person, gender=gender):
            spelling = _Spelling(actor.id, frozenset(map(letters, endings)))
            self._put(letters(stem), spelling)
            # States and places have all their names in the register, and sound like too many words.
            if actor.type in _GUESSED:
                adjectival = person and gender_of_ending(word) is not None
                sounding = _Spelling(actor.id, frozenset(map(sound_of_ending, endings)), adjectival)
                self._sounding.setdefault(skeleton(stem), []).append(sounding)
                self._put_guessed(_merged(letters(stem)), spelling)
        self._put(letters(word), _Spelling(actor.id, _UNCHANGED))

    def _put(self, written: str, spelling: _Spelling) -> None:
        self._written.setdefault(written, []).append(spelling)

    def _put_guessed(self, merged: str, spelling: _Spelling) -> None:
        if len(merged) >= _SHORTEST_GUESSED:
            self._merged.setdefault(merged, []).append(spelling)
            for form in _with_one_left_out(merged):
                self._shortened.setdefault(form, []).append(spelling)

    def _add_words(self, actor: str, name: Name, words: Sequence[str], *, person: bool) -> None:
        if name.kind == "short" and len(words[0]) == 1:
            return  # "A. Lukašenka": initials are read where a surname stands
        orders = [words, words[::-1]] if person and len(words) == 2 else [words]  # noqa: PLR2004
        for order in orders:
            node = self._several
            for word in order:
                node = node.following.setdefault(_several_key(word), _Node())
            node.actors[actor] = None

    def acronym(self, word: Token) -> tuple[str, ...]:
        """The actors that letters stand for; whether they have to be capitals is not said here."""
        for key in word.keys if word.upper else word.keys[:1]:
            if key in self._acronyms:
                return tuple(self._acronyms[key])
        return ()

    def dotted(self, words: Sequence[Token]) -> tuple[str, ...]:
        """The actors that letters with full stops between them stand for: "U.S."."""
        return tuple(self._acronyms.get("".join(word.key for word in words), ()))

    def word(self, word: Token) -> Hit | None:
        """The actors that one word may mean, in any of its case forms: as it is written, else as it sounds."""
        forms = _forms(word)
        for form in forms:
            found = self._whose(self._written, written_splits(form), form, 2)
            if found is not None:
                return found
        for form in forms:
            found = self._whose(self._sounding, splits(form), form, _SHORTEST_SOUND)
            if found is not None:
                return found
        return None

    def guess(self, word: Token) -> Hit | None:
        """The one actor that a word means if one letter of it is missing, too many or swapped with the next.

        Another consonant makes another surname (Станкевич is not Статкевич), so none is exchanged.
        """
        for form in _forms(word):
            for stem, ending in written_splits(form):
                merged = _merged(stem)
                if len(merged) < _SHORTEST_GUESSED:
                    continue
                near = [
                    *self._merged.get(merged, ()),
                    *self._shortened.get(merged, ()),
                    *(spelling for form_ in _with_one_left_out(merged) for spelling in self._merged.get(form_, ())),
                    *(spelling for form_ in _with_two_swapped(merged) for spelling in self._merged.get(form_, ())),
                ]
                found = dict.fromkeys(spelling.actor for spelling in near if ending in spelling.endings)
                actors = self._of_gender(found, form)
                if actors:
                    return Hit(actors, len(stem), guessed=True) if len(actors) == 1 else None
        return None

    def _whose(
        self, index: dict[str, list[_Spelling]], cuts: tuple[tuple[str, str], ...], form: str, shortest: int
    ) -> Hit | None:
        by_sound = index is self._sounding
        adjectival = gender_of_ending(form) is not None
        for stem, ending in cuts:
            if len(stem) < shortest:
                break
            actors = self._of_gender(
                dict.fromkeys(
                    spelling.actor
                    for spelling in index.get(stem, ())
                    if ending in spelling.endings and (adjectival or not (by_sound and spelling.adjectival))
                ),
                form,
            )
            if actors:
                return Hit(actors, len(stem), by_sound=by_sound)
        return None

    def several(self, words: Sequence[Token], place: int) -> Hit | None:
        """The longest name of two or more words that begins at a place."""
        best: Hit | None = None
        alive = [self._several]
        for at in range(place, len(words)):
            keys = _typed_several_keys(words[at])
            alive = [node.following[key] for node in alive for key in keys if key in node.following][:_ALIVE]
            if not alive:
                break
            actors = dict.fromkeys(actor for node in alive for actor in node.actors)
            if actors and at > place:
                best = Hit(self._of_gender(actors, words[at].text), len(words[at].text), at - place + 1)
        return best

    def _of_gender(self, actors: Iterable[str], word: str) -> tuple[str, ...]:
        """Those whom a surname in this form can mean: a form in -skaja is no man's."""
        gender = gender_of_ending(word)
        every = tuple(actors)
        if gender is None:
            return every
        return tuple(
            actor for actor in every if actor not in self._adjectival or self._genders.get(actor, gender) == gender
        )


def before_ending(word: str) -> str:
    """The word without a case ending set off by an apostrophe: "Coale'ui", "Lukashenko's"."""
    for apostrophe in _APOSTROPHES:
        stem, sign, ending = word.partition(apostrophe)
        if sign and len(stem) > 2 and len(ending) <= 4 and not any(map(is_cyrillic, stem)):  # noqa: PLR2004
            return stem
    return word


def _forms(word: Token) -> tuple[str, ...]:
    if len(word.text) > _MOST_LETTERS:
        return ()
    stem = before_ending(word.text)
    return (word.text,) if stem == word.text else (stem, word.text)


def _shares_a_stem(form: str, basic: str, *, person: bool) -> bool:
    """Whether a form may be one of a name: Włoszech of Włochy, but not "Jungtinių" of USA."""
    if not person:
        return skeleton(form)[:2] == basic[:2]
    stems = {stem for stem, _ in splits(before_ending(form))}
    return any(basic[:length] in stems for length in range(max(3, len(basic) - 3), len(basic) + 1))


def _several_key(word: str) -> str:
    return word if word.isdigit() else loose_stem(before_ending(word))


def _typed_several_keys(word: Token) -> tuple[str, ...]:
    if word.script == "digit":
        return (word.text,)
    return tuple(dict.fromkeys(stem for form in _forms(word) for stem, _ in splits(form)))


def _with_one_left_out(word: str) -> tuple[str, ...]:
    """The word without one letter; of a shorter word without one vowel: Стаевский is not Станевский."""
    any_letter = len(word) >= _LONG
    places = [at for at in range(1, len(word) - 1) if any_letter or word[at] in _VOWELS]
    return tuple(dict.fromkeys(word[:at] + word[at + 1 :] for at in places))


def _with_two_swapped(word: str) -> tuple[str, ...]:
    return tuple(word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(1, len(word) - 1))


def _merged(stem: str) -> str:
    """Letters with those exchanged that are often written for each other: о and а, э and е, y and i, w and v."""
    return stem.translate(_OFTEN_EXCHANGED)


_OFTEN_EXCHANGED = str.maketrans("оэыoywj", "аеиaivi")
