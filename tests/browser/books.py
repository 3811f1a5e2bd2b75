"""Workbooks of the list as a clerk of Bảo Lạc would send them, made with openpyxl."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook

HEADINGS = (
    "STT",
    "Mã xã",
    "Xã, phường, thị trấn",
    "Huyện, thành phố",
    "Họ và tên",
    "Ngày sinh",
    "Giới tính",
    "Dân tộc",
    "Số CMND/CCCD",
    "Chức danh",
    "Ngày giữ chức danh",
    "Trình độ văn hóa",
    "Chuyên môn",
    "Ngày đạt chuyên môn",
)


def newcomer(number: int, **changes: str) -> dict[str, str]:
    """A row of an invented person who is not on record; keys of `changes` are headings."""
    return {
        "STT": str(number),
        "Mã xã": "01330",
        "Xã, phường, thị trấn": "Cô Ba",
        "Huyện, thành phố": "Bảo Lạc",
        "Họ và tên": f"Nông Văn Thử {('Một', 'Hai', 'Ba', 'Bốn')[number - 1]}",
        "Ngày sinh": f"{10 + number}/05/1985",
        "Giới tính": "Nam",
        "Dân tộc": "Tày",
        "Số CMND/CCCD": f"0899900{number:02d}",
        "Chức danh": "Văn phòng - thống kê",
        "Ngày giữ chức danh": "01/12/2013",
        "Trình độ văn hóa": "12/12",
        "Chuyên môn": "Trung cấp",
        "Ngày đạt chuyên môn": "30/06/2008",
    } | changes


def save_list(path: Path, rows: Sequence[Mapping[str, str]]) -> Path:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"] = "DANH SÁCH CÁN BỘ, CÔNG CHỨC CẤP XÃ"
    sheet.append(HEADINGS)
    for row in rows:
        sheet.append([row[heading] for heading in HEADINGS])
    book.save(path)
    return path
