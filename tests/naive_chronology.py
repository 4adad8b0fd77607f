"""The chronology as simply as it can be written: every stream kept, folded anew for each question.

What the read model answers is held against this. It shares with it what a word is and which
texts of a fact are searched; which entries those find, it says for itself.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from timeline import Entry, Envelope, Page, Release, Truth, Unreadable
from timeline.entry import fold
from timeline.errors import UnreadableError
from timeline.events import ACTOR_STREAM
from timeline.projections.chronology import NOW
from timeline.projections.marks import own_words
from timeline.projections.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from timeline import Fact, Register
    from timeline.projections.chronology import Cutoff, Filter, Match


class NaiveChronology:
    """Every entry, folded. `take` each event once, in order; reading changes nothing."""

    def __init__(self, items: Iterable[Envelope | Unreadable] = ()) -> None:
        self.unreadable: dict[str, Unreadable] = {}
        self._streams: dict[str, list[Envelope]] = {}
        self._entries: dict[str, Entry] = {}
        for item in items:
            self.take(item)

    def take(self, item: Envelope | Unreadable) -> None:
        """Fold the next event in. What cannot be read takes its entry out of sight, and is kept in `unreadable`."""
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

    def refs(self) -> list[str]:
        """The refs of all entries, whatever their status."""
        return list(self._entries)

    def all(self, known: Cutoff = NOW) -> list[Entry]:
        """Every entry as known then, whatever its status, newest first."""
        folded = (fold(known.of(stream)) for stream in self._streams.values())
        return sorted((entry for entry in folded if entry is not None), key=_order, reverse=True)

    def page(
        self, wanted: Filter, register: Register, limit: int | None, after: str | None, known: Cutoff = NOW
    ) -> Page:
        """The entries that match, newest first, `limit` at a time, after a cursor."""
        start = tuple(int(part) for part in after.split(".")) if after is not None else None
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


def _matches(entry: Entry, wanted: Filter, register: Register) -> Match | None:  # noqa: PLR0911  (one line a filter)
    if not wanted.all and entry.status in ("retracted", "merged"):
        return None
    fact = entry.fact
    if wanted.kinds and fact.kind not in wanted.kinds:
        return None
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
    if wanted.text and not _says(fact, register, wanted.text):
        return None
    return "certain" if certain else "possible"


def _places(fact: Fact) -> Iterator[str]:
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


def _says(fact: Fact, register: Register, text: str) -> bool:
    """Whether every word that is asked for begins one of the entry's; one of a letter or two must be one of them."""
    asked = words(text)
    if not asked:
        return not text.strip()
    parts = [*fact.title.values(), *fact.summary.values(), fact.when_verbatim or "", *own_words(fact)]
    for _, actor in fact.mentions():
        if actor in register:
            parts += [actor, *(name.text for name in register[actor].names)]
    told = words("\n".join(parts))
    return all(any(word == other or (len(word) > 2 and other.startswith(word)) for other in told) for word in asked)
