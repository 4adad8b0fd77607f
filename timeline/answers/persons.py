"""Who: holders of an office on a day, mediators of releases, speakers, whoever took part."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, assert_never

from timeline.answers.answer import Persons, Whoever
from timeline.answers.matching import stands_for
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

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from timeline.answers.matching import Matched
    from timeline.entry import Entry
    from timeline.facts import Fact
    from timeline.projections.known import Known
    from timeline.projections.offices import OfficeOnDay
    from timeline.query import Query


class Who(NamedTuple):
    """Whoever it is, the entries that say so, and the offices where those were asked for, held or not."""

    persons: Persons
    entries: tuple[Entry, ...]
    offices: tuple[OfficeOnDay, ...] = ()


def holders(known: Known, query: Query, on: date) -> Who:
    """Who holds the offices that all of the query's actors fit: an office's own state, the one it is for, a person."""
    offices = offices_of(known, query, on)
    held = [(holder, office) for office in offices for holder in office.holders]
    persons = tuple(
        {holder.person: Whoever(id=holder.person, since=str(holder.since)) for holder, _ in reversed(held)}.values()
    )[::-1]
    entries = known.some(ref for holder, _ in held for ref in holder.entries)
    return Who(Persons(persons=persons), tuple(entries.values()), tuple(offices))


def offices_of(known: Known, query: Query, on: date) -> list[OfficeOnDay]:
    """The offices on a day that all of the query's actors fit, those of which nobody is recorded too."""
    register = known.register
    people = [actor for actor in query.actors if actor in register and register[actor].type == "person"]
    others = [actor for actor in query.actors if actor not in people]
    found = [
        office
        for office in _candidates(known, people, [query.office] if query.office else others, on)
        if all(office.office in register and stands_for(register, office.office, actor) for actor in others)
    ]
    if query.office is not None:
        return [each for each in found if each.office == query.office]
    return _for_belarus(known, found) if len(others) == 1 and others != ["belarus"] and not people else found


def _candidates(known: Known, people: Sequence[str], others: Sequence[str], on: date) -> Iterable[OfficeOnDay]:
    if people:
        return [each for person in people for each in known.offices(on, person=person).offices]
    exact = [actor for actor in others if actor in known.register and known.register[actor].type == "office"]
    if exact:
        return known.offices(on, office=exact[0]).offices
    return known.offices(on).offices


def _for_belarus(known: Known, offices: list[OfficeOnDay]) -> list[OfficeOnDay]:
    """A question that names one state means its office for Belarus, where it has one."""
    register = known.register
    for_belarus = [each for each in offices if "belarus" in register[each.office].to("for")]
    return for_belarus or offices


def told_by(found: Sequence[Matched], query: Query, known: Known) -> Who:
    """Whom the matching entries name in the part that was asked for, oldest entry first."""
    persons: dict[str, Whoever] = {}
    entries = []
    for one in reversed(found):
        named = list(_doers(one.entry.fact, query, known))
        if named:
            entries.append(one.entry)
        for actor in named:
            persons.setdefault(actor, Whoever(id=actor, since=None))
    return Who(Persons(persons=tuple(persons.values())), tuple(entries))


def _doers(fact: Fact, query: Query, known: Known) -> Iterator[str]:
    asked = set(query.actors)
    match fact:
        case Release():
            yield from fact.mediators
        case Statement():
            yield fact.speaker
        case Call() | Meeting():
            yield from (actor for actor in fact.participants if not _is(actor, asked, known))
        case Negotiation():
            yield from (actor for actor in fact.parties if not _is(actor, asked, known))
        case Arrest():
            yield from (accused.person for accused in fact.named)
        case Appointment() | PersonStatus():
            yield fact.person
        case SanctionsChange():
            yield fact.authority
        case PrisonerCount():
            yield from (fact.counted_by,) if fact.counted_by else ()
        case Incident():
            yield from (actor for actor in fact.actors if not _is(actor, asked, known))
        case unreachable:
            assert_never(unreachable)


def _is(actor: str, asked: set[str], known: Known) -> bool:
    return any(known.register.belongs(actor, one) for one in asked)
