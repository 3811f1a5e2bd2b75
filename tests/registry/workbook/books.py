"""Workbooks for tests, made with openpyxl: the list of a district as a clerk would send it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

from django.core.management import call_command
from openpyxl import Workbook

from registry.workbook.contract.columns import COLUMNS
from registry.workbook.reading.sheets import letter

HEADINGS = [column.heading for column in COLUMNS]
LETTERS = {column.heading: letter(index) for index, column in enumerate(COLUMNS)}
SHEET = "Biểu 1"
HEADING_ROW = 4
FIRST_ROW = 5
DAY = date(2013, 12, 31)

Values = Mapping[str, Any]


def workbook_bytes(book: Workbook) -> bytes:
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def list_book(
    rows: Sequence[Values], *, headings: Sequence[str] = HEADINGS, formats: Mapping[str, str] | None = None
) -> Workbook:
    """A list below a title; `formats` are number formats by address."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    sheet["A1"] = "DANH SÁCH CÁN BỘ, CÔNG CHỨC CẤP XÃ"
    sheet["A2"] = "Huyện Bảo Lạc"
    for index, heading in enumerate(headings, start=1):
        sheet.cell(HEADING_ROW, index, heading)
    for number, values in enumerate(rows, start=FIRST_ROW):
        for heading, value in values.items():
            sheet.cell(number, headings.index(heading) + 1, value)
    for address, code in (formats or {}).items():
        sheet[address].number_format = code
    return book


def list_bytes(rows: Sequence[Values], **options: Any) -> bytes:
    return workbook_bytes(list_book(rows, **options))


def person(number: int, **changes: Any) -> dict[str, Any]:
    """A complete row of an invented person of Bảo Lạc; keyword names are keys of columns."""
    values: dict[str, Any] = {
        "number": number,
        "commune_code": "01330",
        "commune": "Cô Ba",
        "district": "Bảo Lạc",
        "full_name": f"{('Nông', 'Hoàng', 'Lý', 'Triệu')[number % 4]} Văn {WORDS[number % len(WORDS)]}",
        "birth": f"{1 + number % 28:02d}/{1 + number % 12:02d}/{1960 + number % 30}",
        "sex": "Nam",
        "ethnic_group": "Tày",
        "religion": "Không",
        "id_number": f"08{number:07d}",
        "title": "Văn phòng - thống kê",
        "started": "01/07/2011",
        "general_education": "12/12",
        "professional": "Trung cấp",
        "specialty": "Hành chính",
        "professional_on": "30/06/2005",
        "political_theory": "Sơ cấp",
        "political_theory_on": "2008",
        "salary": 2.34,
        "insured": "07/2011",
    }
    values |= changes
    return {column.heading: values[column.key] for column in COLUMNS if values.get(column.key) is not None}


GIVEN = "An Bình Cảnh Dũng Đức Giang Hải Khánh Lâm Minh Nam Phúc Quang Sơn Tùng Vinh Xuân Yên"
WORDS = GIVEN.split()


def save(folder: Path, content: bytes, name: str = "danh-sach.xlsx") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def run_import(path: Path, user: str, *options: str) -> tuple[int, dict[str, Any]]:
    """Exit code and JSON of the command."""
    out = StringIO()
    code = 0
    try:
        call_command(
            "import_cadres",
            str(path),
            "--user",
            user,
            "--as-of",
            "2013-12-31",
            *options,
            stdout=out,
            stderr=StringIO(),
        )
    except SystemExit as ending:
        code = int(ending.code or 0)
    return code, json.loads(out.getvalue())
