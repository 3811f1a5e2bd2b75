"""Databases of the benchmarks: made, copied, dropped; which of them is the program's own at the moment.

All names begin with `cadre_bench`. The program always works on the connection "default"; `use` decides which
database that is, so that two of them can be measured in turn within one process.
"""

from __future__ import annotations

import os
import shutil
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg2
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import load_backend

PREFIX = "cadre_bench"
POSTGRES, SQLITE = "postgres", "sqlite"
_EMPTY = {"NAME": ""}


@dataclass
class Store:
    """One database, on the server or in a file of `folder`."""

    name: str
    folder: Path
    _wrapper: BaseDatabaseWrapper | None = field(default=None, repr=False)

    @property
    def full_name(self) -> str:
        return f"{PREFIX}_{self.name}"

    @property
    def path(self) -> Path:
        return self.folder / f"{self.full_name}.sqlite3"

    @property
    def url(self) -> str:
        """Address for a process of its own."""
        if vendor() == SQLITE:
            return f"sqlite:///{self.path}"
        return f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{self.full_name}"

    @property
    def exists(self) -> bool:
        if vendor() == SQLITE:
            return self.path.exists()
        return bool(_on_server("SELECT 1 FROM pg_database WHERE datname = %s", self.full_name))

    def use(self) -> None:
        """Makes this the database of the program."""
        if self._wrapper is None:
            known = connections.settings[DEFAULT_DB_ALIAS]
            name = str(self.path) if vendor() == SQLITE else self.full_name
            backend = load_backend(known["ENGINE"])
            self._wrapper = backend.DatabaseWrapper({**known, "NAME": name}, DEFAULT_DB_ALIAS)
        connections[DEFAULT_DB_ALIAS] = self._wrapper

    def close(self) -> None:
        if self._wrapper is not None:
            self._wrapper.close()

    def create(self) -> None:
        """An empty database, whatever was there before."""
        self.drop()
        if vendor() == POSTGRES:
            _on_server(f"CREATE DATABASE \"{self.full_name}\" TEMPLATE template0 ENCODING 'UTF8'")

    def copy_of(self, other: Store) -> None:
        """The same rows as another store has, which has been settled."""
        other.close()
        self.drop()
        if vendor() == SQLITE:
            shutil.copyfile(other.path, self.path)
        else:
            _on_server(f'CREATE DATABASE "{self.full_name}" TEMPLATE "{other.full_name}"')

    def settle(self) -> None:
        """Nothing is left to be written or counted: as a database at rest, and nobody connected."""
        self.use()
        with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)" if vendor() == SQLITE else "VACUUM ANALYZE")
        self.close()

    def drop(self) -> None:
        self.close()
        if vendor() == SQLITE:
            for tail in ("", "-wal", "-shm"):
                self.path.with_name(self.path.name + tail).unlink(missing_ok=True)
        else:
            _on_server(f'DROP DATABASE IF EXISTS "{self.full_name}" WITH (FORCE)')


def vendor() -> str:
    """ "sqlite" or "postgres", as `DATABASE_URL` says."""
    return SQLITE if "sqlite" in connections.settings[DEFAULT_DB_ALIAS]["ENGINE"] else POSTGRES


def _on_server(statement: str, *values: str) -> list[Any]:
    """Runs one statement outside any of the databases that it makes or drops."""
    known = {**_EMPTY, **connections.settings[DEFAULT_DB_ALIAS]}
    server = psycopg2.connect(
        dbname="postgres",
        user=known.get("USER") or None,
        password=known.get("PASSWORD") or None,
        host=known.get("HOST") or None,
        port=known.get("PORT") or None,
    )
    with closing(server):
        server.autocommit = True
        with server.cursor() as cursor:
            cursor.execute(statement, values)
            return cursor.fetchall() if cursor.description else []
