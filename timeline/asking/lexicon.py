"""The words of questions by concept, in seven languages at once: what each word of a text can mean.

The words are data (`words/be.toml` …): one file a language, one line a concept, `word` for this word
alone and `word*` for every word that begins so. All languages are looked up together, because people
mix them; the language that explains most of a text wins where a word means different things.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from timeline.asking.mistyped import LEAST, Mistyped
from timeline.asking.word_files import as_typed, several, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from timeline.asking.folding import Token

LANGUAGES = ("be", "ru", "uk", "en", "de", "pl", "lt")
GAP = "…"
_FOREIGN = {"be": frozenset("ищъїєґ"), "ru": frozenset("ўіїєґ"), "uk": frozenset("ўыэёъ")}
"""Letters that a language does not have."""
_STRANGE = 6  # votes that a word with such a letter costs: about one word
_WIDEST_GAP = 12  # words between the parts of a verb: "kamen im Juni … frei"
_LEAST_STEM, _MOST_STEM = 2, 16
_FILLING = frozenset({"function", "polite", "place_words", "named"})
"""What no word with a capital is taken for when it is mistyped: it may be a name."""
_MOST_MISTYPED = 4  # words of a text that are tried with one letter wrong


class Pattern(NamedTuple):
    """A word (no `words`) or phrase of a language, and what it stands for; a `gap` follows so many of its words."""

    words: tuple[tuple[str, bool], ...]
    language: str
    concepts: frozenset[str]
    gap: int = 0


class Sense(NamedTuple):
    """What some tokens mean: they are `tokens[first:last + 1]`. `weight` orders rival senses of one place."""

    first: int
    last: int
    concepts: frozenset[str]
    language: str
    weight: tuple[int, int]

    @property
    def begun(self) -> bool:
        """Whether one word was taken for this because of how it begins, or with a letter wrong."""
        return self.first == self.last and (self.weight[1] == 1 or self.weight[1] % 2 == 0)


@dataclass(frozen=True, slots=True)
class Meanings:
    """The senses of a text in its order, none overlapping; `language` explains most of it; `work` counts look-ups."""

    senses: tuple[Sense, ...]
    language: str
    votes: Mapping[str, int]
    work: int


class Lexicon:
    """Every word of every language, by the key or the beginning of a key under which it is typed."""

    def __init__(self, languages: Mapping[str, Mapping[str, Mapping[str, str]]] | None = None) -> None:
        self._whole: dict[str, list[Pattern]] = {}
        self._begin: dict[str, list[Pattern]] = {}
        self._marks: dict[str, set[tuple[str, str]]] = {}
        self._marks_begin: dict[str, set[tuple[str, str]]] = {}
        self._mistyped: Mistyped | None = None
        for language, groups in (languages or {language: words_of(language) for language in LANGUAGES}).items():
            self._read(language, groups)

    def _read(self, language: str, groups: Mapping[str, Mapping[str, str]]) -> None:
        concepts: dict[str, set[str]] = {}
        for name, group in groups.items():
            for concept, line in group.items():
                for typed in as_typed(line, language):
                    if name == "added":
                        self._add_mark(typed, language, concept)
                    else:
                        concepts.setdefault(typed, set()).add(concept)
        shared: dict[frozenset[str], Pattern] = {}
        for typed, means in concepts.items():
            said = frozenset(means)
            word = shared.get(said)
            if word is None:
                word = shared[said] = Pattern((), language, said)
            self._add(typed, word)

    def _add(self, typed: str, word: Pattern) -> None:
        if " " not in typed:
            index = self._begin if typed.endswith("*") else self._whole
            index.setdefault(typed.rstrip("*"), []).append(word)
            return
        split = typed.split()
        gap = split.index(GAP) if GAP in split else 0
        words = tuple((word.rstrip("*"), word.endswith("*")) for word in split if word != GAP)
        index = self._begin if words[0][1] else self._whole
        index.setdefault(words[0][0], []).append(word._replace(words=words, gap=gap))

    def _add_mark(self, typed: str, language: str, concept: str) -> None:
        """A form that adds to what a word means, whatever that is."""
        index = self._marks_begin if typed.endswith("*") else self._marks
        index.setdefault(typed.rstrip("*").rpartition(" ")[2], set()).add((language, concept))

    # ---------------------------------------------------------------- reading a text

    def meanings(self, tokens: Sequence[Token], taken: frozenset[int], lean: str | None = None) -> Meanings:
        """What the tokens mean that nobody has `taken` (names, dates). `lean` is a language to prefer on a tie."""
        words = [at for at, token in enumerate(tokens) if token.script not in ("digit", "other")]
        found: list[list[Sense]] = []
        work = 0
        cyrillic = any(token.script == "cyrillic" for token in tokens)
        for place, at in enumerate(words):
            if at in taken:
                found.append([])
                continue
            here, cost = self._at(tokens, words, place, taken, cyrillic=cyrillic)
            work += cost
            found.append(here)
        work += self._mend(tokens, words, found, taken)
        votes = _votes(found)
        for language, letters in _FOREIGN.items():
            strange = sum(not letters.isdisjoint(token.text.lower()) for token in tokens)
            votes[language] = votes.get(language, 0) - _STRANGE * strange
        language = max(LANGUAGES, key=lambda one: (votes.get(one, 0), one == lean, -LANGUAGES.index(one)))
        senses = tuple(self._marked(tokens, sense) for sense in _chosen(words, found, language))
        return Meanings(senses, language, votes, work)

    def inside(self, tokens: Sequence[Token], places: Iterable[int]) -> frozenset[str]:
        """What single words can mean, each for itself: for the words of names."""
        found = frozenset[str]()
        for at in places:
            for key in tokens[at].keys[:1]:
                for pattern, *_ in self._patterns(key):
                    if not pattern.words:
                        found |= pattern.concepts
        return found

    def _marked(self, tokens: Sequence[Token], sense: Sense) -> Sense:
        """The sense with what the forms of its words add."""
        added = {
            concept
            for token in tokens[sense.first : sense.last + 1]
            for key in token.keys
            for language, concept in self._marks_of(key)
            if language == sense.language
        }
        return sense._replace(concepts=sense.concepts | added) if added else sense

    def _marks_of(self, key: str) -> Iterator[tuple[str, str]]:
        yield from self._marks.get(key, ())
        for end in range(_LEAST_STEM, min(len(key), _MOST_STEM) + 1):
            yield from self._marks_begin.get(key[:end], ())

    def _at(
        self, tokens: Sequence[Token], words: Sequence[int], place: int, taken: frozenset[int], *, cyrillic: bool
    ) -> tuple[list[Sense], int]:
        token = tokens[words[place]]
        best: dict[str, Sense] = {}
        work = 0
        for key in token.keys:
            for pattern, begin, stem in self._patterns(key):
                work += 1
                if token.script == "latin" and pattern.language != "be" and _is_cyrillic(key) and not cyrillic:
                    continue  # what looks like Łacinka is Belarusian or nothing
                length = len(pattern.words) or 1
                if length > 1 and not _goes_on(tokens, words, place, pattern, taken):
                    continue
                sense = Sense(
                    words[place],
                    words[place + (pattern.gap or length) - 1],
                    pattern.concepts,
                    pattern.language,
                    (length, 2 * begin + (not stem)),
                )
                known = best.get(pattern.language)
                if known is None or sense.weight > known.weight:
                    best[pattern.language] = sense
                elif sense.weight == known.weight and sense.last == known.last:
                    best[pattern.language] = known._replace(concepts=known.concepts | sense.concepts)
        return list(best.values()), work

    def _patterns(self, key: str) -> Iterator[tuple[Pattern, int, bool]]:
        """What a key can be or begin: the pattern, how many letters it tells, whether more may follow."""
        for pattern in self._whole.get(key, ()):
            yield pattern, len(key), False
        for end in range(min(_LEAST_STEM, len(key)), min(len(key), _MOST_STEM) + 1):
            for pattern in self._begin.get(key[:end], ()):
                yield pattern, end, True

    def _mend(
        self, tokens: Sequence[Token], words: Sequence[int], found: list[list[Sense]], taken: frozenset[int]
    ) -> int:
        """Give senses to the words that have none but for one letter; how many look-ups that took.

        A capital within a sentence is a name's, but in German: no stranger is taken for a word mistyped.
        """
        votes = _votes(found)
        german = max(votes, key=lambda language: votes[language], default="") == "de"
        work = tried = 0
        for place, at in enumerate(words):
            token = tokens[at]
            if found[place] or at in taken or len(token.key) < LEAST or (token.capital and not token.upper | german):
                continue
            found[place], cost = self._mended(token, at)
            work, tried = work + cost, tried + 1
            if tried == _MOST_MISTYPED:
                break
        return work

    def _mended(self, token: Token, at: int) -> tuple[list[Sense], int]:
        """A long word with one letter wrong: what begins like a stem, but for that letter."""
        if self._mistyped is None:  # made when first wanted: most texts have no such word
            words = (stem for stem, patterns in self._begin.items() if any(not pattern.words for pattern in patterns))
            self._mistyped = Mistyped(words)
        for key in token.keys[:2]:
            for stem in self._mistyped.stems(key):
                patterns = [pattern for pattern in self._begin[stem] if not pattern.words]
                if token.text[0].isupper() and any(pattern.concepts <= _FILLING for pattern in patterns):
                    continue
                return [Sense(at, at, pattern.concepts, pattern.language, (1, 1)) for pattern in patterns], len(key)
        return [], len(token.key)


def _goes_on(
    tokens: Sequence[Token], words: Sequence[int], place: int, pattern: Pattern, taken: frozenset[int]
) -> bool:
    if place + len(pattern.words) > len(words):
        return False
    head, tail = (
        (pattern.words[1 : pattern.gap], pattern.words[pattern.gap :]) if pattern.gap else (pattern.words[1:], ())
    )
    if not _fits(tokens, words, place + 1, head, taken):
        return False
    behind = place + 1 + len(head)
    return not tail or any(
        _fits(tokens, words, begin, tail, taken) for begin in range(behind, min(len(words), behind + _WIDEST_GAP))
    )


def _fits(
    tokens: Sequence[Token], words: Sequence[int], place: int, wanted: Sequence[tuple[str, bool]], taken: frozenset[int]
) -> bool:
    """Whether these words stand at this place."""
    if place + len(wanted) > len(words):
        return False
    for at, (begin, stem) in zip(words[place:], wanted, strict=False):
        if at in taken or not any(key.startswith(begin) if stem else key == begin for key in tokens[at].keys):
            return False
    return True


def _is_cyrillic(key: str) -> bool:
    return "\u0400" <= key[:1] <= "\u04ff"


def _votes(found: Sequence[Sequence[Sense]]) -> dict[str, int]:
    """How many words each language explains; whole words and long ones count for more."""
    votes: dict[str, int] = {}
    for senses in found:
        for sense in senses:
            votes[sense.language] = votes.get(sense.language, 0) + 4 * sense.weight[0] + min(sense.weight[1], 24) // 3
    return votes


def _chosen(words: Sequence[int], found: Sequence[Sequence[Sense]], language: str) -> Iterator[Sense]:
    """One sense for each place: the text's language first, then the longest of the others together."""
    behind = -1
    for at, senses in zip(words, found, strict=True):
        if at <= behind or not senses:
            continue
        own = [sense for sense in senses if sense.language == language]
        most = max(senses, key=lambda sense: sense.weight)
        # A longer phrase of another language is no accident; a single word may be.
        best = own[0] if own and not (most.weight[0] > own[0].weight[0] > 0) else most
        if best is not most or not own:
            same = [one for one in senses if one.last == best.last and (own or one.weight == best.weight)]
            concepts = best.concepts if own else frozenset().union(*(one.concepts for one in same))
            best = best._replace(concepts=concepts)
        behind = best.last
        yield best


@cache
def lexicon() -> Lexicon:
    """The shipped words, loaded once."""
    return Lexicon()


__all__ = ["LANGUAGES", "Lexicon", "Meanings", "Pattern", "Sense", "lexicon", "several", "words_of"]
