"""Classes are set up, given seats, opened, run, finished and cancelled; each step one act, undone whole."""

from datetime import date
from itertools import product
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from registry.acts import undo
from registry.acts.recording import Change, record, version_of
from registry.enums import ActKind
from registry.errors import EditConflict, Refusal
from registry.models import Act
from tests.factories import registry as make
from tests.factories import training as school
from training.classes import seat_services
from training.classes import services as classes
from training.classes import state_services as class_states
from training.classes.calendar import calendar_lines, held_by_month
from training.classes.states import WAY
from training.enums import ClassState, WithdrawalReason
from training.models import ClassSession, Enrolment, Institution, SeatAllotment, TrainingClass
from training.seat_units import units_under

pytestmark = pytest.mark.django_db
ALLOWED = {
    ("planned", "open"),
    ("planned", "cancelled"),
    ("open", "running"),
    ("open", "cancelled"),
    ("running", "finished"),
    ("running", "cancelled"),
}
STAYS_PLANNED: dict[str, Any] = {"state": ClassState.PLANNED, "decision_no": "", "decided_on": None}


def values_of(province, **changes):
    """A class of 2013 as its form gives it."""
    values = {
        "code": "tc-2013-09",
        "name": "Trung cấp luật",
        "programme": school.programme(),
        "institution": institution(),
        "province": province,
        "mode": "in_service",
        "specialty": "Luật",
        "starts_on": date(2013, 9, 2),
        "ends_on": date(2015, 8, 31),
        "decision_no": "",
        "decided_on": None,
        "cost_per_seat_vnd": 0,
        "fixed_cost_vnd": 0,
        "budget_year": 2013,
        "note": "",
    }
    return values | changes


def trainees_of(actor, allotment, commune, number, **extra):
    people = [make.make_cadre(actor, commune, f"Nông Văn {n}") for n in range(number)]
    return [school.make_enrolment(actor, allotment, cadre, **extra) for cadre in people]


def seats_of(training_class):
    rows = SeatAllotment.objects.filter(training_class=training_class)
    return {(row.unit_id, row.source_id): row.seats for row in rows}


def history_free_rows():
    """Everything stored about classes and their people."""
    models = (TrainingClass, ClassSession, SeatAllotment, Enrolment)
    return [list(model.objects.order_by("pk").values()) for model in models]


# The way of a class -------------------------------------------------------------------------------


@pytest.mark.parametrize(("state", "wanted"), list(product(ClassState, ClassState)))
def test_only_the_steps_of_the_table_are_allowed(state, wanted):
    assert WAY.allows(state, wanted) == ((state.value, wanted.value) in ALLOWED)


def test_every_state_is_in_the_table_and_what_is_over_stays_over():
    assert all(WAY.allows(state, state) is False for state in ClassState)
    assert WAY.steps("finished") == WAY.steps("cancelled") == ()
    assert [step.verb for step in WAY.steps("planned")] == ["Mở lớp theo quyết định", "Hủy lớp"]


def test_a_class_goes_from_plan_to_end(officer, province):
    row = classes.add_class(actor=officer, values=values_of(province))
    assert (row.code, row.state) == ("TC-2013-09", ClassState.PLANNED)

    class_states.open_class(
        actor=officer, training_class=row, decision_no=" 12/QĐ-UBND ", decided_on=date(2013, 8, 1)
    )
    class_states.start_class(actor=officer, training_class=row)
    class_states.finish_class(actor=officer, training_class=row)

    row.refresh_from_db()
    assert (row.state, row.decision_no, row.decided_on) == (
        ClassState.FINISHED,
        "12/QĐ-UBND",
        date(2013, 8, 1),
    )
    assert [act.summary for act in Act.objects.filter(kind="change_class").order_by("pk")] == [
        "Lập lớp TC-2013-09: Trung cấp luật",
        "Mở lớp TC-2013-09 theo quyết định 12/QĐ-UBND",
        "Khai giảng lớp TC-2013-09",
        "Kết thúc lớp TC-2013-09",
    ]


def test_a_step_that_is_not_in_the_table_is_refused(officer):
    row = school.make_class(officer, **STAYS_PLANNED)

    with pytest.raises(Refusal, match="ở trạng thái “dự kiến”, không chuyển sang “đang học” được"):
        class_states.start_class(actor=officer, training_class=row)

    row.refresh_from_db()
    assert row.state == ClassState.PLANNED


@pytest.mark.parametrize(
    ("number", "day", "field"),
    [
        ("", date(2013, 8, 1), "decision_no"),
        ("12", None, "decided_on"),
        ("12", date(2999, 1, 1), "decided_on"),
    ],
)
def test_a_class_is_opened_by_a_decision_only(officer, number, day, field):
    row = school.make_class(officer, **STAYS_PLANNED)

    with pytest.raises(ValidationError) as refused:
        class_states.open_class(actor=officer, training_class=row, decision_no=number, decided_on=day)

    assert field in refused.value.message_dict
    row.refresh_from_db()
    assert row.state == ClassState.PLANNED


def test_a_class_does_not_begin_before_its_first_day(officer):
    row = school.make_class(
        officer, starts_on=date(2999, 1, 1), ends_on=date(2999, 2, 1), budget_year=2999, code="XA"
    )

    with pytest.raises(Refusal, match="khai giảng ngày 01/01/2999, chưa đến ngày"):
        class_states.start_class(actor=officer, training_class=row)


def test_a_class_ends_when_everybody_in_it_has_a_result(officer, training_class, seats, commune):
    passed, gone, waiting = trainees_of(officer, seats, commune, 3)
    school.make_result(officer, passed)
    leave(officer, gone)
    class_states.start_class(actor=officer, training_class=training_class)

    with pytest.raises(Refusal, match="còn 1 học viên chưa có kết quả"):
        class_states.finish_class(actor=officer, training_class=training_class)

    leave(officer, waiting)
    class_states.finish_class(actor=officer, training_class=training_class)
    assert TrainingClass.objects.get().state == ClassState.FINISHED


def test_cancelling_withdraws_everybody_in_one_act_and_undo_brings_all_back(
    officer, training_class, seats, commune
):
    staying, gone = trainees_of(officer, seats, commune, 2)
    leave(officer, gone)
    before = history_free_rows()

    act = class_states.cancel_class(
        actor=officer, training_class=training_class, reason="Không đủ người", cancelled_on=date(2013, 4, 1)
    )

    staying.refresh_from_db()
    assert (staying.withdrawn_on, staying.withdrawal_reason) == (
        date(2013, 4, 1),
        WithdrawalReason.CLASS_CANCELLED,
    )
    assert Enrolment.objects.get(pk=gone.pk).withdrawal_reason == WithdrawalReason.OWN_REQUEST
    assert TrainingClass.objects.get().state_note == "Không đủ người"
    assert act is not None
    assert act.summary == "Hủy lớp TC-2013, 1 học viên thôi học"

    undo.undo(act, officer)
    assert history_free_rows() == before


@pytest.mark.parametrize(
    ("reason", "day", "field"),
    [
        (" ", date(2013, 4, 1), "reason"),
        ("thiếu", date(2999, 1, 1), "cancelled_on"),
        ("thiếu", date(2013, 2, 28), "cancelled_on"),
    ],
)
def test_a_faulty_cancelling_changes_nothing(officer, training_class, seats, commune, reason, day, field):
    trainees_of(officer, seats, commune, 1)
    before = history_free_rows()

    with pytest.raises(ValidationError) as refused:
        class_states.cancel_class(
            actor=officer, training_class=training_class, reason=reason, cancelled_on=day
        )

    assert field in refused.value.message_dict
    assert history_free_rows() == before


def test_a_class_with_results_is_not_cancelled(officer, training_class, seats, commune):
    (trainee,) = trainees_of(officer, seats, commune, 1)
    school.make_result(officer, trainee)

    with pytest.raises(Refusal, match="đã có kết quả của 1 học viên"):
        class_states.cancel_class(
            actor=officer, training_class=training_class, reason="thiếu", cancelled_on=date(2013, 4, 1)
        )


# What a class is ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"code": "lớp 1"}, "code"),
        ({"code": "a/b"}, "code"),
        ({"code": "TC-2013"}, "code"),
        ({"ends_on": date(2013, 9, 1)}, "ends_on"),
        ({"budget_year": 2011}, "budget_year"),
        ({"budget_year": 2017}, "budget_year"),
        ({"decided_on": date(2999, 1, 1)}, "decided_on"),
    ],
    ids=str,
)
def test_a_faulty_class_is_refused_at_its_field(officer, province, training_class, change, field):
    with pytest.raises(ValidationError) as refused:
        classes.add_class(actor=officer, values=values_of(province, **change))

    assert list(refused.value.message_dict) == [field]
    assert TrainingClass.objects.count() == 1


def test_a_change_tells_what_was_changed_and_nothing_writes_no_act(officer, training_class):
    act = classes.change_class(actor=officer, training_class=training_class, values={"name": "Tên mới"})
    assert act is not None
    assert act.summary == "Sửa lớp TC-2013: tên lớp"

    assert (
        classes.change_class(actor=officer, training_class=training_class, values={"name": "Tên mới"}) is None
    )
    assert Act.objects.filter(kind="change_class").count() == 1


def test_the_second_of_two_who_change_a_class_is_told(officer, training_class):
    seen = version_of(training_class)
    classes.change_class(actor=officer, training_class=training_class, values={"name": "Một"}, version=seen)

    with pytest.raises(EditConflict):
        classes.change_class(
            actor=officer, training_class=training_class, values={"name": "Hai"}, version=seen
        )


def test_what_stands_on_a_class_keeps_it(officer, training_class, seats, commune):
    trainees_of(officer, seats, commune, 1, enrolled_on=date(2013, 6, 1))
    school.make_session(officer, training_class, starts_on=date(2013, 4, 1), ends_on=date(2014, 4, 1))

    with pytest.raises(ValidationError) as refused:
        classes.change_class(
            actor=officer,
            training_class=training_class,
            values={
                "programme": school.programme("CM-DH"),
                "starts_on": date(2013, 4, 2),
                "ends_on": date(2013, 5, 1),
            },
        )

    assert set(refused.value.message_dict) == {"programme", "starts_on", "ends_on"}


def test_a_cancelled_class_is_not_changed(officer, training_class):
    class_states.cancel_class(
        actor=officer, training_class=training_class, reason="thiếu", cancelled_on=date(2013, 4, 1)
    )

    with pytest.raises(Refusal, match="Lớp đã hủy"):
        classes.change_class(actor=officer, training_class=training_class, values={"name": "x"})
    with pytest.raises(Refusal, match="đã hủy nên không sửa phần này"):
        seats_service(officer, training_class, {})


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"starts_on": date(2013, 2, 28)}, "starts_on"),
        ({"ends_on": date(2015, 3, 1)}, "ends_on"),
        ({"ends_on": date(2013, 3, 4)}, "ends_on"),
        ({"days": 6}, "days"),
    ],
    ids=str,
)
def test_a_session_lies_within_its_class(officer, training_class, change, field):
    values = {"place": "Hội trường", "starts_on": date(2013, 3, 5), "ends_on": date(2013, 3, 9), "days": 5}

    with pytest.raises(ValidationError) as refused:
        classes.add_session(actor=officer, training_class=training_class, values=values | change)

    assert field in refused.value.message_dict
    classes.add_session(actor=officer, training_class=training_class, values=values)


def test_a_session_is_changed_and_taken_out(officer, training_class):
    session = school.make_session(officer, training_class)

    act = classes.change_session(actor=officer, session=session, values={"place": "Nhà văn hóa"})
    assert act is not None
    assert act.summary == "Lớp TC-2013: sửa đợt học từ 01/03/2013"
    assert classes.change_session(actor=officer, session=session, values={"place": "Nhà văn hóa"}) is None

    removal = classes.remove_session(actor=officer, session=session)
    assert removal is not None
    assert not ClassSession.objects.exists()
    undo.undo(removal, officer)
    assert ClassSession.objects.get().place == "Nhà văn hóa"


# Seats --------------------------------------------------------------------------------------------


def seats_service(officer, training_class, table, **extra):
    return seat_services.set_seats(actor=officer, training_class=training_class, seats=table, **extra)


def test_seats_are_set_by_unit_and_source_and_undone_together(officer, training_class, bao_lac, ha_lang):
    da03, yearly = school.source().pk, school.source("NSTX").pk
    seats_service(officer, training_class, {(bao_lac.pk, da03): 5, (ha_lang.pk, da03): 2})

    act = seats_service(
        officer,
        training_class,
        {(bao_lac.pk, da03): 4, (ha_lang.pk, da03): 0, (ha_lang.pk, yearly): 3, (bao_lac.pk, yearly): 0},
    )

    assert act.summary == "Lớp TC-2013: chỉ tiêu 7 → 7 chỗ"
    assert seats_of(training_class) == {(bao_lac.pk, da03): 4, (ha_lang.pk, yearly): 3}
    undo.undo(act, officer)
    assert seats_of(training_class) == {(bao_lac.pk, da03): 5, (ha_lang.pk, da03): 2}


def test_the_same_seats_again_write_no_act(officer, training_class, bao_lac):
    table = {(bao_lac.pk, school.source().pk): 5}
    seats_service(officer, training_class, table)

    assert seats_service(officer, training_class, table) is None
    assert Act.objects.filter(kind="change_class").count() == 1


def test_seats_do_not_fall_below_those_who_have_taken_them(officer, training_class, seats, commune, bao_lac):
    trainees_of(officer, seats, commune, 2)
    key = (bao_lac.pk, seats.source_id)

    with pytest.raises(Refusal, match="huyện Bảo Lạc, nguồn Đề án 03: 2 người đã ghi danh"):
        seats_service(officer, training_class, {key: 1})
    assert seats_of(training_class) == {key: 3}

    seats_service(officer, training_class, {key: 2})
    assert seats_of(training_class) == {key: 2}


def test_seats_that_somebody_was_in_stay_on_record_without_seats(
    officer, training_class, seats, commune, bao_lac
):
    (gone,) = trainees_of(officer, seats, commune, 1)
    leave(officer, gone)

    seats_service(officer, training_class, {(bao_lac.pk, seats.source_id): 0})

    assert seats_of(training_class) == {(bao_lac.pk, seats.source_id): 0}


def test_the_second_of_two_who_set_seats_is_told(officer, training_class, bao_lac):
    seen = seat_services.seats_version(training_class)
    key = (bao_lac.pk, school.source().pk)
    seats_service(officer, training_class, {key: 5}, version=seen)

    with pytest.raises(Refusal, match="Có người vừa đổi chỉ tiêu"):
        seats_service(officer, training_class, {key: 6}, version=seen)


def test_seats_go_to_units_of_the_first_day_only(officer, training_class, commune):
    with pytest.raises(Refusal, match="không có vào ngày khai giảng 01/03/2013"):
        seats_service(officer, training_class, {(commune.pk, school.source().pk): 5})


def test_units_for_seats_follow_the_map_of_the_day(province):
    in_2013 = units_under(province.pk, date(2013, 3, 1))
    in_2026 = units_under(province.pk, date(2026, 1, 1))

    assert (in_2013[0].name, len(in_2013)) == ("Chung toàn tỉnh", 14)
    assert {"Thông Nông", "TP. Cao Bằng"} <= {unit.name for unit in in_2013}
    # No district lives: the communes hang under the province.
    assert len(in_2026) == 57


def test_seats_are_transferred_between_districts_and_back(
    officer, training_class, seats, other_seats, commune, ha_lang
):
    trainees_of(officer, seats, commune, 1)
    source = seats.source_id

    act = transfer(officer, seats, ha_lang, 2)

    assert act.summary == "Lớp TC-2013: chuyển 2 chỗ từ huyện Bảo Lạc sang huyện Hạ Lang"
    assert seats_of(training_class) == {
        (seats.unit_id, source): 1,
        (ha_lang.pk, source): 2,
        (ha_lang.pk, other_seats.source_id): 2,
    }
    undo.undo(act, officer)
    assert seats_of(training_class) == {
        (seats.unit_id, source): 3,
        (ha_lang.pk, other_seats.source_id): 2,
    }


def test_a_transfer_adds_to_seats_of_the_same_source(officer, training_class, seats, ha_lang):
    school.make_seats(officer, training_class, ha_lang, 4)

    transfer(officer, seats, ha_lang, 3)

    assert seats_of(training_class) == {(seats.unit_id, seats.source_id): 0, (ha_lang.pk, seats.source_id): 7}


@pytest.mark.parametrize(
    ("change", "field"), [({"number": 3}, "seats"), ({"number": 0}, "seats"), ({"reason": " "}, "reason")]
)
def test_only_free_seats_are_transferred_and_with_a_reason(
    officer, training_class, seats, commune, ha_lang, change, field
):
    trainees_of(officer, seats, commune, 1)

    with pytest.raises(ValidationError) as refused:
        transfer(officer, seats, ha_lang, **{"number": 1, **change})

    assert list(refused.value.message_dict) == [field]
    assert seats_of(training_class) == {(seats.unit_id, seats.source_id): 3}


def test_seats_are_not_transferred_to_their_own_unit(officer, training_class, seats, bao_lac):
    with pytest.raises(ValidationError, match="Chọn đơn vị khác"):
        transfer(officer, seats, bao_lac, 1)


def test_an_undo_that_would_take_seats_from_people_is_refused(
    officer, training_class, seats, commune, bao_lac
):
    key = (bao_lac.pk, seats.source_id)
    act = seats_service(officer, training_class, {key: 5})
    trainees_of(officer, seats, commune, 4)

    with pytest.raises(Refusal):
        undo.undo(act, officer)
    assert seats_of(training_class) == {key: 5}


# The calendar -------------------------------------------------------------------------------------


class Held:
    def __init__(self, first, last):
        self.starts_on, self.ends_on = first, last


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2013, 3, 5), date(2013, 5, 1), [(2, False), (3, True), (7, False)]),
        (date(2012, 11, 1), date(2013, 1, 1), [(1, True), (11, False)]),
        (date(2013, 12, 31), date(2014, 6, 1), [(11, False), (1, True)]),
        (date(2012, 1, 1), date(2014, 1, 1), [(12, True)]),
    ],
)
def test_a_class_lies_over_the_months_of_the_year(first, last, expected):
    (line,) = calendar_lines([Held(first, last)], 2013)

    assert [(each.months, each.is_held) for each in line.stretches] == expected
    assert sum(each.months for each in line.stretches) == 12


def test_a_class_of_another_year_is_not_in_the_calendar():
    rows = [Held(date(2012, 1, 1), date(2012, 12, 31)), Held(date(2013, 2, 1), date(2013, 3, 1))]

    assert len(calendar_lines(rows, 2013)) == 1
    assert held_by_month(rows, 2013) == [0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]


def institution():
    return Institution.objects.order_by("pk")[0]


def leave(actor, enrolment):
    """Gives the seat up, past the service."""
    with transaction.atomic():
        values = {"withdrawn_on": date(2013, 3, 20), "withdrawal_reason": WithdrawalReason.OWN_REQUEST}
        record(ActKind.DEMONSTRATION, actor, updated=[Change(enrolment, values)], summary="Thử")


def transfer(officer, allotment, unit, number, reason="Huyện khác cần hơn"):
    return seat_services.transfer_seats(
        actor=officer, allotment=allotment, unit=unit, seats=number, reason=reason
    )
