"""The catalogue of training as an administrator keeps it."""

from django import forms
from django.contrib import messages
from django.db.models import Model
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import UserRequest
from accounts.kept.row_pages import Crumbs, posted, row_page, tell
from accounts.permissions import allow
from accounts.rights import Right
from common.pages.listing import page_of
from common.pages.row_forms import RowForm, field_for
from training.catalogue import tables as catalogue
from training.catalogue.tables import CatalogueTable

EDITS = require_http_methods(["GET", "HEAD", "POST"])
HEADING = "Danh mục đào tạo"


@require_safe
@allow(Right.MANAGE_DATA)
def catalogue_list(request: UserRequest) -> HttpResponse:
    tables = [(table, table.rows().count()) for table in catalogue.TABLES.values()]
    return render(request, "training/catalogue_list.html", {"tables": tables, "heading": HEADING})


@require_safe
@allow(Right.MANAGE_DATA)
def catalogue_table(request: UserRequest, slug: str) -> HttpResponse:
    table = _table(slug)
    page = page_of(table.rows(), request.GET)
    context = {"table": table, "page": page, "lines": table.lines(list(page.rows)), "crumbs": _crumbs()}
    return render(request, "training/catalogue_table.html", context)


@EDITS
@allow(Right.MANAGE_DATA)
def catalogue_add(request: UserRequest, slug: str) -> HttpResponse:
    table = _table(slug)
    row = table.model()
    form = _form(request, table, row, names=("code", *table.edited))
    if form.run(lambda values, seen: catalogue.add_catalogue_row(request, table, row, values)):
        messages.success(request, f"Đã thêm {table.noun}.")
        return redirect("training:catalogue_table", slug=slug)
    return row_page(request, form, heading=f"Thêm {table.noun}", crumbs=_crumbs(table), button="Thêm")


@EDITS
@allow(Right.MANAGE_DATA)
def catalogue_edit(request: UserRequest, slug: str, number: int) -> HttpResponse:
    table = _table(slug)
    row = get_object_or_404(table.rows(), pk=number)
    form = _form(request, table, row, names=table.edited)
    changes = form.run(lambda values, seen: catalogue.change_catalogue_row(request, table, row, values, seen))
    if changes is not None:
        tell(request, changes)
        return redirect("training:catalogue_table", slug=slug)
    return row_page(request, form, heading=row.name, lead=f"Mã {row.code}", crumbs=_crumbs(table))


def _table(slug: str) -> CatalogueTable:
    table = catalogue.TABLES.get(slug)
    if table is None:
        raise Http404("Không có danh mục này.")
    return table


def _crumbs(table: CatalogueTable | None = None) -> Crumbs:
    found = [
        ("Quản trị", reverse("accounts:administration")),
        (HEADING, reverse("training:catalogue_list")),
    ]
    if table is not None:
        found.append((table.heading, reverse("training:catalogue_table", args=[table.slug])))
    return found


def _form(request: UserRequest, table: CatalogueTable, row: Model, *, names: tuple[str, ...]) -> RowForm:
    fields: dict[str, forms.Field] = {}
    for name in {"level", "entry_level"} & set(names):
        field = field_for(table.model, name)
        field.widget.choices = catalogue.level_choices()
        fields[name] = field
    return RowForm(posted(request), row=row, names=names, fields=fields)
