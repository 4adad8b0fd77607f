"""The conversation in a terminal, line by line, also from a pipe; the timeline's reading commands stand beside it.

What is typed is kept in memory only, for the arrow keys, and is gone at the end.
"""

from __future__ import annotations

import json
import re
import shlex
import sys
import time
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bots.conversation import Conversation
from bots.replies import as_text
from bots.requests import Request
from bots.wording import voice
from timeline.cli import Command, Settings, cli, current, opened, run

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from bots.conversation import Ask
    from bots.replies import Picture, Reply, Span
    from timeline import Answer, Query, Timeline

READING = ("list", "show", "history", "actors", "schema", "stats")
"""The commands of the timeline that may be given here."""

_INTERRUPTED = 130
_HELP = """\
list [--kind KIND] [--actor NAME] …   what happened, newest first
show REF                              an entry with its sources
history REF                           how an entry came about
actors [TEXT]                         who is who
schema KIND                           what an entry of a kind holds
stats                                 how much there is
timeline COMMAND …                    any of these, whatever follows
help [COMMAND]                        this, or more about a command
quit                                  end (or Ctrl-D)"""

_OPTION = re.compile(r"--?[a-z]|-$")
_NO_TEXT = re.compile("[\ud800-\udfff]")  # bytes that were none of a letter
_REF = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")


@click.command(
    cls=Command,
    short_help="The conversation of the bots, in a terminal.",
    examples=[
        "timeline chat",
        "timeline --language be chat",
        "printf '/releases 2025-09\\n1\\nquit\\n' | timeline chat",
    ],
)
@click.option(
    "--pictures",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Where pictures are saved; at a terminal the current directory, if not given.",
)
def chat(pictures: Path | None) -> None:
    """Ask the timeline in words or by command (/help), and open what it lists by its number.

    The reading commands list, show, history, actors, schema and stats are taken too. Nothing is
    written but pictures. An error ends its line only; Ctrl-C clears the line, Ctrl-D or quit ends
    the prompt. From a pipe the exit code is 1 when a line failed or found nothing.
    """
    asking = sys.stdin.isatty()
    with ExitStack() as stack:
        folder = Path() if asking and pictures is None else pictures
        talk = Talk(current(), lambda: stack.enter_context(opened()), folder)
        next_line = _prompt(talk) if asking else _piped
        if asking:
            click.echo("Ask in your own words; /help says how, Ctrl-D ends.")
        failed = _talked(talk, next_line, asking=asking)
    if failed and not asking:
        raise click.exceptions.Exit(1)


def _talked(talk: Talk, next_line: Callable[[], str | None], *, asking: bool) -> bool:
    """Answer lines to the end; give whether any failed."""
    failed = False
    try:
        while (line := next_line()) is not None:
            code = talk.answer(line)
            if code is None:
                break
            if code == _INTERRUPTED and not asking:
                raise click.Abort
            failed = failed or code != 0
    except UnicodeDecodeError:
        _say("the input is no UTF-8 text")
        failed = True
    return failed


class Talk:
    """One conversation in the terminal: its language, what its last reply listed, the question before that.

    The store is opened with the first line that needs it. Without a folder there are no pictures.
    """

    def __init__(self, settings: Settings, opening: Callable[[], Timeline], pictures: Path | None) -> None:
        self.settings = settings
        self._opening = opening
        self._opened: tuple[Timeline, Conversation] | None = None
        self._pictures = pictures
        self._language = ""
        self._presses: dict[int, str] = {}
        self._question = ""

    def answer(self, line: str) -> int | None:
        """Answer one line on standard output; give its exit code, None once it asks to end."""
        if _NO_TEXT.search(line):
            _say("the input is no UTF-8 text")
            return 1
        match line.split():
            case []:
                return 0
            case ["quit" | "exit"]:
                return None
            case ["help" | "--help" | "?"]:
                code = self._reply("/help")
                click.echo(f"\n{_HELP}")
                return code
            case ["help", command] if command in READING or command in cli.list_commands(click.Context(cli)):
                return run([command, "--help"], self.settings, READING)
            case _:
                return self._command(line) if _is_command(line) else self._reply(line)

    def _command(self, line: str) -> int:
        try:
            words = shlex.split(line)
        except ValueError as error:
            _say(f"{error}; close the quotes, or put a name with an apostrophe into double quotes")
            return 1
        return run(words[1:] if words[:1] == ["timeline"] else words, self.settings, READING)

    def _reply(self, line: str) -> int:
        timeline, conversation = self._open()
        number = int(line) if re.fullmatch(r"\s*[0-9]{1,4}\s*", line) else 0
        pressed = self._presses.get(number, "")
        reply = conversation.reply(
            Request(
                today=timeline.today(),
                now=time.monotonic(),
                text=self._question if pressed else line,
                pressed=pressed,
                language=self._language or ("" if self.settings.own_language else self.settings.language),
                client=self.settings.language,
                chat="terminal",
                key="terminal",
            )
        )
        if not pressed:
            self._question = line
        self._presses = reply.presses or self._presses
        self._language = reply.chosen or self._language
        self._show(reply)
        return 0 if reply.found else 1

    def timeline(self) -> Timeline:
        """The timeline, opened."""
        return self._open()[0]

    def _open(self) -> tuple[Timeline, Conversation]:
        if self._opened is None:
            timeline = self._opening()
            known_at = self.settings.known_at
            draw = None
            if self._pictures is not None:
                from bots.charts import illustrating  # noqa: PLC0415  (who wants no pictures does not wait for them)

                draw = illustrating(timeline, known_at)
            self._opened = timeline, Conversation(timeline, _asking(timeline), draw=draw, known_at=known_at)
        return self._opened

    def _show(self, reply: Reply) -> None:
        if self.settings.json:
            choices = {str(number): press for number, press in reply.presses.items()}
            told = {"language": reply.language, "found": reply.found, "text": as_text(reply), "choices": choices}
            click.echo(json.dumps(told, ensure_ascii=False))
            return
        click.echo(as_text(reply, _dressed) if sys.stdout.isatty() else as_text(reply))
        if self._pictures is None:
            return
        for picture in reply.pictures:
            file = saved(picture, self._pictures)
            click.echo(voice(reply.language).say("Saved as: {file}", file=file))


def _is_command(line: str) -> bool:  # noqa: PLR0911  (one case a way of giving one)
    """Whether a line gives one of the timeline's commands, rather than asking in words that begin like one."""
    match line.split():
        case ["timeline", _, *_]:
            return True
        case [word, *_] if word.startswith("--"):
            return True
        case [word] if word in READING:
            return True
        case ["show" | "history", ref] if _REF.fullmatch(ref):
            return True
        case ["actors" | "schema", _]:
            return True
        case [word, *rest] if word in cli.list_commands(click.Context(cli)):
            return any(_OPTION.match(part) for part in rest)
        case _:
            return False


def _asking(timeline: Timeline) -> Ask:
    """What understands free text in this timeline."""

    def ask(text: str, today: date, language: str | None, before: Query | None) -> Answer:
        return timeline.ask(text, today=today, language=language, before=before)

    return ask


def _dressed(piece: Span) -> str:
    """A piece of text as a terminal shows it."""
    text = f"{piece.text} <{piece.link}>" if piece.link and piece.link != piece.text else piece.text
    match piece.style:
        case "bold":
            return click.style(text, bold=True)
        case "italic":
            return click.style(text, dim=True)
        case _:
            return text


def saved(picture: Picture, folder: Path) -> Path:
    """The picture as a file; one of the same name that holds something else is left alone."""
    folder.mkdir(parents=True, exist_ok=True)
    stem, dot, ending = Path(picture.name).name.partition(".")
    for number in range(1, 1_000):
        path = folder / (f"{stem}{dot}{ending}" if number == 1 else f"{stem}-{number}{dot}{ending}")
        if not path.exists():
            path.write_bytes(picture.content)
            return path
        if path.read_bytes() == picture.content:
            return path
    raise click.ClickException(f"{folder} holds too many pictures of the name {picture.name}; take some away")


def _say(text: str) -> None:
    click.echo(f"timeline: {' '.join(text.split())}", err=True)


def _piped() -> str | None:
    """The next line of the input, or None at its end."""
    sys.stdout.flush()
    line = sys.stdin.readline()
    return line.rstrip("\n") if line else None


def _prompt(talk: Talk) -> Callable[[], str | None]:
    """What asks a person for the next line, with the arrow keys and completion where the terminal has them."""
    from bots.prompting import prompting  # noqa: PLC0415  (only at a terminal)

    return prompting(talk.settings.language, talk.timeline)
