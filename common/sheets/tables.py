"""A table of columns and rows: the one thing that a screen and a workbook both render."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any


class Kind(Enum):
    """What the cells of a column hold. PARTIAL holds `PartialDate`; identity numbers are TEXT."""

    TEXT = "text"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    PARTIAL = "partial"


@dataclass(frozen=True, slots=True)
class Column:
    """A heading with the width of its column in characters."""

    title: str
    key: str
    width: float = 14
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Table:
    """A title, columns, and rows with one value (or None) for each column; rows may be a generator."""

    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Any]]
