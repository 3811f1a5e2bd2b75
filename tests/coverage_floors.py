"""Holds the coverage that was just measured to the floors of pyproject.toml; asked by `make check`."""

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    floors = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["cadre_std"]
    asked = floors["coverage_floors"]
    include = ",".join(asked["paths"])
    of_program = report(asked["program"])
    of_rules = report(asked["rules_and_services"], f"--include={include}")
    return of_program or of_rules


def report(floor: int, *narrowed: str) -> int:
    words = ("report", "--skip-covered", "--precision=1", f"--fail-under={floor}", *narrowed)
    return subprocess.run([sys.executable, "-m", "coverage", *words], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
