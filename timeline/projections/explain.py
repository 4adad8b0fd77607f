"""Why a number changed: the events between two moments of knowing, each with what it did to the totals.

The totals of a period are folded as known at the earlier moment; then every event that became
known since is taken in order, and what it changes is told as before and after. Events that leave
the totals as they are appear where they change whom a release names, or are a dispute of what
counts: "names changed, the number did not" is an answer too.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Literal, assert_never

from pydantic import BaseModel, ConfigDict, Field

from timeline.dates import Period
from timeline.events import (
    ActorRecorded,
    Corrected,
    Corroborated,
    Disputed,
    Linked,
    Merged,
    Recorded,
    Redacted,
    Reinstated,
    Retracted,
)
from timeline.facts import Arrest, Population, PrisonerCount, Release
from timeline.mappings import FrozenDict, FrozenMapping
from timeline.projections.figures import Net
from timeline.projections.prisoners import Bounds, Totals
from timeline.projections.running_totals import RunningTotals
from timeline.texts import ActorId, Ref

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from timeline.entry import Entry
    from timeline.events import Envelope, Event
    from timeline.projections.chronology import Cutoff
    from timeline.projections.count_gists import CountGist

Cause = Literal[
    "report", "late_report", "correction", "retraction", "reinstatement", "dispute", "tie", "merge", "corroboration",
    "redaction",
]  # fmt: skip


class _Result(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Extent(_Result):
    """A number, as bounds."""

    lower: int | None
    upper: int | None


class Change(_Result):
    """A number before and after one event; None where it could not be computed."""

    before: Extent | None
    after: Extent | None


class Names(_Result):
    """Whom an entry names after one event and did not before, whom no more, and whose outcome differs."""

    added: tuple[ActorId, ...] = ()
    removed: tuple[ActorId, ...] = ()
    changed: tuple[ActorId, ...] = ()


class Effect(_Result):
    """What one event did. `freed` or `arrested` is given for an event about such an entry, changed or not."""

    freed: Change | None = None
    arrested: Change | None = None
    populations: FrozenMapping[Population, Change] = Field(default_factory=FrozenDict)
    net: Change | None = None
    names: Names = Names()

    @property
    def number_changed(self) -> bool:
        """Whether any number is another one than before."""
        changes = (self.freed, self.arrested, self.net, *self.populations.values())
        return any(change is not None and change.before != change.after for change in changes)


class Explained(_Result):
    """One event: its stored name, place, entry, effect, and why it came about: `cause`, and `why` in words."""

    event: str
    id: str
    position: int
    recorded: datetime
    ref: Ref
    effect: Effect
    cause: Cause
    why: str


class Explanation(_Result):
    """The totals of a period as known at two moments (`between`), and what happened between them, in order."""

    between: tuple[str, str]
    period: Period
    before: Totals
    after: Totals
    changes: tuple[Explained, ...]


def explain(
    gists: Iterable[CountGist],
    events: Iterable[Envelope],
    earlier: Cutoff,
    period: Period,
    known_until: date,
    between: tuple[str, str],
) -> Explanation:
    """Every event that changed the totals of a period, or whom they name, since the earlier moment.

    `gists` are what may matter as known then; `events` all of whatever of it changed since, up to
    the later moment, in order of position. `known_until` is the day up to which was known; `between`
    is how the moments are written.
    """
    state = RunningTotals(period, gists)
    news: list[Envelope] = []
    for envelope in events:
        if earlier.knows(envelope):
            state.begin(envelope)
        else:
            news.append(envelope)
    state.forget_others()
    before = state.totals()
    changes = tuple(told for envelope in news if (told := _told(envelope, state, known_until)))
    return Explanation(between=between, period=period, before=before, after=state.totals(), changes=changes)


def _told(envelope: Envelope, state: RunningTotals, known_until: date) -> Explained | None:
    earlier, before = state.entries.get(envelope.stream), state.totals()
    if not state.take(envelope):
        return None
    entry, after = state.entries[envelope.stream], state.totals()
    effect = _effect(entry, earlier, before, after)
    concerns = state.may_count(entry) or state.may_count(earlier)
    disputed = isinstance(envelope.event, Disputed) and not isinstance(entry.fact, PrisonerCount)
    if not effect.number_changed and not (concerns and (effect.names != Names() or disputed)):
        return None
    cause, why = _why(envelope.event, entry, known_until)
    return Explained(
        event=envelope.topic.partition(".")[0],
        id=str(envelope.id),
        position=envelope.position,
        recorded=envelope.recorded,
        ref=entry.ref,
        effect=effect,
        cause=cause,
        why=why,
    )


def _effect(entry: Entry, earlier: Entry | None, before: Totals, after: Totals) -> Effect:
    populations: dict[Population, Change] = {}
    if before.freed.populations != after.freed.populations:
        for population in dict.fromkeys((*before.freed.populations, *after.freed.populations)):
            change = Change(before=_share(before, population), after=_share(after, population))
            if change.before != change.after:
                populations[population] = change
    freed, arrested = _change(before.freed, after.freed), _change(before.arrested, after.arrested)
    net = _change(before.net, after.net)
    return Effect(
        freed=freed if entry.kind == "release" or freed.before != freed.after else None,
        arrested=arrested if entry.kind == "arrest" or arrested.before != arrested.after else None,
        populations=populations,
        net=net if before.net != after.net else None,
        names=_names(earlier, entry),
    )


def _change(before: Bounds | Net | None, after: Bounds | Net | None) -> Change:
    return Change(before=_extent(before), after=_extent(after))


def _share(sums: Totals, population: Population) -> Extent:
    """How many of a population; where no release tells of it, any number of those covered."""
    bounds = sums.freed.populations.get(population)
    return Extent(lower=bounds.lower if bounds else 0, upper=bounds.upper if bounds else sums.freed.upper)


def _extent(bounds: Bounds | Net | None) -> Extent | None:
    return None if bounds is None else Extent(lower=bounds.lower, upper=bounds.upper)


def _names(earlier: Entry | None, entry: Entry) -> Names:
    before, after = _named(earlier), _named(entry)
    return Names(
        added=tuple(person for person in after if person not in before),
        removed=tuple(person for person in before if person not in after),
        changed=tuple(person for person, what in after.items() if before.get(person, what) != what),
    )


def _named(entry: Entry | None) -> Mapping[str, str]:
    """Whom an entry names that stands, with what it says became of each."""
    if entry is None or entry.status in ("retracted", "merged"):
        return {}
    match entry.fact:
        case Release():
            return {freed.person: freed.outcome for freed in entry.fact.named}
        case Arrest():
            return {accused.person: entry.fact.measure for accused in entry.fact.named}
        case _:
            return {}


def _why(event: Event, entry: Entry, known_until: date) -> tuple[Cause, str]:  # noqa: C901, PLR0911  (one case an event)
    match event:
        case Recorded():
            latest = entry.fact.when.latest
            if latest is not None and latest <= known_until:
                return "late_report", f"A late report: of {entry.fact.when}, not known here by {known_until}."
            return "report", f"A report: of {entry.fact.when}."
        case Corrected():
            return "correction", f"A correction: {event.reason}"
        case Retracted():
            return "retraction", f"A retraction: {event.reason}"
        case Reinstated():
            return "reinstatement", f"Taken up again: {event.reason}"
        case Disputed():
            sources = ", ".join(dict.fromkeys(claim.source.publisher for claim in event.claims))
            return "dispute", f"A dispute, by {sources}; what is disputed still counts."
        case Linked():
            return "tie", f"A tie: {event.kind.replace('_', ' ')} {event.to}."
        case Merged():
            return "merge", f"The same as {event.into}: {event.reason}"
        case Corroborated():
            sources = ", ".join(dict.fromkeys(claim.source.publisher for claim in event.claims))
            return "corroboration", f"A further source: {sources}."
        case Redacted():
            return "redaction", event.reason
        case ActorRecorded():
            raise AssertionError(event)
        case unreachable:
            assert_never(unreachable)
