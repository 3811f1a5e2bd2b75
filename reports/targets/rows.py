"""What an administrator changes of a programme: its dates, its targets, what is given to units.

Each change is told in the access log before and after. The rules here keep what pages of figures rely on.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet

from accounts.kept.tables import KeptTable, Shown
from accounts.models import User
from common.dates import format_day, today
from common.numbers import format_int
from common.pages.forms import not_in_future
from common.pages.row_forms import YearField, field_for
from common.rows import words_in
from registry.models import ScaleLevel, Unit
from registry.units.choices import UnitSelect, units_in_scope
from registry.units.names import UnitNames
from reports.models import Programme, Target, TargetAssignment

HUNDRED = {"min_value": 0, "max_value": 100}
EVERYONE = "Toàn bộ đối tượng của chỉ tiêu"

Faults = dict[str, str]


class Programmes(KeptTable):
    model = Programme
    route = "reports:programme"
    heading = "Chương trình, chỉ tiêu"
    purpose = "Đổi mốc thời gian, mục tiêu, mẫu số là đổi mọi trang số liệu"
    edited = ("starts_on", "baseline_on", "due_on", "default_day", "watch_margin", "pass_rate")
    lookup = "code"
    is_paged = False
    adds = False
    edit_template = "reports/programme_edit.html"
    none_yet = "Chưa có chương trình nào. Chạy lệnh load_reference để nạp."

    def rows(self, user: User) -> QuerySet[Programme]:
        return Programme.objects.annotate(target_count=Count("targets")).order_by("-is_default", "code")

    def shown(self) -> list[Shown]:
        return [
            Shown("Chương trình", lambda row: row.name, small=_basis),
            Shown("Đầu kỳ", lambda row: format_day(row.baseline_on)),
            Shown("Bắt đầu", lambda row: format_day(row.starts_on)),
            Shown("Thời hạn", lambda row: format_day(row.due_on)),
            Shown("Ngày mặc định", lambda row: format_day(row.default_day)),
            Shown("Chỉ tiêu", lambda row: format_int(row.target_count), is_number=True),
        ]

    def fields(self, user: User, row: Programme) -> dict[str, forms.Field]:
        hint = "các trang số liệu mở ra ở ngày này"
        return {
            "default_day": field_for(row, "default_day", help_text=hint),
            "watch_margin": field_for(row, "watch_margin", min_value=0, max_value=50),
            "pass_rate": field_for(row, "pass_rate", help_text="trong số người đang học", **HUNDRED),
        }

    def check(self, row: Programme, values: dict[str, Any]) -> None:
        faults: Faults = {}
        if values["baseline_on"] >= values["due_on"]:
            faults["baseline_on"] = "Đầu kỳ phải trước thời hạn."
        if values["starts_on"] > values["due_on"]:
            faults["starts_on"] = "Ngày bắt đầu không được sau thời hạn."
        if values["default_day"] < values["baseline_on"]:
            faults["default_day"] = f"Không được trước đầu kỳ ({format_day(values['baseline_on'])})."
        elif values["default_day"] > today():
            faults["default_day"] = "Ngày không được sau hôm nay."
        if lost := _years_outside(row, values):
            faults["due_on"] = f"Đã giao chỉ tiêu cho năm {lost}, nằm ngoài kỳ này. Bỏ các dòng đó trước."
        _refuse(faults)

    def title(self, row: Programme) -> str:
        return row.short_name

    def lead(self, row: Programme) -> str:
        return row.name

    def beside(self, user: User, row: Programme) -> dict[str, Any]:
        return {"targets": TARGETS.rows(user).filter(programme=row)}


class Targets(KeptTable):
    model = Target
    route = "reports:target"
    edited = ("threshold", "base_minimum", "footnote")
    parent_column = "programme"
    edit_template = "reports/target_edit.html"

    def rows(self, user: User) -> QuerySet[Target]:
        """Targets with what their rules need, each with the number of units given a share as `given`."""
        targets = Target.objects.select_related("programme", "minimum", "base_minimum")
        return targets.annotate(given=Count("assignments")).order_by("programme", "order")

    def fields(self, user: User, row: Target) -> dict[str, forms.Field]:
        base = field_for(
            row,
            "base_minimum",
            label="Mẫu số",
            queryset=_base_levels(row),
            empty_label=EVERYONE,
            help_text="chọn một bậc thì chỉ tính trên những người đã đạt từ bậc đó",
        )
        return {"threshold": field_for(row, "threshold", **HUNDRED), "base_minimum": base}

    def check(self, row: Target, values: dict[str, Any]) -> None:
        """A footnote that speaks of the old base is refused: it would be printed under figures of the new."""
        faults: Faults = {}
        if values["threshold"] <= 0:
            faults["threshold"] = "Mục tiêu là một số phần trăm trên 0, nhiều nhất 100."
        if values["base_minimum"] != row.base_minimum and values["footnote"] == row.footnote != "":
            faults["footnote"] = "Mẫu số đã đổi mà chú thích vẫn như cũ. Sửa lại, hoặc để trống để tự ghi."
        _refuse(faults)

    def title(self, row: Target) -> str:
        return row.name

    def short_title(self, row: Target) -> str:
        return row.short_name

    def log_key(self, row: Target) -> str:
        return f"{row.programme.code}/{row.code}"

    def log_name(self, row: Target) -> str:
        return f"Chỉ tiêu {row.name}"

    def beside(self, user: User, row: Target) -> dict[str, Any]:
        """What was given to units in the account's scope, each under its name on the day of the figures."""
        given = list(ASSIGNMENTS.rows(user).filter(target=row).order_by("unit__key", "year"))
        names = UnitNames.on(row.programme.default_day, [each.unit_id for each in given])
        return {"given": [(each, _name(each, names)) for each in given]}


class Assignments(KeptTable):
    """Shares of their own that units were given, at the end or in a year; without one a unit inherits."""

    model = TargetAssignment
    route = "reports:assignment"
    edited = ("unit", "year", "percent", "decision_no", "decided_on")
    told = ("year", "percent", "decision_no")
    parent_column = "target"
    add_label = "Giao chỉ tiêu"
    add_button = "Lưu"
    removed = "Đã bỏ chỉ tiêu giao riêng; đơn vị theo chỉ tiêu của cấp trên."

    def rows(self, user: User) -> QuerySet[TargetAssignment]:
        units = Unit.objects.in_scope(user)
        found = TargetAssignment.objects.select_related("target__programme", "unit")
        return found.filter(unit__in=units.values("pk"))

    def fields(self, user: User, row: TargetAssignment) -> dict[str, forms.Field]:
        units, choices = units_in_scope(user, row.target.programme.default_day)
        unit = field_for(row, "unit", label="Đơn vị", queryset=units, widget=UnitSelect)
        unit.widget.choices = [("", "Chọn đơn vị"), *choices]
        hint = "để trống: mục tiêu cuối kỳ; ghi năm: điểm của lộ trình vào 31/12 năm đó"
        return {
            "unit": unit,
            "year": YearField(label="Năm", required=False, help_text=hint),
            "percent": field_for(row, "percent", **HUNDRED),
            "decided_on": field_for(row, "decided_on", validators=[not_in_future]),
        }

    def check(self, row: TargetAssignment, values: dict[str, Any]) -> None:
        programme, year = row.target.programme, values["year"]
        first, last = programme.baseline_on.year + 1, programme.due_on.year
        if year is not None and not first <= year <= last:
            _refuse({"year": f"Ghi một năm từ {first} đến {last}, hoặc để trống nếu là mục tiêu cuối kỳ."})
        if year is None and values["percent"] <= 0:
            _refuse({"percent": "Mục tiêu cuối kỳ là một số phần trăm trên 0, nhiều nhất 100."})
        given = TargetAssignment.objects.filter(target=row.target, unit=values["unit"], year=year)
        if other := given.exclude(pk=row.pk).first():
            when = f"năm {year}" if year else "cuối kỳ"
            known = f"{words_in(other, 'percent')}% ({other.decision_no})"
            _refuse({"unit": f"Đơn vị đã được giao mục tiêu {when}: {known}. Sửa dòng đó."})

    def title(self, row: TargetAssignment) -> str:
        return "Sửa chỉ tiêu đã giao"

    def lead(self, row: TargetAssignment) -> str:
        return row.target.name

    def log_key(self, row: TargetAssignment) -> str:
        return TARGETS.log_key(row.target)

    def log_name(self, row: TargetAssignment) -> str:
        version = UnitNames.on(row.target.programme.default_day, [row.unit_id]).get(row.unit_id)
        return f"chỉ tiêu {row.target.short_name} giao cho {version.full_name if version else row.unit}"

    log_noun = log_name

    def added(self, row: TargetAssignment) -> str:
        return "Đã giao chỉ tiêu."


PROGRAMMES = Programmes()
TARGETS = Targets(PROGRAMMES)
ASSIGNMENTS = Assignments(TARGETS)


def _basis(programme: Programme) -> str:
    return f"{programme.legal_basis}{' · Chương trình mặc định' if programme.is_default else ''}"


def _base_levels(target: Target) -> QuerySet[ScaleLevel]:
    """Levels over whose holders a "trong đó" target may count: of its scale, below what it asks for."""
    return ScaleLevel.objects.filter(scale=target.scale, rank__gt=0, rank__lt=target.asks_on(today()).rank)


def _years_outside(programme: Programme, values: dict[str, Any]) -> str:
    years = TargetAssignment.objects.filter(target__programme=programme, year__isnull=False)
    known = {year for year in years.values_list("year", flat=True) if year is not None}
    first, last = values["baseline_on"].year + 1, values["due_on"].year
    return ", ".join(str(year) for year in sorted(known) if not first <= year <= last)


def _refuse(faults: Faults) -> None:
    if faults:
        raise ValidationError(dict(faults))


def _name(row: TargetAssignment, names: UnitNames) -> str:
    version = names.get(row.unit_id)
    text = version.full_name if version else ""
    return text[:1].upper() + text[1:]
