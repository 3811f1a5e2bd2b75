"""The units of a day as one account sees them: a tree with names, read in one query."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import FilteredRelation, Q

from accounts.models import User
from registry.enums import UnitLevel
from registry.models import Unit, UnitPlace, UnitVersion
from registry.scope import Scope


@dataclass
class UnitNode:
    """A unit that exists on the day, with the units directly under it."""

    unit: Unit
    version: UnitVersion
    district_id: int | None
    province_id: int
    children: list[UnitNode] = field(default_factory=list)

    @property
    def level(self) -> UnitLevel:
        return UnitLevel(self.unit.level)

    @property
    def communes(self) -> list[UnitNode]:
        """The commune itself, or all communes below."""
        if self.level == UnitLevel.COMMUNE:
            return [self]
        return [commune for child in self.children for commune in child.communes]


class UnitTree:
    """Existing units of a day; those are visible that are in scope or in which units of the scope count."""

    def __init__(self, day: date, nodes: Iterable[UnitNode]) -> None:
        self.day = day
        self._nodes = {node.unit.pk: node for node in nodes}
        self.roots: list[UnitNode] = []
        for node in self._nodes.values():
            above = self._above(node)
            (above.children if above else self.roots).append(node)

    @classmethod
    def on(cls, day: date, user: User) -> UnitTree:
        """Units of a day for an account, in the order of their codes."""
        on_day = Q(unit__versions__valid_from__lte=day, unit__versions__valid_to__gte=day)
        places = (
            UnitPlace.objects.filter(valid_from__lte=day, valid_to__gte=day)
            .annotate(named=FilteredRelation("unit__versions", condition=on_day))
            .select_related("unit", "named")  # type: ignore[misc]
            .order_by("unit__key")
        )
        scope = Scope.of(user)
        rows = list(places)
        visible = _visible(rows, scope)
        # A unit that has ended keeps its place without a name: there Django leaves the attribute out.
        return cls(
            day,
            (
                UnitNode(row.unit, row.named, row.district_id, row.province_id)
                for row in rows
                if row.unit_id in visible and getattr(row, "named", None) is not None
            ),
        )

    def get(self, unit_id: int | None) -> UnitNode | None:
        return None if unit_id is None else self._nodes.get(unit_id)

    def coded(self, code: str) -> UnitNode | None:
        """The visible unit with an official code on the day."""
        return next((node for node in self._nodes.values() if node.version.code == code), None)

    def of_level(self, level: UnitLevel) -> list[UnitNode]:
        return [node for node in self._nodes.values() if node.level == level]

    def above(self, node: UnitNode) -> UnitNode | None:
        """The visible unit directly above."""
        return self._above(node)

    def _above(self, node: UnitNode) -> UnitNode | None:
        if node.level == UnitLevel.PROVINCE:
            return None
        district = self.get(node.district_id) if node.level == UnitLevel.COMMUNE else None
        return district or self.get(node.province_id)


def _visible(rows: Iterable[UnitPlace], scope: Scope) -> set[int]:
    rows = list(rows)
    if scope.everything:
        return {row.unit_id for row in rows}
    seen = {row.unit_id for row in rows if row.province_id in scope.province_ids}
    for row in rows:
        if row.unit_id in scope.unit_ids:
            seen |= {each for each in (row.unit_id, row.commune_id, row.district_id) if each}
    return seen
