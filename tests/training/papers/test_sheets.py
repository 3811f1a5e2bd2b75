"""Workbooks of training: cell by cell against a count by hand over a small province."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from accounts.models import AccessEntry, AccessKind
from registry.enums import Classification, Scale, Sex
from registry.models import EthnicGroup
from tests.factories import registry as facts
from tests.factories import training as make
from training.enums import ClassState, WithdrawalReason
from training.models import Payment, SupportPayment
from training.papers.result_form import FIGURES, GROUPS
from training.papers.result_form_sheet import FIRST_FIGURE, HEAD_ROW, NUMBER_ROW

pytestmark = pytest.mark.django_db

LIST = "/dao-tao/xuat/hoc-vien/"
# Rows of the form by what they hold, columns of its figures by their headings.
DEPUTIES, ELECTED, CIVIL, OUTSIDE, TOTAL = (NUMBER_ROW + place for place in (13, 14, 15, 16, 17))
NAMES = [name for _group, names in GROUPS for name in names]


@pytest.fixture
def taught(officer, commune, elsewhere, bao_lac):
    """Four people in 2013: informatics (two, one on a professional course too), a degree, leadership."""
    kinh = EthnicGroup.objects.get(name="Kinh")
    clerk_title = facts.title("office_statistics")
    one = facts.make_cadre(officer, commune, "Nông Thị Ân", title=clerk_title, sex=Sex.FEMALE)
    two = facts.make_cadre(officer, commune, "Lý A Sình", ethnic_group=kinh)
    three = facts.make_cadre(officer, elsewhere, "Bế Thu Dung", title=facts.title("party_secretary"))
    outsider = facts.make_cadre(officer, commune, "Vàng Mí Sính", kind=facts.kind("project_600"))
    facts.make_qualification(officer, one, Scale.PROFESSIONAL, "intermediate", obtained_on=date(2010, 6, 1))
    rows = {}
    for code, people, first, last in (
        ("TH-A", (one, two), date(2013, 3, 4), date(2013, 3, 29)),
        ("NV-CM", (one,), date(2013, 5, 6), date(2013, 5, 10)),
        ("CM-DH", (two,), date(2013, 9, 2), date(2017, 8, 31)),
        ("QH-CB", (three,), date(2013, 4, 8), date(2013, 4, 12)),
        ("QP-DT4", (outsider,), date(2013, 6, 3), date(2013, 6, 7)),
    ):
        made = make.make_class(officer, code, code=f"L-{code}", starts_on=first, ends_on=last)
        seats = make.make_seats(
            officer, made, facts.unit_coded("04"), source_code="DA03" if code != "QH-CB" else "CTMTQG"
        )
        rows[code] = [make.make_enrolment(officer, seats, person) for person in people]
    made = make.make_class(officer, "TH-A", code="L-HUY", state=ClassState.CANCELLED, state_note="thử")
    make.make_enrolment(officer, make.make_seats(officer, made, bao_lac), three)
    make.make_result(officer, rows["TH-A"][0], classification=Classification.GOOD, certificate_no="1")
    return rows


def form(path, **options):
    call_command("export_form", "DAO-TAO", output=path, verbosity=0, **options)
    return openpyxl.load_workbook(path).active


def figures(sheet, row):
    """The figures of a row by their place, blanks left out."""
    values = [sheet.cell(row, FIRST_FIGURE + place).value for place in range(FIGURES)]
    return {place + 1: value for place, value in enumerate(values) if value is not None}


def test_the_form_counts_attendances_by_what_people_were(taught, tmp_path):
    sheet = form(tmp_path / "f.xlsx", as_of="31/12/2013")

    # 11 university, 15 professional refresher, 16 leadership, 19 defence, 21 informatics, 22 all,
    # 23 minorities, 24 women. The officer of 600 communes is no cadre of the commune.
    assert figures(sheet, ELECTED) == {11: 1, 16: 1, 21: 1, 22: 3, 23: 1}
    assert figures(sheet, CIVIL) == {15: 1, 21: 1, 22: 2, 23: 2, 24: 2}
    assert figures(sheet, DEPUTIES) == {11: 1, 21: 1, 22: 2}
    assert figures(sheet, OUTSIDE) == {19: 1, 22: 1, 23: 1}
    assert figures(sheet, TOTAL) == {11: 1, 15: 1, 16: 1, 19: 1, 21: 2, 22: 6, 23: 4, 24: 2}
    for row in range(NUMBER_ROW + 1, DEPUTIES):
        assert figures(sheet, row) == {}


def test_the_form_of_another_year_or_day_counts_other_attendances(taught, tmp_path):
    assert figures(form(tmp_path / "f.xlsx", year=2014), TOTAL) == {11: 1, 22: 1}
    assert figures(form(tmp_path / "f.xlsx", as_of="31/03/2013"), TOTAL) == {21: 2, 22: 2, 23: 1, 24: 1}
    assert figures(form(tmp_path / "f.xlsx", year=2012), TOTAL) == {}


def test_headings_are_merged_and_numbered_as_the_form_prints_them(taught, tmp_path):
    sheet = form(tmp_path / "f.xlsx", year=2013)
    merged = {str(each) for each in sheet.merged_cells.ranges}

    assert len(NAMES) == FIGURES == 24
    assert sheet.cell(2, 1).value == "TỔNG HỢP KẾT QUẢ ĐÀO TẠO, BỒI DƯỠNG CÁN BỘ, CÔNG CHỨC TRONG NƯỚC"
    assert [sheet.cell(HEAD_ROW, 1).value, sheet.cell(HEAD_ROW, 2).value] == ["TT", "Đối tượng"]
    assert {"A6:A7", "B6:C7", "D6:G6", "H6:K6", "L6:Q6", "R6:U6", "V6:V7", "Y6:Y7", "Z6:AA6"} <= merged
    assert [sheet.cell(NUMBER_ROW, column).value for column in (1, 2)] == ["A", "B"]
    numbers = [sheet.cell(NUMBER_ROW, FIRST_FIGURE + place).value for place in range(FIGURES)]
    assert numbers == list(range(1, 25))
    assert sheet.cell(HEAD_ROW + 1, FIRST_FIGURE).value == "Cao cấp"
    assert {cell.font.name for row in sheet.iter_rows() for cell in row if cell.value} == {"Times New Roman"}
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.cell(5, 1).value == "Đơn vị tính: lượt người"


def test_the_foot_line_gives_the_money_of_the_year_in_million_dong(officer, taught, tmp_path):
    central = taught["QH-CB"][0]
    local = taught["TH-A"][0]
    facts.write(
        officer,
        Payment(
            allotment=central.allotment,
            amount_vnd=12_340_000,
            paid_on=date(2013, 5, 1),
            document_no="1",
        ),
        Payment(allotment=local.allotment, amount_vnd=2_000_000, paid_on=date(2014, 1, 2), document_no="2"),
        SupportPayment(
            enrolment=local,
            cadre=local.cadre,
            amount_vnd=1_150_000,
            working="thử",
            policy_no="1",
            paid_on=date(2013, 4, 1),
            document_no="3",
        ),
    )
    sheet = form(tmp_path / "f.xlsx", year=2013)

    foot = next(str(cell.value) for cell in sheet["A"] if str(cell.value).startswith("Kinh phí sử dụng"))
    assert foot == (
        "Kinh phí sử dụng cho công tác ĐT, BD: 13,5 (ĐVT: triệu đồng). "
        "Trong đó: Ngân sách TW: 12,3; Ngân sách ĐP: 1,2; Nguồn khác: 0,0"
    )


def test_a_form_of_a_district_is_refused(reference, tmp_path):
    with pytest.raises(CommandError, match="lập cho toàn tỉnh"):
        form(tmp_path / "f.xlsx", unit="043")
    assert not (tmp_path / "f.xlsx").exists()


def book_of(response):
    return openpyxl.load_workbook(BytesIO(response.content)).active


def test_the_list_holds_what_the_columns_ask(as_officer, taught):
    response = as_officer.get(f"{LIST}tai-ve/?year=2013&programme=TH-A")
    sheet = book_of(response)
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=6)]

    assert [row[1] for row in rows] == ["Nông Thị Ân", "Lý A Sình"]
    assert rows[0][2:4] == [None, "12/03/1974"]
    assert rows[1][2:4] == ["12/03/1974", None]
    assert rows[0][4] is None  # the ethnic group needs a right of its own
    assert rows[0][5].startswith("xã ")
    assert rows[0][7] == "Trung cấp"
    assert rows[0][14] == "Đạt, Khá"
    assert rows[1][14] == "Đang học"
    assert AccessEntry.objects.get(kind=AccessKind.EXPORT).rows == 2


def test_the_page_counts_attendances_and_persons(as_officer, taught):
    page = as_officer.get(f"{LIST}?year=2013")

    assert (page.context["page"].total, page.context["persons"]) == (6, 4)
    text = page.content.decode()
    assert "lượt người của" in text
    assert as_officer.get(f"{LIST}?year=2013&programme=khong-co").status_code == 404


def test_a_district_sees_the_attendances_of_its_people_only(signed_in, taught):
    assert signed_in.get(f"{LIST}?year=2013").context["page"].total == 5
    assert "Bế Thu Dung" not in signed_in.get(f"{LIST}?year=2013").content.decode()
    assert signed_in.get("/dao-tao/xuat/mau-so-1/").status_code == 404
    assert signed_in.get("/dao-tao/xuat/chi-phi/").status_code == 404


def test_who_gave_up_the_seat_is_no_attendance(officer, as_officer, training_class, seats, commune):
    person = facts.make_cadre(officer, commune)
    gone = {"withdrawn_on": date(2013, 5, 1), "withdrawal_reason": WithdrawalReason.HEALTH}
    make.make_enrolment(officer, seats, person, **gone)

    assert as_officer.get(f"{LIST}?year=2013").context["page"].total == 0


def test_the_cost_table_adds_up_by_source(officer, as_officer, commune):
    made = make.make_class(officer, "QP-DT4", cost_per_seat_vnd=600_000, fixed_cost_vnd=1_000_000)
    make.make_seats(officer, made, facts.unit_coded("043"), 10)
    make.make_seats(officer, made, facts.unit_coded("048"), 30, "NSTX")

    sheet = book_of(as_officer.get("/dao-tao/xuat/chi-phi/?year=2013"))
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]

    committed = {row[0]: (row[4], row[7]) for row in rows}
    assert committed["Cộng Kinh phí Đề án 03-ĐA/TU"] == (10, 6_250_000)
    assert committed["Cộng Ngân sách chi thường xuyên hằng năm"] == (30, 18_750_000)
    assert committed["Tổng cộng"] == (40, 25_000_000)


def test_a_leader_reads_and_does_not_take_files(client, leader, taught):
    client.force_login(leader)

    assert client.get("/dao-tao/xuat/").status_code == 200
    assert client.get(LIST).status_code == 200
    for path in ("tai-ve/", "../mau-so-1/", "../chi-phi/"):
        assert (
            client.get(LIST + path if not path.startswith("..") else "/dao-tao/xuat/" + path[3:]).status_code
            == 403
        )
    assert client.post(LIST).status_code == 405
