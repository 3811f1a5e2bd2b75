"""One task in a process of its own, which tells how much memory it took at most; see `memory.py`."""

from __future__ import annotations

import json
import re
import sys
from datetime import date
from io import BytesIO
from pathlib import Path

import django

django.setup()

from accounts.models import User  # noqa: E402 -- models need the set-up
from benchmarks import libraries  # noqa: E402
from benchmarks.exporting import export  # noqa: E402
from benchmarks.sheets import import_all  # noqa: E402
from benchmarks.world import people_serving  # noqa: E402
from registry.models import Cadre, Unit  # noqa: E402
from registry.pages.as_of import default_day  # noqa: E402
from registry.workbook.exporting import write_list_workbook  # noqa: E402


def main(task: str, arguments: list[str]) -> int:
    """Does the task and returns the number of people it was done for."""
    if task == "export":
        return export_unit(default_day(), *arguments)
    if task == "import":
        import_all([Path(each).read_bytes() for each in arguments], User.objects.get(username="tinh"))
        return Cadre.objects.count()
    if task == "nothing":
        return Cadre.objects.count()
    keys = people_serving()[: int(arguments[0])]
    write = {"export_people": export, "export_library": libraries.export_persons}[task]
    write(keys)
    return len(keys)


def export_unit(day: date, code: str) -> int:
    """The list workbook of a unit, or of everybody."""
    unit = Unit.objects.coded(code, day).get() if code else None
    count: int = write_list_workbook(BytesIO(), day=day, unit=unit)
    return count


def peak_kib() -> int:
    """Resident memory of this process at its highest.

    From Linux itself: `ru_maxrss` begins with the memory of the process that started this one.
    """
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.findall(r"VmHWM:\s+(\d+) kB", status)[0])


if __name__ == "__main__":
    done = main(sys.argv[1], sys.argv[2:])
    print(json.dumps({"count": done, "kib": peak_kib()}))
