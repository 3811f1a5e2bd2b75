"""Every page by the rules of WCAG 2.2 A and AA, on a desk and on a telephone, and nothing scrolls sideways.

Automatic rules find perhaps half of what hinders people; what they find must be nothing.
"""

from base64 import b32decode
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django_otp.oath import totp
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.books import newcomer, save_list
from tests.browser.conftest import new_context
from tests.browser.screens import NOT_PAGES, SCREENS, Screen, routes
from tests.browser.site import Site, copy_of, serve
from tests.browser.visits import ADMINISTRATOR, CLERK, STAFF, sign_in, upload

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
OPTIONS = {
    "runOnly": {"type": "tag", "values": TAGS},
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
DESK, PHONE, SMALL_PHONE = (1366, 768), (390, 844), (320, 640)
WIDE = """() => [...document.querySelectorAll('body *')]
    .filter(each => each.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
    .map(each => each.outerHTML.slice(0, 90)).slice(0, 6)"""


@pytest.fixture(scope="module")
def lived_in_site(demo_database: Path, browser: Browser, tmp_path_factory) -> Iterator[Site]:
    """The demonstration after some work: one import is written, another one waits with its errors."""
    folder = tmp_path_factory.mktemp("lived-in")
    with serve(copy_of(demo_database, folder)) as site:
        context = new_context(browser, java_script_enabled=False)
        page = context.new_page()
        sign_in(page, site, CLERK)
        upload(page, site, save_list(folder / "dung.xlsx", [newcomer(1)]))
        page.get_by_role("button", name="Ghi", exact=True).click()
        faulty = [
            newcomer(2, **{"Ngày sinh": "31/02/1985"}),
            newcomer(3, **{"Chuyên môn": "Trung"}),
            newcomer(4),
        ]
        upload(page, site, save_list(folder / "loi.xlsx", faulty))
        context.close()
        assign_a_target(browser, site)
        yield site


def assign_a_target(browser: Browser, site: Site) -> None:
    """One district with a target of its own, so that there is one to edit."""
    context = new_context(browser, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, site, ADMINISTRATOR)
    number = site.ask("select id from reports_target where code = 'TH'")
    page.goto(f"{site.url}{reverse('reports:assignment_add', args=[number])}")
    page.locator("[name=unit]").select_option(index=2)
    for name, value in {"percent": "70", "decision_no": "12-QĐ/TU", "decided_on": "15/01/2013"}.items():
        page.locator(f"[name={name}]").fill(value)
    page.get_by_role("main").get_by_role("button", name="Lưu").click()
    assert "Đã giao chỉ tiêu" in page.locator("main").inner_text()
    context.close()


@pytest.fixture(scope="module")
def page_as(lived_in_site: Site, browser: Browser):
    """A signed-in page for each account, opened once."""
    contexts: list[BrowserContext] = []

    @cache
    def open_as(username: str | None) -> Page:
        context = new_context(browser, java_script_enabled=True)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        if username:
            sign_in(page, lived_in_site, username)
        return page

    yield open_as
    for each in contexts:
        each.close()


def violations(page: Page) -> list[str]:
    """With the whole page in the window, so that no sticking bar lies over what could be scrolled to."""
    width = page.evaluate("() => window.innerWidth")
    resize(page, (width, page.evaluate("() => document.documentElement.scrollHeight") + 1))
    found = Axe().run(page, options=OPTIONS).response["violations"]
    return [
        f"{each['id']} {node['target']}: {node['html'][:120]}" for each in found for node in each["nodes"]
    ]


def resize(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})


def sideways(page: Page) -> list[str]:
    """What sticks out on the right, if the page scrolls sideways."""
    scrolls = page.evaluate(
        "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )
    return page.evaluate(WIDE) or ["?"] if scrolls else []


def look_at(page: Page) -> dict[str, list[str]]:
    """Everything that is wrong with the page on the screen."""
    resize(page, DESK)
    found = {"desk": violations(page), "desk sideways": sideways(page)}
    resize(page, PHONE)
    found |= {"phone": violations(page), "phone sideways": sideways(page)}
    resize(page, SMALL_PHONE)
    found["small phone sideways"] = sideways(page)
    resize(page, DESK)
    return {what: faults for what, faults in found.items() if faults}


@pytest.mark.parametrize("screen", SCREENS, ids=str)
def test_a_page_hinders_nobody(screen: Screen, page_as, lived_in_site: Site):
    page = page_as(screen.username)

    answer = page.goto(screen.address(lived_in_site))

    assert answer.status == 200
    assert look_at(page) == {}


def test_every_route_is_among_the_pages_or_said_to_be_none():
    known = {screen.route for screen in SCREENS} | set(NOT_PAGES)

    assert sorted(set(routes()) ^ known) == []


WHO_ASKS = {"accounts": ADMINISTRATOR, "training": STAFF}


def test_what_is_said_to_be_no_page_is_none(page_as, lived_in_site: Site):
    answers = {}
    training_class = lived_in_site.ask("select min(code) from training_trainingclass")
    for name, arguments in routes().items():
        if name not in NOT_PAGES:
            continue
        code = training_class if name.startswith("training:") else "ZZZZZZZZ"
        values = ["1" if "code" not in each else code for each in arguments]
        if name == "registry:import_annotated":
            values = [lived_in_site.ask("select max(id) from registry_importbatch where state = 'checked'")]
        page = page_as(WHO_ASKS.get(name.partition(":")[0], CLERK))
        answer = page.request.get(
            f"{lived_in_site.url}{reverse(name, args=values)}?unit=043", max_redirects=0
        )
        answers[name] = kind_of(answer.status, answer.headers)

    assert answers == NOT_PAGES


def kind_of(status: int, headers: dict[str, str]) -> str:
    if status in (403, 405):
        return "refuses GET"
    if status == 302:
        return "leads elsewhere"
    if "attachment" in headers.get("content-disposition", ""):
        return "file"
    return "page" if "html" in headers.get("content-type", "") else "probe"


@pytest.mark.parametrize(
    ("username", "path", "status"), [(STAFF, "/khong-co/", 404), (CLERK, "/quan-tri/tai-khoan/", 403)]
)
def test_a_page_of_refusal_hinders_nobody(
    username: str, path: str, status: int, page_as, lived_in_site: Site
):
    page = page_as(username)

    answer = page.goto(f"{lived_in_site.url}{path}")

    assert answer.status == status
    assert look_at(page) == {}


def test_a_form_with_errors_hinders_nobody_and_holds_the_focus(page_as, lived_in_site: Site):
    page = page_as(CLERK)
    page.goto(f"{lived_in_site.url}{reverse('registry:cadre_add')}")

    page.get_by_role("button", name="Lưu", exact=True).click()

    assert page.evaluate("() => document.activeElement.matches('[data-focus]')")
    assert look_at(page) == {}


def test_the_second_factor_hinders_nobody(browser: Browser, lived_in_site: Site):
    context = new_context(browser, java_script_enabled=True)
    page = context.new_page()
    sign_in(page, lived_in_site, "lanhdao")
    page.goto(f"{lived_in_site.url}{reverse('accounts:second_factor_enrol')}")
    key = page.locator(".once").inner_text().replace(" ", "")
    page.locator("[name=code]").fill(code_of(key))
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button").click()
    backup_codes = look_at(page)

    page.context.clear_cookies()
    sign_in(page, lived_in_site, "lanhdao")
    page.goto(f"{lived_in_site.url}{reverse('accounts:second_factor')}")

    assert backup_codes == {}
    assert page.url.endswith(reverse("accounts:second_factor"))
    assert look_at(page) == {}


def code_of(key: str) -> str:
    return f"{totp(b32decode(key)):06d}"


def test_verdict_and_eight_bullets_stand_above_the_fold(page_as, lived_in_site: Site):
    page = page_as(STAFF)
    resize(page, DESK)
    page.goto(f"{lived_in_site.url}{reverse('reports:overview')}")

    bullets = page.locator("svg.bullet")
    bottoms = [bullets.nth(each).bounding_box() for each in range(8)]

    assert bullets.count() >= 8
    assert page.locator(".verdict .say").bounding_box()["y"] > 0
    assert [round(box["y"] + box["height"]) for box in bottoms if box["y"] + box["height"] > DESK[1]] == []
