from io import BytesIO, StringIO

import pytest
from django.core.management import call_command
from openpyxl import load_workbook

from common.text.folding import clean_for_export
from registry.models import Act, Cadre
from tests.registry.workbook import planted
from tests.registry.workbook.books import SHEET, list_bytes, run_import, save
from tests.registry.workbook.hashes import hashes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]


@pytest.fixture
def known_people(clerk, tmp_path):
    code, result = run_import(save(tmp_path, planted.base_bytes(), "dot-1.xlsx"), clerk.username, "--commit")
    assert (code, result["created"]) == (0, planted.KNOWN)
    planted.make_homonym(clerk)


@pytest.fixture
def faulty(tmp_path):
    return save(tmp_path, list_bytes(planted.rows(planted=True)), "loi.xlsx")


def cells(errors):
    return {(each["sheet"], each["row"], each["column"], each["value"]): each["code"] for each in errors}


def test_there_are_at_least_twenty_kinds_each_planted_once():
    assert len({fault.kind for fault in planted.FAULTS}) == len({fault.code for fault in planted.FAULTS})
    assert len(planted.FAULTS) >= 20


def test_the_command_names_every_planted_fault_and_nothing_else(clerk, known_people, faulty):
    before = hashes()

    code, result = run_import(faulty, clerk.username, "--commit")

    assert code == 1
    assert cells(result["errors"]) == {fault.cell: fault.code for fault in planted.FAULTS}
    assert all(":" in each["message"] for each in result["errors"])
    assert result["act"] is None
    assert hashes() == before


def test_the_annotated_workbook_marks_every_planted_fault_and_changes_no_value(
    clerk, known_people, faulty, tmp_path
):
    report = tmp_path / "ghi-chu.xlsx"

    run_import(faulty, clerk.username, "--report", str(report))

    marked, original = load_workbook(report), load_workbook(faulty)
    sheet = marked[SHEET]
    red = {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.comment}
    assert red == {f"{fault.cell[2]}{fault.cell[1]}" for fault in planted.FAULTS}
    listed = [[cell.value for cell in row[:4]] for row in marked["Lỗi"].iter_rows(min_row=2)]
    assert sorted((a, b, c, d or "") for a, b, c, d in listed) == sorted(
        (*fault.cell[:3], clean_for_export(fault.cell[3])) for fault in planted.FAULTS
    )
    values = [[cell.value for cell in row] for row in original[SHEET].iter_rows()]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == values


def test_corrected_it_imports_then_changes_nothing_and_undo_restores_every_row(clerk, known_people, tmp_path):
    before = hashes()
    corrected = save(tmp_path, list_bytes(planted.rows(planted=False)), "da-sua.xlsx")

    code, written = run_import(corrected, clerk.username, "--commit")
    assert (code, written["errors"]) == (0, [])
    assert (written["created"], written["unchanged"]) == (planted.LAST - 1 - planted.KNOWN, planted.KNOWN)
    assert hashes() != before

    assert run_import(corrected, clerk.username, "--commit")[1]["unchanged"] == planted.LAST - 1
    exported = tmp_path / "xuat.xlsx"
    call_command("export_cadres", "-o", str(exported), "--as-of", "2013-12-31", stdout=StringIO())
    code, back = run_import(exported, clerk.username, "--commit")
    assert (code, back["unchanged"], back["rows"], back["act"]) == (
        0,
        Cadre.objects.count(),
        planted.LAST,
        None,
    )

    call_command("undo", str(written["act"]), "--user", clerk.username, stdout=StringIO())
    assert hashes() == before


def test_only_the_valid_rows_are_written_by_choice(clerk, known_people, faulty):
    valid = planted.LAST - len({fault.number for fault in planted.FAULTS})

    code, result = run_import(faulty, clerk.username, "--commit", "--valid-rows")

    assert code == 1
    assert (result["created"] + result["updated"] + result["unchanged"]) == valid
    assert len(result["errors"]) == len(planted.FAULTS)


def test_an_annotated_file_that_was_corrected_is_marked_anew(clerk, known_people, faulty, tmp_path):
    report = tmp_path / "ghi-chu.xlsx"
    run_import(faulty, clerk.username, "--report", str(report))
    book = load_workbook(report)
    fault = next(each for each in planted.FAULTS if each.kind == "31/02")
    book[SHEET][f"{fault.cell[2]}{fault.cell[1]}"] = "28/02/1979"
    book.save(report)

    code, result = run_import(report, clerk.username, "--report", str(tmp_path / "lan-2.xlsx"))

    assert code == 1
    assert len(result["errors"]) == len(planted.FAULTS) - 1
    again = load_workbook(BytesIO((tmp_path / "lan-2.xlsx").read_bytes()))
    cell = again[SHEET][f"{fault.cell[2]}{fault.cell[1]}"]
    assert (cell.comment, cell.fill.fill_type) == (None, None)
    assert again.sheetnames.count("Lỗi") == 1


def test_an_import_is_one_act_with_its_file(clerk, known_people):
    act = Act.objects.filter(kind="import").get()

    assert (act.actor, act.source_name, len(act.source_digest)) == (clerk, "dot-1.xlsx", 64)
    assert act.summary == "12 dòng thêm mới, 0 dòng cập nhật"
