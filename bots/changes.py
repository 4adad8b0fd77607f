"""What changed: how an entry came to stand as it does, and which events moved a total, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from bots.fields import described, label, values
from bots.replies import Item, Items, Paragraph, Reply, Span, spans
from bots.sourcing import claim_line
from bots.turns import publishers
from timeline import (
    Corrected,
    Corroborated,
    Disputed,
    Linked,
    Merged,
    Recorded,
    Redacted,
    Reinstated,
    Retracted,
    entry_title,
    labels,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from bots.replies import Block, Choice
    from bots.turns import Turn
    from timeline import Entry, Envelope, Explained, Explanation, Fact, Wording

_APART = frozenset({"kind", "title", "summary", "named_complete", "category"})


class _Extent(Protocol):
    """A number as bounds."""

    @property
    def lower(self) -> int | None: ...
    @property
    def upper(self) -> int | None: ...


def history_reply(entry: Entry, turn: Turn) -> Reply:
    """Every event of an entry, oldest first: what it did, and why."""
    w = turn.w
    title = entry_title(entry, turn.register, turn.language)
    events = turn.timeline.history(entry.ref, known_at=turn.known_at)
    items = []
    fact: Fact | None = None
    for event in events:
        lines = [*_happened(event, fact, turn)]
        items.append(Item(spans("\n".join(lines))))
        if isinstance(event.event, Recorded | Corrected):
            fact = event.event.fact
    blocks = (Paragraph(spans(Span(w.say("What changed: {title}", title=title), "bold"))), Items(tuple(items)))
    return Reply(turn.language, blocks, (turn.choice(w.say("The entry"), "entry", entry.number),))


def _happened(envelope: Envelope, before: Fact | None, turn: Turn) -> Iterator[str]:
    """What one event did, when, why, by whose report."""
    w, event = turn.w, envelope.event
    day = w.day(envelope.recorded.date())
    if event.recorded_basis == "reconstructed":
        day = w.say("{day} (by the date of the reports)", day=day)
    yield w.say("{day}: {title}", day=day, title=_did(envelope, w))
    if isinstance(event, Corrected) and before is not None:
        yield from _changed(before, event.fact, turn)
    if isinstance(event, Corrected | Retracted | Reinstated | Merged | Redacted):
        yield w.say("Reason: {reason}", reason=w.recorded(event.reason))
    if isinstance(event, Disputed):
        fact = before
        if fact is not None:
            yield from (claim_line(claim, fact, turn) for claim in event.claims)
        return
    names = publishers(tuple(getattr(event, "claims", ())))
    if names:
        yield w.say("Sources: {publishers}", publishers=", ".join(names))


def _did(envelope: Envelope, w: Wording) -> str:  # noqa: PLR0911  (one line an event)
    event = envelope.event
    match event:
        case Recorded():
            return w.say("recorded")
        case Corroborated():
            return w.say("more sources added")
        case Corrected():
            return w.say("corrected")
        case Disputed():
            return w.say("disputed")
        case Retracted():
            return w.say("taken back")
        case Reinstated():
            return w.say("stands again")
        case Linked():
            return w.say("tied to another entry: {ref}", ref=event.to)
        case Merged():
            return w.say("found to be the same as another entry: {ref}", ref=event.into)
        case Redacted():
            return w.say("personal data removed")
        case _:
            return envelope.topic.partition(".")[0]


def _changed(before: Fact, after: Fact, turn: Turn) -> Iterator[str]:
    """Every field that a correction changed, with what it said and says."""
    w = turn.w
    if before.when != after.when:
        was, now = w.day(before.when), w.day(after.when)
        yield w.say("{field}: {before} → {after}", field=w.say("When"), before=was, after=now)
    old, new = values(before), values(after)
    for name in dict.fromkeys((*old, *new)):
        if name in _APART or old.get(name) == new.get(name):
            continue
        said = described(before, name, old[name], turn) if name in old else w.say("nothing")
        says = described(after, name, new[name], turn) if name in new else w.say("nothing")
        if said != says:
            yield w.say("{field}: {before} → {after}", field=label(name, w), before=said or "–", after=says or "–")


def totals_reply(entry: Entry, turn: Turn) -> Reply:
    """What the events of one entry did to the totals of released and arrested people."""
    w = turn.w
    start = entry.number - 1
    told = turn.timeline.explain(between=(start, None), known_at=turn.known_at) if start > 0 else None
    title = Paragraph(spans(Span(entry_title(entry, turn.register, turn.language), "bold")))
    lines = list(_lines(told, turn, entry.ref)) if told else []
    if not lines:
        text = w.say("This entry changed no total: it is part of another one, or only announced, or counts nobody.")
        return Reply(turn.language, (title, Paragraph(spans(text))), (_back(entry, turn),))
    items = Items(tuple(Item(spans(line)) for line in lines))
    return Reply(turn.language, (title, items), (_back(entry, turn),))


def _back(entry: Entry, turn: Turn) -> Choice:
    return turn.choice(turn.w.say("The entry"), "entry", entry.number)


def explanation_reply(told: Explanation, moments: tuple[date, date], turn: Turn) -> Reply:
    """Which events between two moments of knowing changed the totals of a period."""
    w = turn.w
    head = w.say("Why the numbers changed: {period}", period=w.period(told.period))
    rows = [
        w.say(
            "{moment}: released {freed}, arrested {arrested}",
            moment=w.say("As known on {day}", day=w.day(moment)),
            freed=w.bounds(sums.freed.lower, sums.freed.upper),
            arrested=w.bounds(sums.arrested.lower, sums.arrested.upper),
        )
        for moment, sums in zip(moments, (told.before, told.after), strict=True)
    ]
    blocks: list[Block] = [Paragraph(spans(Span(head, "bold"))), Items(tuple(Item(spans(row)) for row in rows))]
    changes = [Item(spans(line), press) for line, press in _opening_lines(told, turn)]
    if changes:
        blocks.append(Items(tuple(changes)))
    else:
        blocks.append(Paragraph(spans(w.say("Nothing that became known in between changed these numbers."))))
    return Reply(turn.language, tuple(blocks), found=bool(changes))


def _opening_lines(told: Explanation, turn: Turn) -> Iterator[tuple[str, str]]:
    for change in told.changes:
        entry = turn.entry(change.ref)
        title = entry_title(entry, turn.register, turn.language)
        line = next(iter(_lines(told, turn, change.ref, change.position)), "")
        yield f"{title}\n{line}", turn.choice("", "entry", entry.number).press


def _lines(told: Explanation, turn: Turn, ref: str, position: int | None = None) -> Iterator[str]:
    w = turn.w
    for change in told.changes:
        if change.ref != ref or position not in (None, change.position):
            continue
        effects = list(_effects(change, turn))
        cause = _cause(change.cause, w)
        day = w.day(change.recorded.date())
        yield w.say("{day}: {cause}: {effects}", day=day, cause=cause, effects="; ".join(effects))


def _effects(change: Explained, turn: Turn) -> Iterator[str]:
    w, effect = turn.w, change.effect
    for name, moved in ((w.say("people released"), effect.freed), (w.say("people arrested"), effect.arrested)):
        if moved is not None and moved.before == moved.after:
            yield w.say("{field}: {value}, not changed", field=name, value=_extent(moved.after, w))
        elif moved is not None:
            yield _moved(name, moved.before, moved.after, w)
    for population, moved in effect.populations.items():
        yield _moved(labels.population(population, w), moved.before, moved.after, w)
    if effect.net is not None:
        yield _moved(w.say("change in the number of people held"), effect.net.before, effect.net.after, w)
    yield from _named(effect.names.added, effect.names.removed, turn)


def _moved(name: str, before: _Extent | None, after: _Extent | None, w: Wording) -> str:
    return w.say("{field}: {before} → {after}", field=name, before=_extent(before, w), after=_extent(after, w))


def _named(added: Sequence[str], removed: Sequence[str], turn: Turn) -> Iterator[str]:
    w = turn.w
    if added:
        yield w.say("named now: {names}", names=", ".join(turn.name(one) for one in added))
    if removed:
        yield w.say("no longer named: {names}", names=", ".join(turn.name(one) for one in removed))


def _extent(extent: _Extent | None, w: Wording) -> str:
    return w.say("cannot be computed") if extent is None else w.bounds(extent.lower, extent.upper)


def _cause(cause: str, w: Wording) -> str:  # noqa: PLR0911  (one line a cause)
    match cause:
        case "report":
            return w.say("a new report")
        case "late_report":
            return w.say("a report that came late")
        case "correction":
            return w.say("a correction")
        case "retraction":
            return w.say("an entry was taken back")
        case "reinstatement":
            return w.say("an entry stands again")
        case "dispute":
            return w.say("a dispute")
        case "tie":
            return w.say("two entries were tied")
        case "merge":
            return w.say("two entries were found to be one")
        case "corroboration":
            return w.say("more sources")
        case _:
            return w.say("personal data removed")
