"""Commands that are questions: the query each stands for, and how what stands after it narrows that."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from bots.questions import SHOWN, told
from bots.replies import Item, Items, Paragraph, Reply, Span, spans
from timeline import DateError, InputError, PartialDate, Period, Query

if TYPE_CHECKING:
    from bots.commands import Command
    from bots.replies import Block
    from bots.turns import Turn
    from timeline import Answer

Asked: TypeAlias = Literal[
    "latest", "timeline", "releases", "calls", "sanctions", "appointments", "prisoners", "person", "office", "on"
]
"""The commands that a query stands behind."""

_FARTHEST = 1_200  # entries of a search that can be paged through
_DATE_LETTERS = 40


def asked(word: str) -> Asked | None:
    """The command, where it is one of these."""
    return word if word in get_args(Asked) else None  # type: ignore[return-value]


def base_query(word: Asked, turn: Turn) -> Query:  # noqa: PLR0911  (one line a command)
    """What a command asks with nothing after it."""
    match word:
        case "latest":
            return Query()
        case "timeline" | "on":
            return Query(period=Period(start=date(turn.today.year, 1, 1), end=date(turn.today.year, 12, 31)))
        case "releases":
            return Query(kinds=("release",))
        case "calls":
            return Query(kinds=("call", "meeting"))
        case "sanctions":
            return Query(kinds=("sanctions_change",))
        case "appointments":
            return Query(kinds=("appointment",))
        case "prisoners":
            return Query(kinds=("prisoner_count",), aggregate="count", as_of=turn.today)
        case "person":
            return Query(kinds=("person_status",), aggregate="state", as_of=turn.today)
        case "office":
            return Query(kinds=("appointment",), aggregate="who", as_of=turn.today)


def narrowed(word: Asked, argument: str, turn: Turn) -> Query | None:  # noqa: PLR0911  (one line a command)
    """The query of a command with what stands after it; None for what is no date where one is wanted.

    Raises `UnknownActorError` or `AmbiguousNameError` for a name that is not one of the register.
    """
    query = base_query(word, turn)
    if not argument:
        return query
    period = dated(argument)
    match word:
        case "person":
            actor = turn.register.find(argument)
            if actor.type == "person":
                return query.model_copy(update={"actors": (actor.id,)})
            return Query(actors=(actor.id,))
        case "office":
            actor = turn.register.find(argument)
            return query.model_copy(update={"office": actor.id} if actor.type == "office" else {"actors": (actor.id,)})
        case "sanctions" if period is None:
            actor = turn.register.find(argument)
            return query.model_copy(update={"actors": (actor.id,), "aggregate": "state", "as_of": turn.today})
        case "prisoners":
            return query.model_copy(update={"as_of": period.end or turn.today}) if period else None
        case _:
            return query.model_copy(update={"period": period}) if period else None


def of_command(given: Command, turn: Turn) -> Query | None:
    """The query of a command as it was given, where it has one that can be read."""
    word = asked(given.word)
    try:
        return narrowed(word, given.argument, turn) if word else None
    except (LookupError, InputError):
        return None


def about_somebody(actor: str, turn: Turn) -> Query:
    """What became of somebody."""
    return base_query("person", turn).model_copy(update={"actors": (actor,)})


def who_is(query: Query) -> Query:
    """Who somebody is, where nothing is told of what became of them."""
    return Query(actors=query.actors, aggregate="who")


def dated(text: str) -> Period | None:
    """The days that a date means: 2025, 2025-09, 2025-09-11, 2025-06/2025-09; None for anything else."""
    try:
        when = PartialDate(text.strip()) if len(text) <= _DATE_LETTERS else None
    except DateError:
        return None
    return Period(start=when.earliest, end=when.latest) if when else None


def search_reply(words: str, turn: Turn, offset: int = 0, *, instead: bool = False) -> Reply:
    """Entries that hold these words, newest first. `instead`: of an answer that nobody here can give."""
    w = turn.w
    offset = min(offset, _FARTHEST)
    page = turn.timeline.entries(text=words, limit=offset + SHOWN + 1, known_at=turn.known_at)
    shown = page.entries[offset : offset + SHOWN]
    head = w.say("Entries that hold the words {words}", words=w.quoted(words))
    blocks: list[Block] = [Paragraph(spans(Span(head, "italic")))]
    if instead and not offset:
        note = w.say("Questions in free words are not understood here; this is a search for the words as written.")
        blocks.append(Paragraph(spans(note)))
    if shown:
        blocks.append(Items(tuple(turn.opening(entry) for entry in shown), offset + 1))
    else:
        blocks.append(Paragraph(spans(w.say("No entry holds these words. Try fewer or other ones, or /help."))))
    choices = []
    if offset:
        choices.append(turn.choice(w.say("Back"), "found", max(0, offset - SHOWN)))
    if len(page.entries) > offset + SHOWN:
        choices.append(turn.choice(w.say("More"), "found", offset + SHOWN))
    return Reply(turn.language, tuple(blocks), tuple(choices), found=bool(shown))


def with_offices(reply: Reply, held: Answer, turn: Turn) -> Reply:
    """What happened on a day, and below it who held which office then."""
    head = Paragraph(spans(Span(turn.w.say("Offices on that day"), "bold")))
    lines = Items(tuple(Item(spans(line)) for line in told(held.text).lead.split("\n")))
    return Reply(reply.language, (*reply.blocks, head, lines), reply.choices, found=True)
