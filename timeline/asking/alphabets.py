"""Alphabets and keyboards: look-alike letters, Łacinka and Cyrillic, text typed on the wrong layout.

Belarusian Latin script after "Instruction on transliteration of geographical names" (2007) and the
traditional Łacinka; keyboard layouts as Windows and Linux ship them (QWERTY, Russian, Belarusian, Ukrainian).
"""

from __future__ import annotations

import unicodedata

# Latin letters that look like Cyrillic ones, and the other way round.
AS_CYRILLIC = str.maketrans("aceiopxysjkmtABCEHIKMOPTXYSJ", "асеіорхуѕјкмтАВСЕНІКМОРТХУЅЈ")
AS_LATIN = str.maketrans("асеіорхуѕјАВСЕНІКМОРТХУЅЈкмт", "aceiopxysjABCEHIKMOPTXYSJkmt")
_CYRILLIC_TWINS = frozenset("асеіорхуѕјАВСЕНІКМОРТХУЅЈ")
_LATIN_TWINS = frozenset("aceiopxysjABCEHIKMOPTXYSJ")

_RUSSIAN_KEYBOARD = str.maketrans({"і": "и", "ў": "у", "ї": "и", "є": "е"})

_PLAIN = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss"})
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})

_LACINKA = {
    "а": "a", "б": "b", "в": "v", "г": "h", "ґ": "g", "д": "d", "ж": "z", "з": "z", "й": "j", "к": "k", "л": "l",
    "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ў": "u", "ф": "f", "х": "ch",
    "ц": "c", "ч": "c", "ш": "s", "ы": "y", "э": "e", "і": "i", "ь": "", "'": "",
}  # fmt: skip
_IOTATED = {"е": "e", "ё": "o", "ю": "u", "я": "a"}
_VOWELS = frozenset("аеёіоуыэюя")

_SINGLE = {
    "a": "а", "b": "б", "v": "в", "w": "в", "h": "г", "g": "г", "d": "д", "ž": "ж", "z": "з", "j": "й", "k": "к",
    "l": "л", "ł": "л", "m": "м", "n": "н", "o": "о", "p": "п", "r": "р", "s": "с", "t": "т", "u": "у", "ŭ": "ў",
    "f": "ф", "c": "ц", "č": "ч", "š": "ш", "y": "ы", "e": "э", "i": "і", "ć": "ц", "ś": "с", "ź": "з", "ń": "н",
}  # fmt: skip
_FROM_IOTATED = {"a": "я", "e": "е", "o": "ё", "u": "ю"}

_QWERTY = "`qwertyuiop[]asdfghjkl;'zxcvbnm,./~QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>?&@#$^"
_RUSSIAN = 'ёйцукенгшщзхъфывапролджэячсмитьбю.ЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,?"№;:'
_BELARUSIAN = "ёйцукенгшўзх'фывапролджэячсмітьбю.ЁЙЦУКЕНГШЎЗХ'ФЫВАПРОЛДЖЭЯЧСМІТЬБЮ,?\"№;:"
_UKRAINIAN = "'йцукенгшщзхїфівапролджєячсмитьбю.'ЙЦУКЕНГШЩЗХЇФІВАПРОЛДЖЄЯЧСМИТЬБЮ,?\"№;:"
_LAYOUTS = tuple(str.maketrans(_QWERTY, typed) for typed in (_RUSSIAN, _BELARUSIAN, _UKRAINIAN))
_LATIN_OF = dict(zip(_BELARUSIAN, _QWERTY, strict=True)) | dict(zip(_UKRAINIAN, _QWERTY, strict=True))
_TO_QWERTY = str.maketrans(_LATIN_OF | dict(zip(_RUSSIAN, _QWERTY, strict=True)))


def is_cyrillic(letter: str) -> bool:
    """Whether a letter is Cyrillic."""
    return "\u0400" <= letter <= "\u052f"


def repaired(word: str, *, lean_cyrillic: bool) -> str:
    """The word in one alphabet where it mixes Latin and Cyrillic letters that look alike.

    The alphabet is that of the letters that exist in one only; without such, Cyrillic if `lean_cyrillic`.
    A word that cannot be brought into one alphabet is left as it is.
    """
    cyrillic = sum(is_cyrillic(letter) for letter in word)
    if not cyrillic or cyrillic == sum(map(str.isalpha, word)):
        return word
    only_cyrillic = sum(is_cyrillic(letter) and letter not in _CYRILLIC_TWINS for letter in word)
    bare = [_bare(letter) for letter in word]
    only_latin = sum(letter.isalpha() and not is_cyrillic(letter) and letter not in _LATIN_TWINS for letter in bare)
    if only_cyrillic > only_latin or (only_cyrillic == only_latin and lean_cyrillic):
        return "".join(bare).translate(AS_CYRILLIC)
    return word.translate(AS_LATIN)


def looks_cyrillic(word: str) -> bool:
    """Whether a Latin word could be a Cyrillic one: "EC", "CCCP", "i"."""
    return bool(word) and all(letter in _LATIN_TWINS for letter in word)


def twin(word: str) -> str:
    """A Latin word in the Cyrillic letters that look the same."""
    return word.translate(AS_CYRILLIC)


def on_a_russian_keyboard(word: str) -> str:
    """A Belarusian or Ukrainian word, in small letters, as a Russian keyboard writes it."""
    return word.translate(_RUSSIAN_KEYBOARD)


def plain_latin(word: str) -> str:
    """A word in small letters without accents, strokes and ligatures."""
    if word.isascii():
        return word
    apart = unicodedata.normalize("NFD", word.translate(_PLAIN))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def umlauts_written_out(word: str) -> str:
    """A German word in small letters with ae, oe, ue, ss."""
    return word.translate(_UMLAUTS)


def lacinka(word: str) -> str:
    """A Belarusian Cyrillic word, in small letters, in Łacinka without its accents: снежань → sniezan."""
    written: list[str] = []
    before = ""
    for letter in word:
        vowel = _IOTATED.get(letter)
        if vowel is None:
            written.append(_LACINKA.get(letter, letter))
        elif before == "л":
            written.append(vowel)
        elif before and before not in _VOWELS and before not in "ўйь'":
            written.append("i" + vowel)
        else:
            written.append("j" + vowel)
        before = letter
    return "".join(written)


def from_lacinka(word: str) -> str | None:
    """A word in Łacinka, in small letters, in Belarusian Cyrillic without soft signs; None if it holds other letters.

    As good as its accents: without them ž, š, č come out as з, с, ц.
    """
    written: list[str] = []
    at = 0
    while at < len(word):
        letter, behind = word[at], word[at + 1 : at + 2]
        if letter == "c" and behind == "h":
            written.append("х")
            at += 2
            continue
        soft = behind in _FROM_IOTATED and (
            letter == "j" or (letter == "i" and at > 0 and word[at - 1] not in "aeiouy")
        )
        if soft or (letter == "l" and behind in _FROM_IOTATED):
            written.append(("л" if letter == "l" else "") + _FROM_IOTATED[behind])
            at += 2
            continue
        if letter not in _SINGLE:
            return None
        written.append(_SINGLE[letter])
        at += 1
    return "".join(written)


def other_layouts(text: str) -> tuple[str, ...]:
    """What the text says if the keyboard was set to another layout: "kerfityrj pdjyjr" → "лукашенко звонок".

    To be tried when nothing in the text is known. A text in Latin letters was meant for a Russian,
    Belarusian or Ukrainian keyboard, a text in Cyrillic letters for a Latin one.
    """
    if any(is_cyrillic(letter) for letter in text):
        return (text.translate(_TO_QWERTY),)
    return tuple(dict.fromkeys(text.translate(layout) for layout in _LAYOUTS))


def _bare(letter: str) -> str:
    """A Latin letter without its accent: é in a Cyrillic word is a stressed е."""
    if letter.isascii() or is_cyrillic(letter):
        return letter
    return unicodedata.normalize("NFD", letter)[0]
