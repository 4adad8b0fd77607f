"""Names and numbers as titles write them: few names spelt out, the rest counted; a number keeps its qualifier."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.quantities import Quantity
    from timeline.register import Register

SHOWN = 3  # names that a title spells out; the rest are counted


class Names:
    """Names as a title writes them."""

    def __init__(self, register: Register) -> None:
        self._register = register

    def one(self, actor: str) -> str:
        """The name in English, or the id of whoever the register does not know."""
        return self._register[actor].name("en") if actor in self._register else actor

    def some(self, actors: Sequence[str]) -> str:
        """Give "A", "A and B", "A, B and C", or "A, B and 4 others"."""
        if len(actors) > SHOWN:
            first = ", ".join(self.one(actor) for actor in actors[: SHOWN - 1])
            return f"{first} and {len(actors) - SHOWN + 1} others"
        return joined([self.one(actor) for actor in actors])

    def at(self, place: str | None) -> str:
        """Give " (Minsk)", or nothing where no place is known."""
        return f" ({self.one(place)})" if place else ""

    def is_state(self, actor: str) -> bool:
        """Whether it is a state by the register."""
        return actor in self._register and self._register[actor].type == "state"


def people_of(people: Quantity, named: Sequence[str], names: Names) -> str:
    """Names where they are few and all of them; else the number, with a few names where only those are known."""
    if named and people.qualifier == "exactly" and people.value == len(named) <= SHOWN:
        return names.some(named)
    number = number_of(people)
    return f"{number}, {names.some(named)} among them," if 0 < len(named) < SHOWN else number


def number_of(quantity: Quantity) -> str:
    """Give "one person", "at least 10 people", "hundreds of people" …"""
    if quantity.qualifier == "exactly" and quantity.value == 1:
        return "one person" if quantity.unit == "people" else f"1 {quantity.unit}"
    return f"{amount(quantity)} {quantity.unit}"


def amount(quantity: Quantity) -> str:
    """The number before a noun: "14", "hundreds of"."""
    return f"{quantity} of" if quantity.qualifier in ("dozens", "hundreds", "thousands", "unknown") else str(quantity)


def capital(title: str) -> str:
    """The text with a capital at its beginning."""
    return title[:1].upper() + title[1:]


def joined(parts: Sequence[str]) -> str:
    """Give "A", "A and B", "A, B and C"."""
    return " and ".join(part for part in (", ".join(parts[:-1]), parts[-1]) if part) if parts else ""
