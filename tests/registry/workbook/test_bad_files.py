"""Each file that is no list is refused with a sentence: what is wrong, nothing was written, what to do."""

import io
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook

from registry.models import Cadre
from registry.workbook.planning.findings import FileRefused
from registry.workbook.reading.layout import layouts_of
from registry.workbook.reading.reading import read
from tests.registry.workbook.books import (
    HEADINGS,
    list_book,
    list_bytes,
    person,
    run_import,
    save,
    workbook_bytes,
)


def rezipped(content, *, changes=None, extra=()):
    """The workbook with members replaced, left out (None) or added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            replaced = (changes or {}).get(name, source.read(name))
            if replaced is not None:
                target.writestr(name, replaced)
        for name, data in extra:
            target.writestr(name, data)
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def without(member):
    return rezipped(good(), changes={member: None})


def good():
    return list_bytes([person(1)])


def sheet_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read("xl/worksheets/sheet1.xml")


def far_cell(address):
    book = Workbook()
    book.worksheets[0]["A1"] = "x"
    content = workbook_bytes(book)
    sheet = sheet_of(content).replace(b'r="A1"', f'r="{address}"'.encode())
    return rezipped(content, changes={"xl/worksheets/sheet1.xml": sheet})


def with_dtd():
    dtd = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>'
    sheet = sheet_of(good())
    return rezipped(good(), changes={"xl/worksheets/sheet1.xml": dtd + sheet[sheet.index(b"<worksheet") :]})


def bomb():
    return rezipped(good(), extra=[("xl/media/image1.bin", b"\0" * 30_000_000)])


def huge_bomb():
    return rezipped(good(), extra=[("xl/media/image1.bin", b"\0" * 120_000_000)])


def many_members():
    return rezipped(good(), extra=[(f"xl/media/{number}.bin", b"") for number in range(300)])


@pytest.mark.filterwarnings("ignore:Duplicate name")
def duplicate_member():
    return rezipped(good(), extra=[("xl/workbook.xml", b"<workbook/>")])


def truncated():
    return good()[:-400]


def cut_sheet():
    return rezipped(good(), changes={"xl/worksheets/sheet1.xml": sheet_of(good())[:200]})


def no_heading():
    book = Workbook()
    book.worksheets[0].append(["Báo cáo", "số 15"])
    return workbook_bytes(book)


def hidden_list():
    book = list_book([person(1)])
    book.create_sheet("Bìa")
    book.worksheets[0].sheet_state = "hidden"
    book.active = 1
    return workbook_bytes(book)


def headings(names):
    book = Workbook()
    book.worksheets[0].append(names)
    return workbook_bytes(book)


BAD_FILES = {
    "empty": (b"", "empty", "Tệp rỗng"),
    "html": (b"<html></html>", "not_workbook", "không phải sổ Excel"),
    "too large": (b"PK\x03\x04" + b"x" * (10 * 1024 * 1024), "too_large", "lớn hơn 10 MB"),
    "bomb": (bomb, "bomb", "bung ra quá lớn"),
    "bomb beyond 100 MB": (huge_bomb, "bomb", "bung ra quá lớn"),
    "many members": (many_members, "bomb", "quá 200"),
    "duplicate member": (duplicate_member, "damaged", "Tệp hỏng"),
    "outside member": (lambda: rezipped(good(), extra=[("../x.xml", b"")]), "damaged", "Tệp hỏng"),
    "macros": (lambda: rezipped(good(), extra=[("xl/vbaProject.bin", b"x")]), "macros", "macro"),
    "truncated": (truncated, "damaged", "Tệp hỏng"),
    "no workbook": (lambda: without("xl/workbook.xml"), "not_workbook", "không phải sổ Excel"),
    "no sheet": (lambda: without("xl/worksheets/sheet1.xml"), "unreadable", "không đọc được"),
    "cut sheet": (cut_sheet, "unreadable", "không đọc được"),
    "dtd": (with_dtd, "dtd", "DTD"),
    "last cell": (lambda: far_cell("XFD1048576"), "too_far", "ô XFD1048576"),
    "last row": (lambda: far_cell("A1048576"), "too_far", "20.000 dòng"),
    "row 0": (lambda: far_cell("A0"), "bad_reference", "địa chỉ ô sai"),
    "password": (OLE + "EncryptedPackage".encode("utf-16-le"), "password", "mật khẩu"),
    "damaged xls": (OLE + b"x" * 600, "unreadable", "không đọc được"),
    "no heading row": (no_heading, "no_heading", "Không tìm thấy hàng tiêu đề"),
    "hidden list": (hidden_list, "no_heading", "Bỏ ẩn trang"),
    "duplicate headings": (lambda: headings([*HEADINGS, "Họ tên"]), "headings", "tiêu đề có hai lần"),
    "no title column": (lambda: headings(["Họ và tên", "Ngày sinh", "Mã xã"]), "headings", "thiếu cột"),
}  # fmt: skip


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(("content", "code", "words"), BAD_FILES.values(), ids=BAD_FILES)
def test_a_file_that_is_no_list_is_refused_in_words(content, code, words):
    content = content() if callable(content) else content

    with pytest.raises(FileRefused) as refusal:
        layouts_of(read("danh-sach.xlsx", content))

    assert refusal.value.code == code
    assert words in str(refusal.value)
    assert "Chưa ghi gì vào hệ thống." in str(refusal.value)


def test_the_command_answers_with_code_2_and_writes_nothing(db, clerk, tmp_path):
    code, result = run_import(save(tmp_path, b"<html></html>"), clerk.username, "--commit")

    assert code == 2
    assert (result["rows"], result["act"], len(result["errors"])) == (0, None, 1)
    assert not Cadre.objects.exists()


def test_a_missing_file_is_code_2(db, clerk, tmp_path):
    assert run_import(tmp_path / "khong-co.xlsx", clerk.username)[0] == 2


def test_a_duplicate_heading_is_named_with_its_cell(db, clerk, tmp_path):
    code, result = run_import(save(tmp_path, headings([*HEADINGS, "Họ tên"])), clerk.username)

    assert code == 2
    error = result["errors"][0]
    assert (error["row"], error["column"], error["value"]) == (1, "AF", "Họ tên")
    assert error["message"].startswith("Họ và tên: ")


def test_a_csv_in_an_old_encoding_is_refused():
    with pytest.raises(FileRefused, match="CSV UTF-8"):
        read("danh-sach.csv", "Họ và tên".encode("utf-16")[2:].replace(b"\0", b"\xff"))


def test_addresses_do_not_shift_when_leading_rows_and_columns_are_empty():
    book = Workbook()
    book.worksheets[0]["C7"] = date(2013, 12, 31)

    sheet = read("a.xlsx", workbook_bytes(book)).sheets[0]

    assert (sheet.cell(7, 2).address, sheet.cell(7, 2).value) == ("C7", date(2013, 12, 31))
