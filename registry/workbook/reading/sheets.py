"""Cells with the addresses a user sees in Excel."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import NamedTuple

from common.dates import format_day

Value = str | int | float | bool | date | None
_ALPHABET = 26


@cache
def letter(index: int) -> str:
    """Column letter of an index from 0: 0 is A, 26 is AA."""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, _ALPHABET)
        text = chr(ord("A") + rest) + text
    return text


def text_of(value: Value) -> str:
    """A value as the user reads it in the cell; a whole number without ".0"."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, date):
        return format_day(value)
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value).replace(".", ",")
    return str(value)


class Cell(NamedTuple):
    """One cell; `shown` tells that Excel shows only the month and year, or the year, of its date."""

    sheet: str
    row: int
    column: str
    value: Value
    shown: str = ""

    @property
    def text(self) -> str:
        return text_of(self.value)

    @property
    def address(self) -> str:
        return f"{self.column}{self.row}"


@dataclass
class Sheet:
    """One sheet: `rows[0][0]` is A1. `formats` holds the cells whose date Excel shows in part."""

    name: str
    rows: list[list[Value]]
    is_hidden: bool = False
    formats: dict[str, str] = field(default_factory=dict)

    def cell(self, row: int, index: int) -> Cell:
        """Cell of a row number from 1 and a column index from 0."""
        values = self.rows[row - 1] if row <= len(self.rows) else []
        value = values[index] if index < len(values) else None
        column = letter(index)
        shown = self.formats.get(f"{column}{row}", "") if self.formats else ""
        return Cell(self.name, row, column, value, shown)


@dataclass
class Book:
    """A file that was read: its name, kind (xlsx, xls, csv), digest and sheets.

    `converted` holds, by sheet, a sample of the text that was turned from an old font into Unicode.
    """

    name: str
    kind: str
    digest: str
    sheets: list[Sheet]
    converted: dict[str, str] = field(default_factory=dict)


def with_value(cell: Cell, value: Value) -> Cell:
    """The cell as the user corrected it on the page."""
    return cell._replace(value=value, shown="")
