"""The ledger of units: applies the lines of legal acts, day by day, in the order the law gives them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from common.dates import OPEN_END, OPEN_PAST
from registry.units.records import (
    DISSOLVE,
    MERGE,
    MOVE,
    RENAME,
    Change,
    ListedUnit,
    UnitHistoryError,
    VersionSpan,
)


@dataclass(slots=True)
class UnitEntry:
    """A unit while the acts are applied."""

    key: str
    level: str
    established_on: date
    ended_on: date = OPEN_END
    versions: list[VersionSpan] = field(default_factory=list)
    parents: list[tuple[date, str | None]] = field(default_factory=list)
    successors: list[str] = field(default_factory=list)

    @property
    def version(self) -> VersionSpan:
        return self.versions[-1]

    @property
    def parent_key(self) -> str | None:
        return self.parents[-1][1]

    def parent_on(self, day: date) -> str | None:
        return [parent for since, parent in self.parents if since <= day][-1]

    def hang_under(self, parent_key: str | None, day: date) -> None:
        if self.parents and self.parents[-1][0] == day:
            self.parents.pop()
        self.parents.append((day, parent_key))

    def revise(self, version: VersionSpan, day: date) -> None:
        """Start a version on a day; one that started the same day is replaced."""
        before = self.versions.pop()
        if before.valid_from < day:
            self.versions.append(replace(before, valid_to=eve(day)))
        self.versions.append(replace(version, valid_from=day))

    def end(self, day: date) -> None:
        self.ended_on = day
        self.versions[-1] = replace(self.version, valid_to=day)


class UnitLedger:
    """The units while the acts are applied, day by day."""

    def __init__(self) -> None:
        self.units: dict[str, UnitEntry] = {}
        self.living: dict[str, UnitEntry] = {}
        self.links: dict[int, tuple[str, str | None]] = {}

    def found(self, listed: ListedUnit) -> None:
        unit = UnitEntry(listed.code, listed.level, OPEN_PAST)
        unit.versions.append(
            VersionSpan(
                unit.key, listed.code, listed.kind, listed.name, listed.is_border, listed.name_variants,
                OPEN_PAST, OPEN_END,
            )
        )  # fmt: skip
        unit.hang_under(self.living[listed.parent_code].key if listed.parent_code else None, OPEN_PAST)
        self.units[unit.key] = self.living[listed.code] = unit

    def apply(self, day: date, lines: list[Change]) -> None:
        """Apply one day: mergers, renames, communes after their merged district, moves, dissolutions."""
        merged: dict[str, list[Change]] = {}
        for line in lines:
            if line.kind == MERGE:
                merged.setdefault(line.new_code, []).append(line)
        predecessors = {line.old_code: self._predecessor(line) for line in lines if line.kind != MOVE}
        for code, group in merged.items():
            self._merge(day, code, group, predecessors)
        for line in lines:
            if line.kind == RENAME:
                self._rename(day, line)
        self._follow_merged_districts(day)
        for line in lines:
            if line.kind == MOVE:
                self._move(day, line)
            elif line.kind == DISSOLVE:
                self._dissolve(day, line)

    def _predecessor(self, line: Change) -> UnitEntry:
        unit = self.living.get(line.old_code)
        if unit is None or (unit.version.kind, unit.version.name) != (line.old_kind, line.old_name):
            raise UnitHistoryError(f"No such unit lives on the day: {line}")
        return unit

    def _merge(self, day: date, code: str, group: list[Change], predecessors: dict[str, UnitEntry]) -> None:
        merged = [predecessors[line.old_code] for line in group]
        carrier = next((unit for unit in merged if unit.version.code == code), None)
        if carrier is None:
            result = self._absorb(day, code, group, merged)
        elif len(group) == 1 and (carrier.version.kind, carrier.version.name) == _result(group):
            result = carrier
        else:
            result = self._establish(day, code, group, merged, carrier)
        for line, unit in zip(group, merged, strict=True):
            self.links[id(line)] = (unit.key, result.key)
            if unit is not result:
                self._end(unit, day, result)

    def _absorb(self, day: date, code: str, group: list[Change], merged: list[UnitEntry]) -> UnitEntry:
        result = self.living.get(code)
        if result is None or (result.version.kind, result.version.name) != _result(group):
            raise UnitHistoryError(f"No unit lives that could absorb the others: {group[0]}")
        if not result.version.is_border and any(unit.version.is_border for unit in merged):
            result.revise(replace(result.version, is_border=True), day)
        return result

    def _establish(
        self, day: date, code: str, group: list[Change], merged: list[UnitEntry], carrier: UnitEntry
    ) -> UnitEntry:
        kind, name = _result(group)
        variants = [v for unit in merged if unit.version.name == name for v in unit.version.name_variants]
        result = UnitEntry(f"{code}-{day:%Y%m%d}", carrier.level, day)
        result.versions.append(
            VersionSpan(
                result.key, code, kind, name, any(unit.version.is_border for unit in merged),
                tuple(dict.fromkeys(variants)), day, OPEN_END,
            )
        )  # fmt: skip
        result.hang_under(carrier.parent_key, day)
        self.units[result.key] = result
        self._end(carrier, day, result)
        self.living[code] = result
        return result

    def _end(self, unit: UnitEntry, day: date, successor: UnitEntry | None) -> None:
        if unit.ended_on == OPEN_END:
            unit.end(eve(day))
            del self.living[unit.version.code]
        if successor and successor.key not in unit.successors:
            unit.successors.append(successor.key)

    def _rename(self, day: date, line: Change) -> None:
        unit = self.living[line.old_code]
        renamed = replace(unit.version, code=line.new_code, kind=line.new_kind, name=line.new_name)
        if renamed.name != unit.version.name:
            renamed = replace(renamed, name_variants=())
        unit.revise(renamed, day)
        del self.living[line.old_code]
        self.living[line.new_code] = unit
        self.links[id(line)] = (unit.key, unit.key)

    def _follow_merged_districts(self, day: date) -> None:
        """Hang every commune of a merged district under the successor, also where no line moves it."""
        for unit in self.living.values():
            parent = self.units[unit.parent_key] if unit.parent_key else None
            if parent and parent.ended_on < day and len(parent.successors) == 1:
                unit.hang_under(parent.successors[0], day)

    def _move(self, day: date, line: Change) -> None:
        unit, parent = self.living.get(line.old_code), self.living.get(line.new_parent_code)
        if unit is None or parent is None:
            raise UnitHistoryError(f"No such unit lives on the day: {line}")
        unit.hang_under(parent.key, day)
        self.links[id(line)] = (unit.key, unit.key)

    def _dissolve(self, day: date, line: Change) -> None:
        district = self.living[line.old_code]
        self._end(district, day, None)
        for unit in self.living.values():
            if unit.parent_key == district.key:
                unit.hang_under(district.parent_key, day)
        self.links[id(line)] = (district.key, None)


def _result(group: list[Change]) -> tuple[str, str]:
    return group[0].new_kind, group[0].new_name


def eve(day: date) -> date:
    """Return the day before."""
    return day - timedelta(days=1)
