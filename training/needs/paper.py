"""The lines of "phiếu xác nhận nhu cầu" of a commune: each person in need with each level asked of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from registry.ahead.criteria import Criterion
from registry.models import Cadre, ScaleLevel
from registry.scope import Scope
from registry.units.tree import UnitNode, UnitTree
from training.needs.needs import Part
from training.needs.people import NeedMark, NeedQuestion, NeedRow, need_rows, people_of


@dataclass(frozen=True)
class FormLine:
    """One person and one level: what is asked of the commune."""

    row: NeedRow
    mark: NeedMark
    level: ScaleLevel

    @property
    def cadre(self) -> Cadre:
        return self.row.cadre

    @property
    def key(self) -> str:
        """Name of the line in a form."""
        return f"{self.cadre.code}-{self.level.pk}"


@dataclass(frozen=True)
class FormPerson:
    """All lines of one person."""

    row: NeedRow
    lines: tuple[FormLine, ...]


def form_people(
    node: UnitNode, *, criteria: Sequence[Criterion], tree: UnitTree, scope: Scope
) -> list[FormPerson]:
    """Everybody of a commune who is in need on the day, by given name; a level asked twice stands once."""
    question = NeedQuestion(criteria, Part.NEEDING, node)
    cadres = list(people_of(question, day=tree.day, scope=scope))
    levels = _levels(criteria)
    people = []
    for row in need_rows(cadres, criteria=criteria, tree=tree, scope=scope):
        lines: dict[int, FormLine] = {}
        for mark in row.marks:
            if mark.part == Part.NEEDING and (level := levels.get(mark.criterion.code)):
                lines.setdefault(level.pk, FormLine(row, mark, level))
        people.append(FormPerson(row, tuple(lines.values())))
    return people


def _levels(criteria: Sequence[Criterion]) -> dict[str, ScaleLevel]:
    """The level that each criterion asks for; of several of one rank the one it names."""
    rows = list(ScaleLevel.objects.filter(scale__in={str(each.scale) for each in criteria}))
    found: dict[str, ScaleLevel] = {}
    for each in criteria:
        fitting = [row for row in rows if (row.scale, row.rank) == (each.scale, each.minimum_rank)]
        fitting.sort(key=lambda row: row.label != each.minimum_label)
        if fitting:
            found[each.code] = fitting[0]
    return found
