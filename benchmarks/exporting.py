"""Ratio 5: an export over writing the same cells without the program, and over a library."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

import xlsxwriter
from python_calamine import CalamineWorkbook

from benchmarks import libraries
from benchmarks.harness import Result, compared, interleaved, thousands
from benchmarks.world import World, people_serving
from registry.pages.as_of import default_day
from registry.workbook.contract.columns import COLUMNS
from registry.workbook.exporting import write_list_workbook

ONE_PROVINCE = 3_600


def exports(world: World) -> list[Result]:
    """Exports of one province's number of people and of many, over the bare writer."""
    world.country.use()
    everyone = people_serving()
    sizes = sorted({min(len(everyone), size) for size in (ONE_PROVINCE, world.size.exported)})
    return [_export(world, everyone[:size]) for size in sizes]


def _export(world: World, keys: list[int]) -> Result:
    cells = cells_of(export(keys))
    assert len(cells) == len(keys)
    sides: dict[str, Callable[[], object]] = {
        "own": lambda: export(keys),
        "writer": lambda: write_bare(cells),
    }
    repeats = world.size.repeats if len(keys) <= ONE_PROVINCE else world.size.repeats_of_slow
    times = interleaved(sides, repeats=repeats)
    what = f"export of {thousands(len(keys))} people ÷ xlsxwriter alone on the same cells"
    return compared("export", what, world.database, times, top="own", bottom="writer", goal=1.3,
                    note=f"{len(COLUMNS)} columns")  # fmt: skip


def against_library(world: World) -> list[Result]:
    """The export over django-import-export, on the same people and columns."""
    if libraries.missing():
        return []
    world.country.use()
    keys = people_serving()[: world.size.exported]
    sides: dict[str, Callable[[], object]] = {
        "own": lambda: export(keys),
        "library": lambda: libraries.export_persons(keys),
    }
    times = interleaved(sides, repeats=world.size.repeats_of_slow)
    what = f"export of {thousands(len(keys))} people ÷ django-import-export"
    return [compared("export-library", what, world.database, times, top="own", bottom="library", goal=0.3)]


def export(keys: Sequence[int]) -> bytes:
    """The list workbook of given people, as the command writes it."""
    file = BytesIO()
    assert write_list_workbook(file, cadres=keys, day=default_day()) == len(keys)
    return file.getvalue()


def cells_of(content: bytes) -> list[list[Any]]:
    """The rows of people of an exported workbook: those that begin with a running number."""
    rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    return [row for row in rows if isinstance(row[0], float)]


def write_bare(rows: Sequence[Sequence[Any]]) -> int:
    """The same cells with the same formats by the writer alone."""
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"constant_memory": True})
    sheet = book.add_worksheet()
    plain = book.add_format({"border": 1, "valign": "top", "text_wrap": True})
    dated = book.add_format({"border": 1, "valign": "top", "num_format": "dd/mm/yyyy"})
    for number, row in enumerate(rows):
        for index, value in enumerate(row):
            if value == "":
                sheet.write_blank(number, index, None, plain)
            elif isinstance(value, str):
                sheet.write_string(number, index, value, plain)
            elif isinstance(value, date | datetime):
                sheet.write_datetime(number, index, value, dated)
            else:
                sheet.write_number(number, index, value, plain)
    book.close()
    return len(file.getvalue())
