"""Titles of what happens to prisoners: releases, arrests and sentences, where a person stands, figures."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, assert_never

from timeline.phrases import people_of
from timeline.titles.groups import group

if TYPE_CHECKING:
    from timeline.facts import Arrest, Part, PersonStatus, PrisonerCount, Release, Sentence
    from timeline.phrases import Names
    from timeline.wording import Wording

_A_FEW_DAYS = timedelta(days=3)


def release(release: Release, names: Names) -> str:
    """Give "52 people pardoned by A (14 foreign nationals); 1 refused to leave"."""
    w = names.wording
    parts = [group(part, release.people, w) for part in _told(release)]
    groups = f" ({', '.join(parts)})" if parts else ""
    return "; ".join([_let_go(release, groups, names), *_otherwise(release, w)])


def _let_go(release: Release, groups: str, names: Names) -> str:  # noqa: PLR0911  (one line a way)
    """Who was let go, how, and by whom; nobody is said to end a sentence that ends by itself."""
    w, by = names.wording, names.some(release.by)
    people = people_of(release.people, [freed.person for freed in release.named], names)
    match release.mode:
        case "end_of_sentence":
            return w.say("{people} released at the end of the sentence{groups}", people=people, groups=groups)
        case "parole":
            return w.say("{people} released on parole{groups}", people=people, groups=groups)
        case "pardon" if by:
            # Translators: a pardon is a legal form and no confession; {by} signed it. Names cannot be inflected.
            # {groups} is nothing, or " (14 foreign nationals)" with its blank: it belongs behind the people.
            return w.say("{people} pardoned by {by}{groups}", people=people, by=by, groups=groups)
        case "pardon":
            return w.say("{people} pardoned{groups}", people=people, groups=groups)
        case "deportation" if by:
            # Translators: taken out of the country by force; a different word than freed or released.
            return w.say("{people} deported by {by}{groups}", people=people, by=by, groups=groups)
        case "deportation":
            return w.say("{people} deported{groups}", people=people, groups=groups)
        case "exchange" | "other" | "unknown" if by:
            # Translators: {by} is whoever held the people: Belarus, its authorities, a court.
            return w.say("{people} released by {by}{groups}", people=people, by=by, groups=groups)
        case "exchange" | "other" | "unknown":
            return w.say("{people} released{groups}", people=people, groups=groups)
        case unreachable:
            assert_never(unreachable)


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


def _otherwise(release: Release, w: Wording) -> list[str]:
    """Those named of whom a release did not make free people elsewhere."""
    alone = release.people.value == 1
    refused = sum(freed.outcome == "refused_to_leave" for freed in release.named)
    returned = sum(freed.outcome == "returned_to_custody" for freed in release.named)
    said = []
    if refused:
        said.append(
            w.say("refused to leave") if alone else w.count("{n} refused to leave", "{n} refused to leave", refused)
        )
    if returned:
        said.append(
            w.say("returned to custody")
            if alone
            else w.count("{n} returned to custody", "{n} returned to custody", returned)
        )
    return said


def arrest(arrest: Arrest, names: Names) -> str:
    """Give "A detained (Minsk)", "A sentenced to 10 years in absentia", "15 people detained in that time"."""
    people = people_of(arrest.people, [accused.person for accused in arrest.named], names)
    sentence = arrest.sentence
    if sentence is None and arrest.people.value == 1 and len(arrest.named) == 1:
        sentence = arrest.named[0].sentence
    title = _taken(arrest, people, sentence, names.wording)
    return names.at(title, arrest.place)


def _taken(arrest: Arrest, people: str, sentence: Sentence | None, w: Wording) -> str:
    over_time = _over_time(arrest)
    match arrest.measure:
        case "detained" if over_time:
            # Translators: a number of arrests in the time that the entry's date gives.
            return w.say("{people} detained in that time", people=people)
        case "detained":
            return w.say("{people} detained", people=people)
        case "charged" if over_time:
            return w.say("{people} charged in that time", people=people)
        case "charged":
            return w.say("{people} charged", people=people)
        case "sentenced":
            title = _sentenced(people, sentence, w)
            return w.say("{title} in that time", title=title) if over_time else title
        case unreachable:
            assert_never(unreachable)


def _sentenced(people: str, sentence: Sentence | None, w: Wording) -> str:
    term = _term(sentence, w) if sentence else ""
    match term, sentence is not None and sentence.in_absentia:
        case "", True:
            return w.say("{people} sentenced in absentia", people=people)
        case "", _:
            return w.say("{people} sentenced", people=people)
        case _, True:
            return w.say("{people} sentenced to {term} in absentia", people=people, term=term)
        case _:
            # Translators: {term} of prison: "10 years and 1 month".
            return w.say("{people} sentenced to {term}", people=people, term=term)


def _term(sentence: Sentence, w: Wording) -> str:
    parts = []
    if sentence.years:
        parts.append(w.count("{n} year", "{n} years", sentence.years))
    if sentence.months:
        parts.append(w.count("{n} month", "{n} months", sentence.months))
    return w.join(parts)


def _over_time(arrest: Arrest) -> bool:
    """What keeps a count over a period from reading as one day's; a person is arrested on one day, known or not."""
    first, last = arrest.when.earliest, arrest.when.latest
    return not arrest.named and first is not None and last is not None and last - first > _A_FEW_DAYS


def person_status(status: PersonStatus, names: Names) -> str:
    """Give "A in prison (Minsk)"."""
    return names.at(_stands(status, names.one(status.person), names.wording), status.place)


def _stands(status: PersonStatus, person: str, w: Wording) -> str:  # noqa: PLR0911  (one line a status)
    match status.status:
        case "detained":
            # Translators: {person} may be a woman or a man: prefer words that do not tell.
            return w.say("{person} detained", person=person)
        case "imprisoned":
            return w.say("{person} in prison", person=person)
        case "hospitalised":
            return w.say("{person} in hospital", person=person)
        case "refused_to_leave":
            return w.say("{person} refused to leave", person=person)
        case "whereabouts_unknown":
            return w.say("{person} out of contact, whereabouts unknown", person=person)
        case "freed":
            return w.say("{person} freed", person=person)
        case "deported":
            return w.say("{person} deported", person=person)
        case "died":
            return w.say("{person} died", person=person)
        case "unknown":
            return w.say("{person} in a situation that is not known", person=person)
        case unreachable:
            assert_never(unreachable)


def prisoner_count(figure: PrisonerCount, names: Names) -> str:
    """Give "1,168 people held for political reasons at that date, counted by A"."""
    w = names.wording
    title = _counted(figure, w.quantity(figure.count), _basis(figure, w), w)
    if figure.counted_by:
        return w.say("{title}, counted by {counter}", title=title, counter=names.one(figure.counted_by))
    return w.say("{title}, counter not named", title=title)


def _basis(figure: PrisonerCount, w: Wording) -> str:
    match figure.basis:
        case "stock":
            # Translators: these three stand after the number, where other sentences say {basis}.
            return w.say("at that date")
        case "flow":
            return w.say("in that time")
        case "cumulative":
            return w.say("in total by then")
        case unreachable:
            assert_never(unreachable)


def _counted(figure: PrisonerCount, people: str, basis: str, w: Wording) -> str:  # noqa: PLR0911  (one line each)
    match figure.measure:
        case "held":
            return w.say("{people} held for political reasons {basis}", people=people, basis=basis)
        case "recognised":
            return w.say("{people} recognised as political prisoners {basis}", people=people, basis=basis)
        case "newly_recognised":
            return w.say("{people} newly recognised as political prisoners {basis}", people=people, basis=basis)
        case "pardoned":
            return w.say("{people} pardoned {basis}", people=people, basis=basis)
        case "left_custody":
            # Translators: by pardon, deportation or at the end of the sentence: no word for "freed".
            return w.say("{people} left custody {basis}", people=people, basis=basis)
        case "deported":
            return w.say("{people} deported {basis}", people=people, basis=basis)
        case "prosecuted":
            return w.say("{people} prosecuted {basis}", people=people, basis=basis)
        case "died_in_custody":
            return w.say("{people} died in custody {basis}", people=people, basis=basis)
        case unreachable:
            assert_never(unreachable)
