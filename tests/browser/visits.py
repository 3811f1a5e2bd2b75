"""What the browser tests do again and again: sign in, read a number, upload a file."""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from playwright.sync_api import Locator, Page

from demo.password import DEMONSTRATION_PASSWORD
from tests.browser.site import Site

CLERK, STAFF, ADMINISTRATOR, LEADER, AUDITOR = "baolac", "tinh", "quantri", "lanhdao", "kiemtra"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def sign_in(page: Page, site: Site, username: str, password: str = DEMONSTRATION_PASSWORD) -> None:
    """Through the form, as a person does."""
    page.goto(f"{site.url}/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu").fill(password)
    page.get_by_role("button", name="Đăng nhập").click()
    assert "/dang-nhap/" not in page.url.removesuffix("ma-xac-thuc/"), page.locator("main").inner_text()


def number_in(text: str) -> int:
    """The first whole number of a text written the Vietnamese way: "3.603 người" is 3603."""
    found = re.search(r"\d{1,3}(?:\.\d{3})+|\d+", text)
    assert found, f"Không có số nào trong: {text}"
    return int(found[0].replace(".", ""))


def pair_in(text: str) -> tuple[int, int]:
    """Count and base of "6/18"."""
    found = re.search(r"([\d.]+)\s*/\s*([\d.]+)", text)
    assert found, f"Không có n/N trong: {text}"
    return int(found[1].replace(".", "")), int(found[2].replace(".", ""))


def row_of(page: Page, words: str) -> Locator:
    """The row of a table whose heading holds the words."""
    return page.locator("tr").filter(has=page.locator("th[scope=row]", has_text=words)).first


def downloaded(page: Page, link: Locator) -> Workbook:
    """The workbook behind a link."""
    with TemporaryDirectory() as folder, page.expect_download() as waiting:
        link.click()
        path = Path(folder) / "tep.xlsx"
        waiting.value.save_as(path)
        return load_workbook(path)


def upload(page: Page, site: Site, path: Path, as_of: str = "31/12/2013") -> None:
    """Sends a workbook to the page of imports and stands on the page of its errors."""
    page.goto(f"{site.url}/nhap-tep/")
    page.locator("input[type=file]").set_input_files(path)
    page.locator("[name=as_of]").fill(as_of)
    page.get_by_role("button", name="Kiểm tra tệp").click()
    assert page.get_by_role("heading", level=1).inner_text() == "Kiểm tra tệp nhập"


def heading_row(sheet: Worksheet, heading: str = "Họ và tên") -> tuple[int, dict[str, int]]:
    """Row of the headings and the columns by heading, found by content."""
    for row in sheet.iter_rows():
        columns = {str(cell.value): cell.column for cell in row if cell.value is not None}
        if heading in columns:
            return row[0].row, columns
    raise AssertionError(f"Không có dòng tiêu đề với cột {heading}")
