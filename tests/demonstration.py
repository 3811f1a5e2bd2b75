"""The demonstration province, loaded once in a run and copied for each process that works on it.

The copies are databases of their own: the suite's other tests never see the invented people.
"""

import fcntl
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, connections
from pytest_django import DjangoDbBlocker


def shared_folder(factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder that all processes of this run see."""
    own = factory.getbasetemp()
    return own if worker_id == "master" else own.parent


def built_once(file: Path, build: Callable[[Path], object]) -> Path:
    """The file, built by whichever process of the run asks for it first; the others wait."""
    with alone(file):
        if not file.exists():
            unfinished = file.with_suffix(".unfinished")
            build(unfinished)
            unfinished.rename(file)
    return file


@contextmanager
def alone(file: Path) -> Iterator[None]:
    """While the block lasts no other process of the run is in one for this file."""
    with file.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def working_on(name: str) -> Iterator[None]:
    """Everything that asks the database asks the one of this name while the block lasts."""
    usual = connections["default"]
    other = usual.copy()
    other.settings_dict["NAME"] = name
    connections["default"] = other
    try:
        yield
    finally:
        other.close()
        connections["default"] = usual


class OnSqlite:
    """One file is the province; a copy is a copy of the file."""

    def __init__(self, folder: Path, own: Path) -> None:
        self.loaded, self.name = folder / "demonstration.sqlite3", str(own / "demonstration.sqlite3")

    def copy(self) -> None:
        shutil.copy(built_once(self.loaded, _load_file), self.name)

    def drop(self) -> None:
        """pytest clears its folders."""


def _load_file(file: Path) -> None:
    connection.ensure_connection()
    with closing(sqlite3.connect(file)) as empty:
        connection.connection.backup(empty)
    with working_on(str(file)):
        call_command("load_demo", verbosity=0)


class OnPostgres:
    """A database beside those of the workers is the province and the template of the copies."""

    def __init__(self, folder: Path, worker_id: str) -> None:
        self.usual: str = connection.settings_dict["NAME"]
        self.loaded = self.usual.removesuffix(f"_{worker_id}") + "_demonstration"
        self.name = self.usual + "_demonstration_copy"
        self.stands = folder / "demonstration.loaded"

    def copy(self) -> None:
        built_once(self.stands, self._load)
        # One at a time: a template may have no other visitor.
        with alone(self.stands):
            _make(self.name, template=self.loaded)

    def _load(self, mark: Path) -> None:
        connection.close()
        _make(self.loaded, template=self.usual)
        with working_on(self.loaded):
            call_command("load_demo", verbosity=0)
        mark.touch()

    def drop(self) -> None:
        """Whoever ends first takes the template away too; who still had to copy would load it anew."""
        _order("DROP DATABASE IF EXISTS {}", self.name)
        with alone(self.stands):
            self.stands.unlink(missing_ok=True)
            _order("DROP DATABASE IF EXISTS {}", self.loaded)


def _make(name: str, *, template: str) -> None:
    _order("DROP DATABASE IF EXISTS {}", name)
    _order("CREATE DATABASE {} TEMPLATE {}", name, template)


def _order(statement: str, *names: str) -> None:
    quoted = map(connection.ops.quote_name, names)
    with connection._nodb_cursor() as cursor:
        cursor.execute(statement.format(*quoted))


@pytest.fixture(scope="session")
def demonstration_copy(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
    worker_id: str,
) -> Iterator[str]:
    """Name of this process's own copy."""
    folder = shared_folder(tmp_path_factory, worker_id)
    on_postgres = connection.vendor == "postgresql"
    province = (
        OnPostgres(folder, worker_id)
        if on_postgres
        else OnSqlite(folder, tmp_path_factory.mktemp("demonstration"))
    )
    with django_db_blocker.unblock():
        province.copy()
    yield province.name
    with django_db_blocker.unblock():
        province.drop()


@pytest.fixture(scope="module")
def demonstration(demonstration_copy: str, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The tests of a module find the province in their database; each takes back what it writes."""
    with django_db_blocker.unblock(), working_on(demonstration_copy):
        yield
