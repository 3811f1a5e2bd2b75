"""Counts beside the choices of a list; each respects the other filters that are set."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import EmptyResultSet

from common import sql
from common.sql import Sql
from registry.enums import StaffGroup
from registry.listing.filters import CadreFilter
from registry.standing import standings

Conditions = dict[str, Sql]


@dataclass(frozen=True)
class FacetCounts:
    """How many of the people found belong to a group or lack a criterion, by choice."""

    group: dict[str, int]
    lacking: dict[str, int]


def facet_counts(cadre_filter: CadreFilter) -> FacetCounts:
    """Counts over the standings of the people found: one statement unless a facet itself is set."""
    yardstick = cadre_filter.context.yardstick
    groups = {str(group): standings.in_group(group) for group in StaffGroup}
    lacking = {str(scale): yardstick.lacks(scale) for scale in yardstick.scales}
    if cadre_filter.asked.get("group") or cadre_filter.asked.get("lacking"):
        return FacetCounts(
            group=_counts(cadre_filter.without("group", cadre_filter.queryset), groups),
            lacking=_counts(cadre_filter.without("lacking", cadre_filter.queryset), lacking),
        )
    counts = _counts(cadre_filter, groups | lacking)
    return FacetCounts(
        group={key: counts[key] for key in groups}, lacking={key: counts[key] for key in lacking}
    )


def _counts(cadre_filter: CadreFilter, conditions: Conditions) -> dict[str, int]:
    """How many of those whom a filter finds fulfil each condition."""
    context = cadre_filter.context
    if not conditions:
        return {}
    where = cadre_filter.condition()
    if cadre_filter.asks_plainly:
        people = cadre_filter.plainly_filtered(cadre_filter.queryset).order_by().values("pk")
        try:
            text, params = people.query.sql_with_params()
        except EmptyResultSet:
            return dict.fromkeys(conditions, 0)
        where = standings.all_of(where, Sql(f"s.cadre_id IN ({text})", params))
    base = standings.standing_sql(day=context.day, scope=context.scope, unit=cadre_filter.asked_unit)
    columns = sql.join(
        ", ",
        (
            Sql(f"SUM(CASE WHEN {each.text} THEN 1 ELSE 0 END) AS c{number}", each.params)
            for number, each in enumerate(conditions.values())
        ),
    )
    # Only texts built by this program stand in the statement; values are parameters.
    statement = Sql(
        f"SELECT {columns.text} FROM ({base.text}) s WHERE {where.text}",  # noqa: S608
        (*columns.params, *base.params, *where.params),
    )
    row = sql.rows(statement)[0]
    return {key: int(row[f"c{number}"] or 0) for number, key in enumerate(conditions)}
