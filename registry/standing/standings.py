"""The standing: where a person serves on a day, as what, and the rank reached on each scale.

The only thing that is counted, and a query, not a table: nothing derived is stored. One statement for both
databases, one row per person, taken under the main posting. Levels count when obtained on or before the
day (or at an unknown day) and not found unlawful; NULL means that nobody knows. Criteria and targets are
conditions over its columns, built from the fixed vocabulary below.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models.expressions import RawSQL

from common import sql
from common.sql import Sql
from registry.enums import Scale, StaffGroup, UnitLevel, Verification
from registry.models import Unit
from registry.scope import Scope

SCALES = tuple(Scale)
UNIT_COLUMN = {
    UnitLevel.COMMUNE: "commune_id",
    UnitLevel.DISTRICT: "district_id",
    UnitLevel.PROVINCE: "province_id",
}
# Which postings and which levels count, on any day; `registry/standing/tenures.py` leans on the same two.
SERVES = "po.is_main AND pk.counts_in_cbcc"
LAWFUL = f"qu.verification <> '{Verification.UNLAWFUL}'"
_RANKS = ",\n    ".join(
    f"MAX(CASE WHEN lv.scale = '{scale}' THEN lv.rank END) AS {scale}" for scale in SCALES
)
# The keys of a row decide its other columns; sorting by three numbers is quicker than by nine columns.
_KEYS = "po.id, pl.id, pt.id"
_COLUMNS = """po.cadre_id, po.id AS posting_id, po.unit_id, po.title_id, po.started_on, pt.staff_group,
    pl.commune_id, pl.district_id, pl.province_id"""
_PLACES = """FROM registry_unitplace pl
JOIN registry_posting po ON po.unit_id = pl.unit_id
JOIN registry_posttitle pt ON pt.id = po.title_id
JOIN registry_postingkind pk ON pk.id = po.kind_id"""
_ON_DAY = f"""WHERE pl.valid_from <= %s AND pl.valid_to >= %s
    AND {SERVES}
    AND po.started_on <= %s AND (po.ended_on IS NULL OR po.ended_on >= %s)
    {{where}}"""
# Only constants of this module are put into the texts; values are parameters.
_SERVING = f"SELECT {_COLUMNS}\n{_PLACES}\n{_ON_DAY}"  # noqa: S608
_STANDING = f"""
SELECT {_COLUMNS},
    {_RANKS}
{_PLACES}
LEFT JOIN registry_qualification qu ON qu.cadre_id = po.cadre_id
    AND {LAWFUL}
    AND (qu.obtained_on IS NULL OR qu.obtained_on <= %s)
LEFT JOIN registry_scalelevel lv ON lv.id = qu.level_id
{_ON_DAY}
GROUP BY {_KEYS}
"""  # noqa: S608


@dataclass(frozen=True)
class Standing:
    """One person on one day; a rank is None when nobody knows."""

    cadre_id: int
    posting_id: int
    unit_id: int
    title_id: int
    started_on: date
    staff_group: str
    commune_id: int | None
    district_id: int | None
    province_id: int
    general_education: int | None = None
    professional: int | None = None
    political_theory: int | None = None
    state_management: int | None = None
    defence: int | None = None
    informatics: int | None = None
    foreign_language: int | None = None
    ethnic_language: int | None = None

    def rank(self, scale: Scale | str) -> int | None:
        """Rank reached on a scale."""
        value: int | None = getattr(self, str(scale))
        return value


def standing_sql(
    *,
    day: date,
    scope: Scope,
    unit: Unit | None = None,
    cadre_ids: Iterable[int] | None = None,
    with_ranks: bool = True,
) -> Sql:
    """The standing on a day of those a scope may see, of one unit, or of given persons.

    Without ranks no level is read: several times quicker, for questions about who serves.
    """
    where, params = scope.sql("pl", "po")
    if unit is not None:
        where += f" AND pl.{UNIT_COLUMN[UnitLevel(unit.level)]} = %s"
        params.append(unit.pk)
    if cadre_ids is not None:
        listed = sql.placeholders(cadre_ids)
        where += f" AND po.cadre_id IN ({listed.text})" if listed.params else " AND 1 = 0"
        params.extend(listed.params)
    on = day.isoformat()
    text, days = (_STANDING, 5) if with_ranks else (_SERVING, 4)
    return Sql(text.format(where=where), (*[on] * days, *params))


# Conditions: the whole vocabulary, over the alias s of the standing ----------------------------------


def everyone() -> Sql:
    """No condition."""
    return Sql("1 = 1")


def in_group(group: StaffGroup | str) -> Sql:
    """Cán bộ or công chức; an empty group means both."""
    return Sql("s.staff_group = %s", (str(group),)) if group else everyone()


def at_least(scale: Scale | str, rank: int) -> Sql:
    """Rank reached on a scale; unknown counts as not reached."""
    return Sql(f"COALESCE(s.{Scale(scale)}, -1) >= %s", (rank,))


def known_none(scale: Scale | str) -> Sql:
    """Known to have no level on a scale (rank 0): "chưa qua đào tạo"."""
    return Sql(f"COALESCE(s.{Scale(scale)}, -1) = 0")


def unknown(scale: Scale | str) -> Sql:
    """Nobody knows: "chưa có dữ liệu"."""
    return Sql(f"s.{Scale(scale)} IS NULL")


def with_title(title_id: int) -> Sql:
    """Serves under a title."""
    return Sql("s.title_id = %s", (title_id,))


def all_of(*conditions: Sql) -> Sql:
    """Every condition holds."""
    return (
        sql.join(" AND ", (Sql(f"({each.text})", each.params) for each in conditions))
        if conditions
        else everyone()
    )


def any_of(*conditions: Sql) -> Sql:
    """At least one condition holds."""
    return sql.join(" OR ", (Sql(f"({each.text})", each.params) for each in conditions))


def negated(condition: Sql) -> Sql:
    """The condition does not hold; no condition of this module is ever NULL."""
    return Sql(f"NOT ({condition.text})", condition.params)


# Uses ------------------------------------------------------------------------------------------------


def people(*, day: date, scope: Scope, unit: Unit | None = None, condition: Sql | None = None) -> RawSQL:
    """Keys of the persons whose standing fulfils a condition, for `Cadre.objects.filter(pk__in=…)`."""
    condition = condition or everyone()
    base = standing_sql(day=day, scope=scope, unit=unit, with_ranks=_asks_of_ranks(condition))
    text = f"SELECT s.cadre_id FROM ({base.text}) s WHERE {condition.text}"  # noqa: S608 -- as above
    return RawSQL(text, (*base.params, *condition.params))  # noqa: S611 -- values are parameters


def _asks_of_ranks(condition: Sql) -> bool:
    """True when a condition looks at any scale."""
    return any(f"s.{scale}" in condition.text for scale in SCALES)


def standings_of(cadre_ids: Iterable[int], *, day: date, scope: Scope) -> dict[int, Standing]:
    """Standings of given persons, by person; who does not serve on the day is missing."""
    asked = list(cadre_ids)
    if not asked:
        return {}
    statement = standing_sql(day=day, scope=scope, cadre_ids=asked)
    return {row["cadre_id"]: standing_from(row) for row in sql.rows(statement)}


def standings(*, day: date, scope: Scope, unit: Unit | None = None) -> list[Standing]:
    """All standings of a scope or unit on a day."""
    return [standing_from(row) for row in sql.rows(standing_sql(day=day, scope=scope, unit=unit))]


def standing_from(row: dict[str, Any]) -> Standing:
    """A standing from a row of the statement; both databases give dates alike."""
    started = row["started_on"]
    if isinstance(started, str):
        row = {**row, "started_on": date.fromisoformat(started)}
    return Standing(**row)
