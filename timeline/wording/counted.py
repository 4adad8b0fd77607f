"""Numbers of people and things with their noun: "one person", "at least 10 people", "dozens of entities".

Nouns change with the number, and in some languages again after "at least" and its like, so that
each is three messages: after a plain number, after a qualified one, after "dozens of".
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, assert_never

if TYPE_CHECKING:
    from timeline.quantities import Quantity
    from timeline.wording.voice import Wording

Form = Literal["one", "plain", "qualified", "collective"]


def counted(quantity: Quantity, w: Wording) -> str:
    """How many of what. A unit that the catalogues do not know stays as it was recorded, marked as such."""
    match quantity.unit:
        case "people":
            return people(quantity, w)
        case "entities":
            return _entities(quantity, w)
        case "assets":
            return _assets(quantity, w)
        case "cases":
            return _cases(quantity, w)
        case other:
            amount = w.say("{amount} of", amount=w.amount(quantity)) if collective(quantity) else w.amount(quantity)
            return f"{amount} {w.recorded(other)}"


def collective(quantity: Quantity) -> bool:
    """Whether it is a word and no figure: "dozens", "an unknown number"."""
    return quantity.qualifier in ("dozens", "hundreds", "thousands", "unknown")


def number(quantity: Quantity) -> int:
    """The number that its noun goes by: the last one that is written."""
    return quantity.value if quantity.value is not None else quantity.upper or 0


def form(quantity: Quantity) -> Form:
    """Which of the messages about its noun it takes."""
    match quantity.qualifier:
        case "exactly":
            return "one" if quantity.value == 1 else "plain"
        case "between":
            return "plain"
        case "about" | "at_least" | "more_than" | "at_most" | "fewer_than":
            return "qualified"
        case "dozens" | "hundreds" | "thousands" | "unknown":
            return "collective"
        case unreachable:
            assert_never(unreachable)


def people(quantity: Quantity, w: Wording) -> str:
    """How many people."""
    n, amount = number(quantity), w.amount(quantity)
    match form(quantity):
        case "one":
            return w.say("one person")
        case "plain":
            # Translators: {amount} is a plain number, or two with a dash between them: "52", "5–6".
            return w.count("{amount} person", "{amount} people", n, amount=amount)
        case "qualified":
            # Translators: {qualified} is "at least 10", "more than 10", "about 10", "fewer than 10", "at most 10".
            return w.count("{qualified} person", "{qualified} people", n, qualified=amount)
        case "collective":
            # Translators: {word} is "dozens", "hundreds", "thousands" or "an unknown number".
            return w.say("{word} of people", word=amount)
        case unreachable:
            assert_never(unreachable)


def _entities(quantity: Quantity, w: Wording) -> str:
    n, amount = number(quantity), w.amount(quantity)
    match form(quantity):
        case "one":
            # Translators: on sanctions lists: companies, banks, ministries and other bodies.
            return w.say("one entity")
        case "plain":
            return w.count("{amount} entity", "{amount} entities", n, amount=amount)
        case "qualified":
            return w.count("{qualified} entity", "{qualified} entities", n, qualified=amount)
        case "collective":
            return w.say("{word} of entities", word=amount)
        case unreachable:
            assert_never(unreachable)


def _assets(quantity: Quantity, w: Wording) -> str:
    n, amount = number(quantity), w.amount(quantity)
    match form(quantity):
        case "one":
            # Translators: on sanctions lists: aircraft, ships, property.
            return w.say("one asset")
        case "plain":
            return w.count("{amount} asset", "{amount} assets", n, amount=amount)
        case "qualified":
            return w.count("{qualified} asset", "{qualified} assets", n, qualified=amount)
        case "collective":
            return w.say("{word} of assets", word=amount)
        case unreachable:
            assert_never(unreachable)


def _cases(quantity: Quantity, w: Wording) -> str:
    n, amount = number(quantity), w.amount(quantity)
    match form(quantity):
        case "one":
            # Translators: criminal cases.
            return w.say("one case")
        case "plain":
            return w.count("{amount} case", "{amount} cases", n, amount=amount)
        case "qualified":
            return w.count("{qualified} case", "{qualified} cases", n, qualified=amount)
        case "collective":
            return w.say("{word} of cases", word=amount)
        case unreachable:
            assert_never(unreachable)
