"""An undo may not overdraw what a later change has given away."""

from datetime import date
from typing import Any

import pytest

from accounts.models import Role
from registry.acts import undo
from registry.enums import Scale
from registry.errors import Refusal
from registry.models import Act, EthnicGroup
from tests.factories import registry as make
from tests.factories import training as school
from training.enrolment import services as enrolling
from training.enums import WithdrawalReason
from training.models import Enrolment, YearlyBudget
from training.money import services as money

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(reference):
    return make.make_user("ban.to.chuc", role=Role.PROVINCE_STAFF, units=(make.unit_coded("04"),))


def a_class(staff, budget, seats, **extra):
    row = school.make_class(staff, ends_on=date(2013, 3, 31), **extra)
    school.make_budget(staff, budget)
    return school.make_seats(staff, row, make.unit_coded("043"), seats)


def person(staff, name):
    kinh = EthnicGroup.objects.get(name="Kinh")
    levels = {Scale.GENERAL_EDUCATION: "upper_secondary"}
    return make.make_cadre(staff, make.unit_coded("01333"), name, ethnic_group=kinh, levels=levels)


def enrol(staff, seats, name):
    enrolling.enrol(actor=staff, allotment=seats, cadres=[person(staff, name)], enrolled_on=date(2013, 3, 1))
    return Enrolment.objects.latest("pk")


def withdraw(staff, enrolment):
    return enrolling.withdraw(
        actor=staff,
        enrolment=enrolment,
        withdrawal_reason=WithdrawalReason.HEALTH,
        withdrawn_on=date(2013, 3, 5),
    )


def test_a_seat_given_to_somebody_else_does_not_come_back(staff):
    seats = a_class(staff, 10**9, 1)
    act = withdraw(staff, enrol(staff, seats, "Nông Văn Một"))
    enrol(staff, seats, "Nông Văn Hai")

    with pytest.raises(Refusal, match="Chỗ của lớp đã giao cho người khác"):
        undo.undo(act, staff)

    assert Enrolment.objects.holding_seats().count() == 1


def test_a_seat_that_is_free_comes_back(staff):
    seats = a_class(staff, 10**9, 1)

    undo.undo(withdraw(staff, enrol(staff, seats, "Nông Văn Một")), staff)

    assert Enrolment.objects.holding_seats().count() == 1


def test_money_committed_elsewhere_does_not_come_back(staff):
    seats = a_class(staff, 1_450_000, 2)
    act = withdraw(staff, enrol(staff, seats, "Nông Văn Một"))
    enrol(staff, seats, "Nông Văn Hai")

    with pytest.raises(Refusal, match="cần thêm 1.450.000 đồng: thiếu 1.450.000 đồng"):
        undo.undo(act, staff)


def test_a_budget_that_was_used_is_not_taken_back(staff):
    a_class(staff, 10**9, 1)
    row = YearlyBudget.objects.get()
    asked: dict[str, Any] = {"province": row.province, "source": row.source, "year": 2013, "decision_no": "1"}
    first = money.set_budget(actor=staff, amount_vnd=2 * 10**9, **asked)
    assert first is not None
    other = school.make_class(staff, cost_per_seat_vnd=10**9 + 1, starts_on=date(2011, 3, 1))
    school.make_seats(staff, other, make.unit_coded("043"), 1)

    with pytest.raises(Refusal, match=r"đã cam kết 1\.000\.000\.001 đồng .* thiếu 1 đồng"):
        undo.undo(first, staff)

    assert YearlyBudget.objects.get().amount_vnd == 2 * 10**9
    assert Act.objects.filter(undo_of=first).count() == 0
