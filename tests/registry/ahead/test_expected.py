"""What is expected of people: the sources together, as conditions on a standing."""

from datetime import date

import pytest

from common.sql import Sql
from registry.ahead import expected
from registry.enums import Scale, Sex
from registry.models import Cadre
from registry.scope import Scope
from registry.standing import standings
from tests.factories import registry as make

pytestmark = pytest.mark.django_db

DAY, DUE = date(2013, 12, 31), date(2015, 12, 31)
THEORY = Scale.POLITICAL_THEORY


@pytest.fixture
def cadre(clerk, commune):
    return make.make_cadre(clerk, commune, born_on=date(1980, 5, 5))


@pytest.fixture
def sources(monkeypatch):
    """The registry's sources without those of the apps above it."""
    facts: list[expected.FactSource] = []
    leavings: list[expected.LeavingSource] = []
    monkeypatch.setattr(expected, "FACT_SOURCES", facts)
    monkeypatch.setattr(expected, "LEAVING_SOURCES", leavings)
    return facts, leavings


def promise(cadre, *, scale=THEORY, rank=2, expected_on=DUE, known_on=DAY):
    """A source that knows of one level from a day on."""
    text = (
        "SELECT ca.id AS cadre_id, CAST(%s AS TEXT) AS scale, CAST(%s AS INTEGER) AS rank,"
        " CAST(%s AS TEXT) AS expected_on FROM registry_cadre ca WHERE ca.id = %s AND %s"
    )
    values = (str(scale), rank, expected_on.isoformat(), cadre.pk)
    return lambda day, whose: Sql(
        f"{text} AND ca.id IN ({whose.text})", (*values, day >= known_on, *whose.params)
    )


def leaving(cadre, on):
    text = "SELECT ca.id FROM registry_cadre ca WHERE ca.id = %s AND %s"
    return lambda day, until: Sql(text, (cadre.pk, day < on <= until))


def those(condition):
    """Persons serving on the day whose standing fulfils the condition."""
    found = standings.people(day=DAY, scope=Scope(everything=True), condition=condition)
    return list(Cadre.objects.filter(pk__in=found))


def test_nothing_is_expected_without_a_source(sources, cadre):
    assert those(expected.on_the_way_to(THEORY, 1, DAY, DUE)) == []
    assert those(expected.leaving_by(DAY, DUE)) == []


@pytest.mark.parametrize(
    ("changes", "is_on_the_way"),
    [
        ({}, True),
        ({"rank": 3}, True),
        ({"rank": 1}, False),
        ({"scale": Scale.PROFESSIONAL}, False),
        ({"expected_on": date(2016, 1, 1)}, False),
        ({"expected_on": date(2013, 6, 1)}, True),
        ({"known_on": date(2014, 1, 1)}, False),
    ],
    ids=["as asked", "higher", "lower", "other scale", "after it is due", "overdue", "not known yet"],
)
def test_on_the_way_to_a_level(sources, cadre, changes, is_on_the_way):
    sources[0].append(promise(cadre, **changes))

    found = those(expected.on_the_way_to(THEORY, 2, DAY, DUE))

    assert found == ([cadre] if is_on_the_way else [])


def test_sources_add_up(sources, clerk, commune, cadre):
    other = make.make_cadre(clerk, commune, "Nông Thị Ân", born_on=date(1981, 5, 5))
    sources[0].extend([promise(cadre), promise(other, rank=4), promise(cadre)])
    sources[1].extend([leaving(cadre, DUE), leaving(other, date(2016, 1, 1))])

    assert {*those(expected.on_the_way_to(THEORY, 2, DAY, DUE))} == {cadre, other}
    assert those(expected.leaving_by(DAY, DUE)) == [cadre]


@pytest.mark.parametrize(
    ("born_on", "sex", "leaves"),
    [
        (date(1955, 11, 30), Sex.MALE, True),
        (date(1955, 12, 1), Sex.MALE, False),
        (date(1960, 11, 30), Sex.FEMALE, True),
        (date(1960, 12, 1), Sex.FEMALE, False),
        (date(1950, 1, 1), Sex.MALE, True),
    ],
    ids=["retires on 01/12/2015", "retires on 01/01/2016", "a woman", "a woman later", "past the age"],
)
def test_who_reaches_the_age_is_expected_to_leave(sources, clerk, commune, born_on, sex, leaves):
    cadre = make.make_cadre(clerk, commune, born_on=born_on, sex=sex)

    assert those(expected.leaving_by(DAY, DUE)) == ([cadre] if leaves else [])
