"""Units for a select: province and districts, then the communes under their districts."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from registry.enums import UnitLevel
from registry.models import Unit
from registry.scope import Scope
from registry.units.tree import UnitNode, UnitTree


def unit_options(user: User, day: date) -> tuple[QuerySet[Unit], list[tuple[Any, Any]]]:
    """Units of a day in the account's scope, and the choices by id."""
    tree = UnitTree.on(day, Scope.of(user))
    upper = [*tree.visible(UnitLevel.PROVINCE), *tree.visible(UnitLevel.DISTRICT)]
    allowed = set(Unit.objects.in_scope(user).values_list("pk", flat=True))
    groups: list[tuple[Any, Any]] = [("Tỉnh, huyện, thành phố", _choices(upper, allowed))]
    for node in tree.visible(UnitLevel.DISTRICT):
        groups.append((_capital(node.version.full_name), _choices(node.communes, allowed)))
    grouped = {pk for _, choices in groups for pk, _ in choices}
    others = [node for node in tree.visible(UnitLevel.COMMUNE) if node.unit.pk not in grouped]
    groups.append(("Trực thuộc tỉnh", _choices(others, allowed)))
    offered = [pk for _, choices in groups for pk, _ in choices]
    return Unit.objects.in_scope(user).filter(pk__in=offered), [each for each in groups if each[1]]


def _choices(nodes: list[UnitNode], allowed: set[int]) -> list[tuple[int, str]]:
    return [(node.unit.pk, _capital(node.version.full_name)) for node in nodes if node.unit.pk in allowed]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
