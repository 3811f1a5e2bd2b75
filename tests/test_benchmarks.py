"""The benchmarks measure in turn, take the middle, and all of them run: what nobody runs rots."""

import os
import subprocess
import sys
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from benchmarks import report
from benchmarks.__main__ import NAMES
from benchmarks.harness import Result, compared, interleaved, median

pytestmark = pytest.mark.one_database

ROOT = Path(__file__).resolve().parent.parent


def a_result(**changes: object) -> Result:
    values: dict[str, Any] = {
        "name": "page",
        "what": "page ÷ SQL",
        "database": "SQLite",
        "top": 30.0,
        "bottom": 10.0,
    }
    return Result(**{**values, "repeats": 15} | changes)


def test_sides_are_measured_in_turn():
    calls: list[str] = []
    sides = {name: lambda name=name: calls.append(name) for name in "AB"}

    interleaved(sides, repeats=4)

    assert "".join(calls) == "AB" + "ABABABAB"  # once to warm up, then in turn


def test_of_slow_sides_no_run_is_given_away():
    calls: list[str] = []

    interleaved({"A": lambda: calls.append("A")}, repeats=3)

    assert calls == ["A"] * 3


def test_only_the_side_itself_is_timed():
    ticks = count()
    clock = lambda: float(next(ticks))  # noqa: E731 -- a clock that moves when it is read

    times = interleaved({"A": lambda: None}, repeats=2, before=clock, after=clock, clock=clock)

    assert times == {"A": [1000.0, 1000.0]}


@pytest.mark.parametrize(("values", "middle"), [([9, 1, 5], 5), ([1, 2, 4, 100], 3), ([7], 7)])
def test_the_median_is_the_middle(values, middle):
    assert median(values) == middle


def test_a_result_is_the_ratio_of_the_medians():
    times = {"page": [30.0, 10.0, 20.0], "sql": [5.0, 1000.0, 4.0]}

    found = compared("page", "page ÷ SQL", "SQLite", times, top="page", bottom="sql", goal=4)

    assert (found.ratio, found.repeats, found.is_reached) == (4, 3, True)


def test_a_missed_goal_is_marked_and_one_without_goal_is_not():
    assert "| 3 ✗ | ≤ 2 |" in report.table([a_result(goal=2)])
    assert "| 3 |  |" in report.table([a_result()])


def test_the_document_keeps_its_prose_and_lines_of_other_runs(tmp_path):
    path = tmp_path / "performance.md"
    path.write_text(f"before\n{report.BEGIN}\n{report.END}\nafter\n", encoding="utf-8")

    report.write(path, [a_result(), a_result(database="PostgreSQL")])
    report.write(path, [a_result(top=50.0)])

    text = path.read_text(encoding="utf-8")
    assert text.startswith("before\n")
    assert text.endswith("after\n")
    assert "| page ÷ SQL | SQLite | 5 |" in text
    assert "| page ÷ SQL | PostgreSQL | 3 |" in text
    assert text.count("page ÷ SQL") == 2


def test_every_benchmark_runs(tmp_path):
    command = [
        sys.executable,
        "-m",
        "benchmarks",
        "--smallest",
        "--database",
        "sqlite",
        "--folder",
        str(tmp_path),
    ]
    done = subprocess.run(command, cwd=ROOT, env=dict(os.environ), capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
    assert all(f"{name} …" in done.stderr for name in NAMES)
    assert list(tmp_path.glob("*.sqlite3*")) == []
