"""Classes as their readers see them and their officers change them; who sees and does how much."""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from accounts.models import AccessEntry, AccessKind, Role
from registry.models import Act
from tests.factories import registry as make
from tests.factories import training as school
from training.enums import ClassState
from training.models import (
    ClassSession,
    FundingSource,
    Institution,
    SeatAllotment,
    TrainingClass,
    TrainingProgramme,
)

pytestmark = pytest.mark.django_db
LIST = reverse("training:class_list")
CALENDAR = reverse("training:class_calendar")
CATALOGUE = "/quan-tri/dao-tao/"


def page_of(training_class, name="class_detail", *more, query=""):
    return reverse(f"training:{name}", args=[training_class.code, *more]) + query


def text_of(response):
    return response.content.decode()


def filled(client, path, **changes):
    """The form as the page shows it, with changes."""
    form = client.get(path).context["form"]
    values = {name: form[name].value() for name in form.fields} | changes
    return {name: value for name, value in values.items() if value is not None}


def save(client, path, **changes):
    return client.post(path, filled(client, path, **changes))


# Reading ------------------------------------------------------------------------------------------


def test_a_district_lists_the_classes_with_seats_for_it(signed_in, officer, seats, ha_lang):
    theirs = school.make_class(officer, name="Lớp của huyện khác")
    school.make_seats(officer, theirs, ha_lang)

    response = signed_in.get(LIST)

    assert [row.code for row in response.context["page"].rows] == ["TC-2013"]
    assert "Lớp của huyện khác" not in text_of(response)
    assert signed_in.get(page_of(theirs)).status_code == 404


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["TH-1", "TC-2013"]),
        ({"q": "tc-"}, ["TC-2013"]),
        ({"q": "HÀNH chinh"}, ["TC-2013"]),
        ({"year": "2015"}, ["TC-2013"]),
        ({"year": "hai nghìn"}, ["TH-1", "TC-2013"]),
        ({"state": "finished"}, ["TH-1"]),
        ({"state": ["finished", "open"]}, ["TH-1", "TC-2013"]),
        ({"category": "refresher"}, ["TH-1"]),
        ({"programme": "CM-TC"}, ["TC-2013"]),
        ({"source": "NSTX"}, ["TC-2013"]),
        ({"source": "CTMTQG"}, []),
        ({"sort": "code"}, ["TC-2013", "TH-1"]),
    ],
    ids=str,
)
def test_the_filter_finds_what_is_asked(as_officer, officer, seats, other_seats, query, expected):
    dates = {"starts_on": date(2013, 6, 3), "ends_on": date(2013, 6, 28)}
    school.make_class(officer, "TH-A", code="TH-1", name="Tin học", state=ClassState.FINISHED, **dates)

    response = as_officer.get(LIST, query)

    assert [row.code for row in response.context["page"].rows] == expected
    assert response.context["facets"]["category"] is not None


def test_counts_beside_the_choices_keep_to_the_other_filters(as_officer, officer, seats):
    school.make_class(officer, "TH-A", state=ClassState.FINISHED)

    facets = as_officer.get(LIST, {"state": "open"}).context["facets"]

    assert facets["state"] == {"open": 1, "finished": 1}
    assert facets["category"] == {"degree": 1}


def test_the_page_of_a_class_shows_seats_and_people(as_officer, officer, seats, other_seats, commune):
    trainee = school.make_enrolment(officer, seats, make.make_cadre(officer, commune, "Lý A Sình"))

    response = as_officer.get(page_of(trainee.training_class))

    assert "Lý A Sình" in text_of(response)
    table = response.context["seats"]
    assert [(row.name, row.seats, row.enrolled, row.free) for row in table.rows] == [
        ("Bảo Lạc", 3, 1, 2),
        ("Hạ Lang", 2, 0, 2),
    ]
    assert (table.seats, table.enrolled, table.free) == (5, 1, 4)
    assert AccessEntry.objects.filter(kind=AccessKind.VIEW_LIST, object_key="TC-2013").exists()


def test_a_district_sees_its_own_seats_and_people_only(
    signed_in, officer, seats, other_seats, common_seats, commune, elsewhere
):
    school.make_enrolment(officer, seats, make.make_cadre(officer, commune, "Lý A Sình"))
    for name in ("Người Khác Một", "Người Khác Hai"):
        school.make_enrolment(officer, common_seats, make.make_cadre(officer, elsewhere, name))
    school.make_enrolment(officer, other_seats, make.make_cadre(officer, elsewhere, "Người Khác Ba"))

    response = signed_in.get(page_of(seats.training_class))

    rows = [(row.name, row.seats, row.enrolled, row.free) for row in response.context["seats"].rows]
    # Of the common seats it learns how many are free, not who took them.
    assert rows == [("Chung toàn tỉnh", 4, 0, 2), ("Bảo Lạc", 3, 1, 2)]
    assert response.context["page"].total == 1
    assert "Người Khác" not in text_of(response)
    assert "Hạ Lang" not in text_of(response)
    assert "Chi phí một chỗ" not in text_of(response)


@pytest.mark.parametrize(
    ("key", "expected"), [("seat", ["Lý A Sình"]), ("unit", ["Lý A Sình", "Vàng Thị Dế"])]
)
def test_a_number_of_people_leads_to_them(
    as_officer, officer, training_class, seats, other_seats, bao_lac, commune, elsewhere, key, expected
):
    second = school.make_seats(officer, training_class, bao_lac, 2, "KHAC")
    for allotment, unit, name in (
        (seats, commune, "Lý A Sình"),
        (second, commune, "Vàng Thị Dế"),
        (other_seats, elsewhere, "Nông Văn Ba"),
    ):
        school.make_enrolment(officer, allotment, make.make_cadre(officer, unit, name))
    value = {"seat": seats.pk, "unit": bao_lac.pk}[key]

    rows = as_officer.get(page_of(training_class), {key: value}).context["rows"]

    assert sorted(row.enrolment.cadre.full_name for row in rows) == expected


def test_ethnic_groups_are_for_those_who_enter_records(client, officer, clerk, leader, seats, commune):
    school.make_enrolment(officer, seats, make.make_cadre(officer, commune))

    shown = {}
    for user in (clerk, leader):
        client.force_login(user)
        shown[user] = "· Tày" in text_of(client.get(page_of(seats.training_class)))

    assert shown == {clerk: True, leader: False}


def test_who_left_the_unit_is_marked_until_somebody_decides(signed_in, officer, seats, commune):
    gone = make.make_cadre(officer, commune, ended_on=date(2013, 6, 30), end_reason="retired")
    school.make_enrolment(officer, seats, gone)

    (row,) = signed_in.get(page_of(seats.training_class), {"as_of": "31/12/2013"}).context["rows"]
    assert row.is_astray
    assert row.left == "Nghỉ hưu, 30/06/2013"

    (earlier,) = signed_in.get(page_of(seats.training_class), {"as_of": "01/05/2013"}).context["rows"]
    assert not earlier.is_astray


def test_the_calendar_shows_the_classes_of_a_year(as_officer, seats, officer):
    cancelled = {"state": ClassState.CANCELLED, "state_note": "thiếu người"}
    school.make_class(officer, name="Lớp đã hủy ấy", **cancelled)

    response = as_officer.get(CALENDAR, {"year": "2014"})

    assert [line.row.code for line in response.context["lines"]] == ["TC-2013"]
    assert response.context["held"] == [1] * 12
    assert as_officer.get(CALENDAR, {"year": "2016"}).context["lines"] == []
    assert "Năm ghi bằng bốn chữ số" in text_of(as_officer.get(CALENDAR, {"year": "xưa"}))


# Changing -----------------------------------------------------------------------------------------

CHANGES = ("class_edit", "class_state", "class_seats", "class_transfer", "session_add")


@pytest.mark.parametrize("name", CHANGES)
def test_only_the_province_changes_classes(client, clerk, leader, officer, seats, name):
    path = page_of(seats.training_class, name)
    for user, status in ((clerk, 403), (leader, 403), (officer, 200)):
        client.force_login(user)
        assert client.get(path).status_code == status
    for user in (clerk, leader):
        client.force_login(user)
        assert client.post(path, {}).status_code == 403


@pytest.mark.parametrize("name", CHANGES)
def test_a_class_of_another_province_is_not_found(client, seats, name):
    stranger = make.make_user(role=Role.PROVINCE_STAFF)
    client.force_login(stranger)

    assert client.get(page_of(seats.training_class, name)).status_code == 404
    assert client.post(page_of(seats.training_class, name)).status_code == 404


def test_reading_pages_take_no_post(as_officer, seats):
    for path in (LIST, CALENDAR, page_of(seats.training_class)):
        assert as_officer.post(path).status_code == 405
    session = school.make_session(seats.history.first().act.actor, seats.training_class)
    assert as_officer.get(page_of(seats.training_class, "session_remove", session.pk)).status_code == 405


def test_a_class_is_planned_on_its_page(as_officer, province):
    response = save(
        as_officer,
        reverse("training:class_add"),
        code="tc-2014-01",
        name="Trung cấp luật",
        programme=school.programme().pk,
        institution=Institution.objects.order_by("pk")[0].pk,
        mode="in_service",
        province=province.pk,
        starts_on="01/09/2014",
        ends_on="31/08/2016",
        budget_year="2014",
        cost_per_seat_vnd="4.500.000",
    )

    assert response.status_code == 302
    row = TrainingClass.objects.get()
    assert response["Location"] == "/dao-tao/lop/TC-2014-01/"
    assert (row.state, row.cost_per_seat_vnd, row.province) == (ClassState.PLANNED, 4_500_000, province)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"code": "lớp 1"}, "Mã lớp chỉ gồm chữ không dấu"),
        ({"name": ""}, "Ô này chưa điền."),
        ({"starts_on": "31/02/2013"}, "không phải là ngày có thật"),
        ({"ends_on": "01/01/2013"}, "Ngày kết thúc phải từ ngày khai giảng trở đi."),
        ({"cost_per_seat_vnd": "1,5"}, "Chỉ ghi số nguyên."),
        ({"cost_per_seat_vnd": "-1"}, "Số nhỏ nhất được ghi là 0."),
        ({"decision_no": ""}, "Lớp đã mở phải ghi số quyết định mở lớp."),
        ({"programme": "999999"}, "Chọn một mục trong danh sách."),
    ],
    ids=str,
)
def test_a_faulty_class_is_not_saved_and_says_why(as_officer, training_class, change, sentence):
    before = TrainingClass.objects.values().get()

    response = save(as_officer, page_of(training_class, "class_edit"), **change)

    assert response.status_code == 200
    assert sentence in text_of(response)
    assert TrainingClass.objects.values().get() == before


def test_saving_what_the_page_shows_changes_nothing(as_officer, training_class):
    acts = Act.objects.count()

    assert save(as_officer, page_of(training_class, "class_edit")).status_code == 302
    assert Act.objects.count() == acts


def test_two_officers_do_not_overwrite_each_other_unseen(as_officer, training_class):
    path = page_of(training_class, "class_edit")
    mine = filled(as_officer, path, name="Của tôi")
    save(as_officer, path, name="Của người kia")

    refused = as_officer.post(path, mine)

    assert "Của người kia" in text_of(refused)
    assert TrainingClass.objects.get().name == "Của người kia"
    as_officer.post(path, mine | {"version": refused.context["form"]["version"].value()})
    assert TrainingClass.objects.get().name == "Của tôi"


def test_seats_are_given_in_the_table(as_officer, training_class, seats, ha_lang):
    path = page_of(training_class, "class_seats")
    key = f"seats_{ha_lang.pk}_{school.source('NSTX').pk}"

    assert save(as_officer, path, **{key: "12"}).status_code == 302
    assert sorted(SeatAllotment.objects.values_list("seats", flat=True)) == [3, 12]

    refused = save(as_officer, path, **{key: "mười"})
    assert refused.status_code == 200
    assert "không phải là số" in text_of(refused)
    assert sorted(SeatAllotment.objects.values_list("seats", flat=True)) == [3, 12]


def test_seats_are_transferred_on_their_page(as_officer, training_class, seats, ha_lang):
    path = page_of(training_class, "class_transfer")
    asked = {"allotment": seats.pk, "unit": ha_lang.pk, "seats": "4", "reason": "Hạ Lang cần hơn"}

    refused = as_officer.post(path, asked)
    assert "Chỉ tiêu này còn 3 chỗ trống để chuyển." in text_of(refused)

    assert as_officer.post(path, asked | {"seats": "1"}).status_code == 302
    assert sorted(SeatAllotment.objects.values_list("seats", flat=True)) == [1, 2]


def test_seats_of_another_class_are_no_choice(as_officer, officer, training_class, seats, ha_lang):
    other = school.make_seats(officer, school.make_class(officer), ha_lang)
    asked = {"allotment": other.pk, "unit": seats.unit_id, "seats": "1", "reason": "x"}

    assert "Chọn một mục" in text_of(as_officer.post(page_of(training_class, "class_transfer"), asked))


def test_sessions_are_added_changed_and_taken_out(as_officer, training_class):
    given = {"place": "Hội trường", "starts_on": "04/03/2013", "ends_on": "08/03/2013", "days": "5"}
    assert as_officer.post(page_of(training_class, "session_add"), given).status_code == 302
    session = ClassSession.objects.get()

    path = page_of(training_class, "session_edit", session.pk)
    assert "chỉ có 5 ngày" in text_of(save(as_officer, path, days="6"))
    assert save(as_officer, path, days="4").status_code == 302
    assert ClassSession.objects.get().days == 4

    as_officer.post(page_of(training_class, "session_remove", session.pk))
    assert not ClassSession.objects.exists()


def test_a_class_goes_its_way_step_by_step(as_officer, officer):
    planned: dict[str, Any] = {"state": ClassState.PLANNED, "decision_no": "", "decided_on": None}
    row = school.make_class(officer, **planned)
    path = page_of(row, "class_state")

    assert "Ô này chưa điền." in text_of(as_officer.post(path, {}))
    as_officer.post(path, {"decision_no": "12/QĐ-UBND", "decided_on": "01/02/2013"})
    for wanted in (ClassState.RUNNING, ClassState.FINISHED):
        assert as_officer.post(f"{path}?to={wanted}", {}).status_code == 302
        assert TrainingClass.objects.get().state == wanted

    response = as_officer.get(f"{path}?to=cancelled", follow=True)
    assert "không chuyển trạng thái như vậy được" in text_of(response)


def test_cancelling_tells_whom_it_concerns(as_officer, officer, seats, commune):
    trainee = school.make_enrolment(officer, seats, make.make_cadre(officer, commune))
    path = page_of(seats.training_class, "class_state", query="?to=cancelled")

    assert "<b>1 học viên</b>" in text_of(as_officer.get(path))
    response = as_officer.post(path, {"cancelled_on": "01/04/2013", "reason": "Thiếu người"}, follow=True)

    assert "Thiếu người" in text_of(response)
    assert "Xem nhật ký, hoàn tác" in text_of(response)
    trainee.refresh_from_db()
    assert trainee.withdrawal_reason == "class_cancelled"


# The catalogue ------------------------------------------------------------------------------------


@pytest.fixture
def admin(client, province):
    client.force_login(make.make_user("quan.tri", role=Role.ADMINISTRATOR, units=(province,)))
    return client


def logged():
    entries = AccessEntry.objects.filter(kind=AccessKind.DATA_CHANGED).order_by("pk")
    return [entry.detail for entry in entries]


@pytest.mark.parametrize("slug", ["chuong-trinh", "co-so", "nguon-kinh-phi"])
def test_saving_what_the_catalogue_shows_changes_nothing(admin, slug):
    rows = admin.get(f"{CATALOGUE}{slug}/").context["page"].rows
    assert rows

    for row in rows[:3]:
        assert save(admin, f"{CATALOGUE}{slug}/{row.pk}/").status_code == 302
    assert logged() == []


def test_an_institution_is_added_and_taken_out_of_use(admin, as_officer, officer):
    admin.force_login(make.make_user(role=Role.ADMINISTRATOR))
    assert (
        save(
            admin, f"{CATALOGUE}co-so/them/", code="dh-ts", name="Trường thử", ownership="public"
        ).status_code
        == 302
    )
    row = Institution.objects.get(code="DH-TS")
    assert row.is_used

    values = filled(admin, f"{CATALOGUE}co-so/{row.pk}/")
    values.pop("is_used")
    admin.post(f"{CATALOGUE}co-so/{row.pk}/", values)

    assert logged()[1] == "Cơ sở đào tạo DH-TS: Đang dùng: Có → Không"
    admin.force_login(officer)
    assert "Trường thử" not in text_of(admin.get(reverse("training:class_add")))


def test_a_programme_keeps_the_level_its_classes_have_taught(admin, training_class):
    programme = TrainingProgramme.objects.get(code="CM-TC")
    other = TrainingProgramme.objects.get(code="CM-DH").level_id

    refused = save(admin, f"{CATALOGUE}chuong-trinh/{programme.pk}/", level=other)

    assert "Đã có 1 lớp theo chương trình này" in text_of(refused)
    assert TrainingProgramme.objects.get(code="CM-TC").level == programme.level


def test_a_degree_needs_a_level_and_codes_are_once(admin):
    path = f"{CATALOGUE}chuong-trinh/them/"
    given = {
        "code": "X",
        "name": "X",
        "category": "degree",
        "length": "1",
        "length_unit": "day",
        "order": "1",
    }

    assert "Đào tạo phải ghi trình độ" in text_of(admin.post(path, given))
    assert FundingSource.objects.filter(code="DA03").exists()
    taken = {"code": "da03", "name": "x", "short_name": "x", "budget_level": "local", "order": "1"}
    assert admin.post(f"{CATALOGUE}nguon-kinh-phi/them/", taken).status_code == 200
    assert FundingSource.objects.filter(code="DA03").count() == 1


def test_the_catalogue_is_the_administrators(client, officer, clerk):
    for user in (officer, clerk):
        client.force_login(user)
        for path in ("", "co-so/", "co-so/them/", "co-so/1/"):
            assert client.get(CATALOGUE + path).status_code == 403


def test_an_unknown_part_of_the_catalogue_is_not_found(admin):
    assert admin.get(f"{CATALOGUE}khong-co/").status_code == 404
    assert admin.get(f"{CATALOGUE}co-so/999999/").status_code == 404
