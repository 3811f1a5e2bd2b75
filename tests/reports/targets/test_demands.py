"""A demand that changes from a day: whoever asks for a figure of a day gets what was asked on that day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from registry.scope import Scope
from registry.units.tree import UnitTree
from reports.dashboard.roll import roll
from reports.figures.course import course
from reports.figures.criteria import criteria_of
from reports.figures.indicators import totals
from reports.figures.movement import movement
from reports.figures.people import Counted, Question, Subject, people_behind
from reports.targets.programmes import targets_of
from tests.factories import registry as facts
from tests.reports.adding import adds_up
from tests.reports.small_province import COMMUNE, PROVINCE, make_cast, make_people, place_on

pytestmark = pytest.mark.django_db

FROM = date(2013, 12, 30)
BEFORE = FROM - timedelta(days=1)
EVERYTHING = Scope(everything=True)


class Rising:
    """A stored target that from a day on asks for one rank more."""

    def __init__(self, target):
        self.target = target

    def __getattr__(self, name):
        return getattr(self.target, name)

    def asks_on(self, day):
        demand = self.target.asks_on(day)
        return replace(demand, rank=demand.rank + 1) if day >= FROM else demand


@pytest.fixture
def rising(reference):
    make_people(make_cast().staff)
    return Rising(next(each for each in targets_of() if each.code == "LLCT-SC"))


RANKS = {BEFORE: 1, FROM: 2}
COUNTS = {BEFORE: 2, FROM: 1}


def test_every_figure_asks_what_was_asked_on_its_day(rising):
    unit = facts.unit_coded(PROVINCE)
    one_by_one = {
        day: totals(targets=[rising], day=day, scope=EVERYTHING, unit=unit)[0].count for day in COUNTS
    }
    together = course(target=rising, days=list(COUNTS), scope=EVERYTHING, unit=unit)
    moved = movement(target=rising, unit=unit, start=BEFORE, end=FROM, scope=EVERYTHING)

    assert one_by_one == COUNTS
    assert [each.count for each in together[None]] == list(COUNTS.values())
    assert (moved.opening, moved.closing, adds_up(moved)) == (2, 1, True)


@pytest.mark.parametrize("day", COUNTS)
def test_every_list_asks_what_was_asked_on_its_day(rising, day):
    tree = UnitTree.on(day, EVERYTHING)
    subject = Subject.of_target(rising, day)
    question = Question(subject, place_on(tree, PROVINCE), day, EVERYTHING, counted=Counted.YES)
    commune = roll(place_on(tree, COMMUNE), EVERYTHING, [rising], day)

    assert people_behind(question).count() == COUNTS[day]
    assert criteria_of([rising], day)[0].minimum_rank == commune.criteria[0].minimum == RANKS[day]
