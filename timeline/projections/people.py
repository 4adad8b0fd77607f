"""What became of a person: every step that entries tell, in order, and where the person stands on a day.

Arrests and sentences, what a release did to each person it names, and statuses are steps; a
status holds from its `since` or its own day until a later step says otherwise. Nothing is
guessed: where the sentences told have run out and nothing later is told, the status is unknown.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal, assert_never

from pydantic import BaseModel, ConfigDict

from timeline.dates import PartialDate
from timeline.facts import (
    Appointment,
    Arrest,
    Call,
    Documents,
    Incident,
    Meeting,
    Negotiation,
    Outcome,
    PersonStatus,
    PrisonerCount,
    Release,
    SanctionsChange,
    Sentence,
    Statement,
)
from timeline.projections.counting import by_day, happening_of
from timeline.texts import ActorId, Ref

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from timeline.entry import Entry

Status = Literal[
    "detained", "imprisoned", "hospitalised", "refused_to_leave", "whereabouts_unknown",
    "freed", "deported", "died", "unknown",
]  # fmt: skip
What = Literal["detained", "charged", "sentenced", "released", "status"]

TELLING = ("release", "arrest", "person_status")
"""The kinds that tell what became of somebody."""
_HELD = frozenset({"detained", "imprisoned", "hospitalised", "refused_to_leave", "whereabouts_unknown"})
_AFTER_RELEASE: dict[Outcome, Status] = {
    "freed": "freed",
    "deported": "deported",
    "refused_to_leave": "refused_to_leave",
    "returned_to_custody": "imprisoned",
    "unknown": "freed",
}


class _Result(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Step(_Result):
    """One thing that an entry tells of the person.

    `status` is where it left the person; None where it says nothing of that (a charge, a sentence
    in absence). `firm` is False for what is disputed, alleged or only announced: such a step is
    shown, and decides only where nothing firm is told.
    """

    entry: Ref
    number: int
    on: PartialDate
    since: PartialDate | None = None
    what: What
    status: Status | None
    firm: bool
    outcome: Outcome | None = None
    documents: Documents | None = None
    destination: ActorId | None = None
    sentence: Sentence | None = None


class Standing(_Result):
    """Where a person stands on a day (None: after all that is told); `status` None where nothing is told yet.

    `certain` is False where only unconfirmed or partly dated entries tell it, where others may
    have changed it by then (`possible`), and where a sentence has run out. `entry` is what it
    rests on, `since` the day or date from which that says so.
    """

    on: date | None
    status: Status | None
    certain: bool
    since: PartialDate | None = None
    entry: Ref | None = None
    possible: tuple[Ref, ...] = ()
    disputed: tuple[Ref, ...] = ()
    why: str | None = None


class Person(_Result):
    """A person's steps, oldest first, and the standing asked for."""

    person: ActorId
    standing: Standing
    steps: tuple[Step, ...]


def person(entries: Iterable[Entry], who: ActorId, on: date | None = None) -> Person:
    """What became of one person, from every entry as known at one moment; where they stand `on` a day."""
    told = tuple(step for entry in sorted(entries, key=by_day) for step in steps(entry) if step[0] == who)
    found = tuple(step for _, step in told)
    return Person(person=who, standing=standing(found, on), steps=found)


def steps(entry: Entry) -> list[tuple[ActorId, Step]]:
    """What one entry tells of each person it names. Nothing, where it did not happen or is gone."""
    happened = happening_of(entry)
    if happened is None:
        return []
    firm = happened == "certain" and entry.status != "disputed"
    fact = entry.fact

    def step(what: What, status: Status | None, **more: object) -> Step:
        return Step(entry=entry.ref, number=entry.number, on=fact.when, what=what, status=status, firm=firm, **more)

    match fact:
        case Arrest():
            found = []
            for accused in fact.named:
                sentence = accused.sentence or fact.sentence
                found.append((accused.person, step(fact.measure, _after_arrest(fact, sentence), sentence=sentence)))
            return found
        case Release():
            return [
                (
                    freed.person,
                    step(
                        "released",
                        _AFTER_RELEASE[freed.outcome],
                        outcome=freed.outcome,
                        documents=freed.documents,
                        destination=freed.destination,
                    ),
                )
                for freed in fact.named
            ]
        case PersonStatus():
            return [(fact.person, step("status", fact.status, since=fact.since))]
        case (
            Call()
            | Meeting()
            | PrisonerCount()
            | Appointment()
            | SanctionsChange()
            | Negotiation()
            | Statement()
            | Incident()
        ):
            return []
        case unreachable:
            assert_never(unreachable)


def _after_arrest(arrest: Arrest, sentence: Sentence | None) -> Status | None:
    match arrest.measure:
        case "detained":
            return "detained"
        case "charged":
            return None  # people are charged at liberty and abroad too
        case "sentenced":
            return None if sentence is not None and sentence.in_absentia else "imprisoned"
        case unreachable:
            assert_never(unreachable)


def standing(told: Sequence[Step], on: date | None = None) -> Standing:
    """Where somebody stands on a day, by these steps.

    A status reaches back to its `since`. Of several that hold, the one that was true latest counts.
    """
    day = on or date.max
    reached = [step for step in told if step.status is not None and _begins(step)[0] <= day]
    firm = [step for step in reached if step.firm]
    certain, others = _parted(firm, day)
    best = max(certain, key=lambda step: _rank(step, day), default=None)
    possible = [step for step in others if _differs(step, best, day)]
    shown = best or max(possible or reached, key=lambda step: _rank(step, day), default=None)
    disputed = tuple(step.entry for step in reached if not step.firm)
    if shown is None or shown.status is None:
        return Standing(on=on, status=None, certain=False)
    over = _run_out(told, shown, on)
    return Standing(
        on=on,
        status="unknown" if over else shown.status,
        certain=not (over or possible or best is None or shown.outcome == "unknown"),
        since=shown.since or shown.on,
        entry=shown.entry,
        possible=tuple(step.entry for step in possible),
        disputed=disputed,
        why=over,
    )


def _parted(firm: Sequence[Step], day: date) -> tuple[list[Step], list[Step]]:
    """Those that certainly held by a day, and those that may not have."""
    certain: list[Step] = []
    others: list[Step] = []
    for step in firm:
        (certain if _begins(step)[1] <= day else others).append(step)
    return certain, others


def _begins(step: Step) -> tuple[date, date]:
    """The first day on which it can have held, and the one from which it certainly did."""
    begin = step.since or step.on
    return begin.earliest or date.min, begin.latest or step.on.latest or date.max


def _rank(step: Step, day: date) -> tuple[date, bool, date, int]:
    """What was true later, as far as the day; then what is told of the day itself; then what is told later."""
    latest = step.on.latest or date.max
    return min(latest, day), latest <= day, latest, step.number


def _differs(step: Step, best: Step | None, day: date) -> bool:
    """Whether a step that may have come by that day would change what the certain ones say."""
    return best is None or (step.status != best.status and _rank(step, day) > _rank(best, day))


def _run_out(told: Sequence[Step], shown: Step, on: date | None) -> str | None:
    """Why nobody can say that a person is still imprisoned: every sentence told has been served by then.

    Terms are added up from the last sentence on, so that this is never said too early. Without a
    day there is nothing to reckon to.
    """
    if on is None or shown.what != "sentenced" or shown.sentence is None:
        return None
    freed = [step for step in told if step.firm and step.status not in _HELD and step.status is not None]
    since = max((_begins(step)[1] for step in freed if _begins(step)[1] <= on), default=date.min)
    terms = [step.sentence for step in told if step.sentence and since < (step.on.latest or date.max) <= on]
    months = sum(term.years * 12 + term.months for term in terms if not term.in_absentia)
    end = (shown.on.latest or date.max).toordinal() + months * 31
    if on.toordinal() <= end:
        return None
    return f"The sentence told by {shown.entry} has run out, and nothing later is recorded."
