"""A lever adds itself: nothing below names one, and a planted app follows the recipe and no more."""

import ast
import io
import os
import re
import subprocess
import sys
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import get_resolver

from registry.enums import RemedyKind
from registry.levers import Lever, levers
from tests.house_rules import APPS

pytestmark = pytest.mark.one_database

ROOT = Path(__file__).resolve().parent.parent
PLANTED = ROOT / "tests" / "planted"
LOWER = ("accounts", "common", "registry")
LOWER_TEMPLATES = ("accounts", "registry", "administration", "charts")
WORD = re.compile(r"[A-Za-z_]+(?::[a-z_]+)?")


# --- nothing below names a lever ---


def names_of(lever: Lever) -> Iterator[str]:
    """Everything by which a lever could be named: label, models, kinds, rights, measures, addresses."""
    yield lever.label
    yield from (model.__name__ for model in lever.models)
    yield from (model.__name__ for model in lever.named)
    rights = [type(held.right) for held in lever.rights]
    measures = [lever.measures.choices] if lever.measures else []
    for choices in {*rights, *measures, *([lever.act_kinds] if lever.act_kinds else [])}:
        yield from (*choices.names, *choices.values)
    if lever.urls:
        addresses = get_resolver(lever.urls).reverse_dict
        yield from (f"{lever.label}:{name}" for name in addresses if isinstance(name, str))


def said_in(path: str, text: str) -> set[str]:
    """Names and words of texts, without prose: comments and docstrings are left out, and `RemedyKind`."""
    if not path.endswith(".py"):
        return set(WORD.findall(re.sub(r"{#.*?#}", "", text, flags=re.DOTALL)))
    tree = ast.parse(text)
    prose = {
        node.body[0].value.lineno: node.body[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and ast.get_docstring(node) is not None
        and isinstance(node.body[0], ast.Expr)
    }
    remedies = [
        node for node in ast.walk(tree) if isinstance(node, ast.ClassDef) and node.name == "RemedyKind"
    ]
    excepted = {line for node in remedies for line in range(node.lineno, (node.end_lineno or 0) + 1)}
    said: set[str] = set()
    for token in tokenize.generate_tokens(io.StringIO(text.replace("RemedyKind.TRAINING", "")).readline):
        line = token.start[0]
        if token.type in (tokenize.NAME, tokenize.STRING) and line not in excepted and line not in prose:
            said.update(WORD.findall(token.string))
    return said


def lower_sources() -> dict[str, str]:
    code = [path for app in LOWER for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]
    folders = [ROOT / "templates" / name for name in LOWER_TEMPLATES]
    pages = [
        *(ROOT / "templates").glob("*.html"),
        *(path for each in folders for path in each.rglob("*.html")),
    ]
    return {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in (*code, *pages)}


def named_in(sources: dict[str, str]) -> dict[str, set[str]]:
    names = {name for lever in levers() for name in names_of(lever)}
    found = {path: said_in(path, text) & names for path, text in sources.items()}
    return {path: said for path, said in found.items() if said}


def test_nothing_below_names_a_lever():
    assert named_in(lower_sources()) == {}


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("registry/x.py", "from training.models import TrainingClass\n"),
        ("registry/x.py", 'KIND = "change_enrolment"\n'),
        ("accounts/x.py", "right = TrainingRight.MANAGE_TRAINING\n"),
        ("templates/registry/x.html", "{% url 'training:class_list' %}"),
    ],
)
def test_a_planted_name_is_seen(path: str, text: str):
    assert named_in({path: text}) != {}


def test_prose_and_the_kind_of_a_remedy_are_no_names():
    assert RemedyKind("training") is RemedyKind.TRAINING
    assert named_in({"registry/x.py": '"""What training needs."""\n\nkind = RemedyKind.TRAINING\n'}) == {}


# --- the planted app ---


def run(program: str, database: Path, *, planted: bool) -> str:
    """A program with the planted app installed by one line, or without it."""
    installed = "settings.INSTALLED_APPS.append('tests.planted')\n" if planted else ""
    code = f"import cadre_std.settings as settings\n{installed}import django\ndjango.setup()\n{program}"
    done = subprocess.run(
        [sys.executable, "-W", "error::DeprecationWarning", "-c", code],
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "cadre_std.settings",
            "READ_DOTENV": "false",
            "PYTHONIOENCODING": "utf-8",
            "DATABASE_URL": f"sqlite:///{database}",
        },
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


PLANT = """
from io import StringIO
from pathlib import Path
from django.conf import settings as s
from django.core.management import call_command
from django.test import Client
from accounts.models import Role
from accounts.rights import right_choices, rights_of
from registry.act_kinds import act_kind_choices
from registry.models import Act, Unit
from reports.measures import measure_choices
s.ALLOWED_HOSTS = ["testserver"]
call_command("makemigrations", check=True, dry_run=True, stdout=StringIO())
call_command("migrate", verbosity=0)
call_command("load_reference", stdout=StringIO())
from tests.factories import registry as make
province = Unit.objects.get(level="province", key="04")
staff = make.make_user("tinh", role=Role.PROVINCE_STAFF, units=(province,))
cadre = make.make_cadre(staff, make.unit_coded("01333"))
client = Client()
client.force_login(staff)
page = client.get("/trong-cay/")
home = client.get("/ho-so/").content.decode()
print("page", page.status_code, "menu", 'href="/trong-cay/"' in home)
print("saved", client.post("/trong-cay/", {"code": cadre.code, "kind": "Lát hoa"}).status_code)
print("panel", "Lát hoa" in client.get(cadre.get_absolute_url()).content.decode())
print("kind", Act.objects.latest("pk").get_kind_display(), dict(act_kind_choices())["plant_tree"])
print("right", "plant_trees" in rights_of("province_staff"), dict(right_choices())["plant_trees"])
print("measure", dict(measure_choices())["trees"])
call_command("export_form", "TRONG-CAY", output=Path({file!r}), as_of="2013-12-31", year=None, unit=None,
             programme=None, stdout=StringIO())
print("form", Path({file!r}).read_text("utf-8"))
"""
TAKEN_OUT = """
from django.conf import settings as s
from django.test import Client
from accounts.models import User
from registry.models import Act
s.ALLOWED_HOSTS = ["testserver"]
client = Client()
client.force_login(User.objects.get(username="tinh"))
act = Act.objects.get(kind="plant_tree")
log = client.get("/nhat-ky/")
print("log", log.status_code, "plant_tree" in log.content.decode())
one = client.get(f"/nhat-ky/{act.pk}/")
print("act", one.status_code, "plant_tree" in one.content.decode(), act.summary in one.content.decode())
"""


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("planted") / "planted.sqlite3"


def test_an_app_adds_itself_and_leaves_a_readable_log_when_it_goes(database: Path):
    file = str(database.with_name("form.txt"))

    said = run(PLANT.replace("{file!r}", repr(file)), database, planted=True)
    assert said.splitlines() == [
        "page 200 menu True",
        "saved 302",
        "panel True",
        "kind Trồng cây Trồng cây",
        "right True Trồng cây ở xã",
        "measure số cây đã trồng",
        "form 1 cây",
    ]
    assert run(TAKEN_OUT, database, planted=False).splitlines() == ["log 200 True", "act 200 True True"]


def test_the_planted_app_imports_only_what_the_recipe_names():
    contributing = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    recipe = contributing.split("### Add a lever", 1)[1].split("\n### ", 1)[0]
    imported = {
        f"{node.module}.{alias.name}"
        for path in PLANTED.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in APPS
        for alias in node.names
    }

    assert imported
    assert sorted(name for name in imported if f"`{name}`" not in recipe) == []
