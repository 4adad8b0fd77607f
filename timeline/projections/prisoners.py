"""How many were freed and how many arrested in a period, as bounds, and what counting bodies say beside it.

Freed: a release that is part of another never adds; of the others, at most `people` were let go,
and at least `people` less those who refused to leave or were sent back. What only may belong to
the period widens the upper bound alone. Figures of counting bodies are listed, never added.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field

from timeline.dates import Period
from timeline.facts import Population
from timeline.mappings import FrozenDict, FrozenMapping
from timeline.projections.arrests import fewest
from timeline.projections.count_gists import ArrestGist, Measure, ReleaseGist, count_gists_of
from timeline.projections.counting import NOT_LET_GO, Counted, Ties, counted, covered, let_go
from timeline.projections.figures import Figure, Net, Told, figure, net, newest, told
from timeline.quantities import Interval
from timeline.texts import ActorId, Ref

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from timeline.entry import Entry
    from timeline.projections.chronology import Match
    from timeline.projections.count_gists import CountGist

COUNTING = ("release", "arrest", "prisoner_count")
"""The kinds of which totals are made."""


class _Result(BaseModel):
    # Answers are made of what was checked when it was recorded: they are constructed, not validated.
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
    gists = count_gists_of(entries)
    return prisoners_of(gists, gists, period, persons=persons)


def prisoners_of(
    gists: Sequence[CountGist], stocks: Iterable[CountGist], period: Period, *, persons: bool = False
) -> Prisoners:
    """The same from gists: all that may belong to the period, with what it is part of, and the newest stocks."""
    found = told(gists, period)
    sums = _totals(gists, found, period)
    return Prisoners.model_construct(
        period=period,
        freed=sums.freed,
        arrested=sums.arrested,
        counts=tuple(map(figure, found)),
        stocks=stocks_of(stocks, period.end),
        net=sums.net,
        why=sums.why,
        persons=_persons(gists, period) if persons else None,
    )


def stocks_of(gists: Iterable[CountGist], on: date | None) -> tuple[Figure, ...]:
    """The newest number of people held by each body and definition on a day (None: of all)."""
    return tuple(map(figure, newest(told(gists, Period(end=on)))))


def totals(entries: Iterable[Entry], period: Period) -> Totals:
    """Freed, arrested and net alone, from entries."""
    return totals_of(count_gists_of(entries), period)


def totals_of(gists: Sequence[CountGist], period: Period) -> Totals:
    """The same from gists."""
    return _totals(gists, told(gists, period), period)


def _totals(gists: Sequence[CountGist], found: Sequence[Told], period: Period) -> Totals:
    ties = Ties(gists)
    return totals_from(freed(gists, ties, period), arrested(gists, ties, period), net(found))


def totals_from(freed: FreedTally, arrested: ArrestedTally, net: tuple[Net | None, str]) -> Totals:
    """Totals put together from their parts."""
    return Totals.model_construct(freed=freed, arrested=arrested, net=net[0], why=net[1])


def freed(gists: Iterable[CountGist], ties: Ties, period: Period) -> FreedTally:
    """The people let go in a period."""
    releases = [one for one in counted(gists, ReleaseGist, period) if not ties.is_part(one.gist)]
    mentioned = {population for one in releases for population, _ in one.gist.populations}
    return FreedTally.model_construct(
        **_tally(releases, _sum((let_go(one.gist), one.match) for one in releases)),
        populations=FrozenDict(
            {
                population: _population(releases, population)
                for population in get_args(Population)
                if population in mentioned or population == "political_prisoner"
            }
        ),
    )


def _population(releases: Sequence[Counted[ReleaseGist]], population: Population) -> Bounds:
    people = _sum((covered(one.gist, population), one.match) for one in releases)
    unbounded: list[Unbounded] = []
    for one in releases:
        given = [people for part, people in one.gist.populations if part == population]
        if not given:
            unbounded.append(Unbounded.model_construct(entry=one.gist.ref, quantity=None))
        elif given[0].unbounded:
            unbounded.append(Unbounded.model_construct(entry=one.gist.ref, quantity=given[0].unbounded[0]))
    return Bounds.model_construct(lower=people.lower or 0, upper=people.upper, unbounded=tuple(unbounded))


def arrested(gists: Iterable[CountGist], ties: Ties, period: Period) -> ArrestedTally:
    """The people detained in a period; those charged and sentenced apart."""
    arrests = counted(gists, ArrestGist, period)
    tallies: dict[Measure, Tally] = {}
    for measure in get_args(Measure):
        found = [one for one in arrests if one.gist.measure == measure]
        if found or measure == "detained":
            tallies[measure] = _arrests(found, ties)
    detained = tallies.pop("detained")
    return ArrestedTally.model_construct(**dict(detained), measures=FrozenDict(tallies))


def _arrests(found: Sequence[Counted[ArrestGist]], ties: Ties) -> Tally:
    """At least what certainly lies apart; at most the sum of all but what is part of another of these."""
    certain = {one.gist.ref: one.gist for one in found if one.match == "certain"}
    least = fewest(certain, {ref: ties.above(ref) - {ref} for ref in certain})
    refs = {one.gist.ref for one in found}
    adding = [one for one in found if not (ties.is_part(one.gist) and refs & ties.above(one.gist.ref) - {one.gist.ref})]
    most = _sum((one.gist.people, one.match) for one in adding)
    return Tally.model_construct(**_tally(found, Interval(least, most.upper, most.unbounded)))


def _sum(found: Iterable[tuple[Interval, Match]]) -> Interval:
    """The bounds of a sum: what is only possible may add nothing."""
    lower, upper, unbounded = 0, 0, list[str]()
    endless = False
    for interval, match in found:
        if match == "certain":
            lower += interval.lower or 0
        if interval.upper is None:
            endless = True
        else:
            upper += interval.upper
        unbounded += interval.unbounded
    return Interval(lower, None if endless else upper, tuple(unbounded))


def _tally(found: Sequence[Counted[ReleaseGist]] | Sequence[Counted[ArrestGist]], people: Interval) -> dict[str, Any]:
    """The fields of a tally over these entries."""
    return {
        "lower": people.lower or 0,
        "upper": people.upper,
        "unbounded": tuple(
            Unbounded.model_construct(entry=one.gist.ref, quantity=text)
            for one in found
            for text in one.gist.people.unbounded
        ),
        "entries": tuple(one.gist.ref for one in found),
        "possible": tuple(one.gist.ref for one in found if one.match == "possible"),
        "disputed": tuple(one.gist.ref for one in found if one.gist.status == "disputed"),
    }


def _persons(gists: Sequence[CountGist], period: Period) -> Persons:
    releases, arrests = counted(gists, ReleaseGist, period), counted(gists, ArrestGist, period)
    named = [(one, person, outcome) for one in releases for person, outcome in one.gist.named]
    accused = [(one, person) for one in arrests for person in one.gist.named]
    return Persons(
        freed=_distinct((one, person) for one, person, outcome in named if outcome not in NOT_LET_GO),
        stayed=_distinct((one, person) for one, person, outcome in named if outcome in NOT_LET_GO),
        arrested=_distinct((one, person) for one, person in accused if one.gist.measure == "detained"),
        sentenced=_distinct((one, person) for one, person in accused if one.gist.measure == "sentenced"),
        complete=all(one.gist.complete for one in releases),
    )


def _distinct(
    named: Iterator[tuple[Counted[ReleaseGist], str]] | Iterator[tuple[Counted[ArrestGist], str]],
) -> tuple[NamedPerson, ...]:
    found: dict[str, list[tuple[str, Match]]] = {}
    for one, person in named:
        found.setdefault(person, []).append((one.gist.ref, one.match))
    return tuple(
        NamedPerson(
            person=person,
            entries=tuple([ref for ref, _ in ones]),
            match="certain" if any(match == "certain" for _, match in ones) else "possible",
        )
        for person, ones in found.items()
    )
