"""A clerk of one district walks over every address, export and command and finds nothing of another.

No person, no name, no total: `tests/two_districts.py` plants them, `tests/walking.py` looks for them. Taking
the scope away, wholly or from one kind of query, must make the walk find them.
"""

import json
import re
from io import StringIO
from itertools import product

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import Client
from django.urls import resolve

from accounts.models import User
from accounts.rights import Right
from registry.models import ImportBatch, Unit
from registry.querysets import ActQuerySet, CadreQuerySet, ImportBatchQuerySet, PostingQuerySet
from registry.reference.load import load_reference
from registry.scope import Scope
from succession.lever import SuccessionRight
from tests import two_districts as two
from tests import walking_seeds as seeds
from tests.factories import registry as make
from tests.permission_table import METHODS, TABLE
from tests.registry.workbook.books import list_bytes, person, run_import, save
from tests.walking import Forbidden, Walk, address, arguments_of, cells_of, routes, texts_of

pytestmark = pytest.mark.django_db
OUR_NUMBERS = re.compile(r'(value|content|nonce)="[\w-]{20,}"|X-Request-ID: \w+')


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Built once for the module; every test works in a savepoint of its own."""
    with django_db_blocker.unblock(), transaction.atomic():
        if not Unit.objects.exists():
            load_reference()
        yield two.build()
        transaction.set_rollback(True)


@pytest.fixture
def walk_as(world):
    def start(user: User, **options) -> Walk:
        client = Client(raise_request_exception=False)
        client.force_login(user)
        return Walk(client, Forbidden.in_world(world), **options)

    return start


def lists_of(world, *, named: bool) -> bytes:
    """A file of the clerk's that points at people elsewhere by name, or by code and number."""
    here = {"commune_code": two.OWN_COMMUNE, "commune": None, "district": None}
    other, third, born = world.foreign[0], world.foreign[-1], "12/03/1974"
    if named:
        names = (other.full_name, third.full_name, world.gone.full_name, world.moved.full_name)
        return list_bytes([person(n, full_name=name, birth=born, **here) for n, name in enumerate(names, 1)])
    rows = [
        person(1, commune_code=two.OTHER_COMMUNE, commune="Cần Yên", district=None),
        person(2, **here | {"id_number": other.id_number}),
        person(3, **here, code=other.code),
        person(4, **here, code=world.moved.code),
        person(5, **here, code=world.arrived.code),
        person(6, **here | {"id_number": world.gone.id_number}),
        person(7, commune_code=None, commune="Ngoài Huyện", district="Thông Nông"),
    ]
    return list_bytes(rows)


def upload(client: Client, content: bytes, day: str = "31/12/2013") -> ImportBatch:
    """Leaves a checked file."""
    data = {"file": SimpleUploadedFile("danh-sach.xlsx", content), "as_of": day, "is_full_list": "on"}
    assert client.post(address("registry:import_start"), data).status_code == 302
    return ImportBatch.objects.latest("pk")


def without_tokens(response) -> str:
    """An answer without what differs from request to request."""
    return OUR_NUMBERS.sub("", texts_of(response)[0])


def in_lines(found: list[str]) -> str:
    return "\n".join(found)


def test_a_clerk_finds_nothing_of_another_district(world, walk_as):
    walk = walk_as(world.clerk)
    upload(walk.client, list_bytes([person(1, commune_code=two.OWN_COMMUNE, commune=None, district=None)]))
    begun = seeds.seeds_of(world)
    walk.run(begun)

    assert len(walk.seen) > len(set(begun)), "the walk ended before it had opened everything it began with"
    assert in_lines(walk.leaks) == ""
    assert in_lines(walk.broken) == ""
    assert in_lines(walk.dead) == ""
    assert walk.opened["200"] > 250


def test_rights_beyond_the_role_do_not_widen_the_scope(world, walk_as):
    rights = (Right.EXPORT_PERSONAL, Right.SUBMIT_PERIOD, SuccessionRight.VIEW_SUCCESSION_NAMES)
    clerk = make.make_user("ha.quang.2", units=(make.unit_coded(two.OWN),), rights=rights)
    walk = walk_as(clerk, follows=False)
    walk.run([*list(seeds.lists(world))[::4], *seeds.about_people(world)])

    assert in_lines(walk.leaks) == ""
    assert in_lines(walk.broken) == ""


def test_forms_that_reach_for_another_district_tell_nothing(world, walk_as):
    walk = walk_as(world.clerk)
    for where, data in (*seeds.refused_forms(world), *seeds.reaching_forms(world)):
        walk.post(where, data)

    assert in_lines(walk.leaks) == ""
    assert in_lines(walk.broken) == ""


def test_what_is_foreign_and_what_does_not_exist_give_the_same_page(world, walk_as):
    client = walk_as(world.clerk).client
    answers: dict[str, set[tuple[int, str]]] = {}
    for name, pattern in routes().items():
        arguments = arguments_of(pattern)
        if not arguments or 403 in (TABLE[name, method]["district_clerk"] for method in METHODS):
            continue
        for values in product(*(seeds.foreign_and_missing(world, name, each) for each in arguments)):
            response = client.get(address(name, *values))
            if response.status_code == 405:
                response = client.post(address(name, *values))
            answers.setdefault(name, set()).add((response.status_code, without_tokens(response)))

    assert [name for name, found in answers.items() if len(found) > 1] == []
    assert {status for found in answers.values() for status, _ in found} == {404}
    assert len(answers) > 20


@pytest.mark.parametrize("named", [True, False], ids=["by name", "by code and number"])
@pytest.mark.parametrize("day", ["31/12/2012", "30/06/2021"])
def test_an_import_tells_nothing_of_people_elsewhere(world, walk_as, day, named):
    walk, content = walk_as(world.clerk), lists_of(world, named=named)
    sent = cells_of(content)
    batch = upload(walk.client, content, day)
    for name in ("import_check", "import_annotated"):
        walk.look(name, walk.client.get(address(f"registry:{name}", batch.pk)), sent)
    done = walk.client.post(address("registry:import_write", batch.pk), {"rows": "valid"}, follow=True)
    walk.look("import_write", done, sent)

    assert in_lines(walk.leaks) == ""
    assert done.status_code == 200


def test_the_import_command_answers_a_foreign_code_like_a_missing_one(world, tmp_path):
    def messages(code: str) -> str:
        here = {"commune_code": two.OWN_COMMUNE, "commune": None, "district": None, "code": code}
        exit_code, result = run_import(save(tmp_path, list_bytes([person(1, **here)])), world.clerk.username)
        assert exit_code == 1
        return json.dumps(result, ensure_ascii=False).replace(code, "#")

    assert messages(world.foreign[0].code) == messages("2345678Z")


@pytest.mark.parametrize("named", [True, False], ids=["by name", "by code and number"])
def test_the_import_command_tells_nothing_of_people_elsewhere(world, tmp_path, named):
    content, report = lists_of(world, named=named), tmp_path / "loi.xlsx"
    options = ("--full-list", "--report", str(report))
    _, result = run_import(save(tmp_path, content), world.clerk.username, *options)
    told = json.dumps(result, ensure_ascii=False) + cells_of(report.read_bytes())

    assert list(Forbidden.in_world(world).found_in(told, told, cells_of(content))) == []


@pytest.mark.parametrize("day", seeds.DAYS)
def test_the_export_command_of_a_clerk_holds_the_own_district(world, tmp_path, day):
    file, out = tmp_path / "ra.xlsx", StringIO()
    call_command("export_cadres", "--user", world.clerk.username, "--as-of", day, "-o", str(file), stdout=out)
    told = cells_of(file.read_bytes()) + out.getvalue()

    assert list(Forbidden.in_world(world).found_in(told, told)) == []
    assert "Đàm Văn Mẫu 1" in told


def test_commands_answer_what_is_foreign_like_what_does_not_exist(world, tmp_path):
    def refusal(name: str, key: object, *arguments: str) -> str:
        with pytest.raises(CommandError) as refused:
            call_command(name, *arguments, "--user", world.clerk.username, stdout=StringIO())
        return str(refused.value).replace(str(key), "#")

    file = str(tmp_path / "ra.xlsx")
    foreign = refusal("export_cadres", two.OTHER, "--unit", two.OTHER, "-o", file)
    assert foreign == refusal("export_cadres", "999", "--unit", "999", "-o", file)
    act = world.foreign_act.pk
    assert refusal("undo", act, str(act)) == refusal("undo", seeds.NOTHING, str(seeds.NOTHING))


@pytest.mark.parametrize(
    "where",
    [
        address("registry:cadre_list", unit=two.OTHER),
        address("registry:cadre_download"),
        address("registry:area_tree"),
        address("registry:act_list"),
        address("reports:district", two.OTHER),
        address("reports:people", unit=two.OTHER),
        address("reports:people_download", unit=two.OTHER),
        address("reports:table_download", unit=two.OTHER),
        address("reports:movement", **{"unit": two.OTHER, "from": "01/01/2010", "to": "31/12/2013"}),
    ],
)
def test_without_a_scope_the_walk_finds_the_other_district(world, walk_as, monkeypatch, where):
    monkeypatch.setattr(Scope, "of", classmethod(lambda cls, user: cls(everything=True)))
    walk = walk_as(world.clerk, follows=False)
    walk.run([where])

    assert walk.leaks != []


def test_the_walk_finds_names_codes_and_totals(world, walk_as):
    walk = walk_as(world.staff, follows=False)
    walk.run([address("registry:cadre_download"), address("reports:overview")])

    found = {leak.rpartition(": ")[2] for leak in walk.leaks}
    assert {two.SURNAME, world.foreign[0].code, world.foreign[0].id_number} <= found
    assert any("." in each for each in found), "no total was found"


@pytest.mark.parametrize(
    ("owner", "method", "route"),
    [
        (CadreQuerySet, "within", "registry:cadre_card"),
        (CadreQuerySet, "within", "registry:cadre_history"),
        (PostingQuerySet, "within", "registry:cadre_card"),
        (ActQuerySet, "in_scope", "registry:act_list"),
        (ActQuerySet, "in_scope", "registry:act_detail"),
        (ImportBatchQuerySet, "in_scope", "registry:import_check"),
    ],
    ids=lambda value: getattr(value, "__name__", value),
)
def test_one_missing_scope_is_enough(world, walk_as, monkeypatch, owner, method, route):
    monkeypatch.setattr(owner, method, lambda self, whom: self.all())
    walk = walk_as(world.clerk, follows=False)
    walk.run(each for each in seeds.plain(world) if resolve(each).view_name == route)

    assert walk.leaks != []
