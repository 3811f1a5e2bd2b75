"""Ratio 7: peak memory of an import and of exports, each in a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from benchmarks import libraries
from benchmarks.harness import Result, thousands
from benchmarks.importing import renew
from benchmarks.sheets import workbooks
from benchmarks.stores import Store
from benchmarks.world import World


def peaks(world: World) -> list[Result]:
    """Exports of a country over one province and over the library; an import over its file reader."""
    results = [_exports(world), _import(world)]
    if not libraries.missing():
        results.append(_against_library(world))
    return results


def _exports(world: World) -> Result:
    few, one = _peak(world.country, "export", "04"), _peak(world.country, "export", "")
    what = f"peak memory: export of {thousands(one['count'])} people ÷ {thousands(few['count'])}"
    return _result(world, what, one["kib"], few["kib"], 1.3)


def _against_library(world: World) -> Result:
    count = str(world.size.exported)
    own, other = (_peak(world.country, task, count) for task in ("export_people", "export_library"))
    what = f"peak memory: export of {thousands(own['count'])} people ÷ django-import-export"
    return _result(world, what, own["kib"], other["kib"], 0.2)


def _import(world: World) -> Result:
    rows = world.size.rows[-1]
    world.empty.settle()
    renew(world)
    world.scratch.close()
    paths = []
    for number, content in enumerate(workbooks(rows)):
        paths.append(world.folder / f"rows_{number}.xlsx")
        paths[-1].write_bytes(content)
    found = _peak(world.scratch, "import", *map(str, paths))
    assert found["count"] == rows
    what = (
        f"peak memory: import of {thousands(rows)} rows in {len(paths)} files ÷ the program at rest".replace(
            "_", "."
        )
    )
    rest = _peak(world.scratch, "nothing")
    note = "without the process that reads the file apart, which is given 512 MiB at most"
    return _result(world, what, found["kib"], rest["kib"], None, note)


def _peak(store: Store, task: str, *arguments: str) -> dict[str, int]:
    """How many rows a task did (`count`) and the memory it took at most (`kib`)."""
    store.close()
    command = [sys.executable, "-m", "benchmarks.peak", task, *arguments]
    surroundings = {**os.environ, "DATABASE_URL": store.url}
    root = Path(__file__).resolve().parent.parent
    done = subprocess.run(command, capture_output=True, cwd=root, env=surroundings, check=True)
    found: dict[str, int] = json.loads(done.stdout)
    return found


def _result(world: World, what: str, top: int, bottom: int, goal: float | None, note: str = "") -> Result:
    return Result(
        name="memory", what=what, database=world.database, top=top / 1024, bottom=bottom / 1024, repeats=1,
        unit="MiB", goal=goal, note=note,
    )  # fmt: skip
