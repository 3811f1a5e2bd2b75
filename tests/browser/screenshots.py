"""`make screenshots`: starts the demonstration province and writes docs/screenshots/*.png.

The pictures of the README are made by this script and by nothing else, so they can be made again after any
change. Everybody in them is invented.
"""

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from tests.browser.books import newcomer, save_list
from tests.browser.conftest import ARGUMENTS, CHROMIUM
from tests.browser.site import ROOT, Site, manage, serve
from tests.browser.small_png import shrink
from tests.browser.visits import CLERK, STAFF, sign_in, upload

FOLDER = ROOT / "docs" / "screenshots"
DESK, PHONE = (1366, 768), (390, 844)
MOST_BYTES_EACH, MOST_BYTES_TOGETHER = 200 * 1024, 1_500 * 1024
FAULTS = (
    {"Ngày sinh": "31/02/1985"},
    {"Mã xã": "01267"},
    {"Chuyên môn": "Khá", "Ngày giữ chức danh": "01/12/2031"},
    {"Giới tính": "", "Dân tộc": "Tầy Nùng"},
)


@dataclass(frozen=True)
class Shot:
    """One picture: who looks at which address in a window of which size."""

    name: str
    path: str
    username: str = STAFF
    size: tuple[int, int] = DESK


SHOTS = (
    Shot("tong-quan-1366", "/tong-quan/"),
    Shot("tong-quan-390", "/tong-quan/", size=PHONE),
    Shot("huyen-1366", "/tong-quan/huyen/043/"),
    Shot("huyen-390", "/tong-quan/huyen/043/", CLERK, PHONE),
    Shot("xa-1366", "/tong-quan/xa/01333/", CLERK),
    Shot("danh-sach-1366", "/ho-so/?unit=043&lacking=informatics", STAFF),
    Shot("danh-sach-390", "/ho-so/?unit=01333", CLERK, PHONE),
    Shot("bien-dong-1366", "/tong-quan/bien-dong/?unit=043&target=TH&from=2012-12-31&to=2013-12-31"),
    Shot("doi-chieu-1366", "/tong-quan/doi-chieu/"),
)


def main() -> int:
    os.environ["DEMONSTRATION"] = "true"  # the strip that says so
    FOLDER.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        database = Path(folder) / "demo.sqlite3"
        for words in (("migrate", "--verbosity", "0"), ("load_reference",), ("load_demo",)):
            manage(database, *words)
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        with serve(database) as site:
            pictures = [path for shot in SHOTS for path in take(chromium, site, shot)]
            pictures += [*card(chromium, site), *import_errors(chromium, site, Path(folder))]
        chromium.close()
    return judge(pictures)


def take(chromium: Browser, site: Site, shot: Shot) -> Iterator[Path]:
    page = open_page(chromium, site, shot.username, shot.size)
    page.goto(f"{site.url}{shot.path}")
    yield save(page, shot.name)


def card(chromium: Browser, site: Site) -> Iterator[Path]:
    """The first person of the list of a commune."""
    page = open_page(chromium, site, CLERK, DESK)
    page.goto(f"{site.url}/ho-so/?unit=01333&lacking=informatics")
    page.locator("main tbody tr a").first.click()
    yield save(page, "ho-so-1366")


def import_errors(chromium: Browser, site: Site, folder: Path) -> Iterator[Path]:
    page = open_page(chromium, site, CLERK, DESK)
    rows = [newcomer(number, **faults) for number, faults in enumerate(FAULTS, start=1)]
    upload(page, site, save_list(folder / "Danh sách Bảo Lạc.xlsx", rows))
    yield save(page, "nhap-tep-1366")


def open_page(chromium: Browser, site: Site, username: str, size: tuple[int, int]) -> Page:
    viewport = ViewportSize(width=size[0], height=size[1])
    page = chromium.new_context(viewport=viewport, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh").new_page()
    sign_in(page, site, username)
    return page


def save(page: Page, name: str) -> Path:
    path = FOLDER / f"{name}.png"
    page.screenshot(path=path, animations="disabled")
    page.context.close()
    shrink(path)
    return path


def judge(pictures: list[Path]) -> int:
    """Prints the sizes; 1 when a picture is too heavy for a repository."""
    sizes = {path.name: path.stat().st_size for path in pictures}
    for name, size in sizes.items():
        print(f"{name:<24}{size / 1024:>7.0f} KB")
    too_large = [name for name, size in sizes.items() if size > MOST_BYTES_EACH]
    print(f"{sum(sizes.values()) / 1024:.0f} KB in {len(sizes)} pictures; too large: {too_large or 'none'}")
    return int(bool(too_large) or sum(sizes.values()) > MOST_BYTES_TOGETHER)


if __name__ == "__main__":
    sys.exit(main())
