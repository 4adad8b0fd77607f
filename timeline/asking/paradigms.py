"""Case forms of names in seven languages: a name in its basic form gives stems and the endings each can have.

What matters for a question is that no form of another word is taken for a form of a name. So endings
belong to the kind of name: a masculine surname in -ski, a feminine one in -skaja, a name in -a or in a
consonant, hard or soft, foreign or Lithuanian.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple, TypeAlias

Gender: TypeAlias = Literal["female", "male"]


class Paradigm(NamedTuple):
    """A stem, in small letters as written, with the endings that it can have."""

    stem: str
    endings: frozenset[str]


def _endings(text: str, *, bare: bool = False) -> frozenset[str]:
    return frozenset(text.split()) | ({""} if bare else frozenset())


# Belarusian, Russian, Ukrainian.
_CONSONANT = _endings("а у ом ам ем ым ім им ові еві е і и ы", bare=True)
_SOFT = _endings("ь й я ю ем ям ём єм еві єві ёві і ї и ії е ё ью ьёй", bare=True)
_SIBILANT = _CONSONANT | _endings("ам эм ем")
_IN_A = _endings("а ы и і е э у ой ою ай аю ей ею эй")
_IN_YA = _endings("я і ї и ю ей ею єю яй яю ёй ёю е ії ії")
_IN_O = _IN_A | _endings("о а у ом ам ем ові еві е і")
_COUPLE = _endings("ие ые ія ыя их іх ых ими імі ымі")
_SKI = _COUPLE | _endings("і ий ый и ага ого аго аму ому ім им ым ом ам")
_SKAJA = _COUPLE | _endings("ая а ай ой яй ую у аю ою ої ій")
# Polish, Łacinka, English, German: what is not Lithuanian.
_LATIN_CONSONANT = _endings("a u owi em iem ie am om y i e s", bare=True)
_LATIN_IN_A = _endings("a y i ie e ę ą o u oj aj aju oju as")
_POLISH_IN_IA = _endings("ia ii ię ią io")
_LATIN_IN_IA = _endings("ia ias")
_LATIN_IN_O = _LATIN_IN_A | _endings("o a u owi em om os")
_LATIN_SKI = _endings("i y ij iy yy yi iego ego iemu emu im ym aha ogo oho amu omu is ys am")
_LATIN_SKAJA = _endings("aja aya aia a iej ej aj oj oy ą uju uyu ayu aju ajas ayas as aiu")
_LATIN_VOWEL = _endings("s a em owi m u", bare=True)
# Lithuanian.
_LITHUANIAN_AS = _endings("as is us ys ius o io iaus aus ui iui ą į ų ių u iu umi iumi e uje iuje yje ai")
_LITHUANIAN_A = _endings("a os ai ą oje ė ės ei ę ėje e")
_LITHUANIAN_SKAJA = _endings("aja ajos ajai ają aje a os ą")
_LITHUANIAN_SKIS = _endings("is io iui į iu yje")

_MASCULINE_SKI = re.compile("(?:[сц]ь?к|дзк)(?:і|ий|ый|и)$")
_FEMININE_SKAJA = re.compile("(?:[сц]ь?к|дзк)(?:ая|а)$")
_LATIN_MASCULINE_SKI = re.compile("(?<!t)(?:[sc]|dz)k(?:i|y|ij|iy|yy|yi)$")
_LATIN_FEMININE_SKAJA = re.compile("(?:[sc]|dz)k(?:a|aja|aya|aia)$")
_SKI_ENDING = re.compile("(?:ая|ий|ый|а|і|и|aja|aya|aia|is|ys|ij|iy|yy|yi|a|i|y)$")
_LITHUANIAN_ENDING = re.compile("(?:ius|as|is|us|ys)$")
# A vowel that only the basic form has: Северинец, Северинца; Дзядок, Дзядка.
_FLEETING = re.compile("(?:[еэ]ц|[оеё]к|ie?c|[oe]k)$")
# The last consonant softens before some endings: Аляска, Алясцы; Канада, Kanadzie; Łukaszenka, Łukaszence.
_SOFTENED = {
    "к": ("ц", "е ы э і"), "г": ("з", "е і"), "х": ("с", "е і"), "т": ("ц", "е"), "д": ("дз", "е"),
    "k": ("c", "e y i"), "g": ("dz", "e"), "t": ("ci", "e"), "d": ("dzi", "e"), "r": ("rz", "e"), "ł": ("l", "e"),
}  # fmt: skip

_FEMININE = re.compile(
    "(?:(?:[сц]ь?к|дзк)(?:ая|ай|ой|яй|ую|аю|ою|ої|ій|у)|(?:[sc]|dz)k(?:aja|aya|aia|aj|oj|oy|iej|ej|ą|uju|uyu|aju|aje"
    "|ajos|ajai|ają|ajas|ayas|ajoj))$"
)
_MASCULINE = re.compile(
    "(?:(?:[сц]ь?к|дзк)(?:і|ий|ый|и|ага|ого|аго|аму|ому|ім|им|ым|ом|ам)|(?:[sc]|dz)k(?:i|y|ij|iy|yy|yi|is|ys|iego"
    "|ego|iemu|emu|im|ym|aha|oho|ogo|aga|amu|omu|am|om|io|iui|į|iu|iys))$"
)


def paradigms(word: str, *, language: str, person: bool, gender: Gender | None) -> tuple[Paradigm, ...]:
    """The stems and endings of a name in its basic form."""
    small = word.lower()
    if "\u0400" <= small[-1] <= "\u052f":
        return _cyrillic(small, person=person, gender=gender)
    return _latin(small, language=language, person=person, gender=gender)


def _cyrillic(small: str, *, person: bool, gender: Gender | None) -> tuple[Paradigm, ...]:
    if person and gender != "female" and _MASCULINE_SKI.search(small):
        return (Paradigm(_SKI_ENDING.sub("", small), _SKI),)
    if person and gender != "male" and _FEMININE_SKAJA.search(small):
        return (Paradigm(_SKI_ENDING.sub("", small), _SKAJA),)
    stem, last = small[:-1], small[-1]
    if last == "а":
        return _with_softened(stem, _IN_O if gender == "male" else _IN_A)
    if last == "я":
        return (Paradigm(stem, _IN_YA),)
    if last == "о" and not stem.endswith(("и", "е", "і")):
        return _with_softened(stem, _IN_O)
    if last in "ьй":
        return (Paradigm(stem, frozenset({last, ""}) if gender == "female" else _SOFT),)
    if last in "еёєиіїоуўюыэ" and last != "ў":
        return (Paradigm(small, frozenset({""})),)
    if gender == "female":
        return (Paradigm(small, frozenset({""})),)
    # Belarusian ў is в again before a vowel: Саннікаў, Саннікава.
    if last in "тд":
        return _with_softened(small, _CONSONANT)
    if _FLEETING.search(small):
        return (Paradigm(small, _CONSONANT), Paradigm(small[:-2] + last, _CONSONANT - {""}))
    return (Paradigm(small, _CONSONANT), *((Paradigm(stem + "в", _CONSONANT),) if last == "ў" else ()))


def _latin(small: str, *, language: str, person: bool, gender: Gender | None) -> tuple[Paradigm, ...]:
    lithuanian = language == "lt"
    skaja, ski = (_LITHUANIAN_SKAJA, _LITHUANIAN_SKIS) if lithuanian else (_LATIN_SKAJA, _LATIN_SKI)
    if person and gender != "male" and _LATIN_FEMININE_SKAJA.search(small):
        return (Paradigm(_SKI_ENDING.sub("", small), skaja),)
    masculine = re.search("(?:[sc]|dz)kis$", small) if lithuanian else _LATIN_MASCULINE_SKI.search(small)
    if person and gender != "female" and masculine:
        return (Paradigm(_SKI_ENDING.sub("", small), ski | {"s"}),)
    if lithuanian and gender != "female" and _LITHUANIAN_ENDING.search(small):
        return (Paradigm(_LITHUANIAN_ENDING.sub("", small), _LITHUANIAN_AS),)
    stem, last = small[:-1], small[-1]
    if lithuanian and last in "aėe":
        return (Paradigm(stem, _LITHUANIAN_A),)
    if small.endswith("ia") and not person:
        return (Paradigm(small[:-2], _POLISH_IN_IA if language == "pl" else _LATIN_IN_IA),)
    if last == "a":
        return _with_softened(stem, _LATIN_IN_O if gender == "male" else _LATIN_IN_A)
    if last == "o" and not stem.endswith(("i", "e")):
        return _with_softened(stem, _LATIN_IN_O)
    if last in "aeiouyėęąįų":
        return (Paradigm(small, _LATIN_VOWEL),)
    if gender == "female":
        return (Paradigm(small, frozenset({"", "s"})),)
    if _FLEETING.search(small):
        return (
            Paradigm(small, _LATIN_CONSONANT),
            Paradigm(_FLEETING.sub("", small) + last, _LATIN_CONSONANT - {"", "s"}),
        )
    if language == "pl":
        return _with_softened(small, _LATIN_CONSONANT)
    # ŭ is v again before a vowel: Sannikaŭ, Sannikava.
    return (Paradigm(small, _LATIN_CONSONANT), *((Paradigm(stem + "v", _LATIN_CONSONANT),) if last == "ŭ" else ()))


def _with_softened(stem: str, endings: frozenset[str]) -> tuple[Paradigm, ...]:
    soft = _SOFTENED.get(stem[-1:])
    if soft is None:
        return (Paradigm(stem, endings),)
    return (Paradigm(stem, endings), Paradigm(stem[:-1] + soft[0], frozenset(soft[1].split())))


EVERY_ENDING: frozenset[str] = frozenset().union(
    _CONSONANT, _SOFT, _SIBILANT, _IN_A, _IN_YA, _IN_O, _SKI, _SKAJA, _LATIN_CONSONANT, _LATIN_IN_A,
    _LATIN_IN_IA, _POLISH_IN_IA,
    _LATIN_IN_O, _LATIN_SKI, _LATIN_SKAJA, _LATIN_VOWEL, _LITHUANIAN_AS, _LITHUANIAN_A, _LITHUANIAN_SKAJA,
    _LITHUANIAN_SKIS,
)  # fmt: skip


def gender_of_ending(word: str) -> Gender | None:
    """Whose surname a form in -ski or -skaja is, by its ending as written: Ціханоўскай hers, Ціханоўскага his."""
    small = word.lower()
    if _FEMININE.search(small):
        return "female"
    if _MASCULINE.search(small):
        return "male"
    return "female" if _FEMININE_SKAJA.search(small) or _LATIN_FEMININE_SKAJA.search(small) else None
