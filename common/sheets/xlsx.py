"""Writes a table as a workbook: real numbers and dates, A4 landscape, memory independent of its length."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from common.dates import FIRST_YEAR, LAST_YEAR, PartialDate, Precision, format_day
from common.sheets.tables import Column, Kind, Table
from common.text.folding import clean_for_export, nfc

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LAST_SHEET_ROW = 1_048_576

CellWriter = Callable[[int, int, Any], None]

_FONT = {"font_name": "Times New Roman", "font_size": 12}
_CELL = {"border": 1, "valign": "top"}
_A4 = 9
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_NOT_IN_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
_DAY_FORMAT = "dd/mm/yyyy"
_NUMBER_FORMATS = {
    Kind.INTEGER: "#,##0",
    Kind.DECIMAL: "#,##0.0##",
    Kind.DATE: _DAY_FORMAT,
    Kind.PARTIAL: _DAY_FORMAT,
}


class TooManyRowsError(Exception):
    """The table is longer than a sheet; `str()` is a Vietnamese sentence for the user."""

    def __str__(self) -> str:
        return "Danh sách dài hơn một trang tính Excel. Chưa ghi tệp nào; lọc bớt rồi xuất lại."


def write_workbook(
    file: "SupportsWrite[bytes]", table: Table, *, head: Sequence[str] = (), sheet: str = "Danh sách"
) -> int:
    """Write the table below its title and the lines of `head`; return the number of rows.

    Rows are streamed. Text never becomes a formula, a link or a number; unsafe characters are replaced.
    If a row fails nothing is written to `file`.
    """
    with TemporaryDirectory() as folder:
        path = Path(folder) / "workbook.xlsx"
        options = {"constant_memory": True, "tmpdir": folder, "default_format_properties": _FONT}
        with xlsxwriter.Workbook(path, options) as workbook:
            worksheet = workbook.add_worksheet(sheet_name(sheet))
            heading_row = _write_head(workbook, worksheet, table, head)
            _set_up_page(worksheet, heading_row)
            count = _write_rows(workbook, worksheet, table, heading_row + 1)
            workbook.set_properties({"title": clean_for_export(table.title)})
        with path.open("rb") as finished:
            copyfileobj(finished, file)
    return count


def sheet_name(text: str) -> str:
    """Return a name that Excel accepts: at most 31 characters, none of []:*?/\\, no apostrophe at an end."""
    name = nfc(_NOT_IN_SHEET_NAME.sub(" ", clean_for_export(text)))[:31].strip("' ")
    return name if name and name.lower() != "history" else "Danh sách"


def _write_head(
    workbook: xlsxwriter.Workbook, worksheet: Worksheet, table: Table, head: Sequence[str]
) -> int:
    """Write title, head lines and column headings; return the row of the headings."""
    worksheet.write_string(
        0, 0, clean_for_export(table.title), workbook.add_format({"bold": True, "font_size": 14})
    )
    for row, line in enumerate(head, start=1):
        worksheet.write_string(row, 0, clean_for_export(line))
    heading_row = len(head) + 2
    heading = workbook.add_format(
        {
            "bold": True,
            "border": 1,
            "text_wrap": True,
            "align": "center",
            "valign": "vcenter",
            "bg_color": "#E8EDF2",
        }
    )
    for index, column in enumerate(table.columns):
        worksheet.set_column(index, index, column.width)
        worksheet.write_string(heading_row, index, clean_for_export(column.title), heading)
    return heading_row


def _set_up_page(worksheet: Worksheet, heading_row: int) -> None:
    worksheet.freeze_panes(heading_row + 1, 0)
    worksheet.repeat_rows(heading_row)
    worksheet.set_paper(_A4)
    worksheet.set_landscape()
    worksheet.fit_to_pages(1, 0)
    worksheet.set_margins(left=0.5, right=0.4, top=0.6, bottom=0.6)
    worksheet.set_footer("&L&A&RTrang &P/&N")


def _write_rows(workbook: xlsxwriter.Workbook, worksheet: Worksheet, table: Table, first_row: int) -> int:
    writers = [_cell_writer(workbook, worksheet, column) for column in table.columns]
    count = 0
    for count, values in enumerate(table.rows, start=1):
        row = first_row + count - 1
        if row >= LAST_SHEET_ROW:
            raise TooManyRowsError
        for index, (write, value) in enumerate(zip(writers, values, strict=True)):
            write(row, index, value)
    return count


def _cell_writer(workbook: xlsxwriter.Workbook, worksheet: Worksheet, column: Column) -> CellWriter:
    """Return the function that writes one value of the column."""
    text_format = workbook.add_format({**_CELL, "text_wrap": True})
    quoted_format = workbook.add_format({**_CELL, "text_wrap": True, "quote_prefix": True})
    number_format = workbook.add_format({**_CELL, "num_format": _NUMBER_FORMATS.get(column.kind, "General")})

    def write_text(row: int, index: int, value: Any) -> None:
        if value is None or value == "":
            worksheet.write_blank(row, index, None, text_format)
            return
        text = clean_for_export(str(value))
        quoted = text.startswith(_FORMULA_SIGNS)
        worksheet.write_string(row, index, text, quoted_format if quoted else text_format)

    def write_number(row: int, index: int, value: Any) -> None:
        if value is None or isinstance(value, str):
            write_text(row, index, value)
        else:
            worksheet.write_number(row, index, value, number_format)

    def write_date(row: int, index: int, value: Any) -> None:
        day = value.day if isinstance(value, PartialDate) and value.precision is Precision.DAY else value
        if isinstance(day, date) and FIRST_YEAR < day.year <= LAST_YEAR:
            worksheet.write_datetime(row, index, day, number_format)
        else:
            write_text(row, index, format_day(day) if isinstance(day, date) else day)

    if column.kind is Kind.TEXT:
        return write_text
    return write_number if column.kind in (Kind.INTEGER, Kind.DECIMAL) else write_date
