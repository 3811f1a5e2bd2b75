from datetime import date
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import AccessEntry
from registry.enums import ImportState
from registry.models import Act, Cadre, DistinctPair, ImportBatch, Posting
from tests.factories.registry import make_cadre, unit_coded
from tests.registry.workbook import planted
from tests.registry.workbook.books import list_bytes, person, run_import, save
from tests.registry.workbook.hashes import hashes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]


@pytest.fixture
def page(client, clerk):
    client.force_login(clerk)
    return client


def upload(page, content, *, name="danh-sach.xlsx", **data):
    file = SimpleUploadedFile(name, content)
    return page.post(reverse("registry:import_start"), {"file": file, "as_of": "31/12/2013", **data})


def checked(page, content, **data):
    response = upload(page, content, **data)
    assert response.status_code == 302
    return ImportBatch.objects.latest("pk")


def act_on(page, name, batch, **data):
    return page.post(reverse(f"registry:{name}", args=[batch.pk]), data, follow=True)


def shown(page, batch):
    response = page.get(reverse("registry:import_check", args=[batch.pk]))
    assert response.status_code == 200
    return response


def test_every_planted_fault_stands_on_the_page(page, clerk, tmp_path):
    run_import(save(tmp_path, planted.base_bytes()), clerk.username, "--commit")
    planted.make_homonym(clerk)
    batch = checked(page, list_bytes(planted.rows(planted=True)))

    response = shown(page, batch)

    lines = [line for group in response.context["errors"] for line in group.lines]
    found = {
        (each.finding.sheet, each.finding.row, each.finding.column, each.finding.value) for each in lines
    }
    assert found == {fault.cell for fault in planted.FAULTS}
    text = response.content.decode()
    for fault in planted.FAULTS:
        assert f">{fault.cell[1]}<" in text
        assert fault.heading in text
    assert f'<b class="n">{len(planted.FAULTS)}</b>' in text
    marked = page.get(reverse("registry:import_annotated", args=[batch.pk]))
    book = load_workbook(BytesIO(b"".join(marked) if marked.streaming else marked.content))
    assert book["Lỗi"].max_row == len(planted.FAULTS) + 1


def test_a_file_is_checked_written_and_can_be_undone(page, clerk):
    batch = checked(page, list_bytes([person(number) for number in range(1, 6)]))
    assert not Cadre.objects.exists()
    assert "Chưa có gì được ghi" in shown(page, batch).content.decode()

    done = act_on(page, "import_write", batch, rows="all").content.decode()

    act = Act.objects.get(kind="import")
    assert Cadre.objects.count() == 5
    assert reverse("registry:act_undo", args=[act.pk]) in done
    assert "5 dòng thêm mới" in done
    batch.refresh_from_db()
    assert (batch.state, batch.act, bytes(batch.content)) == (ImportState.WRITTEN, act, b"")
    assert AccessEntry.objects.filter(kind="import", rows=5).count() == 1


def test_a_double_submit_writes_once(page):
    batch = checked(page, list_bytes([person(1)]))

    act_on(page, "import_write", batch, rows="all")
    second = act_on(page, "import_write", batch, rows="all").content.decode()

    assert Act.objects.filter(kind="import").count() == 1
    assert "đã được ghi hoặc đã hủy trước đó" in second


def test_only_the_valid_rows_are_written_when_chosen(page):
    batch = checked(page, list_bytes([person(1), person(2, sex="Nma"), person(3)]))

    text = act_on(page, "import_write", batch, rows="all").content.decode()
    assert "Còn 1 lỗi nên chưa ghi gì" in text
    assert not Cadre.objects.exists()

    act_on(page, "import_write", batch, rows="valid")
    assert Cadre.objects.count() == 2


def test_one_value_corrects_all_equal_cells_and_can_be_taken_back(page):
    rows = [person(number, title="Chủ nhiệm hợp tác xã") for number in range(1, 4)]
    batch = checked(page, list_bytes(rows))
    fix = {"code": "unknown_title", "heading": "Chức danh", "old": "Chủ nhiệm hợp tác xã", "new": "VP-TK"}

    act_on(page, "import_fix", batch, **fix)
    assert not shown(page, batch).context["has_errors"]

    act_on(page, "import_reset", batch)
    assert shown(page, batch).context["summary"].error_cells == 3

    act_on(page, "import_fix", batch, **fix)
    act_on(page, "import_write", batch, rows="all")
    assert set(Posting.objects.values_list("title__code", flat=True)) == {"office_statistics"}


def test_two_different_people_are_added_and_remembered(page, clerk):
    known = make_cadre(clerk, unit_coded("01333"), "Nông Văn Bình", born_on=date(1975, 3, 4))
    batch = checked(
        page, list_bytes([person(1, full_name="Nông Văn Bình", birth="05/03/1975", id_number=None)])
    )
    line = shown(page, batch).context["errors"][0].lines[0]
    assert [choice.value for choice in line.choices] == [f"update:{known.code}", "new", "skip"]

    act_on(page, "import_choose", batch, key=line.finding.decision_key, choice="new")
    act_on(page, "import_write", batch, rows="all")

    other = Cadre.objects.exclude(pk=known.pk).get()
    assert DistinctPair.objects.filter(first=known, second=other).exists()


def test_a_skipped_row_is_left_out(page):
    batch = checked(page, list_bytes([person(1), person(2, sex="Nma")]))
    line = shown(page, batch).context["errors"][0].lines[0]

    act_on(page, "import_choose", batch, key=line.finding.decision_key, choice="skip")
    act_on(page, "import_write", batch, rows="all")

    assert Cadre.objects.count() == 1


def test_people_missing_from_a_full_list_are_ended_by_decision_only(page, clerk):
    gone, stays = (make_cadre(clerk, unit_coded("01333"), name) for name in ("Lý A Páo", "Lý A Dình"))
    batch = checked(page, list_bytes([person(1)]), is_full_list="on")
    assert {each.posting.cadre_id for each in shown(page, batch).context["missing"]} == {gone.pk, stays.pk}

    answers = {f"decision-{gone.code}": "retired", f"day-{gone.code}": "31/10/2013"}
    act_on(page, "import_missing", batch, person=[gone.code, stays.code], **answers)
    act_on(page, "import_write", batch, rows="all")

    assert gone.postings.get().ended_on == date(2013, 10, 31)
    assert gone.postings.get().end_reason == "retired"
    assert stays.postings.get().ended_on is None


def test_a_refused_file_is_explained_and_nothing_is_kept(page):
    response = upload(page, b"<html>", name="danh-sach.xlsx")

    assert response.status_code == 422
    assert "không phải sổ Excel" in response.content.decode()
    assert not ImportBatch.objects.exists()


def test_a_cancelled_file_cannot_be_written(page):
    batch = checked(page, list_bytes([person(1)]))

    act_on(page, "import_cancel", batch)
    act_on(page, "import_write", batch, rows="all")

    assert not Cadre.objects.exists()
    assert "đã hủy" in shown(page, batch).content.decode()


def test_the_file_of_another_account_is_not_found(page, client, other_clerk):
    batch = checked(page, list_bytes([person(1)]))
    before = hashes()
    client.force_login(other_clerk)

    for name in ("import_check", "import_annotated"):
        assert client.get(reverse(f"registry:{name}", args=[batch.pk])).status_code == 404
    for name in (
        "import_fix",
        "import_choose",
        "import_missing",
        "import_reset",
        "import_write",
        "import_cancel",
    ):
        assert client.post(reverse(f"registry:{name}", args=[batch.pk])).status_code == 404
    assert hashes() == before


def test_the_templates_can_be_uploaded_again(page, clerk):
    make_cadre(clerk, unit_coded("01333"), "Lý A Páo")

    filled = page.get(reverse("registry:import_prefilled"))
    batch = checked(page, filled.content)

    assert shown(page, batch).context["summary"].unchanged == 1
    empty = page.get(reverse("registry:import_template"))
    assert shown(page, checked(page, empty.content)).context["summary"].rows == 0


def test_a_number_of_papers_is_corrected_for_one_person_only(page):
    rows = [person(1, id_number=80123456), person(2, id_number=80123456)]
    batch = checked(page, list_bytes(rows))
    lines = [line for group in shown(page, batch).context["errors"] for line in group.lines]
    assert [line.rows for line in lines if line.finding.code == "id_lost_zero"] == [1, 1]

    first = {"code": "id_lost_zero", "heading": "Số CMND/CCCD", "old": "80123456", "new": "080123456"}
    act_on(page, "import_fix", batch, **first, cell=lines[0].cell)

    assert shown(page, batch).context["summary"].error_cells == 1
