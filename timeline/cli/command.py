"""A command of the command line: with its examples, and with the global options apart from its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from timeline.cli.settings import GlobalOption

if TYPE_CHECKING:
    from collections.abc import Sequence


class Command(click.Command):
    """A click command whose help ends in examples: whole lines that work as they stand."""

    def __init__(self, *args: Any, examples: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.examples = tuple(examples)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The command's own options, then those of every command."""
        write_options(self, ctx, formatter)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The examples, each on a line of its own, never wrapped."""
        write_examples(self.examples, formatter)
        super().format_epilog(ctx, formatter)


def write_options(command: click.Command, ctx: click.Context, formatter: click.HelpFormatter) -> None:
    """Options in two sections."""
    own: list[tuple[str, str]] = []
    shared: list[tuple[str, str]] = []
    for parameter in command.get_params(ctx):
        record = parameter.get_help_record(ctx)
        if record is not None and not isinstance(parameter, click.Argument):
            (shared if isinstance(parameter, GlobalOption) else own).append(record)
    for heading, records in (("Options", own), ("Before or after any command", shared)):
        if records:
            with formatter.section(heading):
                formatter.write_dl(records)


def write_examples(examples: Sequence[str], formatter: click.HelpFormatter) -> None:
    """A section of lines to copy."""
    if examples:
        with formatter.section("Examples"):
            for example in examples:
                formatter.write(f"{'':>{formatter.current_indent}}{example}\n")
