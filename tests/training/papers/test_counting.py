"""Persons and attendances are two measures; a figure is a set, and its base may be of another day."""

from datetime import date

import pytest
from django.db import connection

from registry.enums import CountedAs, Scale
from registry.scope import Scope
from tests.factories import registry as facts
from tests.factories import training as make
from tests.training.papers.counted import attendants, attended, in_class
from training.enums import Category, ClassState, Outcome, WithdrawalReason
from training.papers.counting import Course, attendances, classes_held

pytestmark = pytest.mark.django_db

EVERYTHING = Scope(everything=True)
DAY = date(2013, 12, 31)
BEFORE = date(2011, 12, 31)
DEGREES = Course(Category.DEGREE, scale=Scale.PROFESSIONAL)


@pytest.fixture
def actor(reference):
    return facts.make_user(units=(facts.unit_coded("04"),))


@pytest.fixture
def people(actor):
    commune = facts.unit_coded("01321")
    names = ("Lý A Sình", "Nông Thị Ân", "Bế Thu Dung", "Đinh Văn Đào", "Vàng Mùi Phin")
    return [facts.make_cadre(actor, commune, name, levels={Scale.PROFESSIONAL: "none"}) for name in names]


def enrol(actor, training_class, *people, **extra):
    seats = make.make_seats(actor, training_class, facts.unit_coded("043"))
    return [make.make_enrolment(actor, seats, person, **extra) for person in people]


def refresher(actor, first=date(2013, 4, 8), last=date(2013, 4, 12), code="NV-CM", **extra):
    return make.make_class(actor, code, starts_on=first, ends_on=last, **extra)


def keys(people):
    return {person.pk for person in people}


def test_persons_in_class_are_those_who_serve_and_study_on_the_day(actor, people):
    school, university = make.make_class(actor), make.make_class(actor, "CM-DH")
    enrol(actor, school, *people[:3])
    enrol(actor, university, people[3])

    figure = in_class(DEGREES, day=DAY, scope=EVERYTHING)

    assert (figure.measure, figure.members) == (CountedAs.PERSONS, keys(people[:4]))
    assert (figure.count, figure.base_count) == (4, 5)
    by_rank = {
        rank: in_class(Course(scale=Scale.PROFESSIONAL, rank=rank), day=DAY, scope=EVERYTHING).count
        for rank in (1, 2, 4)
    }
    assert by_rank == {1: 0, 2: 3, 4: 1}


def test_the_base_may_be_the_untrained_of_another_day(actor, people):
    enrol(actor, make.make_class(actor), people[0])
    facts.make_qualification(
        actor, people[1], Scale.PROFESSIONAL, "intermediate", obtained_on=date(2012, 6, 1)
    )
    facts.make_qualification(
        actor, people[2], Scale.PROFESSIONAL, "intermediate", obtained_on=date(2011, 6, 1)
    )

    found = {
        day: in_class(DEGREES, day=DAY, scope=EVERYTHING, untrained_on=day).base for day in (BEFORE, DAY)
    }

    assert found == {BEFORE: keys(people) - keys(people[2:3]), DAY: keys([people[0], *people[3:]])}


@pytest.mark.parametrize("what", ["withdrawn", "result", "cancelled", "later", "left", "refresher"])
def test_who_does_not_study_on_the_day_is_not_counted(actor, people, what):
    state = {"state": ClassState.CANCELLED, "state_note": "thử"} if what == "cancelled" else {}
    code = "TH-A" if what == "refresher" else "CM-TC"
    training_class = make.make_class(actor, code, **state)
    extra = {}
    if what == "withdrawn":
        extra = {"withdrawn_on": DAY, "withdrawal_reason": WithdrawalReason.HEALTH}
    if what == "later":
        extra = {"enrolled_on": date(2014, 1, 1)}
    person = people[0]
    if what == "left":
        person = facts.make_cadre(
            actor, facts.unit_coded("01321"), "Hứa Văn Nghỉ", ended_on=date(2013, 12, 30)
        )
    [enrolment] = enrol(actor, training_class, person, **extra)
    if what == "result":
        make.make_result(actor, enrolment, completed_on=DAY)

    assert in_class(DEGREES, day=DAY, scope=EVERYTHING).members == frozenset()


def test_one_person_in_two_courses_is_two_attendances_and_one_person(actor, people):
    first, second = refresher(actor), refresher(actor, date(2013, 6, 3), date(2013, 6, 7))
    enrolments = [*enrol(actor, first, *people[:3]), *enrol(actor, second, people[0])]

    course = Course(programme="NV-CM")
    seen, heads = (count(course, day=DAY, scope=EVERYTHING) for count in (attended, attendants))

    assert (seen.measure, seen.count, seen.members) == (CountedAs.ATTENDANCES, 4, keys(enrolments))
    assert (heads.measure, heads.count, heads.members) == (CountedAs.PERSONS, 3, keys(people[:3]))
    assert seen.base_count == heads.base_count == 5


def test_who_failed_attended_and_who_gave_the_seat_up_did_not(actor, people):
    training_class = refresher(actor)
    seats = make.make_seats(actor, training_class, facts.unit_coded("043"))
    failed = make.make_enrolment(actor, seats, people[0])
    make.make_result(actor, failed, outcome=Outcome.FAILED)
    gone = {"withdrawal_reason": WithdrawalReason.OWN_REQUEST}
    make.make_enrolment(actor, seats, people[1], withdrawn_on=date(2013, 4, 10), **gone)
    after = make.make_enrolment(actor, seats, people[2], withdrawn_on=date(2013, 4, 30), **gone)

    assert set(attendances(Course(), date(2013, 1, 1), DAY)) == {failed, after}


def test_a_class_counts_in_each_year_in_which_it_is_held(actor, people):
    long = make.make_class(actor)  # 01/03/2013 to 28/02/2015
    enrol(actor, long, *people[:2])

    years = {
        year: attended(DEGREES, day=date(year, 12, 31), scope=EVERYTHING).count for year in range(2012, 2017)
    }

    assert years == {2012: 0, 2013: 2, 2014: 2, 2015: 2, 2016: 0}


def test_planned_and_cancelled_classes_are_not_held(actor):
    refresher(actor, state=ClassState.PLANNED, decision_no="", decided_on=None)
    refresher(actor, state=ClassState.CANCELLED, state_note="thử")
    held = refresher(actor)

    assert list(classes_held(Course(programme="NV-CM"), date(2013, 1, 1), DAY)) == [held]
    assert not classes_held(Course(programme="TH-A"), date(2013, 1, 1), DAY).exists()


def test_removing_one_enrolment_moves_the_figures_by_one(actor, people):
    school = make.make_class(actor)
    enrolments = enrol(actor, school, *people)
    before = in_class(DEGREES, day=DAY, scope=EVERYTHING)

    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM training_enrolment WHERE id = %s", [enrolments[0].pk])

    after = in_class(DEGREES, day=DAY, scope=EVERYTHING)
    assert before.members - after.members == keys(people[:1])
    assert attended(DEGREES, day=DAY, scope=EVERYTHING).count == 4
