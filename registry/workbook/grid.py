"""A list in a file that somebody filled in: its heading row, its columns, and what a cell is called."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from registry.workbook.reading.sheets import Sheet, Value, letter

Named = TypeVar("Named")


@dataclass
class Grid:
    """A list on a sheet: the number of its heading row from 1, and the index of each column from 0."""

    sheet: Sheet
    heading_row: int
    indexes: dict[str, int]

    def column_of(self, key: str) -> str:
        """Letter of a column."""
        return letter(self.indexes[key])

    def address(self, key: str, row: int) -> str:
        """As Excel calls a cell: "F7"."""
        return f"{self.column_of(key)}{row}"

    def values(self, row: int) -> dict[str, Value]:
        """What a row holds in the columns that were found."""
        return {key: self.sheet.cell(row, index).value for key, index in self.indexes.items()}


def find_headings(
    sheet: Sheet,
    named: Callable[[Value], Named | None],
    is_heading: Callable[[list[Named]], bool],
    *,
    within: int,
) -> tuple[int, list[Named | None]] | None:
    """The first row whose known headings are enough: its number, and what each of its cells names."""
    for number, values in enumerate(sheet.rows[:within], start=1):
        columns = [named(value) for value in values]
        if is_heading([column for column in columns if column is not None]):
            return number, columns
    return None
