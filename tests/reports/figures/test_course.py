"""Many days in one statement say what each day says alone, for every unit, target and scope."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from registry.enums import Scale, UnitLevel
from registry.models import ScaleLevel, Unit
from registry.scope import Scope
from reports.commands import programme_of
from reports.figures.course import MOST_DAYS, course, days_of, total_of
from reports.figures.indicators import figures, totals
from reports.models import Target
from reports.targets.programmes import targets_of
from tests.factories import registry as facts
from tests.reports.generated import EVERYTHING, day, person, store
from tests.reports.small_province import DISTRICT, OTHER_DISTRICT, make_cast, make_people

pytestmark = pytest.mark.django_db


def targets_and_one_within_another():
    """The eight, and one whose base is those who have reached a lower level ("trong đó")."""
    levels = ScaleLevel.objects.filter(scale=Scale.POLITICAL_THEORY)
    low, high = levels.filter(rank=1)[0], levels.filter(rank=2)[0]
    within = Target(
        pk=-9, scale=Scale.POLITICAL_THEORY, minimum=high, base_minimum=low, threshold=Decimal(60)
    )
    return [*targets_of(), within]


def alone(target, on, scope, unit, by):
    found = figures(targets=[target], day=on, scope=scope, unit=unit, by=by)
    return {each.unit_id: (each.count, each.base) for each in found if each.base}


def together(found, number):
    return {
        unit_id: (row[number].count, row[number].base)
        for unit_id, row in found.items()
        if unit_id is not None and row[number].base
    }


@settings(
    max_examples=12,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
@given(
    people=st.lists(person(), min_size=1, max_size=12),
    days=st.lists(day, min_size=2, max_size=5, unique=True),
    turn=st.sampled_from([date(2012, 7, 8), date(2020, 2, 29), date(2025, 6, 30)]),
)
def test_many_days_at_once_equal_each_day_alone(reference, people, days, turn):
    days = sorted({*days, turn, turn + timedelta(days=1)})
    province = Unit.objects.get(key="04")
    with transaction.atomic():
        store(people)
        for target in targets_and_one_within_another():
            for by in (UnitLevel.DISTRICT, UnitLevel.COMMUNE):
                found = course(target=target, days=days, scope=EVERYTHING, unit=province, by=by)
                for number, on in enumerate(days):
                    assert together(found, number) == alone(target, on, EVERYTHING, province, by), on
            whole = total_of(found, target, province.pk, len(days))
            for number, on in enumerate(days):
                [expected] = totals(targets=[target], day=on, scope=EVERYTHING, unit=province)
                assert (whole[number].count, whole[number].base) == (expected.count, expected.base), on
        transaction.set_rollback(True)


def test_a_scope_limits_the_course_as_it_limits_the_figures():
    cast = make_cast()
    make_people(cast.staff)
    scope, target = Scope.of(cast.clerk), targets_of()[3]
    days, seen = [date(2011, 12, 31), date(2013, 12, 31)], {}
    for code in (DISTRICT, OTHER_DISTRICT):
        unit = facts.unit_coded(code)
        found = course(target=target, days=days, scope=scope, unit=unit)
        seen[code] = [(each.count, each.base) for each in total_of(found, target, unit.pk, len(days))]

    assert seen == {DISTRICT: [(0, 3), (1, 3)], OTHER_DISTRICT: [(0, 0), (0, 0)]}


@pytest.mark.parametrize(
    ("on", "count", "second", "last_but_one"),
    [
        (date(2012, 1, 31), 2, date(2012, 1, 31), date(2011, 12, 31)),
        (date(2012, 3, 31), 4, date(2012, 1, 31), date(2012, 2, 29)),
        (date(2013, 12, 31), 9, date(2012, 3, 31), date(2013, 9, 30)),
        (date(2014, 1, 15), 10, date(2012, 3, 31), date(2013, 12, 31)),
        (date(2015, 12, 31), 17, date(2012, 3, 31), date(2015, 9, 30)),
        (date(2016, 6, 1), 10, date(2012, 6, 30), date(2015, 12, 31)),
        (date(2026, 11, 23), 16, date(2012, 12, 31), date(2025, 12, 31)),
    ],
)
def test_days_of_a_trend_are_ends_of_periods(on, count, second, last_but_one):
    days = days_of(programme_of("DA03"), on)

    assert days[0] == date(2011, 12, 31)
    assert days[-1] == on
    assert (len(days), days[1], days[-2]) == (count, second, last_but_one)
    assert days == sorted(set(days))


@pytest.mark.parametrize("on", [date(2011, 12, 31), date(2009, 1, 1)])
def test_before_the_start_there_is_no_trend(on):
    assert days_of(programme_of("DA03"), on) == []


def test_a_trend_of_a_century_still_fits():
    days = days_of(programme_of("DA03"), date(2111, 5, 5))

    assert len(days) <= MOST_DAYS
    assert (days[0], days[-1]) == (date(2011, 12, 31), date(2111, 5, 5))
