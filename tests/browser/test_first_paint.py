"""How soon an office on a slow line sees the dashboard for the first time.

Two kinds of ceilings. What can be counted is held tightly: bytes and round trips before the first paint, and
the seconds that these alone cost on the line. What a clock says depends on the machine that measures, so the
median of a few loads is printed (`-s` shows it) beside that of the sign-in page, which has the same style and
nothing on it. The ceiling is generous and moves with the sign-in page: a busy machine slows both.
"""

import os
from dataclasses import dataclass, field
from statistics import median
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, CDPSession, StorageState

from tests.browser.conftest import DESK, new_context
from tests.browser.site import Site
from tests.browser.visits import STAFF, sign_in

BYTES_A_SECOND, DELAY_SECONDS, SLOWER = 32_000, 0.4, 4  # 256 kbit/s, 400 ms, a processor of an old office
LOADS = 3
GOAL_SECONDS, MOST_TIMES_THE_SIGN_IN = 2.5, 3.0
# The page itself and then the style sheet, which the page names in its head.
MOST_ROUND_TRIPS, MOST_LINE_SECONDS = 2, 1.7
FIRST_PAINT = """() => new Promise(resolve => {
    const found = () => performance.getEntriesByName('first-contentful-paint')[0];
    const tell = () => resolve({
        painted: found().startTime / 1000,
        answered: performance.getEntriesByType('navigation')[0].responseStart / 1000,
        redirects: performance.getEntriesByType('navigation')[0].redirectCount,
        blocking: performance.getEntriesByType('resource')
            .filter(each => each.renderBlockingStatus === 'blocking')
            .map(each => new URL(each.name).pathname),
    });
    if (found()) { tell(); return; }
    new PerformanceObserver(() => found() && tell()).observe({type: 'paint', buffered: true});
})"""


@dataclass
class Load:
    """One cold load: what came over the line, and what the browser says of it."""

    told: dict = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)

    @property
    def blocking(self) -> list[str]:
        """Files without which the browser paints nothing."""
        return self.told["blocking"]

    @property
    def line_seconds(self) -> float:
        """What the line alone costs: a delay for each step, and the bytes of all that competes for it."""
        before_paint = sum(size for path, size in self.sizes.items() if not path.endswith(".svg"))
        return DELAY_SECONDS * (1 + bool(self.blocking)) + before_paint / BYTES_A_SECOND


@pytest.fixture
def session(browser: Browser, site: Site) -> StorageState:
    """Cookies of an account; the server has its code in memory."""
    context = new_context(browser, java_script_enabled=True)
    page = context.new_page()
    sign_in(page, site, STAFF)
    page.goto(f"{site.url}/tong-quan/")
    state = context.storage_state()
    context.close()
    return state


def cold_load(browser: Browser, address: str, state: StorageState | None) -> Load:
    """In a browser that has seen nothing yet, on the slow line."""
    context = browser.new_context(storage_state=state, viewport=DESK)
    page = context.new_page()
    load = Load()
    line = context.new_cdp_session(page)
    slow_down(line)
    watch(line, load)
    page.goto(address, wait_until="load")
    load.told = page.evaluate(FIRST_PAINT)
    context.close()
    return load


def slow_down(line: CDPSession) -> None:
    speed = {"downloadThroughput": BYTES_A_SECOND, "uploadThroughput": BYTES_A_SECOND}
    line.send("Network.enable")
    line.send("Network.setCacheDisabled", {"cacheDisabled": True})
    line.send(
        "Network.emulateNetworkConditions", {"offline": False, "latency": DELAY_SECONDS * 1000, **speed}
    )
    line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})


def watch(line: CDPSession, load: Load) -> None:
    paths: dict[str, str] = {}

    def asked(event: dict) -> None:
        paths[event["requestId"]] = urlsplit(event["request"]["url"]).path

    line.on("Network.requestWillBeSent", asked)
    line.on(
        "Network.loadingFinished",
        lambda event: load.sizes.update({paths[event["requestId"]]: round(event["encodedDataLength"])}),
    )


@pytest.fixture
def dashboard(browser: Browser, site: Site, session: StorageState) -> Load:
    return cold_load(browser, f"{site.url}/tong-quan/", session)


def test_only_the_page_and_its_style_stand_before_the_first_paint(dashboard: Load):
    assert dashboard.told["redirects"] == 0
    assert [path.rpartition("/")[2] for path in dashboard.blocking] == ["app.css"]
    assert 1 + len(dashboard.blocking) <= MOST_ROUND_TRIPS


def test_the_line_alone_leaves_time_for_the_server_and_the_browser(dashboard: Load):
    print(f"\non the line: {dashboard.line_seconds:.2f} s of {GOAL_SECONDS} s, {dashboard.sizes}")
    assert set(dashboard.sizes) >= {"/tong-quan/", *dashboard.blocking}
    assert dashboard.line_seconds <= MOST_LINE_SECONDS


def test_the_first_paint_comes_soon(browser: Browser, site: Site, session: StorageState):
    pages = {"/tong-quan/": session, "/dang-nhap/": None}
    seen: dict[str, list[Load]] = {path: [] for path in pages}
    for _ in range(LOADS):  # in turns, so that both meet the same machine
        for path, state in pages.items():
            seen[path].append(cold_load(browser, f"{site.url}{path}", state))

    times = {path: [load.told["painted"] for load in loads] for path, loads in seen.items()}
    painted = {path: median(seconds) for path, seconds in times.items()}
    answered = median(load.told["answered"] for load in seen["/tong-quan/"])

    print(
        f"\nfirst paint, median of {LOADS}: {painted['/tong-quan/']:.2f} s, goal {GOAL_SECONDS} s;"
        f" first byte {answered:.2f} s; sign-in page {painted['/dang-nhap/']:.2f} s;"
        f" load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors"
    )
    ceiling = max(GOAL_SECONDS, MOST_TIMES_THE_SIGN_IN * min(times["/dang-nhap/"]))
    assert min(times["/tong-quan/"]) <= ceiling
