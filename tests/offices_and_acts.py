"""Small histories of offices and sanctions, made event by event and folded as every log is."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from timeline import (
    Actor,
    Appointment,
    Claim,
    Corroborated,
    Disputed,
    Effective,
    Envelope,
    Linked,
    Merged,
    Name,
    PartialDate,
    Recorded,
    Register,
    Reinstated,
    Relation,
    Retracted,
    SanctionsChange,
    Source,
)
from timeline.entry import fold
from timeline.events import SHAPES, microseconds

if TYPE_CHECKING:
    from datetime import date

    from timeline import Entry, Event, Fact
    from timeline.facts import LinkKind

LONG_AFTER = datetime(2040, 1, 1, tzinfo=UTC)
"""When everything is recorded unless told otherwise: after every day that is asked about."""


def claim(
    publisher: str = "Reuters",
    *,
    by: str | None = None,
    modality: str = "occurred",
    stance: str = "supports",
    scope: str = "entry",
) -> Claim:
    return Claim.model_validate(
        {
            "source": Source(publisher=publisher),
            "asserted_by": by,
            "modality": modality,
            "stance": stance,
            "scope": scope,
        }
    )


class History:
    """Events of entries, in order; `entries` folds them as known at one time."""

    def __init__(self) -> None:
        self.events: list[Envelope] = []

    def add(self, ref: str, event: Event, recorded: date | None = None) -> None:
        """Append an event to an entry's stream."""
        position = len(self.events) + 1
        version = sum(envelope.stream == ref for envelope in self.events) + 1
        moment = LONG_AFTER if recorded is None else datetime.combine(recorded, time(12), UTC)
        us = microseconds(moment + timedelta(seconds=position))
        self.events.append(
            Envelope(position, ref, version, SHAPES.topic(event), position.to_bytes(16, "big"), us, event)
        )

    def record(self, fact: Fact, *claims: Claim, recorded: date | None = None) -> str:
        """Record a fact; give its ref."""
        ref = f"{fact.kind.replace('_', '-')}-{len(self.events) + 1:04d}"
        self.add(ref, Recorded(fact=fact, claims=claims or (claim(),)), recorded)
        return ref

    def retract(self, ref: str) -> None:
        self.add(ref, Retracted(reason="wrong"))

    def reinstate(self, ref: str) -> None:
        self.add(ref, Reinstated(reason="right after all"))

    def dispute(self, ref: str, *claims: Claim) -> None:
        self.add(ref, Disputed(claims=claims or (claim(stance="disputes"),)))

    def corroborate(self, ref: str, recorded: date | None = None) -> None:
        self.add(ref, Corroborated(claims=(claim("AP"),)), recorded)

    def merge(self, ref: str, into: str) -> None:
        self.add(ref, Merged(into=into, reason="one and the same"))

    def link(self, ref: str, kind: LinkKind, to: str) -> None:
        self.add(ref, Linked(kind=kind, to=to, claims=(claim(),)))

    def entries(self, upto: int | None = None, without: str | None = None) -> list[Entry]:
        """Every entry as known at a position, without one of them where that is asked."""
        streams: dict[str, list[Envelope]] = {}
        for envelope in self.events[:upto]:
            if envelope.stream != without:
                streams.setdefault(envelope.stream, []).append(envelope)
        return [entry for entry in map(fold, streams.values()) if entry is not None]


def appointment(person: str, change: str, when: str, office: str = "envoy", **more: object) -> Appointment:
    """A change in an office."""
    return Appointment.model_validate({"person": person, "office": office, "change": change, "when": when, **more})


def act(
    action: str,
    when: str,
    *targets: str,
    effective: str | None = None,
    authority: str = "ofac",
    programme: str | None = "us_programme",
    measure: str | None = "listing",
    legal_act: str | None = None,
) -> SanctionsChange:
    """An act on sanctions. `effective` is a date each side of a stroke, of which either may be left out."""
    start, _, end = (effective or "").partition("/")
    span = Effective(start=PartialDate(start) if start else None, end=PartialDate(end) if end else None)
    return SanctionsChange.model_validate(
        {
            "when": when,
            "authority": authority,
            "programme": programme,
            "targets": targets or ("airline",),
            "action": action,
            "measure": measure,
            "legal_act": legal_act,
            "effective": span if effective else None,
        }
    )


def _actor(actor: str, kind: str, **ties: str) -> Actor:
    return Actor.model_validate(
        {
            "id": actor,
            "type": kind,
            "names": (Name(text=actor.replace("_", " ").title(), lang="en", script="Latn"),),
            "relations": tuple(Relation.model_validate({"kind": tie, "to": to}) for tie, to in ties.items()),
        }
    )


REGISTER = Register(
    [
        _actor("states", "state"),
        _actor("belarus", "state"),
        _actor("house", "organisation", part_of="states"),
        _actor("senate", "organisation", part_of="states"),
        _actor("president", "person", head_of="house"),
        _actor("senator", "person", member_of="senate"),
        *(_actor(person, "person") for person in ("ann", "bob", "cid")),
        _actor("envoy", "office", of="states", filled_by="house"),
        _actor("deputy", "office", of="states", filled_by="house"),
        _actor("minister", "office", of="belarus", filled_by="belarus"),
        _actor("ofac", "organisation", part_of="states"),
        _actor("bis", "organisation", part_of="states"),
        _actor("council", "organisation"),
        _actor("us_programme", "programme", of="ofac", **{"for": "belarus"}),
        _actor("bis_programme", "programme", of="bis", **{"for": "belarus"}),
        _actor("eu_programme", "programme", of="council", **{"for": "belarus"}),
        _actor("aviation", "sector", located_in="belarus"),
        _actor("airline", "company", part_of="aviation", owned_by="holding"),
        _actor("holding", "company", located_in="belarus"),
        _actor("mine", "company", located_in="belarus"),
    ]
)
