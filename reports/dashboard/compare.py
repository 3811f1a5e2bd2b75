"""Units of a province side by side for one target: small charts on one scale, the largest gap first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from common.pages.charts import highest_of
from registry.units.tree import UnitNode
from reports.dashboard.overview import Asked, Cell, cell_of
from reports.dashboard.trend import SMALLEST_RANKED, Slope, Trend, slope_of, trend_of
from reports.figures.course import course, days_of
from reports.figures.indicators import Figure
from reports.models import Target

FEWEST, MOST = 2, 13


@dataclass(frozen=True)
class Multiple:
    """One unit: its line, where it stands now, and its rank by gap; none for a base too small to rank."""

    trend: Trend
    cell: Cell
    rank: int | None = None

    @property
    def place(self) -> UnitNode:
        return self.trend.place

    @property
    def can_be_ranked(self) -> bool:
        """Enough people, and nothing hidden."""
        return self.cell.figure.base >= SMALLEST_RANKED and not self.cell.hidden


@dataclass(frozen=True)
class SideBySide:
    """The page: charts in order, the top of their common scale, and all units of the province as a slope."""

    multiples: list[Multiple]
    highest: int
    slope: Slope | None


def side_by_side(asked: Asked, target: Target, chosen: Sequence[UnitNode]) -> SideBySide:
    """Charts of the chosen units, which lie directly under the page's province."""
    days = days_of(asked.yardstick.programme, asked.yardstick.day) or [asked.yardstick.day]
    level = asked.place.level_below
    found = course(target=target, days=days, scope=asked.scope, unit=asked.place.unit, by=level)
    multiples = []
    for place in chosen:
        figures = found.get(place.unit_id) or [Figure(target, place.unit_id, 0, 0)] * len(days)
        cell = cell_of(figures[-1], place.unit_id, asked)
        multiples.append(Multiple(trend_of(asked, target, place, days, figures), cell))
    below = asked.place.below
    marked = [place.unit_id for place in chosen] if len(chosen) < len(below) else []
    slope = slope_of(below, found, days, exact=asked.exact, chosen=marked) if len(days) > 1 else None
    return SideBySide(_ranked(multiples), _highest(multiples), slope)


def _ranked(multiples: Sequence[Multiple]) -> list[Multiple]:
    """The largest gap in persons first, then the farthest below the path; units without a rank last."""
    judged = sorted(
        (each for each in multiples if each.can_be_ranked),
        key=lambda each: (-each.cell.measured.gap, each.cell.measured.deviation, each.place.version.name),
    )
    others = [each for each in multiples if not each.can_be_ranked]
    return [replace(each, rank=number) for number, each in enumerate(judged, start=1)] + others


def _highest(multiples: Sequence[Multiple]) -> int:
    lines = [each.trend for each in multiples]
    return highest_of(
        share for trend in lines for _, share in (*trend.line, *trend.path) if share is not None
    )
