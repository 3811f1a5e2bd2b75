"""The heading row is found by what it says; a cell is called as in Excel."""

from registry.workbook.grid import Grid, find_headings
from registry.workbook.reading.sheets import Sheet

NAMES = {"Mã": "code", "Tên": "name"}
SHEET = Sheet("Danh sách", [["Tên"], ["Ghi chú", "Tên", "Mã"], ["x", "Lý A Sình", "A1"]])


def found(within: int):
    return find_headings(SHEET, lambda value: NAMES.get(str(value)), {"code", "name"}.issubset, within=within)


def test_a_row_with_enough_headings_is_the_heading_row():
    assert found(within=3) == (2, [None, "name", "code"])


def test_headings_too_far_down_are_not_found():
    assert found(within=1) is None


def test_a_cell_has_the_address_and_the_value_that_the_user_sees():
    grid = Grid(SHEET, 2, {"name": 1, "code": 2})

    assert grid.address("code", 3) == "C3"
    assert grid.values(3) == {"name": "Lý A Sình", "code": "A1"}
    assert grid.values(9) == {"name": None, "code": None}
