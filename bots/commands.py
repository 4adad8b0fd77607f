"""The commands: what they are called, what they do in a few words, and how they are told from plain words.

Only a word behind a sign is a command: `/latest`, `!timeline latest`, and `!latest` where nobody else is
spoken to. "Help", "stop" and "forget me" alone are words of a question like any other.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias, assert_never, get_args

if TYPE_CHECKING:
    from timeline import Wording

Word: TypeAlias = Literal[
    "help", "latest", "timeline", "releases", "calls", "sanctions", "appointments", "prisoners", "person", "office",
    "on", "search", "sources", "why", "language", "privacy", "about", "wrong", "start",
]  # fmt: skip
"""The commands of every conversation, in the order of the help."""

FOLLOWING = ("follow", "unfollow", "follows", "digest", "mydata", "forgetme", "burn", "discreet", "off")
"""Commands of chats that can be kept up to date; a conversation by itself keeps nobody up to date."""

MENU = ("latest", "releases", "prisoners", "sanctions", "person", "follow", "privacy", "help")
"""The commands that a menu shows."""

_COMMAND = re.compile(
    r"\s*(?:/|!timeline(?:\s+|$)|!)([^\s@/!]{0,40})(?:@[A-Za-z0-9_]{1,40})?(?:\s+(.*))?\s*", re.DOTALL
)
_ALONE = re.compile(r"\s*!timeline\s*")


class Command(NamedTuple):
    """A command as it was given: its word, whether or not there is such a command, and what stands after it."""

    word: str
    argument: str


def command(text: str, *, alone: bool = True) -> Command | None:
    """The command that a text gives, or None where it is plain words.

    `alone`: nobody else is spoken to, so that a bare `!latest` is one too.
    """
    if _ALONE.fullmatch(text):
        return Command("help", "")
    found = _COMMAND.fullmatch(text)
    if found is None or not found[1]:
        return None
    if not alone and text.lstrip().startswith("!") and not text.lstrip().startswith("!timeline"):
        return None
    return Command(found[1].lower(), (found[2] or "").strip())


def is_known(word: str) -> bool:
    """Whether there is such a command here."""
    return word in get_args(Word)


def does(word: Word, w: Wording) -> str:  # noqa: C901, PLR0911, PLR0912  (one line a command)
    """What a command gives, in a few words; what may stand after it is in capital letters."""
    match word:
        case "help":
            return w.say("/help – what can be asked here")
        case "latest":
            return w.say("/latest – what happened last")
        case "timeline":
            return w.say("/timeline DATE – what happened in a year, a month or on a day")
        case "releases":
            return w.say("/releases DATE – people who were released")
        case "calls":
            return w.say("/calls DATE – calls and meetings")
        case "sanctions":
            return w.say("/sanctions NAME – sanctions, all or those on somebody")
        case "appointments":
            return w.say("/appointments DATE – who was appointed or dismissed")
        case "prisoners":
            return w.say("/prisoners – how many people are held, by each who counts")
        case "person":
            return w.say("/person NAME – what became of a person")
        case "office":
            return w.say("/office NAME – who holds an office")
        case "on":
            return w.say("/on DATE – what happened on a day, and who held which office")
        case "search":
            return w.say("/search WORDS – entries that hold these words")
        case "sources":
            return w.say("/sources – who reported what was answered last")
        case "why":
            return w.say("/why DATE – why a number changed")
        case "language":
            return w.say("/language – another language")
        case "privacy":
            return w.say("/privacy – what is kept about you")
        case "about":
            return w.say("/about – what this is")
        case "wrong":
            return w.say("/wrong – how to report a mistake")
        case "start":
            return w.say("/start – the beginning")
        case unreachable:
            assert_never(unreachable)
