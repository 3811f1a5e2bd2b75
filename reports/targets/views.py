"""Screens of programmes, their targets, and what was given to units."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import UserRequest
from accounts.kept.row_pages import Crumbs, posted, row_page, tell
from accounts.permissions import Right, allow
from common.pages.forms import not_in_future
from common.pages.row_forms import RowForm, YearField, field_for
from registry.models import Unit
from reports.models import Target, TargetAssignment
from reports.targets import rows as administration
from reports.unit_options import unit_options

EDITS = require_http_methods(["GET", "HEAD", "POST"])
HUNDRED = {"min_value": 0, "max_value": 100}


@require_safe
@allow(Right.MANAGE_DATA)
def programme_list(request: UserRequest) -> HttpResponse:
    rows = administration.programmes_with_targets()
    return render(request, "reports/programme_list.html", {"programmes": rows})


@EDITS
@allow(Right.MANAGE_DATA)
def programme_edit(request: UserRequest, code: str) -> HttpResponse:
    programme = get_object_or_404(administration.programmes_with_targets(), code=code)
    hint = "các trang số liệu mở ra ở ngày này"
    fields = {
        "default_day": field_for(programme, "default_day", help_text=hint),
        "watch_margin": field_for(programme, "watch_margin", min_value=0, max_value=50),
        "pass_rate": field_for(programme, "pass_rate", help_text="trong số người đang học", **HUNDRED),
    }
    form = RowForm(posted(request), row=programme, names=administration.PROGRAMME_COLUMNS, fields=fields)
    changes = form.run(lambda values, seen: administration.change_programme(request, programme, values, seen))
    if changes is not None:
        tell(request, changes)
        return redirect("reports:programme_edit", code=code)
    targets = administration.targets_with_levels().filter(programme=programme)
    frame = {
        "heading": programme.short_name,
        "lead": programme.name,
        "template": "reports/programme_edit.html",
    }
    return row_page(request, form, crumbs=_crumbs(), targets=targets, **frame)


@EDITS
@allow(Right.MANAGE_DATA)
def target_edit(request: UserRequest, number: int) -> HttpResponse:
    target = _target(number)
    base = field_for(
        target,
        "base_minimum",
        label="Mẫu số",
        queryset=administration.base_levels(target),
        empty_label=administration.EVERYONE,
        help_text="chọn một bậc thì chỉ tính trên những người đã đạt từ bậc đó",
    )
    fields = {"threshold": field_for(target, "threshold", **HUNDRED), "base_minimum": base}
    form = RowForm(posted(request), row=target, names=administration.TARGET_COLUMNS, fields=fields)
    changes = form.run(lambda values, seen: administration.change_target(request, target, values, seen))
    if changes is not None:
        tell(request, changes)
        return redirect("reports:target_edit", number=number)
    given = administration.assignments_of(target, request.user)
    frame = {"heading": target.name, "template": "reports/target_edit.html"}
    return row_page(request, form, crumbs=_crumbs(target)[:-1], target=target, given=given, **frame)


@EDITS
@allow(Right.MANAGE_DATA)
def assignment_add(request: UserRequest, number: int) -> HttpResponse:
    target = _target(number)
    row = TargetAssignment(target=target)
    form = _assignment_form(request, row)
    if form.run(lambda values, seen: administration.add_assignment(request, row, values)):
        messages.success(request, "Đã giao chỉ tiêu.")
        return redirect("reports:target_edit", number=number)
    return row_page(request, form, heading="Giao chỉ tiêu", lead=target.name, crumbs=_crumbs(target))


@EDITS
@allow(Right.MANAGE_DATA)
def assignment_edit(request: UserRequest, number: int) -> HttpResponse:
    row = _assignment(request, number)
    form = _assignment_form(request, row)
    changes = form.run(lambda values, seen: administration.change_assignment(request, row, values, seen))
    if changes is not None:
        tell(request, changes)
        return redirect("reports:target_edit", number=row.target_id)
    crumbs = _crumbs(row.target)
    return row_page(request, form, heading="Sửa chỉ tiêu đã giao", lead=row.target.name, crumbs=crumbs)


@require_POST
@allow(Right.MANAGE_DATA)
def assignment_remove(request: UserRequest, number: int) -> HttpResponse:
    row = _assignment(request, number)
    administration.remove_assignment(request, row)
    messages.success(request, "Đã bỏ chỉ tiêu giao riêng; đơn vị theo chỉ tiêu của cấp trên.")
    return redirect("reports:target_edit", number=row.target_id)


def _target(number: int) -> Target:
    return get_object_or_404(administration.targets_with_levels(), pk=number)


def _assignment(request: UserRequest, number: int) -> TargetAssignment:
    units = Unit.objects.in_scope(request.user)
    return get_object_or_404(administration.all_assignments().filter(unit__in=units.values("pk")), pk=number)


def _crumbs(target: Target | None = None) -> Crumbs:
    found = [
        ("Quản trị", reverse("accounts:administration")),
        ("Chương trình, chỉ tiêu", reverse("reports:programme_list")),
    ]
    if target is not None:
        programme = target.programme
        found += [
            (programme.short_name, reverse("reports:programme_edit", args=[programme.code])),
            (target.short_name, reverse("reports:target_edit", args=[target.pk])),
        ]
    return found


def _assignment_form(request: UserRequest, row: TargetAssignment) -> RowForm:
    units, choices = unit_options(request.user, row.target.programme.default_day)
    unit = field_for(row, "unit", label="Đơn vị", queryset=units)
    unit.widget.choices = [("", "Chọn đơn vị"), *choices]
    hint = "để trống: mục tiêu cuối kỳ; ghi năm: điểm của lộ trình vào 31/12 năm đó"
    fields: dict[str, forms.Field] = {
        "unit": unit,
        "year": YearField(label="Năm", required=False, help_text=hint),
        "percent": field_for(row, "percent", **HUNDRED),
        "decided_on": field_for(row, "decided_on", validators=[not_in_future]),
    }
    return RowForm(posted(request), row=row, names=administration.ASSIGNMENT_COLUMNS, fields=fields)
