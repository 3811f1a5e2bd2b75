"""How a target went since the start: of the unit, and of the units beside or below it.

All from one course (`reports/figures/course.py`). A figure that is too small to be told is left out of
the line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from registry.enums import UnitLevel
from registry.units.tree import UnitNode
from reports.dashboard.overview import Asked, is_small
from reports.dashboard.wording import one_place
from reports.figures.course import Course, course, days_of, total_of
from reports.figures.indicators import Figure
from reports.models import Target
from reports.targets.promises import Promise

SMALLEST_RANKED = 10


@dataclass(frozen=True)
class TrendPoint:
    """A figure on a day, beside the path."""

    day: date
    figure: Figure
    path: Fraction
    hidden: bool = False

    @property
    def drawn(self) -> Fraction | None:
        """Height of the point; nothing without anybody, or when hidden."""
        return None if self.hidden or not self.figure.base else self.figure.share


@dataclass(frozen=True)
class Trend:
    """The line of one unit for one target."""

    target: Target
    place: UnitNode
    promise: Promise
    points: list[TrendPoint]

    @property
    def first(self) -> TrendPoint:
        return self.points[0]

    @property
    def last(self) -> TrendPoint:
        return self.points[-1]

    @property
    def line(self) -> list[tuple[date, Fraction | None]]:
        """What is drawn."""
        return [(point.day, point.drawn) for point in self.points]

    @property
    def ends(self) -> tuple[str, str]:
        """Words at the first and the last point drawn: persons for a commune, else per cent (ux 1.1)."""
        told = [point.figure for point in self.points if point.drawn is not None] or [self.last.figure]
        if self.place.level == UnitLevel.COMMUNE:
            return f"{told[0].count}/{told[0].base}", f"{told[-1].count}/{told[-1].base}"
        return one_place(told[0].share), one_place(told[-1].share)

    @property
    def path(self) -> list[tuple[date, Fraction]]:
        """The path through its points, to the threshold at the due date."""
        return list(self.promise.points)


@dataclass(frozen=True)
class SlopeLine:
    """A unit at the start and now."""

    place: UnitNode
    first: Figure
    last: Figure

    @property
    def label(self) -> str:
        return self.place.version.short_name

    @property
    def change(self) -> Fraction:
        """Percentage points gained since the start."""
        return self.last.share - self.first.share


@dataclass(frozen=True)
class Slope:
    """Units that existed and had people on both days, the highest now first; `chosen` is the page's own."""

    start: date
    end: date
    lines: list[SlopeLine]
    left_out: int
    chosen: frozenset[int] = frozenset()

    @property
    def named(self) -> list[tuple[str, Fraction, Fraction, str]]:
        """Lines as they are drawn: the best, and the page's own or else the lowest, stand out."""
        marked = {self.lines[0].place.unit_id: "best"} if self.lines else {}
        own = [line.place.unit_id for line in self.lines if line.place.unit_id in self.chosen]
        for unit_id in own or [line.place.unit_id for line in self.lines[-1:]]:
            marked.setdefault(unit_id, "hot")
        return [
            (line.label, line.first.share, line.last.share, marked.get(line.place.unit_id, ""))
            for line in self.lines
        ]


@dataclass(frozen=True)
class Since:
    """What a page shows of the time since the start of the programme."""

    trend: Trend
    slope: Slope | None


def since_start(asked: Asked, target: Target) -> Since | None:
    """Trend of the unit, and slope of the units below it, or of the districts beside it.

    Nothing on a day that does not lie after the start. Communes are too small for a slope.
    """
    days = days_of(asked.yardstick.programme, asked.yardstick.day)
    if not days:
        return None
    place, above = asked.place, asked.tree.get(asked.place.province_id)
    among_districts = place.level == UnitLevel.DISTRICT and asked.scope.sees_province(place.province_id)
    if above and (place.level == UnitLevel.PROVINCE or among_districts):
        level = above.level_below
        found = course(target=target, days=days, scope=asked.scope, unit=above.unit, by=level)
        below = above.below
        slope = slope_of(below, found, days, exact=asked.exact, chosen=[place.unit_id])
    else:
        found, slope = course(target=target, days=days, scope=asked.scope, unit=place.unit), None
    if place.level == UnitLevel.DISTRICT and among_districts:
        found = {key: row for key, row in found.items() if key == place.unit_id}
    figures = total_of(found, target, place.unit_id, len(days))
    return Since(trend_of(asked, target, place, days, figures), slope)


def trend_of(
    asked: Asked, target: Target, place: UnitNode, days: Sequence[date], figures: Iterable[Figure]
) -> Trend:
    """Figures of a unit on days, beside what was promised for it."""
    promise = asked.yardstick.promise(target, place.unit_id)
    points = [
        TrendPoint(day, figure, promise.path_on(day), hidden=not asked.exact and _tells_of_few(figure))
        for day, figure in zip(days, figures, strict=True)
    ]
    return Trend(target, place, promise, points)


def slope_of(
    places: Sequence[UnitNode],
    found: Course,
    days: Sequence[date],
    *,
    exact: bool,
    chosen: Iterable[int] = (),
) -> Slope:
    """Lines from the first day to the last, of units with at least ten people in the base on both days."""
    lines = []
    for place in places:
        if row := found.get(place.unit_id):
            first, last = row[0], row[-1]
            if min(first.base, last.base) < SMALLEST_RANKED:
                continue
            if not exact and (_tells_of_few(first) or _tells_of_few(last)):
                continue
            lines.append(SlopeLine(place, first, last))
    lines.sort(key=lambda line: (-line.last.share, line.label))
    return Slope(days[0], days[-1], lines, left_out=len(places) - len(lines), chosen=frozenset(chosen))


def _tells_of_few(figure: Figure) -> bool:
    return is_small(figure.count) or is_small(figure.base - figure.count)
