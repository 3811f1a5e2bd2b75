"""What the program names as text starts: a moved module would be missed by no import there."""

import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands, load_command_class
from django.template import engines
from django.utils.module_loading import import_string

from registry.workbook import annotating
from registry.workbook.reading import reading
from tests.house_rules import APPS

pytestmark = pytest.mark.one_database

ROOT = Path(__file__).resolve().parent.parent
OURS = (*APPS, "cadre_std", "demo", "benchmarks")
DOTTED = re.compile(rf"(?:{'|'.join(OURS)})(?:\.\w+)+")
STARTED = re.compile(r"-m[\", ]+([a-z_][\w.]*)|python:([\w.]+)")
STARTERS = ("Makefile", "Dockerfile", "docker-compose.yml", "cadre_std/start.py", "benchmarks/__main__.py")


def texts(value: object) -> Iterator[str]:
    """Every text inside a setting."""
    if isinstance(value, str):
        yield str(value)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from (*texts(key), *texts(inner))
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts(inner)


def named_in_settings() -> list[str]:
    named = (text for name in dir(settings) if name.isupper() for text in texts(getattr(settings, name)))
    return sorted({text for text in named if DOTTED.fullmatch(text)} - {settings.AUTH_USER_MODEL})


def started_as_modules() -> list[str]:
    sources = ((ROOT / name).read_text(encoding="utf-8") for name in STARTERS)
    found = {module or server for source in sources for module, server in STARTED.findall(source)}
    return sorted(name for name in found if name.split(".")[0] in OURS)


def loads(path: str) -> bool:
    """Whether a dotted path is a module, or a name in one."""
    parent = find_spec(path.rpartition(".")[0])
    if parent and parent.submodule_search_locations and find_spec(path):
        return True
    return import_string(path) is not None


@pytest.mark.parametrize("path", named_in_settings())
def test_what_the_settings_name_is_there(path: str):
    assert loads(path)


@pytest.mark.parametrize("module", started_as_modules())
def test_what_is_started_as_a_module_is_there(module: str):
    assert find_spec(module) is not None


def test_the_places_are_really_read():
    assert "accounts.sign_in.views.locked_out" in named_in_settings()
    assert {"cadre_std.start", "cadre_std.serving", "cadre_std.healthcheck"} <= set(started_as_modules())


@pytest.mark.parametrize("name", sorted(name for name, app in get_commands().items() if app in OURS))
def test_every_command_says_how_it_is_called(name: str):
    command = load_command_class(get_commands()[name], name)

    assert "usage:" in command.create_parser("manage.py", name).format_help()


@pytest.mark.parametrize("path", sorted((ROOT / "templates").rglob("*.html")), ids=lambda path: path.name)
def test_every_template_finds_its_tags_and_the_templates_it_includes(path: Path):
    name = str(path.relative_to(ROOT / "templates"))
    included = re.findall(r"{%\s*(?:include|extends)\s+\"([^\"]+)\"", path.read_text(encoding="utf-8"))

    for each in [name, *included]:
        engines["django"].get_template(each)


@pytest.mark.parametrize("child", [reading._CHILD, annotating._CHILD])
def test_the_programs_that_read_workbooks_lie_where_they_are_started(child: Path):
    assert child.is_file()
