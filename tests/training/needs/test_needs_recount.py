"""Needs equal an independent recount, person by person, for all units and many days, on both databases."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from common.dates import Precision
from registry.acts.recording import Change
from registry.ahead.criteria import criteria
from registry.enums import Sex, StudyMode, UnitLevel
from registry.models import Cadre, Unit
from registry.standing import standings
from registry.standing.recount import Facts
from tests.factories import training as make
from tests.reports.generated import EVERYTHING, UNITS, day, group, level, person, recorded, store
from tests.reports.independent import Person, Post
from tests.training.needs import needs_by_hand
from training.enums import ClassState, Outcome, WithdrawalReason
from training.models import Enrolment, Institution, Result, SeatAllotment, TrainingClass
from training.needs.needs import Part, any_part, needs, parts_of, whole

pytestmark = pytest.mark.django_db

PROGRAMMES = ["CM-SC", "CM-TC", "CM-DH", "LLCT-SC", "LLCT-TC", "QLNN-CV", "QP-DT4", "TH-A", "NV-CM"]
PEOPLE, CLASSES = 14, 9
PARTS = {Part.NEEDING: "needing", Part.LEARNING: "learning", Part.LEAVING: "leaving"}
near_due = st.integers(-40, 40).map(lambda n: needs_by_hand.DUE + timedelta(days=n))
birth = st.tuples(
    st.dates(date(1950, 1, 1), date(1985, 12, 31)) | st.dates(date(1955, 10, 1), date(1956, 2, 28)),
    st.sampled_from(list(Precision)),
    st.sampled_from(list(Sex)),
)
last_day = st.dates(date(2013, 1, 1), date(2015, 12, 31))
course = st.tuples(
    st.sampled_from(PROGRAMMES),
    st.dates(date(2010, 1, 1), date(2012, 12, 31)),
    last_day | last_day | near_due | st.dates(date(2016, 1, 1), date(2017, 12, 31)),
    st.sampled_from([ClassState.RUNNING] * 5 + [ClassState.OPEN, ClassState.FINISHED, ClassState.CANCELLED]),
)
# Person, class, days from the first day of the class to: enrolment, withdrawal, result.
seat = st.tuples(
    st.integers(0, PEOPLE - 1),
    st.integers(0, CLASSES - 1),
    st.integers(-60, 60),
    st.none() | st.none() | st.integers(0, 500),
    st.none() | st.none() | st.integers(30, 1000),
    st.sampled_from(list(Outcome)),
)
# Most serve without an end: what becomes of their needs is to be seen on every day.
staying = st.builds(
    Person,
    st.builds(Post, st.sampled_from(UNITS), group, st.just("01/05/2009")).map(lambda post: [post]),
    st.lists(level, max_size=3),
)


def give_births(births):
    people = list(Cadre.objects.order_by("pk"))
    changes = [
        Change(cadre, {"born_on": on, "born_precision": precision, "sex": sex})
        for cadre, (on, precision, sex) in zip(people, births, strict=False)
    ]
    recorded(updated=changes)
    return people


def hold_classes(people, courses, seats):
    """Classes and those who sit in them; a result at times without the level it should have written."""
    province, source = Unit.objects.get(key="04"), make.source()
    school = Institution.objects.order_by("pk")[0]
    classes, allotments = [], []
    for number, (code, start, end, state) in enumerate(courses):
        row = TrainingClass(
            code=f"THU-{number}",
            name="Lớp thử",
            programme=make.programme(code),
            institution=school,
            province=province,
            mode=StudyMode.IN_SERVICE,
            starts_on=start,
            ends_on=end,
            decision_no="01/QĐ",
            decided_on=start,
            budget_year=start.year,
            state=state,
            state_note="Thử",
        )
        classes.append(row)
        allotments.append(SeatAllotment(training_class=row, unit=province, source=source, seats=99))
    recorded(created=[*classes, *allotments])
    rows, results, taken = [], [], set()
    for who, which, enrolled, withdrawn, completed, outcome in seats:
        if who >= len(people) or which >= len(classes) or (who, which) in taken:
            continue
        taken.add((who, which))
        start = classes[which].starts_on
        enrolled_on = start + timedelta(days=enrolled)
        seated = Enrolment(
            training_class=classes[which],
            allotment=allotments[which],
            cadre=people[who],
            enrolled_on=enrolled_on,
            withdrawn_on=None if withdrawn is None else enrolled_on + timedelta(days=withdrawn),
            withdrawal_reason="" if withdrawn is None else WithdrawalReason.HEALTH,
        )
        rows.append(seated)
        if completed is not None:
            on = start + timedelta(days=completed)
            results.append(Result(enrolment=seated, cadre=people[who], outcome=outcome, completed_on=on))
    recorded(created=[*rows, *results])


def counted_by(level, found, parts):
    """{(unit, target): {part: persons}} of a recount."""
    column = {UnitLevel.DISTRICT: "district_id", UnitLevel.COMMUNE: "commune_id"}.get(level)
    result: Counter[tuple[int | None, str, str]] = Counter()
    for (target, part), persons in found.items():
        for standing in persons.values():
            result[getattr(standing, column) if column else None, target, part] += 1
    return result


def assert_same(on):
    asked = criteria(on)
    found = needs_by_hand.parts_on(on)
    serving = {each.cadre_id for each in Facts().standings_on(on)}
    told = parts_of(serving, criteria=asked, day=on, scope=EVERYTHING)
    expected = {pk: {code: name for (code, name), people in found.items() if pk in people} for pk in serving}
    assert {pk: {code: PARTS[part] for code, part in told[pk].items()} for pk in serving} == expected, on
    in_need = {person for (_, part), each in found.items() if part == "needing" for person in each}
    for by in (None, UnitLevel.DISTRICT, UnitLevel.COMMUNE):
        lines = needs(criteria=asked, day=on, scope=EVERYTHING, by=by)
        counted: Counter[tuple[int | None, str, str]] = Counter()
        for line in lines:
            for cell in line.cells:
                for name in PARTS.values():
                    counted[line.unit_id, cell.criterion.code, name] += getattr(cell, name)
        assert +counted == counted_by(by, found, PARTS), (on, by)
        assert whole(lines, asked).persons == len(in_need)
        for cell in whole(lines, asked).cells:
            assert cell.lacking == cell.needing + cell.learning + cell.leaving


def assert_lists_are_the_counts(on):
    found = needs_by_hand.parts_on(on)
    for criterion in criteria(on):
        for part, name in PARTS.items():
            condition = any_part([criterion], part, on)
            keys = standings.people(day=on, scope=EVERYTHING, condition=condition)
            told = set(Cadre.objects.filter(pk__in=keys).values_list("pk", flat=True))
            assert told == set(found[criterion.code, name]), (on, criterion.code, name)


def turns():
    """Days on which something of a seat begins or ends, and those beside them."""
    found = set()
    for row in Enrolment.objects.select_related("training_class", "result").order_by("pk"):
        if row.withdrawn_on:
            found.add(row.withdrawn_on)
        elif getattr(row, "result", None):
            found.add(row.result.completed_on)
        else:
            found.add(row.enrolled_on)
    return sorted({turn + timedelta(days=n) for turn in list(found)[:4] for n in (-1, 0, 1)})


# Without shrinking: a failure is told in seconds, not in minutes.
@settings(
    max_examples=12,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
@given(
    people=st.lists(staying | staying | person(), min_size=PEOPLE, max_size=PEOPLE),
    births=st.lists(birth, min_size=PEOPLE, max_size=PEOPLE),
    courses=st.lists(course, min_size=CLASSES, max_size=CLASSES),
    seats=st.lists(seat, min_size=30, max_size=60),
    days=st.lists(day, min_size=2, max_size=2),
)
def test_needs_equal_an_independent_recount(reference, people, births, courses, seats, days):
    with transaction.atomic():
        store(people)
        hold_classes(give_births(births), courses, seats)
        for on in [date(2013, 12, 31), *days, *turns()]:
            assert_same(on)
        assert_lists_are_the_counts(days[0])
        transaction.set_rollback(True)
