"""Units to choose from: one set for every form and filter, each district with its communes."""

from __future__ import annotations

from collections.abc import Callable, Container
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.text import capfirst

from accounts.models import User
from common.dates import OPEN_END, OPEN_PAST, format_day
from common.pages.widgets import LongSelect
from registry.enums import UnitLevel
from registry.errors import Refusal
from registry.models import Unit, UnitVersion
from registry.scope import Scope
from registry.units.tree import UnitNode, UnitTree

Choices = list[tuple[Any, Any]]


class UnitSelect(LongSelect):
    """A select of units; with JavaScript a field above it finds them by what one types, marks aside."""

    def __init__(self, attrs: dict[str, Any] | None = None, choices: Any = ()) -> None:
        super().__init__({"data-find": "Gõ để tìm", **(attrs or {})}, choices)


def unit_choices(
    tree: UnitTree,
    *,
    value: Callable[[UnitNode], Any] = lambda node: node.version.code,
    among: Container[int] | None = None,
    with_province: bool = False,
) -> Choices:
    """Visible units of the day by code, or only those of `among`: a group for each district, and communes
    without one beside them. The one province is offered when asked for; of several each."""
    choices: Choices = []
    for root in tree.roots:
        is_province = root.level == UnitLevel.PROVINCE and bool(root.children)
        if is_province and (with_province or len(tree.roots) > 1) and _is_among(root, among):
            choices.append((value(root), f"Cả {root.version.full_name}"))
        for top in root.children if is_province else [root]:
            choices.extend(_with_communes(top, value, among))
    return choices


def commune_choices(user: User, day: date) -> tuple[QuerySet[Unit], Choices]:
    """Communes in which the account may place people, by key; those of other times after those of the day."""
    units = Unit.objects.in_scope(user).filter(level=UnitLevel.COMMUNE)
    keys = dict(units.values_list("pk", "key"))
    tree = UnitTree.on(day, Scope.of(user))
    choices = unit_choices(tree, value=lambda node: node.unit.key, among=keys)
    shown = {node.unit_id for node in tree.visible(UnitLevel.COMMUNE)}
    told = lives(Unit.objects.filter(pk__in=keys.keys() - shown), "name_key")
    if others := [(unit.key, f"{named.short_name} ({life or 'đang có'})") for unit, named, life in told]:
        choices.append(("Đơn vị của thời kỳ khác", others))
    return units, choices


def units_in_scope(user: User, day: date) -> tuple[QuerySet[Unit], Choices]:
    """Units of a day in the account's scope, of every level, by id."""
    units, tree = Unit.objects.in_scope(user), UnitTree.on(day, Scope.of(user))
    offered = {node.unit_id for node in tree.visible()} & set(units.values_list("pk", flat=True))
    choices = unit_choices(tree, value=lambda node: node.unit_id, among=offered, with_province=True)
    return units.filter(pk__in=offered), choices


def lives(units: QuerySet[Unit], *order: str) -> list[tuple[Unit, UnitVersion, str]]:
    """Units of all times, the last name each had, and the time in which it existed: "từ 01/02/2020"; nothing
    of one that has always been there."""
    versions = (
        UnitVersion.objects.filter(unit__in=units).select_related("unit").order_by(*order, "valid_from")
    )
    last = {version.unit_id: version for version in versions}
    return [(version.unit, version, _life(version.unit)) for version in last.values()]


def default_province() -> Unit:
    """The province of the installation; the first one by code where there are several."""
    province = Unit.objects.filter(level=UnitLevel.PROVINCE).order_by("key").first()
    if province is None:
        raise Refusal("Chưa có đơn vị nào trong hệ thống. Chạy lệnh load_reference để nạp danh mục.")
    return province


def unit_coded(code: str, day: date) -> Unit:
    """The unit that carries an official code on a day."""
    unit = Unit.objects.coded(code, day).first()
    if unit is None:
        raise Refusal(f"Không có đơn vị mang mã {code} vào ngày {day:%d/%m/%Y}.")
    return unit


def _with_communes(top: UnitNode, value: Callable[[UnitNode], Any], among: Container[int] | None) -> Choices:
    """A district as a group: itself, where it may be chosen, and its communes; a commune alone."""
    below = [
        (value(node), node.version.short_name)
        for node in top.communes
        if node is not top and _is_among(node, among)
    ]
    own: Choices = []
    if _is_among(top, among):
        own = [(value(top), f"Cả {top.version.full_name}" if below else top.version.short_name)]
    return [(capfirst(top.version.full_name), [*own, *below])] if below else own


def _is_among(node: UnitNode, among: Container[int] | None) -> bool:
    return among is None or node.unit_id in among


def _life(unit: Unit) -> str:
    since = "" if unit.established_on == OPEN_PAST else f"từ {format_day(unit.established_on)}"
    until = "" if unit.ended_on == OPEN_END else f"đến {format_day(unit.ended_on)}"
    return f"{since} {until}".strip()
