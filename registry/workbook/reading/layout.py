"""Where the list is in a file: heading rows found by content, on any visible sheet, and the rows below."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from common.text.folding import nfc
from registry.workbook.contract.columns import FEMALE, MALE, Column, column_named
from registry.workbook.grid import Grid, find_headings
from registry.workbook.planning.findings import NOTHING_WRITTEN, FileRefused, Finding
from registry.workbook.reading import limits
from registry.workbook.reading.containers import refused
from registry.workbook.reading.sheets import Book, Sheet, Value, letter, text_of

SEARCHED_ROWS = 60
FEWEST_HEADINGS = 3
MANDATORY = (("full_name",), ("birth", "male", "female"), ("title",), ("commune_code", "commune"))
_MANDATORY_NAMES = ("Họ và tên", "Ngày sinh", "Chức danh", "Xã, phường, thị trấn (hoặc Mã xã)")
_COLUMN_NUMBER = re.compile(r"\(?(\d{1,2}|[A-Z])\)?")


@dataclass
class Layout(Grid):
    """A list of people on a sheet, its first row of data, and headings that mean nothing here.

    `ignored` are the lines below the headings that are no people.
    """

    first_row: int
    unknown: list[tuple[int, str]]
    ignored: list[int] = field(default_factory=list)

    def column_of(self, key: str) -> str:
        """Letter of a column; of the name when the sheet lacks it."""
        return letter(self.indexes.get(key, self.indexes["full_name"]))

    def filled(self, number: int) -> set[str]:
        """Columns, but for the running number, in which a row holds something."""
        values = self.sheet.rows[number - 1]
        return {key for key, index in self.indexes.items() if key != "number" and _has_text(values, index)}

    def text_of_row(self, number: int) -> str:
        """What stands in a row, in short."""
        texts = (nfc(text_of(value)) for value in self.sheet.rows[number - 1])
        return " ".join(text for text in texts if text)[:80]

    def rows(self) -> Iterator[int]:
        """Numbers of the rows that hold something in a known column."""
        for number in range(self.first_row, len(self.sheet.rows) + 1):
            values = self.sheet.rows[number - 1]
            if any(_has_text(values, index) for index in self.indexes.values()):
                yield number


def layouts_of(book: Book) -> list[Layout]:
    """Every list of the file; raises `FileRefused` when there is none or its headings are faulty."""
    found, faults = [], []
    for sheet in book.sheets:
        if not sheet.is_hidden and (layout := _find(sheet)) is not None:
            faults += _heading_faults(layout)
            found.append(layout)
    if not found:
        raise _no_heading(book)
    if faults:
        names = "; ".join(f"{fault.message} (trang “{fault.sheet}”, ô {fault.address})" for fault in faults)
        raise FileRefused(
            f"{names}. {NOTHING_WRITTEN} Sửa hàng tiêu đề rồi nhập lại.", code="headings", findings=faults
        )
    if sum(1 for layout in found for _ in layout.rows()) > limits.MAX_ROWS:
        raise refused("too_far", "Tệp có hơn 20.000 dòng.", "Tách tệp theo xã rồi nhập lại.")
    return found


def _no_heading(book: Book) -> FileRefused:
    hidden = any(sheet.is_hidden and _find(sheet) for sheet in book.sheets)
    advice = "Bỏ ẩn trang có danh sách rồi nhập lại." if hidden else "Tải tệp mẫu rồi chép danh sách vào đó."
    return refused(
        "no_heading",
        "Không tìm thấy hàng tiêu đề có cột “Họ và tên” cùng “Ngày sinh”, “Chức danh” trong tệp.",
        advice,
    )


def _find(sheet: Sheet) -> Layout | None:
    found = find_headings(sheet, _named, _are_of_people, within=SEARCHED_ROWS)
    return _layout(sheet, *found) if found else None


def _named(value: Value) -> Column | None:
    return column_named(value) if isinstance(value, str) else None


def _are_of_people(columns: list[Column]) -> bool:
    keys = {column.key for column in columns}
    return "full_name" in keys and len(keys) >= FEWEST_HEADINGS


def _layout(sheet: Sheet, number: int, columns: list[Column | None]) -> Layout:
    below = _second_row(sheet, number, columns)
    first_row = number + (2 if below else 1)
    width = max(len(columns), len(below))
    columns = [*columns, *[None] * (width - len(columns))]
    below = [*below, *[None] * (width - len(below))]
    chosen = [second or first for first, second in zip(columns, below, strict=True)]
    indexes: dict[str, int] = {}
    for index, column in enumerate(chosen):
        if column is not None:
            indexes.setdefault(column.key, index)
    first_row += _rows_of_numbers(sheet, first_row)
    headings = sheet.rows[number - 1]
    unknown = [
        (index, nfc(text_of(value)))
        for index, value in enumerate(headings)
        if chosen[index] is None and text_of(value).strip()
    ]
    return Layout(sheet, number, indexes, first_row, unknown)


def _second_row(sheet: Sheet, number: int, columns: list[Column | None]) -> list[Column | None]:
    """Headings of a merged two-row head: "Ngày sinh" above "Nam" and "Nữ", "Trình độ" above its columns."""
    values = sheet.rows[number] if number < len(sheet.rows) else []
    name = next(index for index, column in enumerate(columns) if column and column.key == "full_name")
    if _has_text(values, name) or _has_text(values, 0):
        return []
    below = [_named(value) for value in values]
    return below if any(below) else []


def _rows_of_numbers(sheet: Sheet, first_row: int) -> int:
    """1 when the row below the headings numbers the columns: (1) (2) (3)."""
    values = sheet.rows[first_row - 1] if first_row <= len(sheet.rows) else []
    texts = [text_of(value).strip() for value in values if text_of(value).strip()]
    return int(len(texts) >= FEWEST_HEADINGS and all(_COLUMN_NUMBER.fullmatch(text) for text in texts))


def _heading_faults(layout: Layout) -> list[Finding]:
    faults = []
    rows = range(layout.heading_row, min(layout.heading_row + 1, layout.first_row - 1) + 1)
    for number in rows:
        for index, value in enumerate(layout.sheet.rows[number - 1]):
            column = _named(value)
            if column is None or layout.indexes.get(column.key) == index or _spans(layout, column):
                continue
            text = f"tiêu đề có hai lần, cũng ở cột {letter(layout.indexes[column.key])}"
            faults.append(
                _fault(layout, number, index, column.heading, text_of(value), text, "duplicate_heading")
            )
    for keys, name in zip(MANDATORY, _MANDATORY_NAMES, strict=True):
        if not any(key in layout.indexes for key in keys):
            text = f"thiếu cột “{name}”"
            faults.append(_fault(layout, layout.heading_row, 0, "", "", text, "missing_heading"))
    return faults


def _spans(layout: Layout, column: Column) -> bool:
    """A heading above Nam and Nữ, or written again below itself, is no second column."""
    return column.key not in layout.indexes or (
        column.key == "birth" and any(each.key in layout.indexes for each in (MALE, FEMALE))
    )


def _fault(
    layout: Layout, number: int, index: int, heading: str, value: str, text: str, code: str
) -> Finding:
    return Finding(layout.sheet.name, number, letter(index), heading, value, text, code)


def _has_text(values: list[Value], index: int) -> bool:
    value = values[index] if index < len(values) else None
    return value is not None and bool(text_of(value).strip())
