"""What the fields of a fact say, in words: each field by its name, actors by theirs, numbers with their bounds."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from timeline import (
    Accused,
    Clock,
    Destination,
    Effective,
    Freed,
    Listing,
    Part,
    PartialDate,
    Quantity,
    Quote,
    Sentence,
    labels,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bots.turns import Turn
    from timeline import Fact, Wording

# The title, the day and the summary are shown in their own places; a category only sorts.
_APART = frozenset({"kind", "when", "when_verbatim", "title", "summary", "named_complete", "category"})


def field_lines(fact: Fact, turn: Turn) -> Iterator[str]:
    """Every field that holds something, as "label: value"."""
    w = turn.w
    when = w.day(fact.when)
    if fact.when_verbatim:
        when = f"{when} ({w.recorded(fact.when_verbatim)})"
    yield w.say("{field}: {value}", field=w.say("When"), value=when)
    for name, value in values(fact).items():
        said = described(fact, name, value, turn)
        if said:
            yield w.say("{field}: {value}", field=label(name, w), value=said)


def values(fact: Fact) -> dict[str, object]:
    """The fields that hold something worth a line."""
    found: dict[str, object] = {name: getattr(fact, name) for name in type(fact).model_fields if name not in _APART}
    return {name: value for name, value in found.items() if value not in (None, (), {}, False)}


def described(fact: Fact, name: str, value: object, turn: Turn) -> str:
    """What one field says; nothing where all it says is that it is not known."""
    actors = {path.partition(".")[0] for path, _ in fact.mentions()}
    return _Describer(turn, actors)(name, value)


class _Describer:
    """Says values; which fields name actors is what the fact itself says."""

    def __init__(self, turn: Turn, actors: set[str]) -> None:
        self._turn = turn
        self._actors = actors

    def __call__(self, name: str, value: object) -> str:
        if isinstance(value, tuple):
            return "; ".join(filter(None, (self(name, part) for part in value)))
        if isinstance(value, str):
            return self._words(name, value)
        return self._shaped(value)

    def _words(self, name: str, text: str) -> str:
        if name in self._actors:
            return self._turn.name(text)
        closed = word(name, text, self._turn.w)
        return self._turn.w.recorded(text) if closed is None else closed

    def _shaped(self, value: object) -> str:  # noqa: C901, PLR0911, PLR0912  (one line a shape)
        w = self._turn.w
        match value:
            case True:
                return w.say("yes")
            case PartialDate():
                return w.day(value)
            case Quantity():
                return w.quantity(value)
            case Part(population=population, people=people):
                return w.say("{field}: {value}", field=labels.population(population, w), value=w.amount(people))
            case Destination(place=place, people=people):
                return w.say("{field}: {value}", field=self._turn.name(place), value=w.amount(people))
            case Freed():
                return self._freed(value)
            case Accused(person=person, sentence=term):
                return f"{self._turn.name(person)} ({sentence(term, w)})" if term else self._turn.name(person)
            case Sentence():
                return sentence(value, w)
            case Effective(start=start, end=end):
                return ", ".join(filter(None, (w.since(start) if start else "", w.until(end) if end else "")))
            case Listing(people=people, entities=entities, assets=assets):
                return w.join([w.quantity(part) for part in (people, entities, assets) if part])
            case Clock(time=time, zone=zone):
                return f"{time} ({zone})"
            case Quote(text=text, language=language):
                return f"{w.quoted(text)} [{language}]"
            case dict():  # nationalities
                return "; ".join(
                    w.say("{field}: {value}", field=w.country(code), value=w.amount(people))
                    for code, people in value.items()
                )
            case _:
                return str(value)

    def _freed(self, freed: Freed) -> str:
        w = self._turn.w
        parts = [labels.outcome(freed.outcome, w)] if freed.outcome != "unknown" else []
        if freed.documents == "issued":
            parts.append(w.say("documents handed over"))
        elif freed.documents == "withheld":
            parts.append(w.say("documents withheld"))
        if freed.destination:
            parts.append(self._turn.name(freed.destination))
        name = self._turn.name(freed.person)
        return f"{name} ({', '.join(parts)})" if parts else name


def sentence(term: Sentence, w: Wording) -> str:
    """A sentence in years and months."""
    parts = []
    if term.years:
        parts.append(w.count("{n} year", "{n} years", term.years))
    if term.months:
        parts.append(w.count("{n} month", "{n} months", term.months))
    if term.in_absentia:
        parts.append(w.say("in absentia"))
    return ", ".join(parts)


def word(name: str, text: str, w: Wording) -> str | None:
    """A word of a closed set, in this language; None for what a curator wrote freely."""
    match name:
        case "mode":
            return _mode(text, w)
        case "basis":
            return labels.basis(text, w)
        case "status":
            return _status(text, w)
        case "change" | "action" | "measure":
            return _act(name, text, w)
        case "medium":
            return _medium(text, w)
        case _:
            return None


def _act(name: str, text: str, w: Wording) -> str | None:
    """What was done, or what is counted; a sanctions measure is a curator's own words."""
    from timeline import Arrest, PrisonerCount  # noqa: PLC0415  (their closed sets, once)

    if name == "measure":
        if text in get_args(PrisonerCount.model_fields["measure"].annotation):
            return labels.measure(text, w)
        if text not in get_args(Arrest.model_fields["measure"].annotation):
            return None
    return labels.action(text, w)  # type: ignore[arg-type]  # a closed set, checked when it was recorded


def _mode(text: str, w: Wording) -> str:  # noqa: PLR0911  (one line a way)
    match text:
        case "pardon":
            return w.say("pardon")
        case "exchange":
            # Translators: prisoners handed over against others, as the sources call it.
            return w.say("handover of prisoners by both sides")
        case "deportation":
            return w.say("taken out of the country")
        case "end_of_sentence":
            return w.say("end of the sentence")
        case "parole":
            return w.say("parole")
        case "other":
            return w.say("another way")
        case _:
            return ""


def _status(text: str, w: Wording) -> str:
    match text:
        case "open":
            return w.say("going on")
        case "agreed":
            return w.say("agreed")
        case "failed":
            return w.say("failed")
        case _:
            return labels.person_status(text, w)  # type: ignore[arg-type]  # as above


def _medium(text: str, w: Wording) -> str | None:
    match text:
        case "phone":
            return w.say("telephone")
        case "video":
            return w.say("video")
        case "letter":
            return w.say("letter")
        case _:
            return None


def label(name: str, w: Wording) -> str:  # noqa: C901, PLR0911, PLR0912, PLR0915  (one line a field)
    """What a field is called."""
    match name:
        case "when" | "when_verbatim":
            return w.say("When")
        case "place":
            return w.say("Place")
        case "participants":
            return w.say("Participants")
        case "initiator":
            return w.say("On the initiative of")
        case "medium":
            return w.say("By")
        case "topics":
            return w.say("Topics")
        case "at":
            return w.say("Time of day")
        case "by":
            return w.say("Decided by")
        case "people":
            return w.say("People")
        case "populations":
            return w.say("Among them")
        case "nationalities":
            return w.say("Citizens of")
        case "named" | "named_complete":
            return w.say("Known by name")
        case "mode":
            return w.say("How")
        case "destinations":
            return w.say("Taken to")
        case "mediators":
            return w.say("Mediated by")
        case "women":
            return w.say("Women")
        case "men":
            return w.say("Men")
        case "under_extremism_articles":
            return w.say("Convicted under “extremism” articles (official category)")
        case "charge":
            return w.say("Charge")
        case "measure":
            return w.say("Measure")
        case "sentence":
            return w.say("Sentence")
        case "person":
            return w.say("Person")
        case "status":
            return w.say("State")
        case "since":
            return w.say("Since")
        case "count":
            return w.say("Number")
        case "counted_by":
            return w.say("Counted by")
        case "definition":
            return w.say("Who is counted")
        case "basis":
            return w.say("Counted for")
        case "office":
            return w.say("Office")
        case "change" | "action":
            return w.say("Act")
        case "acting":
            return w.say("Acting only")
        case "effective":
            return w.say("In effect")
        case "announced_by":
            return w.say("Announced by")
        case "authority":
            return w.say("Authority")
        case "programme":
            return w.say("Programme")
        case "targets":
            return w.say("Concerns")
        case "legal_act":
            return w.say("Legal act")
        case "listed":
            return w.say("Listed by this act")
        case "total":
            return w.say("On the list after it")
        case "parties":
            return w.say("Parties")
        case "sought":
            return w.say("Sought")
        case "offered":
            return w.say("Offered")
        case "speaker":
            return w.say("Speaker")
        case "capacity":
            return w.say("Speaking as")
        case "about":
            return w.say("About")
        case "venue":
            return w.say("Said at")
        case "quote":
            return w.say("Words")
        case "what":
            return w.say("What")
        case "actors":
            return w.say("Who takes part")
        case "until":
            return w.say("Until")
        case "summary":
            return w.say("Summary")
        case "title":
            return w.say("Title")
        case _:
            return name.replace("_", " ")
