"""Counts beside the choices of a list; each respects the other filters that are set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import EmptyResultSet

from registry import sql, standings
from registry.enums import StaffGroup
from registry.filters import CadreFilter
from registry.sql import Sql


@dataclass(frozen=True)
class FacetCounts:
    """How many of the people found belong to a group or lack a criterion, by choice."""

    group: dict[str, int]
    lacking: dict[str, int]


def facet_counts(cadre_filter: CadreFilter) -> FacetCounts:
    """Counts over the standings of the people found, in two statements."""
    yardstick = cadre_filter.context.yardstick
    groups = [str(group) for group in StaffGroup]
    scales = [str(scale) for scale in yardstick.scales]
    return FacetCounts(
        group=_counts(cadre_filter, "group", groups, [standings.in_group(group) for group in groups]),
        lacking=_counts(cadre_filter, "lacking", scales, [yardstick.lacks(scale) for scale in scales]),
    )


def _counts(
    cadre_filter: CadreFilter, name: str, keys: Sequence[str], conditions: Sequence[Sql]
) -> dict[str, int]:
    """Counts by key of those whom the filter without `name` finds."""
    context = cadre_filter.context
    others = cadre_filter.without(name, cadre_filter.queryset)
    try:
        text, params = others.qs.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return dict.fromkeys(keys, 0)
    base = standings.standing_sql(day=context.day, scope=context.scope)
    columns = sql.join(
        ", ",
        (
            Sql(f"SUM(CASE WHEN {each.text} THEN 1 ELSE 0 END) AS c{number}", each.params)
            for number, each in enumerate(conditions)
        ),
    )
    if not conditions:
        return {}
    # Only texts built by this program stand in the statement; values are parameters.
    statement = Sql(
        f"SELECT {columns.text} FROM ({base.text}) s WHERE s.cadre_id IN ({text})",  # noqa: S608
        (*columns.params, *base.params, *params),
    )
    row = sql.rows(statement)[0]
    return {key: int(row[f"c{number}"] or 0) for number, key in enumerate(keys)}
