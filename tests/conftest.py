"""Stores for tests: SQLite files, and databases of one real PostgreSQL for the whole session."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.servers.postgres import PostgresServer
from timeline.log import open_log
from timeline.projections.generations import cache_directory

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from timeline.log import Log

STORES = ("sqlite", "postgres")


@pytest.fixture(scope="session", autouse=True)
def _caches(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Read models that cannot lie beside their stores stay among the tests' own files."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    """A running PostgreSQL, started by the first test that asks for it."""
    with PostgresServer() as server:
        yield server


def _forget_views(url: str) -> None:
    """Databases are used again by later tests, under the same name: to a read model that is another log."""
    log = open_log(url)
    shutil.rmtree(cache_directory(log.recorder.address), ignore_errors=True)
    log.close()


@pytest.fixture
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[str], str]]:
    """Gives the address of a fresh store: `new_url("sqlite")`, `new_url("postgres")`."""
    made: list[str] = []

    def new(store: str) -> str:
        if store == "sqlite":
            made.append(f"sqlite:///{tmp_path / f'timeline-{len(made) + 1}.db'}")
        else:
            server: PostgresServer = request.getfixturevalue("postgres")
            made.append(server.new_database())
            _forget_views(made[-1])
        return made[-1]

    yield new
    for url in made:
        if url.startswith("postgresql"):
            request.getfixturevalue("postgres").take_back(url)


@pytest.fixture(params=STORES)
def store_url(request: pytest.FixtureRequest, new_url: Callable[[str], str]) -> str:
    """The address of a fresh store; a test that takes it runs on SQLite and on PostgreSQL."""
    return new_url(request.param)


@pytest.fixture
def sqlite_url(new_url: Callable[[str], str]) -> str:
    """The address of a fresh SQLite file."""
    return new_url("sqlite")


@pytest.fixture
def postgres_url(new_url: Callable[[str], str]) -> str:
    """The address of a fresh PostgreSQL database."""
    return new_url("postgres")


@pytest.fixture
def log(store_url: str) -> Iterator[Log]:
    """A log that nothing was appended to yet, on SQLite and on PostgreSQL."""
    log = open_log(store_url)
    yield log
    log.close()
