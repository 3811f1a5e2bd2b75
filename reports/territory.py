"""The units of a day as an account may see them: names, who lies under whom, where postings count.

Read in one query for a page. A unit is visible when it is in scope itself or when facts of units in scope
count in it on the day, so that access given for the communes of 2013 still finds them after a merger.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import FilteredRelation, Q

from registry.enums import UnitLevel
from registry.models import Unit, UnitPlace, UnitVersion
from registry.scope import Scope

_ORDER = {UnitLevel.PROVINCE: 0, UnitLevel.DISTRICT: 1, UnitLevel.COMMUNE: 2}


@dataclass(frozen=True)
class Place:
    """A unit on a day; without a version it has ended, and its facts count elsewhere."""

    unit_id: int
    level: UnitLevel
    commune_id: int | None
    district_id: int | None
    province_id: int
    version: UnitVersion | None
    tile: tuple[int, int] | None = None
    """Column and row on the tile map, where the unit has a place there."""

    @property
    def exists(self) -> bool:
        return self.version is not None

    @property
    def unit(self) -> Unit:
        """The unit as the services of figures take it; not read from the database."""
        return Unit(pk=self.unit_id, level=self.level)

    @property
    def named(self) -> UnitVersion:
        """Name and code on the day; only of a unit that exists then."""
        if self.version is None:
            raise LookupError(self.unit_id)
        return self.version


class Territory:
    """All units of a day, and those of them that a scope sees."""

    def __init__(self, day: date, scope: Scope, places: Iterable[Place]) -> None:
        self.day, self.scope = day, scope
        downwards = sorted(places, key=lambda place: _ORDER[place.level])
        self._places = {place.unit_id: place for place in downwards}
        self._visible = self._read_visible()

    @classmethod
    def on(cls, day: date, scope: Scope) -> Territory:
        """Units of a day for a scope, in one query."""
        on_day = Q(unit__versions__valid_from__lte=day, unit__versions__valid_to__gte=day)
        places = UnitPlace.objects.filter(valid_from__lte=day, valid_to__gte=day)
        if scope.province_ids and not scope.unit_ids:
            places = places.filter(province_id__in=scope.province_ids)
        rows = (
            places.annotate(named=FilteredRelation("unit__versions", condition=on_day))
            .order_by("unit__key")
            .values_list(
                "unit_id",
                "unit__level",
                "commune_id",
                "district_id",
                "province_id",
                "named__code",
                "named__name",
                "named__kind",
                "named__is_border",
                "unit__tile_column",
                "unit__tile_row",
            )
        )
        return cls(day, scope, (_place(*row) for row in rows))

    @property
    def lineage(self) -> dict[int, tuple[int | None, int]]:
        """District and province of every unit, as targets are inherited."""
        return {each.unit_id: (each.district_id, each.province_id) for each in self._places.values()}

    def get(self, unit_id: int | None) -> Place | None:
        return None if unit_id is None else self._places.get(unit_id)

    def coded(self, code: str, level: UnitLevel | None = None) -> Place | None:
        """The visible unit that carries an official code on the day."""
        for place in self.visible(level):
            if place.named.code == code:
                return place
        return None

    def visible(self, level: UnitLevel | None = None) -> list[Place]:
        """Existing units of a level, or of all, that the scope sees; the province first, by code."""
        return [
            place
            for place in self._places.values()
            if place.exists and place.unit_id in self._visible and level in (None, place.level)
        ]

    def level_below(self, place: Place) -> UnitLevel | None:
        """What hangs directly under a unit: districts, communes where there are no districts, or nothing."""
        if place.level == UnitLevel.COMMUNE:
            return None
        if place.level == UnitLevel.PROVINCE and self._inside(place, UnitLevel.DISTRICT):
            return UnitLevel.DISTRICT
        return UnitLevel.COMMUNE

    def below(self, place: Place) -> list[Place]:
        """Visible units that hang directly under a unit."""
        level = self.level_below(place)
        return self._inside(place, level) if level else []

    def communes_of(self, place: Place) -> int:
        """Number of visible communes in a unit."""
        return len(self._inside(place, UnitLevel.COMMUNE))

    def districts_of(self, place: Place) -> int:
        """Number of visible districts in a unit."""
        return len(self._inside(place, UnitLevel.DISTRICT))

    def is_partial(self, place: Place) -> bool:
        """True when facts count in the unit that the scope does not see: after a merger, for a district."""
        if self.scope.is_provincial:
            return False
        inside = (each for each in self._places.values() if each.level == UnitLevel.COMMUNE)
        return any(
            place.unit_id in (each.commune_id, each.district_id) and each.unit_id not in self.scope.unit_ids
            for each in inside
        )

    def ancestors(self, place: Place) -> list[Place]:
        """Visible units above a unit, the highest first."""
        above = [self.get(place.province_id), self.get(place.district_id)]
        return [each for each in above if each and each.exists and each != place and self._sees(each)]

    def _sees(self, place: Place) -> bool:
        return place.unit_id in self._visible

    def _inside(self, place: Place, level: UnitLevel) -> list[Place]:
        return [
            each
            for each in self.visible(level)
            if each != place and place.unit_id in (each.district_id, each.province_id)
        ]

    def _read_visible(self) -> set[int]:
        scope = self.scope
        if scope.everything:
            return set(self._places)
        seen = {each.unit_id for each in self._places.values() if each.province_id in scope.province_ids}
        for unit_id in scope.unit_ids:
            if place := self._places.get(unit_id):
                seen |= {unit_id} | {each for each in (place.commune_id, place.district_id) if each}
        return seen


def _place(
    unit_id: int,
    level: str,
    commune_id: int | None,
    district_id: int | None,
    province_id: int,
    code: str | None,
    name: str | None,
    kind: str | None,
    is_border: bool | None,
    column: int | None,
    row: int | None,
) -> Place:
    version = None
    if code is not None and name is not None and kind is not None:
        version = UnitVersion(unit_id=unit_id, code=code, name=name, kind=kind, is_border=bool(is_border))
    tile = None if column is None or row is None else (column, row)
    return Place(unit_id, UnitLevel(level), commune_id, district_id, province_id, version, tile)
