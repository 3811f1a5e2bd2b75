"""`generate`: one invented province from a seed. The same seed gives the same people, whatever the day."""

from __future__ import annotations

from functools import cache
from itertools import count
from random import Random

from demo.levels.details import add_details, add_names
from demo.levels.diplomas import add_levels
from demo.levels.learners import choose_learners
from demo.levels.levels import assign_codes, picture
from demo.levels.remedies import add_remedies
from demo.people.movements import move
from demo.people.plan import Commune, ProvincePlan
from demo.people.postings import add_postings
from demo.people.profiles import profiles
from demo.people.staff import baseline_staff
from registry.enums import UnitKind
from registry.reference.files import invented_hamlets, listed_units
from registry.units.records import COMMUNE, DISTRICT

DEFAULT_SEED = 2012


@cache
def communes() -> tuple[Commune, ...]:
    """The 199 communes of 31/12/2013, with their districts."""
    units = listed_units()
    hamlets = invented_hamlets()
    districts = {unit.code: unit for unit in units if unit.level == DISTRICT}
    return tuple(
        Commune(
            key=unit.code,
            name=_full_name(unit.kind, unit.name),
            district_key=unit.parent_code,
            district_name=_full_name(districts[unit.parent_code].kind, districts[unit.parent_code].name),
            is_border=unit.is_border,
            hamlets=hamlets[unit.code],
        )
        for unit in units
        if unit.level == COMMUNE
    )


def _full_name(kind: str, name: str) -> str:
    return f"{UnitKind(kind).label} {name}"


def generate(seed: int = DEFAULT_SEED, block: int = 0) -> ProvincePlan:
    """A province; `block` tells the provinces of a larger country apart (other people, other numbers)."""
    rng = Random(f"{seed}/{block}")  # noqa: S311 -- invented people, nothing to protect
    places = communes()
    numbers = count(1)
    staff = baseline_staff(rng, places, numbers)
    newcomers = move(rng, staff, places, numbers)
    people = [*staff, *newcomers]
    assign_codes(rng, people, picture(rng, staff, newcomers))
    choose_learners(people, seed, block)
    add_names(rng, people)
    for person in people:
        add_postings(rng, person)
        add_levels(rng, person)
        add_details(rng, person, places, seed, block)
    add_remedies(rng, people)
    return ProvincePlan(people, profiles(rng, places))
