"""Measures on the database system of `DATABASE_URL`; started by `python -m benchmarks`, not by hand."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import django

django.setup()

from benchmarks import exporting, importing, memory, pages, writing  # noqa: E402 -- models need the set-up
from benchmarks.harness import Result  # noqa: E402
from benchmarks.world import SIZES, World  # noqa: E402

BENCHMARKS: dict[str, Callable[[World], list[Result]]] = {
    "dashboard": pages.dashboard,
    "province-in-country": pages.province_in_country,
    "list-page": pages.list_page,
    "query-counts": pages.query_counts,
    "bulk-write": writing.bulk_write,
    "import": importing.imports,
    "import-library": importing.against_library,
    "export": exporting.exports,
    "export-library": exporting.against_library,
    "memory": memory.peaks,
}


def tell(line: str) -> None:
    """A word on how far it is; the results go to a file."""
    print(line, file=sys.stderr, flush=True)


def measure(world: World, names: list[str], answer: Path) -> None:
    """Runs the benchmarks named, or all, and writes their results."""
    world.prepare(tell)
    results = []
    for name in names or BENCHMARKS:
        tell(f"{world.database} {name} …")
        results += [result.plain() for result in BENCHMARKS[name](world)]
        answer.write_text(json.dumps(results), encoding="utf-8")


def main(arguments: list[str]) -> None:
    """prepare, measure or drop, in a folder, at a size, with a country of so many provinces."""
    step, folder, size, provinces, answer, *names = arguments
    world = World(Path(folder), replace(SIZES[size], provinces=int(provinces or SIZES[size].provinces)))
    if step == "prepare":
        world.prepare(tell)
    elif step == "measure":
        measure(world, names, Path(answer))
    else:
        world.drop()


if __name__ == "__main__":
    main(sys.argv[1:])
