"""Budgets, plan, payments and support as services: exact, once, and taken back."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import Role
from common.dates import today
from registry.acts import undo
from registry.acts.recording import Change, record, version_of
from registry.enums import Sex
from registry.errors import EditConflict, Refusal
from registry.models import Act, EthnicGroup
from tests.factories import registry as make
from tests.factories import training as school
from training.costs.costs import money_of
from training.enums import ClassState, TrainingAct, WithdrawalReason
from training.models import Payment, PlanLine, SupportPayment, SupportRate, TrainingClass, YearlyBudget
from training.money import services as money
from training.money.services import Document, PlanFigures

pytestmark = pytest.mark.django_db

PAPER = Document("UNC 17", date(2013, 12, 2))
# Before the first policy of support.
NO_SUPPORT: dict[str, Any] = {"starts_on": date(2011, 3, 1), "ends_on": date(2011, 5, 31)}


@pytest.fixture
def province(reference):
    return make.unit_coded("04")


@pytest.fixture
def bao_lac(reference):
    return make.unit_coded("043")


@pytest.fixture
def staff(province):
    return make.make_user("ban.to.chuc", role=Role.PROVINCE_STAFF, units=(province,))


@pytest.fixture
def seats(staff, bao_lac):
    """Ten seats at 1.000.000 đồng and 500.000 for the class as a whole."""
    row = school.make_class(staff, cost_per_seat_vnd=1_000_000, fixed_cost_vnd=500_000, **NO_SUPPORT)
    return school.make_seats(staff, row, bao_lac, 10)


@pytest.fixture
def trainees(staff, bao_lac):
    """A short class of five days in March 2013 with two men and a woman, all of the majority."""
    row = school.make_class(
        staff, programme_code="CM-TC", starts_on=date(2013, 3, 4), ends_on=date(2013, 3, 8)
    )
    school.make_session(staff, row, days=5)
    allotment = school.make_seats(staff, row, bao_lac, 10)
    kinh = EthnicGroup.objects.get(name="Kinh")
    people = [("Nông Văn Một", Sex.MALE), ("Nông Thị Hai", Sex.FEMALE), ("Nông Văn Ba", Sex.MALE)]
    return [
        school.make_enrolment(
            staff,
            allotment,
            make.make_cadre(staff, make.unit_coded("01333"), name, sex=sex, ethnic_group=kinh),
        )
        for name, sex in people
    ]


# By the policy's file for degrees: 1 month × 350.000 + 800.000 + 5 days × (30.000 + 20.000) + 300.000.
MAN, WOMAN = 1_700_000, 1_725_000


def set_budget(actor, province, amount, **extra):
    values = {"source": school.source(), "year": 2013, "decision_no": "05/QĐ-UBND", **extra}
    return money.set_budget(actor=actor, province=province, amount_vnd=amount, **values)


def pay(actor, allotment, amount, document=PAPER):
    return money.record_payment(actor=actor, allotment=allotment, amount_vnd=amount, document=document)


def save_plan(actor, province, figures, **extra):
    values = {"year": 2013, "programme": school.programme(), "decision_no": "12/QĐ-UBND", **extra}
    lines = {unit.pk: PlanFigures(*each) for unit, each in figures.items()}
    return money.save_plan(actor=actor, province=province, figures=lines, **values)


def plan():
    rows = PlanLine.objects.order_by("unit__key")
    return [(row.unit.key, row.seats, row.amount_vnd, row.decision_no) for row in rows]


# --- budgets ---


def test_a_budget_is_set_changed_and_told(staff, province):
    set_budget(staff, province, 1_200_000_000)
    act = set_budget(staff, province, 1_300_000_000, decision_no="77/QĐ-UBND", decided_on=date(2013, 2, 1))

    row = YearlyBudget.objects.get()
    assert (row.amount_vnd, row.decision_no) == (1_300_000_000, "77/QĐ-UBND")
    assert act.kind == TrainingAct.PLAN_TRAINING
    assert act.summary == "Kinh phí đào tạo năm 2013, nguồn Đề án 03: 1.300.000.000 đồng"


def test_the_same_budget_again_is_no_act(staff, province):
    set_budget(staff, province, 5)
    before = Act.objects.count()

    assert set_budget(staff, province, 5) is None
    assert Act.objects.count() == before


def test_a_budget_is_not_lowered_under_what_is_committed(staff, province, seats):
    set_budget(staff, province, 20_000_000)

    with pytest.raises(Refusal) as refused:
        set_budget(staff, province, 10_499_999)
    assert str(refused.value).startswith(
        "Nguồn Đề án 03 năm 2013 đã cam kết 10.500.000 đồng nên kinh phí không giảm xuống "
        "10.499.999 đồng được: thiếu 1 đồng. Chưa ghi gì; "
    )
    set_budget(staff, province, 10_500_000)


def test_a_budget_that_was_too_small_may_grow(staff, province, seats):
    YearlyBudget.objects.all()._raw_delete("default")
    set_budget(staff, province, 3)
    set_budget(staff, province, 4)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"decision_no": " "}, "decision_no"),
        ({"decided_on": date(2999, 1, 1)}, "decided_on"),
        ({"amount": -1}, "amount_vnd"),
    ],
)
def test_a_budget_needs_a_decision_of_the_past(staff, province, change, field):
    amount = change.pop("amount", 5)

    with pytest.raises(ValidationError) as refused:
        set_budget(staff, province, amount, **change)
    assert field in refused.value.message_dict


def test_two_editors_of_one_budget(staff, province):
    set_budget(staff, province, 5)
    seen = version_of(YearlyBudget.objects.get())
    set_budget(staff, province, 6)

    with pytest.raises(EditConflict):
        set_budget(staff, province, 7, version=seen)


# --- the plan ---


def test_a_plan_is_written_for_many_units_in_one_act(staff, province, bao_lac):
    other = make.unit_coded("040")

    act = save_plan(staff, province, {bao_lac: (12, 60_000_000), other: (8, 0), province: (0, 0)})

    assert plan() == [("040", 8, 0, "12/QĐ-UBND"), ("043", 12, 60_000_000, "12/QĐ-UBND")]
    assert act.summary == "Kế hoạch năm 2013, Đào tạo trung cấp chuyên nghiệp: 20 chỗ"


def test_what_is_given_again_changes_and_none_takes_the_line_out(staff, province, bao_lac):
    other = make.unit_coded("040")
    save_plan(staff, province, {bao_lac: (12, 60), other: (8, 7)})

    save_plan(staff, province, {bao_lac: (0, 0), other: (9, 7)}, decision_no="99/QĐ-UBND")

    assert plan() == [("040", 9, 7, "99/QĐ-UBND")]


def test_a_line_that_stays_keeps_its_decision(staff, province, bao_lac):
    other = make.unit_coded("040")
    save_plan(staff, province, {bao_lac: (12, 60), other: (8, 7)})

    save_plan(staff, province, {bao_lac: (12, 60), other: (9, 7)}, decision_no="99/QĐ-UBND")

    assert plan() == [("040", 9, 7, "99/QĐ-UBND"), ("043", 12, 60, "12/QĐ-UBND")]


def test_units_that_are_not_given_stay(staff, province, bao_lac):
    save_plan(staff, province, {bao_lac: (12, 60)})

    assert save_plan(staff, province, {}) is None
    assert len(plan()) == 1


def test_undo_of_a_plan_gives_the_lines_back(staff, province, bao_lac):
    other = make.unit_coded("040")
    save_plan(staff, province, {bao_lac: (12, 60), other: (8, 7)})
    before = list(PlanLine.objects.order_by("pk").values())
    act = save_plan(staff, province, {bao_lac: (0, 0), other: (9, 7), province: (5, 5)})

    undo.undo(act, staff)

    assert list(PlanLine.objects.order_by("pk").values()) == before


def test_two_planners_of_one_programme(staff, province, bao_lac):
    seen = money.plan_version(province, 2013, school.programme())
    save_plan(staff, province, {bao_lac: (12, 60)}, version=seen)

    with pytest.raises(EditConflict):
        save_plan(staff, province, {bao_lac: (13, 60)}, version=seen)
    save_plan(staff, province, {bao_lac: (13, 60)}, year=2014, version=seen)


@pytest.mark.parametrize("change", [{"decision_no": ""}, {"decided_on": date(2999, 1, 1)}])
def test_a_plan_needs_a_decision_of_the_past(staff, province, bao_lac, change):
    with pytest.raises(ValidationError):
        save_plan(staff, province, {bao_lac: (12, 60)}, **change)


# --- payments ---


def test_payments_go_to_the_commitment_and_not_beyond(staff, seats):
    pay(staff, seats, 10_000_000)
    pay(staff, seats, 500_000)

    with pytest.raises(Refusal) as refused:
        pay(staff, seats, 1)

    assert str(refused.value).startswith(
        f"Chỉ tiêu từ nguồn Đề án 03 của lớp {seats.training_class.code} cam kết 10.500.000 đồng "
        "không kể hỗ trợ học viên, đã chi 10.500.000 đồng, còn 0 đồng, khoản này 1 đồng. Chưa ghi gì; "
    )
    assert money_of(TrainingClass.objects.all())[0].spent_vnd == 10_500_000


def test_support_that_waits_is_no_money_for_the_school(staff, trainees):
    with pytest.raises(Refusal, match="cam kết 0 đồng không kể hỗ trợ"):
        pay(staff, trainees[0].allotment, 1)


@pytest.mark.parametrize("state", [ClassState.PLANNED, ClassState.CANCELLED])
def test_only_what_was_opened_is_paid(staff, bao_lac, state):
    row = school.make_class(staff, cost_per_seat_vnd=10, state=state, state_note="lý do", **NO_SUPPORT)

    with pytest.raises(Refusal, match="chưa có cam kết kinh phí"):
        pay(staff, school.make_seats(staff, row, bao_lac), 1)


def test_one_document_is_recorded_once(staff, seats):
    pay(staff, seats, 100)

    with pytest.raises(Refusal, match="Chứng từ UNC 17 ngày 02/12/2013, 100 đồng đã ghi"):
        pay(staff, seats, 100)
    pay(staff, seats, 100, Document("UNC 18", PAPER.paid_on))


@pytest.mark.parametrize(
    ("amount", "document", "field"),
    [
        (0, PAPER, "amount_vnd"),
        (-5, PAPER, "amount_vnd"),
        (5, Document("", PAPER.paid_on), "document_no"),
        (5, Document("UNC 1", date(2999, 1, 1)), "paid_on"),
    ],
)
def test_a_payment_has_an_amount_a_document_and_a_day_that_has_come(staff, seats, amount, document, field):
    with pytest.raises(ValidationError) as refused:
        pay(staff, seats, amount, document)
    assert field in refused.value.message_dict


def test_a_payment_is_taken_back(staff, seats):
    pay(staff, seats, 100)

    undo.undo(Act.objects.latest("pk"), staff)

    assert not Payment.objects.exists()
    assert money_of(TrainingClass.objects.all())[0].spent_vnd == 0


def test_the_act_of_a_payment_says_what_was_paid(staff, seats):
    pay(staff, seats, 1_250_000)

    act = Act.objects.latest("pk")
    assert act.kind == TrainingAct.PAY_TRAINING
    assert act.summary == f"Chi 1.250.000 đồng cho lớp {seats.training_class.code}, chứng từ UNC 17"


# --- support ---


def pay_support(actor, trainees, document=PAPER):
    rows = list(trainees)
    return money.pay_support(
        actor=actor, training_class=rows[0].training_class, enrolments=rows, document=document
    )


def test_support_is_paid_in_one_act_with_its_working(staff, trainees):
    act = pay_support(staff, trainees)

    rows = SupportPayment.objects.order_by("enrolment")
    assert [row.amount_vnd for row in rows] == [MAN, WOMAN, MAN]
    assert rows[1].working.splitlines() == [
        "Học phí: 1 tháng × 350.000 = 350.000 đồng",
        "Tài liệu: 1 khóa × 800.000 = 800.000 đồng",
        "Tiền ăn: 5 ngày × 35.000 = 175.000 đồng (mức cho nữ)",
        "Tiền ở: 5 ngày × 20.000 = 100.000 đồng",
        "Tiền đi lại: 1 khóa × 300.000 = 300.000 đồng",
    ]
    assert {row.policy_no for row in rows} == {"Ví dụ 01/2012/NQ-HĐND"}
    code = trainees[0].training_class.code
    assert act.summary == f"Trả hỗ trợ cho 3 học viên lớp {code}: 5.125.000 đồng"


def test_nobody_is_paid_twice_and_then_nobody_at_all(staff, trainees):
    pay_support(staff, trainees[:1])

    with pytest.raises(Refusal, match=r"Nông Văn Một: đã trả hỗ trợ, mỗi học viên chỉ được trả một lần"):
        pay_support(staff, trainees)
    assert SupportPayment.objects.count() == 1


def test_what_was_paid_stands_when_the_amounts_change(staff, trainees):
    pay_support(staff, trainees[:1])
    SupportRate.objects.filter(kind="meals").update(amount_vnd=0)

    found = money_of(TrainingClass.objects.all())[0]

    assert found.support_paid_vnd == MAN
    assert found.support_vnd == MAN + (MAN - 150_000) * 2


def test_who_has_left_is_not_paid(staff, trainees):
    left = trainees[1]
    with transaction.atomic():
        values = {"withdrawn_on": date(2013, 3, 5), "withdrawal_reason": WithdrawalReason.HEALTH}
        record(TrainingAct.CHANGE_ENROLMENT, staff, updated=[Change(left, values)], summary="Thử")

    with pytest.raises(Refusal, match="Nông Thị Hai: đã thôi học"):
        pay_support(staff, trainees)


def test_without_a_policy_of_the_first_day_nothing_is_paid(staff, bao_lac):
    row = school.make_class(staff, **NO_SUPPORT)
    allotment = school.make_seats(staff, row, bao_lac)
    person = make.make_cadre(staff, make.unit_coded("01333"), started_on=date(2010, 1, 1))

    with pytest.raises(Refusal, match="không có chính sách hỗ trợ cho lớp khai giảng ngày 01/03/2011"):
        pay_support(staff, [school.make_enrolment(staff, allotment, person)])


def test_support_that_comes_to_nothing_is_not_paid(staff, trainees):
    SupportRate.objects.update(amount_vnd=0)

    with pytest.raises(Refusal, match="không có khoản nào"):
        pay_support(staff, trainees)


def test_a_trainee_of_another_class_is_not_paid_along(staff, trainees, seats):
    with pytest.raises(Refusal, match="không còn trong lớp"):
        money.pay_support(
            actor=staff, training_class=seats.training_class, enrolments=trainees, document=PAPER
        )


@pytest.mark.parametrize(
    "document", [Document("", PAPER.paid_on), Document("PC 1", date(2999, 1, 1))], ids=["number", "day"]
)
def test_support_needs_a_document_and_a_day_that_has_come(staff, trainees, document):
    with pytest.raises(ValidationError):
        pay_support(staff, trainees, document)


def test_support_is_not_paid_before_the_enrolment(staff, trainees):
    with pytest.raises(Refusal, match="ngày chi trước ngày ghi danh"):
        pay_support(staff, trainees, Document("PC 1", date(2013, 3, 3)))


def test_nobody_chosen_is_nobody_paid(staff, trainees):
    with pytest.raises(ValidationError, match="Chọn ít nhất một học viên"):
        money.pay_support(
            actor=staff, training_class=trainees[0].training_class, enrolments=[], document=PAPER
        )


def test_support_of_many_is_taken_back_together(staff, trainees):
    act = pay_support(staff, trainees)

    undo.undo(act, staff)

    assert not SupportPayment.objects.exists()
    assert money_of(TrainingClass.objects.all())[0].support_vnd == 2 * MAN + WOMAN
    assert pay_support(staff, trainees).at.date() <= today()
