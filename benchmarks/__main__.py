"""`python -m benchmarks`: makes the databases, measures on each, writes `docs/performance.md`, drops them."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks import report
from benchmarks.harness import Result

NAMES = (
    "dashboard", "province-in-country", "list-page", "query-counts", "bulk-write", "import", "import-library",
    "export", "export-library", "memory",
)  # fmt: skip
ROOT = Path(__file__).resolve().parent.parent
SERVER = "postgres://postgres@127.0.0.1:5432/cadre_std"

QUICK = "three provinces, few repeats: some minutes; writes no document"
SMALLEST = "one repeat on forty people: shows only that everything runs"


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    sizes = parser.add_mutually_exclusive_group()
    sizes.add_argument("--quick", dest="size", action="store_const", const="quick", help=QUICK)
    sizes.add_argument("--smallest", dest="size", action="store_const", const="smallest", help=SMALLEST)
    parser.set_defaults(size="full")
    parser.add_argument("--provinces", default="", help="size of the country, 70 in the full run")
    parser.add_argument("--database", choices=("sqlite", "postgres", "both"), default="both")
    parser.add_argument("--only", choices=NAMES, action="append", default=[], help="may be given twice")
    parser.add_argument("--folder", type=Path, help="where SQLite files and results lie (default: a new one)")
    parser.add_argument("--keep", action="store_true", help="leave the databases for the next run")
    return parser.parse_args()


def run(database: str, step: str, folder: Path, asked: argparse.Namespace) -> subprocess.Popen[bytes]:
    """One step on one database system, in a process of its own: settings are read once a process."""
    server = os.environ.get("POSTGRES_URL", SERVER)
    url = server if database == "postgres" else f"sqlite:///{folder / 'cadre_bench.sqlite3'}"
    surroundings = {
        **os.environ,
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        "READ_DOTENV": "false",
        "PROFILE": "local",
        "DEBUG": "false",
    }
    answer = str(folder / f"{database}.json")
    given = [step, str(folder), asked.size, asked.provinces, answer]
    command = [sys.executable, "-m", "benchmarks.run", *given, *asked.only]
    return subprocess.Popen(command, cwd=ROOT, env=surroundings)


def finish(running: list[subprocess.Popen[bytes]]) -> None:
    """Waits for all; one that fails ends the whole."""
    codes = [each.wait() for each in running]
    if any(codes):
        raise SystemExit("A benchmark failed; nothing was written into the document.")


def measured(databases: list[str], folder: Path, asked: argparse.Namespace) -> list[Result]:
    """Databases are made side by side, for there is nothing to compare yet; measured one after the other."""
    try:
        finish([run(each, "prepare", folder, asked) for each in databases])
        for each in databases:
            finish([run(each, "measure", folder, asked)])
    finally:
        if not asked.keep:
            finish([run(each, "drop", folder, asked) for each in databases])
    answers = [json.loads((folder / f"{each}.json").read_text(encoding="utf-8")) for each in databases]
    return [Result(**each) for answer in answers for each in answer]


def main() -> None:
    asked = arguments()
    databases = ["sqlite", "postgres"] if asked.database == "both" else [asked.database]
    with tempfile.TemporaryDirectory(prefix="cadre_bench_") as temporary:
        results = measured(databases, asked.folder or Path(temporary), asked)
    print(report.table(results))
    if asked.size == "full":
        report.write(ROOT / "docs" / "performance.md", results)


if __name__ == "__main__":
    main()
