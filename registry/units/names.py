"""Names and codes of units on a day, read once for a page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from registry.models import UnitVersion


class UnitNames:
    """The version of each unit on a day; for a unit that has ended, the last one it had."""

    def __init__(self, day: date, past: Mapping[int, Sequence[UnitVersion]]) -> None:
        self.day = day
        self._past = past
        self._versions = {
            version.unit_id: version
            for versions in past.values()
            for version in versions
            if version.valid_from <= day
        }

    @classmethod
    def on(cls, day: date, unit_ids: Iterable[int] | None = None) -> UnitNames:
        """Names on the day of all units, or of the given ones."""
        versions = UnitVersion.objects.order_by("valid_from")
        if unit_ids is not None:
            versions = versions.filter(unit_id__in=set(unit_ids))
        past: dict[int, list[UnitVersion]] = {}
        for version in versions:
            past.setdefault(version.unit_id, []).append(version)
        return cls(day, past)

    def at(self, day: date) -> UnitNames:
        """Names of the same units on another day, without reading anew."""
        return UnitNames(day, self._past)

    def get(self, unit_id: int | None) -> UnitVersion | None:
        return None if unit_id is None else self._versions.get(unit_id)

    def of(self, unit_id: int) -> UnitVersion:
        """Version of a unit; KeyError when the unit began after the day."""
        return self._versions[unit_id]

    def first_of(self, unit_id: int) -> UnitVersion | None:
        """The version with which a unit began."""
        return next(iter(self._past.get(unit_id, ())), None)
