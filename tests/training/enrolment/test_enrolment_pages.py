"""The pages of trainees: enrolment, one seat, results by grid and workbook, the work list, the card."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from registry.cards import services
from registry.enums import EndReason, Scale
from registry.models import Act, Qualification
from tests.factories import registry as make
from tests.factories import training as train
from training.enums import ClassState, WithdrawalReason
from training.models import Enrolment, Result, TrainingClass

pytestmark = pytest.mark.django_db
READY = {Scale.GENERAL_EDUCATION: "upper_secondary", Scale.PROFESSIONAL: "none"}
ENDED: dict[str, Any] = {
    "starts_on": date(2012, 1, 9),
    "ends_on": date(2013, 12, 20),
    "state": ClassState.RUNNING,
}


@pytest.fixture
def lesson(officer):
    """A class that has ended, without results."""
    return train.make_class(officer, code="TC-01", **ENDED)


@pytest.fixture
def seats(officer, lesson, bao_lac):
    return train.make_seats(officer, lesson, bao_lac, 3)


@pytest.fixture
def cadre(officer, commune):
    return make.make_cadre(officer, commune, "Lý A Sình", levels=READY)


@pytest.fixture
def enrolment(officer, seats, cadre):
    return train.make_enrolment(officer, seats, cadre)


def page(client, user, name, *arguments, **query):
    client.force_login(user)
    return client.get(reverse(name, args=arguments), query)


def send(client, user, name, *arguments, **data):
    client.force_login(user)
    return client.post(reverse(name, args=arguments), data)


def text_of(response):
    return response.content.decode()


# Enrolling --------------------------------------------------------------------------------------------


def enrol_data(seats, *people, **extra):
    codes = [each.code for each in people]
    return {
        "code": codes,
        "person": codes,
        "allotment": seats.pk,
        "enrolled_on": "01/03/2012",
        "save": "1",
        **extra,
    }


def test_people_are_found_by_name_and_commune_listed_and_enrolled(client, clerk, lesson, seats, cadre):
    found = page(client, clerk, "training:enrol", lesson.code, q="sinh", unit="01333")
    assert cadre.code in text_of(found)
    assert "Thêm người đã chọn" in text_of(found)

    listed = page(client, clerk, "training:enrol", lesson.code, code=[cadre.code])
    assert "không vướng" in text_of(listed)
    assert "còn 3 trong 3 chỗ" in text_of(listed)

    response = send(client, clerk, "training:enrol", lesson.code, **enrol_data(seats, cadre))
    assert response.status_code == 302
    assert Enrolment.objects.get().cadre == cadre


def test_the_need_list_posts_people_and_nothing_is_written(client, clerk, lesson, seats, cadre):
    response = send(client, clerk, "training:enrol", lesson.code, code=[cadre.code])

    assert "Lý A Sình" in text_of(response)
    assert not Enrolment.objects.exists()


def test_a_concern_is_shown_and_overridden_by_tick_and_reason(client, clerk, officer, lesson, seats, commune):
    trained = make.make_cadre(
        officer, commune, "Bế Ích Quân", levels=READY | {Scale.PROFESSIONAL: "university"}
    )
    listed = text_of(page(client, clerk, "training:enrol", lesson.code, code=[trained.code]))
    assert "Đã có trình độ này: hồ sơ ghi Đại học" in listed
    assert "vẫn ghi danh" in listed
    seen = {f"seen-{trained.code}": "has_level"}

    unseen = send(client, clerk, "training:enrol", lesson.code, **enrol_data(seats, trained, reason="Cần"))
    assert "Bế Ích Quân: đã có trình độ này" in text_of(unseen)
    unsaid = send(client, clerk, "training:enrol", lesson.code, **enrol_data(seats, trained, **seen))
    assert "Ghi lý do bỏ qua" in text_of(unsaid)
    assert not Enrolment.objects.exists()

    send(client, clerk, "training:enrol", lesson.code, **enrol_data(seats, trained, **seen, reason="Cần"))

    assert Enrolment.objects.get().override_reason == "Cần"


def test_checking_again_writes_nothing_and_keeps_what_was_typed(client, clerk, lesson, seats, cadre):
    data = enrol_data(seats, cadre, sending_decision="12-QĐ/HU")
    del data["save"]

    response = send(client, clerk, "training:enrol", lesson.code, **data, check="1")

    assert "12-QĐ/HU" in text_of(response)
    assert not Enrolment.objects.exists()


def test_a_district_enrols_its_own_people_on_its_own_seats(
    client, clerk, officer, lesson, seats, ha_lang, elsewhere
):
    foreign = make.make_cadre(officer, elsewhere, "Vi Văn Khởi", levels=READY)
    their_seats = train.make_seats(officer, lesson, ha_lang)
    listed = page(client, clerk, "training:enrol", lesson.code, code=[foreign.code], q="khoi")
    assert "Vi Văn Khởi" not in text_of(listed)

    send(client, clerk, "training:enrol", lesson.code, **enrol_data(seats, foreign))
    own = make.make_cadre(officer, make.unit_coded("01333"), levels=READY)
    refused = send(client, clerk, "training:enrol", lesson.code, **enrol_data(their_seats, own))

    assert "Chỉ tiêu:" in text_of(refused)
    assert not Enrolment.objects.exists()


def test_a_class_is_chosen_for_people_from_the_need_list(client, clerk, lesson, seats, cadre):
    shown = text_of(send(client, clerk, "training:enrol_choose", code=[cadre.code]))
    assert lesson.code in shown
    assert "Lý A Sình" in shown

    chosen = page(client, clerk, "training:enrol_choose", **{"class": lesson.code, "code": cadre.code})

    assert chosen.url == f"{reverse('training:enrol', args=[lesson.code])}?code={cadre.code}"


def test_a_class_that_takes_nobody_says_so(client, clerk, officer, lesson, seats, cadre):
    make.change(officer, lesson, state=ClassState.FINISHED)

    shown = text_of(page(client, clerk, "training:enrol", lesson.code, code=[cadre.code]))

    assert "Lớp đang ở trạng thái “Đã kết thúc”" in shown


# One seat ---------------------------------------------------------------------------------------------


def test_a_seat_is_given_up_moved_and_kept(client, clerk, officer, lesson, enrolment, bao_lac):
    other = train.make_seats(officer, lesson, bao_lac, 1, "NSTX")
    where = (lesson.code, enrolment.pk)
    shown = text_of(page(client, clerk, "training:enrolment_move", *where))
    assert "còn 1 trong 1 chỗ" in shown

    moved = send(client, clerk, "training:enrolment_move", *where, allotment=other.pk, moved_on="01/06/2012")
    assert moved.status_code == 302
    going = {"continues_from": "01/07/2012", "note": "Được học tiếp"}
    send(client, clerk, "training:enrolment_continue", *where, **going)
    leaving = {"withdrawal_reason": "health", "withdrawn_on": "01/08/2012", "note": ""}
    send(client, clerk, "training:enrolment_withdraw", *where, **leaving)

    stored = Enrolment.objects.get()
    assert (stored.allotment, stored.continues_note) == (other, "Được học tiếp")
    assert (stored.withdrawn_on, stored.withdrawal_reason) == (date(2012, 8, 1), WithdrawalReason.HEALTH)
    assert page(client, clerk, "training:enrolment_withdraw", *where).status_code == 404


def test_what_is_wrong_stands_under_its_field(client, clerk, lesson, enrolment):
    leaving = {"withdrawal_reason": "health", "withdrawn_on": "01/01/2012"}

    shown = send(client, clerk, "training:enrolment_withdraw", lesson.code, enrolment.pk, **leaving)

    assert "Thôi học từ ngày: Ngày thôi học phải từ ngày ghi danh (09/01/2012) trở đi." in text_of(shown)


def test_somebody_who_was_quicker_is_shown(client, clerk, officer, lesson, enrolment):
    version = enrolment.history.first().history_id
    make.change(officer, enrolment, sending_decision="15-QĐ/TU")
    leaving = {"withdrawal_reason": "health", "withdrawn_on": "01/08/2012", "version": version}

    shown = send(client, clerk, "training:enrolment_withdraw", lesson.code, enrolment.pk, **leaving)

    assert "15-QĐ/TU" in text_of(shown)
    assert Enrolment.objects.get().withdrawn_on is None


@pytest.mark.parametrize("name", ["withdraw", "move", "continue"])
def test_other_districts_do_not_reach_the_seat(client, other_clerk, leader, lesson, enrolment, name):
    where = (lesson.code, enrolment.pk)

    assert page(client, other_clerk, f"training:enrolment_{name}", *where).status_code == 404
    assert page(client, leader, f"training:enrolment_{name}", *where).status_code == 403


# Results ----------------------------------------------------------------------------------------------


def grid_data(enrolment, **extra):
    pk = enrolment.pk
    typed = {"outcome": "passed", "classification": "good", "certificate_no": "B 0123", **extra}
    return {"usual_day": "20/12/2013", **{f"{name}-{pk}": value for name, value in typed.items()}}


def test_the_grid_records_results_and_finishes_the_class(client, officer, lesson, enrolment):
    assert "Lý A Sình" in text_of(page(client, officer, "training:result_grid", lesson.code))

    response = send(client, officer, "training:result_grid", lesson.code, **grid_data(enrolment))

    assert response.status_code == 302
    result = Result.objects.get()
    assert (result.certificate_no, result.completed_on) == ("B 0123", date(2013, 12, 20))
    assert Qualification.objects.filter(source="Lớp TC-01").count() == 1
    assert TrainingClass.objects.get().state == ClassState.FINISHED
    assert "Sửa nhập sai" in text_of(page(client, officer, "training:result_grid", lesson.code))


def test_all_faults_of_the_grid_are_told_and_nothing_is_written(client, officer, seats, lesson, enrolment):
    second = train.make_enrolment(officer, seats, make.make_cadre(officer, make.unit_coded("01333"), "Bế A"))
    third = train.make_enrolment(officer, seats, make.make_cadre(officer, make.unit_coded("01333"), "Vi A"))
    data = grid_data(enrolment, completed_on="31/02/2013") | grid_data(second, outcome="")
    data |= grid_data(third, classification="", certificate_no="")

    shown = send(client, officer, "training:result_grid", lesson.code, **data)

    text = text_of(shown)
    assert shown.status_code == 422
    assert "có 2 ô cần sửa" in text
    assert "không phải là ngày có thật" in text
    assert "Ghi Đạt hoặc Không đạt" in text
    assert 'value="B 0123"' in text
    assert not Result.objects.exists()


def test_an_empty_grid_records_nothing(client, officer, lesson, enrolment):
    shown = send(client, officer, "training:result_grid", lesson.code, usual_day="20/12/2013")

    assert "Chưa có kết quả mới nào" in text_of(shown)


def test_a_result_is_corrected_with_its_level(client, officer, lesson, enrolment):
    send(client, officer, "training:result_grid", lesson.code, **grid_data(enrolment))
    where = (lesson.code, enrolment.pk)
    assert "B 0123" in text_of(page(client, officer, "training:result_correct", *where))

    send(
        client,
        officer,
        "training:result_correct",
        *where,
        outcome="passed",
        completed_on="24/12/2013",
        classification="",
        certificate_no="B 0132",
        reason="Ghi nhầm số",
    )

    level = Qualification.objects.get(source="Lớp TC-01")
    assert (level.certificate_no, level.obtained_on, level.classification) == (
        "B 0132",
        date(2013, 12, 24),
        "",
    )
    assert Act.objects.latest("pk").reason == "Ghi nhầm số"


@pytest.mark.parametrize("name", ["result_grid", "result_download"])
def test_results_are_for_the_province(client, clerk, leader, lesson, name):
    assert page(client, clerk, f"training:{name}", lesson.code).status_code == 403
    assert page(client, leader, f"training:{name}", lesson.code).status_code == 403


# The workbook -----------------------------------------------------------------------------------------


def downloaded(client, officer, lesson):
    response = page(client, officer, "training:result_download", lesson.code)
    return load_workbook(BytesIO(response.content))


def uploaded(client, officer, lesson, book):
    content = BytesIO()
    book.save(content)
    file = SimpleUploadedFile("ket-qua.xlsx", content.getvalue())
    return send(client, officer, "training:result_upload", lesson.code, file=file)


def fill(book, code, values):
    """Writes into the line of a person by the headings, and returns its number."""
    [sheet] = book.worksheets
    [heading] = [row for row in sheet.iter_rows() if row[1].value == "Mã hồ sơ"]
    [line] = [row for row in sheet.iter_rows() if row[1].value == code]
    columns = {cell.value: cell.column for cell in heading}
    for name, value in values.items():
        sheet.cell(line[0].row, columns[name]).value = value
    return line[0].row


def test_the_workbook_comes_back_filled_in(client, officer, lesson, enrolment, cadre):
    book = downloaded(client, officer, lesson)
    fill(book, cadre.code, {"Kết quả": "đạt", "Xếp loại": "Trung bình khá", "Số văn bằng": 123})

    response = uploaded(client, officer, lesson, book)

    assert response.status_code == 302
    result = Result.objects.get()
    assert (result.outcome, result.classification) == ("passed", "fairly_good")
    assert (result.certificate_no, result.completed_on) == ("123", date(2013, 12, 20))
    act = Act.objects.latest("pk")
    assert (act.source_name, len(act.source_digest)) == ("ket-qua.xlsx", 64)


def test_the_workbook_unchanged_changes_nothing(client, officer, lesson, enrolment):
    send(client, officer, "training:result_grid", lesson.code, **grid_data(enrolment))
    acts = Act.objects.count()

    response = uploaded(client, officer, lesson, downloaded(client, officer, lesson))

    assert "Chưa có kết quả mới nào" in text_of(response)
    assert Act.objects.count() == acts


def test_all_faults_of_a_file_with_cell_and_proposal_and_nothing_written(
    client, officer, seats, lesson, enrolment, cadre, commune
):
    others = [make.make_cadre(officer, commune, name) for name in ("Bế Ích Quân", "Vi Văn Khởi")]
    for each in others:
        train.make_enrolment(officer, seats, each)
    book = downloaded(client, officer, lesson)
    good = fill(book, cadre.code, {"Kết quả": "Đạt"})
    first = fill(book, others[0].code, {"Kết quả": "đỗ", "Xếp loại": "Gioi lắm", "Ngày cấp": "12/2013"})
    second = fill(book, others[1].code, {"Kết quả": "Đạt", "Mã hồ sơ": "KHONGCO1"})

    shown = uploaded(client, officer, lesson, book)

    text = text_of(shown)
    assert shown.status_code == 422
    assert "tệp có 4 ô cần sửa" in text
    for cell in (f"E{first}", f"F{first}", f"G{first}", f"B{second}"):
        assert f">{cell}</td>" in text
    assert f">E{good}</td>" not in text
    for proposal in ("Ghi Đạt hoặc Không đạt", "vd: 20/12/2013", "Ghi Giỏi", f"Ghi {others[1].code}"):
        assert proposal in text
    assert not Result.objects.exists()


def test_a_second_line_of_a_person_and_another_result_are_faults(client, officer, lesson, enrolment, cadre):
    send(client, officer, "training:result_grid", lesson.code, **grid_data(enrolment))
    book = downloaded(client, officer, lesson)
    line = fill(book, cadre.code, {"Kết quả": "Không đạt", "Xếp loại": "", "Số văn bằng": ""})
    [sheet] = book.worksheets
    sheet.cell(line + 1, 2).value = cadre.code.lower()
    sheet.cell(line + 1, 5).value = "Đạt"

    text = text_of(uploaded(client, officer, lesson, book))

    assert "Khác kết quả đã ghi" in text
    assert f"Trùng với dòng {line}" in text


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "Tệp rỗng"), (b"khong phai so Excel", "không phải sổ Excel"), (None, "Chưa chọn tệp")],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(client, officer, lesson, enrolment, content, words):
    data = {} if content is None else {"file": SimpleUploadedFile("ket-qua.xlsx", content)}

    assert words in text_of(send(client, officer, "training:result_upload", lesson.code, **data))


def test_a_workbook_of_something_else_is_refused(client, officer, lesson, enrolment):
    book = downloaded(client, officer, lesson)
    book.worksheets[0].delete_cols(2)

    assert "Không tìm thấy hàng tiêu đề" in text_of(uploaded(client, officer, lesson, book))


# Open work and card -----------------------------------------------------------------------------------


def test_who_has_left_stands_in_the_work_list_and_the_class_until_decided(
    client, clerk, other_clerk, officer, lesson, enrolment, cadre
):
    posting = cadre.postings.get()
    services.end_posting(
        actor=officer, posting=posting, ended_on=date(2013, 5, 31), end_reason=EndReason.DIED
    )

    tasks = text_of(page(client, clerk, "registry:tasks"))
    assert "Lớp TC-01: xử lý học viên đã nghỉ hoặc chuyển đơn vị" in tasks
    assert "TC-01" not in text_of(page(client, other_clerk, "registry:tasks"))
    shown = text_of(page(client, clerk, "training:class_detail", "TC-01"))
    assert 'id="viec-can-lam"' in shown
    assert "Từ trần; giữ chức danh" in shown
    assert f"{reverse('training:enrolment_withdraw', args=['TC-01', enrolment.pk])}?reason=died" in shown

    leaving = {"withdrawal_reason": "died", "withdrawn_on": "01/06/2013"}
    send(client, clerk, "training:enrolment_withdraw", "TC-01", enrolment.pk, **leaving)

    assert "Không có việc nào" in text_of(page(client, clerk, "registry:tasks"))
    assert 'id="viec-can-lam"' not in text_of(page(client, clerk, "training:class_detail", "TC-01"))


def test_the_province_is_told_of_results_that_are_due(client, officer, lesson, enrolment):
    shown = text_of(page(client, officer, "registry:tasks"))

    assert "Lớp TC-01 đã kết thúc: ghi kết quả học viên" in shown
    assert "quá hạn" in shown


def test_the_card_tells_the_way_through_the_class(client, clerk, officer, lesson, seats, cadre):
    def card(day="31/12/2013"):
        return text_of(page(client, clerk, "registry:cadre_card", cadre.code, as_of=day))

    assert "Đào tạo, bồi dưỡng</h2>" not in card()
    train.make_enrolment(officer, seats, cadre, overridden="overlap", override_reason="Hai lớp xen kẽ")
    assert "Đang học</span>" in card("30/06/2013")
    assert "Đang học lớp khác cùng thời gian – Hai lớp xen kẽ" in card()
    assert "Chờ kết quả</span>" in card()

    send(client, officer, "training:result_grid", "TC-01", **grid_data(Enrolment.objects.get()))

    assert "Đạt</span>" in card()
    assert "khá · số B 0123" in card()


def test_the_log_tells_overridden_concerns_in_words(client, officer, seats, cadre):
    train.make_enrolment(officer, seats, cadre, overridden="overlap,retires", override_reason="Cần")

    shown = text_of(page(client, officer, "registry:cadre_history", cadre.code))

    assert "Đang học lớp khác cùng thời gian; Đến tuổi nghỉ hưu trước khi lớp kết thúc" in shown
