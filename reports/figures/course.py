"""The course of one target: its figure on each of several days, in one statement.

Counted from tenures (`registry/standing/tenures.py`), so many days cost about what one costs; every figure
equals the one that `indicators.figures` gives for its day.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from common import sql
from common.sql import Sql
from registry.enums import UnitLevel
from registry.models import Unit
from registry.scope import Scope
from registry.standing import standings, tenures
from reports.figures.indicators import GROUP_COLUMN, Figure
from reports.models import Programme, Target
from reports.models.demands import Demand

MOST_DAYS = 17
_STEPS_IN_MONTHS = (1, 3, 6, 12, 60)

Course = dict[int | None, list[Figure]]


def days_of(programme: Programme, day: date) -> list[date]:
    """Days of a trend: the start, ends of months, quarters, half-years or years between, and the day.

    The finest step that fits is taken. A day not after the start has no trend.
    """
    start = programme.baseline_on
    if day <= start:
        return []
    for months in _STEPS_IN_MONTHS:
        ends = [end for end in _month_ends(start, day, months) if start < end < day]
        if len(ends) + 2 <= MOST_DAYS:
            return [start, *ends, day]
    return [start, *ends[-(MOST_DAYS - 2) :], day]


def _month_ends(start: date, end: date, months: int) -> list[date]:
    """Last days of the calendar's periods of so many months, from one day to another."""
    first, last = start.year * 12, end.year * 12 + end.month
    return [_last_of_month(number) for number in range(first + months - 1, last + months, months)]


def _last_of_month(number: int) -> date:
    """Last day of a month counted from year 0."""
    year, month = divmod(number + 1, 12)
    return date(year, month + 1, 1) - timedelta(days=1)


def course(
    *,
    target: Target,
    days: Sequence[date],
    scope: Scope,
    unit: Unit,
    by: UnitLevel | None = None,
) -> Course:
    """Figures of a target on ascending days, of the unit (key None) or of each unit of a level below it.

    With a level, people who count in no unit of it stand under None; so the rows always add up to the unit.
    """
    demands = [target.asks_on(day) for day in days]
    asked = {rank for each in demands for rank in (each.rank, each.base_rank) if rank is not None}
    ranks = {_column(rank): rank for rank in sorted(asked)}
    tenure = tenures.tenures_sql(
        first=days[0], last=days[-1], scale=demands[0].scale, ranks=ranks, scope=scope, unit=unit
    )
    group = GROUP_COLUMN[by] if by else "NULL"
    numbered = enumerate(zip(demands, days, strict=True))
    sums = sql.join(", ", [part for number, of_day in numbered for part in _sums(number, *of_day)])
    text = f"SELECT {group} AS unit_id, {sums.text} FROM ({tenure.text}) s GROUP BY 1"  # noqa: S608 -- constants
    found = sql.rows(Sql(text, (*sums.params, *tenure.params)))
    return {
        row["unit_id"]: [
            Figure(target, row["unit_id"], row[f"n{number}"] or 0, row[f"b{number}"] or 0)
            for number in range(len(days))
        ]
        for row in found
    }


def total_of(found: Course, target: Target, unit_id: int, days: int) -> list[Figure]:
    """Sum of all rows of a course, day by day; 0 of 0 where nobody serves."""
    return [
        Figure(
            target,
            unit_id,
            sum(row[number].count for row in found.values()),
            sum(row[number].base for row in found.values()),
        )
        for number in range(days)
    ]


def _column(rank: int) -> str:
    """The first day on which a rank was held."""
    return f"rank{rank}_on"


def _sums(number: int, demand: Demand, day: date) -> list[Sql]:
    base = [tenures.holds_on(day), standings.in_group(demand.staff_group)]
    if demand.base_rank is not None:
        base.append(tenures.reached_by(_column(demand.base_rank), day))
    counted = [*base, tenures.reached_by(_column(demand.rank), day)]
    return [
        Sql(f"SUM(CASE WHEN {condition.text} THEN 1 ELSE 0 END) AS {letter}{number}", condition.params)
        for letter, condition in (("n", standings.all_of(*counted)), ("b", standings.all_of(*base)))
    ]
