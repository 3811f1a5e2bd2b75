"""Names and codes of units on a day, read once for a page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from registry.models import UnitVersion


class UnitNames:
    """The version of each unit on a day; for a unit that has ended, the last one it had."""

    def __init__(self, day: date, versions: dict[int, UnitVersion]) -> None:
        self.day = day
        self._versions = versions

    @classmethod
    def on(cls, day: date, unit_ids: Iterable[int] | None = None) -> UnitNames:
        """Names on the day of all units, or of the given ones."""
        versions = UnitVersion.objects.filter(valid_from__lte=day).order_by("valid_from")
        if unit_ids is not None:
            versions = versions.filter(unit_id__in=set(unit_ids))
        return cls(day, {version.unit_id: version for version in versions})

    def get(self, unit_id: int | None) -> UnitVersion | None:
        return None if unit_id is None else self._versions.get(unit_id)

    def of(self, unit_id: int) -> UnitVersion:
        """Version of a unit; KeyError when the unit began after the day."""
        return self._versions[unit_id]
