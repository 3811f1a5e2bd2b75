"""What the first look at a page costs: bytes, requests, hosts. The wait is in `test_first_paint.py`."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.conftest import new_context
from tests.browser.site import Site
from tests.browser.visits import STAFF, sign_in

MOST_BYTES, MOST_REQUESTS = 60 * 1024, 5
PAGE_BYTES, STYLE_BYTES, SCRIPT_BYTES = 40 * 1024, 10 * 1024, 30 * 1024
PLACES = ("/tong-quan/", "/tong-quan/huyen/043/", "/ho-so/")


@pytest.fixture
def signed_in(browser: Browser, site: Site) -> Iterator[BrowserContext]:
    """An account that is signed in, in a browser that has seen no page yet."""
    first = new_context(browser, java_script_enabled=True)
    sign_in(first.new_page(), site, STAFF)
    context = browser.new_context(
        storage_state=first.storage_state(), viewport={"width": 1366, "height": 768}
    )
    first.close()
    yield context
    context.close()


def cold_load(context: BrowserContext, address: str) -> tuple[Page, dict[str, int]]:
    """The page, and the bytes of each answer as they came over the line."""
    page = context.new_page()
    line = context.new_cdp_session(page)
    addresses: dict[str, str] = {}
    sizes: dict[str, int] = {}
    line.on(
        "Network.responseReceived",
        lambda event: addresses.update({event["requestId"]: event["response"]["url"]}),
    )
    line.on(
        "Network.loadingFinished",
        lambda event: sizes.update({addresses[event["requestId"]]: round(event["encodedDataLength"])}),
    )
    line.send("Network.enable")
    line.send("Network.setCacheDisabled", {"cacheDisabled": True})
    page.goto(address, wait_until="networkidle")
    return page, sizes


@pytest.mark.parametrize("place", PLACES)
def test_a_first_load_is_small_and_stays_at_home(place: str, signed_in: BrowserContext, site: Site):
    asked: list[str] = []
    signed_in.on("request", lambda request: asked.append(request.url))

    _page, sizes = cold_load(signed_in, f"{site.url}{place}")

    print(f"\n{place}: {sum(sizes.values())} bytes in {len(asked)} requests: {sizes}")
    assert {urlsplit(each).netloc for each in asked} == {urlsplit(site.url).netloc}
    assert len(asked) <= MOST_REQUESTS
    assert sum(sizes.values()) <= MOST_BYTES
    assert max(size for address, size in sizes.items() if urlsplit(address).path == place) <= PAGE_BYTES
    assert sum(size for address, size in sizes.items() if address.endswith(".css")) <= STYLE_BYTES
    assert sum(size for address, size in sizes.items() if address.endswith(".js")) <= SCRIPT_BYTES


def test_the_policy_lets_nothing_inline_or_foreign_through(page: Page, site: Site):
    """The fixture fails on any refusal in the console; here the header itself."""
    sign_in(page, site, STAFF)

    answer = page.goto(f"{site.url}/tong-quan/")

    policy = answer.headers["content-security-policy"] if answer else ""
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert page.locator("[style], style, script:not([src])").count() == 0
