"""What readers of lists find on their pages: no number of papers, nobody's ethnic group, no dead link."""

import pytest
from django.db import transaction
from django.test import Client

from accounts.models import User
from registry.models import Unit
from registry.reference.load import load_reference
from tests import two_districts as two
from tests import walking_seeds as seeds
from tests.walking import Forbidden, Walk, address

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Built once for the module; every test works in a savepoint of its own."""
    with django_db_blocker.unblock(), transaction.atomic():
        if not Unit.objects.exists():
            load_reference()
        yield two.build(crowd=3)
        transaction.set_rollback(True)


@pytest.fixture
def walk_as(world):
    def start(user: User, **options) -> Walk:
        client = Client(raise_request_exception=False)
        client.force_login(user)
        return Walk(client, Forbidden(strings=two.RARE_GROUPS, thousands=False), **options)

    return start


def in_lines(found: list[str]) -> str:
    return "\n".join(found)


@pytest.mark.parametrize("role", ["leader", "auditor"])
def test_readers_of_lists_find_no_papers_and_nobodys_ethnic_group(world, walk_as, role):
    walk = walk_as(getattr(world, role), follows=False)
    numbers = tuple(each.id_number for each in (*world.own, world.moved, world.arrived, world.gone))
    walk.forbidden = Forbidden(strings=(*two.RARE_GROUPS, *numbers), thousands=False)
    walk.run(seeds.about_people(world))

    assert in_lines(walk.leaks) == ""
    assert in_lines(walk.broken) == ""
    assert walk.opened["200"] > 35


def test_the_walk_of_readers_would_find_them(world, walk_as):
    walk = walk_as(world.staff, follows=False)
    walk.forbidden = Forbidden(strings=two.RARE_GROUPS, thousands=False)
    walk.run([address("registry:cadre_card", each.code) for each in world.own])

    assert {leak.rpartition(": ")[2] for leak in walk.leaks} == set(two.RARE_GROUPS)


@pytest.mark.parametrize("role", ["staff", "leader", "auditor", "administrator"])
def test_no_link_on_any_page_leads_to_a_refusal(world, walk_as, role):
    walk = walk_as(getattr(world, role), most=40)
    walk.run([address("home"), address("registry:area_tree"), address("reports:movement")])

    assert in_lines(walk.broken) == ""
    assert in_lines(walk.dead) == ""
