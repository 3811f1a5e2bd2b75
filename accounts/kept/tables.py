"""A table that an administrator keeps, declared once: what its list shows, what is edited, what is refused.

Agencies, programmes and targets, published figures, code lists, the catalogue of training: no facts about
people, so no acts; each change adds a line to the access log that says what was before and what is after.
`accounts.kept.views` has the pages of all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.urls import reverse

from accounts.http import UserRequest
from accounts.kept.row_changes import add_row, change_row, remove_row
from accounts.models import User
from accounts.rights import Right
from common.numbers import NO_FIGURE
from common.pages.row_forms import RowForm
from common.rows import OPEN, label_of, words_in

Crumbs = list[tuple[str, str]]
ADMINISTRATION = "accounts:administration"


def nothing(_: Any) -> str:
    return ""


@dataclass(frozen=True)
class Shown:
    """A column of the list: its heading, what it says of a row, in small below it, as a tag beside it."""

    label: str
    text: Callable[[Any], object]
    small: Callable[[Any], object] = nothing
    tag: Callable[[Any], str] = nothing
    is_number: bool = False

    @classmethod
    def column(cls, model: type[Model], name: str) -> Shown:
        """A column of the model under its own name, in words."""
        return cls(label_of(model, name), lambda row: words_in(row, name).replace(OPEN, NO_FIGURE))

    def of(self, row: Any) -> Cell:
        return Cell(self, self.text(row), self.small(row), self.tag(row))


@dataclass(frozen=True)
class Cell:
    """What a column says of one row."""

    column: Shown
    text: object
    small: object
    tag: str


@dataclass(frozen=True)
class Shelf:
    """Tables that lie under one address and one heading, each by its slug."""

    route: str
    heading: str
    purpose: str
    tables: tuple[KeptTable, ...]
    doors: Sequence[tuple[str, str, str]] = ()
    """Further pages: label, name of the address, purpose."""

    def url(self) -> str:
        return reverse(f"{self.route}_list")

    def table(self, slug: str) -> KeptTable | None:
        return next((table for table in self.tables if table.slug == slug), None)


class KeptTable:
    """What the pages ask of a table; a subclass is the declaration.

    `route` begins the names of its addresses (`…_list`, `…_add`, `…_edit`, `…_remove`). A table on a shelf
    has a `slug`; rows of a table with a `parent` are listed on the page of the row above them.
    """

    model: type[Model]
    route = ""
    heading = ""
    purpose = ""
    noun = ""
    right = Right.MANAGE_DATA
    given: tuple[str, ...] = ()
    """Columns given once, when a row is added."""
    edited: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    """Columns that the log tells of a row added or taken away; without them all that are filled in."""
    lookup = "pk"
    is_paged = True
    slug = ""
    shelf: Callable[[], Shelf] | None = None
    parent_column = ""
    adds = True
    add_label = ""
    add_button = "Thêm"
    removed = ""
    edit_template = "administration/row_form.html"
    none_yet = ""

    def __init__(self, parent: KeptTable | None = None) -> None:
        self.parent = parent

    # --- what a table may say otherwise ---

    def rows(self, user: User) -> QuerySet[Any]:
        """The rows that the account keeps, in their order."""
        return self.model._default_manager.select_related(*self.related)

    def shown(self) -> Sequence[Shown]:
        """Columns of the list."""
        return [Shown.column(self.model, name) for name in self.columns]

    def count_in_words(self, total: int) -> str:
        """What stands under the heading of the list."""
        return self.purpose

    def new(self, above: Model | None) -> Any:
        """An unsaved row, under the row above it."""
        return self.model(**{self.parent_column: above}) if above is not None else self.model()

    def fields(self, user: User, row: Any) -> dict[str, forms.Field]:
        """Fields that their column alone does not decide."""
        return {}

    def check(self, row: Any, values: dict[str, Any]) -> None:
        """Raise `ValidationError` for values that the figures resting on the row cannot bear."""

    def complete(self, row: Any) -> None:
        """Give a new row what no form asks for."""

    def may_remove(self, row: Any) -> bool:
        return bool(self.removed)

    def title(self, row: Any) -> str:
        """How the pages call a row."""
        return str(row)

    def short_title(self, row: Any) -> str:
        """How the way back to a row calls it."""
        return self.title(row)

    def row_label(self, row: Any) -> str:
        """What tells rows apart whose first column is alike, for those who hear the links of the list."""
        return ""

    def lead(self, row: Any) -> str:
        """What stands under the title."""
        return ""

    def log_key(self, row: Any) -> str:
        """Which row it is, in the log."""
        return str(getattr(row, "code", "") or row.pk)

    def log_name(self, row: Any) -> str:
        """How the log calls a row that is changed."""
        return self.title(row)

    def log_noun(self, row: Any) -> str:
        """How the log calls a row that comes or goes."""
        return self.noun

    def added(self, row: Any) -> str:
        """What is said once a row is added."""
        return f"Đã thêm {self.noun}."

    def beside(self, user: User, row: Any) -> dict[str, Any]:
        """What the page of a row shows beside its form."""
        return {}

    def further(self, user: User) -> tuple[str, str] | None:
        """A further button of the list: label and address."""
        return None

    # --- what follows ---

    def form(self, user: User, data: Any, row: Any) -> RowForm:
        names = self.edited if row.pk else (*self.given, *self.edited)
        fields = self.fields(user, row)
        return RowForm(data, row=row, names=names, fields=fields)

    def add(self, request: UserRequest, row: Any, values: dict[str, Any]) -> Any:
        """Store a new row."""
        self.check(row, values)
        for name, value in values.items():
            setattr(row, name, value)
        self.complete(row)
        shown = self.told or (*self.given, *self.edited)
        return add_row(request, row, key=self.log_key(row), name=self.log_noun(row), shown=shown)

    def change(self, request: UserRequest, row: Any, values: dict[str, Any], seen: str) -> list[str]:
        """Save what was changed in a row; return it in words."""
        self.check(row, values)
        return change_row(request, row, values, key=self.log_key(row), name=self.log_name(row), seen=seen)

    def remove(self, request: UserRequest, row: Any) -> None:
        """Take a row away."""
        shown = self.told or self.edited
        remove_row(request, row, key=self.log_key(row), name=self.log_noun(row), shown=shown)

    # --- where it lies ---

    def url(self, page: str, *arguments: object) -> str:
        return reverse(f"{self.route}_{page}", args=[each for each in (self.slug, *arguments) if each])

    def list_url(self) -> str:
        return self.url("table" if self.slug else "list")

    def edit_url(self, row: Any) -> str:
        return self.url("edit", getattr(row, self.lookup))

    def after(self, row: Any) -> str:
        """Where saving leads: to the row's own page if rows lie below it, to the row above, to the list."""
        if self.edit_template != KeptTable.edit_template and not self.removed:
            return self.edit_url(row)
        return self.parent.edit_url(self.above(row)) if self.parent else self.list_url()

    def crumbs(self, above: Any = None) -> Crumbs:
        """The way to the list, or to the row above."""
        if self.parent is not None:
            row = self.parent
            return [*row.crumbs(row.above(above)), (row.short_title(above), row.edit_url(above))]
        found = [("Quản trị", reverse(ADMINISTRATION))]
        if self.shelf is not None:
            found.append((self.shelf().heading, self.shelf().url()))
        return [*found, (self.heading, self.list_url())]

    def above(self, row: Any) -> Any:
        """The row that a row hangs on."""
        return getattr(row, self.parent_column) if self.parent else None
