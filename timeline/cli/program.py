"""The program itself: which commands there are, and how every error becomes one line and a code.

Exit codes: 0 done, 1 nothing found or refused, 2 wrong usage, 3 the store cannot be reached or
read, 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from difflib import get_close_matches
from importlib import import_module
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any, NoReturn

import click

from timeline.cli.command import write_examples, write_options
from timeline.cli.output import note, print_json, say
from timeline.cli.settings import GlobalOption, Settings, global_options
from timeline.errors import StoreError, TimelineError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.metadata import EntryPoint

PLUGINS = "timeline.commands"
"""The entry-point group by which other packages add commands."""

_COMPLETE = "_TIMELINE_COMPLETE"
_ONLY = "timeline.cli.only"
_TRACEBACK = "TIMELINE_TRACEBACK"
_COMMANDS = {
    "list": "reading:list_entries",
    "show": "reading:show",
    "history": "reading:history",
    "offices": "offices:offices",
    "sanctions": "sanctions:sanctions",
    "prisoners": "prisoners:prisoners",
    "explain": "explain:explain",
    "coverage": "coverage:coverage",
    "ask": "ask:ask",
    "questions": "ask:questions",
    "cite": "cite:cite",
    "actors": "overview:actors",
    "schema": "overview:schema",
    "stats": "overview:stats",
    "follow": "overview:follow",
    "record": "recording:record",
    "correct": "writing:correct",
    "retract": "writing:retract",
    "reinstate": "writing:reinstate",
    "corroborate": "writing:corroborate",
    "dispute": "writing:dispute",
    "link": "writing:link",
    "merge": "writing:merge",
    "import": "transfer:import_log",
    "export": "transfer:export",
    "rebuild": "rebuild:rebuild",
    "completion": "completion:completion",
}
_OF_LINES = ("export", "follow")  # what they print is no single object: an error would be one line too many
EXAMPLES = (
    "timeline list --kind release --since 2025-09",
    "timeline show call-2025-08-15-trump-lukashenko",
    "timeline --json list --actor Lukashenko --limit 3",
)


class Program(click.Group):
    """The commands of this package, by name, and those that other packages add; each loaded when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click's signature)
        """The names of this package's commands, then those of the others."""
        return [*_COMMANDS, *sorted(_plugins())]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command, with the global options; other packages are asked only for unknown names."""
        place = _COMMANDS.get(cmd_name)
        if place:
            module, _, name = place.partition(":")
            command = getattr(import_module(f"timeline.cli.{module}"), name)
        else:
            command = _plugged(cmd_name)
        if command is not None and not any(isinstance(option, GlobalOption) for option in command.params):
            command.params.extend(global_options())
        return command  # type: ignore[no-any-return]

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As usual; an unknown name is refused with names that look like it."""
        only = ctx.meta.get(_ONLY)
        if only is not None and args[0] not in only and not args[0].startswith("-"):
            raise click.UsageError(f"{args[0]!r} is none of the commands here: {', '.join(only)}")
        if self.get_command(ctx, args[0]) is None and not args[0].startswith("-") and not ctx.resilient_parsing:
            near = get_close_matches(args[0], self.list_commands(ctx), n=3, cutoff=0.6)
            hint = f"; did you mean {' or '.join(near)}?" if near else "; see `timeline --help`"
            raise click.UsageError(f"there is no command {args[0]!r}{hint}")
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Options in two sections, then the commands."""
        write_options(self, ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The examples."""
        write_examples(EXAMPLES, formatter)

    def main(  # type: ignore[override]  # click's overloads differ from release to release
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,  # noqa: ARG002  (the program has one name)
        **extra: Any,
    ) -> NoReturn:
        """Run and exit, with this program's codes and one-line errors."""
        sys.exit(run(sys.argv[1:] if args is None else args, extra.get("obj")))


def _show_version(ctx: click.Context, _: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from importlib.metadata import version  # noqa: PLC0415  (only here)

        say(f"timeline {version('belarus-timeline')}")
        ctx.exit()


@click.group(
    cls=Program,
    invoke_without_command=True,
    params=[
        click.Option(
            ["--version"], is_flag=True, is_eager=True, expose_value=False, callback=_show_version, help="The version."
        ),
        *global_options(),
    ],
)
@click.pass_context
def cli(ctx: click.Context) -> None:
    """The open timeline of US–Belarus diplomacy around political prisoners.

    Every entry has its sources, every number its uncertainty, every change its reason. Without a
    store of your own you read the timeline that comes with the program.
    """
    if ctx.invoked_subcommand is None:
        say(ctx.get_help())


def main() -> NoReturn:
    """What the installed `timeline` runs."""
    _open_missing_streams()
    instruction = os.environ.get(_COMPLETE)
    if instruction:
        from click.shell_completion import shell_complete  # noqa: PLC0415  (only for a shell that asks)

        sys.exit(shell_complete(cli, {}, "timeline", _COMPLETE, instruction))
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal without Unicode gets escapes, not an error
            stream.reconfigure(errors="backslashreplace")
    cli.main()


def _open_missing_streams() -> None:
    """A standard stream that was closed before the start (`>&-`) is nothing to read, or nobody who reads.

    In their order, so that each takes its own number where that is free, and no store takes it.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123  (open to the end)


def run(  # noqa: PLR0911  (one return a code)
    args: Sequence[str], settings: Settings | None = None, only: Sequence[str] | None = None
) -> int:
    """Run one command line, from given settings; give its exit code. Errors are one line each.

    With `only`, other commands than these are refused. With --json, what is refused or fails is
    an object on standard output too.
    """
    ctx: click.Context | None = None
    try:
        with cli.make_context("timeline", list(args), obj=settings) as ctx:
            ctx.meta[_ONLY] = only
            cli.invoke(ctx)
        sys.stdout.flush()
    except click.exceptions.Exit as stopped:
        return stopped.exit_code
    except (click.Abort, KeyboardInterrupt):
        return 130
    except click.ClickException as error:
        return _failed(_usage(error), 2)
    except TimelineError as error:
        _print_error(ctx, error, str(error))
        return _failed(str(error), 3 if isinstance(error, StoreError) else 1)
    except BrokenPipeError:
        _leave_pipe()
        return 0
    except OSError as error:
        message = f"{error.filename or 'the output'}: {error.strerror or error}"
        if error.filename:
            _print_error(ctx, error, message)
        return _failed(message, 3)
    except Exception as error:
        if os.environ.get(_TRACEBACK):
            raise
        message = f"{type(error).__name__}: {error}; this is a bug, set {_TRACEBACK}=1 to see where"
        _print_error(ctx, error, message)
        return _failed(message, 1)
    return 0


def _print_error(ctx: click.Context | None, error: Exception, message: str) -> None:
    """The object on standard output, where objects were asked for."""
    settings = ctx.obj if ctx is not None else None
    if ctx is None or not (isinstance(settings, Settings) and settings.json) or ctx.invoked_subcommand in _OF_LINES:
        return
    from timeline.cli.shapes import error_shape  # noqa: PLC0415  (only where something failed)

    try:
        print_json(error_shape(error, message))
    except BrokenPipeError:
        _leave_pipe()


def _failed(message: str, code: int) -> int:
    try:
        sys.stdout.flush()
        note(message)
    except BrokenPipeError:
        _leave_pipe()
    return code


def _usage(error: click.ClickException) -> str:
    message = error.format_message().strip()
    own = type(error) is click.UsageError and not message.startswith("Got ")  # says itself what to do
    if own or not isinstance(error, click.UsageError) or error.ctx is None or "; " in message:
        return message
    return f"{message.rstrip('.')}; see `{error.ctx.command_path} --help`"


def _leave_pipe() -> None:
    """Whoever read the output has had enough; nothing more is written, not even when Python ends."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):  # a stream without a file behind it
        return


def _plugins() -> dict[str, EntryPoint]:
    from importlib.metadata import entry_points  # noqa: PLC0415  (slow; only for unknown names and for help)

    return {point.name: point for point in entry_points(group=PLUGINS) if point.name not in _COMMANDS}


def _plugged(name: str) -> click.Command | None:
    point = _plugins().get(name)
    if point is None:
        return None
    try:
        command = point.load()
    except (ImportError, AttributeError) as error:
        return _broken(name, f"{point.value} cannot be loaded ({error})")
    return command if isinstance(command, click.Command) else _broken(name, f"{point.value} is no command")


def _broken(name: str, why: str) -> click.Command:
    """A stand-in that says why it is one, so that help and the other commands go on."""

    def fail() -> None:
        raise click.ClickException(f"{name}: {why}; install its package again")

    return click.Command(name, callback=fail, help=f"Not usable: {why}.")
