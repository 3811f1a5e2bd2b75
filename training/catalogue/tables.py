"""What an administrator keeps of training: programmes, institutions, funding sources.

A row that classes stand on keeps its meaning: the level of a programme with classes is not changed. A row
out of use stays in the lists of the past and is offered no more. A reload of the catalogue changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet

from accounts.http import UserRequest
from accounts.kept.row_changes import add_row, change_row
from common.rows import label_of, words_in
from registry.enums import Scale
from registry.models import ScaleLevel
from training.models import FundingSource, Institution, TrainingProgramme


@dataclass(frozen=True)
class CatalogueTable:
    """One kind of rows: what is shown in the list, what may be edited; `code` is given once and stays."""

    slug: str
    heading: str
    purpose: str
    noun: str
    model: type[models.Model]
    shown: tuple[str, ...]
    edited: tuple[str, ...]
    related: tuple[str, ...] = ()

    @property
    def columns(self) -> list[str]:
        """Headings of the list."""
        return [label_of(self.model, name) for name in self.shown]

    def rows(self) -> QuerySet[Any]:
        """All rows in their order, with what they show."""
        return self.model._default_manager.select_related(*self.related)

    def lines(self, rows: list[Any]) -> list[tuple[Any, str, list[tuple[str, str]]]]:
        """Rows with their first column and the others under their headings."""
        return [
            (
                row,
                words_in(row, self.shown[0]),
                [(label_of(row, name), words_in(row, name)) for name in self.shown[1:]],
            )
            for row in rows
        ]


TABLES: dict[str, CatalogueTable] = {
    table.slug: table
    for table in (
        CatalogueTable(
            "chuong-trinh",
            "Chương trình đào tạo, bồi dưỡng",
            "Học gì, đạt trình độ nào, đầu vào từ đâu, bao lâu; đào tạo và bồi dưỡng tách riêng",
            "chương trình",
            TrainingProgramme,
            ("name", "code", "category", "level", "entry_level", "length", "length_unit", "is_offered"),
            (
                "name",
                "category",
                "level",
                "entry_level",
                "length",
                "length_unit",
                "form_column",
                "order",
                "is_offered",
            ),
            related=("level", "entry_level"),
        ),
        CatalogueTable(
            "co-so",
            "Cơ sở đào tạo",
            "Nơi mở lớp: loại hình, địa điểm",
            "cơ sở đào tạo",
            Institution,
            ("name", "code", "ownership", "place", "is_used"),
            ("name", "ownership", "place", "is_used"),
        ),
        CatalogueTable(
            "nguon-kinh-phi",
            "Nguồn kinh phí",
            "Tiền của mỗi chỗ học từ đâu, thuộc cấp ngân sách nào",
            "nguồn kinh phí",
            FundingSource,
            ("name", "code", "short_name", "budget_level", "is_used"),
            ("name", "short_name", "budget_level", "order", "is_used"),
        ),
    )
}


def level_choices() -> list[tuple[Any, Any]]:
    """Levels above "known to have none", each scale under its heading."""
    groups: dict[str, list[tuple[int, str]]] = {}
    for level in ScaleLevel.objects.filter(rank__gt=0):
        groups.setdefault(Scale(level.scale).label, []).append((level.pk, level.label))
    return [("", "–"), *groups.items()]


def add_catalogue_row(request: UserRequest, table: CatalogueTable, row: Any, values: dict[str, Any]) -> Any:
    """Store a new row of a table."""
    for name, value in values.items():
        setattr(row, name, value)
    row.code = row.code.upper()
    return add_row(
        request, row, key=f"{table.slug}/{row.code}", name=table.noun, shown=("code", *table.edited)
    )


def change_catalogue_row(
    request: UserRequest, table: CatalogueTable, row: Any, values: dict[str, Any], seen: str
) -> list[str]:
    """Save what was changed in a row; return it in words."""
    if isinstance(row, TrainingProgramme):
        _refuse_another_meaning(row, values)
    name = f"{table.heading} {row.code}"
    return change_row(request, row, values, key=f"{table.slug}/{row.code}", name=name, seen=seen)


def _refuse_another_meaning(row: TrainingProgramme, values: dict[str, Any]) -> None:
    """Figures of the past are by category and level: what classes have taught stays what it was."""
    count = row.classes.count()
    if not count:
        return
    told = f"Đã có {count} lớp theo chương trình này; thêm chương trình mới thay vì đổi."
    stored = TrainingProgramme.objects.get(pk=row.pk)
    problems = {name: told for name in ("category", "level") if getattr(stored, name) != values[name]}
    if problems:
        raise ValidationError(problems)
