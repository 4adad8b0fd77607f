"""An entry: one fact's stream of events, folded into how it stands."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Literal, assert_never

from pydantic import BaseModel, ConfigDict

from timeline.claims import Claim
from timeline.errors import UnreadableError
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
from timeline.facts import Fact, LinkKind
from timeline.texts import Ref

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timeline.events import Envelope

Status = Literal["standing", "disputed", "retracted", "merged"]
Confidence = Literal["high", "medium", "low"]

_WEAK_KINDS = {"mirror", "digest", "social", "unknown", None}


class Link(BaseModel):
    """A sourced tie to another entry."""

    # Entries are folded, not validated: their validators are built when somebody asks for one.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    kind: LinkKind
    to: Ref
    claims: tuple[Claim, ...]


class Entry(BaseModel):
    """A fact as it now stands, with every claim about it.

    `version` is the number of events in its stream: what `correct` and `retract` must name.
    `number` is the position of the first one, `position` that of the last. `first` is the fact as
    it was first recorded, by which `record` recognises a repetition.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    ref: Ref
    number: int
    position: int
    version: int
    status: Status
    fact: Fact
    first: Fact
    claims: tuple[Claim, ...]
    links: tuple[Link, ...] = ()
    merged_into: Ref | None = None
    disputed: bool = False
    recorded: datetime
    changed: datetime

    @property
    def kind(self) -> str:
        """The kind of its fact."""
        return self.fact.kind

    @property
    def confidence(self) -> Confidence:
        """How well it is sourced, computed from its claims alone.

        High: two supporting claims from firm sources that do not repeat each other. Low: none, or
        disputed. Else medium. Firm is anything better than a mirror, a digest, a post, or a source
        of unknown kind.
        """
        firm = {
            claim.source.publisher
            for claim in self.claims
            if claim.stance == "supports"
            and claim.scope == "entry"
            and claim.modality != "denied"
            and claim.source.kind not in _WEAK_KINDS
            and claim.source.derives_from is None
        }
        if not firm or self.status == "disputed":
            return "low"
        return "high" if len(firm) > 1 else "medium"


def fold(envelopes: Iterable[Envelope], entry: Entry | None = None) -> Entry | None:
    """The entry after these events of its stream, continuing from `entry` where one is given.

    Folding at once and folding in pieces give the same. None only for no events at all. Raises
    `UnreadableError` where the stream is none that this library can have written.
    """
    for envelope in envelopes:
        entry = _start(envelope) if entry is None else _step(entry, envelope)
    return entry


def _start(envelope: Envelope) -> Entry:
    event = envelope.event
    if not isinstance(event, Recorded) or envelope.version != 1:
        raise _broken(envelope, "its stream does not begin with the recording of a fact")
    return Entry.model_construct(
        ref=envelope.stream,
        number=envelope.position,
        position=envelope.position,
        version=1,
        status="standing",
        fact=event.fact,
        first=event.fact,
        claims=event.claims,
        links=(),
        merged_into=None,
        disputed=False,
        recorded=envelope.recorded,
        changed=envelope.recorded,
    )


def _step(entry: Entry, envelope: Envelope) -> Entry:  # noqa: C901  (one case an event)
    if envelope.version != entry.version + 1:
        raise _broken(envelope, f"its stream has no version {entry.version + 1} before it")
    changes: dict[str, object] = {
        "version": envelope.version,
        "position": envelope.position,
        "changed": envelope.recorded,
    }
    event = envelope.event
    match event:
        case Corroborated():
            changes["claims"] = entry.claims + event.claims
        case Corrected():
            changes["fact"] = event.fact
            changes["claims"] = entry.claims + event.claims
        case Disputed():
            # A dispute that was settled and is taken up again repeats its claims.
            changes["claims"] = entry.claims + tuple(claim for claim in event.claims if claim not in entry.claims)
            changes["disputed"] = True
            if entry.status == "standing":
                changes["status"] = "disputed"
        case Retracted():
            changes["claims"] = entry.claims + event.claims
            changes["status"] = "retracted"
        case Reinstated():
            changes["claims"] = entry.claims + event.claims
            # Back to what it was before a retraction or merge; a dispute that stood alone is settled.
            still_disputed = entry.disputed and entry.status in ("retracted", "merged")
            changes["disputed"] = still_disputed
            changes["status"] = "disputed" if still_disputed else "standing"
            changes["merged_into"] = None
        case Linked():
            changes["links"] = _tied(entry.links, event)
        case Merged():
            changes["claims"] = entry.claims + event.claims
            changes["status"] = "merged"
            changes["merged_into"] = event.into
        case Redacted():
            pass  # the sealed fields are gone with their key; nothing here held them
        case Recorded() | ActorRecorded():
            raise _broken(envelope, "its stream has a beginning already")
        case unreachable:
            assert_never(unreachable)
    return entry.model_copy(update=changes)


def _tied(links: tuple[Link, ...], event: Linked) -> tuple[Link, ...]:
    """The links with this one more; a tie that is there already takes over the claims it did not have."""
    tie = next((link for link in links if (link.kind, link.to) == (event.kind, event.to)), None)
    if tie is None:
        return (*links, Link(kind=event.kind, to=event.to, claims=event.claims))
    claims = tie.claims + tuple(claim for claim in event.claims if claim not in tie.claims)
    return tuple(Link(kind=tie.kind, to=tie.to, claims=claims) if link is tie else link for link in links)


def _broken(envelope: Envelope, why: str) -> UnreadableError:
    return UnreadableError(envelope.position, envelope.stream, why)
