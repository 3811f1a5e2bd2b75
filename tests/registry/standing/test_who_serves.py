"""Who serves is asked without reading a level wherever the question looks at none; the answer is the same."""

from datetime import date

import pytest

from registry.enums import Scale
from registry.models import Cadre
from registry.scope import Scope
from registry.standing import standings
from tests.factories import registry as make

DAY = date(2013, 12, 31)
EVERYTHING = Scope(everything=True)
P = Scale.PROFESSIONAL
LEVELS = "registry_qualification"


@pytest.fixture
def people(reference):
    """Two of one district, one with several levels; one of another; one who has left."""
    user = make.make_user()
    own, other = make.unit_coded("01333"), make.unit_coded("01273")
    return [
        make.make_cadre(user, own, "Lý A", levels={P: "elementary", Scale.DEFENCE: "object_4"}),
        make.make_cadre(user, own, "Lý B"),
        make.make_cadre(user, other, "Lý C", title=make.title("party_secretary")),
        make.make_cadre(user, own, "Lý D", ended_on=date(2012, 1, 31)),
    ]


@pytest.mark.parametrize("unit", [None, "043", "01333"])
def test_the_same_people_serve_with_and_without_ranks(people, unit):
    place = make.unit_coded(unit) if unit else None
    asked = standings.people(day=DAY, scope=EVERYTHING, unit=place)
    found = standings.standings(day=DAY, scope=EVERYTHING, unit=place)

    keys = Cadre.objects.filter(pk__in=asked).values_list("pk", flat=True)

    assert LEVELS not in asked.sql
    assert sorted(keys) == sorted(each.cadre_id for each in found)
    assert len(found) == (2 if unit else 3)


def test_a_title_and_a_group_are_asked_without_levels(people):
    secretary = standings.all_of(
        standings.in_group("elected_cadre"), standings.with_title(make.title("party_secretary").pk)
    )
    asked = standings.people(day=DAY, scope=EVERYTHING, condition=secretary)

    assert LEVELS not in asked.sql
    assert Cadre.objects.get(pk__in=asked) == people[2]


@pytest.mark.parametrize("scale", Scale)
def test_every_scale_is_read_where_it_is_asked(people, scale):
    asked = standings.people(
        day=DAY, scope=EVERYTHING, condition=standings.negated(standings.at_least(scale, 1))
    )

    assert LEVELS in asked.sql
    assert Cadre.objects.filter(pk__in=asked).count() == (2 if scale in (P, Scale.DEFENCE) else 3)
