"""Two officers at once: what one source gives is committed once, what is due is paid once."""

from datetime import date
from functools import partial

import pytest

from accounts.models import Role
from tests.factories import registry as make
from tests.factories import training as school
from tests.registry.cards.test_services_races import at_once, refusals
from training.classes import state_services as class_states
from training.costs.commitments import BUDGETS
from training.enums import ClassState
from training.models import Payment, SupportPayment, TrainingClass
from training.money import services as money
from training.money.services import Document

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
PAPER = Document("UNC 17", date(2013, 12, 2))


@pytest.fixture
def staff(reference):
    return make.make_user(role=Role.PROVINCE_STAFF, units=(make.unit_coded("04"),))


def planned_class(staff, cost):
    """Ten seats; it began before the first policy of support."""
    values = {"state": ClassState.PLANNED, "cost_per_seat_vnd": cost}
    row = school.make_class(staff, starts_on=date(2011, 3, 1), ends_on=date(2011, 5, 31), **values)
    school.make_seats(staff, row, make.unit_coded("043"), 10)
    return row


def open_class(staff, row):
    return class_states.open_class(
        actor=staff, training_class=row, decision_no="01/QĐ-UBND", decided_on=date(2011, 2, 1)
    )


@pytest.mark.parametrize("number", range(4))
def test_of_two_openings_that_exceed_the_budget_together_one_passes(staff, number):
    school.make_budget(staff, 1_000_000)
    rows = [planned_class(staff, cost) for cost in (60_000, 70_000)]

    results = at_once([partial(open_class, staff, row) for row in rows])

    refused = refusals(results)
    assert len(refused) == 1
    assert "Nguồn Đề án 03 năm 2013 có 1.000.000 đồng, đã cam kết" in str(refused[0])
    assert TrainingClass.objects.filter(state=ClassState.OPEN).count() == 1
    purse = (make.unit_coded("04").pk, school.source().pk, 2013)
    assert BUDGETS.sum_taken([purse])[purse] in (600_000, 700_000)


def test_a_budget_is_not_lowered_while_a_class_is_opened(staff):
    school.make_budget(staff, 600_000)
    row = planned_class(staff, 60_000)
    lower = partial(
        money.set_budget,
        actor=staff,
        province=make.unit_coded("04"),
        source=school.source(),
        year=2013,
        amount_vnd=1,
        decision_no="2",
    )

    results = at_once([partial(open_class, staff, row), lower])

    assert len(refusals(results)) == 1


def test_two_payments_at_once_do_not_exceed_the_commitment(staff):
    row = planned_class(staff, 100)
    open_class(staff, row)
    pay = partial(money.record_payment, actor=staff, allotment=row.allotments.get(), amount_vnd=600)

    results = at_once([partial(pay, document=Document(text, PAPER.paid_on)) for text in ("1", "2")])

    assert len(refusals(results)) == 1
    assert Payment.objects.count() == 1


def test_support_sent_twice_is_paid_once(staff):
    row = school.make_class(staff)
    allotment = school.make_seats(staff, row, make.unit_coded("043"))
    enrolment = school.make_enrolment(staff, allotment, make.make_cadre(staff, make.unit_coded("01333")))
    pay = partial(money.pay_support, actor=staff, training_class=row, enrolments=[enrolment], document=PAPER)

    results = at_once([pay, pay, pay])

    assert len(refusals(results)) == 2
    assert SupportPayment.objects.count() == 1
