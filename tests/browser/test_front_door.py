"""The first thing anybody sees: the sign-in page, with and without JavaScript."""

import pytest
from playwright.sync_api import Page

from tests.browser.site import Site


@pytest.mark.parametrize("kind", ["page", "page_without_js"])
def test_a_stranger_is_led_to_the_sign_in_page(kind: str, request: pytest.FixtureRequest, site: Site):
    page: Page = request.getfixturevalue(kind)

    page.goto(f"{site.url}/")

    assert page.url.startswith(f"{site.url}/dang-nhap/")
    assert page.locator("html").get_attribute("lang") == "vi"
    assert page.locator("input[type=password]").is_visible()


def test_the_style_sheet_is_really_applied(page: Page, site: Site):
    with page.expect_response(lambda response: response.url.endswith(".css")) as sheet:
        page.goto(f"{site.url}/dang-nhap/")

    assert sheet.value.status == 200


def test_an_inline_script_is_refused_by_the_browser(browser, site: Site):
    planted = browser.new_page()
    planted.goto(f"{site.url}/dang-nhap/")

    planted.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.planted = 1';"
        " document.body.append(s) }"
    )

    assert planted.evaluate("() => window.planted") is None
    planted.close()
