"""What is said without looking anything up: the beginning, help, privacy, about, mistakes, one-line refusals."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from bots.commands import FOLLOWING, Word, does
from bots.replies import Choice, Item, Items, Paragraph, Reply, Span, spans
from bots.wording import LANGUAGES, LATIN

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bots.turns import Turn

_SHOWN = 80  # letters of what somebody wrote that a line repeats
_OWN_NAMES = {
    "be": "Беларуская", LATIN: "Biełaruskaja", "ru": "Русский", "uk": "Українська", "en": "English",
    "de": "Deutsch", "pl": "Polski", "lt": "Lietuvių",
}  # fmt: skip


def line(text: str, turn: Turn, *choices: Choice, found: bool = False) -> Reply:
    """One clear line."""
    return Reply(turn.language, (Paragraph(spans(text)),), choices, found=found)


def start(turn: Turn) -> Reply:
    """The beginning: short, and without a political word."""
    w = turn.w
    text = w.say("Hello. Ask a question in your own words, or choose:")
    return line(
        text,
        turn,
        turn.choice(w.say("What can be asked"), "do", "help"),
        turn.choice(w.say("Language"), "do", "language"),
        turn.choice(w.say("Privacy"), "do", "privacy"),
        found=True,
    )


def help_(turn: Turn) -> Reply:
    """What can be asked, and every command."""
    w = turn.w
    ask = w.say("Ask in your own words, in any of seven languages. For example:")
    examples = (
        w.say("How many people were released in September 2025?"),
        w.say("Who is the US envoy to Belarus?"),
        w.say("Which sanctions are in force on Belavia?"),
        w.say("What became of Ales Bialiatski?"),
    )
    commands = Items(tuple(Item(spans(does(word, w))) for word in get_args(Word)))
    dates = w.say("DATE is a year, a month, a day, or from one to another: 2025, 2025-09, 2025-09-11, 2025-06/2025-09.")
    return Reply(
        turn.language,
        (
            Paragraph(spans(ask)),
            Items(tuple(Item(spans(w.quoted(example))) for example in examples)),
            Paragraph(spans(Span(w.say("Commands"), "bold"))),
            commands,
            Paragraph(spans(Span(dates, "italic"))),
        ),
    )


def privacy(turn: Turn) -> Reply:
    """What is kept about a reader, and what cannot be protected."""
    w = turn.w
    kept = w.say("Nothing is kept about you: no name, no question, no history of what you asked.")
    memory = w.say(
        "For ten minutes the last subjects of this conversation stay in memory, so that “and in November?” is"
        " understood. They are in no file, and are gone at a restart."
    )
    platform = w.say("This program runs on this computer, and sends nothing of what you write anywhere.")
    messenger = w.say(
        "What the messenger itself keeps is beyond our control: it sees what you write here. A search of your"
        " telephone can show this chat. Delete it when you have read what you wanted to know."
    )
    texts = (kept, memory, platform if turn.alone else messenger)
    return Reply(turn.language, tuple(Paragraph(spans(text)) for text in texts))


def about(turn: Turn) -> Reply:
    """What this is, where its entries come from, what it does not do."""
    w = turn.w
    texts = (
        w.say(
            "An open timeline of the diplomacy between Belarus and the United States around prisoners: calls,"
            " releases, appointments, sanctions, and what belongs with them."
        ),
        w.say(
            "Every entry names its sources. Numbers keep their bounds; where sources disagree, both sides are shown."
            " What is not recorded here may still have happened."
        ),
        w.say("Nothing is forecast, and nobody is asked for tips: this chat is not a safe place for secrets."),
        *_operator(turn),
    )
    return Reply(turn.language, tuple(Paragraph(spans(text)) for text in texts))


def wrong(turn: Turn) -> Reply:
    """How to report a mistake, and how to be taken down."""
    w = turn.w
    texts = (
        w.say("Found a mistake? Write to whoever runs this bot, with the entry and a source that says otherwise."),
        w.say("If you are named here and do not want to be, say so on the same way; no reason is needed."),
        w.say("Do not write it here: nothing that is written here reaches anybody."),
        *_operator(turn),
    )
    return Reply(turn.language, tuple(Paragraph(spans(text)) for text in texts))


def _operator(turn: Turn) -> tuple[str, ...]:
    return (turn.w.say("Who runs this is reached at: {operator}", operator=turn.operator),) if turn.operator else ()


def languages(turn: Turn) -> Reply:
    """The languages to choose from, each by its own name."""
    choices = [turn.choice(_OWN_NAMES[code], "speak", code) for code in (*LANGUAGES[:1], LATIN, *LANGUAGES[1:])]
    return line(turn.w.say("Which language?"), turn, *choices, found=True)


def speaks(code: str) -> str | None:
    """The language that a code or its own name means; None where there is no such language here."""
    for known, name in _OWN_NAMES.items():
        if code.casefold() in (known.casefold(), name.casefold()):
            return known
    return None


def no_such_command(word: str, turn: Turn) -> Reply:
    """That there is no such command, or none here."""
    w = turn.w
    if word in FOLLOWING:
        return line(w.say("/{word} works only in chats that can be kept up to date, and not here.", word=word), turn)
    return line(
        w.say("There is no command /{word}. /help lists those there are.", word=word[:_SHOWN]),
        turn,
        turn.choice(w.say("What can be asked"), "do", "help"),
    )


def words_wanted(turn: Turn) -> Reply:
    """That a search needs words."""
    return line(turn.w.say("Write the words after the command: /search Belavia"), turn)


def name_wanted(turn: Turn) -> Reply:
    """That a command needs a name."""
    return line(turn.w.say("Write a name after the command: /person Ales Bialiatski"), turn)


def no_date(argument: str, turn: Turn) -> Reply:
    """That a date is wanted, or that what was written is none."""
    w = turn.w
    if not argument:
        return line(w.say("Write a date after the command: 2025, 2025-09 or 2025-09-11."), turn)
    text = w.quoted(argument[:_SHOWN])
    return line(w.say("I cannot read {text} as a date. Write 2025, 2025-09 or 2025-09-11.", text=text), turn)


def nobody(name: str, turn: Turn) -> Reply:
    """That somebody is not in the timeline, and that this proves nothing (contracts, "Absence")."""
    w = turn.w
    named = sum(actor.type == "person" for actor in turn.register)
    texts = (
        w.say("Not in this timeline: {name}", name=name[:_SHOWN]),
        w.count(
            "This timeline names only {n} person of several thousand. That somebody is not in it proves nothing:"
            " neither freedom nor guilt.",
            "This timeline names only {n} people of several thousand. That somebody is not in it proves nothing:"
            " neither freedom nor guilt.",
            named,
        ),
        w.say("Fuller lists are kept by Viasna (prisoners.spring96.org) and Dissidentby (dissidentby.com)."),
    )
    return Reply(turn.language, tuple(Paragraph(spans(text)) for text in texts), found=False)


def several(actors: Sequence[str], turn: Turn) -> Reply:
    """That a name is several people's or bodies', with each to choose."""
    known = [turn.register[actor] for actor in actors]
    choices = [turn.choice(turn.w.name(one), "actor", one.number) for one in known if one.number]
    return line(turn.w.say("Several people or bodies have this name. Which one is meant?"), turn, *choices)
