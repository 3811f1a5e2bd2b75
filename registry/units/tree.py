"""The units of a day as an account may see them: names, who lies under whom, where postings count.

Read in one query for a page. A unit is visible when it is in scope itself or when facts of units in scope
count in it on the day, so that access given for the communes of 2013 still finds them after a merger.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.db.models import FilteredRelation, Q

from registry.enums import UnitLevel
from registry.models import Unit, UnitPlace, UnitVersion
from registry.scope import Scope

_READ = (
    "unit_id", "unit__key", "unit__level", "commune_id", "district_id", "province_id",
    "named__code", "named__name", "named__kind", "named__is_border", "named__unit_class",
    "unit__tile_column", "unit__tile_row",
)  # fmt: skip
_ORDER = {UnitLevel.PROVINCE: 0, UnitLevel.DISTRICT: 1, UnitLevel.COMMUNE: 2}


@dataclass(eq=False)
class UnitNode:
    """A unit that exists on the day, with the visible units directly above and under it."""

    unit: Unit
    """Key and level as the services take them; not read from the database."""
    version: UnitVersion
    """Name and code on the day."""
    district_id: int | None
    province_id: int
    tile: tuple[int, int] | None = None
    """Column and row on the tile map, where the unit has a place there."""
    parent: UnitNode | None = field(default=None, repr=False)
    children: list[UnitNode] = field(default_factory=list, repr=False)

    @property
    def unit_id(self) -> int:
        return self.unit.pk

    @property
    def level(self) -> UnitLevel:
        return UnitLevel(self.unit.level)

    @property
    def ancestors(self) -> list[UnitNode]:
        """Visible units above, the highest first."""
        return [*self.parent.ancestors, self.parent] if self.parent else []

    @property
    def communes(self) -> list[UnitNode]:
        """The commune itself, or all communes below."""
        if self.level == UnitLevel.COMMUNE:
            return [self]
        return [commune for child in self.children for commune in child.communes]

    def count_below(self, level: UnitLevel) -> int:
        """Number of visible units of a level in this one."""
        return sum((child.level == level) + child.count_below(level) for child in self.children)

    @property
    def level_below(self) -> UnitLevel | None:
        """What hangs directly under: districts, communes where there are no districts, or nothing."""
        if self.level == UnitLevel.COMMUNE:
            return None
        has_districts = any(child.level == UnitLevel.DISTRICT for child in self.children)
        return UnitLevel.DISTRICT if has_districts else UnitLevel.COMMUNE

    @property
    def below(self) -> list[UnitNode]:
        """Visible units of the level below."""
        return [child for child in self.children if child.level == self.level_below]


class _Row(NamedTuple):
    """A place as it is read; without a code the unit has ended, and its facts count elsewhere."""

    unit_id: int
    key: str
    level: str
    commune_id: int | None
    district_id: int | None
    province_id: int
    code: str | None
    name: str
    kind: str
    is_border: bool
    unit_class: int | None
    tile_column: int | None
    tile_row: int | None

    def node(self) -> UnitNode:
        tile = (
            None if self.tile_column is None or self.tile_row is None else (self.tile_column, self.tile_row)
        )
        version = UnitVersion(
            unit_id=self.unit_id,
            code=self.code or "",
            name=self.name,
            kind=self.kind,
            is_border=self.is_border,
            unit_class=self.unit_class,
        )
        unit = Unit(pk=self.unit_id, key=self.key, level=self.level)
        return UnitNode(unit, version, self.district_id, self.province_id, tile)


class UnitTree:
    """All units of a day, and those of them that a scope sees."""

    def __init__(self, day: date, scope: Scope, rows: Iterable[_Row]) -> None:
        self.day, self.scope = day, scope
        self._rows = {row.unit_id: row for row in sorted(rows, key=lambda row: _ORDER[UnitLevel(row.level)])}
        seen = self._seen()
        self._nodes = {
            pk: row.node() for pk, row in self._rows.items() if pk in seen and row.code is not None
        }
        self.roots: list[UnitNode] = []
        for node in self._nodes.values():
            node.parent = self._parent(node)
            (node.parent.children if node.parent else self.roots).append(node)

    @classmethod
    def on(cls, day: date, scope: Scope) -> UnitTree:
        """Units of a day for a scope, in the order of their codes; one query."""
        on_day = Q(unit__versions__valid_from__lte=day, unit__versions__valid_to__gte=day)
        places = UnitPlace.objects.filter(valid_from__lte=day, valid_to__gte=day)
        if scope.province_ids and not scope.unit_ids:
            places = places.filter(province_id__in=scope.province_ids)
        rows = places.annotate(named=FilteredRelation("unit__versions", condition=on_day)).order_by(
            "unit__key"
        )
        return cls(day, scope, (_Row(*row) for row in rows.values_list(*_READ)))

    @property
    def lineage(self) -> dict[int, tuple[int | None, int]]:
        """District and province of every unit, as targets are inherited."""
        return {row.unit_id: (row.district_id, row.province_id) for row in self._rows.values()}

    def get(self, unit_id: int | None) -> UnitNode | None:
        """A visible unit."""
        return None if unit_id is None else self._nodes.get(unit_id)

    def version_of(self, unit_id: int | None) -> UnitVersion | None:
        """Name and code of the visible unit in which facts of a unit count on the day."""
        row = None if unit_id is None else self._rows.get(unit_id)
        node = self.get(row.commune_id or row.unit_id) if row else None
        return node.version if node else None

    def coded(self, code: str, level: UnitLevel | None = None) -> UnitNode | None:
        """The visible unit that carries an official code on the day."""
        return next((node for node in self.visible(level) if node.version.code == code), None)

    def visible(self, level: UnitLevel | None = None) -> list[UnitNode]:
        """Visible units of a level, or of all, the province first."""
        return [node for node in self._nodes.values() if level in (None, node.level)]

    def is_partial(self, node: UnitNode) -> bool:
        """True when facts count in the unit that the scope does not see: after a merger, for a district."""
        return not self.scope.is_provincial and any(
            node.unit_id in (row.commune_id, row.district_id) and row.unit_id not in self.scope.unit_ids
            for row in self._rows.values()
            if row.level == UnitLevel.COMMUNE
        )

    def _parent(self, node: UnitNode) -> UnitNode | None:
        if node.level == UnitLevel.PROVINCE:
            return None
        district = self.get(node.district_id) if node.level == UnitLevel.COMMUNE else None
        return district or self.get(node.province_id)

    def _seen(self) -> set[int]:
        scope = self.scope
        if scope.everything:
            return set(self._rows)
        seen = {row.unit_id for row in self._rows.values() if row.province_id in scope.province_ids}
        for unit_id in scope.unit_ids:
            if row := self._rows.get(unit_id):
                seen |= {each for each in (unit_id, row.commune_id, row.district_id) if each}
        return seen
