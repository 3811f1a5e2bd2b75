"""The page of components shows every part there is: a new one without a sample is missing here."""

import re
from pathlib import Path

import pytest

from common.templatetags import charts
from tests.reports.small_province import make_cast

pytestmark = pytest.mark.django_db

PAGE = "/quan-tri/giao-dien/"
ROOT = Path(__file__).resolve().parents[3]
TEMPLATES = ROOT / "templates"
# Classes of a part that is still to come: the table of sources under the tile map.
ANNOUNCED = {"sup"}


@pytest.fixture
def cast():
    return make_cast()


@pytest.fixture
def answer(cast, client):
    client.force_login(cast.administrator)
    return client.get(PAGE)


def parts() -> set[str]:
    """Partials that any page may include, and all charts."""
    found = [*TEMPLATES.glob("_*.html"), *TEMPLATES.glob("charts/*.html")]
    return {str(path.relative_to(TEMPLATES)) for path in found}


def test_every_common_part_and_every_chart_has_a_sample(answer):
    shown = {template.name for template in answer.templates}

    assert len(parts()) >= 12
    assert sorted(parts() - shown) == []


def test_every_tag_that_draws_a_chart_is_used(answer):
    used = {name for template in answer.templates for name in re.findall(r"{%\s*(\w+)", template.source)}

    assert charts.register.tags
    assert sorted(set(charts.register.tags) - used) == []


def test_every_status_of_a_target_is_drawn(answer):
    text = answer.content.decode()

    assert {line.cell.status.value for line in answer.context["states"]} == {
        "ok",
        "on",
        "warn",
        "late",
        "none",
    }
    assert text.count('<svg class="bullet"') == 2 * len(answer.context["states"]) - 1
    assert "Ẩn vì có nhóm dưới 5 người" in text


def test_the_page_asks_the_database_for_nothing_but_the_account(cast, client, django_assert_max_num_queries):
    client.force_login(cast.administrator)
    client.get(PAGE)

    with django_assert_max_num_queries(4):
        client.get(PAGE)


@pytest.mark.parametrize(("who", "status"), [("staff", 403), ("clerk", 403), ("leader", 403)])
def test_only_administrators_see_it(cast, client, who, status):
    client.force_login(getattr(cast, who))

    assert client.get(PAGE).status_code == status


def test_it_cannot_be_written_to(cast, client):
    client.force_login(cast.administrator)

    assert client.post(PAGE).status_code == 405


def test_the_administration_leads_to_it(cast, client):
    client.force_login(cast.administrator)

    assert f'href="{PAGE}"' in client.get("/quan-tri/").content.decode()


def test_the_style_sheet_holds_no_class_that_nothing_uses():
    styles = re.sub(r"/\*.*?\*/", "", (ROOT / "static/app.css").read_text(encoding="utf-8"), flags=re.DOTALL)
    selectors = " ".join(re.findall(r"([^{}]+){", styles))
    classes = set(re.findall(r"\.([a-z][\w-]*)", selectors))
    written = " ".join(
        path.read_text(encoding="utf-8")
        for folder in ("templates", "common", "registry", "reports", "accounts", "training")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in (".html", ".py")
    )
    # A class may be made of a stem and a number: k7, depth-1.
    words = {*re.findall(r"[\w-]+", written), *re.findall(r"\b(\w+-?)(?={{)", written)}

    assert sorted(each for each in classes - ANNOUNCED if not {each, each.rstrip("0123456789")} & words) == []
