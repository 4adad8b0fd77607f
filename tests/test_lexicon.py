from __future__ import annotations

from itertools import pairwise

import pytest

from timeline.asking.folding import fold, word_keys
from timeline.asking.lexicon import LANGUAGES, Lexicon, Meanings, as_typed, lexicon, several, words_of

CONCEPTS = {language: words_of(language) for language in LANGUAGES}


def meanings(text: str, taken: frozenset[int] = frozenset()) -> Meanings:
    return lexicon().meanings(fold(text).tokens, taken)


def concepts(text: str) -> set[str]:
    return set().union(*(sense.concepts for sense in meanings(text).senses))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_the_same_concepts(language: str) -> None:
    assert {group: set(lines) for group, lines in CONCEPTS[language].items()} == {
        group: set(lines) for group, lines in CONCEPTS["en"].items()
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_concept_is_empty_and_no_word_stands_twice_on_a_line(language: str) -> None:
    for group in CONCEPTS[language].values():
        for concept, line in group.items():
            words = list(several(line))
            assert words, concept
            assert len(words) == len(set(words)), (concept, [word for word in words if words.count(word) > 1])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_star_stands_only_at_the_end_of_a_word(language: str) -> None:
    for group in CONCEPTS[language].values():
        for line in group.values():
            assert not [word for word in line.replace(",", " ").split() if "*" in word.rstrip("*")]
            assert "**" not in line


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_folded_by_the_line_are_those_folded_one_by_one(language: str) -> None:
    for group in CONCEPTS[language].values():
        for line in group.values():
            typed = as_typed(line, language)
            for word in several(line.replace("-", " ")):
                star = "*" if word.endswith("*") else ""
                if " " not in word:
                    assert {key + star for key in word_keys(word.rstrip("*"), language)} <= typed


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("вызвалілі", "release"), ("вызвалiлi", "release"), ("вызваленьне", "release"), ("vyzvalili", "release"),
        ("вызвалили", "release"), ("освобождённых", "release"), ("звільнили", "release"), ("freigelassen", "release"),
        ("uwolniono", "release"), ("paleisti", "release"), ("zwolniono", "release"), ("Freilassung", "release"),
        ("політв'язнів", "political_prisoner"), ("політвʼязнів", "political_prisoner"), ("ARRESTED", "arrest"),
        ("größte", "largest"), ("groesste", "largest"), ("didziausias", "largest"),
    ],
)  # fmt: skip
def test_a_word_is_known_however_it_is_typed(text: str, concept: str) -> None:
    assert concept in concepts(text)


@pytest.mark.parametrize(
    ("text", "concept"),
    [("statments", "statement"), ("освобадили", "release"), ("tlephoned", "call"), ("freigelasssen", "release"),
     ("арыштувалі", "arrest"), ("sankctions", "sanctions")],
)  # fmt: skip
def test_one_wrong_letter_in_a_long_word_is_forgiven(text: str, concept: str) -> None:
    assert concept in concepts(text)


def test_one_wrong_letter_in_a_short_word_is_not() -> None:
    assert concepts("frerd") == set()


def test_the_longest_phrase_wins() -> None:
    assert "dismiss" in concepts("звільнили з посади")
    assert "dismiss" not in concepts("звільнили")
    assert "how_long" in concepts("how long")
    assert "how_many" not in concepts("how many years")


def test_a_verb_in_two_parts_is_one_word() -> None:
    assert "release" in concepts("Wie viele kamen seit Juni frei")
    assert "release" not in concepts("Wie viele kamen seit Juni")
    assert "expire" in concepts("Wann laufen sie aus")


def test_the_language_of_most_words_decides_what_a_word_means() -> None:
    german, english = meanings("Was ist das?"), meanings("Was he freed?")
    assert (german.language, english.language) == ("de", "en")
    assert "what" in german.senses[0].concepts
    assert "whether" in english.senses[0].concepts


def test_letters_that_a_language_lacks_speak_against_it() -> None:
    assert meanings("Хто вызваліў?").language == "be"
    assert meanings("Хто звільнив їх?").language == "uk"


def test_words_that_are_taken_mean_nothing_else() -> None:
    assert meanings("freed", taken=frozenset({0})).senses == ()


def test_a_form_adds_to_what_a_word_means() -> None:
    assert "plural" in concepts("releases")
    assert "plural" not in concepts("release")
    assert concepts("releases") - {"plural"} == concepts("release")


def test_senses_never_overlap_and_lie_in_order() -> None:
    senses = meanings("how many political prisoners got out of prison in the end of the day").senses
    for one, other in pairwise(senses):
        assert one.last < other.first


def test_a_lexicon_of_ones_own_words() -> None:
    own = Lexicon({"en": {"kinds": {"release": "let loose, unchain*"}}})
    found = own.meanings(fold("they unchained him and let loose her").tokens, frozenset())
    assert [sense.concepts for sense in found.senses] == [{"release"}, {"release"}]


def test_work_is_bounded_by_the_words_of_a_text() -> None:
    assert meanings("kamen " * 64).work <= 64 * meanings("kamen").work
