"""Scope: which units' facts an account may see. The one door for every queryset that leaves the server.

Roles say what an account may do (`accounts.permissions`), scope says to whom.
"""

from __future__ import annotations

from dataclasses import dataclass

from accounts.models import User
from registry.enums import UnitLevel


@dataclass(frozen=True)
class Scope:
    """Everything, whole provinces, or the communes that districts had on the day access was given."""

    everything: bool = False
    province_ids: frozenset[int] = frozenset()
    district_ids: frozenset[int] = frozenset()
    unit_ids: frozenset[int] = frozenset()

    @classmethod
    def of(cls, user: User) -> Scope:
        """Scope of an account, read once per request (the account object carries it)."""
        known = user.__dict__.get("_registry_scope")
        if known is None:
            known = user.__dict__["_registry_scope"] = cls._read(user)
        return known

    @classmethod
    def _read(cls, user: User) -> Scope:
        if not user.is_active:
            return cls()
        if user.is_superuser:
            return cls(everything=True)
        provinces: set[int] = set()
        districts: set[int] = set()
        units: set[int] = set()
        for access in user.unit_access.select_related("unit"):
            if access.unit.level == UnitLevel.PROVINCE:
                provinces.add(access.unit_id)
                continue
            day = access.territory_on
            places = access.unit.places_below.filter(valid_from__lte=day, valid_to__gte=day)
            districts.add(access.unit_id)
            units.update(places.values_list("unit_id", flat=True))
        return cls(
            province_ids=frozenset(provinces), district_ids=frozenset(districts), unit_ids=frozenset(units)
        )

    @property
    def is_provincial(self) -> bool:
        """True for those who see a whole province, and so its totals and comparisons."""
        return self.everything or bool(self.province_ids)

    def sees_province(self, province_id: int) -> bool:
        """True when all facts that count in a province are seen."""
        return self.everything or province_id in self.province_ids

    def sql(self, place: str, posting: str) -> tuple[str, list[object]]:
        """Condition on a standing: `place` and `posting` are the aliases of its tables."""
        if self.everything:
            return "", []
        parts: list[str] = []
        params: list[object] = []
        for column, ids in (
            (f"{place}.province_id", self.province_ids),
            (f"{posting}.unit_id", self.unit_ids),
        ):
            if ids:
                parts.append(f"{column} IN ({', '.join(['%s'] * len(ids))})")
                params.extend(sorted(ids))
        return (f" AND ({' OR '.join(parts)})", params) if parts else (" AND 1 = 0", [])
