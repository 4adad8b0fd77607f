"""What happened, in order: every entry of the log, filtered by kind, actor, period, text, place.

Folded in memory from the whole log and kept up to date from there; streams are kept, so that any
past state can be folded again.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Literal, assert_never

from timeline.dates import Period, Truth
from timeline.entry import Entry, fold
from timeline.errors import InputError, UnreadableError
from timeline.events import ACTOR_STREAM, Envelope, Unreadable
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
from timeline.register import fold as fold_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from timeline.facts import Fact
    from timeline.register import Register

Match = Literal["certain", "possible"]


@dataclass(frozen=True)
class Cutoff:
    """What was known: events up to a position, or recorded before a moment (microseconds)."""

    position: int | None = None
    before_us: int | None = None

    def of(self, stream: list[Envelope]) -> list[Envelope]:
        """The events of one stream that were known. Recorded times never go back in a stream."""
        if self.position is not None:
            stream = stream[: bisect_right(stream, self.position, key=lambda envelope: envelope.position)]
        if self.before_us is not None:
            stream = stream[: bisect_right(stream, self.before_us - 1, key=lambda envelope: envelope.recorded_us)]
        return stream


NOW = Cutoff()


@dataclass(frozen=True)
class Filter:
    """Which entries to list; every given part must hold. Actors match through the register's ties."""

    kinds: frozenset[str] = frozenset()
    actors: tuple[str, ...] = ()
    period: Period = field(default_factory=Period)
    text: str | None = None
    place: str | None = None
    nationality: str | None = None
    all: bool = False


@dataclass(frozen=True)
class Page:
    """One page of entries, newest first. Iterating gives the entries.

    `matches` says for each whether it certainly lies in the asked period and matches the filter,
    or possibly; `next` continues the list, None at its end.
    """

    entries: tuple[Entry, ...]
    matches: tuple[Match, ...]
    next: str | None

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)


class Chronology:
    """Every entry, folded. `take` each event once, in order; reading changes nothing."""

    def __init__(self) -> None:
        self.position = 0
        self.unreadable: dict[str, Unreadable] = {}
        self._streams: dict[str, list[Envelope]] = {}
        self._entries: dict[str, Entry] = {}

    def take(self, item: Envelope | Unreadable) -> None:
        """Fold the next event in. What cannot be read takes its entry out of sight, and is kept in `unreadable`."""
        self.position = item.position
        if item.stream.startswith(ACTOR_STREAM):
            return
        if isinstance(item, Unreadable):
            self._lose(item)
        elif item.stream not in self.unreadable:
            try:
                entry = fold([item], self._entries.get(item.stream))
            except UnreadableError as error:
                self._lose(Unreadable(item.position, item.stream, item.version, error.why, newer=False))
            else:
                assert entry is not None
                self._streams.setdefault(item.stream, []).append(item)
                self._entries[item.stream] = entry

    def _lose(self, item: Unreadable) -> None:
        self.unreadable.setdefault(item.stream, item)
        self._streams.pop(item.stream, None)
        self._entries.pop(item.stream, None)

    def entry(self, ref: str, known: Cutoff = NOW) -> Entry | None:
        """One entry as known then, or None."""
        if known == NOW:
            return self._entries.get(ref)
        return fold(known.of(self._streams.get(ref, [])))

    def refs(self) -> Iterable[str]:
        """The refs of all entries, whatever their status."""
        return self._entries.keys()

    def all(self, known: Cutoff = NOW) -> list[Entry]:
        """Every entry as known then, whatever its status, newest first."""
        if known == NOW:
            entries = list(self._entries.values())
        else:
            folded = (fold(known.of(stream)) for stream in self._streams.values())
            entries = [entry for entry in folded if entry is not None]
        return sorted(entries, key=_order, reverse=True)

    def page(
        self, wanted: Filter, register: Register, limit: int | None, after: str | None, known: Cutoff = NOW
    ) -> Page:
        """The entries that match, newest first, `limit` at a time, after a cursor."""
        start = _cursor(after) if after is not None else None
        found: list[tuple[Entry, Match]] = []
        for entry in self.all(known):
            if start is not None and _order(entry) >= start:
                continue
            match = _matches(entry, wanted, register)
            if match is None:
                continue
            if limit is not None and len(found) == limit:
                day, number = _order(found[-1][0])
                return _page(found, f"{day}.{number}")
            found.append((entry, match))
        return _page(found, None)


def _page(found: list[tuple[Entry, Match]], after: str | None) -> Page:
    return Page(tuple(entry for entry, _ in found), tuple(match for _, match in found), after)


def _order(entry: Entry) -> tuple[int, int]:
    when = entry.fact.when
    day = when.earliest or when.latest or date.min
    return day.toordinal(), entry.number


def _cursor(text: str) -> tuple[int, int]:
    day, dot, number = text.partition(".")
    digits = day + number
    if not (dot and day and number and len(digits) < 30 and digits.isascii() and digits.isdecimal()):  # noqa: PLR2004
        raise InputError(f"{text[:40]!r} is no cursor", field="after", remedy="give the `next` of the page before")
    return int(day), int(number)


def _matches(entry: Entry, wanted: Filter, register: Register) -> Match | None:  # noqa: PLR0911  (one line a filter)
    if not wanted.all and entry.status in ("retracted", "merged"):
        return None
    fact = entry.fact
    if wanted.kinds and fact.kind not in wanted.kinds:
        return None
    certain = True
    truth = fact.when.within(wanted.period)
    if truth is Truth.NO:
        return None
    certain = truth is Truth.YES
    named = [actor for _, actor in fact.mentions()]
    if not all(any(register.belongs(actor, asked) for actor in named) for asked in wanted.actors):
        return None
    if wanted.place and not any(register.belongs(place, wanted.place) for place in _places(fact)):
        return None
    if wanted.nationality:
        share = _nationality(fact, wanted.nationality)
        if share is None:
            return None
        certain = certain and share == "certain"
    if wanted.text and not all(word in _haystack(fact, register) for word in fold_name(wanted.text).split()):
        return None
    return "certain" if certain else "possible"


def _places(fact: Fact) -> Iterator[str]:
    """Where it happened and where it led to."""
    if fact.place:
        yield fact.place
    if isinstance(fact, Release):
        yield from (destination.place for destination in fact.destinations)
        yield from (freed.destination for freed in fact.named if freed.destination)


def _nationality(fact: Fact, country: str) -> Match | None:
    """Whether a release holds people of a nationality; where the breakdown leaves people over, possibly."""
    if not isinstance(fact, Release):
        return None
    share = fact.nationalities.get(country)
    if share is not None:
        return "certain" if share.lower else "possible"
    told = sum(quantity.lower or 0 for quantity in fact.nationalities.values())
    return "possible" if fact.people.upper is None or told < fact.people.upper else None


def _haystack(fact: Fact, register: Register) -> str:
    parts = [*fact.title.values(), *fact.summary.values(), fact.when_verbatim or "", *_words(fact)]
    for _, actor in fact.mentions():
        if actor in register:
            parts += [actor, *(name.text for name in register[actor].names)]
    return fold_name("\n".join(parts))


def _words(fact: Fact) -> Iterator[str]:
    """The free text of a fact's own fields."""
    yield fact.kind
    match fact:
        case Call() | Meeting():
            yield from fact.topics
        case Release() | PersonStatus() | Appointment():
            pass
        case Arrest():
            yield fact.charge or ""
        case PrisonerCount():
            yield fact.definition or ""
        case SanctionsChange():
            yield fact.measure or ""
            yield fact.legal_act or ""
        case Negotiation():
            yield from (*fact.sought, *fact.offered)
        case Statement():
            yield from (*fact.topics, fact.venue or "", fact.capacity or "", fact.quote.text if fact.quote else "")
        case Incident():
            yield fact.what
        case unreachable:
            assert_never(unreachable)
