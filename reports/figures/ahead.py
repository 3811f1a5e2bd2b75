"""Who will still serve and who will hold the level on a later day, as conditions in SQL."""

from __future__ import annotations

from datetime import date

from common.sql import Sql
from registry.ahead.criteria import Criterion
from registry.ahead.expected import leaving_by, on_the_way_to
from registry.standing import standings


def staying_condition(criterion: Criterion, day: date) -> Sql:
    """Who of the base is not expected to leave by the due day."""
    return standings.all_of(criterion.population, standings.negated(leaving_by(day, criterion.due_on)))


def expected_condition(criterion: Criterion, day: date) -> Sql:
    """Who of those has the level, or is on the way to it by the due day."""
    learning = on_the_way_to(criterion.scale, criterion.minimum_rank, day, criterion.due_on)
    return standings.all_of(staying_condition(criterion, day), standings.any_of(criterion.reached, learning))
