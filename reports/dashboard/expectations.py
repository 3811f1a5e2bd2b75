"""What the levers promise towards each target, for the forecast."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.dashboard.overview import Asked, Cell, TargetLine
from reports.figures.criteria import criteria_of
from training.needs.needs import NeedCount, needs, whole


@dataclass(frozen=True)
class Expectation:
    """A target today, and what is expected of its people before it is due."""

    cell: Cell
    need: NeedCount


def expectations(asked: Asked, targets: Sequence[TargetLine]) -> list[Expectation]:
    """For each target with people; nothing once the programme is due. Two queries."""
    day = asked.yardstick.day
    served = [line.cell for line in targets if line.cell.figure.base]
    if day >= asked.yardstick.programme.due_on or not served:
        return []
    wanted = criteria_of([cell.target for cell in served], day)
    found = whole(needs(criteria=wanted, day=day, scope=asked.scope, unit=asked.place.unit), wanted)
    return [Expectation(cell, need) for cell, need in zip(served, found.cells, strict=True)]
