"""One of several: the latest, the first, the next, the largest."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from timeline.answers.matching import matched, newest
from timeline.claims import modality
from timeline.dates import PartialDate
from timeline.facts import Arrest, Incident, Negotiation, PrisonerCount, Release, SanctionsChange

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.answers.matching import Matched
    from timeline.entry import Entry
    from timeline.projections.known import Known
    from timeline.query import Query


class Coming(NamedTuple):
    """What is dated ahead: an announced plan, or the day on which something runs out."""

    entry: Entry
    on: PartialDate
    what: str


def ranked(found: Sequence[Matched], rank: str | None) -> list[Matched]:
    """Those that match, with the one that was asked for alone where a rank was given."""
    if not found or rank is None:
        return list(found)
    match rank:
        case "largest":
            return largest(found)
        case "first":
            return [min(found, key=newest)]
        case _:
            return [max(found, key=newest)]


def largest(found: Sequence[Matched]) -> list[Matched]:
    """The one with most people; several where bounds leave it open which it is."""
    sized = [(one, _people(one.entry)) for one in found]
    known = [(one, lower, upper) for one, (lower, upper) in sized if lower]
    if not known:
        return []
    best = max(known, key=lambda each: (each[1], newest(each[0])))
    rivals = [one for one, _, upper in known if one is not best[0] and (upper is None or upper > best[1])]
    return [best[0], *rivals]


def _people(entry: Entry) -> tuple[int, int | None]:
    match entry.fact:
        case Release(people=people) | Arrest(people=people) | PrisonerCount(count=people):
            return people.lower or 0, people.upper
        case _:
            return 0, 0


def coming(known: Known, query: Query, today: date) -> list[Coming]:
    """Announced plans and dated expiries from today on, soonest first."""
    found: list[Coming] = []
    for entry, _ in matched(known, query, None):
        fact = entry.fact
        latest = fact.when.latest
        said = modality(entry.claims)
        if (
            (latest is None or latest >= today)
            and said in ("planned", "announced")
            and not isinstance(fact, Negotiation)
        ):
            found.append(Coming(entry, fact.when, said))
        end = _end(entry)
        made = (fact.when.earliest or date.min) <= today  # a later act has no end yet
        if made and end is not None and (end.latest or date.max) >= today:
            found.append(Coming(entry, end, "runs_out"))
    return sorted(found, key=lambda one: (one.on.earliest or date.min, one.entry.number))


def _end(entry: Entry) -> PartialDate | None:
    match entry.fact:
        case SanctionsChange(effective=effective) if effective is not None:
            return effective.end
        case Incident(until=until):
            return until
        case _:
            return None
