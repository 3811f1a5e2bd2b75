"""Writes the yearly result form with its merged headings (openpyxl: xlsxwriter loses them)."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from common.dates import format_day
from common.numbers import format_decimal
from registry.units.names import UnitNames
from training.enums import BudgetLevel
from training.papers.result_form import FIGURES, GROUPS, ROWS, ResultForm

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

_FONT = "Times New Roman"
_THIN = Side(style="thin")
_EDGES = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_LEFT = Alignment(vertical="center", wrap_text=True)
HEAD_ROW, NUMBER_ROW = 6, 8
FIRST_FIGURE = 4
LAST_COLUMN = FIRST_FIGURE + FIGURES - 1
_MILLION = 1_000_000
_NOTE = (
    "Dòng 4 (cấp xã) là người giữ chức danh của HĐND, đã tính trong dòng 5; dòng Tổng số cộng dòng 5 và 6."
)


def write_result_form(file: SupportsWrite[bytes], form: ResultForm) -> None:
    """The form of a year on A3 landscape; zero is blank, money in million đồng."""
    book = Workbook()
    sheet: Worksheet = book.active
    sheet.title = "Mẫu số 1"
    _head(sheet, form)
    _headings(sheet)
    row = NUMBER_ROW + 1
    for number, name, part, kinds in ROWS:
        _line(sheet, row, (number, name, part), form.row(kinds), bold=name == "Tổng số")
        row += 1
    _merge_names(sheet)
    _foot(sheet, row + 1, form)
    _page(sheet)
    book.save(file)


def _put(
    sheet: Worksheet, row: int, column: int, value: object, *, bold: bool = False, size: int = 11
) -> None:
    cell = sheet.cell(row, column, value)
    cell.font = Font(name=_FONT, size=size, bold=bold)
    cell.alignment = _LEFT


def _head(sheet: Worksheet, form: ResultForm) -> None:
    version = UnitNames.on(form.day, [form.province.pk]).of(form.province.pk)
    title = "TỔNG HỢP KẾT QUẢ ĐÀO TẠO, BỒI DƯỠNG CÁN BỘ, CÔNG CHỨC TRONG NƯỚC"
    lines = (
        (1, "Mẫu số 1", 12),
        (2, title, 14),
        (3, f"Năm {form.day.year} (tính đến ngày {format_day(form.day)})", 12),
        (4, f"Đơn vị báo cáo: {version.full_name}", 12),
        (5, "Đơn vị tính: lượt người", 12),
    )
    for row, text, size in lines:
        _put(sheet, row, 1, text, bold=row in (1, 2), size=size)
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=LAST_COLUMN)
        place = "center" if row in (2, 3) else "right" if row == 5 else "left"
        sheet.cell(row, 1).alignment = Alignment(horizontal=place)


def _headings(sheet: Worksheet) -> None:
    _heading(sheet, "TT", 1, 1, HEAD_ROW, HEAD_ROW + 1)
    _heading(sheet, "Đối tượng", 2, 3, HEAD_ROW, HEAD_ROW + 1)
    column = FIRST_FIGURE
    for group, names in GROUPS:
        last = column + len(names) - 1
        if not group:
            _heading(sheet, names[0], column, column, HEAD_ROW, HEAD_ROW + 1)
        else:
            _heading(sheet, group, column, last, HEAD_ROW, HEAD_ROW)
            for place, name in enumerate(names):
                _heading(sheet, name, column + place, column + place, HEAD_ROW + 1, HEAD_ROW + 1)
        column = last + 1
    _heading(sheet, "A", 1, 1, NUMBER_ROW, NUMBER_ROW)
    _heading(sheet, "B", 2, 3, NUMBER_ROW, NUMBER_ROW)
    for place in range(FIGURES):
        _heading(sheet, place + 1, FIRST_FIGURE + place, FIRST_FIGURE + place, NUMBER_ROW, NUMBER_ROW)


def _heading(sheet: Worksheet, text: object, first: int, last: int, top: int, bottom: int) -> None:
    for row in range(top, bottom + 1):
        for column in range(first, last + 1):
            sheet.cell(row, column).border = _EDGES
    cell = sheet.cell(top, first, text)
    cell.font = Font(name=_FONT, size=11, bold=top < NUMBER_ROW, italic=top == NUMBER_ROW)
    cell.alignment = _CENTRE
    if (first, top) != (last, bottom):
        sheet.merge_cells(start_row=top, end_row=bottom, start_column=first, end_column=last)


def _line(
    sheet: Worksheet, row: int, names: tuple[str, str, str], figures: list[int] | None, *, bold: bool
) -> None:
    values: list[object] = [each or None for each in names]
    values += [each or None for each in figures] if figures else [None] * FIGURES
    for column, value in enumerate(values, start=1):
        cell = sheet.cell(row, column, value)
        cell.font = Font(name=_FONT, size=11, bold=bold)
        cell.border = _EDGES
        cell.alignment = _LEFT if column in (2, 3) else _CENTRE
        cell.number_format = "#,##0"


def _merge_names(sheet: Worksheet) -> None:
    """A name spans its parts, or both columns of names where it has none."""
    starts = [place for place, each in enumerate(ROWS) if each[1]]
    for start, end in zip(starts, [*starts[1:], len(ROWS)], strict=True):
        first, last = NUMBER_ROW + 1 + start, NUMBER_ROW + end
        if not ROWS[start][2]:
            sheet.merge_cells(start_row=first, end_row=first, start_column=2, end_column=3)
        elif last > first:
            for column in (1, 2):
                sheet.merge_cells(start_row=first, end_row=last, start_column=column, end_column=column)


def _foot(sheet: Worksheet, row: int, form: ResultForm) -> None:
    """Money by whose budget, then who signs."""
    total = _millions(sum(form.spent_vnd.values()))
    parts = "; ".join(
        f"{name}: {_millions(form.spent_vnd[level])}"
        for level, name in (
            (BudgetLevel.CENTRAL, "Ngân sách TW"),
            (BudgetLevel.LOCAL, "Ngân sách ĐP"),
            (BudgetLevel.OTHER, "Nguồn khác"),
        )
    )
    money = f"Kinh phí sử dụng cho công tác ĐT, BD: {total} (ĐVT: triệu đồng). Trong đó: {parts}"
    _put(sheet, row, 1, money)
    _put(sheet, row + 1, 1, _NOTE)
    for line in (row, row + 1):
        sheet.merge_cells(start_row=line, end_row=line, start_column=1, end_column=LAST_COLUMN)
    for column, text in ((2, "Người lập biểu"), (LAST_COLUMN - 5, "Thủ trưởng")):
        _put(sheet, row + 3, column, text, bold=True)


def _millions(amount_vnd: int) -> str:
    return format_decimal(Decimal(amount_vnd) / _MILLION, 1)


def _page(sheet: Worksheet) -> None:
    for column in range(1, LAST_COLUMN + 1):
        sheet.column_dimensions[get_column_letter(column)].width = {1: 5, 2: 24, 3: 24}.get(column, 8.5)
    sheet.row_dimensions[HEAD_ROW + 1].height = 75
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A3
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.freeze_panes = sheet.cell(NUMBER_ROW + 1, FIRST_FIGURE)
