"""Training needs: who lacks a criterion, less those who will leave, less those on the way to it.

A query over the standing of a day, never stored (decision 0011). Of everybody who lacks a criterion exactly
one is true: expected to leave before it is due; on the way to the level by then; in need. So
lacking − leaving − learning = needing, person by person. Over all criteria a person in need is counted once
(người), beside the sum of the criteria (lượt).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from common import sql
from common.sql import Sql
from registry.ahead.criteria import Criterion
from registry.ahead.expected import expected_facts, leaving_by, on_the_way_to, reaches
from registry.enums import UnitLevel
from registry.models import Unit
from registry.scope import Scope
from registry.standing import standings
from registry.standing.standings import UNIT_COLUMN


class Part(StrEnum):
    """Which of those who lack a criterion are meant; each of them is in one of the first three."""

    NEEDING = "can"
    LEARNING = "dang-hoc"
    LEAVING = "sap-nghi"
    LACKING = "thieu"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Part.NEEDING: "Cần đào tạo, bồi dưỡng",
    Part.LEARNING: "Đang học",
    Part.LEAVING: "Sắp nghỉ",
    Part.LACKING: "Còn thiếu",
}
# In the statement; of who leaves and learns alike the leaving counts, for the level will not help the target.
_NUMBER = {Part.NEEDING: 1, Part.LEARNING: 2, Part.LEAVING: 3}
_PARTING = 4
# Numbers of a `NeedCount` by the state that they count.
_SUMS = {part.name.lower(): number for part, number in _NUMBER.items()} | {"parting": _PARTING}


@dataclass(frozen=True)
class NeedCount:
    """One criterion of one unit, in persons. `parting` have the level and leave; they are in no need."""

    criterion: Criterion
    needing: int = 0
    learning: int = 0
    leaving: int = 0
    parting: int = 0

    @property
    def lacking(self) -> int:
        return self.needing + self.learning + self.leaving


@dataclass(frozen=True)
class NeedLine:
    """All criteria of one unit; `persons` are those in need of at least one, each counted once."""

    unit_id: int | None
    cells: tuple[NeedCount, ...]
    persons: int

    @property
    def attendances(self) -> int:
        """Needs of all criteria together (lượt): a person counts as often as they lack something."""
        return sum(cell.needing for cell in self.cells)

    def cell(self, code: str) -> NeedCount:
        """The count of a criterion."""
        return next(cell for cell in self.cells if cell.criterion.code == code)


def any_part(criteria: Sequence[Criterion], part: Part, day: date) -> Sql:
    """The person belongs to the part for at least one of the criteria."""
    if not criteria:
        return Sql("1 = 0")
    if part == Part.LACKING:
        return standings.any_of(*(each.lacking for each in criteria))
    found = []
    for due_on in sorted({each.due_on for each in criteria}):
        together = [each for each in criteria if each.due_on == due_on]
        leaving = leaving_by(day, due_on)
        if part == Part.LEAVING:
            found.append(standings.all_of(leaving, any_part(together, Part.LACKING, day)))
            continue
        asked = [_lacking_and(each, day, is_learning=part == Part.LEARNING) for each in together]
        found.append(standings.all_of(standings.negated(leaving), standings.any_of(*asked)))
    return standings.any_of(*found)


def needs(
    *,
    criteria: Sequence[Criterion],
    day: date,
    scope: Scope,
    unit: Unit | None = None,
    by: UnitLevel | None = None,
) -> list[NeedLine]:
    """Counts of each unit of a level, or of the unit (or scope) as a whole, in one statement.

    Who counts in no unit of the level stands in a line without a unit. Units without anybody are left out.
    """
    if not criteria:
        return []
    group = f"s.{UNIT_COLUMN[by]}" if by else "NULL"
    known = _known(standings.standing_sql(day=day, scope=scope, unit=unit), criteria, day)
    states = _columns(criteria)
    sums = ", ".join(
        f"SUM(CASE WHEN p.c{at} = {number} THEN 1 ELSE 0 END) AS {name}{at}"
        for at, _ in enumerate(criteria)
        for name, number in _SUMS.items()
    )
    anything = " OR ".join(f"p.c{at} = {_NUMBER[Part.NEEDING]}" for at, _ in enumerate(criteria))
    # Only texts built by this program stand in the statement; values are parameters.
    text = (
        f"{known.text}, p AS MATERIALIZED (SELECT {group} AS unit_id, {states.text} FROM b s)"  # noqa: S608
        f" SELECT p.unit_id, {sums}, SUM(CASE WHEN {anything} THEN 1 ELSE 0 END) AS persons"
        " FROM p GROUP BY p.unit_id"
    )
    statement = Sql(text, (*known.params, *states.params))
    return [_line(row, criteria) for row in sql.rows(statement)]


def whole(lines: Sequence[NeedLine], criteria: Sequence[Criterion]) -> NeedLine:
    """The sum of lines that share nobody: the whole of their units."""
    cells = []
    for at, criterion in enumerate(criteria):
        column = [line.cells[at] for line in lines]
        cells.append(
            NeedCount(criterion, **{name: sum(getattr(cell, name) for cell in column) for name in _SUMS})
        )
    return NeedLine(None, tuple(cells), sum(line.persons for line in lines))


def parts_of(
    cadre_ids: Iterable[int], *, criteria: Sequence[Criterion], day: date, scope: Scope
) -> dict[int, dict[str, Part]]:
    """For given persons the part they belong to, by the code of each criterion they lack. One query."""
    if not criteria:
        return {}
    known = _known(standings.standing_sql(day=day, scope=scope, cadre_ids=cadre_ids), criteria, day)
    states = _columns(criteria)
    text = f"{known.text} SELECT s.cadre_id, {states.text} FROM b s"  # noqa: S608 -- as above
    parts = {number: part for part, number in _NUMBER.items()}
    return {
        row["cadre_id"]: {
            each.code: parts[row[f"c{at}"]] for at, each in enumerate(criteria) if row[f"c{at}"] in parts
        }
        for row in sql.rows(Sql(text, (*known.params, *states.params)))
    }


def _lacking_and(criterion: Criterion, day: date, *, is_learning: bool) -> Sql:
    learning = on_the_way_to(criterion.scale, criterion.minimum_rank, day, criterion.due_on)
    return standings.all_of(criterion.lacking, learning if is_learning else standings.negated(learning))


def _known(base: Sql, criteria: Sequence[Criterion], day: date) -> Sql:
    """What is known of the people of a standing, each thing asked once: `b` who leaves, `x` who learns what.

    Materialized, or SQLite works everything out anew for every sum (18 times slower).
    """
    leaves = sql.join(
        ", ",
        (
            Sql(f"CASE WHEN {leaving.text} THEN 1 ELSE 0 END AS {_leaves(due_on)}", leaving.params)
            for due_on in sorted({each.due_on for each in criteria})
            for leaving in [leaving_by(day, due_on)]
        ),
    )
    facts = expected_facts(day, Sql("SELECT b.cadre_id FROM b"))
    text = (
        f"WITH b AS MATERIALIZED (SELECT s.*, {leaves.text} FROM ({base.text}) s),"  # noqa: S608 -- as above
        f" x AS MATERIALIZED ({facts.text})"
    )
    return Sql(text, (*leaves.params, *base.params, *facts.params))


def _leaves(due_on: date) -> str:
    """Column that says who leaves by a day."""
    return f"leaves_{due_on:%Y%m%d}"


def _columns(criteria: Sequence[Criterion]) -> Sql:
    """A column c0, c1 … for each criterion, over what `_known` tells."""
    states = map(_state, criteria)
    return sql.join(", ", (Sql(f"{each.text} AS c{at}", each.params) for at, each in enumerate(states)))


def _state(criterion: Criterion) -> Sql:
    """The number of the part; `_PARTING` for who has the level and leaves; 0 for all others."""
    lacking, leaves = criterion.lacking, f"s.{_leaves(criterion.due_on)} = 1"
    wanted = reaches(criterion.scale, criterion.minimum_rank, criterion.due_on)
    learning = f"s.cadre_id IN (SELECT x.cadre_id FROM x WHERE {wanted.text})"  # noqa: S608 -- as above
    text = (
        f"CASE WHEN {lacking.text} THEN CASE WHEN {leaves} THEN {_NUMBER[Part.LEAVING]}"
        f" WHEN {learning} THEN {_NUMBER[Part.LEARNING]} ELSE {_NUMBER[Part.NEEDING]} END"
        f" WHEN {leaves} AND ({criterion.population.text}) THEN {_PARTING} ELSE 0 END"
    )
    return Sql(text, (*lacking.params, *wanted.params, *criterion.population.params))


def _line(row: dict[str, Any], criteria: Sequence[Criterion]) -> NeedLine:
    cells = (
        NeedCount(each, **{name: int(row[f"{name}{at}"]) for name in _SUMS})
        for at, each in enumerate(criteria)
    )
    return NeedLine(row["unit_id"], tuple(cells), int(row["persons"]))
