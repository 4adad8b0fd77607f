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

from datetime import date
from typing import TYPE_CHECKING, Protocol

from timeline.projections.gists import StepGist, gist_of
from timeline.projections.holders import Frozen, Holder, OfficeOnDay, OfficeState, OfficeStep, office_on_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from timeline.entry import Entry
    from timeline.register import Register
    from timeline.texts import ActorId

__all__ = ["Holder", "OfficeOnDay", "OfficeState", "OfficeStep", "Offices", "Steps", "offices_of", "offices_on"]

_FEW = 64
"""Possible offices that are looked up one by one; of more, those of which anything is recorded."""


class Offices(Frozen):
    """Offices on one day, by id, holders certain first."""

    on: date
    offices: tuple[OfficeOnDay, ...]


class Steps(Protocol):
    """Where changes in offices are looked up, as known at one time: never any that was taken back."""

    def offices(self) -> Iterable[ActorId]:
        """Every office of which anything is recorded."""

    def of(self, office: ActorId, day: date) -> Iterator[StepGist]:
        """The changes of an office that may have had effect, or may be told, by a day; newest first."""

    def of_person(self, person: ActorId) -> Iterable[StepGist]:
        """All changes that are about a person, in any order."""


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
    return offices_of(ListedSteps(entries), register, on, office=office, person=person)


def offices_of(
    steps: Steps, register: Register, on: date, *, office: str | None = None, person: str | None = None
) -> Offices:
    """The same from wherever changes are looked up: of those asked for alone."""
    own: dict[str, list[StepGist]] | None = None
    if person is not None:
        own = {}
        for gist in steps.of_person(person):
            own.setdefault(gist.office, []).append(gist)
    known = []
    for each in _asked(steps, register, office, own):
        found = office_on_day(each, steps.of(each, on), register, on, None if own is None else own[each])
        if person is not None:
            found = _of_person(found, person)
        if found.holders or found.pending or found.ended:
            known.append(found)
    if not known and office is not None and office in register and register[office].type == "office":
        known = [OfficeOnDay(office=office, state="nobody_recorded")]
    return Offices(on=on, offices=tuple(known))


def _asked(steps: Steps, register: Register, office: str | None, own: Iterable[str] | None) -> list[str]:
    """The offices asked for, in order: of a person, those in which anything is recorded of that person."""
    if office is None:
        return sorted(steps.offices() if own is None else own)
    below = register.below(office) | {office}
    if own is not None:
        return sorted(below.intersection(own))
    return sorted(below if len(below) <= _FEW else below.intersection(steps.offices()))


def _of_person(office: OfficeOnDay, person: str) -> OfficeOnDay:
    """The office with what concerns one person alone."""
    return office.model_copy(
        update={
            "holders": tuple(holder for holder in office.holders if holder.person == person),
            "pending": tuple(step for step in office.pending if step.person == person),
        }
    )


class ListedSteps:
    """Changes looked up among entries that are all at hand: slow for many, and what the rows are held against."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._of: dict[ActorId, list[StepGist]] = {}
        for entry in entries:
            gist = gist_of(entry)
            if isinstance(gist, StepGist) and not gist.gone:
                self._of.setdefault(gist.office, []).append(gist)

    def offices(self) -> Iterable[ActorId]:
        """Every office of which anything is recorded."""
        return self._of

    def of(self, office: ActorId, day: date) -> Iterator[StepGist]:
        """The changes of an office that may have had effect, or may be told, by a day; newest first."""
        found = [gist for gist in self._of.get(office, ()) if min(gist.first, gist.told) <= day]
        return iter(sorted(found, key=lambda gist: gist.order, reverse=True))

    def of_person(self, person: ActorId) -> Iterable[StepGist]:
        """All changes that are about a person, in any order."""
        return [gist for steps in self._of.values() for gist in steps if gist.person == person]
