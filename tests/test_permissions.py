"""Who gets which answer where: one committed table of route, method and role.

`tests/permissions.csv` holds the status for the own district's objects; what is foreign is walked in
`test_scope_walk.py`. A route that stands in no line fails, and prints the line to think about and to add.
"""

from collections.abc import Iterable
from http.cookies import SimpleCookie

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, path

from accounts.models import User
from registry.models import Unit
from registry.reference.load import load_reference
from tests import two_districts as two
from tests import walking_seeds as seeds
from tests.permission_table import METHODS, ROLES, TABLE
from tests.walking import address, arguments_of, routes

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

PUBLIC = {"accounts:sign_in", "healthz", "readyz"}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Built once for the module; every request is taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        if not Unit.objects.exists():
            load_reference()
        yield two.build(crowd=3)
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def cookies(world) -> dict[str, SimpleCookie]:
    """A session of each role."""
    cast = {
        "administrator": world.administrator,
        "province_staff": world.staff,
        "district_clerk": world.clerk,
        "leader": world.leader,
        "auditor": world.auditor,
    }
    return {"anonymous": SimpleCookie()} | {role: session_of(user) for role, user in cast.items()}


def session_of(user: User) -> SimpleCookie:
    client = Client()
    client.force_login(user)
    return client.cookies


@pytest.fixture
def status_for(world, cookies):
    def status(role: str, method: str, route: str) -> int:
        client = Client()
        client.cookies = SimpleCookie({name: each.value for name, each in cookies[role].items()})
        with transaction.atomic():
            response = client.generic(method, own_address(world, route))
            transaction.set_rollback(True)
        return response.status_code

    return status


def own_address(world: two.World, route: str) -> str:
    """Address of a route for an object of the clerk's own district, a file or an act of the clerk's own."""
    pattern = routes()[route]
    return address(route, *(seeds.pool(world, route, each)[0] for each in arguments_of(pattern)))


def unlisted(patterns: Iterable[URLPattern | URLResolver]) -> set[tuple[str, str]]:
    """Routes and methods without a line in the table."""
    return {(route, method) for route in routes(patterns) for method in METHODS} - TABLE.keys()


def unmarked(patterns: Iterable[URLPattern | URLResolver]) -> set[str]:
    """Views that neither name their rights with `allow` nor stand in the public list."""
    return {
        name for name, pattern in routes(patterns).items() if not hasattr(pattern.callback, "rights")
    } - PUBLIC


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("route", sorted(routes()))
def test_each_role_gets_the_answer_of_the_table(status_for, route, method):
    got = {role: status_for(role, method, route) for role in ROLES}

    assert got == TABLE.get((route, method)), ",".join(map(str, (route, method, *got.values())))


@pytest.mark.parametrize("route", sorted(routes()))
def test_other_methods_are_refused_alike_to_everybody(status_for, route):
    stranger = 405 if route in PUBLIC else 302

    assert status_for("anonymous", "PUT", route) == stranger
    assert status_for("administrator", "DELETE", route) == 405
    assert status_for("district_clerk", "PATCH", route) == 405
    assert status_for("district_clerk", "HEAD", route) in (405, TABLE[route, "GET"]["district_clerk"])


def test_every_route_stands_in_the_table_and_the_table_names_no_other():
    assert unlisted(get_resolver().url_patterns) == set()
    assert {route for route, _ in TABLE} == set(routes())


def test_every_view_names_its_rights_or_is_public():
    assert unmarked(get_resolver().url_patterns) == set()


def test_only_the_public_list_opens_without_a_sign_in():
    opened = {name for name, each in routes().items() if not getattr(each.callback, "login_required", True)}

    assert opened == PUBLIC
    assert len(PUBLIC) <= 8


def test_strangers_open_nothing_but_the_public_pages():
    opened = {route for (route, _), row in TABLE.items() if row["anonymous"] not in (302, 405)}

    assert opened == PUBLIC


def test_only_those_who_enter_records_open_a_form_that_writes_them():
    writing = [row for (route, _), row in TABLE.items() if route.startswith("registry:import")]

    assert writing
    assert {row[role] for row in writing for role in ("administrator", "leader", "auditor")} <= {403, 405}


def test_a_planted_route_is_seen():
    def bare(request):
        return HttpResponse()

    planted = [*get_resolver().url_patterns, path("la/", bare, name="planted")]

    assert unlisted(planted) == {("planted", "GET"), ("planted", "POST")}
    assert unmarked(planted) == {"planted"}


def test_a_route_below_a_prefix_is_seen():
    planted = [path("sau/", ([path("hon/", HttpResponse, name="deeper")], "app", "space"))]

    assert ("space:deeper", "GET") in unlisted(planted)
