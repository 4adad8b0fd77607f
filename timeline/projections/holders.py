"""Who holds one office on a day, from its changes, newest first: no more of them are looked at than can matter.

What lies before the last two certain beginnings, by two different people, has been ended by one
of them at least, and plays no part: so an answer costs the same however long a history is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, TypeAlias, assert_never

from pydantic import BaseModel, ConfigDict

from timeline.claims import Modality, firmest
from timeline.dates import PartialDate, Truth
from timeline.projections.chronology import Match
from timeline.projections.gists import Change, StepGist
from timeline.texts import ActorId, Ref

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from timeline.register import Register

OfficeState = Literal["held", "possibly_held", "vacant", "nobody_recorded"]
Effect = Literal["begins", "ends", "none"]
Order: TypeAlias = tuple[date, date, int]


class Frozen(BaseModel):
    """An answer, or a part of one: it does not change."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Holder(Frozen):
    """One person in an office, `since` when, and `how` (the change that made the holder).

    `match` says whether the day lies certainly in the time of office or possibly; `status` is
    `disputed` where a claim disputes it, and `disputed_by` names who does: the actor, else the
    publisher. `entries` are the refs this rests on, those that may have ended it included.
    """

    person: ActorId
    since: PartialDate
    acting: bool
    how: Change
    status: Literal["standing", "disputed"]
    match: Match
    disputed_by: tuple[str, ...] = ()
    entries: tuple[Ref, ...]


class OfficeStep(Frozen):
    """One recorded change that has not made a holder, or has unmade one, and how its sources say it."""

    person: ActorId
    change: Change
    modality: Modality
    when: PartialDate
    entries: tuple[Ref, ...]


class OfficeOnDay(Frozen):
    """One office on a day.

    `vacant`: its last recorded holder is recorded as gone, and no successor is. `pending` is what
    makes or unmakes no holder yet (nominated, confirmed, announced by others, a planned leaving),
    `ended` who is recorded as having left by that day, oldest first, since the last recorded
    holder's predecessor began: who left before that is found by asking for that person. Where a
    person was asked for, `state` is still the office's own, and `ended` tells of every leaving.
    """

    office: ActorId
    state: OfficeState
    holders: tuple[Holder, ...] = ()
    pending: tuple[OfficeStep, ...] = ()
    ended: tuple[OfficeStep, ...] = ()


@dataclass(frozen=True, slots=True)
class _Step:
    """One change: on which days it may have had its effect, both included."""

    gist: StepGist
    effect: Effect
    said: Modality
    first: date
    last: date


def office_on_day(
    office: ActorId,
    newest_first: Iterable[StepGist],
    register: Register,
    on: date,
    left: Iterable[StepGist] | None = None,
) -> OfficeOnDay:
    """One office on a day, from those of its changes that may have had effect, or been told, by then.

    `left` are the changes whose leavings are told, however long ago, in place of the last ones.
    """
    floor, steps = _mattering((_step(gist, register) for gist in newest_first), on)
    begun = [step for step in steps if step.effect == "begins" and step.first <= on]
    ends = [step for step in steps if step.effect == "ends" and step.first <= on]
    told = [step for step in ends if step.last >= floor]
    if left is not None:
        told = sorted((_step(gist, register) for gist in left), key=_order)
        told = [step for step in told if step.effect == "ends" and step.first <= on]
    holders = []
    for person in dict.fromkeys(step.gist.person for step in begun):
        holder = _holder(person, begun, ends, on, floor)
        if holder is not None:
            holders.append(holder)
    holders.sort(key=lambda holder: (holder.match != "certain", holder.since.latest or date.max, holder.person))
    if holders:
        state: OfficeState = "held" if holders[0].match == "certain" else "possibly_held"
    else:
        state = "vacant" if any(step.last <= on for step in begun) else "nobody_recorded"
    return OfficeOnDay(
        office=office,
        state=state,
        holders=tuple(holders),
        pending=tuple(map(_told, _pending(steps, {holder.person for holder in holders}, on))),
        ended=tuple(map(_told, told)),
    )


def _mattering(newest_first: Iterable[_Step], on: date) -> tuple[date, list[_Step]]:
    """The changes that can matter that day, in order, and the day before which no beginning can stand.

    That day is the first of the last two certain beginnings by different people: each ends what
    anybody else began before it. A change before it matters only where its day may reach into that
    of one that is known in part and may stand.
    """
    found: list[_Step] = []
    newest: _Step | None = None
    floor = reach = date.min
    for step in newest_first:
        if step.last < reach:
            break
        found.append(step)
        if floor > date.min:
            if step.last >= floor and step.effect != "none" and step.first <= on:
                reach = min(reach, step.first)
        elif step.effect == "begins" and step.last <= on:
            if newest is None:
                newest = step
            elif step.gist.person != newest.gist.person:
                floor = min(newest.first, step.first)
                reach = min(other.first for other in found if other.effect != "none" and other.first <= on)
    return floor, sorted(found, key=_order)


def _step(gist: StepGist, register: Register) -> _Step:
    said = firmest(gist.said)
    return _Step(gist, _effect(gist, said, register), said, gist.first, gist.last)


def _effect(gist: StepGist, said: Modality, register: Register) -> Effect:
    match gist.change:
        case "appointed" | "took_office":
            made = said == "occurred" or (said == "announced" and _filled(gist, register))
            return "begins" if made else "none"
        case "announced":
            made = said in ("occurred", "announced") and _filled(gist, register)
            return "begins" if made else "none"
        case "left" | "dismissed":
            return "ends" if said == "occurred" else "none"
        case "selected" | "nominated" | "confirmed":
            return "none"
        case unreachable:
            assert_never(unreachable)


def _filled(gist: StepGist, register: Register) -> bool:
    """Whether it was announced by who fills the office, or by someone who belongs to that."""
    if gist.office not in register:
        return False
    return any(
        actor is not None and register.belongs(actor, filler)
        for filler in register[gist.office].to("filled_by")
        for actor in (gist.announced_by, *gist.saying)
    )


def _order(step: _Step) -> tuple[date, date, bool, int]:
    return step.last, step.first, step.effect == "begins", step.gist.number


def _told(step: _Step) -> OfficeStep:
    gist = step.gist
    return OfficeStep(person=gist.person, change=gist.change, modality=step.said, when=gist.day, entries=(gist.ref,))


def _holder(person: str, begun: Sequence[_Step], ends: Sequence[_Step], on: date, floor: date) -> Holder | None:
    """The person as a holder that day, or None when whatever made one has certainly ended by then."""
    own = [step for step in begun if step.gist.person == person and step.last >= floor]
    enders = [step for step in begun if step.gist.person != person]
    enders += [step for step in ends if step.gist.person == person]
    standing = [
        step for step in own if not any(end.last <= on and _after(end, step, own) is Truth.YES for end in enders)
    ]
    if not standing:
        return None
    unsure = [end for end in enders if all(_after(end, step, own) is not Truth.NO for step in standing)]
    # A change between acting and full office begins anew; the same again (a further term) goes on.
    run = [step for step in standing if step.gist.acting == standing[-1].gist.acting]
    disputing = tuple(dict.fromkeys(name for step in run for name in step.gist.against))
    disputed = bool(disputing) or any(step.gist.status == "disputed" for step in run)
    return Holder(
        person=person,
        since=run[0].gist.day,
        acting=run[0].gist.acting,
        how=run[0].gist.change,
        status="disputed" if disputed else "standing",
        match="certain" if not unsure and any(step.last <= on for step in standing) else "possible",
        disputed_by=disputing,
        entries=tuple(dict.fromkeys(step.gist.ref for step in (*run, *unsure))),
    )


def _after(end: _Step, start: _Step, own: Sequence[_Step]) -> Truth:
    """Whether what ends a time of office came after what began it. `own` are that person's beginnings that may stand.

    Nobody leaves what was not begun: a leaving whose day could lie before the only beginning lies after it.
    """
    came = _later(end, start)
    if came is not Truth.YES and end.effect == "ends" and end.last >= start.first:
        began_before = any(_later(end, other) is Truth.YES for other in own)
        return came if began_before else Truth.YES
    return came


def _later(one: _Step, other: _Step) -> Truth:
    """Whether one change came after another.

    Where the days leave it open a tie decides; on one and the same day, leaving comes before
    beginning, and then what was recorded first.
    """
    if one.first > other.last:
        return Truth.YES
    if one.last < other.first:
        return Truth.NO
    if _follows(one, other) != _follows(other, one):
        return Truth.YES if _follows(one, other) else Truth.NO
    if one.first == one.last == other.first == other.last:
        return Truth.YES if _order(one) > _order(other) else Truth.NO
    return Truth.MAYBE


def _follows(one: _Step, other: _Step) -> bool:
    return other.gist.ref in one.gist.follows


def _pending(steps: Sequence[_Step], holders: Container[str], on: date) -> Iterator[_Step]:
    """What had been said or done by that day without making or unmaking a holder, and is not overtaken."""
    done = [step for step in steps if step.effect != "none" and step.last <= on]
    for step in steps:
        plan = step.effect == "none"
        leaving = step.gist.change in ("left", "dismissed")
        if step.said == "denied" or not (plan or step.first > on) or leaving != (step.gist.person in holders):
            continue
        # A planned leaving is told of whoever holds the office; anything else once it was said.
        told = (plan and leaving) or (step.gist.when.earliest or date.min) <= on
        # Overtaken: somebody held the office afterwards, or the person has left it.
        after = [other for other in done if other.first >= step.first]
        if told and not any(other.effect == "begins" or other.gist.person == step.gist.person for other in after):
            yield step
