"""Scope: which units' facts an account may see. The one door for every queryset that leaves the server.

Roles say what an account may do (`accounts.permissions`), scope says to whom.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, FilteredRelation, Q

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
        for unit_id, level, below_id in cls._territories(user):
            if level == UnitLevel.PROVINCE:
                provinces.add(unit_id)
            else:
                districts.add(unit_id)
                if below_id is not None:
                    units.add(below_id)
        return cls(
            province_ids=frozenset(provinces), district_ids=frozenset(districts), unit_ids=frozenset(units)
        )

    @staticmethod
    def _territories(user: User) -> Iterable[tuple[int, str, int | None]]:
        """Unit of each access, its level, and each unit that it had below on the day of the access."""
        on_the_day = Q(
            unit__places_below__valid_from__lte=F("territory_on"),
            unit__places_below__valid_to__gte=F("territory_on"),
        )
        below = FilteredRelation("unit__places_below", condition=on_the_day)
        found = user.unit_access.annotate(below=below)
        return found.values_list("unit_id", "unit__level", "below__unit_id")

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


EVERYTHING = Scope(everything=True)
