"""Who holds which office on a day: certainly or possibly, acting, disputed, on the way in or out.

Who makes a holder is each office's `filled_by` (contracts, "Register"): `appointed` and
`took_office` do; `announced` does where `announced_by`, or the actor a claim reports as saying it,
is that actor or belongs to it; `selected`, `nominated` and `confirmed` do not, nor does anything
that is only planned, negotiated, alleged or denied. A holder goes by `left` or `dismissed`, or
when another holder begins; acting ones too. `effective` stands before `when`. The day of a change
belongs to what it brings: on it the new holder holds, and who left does not.

A day known only in part leaves its holder possible until it has certainly come. Nobody is carried
over by guess: an office nobody is recorded for is not vacant, it has `nobody_recorded`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, assert_never

from pydantic import BaseModel, ConfigDict

from timeline.claims import Modality
from timeline.dates import PartialDate, Truth
from timeline.facts import Appointment
from timeline.projections.chronology import Match
from timeline.texts import ActorId, Ref
from timeline.titles import modality

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from timeline.claims import Claim
    from timeline.entry import Entry
    from timeline.register import Register

Step = Literal["selected", "nominated", "confirmed", "announced", "appointed", "took_office", "left", "dismissed"]
OfficeState = Literal["held", "possibly_held", "vacant", "nobody_recorded"]
Effect = Literal["begins", "ends", "none"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Holder(_Frozen):
    """One person in an office, `since` when, and `how` (the change that made the holder).

    `match` says whether the day lies certainly in the time of office or possibly; `status` is
    `disputed` where a claim disputes it, and `disputed_by` names who does: the actor, else the
    publisher. `entries` are the refs this rests on, those that may have ended it included.
    """

    person: ActorId
    since: PartialDate
    acting: bool
    how: Step
    status: Literal["standing", "disputed"]
    match: Match
    disputed_by: tuple[str, ...] = ()
    entries: tuple[Ref, ...]


class OfficeStep(_Frozen):
    """One recorded change that has not made a holder, or has unmade one, and how its sources say it."""

    person: ActorId
    change: Step
    modality: Modality
    when: PartialDate
    entries: tuple[Ref, ...]


class OfficeOnDay(_Frozen):
    """One office on a day.

    `vacant`: its last recorded holder is recorded as gone, and no successor is. `pending` is what
    makes or unmakes no holder yet (nominated, confirmed, announced by others, a planned leaving),
    `ended` who is recorded as having left by that day, oldest first. Where a person was asked for,
    `state` is still the office's own.
    """

    office: ActorId
    state: OfficeState
    holders: tuple[Holder, ...] = ()
    pending: tuple[OfficeStep, ...] = ()
    ended: tuple[OfficeStep, ...] = ()


class Offices(_Frozen):
    """Offices on one day, by id, holders certain first."""

    on: date
    offices: tuple[OfficeOnDay, ...]


def offices_on(
    entries: Iterable[Entry],
    register: Register,
    on: date,
    *,
    office: str | None = None,
    person: str | None = None,
) -> Offices:
    """Who holds which office on a day, from entries as known at one time, in any order.

    `office` is the id of an office, or of a whole whose offices are meant; `person` keeps that
    person's alone. Without them: every office of which something is recorded by that day.
    """
    changes: dict[str, list[_Change]] = {}
    for entry in entries:
        if isinstance(entry.fact, Appointment) and entry.status in ("standing", "disputed"):
            fact = entry.fact
            if office is None or register.belongs(fact.office, office) or fact.office == office:
                changes.setdefault(fact.office, []).append(_change(entry, fact, register))
    found = [_on_day(each, sorted(steps, key=_order), on) for each, steps in sorted(changes.items())]
    if person is not None:
        found = [_of_person(each, person) for each in found]
    known = [each for each in found if each.holders or each.pending or each.ended]
    if not known and office is not None and office in register and register[office].type == "office":
        known = [OfficeOnDay(office=office, state="nobody_recorded")]
    return Offices(on=on, offices=tuple(known))


@dataclass(frozen=True, slots=True)
class _Change:
    """One appointment entry: on which days it may have had its effect, both included."""

    entry: Entry
    fact: Appointment
    effect: Effect
    said: Modality
    first: date
    last: date

    @property
    def day(self) -> PartialDate:
        return self.fact.effective or self.fact.when


def _change(entry: Entry, fact: Appointment, register: Register) -> _Change:
    said = modality(entry.claims)
    day = fact.effective or fact.when
    effect = _effect(fact, said, entry.claims, register)
    return _Change(entry, fact, effect, said, day.earliest or date.min, day.latest or date.max)


def _effect(fact: Appointment, said: Modality, claims: Sequence[Claim], register: Register) -> Effect:
    match fact.change:
        case "appointed" | "took_office":
            made = said == "occurred" or (said == "announced" and _filled(fact, claims, register))
            return "begins" if made else "none"
        case "announced":
            made = said in ("occurred", "announced") and _filled(fact, claims, register)
            return "begins" if made else "none"
        case "left" | "dismissed":
            return "ends" if said == "occurred" else "none"
        case "selected" | "nominated" | "confirmed":
            return "none"
        case unreachable:
            assert_never(unreachable)


def _filled(fact: Appointment, claims: Sequence[Claim], register: Register) -> bool:
    """Whether it was announced by who fills the office, or by someone who belongs to that."""
    if fact.office not in register:
        return False
    saying = {
        claim.asserted_by
        for claim in claims
        if claim.stance == "supports" and claim.scope == "entry" and claim.modality in ("occurred", "announced")
    }
    return any(
        actor is not None and register.belongs(actor, filler)
        for filler in register[fact.office].to("filled_by")
        for actor in (fact.announced_by, *saying)
    )


def _order(change: _Change) -> tuple[date, date, bool, int]:
    return change.last, change.first, change.effect == "begins", change.entry.number


def _on_day(office: str, steps: Sequence[_Change], on: date) -> OfficeOnDay:
    """One office, from its changes in order."""
    begun = [step for step in steps if step.effect == "begins" and step.first <= on]
    ends = [step for step in steps if step.effect == "ends" and step.first <= on]
    holders = []
    for person in dict.fromkeys(step.fact.person for step in begun):
        holder = _holder(person, begun, ends, on)
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
        ended=tuple(map(_told, ends)),
    )


def _told(step: _Change) -> OfficeStep:
    fact = step.fact
    return OfficeStep(
        person=fact.person, change=fact.change, modality=step.said, when=step.day, entries=(step.entry.ref,)
    )


def _holder(person: str, begun: Sequence[_Change], ends: Sequence[_Change], on: date) -> Holder | None:
    """The person as a holder that day, or None when whatever made one has certainly ended by then."""
    own = [step for step in begun if step.fact.person == person]
    enders = [step for step in begun if step.fact.person != person]
    enders += [step for step in ends if step.fact.person == person]
    standing = [
        step for step in own if not any(end.last <= on and _after(end, step, own) is Truth.YES for end in enders)
    ]
    if not standing:
        return None
    unsure = [end for end in enders if all(_after(end, step, own) is not Truth.NO for step in standing)]
    # A change between acting and full office begins anew; the same again (a further term) goes on.
    run = [step for step in standing if step.fact.acting == standing[-1].fact.acting]
    disputing = tuple(dict.fromkeys(name for step in run for name in _disputing(step.entry)))
    disputed = bool(disputing) or any(step.entry.status == "disputed" for step in run)
    return Holder(
        person=person,
        since=run[0].day,
        acting=run[0].fact.acting,
        how=run[0].fact.change,
        status="disputed" if disputed else "standing",
        match="certain" if not unsure and any(step.last <= on for step in standing) else "possible",
        disputed_by=disputing,
        entries=tuple(dict.fromkeys(step.entry.ref for step in (*run, *unsure))),
    )


def _after(end: _Change, start: _Change, own: Sequence[_Change]) -> Truth:
    """Whether what ends a time of office came after what began it. `own` are all beginnings of that person.

    Nobody leaves what was not begun: a leaving whose day could lie before the only beginning lies after it.
    """
    came = _later(end, start)
    if came is not Truth.YES and end.effect == "ends" and end.last >= start.first:
        began_before = any(_later(end, other) is Truth.YES for other in own)
        return came if began_before else Truth.YES
    return came


def _later(one: _Change, other: _Change) -> Truth:
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


def _follows(one: _Change, other: _Change) -> bool:
    return any(link.kind == "follows" and link.to == other.entry.ref for link in one.entry.links)


def _disputing(entry: Entry) -> Iterator[str]:
    """Who disputes the entry or who it is about: actors by id, else publishers."""
    for claim in entry.claims:
        against = (claim.stance == "disputes") != (claim.modality == "denied")  # to dispute a denial supports
        if against and claim.scope in ("entry", "person", "office", "change"):
            yield claim.asserted_by or claim.source.publisher


def _pending(steps: Sequence[_Change], holders: Container[str], on: date) -> Iterator[_Change]:
    """What had been said or done by that day without making or unmaking a holder, and is not overtaken."""
    done = [step for step in steps if step.effect != "none" and step.last <= on]
    for step in steps:
        plan = step.effect == "none"
        leaving = step.fact.change in ("left", "dismissed")
        if step.said == "denied" or not (plan or step.first > on) or leaving != (step.fact.person in holders):
            continue
        # A planned leaving is told of whoever holds the office; anything else once it was said.
        told = (plan and leaving) or (step.fact.when.earliest or date.min) <= on
        # Overtaken: somebody held the office afterwards, or the person has left it.
        after = [other for other in done if other.first >= step.first]
        if told and not any(other.effect == "begins" or other.fact.person == step.fact.person for other in after):
            yield step


def _of_person(office: OfficeOnDay, person: str) -> OfficeOnDay:
    """The office with what concerns one person alone."""
    return office.model_copy(
        update={
            "holders": tuple(holder for holder in office.holders if holder.person == person),
            "pending": tuple(step for step in office.pending if step.person == person),
            "ended": tuple(step for step in office.ended if step.person == person),
        }
    )
