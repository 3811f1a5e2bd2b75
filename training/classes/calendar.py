"""Classes of a year laid over its twelve months. Pure: no database, no clock."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

MONTHS = range(1, 13)


class Spanning(Protocol):
    """Anything with a first and a last day."""

    starts_on: date
    ends_on: date


Row = TypeVar("Row", bound=Spanning)


@dataclass(frozen=True)
class Stretch:
    """Neighbouring months in which a class is held, or is not; `months` is their number."""

    months: int
    is_held: bool
    begins: bool = False
    ends: bool = False


@dataclass(frozen=True)
class CalendarLine:
    """A class with the stretches of the year, twelve months together."""

    row: Spanning
    stretches: list[Stretch]


def calendar_lines(rows: Iterable[Row], year: int) -> list[CalendarLine]:
    """Classes held in the year in the order given; others are left out."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    held = (row for row in rows if row.starts_on <= last and row.ends_on >= first)
    return [CalendarLine(row, _stretches(row, year)) for row in held]


def _stretches(row: Spanning, year: int) -> list[Stretch]:
    start = row.starts_on.month if row.starts_on.year == year else 1
    end = row.ends_on.month if row.ends_on.year == year else 12
    held = Stretch(
        months=end - start + 1,
        is_held=True,
        begins=row.starts_on.year == year,
        ends=row.ends_on.year == year,
    )
    around: Sequence[Stretch | None] = (
        Stretch(start - 1, False) if start > 1 else None,
        held,
        Stretch(12 - end, False) if end < 12 else None,
    )
    return [each for each in around if each is not None]


def held_by_month(rows: Iterable[Row], year: int) -> list[int]:
    """How many classes are held in each month."""
    rows = list(rows)
    return [sum(1 for row in rows if _touches(row, year, month)) for month in MONTHS]


def _touches(row: Spanning, year: int, month: int) -> bool:
    start, end = (row.starts_on.year, row.starts_on.month), (row.ends_on.year, row.ends_on.month)
    return start <= (year, month) <= end
