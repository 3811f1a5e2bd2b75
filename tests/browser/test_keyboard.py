"""Keys of one letter walk the list and open pages, never while somebody types; they can be switched off."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.site import Site
from tests.browser.visits import CLERK, sign_in

pytestmark = pytest.mark.browser

LIST, KEYS = "/ho-so/", "/phim-tat/"


@pytest.fixture
def desk(page: Page, site: Site) -> Page:
    """A clerk before the list of records."""
    sign_in(page, site, CLERK)
    page.goto(site.url + LIST)
    return page


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def row(page: Page, number: int) -> Locator:
    return page.locator("[data-walk] tbody tr").nth(number)


def stands_on(page: Page) -> int:
    """The number of the row that holds the focus, from 0; -1 outside the table."""
    found: int = page.evaluate(
        "[...document.querySelectorAll('[data-walk] tbody tr')]"
        ".findIndex(each => each.contains(document.activeElement))"
    )
    return found


def test_j_and_k_walk_the_rows_and_stop_at_both_ends(desk: Page):
    walked = []
    for key in "jjjkkk":
        press(desk, key)
        walked.append(stands_on(desk))
    row(desk, -1).get_by_role("link").focus()
    last = stands_on(desk)
    press(desk, "j")

    assert walked == [0, 1, 2, 1, 0, 0]
    assert stands_on(desk) == last == row(desk, 0).locator("xpath=..").locator("tr").count() - 1


def test_enter_opens_the_person_one_stands_on(desk: Page):
    press(desk, "j", "j")
    name = row(desk, 1).get_by_role("link").inner_text()
    with desk.expect_navigation():
        press(desk, "Enter")

    assert desk.locator("h1").inner_text() == name


def test_x_picks_the_row_and_the_bar_counts(desk: Page):
    bar = desk.locator("[data-bulk]")
    expect(bar).to_be_hidden()
    press(desk, "j", "x", "j", "x")
    expect(bar.locator("[data-count]")).to_have_text("2")
    press(desk, "x")
    expect(bar.locator("[data-count]")).to_have_text("1")

    assert row(desk, 0).get_by_role("checkbox").is_checked()
    press(desk, "k", "x")
    expect(bar).to_be_hidden()


def test_all_that_the_filter_finds_are_chosen_by_one_box(desk: Page):
    bar, found = desk.locator("[data-bulk]"), desk.locator(".head p b").inner_text()
    row(desk, 0).get_by_role("checkbox").check()
    bar.get_by_role("checkbox").check()
    expect(bar.locator("[data-count]")).to_have_text(f"cả {found} hồ sơ")
    bar.get_by_role("button", name="Bỏ chọn").click()
    expect(bar).to_be_hidden()

    assert not desk.locator("[name=code]:checked").count()


def test_n_adds_a_person_and_a_question_mark_shows_the_keys(desk: Page):
    with desk.expect_navigation():
        press(desk, "?")
    keys = desk.url
    desk.goto(desk.url.replace(KEYS, LIST))
    with desk.expect_navigation():
        press(desk, "n")

    assert keys.endswith(KEYS)
    assert desk.url.endswith("/ho-so/them/")


@pytest.mark.parametrize("path", [LIST, "/tong-quan/huyen/043/"])
def test_a_slash_leads_into_the_search_where_letters_stay_letters(desk: Page, site: Site, path: str):
    desk.goto(site.url + path)
    press(desk, "/")
    box = desk.locator("input[name=q]")
    expect(box).to_be_focused()
    press(desk, "n", "j", "x", "?", "/")

    assert box.input_value() == "njx?/"
    assert desk.url.endswith(f"{LIST}#id_q")


def test_letters_with_a_modifier_belong_to_the_browser(desk: Page):
    press(desk, "Alt+j", "Control+x", "Meta+k")

    assert stands_on(desk) == -1
    assert desk.url.endswith(LIST)


def test_who_switches_the_keys_off_has_none(page: Page, fresh_site: Site):
    sign_in(page, fresh_site, CLERK)
    page.goto(fresh_site.url + KEYS)
    page.get_by_role("button", name="Tắt phím một chữ").click()
    page.goto(fresh_site.url + LIST)
    press(page, "j", "n", "?", "/")
    off = (stands_on(page), page.url)
    page.goto(fresh_site.url + KEYS)
    page.get_by_role("button", name="Bật phím một chữ").click()
    page.goto(fresh_site.url + LIST)
    press(page, "j")

    assert off == (-1, fresh_site.url + LIST)
    assert stands_on(page) == 0
