"""What the library says, in seven languages: sentences from gettext catalogues, dates and numbers as people write them.

English stands in the code; be, ru, uk, de, pl and lt stand in `locale/<language>/LC_MESSAGES/timeline.po`,
and Łacinka (`be-Latn`) is transliterated from the finished Belarusian text. How to translate is in `locale/README.md`.
"""

from timeline.wording.voice import LANGUAGES, LATIN, Wording, wording

__all__ = ["LANGUAGES", "LATIN", "Wording", "wording"]
