"""Tenures: the standing of many days in one statement, for one scale.

A tenure is a main posting at a place of its unit, with the days both hold and the first day on which each
of the given ranks was held on the scale. Whoever serves on a day under the standing has exactly one tenure
that holds on it: the same postings and levels count (`standings.SERVES`, `standings.LAWFUL`). A test holds
the two statements equal, day by day.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from common.dates import OPEN_PAST
from common.sql import Sql
from registry.enums import Scale, UnitLevel
from registry.models import Unit
from registry.scope import Scope
from registry.standing.standings import LAWFUL, SERVES, UNIT_COLUMN

_TENURES = f"""
SELECT po.id, pt.staff_group, pl.commune_id, pl.district_id, pl.province_id,
    po.started_on, po.ended_on, pl.valid_from, pl.valid_to{{reached}}
FROM registry_unitplace pl
JOIN registry_posting po ON po.unit_id = pl.unit_id
JOIN registry_posttitle pt ON pt.id = po.title_id
JOIN registry_postingkind pk ON pk.id = po.kind_id
LEFT JOIN registry_qualification qu ON qu.cadre_id = po.cadre_id AND {LAWFUL}
    AND qu.level_id IN (SELECT id FROM registry_scalelevel WHERE scale = %s)
LEFT JOIN registry_scalelevel lv ON lv.id = qu.level_id
WHERE pl.valid_from <= %s AND pl.valid_to >= %s
    AND {SERVES}
    AND po.started_on <= %s AND (po.ended_on IS NULL OR po.ended_on >= %s)
    {{where}}
GROUP BY po.id, pt.staff_group, pl.commune_id, pl.district_id, pl.province_id,
    po.started_on, po.ended_on, pl.valid_from, pl.valid_to
"""  # noqa: S608 -- only constants of this module are put into the text; values are parameters


def tenures_sql(
    *,
    first: date,
    last: date,
    scale: Scale | str,
    ranks: Mapping[str, int],
    scope: Scope,
    unit: Unit | None = None,
) -> Sql:
    """Tenures that touch the span; `ranks` names a column for each rank, with the day it was first held.

    A level of an unknown day has always been held. The column is NULL while the rank was never reached.
    """
    where, unit_params = scope.sql("pl", "po")
    if unit is not None:
        where += f" AND pl.{UNIT_COLUMN[UnitLevel(unit.level)]} = %s"
        unit_params.append(unit.pk)
    reached, reached_params = "", []
    for column, rank in ranks.items():
        reached += f",\n    MIN(CASE WHEN lv.rank >= %s THEN COALESCE(qu.obtained_on, %s) END) AS {column}"
        reached_params += [rank, OPEN_PAST.isoformat()]
    span = (last.isoformat(), first.isoformat())
    params = (*reached_params, str(Scale(scale)), *span, *span, *unit_params)
    return Sql(_TENURES.format(reached=reached, where=where), params)


def holds_on(day: date) -> Sql:
    """The tenure `s` holds on a day."""
    on = day.isoformat()
    return Sql(
        "s.started_on <= %s AND (s.ended_on IS NULL OR s.ended_on >= %s)"
        " AND s.valid_from <= %s AND s.valid_to >= %s",
        (on, on, on, on),
    )


def reached_by(column: str, day: date) -> Sql:
    """The rank of a column was held on a day; a rank never reached is not."""
    return Sql(f"(s.{column} IS NOT NULL AND s.{column} <= %s)", (day.isoformat(),))
