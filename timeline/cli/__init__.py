"""`timeline …`: the command line. Each group of commands is imported when one of them is called."""

from timeline.cli.command import Command
from timeline.cli.program import cli, main, run
from timeline.cli.settings import Settings, current, opened

__all__ = ["Command", "Settings", "cli", "current", "main", "opened", "run"]
