"""Results as a table, and their place in `docs/performance.md`."""

from __future__ import annotations

import os
import platform
import re
import sqlite3
import subprocess
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.harness import Result

BEGIN, END = "<!-- results: written by make bench -->", "<!-- end of results -->"
HEAD = "| What | Database | Ratio | Goal | Medians | Repeats | Remarks |\n|---|---|---:|---:|---:|---:|---|"
_ROW = re.compile(r"^\| (?P<what>[^|]+) \| (?P<database>[^|]+) \|")


def table(results: Iterable[Result]) -> str:
    """One line a result."""
    return "\n".join([HEAD, *map(_line, results)])


def write(path: Path, results: list[Result]) -> None:
    """Puts the lines into the document; lines of the same name and database are replaced, others stay."""
    text = path.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    old, _, after = rest.partition(END)
    lines = {match.groups(): line for line in old.splitlines() if (match := _ROW.match(line))}
    lines.pop(("What", "Database"), None)
    lines |= {(result.what, result.database): _line(result) for result in results}
    body = "\n".join([f"{_machine()}\n", HEAD, *lines.values()])
    path.write_text(f"{before}{BEGIN}\n{body}\n{END}{after}", encoding="utf-8")


def _line(result: Result) -> str:
    goal = "" if result.goal is None else f"≤ {_number(result.goal)}"
    verdict = {None: "", True: "", False: " ✗"}[result.is_reached]
    unit = f" {result.unit}" if result.unit else ""
    medians = f"{_amount(result.top)} : {_amount(result.bottom)}{unit}"
    cells = (
        result.what, result.database, f"{_number(result.ratio)}{verdict}", goal, medians,
        str(result.repeats), result.note,
    )  # fmt: skip
    return "| " + " | ".join(cells) + " |"


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if value < 100 else f"{value:.0f}"


def _amount(value: float) -> str:
    return f"{value:.1f}" if value < 100 and value != int(value) else f"{value:,.0f}".replace(",", " ")


def _machine() -> str:
    """What the numbers were taken on; other work on the same machine moves them, the ratios much less."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    return (
        f"Last run {datetime.now(UTC):%d/%m/%Y}, commit {commit.stdout.strip()}: {os.cpu_count()} cores, "
        f"{memory:.0f} GiB memory, {platform.system()}, Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}."
    )
