"""What stands before or after any command: which store, which language, which form, known when."""

from __future__ import annotations

import logging
import os
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

import click
from click.core import ParameterSource

from timeline.cli.output import note
from timeline.cli.parameters import known_at
from timeline.errors import TimelineError, UnreachableError
from timeline.timeline import Timeline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from timeline.arguments import KnownAt

LANGUAGES = ("be", "de", "en", "lt", "pl", "ru", "uk")
_LONGEST_URL = 4_096


@dataclass(frozen=True)
class Settings:
    """The global options as they were given; `store` None is the environment's or the embedded one.

    `own_language` is True where none was given, so that a question is answered in its own.
    """

    store: str | None = None
    language: str = "en"
    own_language: bool = True
    json: bool = False
    known_at: KnownAt = None


def current() -> Settings:
    """The settings of the command that is running."""
    return _of(click.get_current_context())


def _of(ctx: click.Context) -> Settings:
    root = ctx.find_root()
    if not isinstance(root.obj, Settings):
        root.obj = Settings()
    return root.obj


class GlobalOption(click.Option):
    """An option of every command; its value goes to the settings, whichever side of the command it stands."""


def global_options() -> list[click.Parameter]:
    """Fresh global options, for one command."""
    return [
        GlobalOption(
            ["--store"],
            metavar="URL",
            expose_value=False,
            callback=_keep_store,
            help="sqlite:///file.db, sqlite:////absolute.db or postgresql://host/name; else the environment's"
            " TIMELINE_STORE, or the file that TIMELINE_STORE_FILE names, or the embedded store.",
        ),
        GlobalOption(
            ["--language"],
            type=click.Choice(LANGUAGES),
            metavar="CODE",
            expose_value=False,
            callback=_keep_language,
            help=f"Language of titles, names and answers ({', '.join(LANGUAGES)}).",
        ),
        GlobalOption(["--json"], is_flag=True, expose_value=False, callback=_keep, help="Print one JSON object."),
        GlobalOption(
            ["--known-at"],
            type=known_at,
            metavar="MOMENT",
            expose_value=False,
            callback=_keep,
            help="As it was known on a date, at a time with its zone, or at a position (@123).",
        ),
    ]


def _keep(ctx: click.Context, parameter: click.Parameter, value: object) -> object:
    assert parameter.name is not None
    if ctx.get_parameter_source(parameter.name) is ParameterSource.COMMANDLINE:
        ctx.find_root().obj = replace(_of(ctx), **{parameter.name: value})  # type: ignore[arg-type]
    return value


def _keep_language(ctx: click.Context, parameter: click.Parameter, value: object) -> object:
    if ctx.get_parameter_source("language") is ParameterSource.COMMANDLINE:
        ctx.find_root().obj = replace(_of(ctx), own_language=False)
    return _keep(ctx, parameter, value)


def _keep_store(ctx: click.Context, parameter: click.Parameter, value: str | None) -> object:
    if value is not None and not value.strip():  # a shell variable that is not set; never the embedded store
        raise click.UsageError(
            "--store: is empty; give the URL of a store, or leave the option out for the embedded one", ctx
        )
    if value is not None and _holds_password(value):
        raise click.UsageError(
            "--store: a password does not belong on the command line, where other users can read it;"
            " put the URL into a file and name that in TIMELINE_STORE_FILE, or the password into PGPASSFILE",
            ctx,
        )
    return _keep(ctx, parameter, value)


def _holds_password(url: str) -> bool:
    """Whether an address seems to hold a password, well-formed or not."""
    if url.startswith("sqlite:"):
        return False
    user, at, _ = url.partition("://")[2].rpartition("@") if "://" in url else url.rpartition("@")
    return (bool(at) and ":" in user) or "password" in unquote(url).lower()


@contextmanager
def opened(*, creates: bool = False) -> Iterator[Timeline]:
    """The timeline that the settings name, closed afterwards.

    The embedded store is filled with the shipped timeline when it is new. Any other store that is
    not there yet reads as empty; unless the command `creates` it, that is said.
    """
    _tell_of_views()
    url = _given(current())
    if url is None:
        with _embedded() as timeline:
            yield timeline
        return
    with Timeline.open(url) as timeline:
        if not creates and not timeline.log.exists():
            note(f"{timeline.log.url} does not exist yet; the first record creates it")
        yield timeline


class _Notes(logging.Handler):
    """Says on standard error what becomes of read models."""

    def emit(self, record: logging.LogRecord) -> None:
        note(record.getMessage())


_NOTES = _Notes()


def _tell_of_views() -> None:
    logger = logging.getLogger("timeline.views")
    logger.setLevel(logging.INFO)
    logger.addHandler(_NOTES)  # once, however often


def complete_ref(ctx: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:  # noqa: ARG001  (click signature)
    """The refs that begin so, for a shell's completion: nothing is created, said or refused."""
    try:
        url = _given(_of(ctx))
        path = embedded_path()
        if url is None and not path.exists():
            return []
        with Timeline.open(url or _url(path)) as timeline:
            return timeline.refs(incomplete)
    except TimelineError:
        return []


def _url(path: Path) -> str:
    return f"sqlite:///{quote(str(path))}"


def _given(settings: Settings) -> str | None:
    """The address that was given: by the option, else by the environment."""
    if settings.store is not None:
        return settings.store
    url = _from_environment("TIMELINE_STORE")
    if url is not None:
        return url
    name = _from_environment("TIMELINE_STORE_FILE")
    return None if name is None else _from_file(name)


def _from_environment(name: str) -> str | None:
    """A variable's text. One that is set to nothing is a mistake of a script: what it meant is not guessed."""
    value = os.environ.get(name)
    if value is not None and not value.strip():
        raise UnreachableError(f"{name} is set, and empty; put the address into it, or unset it")
    return value


def _from_file(name: str) -> str:
    try:
        with Path(name).open(encoding="utf-8") as file:
            url = file.read(_LONGEST_URL).strip()
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is no text"
        raise UnreachableError(f"TIMELINE_STORE_FILE: {name} cannot be read ({why})") from None
    if not url:
        raise UnreachableError(f"TIMELINE_STORE_FILE: {name} is empty; write the URL of the store into it")
    return url


def embedded_path() -> Path:
    """Where the embedded store is: in the user's data directory (XDG_DATA_HOME is honoured)."""
    from platformdirs import user_data_path  # noqa: PLC0415  (only where no store is given)

    return user_data_path("belarus-timeline", appauthor=False) / "timeline.db"


@contextmanager
def _embedded() -> Iterator[Timeline]:
    path = embedded_path()
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise UnreachableError(
            f"{path.parent} cannot be made ({error.strerror}); give another store with --store"
        ) from None
    with Timeline.open(_url(path)) as timeline:
        if timeline.position() == 0:
            _fill(timeline, path)
        yield timeline


def _fill(timeline: Timeline, path: Path) -> None:
    from timeline.exchange.pack import update  # noqa: PLC0415  (once in a store's life)

    added = update(timeline).added
    if added:  # another process may have been faster
        note(f"the embedded store was new: loaded the shipped timeline ({added} events) into {path}")
