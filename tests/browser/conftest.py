"""A headless Chromium of the system, and sites for it to look at.

`site` is one server over the demonstration province, for tests that only read; `fresh_site` is one over a
copy, for tests that write. `page` fails the test that left an error in the browser's console.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    ViewportSize,
    sync_playwright,
)

from tests.browser.site import Site, copy_of, manage, serve
from tests.demonstration import built_once, shared_folder

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESK = ViewportSize(width=1366, height=768)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if not CHROMIUM.exists():
                item.add_marker(pytest.mark.skip(reason=f"no Chromium at {CHROMIUM}; make check needs it"))


@pytest.fixture(scope="session")
def demo_database(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The demonstration province, loaded once for all processes of the run and never served itself."""
    file = shared_folder(tmp_path_factory, worker_id) / "served.sqlite3"
    return built_once(file, _load)


def _load(database: Path) -> None:
    for words in (("migrate", "--verbosity", "0"), ("load_reference",), ("load_demo",)):
        manage(database, *words)


@pytest.fixture(scope="session")
def site(demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with serve(copy_of(demo_database, tmp_path_factory.mktemp("site"))) as running:
        yield running


@pytest.fixture
def fresh_site(demo_database: Path, tmp_path: Path) -> Iterator[Site]:
    with serve(copy_of(demo_database, tmp_path)) as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright's loop stays in this thread for the rest of the run; other tests may still query.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = new_context(browser, java_script_enabled=True)
    yield from _page_without_console_errors(context)
    context.close()


@pytest.fixture
def page_without_js(browser: Browser) -> Iterator[Page]:
    context = new_context(browser, java_script_enabled=False)
    yield from _page_without_console_errors(context)
    context.close()


def new_context(browser: Browser, *, java_script_enabled: bool) -> BrowserContext:
    return browser.new_context(
        java_script_enabled=java_script_enabled,
        viewport=DESK,
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        accept_downloads=True,
    )


def _page_without_console_errors(context: BrowserContext) -> Iterator[Page]:
    """Refusals of the content security policy appear in the console and nowhere else."""
    errors: list[str] = []

    def note(message: ConsoleMessage) -> None:
        # The browser also reports the status of a page that is meant to be 404 or 403.
        if message.type == "error" and "Failed to load resource" not in message.text:
            errors.append(message.text)

    page = context.new_page()
    page.set_default_timeout(10_000)
    page.on("console", note)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    assert errors == []
