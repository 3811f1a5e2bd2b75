"""Sheets laid out otherwise than the list: some are read all the same, the others named."""

from __future__ import annotations

import io
import unicodedata

from openpyxl import Workbook, load_workbook

from tests.corpus.base import HEADINGS, SHEET, Kind, book_of, bytes_of, edited, member, names, person

TITLE = HEADINGS.index("Chức danh") + 1


def chart_only() -> bytes:
    book = Workbook()
    book.create_chartsheet("Biểu đồ")
    book.remove(book.worksheets[0])
    content = bytes_of(book)
    assert not any(name.startswith("xl/worksheets/") for name in names(content))
    assert any(name.startswith("xl/chartsheets/") for name in names(content))
    return content


def second_sheet() -> bytes:
    book = book_of(person(number) for number in (1, 2, 3))
    cover = book.create_sheet("Bìa", 0)
    cover["A1"] = "DANH SÁCH"
    content = bytes_of(book)
    assert load_workbook(io.BytesIO(content)).sheetnames == ["Bìa", "Danh sách"]
    return content


def hidden_sheet() -> bytes:
    book = book_of(person(number) for number in (1, 2, 3))
    book.create_sheet("Bìa")
    book.active = 1
    book.worksheets[0].sheet_state = "hidden"
    content = bytes_of(book)
    assert load_workbook(io.BytesIO(content)).worksheets[0].sheet_state == "hidden"
    return content


def odd_headings() -> bytes:
    """Misspelt, decomposed, in another order."""
    said = {"Họ và tên": "HỌ  VÀ TÊN:", "Chức danh": unicodedata.normalize("NFD", "chức danh")}
    book = book_of((person(number) for number in (1, 2, 3)), headings=HEADINGS[::-1])
    for cell in book.worksheets[0][1]:
        cell.value = said.get(str(cell.value), cell.value)
    texts = [cell.value for cell in book.worksheets[0][1]]
    assert "chức danh" not in texts
    assert said["Chức danh"] in texts
    assert texts[-1] == "STT"
    return bytes_of(book)


def duplicate_heading() -> bytes:
    book = book_of(person(number) for number in (1, 2, 3))
    book.worksheets[0].cell(1, len(HEADINGS) + 1, "Họ tên")
    content = bytes_of(book)
    assert "<t>Họ tên</t>".encode() in member(content, "xl/sharedStrings.xml")
    return content


def merged() -> bytes:
    book = book_of(person(number) for number in (1, 2, 3))
    sheet = book.worksheets[0]
    sheet.merge_cells(start_row=2, end_row=4, start_column=TITLE, end_column=TITLE)
    content = bytes_of(book)
    assert b"<mergeCell " in member(content, SHEET)
    return content


def hidden_rows() -> bytes:
    book = book_of(person(number) for number in (1, 2, 3))
    book.worksheets[0].row_dimensions[3].hidden = True
    content = bytes_of(book)
    assert b'hidden="1"' in member(content, SHEET)
    return content


def uncomputed() -> bytes:
    book = book_of(person(number) for number in (1, 2, 3))
    book.worksheets[0]["E2"] = "=DATE(1975,3,4)"
    content = bytes_of(book)
    assert b"<f>DATE(1975,3,4)</f><v></v>" in member(content, SHEET).replace(b"<v />", b"<v></v>")
    return content


def broken_reference() -> bytes:
    before = bytes_of(book_of([person(1), person(2), person(3) | {"Hệ số lương": 9.75}]))
    return edited(before, SHEET, b'<c r="P4" t="n"><v>9.75</v>', b'<c r="P4" t="e"><f>A#REF!</f><v>#REF!</v>')


KINDS = (
    Kind("chart sheet only", chart_only, "no_heading"),
    Kind("data on second sheet", second_sheet, rows=3),
    Kind("data on hidden sheet", hidden_sheet, "no_heading"),
    Kind("odd headings", odd_headings, rows=3),
    Kind("duplicate heading", duplicate_heading, "headings"),
    Kind("merged cells", merged, faults=("blank_title", "blank_title"), rows=3),
    Kind("hidden rows", hidden_rows, rows=3),
    Kind("formula without value", uncomputed, faults=("formula_error",), rows=3),
    Kind("broken reference", broken_reference, faults=("formula_error",), rows=3),
)
