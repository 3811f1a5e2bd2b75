"""Marks the errors in the user's own workbook, in a process of its own.

Run as a script, never imported by the program: standard library and openpyxl only. One JSON object comes on
standard input: the workbook in base64 (or plain sheets), the errors, the remarks; the new workbook goes to
standard output.
"""

import base64
import io
import json
import resource
import sys
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

AUTHOR = "Chuẩn hóa cán bộ cơ sở"
ERRORS_SHEET, REMARKS_SHEET = "Lỗi", "Lưu ý"
RED = PatternFill("solid", start_color="FFFFC7CE", end_color="FFFFC7CE")
HEADINGS = ("Trang", "Dòng", "Cột", "Giá trị trong tệp", "Lỗi", "Đề xuất")
WIDTHS = (18, 8, 8, 28, 90, 40)


def limit(seconds: int, megabytes: int) -> None:
    memory = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def from_sheets(sheets: list[dict[str, Any]]) -> Workbook:
    """A workbook of plain values, for files that are no .xlsx."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for each in sheets:
        sheet = book.create_sheet(each["name"])
        for number, values in enumerate(each["rows"], start=1):
            for index, value in enumerate(values, start=1):
                if value is not None:
                    put(sheet, number, index, value)
    return book


def put(sheet: Worksheet, row: int, column: int, value: Any) -> None:
    """A value; text stays text, also where it begins like a formula."""
    cell = sheet.cell(row, column)
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
        cell.quotePrefix = value[:1] in "=+-@"


def clear_marks(book: Workbook) -> None:
    """Takes away what an earlier round has marked."""
    for name in (ERRORS_SHEET, REMARKS_SHEET):
        if name in book.sheetnames:
            book.remove(book[name])
    for sheet in book.worksheets:
        for cell in list(sheet._cells.values()):
            if cell.comment is not None and cell.comment.author == AUTHOR:
                cell.comment = None
                cell.fill = PatternFill()


def mark(book: Workbook, errors: list[dict[str, Any]]) -> None:
    """Red cells, each with the sentences about it."""
    by_cell: dict[tuple[str, str], list[str]] = {}
    for error in errors:
        if error["row"] and error["sheet"] in book.sheetnames:
            by_cell.setdefault((error["sheet"], f"{error['column']}{error['row']}"), []).append(
                error["message"]
            )
    for (name, address), messages in by_cell.items():
        sheet = book[name]
        cell = sheet[address]
        if isinstance(cell, MergedCell):
            area = next(area for area in sheet.merged_cells.ranges if address in area)
            cell = sheet.cell(area.min_row, area.min_col)
        cell.fill = RED
        comment = Comment("\n".join(messages), AUTHOR)
        comment.width, comment.height = 320, 60 + 40 * len(messages)
        cell.comment = comment


def list_sheet(book: Workbook, title: str, findings: list[dict[str, Any]]) -> None:
    """One line for each finding, with the address as in Excel."""
    sheet = book.create_sheet(title)
    for index, (heading, width) in enumerate(zip(HEADINGS, WIDTHS, strict=True), start=1):
        put(sheet, 1, index, heading)
        sheet.cell(1, index).font = Font(bold=True)
        sheet.column_dimensions[sheet.cell(1, index).column_letter].width = width
    for number, each in enumerate(findings, start=2):
        line = (each["sheet"], each["row"], each["column"], each["value"], each["message"], each["proposal"])
        for index, value in enumerate(line, start=1):
            put(sheet, number, index, value)
    sheet.freeze_panes = "A2"


def main() -> None:
    limit(int(sys.argv[1]), int(sys.argv[2]))
    task = json.load(sys.stdin)
    if task["content"]:
        book = load_workbook(io.BytesIO(base64.b64decode(task["content"])))
        clear_marks(book)
    else:
        book = from_sheets(task["sheets"])
    mark(book, task["errors"])
    list_sheet(book, ERRORS_SHEET, task["errors"])
    if task["remarks"]:
        list_sheet(book, REMARKS_SHEET, task["remarks"])
    file = io.BytesIO()
    book.save(file)
    sys.stdout.buffer.write(file.getvalue())


if __name__ == "__main__":
    main()
