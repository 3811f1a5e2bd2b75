"""Writes the yearly result form: its head, its merged headings, its rows and its foot."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from common.dates import format_day
from common.numbers import format_decimal
from registry.papers.official_sheet import (
    Place,
    merge,
    put_heading,
    put_line,
    put_row,
    put_signatures,
    set_page,
)
from registry.units.names import UnitNames
from training.enums import BudgetLevel
from training.papers.result_form import FIGURES, GROUPS, ROWS, ResultForm

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

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
        figures = form.row(kinds) or [0] * FIGURES
        values = [each or None for each in (number, name, part, *figures)]
        put_row(sheet, row, values, names=(2, 3), bold=name == "Tổng số")
        row += 1
    _merge_names(sheet)
    _foot(sheet, row + 1, form)
    set_page(sheet, {1: 5, 2: 24, 3: 24}, LAST_COLUMN, usual=8.5)
    sheet.row_dimensions[HEAD_ROW + 1].height = 75
    sheet.freeze_panes = sheet.cell(NUMBER_ROW + 1, FIRST_FIGURE)
    book.save(file)


def _head(sheet: Worksheet, form: ResultForm) -> None:
    version = UnitNames.on(form.day, [form.province.pk]).of(form.province.pk)
    title = "TỔNG HỢP KẾT QUẢ ĐÀO TẠO, BỒI DƯỠNG CÁN BỘ, CÔNG CHỨC TRONG NƯỚC"
    lines: tuple[tuple[int, str, int, Place], ...] = (
        (1, "Mẫu số 1", 12, "left"),
        (2, title, 14, "center"),
        (3, f"Năm {form.day.year} (tính đến ngày {format_day(form.day)})", 12, "center"),
        (4, f"Đơn vị báo cáo: {version.full_name}", 12, "left"),
        (5, "Đơn vị tính: lượt người", 12, "right"),
    )
    for row, text, size, place in lines:
        put_line(sheet, row, LAST_COLUMN, text, bold=row in (1, 2), size=size, place=place)


def _headings(sheet: Worksheet) -> None:
    put_heading(sheet, "TT", 1, 1, HEAD_ROW, HEAD_ROW + 1)
    put_heading(sheet, "Đối tượng", 2, 3, HEAD_ROW, HEAD_ROW + 1)
    column = FIRST_FIGURE
    for group, names in GROUPS:
        last = column + len(names) - 1
        if not group:
            put_heading(sheet, names[0], column, column, HEAD_ROW, HEAD_ROW + 1)
        else:
            put_heading(sheet, group, column, last, HEAD_ROW, HEAD_ROW)
            for place, name in enumerate(names):
                put_heading(sheet, name, column + place, column + place, HEAD_ROW + 1, HEAD_ROW + 1)
        column = last + 1
    put_heading(sheet, "A", 1, 1, NUMBER_ROW, NUMBER_ROW, is_number=True)
    put_heading(sheet, "B", 2, 3, NUMBER_ROW, NUMBER_ROW, is_number=True)
    for number, column in enumerate(range(FIRST_FIGURE, LAST_COLUMN + 1), start=1):
        put_heading(sheet, number, column, column, NUMBER_ROW, NUMBER_ROW, is_number=True)


def _merge_names(sheet: Worksheet) -> None:
    """A name spans its parts, or both columns of names where it has none."""
    starts = [place for place, each in enumerate(ROWS) if each[1]]
    for start, end in zip(starts, [*starts[1:], len(ROWS)], strict=True):
        first, last = NUMBER_ROW + 1 + start, NUMBER_ROW + end
        if not ROWS[start][2]:
            merge(sheet, 2, 3, first, first)
        else:
            for column in (1, 2):
                merge(sheet, column, column, first, last)


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
    put_line(sheet, row, LAST_COLUMN, money)
    put_line(sheet, row + 1, LAST_COLUMN, _NOTE)
    put_signatures(sheet, row + 3, LAST_COLUMN)


def _millions(amount_vnd: int) -> str:
    return format_decimal(Decimal(amount_vnd) / _MILLION, 1)
