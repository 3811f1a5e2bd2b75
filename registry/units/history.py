"""History of administrative units as pure functions: who lived when, as what, and counts where.

Built from the units as they stood on one day and the lines of the legal acts before and after it. The rules:

- a rename or an upgrade is a new version of the same unit (xã → phường, thị xã → thành phố);
- in a merger, when one of the merged units had the code of the result, a new unit is established and all
  of them end the day before; when none had it, the unit living under that code absorbs the others;
- a dissolved district ends and its communes hang under the province (Luật 72/2025/QH15);
- after its end a unit counts where its successors count; split between several it counts in no commune
  until its people are moved by decision.

Validity is inclusive at both ends. No ORM, no clock.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from common.dates import OPEN_END
from registry.units.ledger import UnitEntry, UnitLedger, eve
from registry.units.records import (
    COMMUNE,
    DISTRICT,
    PROVINCE,
    RENAME,
    Change,
    ListedUnit,
    PlaceSpan,
    UnitHistoryError,
    UnitLife,
    VersionSpan,
)


@dataclass(frozen=True, slots=True)
class UnitHistory:
    """Everything known about the units: lives, versions, places, and the units each act line links."""

    lives: tuple[UnitLife, ...]
    versions: tuple[VersionSpan, ...]
    places: tuple[PlaceSpan, ...]
    links: tuple[tuple[str, str | None], ...]


def build_history(listed: Iterable[ListedUnit], listed_on: date, changes: Sequence[Change]) -> UnitHistory:
    """Return the history that the units listed on a day and the act lines (in any order) make together.

    `links` follows the order of `changes`: (predecessor key, successor key or None when dissolved).
    """
    ledger = UnitLedger()
    for unit in _as_of_the_past(listed, listed_on, changes):
        ledger.found(unit)
    by_day = sorted(changes, key=lambda change: change.effective_on)
    for day, lines in groupby(by_day, key=lambda change: change.effective_on):
        ledger.apply(day, list(lines))
    days = sorted({change.effective_on for change in changes})
    return UnitHistory(
        lives=tuple(
            UnitLife(unit.key, unit.level, unit.established_on, unit.ended_on, tuple(unit.successors))
            for unit in ledger.units.values()
        ),
        versions=tuple(version for unit in ledger.units.values() for version in unit.versions),
        places=tuple(place for unit in ledger.units.values() for place in _places(ledger, unit, days)),
        links=tuple(ledger.links[id(change)] for change in changes),
    )


def _as_of_the_past(
    listed: Iterable[ListedUnit], listed_on: date, changes: Sequence[Change]
) -> list[ListedUnit]:
    """Return the listed units as they were called before the first change."""
    units = {unit.code: unit for unit in listed}
    earlier = [change for change in changes if change.effective_on <= listed_on]
    for change in sorted(earlier, key=lambda change: change.effective_on, reverse=True):
        if change.kind != RENAME:
            raise UnitHistoryError(f"Only renames can be taken back before {listed_on}: {change}")
        unit = units[change.new_code]
        if (unit.kind, unit.name) != (change.new_kind, change.new_name):
            raise UnitHistoryError(f"The list knows {unit.kind} {unit.name}: {change}")
        del units[change.new_code]
        units[change.old_code] = replace(
            unit, code=change.old_code, kind=change.old_kind, name=change.old_name
        )
    order = {PROVINCE: 0, DISTRICT: 1, COMMUNE: 2}
    return sorted(units.values(), key=lambda unit: (order[unit.level], unit.code))


def _places(ledger: UnitLedger, unit: UnitEntry, days: list[date]) -> list[PlaceSpan]:
    """Return the places of a unit, one for each stretch over which the answer stays the same."""
    starts = [unit.established_on, *(day for day in days if day > unit.established_on)]
    places: list[PlaceSpan] = []
    for start, following in zip(starts, [*starts[1:], None], strict=True):
        until = eve(following) if following else OPEN_END
        commune, district, province = _whereabouts(ledger, unit, start)
        last = places[-1] if places else None
        if last and (last.commune_key, last.district_key, last.province_key) == (commune, district, province):
            places[-1] = replace(last, valid_to=until)
        else:
            places.append(PlaceSpan(unit.key, start, until, commune, district, province))
    return places


def _whereabouts(ledger: UnitLedger, unit: UnitEntry, day: date) -> tuple[str | None, str | None, str]:
    heirs = _heirs(ledger, unit, day)
    commune = _only(heirs) if unit.level == COMMUNE else None
    districts = {_ancestor(ledger, ledger.units[key], DISTRICT, day) for key in heirs}
    province = _ancestor(ledger, unit, PROVINCE, unit.established_on)
    if province is None:
        raise UnitHistoryError(f"{unit.key} belongs to no province")
    return commune, _only(districts), province


def _heirs(ledger: UnitLedger, unit: UnitEntry, day: date) -> set[str]:
    """Return the living units in which a unit goes on: itself while it lives, else its successors."""
    if day <= unit.ended_on:
        return {unit.key}
    return {heir for key in unit.successors for heir in _heirs(ledger, ledger.units[key], day)}


def _ancestor(ledger: UnitLedger, unit: UnitEntry, level: str, day: date) -> str | None:
    while unit.level != level:
        parent_key = unit.parent_on(day)
        if parent_key is None:
            return None
        unit = ledger.units[parent_key]
    return unit.key


def _only(keys: Collection[str | None]) -> str | None:
    return next(iter(keys)) if len(keys) == 1 else None
