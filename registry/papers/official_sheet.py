"""Parts of an official form as a sheet: lines across it, merged headings, bordered rows, who signs, the page.

Made with openpyxl: xlsxwriter, which writes the long lists, loses merged headings in constant memory.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Literal

from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

Place = Literal["left", "center", "right"]
_FONT = "Times New Roman"
_THIN = Side(style="thin")
_EDGES = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LEFT = Alignment(vertical="center", wrap_text=True)


def put_text(
    sheet: Worksheet, row: int, column: int, text: str, *, bold: bool = False, size: int = 11
) -> None:
    cell = sheet.cell(row, column, text)
    cell.font = Font(name=_FONT, size=size, bold=bold)
    cell.alignment = _LEFT


def put_line(
    sheet: Worksheet,
    row: int,
    width: int,
    text: str,
    *,
    bold: bool = False,
    size: int = 11,
    place: Place | None = None,
) -> None:
    """A text across the whole form; one without a place wraps."""
    put_text(sheet, row, 1, text, bold=bold, size=size)
    merge(sheet, 1, width, row, row)
    if place:
        sheet.cell(row, 1).alignment = Alignment(horizontal=place)


def put_heading(
    sheet: Worksheet, text: object, first: int, last: int, top: int, bottom: int, *, is_number: bool = False
) -> None:
    """A heading over columns and rows; the numbers of the columns below the headings are in italics."""
    for row in range(top, bottom + 1):
        for column in range(first, last + 1):
            sheet.cell(row, column).border = _EDGES
    cell = sheet.cell(top, first, text)
    cell.font = Font(name=_FONT, size=11, bold=not is_number, italic=is_number)
    cell.alignment = _CENTRE
    merge(sheet, first, last, top, bottom)


def put_row(
    sheet: Worksheet, row: int, values: Sequence[object], *, names: Collection[int], bold: bool = False
) -> None:
    """A bordered row; figures stand in the middle, the columns of names begin on the left."""
    for column, value in enumerate(values, start=1):
        cell = sheet.cell(row, column, value)
        cell.font = Font(name=_FONT, size=11, bold=bold)
        cell.border = _EDGES
        cell.alignment = _LEFT if column in names else _CENTRE
        cell.number_format = "#,##0"


def merge(sheet: Worksheet, first: int, last: int, top: int, bottom: int) -> None:
    """Makes one cell of columns and rows; a single cell stays as it is."""
    if (first, top) != (last, bottom):
        sheet.merge_cells(start_row=top, end_row=bottom, start_column=first, end_column=last)


def put_signatures(sheet: Worksheet, row: int, width: int) -> None:
    for column, text in ((2, "Người lập biểu"), (width - 5, "Thủ trưởng")):
        put_text(sheet, row, column, text, bold=True)


def set_page(sheet: Worksheet, widths: Mapping[int, float], width: int, *, usual: float) -> None:
    """A3 across, as many pages down as it takes."""
    for column in range(1, width + 1):
        sheet.column_dimensions[get_column_letter(column)].width = widths.get(column, usual)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A3
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
