"""Policies of support for trainees as an administrator keeps them."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import UserRequest
from accounts.kept.row_pages import Crumbs, posted, row_page, tell
from accounts.permissions import allow
from accounts.rights import Right
from common.pages.forms import NumberField
from common.pages.row_forms import RowForm, field_for
from training.catalogue import policies
from training.models import SupportPolicy, SupportRate
from training.money.forms import MOST_VND

EDITS = require_http_methods(["GET", "POST"])
HEADING = "Chính sách hỗ trợ học viên"


@require_GET
@allow(Right.MANAGE_DATA)
def policy_list(request: UserRequest) -> HttpResponse:
    context = {"policies": policies.all_policies(), "heading": HEADING, "crumbs": _crumbs()[:-1]}
    return render(request, "training/policy_list.html", context)


@EDITS
@allow(Right.MANAGE_DATA)
def policy_add(request: UserRequest) -> HttpResponse:
    row = SupportPolicy()
    form = RowForm(posted(request), row=row, names=("code", *policies.POLICY_COLUMNS))
    added = form.run(lambda values, seen: policies.add_policy(request, row, values))
    if added is not None:
        messages.success(request, "Đã thêm chính sách. Ghi các mức hỗ trợ của chính sách này.")
        return redirect("training:policy_edit", number=added.pk)
    return row_page(request, form, heading="Thêm chính sách hỗ trợ", crumbs=_crumbs())


@EDITS
@allow(Right.MANAGE_DATA)
def policy_edit(request: UserRequest, number: int) -> HttpResponse:
    policy = get_object_or_404(policies.all_policies(), pk=number)
    form = RowForm(posted(request), row=policy, names=policies.POLICY_COLUMNS)
    changes = form.run(lambda values, seen: policies.change_policy(request, policy, values, seen))
    if changes is not None:
        tell(request, changes)
        return redirect("training:policy_edit", number=number)
    frame = {"heading": policy.name, "lead": policy.code, "template": "training/policy_edit.html"}
    rates = policies.rates_of(policy)
    return row_page(request, form, crumbs=_crumbs(), policy=policy, rates=rates, **frame)


@EDITS
@allow(Right.MANAGE_DATA)
def rate_add(request: UserRequest, number: int) -> HttpResponse:
    policy = get_object_or_404(policies.all_policies(), pk=number)
    row = SupportRate(policy=policy)
    form = _rate_form(request, row)
    if form.run(lambda values, seen: policies.add_rate(request, row, values)):
        messages.success(request, "Đã thêm mức hỗ trợ.")
        return redirect("training:policy_edit", number=number)
    return row_page(request, form, heading="Thêm mức hỗ trợ", lead=policy.name, crumbs=_crumbs(policy))


@EDITS
@allow(Right.MANAGE_DATA)
def rate_edit(request: UserRequest, number: int) -> HttpResponse:
    row = get_object_or_404(policies.all_rates(), pk=number)
    form = _rate_form(request, row)
    changes = form.run(lambda values, seen: policies.change_rate(request, row, values, seen))
    if changes is not None:
        tell(request, changes)
        return redirect("training:policy_edit", number=row.policy_id)
    frame = {"heading": "Sửa mức hỗ trợ", "lead": row.policy.name}
    return row_page(request, form, crumbs=_crumbs(row.policy), **frame)


@require_POST
@allow(Right.MANAGE_DATA)
def rate_remove(request: UserRequest, number: int) -> HttpResponse:
    row = get_object_or_404(policies.all_rates(), pk=number)
    policies.remove_rate(request, row)
    messages.success(request, "Đã bỏ mức hỗ trợ. Khoản đã trả giữ cách tính như lúc trả.")
    return redirect("training:policy_edit", number=row.policy_id)


def _rate_form(request: UserRequest, row: SupportRate) -> RowForm:
    fields: dict[str, forms.Field] = {
        "category": field_for(row, "category", empty_label="Đào tạo và bồi dưỡng"),
        "amount_vnd": NumberField(label="Số tiền (đồng)", min_value=0, max_value=MOST_VND),
    }
    return RowForm(posted(request), row=row, names=policies.RATE_COLUMNS, fields=fields)


def _crumbs(policy: SupportPolicy | None = None) -> Crumbs:
    found = [
        ("Quản trị", reverse("accounts:administration")),
        ("Danh mục đào tạo", reverse("training:catalogue_list")),
        (HEADING, reverse("training:policy_list")),
    ]
    if policy is not None:
        found.append((policy.decision_no, reverse("training:policy_edit", args=[policy.pk])))
    return found
