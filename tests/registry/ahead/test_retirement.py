"""The first day of retirement, case by case, and the same for many persons in SQL."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from common import sql
from common.dates import Precision
from common.sql import Sql
from registry.ahead.retirement import RetirementAges
from registry.cards.naming import name_fields, new_code
from registry.enums import Sex
from registry.models import Cadre, RetirementAge
from tests.factories import registry as make
from tests.registry.standing.by_hand import first_day_of_retirement

pytestmark = pytest.mark.django_db

DAY, MONTH, YEAR = Precision.DAY, Precision.MONTH, Precision.YEAR
MALE, FEMALE = Sex.MALE, Sex.FEMALE
# Those of 2021 and later as in Phụ lục I of NĐ 135/2020/NĐ-CP ("thời điểm hưởng lương hưu").
CASES = {
    "a man at 60": (date(1953, 6, 15), DAY, MALE, date(2013, 7, 1)),
    "born on the first of a month": (date(1953, 6, 1), DAY, MALE, date(2013, 7, 1)),
    "born on the last of a month": (date(1953, 6, 30), DAY, MALE, date(2013, 7, 1)),
    "born in December": (date(1953, 12, 31), DAY, MALE, date(2014, 1, 1)),
    "born on 29 February": (date(1952, 2, 29), DAY, MALE, date(2012, 3, 1)),
    "a woman born on 29 February, 55 in a common year": (date(1960, 2, 29), DAY, FEMALE, date(2015, 3, 1)),
    "a woman at 55": (date(1958, 12, 1), DAY, FEMALE, date(2014, 1, 1)),
    "known by month": (date(1953, 6, 1), MONTH, MALE, date(2013, 7, 1)),
    "known by the month of December": (date(1953, 12, 1), MONTH, MALE, date(2014, 1, 1)),
    "a man known by year": (date(1953, 1, 1), YEAR, MALE, date(2014, 1, 1)),
    "a woman known by year": (date(1958, 1, 1), YEAR, FEMALE, date(2014, 1, 1)),
    "the last man at 60": (date(1960, 12, 31), DAY, MALE, date(2021, 1, 1)),
    "the last man at 60, by month": (date(1960, 12, 1), MONTH, MALE, date(2021, 1, 1)),
    "the last man at 60, by year": (date(1960, 1, 1), YEAR, MALE, date(2021, 1, 1)),
    "60 and 3 months": (date(1961, 1, 1), DAY, MALE, date(2021, 5, 1)),
    "60 and 3 months, by month": (date(1961, 9, 1), MONTH, MALE, date(2022, 1, 1)),
    "60 and 3 months, by year": (date(1961, 1, 1), YEAR, MALE, date(2022, 1, 1)),
    "born a month later, held by the next step": (date(1961, 10, 5), DAY, MALE, date(2022, 5, 1)),
    "61 years": (date(1963, 7, 20), DAY, MALE, date(2024, 8, 1)),
    "62 years, the last step": (date(1966, 4, 1), DAY, MALE, date(2028, 5, 1)),
    "long after the last step": (date(1990, 4, 1), DAY, MALE, date(2052, 5, 1)),
    "55 and 4 months": (date(1966, 1, 31), DAY, FEMALE, date(2021, 6, 1)),
    "a woman born a month later": (date(1966, 9, 1), DAY, FEMALE, date(2022, 6, 1)),
    "56 years": (date(1967, 5, 1), DAY, FEMALE, date(2023, 6, 1)),
    "60 years for a woman": (date(1975, 5, 1), DAY, FEMALE, date(2035, 6, 1)),
}


@pytest.mark.parametrize("name", CASES)
def test_first_day_of_retirement(reference, name):
    born_on, precision, sex, expected = CASES[name]

    assert RetirementAges.stored().retires_on(born_on, precision, sex) == expected


def test_nobody_retires_where_no_age_is_on_record(reference):
    RetirementAge.objects.filter(sex=FEMALE).delete()
    ages = RetirementAges.stored()

    assert ages.retires_on(date(1930, 1, 1), DAY, FEMALE) is None
    assert ages.retires_on(date(1950, 1, 1), DAY, MALE) == date(2010, 2, 1)
    assert RetirementAges.of([]).due_by(date(2015, 12, 31)) == Sql("1 = 0")


def test_a_lowered_age_holds_nobody_before_it_is_in_force():
    ages = RetirementAges.of([(MALE, date(1, 1, 1), 720), (MALE, date(2015, 1, 1), 660)])

    assert ages.retires_on(date(1954, 12, 31), DAY, MALE) == date(2015, 1, 1)
    assert ages.retires_on(date(1957, 3, 4), DAY, MALE) == date(2015, 2, 1)
    assert ages.retires_on(date(1960, 3, 4), DAY, MALE) == date(2015, 4, 1)


born = st.dates(date(1945, 1, 1), date(1982, 12, 31))
person = st.tuples(born, st.sampled_from([DAY, DAY, MONTH, YEAR]), st.sampled_from(list(Sex)))


def as_stored(born_on, precision):
    """A birth known by month or year counts from its first day."""
    day = born_on.day if precision == DAY else 1
    return date(born_on.year, 1 if precision == YEAR else born_on.month, day)


@pytest.fixture
def actor(reference):
    return make.make_user(units=(make.unit_coded("043"),))


@settings(
    max_examples=15,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
@given(people=st.lists(person, min_size=20, max_size=40))
def test_condition_in_sql_is_the_first_day_person_by_person(actor, people):
    ages = RetirementAges.stored()
    with transaction.atomic():
        rows = []
        for number, (born_on, precision, sex) in enumerate(people):
            values = make.person_values(born_on=as_stored(born_on, precision), sex=sex)
            name = name_fields(f"Nông Văn {number}")
            rows.append(Cadre(code=new_code(), **{**values, **name}, born_precision=precision))
        make.write(actor, *rows)
        first = {row.pk: first_day_of_retirement(row.born_on, row.born_precision, row.sex) for row in rows}
        assert {row.pk: ages.retires_on(row.born_on, row.born_precision, row.sex) for row in rows} == first
        turns = sorted(first.values())[:: max(1, len(first) // 6)]
        for day in [turn + timedelta(days=n) for turn in turns for n in (-1, 0, 1)]:
            due = ages.due_by(day)
            text = f"SELECT ca.id FROM registry_cadre ca WHERE {due.text}"  # noqa: S608 -- text of the rule
            found = {row["id"] for row in sql.rows(Sql(text, due.params))}
            assert found & set(first) == {pk for pk, on in first.items() if on <= day}, day
        transaction.set_rollback(True)
