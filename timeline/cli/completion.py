"""`completion SHELL`."""

from __future__ import annotations

import click

from timeline.cli.command import Command
from timeline.cli.output import say


@click.command(
    cls=Command,
    short_help="Print the script for a shell's completion.",
    examples=[
        'eval "$(timeline completion bash)"',
        "timeline completion zsh > _timeline",
        "timeline completion fish > timeline.fish",
    ],
)
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the script that completes commands, options and refs in a SHELL.

    Put the first example into ~/.bashrc, or the file of the others where your shell looks for
    completions.
    """
    from click.shell_completion import get_completion_class  # noqa: PLC0415  (only here)

    from timeline.cli.program import cli  # noqa: PLC0415  (the program imports this module)

    found = get_completion_class(shell)
    assert found is not None
    say(found(cli, {}, "timeline", "_TIMELINE_COMPLETE").source())
