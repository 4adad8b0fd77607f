"""What of a release, an arrest or a figure is counted, kept with the read model.

A gist is one state of one entry: its day, its numbers, whom it names, of its claims only how they
say it, and its ties to what it is part of or was merged into. Balances are folded from gists,
whether made from entries or kept: a month of them takes a hundredth of the time of its entries.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from timeline.dates import PartialDate
from timeline.events import Corrected, Corroborated, Disputed, Linked, Merged, Reinstated, Retracted
from timeline.facts import Arrest, PrisonerCount, Release
from timeline.quantities import Interval, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timeline.claims import Claim, Modality
    from timeline.entry import Entry, Status
    from timeline.events import Event
    from timeline.facts import Fact, Outcome, Population
    from timeline.texts import ActorId, Ref

COUNTED = (Release, Arrest, PrisonerCount)
"""The facts that are counted, and of which there are such gists."""

Basis = Literal["stock", "flow", "cumulative"]
Measure = Literal["detained", "charged", "sentenced"]


class ReleaseGist(NamedTuple):
    """A release: how many it covered, of which populations, and what became of those it names."""

    ref: Ref
    number: int
    status: Status
    disputed: bool
    said: tuple[Modality, ...]
    wholes: tuple[Ref, ...]
    merged_into: Ref | None
    when: PartialDate
    people: Interval
    populations: tuple[tuple[Population, Interval], ...]
    named: tuple[tuple[ActorId, Outcome], ...]
    complete: bool


class ArrestGist(NamedTuple):
    """An arrest: how many it is about, what was done to them, and whom it names."""

    ref: Ref
    number: int
    status: Status
    disputed: bool
    said: tuple[Modality, ...]
    wholes: tuple[Ref, ...]
    merged_into: Ref | None
    when: PartialDate
    people: Interval
    measure: Measure
    named: tuple[ActorId, ...]


class FigureGist(NamedTuple):
    """A figure of a counting body. `count` is a quantity as JSON; a plain number where it is exact."""

    ref: Ref
    number: int
    status: Status
    disputed: bool
    said: tuple[Modality, ...]
    wholes: tuple[Ref, ...]
    merged_into: Ref | None
    when: PartialDate
    count: Any
    counted_by: ActorId | None
    measure: str
    definition: str | None
    basis: Basis

    @property
    def quantity(self) -> Quantity:
        """How many."""
        count = self.count
        return _exactly(count) if type(count) is int else _quantity(*count.items())


CountGist: TypeAlias = ReleaseGist | ArrestGist | FigureGist
COUNT_GISTS = (ReleaseGist, ArrestGist, FigureGist)


def count_gist_of(entry: Entry) -> CountGist | None:
    """The gist of an entry; None where its kind is not counted."""
    gist = made(entry.ref, entry.number, entry.fact)
    if gist is None:
        return None
    return gist._replace(
        status=entry.status,
        disputed=entry.disputed,
        said=_said((), entry.claims),
        wholes=tuple(link.to for link in entry.links if link.kind == "part_of"),
        merged_into=entry.merged_into,
    )


def count_gists_of(entries: Iterable[Entry]) -> list[CountGist]:
    """The gists of those entries that are counted."""
    return [gist for entry in entries if (gist := count_gist_of(entry)) is not None]


def made(ref: Ref, number: int, fact: Fact, claims: Iterable[Claim] = ()) -> CountGist | None:
    """The gist of an entry that begins; None where its kind is not counted."""
    head = (ref, number, "standing", False, _said((), claims), (), None, fact.when)
    match fact:
        case Release():
            return ReleaseGist._make(
                (*head, fact.people.interval,
                 tuple((part.population, part.people.interval) for part in fact.populations),
                 tuple((freed.person, freed.outcome) for freed in fact.named), fact.named_complete)
            )  # fmt: skip
        case Arrest():
            named = tuple(accused.person for accused in fact.named)
            return ArrestGist._make((*head, fact.people.interval, fact.measure, named))
        case PrisonerCount():
            return FigureGist._make(
                (*head, _short(fact.count), fact.counted_by, fact.measure, fact.definition, fact.basis)
            )
        case _:
            return None


def count_gist_after(gist: CountGist, event: Event) -> CountGist | None:  # noqa: PLR0911  (one line an event)
    """The gist after the next event of its entry; the same object where nothing in it changes.

    None where its fact is now of another kind.
    """
    match event:
        case Corroborated():
            return _with_claims(gist, event.claims)
        case Corrected():
            new = made(gist.ref, gist.number, event.fact)
            if type(new) is not type(gist):
                return None  # it may come back: what was said until then is read from the events
            return _with_claims(gist, event.claims)._replace(**dict(zip(new._fields[7:], new[7:], strict=True)))
        case Disputed():
            gist = _with_claims(gist, event.claims)
            return gist._replace(status="disputed" if gist.status == "standing" else gist.status, disputed=True)
        case Retracted():
            return _with_claims(gist, event.claims)._replace(status="retracted")
        case Merged():
            return _with_claims(gist, event.claims)._replace(status="merged", merged_into=event.into)
        case Reinstated():
            # As an entry does: a dispute that stood alone is settled, one from before a retraction is not.
            still = gist.disputed and gist.status in ("retracted", "merged")
            gist = _with_claims(gist, event.claims)
            return gist._replace(status="disputed" if still else "standing", disputed=still, merged_into=None)
        case Linked() if event.kind == "part_of" and event.to not in gist.wholes:
            return gist._replace(wholes=(*gist.wholes, event.to))
        case _:
            return gist


def _with_claims(gist: CountGist, claims: Iterable[Claim]) -> CountGist:
    said = _said(gist.said, claims)
    return gist if said is gist.said else gist._replace(said=said)


def _said(said: tuple[Modality, ...], claims: Iterable[Claim]) -> tuple[Modality, ...]:
    for claim in claims:
        if claim.stance == "supports" and claim.scope == "entry" and claim.modality not in said:
            said = (*said, claim.modality)
    return said


@lru_cache(maxsize=4_096)
def _exactly(number: int) -> Quantity:
    return Quantity(value=number)


@lru_cache(maxsize=4_096)
def _quantity(*fields: tuple[str, Any]) -> Quantity:
    return Quantity.model_validate(dict(fields))


def _short(count: Quantity) -> object:
    if count.qualifier == "exactly" and count.unit == "people" and count.verbatim is None:
        return count.value
    return count.model_dump(mode="json", exclude_none=True)


# ---------------------------------------------------------------- as rows


def to_row(gist: CountGist) -> list[Any]:
    """What is kept of a gist, as JSON has it."""
    row: list[Any] = list(gist)
    row[7] = gist.when.text
    return row


def from_row(row: list[Any]) -> CountGist:
    """A gist from what was kept."""
    row[4], row[5], row[7] = tuple(row[4]), tuple(row[5]), PartialDate(row[7])
    match len(row):
        case 12:
            row[8] = _interval(*row[8])
            row[9] = tuple([(population, _interval(*people)) for population, people in row[9]])
            row[10] = tuple([(person, outcome) for person, outcome in row[10]])
            return ReleaseGist(*row)
        case 11:
            row[8], row[10] = _interval(*row[8]), tuple(row[10])
            return ArrestGist(*row)
        case _:
            return FigureGist(*row)


def _interval(lower: int | None, upper: int | None, unbounded: list[str]) -> Interval:
    return Interval(lower, upper, tuple(unbounded))


# ---------------------------------------------------------------- where they are looked for

SPANS = (0, 31, 366, 1 << 22)
"""How many days may lie between the first and the last day of a gist, by its reach."""


class Place(NamedTuple):
    """The first and the last day (ordinals) on which a gist can count, and its reach: how far they lie apart."""

    reach: int
    first: int
    last: int


def place_of(gist: CountGist) -> Place:
    """Where a gist is looked for."""
    first, last = days_of(gist.when)
    if isinstance(gist, FigureGist) and gist.basis == "cumulative":  # it belongs to where its days end
        other_first, other_last = days_of(ending(gist.when))
        first, last = min(first, other_first), max(last, other_last)
    return Place(reach_of(first, last), first, last)


def reach_of(first: int, last: int) -> int:
    """The least reach that such days have."""
    return next(reach for reach, span in enumerate(SPANS) if last - first <= span)


def days_of(when: PartialDate) -> tuple[int, int]:
    """The first and the last day (ordinals) that are possible; an open end is the last day there is."""
    return (when.earliest or date.min).toordinal(), (when.latest or date.max).toordinal()


def ending(when: PartialDate) -> PartialDate:
    """The end of an interval, or the date itself; an open end is as open as it was."""
    end = when.text.partition("/")[2]
    return when if end in ("", "..") else PartialDate(end)
