"""A select of units is found by typing, marks aside; without JavaScript it is a plain select in groups."""

from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import new_context
from tests.browser.site import Site
from tests.browser.visits import STAFF, sign_in

LIST = "/ho-so/?as_of=2013-12-31"
HONG_AN = "01348"


def test_a_unit_is_found_by_typing_without_marks(page: Page, site: Site):
    sign_in(page, site, STAFF)
    page.goto(site.url + LIST)
    units = page.locator("select[name=unit]")
    box = page.get_by_label("Gõ để tìm")

    box.press_sequentially("hong an")
    expect(units).to_have_value(HONG_AN)
    box.fill("không có xã này")
    expect(units).to_have_value("")
    box.fill("hong an")
    box.press("Enter")
    expect(units).to_be_focused()
    page.get_by_role("button", name="Lọc").click()

    assert f"unit={HONG_AN}" in page.url
    assert "Hồng An" in page.locator("main").inner_text()


def test_without_javascript_it_is_a_plain_select_grouped_by_district(browser: Browser, site: Site):
    context = new_context(browser, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, site, STAFF)
    page.goto(site.url + LIST)

    group = page.locator("select[name=unit] optgroup[label='Huyện Bảo Lạc'] option")
    assert group.count() == 18
    assert page.locator("input[type=search]").count() == 0
    page.locator("select[name=unit]").select_option(HONG_AN)
    context.close()
