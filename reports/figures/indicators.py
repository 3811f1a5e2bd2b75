"""Indicators: each is a set of persons, counted and not counted, of one unit on one day.

Count, base, gap and the list of names come from the same standing statement and the same conditions, so a
figure and its list cannot differ. A percentage never travels without count and base.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from common import sql
from common.numbers import percent
from common.sql import Sql
from registry.enums import UnitLevel
from registry.models import Unit
from registry.scope import Scope
from registry.standing import standings
from reports.enums import Cut, Status
from reports.figures.cuts import cut_sql
from reports.models import Programme, Target
from reports.targets.promises import Promise, gap_persons, status_of

GROUP_COLUMN = {
    UnitLevel.PROVINCE: "s.province_id",
    UnitLevel.DISTRICT: "s.district_id",
    UnitLevel.COMMUNE: "s.commune_id",
}


@dataclass(frozen=True)
class Figure:
    """Count over base of one target, for one unit (or none: the whole scope) and one value of a cut."""

    target: Target
    unit_id: int | None
    count: int
    base: int
    cut: str = ""

    @property
    def percent(self) -> Decimal | None:
        """Share in per cent with one decimal, half up; None without a base."""
        return percent(self.count, self.base)

    @property
    def share(self) -> Fraction:
        """Exact share in per cent; 0 without a base."""
        return Fraction(100 * self.count, self.base) if self.base else Fraction(0)


@dataclass(frozen=True)
class Measured:
    """A figure against its promise on a day."""

    figure: Figure
    promise: Promise
    path: Fraction
    status: Status
    gap: int

    @property
    def deviation(self) -> Fraction:
        """Distance from the path in percentage points."""
        return self.figure.share - self.path


def figures(
    *,
    targets: Sequence[Target],
    day: date,
    scope: Scope,
    unit: Unit | None = None,
    by: UnitLevel | None = None,
    cut: Cut | None = None,
) -> list[Figure]:
    """Figures of all targets in one statement: of the unit, or of each unit of a level below it.

    With a cut, one figure for each value that occurs. A unit where nobody serves has no figure here.
    """
    found = _all_figures(targets=targets, day=day, scope=scope, unit=unit, by=by, cut=cut)
    return found if by is None else [each for each in found if each.unit_id is not None]


def partition(
    *, targets: Sequence[Target], day: date, scope: Scope, unit: Unit, by: UnitLevel
) -> tuple[list[Figure], list[Figure]]:
    """Figures of each unit of a level below the unit, and of the unit itself, in one statement.

    The unit is the sum of its parts and of those of its people who count in no unit of the level.
    """
    found = _all_figures(targets=targets, day=day, scope=scope, unit=unit, by=by, cut=None)
    counts = {target.pk: 0 for target in targets}
    bases = dict(counts)
    for each in found:
        counts[each.target.pk] += each.count
        bases[each.target.pk] += each.base
    whole = [Figure(target, unit.pk, counts[target.pk], bases[target.pk]) for target in targets]
    return [each for each in found if each.unit_id is not None], whole


def _all_figures(
    *,
    targets: Sequence[Target],
    day: date,
    scope: Scope,
    unit: Unit | None,
    by: UnitLevel | None,
    cut: Cut | None,
) -> list[Figure]:
    """Figures by unit and value of a cut; people in no unit of the level stand under None."""
    standing = standings.standing_sql(day=day, scope=scope, unit=unit)
    group = Sql(GROUP_COLUMN[by]) if by else Sql("NULL")
    divided = cut_sql(cut, day) if cut else None
    value = divided.value if divided else Sql("''")
    keys = [Sql(f"{group.text} AS unit_id"), Sql(f"{value.text} AS cut", value.params)]
    selected = sql.join(", ", [*keys, *_sums(targets, day)])
    joined = divided.join if divided else Sql("")
    inner = f"SELECT {selected.text} FROM ({standing.text}) s{joined.text} GROUP BY 1, 2"  # noqa: S608 -- constants
    statement = Sql(inner, (*selected.params, *standing.params, *joined.params))
    return [
        Figure(target, row["unit_id"], row[f"n{index}"] or 0, row[f"b{index}"] or 0, row["cut"])
        for row in sql.rows(statement)
        for index, target in enumerate(targets)
    ]


def _sums(targets: Sequence[Target], day: date) -> list[Sql]:
    parts = []
    for index, target in enumerate(targets):
        demand = target.asks_on(day)
        for letter, condition in (("n", demand.counted), ("b", demand.population)):
            parts.append(
                Sql(f"SUM(CASE WHEN {condition.text} THEN 1 ELSE 0 END) AS {letter}{index}", condition.params)
            )
    return parts


def totals(*, targets: Sequence[Target], day: date, scope: Scope, unit: Unit | None = None) -> list[Figure]:
    """One figure a target for the unit, 0 of 0 where nobody serves."""
    found = {each.target.pk: each for each in figures(targets=targets, day=day, scope=scope, unit=unit)}
    unit_id = unit.pk if unit else None
    return [
        Figure(target, unit_id, found[target.pk].count, found[target.pk].base)
        if target.pk in found
        else Figure(target, unit_id, 0, 0)
        for target in targets
    ]


def measure(figure: Figure, promise: Promise, programme: Programme, day: date) -> Measured:
    """Sets a figure against what was promised for it on the day."""
    path = promise.path_on(day)
    return Measured(
        figure=figure,
        promise=promise,
        path=path,
        status=status_of(figure.count, figure.base, promise.threshold, path, programme.watch_margin),
        gap=gap_persons(figure.count, figure.base, promise.threshold),
    )
