"""A source is never committed beyond its budget: the figures, the split, and who reads them."""

from datetime import date
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as some

from accounts.models import Role
from common.money import split
from registry.acts.recording import Change, record
from registry.enums import Scale, Sex
from registry.errors import Refusal
from registry.models import EthnicGroup
from tests.factories import registry as make
from tests.factories import training as school
from training.classes import seat_services as seats
from training.classes import services as classes
from training.classes import state_services as class_states
from training.costs.commitments import BUDGETS, require_budget
from training.costs.costs import Sums, money_of
from training.enrolment import services as enrolling
from training.enums import ClassState, TrainingAct
from training.models import Payment, SeatAllotment, SupportPayment, TrainingClass

pytestmark = pytest.mark.django_db


@pytest.fixture
def province(reference):
    return make.unit_coded("04")


@pytest.fixture
def bao_lac(reference):
    return make.unit_coded("043")


@pytest.fixture
def staff(province):
    return make.make_user("ban.to.chuc", role=Role.PROVINCE_STAFF, units=(province,))


def planned_class(actor, cost, seats, unit, **extra):
    """A class not yet open, without support, with seats of one unit from Đề án 03."""
    values = {"state": ClassState.PLANNED, "budget_year": 2013, "cost_per_seat_vnd": cost}
    row = school.make_class(actor, **{**values, **NO_SUPPORT, **extra})
    school.make_seats(actor, row, unit, seats, is_funded=False)
    return row


# Before the first policy of support.
NO_SUPPORT = {"starts_on": date(2011, 3, 1), "ends_on": date(2011, 5, 31)}


@transaction.atomic
def change(actor, training_class, **values):
    """What a service does: an act inside the guard."""
    with require_budget([training_class], actor=actor):
        record(TrainingAct.CHANGE_CLASS, actor, updated=[Change(training_class, values)], summary="Thử")


def open_class(actor, training_class):
    change(actor, training_class, state=ClassState.OPEN)


def state_of(training_class):
    return TrainingClass.objects.get(pk=training_class.pk).state


# --- the split of a fixed cost ---


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        (100, [1, 1, 1], [34, 33, 33]),
        (100, [1, 2], [33, 67]),
        (10, [3, 3, 3, 1], [3, 3, 3, 1]),
        (5, [1, 1], [3, 2]),
        (0, [4, 5], [0, 0]),
        (7, [0, 0], [4, 3]),
        (7, [0, 5], [0, 7]),
        (7, [], []),
    ],
)
def test_a_fixed_cost_is_split_by_seats(total, weights, parts):
    assert split(total, weights) == parts


@given(some.integers(0, 10**13), some.lists(some.integers(0, 500), min_size=1, max_size=30))
def test_the_parts_add_up_exactly_and_stay_within_one_dong(total, weights):
    parts = split(total, weights)
    shares = weights if any(weights) else [1] * len(weights)

    assert sum(parts) == total
    assert all(
        abs(part * sum(shares) - total * share) < sum(shares)
        for part, share in zip(parts, shares, strict=True)
    )
    assert parts == split(total, weights)


# --- what a class costs ---


def test_an_allotment_costs_its_seats_its_part_and_the_support_of_its_trainees(staff, province, bao_lac):
    row = school.make_class(
        staff,
        programme_code="CM-TC",
        starts_on=date(2013, 3, 1),
        ends_on=date(2013, 8, 31),
        cost_per_seat_vnd=1_500_001,
        fixed_cost_vnd=10_000_000,
    )
    school.make_session(staff, row, days=20)
    near = school.make_seats(staff, row, bao_lac, 2)
    far = school.make_seats(staff, row, make.unit_coded("040"), 1, "CTMTQG")
    kinh = EthnicGroup.objects.get(name="Kinh")
    man = make.make_cadre(staff, make.unit_coded("01333"), "Nông Văn Một", ethnic_group=kinh)
    woman = make.make_cadre(
        staff, make.unit_coded("01570"), "Nông Thị Hai", sex=Sex.FEMALE, ethnic_group=kinh
    )
    school.make_enrolment(staff, near, man)
    school.make_enrolment(staff, far, woman)
    gone = make.make_cadre(staff, make.unit_coded("01333"), "Nông Văn Ba")
    school.make_enrolment(staff, near, gone, withdrawn_on=date(2013, 4, 1), withdrawal_reason="own_request")

    rows = money_of(TrainingClass.objects.all())

    # The policy's file for degree classes: tuition 350.000 × 6 months, materials 800.000, meals 30.000
    # (women 35.000) and lodging 20.000 × 20 days, travel 300.000 (01570 lies on the border: 500.000).
    common = 6 * 350_000 + 800_000 + 20 * 20_000 + 300_000
    assert [each.seats_vnd for each in rows] == [3_000_002, 1_500_001]
    assert [each.fixed_vnd for each in rows] == [6_666_667, 3_333_333]
    assert [each.support_vnd for each in rows] == [
        common + 20 * 30_000,
        common + 20 * 35_000 + 200_000,
    ]
    assert (
        sum(each.cost_vnd for each in rows) == 3 * 1_500_001 + 10_000_000 + 2 * common + 20 * 65_000 + 200_000
    )


def test_a_border_commune_counts_on_the_day_of_enrolment(staff, bao_lac):
    """Who moved away later is still paid as on that day."""
    row = school.make_class(staff, programme_code="CM-TC", ends_on=date(2013, 3, 31))
    offered = school.make_seats(staff, row, bao_lac)
    at_border, inland = border_and_inland(bao_lac)
    kinh = EthnicGroup.objects.get(name="Kinh")
    first = make.make_cadre(staff, at_border, "Nông Văn Một", ethnic_group=kinh, ended_on=date(2013, 4, 30))
    make.make_posting(staff, first, inland, started_on=date(2013, 5, 1))
    second = make.make_cadre(staff, inland, "Nông Văn Hai", ethnic_group=kinh, ended_on=date(2013, 4, 30))
    make.make_posting(staff, second, at_border, started_on=date(2013, 5, 1))

    amounts = []
    for person in (first, second):
        school.make_enrolment(staff, offered, person, enrolled_on=date(2013, 3, 1))
        amounts.append(money_of(TrainingClass.objects.all())[0].support_vnd)

    assert amounts[0] == 350_000 + 800_000 + 500_000
    assert amounts[1] - amounts[0] == 350_000 + 800_000 + 300_000


def border_and_inland(district):
    communes = [
        each.unit
        for each in district.places_below.filter(unit__level="commune").select_related("unit")
        if each.valid_from <= date(2013, 1, 1) <= each.valid_to
    ]
    versions = {
        each.pk: each.versions.filter(valid_from__lte=date(2013, 3, 1), valid_to__gte=date(2013, 3, 1))
        for each in communes
    }
    at_border = next(each for each in communes if versions[each.pk].filter(is_border=True).exists())
    inland = next(each for each in communes if versions[each.pk].filter(is_border=False).exists())
    return at_border, inland


def test_planned_committed_and_spent_stand_apart(staff, bao_lac):
    planned_class(staff, 100, 3, bao_lac)
    opened = planned_class(staff, 1_000, 3, bao_lac, state=ClassState.OPEN)
    cancelled = planned_class(
        staff, 7_000, 5, bao_lac, state=ClassState.CANCELLED, state_note="không đủ người"
    )
    pay(staff, opened, 500)
    pay(staff, cancelled, 70)

    assert Sums.of(money_of(TrainingClass.objects.all())) == Sums(
        seats=6, planned_vnd=300, committed_vnd=3_070, spent_vnd=570
    )


def pay(actor, training_class, amount):
    row = Payment(
        allotment=training_class.allotments.get(),
        amount_vnd=amount,
        paid_on=date(2013, 12, 1),
        document_no="UNC 01",
    )
    make.write(actor, row)


def test_support_once_paid_counts_as_it_was_paid_and_stays_after_a_withdrawal(staff, bao_lac):
    row = school.make_class(staff, programme_code="CM-TC", ends_on=date(2013, 3, 31))
    offered = school.make_seats(staff, row, bao_lac)
    person = make.make_cadre(staff, make.unit_coded("01333"))
    enrolment = school.make_enrolment(
        staff, offered, person, withdrawn_on=date(2013, 3, 9), withdrawal_reason="health"
    )
    make.write(
        staff,
        SupportPayment(
            enrolment=enrolment,
            cadre=person,
            amount_vnd=123_456,
            working="Tiền ăn",
            policy_no="01",
            paid_on=date(2013, 3, 8),
            document_no="PC 1",
        ),
    )

    found = money_of(TrainingClass.objects.all())[0]

    assert (found.support_vnd, found.spent_vnd, found.committed_vnd) == (123_456, 123_456, 123_456)


# --- the guard ---


def test_opening_within_the_budget_passes_to_the_last_dong(staff, province, bao_lac):
    school.make_budget(staff, 80_000_000)
    row = planned_class(staff, 8_000_000, 10, bao_lac)

    open_class(staff, row)

    assert state_of(row) == ClassState.OPEN
    assert BUDGETS.room((province.pk, school.source().pk, 2013)).taken == 80_000_000


def test_one_dong_too_many_is_refused_with_the_figures(staff, province, bao_lac):
    school.make_budget(staff, 1_200_000_000)
    open_class(staff, planned_class(staff, 115_000_000, 10, bao_lac))
    row = planned_class(staff, 8_000_000, 10, bao_lac)

    with pytest.raises(Refusal) as refused:
        open_class(staff, row)

    assert str(refused.value).startswith(
        "Nguồn Đề án 03 năm 2013 có 1.200.000.000 đồng, đã cam kết 1.150.000.000 đồng, "
        "cần thêm 80.000.000 đồng: thiếu 30.000.000 đồng. Chưa ghi gì; "
    )
    assert state_of(row) == ClassState.PLANNED


def test_without_a_budget_nothing_that_costs_is_opened(staff, bao_lac):
    with pytest.raises(Refusal, match="có 0 đồng, đã cam kết 0 đồng, cần thêm 1 đồng: thiếu 1 đồng"):
        open_class(staff, planned_class(staff, 1, 1, bao_lac))

    open_class(staff, planned_class(staff, 0, 10, bao_lac))


def test_budgets_of_another_source_or_year_do_not_help(staff, province, bao_lac):
    school.make_budget(staff, 10**9, source_code="CTMTQG")
    school.make_budget(staff, 10**9, year=2014)

    with pytest.raises(Refusal, match="Nguồn Đề án 03 năm 2013 có 0 đồng"):
        open_class(staff, planned_class(staff, 1, 1, bao_lac))


def test_each_source_is_named_that_falls_short(staff, province, bao_lac):
    row = planned_class(staff, 10, 3, bao_lac)
    school.make_seats(staff, row, bao_lac, 2, "CTMTQG", is_funded=False)

    with pytest.raises(Refusal) as refused:
        open_class(staff, row)

    assert "Nguồn Đề án 03 năm 2013" in str(refused.value)
    assert "Nguồn CTMTQG năm 2013" in str(refused.value)


def test_a_higher_cost_needs_only_the_difference(staff, province, bao_lac):
    school.make_budget(staff, 100)
    row = planned_class(staff, 8, 10, bao_lac)
    open_class(staff, row)

    with pytest.raises(Refusal, match="đã cam kết 80 đồng, cần thêm 30 đồng: thiếu 10 đồng"):
        change(staff, row, cost_per_seat_vnd=11)

    change(staff, TrainingClass.objects.get(pk=row.pk), cost_per_seat_vnd=10)


def test_what_is_committed_too_much_may_be_lowered(staff, province, bao_lac):
    """A budget that falls short already, from whatever past: every step down passes, no step up does."""
    row = planned_class(staff, 100, 10, bao_lac, state=ClassState.OPEN)

    change(staff, row, cost_per_seat_vnd=90)
    with pytest.raises(Refusal, match="đã cam kết 900 đồng, cần thêm 10 đồng: thiếu 910 đồng"):
        change(staff, row, cost_per_seat_vnd=91)


def test_money_moves_between_years_only_where_there_is_some(staff, province, bao_lac):
    school.make_budget(staff, 1_000)
    row = planned_class(staff, 100, 10, bao_lac)
    open_class(staff, row)

    with pytest.raises(Refusal, match="Nguồn Đề án 03 năm 2014 có 0 đồng"):
        change(staff, row, budget_year=2014)


def test_seats_that_are_added_need_their_cost(staff, province, bao_lac):
    school.make_budget(staff, 100)
    row = planned_class(staff, 10, 10, bao_lac)
    open_class(staff, row)
    more = SeatAllotment(training_class=row, unit=make.unit_coded("040"), source=school.source(), seats=1)

    with (
        pytest.raises(Refusal, match="thiếu 10 đồng"),
        transaction.atomic(),
        require_budget([row], actor=staff),
    ):
        record(TrainingAct.CHANGE_CLASS, staff, created=[more], summary="Thử")

    assert row.allotments.count() == 1


def test_a_trainee_needs_the_support(staff, province, bao_lac):
    row = school.make_class(staff, programme_code="CM-TC", ends_on=date(2013, 3, 31))
    school.make_budget(staff, 1_000_000)
    offered = school.make_seats(staff, row, bao_lac)
    person = make.make_cadre(staff, border_and_inland(bao_lac)[1])

    with (
        pytest.raises(Refusal, match="cần thêm 1.450.000 đồng: thiếu 450.000 đồng"),
        transaction.atomic(),
        require_budget([row], actor=staff),
    ):
        school.make_enrolment(staff, offered, person)


def test_a_district_reads_what_it_needs_and_no_figures_of_the_province(staff, province, bao_lac):
    school.make_budget(staff, 1_234_567)
    clerk = make.make_user(units=(bao_lac,))
    row = planned_class(staff, 2_000_000, 1, bao_lac)

    with pytest.raises(Refusal) as refused:
        open_class(clerk, row)

    assert str(refused.value) == (
        "Nguồn Đề án 03 năm 2013 không còn đủ 2.000.000 đồng cho việc này. Chưa ghi gì; "
        "báo cán bộ tỉnh để bổ sung kinh phí hoặc đổi nguồn."
    )


def test_an_allotment_never_costs_less_than_was_paid_for_it(staff, province, bao_lac):
    school.make_budget(staff, 1_000)
    row = planned_class(staff, 100, 10, bao_lac)
    open_class(staff, row)
    pay(staff, row, 600)

    with pytest.raises(Refusal, match="đã chi 600 đồng, nhiều hơn chi phí mới 590 đồng"):
        change(staff, row, cost_per_seat_vnd=59)
    change(staff, TrainingClass.objects.get(pk=row.pk), cost_per_seat_vnd=60)


# --- the services that commit ---


def test_enrolling_is_refused_when_the_support_is_not_there(staff, province, bao_lac):
    row = school.make_class(staff, programme_code="CM-TC", ends_on=date(2013, 3, 31))
    school.make_budget(staff, 2 * 1_450_000 - 1)
    offered = school.make_seats(staff, row, bao_lac)
    kinh = EthnicGroup.objects.get(name="Kinh")
    inland = border_and_inland(bao_lac)[1]
    levels = {Scale.GENERAL_EDUCATION: "upper_secondary"}
    people = [
        make.make_cadre(staff, inland, name, ethnic_group=kinh, levels=levels)
        for name in ("Nông Văn Một", "Nông Văn Hai")
    ]
    asked = {"actor": staff, "allotment": offered, "enrolled_on": date(2013, 3, 1)}

    with pytest.raises(Refusal, match="cần thêm 2.900.000 đồng: thiếu 1 đồng"):
        enrolling.enrol(cadres=people, **asked)
    enrolling.enrol(cadres=people[:1], **asked)
    with pytest.raises(Refusal, match="đã cam kết 1.450.000 đồng"):
        enrolling.enrol(cadres=people[1:], **asked)

    assert row.enrolments.count() == 1


def test_moving_to_seats_of_another_source_needs_its_money(staff, province, bao_lac):
    row = school.make_class(staff, programme_code="CM-TC", ends_on=date(2013, 3, 31))
    offered = school.make_seats(staff, row, bao_lac)
    others = school.make_seats(staff, row, bao_lac, 1, "CTMTQG", is_funded=False)
    person = make.make_cadre(staff, border_and_inland(bao_lac)[1])
    enrolment = school.make_enrolment(staff, offered, person)

    with pytest.raises(Refusal, match="Nguồn CTMTQG năm 2013 có 0 đồng"):
        enrolling.move(actor=staff, enrolment=enrolment, allotment=others, moved_on=date(2013, 3, 2))


def test_a_class_is_opened_only_with_the_money_for_it(staff, province, bao_lac):
    school.make_budget(staff, 799)
    row = planned_class(staff, 80, 10, bao_lac)
    by_decision: dict[str, Any] = {"decision_no": "01/QĐ-UBND", "decided_on": date(2011, 2, 1)}

    with pytest.raises(Refusal, match="cần thêm 800 đồng: thiếu 1 đồng"):
        class_states.open_class(actor=staff, training_class=row, **by_decision)

    assert state_of(row) == ClassState.PLANNED


def test_seats_are_added_only_with_the_money_for_them(staff, province, bao_lac):
    school.make_budget(staff, 1_000)
    row = planned_class(staff, 80, 10, bao_lac, state=ClassState.OPEN)
    here = (bao_lac.pk, school.source().pk)

    with pytest.raises(Refusal, match="đã cam kết 800 đồng, cần thêm 240 đồng: thiếu 40 đồng"):
        seats.set_seats(actor=staff, training_class=row, seats={here: 13})
    seats.set_seats(actor=staff, training_class=row, seats={here: 12})


def test_an_open_class_becomes_dearer_only_with_the_money(staff, province, bao_lac):
    school.make_budget(staff, 1_000, year=2011)
    row = planned_class(staff, 80, 10, bao_lac, state=ClassState.OPEN, budget_year=2011)

    with pytest.raises(Refusal, match="cần thêm 201 đồng: thiếu 1 đồng"):
        classes.change_class(actor=staff, training_class=row, values={"fixed_cost_vnd": 201})


def test_a_session_costs_the_support_of_its_days(staff, province, bao_lac):
    row = school.make_class(staff, programme_code="CM-TC", ends_on=date(2013, 3, 31))
    school.make_budget(staff, 1_450_000 + 5 * 50_000)
    allotment = school.make_seats(staff, row, bao_lac)
    kinh = EthnicGroup.objects.get(name="Kinh")
    inland = border_and_inland(bao_lac)[1]
    school.make_enrolment(staff, allotment, make.make_cadre(staff, inland, ethnic_group=kinh))
    days = {"place": "Trường Chính trị tỉnh", "starts_on": date(2013, 3, 4), "ends_on": date(2013, 3, 9)}

    with pytest.raises(Refusal, match="cần thêm 300.000 đồng: thiếu 50.000 đồng"):
        classes.add_session(actor=staff, training_class=row, values={**days, "days": 6})
    classes.add_session(actor=staff, training_class=row, values={**days, "days": 5})
