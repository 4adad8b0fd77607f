"""The timeline as known at one moment: what every question is answered from.

It stands still: events that come in while an answer is being made have no part in it, so that all
numbers of one answer belong together, and the answer can be made again later.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.projections.chronology import Cutoff

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from timeline.dates import Period
    from timeline.entry import Entry
    from timeline.projections.chronology import Chronology, Filter, Page
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
        from timeline.projections.offices import offices_on  # noqa: PLC0415  (who does not ask does not wait for it)

        return offices_on(self.all(["appointment"]), self.register, on, office=office, person=person)

    def sanctions(self, on: date, *, target: str | None = None, authority: str | None = None) -> Sanctions:
        """What each authority's programme does to each target on a day."""
        from timeline.projections.sanctions import sanctions_on  # noqa: PLC0415

        return sanctions_on(self.all(["sanctions_change"]), self.register, on, target=target, authority=authority)

    def prisoners(self, period: Period, *, persons: bool = False) -> Prisoners:
        """Freed, arrested, figures and net of a period."""
        from timeline.projections.prisoners import prisoners  # noqa: PLC0415

        return prisoners(self.all(["release", "arrest", "prisoner_count"]), period, persons=persons)

    def person(self, who: str, on: date | None) -> Person:
        """What became of a person, and how they stand on a day (None: after all that is told)."""
        from timeline.projections.people import person  # noqa: PLC0415

        return person(self.all(["release", "arrest", "person_status"]), who, on)
