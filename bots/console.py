"""The console: the timeline's reading commands behind a prompt, line by line, also from a pipe.

What is typed is kept in memory only, for the arrow keys, and is gone at the end.
"""

from __future__ import annotations

import shlex
import sys

import click

from timeline.cli import Command, Settings, current, run

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
help [COMMAND]                        this, or more about a command
quit                                  end (or Ctrl-D)"""


@click.command(
    cls=Command,
    short_help="The reading commands behind a prompt.",
    examples=[
        "timeline chat",
        "printf 'list --limit 3\\nquit\\n' | timeline chat",
    ],
)
def chat() -> None:
    """Read the timeline at a prompt: list, show, history, actors, schema, stats.

    Nothing is written here. An error ends its line only; Ctrl-C clears the line, Ctrl-D or quit
    ends the prompt. From a pipe the exit code is 1 when a line failed or found nothing.
    """
    settings = current()
    asking = sys.stdin.isatty()
    if asking:
        _remember()
        click.echo("The timeline's reading commands; help lists them, Ctrl-D ends.")
    failed = False
    try:
        while (line := _next_line(asking=asking)) is not None:
            code = answer(line, settings)
            if code is None:
                break
            if code == _INTERRUPTED and not asking:
                raise click.Abort
            failed = failed or code != 0
    except UnicodeDecodeError:
        _say("the input is no UTF-8 text")
        failed = True
    if failed and not asking:
        raise click.exceptions.Exit(1)


def answer(line: str, settings: Settings) -> int | None:
    """Answer one line on standard output; give its exit code, None once it asks to end."""
    try:
        words = shlex.split(line)
    except ValueError as error:
        _say(f"{error}; close the quotes, or put a name with an apostrophe into double quotes")
        return 1
    words = words[1:] if words[:1] == ["timeline"] else words
    match words:
        case []:
            pass
        case ["quit" | "exit"]:
            return None
        case ["help" | "--help" | "?"]:
            click.echo(_HELP)
        case ["help", command]:
            return run([command, "--help"], settings, READING)
        case _:
            return run(words, settings, READING)
    return 0


def _say(text: str) -> None:
    click.echo(f"timeline: {' '.join(text.split())}", err=True)


def _next_line(*, asking: bool) -> str | None:
    """The next line, or None at the end of the input."""
    sys.stdout.flush()
    try:
        if asking:
            return input("timeline> ")
        line = sys.stdin.readline()
    except EOFError:
        click.echo()
        return None
    except KeyboardInterrupt:
        if not asking:
            raise
        click.echo()
        return ""
    return line.rstrip("\n") if line else None


def _remember() -> None:
    """Arrow keys go back to earlier lines of this session; no file is read or written."""
    try:
        import readline  # noqa: PLC0415  (not everywhere, and only at a terminal)
    except ImportError:
        return
    readline.clear_history()
    readline.set_history_length(1_000)
