"""The timeline as known at one moment: what every question is answered from.

It stands still: events that come in while an answer is being made have no part in it, so that all
numbers of one answer belong together, and the answer can be made again later.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from timeline.errors import InputError
from timeline.events import Envelope, from_microseconds
from timeline.facts import KINDS
from timeline.projections.chronology import Cutoff, Filter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from timeline.dates import Period
    from timeline.entry import Entry
    from timeline.log import Log
    from timeline.projections.chronology import Chronology, Page
    from timeline.projections.coverage import Coverage, Review
    from timeline.projections.explain import Explanation
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
        """Freed, arrested, figures and net of a period."""
        from timeline.projections.figures import settles  # noqa: PLC0415
        from timeline.projections.prisoners import COUNTING, prisoners  # noqa: PLC0415

        found = {entry.ref: entry for entry in self.within(period, COUNTING)}
        self._add_wholes(found)
        newest = self._chronology.figures(
            period.end or date.max, self._cutoff, lambda entry: settles(entry, period.end)
        )
        found |= {entry.ref: entry for entry in newest}
        return prisoners(found.values(), period, persons=persons)

    def within(self, period: Period, kinds: Iterable[str]) -> tuple[Entry, ...]:
        """The entries of these kinds that may touch a period, whatever their status, newest first."""
        return self.page(Filter(kinds=frozenset(kinds), period=period, all=True), None).entries

    def parts(self, entries: Iterable[Entry]) -> frozenset[str]:
        """The refs of those that are part of another entry that counts, and so never add (contracts, "Counting")."""
        from timeline.projections.counting import Ties  # noqa: PLC0415

        asked = {entry.ref: entry for entry in entries}
        found = dict(asked)
        self._add_wholes(found)
        ties = Ties(found.values())
        return frozenset(ref for ref, entry in asked.items() if ties.is_part(entry))

    def _add_wholes(self, found: dict[str, Entry]) -> None:
        """Add what these entries are parts of, however far up, and what was merged into any of them."""
        new = list(found.values())
        while new:
            refs = {link.to for entry in new for link in entry.links if link.kind == "part_of"}
            refs |= {entry.merged_into for entry in new if entry.merged_into}
            refs |= set(self._chronology.merged_into(entry.ref for entry in new))
            new = list(self.some(refs - found.keys()).values())
            found |= {entry.ref: entry for entry in new}

    def person(self, who: str, on: date | None) -> Person:
        """What became of a person, and how they stand on a day (None: after all that is told)."""
        from timeline.projections.people import TELLING, person  # noqa: PLC0415

        about = Filter(kinds=frozenset(TELLING), actors=(who,), all=True)
        return person(self.page(about, None).entries, who, on)

    def coverage(self, review: Review, today: date) -> Coverage:
        """What was reviewed, and how old the newest entry of each kind and figure of each body are."""
        from timeline.projections.coverage import coverage, is_known  # noqa: PLC0415

        held = len(self.some(review.shipped)) == len(review.shipped)
        figures = self._chronology.figures(date.max, self._cutoff, lambda entry: is_known(entry, today))
        tallies = self._chronology.tallies(KINDS, today, self._cutoff)
        return coverage(tallies, figures, review if held else None, today)

    def explain(self, period: Period, later: Known, log: Log, between: tuple[str, str]) -> Explanation:
        """Which events changed the totals of a period from what this knows to what another one knows, and why.

        Raises `InputError` where this one knows what the later one does not.
        """
        from timeline.projections.explain import explain  # noqa: PLC0415
        from timeline.projections.prisoners import COUNTING  # noqa: PLC0415

        if next(later._news(self, log), None) is not None:
            raise InputError(
                f"{between[0]} lies after {between[1]}", field="between", remedy="give the earlier moment first"
            )
        news = list(self._news(later, log))
        refs = {envelope.stream for envelope in news}
        refs |= {entry.ref for known in (self, later) for entry in known.within(period, COUNTING)}
        new = refs
        while new:
            new = {*self._chronology.wholes(new), *self._chronology.merged_into(new)} - refs
            refs |= new
        return explain(self.some(refs).values(), news, period, self.until, between)

    @property
    def until(self) -> date:
        """The day up to which it knows."""
        if self._cutoff.before_us is not None:
            return from_microseconds(self._cutoff.before_us - 1).date()
        return self._chronology.last_day(self.position)

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
