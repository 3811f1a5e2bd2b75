"""Pages: the dashboard, one province among many, the list of records, and how many queries they take."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any

from django.db import connection
from django.test import Client
from django.urls import reverse

from benchmarks.harness import Result, compared, interleaved
from benchmarks.stores import Store
from benchmarks.world import OVERSEER, World, people_serving, sign_in
from common.readonly import is_write

Statement = tuple[str, Any]
STAFF, CLERK = "tinh", "baolac"
# Read or written for every page before it begins: who asks, and the line in the log.
ASIDE = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "SET", "PRAGMA")
LIST_ROW, ADMIN_ROW = b'<a class="strong"', b'<th class="field-full_name"'
SEARCH = "hoang"


def open_page(client: Client, path: str) -> bytes:
    """The page, whole and without a redirect."""
    response = client.get(path)
    assert response.status_code == 200, (path, response.status_code)
    return response.content


def recording(statements: list[Statement]) -> AbstractContextManager[None]:
    """Collects the statements that are executed."""

    def wrapper(
        execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
    ) -> Any:
        if not sql.startswith(ASIDE):
            statements.append((sql, params))
        return execute(sql, params, many, context)

    return connection.execute_wrapper(wrapper)


def statements_of(client: Client, path: str) -> list[Statement]:
    """What a warm page asks of the database, without what it writes into the log."""
    open_page(client, path)
    found: list[Statement] = []
    with recording(found):
        open_page(client, path)
    return [each for each in found if not is_write(each[0])]


def run_bare(statements: Sequence[Statement]) -> int:
    """Executes the statements alone and takes every row; returns the number of rows."""
    count = 0
    with connection.cursor() as cursor:
        for sql, params in statements:
            cursor.execute(sql, params)
            count += len(cursor.fetchall())
    assert count
    return count


def dashboard(world: World) -> list[Result]:
    """Ratio 1: the request over the bare statements of the same request."""
    cases = (
        (world.province, STAFF, "one province", 2.0),
        (world.country, STAFF, f"one province of {world.size.provinces}", 2.0),
        (world.country, OVERSEER, f"an account that sees all {world.size.provinces}", None),
    )
    return [_dashboard(world, *case) for case in cases]


def _dashboard(world: World, store: Store, username: str, what: str, goal: float | None) -> Result:
    store.use()
    client, path = sign_in(username), reverse("reports:overview")
    statements = statements_of(client, path)
    sides = {"request": lambda: open_page(client, path), "sql": lambda: run_bare(statements)}
    times = interleaved(sides, repeats=world.size.repeats)
    people = len(people_serving())
    note = f"{people} people on record serving, {len(statements)} statements"
    what = f"dashboard of {what} ÷ its SQL alone"
    return compared(
        "dashboard", what, world.database, times, top="request", bottom="sql", goal=goal, note=note
    )


def province_in_country(world: World) -> list[Result]:
    """Ratio 2: the same province, with and without the others around it."""
    path = reverse("reports:overview")
    clients: dict[str, tuple[Store, Client]] = {}
    bodies = []
    for name, store in (("among", world.country), ("alone", world.province)):
        store.use()
        clients[name] = (store, sign_in(STAFF))
        bodies.append(open_page(clients[name][1], path))
    assert bodies[0].count(b"<tr") == bodies[1].count(b"<tr")

    def side(name: str) -> Callable[[], object]:
        store, client = clients[name]

        def ask() -> bytes:
            store.use()
            return open_page(client, path)

        return ask

    times = interleaved({name: side(name) for name in clients}, repeats=world.size.repeats)
    what = f"dashboard of a province among {world.size.provinces} ÷ the same province alone"
    return [
        compared("province-in-country", what, world.database, times, top="among", bottom="alone", goal=1.5)
    ]


def list_page(world: World) -> list[Result]:
    """Ratio 3: a page of 100 over the admin's list of the same rows, and over its statements."""
    world.province.use()
    client = sign_in(STAFF)
    people = len(people_serving())
    deep = max(people // 100, 1)
    own, admin = reverse("registry:cadre_list"), reverse("admin:registry_cadre_changelist")
    cases = (
        ("first page", f"{own}?size=100", admin),
        (f"page {deep}", f"{own}?size=100&page={deep}", f"{admin}?p={deep}"),
        ("search", f"{own}?size=100&q={SEARCH}", f"{admin}?q={SEARCH}"),
    )
    return [result for case in cases for result in _list_page(world, client, *case)]


def _list_page(world: World, client: Client, what: str, own: str, admin: str) -> list[Result]:
    rows = open_page(client, own).count(LIST_ROW)
    assert rows == open_page(client, admin).count(ADMIN_ROW) > 0, (own, rows)
    statements = statements_of(client, own)
    sides = {
        "own": lambda: open_page(client, own),
        "admin": lambda: open_page(client, admin),
        "sql": lambda: run_bare(statements),
    }
    times = interleaved(sides, repeats=world.size.repeats)
    note = f"{rows} rows, {len(statements)} statements"
    database, name = world.database, "list-page"
    return [
        compared(
            name,
            f"list, {what} ÷ Django admin",
            database,
            times,
            top="own",
            bottom="admin",
            goal=0.35,
            note=note,
        ),
        compared(
            name, f"list, {what} ÷ its SQL alone", database, times, top="own", bottom="sql", goal=6, note=note
        ),
    ]


PAGES: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("dashboard", "reports:overview", {}),
    ("district", "reports:district", {"code": "043"}),
    ("commune", "reports:commune", {"code": "01330"}),
    ("people behind a number", "reports:people", {}),
    ("list", "registry:cadre_list", {}),
    ("units", "registry:area_tree", {}),
)


def query_counts(world: World) -> list[Result]:
    """Ratio 8: statements of a page for accounts of one district, of a province, and of the whole country."""
    viewers = (
        (world.province, CLERK, 1),
        (world.province, STAFF, 13),
        (world.country, OVERSEER, 13 * world.size.provinces),
    )
    counts: dict[str, list[tuple[int, int]]] = {page: [] for page, _route, _code in PAGES}
    for store, username, districts in viewers:
        store.use()
        client = sign_in(username)
        for page, route, code in PAGES:
            path = reverse(route, kwargs=code)
            if (client.get(path)).status_code == 200:
                counts[page].append((len(statements_of(client, path)), districts))
    return [_counted(world, page, by_size) for page, by_size in counts.items()]


def _counted(world: World, page: str, by_size: list[tuple[int, int]]) -> Result:
    told = ", ".join(f"{count} with {size}" for count, size in by_size)
    return Result(
        name="query-counts",
        what=f"statements of the page: {page}, most districts ÷ fewest",
        database=world.database,
        top=by_size[-1][0],
        bottom=by_size[0][0],
        repeats=1,
        unit="",
        goal=1,
        note=f"districts: {told}",
    )
