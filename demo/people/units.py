"""Units of the provinces that `--scale` adds: the shape of Cao Bằng under synthetic codes (P02, P03 …)."""

from __future__ import annotations

from collections.abc import Iterable

from common.text.folding import name_key
from registry.models import Unit, UnitPlace, UnitVersion
from registry.reference.files import listed_units
from registry.reference.upserts import insert
from registry.units.records import COMMUNE, PROVINCE, ListedUnit


def prefix_of(block: int) -> str:
    """ "" for Cao Bằng itself, then "P02-", "P03-" …; it goes before the official code."""
    return f"P{block + 1:02d}-" if block else ""


def province_key(block: int) -> str:
    """Key of the province: "04" for Cao Bằng, then "P02", "P03" …"""
    return f"P{block + 1:02d}" if block else "04"


def add_province(block: int) -> None:
    """Creates the province of a block with its districts and communes."""
    listed = listed_units()
    keys = {each.code: _key(each, block) for each in listed}
    units = insert(Unit, (Unit(key=keys[each.code], level=each.level) for each in listed))
    by_code = {each.code: unit for each, unit in zip(listed, units, strict=True)}
    insert(UnitVersion, _versions(listed, by_code, block))
    insert(UnitPlace, _places(listed, by_code))


def _key(each: ListedUnit, block: int) -> str:
    return province_key(block) if each.level == PROVINCE else prefix_of(block) + each.code


def _versions(listed: list[ListedUnit], units: dict[str, Unit], block: int) -> Iterable[UnitVersion]:
    for each in listed:
        name = f"Minh họa {block + 1:02d}" if each.level == PROVINCE else each.name
        yield UnitVersion(
            unit=units[each.code],
            code=_key(each, block),
            name=name,
            kind=each.kind,
            is_border=each.is_border,
            name_key=name_key(name),
        )


def _places(listed: list[ListedUnit], units: dict[str, Unit]) -> Iterable[UnitPlace]:
    province = next(units[each.code] for each in listed if each.level == PROVINCE)
    for each in listed:
        unit = units[each.code]
        is_commune = each.level == COMMUNE
        district = None if each.level == PROVINCE else units[each.parent_code] if is_commune else unit
        yield UnitPlace(unit=unit, commune=unit if is_commune else None, district=district, province=province)
