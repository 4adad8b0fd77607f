"""Titles of what was said: calls, letters, meetings, negotiations, statements."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

if TYPE_CHECKING:
    from timeline.facts import Call, Meeting, Negotiation, Statement
    from timeline.phrases import Names


def call(call: Call, names: Names) -> str:
    """Give "Phone call between A and B", "Letter from A to B"."""
    w, participants = names.wording, names.some(call.participants)
    match call.medium:
        case "letter":
            return _letter(call, names)
        case None:
            return w.say("Call between {participants}", participants=participants)
        case "phone" | "telephone":
            # Translators: names cannot be inflected; put them after a colon.
            return w.say("Phone call between {participants}", participants=participants)
        case "video":
            return w.say("Video call between {participants}", participants=participants)
        case other:
            return w.say("Call ({medium}) between {participants}", medium=w.recorded(other), participants=participants)


def _letter(call: Call, names: Names) -> str:
    w = names.wording
    if call.initiator not in call.participants:
        return w.say("Letters between {participants}", participants=names.some(call.participants))
    others = names.some([actor for actor in call.participants if actor != call.initiator])
    return w.say("Letter from {sender} to {recipients}", sender=names.one(call.initiator), recipients=others)


def meeting(meeting: Meeting, names: Names) -> str:
    """Give "Meeting of A and B (Minsk)"."""
    title = names.wording.say("Meeting of {participants}", participants=names.some(meeting.participants))
    return names.at(title, meeting.place)


def negotiation(talks: Negotiation, names: Names) -> str:
    """Give "Talks between A and B: release of prisoners (open)"."""
    w, parties = names.wording, names.some(talks.parties)
    if talks.sought:
        title = w.say("Talks between {parties}: {sought}", parties=parties, sought=w.recorded(talks.sought[0]))
    elif talks.people:
        title = w.say("Talks between {parties} on {people}", parties=parties, people=w.quantity(talks.people))
    else:
        title = w.say("Talks between {parties}", parties=parties)
    match talks.status:
        case "open":
            return w.say("{title} (open)", title=title)
        case "agreed":
            return w.say("{title} (agreed)", title=title)
        case "failed":
            return w.say("{title} (failed)", title=title)
        case "unknown":
            return title
        case unreachable:
            assert_never(unreachable)


def statement(statement: Statement, names: Names) -> str:
    """Give "Statement by A: release of prisoners (speaks of 1,300 people)"."""
    w, speaker = names.wording, names.one(statement.speaker)
    if statement.topics:
        title = w.say("Statement by {speaker}: {topic}", speaker=speaker, topic=w.recorded(statement.topics[0]))
    elif statement.about:
        title = w.say("Statement by {speaker} on {about}", speaker=speaker, about=names.some(statement.about))
    else:
        title = w.say("Statement by {speaker}", speaker=speaker)
    if statement.people:
        # Translators: the number is the speaker's, not ours.
        return w.say("{title} (speaks of {people})", title=title, people=w.quantity(statement.people))
    return title
