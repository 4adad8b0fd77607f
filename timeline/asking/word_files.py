"""Files of words as people write them, and every form in which people type what stands there."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, cast

from timeline.asking import alphabets

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def as_typed(line: str, language: str) -> set[str]:
    """Every word and phrase of a line in every form in which people type it; folded as a whole, for speed.

    The same forms as `word_keys` gives, which a test holds.
    """
    small = line.lower().translate(_FOLDED)
    folded = alphabets.plain_latin(small) if language in _LATIN else small
    forms = {folded, alphabets.on_a_russian_keyboard(folded)}
    if language == "de":
        forms.add(alphabets.umlauts_written_out(small))
    typed = {written for form in forms for written in several(form)}
    if language == "be":
        latin = (" ".join(map(alphabets.lacinka, written.split())) for written in several(line.lower()))
        typed.update(written.replace("-", " ") for written in latin)
    return typed


_FOLDED = str.maketrans({"ё": "е", "ґ": "г", "ь": "", "ъ": "", "-": " ", **dict.fromkeys("'’ʼ", "")})
_LATIN = frozenset({"en", "de", "pl", "lt"})


def several(line: str) -> Iterator[str]:
    """The words and phrases of a line of a file of words."""
    for written in line.split(","):
        if said := " ".join(written.split()):
            yield said


def words_of(language: str) -> Mapping[str, Mapping[str, str]]:
    """The groups of a language's file: concept → its line. Raises `FileNotFoundError` for an unknown language."""
    return cast("Mapping[str, Mapping[str, str]]", word_file(language))


@cache
def word_file(name: str) -> Mapping[str, object]:
    """A file of words as it is written. It is read once, though several look for different things in it.

    Raises `FileNotFoundError` for an unknown one.
    """
    path = files("timeline").joinpath("asking", "words", f"{name}.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def texts_of(tree: object) -> Iterator[str]:
    """Every text of a file, or of a part of one."""
    match tree:
        case str():
            yield tree
        case dict():
            for value in tree.values():
                yield from texts_of(value)
        case list():
            for value in tree:
                yield from texts_of(value)
        case _:
            return
