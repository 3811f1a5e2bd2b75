"""What the history of units is built from (a list of one day, act lines) and what comes out. Plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

PROVINCE, DISTRICT, COMMUNE = "province", "district", "commune"
RENAME, MERGE, MOVE, DISSOLVE = "rename", "merge", "move", "dissolve"
PART = "part"


class UnitHistoryError(ValueError):
    """The lines of the acts contradict the units they speak of; `str()` names the line."""


@dataclass(frozen=True, slots=True)
class ListedUnit:
    """A unit as it stood on the day of the list."""

    level: str
    code: str
    kind: str
    name: str
    parent_code: str
    is_border: bool
    name_variants: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """One predecessor → successor line of a legal act."""

    effective_on: date
    kind: str
    level: str
    old_code: str
    old_kind: str
    old_name: str
    new_code: str = ""
    new_kind: str = ""
    new_name: str = ""
    new_parent_code: str = ""
    extent: str = "full"

    def __str__(self) -> str:
        result = f"{self.new_code} {self.new_name}"
        return f"{self.effective_on} {self.kind} {self.old_code} {self.old_name} → {result}"


@dataclass(frozen=True, slots=True)
class UnitLife:
    """A unit from its establishment to its last day, with the units that followed it."""

    key: str
    level: str
    established_on: date
    ended_on: date
    successors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VersionSpan:
    """How a unit was called and coded over a period."""

    unit_key: str
    code: str
    kind: str
    name: str
    is_border: bool
    name_variants: tuple[str, ...]
    valid_from: date
    valid_to: date


@dataclass(frozen=True, slots=True)
class PlaceSpan:
    """In which commune, district and province facts of a unit count over a period."""

    unit_key: str
    valid_from: date
    valid_to: date
    commune_key: str | None
    district_key: str | None
    province_key: str
