"""What is expected of people: a level they are on the way to, and that they will leave.

Nothing of it is stored (decision 0011). A lever says by a statement what its own records promise on a day:
it adds a source in `AppConfig.ready`. Needs, forecasts and "Nguồn bổ sung" read only this module.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from common import sql
from common.sql import Sql
from registry.ahead.retirement import RetirementAges

# Each source: day on which one looks, whose levels (what stands in `cadre_id IN (…)`)
# → SELECT cadre_id, scale, rank, expected_on (ISO day).
FactSource = Callable[[date, Sql], Sql]
FACT_SOURCES: list[FactSource] = []
# Each source: day on which one looks, last day asked about → SELECT cadre_id.
LeavingSource = Callable[[date, date], Sql]
LEAVING_SOURCES: list[LeavingSource] = []

_NO_FACTS = "SELECT cadre_id, '' AS scale, 0 AS rank, '' AS expected_on FROM registry_posting WHERE 1 = 0"


def expected_facts(day: date, whose: Sql) -> Sql:
    """Levels that the persons are on the way to, as known on a day: cadre_id, scale, rank, expected_on.

    `whose` is what stands in `cadre_id IN (…)`: a country's register holds far more people than are asked
    about.
    """
    return sql.join(" UNION ALL ", [Sql(_NO_FACTS), *(source(day, whose) for source in FACT_SOURCES)])


def on_the_way_to(scale: str, rank: int, day: date, until: date) -> Sql:
    """Condition on a standing `s`: the person is expected to reach the rank on the scale by `until`."""
    facts = expected_facts(day, Sql("s.cadre_id"))
    wanted = reaches(scale, rank, until)
    text = f"EXISTS (SELECT 1 FROM ({facts.text}) x WHERE {wanted.text})"  # noqa: S608 -- text of our own sources
    return Sql(text, (*facts.params, *wanted.params))


def reaches(scale: str, rank: int, until: date) -> Sql:
    """Condition on an expected fact `x`: the rank on the scale, or a higher one, by a day."""
    text = "x.scale = %s AND x.rank >= %s AND x.expected_on <= %s"
    return Sql(text, (str(scale), rank, until.isoformat()))


def learning_on(cadre_ids: Iterable[int], day: date) -> set[tuple[int, str]]:
    """Which of the persons are on the way to a level, and on which scale."""
    listed = sql.placeholders(cadre_ids)
    if not listed.params:
        return set()
    return {(row["cadre_id"], row["scale"]) for row in sql.rows(expected_facts(day, listed))}


def leaving_by(day: date, until: date) -> Sql:
    """Condition on a standing `s`: the person, as known on a day, is expected to have left by another.

    Age is asked of each person by a scalar subquery: PostgreSQL would turn EXISTS into a reading of all.
    """
    due = RetirementAges.stored().due_by(until)
    retiring = f"(SELECT {due.text} FROM registry_cadre ca WHERE ca.id = s.cadre_id)"  # noqa: S608
    others = [source(day, until) for source in LEAVING_SOURCES]
    told = [Sql(f"s.cadre_id IN ({other.text})", other.params) for other in others]
    either = sql.join(" OR ", [Sql(retiring, due.params), *told])
    return Sql(f"({either.text})", either.params)
