"""How something stands on a day: a person, a target of sanctions, an office."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias, assert_never

from timeline.answers.answer import State
from timeline.answers.persons import offices_of
from timeline.dates import Truth

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from timeline.answers.matching import Matched
    from timeline.dates import Period
    from timeline.entry import Entry
    from timeline.projections.known import Known
    from timeline.projections.offices import OfficeOnDay
    from timeline.projections.people import Person, Standing
    from timeline.projections.sanctions import SanctionedTarget
    from timeline.query import Query
    from timeline.register import Register

YesNo: TypeAlias = Literal["yes", "no", "unknown"]

_FREE = frozenset({"freed", "deported"})
_STANDS = ("in_force", "licensed", "eased", "suspended", "renewal_not_recorded", "lifted", "delisted", "expired")
"""Sanctions states, the heaviest first."""
_DONE_BY = {
    "imposed": ("in_force", "licensed", "eased"),
    "tightened": ("in_force",),
    "extended": ("in_force",),
    "licensed": ("licensed",),
    "eased": ("eased", "licensed"),
    "suspended": ("suspended",),
    "lifted": ("lifted", "delisted"),
    "delisted": ("delisted", "lifted"),
    "expired": ("expired",),
}
"""The states in which an act has been done and still holds."""


_NO_AUTHORITIES = ("person", "company", "sector", "asset")


class Stands(NamedTuple):
    """A state, the entries that it rests on, and what it was read from."""

    state: State
    entries: tuple[Entry, ...]
    people: tuple[Person, ...] = ()
    offices: tuple[OfficeOnDay, ...] = ()
    rows: tuple[SanctionedTarget, ...] = ()


def person_state(known: Known, query: Query, on: date) -> Stands | None:
    """What became of the persons asked for; yes and no where it is asked whether they were released."""
    people = [known.person(who, on) for who in query.actors]
    people = [person for person in people if any(_by(step.on.earliest, on) for step in person.steps)]
    if not people:
        return None
    standing = people[0].standing
    answer = None
    if "release" in query.kinds:
        answer = _released(standing, query.period)
    refs = [step.entry for person in people for step in person.steps if _by(step.on.earliest, on)]
    return Stands(
        State(answer=answer, status=standing.status, ref=standing.entry),
        tuple(known.some(reversed(refs)).values()),
        people=tuple(people),
    )


def _by(day: date | None, on: date) -> bool:
    return day is None or day <= on


def _released(standing: Standing, period: Period | None) -> YesNo:
    """Whether somebody was released, by a day or in a period: who was free before it was not released in it."""
    if standing.status in (None, "unknown", "whereabouts_unknown", "died") or not standing.certain:
        return "unknown"
    if standing.status not in _FREE:
        return "no"
    match standing.since.within(period) if period and standing.since else Truth.YES:
        case Truth.YES:
            return "yes"
        case Truth.NO:
            return "no"
        case Truth.MAYBE:
            return "unknown"
        case unreachable:
            assert_never(unreachable)


def sanctions_state(known: Known, query: Query, on: date) -> Stands | None:
    """How the targets asked for stand under the authorities asked for."""
    rows = [row for row in _rows(known, query, on) if _concerns(row, query, known.register)]
    if not rows:
        return None
    decisive = _decisive(rows, query.filters.action)
    layer = decisive.layers[0]
    refs = dict.fromkeys(ref for row in rows for layer in row.layers for ref in layer.entries)
    return Stands(
        State(answer=_sanctioned(rows, query.filters.action), status=decisive.state, ref=layer.entries[-1]),
        tuple(known.some(refs).values()),
        rows=tuple(rows),
    )


def _rows(known: Known, query: Query, on: date) -> Sequence[SanctionedTarget]:
    """What stands for any of the actors as a target, which is little; only an authority alone needs all there is."""
    for actor in query.actors:
        rows = known.sanctions(on, target=actor).targets
        if rows:
            return rows
    if any(known.register[actor].type in _NO_AUTHORITIES for actor in query.actors if actor in known.register):
        return ()
    return known.sanctions(on).targets


def _concerns(row: SanctionedTarget, query: Query, register: Register) -> bool:
    """Whether all that was asked for is its authority, its programme or its target, or what those belong to."""
    return all(
        any(register.belongs(one, actor) for one in (row.authority, row.target, row.programme) if one is not None)
        for actor in query.actors
    )


def _decisive(rows: Sequence[SanctionedTarget], action: str | None) -> SanctionedTarget:
    done = _DONE_BY.get(action or "", ())
    matching = [row for row in rows if row.state in done]
    return min(matching or rows, key=lambda row: _STANDS.index(row.state))


def _sanctioned(rows: Sequence[SanctionedTarget], action: str | None) -> YesNo:
    """Whether it stands as the act asked for would leave it; without one, whether anything is in force."""
    done = _DONE_BY.get(action or "", ("in_force", "licensed", "eased"))
    hit = [row for row in rows if row.state in done]
    if any(row.match == "certain" for row in hit):
        return "yes"
    if hit or any(row.match == "possible" or row.state == "renewal_not_recorded" for row in rows):
        return "unknown"
    return "no"


def done(found: Sequence[Matched]) -> Stands | None:
    """That something was done: yes, where it certainly was; nothing where no entry tells it."""
    if not found:
        return None
    certain = [one.entry for one in found if one.match == "certain"]
    ref = (certain or [found[0].entry])[0].ref
    return Stands(
        State(answer="yes" if certain else "unknown", status=None, ref=ref), tuple(one.entry for one in found)
    )


def office_state(known: Known, query: Query, on: date) -> Stands | None:
    """Whether the persons asked for hold an office that fits."""
    people = [one for one in query.actors if one in known.register and known.register[one].type == "person"]
    offices = [each for each in offices_of(known, query, on) if each.holders or each.pending or each.ended]
    if not offices:
        return None
    held = [holder for office in offices for holder in office.holders if not people or holder.person in people]
    refs = [ref for holder in held for ref in holder.entries]
    refs += [ref for office in offices for step in (*office.pending, *office.ended) for ref in step.entries]
    answer: YesNo = "no"
    if held:
        answer = "yes" if held[0].match == "certain" else "unknown"
    status = ("acting" if held[0].acting else "held") if held else offices[0].state
    entries = known.some(dict.fromkeys(refs))
    return Stands(
        State(answer=answer, status=status, ref=refs[0] if refs else None),
        tuple(entries.values()),
        offices=tuple(offices),
    )
