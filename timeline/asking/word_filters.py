"""The filters that words give, whoever is named: a population, an outcome, one of opposite acts, a rank."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.asking.aggregates import is_passive_who
from timeline.asking.intents import LIFTING, OFFICE_ACTS, is_dismissal

if TYPE_CHECKING:
    from timeline.asking.question import Question
    from timeline.query import Action, Aggregate, Kind


def worded(asked: Question, kinds: tuple[Kind, ...], aggregate: Aggregate) -> dict[str, str]:
    """The filters of a question's words, by their names."""
    found = {
        "population": _population(asked) if kinds in (("release",), ("arrest", "release"), ("arrest",)) else None,
        "outcome": _outcome(asked) if kinds == ("release",) and aggregate != "who" else None,
        "action": _action(asked, kinds),
        "rank": _rank(asked, kinds, aggregate),
    }
    return {name: value for name, value in found.items() if value}


def _population(asked: Question) -> str | None:
    if asked.has("prisoner_of_war"):
        return "prisoner_of_war"
    if asked.has("foreigner"):
        return "foreign_national"
    if asked.has("convict"):
        return "pardoned_convict"
    return "political_prisoner" if asked.has("political_prisoner", "political") else None


def _outcome(asked: Question) -> str | None:
    if asked.has("refuse"):
        return "refused_to_leave"
    if asked.has("recaptured"):
        return "returned_to_custody"
    return None


def _action(asked: Question, kinds: tuple[Kind, ...]) -> Action | None:
    if kinds == ("sanctions_change",):
        return next((action for concept, action in LIFTING.items() if asked.has(concept)), None)
    if kinds == ("appointment",):
        if is_dismissal(asked):
            return "dismissed"
        return next((action for concept, action in OFFICE_ACTS.items() if asked.has(concept)), None)
    if kinds == ("arrest",):
        if asked.has("charge"):
            return "charged"
        return "sentenced" if asked.has("sentence") and not asked.has("arrest") else None
    return None


def _rank(asked: Question, kinds: tuple[Kind, ...], aggregate: Aggregate) -> str | None:
    if asked.has("first") and aggregate in ("latest", "who", "count", "list") and not is_passive_who(asked):
        return "first" if kinds and not (len(asked.persons) > 1 and aggregate == "list") else None
    if asked.has("largest") and aggregate in ("who", "count", "latest"):
        return "largest"
    if asked.has("latest") and aggregate in ("who", "count") and kinds != ("prisoner_count",):
        return "latest"
    return None
