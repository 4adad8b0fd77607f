"""What an entry is found by: the words of its fact, and marks for its kind, actors, places, nationalities, months.

Words and marks stand in one full-text index, so that any filters together are one question. A
mark begins with a sign that no word can hold. Actors' names are not in it: a word that is asked
for becomes the marks of the actors it may mean, so that new names find old entries at once.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple, assert_never

from timeline.facts import (
    Appointment,
    Arrest,
    Call,
    Incident,
    Meeting,
    Negotiation,
    PersonStatus,
    PrisonerCount,
    Release,
    SanctionsChange,
    Statement,
)
from timeline.projections.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from timeline.dates import PartialDate
    from timeline.facts import Fact

KIND = "¤"
"""Of this kind."""
NAMES = "¶"
"""Names this actor itself."""
ABOUT = "§"
"""Names this actor or what belongs to it; with a kind behind it, in an entry of that kind."""
PLACE = "©"
"""Happened or led there, or to what belongs to it."""
NATIONALITY = "®"
"""Holds, or is said not to hold, such citizens."""
ANY_NATIONALITY = f"{NATIONALITY}any"
"""May hold citizens that its breakdown does not name."""
MONTH = "±"
"""Touches this month, and is no single day."""
LONG = f"{MONTH}long"
"""Has no end, or touches more months than are marked one by one."""
BEGINLESS = f"{MONTH}beginless"
"""Has no beginning: it lies before its last day, however far."""

MOST_MONTHS = 60


class Face(NamedTuple):
    """What of an entry the filters see.

    `day` is where it stands in the order, `latest` its last possible day (both ordinals), `text`
    all that it is found by, `words` what of it is words.
    """

    day: int
    latest: int
    words: set[str]
    text: str
    spread: bool
    beginless: bool


class Ties:
    """Marks for an actor and all that it belongs to, ready to be joined."""

    def __init__(self, above: Mapping[str, frozenset[str]]) -> None:
        self.above = above
        self._about: dict[tuple[str, str], str] = {}
        self._place: dict[str, str] = {}

    def about(self, actor: str, kind: str) -> str:
        """The marks of an actor that an entry of this kind names."""
        found = self._about.get((actor, kind))
        if found is None:
            wholes = sorted(self.above.get(actor, (actor,)))
            marks = [f"{NAMES}{actor}", *(f"{ABOUT}{whole} {ABOUT}{whole}{KIND}{kind}" for whole in wholes)]
            found = self._about[actor, kind] = " ".join(marks)
        return found

    def place(self, place: str) -> str:
        """The marks of a place."""
        found = self._place.get(place)
        if found is None:
            found = self._place[place] = " ".join(f"{PLACE}{whole}" for whole in sorted(self.above.get(place, ())))
        return found


def face(fact: Fact, ties: Ties) -> Face:
    """What of a fact the filters see, with the ties of the register as they are."""
    when, kind = fact.when, fact.kind
    earliest, latest = when.earliest, when.latest
    first = earliest or latest
    assert first is not None, "an interval has at least one end"
    found = set(words("\n".join(_texts(fact))))
    marks = [*found, KIND + kind]
    marks += [ties.about(actor, kind) for actor in {actor for _, actor in fact.mentions()}]
    if fact.place or kind == "release":
        marks += [ties.place(place) for place in set(places(fact))]
    if isinstance(fact, Release):
        marks += _nationalities(fact)
    spread = earliest != latest
    if spread:
        marks += _months(when)
    return Face(
        first.toordinal(),
        (latest or date.max).toordinal(),
        found,
        " ".join(marks),
        spread,
        earliest is None,
    )


def _texts(fact: Fact) -> Iterator[str]:
    yield from fact.title.values()
    yield from fact.summary.values()
    if fact.when_verbatim:
        yield fact.when_verbatim
    yield from own_words(fact)


def _months(when: PartialDate) -> Iterator[str]:
    earliest, latest = when.earliest, when.latest
    if earliest is None:
        yield BEGINLESS
    elif latest is None:
        yield LONG
    else:
        months = range(month(earliest), month(latest) + 1)
        yield from [LONG] if len(months) > MOST_MONTHS else [f"{MONTH}{number}" for number in months]


def month(day: date) -> int:
    """The number of a day's month, counted from year 0."""
    return day.year * 12 + day.month


def _nationalities(release: Release) -> Iterator[str]:
    for country in release.nationalities:
        yield NATIONALITY + country
    if has_more_nationalities(release):
        yield ANY_NATIONALITY


def has_more_nationalities(release: Release) -> bool:
    """Whether its breakdown leaves people over, of nationalities that are not said."""
    told = sum(quantity.lower or 0 for quantity in release.nationalities.values())
    return release.people.upper is None or told < release.people.upper


def places(fact: Fact) -> Iterator[str]:
    """Where it happened and where it led to."""
    if fact.place:
        yield fact.place
    if isinstance(fact, Release):
        yield from (destination.place for destination in fact.destinations)
        yield from (freed.destination for freed in fact.named if freed.destination)


def own_words(fact: Fact) -> Iterator[str]:
    """The free text of a fact's own fields."""
    yield fact.kind
    match fact:
        case Call() | Meeting():
            yield from fact.topics
        case Release() | PersonStatus() | Appointment():
            pass
        case Arrest():
            yield fact.charge or ""
        case PrisonerCount():
            yield fact.definition or ""
        case SanctionsChange():
            yield fact.measure or ""
            yield fact.legal_act or ""
        case Negotiation():
            yield from (*fact.sought, *fact.offered)
        case Statement():
            yield from (*fact.topics, fact.venue or "", fact.capacity or "", fact.quote.text if fact.quote else "")
        case Incident():
            yield fact.what
        case unreachable:
            assert_never(unreachable)
