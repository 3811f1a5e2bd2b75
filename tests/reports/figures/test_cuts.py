"""The age bands of a cut, in SQL, equal completed years in Python on the same births and days."""

from datetime import date

import pytest

from common.dates import Edge, age_on, parse_partial
from registry.acts.recording import Change
from registry.models import Cadre
from reports.commands import programme_of
from reports.enums import Cut
from reports.figures.cuts import AGE_BANDS, OLDEST_BAND, cut_sql
from reports.figures.indicators import figures
from tests.reports.generated import EVERYTHING, recorded, store
from tests.reports.independent import Person, Post

pytestmark = pytest.mark.django_db

BIRTHS = [
    "31/12/1982",
    "01/01/1983",
    "12/1982",
    "01/1983",
    "1982",
    "1983",
    "29/02/1972",
    "28/02/1963",
    "1950",
]
DAYS = [date(2013, 12, 31), date(2014, 1, 1), date(2013, 2, 28), date(2012, 2, 29), date(2003, 3, 1)]


def band(written, day):
    """Band by the age in completed years."""
    born = parse_partial(written, edge=Edge.START)
    age = age_on(born.day, born.precision, day)
    return next((code for code, _, next_age in AGE_BANDS if age < next_age), OLDEST_BAND[0])


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("written", BIRTHS)
def test_bands_are_completed_years(reference, written, day):
    store([Person([Post("01351", "elected_cadre", "01/01/1990")])])
    born = parse_partial(written, edge=Edge.START)
    change = Change(Cadre.objects.get(), {"born_on": born.day, "born_precision": born.precision})
    recorded(updated=[change])
    target = programme_of("DA03").targets.get(code="TH")

    found = figures(targets=[target], day=day, scope=EVERYTHING, cut=Cut.AGE)

    assert [(each.cut, each.base) for each in found] == [(band(written, day), 1)]


@pytest.mark.parametrize("cut", Cut)
def test_every_value_of_a_cut_has_a_word(reference, cut):
    store([Person([Post("01351", "elected_cadre", "01/01/2010")])])
    target = programme_of("DA03").targets.get(code="TH")

    found = figures(targets=[target], day=date(2013, 12, 31), scope=EVERYTHING, cut=cut)

    assert [each.base for each in found] == [1]
    assert all(each.cut in cut_sql(cut, date(2013, 12, 31)).labels for each in found)
