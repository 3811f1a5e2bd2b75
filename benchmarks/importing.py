"""Ratio 4: an import with its checks, history and commit, over reading and copying alone, over a library.

Every run starts from a copy of the registry without people. More rows than a file may
hold are several files, for every side. The floor is told twice: copying the sheet as it is into one table of
text, and copying what the program has to store of it (persons, titles, levels, and their history).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

from django.db import connection, transaction
from python_calamine import CalamineWorkbook

from accounts.models import User
from benchmarks import libraries
from benchmarks.harness import Result, compared, interleaved, thousands
from benchmarks.sheets import import_all, workbooks
from benchmarks.stores import POSTGRES, vendor
from benchmarks.world import World
from registry.models import Act, Cadre, Posting, Qualification
from registry.workbook.contract.columns import COLUMNS

MODELS = (Cadre, Posting, Qualification)
STAFF = "tinh"
# A file of this length is imported often; longer ones, and what a library does, as often as patience allows.
LONGEST_REPEATED = 5_000
LONGEST_COPIED = 20_000
_SHEET = "bench_sheet"


@dataclass(frozen=True)
class Copied:
    """The rows of one table."""

    table: str
    columns: list[str]
    rows: list[tuple[Any, ...]]


def imports(world: World) -> list[Result]:
    """Each number of rows against both floors."""
    world.empty.settle()
    return [result for rows in world.size.rows for result in _imports(world, rows)]


def _imports(world: World, rows: int) -> list[Result]:
    contents = workbooks(rows)
    renew(world)
    own(contents, rows)
    stored = _stored() if rows <= LONGEST_COPIED else []
    sides: dict[str, Callable[[], object]] = {
        "own": lambda: own(contents, rows),
        "sheet": lambda: _copy([_sheet(read_bare(contents))], rows),
    }
    if stored:
        sides["stored"] = lambda: _read_and_copy(contents, stored)
    repeats = world.size.repeats if rows <= LONGEST_REPEATED else world.size.repeats_of_slow
    times = interleaved(sides, repeats=repeats, before=lambda: renew(world))
    reader = "calamine + COPY" if vendor() == POSTGRES else "calamine + executemany"
    what, name = f"import of {thousands(rows)} rows", "import"
    note = f"{len(contents)} file{'s' if len(contents) > 1 else ''}"
    results = [
        compared(name, f"{what} ÷ {reader} of the sheet", world.database, times, top="own", bottom="sheet",
                 goal=4, note=note)
    ]  # fmt: skip
    if stored:
        note = f"{note}, {thousands(_count(stored))} rows stored"
        results.append(
            compared(name, f"{what} ÷ {reader} of all it stores", world.database, times, top="own",
                     bottom="stored", goal=4, note=note)
        )  # fmt: skip
    return results


def against_library(world: World) -> list[Result]:
    """The import over django-import-export: persons alone, and persons with their titles and levels."""
    if libraries.missing():
        return []
    rows = world.size.rows_beside_library
    contents = workbooks(rows)
    world.empty.settle()
    renew(world)
    own(contents, rows)
    facts = libraries.facts_of_everyone()
    sides: dict[str, Callable[[], object]] = {
        "own": lambda: own(contents, rows),
        "persons": lambda: libraries.import_persons(contents, rows),
        "all": lambda: libraries.import_all(contents, rows, facts),
    }
    times = interleaved(sides, repeats=world.size.repeats_of_slow, before=lambda: renew(world))
    what = f"import of {thousands(rows)} rows ÷ django-import-export (use_bulk)"
    note = "the library writes no history and no act"
    return [
        compared("import-library", f"{what}, {told}", world.database, times, top="own", bottom=side,
                 goal=0.15, note=note)
        for side, told in (("all", "the same facts"), ("persons", "persons alone"))
    ]  # fmt: skip


def renew(world: World) -> None:
    """Nobody on record again."""
    world.scratch.copy_of(world.empty)
    world.scratch.use()
    connection.ensure_connection()


def own(contents: list[bytes], rows: int) -> None:
    """The import as the command does it; every row became a person, every fact has its history."""
    import_all(contents, User.objects.get(username=STAFF))
    assert Cadre.objects.count() == rows
    for model in MODELS:
        history: Any = model.history.model._default_manager
        assert history.count() == model._default_manager.count() >= rows


def read_bare(contents: list[bytes]) -> list[list[Any]]:
    """Rows of the sheets, headings and all, as the reader gives them."""
    rows: list[list[Any]] = []
    for content in contents:
        rows += CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    return rows


def _sheet(rows: list[list[Any]]) -> Copied:
    """The persons of a sheet as text: their rows begin with a running number."""
    persons = [tuple(map(str, row)) for row in rows if isinstance(row[0], float)]
    return Copied(_SHEET, [column.key for column in COLUMNS], persons)


def _stored() -> list[Copied]:
    """What an import has just stored: its act, persons, titles, levels and their history."""
    found = []
    with_history: list[Any] = [each for model in MODELS for each in (model, model.history.model)]
    for each in (Act, *with_history):
        columns = [str(field.column) for field in each._meta.concrete_fields]
        with connection.cursor() as cursor:
            names = ", ".join(map(connection.ops.quote_name, columns))
            cursor.execute(f"SELECT {names} FROM {each._meta.db_table} ORDER BY 1")  # noqa: S608 -- own names
            found.append(Copied(each._meta.db_table, columns, list(map(_plain, cursor.fetchall()))))
    return found


def _plain(row: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(str(value) if isinstance(value, date | datetime | Decimal) else value for value in row)


def _count(tables: Sequence[Copied]) -> int:
    return sum(len(each.rows) for each in tables)


def _read_and_copy(contents: list[bytes], tables: Sequence[Copied]) -> None:
    assert read_bare(contents)
    _copy(tables, _count(tables))


def _copy(tables: Sequence[Copied], rows: int) -> None:
    """Copies and commits, under the constraints and indexes of the tables."""
    with transaction.atomic(), connection.cursor() as cursor:
        for each in tables:
            if each.table == _SHEET:
                cursor.execute(
                    f"CREATE TABLE {_SHEET} ({', '.join(f'{name} text' for name in each.columns)})"
                )
            _copy_table(cursor, each)
    assert _count(tables) == rows


def _copy_table(cursor: Any, each: Copied) -> None:
    columns = ", ".join(map(connection.ops.quote_name, each.columns))
    if vendor() == POSTGRES:
        text = StringIO("".join("\t".join(map(_copy_text, row)) + "\n" for row in each.rows))
        cursor.copy_expert(f"COPY {each.table} ({columns}) FROM STDIN", text)
    else:
        marks = ", ".join(["%s"] * len(each.columns))
        cursor.executemany(f"INSERT INTO {each.table} ({columns}) VALUES ({marks})", each.rows)  # noqa: S608


def _copy_text(value: Any) -> str:
    if value is None:
        return r"\N"
    return str(value).replace("\\", r"\\").replace("\t", r"\t").replace("\n", r"\n")
