"""The indicators equal an independent recount, for all units and many days, on both databases."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from registry.enums import UnitLevel
from registry.models import Unit
from registry.standing.recount import Facts
from registry.standing.standings import standings
from registry.units.names import UnitNames
from reports.commands import programme_of
from reports.figures.progress import Yardstick, progress
from tests.reports import independent
from tests.reports.generated import EVERYTHING, day, person, store

pytestmark = pytest.mark.django_db

ATLAS = independent.Atlas()


def counted(day):
    """{(unit code, target): [count, base, gap]} as the program says, where anyone serves."""
    programme = programme_of("DA03")
    yardstick = Yardstick(programme, day)
    names = UnitNames.on(day)
    province = Unit.objects.get(key="04")
    found = {}
    for by in (None, UnitLevel.DISTRICT, UnitLevel.COMMUNE):
        for each in progress(yardstick, scope=EVERYTHING, unit=province, by=by):
            code = names.of(each.figure.unit_id or province.pk).code
            key = (code if code == "04" or by else "04", each.figure.target.code)
            if each.figure.base:
                found[key] = [each.figure.count, each.figure.base, each.gap]
    return found


def edges(people):
    """Days on which something begins or ends, and the days beside them, of the first two people."""
    turns = set()
    for each in people[:1]:
        turns |= {independent.first_day(post.started) for post in each.posts}
        turns |= {post.ended for post in each.posts if post.ended}
        turns |= {independent.last_day(fact.written) for fact in each.levels[:3] if fact.written}
    return sorted({turn + timedelta(days=n) for turn in turns for n in (-1, 0, 1)})[:14]


# Without shrinking: a failure is told in seconds, not in minutes.
@settings(
    max_examples=20,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
@given(people=st.lists(person(), min_size=1, max_size=12), days=st.lists(day, min_size=3, max_size=6))
def test_indicators_equal_an_independent_recount(reference, people, days):
    with transaction.atomic():
        store(people)
        for each in [*days, *edges(people)]:
            expected = {
                (code, target): [count, base, independent.gap(count, base, target)]
                for (code, target), (count, base) in independent.recount(people, each, ATLAS).items()
                if base
            }
            assert counted(each) == expected, each
            by_person = sorted(Facts().standings_on(each), key=lambda s: s.cadre_id)
            assert sorted(standings(day=each, scope=EVERYTHING), key=lambda s: s.cadre_id) == by_person
        transaction.set_rollback(True)
