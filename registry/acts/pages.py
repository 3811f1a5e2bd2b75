"""What the pages of the log show: acts by filter, and the changes of one act person by person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.rights import Right
from common.pages.list_filter import DayFilter, TextFilter
from registry.act_kinds import act_kind_choices
from registry.acts.told import KindsByPerson, RowChange, changes_of_act
from registry.enums import UnitLevel
from registry.models import Act, Cadre, UnitAccess
from registry.scope import Scope


class ActFilter(django_filters.FilterSet):
    """Filter of the log."""

    kind = django_filters.ChoiceFilter(label="Loại", choices=act_kind_choices, empty_label="Tất cả")
    actor = TextFilter(label="Tên đăng nhập", field_name="actor__username", max_length=40)
    since = DayFilter(label="Từ ngày", method="from_day")
    until = DayFilter(label="Đến ngày", method="to_day")

    class Meta:
        model = Act
        fields: tuple[str, ...] = ()

    def from_day(self, queryset: QuerySet[Act], _name: str, day: date) -> QuerySet[Act]:
        """Acts from the beginning of a day on, in Vietnamese time."""
        return queryset.filter(at__gte=_midnight(day))

    def to_day(self, queryset: QuerySet[Act], _name: str, day: date) -> QuerySet[Act]:
        """Acts to the end of a day."""
        return queryset.filter(at__lt=_midnight(day + timedelta(days=1)))


@dataclass(frozen=True)
class ToldAct:
    """An act in the history of a person; who did it and why stays in the district that did it."""

    act: Act
    rows: list[RowChange]
    actor: str
    reason: str
    may_open: bool


def by_act(changes: Sequence[RowChange], user: User) -> list[ToldAct]:
    """Changes of one person under their acts, in the order given; at most two queries."""
    acts = {change.act.pk: change.act for change in changes}
    mine = set(Act.objects.in_scope(user).filter(pk__in=acts).values_list("pk", flat=True))
    strangers = _strangers({act.actor_id for act in acts.values()}, Scope.of(user))
    return [
        ToldAct(
            act=act,
            rows=list(rows),
            actor="Đơn vị khác" if act.actor_id in strangers else act.actor.full_name,
            reason="" if act.actor_id in strangers else act.reason,
            may_open=act.pk in mine and user.has_any_right(Right.VIEW_LOG, Right.EDIT_PEOPLE),
        )
        for act, rows in groupby(changes, key=lambda change: change.act)
    ]


def _strangers(actors: Iterable[int], scope: Scope) -> set[int]:
    """Accounts of other districts, as a district sees them; a province knows everybody."""
    if scope.is_provincial:
        return set()
    held = UnitAccess.objects.filter(user_id__in=actors).values_list("user_id", "unit_id", "unit__level")
    units: dict[int, list[bool]] = {}
    for user_id, unit_id, level in held:
        near = level == UnitLevel.PROVINCE or unit_id in scope.district_ids
        units.setdefault(user_id, []).append(near)
    return {user_id for user_id, near in units.items() if not any(near)}


@dataclass(frozen=True)
class PersonChanges:
    """What an act did to one person; `cadre` is None when the record is gone."""

    cadre: Cadre | None
    name: str
    rows: list[RowChange]


def by_person(
    act: Act, user: User, touched: KindsByPerson, cadres: Mapping[int, Cadre]
) -> list[PersonChanges]:
    """Changes of an act for the given persons, in their order."""
    rows: dict[int, list[RowChange]] = {}
    for change in changes_of_act(act, user, touched):
        if change.cadre_id is not None:
            rows.setdefault(change.cadre_id, []).append(change)
    found = []
    for cadre_id in touched:
        cadre = cadres.get(cadre_id)
        name = cadre.full_name if cadre else _name_in(rows.get(cadre_id, ()))
        found.append(PersonChanges(cadre, name, rows.get(cadre_id, [])))
    return found


def _name_in(rows: Iterable[RowChange]) -> str:
    named: Any = next(
        (each.before for row in rows for each in row.fields if each.name == "full_name"), "Hồ sơ đã xóa"
    )
    return str(named)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
