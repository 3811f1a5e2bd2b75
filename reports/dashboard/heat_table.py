"""The table of a unit's page as a workbook: each target as count, base and per cent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from common.numbers import round_half_up
from common.sheets.tables import Column, Kind, Table
from reports.dashboard.overview import Cell, Line, Overview
from reports.dashboard.wording import decimal_of

HIDDEN = "ẩn"


def heat_table(shown: Overview, title: str, first_column: str) -> Table:
    """Rows as on the screen, then the unit itself, its path and its targets."""
    columns = [Column(first_column, "unit", 26), Column("Số người", "staff", 10, Kind.INTEGER)]
    for line in shown.targets:
        name, code = line.cell.target.short_name, line.cell.target.code
        columns += [
            Column(f"{name}: đạt", f"{code}-count", 11, Kind.INTEGER),
            Column(f"{name}: diện tính", f"{code}-base", 11, Kind.INTEGER),
            Column(f"{name}: %", f"{code}-percent", 9, Kind.DECIMAL),
        ]
    columns.append(Column("Số chỉ tiêu chậm", "late", 10, Kind.INTEGER))
    return Table(title, columns, _rows(shown))


def _rows(shown: Overview) -> Iterator[Sequence[object]]:
    for line in shown.lines:
        yield _row(line.label, HIDDEN if line.hides_staff else line.staff, line.cells, line.late)
    cells = [line.cell for line in shown.targets]
    whole = Line(shown.place.version.full_name, shown.staff, cells)
    yield _row(whole.label, whole.staff, whole.cells, whole.late)
    yield _row_of_shares("Lộ trình, %", [_rounded(cell.measured.path) for cell in cells])
    yield _row_of_shares("Mục tiêu, %", [cell.measured.promise.threshold for cell in cells])


def _row(label: str, staff: object, cells: Sequence[Cell], late: int) -> list[object]:
    values: list[object] = [label, staff]
    for cell in cells:
        figure = cell.figure
        values += [HIDDEN] * 3 if cell.hidden else [figure.count, figure.base, figure.percent]
    return [*values, late]


def _row_of_shares(label: str, shares: Sequence[object]) -> list[object]:
    values: list[object] = [label, None]
    for share in shares:
        values += [None, None, share]
    return [*values, None]


def _rounded(share: Fraction) -> Decimal:
    """As on the screen."""
    return round_half_up(decimal_of(share), 1)
