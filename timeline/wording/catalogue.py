"""The messages of one language, read from the compiled catalogue that lies beside the translators' file."""

from __future__ import annotations

from gettext import GNUTranslations, NullTranslations
from pathlib import Path

LOCALE = Path(__file__).resolve().parent / "locale"
DOMAIN = "timeline"


def catalogue(language: str, locale: Path = LOCALE, domain: str = DOMAIN) -> NullTranslations:
    """The messages of `locale/<language>/LC_MESSAGES/<domain>.mo`; English ones where there is no such file."""
    compiled = locale / language / "LC_MESSAGES" / f"{domain}.mo"
    if not compiled.is_file():
        return NullTranslations()
    with compiled.open("rb") as file:
        return GNUTranslations(file)
