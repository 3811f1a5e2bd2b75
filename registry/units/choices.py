"""Communes for a select: those of the day under their districts, those of other times after them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from common.dates import OPEN_END, OPEN_PAST
from registry.enums import UnitLevel
from registry.models import Unit, UnitVersion
from registry.scope import Scope
from registry.units.tree import UnitTree

Choices = list[tuple[Any, Any]]


def commune_options(user: User, day: date) -> tuple[QuerySet[Unit], Choices]:
    """Communes in which the account may place people, and the choices by key."""
    units = Unit.objects.in_scope(user).filter(level=UnitLevel.COMMUNE)
    keys = dict(units.values_list("pk", "key"))
    tree = UnitTree.on(day, Scope.of(user))
    choices: Choices = []
    for district in tree.visible(UnitLevel.DISTRICT):
        below = [node for node in district.communes if node.unit_id in keys]
        if below:
            name = district.version.full_name
            options = [(node.unit.key, node.version.short_name) for node in below]
            choices.append((name[:1].upper() + name[1:], options))
    grouped = {key for _, options in choices for key, _ in options}
    direct = [node for node in tree.visible(UnitLevel.COMMUNE) if node.unit_id in keys]
    choices.extend(
        (node.unit.key, node.version.short_name) for node in direct if node.unit.key not in grouped
    )
    shown = grouped | {node.unit.key for node in direct}
    if others := _other_times({pk: key for pk, key in keys.items() if key not in shown}):
        choices.append(("Đơn vị của thời kỳ khác", others))
    return units, choices


def _other_times(keys: dict[int, str]) -> list[tuple[str, str]]:
    versions = UnitVersion.objects.filter(unit_id__in=keys).order_by("name_key", "valid_from")
    last = {version.unit_id: version for version in versions.select_related("unit")}
    return [(keys[pk], f"{version.short_name} ({_life(version.unit)})") for pk, version in last.items()]


def _life(unit: Unit) -> str:
    since = "" if unit.established_on == OPEN_PAST else f"từ {unit.established_on:%d/%m/%Y} "
    until = "" if unit.ended_on == OPEN_END else f"đến {unit.ended_on:%d/%m/%Y}"
    return f"{since}{until}".strip() or "đang có"
