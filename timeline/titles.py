"""Titles: one neutral line for a fact, rendered from its typed fields.

Words that differ stay different (safety.md, "Own voice"): released, pardoned and deported;
proposed, announced, licensed, eased, lifted and delisted; a number keeps its qualifier. What the
sources only announce, plan or allege is said as such. English for now.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, assert_never

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
from timeline.phrases import Names, amount, capital, joined, number_of, people_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timeline.claims import Claim, Modality
    from timeline.entry import Entry
    from timeline.facts import Fact, Outcome, Part, Population, Sentence
    from timeline.quantities import Quantity
    from timeline.register import Register

_PREFIXES: dict[Modality, str] = {
    "announced": "Announced",
    "planned": "Planned",
    "negotiated": "Under negotiation",
    "alleged": "Alleged",
    "denied": "Denied",
}
_COUNTED: dict[Population, str] = {
    "political_prisoner": "counted as political prisoners",
    "foreign_national": "foreign nationals",
    "pardoned_convict": "pardoned convicts",
    "prisoner_of_war": "prisoners of war",
}
_OUTCOMES: dict[Outcome, str] = {
    "refused_to_leave": "refused to leave",
    "returned_to_custody": "returned to custody",
}
_A_FEW_DAYS = timedelta(days=3)
_LONGEST_MEASURE = 80  # characters of a free-text measure that a title still takes in


def entry_title(entry: Entry, register: Register, language: str = "en") -> str:
    """The title of an entry's fact, with how its sources say it ("Planned: …") where it has not occurred."""
    return render(entry.fact, register, language, modality=modality(entry.claims))


def render(fact: Fact, register: Register, language: str = "en", *, modality: Modality = "occurred") -> str:
    """One line that says what the typed fields say; a stored title only where they give nothing.

    An actor that the register does not know, and a private person, appear by their id.
    """
    title = _rendered(fact, Names(register), happened=modality == "occurred")
    if not title:
        title = fact.title.get(language) or next(iter(fact.title.values()), fact.kind)
    prefix = _PREFIXES.get(modality)
    if prefix is None or modality in _told_by_itself(fact):
        return title
    return f"{prefix}: {title}"


def modality(claims: Iterable[Claim]) -> Modality:
    """How the supporting claims say it: `occurred` if any does, else the firmest of the rest."""
    said = {claim.modality for claim in claims if claim.stance == "supports" and claim.scope == "entry"}
    if not said or "occurred" in said:
        return "occurred"
    return next(word for word in _PREFIXES if word in said)


def _rendered(fact: Fact, names: Names, *, happened: bool) -> str:  # noqa: C901, PLR0911  (one line a kind)
    match fact:
        case Call():
            return _call(fact, names)
        case Meeting():
            return f"Meeting of {names.some(fact.participants)}{names.at(fact.place)}"
        case Release():
            return _release(fact, names)
        case Arrest():
            return _arrest(fact, names)
        case PersonStatus():
            return f"{names.one(fact.person)} {_STATUSES[fact.status]}{names.at(fact.place)}"
        case PrisonerCount():
            return _count(fact, names)
        case Appointment():
            return _appointment(fact, names, happened=happened)
        case SanctionsChange():
            return _sanctions(fact, names)
        case Negotiation():
            return _negotiation(fact, names)
        case Statement():
            return _statement(fact, names)
        case Incident():
            return capital(fact.what)
        case unreachable:
            assert_never(unreachable)


_STATUSES = {
    "detained": "detained",
    "imprisoned": "in prison",
    "hospitalised": "in hospital",
    "refused_to_leave": "refused to leave",
    "whereabouts_unknown": "out of contact, whereabouts unknown",
    "freed": "freed",
    "deported": "deported",
    "died": "died",
    "unknown": "in a situation that is not known",
}


def _call(call: Call, names: Names) -> str:
    if call.medium == "letter":
        others = [actor for actor in call.participants if actor != call.initiator]
        if call.initiator in call.participants:
            return f"Letter from {names.one(call.initiator)} to {names.some(others)}"
        return f"Letters between {names.some(call.participants)}"
    medium = {None: "Call", "phone": "Phone call", "telephone": "Phone call", "video": "Video call"}.get(
        call.medium, f"Call ({call.medium})"
    )
    return f"{medium} between {names.some(call.participants)}"


def _release(release: Release, names: Names) -> str:
    verb = {
        "pardon": "pardoned",
        "deportation": "deported",
        "end_of_sentence": "released at the end of the sentence",
        "parole": "released on parole",
    }.get(release.mode, "released")
    whose = release.mode not in ("end_of_sentence", "parole") and release.by
    by = f" by {names.some(release.by)}" if whose else ""
    who = people_of(release.people, [freed.person for freed in release.named], names)
    parts = [_part(part.people, release.people, _COUNTED[part.population]) for part in _told(release)]
    counted = f" ({', '.join(parts)})" if parts else ""
    return capital(f"{who} {verb}{by}{counted}{_otherwise(release)}")


def _told(release: Release) -> list[Part]:
    """The populations worth a word: what the verb says already, and what is not known, are left out.

    So is a lower bound of less than half ("at least 8" of 123): it tells how many were recognised by
    name, and would be read as how many there were.
    """
    half = (release.people.lower or 0) / 2
    silent = {"unspecified", "pardoned_convict"} if release.mode == "pardon" else {"unspecified"}
    return [
        part
        for part in release.populations
        if part.population not in silent
        and part.people.qualifier != "unknown"
        and (part.people.upper is not None or (part.people.lower or 0) >= half)
    ]


def _part(part: Quantity, whole: Quantity, noun: str) -> str:
    single = part.value == 1 and part.qualifier == "exactly"
    if whole.qualifier == "exactly" and part.interval == whole.interval:
        return _singular(noun) if single else f"{'both' if part.value == 2 else 'all'} {noun}"  # noqa: PLR2004
    number = str(part) if noun.startswith("counted") else amount(part)
    return f"{number} {_singular(noun).removeprefix('a ') if single else noun}"


def _singular(noun: str) -> str:
    return {
        "counted as political prisoners": "counted as a political prisoner",
        "foreign nationals": "a foreign national",
        "pardoned convicts": "a pardoned convict",
        "prisoners of war": "a prisoner of war",
    }[noun]


def _otherwise(release: Release) -> str:
    """Those named of whom a release did not make free people elsewhere."""
    said = ""
    for outcome, words in _OUTCOMES.items():
        number = sum(freed.outcome == outcome for freed in release.named)
        if number:
            said += f"; {f'{number} ' if release.people.value != 1 else ''}{words}"
    return said


def _arrest(arrest: Arrest, names: Names) -> str:
    who = people_of(arrest.people, [accused.person for accused in arrest.named], names)
    sentence = arrest.sentence
    if sentence is None and arrest.people.value == 1 and len(arrest.named) == 1:
        sentence = arrest.named[0].sentence
    term = _term(sentence) if sentence and arrest.measure == "sentenced" else ""
    return capital(f"{who} {arrest.measure}{term}{_over_time(arrest)}{names.at(arrest.place)}")


def _over_time(arrest: Arrest) -> str:
    """What keeps a count over a period from reading as one day's; a person is arrested on one day, known or not."""
    first, last = arrest.when.earliest, arrest.when.latest
    counted = not arrest.named and first is not None and last is not None and last - first > _A_FEW_DAYS
    return " in that time" if counted else ""


def _term(sentence: Sentence) -> str:
    parts = [
        f"{n} {word}{'' if n == 1 else 's'}" for n, word in ((sentence.years, "year"), (sentence.months, "month")) if n
    ]
    term = f" to {' and '.join(parts)}" if parts else ""
    return f"{term} in absentia" if sentence.in_absentia else term


def _count(count: PrisonerCount, names: Names) -> str:
    measure = {
        "held": "held for political reasons",
        "recognised": "recognised as political prisoners",
        "newly_recognised": "newly recognised as political prisoners",
        "pardoned": "pardoned",
        "left_custody": "left custody",
        "deported": "deported",
        "prosecuted": "prosecuted",
        "died_in_custody": "died in custody",
    }[count.measure]
    basis = {"stock": "at that date", "flow": "in that time", "cumulative": "in total by then"}[count.basis]
    counter = f"counted by {names.one(count.counted_by)}" if count.counted_by else "counter not named"
    return capital(f"{number_of(count.count)} {measure} {basis}, {counter}")


def _appointment(appointment: Appointment, names: Names, *, happened: bool) -> str:
    office = names.one(appointment.office)
    if appointment.acting:
        office = f"acting {office}"
    person = names.one(appointment.person)
    link = {
        "selected": "selected as",
        "nominated": "nominated as",
        "confirmed": "confirmed as",
        "announced": "announced as",
        "appointed": "appointed",
        "took_office": "took office as",
        "left": "left office as" if happened else "to leave office as",
        "dismissed": "dismissed as",
    }[appointment.change]
    by = f", announced by {names.one(appointment.announced_by)}" if appointment.announced_by else ""
    if appointment.change == "announced" and by:
        by = by.replace(", announced", "", 1)
    return f"{person} {link} {office}{by}"


def _sanctions(change: SanctionsChange, names: Names) -> str:
    if change.measure == "listing" and change.action == "imposed" and any(map(names.is_state, change.targets)):
        return _listing(change, names)
    authority, targets = names.one(change.authority), names.some(change.targets)
    text = {
        "proposed": f"{authority} proposed sanctions on {targets}",
        "announced": f"{authority} announced a sanctions measure on {targets}",
        "imposed": f"{authority} imposed sanctions on {targets}",
        "tightened": f"{authority} tightened sanctions on {targets}",
        "extended": f"{authority} extended sanctions on {targets}",
        "licensed": f"{authority} licensed dealings with {targets}",
        "eased": f"{authority} eased sanctions on {targets}",
        "suspended": f"{authority} suspended sanctions on {targets}",
        "lifted": f"{authority} lifted sanctions on {targets}",
        "delisted": f"{authority} removed {targets} from a sanctions list",
        "expired": f"Sanctions of {authority} on {targets} expired",
    }[change.action]
    measure = change.measure
    if change.action == "announced" and measure == "relief":
        return f"{authority} announced sanctions relief for {targets}"
    return f"{text}: {measure}" if measure and len(measure) <= _LONGEST_MEASURE else text


def _listing(change: SanctionsChange, names: Names) -> str:
    """A listing whose target is a state: it lists people and entities, never the state."""
    listed = change.listed
    counts = [(listed.people, "person"), (listed.entities, "entity"), (listed.assets, "asset")] if listed else []
    parts = [
        f"one {single}" if quantity.value == 1 and quantity.qualifier == "exactly" else number_of(quantity)
        for quantity, single in counts
        if quantity is not None and quantity.upper != 0
    ]
    known = [target for target in change.targets if not names.is_state(target)]
    whose = f", among them {names.some(known)}" if known else f" of {names.some(change.targets)}"
    return f"{names.one(change.authority)} listed {joined(parts) or 'people or entities'}{whose}"


def _negotiation(talks: Negotiation, names: Names) -> str:
    sought = f": {talks.sought[0]}" if talks.sought else f" on {number_of(talks.people)}" if talks.people else ""
    status = {"open": " (open)", "agreed": " (agreed)", "failed": " (failed)", "unknown": ""}[talks.status]
    return f"Talks between {names.some(talks.parties)}{sought}{status}"


def _statement(statement: Statement, names: Names) -> str:
    topic = f": {statement.topics[0]}" if statement.topics else ""
    about = f" on {names.some(statement.about)}" if statement.about and not topic else ""
    people = f" (speaks of {number_of(statement.people)})" if statement.people else ""
    return f"Statement by {names.one(statement.speaker)}{about}{topic}{people}"


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
            return frozenset(_PREFIXES)  # said it was; what was said is its speaker's
        case Call() | Meeting() | Release() | Arrest() | PersonStatus() | PrisonerCount() | Incident():
            return frozenset()
        case unreachable:
            assert_never(unreachable)


_ANNOUNCED: frozenset[Modality] = frozenset({"announced"})
