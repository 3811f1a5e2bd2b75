import io
import subprocess
import sys
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from common.dates import OPEN_END, PartialDate, Precision
from common.http import attachment
from common.sheets.tables import Column, Kind, Table
from common.sheets.xlsx import CONTENT_TYPE, LAST_SHEET_ROW, TooManyRowsError, sheet_name, write_workbook

COLUMNS = [
    Column("Họ và tên", "full_name", width=28),
    Column("Ngày sinh", "born", kind=Kind.PARTIAL),
    Column("Số CMND/CCCD", "identity_number"),
    Column("Hệ số lương", "salary_coefficient", kind=Kind.DECIMAL),
    Column("Số người", "people", kind=Kind.INTEGER),
    Column("Từ ngày", "since", kind=Kind.DATE),
]
ROWS = [
    [
        "Nông Thị Hạnh",
        PartialDate(date(1974, 6, 5), Precision.DAY),
        "004174000123",
        Decimal("2.34"),
        3627,
        date(2011, 7, 1),
    ],
    ["Lý A Dình", PartialDate(date(1958, 3, 1), Precision.MONTH), "080012345", None, 0, None],
    ["Vừ Mí Tủa", PartialDate(date(1958, 1, 1), Precision.YEAR), "", 3, None, date(1754, 1, 1)],
]


def written(table, **options):
    file = io.BytesIO()
    write_workbook(file, table, **options)
    file.seek(0)
    return file


def first_sheet(table, **options):
    return openpyxl.load_workbook(written(table, **options)).worksheets[0]


def cells_of(rows, columns=COLUMNS):
    sheet = first_sheet(Table("Danh sách", columns, rows))
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]


def test_numbers_and_days_are_real_partial_dates_and_identity_numbers_are_text():
    first, second, third = cells_of(ROWS)
    assert [value.date() if hasattr(value, "date") else value for value in first] == [
        "Nông Thị Hạnh",
        date(1974, 6, 5),
        "004174000123",
        2.34,
        3627,
        date(2011, 7, 1),
    ]
    assert second == ["Lý A Dình", "03/1958", "080012345", None, 0, None]
    assert third == ["Vừ Mí Tủa", "1958", None, 3, None, "01/01/1754"]


def test_cells_carry_the_formats_of_the_office():
    row = first_sheet(Table("Danh sách", COLUMNS, ROWS))[4]
    assert [cell.number_format for cell in row] == [
        "General",
        "dd/mm/yyyy",
        "General",
        "#,##0.0##",
        "#,##0",
        "dd/mm/yyyy",
    ]
    assert {cell.font.name for cell in row} == {"Times New Roman"}


def test_title_and_head_stand_above_a_frozen_heading_that_repeats_in_print():
    sheet = first_sheet(
        Table("Danh sách cán bộ", COLUMNS, ROWS), head=["Huyện Phục Hòa", "Đến ngày 31/12/2013"]
    )
    assert [sheet.cell(row, 1).value for row in range(1, 6)] == [
        "Danh sách cán bộ",
        "Huyện Phục Hòa",
        "Đến ngày 31/12/2013",
        None,
        "Họ và tên",
    ]
    assert [cell.value for cell in sheet[5]] == [column.title for column in COLUMNS]
    assert sheet.freeze_panes == "A6"
    assert sheet.print_title_rows == "$5:$5"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.column_dimensions["A"].width == pytest.approx(28, abs=1)


@pytest.mark.parametrize(
    "text", ['=HYPERLINK("http://x")', "+84912", "-1", "@SUM(A1)", "{=1}", "http://x.vn", "12"]
)
def test_text_stays_text(text):
    cell = first_sheet(Table("Danh sách", COLUMNS[:1], [[text]]))["A4"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)
    assert cell.quotePrefix == text.startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize("bad", ["\x00", "\x0b", "\ud800", "\u202e", "\uffff"])
def test_one_bad_name_does_not_stop_the_file(bad):
    table = Table(f"Bảng{bad}", [Column(f"Cột{bad}", "name")], [[f"Nông{bad}Thị"]])
    sheet = first_sheet(table, head=[f"Đầu{bad}"], sheet=f"Trang{bad}")
    assert [sheet.cell(row, 1).value for row in (1, 2, 4, 5)] == [
        "Bảng\ufffd",
        "Đầu\ufffd",
        "Cột\ufffd",
        "Nông\ufffdThị",
    ]


def test_marks_survive_and_another_reader_reads_the_same():
    rows = CalamineWorkbook.from_filelike(
        written(Table("Danh sách", COLUMNS, ROWS), sheet="Cán bộ")
    ).get_sheet_by_name("Cán bộ")
    assert rows.to_python()[2:4] == [
        [column.title for column in COLUMNS],
        ["Nông Thị Hạnh", date(1974, 6, 5), "004174000123", 2.34, 3627.0, date(2011, 7, 1)],
    ]


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("Cán bộ", "Cán bộ"),
        ("Xã A/B: [x]*?\\", "Xã A B x"),
        ("'Nháp'", "Nháp"),
        ("History", "Danh sách"),
        ("", "Danh sách"),
        ("x" * 40, "x" * 31),
        ("a" * 30 + " b", "a" * 30),
    ],
)
def test_sheet_names_are_made_valid(asked, given):
    assert sheet_name(asked) == given
    assert first_sheet(Table("Danh sách", COLUMNS, ROWS), sheet=asked).title == given


def test_the_number_of_rows_comes_back_and_rows_are_read_once():
    assert write_workbook(io.BytesIO(), Table("Danh sách", COLUMNS, iter(ROWS))) == 3
    assert write_workbook(io.BytesIO(), Table("Danh sách", COLUMNS, [])) == 0


def failing_rows():
    yield ROWS[0]
    raise LookupError


@pytest.mark.parametrize(
    ("rows", "error"),
    [
        (failing_rows(), LookupError),
        ([ROWS[0], ROWS[1][:-1]], ValueError),
        ([[*ROWS[0][:3], float("nan"), 1, None]], TypeError),
    ],
    ids=["source fails", "a cell is missing", "no number"],
)
def test_nothing_is_written_when_a_row_fails(rows, error):
    file = io.BytesIO()
    with pytest.raises(error):
        write_workbook(file, Table("Danh sách", COLUMNS, rows))
    assert file.getvalue() == b""


def test_a_list_longer_than_a_sheet_is_refused_with_a_sentence():
    file = io.BytesIO()
    table = Table("Danh sách", [], ([] for _ in range(LAST_SHEET_ROW)))
    with pytest.raises(
        TooManyRowsError, match="dài hơn một trang tính Excel. Chưa ghi tệp nào; lọc bớt rồi xuất lại"
    ):
        write_workbook(file, table)
    assert file.getvalue() == b""


def test_a_workbook_is_written_into_a_response():
    response = attachment("Danh sách.xlsx", CONTENT_TYPE)
    write_workbook(response, Table("Danh sách", COLUMNS, ROWS))
    assert openpyxl.load_workbook(io.BytesIO(response.content)).worksheets[0]["A4"].value == "Nông Thị Hạnh"


def test_text_among_numbers_and_days_is_text_and_cleaned():
    columns = [Column("Số người", "people", kind=Kind.INTEGER), Column("Từ ngày", "since", kind=Kind.DATE)]
    assert cells_of([["7/18", "=không rõ\x00"]], columns) == [["7/18", "=không rõ\ufffd"]]


def test_open_ends_are_for_the_caller_to_blank():
    assert cells_of([[OPEN_END]], [Column("Đến ngày", "until", kind=Kind.DATE)]) == [["31/12/9999"]]


MEASURE = """
import io, resource, sys
from common.sheets.tables import Column, Table
from common.sheets.xlsx import write_workbook
rows = ([f"Nông Thị {n}", str(n)] for n in range(int(sys.argv[1])))
with open("/dev/null", "wb") as nowhere:
    write_workbook(nowhere, Table("Danh sách", [Column("Họ và tên", "a"), Column("Mã", "b")], rows))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def peak_kib(rows):
    command = [sys.executable, "-c", MEASURE, str(rows)]
    return int(subprocess.run(command, capture_output=True, check=True, text=True).stdout)


def test_memory_does_not_grow_with_the_list():
    assert peak_kib(60_000) < 1.2 * peak_kib(600)


def test_workbooks_are_read_by_the_parser_that_refuses_bombs():
    assert openpyxl.xml.DEFUSEDXML
    assert not openpyxl.xml.LXML
