"""Reads the reference files of `registry/data` into plain values; their columns are told in its README."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from common.dates import OPEN_END, OPEN_PAST
from registry.units.history import UnitHistory, build_history
from registry.units.records import Change, ListedUnit

DATA = Path(__file__).resolve().parents[1] / "data"
LISTED_ON = date(2013, 12, 31)

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class ActLine:
    """A change line with what documents it."""

    change: Change
    old_parent_code: str
    legal_act: str
    act_on: date
    source: str
    confidence: str
    note: str


def rows_of(name: str, folder: Path = DATA) -> Iterator[Row]:
    """Yield the rows of one file."""
    with (folder / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def items(cell: str) -> list[str]:
    """Return the items of a list cell."""
    return [item for item in cell.split("|") if item]


def is_yes(cell: str) -> bool:
    return cell == "1"


def day_from(cell: str) -> date:
    """Return the first day of a validity; blank is open to the past."""
    return date.fromisoformat(cell) if cell else OPEN_PAST


def day_to(cell: str) -> date:
    """Return the last day of a validity; blank is open."""
    return date.fromisoformat(cell) if cell else OPEN_END


def listed_units() -> list[ListedUnit]:
    """Return the province, districts and communes as on 31/12/2013."""
    return [
        ListedUnit(
            level=row["level"],
            code=row["code"],
            kind=row["kind"],
            name=row["name"],
            parent_code=row["parent_code"],
            is_border=is_yes(row["border"]),
            name_variants=tuple(items(row["name_variants"])),
        )
        for row in rows_of("units_2013.csv")
    ]


def act_lines() -> list[ActLine]:
    """Return the lines of the legal acts on units, in the order of the file."""
    return [
        ActLine(
            change=Change(
                effective_on=date.fromisoformat(row["effective_on"]),
                kind=row["kind"],
                level=row["level"],
                old_code=row["old_code"],
                old_kind=row["old_kind"],
                old_name=row["old_name"],
                new_code=row["new_code"],
                new_kind=row["new_kind"],
                new_name=row["new_name"],
                new_parent_code=row["new_parent_code"],
                extent=row["extent"],
            ),
            old_parent_code=row["old_parent_code"],
            legal_act=row["legal_act"],
            act_on=date.fromisoformat(row["act_on"]),
            source=row["source"],
            confidence=row["confidence"],
            note=row["note"],
        )
        for row in rows_of("unit_changes.csv")
    ]


@cache
def unit_history() -> UnitHistory:
    """Return the history of the units of Cao Bằng; `links` follows the order of `act_lines()`."""
    return build_history(listed_units(), LISTED_ON, [line.change for line in act_lines()])


def tiles() -> dict[str, tuple[int, int]]:
    """Return column and row on the tile map by the code of a district."""
    return {
        row["code"]: (int(row["tile_col"]), int(row["tile_row"]))
        for row in rows_of("units_2013.csv")
        if row["tile_col"]
    }


def invented_hamlets() -> dict[str, int]:
    """Return hamlets by code of the communes of 2013. Invented; only their sum, 2.480, is published."""
    return {row["code"]: int(row["hamlets"]) for row in rows_of("units_2013.csv") if row["hamlets"]}
