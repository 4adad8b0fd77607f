"""How many were freed and how many arrested in a period, as bounds, and what counting bodies say beside it.

Freed: a release that is part of another never adds; of the others, at most `people` were let go,
and at least `people` less those who refused to leave or were sent back. What only may belong to
the period widens the upper bound alone. Figures of counting bodies are listed, never added.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from timeline.dates import Period
from timeline.facts import Arrest, Population, Release
from timeline.mappings import FrozenDict, FrozenMapping
from timeline.projections.arrests import fewest
from timeline.projections.counting import NOT_LET_GO, Counted, Ties, counted, covered, let_go
from timeline.projections.figures import Figure, Net, figures, net, newest
from timeline.quantities import Interval
from timeline.texts import ActorId, Ref

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from timeline.entry import Entry


COUNTING = ("release", "arrest", "prisoner_count")
"""The kinds of which totals are made."""
Measure = Literal["detained", "charged", "sentenced"]


class _Result(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Unbounded(_Result):
    """A quantity that bounds nothing, and whose it is; None where the entry gives none at all."""

    entry: Ref
    quantity: str | None


class Bounds(_Result):
    """From `lower` to `upper`, both included; None is no upper bound. `unbounded` names what bounds nothing."""

    lower: int
    upper: int | None
    unbounded: tuple[Unbounded, ...] = ()


class Tally(Bounds):
    """A sum over recorded entries, oldest first.

    `possible` are those of them that may not belong in it: their date may lie outside the period,
    or they are only announced or alleged. `disputed` are those that somebody disputes; they count.
    """

    entries: tuple[Ref, ...] = ()
    possible: tuple[Ref, ...] = ()
    disputed: tuple[Ref, ...] = ()


class FreedTally(Tally):
    """People let go by the recorded releases.

    `populations` are bounds apart, never to be added, as they overlap. They count those whom the
    acts covered; a release that does not say how many of a population it covered may hold any.
    """

    populations: FrozenMapping[Population, Bounds] = Field(default_factory=FrozenDict)


class ArrestedTally(Tally):
    """People detained by the recorded arrests; those charged and sentenced are `measures` of their own.

    The bounds are those of what is recorded here, which is not every arrest there was. No source
    sorts those arrested into populations.
    """

    populations: FrozenMapping[Population, Bounds] = Field(default_factory=FrozenDict)
    measures: FrozenMapping[Measure, Tally] = Field(default_factory=FrozenDict)


class NamedPerson(_Result):
    """Somebody whom entries name, and whether certainly in the period."""

    person: ActorId
    entries: tuple[Ref, ...]
    match: Literal["certain", "possible"]


class Persons(_Result):
    """Distinct people by name: fewer than the totals, which hold many whom nobody names.

    `freed` were let go; `stayed` refused to leave or were sent back, and may be among the freed of
    another release. `complete` says whether every release of the period names everybody.
    """

    freed: tuple[NamedPerson, ...]
    stayed: tuple[NamedPerson, ...]
    arrested: tuple[NamedPerson, ...]
    sentenced: tuple[NamedPerson, ...]
    complete: bool


class Totals(_Result):
    """What is summed and what is subtracted: `net` is None where it cannot be computed, `why` says why."""

    freed: FreedTally
    arrested: ArrestedTally
    net: Net | None
    why: str


class Prisoners(Totals):
    """The answer for one period.

    `counts` are the figures of counting bodies whose date lies, or may lie, in the period, newest
    first; `stocks` the newest number of people held, by each body and definition, at its end.
    """

    period: Period
    counts: tuple[Figure, ...]
    stocks: tuple[Figure, ...]
    persons: Persons | None = None


def prisoners(entries: Iterable[Entry], period: Period, *, persons: bool = False) -> Prisoners:
    """Freed, arrested, figures and net of a period, from every entry as known at one moment.

    With `persons`, the distinct named people too.
    """
    known = tuple(entries)
    sums = totals(known, period)
    return Prisoners(
        period=period,
        freed=sums.freed,
        arrested=sums.arrested,
        counts=figures(known, period),
        stocks=newest(known, period.end),
        net=sums.net,
        why=sums.why,
        persons=_persons(known, period) if persons else None,
    )


def totals(entries: Sequence[Entry], period: Period) -> Totals:
    """Freed, arrested and net alone."""
    ties = Ties(entries)
    change, why = net(entries, period)
    releases = [one for one in counted(entries, "release", period) if not ties.is_part(one.entry)]
    return Totals(
        freed=_freed(releases), arrested=_arrested(counted(entries, "arrest", period), ties), net=change, why=why
    )


def _freed(releases: Sequence[Counted]) -> FreedTally:
    mentioned = {part.population for one in releases for part in _release(one).populations}
    return FreedTally(
        **_tally(releases, _sum(releases, lambda one: let_go(_release(one)))),
        populations={
            population: _population(releases, population)
            for population in get_args(Population)
            if population in mentioned or population == "political_prisoner"
        },
    )


def _population(releases: Sequence[Counted], population: Population) -> Bounds:
    people = _sum(releases, lambda one: covered(_release(one), population))
    unbounded: list[Unbounded] = []
    for one in releases:
        given = [part.people for part in _release(one).populations if part.population == population]
        if not given:
            unbounded.append(Unbounded(entry=one.entry.ref, quantity=None))
        elif given[0].interval.unbounded:
            unbounded.append(Unbounded(entry=one.entry.ref, quantity=str(given[0])))
    return Bounds(lower=people.lower or 0, upper=people.upper, unbounded=tuple(unbounded))


def _arrested(arrests: Sequence[Counted], ties: Ties) -> ArrestedTally:
    tallies: dict[Measure, Tally] = {}
    for measure in get_args(Measure):
        found = [one for one in arrests if _arrest(one).measure == measure]
        if found or measure == "detained":
            tallies[measure] = _arrests(found, ties)
    detained = tallies.pop("detained")
    return ArrestedTally(**dict(detained), measures=tallies)


def _arrests(found: Sequence[Counted], ties: Ties) -> Tally:
    """At least what certainly lies apart; at most the sum of all but what is part of another of these."""
    certain = {one.entry.ref: _arrest(one) for one in found if one.match == "certain"}
    least = fewest(certain, {ref: ties.above(ref) - {ref} for ref in certain})
    refs = {one.entry.ref for one in found}
    adding = [
        one for one in found if not (ties.is_part(one.entry) and refs & ties.above(one.entry.ref) - {one.entry.ref})
    ]
    most = _sum(adding, lambda one: _arrest(one).people.interval)
    return Tally(**_tally(found, Interval(least, most.upper, most.unbounded)))


def _sum(found: Iterable[Counted], people: Callable[[Counted], Interval]) -> Interval:
    whole = Interval(0, 0)
    for one in found:
        interval = people(one)
        whole += interval if one.match == "certain" else Interval(0, interval.upper, interval.unbounded)
    return whole


def _tally(found: Sequence[Counted], people: Interval) -> dict[str, object]:
    """The fields of a tally over these entries."""
    unbounded = []
    for one in found:
        fact = one.entry.fact
        assert isinstance(fact, Release | Arrest)
        unbounded += [Unbounded(entry=one.entry.ref, quantity=text) for text in fact.people.interval.unbounded]
    return {
        "lower": people.lower or 0,
        "upper": people.upper,
        "unbounded": tuple(unbounded),
        "entries": tuple(one.entry.ref for one in found),
        "possible": tuple(one.entry.ref for one in found if one.match == "possible"),
        "disputed": tuple(one.entry.ref for one in found if one.entry.status == "disputed"),
    }


def _persons(entries: Sequence[Entry], period: Period) -> Persons:
    releases, arrests = counted(entries, "release", period), counted(entries, "arrest", period)
    named = [(one, person) for one in releases for person in _release(one).named]
    accused = [(one, _arrest(one).measure, person.person) for one in arrests for person in _arrest(one).named]
    return Persons(
        freed=_distinct((one, person.person) for one, person in named if person.outcome not in NOT_LET_GO),
        stayed=_distinct((one, person.person) for one, person in named if person.outcome in NOT_LET_GO),
        arrested=_distinct((one, person) for one, measure, person in accused if measure == "detained"),
        sentenced=_distinct((one, person) for one, measure, person in accused if measure == "sentenced"),
        complete=all(_release(one).named_complete for one in releases),
    )


def _distinct(named: Iterator[tuple[Counted, str]]) -> tuple[NamedPerson, ...]:
    found: dict[str, list[Counted]] = {}
    for one, person in named:
        found.setdefault(person, []).append(one)
    return tuple(
        NamedPerson(
            person=person,
            entries=tuple(one.entry.ref for one in ones),
            match="certain" if any(one.match == "certain" for one in ones) else "possible",
        )
        for person, ones in found.items()
    )


def _release(one: Counted) -> Release:
    assert isinstance(one.entry.fact, Release)
    return one.entry.fact


def _arrest(one: Counted) -> Arrest:
    assert isinstance(one.entry.fact, Arrest)
    return one.entry.fact
