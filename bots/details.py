"""One entry, opened: what it says, who says so and who says otherwise, what it is tied to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bots.fields import field_lines
from bots.replies import Choice, Item, Items, Paragraph, Reply, Span, spans
from bots.sourcing import claim_line
from timeline import TimelineError, entry_title

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bots.replies import Block
    from bots.turns import Turn
    from timeline import Entry, Fact

_PEOPLE = 3


def entry_reply(entry: Entry, turn: Turn) -> Reply:
    """An entry with its fields, its claims side by side, its ties, and what else can be asked of it."""
    w = turn.w
    title = entry_title(entry, turn.register, turn.language)
    blocks: list[Block] = [Paragraph(spans(Span(title, "bold")))]
    standing = _standing(entry, turn)
    if standing:
        blocks.append(Paragraph(spans(Span(standing, "italic"))))
    summary = _summary(entry.fact, turn)
    if summary:
        blocks.append(Paragraph(spans(summary)))
    blocks.append(Items(tuple(Item(spans(line)) for line in field_lines(entry.fact, turn))))
    blocks.append(Paragraph(spans(Span(w.say("Who says so"), "bold"))))
    blocks.append(Items(tuple(Item(spans(claim_line(claim, entry.fact, turn))) for claim in entry.claims)))
    ties = tuple(_ties(entry, turn))
    if ties:
        blocks += [Paragraph(spans(Span(w.say("Belongs with"), "bold"))), Items(ties)]
    return Reply(turn.language, tuple(blocks), tuple(_ways_on(entry, turn)))


def _standing(entry: Entry, turn: Turn) -> str:
    """What is the matter with an entry; nothing where it simply stands."""
    w = turn.w
    match entry.status:
        case "standing":
            return ""
        case "disputed":
            return w.say("Disputed: sources contradict it, see below.")
        case "retracted":
            return w.say("Taken back: this should not have been recorded. “What changed” says why.")
        case "merged":
            other = entry.merged_into or ""
            return w.say("The same as another entry, which goes on with it: {ref}", ref=other)


def _summary(fact: Fact, turn: Turn) -> str:
    """What a curator summed up, in this language; in English where there is nothing else."""
    own = fact.summary.get(turn.language)
    if own:
        return str(own)
    english = fact.summary.get("en")
    return turn.w.recorded(english) if english else ""


def _ties(entry: Entry, turn: Turn) -> Iterator[Item]:
    """The entries that this one is tied to, by its own word or theirs."""
    for link in entry.links:
        yield from _tie(_tied(link.kind, turn), link.to, turn)
    for event in turn.timeline.log.tied_to(entry.ref):
        other = getattr(event, "ref", None)
        if other and other != entry.ref:
            try:
                back = next((link for link in turn.entry(other).links if link.to == entry.ref), None)
            except TimelineError:  # not known at the moment that is asked about
                continue
            if back:
                yield from _tie(_tied_back(back.kind, turn), other, turn)


def _tie(how: str, ref: str, turn: Turn) -> Iterator[Item]:
    try:
        other = turn.entry(ref)
    except TimelineError:
        return
    opening = turn.opening(other)
    yield Item(spans(f"{how} – ", *opening.spans), opening.press)


def _tied(kind: str, turn: Turn) -> str:
    w = turn.w
    match kind:
        case "in_exchange_for":
            # Translators: one was given for the other, by the word of the sources.
            return w.say("in return for, as sources say")
        case "part_of":
            return w.say("part of")
        case "follows":
            return w.say("follows")
        case "re_arrest_of":
            return w.say("arrested again after")
        case "corrects_report_of":
            return w.say("corrects the report of")
        case _:
            return w.say("contradicts")


def _tied_back(kind: str, turn: Turn) -> str:
    w = turn.w
    match kind:
        case "in_exchange_for":
            return w.say("for which in return, as sources say")
        case "part_of":
            return w.say("consists also of")
        case "follows":
            return w.say("followed by")
        case "re_arrest_of":
            return w.say("later arrested again")
        case "corrects_report_of":
            return w.say("corrected by")
        case _:
            return w.say("contradicted by")


def _ways_on(entry: Entry, turn: Turn) -> Iterator[Choice]:
    w = turn.w
    yield turn.choice(w.say("What changed"), "history", entry.number)
    if entry.kind in ("release", "arrest", "prisoner_count"):
        yield turn.choice(w.say("What it did to the totals"), "why", entry.number)
    if any(claim.source.url for claim in entry.claims):
        yield turn.choice(w.say("Show addresses"), "links", entry.number)
    yield turn.choice(w.say("Copy as quotation"), "quote", entry.number)
    for person in _people(entry, turn)[:_PEOPLE]:
        actor = turn.register[person]
        yield turn.choice(w.say("What became of: {name}", name=turn.name(person)), "actor", actor.number or 0)


def _people(entry: Entry, turn: Turn) -> Sequence[str]:
    """The people whom a release or an arrest names, or whose state an entry tells."""
    if entry.kind not in ("release", "arrest", "person_status"):
        return ()
    told = [actor for path, actor in entry.fact.mentions() if path == "person" or path.startswith("named.")]
    return [
        actor
        for actor in dict.fromkeys(told)
        if actor in turn.register and turn.register[actor].type == "person" and turn.register[actor].number
    ]


def entry_quotation(entry: Entry, turn: Turn) -> Reply:
    """An entry as somebody may copy it: what it says, when, by whom, and where to find it again."""
    w = turn.w
    names = list(dict.fromkeys(claim.source.publisher for claim in entry.claims))
    lines = [
        "".join(span.text for span in turn.opening(entry).spans),
        w.say("Sources: {publishers}", publishers=", ".join(names)),
        w.say("As known on {day}, version {version}", day=w.day(turn.today), version=entry.version),
    ]
    how = w.say("Anyone can check this quotation with the program “timeline”: timeline show, and this text after it.")
    return Reply(
        turn.language,
        (
            Paragraph(spans("\n".join(lines)), quoted=True),
            Paragraph(spans(Span(how, "italic"))),
            Paragraph(spans(Span(f"{entry.ref} --known-at @{turn.timeline.position()}", "code"))),
        ),
    )
