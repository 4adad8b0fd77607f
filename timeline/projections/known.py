"""The timeline as known at one moment: what every question is answered from.

It stands still: events that come in while an answer is being made have no part in it, so that all
numbers of one answer belong together, and the answer can be made again later.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from timeline.errors import InputError
from timeline.events import Envelope, from_microseconds
from timeline.projections.chronology import Cutoff, Filter
from timeline.projections.projector import is_of_actor
from timeline.projections.schema import DAY_US

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from timeline.dates import Period
    from timeline.entry import Entry, Status
    from timeline.log import Log
    from timeline.projections.chronology import Chronology, Page
    from timeline.projections.coverage import Coverage, Review
    from timeline.projections.explain import Explanation
    from timeline.projections.figures import Figure
    from timeline.projections.offices import Offices
    from timeline.projections.people import Person
    from timeline.projections.prisoners import Prisoners
    from timeline.projections.sanctions import Sanctions
    from timeline.register import Register


class Known:
    """Reads what was known up to `position` (and before the moment asked for), with one register.

    Actors are given by their ids; every result says which entries it rests on.
    """

    def __init__(self, chronology: Chronology, register: Register, cutoff: Cutoff) -> None:
        self._chronology = chronology
        self.register = register
        head = chronology.position
        self.position = head if cutoff.position is None else min(head, cutoff.position)
        self._cutoff = Cutoff(self.position, cutoff.before_us)

    def page(self, wanted: Filter, limit: int | None, after: str | None = None) -> Page:
        """The entries that match, newest first, `limit` at a time, after a cursor."""
        return self._chronology.page(wanted, self.register, limit, after, self._cutoff)

    def entry(self, ref: str) -> Entry | None:
        """One entry, whatever its status; None where nothing of it was known, or it cannot be read."""
        return self._chronology.some([ref], self._cutoff).get(ref)

    def some(self, refs: Iterable[str]) -> dict[str, Entry]:
        """These entries by ref, whatever their status; those of which nothing was known are left out."""
        return self._chronology.some(refs, self._cutoff)

    def all(self, kinds: Iterable[str] = ()) -> list[Entry]:
        """Every entry (of these kinds), whatever its status, newest first."""
        return self._chronology.all(self._cutoff, kinds)

    def offices(self, on: date, *, office: str | None = None, person: str | None = None) -> Offices:
        """Who holds which office on a day."""
        return self._chronology.offices(self.register, on, office, person, self._cutoff)

    def sanctions(self, on: date, *, target: str | None = None, authority: str | None = None) -> Sanctions:
        """What each authority's programme does to each target on a day."""
        return self._chronology.sanctions(self.register, on, target, authority, self._cutoff)

    def prisoners(self, period: Period, *, persons: bool = False) -> Prisoners:
        """Freed, arrested, figures and net of a period; with `persons` the distinct named people too."""
        return self._chronology.prisoners(period, self._cutoff, persons=persons)

    def stocks(self, on: date) -> tuple[Figure, ...]:
        """The newest number of people held by each body and definition on a day."""
        return self._chronology.stocks(on, self._cutoff)

    def parts(self, entries: Iterable[Entry]) -> frozenset[str]:
        """The refs of those that are part of another entry that counts, and so never add (contracts, "Counting")."""
        return self._chronology.parts(entries, self._cutoff)

    def person(self, who: str, on: date | None) -> Person:
        """What became of a person, and how they stand on a day (None: after all that is told)."""
        from timeline.projections.people import TELLING, person  # noqa: PLC0415

        about = Filter(kinds=frozenset(TELLING), actors=(who,), all=True)
        return person(self.page(about, None).entries, who, on)

    def coverage(self, review: Review, today: date) -> Coverage:
        """What was reviewed, and how old the newest entry of each kind and figure of each body are."""
        from timeline.projections.coverage import coverage  # noqa: PLC0415

        held = len(self.some(review.shipped)) == len(review.shipped)
        figures = self._chronology.figures(today, self._cutoff)
        tallies = self._chronology.tallies(today, self._cutoff)
        return coverage(tallies, figures, review if held else None, today)

    def census(self) -> dict[tuple[str, Status], int]:
        """How many entries of each kind there were in each status."""
        return self._chronology.census(self._cutoff)

    def explain(self, period: Period, later: Known, log: Log, between: tuple[str, str]) -> Explanation:
        """Which events changed the totals of a period from what this knows to what another one knows, and why.

        Raises `InputError` where this one knows what the later one does not.
        """
        from timeline.projections.explain import explain  # noqa: PLC0415

        if next(later._news(self, log), None) is not None:
            raise InputError(
                f"{between[0]} lies after {between[1]}", field="between", remedy="give the earlier moment first"
            )
        gists, moved = self._chronology.concerned(period, self._cutoff, later._cutoff)
        events = [item for item in log.streams(*moved) if isinstance(item, Envelope) and later._cutoff.knows(item)]
        return explain(gists, events, self._cutoff, period, self._until(log), between)

    def _until(self, log: Log) -> date:
        """The day up to which it knows: that of its moment, or on which what can be read was recorded last."""
        if self._cutoff.before_us is not None:
            return from_microseconds(self._cutoff.before_us - 1).date()
        lost = self._chronology.unreadable
        for day, first, last in self._chronology.days(self.position):
            if not lost or any(  # of an entry that proved damaged later, the day is still told
                row[6] // DAY_US == day and row[1] not in lost and not is_of_actor(row)
                for rows in log.pages(first - 1, min(last, self.position))
                for row in rows
                if type(row[6]) is int
            ):
                return date.fromordinal(date(1970, 1, 1).toordinal() + day)
        return date.min

    def _news(self, later: Known, log: Log) -> Iterator[Envelope]:
        """Every event of a readable entry that the other one knows and this one does not, in order."""
        mine, other = self._cutoff, later._cutoff
        low = self.position + 1
        if mine.before_us is not None:
            low = min(low, self._chronology.span(mine.before_us, None)[0])
        high = later.position
        if other.before_us is not None:
            high = min(high, self._chronology.span(None, other.before_us - 1)[1])
        if low > high:
            return
        lost = set(self._chronology.unreadable)
        for item in log.read(low - 1, high):
            if (
                isinstance(item, Envelope)
                and item.ref is not None
                and item.stream not in lost
                and other.knows(item)
                and not mine.knows(item)
            ):
                yield item
