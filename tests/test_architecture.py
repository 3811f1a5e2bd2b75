"""The rules of the house hold in every file, and every rule goes red on a planted fault."""

import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from django.apps import apps

from tests import house_rules as rules

pytestmark = pytest.mark.one_database

ROOT = Path(__file__).resolve().parent.parent
CODE = (*rules.APPS, "demo", "cadre_std", "tests", "benchmarks")
TEXTS = (".py", ".html", ".md", ".css", ".js", ".csv", ".toml", ".svg")


def sources(*suffixes: str, under: Iterable[str]) -> dict[str, str]:
    found = (path for name in under for path in sorted((ROOT / name).rglob("*")) if path.suffix in suffixes)
    return {
        str(path.relative_to(ROOT)): path.read_text(encoding="utf-8")
        for path in found
        if "migrations" not in path.parts
    }


PYTHON = sources(".py", under=CODE)
TEMPLATES = sources(".html", ".svg", under=["templates"])


@pytest.mark.parametrize("rule", rules.PYTHON_RULES, ids=lambda rule: rule.__name__)
def test_python_follows(rule: rules.Rule):
    assert [fault for path, text in PYTHON.items() for fault in rule(path, text)] == []


@pytest.mark.parametrize("rule", rules.TEMPLATE_RULES, ids=lambda rule: rule.__name__)
def test_templates_follow(rule: rules.Rule):
    assert [fault for path, text in TEMPLATES.items() for fault in rule(path, text)] == []


def test_every_text_of_the_project_is_composed():
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    texts = [name for name in tracked.splitlines() if name.endswith(TEXTS) and (ROOT / name).exists()]

    assert texts
    assert [
        fault
        for name in texts
        for fault in rules.text_is_composed(name, (ROOT / name).read_text(encoding="utf-8"))
    ] == []


def test_foreign_keys_point_sideways_within_an_app_or_downwards():
    edges = [
        (model._meta.app_label, f"{model.__name__}.{field.name}", field.related_model._meta.app_label)
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label in rules.APPS
        for field in [*model._meta.fields, *model._meta.many_to_many]
        if field.is_relation and field.related_model
    ]

    assert edges
    assert list(rules.foreign_keys_point_down(edges)) == []


def test_no_modules_import_each_other_in_a_circle():
    assert list(rules.import_cycles(PYTHON)) == []


def test_no_folder_is_crowded():
    assert list(rules.folders_are_uncrowded(PYTHON)) == []


def test_a_planted_crowd_is_seen():
    crowd = [f"registry/cards/rule_{number}.py" for number in range(16)]

    assert list(rules.folders_are_uncrowded([*crowd[1:], "registry/cards/__init__.py"])) == []
    assert list(rules.folders_are_uncrowded(crowd)) != []
    assert list(rules.folders_are_uncrowded(f"tests/test_{number}.py" for number in range(31))) != []


def test_the_files_are_really_read():
    assert {"registry/acts/recording.py", "cadre_std/settings.py", "demo/write.py"} <= set(PYTHON)


LONG_FUNCTION = "def long():\n" + "    pass\n" * 40
LONG_VIEW = "def page(request):\n" + "    pass\n" * 30
PLANTED: list[tuple[Callable[[str, str], Iterable[str]], str, str]] = [
    (rules.file_parses, "registry/rules.py", "def rule(:\n"),
    (rules.file_is_short, "registry/rules.py", "x = 1\n" * 401),
    (rules.file_is_short, "tests/test_rules.py", "x = 1\n" * 601),
    (rules.file_is_short, "cadre_std/settings.py", "x = 1\n" * 251),
    (rules.file_is_short, "templates/registry/page.html", "<p></p>\n" * 201),
    (rules.functions_are_short, "registry/rules.py", LONG_FUNCTION),
    (rules.functions_are_short, "registry/cards/views.py", LONG_VIEW),
    (rules.imports_stand_on_top, "registry/rules.py", "def rule():\n    import json\n"),
    (rules.imports_stand_on_top, "registry/apps.py", "def other():\n    from registry import acts\n"),
    (rules.imports_are_absolute_and_named, "registry/rules.py", "from .models import Cadre\n"),
    (rules.imports_are_absolute_and_named, "registry/rules.py", "from registry.models import *\n"),
    (rules.no_signals_and_no_save_overrides, "registry/x.py", "from django.dispatch import receiver\n"),
    (
        rules.no_signals_and_no_save_overrides,
        "registry/x.py",
        "from django.db.models.signals import post_save\n",
    ),
    (
        rules.no_signals_and_no_save_overrides,
        "registry/models/x.py",
        "class X(models.Model):\n    def save(self): ...\n",
    ),
    (
        rules.facts_are_written_through_the_door,
        "registry/services.py",
        "rows.filter(pk=1).update(sex='male')\n",
    ),
    (rules.facts_are_written_through_the_door, "training/services.py", "Model.objects.bulk_create(rows)\n"),
    (rules.facts_are_written_through_the_door, "reports/services.py", "manager.bulk_update(rows, names)\n"),
    (rules.views_start_from_the_scope, "registry/views/cadres.py", "Cadre.objects.filter(pk=1)\n"),
    (rules.views_start_from_the_scope, "reports/views.py", "get_object_or_404(Unit, pk=1)\n"),
    (
        rules.views_start_from_the_scope,
        "training/classes/opening.py",
        "from django.shortcuts import get_object_or_404\nget_object_or_404(Unit, pk=1)\n",
    ),
    (rules.requests_are_not_expanded, "registry/views/x.py", "rows.filter(**" + "request.GET)\n"),
    (rules.todo_names_an_owner, "registry/rules.py", "# TO" + "DO later\n"),
    (rules.identifiers_are_ascii, "registry/rules.py", "huyện = 1\n"),
    (rules.identifiers_are_ascii, "registry/rules.py", "def đếm(): ...\n"),
    (rules.nothing_is_marked_safe, "registry/views/x.py", "from django.utils.safestring import mark_safe\n"),
    (rules.nothing_is_marked_safe, "common/x.py", "safestring.mark_safe(text)\n"),
    (rules.templates_escape_everything, "templates/x.html", "{{ name|safe }}"),
    (
        rules.templates_escape_everything,
        "templates/x.html",
        "{% autoescape off %}{{ name }}{% endautoescape %}",
    ),
    (rules.templates_hold_no_inline_code, "templates/x.html", '<p\n  style="color: red">'),
    (rules.templates_hold_no_inline_code, "templates/x.html", "<script>alert(1)</script>"),
    (rules.templates_hold_no_inline_code, "templates/x.html", "<style>p {}</style>"),
    (rules.templates_hold_no_inline_code, "templates/x.html", '<button onclick="go()">'),
    (rules.templates_hold_no_inline_code, "templates/x.html", '<a href="javascript:go()">'),
    (rules.templates_name_addresses_loudly, "templates/x.html", "{% url 'registry:no_page' as x %}{{ x }}"),
    (rules.text_is_composed, "templates/x.html", "Cao Ba\u0306\u0300ng"),
]


@pytest.mark.parametrize(("rule", "path", "text"), PLANTED, ids=lambda value: getattr(value, "__name__", ""))
def test_a_planted_fault_is_seen(rule: rules.Rule, path: str, text: str):
    assert list(rule(path, text)) != []


def test_every_rule_has_a_planted_fault():
    assert {rule for rule, _, _ in PLANTED} == {*rules.PYTHON_RULES, *rules.TEMPLATE_RULES}


INNOCENT: list[tuple[Callable[[str, str], Iterable[str]], str, str]] = [
    (rules.imports_stand_on_top, "registry/apps.py", "def ready(self):\n    from registry import panels\n"),
    (rules.facts_are_written_through_the_door, "registry/services.py", "seen.update(codes)\n"),
    (rules.facts_are_written_through_the_door, "registry/acts/recording.py", "manager.bulk_create(rows)\n"),
    (rules.views_start_from_the_scope, "registry/views/cadres.py", "Cadre.objects.in_scope(user).get()\n"),
    (rules.views_start_from_the_scope, "training/money/views.py", "FundingSource.objects.all()\n"),
    (rules.templates_hold_no_inline_code, "templates/x.html", '<script src="/static/app.js" defer></script>'),
    (rules.templates_escape_everything, "templates/x.html", "{{ name|safe_name }}"),
]


@pytest.mark.parametrize(("rule", "path", "text"), INNOCENT, ids=lambda value: getattr(value, "__name__", ""))
def test_the_innocent_pass(rule: rules.Rule, path: str, text: str):
    assert list(rule(path, text)) == []


@pytest.mark.parametrize("edge", [("registry", "X.y", "reports"), ("training", "X.y", "severance")])
def test_a_foreign_key_upwards_or_to_a_sibling_is_seen(edge: tuple[str, str, str]):
    assert list(rules.foreign_keys_point_down([edge])) != []


def test_a_planted_circle_is_seen():
    planted = {"registry/a.py": "from registry.b import x", "registry/b.py": "from registry import a"}

    assert list(rules.import_cycles(planted)) == ["registry.a → registry.b → registry.a"]


def test_a_package_that_offers_its_modules_is_no_circle():
    innocent = {
        "registry/__init__.py": "from registry.a import x",
        "registry/a.py": "from registry import b",
        "registry/b.py": "",
    }

    assert list(rules.import_cycles(innocent)) == []
