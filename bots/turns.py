"""One turn of a conversation: what it is answered from, in which language, on which day, for whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bots.buttons import Press
from bots.replies import Choice, Item, Span, spans
from bots.wording import voice
from timeline import Envelope, UnknownRefError, entry_title

if TYPE_CHECKING:
    from datetime import date, datetime

    from bots.buttons import Verb
    from timeline import Actor, Claim, Entry, Register, Timeline, Wording


@dataclass(frozen=True, slots=True)
class Turn:
    """What every reply is made from.

    `links`: whether addresses may be shown to whoever asks for them. `alone`: the program runs for
    its reader, with no messenger in between. `operator` is how whoever runs it is reached.
    """

    timeline: Timeline
    register: Register
    language: str
    today: date
    known_at: date | datetime | int | None = None
    links: bool = True
    alone: bool = False
    operator: str = ""

    @property
    def w(self) -> Wording:
        """The voice of its language."""
        return voice(self.language)

    def choice(self, label: str, verb: Verb, of: object = "", about: str = "") -> Choice:
        """A button, or a number to answer with."""
        return Choice(label, str(Press(verb, str(of), self.language, about)))

    def entry(self, ref: str) -> Entry:
        """An entry as it is known."""
        return self.timeline.entry(ref, known_at=self.known_at)

    def numbered(self, number: int) -> Entry:
        """The entry whose first event has this position. Raises `UnknownRefError`."""
        events = self.timeline.log.read(number - 1, number) if number > 0 else iter(())
        event = next(events, None)
        if not isinstance(event, Envelope) or event.ref is None or event.version != 1:
            raise UnknownRefError(str(number))
        return self.entry(event.ref)

    def opening(self, entry: Entry, *, possible: bool = False) -> Item:
        """An entry as one line that opens it."""
        marks = []
        if possible:
            marks.append(self.w.say("possibly"))
        if entry.status == "disputed":
            marks.append(self.w.say("disputed"))
        title = entry_title(entry, self.register, self.language)
        text = self.w.say("{day}: {title}", day=self.w.day(entry.fact.when), title=title)
        told = f"{text} ({', '.join(marks)})" if marks else text
        return Item(spans(Span(told)), self.choice("", "entry", entry.number).press)

    def name(self, actor: str) -> str:
        """An actor's name; a private person has none here, and appears by number."""
        if actor not in self.register:
            return actor
        known = self.register[actor]
        return self.unnamed(known) if known.private else self.w.name(known)

    def unnamed(self, actor: Actor) -> str:
        """A private person."""
        return self.w.say("person no. {number}", number=str(actor.number or ""))


def publishers(claims: tuple[Claim, ...]) -> list[str]:
    """Who published these claims, each once, in order."""
    return list(dict.fromkeys(claim.source.publisher for claim in claims))
