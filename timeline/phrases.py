"""Names and numbers as titles write them: few names spelt out, the rest counted; a number keeps its qualifier."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.quantities import Quantity
    from timeline.register import Register
    from timeline.wording import Wording

SHOWN = 3  # names that a title spells out; the rest are counted

# The register writes every name with a capital. Inside a sentence these languages give one to nobody's office
# (Lithuanian puts the country first, and keeps it), and none but German to an industry or an aircraft.
_SMALL_OFFICES = ("be", "be-Latn", "ru", "uk", "pl")
_CAPITAL_NOUNS = ("de",)


class Names:
    """Names as a title writes them, in one language and never bent."""

    def __init__(self, register: Register, wording: Wording) -> None:
        self._register = register
        self.wording = wording

    def one(self, actor: str) -> str:
        """The name, or the id of whoever the register does not know."""
        if actor not in self._register:
            return actor
        known = self._register[actor]
        name, language = self.wording.name(known), self.wording.language
        small = language in _SMALL_OFFICES if known.type == "office" else language not in _CAPITAL_NOUNS
        if known.type in ("office", "sector", "asset") and small and name[1:2].islower():
            return name[:1].lower() + name[1:]
        return name

    def some(self, actors: Sequence[str]) -> str:
        """Give "A", "A and B", "A, B and C", or "A, B and 4 others"."""
        if len(actors) <= SHOWN:
            return self.wording.join([self.one(actor) for actor in actors])
        first = ", ".join(self.one(actor) for actor in actors[: SHOWN - 1])
        others = len(actors) - SHOWN + 1
        return self.wording.count("{names} and {n} other", "{names} and {n} others", others, names=first)

    def at(self, title: str, place: str | None) -> str:
        """The title with " (Minsk)" after it, where a place is known."""
        return f"{title} ({self.one(place)})" if place else title

    def is_state(self, actor: str) -> bool:
        """Whether it is a state by the register."""
        return actor in self._register and self._register[actor].type == "state"


def people_of(people: Quantity, named: Sequence[str], names: Names) -> str:
    """Names where they are few and all of them; else the number, with a few names where only those are known."""
    if named and people.qualifier == "exactly" and people.value == len(named) <= SHOWN:
        return names.some(named)
    number = names.wording.quantity(people)
    if not 0 < len(named) < SHOWN:
        return number
    # Translators: stands where {people} of other sentences stands ("{people} detained"): English needs the
    # comma after it. Put the names after a colon or dash if your language would have to inflect them.
    return names.wording.say("{people}, {names} among them,", people=number, names=names.some(named))


def capital(title: str) -> str:
    """The text with a capital at its beginning."""
    return title[:1].upper() + title[1:]
