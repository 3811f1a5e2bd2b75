"""What the levers add to the demonstration: `demo.write.STEPS` lists the step of each.

A step first generates, pure, from a province and its seed, and may set the day of a level to that of a class;
what it returns writes its records once the people are stored.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from accounts.models import User
from demo.people.plan import LevelPlan, Person, ProvincePlan
from registry.models import Cadre, Qualification, Unit


@dataclass(frozen=True)
class Written:
    """A stored province: its people by number, its units by the keys of the generator, levels by identity."""

    province: Unit
    actor: User
    reason: str
    prefix: str
    units: dict[str, int]
    cadres: dict[int, Cadre]
    levels: dict[int, Qualification]

    def unit_id(self, key: str) -> int:
        """Primary key of a commune or district of the generator."""
        return self.units[self.prefix + key]

    def cadre(self, person: Person) -> Cadre:
        return self.cadres[person.number]

    def qualification(self, level: LevelPlan) -> Qualification:
        return self.levels[id(level)]


Writer = Callable[[Written], None]
Step = Callable[[ProvincePlan, int, int], Writer]
