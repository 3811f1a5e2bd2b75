"""Who is in need of a level, on the cast: each term of the subtraction, persons and attendances, scope."""

from datetime import date

import pytest

from registry.ahead.criteria import criteria
from registry.enums import Scale, Sex, UnitLevel
from registry.scope import Scope
from tests.factories import registry as make
from tests.factories import training as make_training
from tests.training.needs import needs_by_hand
from training.enums import ClassState, Outcome, WithdrawalReason
from training.needs.needs import Part, any_part, needs, parts_of, whole

pytestmark = pytest.mark.django_db

DAY, DUE = date(2013, 12, 31), date(2015, 12, 31)
EVERYTHING = Scope(everything=True)
ALL_BUT_THEORY = {
    Scale.PROFESSIONAL: "university",
    Scale.STATE_MANAGEMENT: "specialist",
    Scale.DEFENCE: "object_4",
    Scale.INFORMATICS: "certificate_a",
}


@pytest.fixture
def theory_class(officer):
    """Gives intermediate theory at the end of June 2014."""
    last = date(2014, 6, 30)
    return make_training.make_class(officer, "LLCT-TC", starts_on=date(2013, 9, 1), ends_on=last)


@pytest.fixture
def cadre(officer, commune):
    """Lacks theory alone, of both levels; 39 years old."""
    return make.make_cadre(officer, commune, levels=ALL_BUT_THEORY)


def parts(cadre, day=DAY):
    found = parts_of([cadre.pk], criteria=criteria(day), day=day, scope=EVERYTHING)
    return found.get(cadre.pk, {})


def enrol(officer, province, training_class, cadre, **extra):
    seats = training_class.allotments.first() or make_training.make_seats(officer, training_class, province)
    return make_training.make_enrolment(officer, seats, cadre, **extra)


def both(part):
    return {"LLCT-SC": part, "LLCT-TC": part}


def test_who_lacks_a_criterion_is_in_need(cadre):
    assert parts(cadre) == both(Part.NEEDING)


def test_who_has_a_seat_is_on_the_way_to_every_level_up_to_it(officer, province, theory_class, cadre):
    enrol(officer, province, theory_class, cadre)

    assert parts(cadre) == both(Part.LEARNING)
    assert parts(cadre, date(2013, 8, 31)) == both(Part.NEEDING)


def test_a_lower_course_leaves_the_higher_need(officer, province, cadre):
    course = make_training.make_class(officer, "LLCT-SC", ends_on=date(2013, 12, 31))
    enrol(officer, province, course, cadre)

    assert parts(cadre) == {"LLCT-SC": Part.LEARNING, "LLCT-TC": Part.NEEDING}


@pytest.mark.parametrize(
    "changes",
    [{"ends_on": date(2016, 1, 1)}, {"state": ClassState.CANCELLED, "state_note": "Thiếu người"}],
    ids=["ends after it is due", "cancelled"],
)
def test_a_class_that_will_not_help_leaves_the_need(officer, province, cadre, changes):
    course = make_training.make_class(officer, "LLCT-TC", starts_on=date(2013, 9, 1), **changes)
    enrol(officer, province, course, cadre)

    assert parts(cadre) == both(Part.NEEDING)


def test_a_class_of_another_scale_leaves_the_need(officer, province, training_class, cadre):
    enrol(officer, province, training_class, cadre)

    assert parts(cadre) == both(Part.NEEDING)


def test_who_gives_the_seat_up_is_in_need_from_that_day(officer, province, theory_class, cadre):
    reason = WithdrawalReason.HEALTH
    enrol(officer, province, theory_class, cadre, withdrawn_on=date(2013, 12, 1), withdrawal_reason=reason)

    assert parts(cadre, date(2013, 11, 30)) == both(Part.LEARNING)
    assert parts(cadre, date(2013, 12, 1)) == both(Part.NEEDING)


def test_who_fails_is_in_need_again(officer, province, theory_class, cadre):
    row = enrol(officer, province, theory_class, cadre)
    make_training.make_result(officer, row, outcome=Outcome.FAILED)

    assert parts(cadre, date(2014, 6, 29)) == both(Part.LEARNING)
    assert parts(cadre, date(2014, 6, 30)) == both(Part.NEEDING)


@pytest.mark.parametrize(
    ("born_on", "sex", "part"),
    [
        (date(1955, 11, 30), Sex.MALE, Part.LEAVING),
        (date(1955, 12, 1), Sex.MALE, Part.NEEDING),
        (date(1960, 11, 30), Sex.FEMALE, Part.LEAVING),
    ],
)
def test_who_retires_before_it_is_due_is_not_in_need(officer, commune, born_on, sex, part):
    cadre = make.make_cadre(officer, commune, levels=ALL_BUT_THEORY, born_on=born_on, sex=sex)

    assert parts(cadre) == both(part)


def test_who_learns_and_leaves_is_counted_as_leaving(officer, province, commune, theory_class):
    cadre = make.make_cadre(officer, commune, levels=ALL_BUT_THEORY, born_on=date(1955, 1, 1))
    enrol(officer, province, theory_class, cadre)

    assert parts(cadre) == both(Part.LEAVING)


def test_a_criterion_asks_its_own_group_only(officer, commune):
    levels = {**ALL_BUT_THEORY, Scale.PROFESSIONAL: "elementary", Scale.POLITICAL_THEORY: "advanced"}
    clerk = make.make_cadre(officer, commune, levels=levels, title=make.title("office_statistics"))
    secretary = make.make_cadre(officer, commune, levels=levels, title=make.title("party_secretary"))

    assert parts(clerk) == {"CM-CC": Part.NEEDING, "CM-DH": Part.NEEDING}
    assert parts(secretary) == {"CM-CB": Part.NEEDING, "CM-DH": Part.NEEDING}


@pytest.fixture
def cast(officer, province, commune, elsewhere, theory_class, cadre):
    """In Bảo Lạc one in need, one in class and one near retirement; one who lacks everything in Hạ Lang."""
    learner = make.make_cadre(officer, commune, "Nông Thị Ân", levels=ALL_BUT_THEORY)
    enrol(officer, province, theory_class, learner)
    make.make_cadre(officer, commune, "Bế Văn Cũ", levels=ALL_BUT_THEORY, born_on=date(1954, 2, 3))
    unskilled = make.make_cadre(officer, elsewhere, "Đinh Văn Đào")
    return cadre, learner, unskilled


def test_counts_of_units_and_of_the_whole(cast, bao_lac, ha_lang):
    asked = criteria(DAY)
    lines = {
        line.unit_id: line for line in needs(criteria=asked, day=DAY, scope=EVERYTHING, by=UnitLevel.DISTRICT)
    }
    total = whole(list(lines.values()), asked)

    theory = lines[bao_lac.pk].cell("LLCT-TC")
    assert (theory.lacking, theory.leaving, theory.learning, theory.needing) == (3, 1, 1, 1)
    assert (lines[bao_lac.pk].persons, lines[bao_lac.pk].attendances) == (1, 2)
    # Seven of eight: one of the two groups is not asked.
    assert (lines[ha_lang.pk].persons, lines[ha_lang.pk].attendances) == (1, 7)
    assert (total.persons, total.attendances) == (2, 9)
    (alone,) = needs(criteria=asked, day=DAY, scope=EVERYTHING)
    assert (alone.persons, alone.attendances) == (2, 9)


def test_counts_equal_the_recount_on_the_cast(cast):
    found = needs_by_hand.parts_on(DAY)

    for person in cast:
        by_hand = {target: part for (target, part), people in found.items() if person.pk in people}
        assert {code: part.name.lower() for code, part in parts(person).items()} == by_hand


def test_a_district_counts_its_own_people(cast, clerk, ha_lang):
    (line,) = needs(criteria=criteria(DAY), day=DAY, scope=Scope.of(clerk), by=UnitLevel.DISTRICT)

    assert line.persons == 1
    assert needs(criteria=criteria(DAY), day=DAY, scope=Scope.of(clerk), unit=ha_lang) == []


def test_one_statement_and_the_ages_whatever_the_number_of_criteria(cast, django_assert_num_queries):
    asked = criteria(DAY)
    with django_assert_num_queries(2):
        needs(criteria=asked, day=DAY, scope=EVERYTHING, by=UnitLevel.COMMUNE)


def test_nothing_is_needed_where_nothing_is_asked():
    assert needs(criteria=[], day=DAY, scope=EVERYTHING) == []
    assert parts_of([1], criteria=[], day=DAY, scope=EVERYTHING) == {}
    assert any_part([], Part.NEEDING, DAY).text == "1 = 0"


def test_lacking_is_the_sum_of_the_parts(reference):
    criterion = criteria(DAY)[0]

    assert criterion.lacking.text in any_part([criterion], Part.LACKING, DAY).text
