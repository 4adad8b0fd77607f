"""What of an appointment or a sanctions change the answers for a day need, kept with the read model.

A gist is one state of one entry: a few fields of its fact, and of its claims only what decides
how it is said and who disputes it. It changes more seldom than the entry, and takes a tenth of
the time to read. The folds of offices and sanctions see gists, whether made from entries or kept.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

from pydantic_core import from_json, to_json

from timeline.dates import PartialDate
from timeline.events import (
    Corrected,
    Corroborated,
    Disputed,
    Linked,
    Merged,
    Recorded,
    Reinstated,
    Retracted,
)
from timeline.facts import Appointment, SanctionsChange

if TYPE_CHECKING:
    from collections.abc import Iterable

    from timeline.claims import Claim, Modality
    from timeline.entry import Entry, Status
    from timeline.events import Event
    from timeline.facts import Fact
    from timeline.texts import ActorId, Ref

Order: TypeAlias = tuple[date, date, int]
Change = Literal["selected", "nominated", "confirmed", "announced", "appointed", "took_office", "left", "dismissed"]
Action = Literal[
    "proposed", "announced", "imposed", "tightened", "extended", "licensed",
    "eased", "suspended", "lifted", "delisted", "expired",
]  # fmt: skip

BINDING = ("extended", "expired")
_DISPUTABLE = ("entry", "person", "office", "change")
"""What of an appointment is told as disputed: not a detail of it."""
_UNDISPUTED = False
KINDS = (Appointment, SanctionsChange)
"""The facts of which there are gists."""


class StepGist(NamedTuple):
    """A change in an office.

    `said` are the modalities of the claims that support it, `saying` the actors who assert that it
    occurred or announce it, `against` who disputes it: actors by id, else publishers.
    """

    ref: Ref
    number: int
    status: Status
    disputed: bool
    said: tuple[Modality, ...]
    follows: tuple[Ref, ...]
    saying: tuple[ActorId, ...]
    against: tuple[str, ...]
    person: ActorId
    office: ActorId
    change: Change
    acting: bool
    announced_by: ActorId | None
    when: PartialDate
    effective: PartialDate | None

    @property
    def day(self) -> PartialDate:
        """The day from which it has its effect."""
        return self.effective or self.when

    @property
    def first(self) -> date:
        """The earliest day on which it may have its effect."""
        return self.day.earliest or date.min

    @property
    def last(self) -> date:
        """The day by which it certainly has its effect."""
        return self.day.latest or date.max

    @property
    def told(self) -> date:
        """The day from which it may be told before it has effect: a leaving that has not occurred always may."""
        if self.change in ("left", "dismissed") and not self.occurred:
            return date.min
        return self.when.earliest or date.min

    @property
    def order(self) -> Order:
        """Its place among the changes of its office: by day, then as recorded."""
        return self.last, self.first, self.number

    @property
    def occurred(self) -> bool:
        """Whether it is said to have been done; what nobody says otherwise was."""
        return not self.said or "occurred" in self.said

    @property
    def gone(self) -> bool:
        """Whether its entry was retracted or merged away."""
        return self.status in ("retracted", "merged")


class ActGist(NamedTuple):
    """A sanctions change. `effective` are its first and last day as far as it says them; None where it has no such."""

    ref: Ref
    number: int
    status: Status
    disputed: bool
    said: tuple[Modality, ...]
    follows: tuple[Ref, ...]
    authority: ActorId
    programme: ActorId | None
    targets: tuple[ActorId, ...]
    action: Action
    measure: str | None
    legal_act: str | None
    when: PartialDate
    effective: tuple[PartialDate | None, PartialDate | None] | None

    @property
    def start(self) -> PartialDate:
        """The day from which it applies."""
        return (self.effective[0] if self.effective else None) or self.when

    @property
    def first(self) -> date:
        """The earliest day on which it may have begun."""
        day = (self.effective[0] if self.effective else None) or self.when
        return day.earliest or date.min

    @property
    def last(self) -> date:
        """The day by which it has certainly begun."""
        day = (self.effective[0] if self.effective else None) or self.when
        return day.latest or date.max

    @property
    def told(self) -> date:
        """The day from which it may be told: once it was said, or may have begun."""
        return min(self.first, self.when.earliest or date.min)

    @property
    def order(self) -> Order:
        """Its place among others: by day, then as recorded."""
        return self.last, self.first, self.number

    @property
    def occurred(self) -> bool:
        """Whether it is said to have been done; what nobody says otherwise was."""
        return not self.said or "occurred" in self.said

    @property
    def gone(self) -> bool:
        """Whether its entry was retracted or merged away."""
        return self.status in ("retracted", "merged")

    @property
    def binds(self) -> bool:
        """Whether what it says of an end holds for the whole programme, where its target is the state."""
        return self.action in BINDING

    @property
    def scheme(self) -> str:
        """The programme that it belongs to; where it names none, all acts of its authority that name none are one."""
        return self.programme or f"@{self.authority}"

    @property
    def end(self) -> PartialDate | None:
        """The last day on which it says that it applies."""
        return self.effective[1] if self.effective else None


Gist: TypeAlias = StepGist | ActGist


def gist_of(entry: Entry) -> Gist | None:
    """The gist of an entry; None where its kind has none."""
    gist = _gist(entry.ref, entry.number, entry.fact)
    if gist is None:
        return None
    follows = tuple(link.to for link in entry.links if link.kind == "follows")
    gist = _with_claims(gist, entry.claims)
    return gist._replace(status=entry.status, disputed=entry.disputed, follows=follows)


def begun(ref: Ref, number: int, event: Recorded) -> Gist | None:
    """The gist of an entry that begins."""
    gist = _gist(ref, number, event.fact)
    return gist and _with_claims(gist, event.claims)


def after(gist: Gist, event: Event) -> Gist | None:  # noqa: PLR0911  (one line an event)
    """The gist after the next event of its entry; the same object where nothing in it changes.

    None where its fact is now of a kind that has none.
    """
    match event:
        case Corroborated():
            return _with_claims(gist, event.claims)
        case Corrected():
            return _corrected(gist, event)
        case Disputed():
            gist = _with_claims(gist, event.claims)
            return gist._replace(status="disputed" if gist.status == "standing" else gist.status, disputed=True)
        case Retracted():
            return _with_claims(gist, event.claims)._replace(status="retracted")
        case Merged():
            return _with_claims(gist, event.claims)._replace(status="merged")
        case Reinstated():
            # As an entry does: a dispute that stood alone is settled, one from before a retraction is not.
            still = gist.disputed and gist.gone
            gist = _with_claims(gist, event.claims)
            return gist._replace(status="disputed" if still else "standing", disputed=still)
        case Linked() if event.kind == "follows" and event.to not in gist.follows:
            return gist._replace(follows=(*gist.follows, event.to))
        case _:
            return gist


def written(gist: Gist) -> str:
    """A gist as it is kept."""
    row: list[Any] = list(gist)
    row[-2] = gist.when.text
    match gist:
        case StepGist():
            row[-1] = gist.effective and gist.effective.text
        case ActGist():
            row[-1] = gist.effective and [day and day.text for day in gist.effective]
    return to_json(row).decode()


def read(text: str) -> Gist:
    """A gist that was kept. Raises `ValueError` where it is none."""
    return from_row(from_json(text))


def from_row(row: list[Any]) -> Gist:
    """The same from its JSON."""
    return _step(row) if len(row) == len(StepGist._fields) else _act(row)


def _step(row: list[Any]) -> StepGist:
    said, follows, saying, against = row[4:8]
    row[4:8] = tuple(said), tuple(follows), tuple(saying), tuple(against)
    row[13] = PartialDate(row[13])
    if row[14] is not None:
        row[14] = PartialDate(row[14])
    return StepGist._make(row)


def _act(row: list[Any]) -> ActGist:
    row[4], row[5], row[8] = tuple(row[4]), tuple(row[5]), tuple(row[8])
    row[12] = PartialDate(row[12])
    if row[13] is not None:
        row[13] = tuple(day and PartialDate(day) for day in row[13])
    return ActGist._make(row)


def _gist(ref: Ref, number: int, fact: Fact) -> Gist | None:
    match fact:
        case Appointment():
            return StepGist(
                ref, number, "standing", _UNDISPUTED, (), (), (), (), fact.person, fact.office, fact.change,
                fact.acting, fact.announced_by, fact.when, fact.effective,
            )  # fmt: skip
        case SanctionsChange():
            span = fact.effective
            return ActGist(
                ref, number, "standing", _UNDISPUTED, (), (), fact.authority, fact.programme, fact.targets, fact.action,
                fact.measure, fact.legal_act, fact.when, (span.start, span.end) if span else None,
            )  # fmt: skip
        case _:
            return None


def _corrected(gist: Gist, event: Corrected) -> Gist | None:
    new = _gist(gist.ref, gist.number, event.fact)
    if type(new) is not type(gist):
        return None  # it may come back: what was said until then is read from the events
    kept: dict[str, Any] = {
        "status": gist.status,
        "disputed": gist.disputed,
        "said": gist.said,
        "follows": gist.follows,
    }
    if isinstance(gist, StepGist):
        kept |= {"saying": gist.saying, "against": gist.against}
    new = new._replace(**kept)
    return _with_claims(new, event.claims)


def _with_claims(gist: Gist, claims: Iterable[Claim]) -> Gist:
    """The gist with more claims; the same object where they change nothing in it."""
    said = gist.said
    for claim in claims:
        if claim.stance == "supports" and claim.scope == "entry" and claim.modality not in said:
            said = (*said, claim.modality)
    if said is not gist.said:
        gist = gist._replace(said=said)
    return _with_sayers(gist, claims) if isinstance(gist, StepGist) else gist


def _with_sayers(gist: StepGist, claims: Iterable[Claim]) -> StepGist:
    saying, against = dict.fromkeys(gist.saying), dict.fromkeys(gist.against)
    for claim in claims:
        if claim.stance == "supports" and claim.scope == "entry" and claim.modality in ("occurred", "announced"):
            saying |= {claim.asserted_by: None} if claim.asserted_by else {}
        # To dispute a denial supports.
        if (claim.stance == "disputes") != (claim.modality == "denied") and claim.scope in _DISPUTABLE:
            against[claim.asserted_by or claim.source.publisher] = None
    if len(saying) == len(gist.saying) and len(against) == len(gist.against):
        return gist
    return gist._replace(saying=tuple(saying), against=tuple(against))
