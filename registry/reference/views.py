"""Code lists as an administrator reads and edits them."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import UserRequest
from accounts.kept.row_pages import posted, row_page, tell
from accounts.permissions import allow
from accounts.rights import Right
from common.pages.listing import page_of
from common.pages.row_forms import RowForm, field_for
from registry.reference import tables as reference_tables
from registry.reference.tables import ReferenceTable


@require_safe
@allow(Right.MANAGE_DATA)
def reference_list(request: UserRequest) -> HttpResponse:
    tables = [(table, table.rows().count()) for table in reference_tables.TABLES.values()]
    return render(request, "registry/reference_list.html", {"tables": tables})


@require_safe
@allow(Right.MANAGE_DATA)
def reference_table(request: UserRequest, slug: str) -> HttpResponse:
    table = _table(slug)
    page = page_of(table.rows(), request.GET)
    lines = [(row, table.first_words(row), reference_tables.cells(table, row)) for row in page.rows]
    return render(request, "registry/reference_table.html", {"table": table, "page": page, "lines": lines})


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Right.MANAGE_DATA)
def reference_edit(request: UserRequest, slug: str, number: int) -> HttpResponse:
    table = _table(slug)
    row = get_object_or_404(table.rows(), pk=number)
    fields = {}
    if "minimum" in table.edited:
        fields["minimum"] = field_for(row, "minimum", queryset=reference_tables.minimum_levels(row))
    form = RowForm(posted(request), row=row, names=table.edited, fields=fields)
    changes = form.run(
        lambda values, seen: reference_tables.change_reference(request, table, row, values, seen)
    )
    if changes is not None:
        tell(request, changes)
        return redirect("registry:reference_table", slug=slug)
    crumbs = [
        ("Quản trị", reverse("accounts:administration")),
        ("Danh mục", reverse("registry:reference_list")),
        (table.heading, reverse("registry:reference_table", args=[slug])),
    ]
    return row_page(request, form, heading=table.name_of(row), crumbs=crumbs, lead=table.purpose)


def _table(slug: str) -> ReferenceTable:
    table = reference_tables.TABLES.get(slug)
    if table is None:
        raise Http404("Không có danh mục này.")
    return table
