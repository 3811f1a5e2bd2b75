"""The board of needs: units by criterion, with the subtraction of the unit above them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from registry.ahead.criteria import Criterion
from registry.enums import UnitLevel
from registry.scope import Scope
from registry.units.tree import UnitNode, UnitTree
from training.needs.needs import NeedLine, needs, whole


@dataclass(frozen=True)
class BoardLine:
    """A unit of the board; without a node the people who count in none of the units listed."""

    node: UnitNode | None
    line: NeedLine

    @property
    def code(self) -> str:
        return self.node.version.code if self.node else ""

    @property
    def is_commune(self) -> bool:
        return self.node is not None and self.node.level == UnitLevel.COMMUNE


@dataclass(frozen=True)
class Board:
    """All units directly under one (or the units of an account without one above them), and their sum."""

    node: UnitNode | None
    above: list[UnitNode]
    lines: list[BoardLine]
    total: NeedLine

    @property
    def code(self) -> str:
        return self.node.version.code if self.node else ""

    @property
    def lists_communes(self) -> bool:
        return any(line.is_commune for line in self.lines)


def need_board(
    tree: UnitTree, node: UnitNode | None, *, criteria: Sequence[Criterion], scope: Scope
) -> Board:
    """Needs of the units under `node`; without it, under the one unit of the account or of its several."""
    if node is None and len(tree.roots) == 1:
        node = tree.roots[0]
    below = (node.children or [node]) if node else tree.roots
    level = UnitLevel(below[0].level) if below else None
    found = needs(criteria=criteria, day=tree.day, scope=scope, unit=node.unit if node else None, by=level)
    by_unit = {line.unit_id: line for line in found}
    nothing = whole([], criteria)
    lines = [BoardLine(each, by_unit.pop(each.unit_id, nothing)) for each in below]
    # Nobody is lost: who counts in no unit of the level, or in one that is not listed, stands at the end.
    if by_unit:
        lines.append(BoardLine(None, whole(list(by_unit.values()), criteria)))
    return Board(node, node.ancestors if node else [], lines, whole(found, criteria))
