"""What people are asked to reach: one list for needs, plans and panels, said by the apps that own it.

The reports know the targets; they add a provider in `AppConfig.ready`, so that the levers, which stand below
them, can read the same criteria.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from common.sql import Sql
from registry.enums import Scale
from registry.standing import standings


@dataclass(frozen=True)
class Criterion:
    """A level asked of a population by a day; conditions are over the standing `s`."""

    code: str
    label: str
    short_label: str
    scale: Scale
    minimum_rank: int
    minimum_label: str
    due_on: date
    population: Sql
    reached: Sql

    @property
    def lacking(self) -> Sql:
        """Who is asked and has not reached the level; unknown counts as not reached."""
        return standings.all_of(self.population, standings.negated(self.reached))


CriteriaProvider = Callable[[date], list[Criterion]]
PROVIDERS: list[CriteriaProvider] = []


def criteria(day: date) -> list[Criterion]:
    """All criteria as they are asked on a day, in the order of their owners."""
    return [criterion for provider in PROVIDERS for criterion in provider(day)]
