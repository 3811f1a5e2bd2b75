"""What a target asks on a day. `Target.asks_on` is the only reader of the columns that say it."""

from __future__ import annotations

from dataclasses import dataclass

from common.sql import Sql
from registry.enums import Scale
from registry.standing import standings
from registry.standing.standings import Standing


@dataclass(frozen=True)
class Demand:
    """Of whom, on which scale, from which rank; with a base rank only of those who have reached that one."""

    staff_group: str
    scale: Scale
    rank: int
    label: str
    base_rank: int | None = None
    base_label: str = ""

    @property
    def population(self) -> Sql:
        """Who is in the base."""
        parts = [standings.in_group(self.staff_group)]
        if self.base_rank is not None:
            parts.append(standings.at_least(self.scale, self.base_rank))
        return standings.all_of(*parts)

    @property
    def reached(self) -> Sql:
        """Who has reached the level."""
        return standings.at_least(self.scale, self.rank)

    @property
    def counted(self) -> Sql:
        """Who is counted: in the base, and has reached the level."""
        return standings.all_of(self.population, self.reached)

    @property
    def lacking(self) -> Sql:
        """Who of the base has not reached the level; unknown counts as not reached."""
        return standings.all_of(self.population, standings.negated(self.reached))

    def is_asked_of(self, standing: Standing) -> bool:
        """The person is of the group."""
        return self.staff_group in ("", standing.staff_group)

    def is_reached_by(self, standing: Standing) -> bool:
        """The person has reached the level."""
        rank = standing.rank(self.scale)
        return rank is not None and rank >= self.rank
