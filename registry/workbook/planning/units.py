"""Communes as a list names them on a day: by code, or by name within a district."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from accounts.models import User
from registry.enums import UnitLevel
from registry.models import Unit, UnitPlace, UnitVersion
from registry.scope import Scope
from registry.units.names import UnitNames
from registry.workbook.contract.lookups import Lookup

_KIND_WORDS = re.compile(
    r"^(?:xã|phường|thị trấn|thị xã|thành phố|huyện|tỉnh|t\.?[tpx]\.?|p\.|x\.|h\.)(?:\s+|(?<=\.)\s*)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Commune:
    """A commune on the day of the file, and whether the account may write there."""

    unit_id: int
    code: str
    name: str
    kind: str
    district_id: int | None
    in_scope: bool

    @property
    def label(self) -> str:
        return self.name


class Communes:
    """All communes of a day, by code and by name; `place_of` says where a posting's unit counts."""

    def __init__(self, user: User, day: date) -> None:
        scope = Scope.of(user)
        allowed = None if scope.everything else set(Unit.objects.in_scope(user).values_list("pk", flat=True))
        names = UnitNames.on(day)
        self.place_of: dict[int, UnitPlace] = {
            place.unit_id: place for place in UnitPlace.objects.filter(valid_from__lte=day, valid_to__gte=day)
        }
        self.by_id: dict[int, Commune] = {}
        existing = Unit.objects.existing_on(day).filter(level=UnitLevel.COMMUNE).values_list("pk", flat=True)
        for unit_id in existing:
            version, place = names.get(unit_id), self.place_of.get(unit_id)
            if version is not None:
                self._add(version, place, allowed)
        self.by_code = {commune.code: commune for commune in self.by_id.values()}
        self.allowed_units = allowed
        self._read_districts(names)
        self._names: dict[int | None, Lookup[Commune]] = {}
        self._variants = {key: names.of(key).name_variants for key in self.by_id}

    def _add(self, version: UnitVersion, place: UnitPlace | None, allowed: set[int] | None) -> None:
        district = None if place is None else place.district_id
        writable = allowed is None or version.unit_id in allowed
        self.by_id[version.unit_id] = Commune(
            version.unit_id, version.code, version.short_name, version.kind, district, writable
        )

    def _read_districts(self, names: UnitNames) -> None:
        keys = {commune.district_id for commune in self.by_id.values() if commune.district_id}
        self.district_names = {key: names.of(key) for key in sorted(keys)}
        self.districts: Lookup[int] = Lookup(
            (key, [version.name, version.short_name, version.full_name, version.code, *version.name_variants])
            for key, version in self.district_names.items()
        )
        mine = {commune.district_id for commune in self.by_id.values() if commune.in_scope}
        # The district of an account that has only one need not be written in every row.
        self.own_district = next(iter(mine)) if len(mine) == 1 else None

    def may_write(self, unit_id: int) -> bool:
        return self.allowed_units is None or unit_id in self.allowed_units

    def commune_of(self, unit_id: int) -> int | None:
        """Commune in which a posting of the unit counts on the day; none while a split is undecided."""
        place = self.place_of.get(unit_id)
        return None if place is None else place.commune_id

    def named(self, district_id: int | None) -> Lookup[Commune]:
        """Communes of a district by name; without a district, those of the whole scope."""
        if district_id not in self._names:
            chosen = [
                commune
                for commune in self.by_id.values()
                if (commune.district_id == district_id if district_id else commune.in_scope)
            ]
            self._names[district_id] = Lookup(
                (commune, [without_kind(commune.name), *self._variants[commune.unit_id]])
                for commune in chosen
            )
        return self._names[district_id]

    def count_named(self, text: str) -> int:
        """How many communes of the scope carry the name."""
        return sum(
            self.named(district).find(without_kind(text)) is not None
            for district in {commune.district_id for commune in self.by_id.values() if commune.in_scope}
        )


def without_kind(text: str) -> str:
    """Name without "xã", "TT." and the like before it."""
    return _KIND_WORDS.sub("", text.strip())
