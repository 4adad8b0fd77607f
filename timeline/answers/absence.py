"""That nothing is recorded, that a question is unclear, or that it is about something else."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from timeline.answers.labels import name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.answers.found import Found
    from timeline.projections.known import Known
    from timeline.wording import Wording


def nothing(found: Found, known: Known, w: Wording) -> Iterator[str]:
    """That the timeline holds no such thing."""
    for unknown in found.unknown:
        yield w.say("Not in this timeline: {name}", name=_plain(unknown))
    if not found.unknown:
        yield w.say("Nothing of this is recorded in this timeline.")
    for office in found.offices:
        if not office.holders:
            yield w.say("{office}: nobody is recorded", office=name(office.office, known.register, w))
    if found.near:
        yield w.say("The nearest that is recorded:")


def _plain(name: str) -> str:
    """A name as it can be shown: what nobody sees in it, or what turns the text around, is left out."""
    return "".join(letter for letter in name if unicodedata.category(letter)[0] != "C")


def proves_nothing(found: Found, known: Known, w: Wording) -> Iterator[str]:
    """What absence from the timeline means for a person: nothing (contracts, "Absence")."""
    register = known.register
    asked = any(actor in register and register[actor].type == "person" for actor in found.query.actors)
    if not (found.unknown or (asked and {*found.query.kinds} & {"release", "arrest", "person_status"})):
        return
    named = sum(actor.type == "person" for actor in register)
    yield w.count(
        "This timeline names only {n} person of several thousand. That somebody is not in it proves nothing:"
        " neither freedom nor guilt.",
        "This timeline names only {n} people of several thousand. That somebody is not in it proves nothing:"
        " neither freedom nor guilt.",
        named,
    )
    yield w.say("Fuller lists are kept by Viasna (prisoners.spring96.org) and Dissidentby (dissidentby.com).")


def unclear(found: Found, w: Wording) -> Iterator[str]:
    """What is not clear, and what to do."""
    match found.why:
        case "two_periods":
            yield w.say("There are two periods in the question. Which one is meant?")
        case "half_period":
            yield w.say("I understood the time only in part. Please write it as a date, a month or a year.")
        case "ambiguous_name":
            yield w.say("Several people or bodies have this name. Which one is meant?")
        case "too_long":
            yield w.say("The question is too long. Please ask in one sentence.")
        case "since_an_event":
            yield w.say("I cannot tell the day of that event. Please write a date.")
        case "no_kind":
            yield w.say("I understood who or when, but not what you want to know about it.")
        case "follow_up":
            yield w.say("I do not know what this goes on with. Please ask in one sentence.")
        case _:
            yield w.say("I did not understand this well enough to answer without guessing.")
    if found.choices:
        yield w.say("Did you mean:")


def out_of_scope(w: Wording) -> Iterator[str]:
    """What can be asked."""
    yield w.say("This timeline knows nothing about that.")
    yield w.say(
        "It can be asked about releases and arrests of prisoners in Belarus, sanctions, calls, meetings,"
        " appointments, negotiations and statements between Belarus, the United States and their neighbours."
    )
    yield w.say("For example: “How many people were released in September 2025?”")
