"""Titles of changes in who holds an office."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

if TYPE_CHECKING:
    from timeline.facts import Appointment
    from timeline.phrases import Names


def appointment(appointment: Appointment, names: Names, *, happened: bool) -> str:
    """Give "A appointed US special envoy, announced by B"."""
    w, by = names.wording, appointment.announced_by
    person, office = names.one(appointment.person), names.one(appointment.office)
    if appointment.acting:
        office = w.say("acting {office}", office=office)
    if appointment.change == "announced" and by:
        return w.say("{person} announced as {office} by {by}", person=person, office=office, by=names.one(by))
    title = _changed(appointment, names, person, office, happened=happened)
    return w.say("{title}, announced by {by}", title=title, by=names.one(by)) if by else title


def _changed(  # noqa: PLR0911  (one line a change)
    appointment: Appointment, names: Names, person: str, office: str, *, happened: bool
) -> str:
    w = names.wording
    match appointment.change:
        case "selected":
            return w.say("{person} selected as {office}", person=person, office=office)
        case "nominated":
            return w.say("{person} nominated as {office}", person=person, office=office)
        case "confirmed":
            return w.say("{person} confirmed as {office}", person=person, office=office)
        case "announced":
            return w.say("{person} announced as {office}", person=person, office=office)
        case "appointed":
            return w.say("{person} appointed {office}", person=person, office=office)
        case "took_office":
            return w.say("{person} took office as {office}", person=person, office=office)
        case "left" if happened:
            # Translators: the person left the office; it is not said whether by own will.
            return w.say("{person} left office as {office}", person=person, office=office)
        case "left":
            return w.say("{person} to leave office as {office}", person=person, office=office)
        case "dismissed":
            return w.say("{person} dismissed as {office}", person=person, office=office)
        case unreachable:
            assert_never(unreachable)
