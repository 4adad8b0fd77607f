"""Small histories without a store: events in order, and the entries they fold to."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Self

from timeline import (
    Arrest,
    Claim,
    Corroborated,
    Disputed,
    Entry,
    Envelope,
    Event,
    Explanation,
    Fact,
    Linked,
    Merged,
    Period,
    PersonStatus,
    PrisonerCount,
    Recorded,
    Reinstated,
    Release,
    Retracted,
    Source,
    decisions,
)
from timeline.entry import fold
from timeline.events import SHAPES, from_microseconds, microseconds
from timeline.facts import KINDS
from timeline.projections.chronology import Cutoff
from timeline.projections.count_gists import count_gists_of
from timeline.projections.coverage import is_known
from timeline.projections.explain import explain

BEGINNING = "2030-01-01"


def claim(modality: Any = "occurred", publisher: str = "AP", **more: Any) -> Claim:
    return Claim(source=Source(publisher=publisher, kind="agency"), modality=modality, **more)


def release(when: str, people: Any, **more: Any) -> Release:
    return Release.model_validate({"when": when, "people": people, **more})


def arrest(when: str, people: Any, *named: str, **more: Any) -> Arrest:
    return Arrest.model_validate({"when": when, "people": people, "named": [{"person": one} for one in named], **more})


def status(when: str, person: str, standing: str, **more: Any) -> PersonStatus:
    return PersonStatus.model_validate({"when": when, "person": person, "status": standing, **more})


def count(when: str, number: Any, counted_by: str | None = "viasna", **more: Any) -> PrisonerCount:
    given = {"when": when, "count": number, "measure": "held", "basis": "stock", **more}
    return PrisonerCount.model_validate(given | ({"counted_by": counted_by} if counted_by else {}))


def period(start: str | None, end: str | None) -> Period:
    return Period(start=date.fromisoformat(start) if start else None, end=date.fromisoformat(end) if end else None)


def known(day: str) -> Cutoff:
    """As known at the end of a day."""
    after = datetime.combine(date.fromisoformat(day) + timedelta(days=1), time(), UTC)
    return Cutoff(before_us=microseconds(after))


class History:
    """Events one after the other; each call appends one, at noon of its day (default: the day of the one before)."""

    def __init__(self) -> None:
        self.envelopes: list[Envelope] = []
        self._day = BEGINNING

    def record(self, ref: str, fact: Fact, recorded: str | None = None, modality: str = "occurred") -> Self:
        return self._append(ref, Recorded(fact=fact, claims=(claim(modality),)), recorded)

    def corroborate(self, ref: str, recorded: str | None = None, modality: str = "occurred") -> Self:
        one = claim(modality, f"Publisher {len(self.envelopes)}")
        return self._append(ref, Corroborated(claims=(one,)), recorded)

    def correct(self, ref: str, recorded: str | None = None, reason: str = "It was wrong", **fields: Any) -> Self:
        return self._append(ref, decisions.correct(self.entry(ref), fields, reason, ()), recorded)

    def dispute(self, ref: str, recorded: str | None = None) -> Self:
        return self._append(ref, Disputed(claims=(claim(publisher="BelTA", stance="disputes"),)), recorded)

    def retract(self, ref: str, recorded: str | None = None, reason: str = "It never was") -> Self:
        return self._append(ref, Retracted(reason=reason), recorded)

    def reinstate(self, ref: str, recorded: str | None = None, reason: str = "It was after all") -> Self:
        return self._append(ref, Reinstated(reason=reason), recorded)

    def link(self, ref: str, to: str, kind: Any = "part_of", recorded: str | None = None) -> Self:
        return self._append(ref, Linked(kind=kind, to=to, claims=(claim(),)), recorded)

    def merge(self, ref: str, into: str, recorded: str | None = None) -> Self:
        return self._append(ref, Merged(into=into, reason="The same thing"), recorded)

    def entry(self, ref: str) -> Entry:
        entry = fold(envelope for envelope in self.envelopes if envelope.stream == ref)
        assert entry is not None
        return entry

    def entries(self) -> list[Entry]:
        return [self.entry(ref) for ref in dict.fromkeys(envelope.stream for envelope in self.envelopes)]

    def _append(self, ref: str, event: Event, recorded: str | None) -> Self:
        self._day = recorded or self._day
        moment = datetime.combine(date.fromisoformat(self._day), time(12), UTC)
        position = len(self.envelopes) + 1
        version = 1 + sum(envelope.stream == ref for envelope in self.envelopes)
        self.envelopes.append(
            Envelope(position, ref, version, SHAPES.topic(event), position.to_bytes(16), microseconds(moment), event)
        )
        return self


def explained(
    envelopes: list[Envelope], during: Period, moments: tuple[Cutoff, Cutoff], written: tuple[str, str]
) -> Explanation:
    """What `explain` tells of a whole history: every entry folded, every later event looked at."""
    earlier, later = moments
    before = [envelope for envelope in envelopes if earlier.knows(envelope)]
    streams: dict[str, list[Envelope]] = {}
    for envelope in before:
        streams.setdefault(envelope.stream, []).append(envelope)
    entries = [entry for stream in streams.values() if (entry := fold(stream))]
    events = [envelope for envelope in envelopes if later.knows(envelope)]
    until = max((envelope.recorded.date() for envelope in before), default=date.min)
    if earlier.before_us is not None:
        until = from_microseconds(earlier.before_us - 1).date()
    return explain(count_gists_of(entries), events, earlier, during, until, written)


def tallied(entries: list[Entry], today: date) -> dict[str, tuple[int, Entry | None]]:
    """Of each kind how many entries stand that began by a day, and the one of them that ended last."""
    found: dict[str, tuple[int, Entry | None]] = {}
    for kind in KINDS:
        standing = [entry for entry in entries if entry.kind == kind and is_known(entry, today)]
        found[kind] = len(standing), max(standing, key=ended, default=None)
    return found


def ended(entry: Entry) -> tuple[date, date, int]:
    """What sorts entries by the last day on which they can have been."""
    when = entry.fact.when
    return when.latest or date.max, when.earliest or when.latest or date.min, entry.number
