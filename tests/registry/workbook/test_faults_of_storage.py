"""What happens when an import is killed, done twice at once, or taken back."""

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import date
from pathlib import Path

import pytest
from django.db import connection, connections

from registry.acts import undo
from registry.models import Act, Cadre, DistinctPair, Posting
from registry.workbook import service
from registry.workbook.planning.decisions import Decisions
from registry.workbook.planning.planning import Request
from registry.workbook.reading.reading import read
from tests.factories.registry import make_cadre, make_user, unit_coded
from tests.registry.workbook.books import DAY, FIRST_ROW, SHEET, list_bytes, person
from tests.registry.workbook.hashes import hashes

# Waits inside the transaction once rows have been seen inserted, and says so.
KILLED = """
import sys, time
import django
from django.conf import settings
import cadre_std.settings
settings.DATABASES["default"] |= {"NAME": sys.argv[1]}
django.setup()
from django.db.models.query import QuerySet
from accounts.models import User
from registry.workbook import service
from registry.workbook.planning.planning import Request
from registry.workbook.reading.reading import read
from registry.models import Cadre
from tests.registry.workbook.books import DAY, list_bytes, person
plain = QuerySet.bulk_create
def slow(self, rows, *args, **options):
    made = plain(self, rows, *args, **options)
    if self.model.__name__ == "Posting":
        print("inserted", Cadre.objects.count(), flush=True)
        time.sleep(60)
    return made
QuerySet.bulk_create = slow
user = User.objects.get(username="huyenbaolac")
book = read("a.xlsx", list_bytes([person(number) for number in range(1, 40)]))
service.write(Request(user, book, DAY))
"""


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_an_import_killed_after_rows_were_seen_inserted_leaves_none(reference, tmp_path):
    name = str(connection.settings_dict["NAME"])
    make_user("huyenbaolac", units=(unit_coded("043"),))
    assert _killed(name, os.environ | {"READ_DOTENV": "false"}) == ["inserted", "39"]
    assert not Cadre.objects.exists()
    assert not Posting.objects.exists()
    assert not Act.objects.exists()


def test_an_import_killed_in_a_file_database_leaves_no_row(tmp_path):
    path = tmp_path / "a.sqlite3"
    environment = os.environ | {"READ_DOTENV": "false", "DATABASE_URL": f"sqlite:///{path}"}
    for command in (("migrate", "-v0"), ("load_reference",), ("shell", "-c", _MAKE_CLERK)):
        subprocess.run(
            [sys.executable, "manage.py", *command], env=environment, check=True, capture_output=True
        )

    assert _killed(str(path), environment) == ["inserted", "39"]

    counted = [sys.executable, "manage.py", "shell", "-v0", "-c", _COUNT]
    left = subprocess.run(counted, env=environment, check=True, capture_output=True, text=True).stdout
    assert left.split() == ["0", "0", "0"]


_MAKE_CLERK = """
from tests.factories.registry import make_user, unit_coded
make_user("huyenbaolac", units=(unit_coded("043"),))
"""
_COUNT = (
    "from registry.models import Act, Cadre, Posting; "
    "print(Cadre.objects.count(), Posting.objects.count(), Act.objects.count())"
)


def _killed(name, environment):
    """What the import said before it was killed."""
    environment = environment | {
        "DJANGO_SETTINGS_MODULE": "cadre_std.settings",
        "PYTHONPATH": str(Path.cwd()),
    }
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, name], env=environment, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    said = process.stdout.readline()
    process.send_signal(signal.SIGKILL)
    process.wait(timeout=30)
    process.stdout.close()
    return said.split()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("attempt", range(5))
def test_the_same_file_imported_twice_at_once_adds_everyone_once(reference, attempt):
    clerk = make_user("huyenbaolac", units=(unit_coded("043"),))
    content = list_bytes([person(number, id_number=None) for number in range(1, 20)])
    barrier = threading.Barrier(2)

    def run():
        try:
            request = Request(clerk, read("a.xlsx", content), DAY)
            barrier.wait(timeout=10)
            service.write(request)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert Cadre.objects.count() == 19
    assert Act.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("reference")
def test_an_import_that_told_two_people_apart_is_taken_back_whole(clerk):
    known = make_cadre(clerk, unit_coded("01333"), "Nông Văn Bình", born_on=date(1975, 3, 4))
    before = hashes()
    row = person(1, full_name="Nông Văn Bình", birth="05/03/1975", id_number=None)
    decisions = Decisions(rows={f"{SHEET}!{FIRST_ROW}!match": "new"})
    _plan, act = service.write(Request(clerk, read("a.xlsx", list_bytes([row])), DAY, decisions=decisions))
    assert DistinctPair.objects.filter(first=known).count() == 1

    assert act is not None
    undo.undo(act, clerk)

    assert hashes() == before
    assert not DistinctPair.objects.exists()
    connection.check_constraints()


@pytest.mark.django_db
@pytest.mark.usefixtures("reference")
def test_five_thousand_rows_are_checked_and_written_quickly(province):
    rows = [
        person(number, full_name=f"Nông Văn {_letters(number)}", id_number=f"{number:09d}")
        for number in range(1, 5001)
    ]
    request = Request(province, read("a.xlsx", list_bytes(rows)), DAY)

    started = time.monotonic()
    plan, _act = service.write(request)

    assert len(plan.to_write) == 5000
    assert time.monotonic() - started < 60


def _letters(number):
    text = ""
    while number:
        number, rest = divmod(number, 26)
        text += chr(ord("a") + rest)
    return text.capitalize()
