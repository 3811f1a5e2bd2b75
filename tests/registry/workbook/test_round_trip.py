import pytest
from django.core.management import call_command

from registry.models import Cadre, Posting, Qualification
from tests.registry.workbook.books import list_bytes, person, run_import, save

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]


def test_a_list_is_imported_then_unchanged_then_exported_and_unchanged_again(clerk, tmp_path):
    path = save(tmp_path, list_bytes([person(number) for number in range(1, 31)]))

    checked = run_import(path, clerk.username)
    assert checked == (
        0,
        {"rows": 30, "created": 30, "updated": 0, "unchanged": 0, "missing": [], "errors": [], "act": None},
    )
    assert not Cadre.objects.exists()

    code, written = run_import(path, clerk.username, "--commit")
    assert (code, written["created"]) == (0, 30)
    assert written["act"] is not None
    assert (Cadre.objects.count(), Posting.objects.count(), Qualification.objects.count()) == (30, 30, 90)

    code, again = run_import(path, clerk.username, "--commit")
    assert (code, again["unchanged"], again["act"]) == (0, 30, None)

    exported = tmp_path / "xuat.xlsx"
    call_command("export_cadres", "--user", clerk.username, "--as-of", "2013-12-31", "-o", str(exported))
    code, back = run_import(exported, clerk.username, "--commit", "--full-list")
    assert (code, back["rows"], back["unchanged"], back["missing"]) == (0, 30, 30, [])
