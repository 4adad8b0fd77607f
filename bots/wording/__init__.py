"""What the bots say, in seven languages: a catalogue of their own before that of the library.

English stands in the code; the translators' files are `locale/<language>/LC_MESSAGES/bots.po`, brought up to date and
compiled by `python -m timeline.wording --package bots --domain bots`.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from timeline import Wording

LANGUAGES = ("be", "ru", "uk", "en", "de", "pl", "lt")
LATIN = "be-Latn"
LOCALE = Path(__file__).resolve().parent / "locale"
DOMAIN = "bots"


def spoken(*codes: str | None) -> str:
    """The first of these languages that there is a voice for, else English.

    A code may name a country or a script after it, as clients send it ("de-AT", "be-Latn").
    """
    for code in codes:
        if code == LATIN:
            return LATIN
        language = (code or "").replace("_", "-").partition("-")[0].lower()
        if language in LANGUAGES:
            return language
    return "en"


@cache
def _voice(language: str) -> Wording:
    return Wording(language, LOCALE, DOMAIN)


def voice(language: str) -> Wording:
    """The shared voice of a language; English for one that has none."""
    return _voice(spoken(language))
