"""Which entries a query is about: by kind, actors, period and every filter, as far as today.

An entry counts when it can have happened by today, as possible where it may also lie later; only
a question for what comes next looks past it.
"""

from __future__ import annotations

from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from timeline.dates import Period
from timeline.facts import Appointment, Arrest, PrisonerCount, Release, SanctionsChange, Statement
from timeline.projections.chronology import Filter, match_of
from timeline.projections.counting import happening_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from timeline.entry import Entry
    from timeline.projections.chronology import Match
    from timeline.projections.known import Known
    from timeline.query import Query
    from timeline.register import Register

_TOLD_BY_ITSELF = frozenset({"negotiation", "statement", "sanctions_change", "appointment"})
"""Kinds in which what is only planned or announced is told all the same; it never adds to a number."""


_ALIKE: dict[str, tuple[str, ...]] = {
    "lifted": ("lifted", "delisted", "licensed", "eased", "suspended"),
    "delisted": ("delisted", "lifted"),
    "eased": ("eased", "licensed", "suspended"),
    "imposed": ("imposed", "tightened"),
    "tightened": ("tightened", "imposed"),
    "appointed": ("appointed", "announced", "took_office", "nominated", "confirmed", "selected"),
    "left": ("left", "dismissed"),
}
"""What people mean by an act, where sources tell more kinds of it."""


_PAGE = 20


class Matched(NamedTuple):
    """An entry and whether it certainly fits."""

    entry: Entry
    match: Match


def matched(known: Known, query: Query, today: date | None) -> list[Matched]:
    """The entries that fit, newest first. `today` None bounds nothing."""
    period = bounded(query.period, today)
    if period is None:
        return []
    found: dict[str, Matched] = {}
    for wanted in _wanted(known.register, query, period):
        page = known.page(wanted, None)
        for entry, match in zip(page.entries, page.matches, strict=True):
            fit = _fits(entry, match, query, known.register)
            if fit is not None:
                found[entry.ref] = Matched(entry, fit)
    return sorted(found.values(), key=newest, reverse=True)


def few(known: Known, query: Query, today: date, most: int) -> list[Matched]:
    """The newest of the entries that fit, at most so many: read page by page, and no further than needed."""
    period = bounded(query.period, today)
    if period is None:
        return []
    found: dict[str, Matched] = {}
    for wanted in _wanted(known.register, query, period):
        these = _fitting(known, query, wanted)
        found |= {one.entry.ref: one for one in islice(these, most)}
    return sorted(found.values(), key=newest, reverse=True)[:most]


def last(known: Known, query: Query, today: date) -> list[Matched]:
    """The one that can have been last, alone: the newest by its beginning, or what began before and ends after it."""
    period = bounded(query.period, today)
    newest_first = few(known, query, today, 1)
    if period is None or not newest_first:
        return []
    ends = newest_first[0].entry.fact.when.latest or today
    beyond = Period(start=max(min(ends, period.end or today), period.start or date.min), end=period.end)
    others = matched(known, query.model_copy(update={"period": beyond}), today)
    entry = max((*newest_first, *others), key=newest).entry
    wanted = next(_wanted(known.register, query, period))
    fit = _fits(entry, match_of(entry, wanted), query, known.register)
    return [Matched(entry, fit)] if fit is not None else []


def _fitting(known: Known, query: Query, wanted: Filter) -> Iterator[Matched]:
    after: str | None = None
    while True:
        page = known.page(wanted, _PAGE, after)
        for entry, match in zip(page.entries, page.matches, strict=True):
            fit = _fits(entry, match, query, known.register)
            if fit is not None:
                yield Matched(entry, fit)
        if page.next is None:
            return
        after = page.next


def newest(one: Matched) -> tuple[date, date, int]:
    """A key that sorts by the last day on which each can have been, then by the first, then as recorded."""
    when = one.entry.fact.when
    return when.latest or date.max, when.earliest or date.min, one.entry.number


def bounded(period: Period | None, today: date | None) -> Period | None:
    """The period as far as today; None where it begins later."""
    start, end = (period.start, period.end) if period else (None, None)
    if today is not None:
        end = today if end is None else min(end, today)
    return Period(start=start, end=end) if start is None or end is None or start <= end else None


def _wanted(register: Register, query: Query, period: Period) -> Iterator[Filter]:
    """What to list. An office stands for the state that it is for, which is no tie upwards."""
    kinds = frozenset(query.kinds)
    place, nationality = query.filters.place, query.filters.nationality

    def wanted(kinds: frozenset[str], actors: Iterable[str]) -> Filter:
        return Filter(kinds=kinds, actors=tuple(actors), period=period, place=place, nationality=nationality)

    yield wanted(kinds, query.actors)
    if query.actors and (not kinds or "appointment" in kinds):
        for office, others in _offices_for(register, query.actors):
            yield wanted(frozenset(["appointment"]), (office, *others))


def _offices_for(register: Register, actors: Iterable[str]) -> Iterator[tuple[str, list[str]]]:
    """Offices for one of the actors, with the actors that the office itself does not stand for."""
    for office in register:
        if office.type == "office" and set(office.to("for")) & set(actors):
            yield office.id, [actor for actor in actors if not stands_for(register, office.id, actor)]


def stands_for(register: Register, office: str, actor: str) -> bool:
    """Whether an office is, belongs to, or is for an actor."""
    return register.belongs(office, actor) or actor in register[office].to("for")


def _fits(entry: Entry, match: Match, query: Query, register: Register) -> Match | None:
    """Whether an entry fits the filters that lists do not know; None for no."""
    happened = happening_of(entry)
    told = entry.kind in _TOLD_BY_ITSELF
    if entry.status in ("retracted", "merged") or (happened is None and not told):
        return None
    if happened == "possible" and not told:
        match = "possible"
    if not all(fits(entry, asked, register) for asked, fits in _asked(query)):
        return None
    if query.kinds == ("statement",) and not _is_spoken_by(entry, query.actors, register):
        return None
    return _fits_people(entry, match, query)


def _asked(query: Query) -> Iterator[tuple[str, Callable[[Entry, str, Register], bool]]]:
    """What the filters ask for, each with how it is told whether an entry fits."""
    filters = query.filters
    for asked, fits in (
        (filters.entry, _is),
        (filters.source, _published_by),
        (filters.by, _held_by),
        (filters.mediator, _mediated_by),
        (filters.counted_by, _counted_by),
        (filters.about, _about),
        (filters.venue, _said_at),
        (filters.action, _does),
    ):
        if asked:
            yield asked, fits


def _is(entry: Entry, asked: str, _: Register) -> bool:
    return entry.ref == asked


def _published_by(entry: Entry, asked: str, register: Register) -> bool:
    wanted = (
        {asked.casefold(), *(name.text.casefold() for name in register[asked].names)}
        if asked in register
        else {asked.casefold()}
    )
    return any(one in publisher.casefold() for one in wanted for publisher in _publishers(entry))


def _publishers(entry: Entry) -> Iterator[str]:
    for claim in entry.claims:
        yield claim.source.publisher
        if claim.asserted_by:
            yield claim.asserted_by


def _held_by(entry: Entry, asked: str, register: Register) -> bool:
    """Whether they were held by somebody, or by who belongs to it; an entry that does not say fits."""
    fact = entry.fact
    if not isinstance(fact, Release | Arrest) or not fact.by:
        return True
    return any(register.belongs(one, asked) or register.belongs(asked, one) for one in fact.by)


def _mediated_by(entry: Entry, asked: str, register: Register) -> bool:
    """Whether somebody, or who belongs to it, mediated; for a person also where the body served is named."""
    fact = entry.fact
    if not isinstance(fact, Release):
        return False
    return any(
        register.belongs(one, asked) or (asked not in fact.mediators and register.belongs(asked, one))
        for one in fact.mediators
    )


def _counted_by(entry: Entry, asked: str, register: Register) -> bool:
    fact = entry.fact
    return isinstance(fact, PrisonerCount) and fact.counted_by is not None and register.belongs(fact.counted_by, asked)


def _about(entry: Entry, asked: str, register: Register) -> bool:
    fact = entry.fact
    told = fact.about if isinstance(fact, Statement) else [actor for _, actor in fact.mentions()]
    return any(register.belongs(actor, asked) for actor in told)


def _is_spoken_by(entry: Entry, actors: Sequence[str], register: Register) -> bool:
    """Whether one of the actors, or who belongs to it, said it: of a statement the actor asked for is its speaker."""
    fact = entry.fact
    return (
        not actors or not isinstance(fact, Statement) or any(register.belongs(fact.speaker, actor) for actor in actors)
    )


def _said_at(entry: Entry, asked: str, _: Register) -> bool:
    return isinstance(entry.fact, Statement) and asked.casefold() in (entry.fact.venue or "").casefold()


def _does(entry: Entry, asked: str, _: Register) -> bool:
    """Whether an entry tells an act; what lifts something takes in every relief that is in effect."""
    match entry.fact:
        case SanctionsChange(action=done) | Appointment(change=done) | Arrest(measure=done):
            return done in _ALIKE.get(asked, (asked,))
        case _:
            return True


def _fits_people(entry: Entry, match: Match, query: Query) -> Match | None:
    """Whether some of those whom a release covered fit."""
    fact, filters = entry.fact, query.filters
    if not isinstance(fact, Release):
        return match
    if filters.outcome and not any(freed.outcome == filters.outcome for freed in fact.named):
        return None
    if filters.population and filters.population != "political_prisoner":
        share = next((part.people for part in fact.populations if part.population == filters.population), None)
        if share is None or share.upper == 0:
            return None
    return match
