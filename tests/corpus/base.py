"""A sound list workbook, and its parts to be spoilt. Needs openpyxl only; every person is invented."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from openpyxl import Workbook

SHEET, STRINGS, WORKBOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"
RELATIONS, TYPES = "xl/_rels/workbook.xml.rels", "[Content_Types].xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_INLINE = re.compile(rb't="inlineStr"><is><t[^>]*>([^<]*)</t></is>')
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
HEADINGS = (
    "STT", "Mã xã", "Xã, phường, thị trấn", "Họ và tên", "Ngày sinh", "Giới tính", "Dân tộc", "Số CMND/CCCD",
    "Chức danh", "Ngày giữ chức danh", "Trình độ văn hóa", "Chuyên môn", "Ngày đạt chuyên môn",
    "Lý luận chính trị", "Ngày đạt LLCT", "Hệ số lương", "Ghi chú",
)  # fmt: skip
FAMILY = ("Nông", "Hoàng", "Lý", "Triệu", "Bế", "Đàm", "Lục", "Mã")
GIVEN = ("An", "Bình", "Cảnh", "Dũng", "Đức", "Giang", "Hải", "Khánh", "Lâm", "Minh", "Nam", "Phúc", "Sơn")


@dataclass(frozen=True)
class Kind:
    """One kind of hostile workbook and what is to become of it.

    `refused` is the code of the refusal of the whole file; else `rows` persons are read, of whom those with
    `faults` are refused and the others are written.
    """

    name: str
    build: Callable[[], bytes]
    refused: str = ""
    faults: tuple[str, ...] = ()
    rows: int = 0
    suffix: str = ".xlsx"

    @property
    def file_name(self) -> str:
        return f"{self.name.replace(' ', '-')}{self.suffix}"


def person(number: int, **changes: Any) -> dict[str, Any]:
    """A row by its headings; keywords are `title`, `birth` and the like in `_NAMES`."""
    name = f"{FAMILY[number % 8]} {GIVEN[number // 8 % 13]} {GIVEN[number // 104 % 13]}"
    row: dict[str, Any] = {
        "STT": number,
        "Mã xã": "01330",
        "Xã, phường, thị trấn": "Cô Ba",
        "Họ và tên": name,
        "Ngày sinh": f"{1 + number % 28:02d}/{1 + number // 28 % 12:02d}/{1950 + number // 336 % 40}",
        "Giới tính": "Nam",
        "Dân tộc": "Tày",
        "Số CMND/CCCD": f"08{number:07d}",
        "Chức danh": "Văn phòng - thống kê",
        "Ngày giữ chức danh": "01/07/2011",
        "Trình độ văn hóa": "12/12",
        "Chuyên môn": "Trung cấp",
        "Ngày đạt chuyên môn": "30/06/2010",
        "Lý luận chính trị": "Sơ cấp",
        "Ngày đạt LLCT": "2008",
        "Hệ số lương": 2.34,
    }
    return row | {_NAMES[key]: value for key, value in changes.items()}


_NAMES = {
    "code": "Mã xã",
    "commune": "Xã, phường, thị trấn",
    "name": "Họ và tên",
    "birth": "Ngày sinh",
    "id_number": "Số CMND/CCCD",
    "salary": "Hệ số lương",
    "note": "Ghi chú",
}


def book_of(rows: Iterable[Mapping[str, Any]], headings: Sequence[str] = HEADINGS) -> Workbook:
    """Headings in row 1, persons from row 2."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Danh sách"
    sheet.append(list(headings))
    for row in rows:
        sheet.append([row.get(heading) for heading in headings])
    return book


def bytes_of(book: Workbook) -> bytes:
    """The workbook as Excel would write it, its texts in a part of their own."""
    file = io.BytesIO()
    book.save(file)
    content = file.getvalue()
    texts: dict[bytes, int] = {}
    changes: dict[str, bytes | None] = {
        name: _INLINE.sub(partial(_shared, texts), member(content, name))
        for name in names(content)
        if name.startswith("xl/worksheets/sheet")
    }
    strings = b"".join(b"<si><t>%s</t></si>" % text for text in texts)
    relation = f'<Relationship Type="{_RELATION}" Target="sharedStrings.xml" Id="rId99"/></Relationships>'
    part = f'<Override PartName="/{STRINGS}" ContentType="{_TYPE}"/></Types>'
    for name, end, more in ((RELATIONS, b"</Relationships>", relation), (TYPES, b"</Types>", part)):
        changes[name] = member(content, name).replace(end, more.encode())
    return rezipped(content, changes, [(STRINGS, f'<sst xmlns="{MAIN}">'.encode() + strings + b"</sst>")])


def _shared(texts: dict[bytes, int], match: re.Match[bytes]) -> bytes:
    return b't="s"><v>%d</v>' % texts.setdefault(match[1], len(texts))


def sound(count: int = 3) -> bytes:
    return bytes_of(book_of(person(number) for number in range(1, count + 1)))


def member(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def names(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.namelist()


def rezipped(
    content: bytes,
    changes: Mapping[str, bytes | None] | None = None,
    extra: Sequence[tuple[str, bytes]] = (),
) -> bytes:
    """The workbook with members replaced, left out (None) or added, even twice."""
    out = io.BytesIO()
    with (
        warnings.catch_warnings(),
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target,
    ):
        warnings.simplefilter("ignore", UserWarning)
        for name in source.namelist():
            data = (changes or {}).get(name, source.read(name))
            if data is not None:
                target.writestr(name, data)
        for name, data in extra:
            target.writestr(name, data)
    return out.getvalue()


def edited(content: bytes, name: str, old: bytes, new: bytes, *, count: int = 1) -> bytes:
    """The workbook with bytes of a member replaced; fails when they are not there."""
    before = member(content, name)
    assert old in before, f"{old!r} is not in {name}"
    result = rezipped(content, {name: before.replace(old, new, count)})
    assert new in member(result, name)
    return result
