"""Which reference data an administrator reads and edits: one small table, and what its rules refuse.

What is not named in `edited` belongs to the files of `registry/data`: a reload takes the files' values.
`registry.reference.load` keeps the edited columns on a reload.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet

from accounts.http import UserRequest
from accounts.kept.row_changes import change_row
from common.numbers import NO_FIGURE
from common.rows import OPEN, label_of, words_in
from common.text.folding import compare_key, name_key
from registry.enums import Scale
from registry.models import (
    EthnicGroup,
    PostingKind,
    PostTitle,
    RetirementAge,
    ScaleLevel,
    StaffQuota,
    Standard,
)
from registry.workbook.contract.lookups import squeezed

Key = Callable[[str], str]


@dataclass(frozen=True)
class ReferenceTable:
    """One kind of reference data: what is shown of a row, and what may be changed.

    `spelled` names the columns by which a cell of a list is recognised, the edited one last; `spelling_key`
    says when two spellings are alike, `within` which rows may not share one.
    """

    slug: str
    heading: str
    purpose: str
    model: type[models.Model]
    shown: tuple[str, ...]
    edited: tuple[str, ...]
    related: tuple[str, ...] = ()
    spelled: tuple[str, ...] = ()
    spelling_key: Key = name_key
    within: str = ""

    @property
    def columns(self) -> list[str]:
        """Headings of the list."""
        return [label_of(self.model, name) for name in (*self.shown, *self.edited)]

    def rows(self) -> QuerySet[Any]:
        """All rows in their order, with what they show."""
        ordering = ("standard_set__code", "scale", "pk") if self.model is Standard else ()
        rows = self.model._default_manager.select_related(*self.related)
        return rows.order_by(*ordering) if ordering else rows

    def first_words(self, row: models.Model) -> str:
        """The first column of a row."""
        return words_in(row, self.shown[0])

    def name_of(self, row: Any) -> str:
        """How the log and the page call a row."""
        if isinstance(row, Standard):
            whom = str(row.title) if row.title else row.get_staff_group_display() or "mọi chức danh"
            return f"{row.standard_set}: {row.get_scale_display()}, {whom}"
        return str(row)


TABLES: dict[str, ReferenceTable] = {
    table.slug: table
    for table in (
        ReferenceTable(
            "chuc-danh",
            "Chức danh",
            "Số người tối đa, thời gian có hiệu lực, cách viết khác nhận ra khi nhập tệp",
            PostTitle,
            ("name", "staff_group"),
            ("max_holders", "valid_from", "valid_to", "synonyms"),
            spelled=("name", "urban_name", "short_name", "synonyms"),
        ),
        ReferenceTable(
            "dien-bo-tri",
            "Diện bố trí",
            "Diện nào tính vào biên chế, vào số cán bộ, công chức",
            PostingKind,
            ("name",),
            ("counts_in_quota", "counts_in_cbcc"),
        ),
        ReferenceTable(
            "dan-toc",
            "Dân tộc",
            "Thiểu số, ít người ở địa phương, rất ít người; cách viết khác",
            EthnicGroup,
            ("name", "code"),
            ("is_minority", "is_local_small", "is_very_small", "variants"),
            spelled=("name", "variants"),
            spelling_key=compare_key,
        ),
        ReferenceTable(
            "trinh-do",
            "Bậc trình độ",
            "Cách viết khác của từng bậc, nhận ra khi nhập tệp",
            ScaleLevel,
            ("label", "scale", "rank"),
            ("synonyms",),
            spelled=("label", "short_label", "synonyms"),
            within="scale",
        ),
        ReferenceTable(
            "tieu-chuan",
            "Tiêu chuẩn",
            "Bậc tối thiểu của từng thang trong mỗi bộ tiêu chuẩn",
            Standard,
            ("standard_set", "scale", "staff_group", "title", "first_term_only", "reliability"),
            ("minimum",),
            related=("standard_set", "title", "minimum"),
        ),
        ReferenceTable(
            "dinh-muc",
            "Định mức biên chế",
            "Số cán bộ, công chức tối đa theo loại đơn vị hành chính, từng nghị định",
            StaffQuota,
            ("decree", "unit_class", "unit_kind", "reliability"),
            ("maximum", "valid_from", "valid_to"),
        ),
        ReferenceTable(
            "tuoi-nghi-huu",
            "Tuổi nghỉ hưu",
            "Tuổi nghỉ hưu tính bằng tháng, theo giới tính và ngày có hiệu lực",
            RetirementAge,
            ("sex", "valid_from", "reliability"),
            ("months",),
        ),
    )
}


def minimum_levels(row: Standard) -> QuerySet[ScaleLevel]:
    """Levels a standard may ask for: of its scale, above "known to have none"."""
    return ScaleLevel.objects.filter(scale=row.scale, rank__gt=0)


def change_reference(
    request: UserRequest, table: ReferenceTable, row: Any, values: dict[str, Any], seen: str
) -> list[str]:
    """Save what an administrator changed in a row of a table; return it in words.

    Refused: a validity that ends before it begins, a spelling that means another row already, a group that is
    small without being a minority, a minimum that is no level of the scale.
    """
    _refuse_backward_validity(values)
    _refuse_taken_spellings(table, row, values)
    if isinstance(row, EthnicGroup):
        _refuse_small_majority(values)
    if isinstance(row, Standard) and values["minimum"] not in minimum_levels(row):
        raise ValidationError({"minimum": f"Chọn một bậc của thang {Scale(row.scale).label}."})
    key = str(getattr(row, "code", "") or row.pk)
    return change_row(
        request,
        row,
        values,
        key=f"{table.slug}/{key}",
        name=f"{table.heading} {table.name_of(row)}",
        seen=seen,
    )


def cells(table: ReferenceTable, row: models.Model) -> list[tuple[str, str]]:
    """Headings and words of a row after its first column; a dash for an open end."""
    names = (*table.shown, *table.edited)[1:]
    return [(label_of(row, name), words_in(row, name).replace(OPEN, NO_FIGURE)) for name in names]


def _refuse_backward_validity(values: dict[str, Any]) -> None:
    if "valid_from" in values and values["valid_to"] < values["valid_from"]:
        raise ValidationError({"valid_to": "Ngày cuối nằm trước ngày đầu. Sửa một trong hai ngày."})


def _refuse_small_majority(values: dict[str, Any]) -> None:
    if not values["is_minority"] and (values["is_local_small"] or values["is_very_small"]):
        raise ValidationError(
            {"is_minority": "Dân tộc ít người cũng là dân tộc thiểu số: đánh dấu ô này, hoặc bỏ dấu kia."}
        )


def _refuse_taken_spellings(table: ReferenceTable, row: Any, values: dict[str, Any]) -> None:
    if not table.spelled:
        return
    others = table.rows().exclude(pk=row.pk)
    if table.within:
        others = others.filter(**{table.within: getattr(row, table.within)})
    owners = {
        squeezed(table.spelling_key(spelling)): other
        for other in others
        for spelling in _spellings(getattr(other, name) for name in table.spelled)
    }
    column = table.spelled[-1]
    for spelling in values[column]:
        is_new = spelling not in getattr(row, column)
        if is_new and (owner := owners.get(squeezed(table.spelling_key(spelling)))):
            raise ValidationError(
                {column: f"“{spelling}” đã là cách viết của {table.name_of(owner)}; bỏ dòng đó."}
            )


def _spellings(held: Iterable[Any]) -> list[str]:
    return [each for value in held for each in (value if isinstance(value, list) else [value]) if each]
