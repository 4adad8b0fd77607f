"""An entry as people see it: what it says, who says so, what it is tied to, how it came about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.cli.fields import changes, claim_lines, fact_fields
from timeline.cli.output import print_fields
from timeline.entry import fold
from timeline.events import Corrected, Linked, Merged, Recorded, Redacted, Reinstated, Retracted
from timeline.titles import entry_title

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from timeline.claims import Claim
    from timeline.entry import Entry
    from timeline.events import Envelope
    from timeline.facts import Fact
    from timeline.register import Register


def print_entry(
    entry: Entry,
    register: Register,
    language: str,
    others: Iterable[Entry] = (),
    *,
    reconstructed: bool = False,
    err: bool = False,
) -> None:
    """All of an entry; `others` are searched for links from and to it."""
    fields = [*fact_fields(entry.fact, register, language), *_status(entry, reconstructed=reconstructed)]
    print_fields(entry_title(entry, register, language), fields, err=err)
    claims = [
        (f"{number}.", "\n".join(claim_lines(claim, entry.fact, register)))
        for number, claim in enumerate(entry.claims, 1)
    ]
    print_fields("Sources", claims, err=err)
    links = _links(entry, list(others), register)
    if links:
        print_fields("Links", links, err=err)


def _status(entry: Entry, *, reconstructed: bool) -> list[tuple[str, str]]:
    status = f"merged into {entry.merged_into}" if entry.merged_into else entry.status
    rows = [
        ("Kind", entry.kind.replace("_", " ")),
        ("Ref", entry.ref),
        ("Entry", f"{status}, confidence {entry.confidence}"),
    ]
    if entry.number:  # an entry that is only previewed has none yet
        recorded = moment(entry.recorded, reconstructed=reconstructed)
        rows.append(("Version", f"{entry.version}, number {entry.number}, first recorded {recorded}"))
    return rows


def _links(entry: Entry, others: Sequence[Entry], register: Register) -> list[tuple[str, str]]:
    known = {other.ref: other for other in others}
    out = [(link.kind, link.to, link.claims) for link in entry.links]
    back = [(link.kind, other.ref, link.claims) for other in others for link in other.links if link.to == entry.ref]
    rows = []
    for arrow, links in (("→", out), ("←", back)):
        for kind, ref, claims in links:
            title = f"\n{entry_title(known[ref], register)}" if ref in known else ""
            rows.append((f"{arrow} {kind.replace('_', ' ')}", f"{ref}{title}\n{_said_by(claims, register)}"))
    return rows


def _said_by(claims: Sequence[Claim], register: Register) -> str:
    """Who says that two entries are tied, and who denies it: a tie is a claim, never our own word."""
    sides = []
    for stance, words in (("supports", "according to"), ("disputes", "disputed by")):
        named = dict.fromkeys(
            f"{register[claim.asserted_by].name()} ({claim.source.publisher})"
            if claim.asserted_by and claim.asserted_by in register
            else claim.source.publisher
            for claim in claims
            if claim.stance == stance
        )
        if named:
            sides.append(f"{words} {', '.join(named)}")
    return "\n".join(sides)


def history_rows(
    envelopes: Sequence[Envelope], register: Register, language: str
) -> list[tuple[str, str, str, list[str]]]:
    """Per event: position, recorded time, what it did, and lines that say why and what changed."""
    rows = []
    entry: Entry | None = None
    for envelope in envelopes:
        before = entry.fact if entry else None
        entry = fold([envelope], entry)
        assert entry is not None
        recorded = moment(envelope.recorded, reconstructed=envelope.event.recorded_basis == "reconstructed")
        what, lines = _happened(envelope, before, entry, register, language)
        rows.append((str(envelope.position), recorded, what, lines))
    return rows


def _happened(
    envelope: Envelope, before: Fact | None, after: Entry, register: Register, language: str
) -> tuple[str, list[str]]:
    event = envelope.event
    name = envelope.topic.partition(".")[0]
    lines: list[str] = []
    if isinstance(event, Recorded):
        lines.append(entry_title(after, register, language))
    if isinstance(event, Corrected | Retracted | Reinstated | Merged | Redacted):
        lines.append(f"because: {event.reason}")
    if isinstance(event, Corrected) and before is not None:
        lines += changes(before, event.fact, register, language)
    if isinstance(event, Linked):
        lines.append(f"{event.kind.replace('_', ' ')} {event.to}")
    if isinstance(event, Merged):
        lines.append(f"into {event.into}")
    claims = getattr(event, "claims", ())
    if claims:
        lines.append(f"source: {', '.join(dict.fromkeys(claim.source.publisher for claim in claims))}")
    if event.recorded_by:
        lines.append(f"by curator {event.recorded_by}")
    return name, lines


def moment(recorded: datetime, *, reconstructed: bool = False) -> str:
    """A recorded time, to the second; a reconstructed one is a day."""
    if reconstructed:
        return f"{recorded:%Y-%m-%d} (reconstructed)"
    return f"{recorded:%Y-%m-%d %H:%M:%S}Z"
