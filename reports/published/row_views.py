"""Screens on which published figures are added and corrected."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import UserRequest
from accounts.kept.row_pages import Crumbs, posted, row_page, tell
from accounts.permissions import Right, allow
from common.pages.listing import page_of
from common.pages.row_forms import RowForm, field_for
from registry.scope import Scope
from reports.models import PublishedFigure
from reports.published import rows as published_rows

EDITS = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@allow(Right.MANAGE_DATA)
def published_list(request: UserRequest) -> HttpResponse:
    page = page_of(published_rows.all_figures(), request.GET)
    context = {"page": page, "may_compare": Scope.of(request.user).is_provincial}
    return render(request, "reports/published_list.html", context)


@EDITS
@allow(Right.MANAGE_DATA)
def published_add(request: UserRequest) -> HttpResponse:
    figure = published_rows.new_figure()
    if figure is None:
        raise Http404("Chưa có chương trình nào trong hệ thống. Chạy lệnh load_reference để nạp.")
    form = _form(request, figure)
    if form.run(lambda values, seen: published_rows.add_figure(request, figure, values)):
        messages.success(request, "Đã thêm số liệu công bố.")
        return redirect("reports:published_list")
    return row_page(request, form, heading="Thêm số liệu công bố", crumbs=_crumbs(), button="Thêm")


@EDITS
@allow(Right.MANAGE_DATA)
def published_edit(request: UserRequest, number: int) -> HttpResponse:
    figure = get_object_or_404(published_rows.all_figures(), pk=number)
    form = _form(request, figure)
    changes = form.run(lambda values, seen: published_rows.change_figure(request, figure, values, seen))
    if changes is not None:
        tell(request, changes)
        return redirect("reports:published_list")
    extra = {"figure": figure, "removable": published_rows.may_remove(figure)}
    template = "reports/published_edit.html"
    crumbs = _crumbs()
    return row_page(
        request,
        form,
        heading="Sửa số liệu công bố",
        lead=figure.text,
        crumbs=crumbs,
        template=template,
        **extra,
    )


@require_POST
@allow(Right.MANAGE_DATA)
def published_remove(request: UserRequest, number: int) -> HttpResponse:
    figure = get_object_or_404(published_rows.removable_figures(), pk=number)
    published_rows.remove_figure(request, figure)
    messages.success(request, "Đã bỏ số liệu công bố.")
    return redirect("reports:published_list")


def _crumbs() -> Crumbs:
    return [
        ("Quản trị", reverse("accounts:administration")),
        ("Số liệu công bố", reverse("reports:published_list")),
    ]


def _form(request: UserRequest, figure: PublishedFigure) -> RowForm:
    fewest, most = published_rows.FEWEST_DECIMALS, published_rows.MOST_DECIMALS
    fields = {
        "text": field_for(figure, "text", help_text="ghi đúng như đã in"),
        "value": field_for(figure, "value", help_text="vd: 44,7"),
        "decimals": field_for(figure, "decimals", min_value=fewest, max_value=most),
        "measure": field_for(figure, "measure", empty_label="Chưa có dữ liệu để tính"),
        "source": field_for(figure, "source", required=True),
    }
    return RowForm(posted(request), row=figure, names=published_rows.COLUMNS, fields=fields)
