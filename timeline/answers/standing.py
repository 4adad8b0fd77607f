"""Who somebody is and how something stands, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.answers.labels import name, office_change, person_status, sanctions_state
from timeline.answers.totals import OLD

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from timeline.answers.answer import Persons, State
    from timeline.answers.found import Found
    from timeline.projections.known import Known
    from timeline.projections.offices import Holder, OfficeOnDay
    from timeline.projections.people import Person
    from timeline.projections.sanctions import SanctionedTarget
    from timeline.wording import Wording

_ROWS = 12


def persons(found: Found, value: Persons, known: Known, w: Wording) -> Iterator[str]:
    """Who it is."""
    if found.offices:
        for office in found.offices:
            yield from offices(office, known, w)
        return
    for one in value.persons:
        yield name(one.id, known.register, w)


def offices(office: OfficeOnDay, known: Known, w: Wording) -> Iterator[str]:
    """Who holds an office, or that nobody is recorded."""
    title = name(office.office, known.register, w)
    for holder in office.holders:
        yield w.say("{office}: {person}", office=title, person=_holder(holder, known, w))
    if not office.holders:
        if office.state == "vacant":
            yield w.say("{office}: vacant, as far as recorded here", office=title)
        else:
            yield w.say("{office}: nobody is recorded", office=title)
    for step in office.pending:
        told = {
            "person": name(step.person, known.register, w),
            "change": office_change(step.change, w),
            "day": w.day(step.when),
        }
        if step.change in ("left", "dismissed"):
            yield w.say("{person}: {change}, {day} – planned", **told)
        else:
            yield w.say("{person}: {change}, {day} – not in office by that alone", **told)


def _holder(holder: Holder, known: Known, w: Wording) -> str:
    text = w.say("{person}, {since}", person=name(holder.person, known.register, w), since=w.since(holder.since))
    marks = [office_change(holder.how, w)]
    if holder.acting:
        marks.append(w.say("acting"))
    if holder.match == "possible":
        marks.append(w.say("possibly"))
    if holder.status == "disputed":
        marks.append(w.say("disputed"))
    return f"{text} ({', '.join(marks)})"


def state(found: Found, value: State, known: Known, w: Wording) -> Iterator[str]:
    """Yes, no, or not known; then how it stands. Of sanctions only where it was asked whether an act was done."""
    match value.answer if not found.rows or found.query.filters.action else None:
        case "yes":
            yield w.say("Yes.")
        case "no":
            yield w.say("Not as far as is recorded here.")
        case "unknown":
            yield w.say("Not known from what is recorded here.")
        case None:
            pass
    for person in found.people:
        yield from _person(person, known, w)
        if value.answer != "yes" and found.query.period is None:
            yield from _age(person, found.query.as_of or found.today, w)
    for row in found.rows[:_ROWS]:
        yield _row(row, known, w)
    if len(found.rows) > _ROWS:
        yield w.count("… and {n} more", "… and {n} more", len(found.rows) - _ROWS)
    for office in found.offices:
        yield from offices(office, known, w)


def _person(person: Person, known: Known, w: Wording) -> Iterator[str]:
    who, stands = name(person.person, known.register, w), person.standing
    if stands.status is None:
        yield w.say("{person}: not told", person=who)
        return
    status = person_status(stands.status, w)
    if stands.since is not None:
        yield w.say("{person}: {status} ({day})", person=who, status=status, day=w.day(stands.since))
    else:
        yield w.say("{person}: {status}", person=who, status=status)
    if not stands.certain:
        yield w.say("This is not certain.")


def _age(person: Person, on: date, w: Wording) -> Iterator[str]:
    """How old the newest thing told of somebody is, where it is old: much may have happened since."""
    newest = max((step.on.latest for step in person.steps if step.on.latest and step.on.latest <= on), default=None)
    if newest is not None and (on - newest).days > OLD:
        yield w.count(
            "The newest record of this is {n} day old.",
            "The newest record of this is {n} days old.",
            (on - newest).days,
        )


def _row(row: SanctionedTarget, known: Known, w: Wording) -> str:
    layer = row.layers[0]
    text = w.say(
        "{target} – {authority}: {state}, {since}",
        target=name(row.target, known.register, w),
        authority=name(row.authority, known.register, w),
        state=sanctions_state(row.state, w),
        since=w.since(layer.since),
    )
    if layer.until is not None:
        text = w.say("{text}, {until}", text=text, until=w.until(layer.until))
    if row.match == "possible":
        text = w.say("{text} – possibly otherwise", text=text)
    return text


def state_notes(found: Found, w: Wording) -> Iterator[str]:
    """As of when it is said, and which entries may have changed it."""
    if found.query.as_of is not None:
        yield w.say("As of {day}.", day=w.day(found.query.as_of))
    if found.people:
        yield w.say("What is recorded here is not everything that happened.")
    for person in found.people:
        if person.standing.disputed:
            yield w.say("Disputed or not confirmed: {entries}", entries=w.join(list(person.standing.disputed)))
