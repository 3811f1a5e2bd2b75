"""Drafts open in a reader of .docx: heads of the Party and of the State, text, list, nothing left empty."""

import re
import unicodedata
from datetime import date
from io import BytesIO

import pytest
from docx import Document

from accounts.models import AccessEntry, AccessKind, AgencyKind
from tests.factories import registry as facts
from tests.factories import training as make
from training.enums import WithdrawalReason

pytestmark = pytest.mark.django_db


@pytest.fixture
def trainees(officer, commune, training_class, seats, other_seats, elsewhere):
    make.make_session(officer, training_class, starts_on=date(2013, 3, 4), ends_on=date(2013, 4, 5), days=20)
    people = [
        facts.make_cadre(officer, commune, name, title=facts.title("office_statistics"))
        for name in ("Lý A Sình", "Nông Thị Ân")
    ]
    other = facts.make_cadre(officer, elsewhere, "Bế Thu Dung")
    gone = facts.make_cadre(officer, commune, "Hứa Văn Nghỉ")
    left = {"withdrawn_on": date(2013, 5, 1), "withdrawal_reason": WithdrawalReason.HEALTH}
    make.make_enrolment(officer, seats, gone, **left)
    make.make_enrolment(officer, other_seats, other)
    return [make.make_enrolment(officer, seats, person) for person in people]


def agency_of(user, kind, superior, issuer, symbol, title):
    agency = user.agency
    agency.kind, agency.superior_line, agency.issuer_line = kind, superior, issuer
    agency.symbol_code, agency.signer_title = symbol, title
    agency.name = "Ban Tổ chức Tỉnh ủy Cao Bằng" if symbol == "BTCTU" else "Sở Nội vụ tỉnh Cao Bằng"
    agency.save()


@pytest.fixture
def party(officer):
    head = ("TỈNH ỦY CAO BẰNG", "BAN TỔ CHỨC", "BTCTU", "TRƯỞNG BAN")
    agency_of(officer, AgencyKind.PARTY_ORGANISATION_BOARD, *head)


@pytest.fixture
def state(officer):
    agency_of(officer, AgencyKind.HOME_AFFAIRS, "UBND TỈNH CAO BẰNG", "SỞ NỘI VỤ", "SNV", "GIÁM ĐỐC")


def opened(response):
    assert response.status_code == 200
    return Document(BytesIO(response.content))


def words(document):
    """Lines of the body and of the tables, in no particular order."""
    lines = [each.text for each in document.paragraphs]
    for table in document.tables:
        lines += [line for row in table.rows for cell in row.cells for line in cell.text.splitlines()]
    return lines


def decision(client, training_class):
    return opened(client.get(f"/dao-tao/xuat/lop/{training_class.code}/quyet-dinh/"))


def letter(client, training_class):
    return opened(client.get(f"/dao-tao/xuat/lop/{training_class.code}/trieu-tap/"))


def test_the_head_of_the_party(as_officer, party, trainees, training_class):
    lines = words(decision(as_officer, training_class))

    assert {"TỈNH ỦY CAO BẰNG", "BAN TỔ CHỨC", "*", "ĐẢNG CỘNG SẢN VIỆT NAM"} <= set(lines)
    assert "Số ......-QĐ/BTCTU" in lines
    assert "TRƯỞNG BAN" in lines
    assert "- Lưu Văn phòng." in lines
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" not in lines


def test_the_head_of_the_state(as_officer, state, trainees, training_class):
    lines = words(decision(as_officer, training_class))

    assert {
        "UBND TỈNH CAO BẰNG",
        "SỞ NỘI VỤ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    } <= set(lines)
    assert "Số: ....../QĐ-SNV" in lines
    assert "Số: ....../SNV" in words(letter(as_officer, training_class))
    assert "*" not in lines


def test_the_place_and_who_signs_are_the_agencys(as_officer, officer, trainees, training_class):
    agency_of(officer, AgencyKind.DISTRICT_PARTY_COMMITTEE, "ĐẢNG BỘ TỈNH", "HUYỆN ỦY", "HU", "BÍ THƯ")
    officer.agency.signer_authority, officer.agency.place = "T/M BAN THƯỜNG VỤ", "Phục Hòa"
    officer.agency.save()

    lines = words(decision(as_officer, training_class))

    assert lines.index("BÍ THƯ") == lines.index("T/M BAN THƯỜNG VỤ") + 1
    assert "Phục Hòa, ngày .... tháng .... năm ......" in lines


def test_the_decision_names_the_class_and_its_people(as_officer, state, trainees, training_class):
    lines = words(decision(as_officer, training_class))
    text = "\n".join(lines)

    assert "Điều 1. Cử 03 cán bộ, công chức (có danh sách kèm theo) học lớp “Trung cấp hành chính”" in text
    assert "Căn cứ Quyết định số 01/QĐ-UBND ngày 01 tháng 02 năm 2013 về việc mở lớp;" in text
    assert "Thời gian học từ ngày 01 tháng 3 năm 2013 đến ngày 28 tháng 02 năm 2015." in text
    assert {"Lý A Sình", "Nông Thị Ân", "Bế Thu Dung"} <= set(lines)
    assert "Hứa Văn Nghỉ" not in lines


def test_the_summons_names_days_and_places(as_officer, party, trainees, training_class):
    text = "\n".join(words(letter(as_officer, training_class)))

    assert "V/v triệu tập học viên" in text
    assert "- Từ ngày 04/03/2013 đến ngày 05/04/2013, tại Trường Chính trị tỉnh." in text
    assert "Ban Tổ chức Tỉnh ủy Cao Bằng triệu tập 03 cán bộ, công chức" in text
    assert "Số ......-CV/BTCTU" in text


@pytest.mark.parametrize("draft", [decision, letter])
def test_nothing_is_left_empty_and_the_typing_is_clean(as_officer, state, trainees, training_class, draft):
    document = draft(as_officer, training_class)
    text = "\n".join(words(document))

    for sign in ("{{", "}}", "None", "  ", " ,", " .", " ;", '"', "!", "vui lòng", "()"):
        assert sign not in re.sub(r" \.{3,}", "", text), sign
    assert text == unicodedata.normalize("NFC", text)
    people = document.tables[-1]
    assert all(cell.text for row in people.rows for cell in row.cells)
    assert len(people.rows) == 1 + 3
    assert document.styles["Normal"].font.name == "Times New Roman"
    section = document.sections[0]
    millimetres = [round(side.mm) for side in (section.left_margin, section.right_margin, section.top_margin)]
    assert millimetres == [30, 15, 20]


def test_a_class_without_a_decision_rests_on_the_plan(as_officer, officer, state):
    planned = make.make_class(officer, state="planned", decision_no="", decided_on=None)
    text = "\n".join(words(decision(as_officer, planned)))

    assert "Căn cứ kế hoạch đào tạo, bồi dưỡng cán bộ, công chức cấp xã năm 2013;" in text


def test_a_district_gets_the_list_of_its_own_people_and_it_is_logged(signed_in, trainees, training_class):
    lines = words(decision(signed_in, training_class))

    assert "Bế Thu Dung" not in lines
    assert "Lý A Sình" in lines
    entry = AccessEntry.objects.get(kind=AccessKind.EXPORT)
    assert entry.rows == 2


def test_another_district_and_a_leader_are_refused(client, other_clerk, leader, officer, bao_lac):
    made = make.make_class(officer, code="RIENG")
    make.make_seats(officer, made, bao_lac)
    path = "/dao-tao/xuat/lop/RIENG/quyet-dinh/"

    client.force_login(other_clerk)
    assert client.get(path).status_code == 404
    client.force_login(leader)
    assert client.get(path).status_code == 403
    client.force_login(officer)
    assert client.post(path).status_code == 405
