"""The page of a form over one row, alike for every kind of reference data."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render

from accounts.http import UserRequest
from common.pages.row_forms import RowForm

Crumbs = list[tuple[str, str]]
PAGE = "administration/row_form.html"


def posted(request: UserRequest) -> Any:
    """Data for a form: nothing before it is sent."""
    return request.POST if request.method == "POST" else None


def tell(request: UserRequest, changes: list[str]) -> None:
    """Say what was saved."""
    messages.success(request, f"Đã lưu. {'; '.join(changes)}." if changes else "Không có gì thay đổi.")


def row_page(
    request: UserRequest,
    form: RowForm,
    *,
    heading: str,
    crumbs: Crumbs,
    lead: str = "",
    template: str = PAGE,
    **extra: Any,
) -> HttpResponse:
    """Render it; the last crumb leads back."""
    context = {"form": form, "heading": heading, "lead": lead, "crumbs": crumbs, "back": crumbs[-1][1]}
    return render(request, template, context | {"button": "Lưu"} | extra)
