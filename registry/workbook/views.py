"""Import of the list workbook: upload, check with all errors at once, decisions, write, download."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import UserRequest
from accounts.log.access import record
from accounts.models import AccessKind
from accounts.permissions import allow
from accounts.rights import Right
from common.dates import format_day
from common.http import attachment
from common.sheets.xlsx import CONTENT_TYPE
from registry.enums import ImportState
from registry.errors import Refusal
from registry.models import ImportBatch
from registry.pages.as_of import default_day
from registry.workbook import presenting, service, uploads
from registry.workbook.annotating import annotated_workbook
from registry.workbook.exporting import write_list_workbook
from registry.workbook.forms import ChoiceForm, FixForm, MissingForm, UploadForm
from registry.workbook.planning.decisions import Decisions
from registry.workbook.planning.findings import FileRefused
from registry.workbook.planning.planning import FilePlan

LATEST = 10
MISSING_SHOWN = 100


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Right.IMPORT_PEOPLE)
def import_start(request: UserRequest) -> HttpResponse:
    form = UploadForm(request.POST or None, request.FILES or None, initial={"as_of": default_day()})
    if request.method == "POST" and form.is_valid():
        file, day = form.cleaned_data["file"], form.cleaned_data["as_of"]
        full = form.cleaned_data["is_full_list"]
        try:
            batch = uploads.upload(request.user, file.name, file.read(), day, is_full_list=full)
        except FileRefused as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("registry:import_check", batch.pk)
    latest = ImportBatch.objects.in_scope(request.user).select_related("act").defer("content")[:LATEST]
    status = 422 if form.errors else 200
    return render(request, "registry/import_start.html", {"form": form, "latest": latest}, status=status)


@require_GET
@allow(Right.IMPORT_PEOPLE)
def import_template(request: UserRequest) -> HttpResponse:
    """The empty list."""
    response = attachment("Mẫu danh sách CBCC.xlsx", CONTENT_TYPE)
    write_list_workbook(response, cadres=(), day=default_day(), user=request.user)
    return response


@require_GET
@allow(Right.EXPORT_LISTS)
def import_prefilled(request: UserRequest) -> HttpResponse:
    """The list filled with the people of the account's scope."""
    day = default_day()
    response = attachment(f"Danh sách CBCC {day:%Y-%m-%d}.xlsx", CONTENT_TYPE)
    count = write_list_workbook(response, day=day, user=request.user)
    record(request, AccessKind.EXPORT, "cadre_list", "", f"Mẫu nhập điền sẵn, ngày {format_day(day)}", count)
    return response


@require_GET
@allow(Right.IMPORT_PEOPLE)
def import_check(request: UserRequest, pk: int) -> HttpResponse:
    batch = _batch(request, pk)
    if batch.state != ImportState.CHECKED:
        return render(request, "registry/import_done.html", _done_context(batch))
    try:
        plan = service.check(uploads.request_of(batch))
    except Refusal as refusal:
        return render(
            request, "registry/import_refused.html", {"batch": batch, "refusal": refusal}, status=422
        )
    return render(request, "registry/import_check.html", _check_context(batch, plan))


def _check_context(batch: ImportBatch, plan: FilePlan) -> dict[str, Any]:
    decisions = plan.request.decisions
    return {
        "batch": batch,
        "sheets": [layout.sheet.name for layout in plan.layouts],
        "summary": presenting.summary_of(plan),
        "errors": presenting.groups_of(plan.errors),
        "remarks": presenting.groups_of(plan.remarks),
        "changed": presenting.changed_rows(plan),
        "missing": plan.missing[:MISSING_SHOWN],
        "missing_count": len(plan.missing),
        "missing_choices": MissingForm.base_fields["decision"].choices,  # type: ignore[attr-defined]
        "decided": len(decisions.cells) + len(decisions.rows),
        "has_errors": bool(plan.errors),
    }


def _done_context(batch: ImportBatch) -> dict[str, Any]:
    context = {"batch": batch, "result": batch.result}
    if batch.act_id:
        context["undo_url"] = reverse("registry:act_undo", args=[batch.act_id])
        context["log_url"] = reverse("registry:act_detail", args=[batch.act_id])
    return context


@require_POST
@allow(Right.IMPORT_PEOPLE)
def import_fix(request: UserRequest, pk: int) -> HttpResponse:
    """A value typed on the page in place of faulty cells."""
    batch, form = _batch(request, pk), FixForm(request.POST)
    if form.is_valid() and (plan := _plan(request, batch)):
        count = presenting.fix_cells(plan.request.decisions, plan, **form.cleaned_data)
        uploads.keep(batch, plan.request.decisions)
        messages.success(
            request, f"Đã thay {count} ô trên trang này; tệp gốc giữ nguyên, chưa ghi gì vào hệ thống."
        )
    return redirect("registry:import_check", batch.pk)


@require_POST
@allow(Right.IMPORT_PEOPLE)
def import_choose(request: UserRequest, pk: int) -> HttpResponse:
    """A decision on one finding."""
    batch, form = _batch(request, pk), ChoiceForm(request.POST)
    if form.is_valid() and (plan := _plan(request, batch)):
        if presenting.choose(plan.request.decisions, plan, **form.cleaned_data):
            uploads.keep(batch, plan.request.decisions)
        else:
            messages.warning(
                request, "Lựa chọn này không còn dùng được vì dữ liệu đã đổi. Chưa ghi gì; xem lại dòng đó."
            )
    return redirect("registry:import_check", batch.pk)


@require_POST
@allow(Right.IMPORT_PEOPLE)
def import_missing(request: UserRequest, pk: int) -> HttpResponse:
    """Decisions on people missing from a full list."""
    batch = _batch(request, pk)
    codes = request.POST.getlist("person")[:MISSING_SHOWN]
    answers = {}
    for code in codes:
        form = MissingForm(
            {"decision": request.POST.get(f"decision-{code}"), "day": request.POST.get(f"day-{code}")}
        )
        if form.is_valid():
            answers[code] = (form.cleaned_data["decision"], form.cleaned_data["day"])
    uploads.decide_missing(batch, answers)
    return redirect("registry:import_check", batch.pk)


@require_POST
@allow(Right.IMPORT_PEOPLE)
def import_reset(request: UserRequest, pk: int) -> HttpResponse:
    """Takes all decisions of the page back."""
    batch = _batch(request, pk)
    uploads.keep(batch, Decisions())
    messages.success(request, "Đã bỏ các sửa và lựa chọn trên trang này. Chưa ghi gì vào hệ thống.")
    return redirect("registry:import_check", batch.pk)


@require_POST
@allow(Right.IMPORT_PEOPLE)
def import_write(request: UserRequest, pk: int) -> HttpResponse:
    """All rows, or the valid ones by explicit choice."""
    batch = _batch(request, pk)
    try:
        plan = uploads.write(batch, valid_rows=request.POST.get("rows") == "valid")
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        record(
            request, AccessKind.IMPORT, "import", str(batch.pk), service.summary_of(plan), len(plan.to_write)
        )
        text = service.summary_of(plan) if batch.act else "không có gì thay đổi"
        messages.success(request, format_html("Đã ghi {}: {}.", batch.file_name, text))
    return redirect("registry:import_check", batch.pk)


@require_POST
@allow(Right.IMPORT_PEOPLE)
def import_cancel(request: UserRequest, pk: int) -> HttpResponse:
    batch = _batch(request, pk)
    try:
        uploads.cancel(batch)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("registry:import_check", batch.pk)
    messages.success(request, "Đã hủy lần nhập này. Không có gì được ghi vào hệ thống.")
    return redirect("registry:import_start")


@require_GET
@allow(Right.IMPORT_PEOPLE)
def import_annotated(request: UserRequest, pk: int) -> HttpResponse:
    """The user's own workbook with the errors marked."""
    batch = _batch(request, pk)
    plan = _plan(request, batch)
    if plan is None:
        return redirect("registry:import_check", batch.pk)
    file = BytesIO(annotated_workbook(plan.request.book, bytes(batch.content), plan.errors, plan.remarks))
    response = attachment(f"{batch.file_name.rsplit('.', 1)[0]} - lỗi.xlsx", CONTENT_TYPE)
    response.write(file.getvalue())
    return response


def _batch(request: UserRequest, pk: int) -> ImportBatch:
    batch: ImportBatch = get_object_or_404(
        ImportBatch.objects.in_scope(request.user).select_related("act__undone_by", "user"), pk=pk
    )
    return batch


def _plan(request: UserRequest, batch: ImportBatch) -> FilePlan | None:
    """The plan of a file still to be written; with a message and none for one that is settled."""
    try:
        return service.check(uploads.request_of(batch))
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return None
