"""The targets of the default programme as criteria that the levers read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from registry.ahead.criteria import Criterion
from registry.enums import Scale
from reports.dashboard.overview import Asked, Cell, TargetLine
from reports.figures.indicators import base_condition, reached_condition
from reports.models import Target
from reports.targets.programmes import targets_of
from training.needs.needs import NeedCount, needs, whole


@dataclass(frozen=True)
class Expectation:
    """A target today, and what is expected of its people before it is due."""

    cell: Cell
    need: NeedCount


def target_criteria() -> list[Criterion]:
    """One criterion for each target of the default programme, in their order."""
    return criteria_of(targets_of())


def criteria_of(targets: Sequence[Target]) -> list[Criterion]:
    """Targets as criteria; each is due when its programme is."""
    return [
        Criterion(
            code=target.code,
            label=target.name,
            short_label=target.short_name,
            scale=Scale(target.scale),
            minimum_rank=target.minimum.rank,
            minimum_label=target.minimum.label,
            due_on=target.programme.due_on,
            population=base_condition(target),
            reached=reached_condition(target),
        )
        for target in targets
    ]


def expectations(asked: Asked, targets: Sequence[TargetLine]) -> list[Expectation]:
    """For each target with people; nothing once the programme is due. Two queries."""
    day = asked.yardstick.day
    served = [line.cell for line in targets if line.cell.figure.base]
    if day >= asked.yardstick.programme.due_on or not served:
        return []
    wanted = criteria_of([cell.target for cell in served])
    found = whole(needs(criteria=wanted, day=day, scope=asked.scope, unit=asked.place.unit), wanted)
    return [Expectation(cell, need) for cell, need in zip(served, found.cells, strict=True)]
