"""`permissions.csv`: which status each role gets for each route and method, in the own district."""

import csv
from pathlib import Path

ROLES = ("anonymous", "administrator", "province_staff", "district_clerk", "leader", "auditor")
METHODS = ("GET", "POST")
TABLE_FILE = Path(__file__).with_name("permissions.csv")


def read_table() -> dict[tuple[str, str], dict[str, int]]:
    """Status by role, by route and method."""
    with TABLE_FILE.open(encoding="utf-8", newline="") as file:
        return {
            (row["route"], row["method"]): {role: int(row[role]) for role in ROLES}
            for row in csv.DictReader(file)
        }


TABLE = read_table()
