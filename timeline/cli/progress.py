"""Progress bars on standard error, for people; nothing anywhere else."""

from __future__ import annotations

from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from timeline.cli.output import is_terminal, note

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator


@contextmanager
def counted(file: IO[bytes]) -> Iterator[tuple[Iterable[bytes], Callable[[int], None]]]:
    """The lines of a file, and what is to be told how many of them are stored; both move a bar.

    An interrupt says how far it came: what is stored is stored, and the same command goes on from there.
    """
    stored = 0

    try:
        with _bars(file) as (lines, move):

            def done(number: int) -> None:
                nonlocal stored
                stored = number
                move(number)

            yield lines, done
    except KeyboardInterrupt:
        note(f"interrupted: {stored:,} are stored; repeat the command to go on")
        raise


@contextmanager
def _bars(file: IO[bytes]) -> Iterator[tuple[Iterable[bytes], Callable[[int], None]]]:
    if not is_terminal(err=True):
        yield bounded(file), lambda _: None
        return
    from rich.console import Console  # noqa: PLC0415  (only for a terminal)
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        checking = progress.add_task("checking", total=None)
        storing = progress.add_task("storing", total=None, visible=False)
        number = 0

        def lines() -> Iterator[bytes]:
            nonlocal number
            for number, line in enumerate(bounded(file), 1):
                if number % 100 == 0:
                    progress.update(checking, completed=number)
                yield line
            progress.update(checking, completed=number, total=number)

        def done(count: int) -> None:
            progress.update(storing, completed=count, total=number, visible=True)

        yield lines(), done


@contextmanager
def events_read(total: int) -> Iterator[Callable[[int], None] | None]:
    """What is to be told how many of all events were read; it moves a bar."""
    if not is_terminal(err=True):
        yield None
        return
    from rich.console import Console  # noqa: PLC0415  (only for a terminal)
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        reading = progress.add_task("reading", total=total)
        yield lambda count: progress.update(reading, completed=count)


def bounded(file: IO[bytes]) -> Iterator[bytes]:
    """The lines of a file. Raises `InputError` for one that is too long as soon as that is seen: it may never end."""
    from timeline.log.lines import MAX_LINE, check_length  # noqa: PLC0415

    longest = MAX_LINE + len(b"\xef\xbb\xbf\r\n")  # what is no part of a line is not counted
    number = 0
    while line := file.readline(longest + 1):
        number += 1
        if len(line) > longest:
            check_length(line, f"line {number}")
        yield line
