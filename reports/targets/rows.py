"""What an administrator changes of a programme: its dates, its targets, what is given to units.

Each change is told in the access log before and after. The rules here keep what pages of figures rely on.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet

from accounts.http import UserRequest
from accounts.kept.row_changes import add_row, change_row, remove_row
from accounts.models import User
from common.dates import format_day, today
from common.rows import words_in
from registry.models import ScaleLevel, Unit
from registry.units.names import UnitNames
from reports.models import Programme, Target, TargetAssignment

PROGRAMME_COLUMNS = ("starts_on", "baseline_on", "due_on", "default_day", "watch_margin", "pass_rate")
TARGET_COLUMNS = ("threshold", "base_minimum", "footnote")
ASSIGNMENT_COLUMNS = ("unit", "year", "percent", "decision_no", "decided_on")
_TOLD = ("year", "percent", "decision_no")
EVERYONE = "Toàn bộ đối tượng của chỉ tiêu"

Faults = dict[str, str]


def programmes_with_targets() -> QuerySet[Programme]:
    """Programmes, the default one first, each with its number of targets as `target_count`."""
    return Programme.objects.annotate(target_count=Count("targets")).order_by("-is_default", "code")


def targets_with_levels() -> QuerySet[Target]:
    """Targets with what their rules need, each with the number of units given a share as `given`."""
    targets = Target.objects.select_related("programme", "minimum", "base_minimum")
    return targets.annotate(given=Count("assignments")).order_by("programme", "order")


def change_programme(
    request: UserRequest, programme: Programme, values: dict[str, Any], seen: str
) -> list[str]:
    """Save dates, watch margin and pass rate; return what changed, in words."""
    faults: Faults = {}
    if values["baseline_on"] >= values["due_on"]:
        faults["baseline_on"] = "Đầu kỳ phải trước thời hạn."
    if values["starts_on"] > values["due_on"]:
        faults["starts_on"] = "Ngày bắt đầu không được sau thời hạn."
    if values["default_day"] < values["baseline_on"]:
        faults["default_day"] = f"Không được trước đầu kỳ ({format_day(values['baseline_on'])})."
    elif values["default_day"] > today():
        faults["default_day"] = "Ngày không được sau hôm nay."
    if lost := _years_outside(programme, values):
        faults["due_on"] = f"Đã giao chỉ tiêu cho năm {lost}, nằm ngoài kỳ này. Bỏ các dòng đó trước."
    _refuse(faults)
    return change_row(request, programme, values, key=programme.code, name=programme.short_name, seen=seen)


def base_levels(target: Target) -> QuerySet[ScaleLevel]:
    """Levels over whose holders a "trong đó" target may count: of its scale, below what it asks for."""
    return ScaleLevel.objects.filter(scale=target.scale, rank__gt=0, rank__lt=target.minimum.rank)


def change_target(request: UserRequest, target: Target, values: dict[str, Any], seen: str) -> list[str]:
    """Save threshold, base and footnote; return what changed, in words.

    A footnote that speaks of the old base is refused: it would be printed under figures of the new one.
    """
    faults: Faults = {}
    if values["threshold"] <= 0:
        faults["threshold"] = "Mục tiêu là một số phần trăm trên 0, nhiều nhất 100."
    if values["base_minimum"] != target.base_minimum and values["footnote"] == target.footnote != "":
        faults["footnote"] = "Mẫu số đã đổi mà chú thích vẫn như cũ. Sửa lại, hoặc để trống để tự ghi."
    _refuse(faults)
    return change_row(request, target, values, key=_key(target), name=f"Chỉ tiêu {target.name}", seen=seen)


def all_assignments() -> QuerySet[TargetAssignment]:
    """Everything given to units, with its target and programme."""
    return TargetAssignment.objects.select_related("target__programme", "unit")


def assignments_of(target: Target, user: User) -> list[tuple[TargetAssignment, str]]:
    """What was given to units in the account's scope, with the name each had on the day of the figures."""
    units = Unit.objects.in_scope(user)
    rows = target.assignments.filter(unit__in=units.values("pk")).order_by("unit__key", "year")
    found = list(rows)
    names = UnitNames.on(target.programme.default_day, [row.unit_id for row in found])
    return [(row, _name(row, names)) for row in found]


def add_assignment(request: UserRequest, row: TargetAssignment, values: dict[str, Any]) -> TargetAssignment:
    """Give a unit a share of its own, at the end or in a year, by a decision."""
    _refuse(_assignment_faults(row, values))
    for column, value in values.items():
        setattr(row, column, value)
    return add_row(request, row, key=_key(row.target), name=_given_to(row), shown=_TOLD)


def change_assignment(
    request: UserRequest, row: TargetAssignment, values: dict[str, Any], seen: str
) -> list[str]:
    """Correct what was given; return what changed, in words."""
    _refuse(_assignment_faults(row, values))
    return change_row(request, row, values, key=_key(row.target), name=_given_to(row), seen=seen)


def remove_assignment(request: UserRequest, row: TargetAssignment) -> None:
    """Take back what was given to a unit: it inherits from above again."""
    remove_row(request, row, key=_key(row.target), name=_given_to(row), shown=_TOLD)


def _given_to(row: TargetAssignment) -> str:
    version = UnitNames.on(row.target.programme.default_day, [row.unit_id]).get(row.unit_id)
    return f"chỉ tiêu {row.target.short_name} giao cho {version.full_name if version else row.unit}"


def _assignment_faults(row: TargetAssignment, values: dict[str, Any]) -> Faults:
    programme, year = row.target.programme, values["year"]
    first, last = programme.baseline_on.year + 1, programme.due_on.year
    if year is not None and not first <= year <= last:
        return {"year": f"Ghi một năm từ {first} đến {last}, hoặc để trống nếu là mục tiêu cuối kỳ."}
    if year is None and values["percent"] <= 0:
        return {"percent": "Mục tiêu cuối kỳ là một số phần trăm trên 0, nhiều nhất 100."}
    given = TargetAssignment.objects.filter(target=row.target, unit=values["unit"], year=year)
    if other := given.exclude(pk=row.pk).first():
        when = f"năm {year}" if year else "cuối kỳ"
        known = f"{words_in(other, 'percent')}% ({other.decision_no})"
        return {"unit": f"Đơn vị đã được giao mục tiêu {when}: {known}. Sửa dòng đó."}
    return {}


def _years_outside(programme: Programme, values: dict[str, Any]) -> str:
    years = TargetAssignment.objects.filter(target__programme=programme, year__isnull=False)
    known = {year for year in years.values_list("year", flat=True) if year is not None}
    first, last = values["baseline_on"].year + 1, values["due_on"].year
    return ", ".join(str(year) for year in sorted(known) if not first <= year <= last)


def _refuse(faults: Faults) -> None:
    if faults:
        raise ValidationError(dict(faults))


def _key(target: Target) -> str:
    return f"{target.programme.code}/{target.code}"


def _name(row: TargetAssignment, names: UnitNames) -> str:
    version = names.get(row.unit_id)
    text = version.full_name if version else ""
    return text[:1].upper() + text[1:]
