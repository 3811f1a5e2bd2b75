"""The people of a commune with the levels that the targets ask for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from registry.enums import Scale
from registry.models import Cadre
from registry.scope import Scope
from registry.serving import Serving, serving_under
from registry.standing import standings
from registry.standing.held_levels import NARROW_NAMES, Held, levels_on
from registry.standing.standings import Standing
from registry.units.tree import UnitNode
from reports.models import Target


@dataclass(frozen=True)
class Criterion:
    """A scale as the head of a column, with the lowest level that a target asks for."""

    scale: Scale
    label: str
    minimum: int

    @property
    def short_name(self) -> str:
        return NARROW_NAMES[self.scale]


@dataclass(frozen=True)
class Mark:
    """A person's level on one scale; not asked for when no target speaks of the person's group."""

    held: Held
    is_met: bool

    @property
    def is_known(self) -> bool:
        return self.held.rank is not None


@dataclass(frozen=True)
class RollLine:
    """A person of the commune."""

    cadre: Cadre
    serving: Serving
    marks: list[Mark]


@dataclass(frozen=True)
class Roll:
    """The table: criteria as columns, persons as rows, in the order of the titles."""

    criteria: list[Criterion]
    lines: list[RollLine]


def roll(place: UnitNode, scope: Scope, targets: Sequence[Target], day: date) -> Roll:
    """All who serve in a unit on a day."""
    found = {each.cadre_id: each for each in standings.standings(day=day, scope=scope, unit=place.unit)}
    criteria = _criteria(targets, day)
    levels = levels_on(found, day, [each.scale for each in criteria])
    people = serving_under(found.values(), name_of=lambda _unit_id: place.version)
    lines = []
    for cadre in Cadre.objects.within(scope).filter(pk__in=found):
        standing = found[cadre.pk]
        marks = [
            _mark(Held(each.scale, levels[cadre.pk].get(each.scale)), each, standing) for each in criteria
        ]
        lines.append(RollLine(cadre, people[cadre.pk], marks))
    lines.sort(key=lambda line: (line.serving.title_order, line.cadre.sort_key))
    return Roll(criteria, lines)


def _criteria(targets: Sequence[Target], day: date) -> list[Criterion]:
    lowest: dict[Scale, int] = {}
    for demand in (target.asks_on(day) for target in targets):
        lowest[demand.scale] = min(lowest.get(demand.scale, demand.rank), demand.rank)
    return [Criterion(scale, scale.label, rank) for scale, rank in lowest.items()]


def _mark(held: Held, criterion: Criterion, standing: Standing) -> Mark:
    rank = standing.rank(criterion.scale)
    return Mark(held, is_met=rank is not None and rank >= criterion.minimum)
