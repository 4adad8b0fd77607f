"""The title of a fact, with how its sources say it where it has not occurred."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from timeline.claims import FIRMEST_FIRST, modality
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
from timeline.phrases import Names, capital
from timeline.titles.custody import arrest, person_status, prisoner_count, release
from timeline.titles.offices import appointment
from timeline.titles.sanctions import sanctions
from timeline.titles.talks import call, meeting, negotiation, statement
from timeline.wording import LATIN, Wording, wording
from timeline.wording.latin import latin

if TYPE_CHECKING:
    from timeline.claims import Modality
    from timeline.entry import Entry
    from timeline.facts import Fact
    from timeline.register import Register

_ANNOUNCED: frozenset[Modality] = frozenset({"announced"})


def entry_title(entry: Entry, register: Register, language: str = "en") -> str:
    """The title of an entry's fact, with how its sources say it ("Planned: …") where it has not occurred."""
    return render(entry.fact, register, language, modality=modality(entry.claims))


def render(fact: Fact, register: Register, language: str = "en", *, modality: Modality = "occurred") -> str:
    """One line that says what the typed fields say, in one of the languages of `wording`.

    An actor that the register does not know, and a private person, appear by their id.
    """
    w = wording(language)
    title = _rendered(fact, Names(register, w), happened=modality == "occurred")
    return title if modality in _told_by_itself(fact) else _as_said(title, modality, w)


def _as_said(title: str, modality: Modality, w: Wording) -> str:
    match modality:
        case "occurred":
            return title
        case "announced":
            # Translators: only announced, and not known to have happened.
            return w.say("Announced: {title}", title=title)
        case "planned":
            return w.say("Planned: {title}", title=title)
        case "negotiated":
            return w.say("Under negotiation: {title}", title=title)
        case "alleged":
            # Translators: somebody says so; it is not confirmed.
            return w.say("Alleged: {title}", title=title)
        case "denied":
            return w.say("Denied: {title}", title=title)
        case unreachable:
            assert_never(unreachable)


def _rendered(fact: Fact, names: Names, *, happened: bool) -> str:  # noqa: C901, PLR0911  (one line a kind)
    match fact:
        case Call():
            return call(fact, names)
        case Meeting():
            return meeting(fact, names)
        case Release():
            return capital(release(fact, names))
        case Arrest():
            return capital(arrest(fact, names))
        case PersonStatus():
            return person_status(fact, names)
        case PrisonerCount():
            return capital(prisoner_count(fact, names))
        case Appointment():
            return appointment(fact, names, happened=happened)
        case SanctionsChange():
            return sanctions(fact, names)
        case Negotiation():
            return negotiation(fact, names)
        case Statement():
            return statement(fact, names)
        case Incident():
            return capital(_incident(fact, names.wording))
        case unreachable:
            assert_never(unreachable)


def _incident(incident: Incident, w: Wording) -> str:
    """What happened, in the curator's words; a stored title of this language is better than foreign words."""
    if w.knows(incident.what):
        return w.recorded(incident.what)
    stored = incident.title.get(w.language)
    if stored is None and w.language == LATIN and "be" in incident.title:
        stored = latin(incident.title["be"])
    return stored or w.recorded(incident.what)


def _told_by_itself(fact: Fact) -> frozenset[Modality]:
    """Which ways of saying it the title holds already."""
    match fact:
        case Appointment():
            told = fact.change in ("selected", "nominated", "announced") or fact.announced_by is not None
            return _ANNOUNCED if told else frozenset()
        case SanctionsChange():
            return _ANNOUNCED if fact.action in ("proposed", "announced") else frozenset()
        case Negotiation():
            return frozenset({"negotiated"})
        case Statement():
            return frozenset(FIRMEST_FIRST)  # said it was; what was said is its speaker's
        case Call() | Meeting() | Release() | Arrest() | PersonStatus() | PrisonerCount() | Incident():
            return frozenset()
        case unreachable:
            assert_never(unreachable)
