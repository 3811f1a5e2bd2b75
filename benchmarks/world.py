"""What is measured on: a province, a country, a registry without people; and who looks at them."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from django.core.management import call_command
from django.test import Client

from accounts.models import User
from benchmarks.sheets import first_import
from benchmarks.stores import Store, vendor
from demo.people.accounts import create_sign_ins, grant_province, system_account
from demo.province import DEFAULT_SEED
from demo.write import load
from registry.models import Cadre
from registry.pages.as_of import default_day
from registry.reference.load import load_reference
from registry.scope import Scope
from registry.standing.standings import standings

OVERSEER = "toan-quoc"


@dataclass(frozen=True)
class Size:
    """How much is measured, and how often."""

    name: str
    provinces: int
    repeats: int
    repeats_of_slow: int
    rows: tuple[int, ...]
    rows_beside_library: int
    exported: int
    written: int


SMALLEST = Size("smallest", 1, 1, 1, (40,), 40, 40, 40)
QUICK = Size("quick", 3, 5, 3, (1_000,), 500, 5_000, 1_000)
FULL = Size("full", 70, 15, 3, (5_000, 50_000), 5_000, 50_000, 5_000)
SIZES = {size.name: size for size in (SMALLEST, QUICK, FULL)}


@dataclass(frozen=True)
class World:
    """The stores of one database system."""

    folder: Path
    size: Size

    @property
    def database(self) -> str:
        return {"sqlite": "SQLite", "postgres": "PostgreSQL"}[vendor()]

    @property
    def empty(self) -> Store:
        """Reference data and accounts, nobody on record."""
        return Store("empty", self.folder)

    @property
    def province(self) -> Store:
        return Store("province", self.folder)

    @property
    def country(self) -> Store:
        """Several provinces; the first one is the same as in `province`."""
        return Store(f"country_{self.size.provinces}", self.folder)

    @property
    def scratch(self) -> Store:
        """Written to and thrown away."""
        return Store("scratch", self.folder)

    @property
    def stores(self) -> tuple[Store, ...]:
        return (self.empty, self.province, self.country, self.scratch)

    def prepare(self, tell: Callable[[str], None]) -> None:
        """Makes the stores that are not there yet."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if not self.empty.exists:
            _fill(self.empty, _no_people)
        for store, provinces in ((self.province, 1), (self.country, self.size.provinces)):
            if store.exists:
                store.use()
                _add_overseer()
                continue
            start = time.monotonic()
            if self.size.name == SMALLEST.name:
                store.copy_of(self.empty)
                store.use()
                first_import(self.size.rows[0], User.objects.get(username="tinh"))
            else:
                _fill(store, partial(load, seed=DEFAULT_SEED, provinces=provinces))
            store.use()
            _add_overseer()
            people = Cadre.objects.count()
            store.settle()
            tell(f"{self.database} {store.name}: {people} people, {time.monotonic() - start:.0f} s")

    def drop(self) -> None:
        for store in self.stores:
            store.drop()


def _fill(store: Store, content: Callable[[], object]) -> None:
    store.create()
    store.use()
    call_command("migrate", verbosity=0)
    content()
    store.settle()


def _no_people() -> None:
    load_reference()
    create_sign_ins()
    grant_province(system_account(), "04")
    _add_overseer()


def _add_overseer() -> None:
    """An account that sees every province."""
    if not User.objects.filter(username=OVERSEER).exists():
        User.objects.create_superuser(OVERSEER, None, full_name="Người xem toàn quốc")


def people_serving() -> list[int]:
    """Everyone counted on the usual day, in the order of the statement."""
    found = standings(day=default_day(), scope=Scope(everything=True))
    return [standing.cadre_id for standing in found]


def sign_in(username: str) -> Client:
    """A browser of an account, on the store in use."""
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client
