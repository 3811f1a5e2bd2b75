"""Faults that the suite once let pass: each stands here as a patch, with the test that must go red under it.

`make mutants-known` plants each in a copy of the program and runs that one test; it is part of `make check`.
A patch that no longer applies is renewed by hand, so that the fault stays the same.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.mutants.sampling import NOT_COPIED, TESTS

ROOT = Path(__file__).resolve().parent.parent.parent
PATCHES = sorted(Path(__file__).parent.glob("*.patch"))
# What pytest answers when tests ran and some failed; a fault that stops them from running is another.
RED = 1
NAMED = pytest.mark.parametrize("patch", PATCHES, ids=lambda patch: patch.stem)

pytestmark = pytest.mark.one_database


def red_test(patch: Path) -> str:
    """The test that a patch names."""
    [name] = re.findall(r"^Red: (\S+)$", patch.read_text(encoding="utf-8"), re.MULTILINE)
    return name


def run(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(words, cwd=cwd, capture_output=True, text=True, env=surroundings(), check=False)


def surroundings() -> dict[str, str]:
    """Without the variables of the run that asks."""
    mine = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "COV_"))}
    # A folder inside a checkout would make git look for the patched files there.
    return mine | {"GIT_DIR": os.devnull}


@NAMED
def test_a_planted_fault_still_fits_the_program_and_names_a_test(patch: Path):
    applied = run("git", "apply", "--check", str(patch), cwd=ROOT)
    file, _, name = red_test(patch).partition("::")

    assert applied.returncode == 0, applied.stderr
    assert f"\ndef {name}(" in (ROOT / file).read_text(encoding="utf-8")


def test_what_is_sampled_is_there():
    named = {*TESTS, *(path for paths in TESTS.values() for path in paths.split())}

    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []


@pytest.mark.mutant
@NAMED
def test_a_planted_fault_turns_its_test_red(patch: Path, tmp_path: Path):
    copy = tmp_path / "copy"
    shutil.copytree(ROOT, copy, ignore=NOT_COPIED)
    run("git", "apply", str(patch), cwd=copy).check_returncode()

    done = run(sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", red_test(patch), cwd=copy)

    outcome = done.stdout.rstrip().splitlines()[-1]
    assert done.returncode == RED, done.stdout + done.stderr
    assert "failed" in outcome
    assert "error" not in outcome
