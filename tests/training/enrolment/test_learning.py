"""Who is learning on a day: all who ask (rows, one row, needs, figures, card) say the same, case by case."""

from datetime import date

import pytest

from common import sql
from registry.ahead.criteria import criteria
from registry.ahead.expected import expected_facts, learning_on
from registry.enums import Scale
from registry.scope import Scope
from tests.factories import registry as facts
from tests.factories import training as make
from training.classes.state_services import cancel_class
from training.enrolment.card_panel import training_history
from training.enums import ClassState, WithdrawalReason
from training.models import Enrolment
from training.needs.needs import Part, parts_of
from training.papers.counting import Course as Classes
from training.papers.counting import persons, ranks_in_class, studying

pytestmark = pytest.mark.django_db

DAY, EVERYTHING = date(2013, 12, 31), Scope(everything=True)
GONE = {"withdrawn_on": DAY, "withdrawal_reason": WithdrawalReason.HEALTH}
CANCELLED = {"state": ClassState.CANCELLED, "state_note": "Thiếu người"}
LATER = date(2014, 1, 1)
# Of the class, of the seat, day of the result; is the person learning, is the person in class?
CASES = {
    "in class": ({}, {}, None, True, True),
    "enrolled later": ({}, {"enrolled_on": LATER}, None, False, False),
    "has given the seat up": ({}, GONE, None, False, False),
    "gives the seat up later": ({}, {**GONE, "withdrawn_on": LATER}, None, True, True),
    "has a result": ({}, {}, DAY, False, False),
    "gets a result later": ({}, {}, LATER, True, True),
    "waits for the class to begin": ({"starts_on": LATER}, {"enrolled_on": DAY}, None, True, False),
    "waits for the result": ({"ends_on": date(2013, 12, 1)}, {}, None, True, True),
    "class cancelled later": (CANCELLED, {**GONE, "withdrawn_on": LATER}, None, True, True),
    "class cancelled": (CANCELLED, GONE, None, False, False),
    "class cancelled, seat never taken back": (CANCELLED, {}, None, False, False),
}


@pytest.fixture
def cadre(officer, commune):
    return facts.make_cadre(officer, commune, levels={Scale.PROFESSIONAL: "none"})


@pytest.fixture
def enrol(officer, province, cadre):
    def enrolled(of_class, of_seat, completed_on=None):
        training_class = make.make_class(officer, "CM-TC", **of_class)
        row = make.make_enrolment(
            officer, make.make_seats(officer, training_class, province), cadre, **of_seat
        )
        if completed_on:
            make.make_result(officer, row, completed_on=completed_on)
        return Enrolment.objects.get(pk=row.pk)

    return enrolled


def shown(cadre, user, day):
    """What the card says of each class."""
    panel = training_history(cadre, user, day)
    return {each.state for each in panel.content} if panel else set()


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_all_who_ask_who_is_learning_say_the_same(enrol, cadre, officer, case):
    *made, is_learning, is_in_class = case
    row = enrol(*made)

    assert row.is_learning(DAY) is is_learning
    assert Enrolment.objects.learning_on(DAY).exists() is is_learning
    assert bool(sql.rows(expected_facts(DAY, facts.EVERYBODY))) is is_learning
    assert learning_on([cadre.pk], DAY) == ({(cadre.pk, Scale.PROFESSIONAL)} if is_learning else set())
    parts = set(parts_of([cadre.pk], criteria=criteria(DAY), day=DAY, scope=EVERYTHING)[cadre.pk].values())
    assert (Part.LEARNING in parts) is is_learning

    assert Enrolment.objects.in_class_on(DAY).exists() is is_in_class
    assert (cadre.pk in persons(studying(Classes(), DAY), day=DAY, scope=EVERYTHING)) is is_in_class
    assert bool(ranks_in_class(Classes(), day=DAY, scope=EVERYTHING)) is is_in_class

    states = {"Đang học", "Chờ khai giảng", "Chờ kết quả"}
    assert bool(states & shown(cadre, officer, DAY)) is is_learning


def test_cancelling_a_class_leaves_the_days_before_as_they_were(enrol, cadre, officer):
    row, before = enrol({}, {}), date(2013, 12, 30)

    cancel_class(
        actor=officer, training_class=row.training_class, reason="Thiếu giảng viên", cancelled_on=DAY
    )

    for day, is_learning in ((before, True), (DAY, False)):
        assert Enrolment.objects.in_class_on(day).exists() is is_learning
        assert bool(learning_on([cadre.pk], day)) is is_learning
        assert bool(ranks_in_class(Classes(), day=day, scope=EVERYTHING)) is is_learning
        assert shown(cadre, officer, day) == {"Đang học" if is_learning else "Thôi học"}
