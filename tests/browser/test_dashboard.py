"""What a leader sees first: on a desk, a telephone, a wall and on paper; and that numbers are lists."""

import re

import pytest
from playwright.sync_api import Page, ViewportSize

from tests.browser.site import Site
from tests.browser.visits import LEADER, STAFF, number_in, sign_in

pytestmark = pytest.mark.browser

PROVINCE, DISTRICT, COMMUNE = "/tong-quan/", "/tong-quan/huyen/043/", "/tong-quan/xa/01333/"
PHONE = ViewportSize(width=390, height=844)
WIDER_THAN_THE_SCREEN = "document.documentElement.scrollWidth - window.innerWidth"


def bottom_of(page: Page, selector: str) -> float:
    box = page.locator(selector).last.bounding_box()
    assert box
    return box["y"] + box["height"]


@pytest.mark.parametrize("path", [PROVINCE, DISTRICT, COMMUNE])
def test_verdict_and_eight_targets_stand_above_the_fold(page: Page, site: Site, path: str):
    sign_in(page, site, LEADER)
    page.goto(site.url + path)

    assert page.locator(".bul.six tbody tr").count() == 8
    assert bottom_of(page, ".verdict") < bottom_of(page, ".bul.six tbody tr") <= 768


@pytest.mark.parametrize(
    "path",
    [PROVINCE, f"{PROVINCE}?wall=1", f"{PROVINCE}so-sanh/", f"{PROVINCE}bien-dong/", DISTRICT, COMMUNE],
)
def test_on_a_telephone_nothing_scrolls_sideways(page: Page, site: Site, path: str):
    sign_in(page, site, LEADER)
    page.set_viewport_size(PHONE)
    answer = page.goto(site.url + path)

    assert answer
    assert answer.status == 200
    assert page.evaluate(WIDER_THAN_THE_SCREEN) <= 0


def test_the_province_prints_on_two_sheets_in_any_target(page: Page, site: Site):
    sign_in(page, site, LEADER)
    for query in ("", "?target=LLCT-TC", "?as_of=2012-06-30", "?show=people"):
        page.goto(f"{site.url}{PROVINCE}{query}")
        sheets = page.pdf(prefer_css_page_size=True, print_background=True)

        assert len(re.findall(rb"/Type\s*/Page\b(?!s)", sheets)) == 2, query
        assert b"/MediaBox [0 0 841.9" in sheets


def test_on_a_wall_there_are_larger_letters_and_no_buttons(page: Page, site: Site):
    sign_in(page, site, LEADER)
    page.goto(site.url + PROVINCE)
    size = "getComputedStyle(document.querySelector('.bul th[scope=row]')).fontSize"
    before = float(page.evaluate(size).removesuffix("px"))
    page.get_by_role("link", name="Máy chiếu").click()

    assert float(page.evaluate(size).removesuffix("px")) >= 1.4 * before
    assert page.locator("main .btn:visible, main button:visible").count() == 0
    page.locator(".tile").first.click()
    assert "wall=1" in page.url
    page.get_by_role("link", name="Thoát chế độ máy chiếu").click()
    assert "wall" not in page.url


def test_without_javascript_the_map_changes_its_target_and_nothing_is_a_dead_button(
    page_without_js: Page, site: Site
):
    page = page_without_js
    sign_in(page, site, LEADER)
    page.goto(site.url + PROVINCE)
    page.locator("select#target").select_option("QP")
    page.locator(".pick-target button").click()

    assert page.locator("#ban-do header p").inner_text().startswith("Bồi dưỡng QP-AN")
    assert not page.locator("[data-print], [data-copy]").locator("visible=true").count()
    page.get_by_text("Chép tóm tắt").click()
    assert len(page.locator("#summary").input_value().strip().splitlines()) == 5


def test_with_javascript_the_summary_is_copied_and_the_page_can_be_printed(page: Page, site: Site):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    sign_in(page, site, LEADER)
    page.goto(site.url + DISTRICT)
    page.get_by_text("Chép tóm tắt").click()
    page.get_by_role("button", name="Chép", exact=True).click()
    page.get_by_role("button", name="Đã chép").wait_for()

    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#summary").input_value().strip()
    assert page.get_by_role("button", name="In", exact=True).is_visible()


def test_a_bar_of_the_waterfall_opens_its_list(page_without_js: Page, site: Site):
    page = page_without_js
    sign_in(page, site, LEADER)
    page.goto(f"{site.url}/tong-quan/bien-dong/?unit=04&target=LLCT-TC&from=2011-12-31&to=2013-12-31")
    bar = page.locator(".falls a.whole[href='#graduated']")
    size = number_in(bar.get_attribute("aria-label") or "")
    bar.click()

    rows = page.locator("#graduated tbody tr")
    assert rows.count() == size > 100
    assert rows.first.is_visible()


@pytest.mark.parametrize("path", [PROVINCE, DISTRICT, COMMUNE])
def test_a_sample_of_numbers_opens_lists_of_their_length(page: Page, site: Site, path: str):
    sign_in(page, site, STAFF)
    page.goto(f"{site.url}{path}?show=people")
    links = page.locator("main a[href*='/nguon-so/']").all()
    told = [(link.get_attribute("href") or "", link.inner_text()) for link in links]
    numbered = [(address, words) for address, words in told if re.search(r"^\D{0,14}\d", words)]

    assert len(numbered) > 20
    for address, words in numbered[:: max(len(numbered) // 12, 1)]:
        page.goto(site.url + address)
        assert number_in(page.locator("h1").inner_text()) == number_in(words), address
