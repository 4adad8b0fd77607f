"""What was reviewed for the timeline, what is known to be missing, and how old its newest figures are.

Which kinds and periods were reviewed is told by whoever keeps the data (`coverage.json` beside
the shipped timeline), not computed: an empty list of a month that nobody looked at proves nothing.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from timeline.dates import PartialDate, Period
from timeline.facts import KINDS, PrisonerCount
from timeline.mappings import FrozenMapping
from timeline.projections.count_gists import ending
from timeline.quantities import Quantity
from timeline.texts import ActorId, Language, Line, Ref, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from timeline.entry import Entry

Kind = Literal[
    "call", "meeting", "release", "arrest", "person_status", "prisoner_count", "appointment",
    "sanctions_change", "negotiation", "statement", "incident",
]  # fmt: skip
Words = Annotated[FrozenMapping[Language, Text], Field(min_length=1)]


class _Result(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Reviewed(_Result):
    """What was looked for, of one kind in one period.

    `searched`: looked for throughout, as far as `scope` goes; what was found is recorded.
    `selected`: what came up was recorded; what is not recorded may well have happened.
    """

    kind: Kind
    period: Period
    extent: Literal["searched", "selected"]
    scope: Words


class Gap(_Result):
    """Something that is known to be missing, and where it would lie."""

    kind: Kind
    when: PartialDate
    what: Words


class Review(_Result):
    """What `coverage.json` holds.

    `until` is the day after which nothing was looked for. `shipped` are refs by which a store is
    known to hold the data that the review is about.
    """

    until: date
    shipped: Annotated[tuple[Ref, ...], Field(min_length=1)]
    reviewed: tuple[Reviewed, ...]
    gaps: tuple[Gap, ...]

    @model_validator(mode="after")
    def _every_kind_is_told_of(self) -> Self:
        missing = KINDS.keys() - {reviewed.kind for reviewed in self.reviewed}
        if missing:
            raise ValueError(f"says nothing of {', '.join(sorted(missing))}")
        return self


class Age(_Result):
    """Whole days before today, from fewest to most: a month lies further back at its start than at its end.

    A flow or a running total is as old as the end of its days.
    """

    lower: int
    upper: int | None


class Latest(_Result):
    """The newest entry of one kind, by the last day it can be of; None where there is none."""

    kind: Kind
    entries: int
    entry: Ref | None = None
    on: PartialDate | None = None
    age: Age | None = None


class LatestFigure(_Result):
    """The newest figure of one body on one thing; `counted_by` None where nobody says who counted."""

    counted_by: ActorId | None
    measure: str
    basis: Literal["stock", "flow", "cumulative"]
    definition: Line | None
    count: Quantity
    entry: Ref
    on: PartialDate
    age: Age


class Coverage(_Result):
    """What was reviewed (None: this store does not hold the shipped timeline), and what is newest.

    `figures` come newest first.
    """

    today: date
    reviewed_until: date | None
    reviewed: tuple[Reviewed, ...]
    gaps: tuple[Gap, ...]
    newest: tuple[Latest, ...]
    figures: tuple[LatestFigure, ...]


def coverage(
    tallies: Mapping[str, tuple[int, Entry | None]], figures: Iterable[Entry], review: Review | None, today: date
) -> Coverage:
    """How old the newest entry of each kind and the newest figure of each body are `today`, beside the review.

    `tallies` say of each kind how many entries stand that began by today, and which of them ended
    last; `figures` hold the newest of each series that counts. `review` is None for entries that
    nobody reviewed.
    """
    told = _figures(entry for entry in figures if is_known(entry, today))
    return Coverage(
        today=today,
        reviewed_until=review.until if review else None,
        reviewed=review.reviewed if review else (),
        gaps=review.gaps if review else (),
        newest=tuple(_latest(kind, *tallies.get(kind, (0, None)), told, today) for kind in KINDS),
        figures=tuple(_figure(entry, today) for entry in told),
    )


def is_known(entry: Entry, today: date) -> bool:
    """Whether an entry stands, and began by today."""
    return entry.status not in ("retracted", "merged") and (entry.fact.when.earliest or date.min) <= today


def _latest(kind: str, entries: int, newest: Entry | None, figures: Sequence[Entry], today: date) -> Latest:
    if kind == "prisoner_count":
        newest = max(figures, key=recency, default=None)  # a stock is as old as its first day
    if newest is None:
        return Latest(kind=kind, entries=0)
    on = newest.fact.when
    return Latest(kind=kind, entries=entries, entry=newest.ref, on=on, age=_age(on, today))


def _figures(known: Iterable[Entry]) -> list[Entry]:
    """The newest figure of each body on each thing, newest first."""
    newest: dict[tuple[str | None, str, str], Entry] = {}
    for entry in sorted(known, key=recency, reverse=True):
        fact = entry.fact
        if isinstance(fact, PrisonerCount):
            newest.setdefault((fact.counted_by, fact.measure, fact.basis), entry)
    return list(newest.values())


def _figure(entry: Entry, today: date) -> LatestFigure:
    fact = entry.fact
    assert isinstance(fact, PrisonerCount)
    return LatestFigure(
        counted_by=fact.counted_by,
        measure=fact.measure,
        basis=fact.basis,
        definition=fact.definition,
        count=fact.count,
        entry=entry.ref,
        on=fact.when,
        age=_age(fact.when if fact.basis == "stock" else ending(fact.when), today),
    )


def recency(entry: Entry) -> tuple[date, date, int]:
    """A stock is as old as the first day it may be of; everything else as its last."""
    when = entry.fact.when
    first, last = when.earliest or date.min, when.latest or date.max
    if isinstance(entry.fact, PrisonerCount) and entry.fact.basis == "stock":
        return first, last, entry.number
    return last, first, entry.number


def _age(on: PartialDate, today: date) -> Age:
    """An open end counts as today: what goes on is not old."""
    latest = min(on.latest or today, today)
    earliest = on.earliest
    return Age(lower=(today - latest).days, upper=(today - earliest).days if earliest else None)
