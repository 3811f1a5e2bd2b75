"""`make mutants`: small random faults in the rules that carry the figures, to see which no test notices.

cosmic-ray changes a copy of the program, one place at a time, and the tests of that module run over it. The
sample is drawn by a seed. A run that was stopped goes on where it stood; without `var/mutants` it begins
anew.
"""

import ast
import filecmp
import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "var" / "mutants"
COPY, SESSION, SETTINGS = FOLDER / "tree", FOLDER / "session.sqlite3", FOLDER / "cosmic-ray.toml"
NOT_COPIED = shutil.ignore_patterns(".*", "var", "staticfiles", "docs", "__pycache__")
SIZE, SEED = 300, 10
SECONDS = 240
# Each module with the tests that must notice a fault in it.
TESTS = {
    "registry/scope.py": "tests/registry/access tests/registry/units tests/registry/cards",
    "registry/querysets.py": "tests/registry/listing tests/registry/cards tests/registry/standing",
    "registry/standing/standings.py": "tests/registry/standing tests/reports/figures",
    "registry/standing/standards.py": "tests/registry/standing",
    "registry/acts/undo.py": "tests/registry/acts tests/training/costs/test_undo_guard.py",
    "registry/ceilings.py": "tests/registry/test_ceilings.py tests/training/costs tests/training/money",
    "common/money.py": "tests/common tests/training/costs",
    "training/querysets.py": "tests/training/classes tests/training/enrolment tests/training/results",
    "training/enrolment/open_work.py": "tests/training/enrolment",
    "training/costs/undo_guard.py": "tests/training/costs",
    "training/costs/commitments.py": "tests/training/costs tests/training/money",
    "training/costs/costs.py": "tests/training/costs tests/training/money",
    "training/money/services.py": "tests/training/money",
    "reports/dashboard/overview.py": "tests/reports/dashboard",
}
# Of `a | b` only `a & b` says something; the other operators stop the program at once.
OF_EITHER = "core/ReplaceBinaryOperator_BitOr_"


def main() -> int:
    if sys.argv[1:] == ["test"]:
        return run_tests_of_the_changed_module(original=ROOT.parent / "original")
    if not SESSION.exists():
        prepare(int(os.environ.get("MUTANTS", SIZE)))
    cosmic_ray("exec", str(SETTINGS), str(SESSION))
    return report()


def prepare(size: int) -> None:
    """A copy of the program, and the faults that are to be planted in it."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    for copy in (COPY, FOLDER / "original"):
        shutil.copytree(ROOT, copy, ignore=NOT_COPIED)
    command = f"{sys.executable} -m tests.mutants.sampling test"
    SETTINGS.write_text(
        f"[cosmic-ray]\nmodule-path = {json.dumps(list(TESTS))}\ntimeout = {SECONDS}.0\n"
        f'excluded-modules = []\ntest-command = "{command}"\n[cosmic-ray.distributor]\nname = "local"\n',
        encoding="utf-8",
    )
    unfinished = SESSION.with_suffix(".unfinished")
    cosmic_ray("init", str(SETTINGS), str(unfinished))
    draw(unfinished, size)
    unfinished.rename(SESSION)


def draw(session: Path, size: int) -> None:
    """Keeps as many faults as asked for, the same for the same program and seed."""
    with closing(sqlite3.connect(session)) as connection, connection:
        rows = connection.execute(
            "SELECT module_path, start_pos_row, start_pos_col, operator_name, occurrence, job_id "
            "FROM mutation_specs"
        )
        telling = sorted(row for row in rows if is_telling(row[0], row[1], row[3]))
        kept = random.Random(SEED).sample(telling, min(size, len(telling)))
        print(f"{len(kept)} of {len(telling)} faults")
        connection.execute("CREATE TEMP TABLE kept (job_id TEXT)")
        connection.executemany("INSERT INTO kept VALUES (?)", [(row[-1],) for row in kept])
        for table in ("mutation_specs", "work_items"):
            connection.execute(f"DELETE FROM {table} WHERE job_id NOT IN (SELECT job_id FROM kept)")  # noqa: S608


def is_telling(module: str, line: int, operator: str) -> bool:
    """False in annotations, which nobody evaluates, and where the program would not start."""
    if operator.startswith(OF_EITHER) and not operator.endswith("BitAnd"):
        return False
    return line not in annotated(module) and text_of(module)[line - 1].strip() != "*,"


@cache
def text_of(module: str) -> list[str]:
    return (ROOT / module).read_text(encoding="utf-8").splitlines()


@cache
def annotated(module: str) -> set[int]:
    """Lines of signatures and of annotated names."""
    tree = ast.parse("\n".join(text_of(module)))
    return {line for node in ast.walk(tree) for line in lines_of_annotations(node)}


def lines_of_annotations(node: ast.AST) -> Iterator[int]:
    of_node = (getattr(node, name, None) for name in ("annotation", "returns"))
    for each in of_node:
        if isinstance(each, ast.expr):
            yield from range(each.lineno, (each.end_lineno or each.lineno) + 1)


def run_tests_of_the_changed_module(original: Path) -> int:
    """Asked by cosmic-ray inside the copy, where one module differs from the original."""
    changed = [name for name in TESTS if not filecmp.cmp(ROOT / name, original / name, shallow=False)]
    paths = [path for name in changed for path in TESTS[name].split()]
    words = ("-q", "-x", "-p", "no:randomly", "-p", "no:cacheprovider", "-m", "not browser and not postgres")
    return subprocess.run([sys.executable, "-m", "pytest", *words, *paths], cwd=ROOT, check=False).returncode


def cosmic_ray(*words: str) -> None:
    subprocess.run([sys.executable, "-m", "cosmic_ray.cli", *words], cwd=COPY, check=True)


def report() -> int:
    """Prints who survived; the faults themselves are in the session, as differences."""
    with closing(sqlite3.connect(SESSION)) as connection:
        rows: list[tuple[Any, ...]] = connection.execute(
            "SELECT test_outcome, module_path, start_pos_row, operator_name, diff "
            "FROM work_results JOIN mutation_specs USING (job_id) ORDER BY module_path, start_pos_row"
        ).fetchall()
    for outcome, module, line, operator, difference in rows:
        if outcome == "SURVIVED":
            print(f"\n{module}:{line} {operator}\n{difference}")
    print(Counter(row[0] for row in rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
