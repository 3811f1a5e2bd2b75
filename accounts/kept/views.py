"""The pages of every table that an administrator keeps: its list, a row added, changed, taken away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from accounts.http import UserRequest, posted
from accounts.kept.tables import KeptTable, Shelf
from accounts.permissions import allow
from accounts.rights import Right
from common.pages.listing import page_of

READS, EDITS, SENDS = ["GET", "HEAD"], ["GET", "HEAD", "POST"], ["POST"]
Kept = KeptTable | Shelf
View = Callable[..., HttpResponseBase]


def shelf_page(shelf: Shelf) -> View:
    """The tables of a shelf, each with how many rows it has."""

    @require_http_methods(READS)
    @allow(Right.MANAGE_DATA)
    def answer(request: UserRequest) -> HttpResponse:
        tables = [(table, table.rows(request.user).count()) for table in shelf.tables]
        return render(request, "administration/shelf.html", {"shelf": shelf, "tables": tables})

    return answer


def list_page(kept: Kept) -> View:
    """The list of a table, or of the table of a shelf that the address names."""
    return _served(kept_list, kept, READS)


def add_page(kept: Kept) -> View:
    return _served(kept_add, kept, EDITS)


def edit_page(kept: Kept) -> View:
    return _served(kept_edit, kept, EDITS)


def remove_page(kept: Kept) -> View:
    return _served(kept_remove, kept, SENDS)


def kept_list(request: UserRequest, table: KeptTable) -> HttpResponse:
    found = table.rows(request.user)
    page = page_of(found, request.GET) if table.is_paged else None
    rows = list(page.rows if page else found)
    columns = table.shown()
    lines = [
        (table.row_label(row), table.edit_url(row), [column.of(row) for column in columns]) for row in rows
    ]
    context = {
        "table": table,
        "page": page,
        "columns": columns,
        "lines": lines,
        "crumbs": table.crumbs()[:-1],
        "lead": table.count_in_words(page.total if page else len(rows)),
        "further": table.further(request.user),
        "add_url": table.url("add") if table.adds else "",
    }
    return render(request, "administration/kept_list.html", context)


def kept_add(request: UserRequest, table: KeptTable, *above: object) -> HttpResponse:
    parent = _row(request, table.parent, *above) if table.parent else None
    row = table.new(parent)
    form = table.form(request.user, posted(request), row)
    added = form.run(lambda values, seen: table.add(request, row, values))
    if added is not None:
        messages.success(request, table.added(added))
        return redirect(table.after(added))
    heading = table.add_label or f"Thêm {table.noun}"
    context = {"heading": heading, "lead": table.parent.title(parent) if table.parent else ""}
    return _form_page(request, table, form, table.crumbs(parent), **context, button=table.add_button)


def kept_edit(request: UserRequest, table: KeptTable, key: object) -> HttpResponse:
    row = _row(request, table, key)
    form = table.form(request.user, posted(request), row)
    changes = form.run(lambda values, seen: table.change(request, row, values, seen))
    if changes is not None:
        messages.success(request, f"Đã lưu. {'; '.join(changes)}." if changes else "Không có gì thay đổi.")
        return redirect(table.after(row))
    extra = {
        "heading": table.title(row),
        "lead": table.lead(row),
        "template": table.edit_template,
        "row": row,
    }
    if table.may_remove(row):
        extra["remove_url"] = table.url("remove", row.pk)
    extra |= table.beside(request.user, row)
    return _form_page(request, table, form, table.crumbs(table.above(row)), **extra)


def kept_remove(request: UserRequest, table: KeptTable, key: object) -> HttpResponse:
    row = _row(request, table, key)
    if not table.may_remove(row):
        raise Http404("Mục này thuộc dữ liệu dùng chung nên không bỏ được.")
    leads_to = table.after(row)
    table.remove(request, row)
    messages.success(request, table.removed)
    return redirect(leads_to)


def _served(answer: View, kept: Kept, methods: list[str]) -> View:
    """The page as an address serves it, for accounts that may keep the table."""
    right = Right.MANAGE_DATA if isinstance(kept, Shelf) else kept.right

    @require_http_methods(methods)
    @allow(right)
    def view(request: UserRequest, slug: str = "", **named: object) -> HttpResponseBase:
        return answer(request, _table(kept, slug), *named.values())

    return view


def _table(kept: Kept, slug: str) -> KeptTable:
    found = kept.table(slug) if isinstance(kept, Shelf) else kept
    if found is None:
        raise Http404("Không có danh mục này.")
    return found


def _row(request: UserRequest, table: KeptTable, key: object) -> Any:
    return get_object_or_404(table.rows(request.user), **{table.lookup: key})


def _form_page(
    request: UserRequest,
    table: KeptTable,
    form: Any,
    crumbs: list[tuple[str, str]],
    template: str = KeptTable.edit_template,
    **extra: Any,
) -> HttpResponse:
    """The form over one row; the last crumb leads back."""
    context = {"table": table, "form": form, "crumbs": crumbs, "back": crumbs[-1][1], "button": "Lưu"}
    return render(request, template, context | extra)
