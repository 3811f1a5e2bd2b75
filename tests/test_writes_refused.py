"""What is refused leaves every table as it was: a hash of all live rows before and after.

The access log, the sessions and the counters of failed sign-ins are written by the refusal itself and left
out. The same forms sent by those who may must change the hash, else the test would see nothing.
"""

import hashlib

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client

from accounts.models import User
from registry.cards import services
from registry.enums import Scale
from registry.models import Act, ImportBatch, Unit
from registry.reference.load import load_reference
from tests import two_districts as two
from tests import walking_seeds as seeds
from tests.factories import registry as make
from tests.permission_table import TABLE
from tests.registry.workbook.books import list_bytes, person
from tests.walking import address, arguments_of, routes

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

# Written by reading or by refusing, and told by tests of their own.
ASIDE = {"accounts.AccessEntry", "sessions.Session", "axes.AccessAttempt", "axes.AccessFailureLog"}
MODELS = [
    model
    for model in apps.get_models(include_auto_created=True)
    if model._meta.label not in ASIDE and model._meta.managed
]


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Built once for the module; every test works in a savepoint of its own."""
    with django_db_blocker.unblock(), transaction.atomic():
        if not Unit.objects.exists():
            load_reference()
        yield two.build(crowd=3)
        transaction.set_rollback(True)


def digest() -> dict[str, str]:
    """A hash of all rows of each table; only when somebody last signed in is left out."""
    return {model._meta.label: _digest_of(model) for model in MODELS}


def _digest_of(model) -> str:
    names = [field.attname for field in model._meta.concrete_fields if field.attname != "last_login"]
    rows = model._base_manager.order_by("pk").values_list(*names)
    # PostgreSQL hands out the contents of files as views of memory.
    plain = ([bytes(each) if isinstance(each, memoryview) else each for each in row] for row in rows)
    return hashlib.sha256("\n".join(map(repr, plain)).encode()).hexdigest()


@pytest.fixture
def client_of():
    def sign_in(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def cast(world):
    return {
        "administrator": world.administrator,
        "district_clerk": world.clerk,
        "leader": world.leader,
        "auditor": world.auditor,
    }


def changed(before: dict[str, str]) -> list[str]:
    after = digest()
    return [label for label in before if before[label] != after[label]]


def test_forms_for_another_districts_people_change_nothing(world, client_of):
    client, before = client_of(world.clerk), digest()
    for where, data in seeds.refused_forms(world):
        client.post(where, data)

    assert changed(before) == []


def test_forms_with_values_of_another_district_change_nothing(world, client_of):
    client, before = client_of(world.clerk), digest()
    for where, data in seeds.reaching_forms(world):
        client.post(where, data)

    assert changed(before) == []


@pytest.mark.parametrize("role", ["administrator", "leader", "auditor"])
def test_forms_of_those_without_the_right_change_nothing(world, client_of, cast, role):
    client, before = client_of(cast[role]), digest()
    answers = {
        route: client.post(where, data).status_code for route, (where, data) in seeds.own_forms(world).items()
    }

    assert changed(before) == []
    assert set(answers.values()) == {403}


def test_forms_of_strangers_change_nothing(world):
    client, before = Client(), digest()
    answers = {client.post(where, data).status_code for where, data in seeds.own_forms(world).values()}

    assert changed(before) == []
    assert answers == {302}


def test_forms_without_a_token_change_nothing(world):
    client, before = Client(enforce_csrf_checks=True), digest()
    client.force_login(world.clerk)
    answers = {client.post(where, data).status_code for where, data in seeds.own_forms(world).values()}

    assert changed(before) == []
    assert answers == {403}


@pytest.mark.parametrize("role", ["administrator", "district_clerk", "leader", "auditor"])
def test_empty_forms_to_routes_that_the_role_may_not_use_change_nothing(world, client_of, cast, role):
    client, before = client_of(cast[role]), digest()
    refused = [route for (route, method), row in TABLE.items() if method == "POST" and row[role] == 403]
    for route in refused:
        keys = [seeds.pool(world, route, each)[0] for each in arguments_of(routes()[route])]
        assert client.post(address(route, *keys)).status_code == 403

    assert refused
    assert changed(before) == []


@pytest.mark.parametrize("role", ["administrator", "district_clerk", "leader", "auditor"])
def test_reading_everything_changes_nothing(world, client_of, cast, role):
    client, before = client_of(cast[role]), digest()
    for name, pattern in routes().items():
        client.get(address(name, *(seeds.pool(world, name, each)[0] for each in arguments_of(pattern))))

    assert changed(before) == []


def test_the_same_forms_of_one_who_may_are_written(world, client_of):
    client, before = client_of(world.clerk), digest()
    for where, data in seeds.own_forms(world).values():
        with transaction.atomic():
            assert client.post(where, data).status_code == 302, where
            assert "registry.Act" in changed(before), where
            transaction.set_rollback(True)


def test_a_district_cannot_take_back_what_it_once_wrote_about_someone_it_has_let_go(world, client_of):
    level = make.level_facts(Scale.DEFENCE, "object_4", make.on(2012, 6, 15))
    services.record_qualification(actor=world.clerk, cadre=world.moved, facts=level)
    act, before = Act.objects.latest("pk"), digest()

    client_of(world.clerk).post(address("registry:act_undo", act.pk))
    with pytest.raises(CommandError):
        call_command("undo", str(act.pk), "--user", world.clerk.username)
    assert changed(before) == []

    call_command("undo", str(act.pk), "--user", world.staff.username)
    assert "registry.Qualification" in changed(before)


def test_a_file_of_another_clerk_is_neither_written_nor_cancelled(world, client_of):
    theirs = ImportBatch.objects.filter(pk=world.foreign_batch.pk)
    here = {"commune_code": two.OTHER_COMMUNE, "commune": None, "district": None}
    theirs.update(state="checked", content=list_bytes([person(1, **here)]))
    client, before = client_of(world.clerk), digest()
    for name in ("fix", "choose", "missing", "reset", "write", "cancel"):
        client.post(address(f"registry:import_{name}", world.foreign_batch.pk), {"rows": "valid"})

    assert changed(before) == []

    client_of(world.other_clerk).post(
        address("registry:import_write", world.foreign_batch.pk), {"rows": "all"}
    )
    assert "registry.Cadre" in changed(before)


def test_the_hash_covers_people_acts_accounts_and_files():
    labels = {model._meta.label for model in MODELS}

    assert {"registry.Cadre", "registry.CadreHistory", "registry.Act", "registry.ImportBatch"} <= labels
    assert {"accounts.User", "accounts.UserRight", "registry.UnitAccess", "reports.Target"} <= labels
