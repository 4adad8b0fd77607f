"""Names in questions: people, states, organisations of the register, in any language, script and case form.

A wrong person is the worst mistake there is. So a word that is an ordinary one is no name because it
sounds like one, a first name that is not the person's makes it somebody else, and a short name wants a
capital. How a name was found is told by the mention.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.asking.folding import word_keys
from timeline.asking.given_names import GivenNames
from timeline.asking.mention import How, Mention
from timeline.asking.nouns import LANGUAGES, actors_of_codes, nouns, ordinary_words, tables_of
from timeline.asking.relations import Relations
from timeline.asking.seats import Seats
from timeline.asking.sentence import Sentence
from timeline.asking.spellings import Spellings

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from timeline.asking.folding import Folded, Token
    from timeline.asking.nouns import Noun
    from timeline.asking.spellings import Hit
    from timeline.register import Register

__all__ = ["How", "Mention", "Names"]

_SHORT = 4  # letters of a stem: so short a name wants a capital and must be no word
_SHORT_SOUND = 6
_SHORTEST_ACRONYM = 3
_ASKED_OF_US = frozenset({"give", "tell", "let", "show", "help", "to", "for"})


class Names:
    """What names an actor in questions. Built once for a register."""

    def __init__(self, register: Register) -> None:
        self._spellings = Spellings(register)
        self._nouns = nouns()
        self._ordinary = ordinary_words()
        self._careful = _listed("careful")
        self._small_acronyms = _listed("lower")
        self._states = {code: actor for code, actor in actors_of_codes().items() if actor in register}
        self._codes = {actor: code for code, actor in self._states.items() if code not in ("EU", "VA")}
        self._things = frozenset(actor.id for actor in register if actor.type == "sector")
        self._people = frozenset(actor.id for actor in register if actor.type == "person")
        self._seats = Seats(register)
        self._given = GivenNames(self._spellings, self._ordinary)
        self._relations = Relations(register, self._nouns)

    def mentions(self, folded: Folded, on: date) -> tuple[Mention, ...]:
        """The actors that a text names, in order of the text, none inside another."""
        sentence = Sentence(folded, self._nouns)
        found: list[Mention] = []
        at = 0
        while at < len(sentence.words):
            mention = self._at(sentence, at)
            if mention is None:
                at += 1
                continue
            found.append(mention)
            at = sentence.place[mention.last] + 1
        return self._relations.resolved(sentence, self._of_citizens(sentence, found), on)

    def unknown_surnames(self, folded: Folded, taken: Collection[int]) -> frozenset[int]:
        """Tokens that look like a person's name and are in no register and no word list."""
        sentence = Sentence(folded, self._nouns)
        return self._given.unknown(sentence, taken)

    def disguised_surnames(self, folded: Folded, begun: Collection[int]) -> frozenset[int]:
        """Those of some tokens, known by their beginnings alone, that are strangers' names: "Novik", "Arestovich"."""
        return self._given.disguised(Sentence(folded, self._nouns), begun) if begun else frozenset()

    def _at(self, sentence: Sentence, at: int) -> Mention | None:
        """The mention that begins at a word, if one does: the longest name, then peoples, letters, single names."""
        word = sentence.words[at]
        several = self._spellings.several(sentence.words[: sentence.together(at)], at)
        if several is not None and several.actors and self._may_be_several(sentence, at, several):
            return self._named(sentence, at, several)
        noun = self._people_at(sentence, at)
        last = sentence.dotted(at)
        acronym = self._acronym(sentence, at) if last == at else self._spellings.dotted(sentence.words[at : last + 1])
        if acronym:
            how: How = "compound" if sentence.glued(last) else "name"
            return Mention(sentence.index[at], sentence.index[last], acronym, how)
        single = None if word.script == "digit" else self._spellings.word(word)
        allowed = single is not None and single.actors and self._may_be_name(sentence, at, single)
        if single is not None and allowed and not (noun and self._people_meant(sentence, at, noun, single)):
            return self._checked(sentence, at, single)
        if noun is not None:
            return self._of_people(sentence, at, noun)
        return self._thing(sentence, at) or (self._guessed(sentence, at) if single is None else None)

    def _guessed(self, sentence: Sentence, at: int) -> Mention | None:
        guessed = self._spellings.guess(sentence.words[at]) if self._may_be_guessed(sentence, at) else None
        return None if guessed is None else self._checked(sentence, at, guessed)

    def _thing(self, sentence: Sentence, at: int) -> Mention | None:
        for noun in sentence.nouns(at):
            careful = any(key in self._careful for key in sentence.words[at].keys)
            if noun.sort == "things" and noun.value in self._things and (not careful or sentence.words[at].capital):
                return Mention(sentence.index[at], sentence.index[at + noun.words - 1], (noun.value,), "name")
        return None

    def _people_at(self, sentence: Sentence, at: int) -> Noun | None:
        for noun in sentence.nouns(at):
            if noun.sort in ("adjectives", "inhabitants"):
                careful = any(key in self._careful for key in sentence.words[at].keys)
                return noun if not careful or sentence.words[at].capital or sentence.counted(at) else None
        return None

    def _people_meant(self, sentence: Sentence, at: int, noun: Noun, single: Hit) -> bool:
        """Whether a word that is a state's name too ("Polen", "Polska") means its people or is an adjective."""
        if self._states.get(noun.value) not in single.actors:
            return not sentence.words[at].capital
        inhabitants = any(other.sort == "inhabitants" for other in sentence.nouns(at))
        return inhabitants and sentence.counted(at)

    def _of_people(self, sentence: Sentence, at: int, noun: Noun) -> Mention:
        inhabitants = any(other.sort == "inhabitants" for other in sentence.nouns(at))
        both = inhabitants and any(other.sort == "adjectives" for other in sentence.nouns(at))
        people = inhabitants and (not both or sentence.counted(at))
        actor = self._states.get(noun.value)
        actors = () if actor is None else (actor,)
        first, last = sentence.index[at], sentence.index[at + noun.words - 1]
        if people:
            return Mention(first, last, actors, "inhabitant", nationality=noun.value)
        return Mention(first, last, actors, "adjective")

    def _of_citizens(self, sentence: Sentence, found: list[Mention]) -> tuple[Mention, ...]:
        """Citizens of a state are people of a nationality: "граждан США", "Lietuvos piliečių", "Polish prisoners"."""
        told: list[Mention] = []
        for mention in found:
            code = self._codes.get(mention.actors[0]) if len(mention.actors) == 1 else None
            span = None if code is None else sentence.citizens(mention, foreign=code != "BY")
            if span is None or mention.how not in ("name", "adjective", "compound"):
                told.append(mention)
            else:
                told.append(Mention(*span, mention.actors, "inhabitant", nationality=code))
        return tuple(told)

    def _acronym(self, sentence: Sentence, at: int) -> tuple[str, ...]:
        """Letters are a name if they are capitals; some also in small letters, where no word is spelt so."""
        word = sentence.words[at]
        actors = self._spellings.acronym(word)
        if not actors:
            return ()
        if sentence.shouted:
            if word.key == "us":
                return () if at and sentence.words[at - 1].key in _ASKED_OF_US else actors
            return () if word.key in self._careful else actors
        if word.upper or word.key in self._small_acronyms:
            return actors
        small = len(word.key) < _SHORTEST_ACRONYM or word.key in self._careful or word.key in self._ordinary
        return () if small else actors

    def _may_be_name(self, sentence: Sentence, at: int, hit: Hit) -> bool:
        word = sentence.words[at]
        inside = word.capital and not sentence.shouted
        if any(key in self._careful for key in word.keys):
            return inside or word.quoted or sentence.reported(at)
        if self._is_ordinary(word):
            return inside and hit.stem > _SHORT
        if hit.by_sound and not self._people.intersection(hit.actors):
            return word.text[0].isupper()
        return hit.stem > (_SHORT_SOUND if hit.by_sound else _SHORT) or word.text[0].isupper()

    def _may_be_several(self, sentence: Sentence, at: int, hit: Hit) -> bool:
        """Names of common words only ("наша ніва", "рада миру") want a capital somewhere."""
        words = sentence.words[at : at + hit.words]
        if hit.actors[0] in self._people and any(
            1 < len(word.text) <= _SHORT and self._is_ordinary(word) for word in words
        ):
            return False  # "Калі Лукашэнка" is no first name
        if any(word.text[0].isupper() or word.quoted for word in words):
            return True
        return not all(self._is_ordinary(word) for word in words)

    def _is_ordinary(self, word: Token) -> bool:
        return any(key in self._ordinary for key in word.keys[:2])

    def _may_be_guessed(self, sentence: Sentence, at: int) -> bool:
        word = sentence.words[at]
        if word.script == "digit" or not word.text[0].isupper() or word.upper:
            return False
        if self._is_ordinary(word) or any(key in self._careful for key in word.keys):
            return False
        return not any(noun.sort != "names" for noun in sentence.nouns(at))

    def _checked(self, sentence: Sentence, at: int, hit: Hit) -> Mention | None:
        """The mention, longer by the first name beside it; none if that is somebody else's."""
        people = tuple(actor for actor in hit.actors if actor in self._people)
        if not people:
            return self._named(sentence, at, hit)
        span = self._given.around(sentence, at, people)
        if span is None:
            return None
        first, last, actors = span
        return Mention(sentence.index[first], sentence.index[last], actors, "name", person=True, guessed=hit.guessed)

    def _named(self, sentence: Sentence, at: int, hit: Hit) -> Mention:
        first, last = sentence.index[at], sentence.index[at + hit.words - 1]
        if len(hit.actors) == 1:
            state = self._seats.state_of(hit.actors[0])
            if state is not None and not sentence.placed(at):
                return Mention(first, last, (state,), "capital", place=hit.actors[0], guessed=hit.guessed)
        person = all(actor in self._people for actor in hit.actors)
        return Mention(first, last, hit.actors, "name", person=person, guessed=hit.guessed)


def _listed(name: str) -> frozenset[str]:
    return frozenset(
        key
        for language in LANGUAGES
        for word in tables_of(language)["names"].get(name, "").split(",")
        for key in word_keys(word.strip(), None)
    )
