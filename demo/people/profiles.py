"""Invented figures of the communes; only their sums for the province are published."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from demo.people.plan import Commune, ProfilePlan

POPULATION = 507_183
_CITY = "040"


def profiles(rng: Random, communes: Sequence[Commune]) -> list[ProfilePlan]:
    """One profile per commune; populations add up to the published figure."""
    weights = [commune.hamlets * rng.uniform(0.8, 1.3) + 4 for commune in communes]
    populations = _apportion(POPULATION, weights)
    return [
        _profile(rng, commune, population) for commune, population in zip(communes, populations, strict=True)
    ]


def _profile(rng: Random, commune: Commune, population: int) -> ProfilePlan:
    is_city = commune.district_key == _CITY
    return ProfilePlan(
        unit_key=commune.key,
        unit_class=1 if commune.is_border or population > 4500 else 2 if population > 1800 else 3,
        population=population,
        minority_percent=rng.randint(72, 84) if is_city else rng.randint(94, 100),
        hamlets=commune.hamlets,
        party_organisations=max(3, round(commune.hamlets * 0.8) + rng.randint(2, 5)),
        party_members=round(population * rng.uniform(0.05, 0.09)),
    )


def _apportion(total: int, weights: Sequence[float]) -> list[int]:
    """Whole shares that add up to the total, largest remainders first."""
    exact = [total * weight / sum(weights) for weight in weights]
    shares = [int(value) for value in exact]
    by_remainder = sorted(range(len(exact)), key=lambda place: (shares[place] - exact[place], place))
    for place in by_remainder[: total - sum(shares)]:
        shares[place] += 1
    return shares
