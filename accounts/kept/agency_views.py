"""Screens of the agencies."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import UserRequest
from accounts.kept import agencies
from accounts.kept.row_pages import posted, row_page, tell
from accounts.models import Agency
from accounts.permissions import Right, allow
from common.pages.listing import page_of
from common.pages.row_forms import RowForm, field_for


@require_safe
@allow(Right.MANAGE_ACCOUNTS)
def agency_list(request: UserRequest) -> HttpResponse:
    page = page_of(agencies.agencies_with_accounts(), request.GET)
    return render(request, "accounts/agency_list.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Right.MANAGE_ACCOUNTS)
def agency_add(request: UserRequest) -> HttpResponse:
    form = _form(request, Agency())
    if agency := form.run(lambda values, seen: agencies.add_agency(request, values)):
        messages.success(request, f"Đã thêm {agency.name}.")
        return redirect("accounts:agency_list")
    return row_page(request, form, heading="Thêm cơ quan", crumbs=_crumbs(), button="Thêm")


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Right.MANAGE_ACCOUNTS)
def agency_edit(request: UserRequest, pk: int) -> HttpResponse:
    agency = get_object_or_404(Agency, pk=pk)
    form = _form(request, agency)
    changes = form.run(lambda values, seen: agencies.change_agency(request, agency, values, seen))
    if changes is not None:
        tell(request, changes)
        return redirect("accounts:agency_list")
    return row_page(request, form, heading=agency.name, crumbs=_crumbs())


def _crumbs() -> list[tuple[str, str]]:
    return [("Quản trị", reverse("accounts:administration")), ("Cơ quan", reverse("accounts:agency_list"))]


def _form(request: UserRequest, agency: Agency) -> RowForm:
    upper = "viết hoa, như in ở góc trái văn bản"
    fields = {
        "kind": field_for(agency, "kind", empty_label="Chọn loại cơ quan"),
        "superior_line": field_for(agency, "superior_line", help_text=upper),
        "issuer_line": field_for(agency, "issuer_line", help_text=upper),
        "symbol_code": field_for(agency, "symbol_code", help_text="như trong số văn bản, vd: BTCTU"),
    }
    return RowForm(posted(request), row=agency, names=agencies.COLUMNS, fields=fields)
