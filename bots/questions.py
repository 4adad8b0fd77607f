"""Answers as replies: how the question was read, the answer, its entries to open, who reported it, how to go on."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bots.buttons import fingerprint
from bots.replies import Choice, Item, Items, Paragraph, Reply, Span, spans
from bots.sourcing import kind_of_source
from timeline import Source, entry_title, reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from bots.replies import Block
    from bots.turns import Turn
    from timeline import Answer

SHOWN = 12
"""Entries of a page: as many as an answer's own text lists, so that its "13 more entries" is true."""
PUBLISHERS = 6
_LABEL = 60


class Told(NamedTuple):
    """An answer's text in its parts: what was asked for, and what to know of it."""

    lead: str
    notes: str


def told(text: str) -> Told:
    """The parts of an answer's text; its list of entries (lines with bullets) stands between them."""
    parts = text.split("\n\n")
    listed = next((place for place, part in enumerate(parts) if part.startswith("• ")), len(parts))
    lead, notes = parts[:listed], parts[listed + 1 :]
    if listed == len(parts):
        lead, notes = parts[:1], parts[1:]
    return Told("\n\n".join(lead), "\n\n".join(notes))


def answer_reply(answer: Answer, turn: Turn, offset: int = 0) -> Reply:
    """What is said to a question; `offset` is the first entry of a later page."""
    if answer.outcome in ("unclear", "out_of_scope"):
        return _not_answered(answer, turn)
    mark = fingerprint(answer.query)
    parts = told(answer.text)
    notes = _without_more(parts.notes, answer, turn)
    blocks: list[Block] = [_small(_understood(answer, turn))]
    items = _entries(answer, turn, offset)
    lead = parts.lead
    if items is not None and not offset and _says_the_same(lead, items):
        lead = ""
    if lead and not offset:
        blocks.append(Paragraph(spans(Span(lead, "bold" if len(lead) < SHOWN * SHOWN else "plain"))))
    if items is not None:
        blocks.append(items)
    if notes and not offset:
        blocks.append(Paragraph(spans(notes)))
    blocks += _ending(answer, turn, offset)
    return Reply(
        answer.language, tuple(blocks), tuple(_ways_on(answer, turn, offset, mark)), found=answer.outcome == "answered"
    )


def _without_more(notes: str, answer: Answer, turn: Turn) -> str:
    """The notes without their "13 more entries": here those are a page of their own."""
    more = len(answer.entries) - SHOWN
    said = turn.w.count("{n} more entry", "{n} more entries", more) if more > 0 else ""
    return "\n".join(line for line in notes.split("\n") if line != said)


def _understood(answer: Answer, turn: Turn) -> str:
    return turn.w.say("Understood as: {reading}", reading=answer.reading)


def _small(text: str) -> Paragraph:
    return Paragraph(spans(Span(text, "italic")))


def _says_the_same(lead: str, items: Items) -> bool:
    """Whether the words before a list are its first line, as with "the latest"."""
    return bool(items.items) and "".join(span.text for span in items.items[0].spans) == lead


def _entries(answer: Answer, turn: Turn, offset: int) -> Items | None:
    """One page of the entries that the answer rests on, or of the nearest ones."""
    refs = ordered(answer) if answer.outcome == "answered" else list(answer.near)
    shown = refs[offset : offset + SHOWN]
    if not shown:
        return None
    possible = set(answer.possible)
    opening = tuple(turn.opening(turn.entry(ref), possible=ref in possible) for ref in shown)
    return Items(opening, offset + 1)


def ordered(answer: Answer) -> list[str]:
    """The entries, those that certainly belong first."""
    possible = set(answer.possible)
    return sorted(answer.entries, key=lambda ref: ref in possible)


def _ending(answer: Answer, turn: Turn, offset: int) -> Iterator[Block]:
    """Who reported it, and which part of a long list this is."""
    w, total = turn.w, len(answer.entries)
    if total > SHOWN:
        last = min(offset + SHOWN, total)
        yield _small(w.say("Entries {first}–{last} of {total}", first=offset + 1, last=last, total=total))
    names = list(dict.fromkeys(source.publisher for source in answer.sources))
    if names and not offset:
        yield _small(w.say("Sources: {publishers}", publishers=_some(names, turn)))


def _some(names: Sequence[str], turn: Turn) -> str:
    if len(names) <= PUBLISHERS:
        return ", ".join(names)
    others = len(names) - PUBLISHERS + 1
    first = ", ".join(names[: PUBLISHERS - 1])
    return turn.w.count("{names} and {n} other", "{names} and {n} others", others, names=first)


def _ways_on(answer: Answer, turn: Turn, offset: int, mark: str) -> Iterator[Choice]:
    w = turn.w
    if offset:
        yield turn.choice(w.say("Back"), "page", max(0, offset - SHOWN), mark)
    if offset + SHOWN < len(answer.entries):
        yield turn.choice(w.say("More"), "page", offset + SHOWN, mark)
    if answer.sources:
        yield turn.choice(w.say("Sources"), "sources", "", mark)
    if answer.citation:
        yield turn.choice(w.say("Copy as quotation"), "copy", "", mark)
    yield turn.choice(w.say("Narrow it down"), "refine", "", mark)


def _not_answered(answer: Answer, turn: Turn) -> Reply:
    """Asks back, or says what can be asked."""
    blocks: list[Block] = [Paragraph(spans(answer.text))]
    if answer.outcome == "unclear" and (answer.query.kinds or answer.query.actors or answer.query.period):
        blocks.insert(0, _small(_understood(answer, turn)))
    choices = [
        turn.choice(_short(reading(query, turn.register, turn.w)), "meant", place, fingerprint(query))
        for place, query in enumerate(answer.choices)
    ]
    if answer.outcome == "out_of_scope":
        choices.append(turn.choice(turn.w.say("What can be asked"), "do", "help"))
    return Reply(answer.language, tuple(blocks), tuple(choices), found=False)


def _short(label: str) -> str:
    return label if len(label) <= _LABEL else f"{label[: _LABEL - 1].rstrip()}…"


def sources_reply(answer: Answer, turn: Turn, mark: str) -> Reply:
    """Who reported what an answer rests on: publishers with what they are; addresses only for whoever asks again."""
    w = turn.w
    if not answer.sources:
        return _nothing(answer, turn)
    items = tuple(Item(spans(line)) for line in _publishers(answer.sources, turn))
    blocks: tuple[Block, ...] = (_small(_understood(answer, turn)), Items(items))
    choices = [turn.choice(w.say("Show addresses"), "addresses", "", mark)]
    return Reply(answer.language, blocks, tuple(choices))


def _nothing(answer: Answer, turn: Turn) -> Reply:
    """That there is nothing which could have sources or be quoted."""
    said = told(answer.text).lead.partition("\n")[0]
    return Reply(answer.language, (_small(_understood(answer, turn)), Paragraph(spans(said))), found=False)


def _publishers(sources: Iterable[Source], turn: Turn) -> Iterator[str]:
    found: dict[str, list[Source]] = {}
    for source in sources:
        found.setdefault(source.publisher, []).append(source)
    for publisher, its in found.items():
        kind = next((source.kind for source in its if source.kind), None)
        told = kind_of_source(kind, turn.w)
        label = f"{publisher} ({told})" if told else publisher
        reports = turn.w.count("{n} report", "{n} reports", len(its))
        yield turn.w.say("{publisher}: {reports}", publisher=label, reports=reports)


def addresses_reply(sources: Iterable[Source], turn: Turn) -> Reply:
    """Where the reports can be read, after what opening them can mean."""
    w = turn.w
    if not turn.links:
        text = w.say("Addresses are not shown in this chat. Its administrators can switch them on.")
        return Reply(turn.language, (Paragraph(spans(text)),), found=False)
    warning = w.say(
        "Careful: in Belarus, opening or keeping pages of media that the authorities call “extremist” is punished."
        " Open these addresses only where that is safe for you."
    )
    items = [_address(source, turn) for source in sources if source.url]
    blocks: list[Block] = [Paragraph(spans(Span(warning, "bold")))]
    if items:
        blocks.append(Items(tuple(items)))
    else:
        blocks.append(Paragraph(spans(w.say("No address is recorded."))))
    return Reply(turn.language, tuple(blocks))


def _address(source: Source, turn: Turn) -> Item:
    parts = [source.publisher]
    if source.title:
        parts.append(turn.w.quoted(source.title))
    if source.published:
        parts.append(turn.w.day(source.published))
    address = source.url or ""
    return Item(spans(f"{', '.join(parts)}: ", Span(address, link=address)))


def quotation_reply(answer: Answer, turn: Turn) -> Reply:
    """The answer as somebody may copy it, with the citation by which anyone can have it again."""
    w = turn.w
    if not answer.sources:
        return _nothing(answer, turn)
    names = list(dict.fromkeys(source.publisher for source in answer.sources))
    lines = [answer.reading, told(answer.text).lead]
    lines += [_line(ref, turn) for ref in ordered(answer)[:SHOWN] if _line(ref, turn) != lines[1]]
    if len(answer.entries) > SHOWN:
        more = len(answer.entries) - SHOWN
        lines.append(w.count("{n} more entry", "{n} more entries", more))
    lines.append(w.say("Sources: {publishers}", publishers=_some(names, turn)))
    lines.append(w.say("As asked on {day}", day=w.day(answer.today)))
    how = w.say("Anyone can check this quotation with the program “timeline”: timeline cite, and this text after it.")
    return Reply(
        answer.language,
        (
            Paragraph(spans("\n".join(lines)), quoted=True),
            _small(how),
            Paragraph(spans(Span(answer.citation or "", "code"))),
        ),
    )


def _line(ref: str, turn: Turn) -> str:
    entry = turn.entry(ref)
    title = entry_title(entry, turn.register, turn.language)
    return turn.w.say("{day}: {title}", day=turn.w.day(entry.fact.when), title=title)


def refine_reply(answer: Answer, turn: Turn) -> Reply:
    """How to ask for less, or for something else."""
    w, query = turn.w, answer.query
    ways = []
    if query.period is None:
        ways.append(w.say("Add a time: “in September 2025”, “since June”, “last week”."))
    else:
        ways.append(w.say("Choose another time: “and in November?”"))
    if not query.actors:
        ways.append(w.say("Add a person, a state or an organisation by its name."))
    if not query.kinds:
        ways.append(w.say("Say what it is about: releases, arrests, sanctions, calls, meetings, appointments."))
    if "release" in query.kinds and query.filters.nationality is None:
        ways.append(w.say("Add whose citizens: “how many Poles were released?”"))
    ways.append(w.say("Ask as of an earlier day: “as known on 1 October 2025”."))
    items = Items(tuple(Item(spans(way)) for way in ways))
    return Reply(answer.language, (_small(_understood(answer, turn)), items))
