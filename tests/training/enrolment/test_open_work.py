"""A trainee who leaves, dies or moves is open work until somebody decides; nothing is left dangling."""

from datetime import date
from typing import Any

import pytest

from accounts.models import Role
from common import sql
from registry.ahead import expected
from registry.cards import services
from registry.enums import EndReason, Scale
from registry.levers import work_lines
from tests.factories import registry as make
from tests.factories import training as train
from training.costs.seats import free_seats
from training.enrolment import open_work
from training.enrolment import services as enrolling
from training.enums import ClassState, WithdrawalReason
from training.models import Enrolment

pytestmark = pytest.mark.django_db
DAY = date(2013, 12, 31)
HAPPENED, LAST_DAY = date(2013, 7, 1), date(2013, 6, 30)


@pytest.fixture
def district(reference):
    return make.unit_coded("043")


@pytest.fixture
def clerk(district):
    return make.make_user(units=(district,))


@pytest.fixture
def other_clerk(reference):
    return make.make_user(units=(make.unit_coded("042"),))


@pytest.fixture
def staff(reference):
    return make.make_user(role=Role.PROVINCE_STAFF, units=(make.unit_coded("04"),))


@pytest.fixture
def seats(staff, district):
    return train.make_seats(staff, train.make_class(staff, state=ClassState.RUNNING), district, 5)


@pytest.fixture
def enrolment(staff, seats):
    cadre = make.make_cadre(staff, make.unit_coded("01333"), levels={Scale.PROFESSIONAL: "none"})
    return train.make_enrolment(staff, seats, cadre)


def leave(actor, enrolment, reason=EndReason.RETIRED):
    posting = enrolment.cadre.postings.get(ended_on=None)
    services.end_posting(actor=actor, posting=posting, ended_on=LAST_DAY, end_reason=reason)


def move_away(actor, enrolment, commune="01290", day=HAPPENED):
    facts = make.posting_facts(make.unit_coded(commune), make.on(day.year, day.month, day.day))
    services.transfer(actor=actor, cadre=enrolment.cadre, posting=facts)


def withdraw(actor, enrolment, reason):
    enrolling.withdraw(actor=actor, enrolment=enrolment, withdrawal_reason=reason, withdrawn_on=HAPPENED)


def go_on(actor, enrolment):
    enrolling.continue_training(
        actor=actor, enrolment=enrolment, continues_from=HAPPENED, note="Huyện đồng ý cho học tiếp"
    )


def found(enrolment, user, day=DAY):
    return open_work.of_class(enrolment.training_class, user, day)


def lines(user, day=DAY):
    return [(line.text, line.count) for line in work_lines(user, day)]


def line_of(enrolment):
    return f"Lớp {enrolment.training_class.code}: xử lý học viên đã nghỉ hoặc chuyển đơn vị", 1


def test_who_serves_in_the_unit_is_no_work(staff, clerk, enrolment):
    assert (found(enrolment, clerk), lines(clerk), lines(staff)) == ([], [], [])


# Done, line 5 -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reason", "words", "suggested"),
    [
        (EndReason.RETIRED, "Nghỉ hưu", WithdrawalReason.LEFT_POST),
        (EndReason.DIED, "Từ trần", WithdrawalReason.DIED),
    ],
)
def test_leaving_and_death_are_seen_in_the_class_and_the_work_list_and_resolved(
    staff, clerk, seats, enrolment, reason, words, suggested
):
    leave(clerk, enrolment, reason)

    [work] = found(enrolment, clerk)
    assert work.what.startswith(words)
    assert work.what.endswith("đến 30/06/2013")
    assert (work.withdrawal_reason, work.may_change) == (suggested, True)
    assert lines(clerk) == lines(staff) == [line_of(enrolment)]
    assert found(enrolment, clerk, LAST_DAY) == []

    withdraw(clerk, work.enrolment, work.withdrawal_reason)

    nothing_dangles(enrolment, clerk, seats)


def test_a_transfer_is_seen_where_the_seat_is_and_where_the_person_is(
    staff, clerk, other_clerk, seats, enrolment
):
    move_away(staff, enrolment)

    for user in (staff, clerk, other_clerk):
        [work] = found(enrolment, user)
        assert work.may_change
        assert lines(user) == [line_of(enrolment)]
    [seen_from_the_seat] = found(enrolment, clerk)
    assert seen_from_the_seat.what.startswith("Điều động")
    assert seen_from_the_seat.withdrawal_reason == WithdrawalReason.TRANSFERRED

    withdraw(clerk, seen_from_the_seat.enrolment, WithdrawalReason.TRANSFERRED)

    nothing_dangles(enrolment, clerk, seats)


def nothing_dangles(enrolment, user, seats):
    """No work, no promise of a level, no seat taken; the person lacks the level again for the need."""
    assert found(enrolment, user) == []
    assert lines(user) == []
    assert sql.rows(expected.expected_facts(DAY, make.EVERYBODY)) == []
    assert free_seats([seats.pk]) == {seats.pk: seats.seats}
    assert not Enrolment.objects.in_class_on(DAY).exists()


# Other ways to resolve --------------------------------------------------------------------------------


def test_a_seat_of_the_new_unit_resolves_a_transfer(staff, seats, enrolment):
    move_away(staff, enrolment)
    there = train.make_seats(staff, seats.training_class, make.unit_coded("042"))

    enrolling.move(actor=staff, enrolment=enrolment, allotment=there, moved_on=HAPPENED)

    assert found(enrolment, staff) == []
    assert free_seats([seats.pk]) == {seats.pk: 5}


def test_who_goes_on_is_no_work_until_something_new_happens(staff, seats, enrolment):
    move_away(staff, enrolment)
    go_on(staff, enrolment)
    assert found(enrolment, staff) == []

    posting = enrolment.cadre.postings.get(ended_on=None)
    services.end_posting(
        actor=staff, posting=posting, ended_on=date(2013, 9, 30), end_reason=EndReason.RESIGNED
    )

    [work] = found(enrolment, staff)
    assert work.what.startswith("Thôi việc")
    assert found(enrolment, staff, date(2013, 9, 30)) == []


def test_another_title_elsewhere_does_not_ask_again_about_who_goes_on(staff, enrolment):
    move_away(staff, enrolment)
    go_on(staff, enrolment)

    move_away(staff, enrolment, "01291", date(2013, 10, 1))

    assert found(enrolment, staff) == []


def test_another_commune_of_the_district_is_no_work(staff, enrolment):
    move_away(staff, enrolment, "01324")

    assert found(enrolment, staff) == []


def test_who_goes_on_in_a_kind_of_posting_that_does_not_count_is_work(staff, enrolment):
    """Dự án 600 serves in the same commune but is none of its cán bộ, công chức."""
    leave(staff, enrolment, EndReason.RESIGNED)
    kind, commune = make.kind("project_600"), make.unit_coded("01333")
    make.make_posting(staff, enrolment.cadre, commune, kind=kind, started_on=HAPPENED)

    [work] = found(enrolment, staff)

    assert work.what.startswith("Thôi việc")
    assert lines(staff) == [line_of(enrolment)]


def test_who_was_let_in_from_outside_is_no_work_until_they_leave(staff, seats):
    cadre = make.make_cadre(staff, make.unit_coded("01290"))
    enrolling.enrol(
        actor=staff,
        allotment=seats,
        cadres=[cadre],
        enrolled_on=date(2013, 3, 1),
        accepted={cadre.pk: ["not_serving", "entry_level"]},
        reason="Hai huyện thống nhất",
    )
    enrolment = Enrolment.objects.get()
    assert found(enrolment, staff) == []

    leave(staff, enrolment)

    assert len(found(enrolment, staff)) == 1


def test_a_merger_of_the_district_moves_nobody(staff):
    """Thông Nông (044) went up into Hà Quảng in 2020."""
    old = make.unit_coded("044")
    days: dict[str, Any] = {
        "starts_on": date(2019, 9, 1),
        "ends_on": date(2021, 6, 30),
        "decided_on": date(2019, 8, 1),
    }
    training_class = train.make_class(staff, state=ClassState.RUNNING, **days)
    cadre = make.make_cadre(staff, make.unit_coded("01366"))
    enrolment = train.make_enrolment(staff, train.make_seats(staff, training_class, old), cadre)

    assert found(enrolment, staff, date(2020, 12, 31)) == []


# What is no work --------------------------------------------------------------------------------------


def test_with_a_result_or_without_a_seat_there_is_nothing_to_decide(staff, seats, enrolment):
    leave(staff, enrolment)
    assert len(found(enrolment, staff)) == 1

    train.make_result(staff, enrolment, completed_on=HAPPENED)

    assert found(enrolment, staff) == []


@pytest.mark.parametrize("state", [ClassState.FINISHED, ClassState.CANCELLED])
def test_a_class_that_is_over_asks_for_no_decision(staff, seats, enrolment, state):
    leave(staff, enrolment)
    make.change(staff, seats.training_class, state=state, state_note="Lý do")

    assert found(enrolment, staff) == []


def test_results_are_due_when_a_class_has_ended(staff, clerk, enrolment):
    due = (f"Lớp {enrolment.training_class.code} đã kết thúc: ghi kết quả học viên", 1)

    assert due not in lines(staff, date(2015, 2, 27))
    assert due in lines(staff, date(2015, 2, 28))
    assert due not in lines(clerk, date(2015, 2, 28))


def test_readers_have_no_work(staff, enrolment):
    leader = make.make_user(role=Role.LEADER, units=(make.unit_coded("04"),))
    leave(staff, enrolment)

    assert lines(leader) == []


def test_one_and_ten_cost_the_same(staff, seats, enrolment, django_assert_num_queries):
    leave(staff, enrolment)
    found(enrolment, staff)
    for size in (1, 5):
        for number in range(1, size):
            cadre = make.make_cadre(staff, make.unit_coded("01333"), f"Bế Văn B{size}{number}")
            leave(staff, train.make_enrolment(staff, seats, cadre))
        with django_assert_num_queries(5):
            assert len(found(enrolment, staff)) == size
