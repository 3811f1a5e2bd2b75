"""What the page of units shows: the tree with head counts, and the legal acts behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from accounts.models import User
from common import sql
from common.sql import Sql
from registry.models import Unit, UnitAct
from registry.scope import Scope
from registry.standing import standings
from registry.units.tree import UnitNode, UnitTree


@dataclass(frozen=True)
class UnitLine:
    """A unit with the number of staff counted in it."""

    node: UnitNode
    staff: int
    communes: int
    border_communes: int
    children: list[UnitLine]


def unit_lines(tree: UnitTree, user: User) -> list[UnitLine]:
    """The tree with head counts of the day; one query."""
    counts = _staff_by_commune(tree.day, Scope.of(user))
    return [_line(root, counts) for root in tree.roots]


def legal_acts(user: User) -> QuerySet[UnitAct]:
    """Legal acts on units in scope, the newest first."""
    mine = Unit.objects.in_scope(user).values("pk")
    acts = UnitAct.objects.filter(Q(predecessor__in=mine) | Q(successor__in=mine))
    return acts.order_by("-effective_on", "-id")


def _staff_by_commune(day: date, scope: Scope) -> dict[int, int]:
    base = standings.standing_sql(day=day, scope=scope)
    # Only texts built by this program stand in the statement; values are parameters.
    text = f"SELECT s.commune_id, COUNT(*) AS staff FROM ({base.text}) s GROUP BY s.commune_id"  # noqa: S608
    return {row["commune_id"]: row["staff"] for row in sql.rows(Sql(text, base.params))}


def _line(node: UnitNode, counts: dict[int, int]) -> UnitLine:
    communes = node.communes
    return UnitLine(
        node=node,
        staff=sum(counts.get(commune.unit_id, 0) for commune in communes),
        communes=len(communes),
        border_communes=sum(1 for commune in communes if commune.version.is_border),
        children=[_line(child, counts) for child in node.children],
    )
