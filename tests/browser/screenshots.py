"""`make screenshots`: the demonstration province in docs/screenshots/ and, as ours-*, in docs/compare/.

The pictures of the README, and those that stand beside the mock-ups, are made by this script and by nothing
else, so they can be made again after any change. Everybody in them is invented.
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
COMPARED = ROOT / "docs" / "compare"
DESK, PHONE, PAPER = (1366, 768), (390, 844), (1047, 740)
MOST_BYTES_EACH, MOST_BYTES_TOGETHER = 220 * 1024, 2_500 * 1024
FAULTS = (
    {"Ngày sinh": "31/02/1985"},
    {"Mã xã": "01267"},
    {"Chuyên môn": "Khá", "Ngày giữ chức danh": "01/12/2031"},
    {"Giới tính": "", "Dân tộc": "Tầy Nùng"},
)


@dataclass(frozen=True)
class Shot:
    """One picture: who looks at which address in a window of which size; the whole page, or as on paper."""

    name: str
    path: str
    username: str = STAFF
    size: tuple[int, int] = DESK
    folder: Path = FOLDER
    is_whole: bool = False
    is_paper: bool = False


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
    Shot("nhu-cau-1366", "/dao-tao/nhu-cau/"),
    Shot("nhu-cau-390", "/dao-tao/nhu-cau/", CLERK, PHONE),
    Shot("can-hoc-1366", "/dao-tao/nhu-cau/danh-sach/?unit=043&criterion=TH", CLERK),
    Shot("lich-lop-1366", "/dao-tao/lich/?year=2013"),
    Shot("lop-hoc-1366", "/dao-tao/lop/DH-2012-01/"),
    Shot("lop-hoc-390", "/dao-tao/lop/DH-2012-01/", size=PHONE),
    Shot("ket-qua-1366", "/dao-tao/lop/DH-2012-01/ket-qua/"),
    Shot("kinh-phi-1366", "/dao-tao/kinh-phi/?year=2013"),
    Shot("viec-can-lam-1366", "/viec-can-lam/"),
    Shot("ours-dashboard-1366", "/tong-quan/", folder=COMPARED, is_whole=True),
    Shot("ours-dashboard-390", "/tong-quan/", size=PHONE, folder=COMPARED, is_whole=True),
    Shot("ours-dashboard-print", "/tong-quan/", size=PAPER, folder=COMPARED, is_whole=True, is_paper=True),
    Shot("ours-dashboard-projector", "/tong-quan/?wall=1", folder=COMPARED),
    Shot("ours-district-1366", "/tong-quan/huyen/043/", folder=COMPARED, is_whole=True),
    Shot("ours-district-390", "/tong-quan/huyen/043/", size=PHONE, folder=COMPARED),
    Shot("ours-cadres-1366", "/ho-so/?lacking=informatics", CLERK, folder=COMPARED),
    Shot("ours-cadres-390", "/ho-so/?lacking=informatics", CLERK, PHONE, COMPARED),
)


def main() -> int:
    os.environ["DEMONSTRATION"] = "true"  # the strip that says so
    for target in (FOLDER, COMPARED):
        target.mkdir(parents=True, exist_ok=True)
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
    if shot.is_paper:
        page.emulate_media(media="print")
    page.goto(f"{site.url}{shot.path}")
    yield save(page, shot.folder / shot.name, is_whole=shot.is_whole)


def card(chromium: Browser, site: Site) -> Iterator[Path]:
    """The first person of the list of a commune."""
    page = open_page(chromium, site, CLERK, DESK)
    page.goto(f"{site.url}/ho-so/?unit=01333&lacking=informatics")
    page.locator("main tbody tr a").first.click()
    yield save(page, FOLDER / "ho-so-1366")


def import_errors(chromium: Browser, site: Site, folder: Path) -> Iterator[Path]:
    page = open_page(chromium, site, CLERK, DESK)
    rows = [newcomer(number, **faults) for number, faults in enumerate(FAULTS, start=1)]
    upload(page, site, save_list(folder / "Danh sách Bảo Lạc.xlsx", rows))
    pictures = {FOLDER / "nhap-tep-1366": DESK, COMPARED / "ours-import-errors-1366": DESK}
    for name, size in (pictures | {COMPARED / "ours-import-errors-390": PHONE}).items():
        page.set_viewport_size(ViewportSize(width=size[0], height=size[1]))
        page.reload()
        yield picture(page, name)
    page.context.close()


def open_page(chromium: Browser, site: Site, username: str, size: tuple[int, int]) -> Page:
    viewport = ViewportSize(width=size[0], height=size[1])
    page = chromium.new_context(viewport=viewport, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh").new_page()
    sign_in(page, site, username)
    return page


def save(page: Page, name: Path, *, is_whole: bool = False) -> Path:
    """The picture of a page that is not needed any more."""
    path = picture(page, name, is_whole=is_whole)
    page.context.close()
    return path


def picture(page: Page, name: Path, *, is_whole: bool = False) -> Path:
    path = name.with_suffix(".png")
    page.screenshot(path=path, animations="disabled", full_page=is_whole)
    shrink(path)
    return path


def judge(pictures: list[Path]) -> int:
    """Prints the sizes; 1 when a picture is too heavy for a repository."""
    sizes = {path.name: path.stat().st_size for path in pictures}
    for name, size in sizes.items():
        print(f"{name:<24}{size / 1024:>7.0f} KB")
    too_large = [name for name, size in sizes.items() if size > MOST_BYTES_EACH]
    print(f"{sum(sizes.values()) / 1024:.0f} KB in {len(sizes)} pictures; too large: {too_large or 'none'}")
    folders = {path.parent for path in pictures}
    heavy = [each.name for each in folders if weight(each) > MOST_BYTES_TOGETHER]
    if heavy:
        print(f"too heavy together: {heavy}")
    return int(bool(too_large or heavy))


def weight(folder: Path) -> int:
    """Bytes of all pictures of a folder, those of the mock-ups too."""
    return sum(path.stat().st_size for path in folder.glob("*.png"))


if __name__ == "__main__":
    sys.exit(main())
