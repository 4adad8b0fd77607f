"""How many of those released belong to one population: "at least 40 counted as political prisoners"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, assert_never

from timeline.wording.counted import collective

if TYPE_CHECKING:
    from timeline.facts import Part
    from timeline.quantities import Quantity
    from timeline.wording import Wording

Share = Literal["alone", "both", "all", "one", "words", "some"]


def group(part: Part, whole: Quantity, w: Wording) -> str:
    """How many of them, or that it is all of them."""
    share = _share(part.people, whole)
    match part.population:
        case "political_prisoner":
            return _political_prisoners(part.people, share, w)
        case "foreign_national":
            return _foreign_nationals(part.people, share, w)
        case "pardoned_convict":
            return _pardoned_convicts(part.people, share, w)
        case "prisoner_of_war":
            return _prisoners_of_war(part.people, share, w)
        case "unspecified":
            return w.quantity(part.people)
        case unreachable:
            assert_never(unreachable)


def _share(part: Quantity, whole: Quantity) -> Share:
    one = part.qualifier == "exactly" and part.value == 1
    if whole.qualifier != "exactly" or part.interval != whole.interval:
        return "one" if one else "words" if collective(part) else "some"
    return "alone" if one else "both" if part.value == 2 else "all"  # noqa: PLR2004


def _political_prisoners(people: Quantity, share: Share, w: Wording) -> str:
    match share:
        case "alone":
            # Translators: by Viasna or Dissidentby. The person may be a woman or a man.
            return w.say("counted as a political prisoner")
        case "both":
            return w.say("both counted as political prisoners")
        case "all":
            return w.say("all counted as political prisoners")
        case "one":
            return w.say("{amount} counted as a political prisoner", amount=w.amount(people))
        case "words" | "some":
            # Translators: {amount} may be "at least 40": put it where the noun keeps its form.
            return w.say("{amount} counted as political prisoners", amount=w.amount(people))
        case unreachable:
            assert_never(unreachable)


def _foreign_nationals(people: Quantity, share: Share, w: Wording) -> str:
    match share:
        case "alone":
            # Translators: the person may be a woman or a man.
            return w.say("a foreign national")
        case "both":
            return w.say("both foreign nationals")
        case "all":
            return w.say("all foreign nationals")
        case "one":
            return w.say("{amount} foreign national", amount=w.amount(people))
        case "words":
            return w.say("{amount} of foreign nationals", amount=w.amount(people))
        case "some":
            # Translators: {amount} may be "at least 40": put it where the noun keeps its form.
            return w.say("{amount} foreign nationals", amount=w.amount(people))
        case unreachable:
            assert_never(unreachable)


def _pardoned_convicts(people: Quantity, share: Share, w: Wording) -> str:
    match share:
        case "alone":
            # Translators: somebody whom no one counts as a political prisoner.
            return w.say("a pardoned convict")
        case "both":
            return w.say("both pardoned convicts")
        case "all":
            return w.say("all pardoned convicts")
        case "one":
            return w.say("{amount} pardoned convict", amount=w.amount(people))
        case "words":
            return w.say("{amount} of pardoned convicts", amount=w.amount(people))
        case "some":
            # Translators: {amount} may be "at least 40": put it where the noun keeps its form.
            return w.say("{amount} pardoned convicts", amount=w.amount(people))
        case unreachable:
            assert_never(unreachable)


def _prisoners_of_war(people: Quantity, share: Share, w: Wording) -> str:
    match share:
        case "alone":
            # Translators: the person may be a woman or a man.
            return w.say("a prisoner of war")
        case "both":
            return w.say("both prisoners of war")
        case "all":
            return w.say("all prisoners of war")
        case "one":
            return w.say("{amount} prisoner of war", amount=w.amount(people))
        case "words":
            return w.say("{amount} of prisoners of war", amount=w.amount(people))
        case "some":
            # Translators: {amount} may be "at least 40": put it where the noun keeps its form.
            return w.say("{amount} prisoners of war", amount=w.amount(people))
        case unreachable:
            assert_never(unreachable)
