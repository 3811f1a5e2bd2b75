"""Who is given which territory: the link between accounts and units, kept by an administrator.

Scope is no fact about people, so it is no act: each grant and each withdrawal adds a line to the access log
about the account.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.text import capfirst

from accounts.administration.services import ACCOUNT, may_administer
from accounts.http import UserRequest
from accounts.log.access import record
from accounts.models import AccessKind, User
from common.dates import format_day
from registry.enums import UnitLevel
from registry.models import Unit, UnitAccess, UnitPlace
from registry.units.choices import lives
from registry.units.names import UnitNames

NO_SCOPE = "Chưa có phạm vi"
_LEVELS = (UnitLevel.PROVINCE, UnitLevel.DISTRICT)


@dataclass(frozen=True)
class Territory:
    """The communes under one district; of a province from 2025 without any."""

    heading: str
    communes: list[str]


@dataclass(frozen=True)
class Grant:
    """What one link gives: the unit as it was called on its day, and the communes it had."""

    access: UnitAccess
    name: str
    is_province: bool
    territories: list[Territory]

    @property
    def commune_count(self) -> int:
        return sum(len(each.communes) for each in self.territories)


def account_named(by: User, username: str) -> User | None:
    """The account of a sign-in name; who may not administer it is refused."""
    account = User.objects.select_related("agency").filter(username=username).first()
    if account is not None and not may_administer(by, account):
        raise PermissionDenied
    return account


def may_change_scope(by: User, account: User) -> bool:
    """Nobody widens or narrows the scope of their own account, but who may do everything."""
    return by.is_superuser or by.pk != account.pk


def grantable_units() -> QuerySet[Unit]:
    """Provinces and districts of all times: administering accounts is not bound to a scope."""
    return Unit.objects.filter(level__in=_LEVELS).order_by("-level", "key")


def unit_labels() -> list[tuple[int, str]]:
    """Choices of units that access may be given to, with the time in which an ended one existed."""
    told = lives(grantable_units(), "-unit__level", "unit__key")
    return [
        (unit.pk, capfirst(named.full_name) + (f" ({life})" if life else "")) for unit, named, life in told
    ]


def grants_of(account: User) -> list[Grant]:
    """Everything an account was given, province first, with the communes that result."""
    links = account.unit_access.select_related("unit").order_by("-unit__level", "unit__key", "territory_on")
    return [_grant(access) for access in links]


def accounts_without_scope(accounts: Sequence[User]) -> dict[int, str]:
    """A word on those of the accounts that see nothing, because nobody gave them a territory."""
    asked = [each.pk for each in accounts if each.is_active and not each.is_superuser]
    having = set(UnitAccess.objects.filter(user__in=asked).values_list("user_id", flat=True))
    return {pk: NO_SCOPE for pk in asked if pk not in having}


@transaction.atomic
def grant(
    request: UserRequest, *, account: User, units: Iterable[Unit], territory_on: date
) -> list[UnitAccess]:
    """Give an account the units as they stood on a day; what it has already is left alone.

    A unit that did not exist on the day is refused, and then nothing is given.
    """
    stored = _locked(request, account)
    units = list(units)
    names = UnitNames.on(territory_on, [unit.pk for unit in units])
    _refuse_absent(units, territory_on)
    made = []
    for unit in units:
        access, is_new = UnitAccess.objects.get_or_create(user=stored, unit=unit, territory_on=territory_on)
        if is_new:
            made.append(access)
            _note(request, stored, "Cấp phạm vi", capfirst(names.of(unit.pk).full_name), territory_on)
    return made


@transaction.atomic
def withdraw(request: UserRequest, *, account: User, access: UnitAccess) -> str:
    """Take one link away; return the name of its unit."""
    stored = _locked(request, account)
    name = _name_on(access)
    if UnitAccess.objects.filter(pk=access.pk, user=stored).delete()[0]:
        _note(request, stored, "Thu phạm vi", name, access.territory_on)
    return name


def _locked(request: UserRequest, account: User) -> User:
    stored = User.objects.select_for_update().get(pk=account.pk)
    if not may_administer(request.user, stored) or not may_change_scope(request.user, stored):
        raise PermissionDenied
    return stored


def _refuse_absent(units: list[Unit], day: date) -> None:
    absent = [unit for unit in units if not unit.established_on <= day <= unit.ended_on]
    if absent:
        labels = dict(unit_labels())
        names = ", ".join(labels[unit.pk] for unit in absent)
        raise ValidationError(
            {
                "territory_on": f"Ngày {format_day(day)} không có: {names}. "
                "Chưa cấp gì; chọn ngày khác hoặc bỏ đơn vị đó."
            }
        )


def _note(request: UserRequest, account: User, verb: str, name: str, day: date) -> None:
    detail = f"{verb}: {name}, địa bàn theo ngày {format_day(day)}"
    record(request, AccessKind.ACCOUNT_CHANGED, ACCOUNT, account.username, detail)


def _grant(access: UnitAccess) -> Grant:
    day, unit = access.territory_on, access.unit
    is_province = unit.level == UnitLevel.PROVINCE
    places = UnitPlace.objects.filter(
        valid_from__lte=day,
        valid_to__gte=day,
        unit__level=UnitLevel.COMMUNE,
        unit__established_on__lte=day,
        unit__ended_on__gte=day,
    )
    places = places.filter(province=unit) if is_province else places.filter(district=unit)
    found = list(places.order_by("district__key", "unit__key").values_list("district_id", "unit_id"))
    names = UnitNames.on(day, {pk for pair in found for pk in pair if pk} | {unit.pk})
    return Grant(access, _name_on(access, names), is_province, _territories(found, names))


def _territories(found: list[tuple[Any, Any]], names: UnitNames) -> list[Territory]:
    grouped: dict[int | None, list[str]] = {}
    for district_id, unit_id in found:
        grouped.setdefault(district_id, []).append(names.of(unit_id).short_name)
    return [
        Territory(capfirst(names.of(key).full_name) if key else "Trực thuộc tỉnh", communes)
        for key, communes in grouped.items()
    ]


def _name_on(access: UnitAccess, names: UnitNames | None = None) -> str:
    names = names or UnitNames.on(access.territory_on, [access.unit_id])
    version = names.get(access.unit_id)
    return capfirst(version.full_name) if version else access.unit.key
