"""Which reference data an administrator reads and edits: one small table, and what its rules refuse.

What is not named in `edited` belongs to the files of `registry/data`: a reload takes the files' values.
`registry.reference.load` keeps the edited columns on a reload.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from accounts.kept.tables import KeptTable, Shelf, Shown
from accounts.models import User
from common.pages.row_forms import field_for
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


class ReferenceTable(KeptTable):
    """One kind of reference data: rows come from the files, some columns are edited.

    `spelled` names the columns by which a cell of a list is recognised, the edited one last; `spelling_key`
    says when two spellings are alike, `within` which rows may not share one.
    """

    route = "registry:reference"
    adds = False
    files: tuple[str, ...] = ()
    spelled: tuple[str, ...] = ()
    spelling_key: Key = staticmethod(name_key)
    within = ""

    def shown(self) -> list[Shown]:
        return [Shown.column(self.model, name) for name in (*self.files, *self.edited)]

    @staticmethod
    def shelf() -> Shelf:
        return SHELF

    def check(self, row: Any, values: dict[str, Any]) -> None:
        """Refused: a validity that ends before it begins, a spelling that means another row already."""
        if "valid_from" in values and values["valid_to"] < values["valid_from"]:
            raise ValidationError({"valid_to": "Ngày cuối nằm trước ngày đầu. Sửa một trong hai ngày."})
        self._refuse_taken_spellings(row, values)

    def row_label(self, row: Any) -> str:
        return ", ".join(str(column.text(row)) for column in self.shown()[:4])

    def lead(self, row: Any) -> str:
        return self.purpose

    def log_key(self, row: Any) -> str:
        return f"{self.slug}/{super().log_key(row)}"

    def log_name(self, row: Any) -> str:
        return f"{self.heading} {self.title(row)}"

    def _refuse_taken_spellings(self, row: Any, values: dict[str, Any]) -> None:
        if not self.spelled:
            return
        others = self.model._default_manager.exclude(pk=row.pk)
        if self.within:
            others = others.filter(**{self.within: getattr(row, self.within)})
        owners = {
            squeezed(self.spelling_key(spelling)): other
            for other in others
            for spelling in _spellings(getattr(other, name) for name in self.spelled)
        }
        column = self.spelled[-1]
        for spelling in values[column]:
            is_new = spelling not in getattr(row, column)
            if is_new and (owner := owners.get(squeezed(self.spelling_key(spelling)))):
                raise ValidationError(
                    {column: f"“{spelling}” đã là cách viết của {self.title(owner)}; bỏ dòng đó."}
                )


class Titles(ReferenceTable):
    slug = "chuc-danh"
    heading = "Chức danh"
    purpose = "Số người tối đa, thời gian có hiệu lực, cách viết khác nhận ra khi nhập tệp"
    model = PostTitle
    files = ("name", "staff_group")
    edited = ("max_holders", "valid_from", "valid_to", "synonyms")
    spelled = ("name", "urban_name", "short_name", "synonyms")


class PostingKinds(ReferenceTable):
    slug = "dien-bo-tri"
    heading = "Diện bố trí"
    purpose = "Diện nào tính vào biên chế, vào số cán bộ, công chức"
    model = PostingKind
    files = ("name",)
    edited = ("counts_in_quota", "counts_in_cbcc")


class EthnicGroups(ReferenceTable):
    slug = "dan-toc"
    heading = "Dân tộc"
    purpose = "Thiểu số, ít người ở địa phương, rất ít người; cách viết khác"
    model = EthnicGroup
    files = ("name", "code")
    edited = ("is_minority", "is_local_small", "is_very_small", "variants")
    spelled = ("name", "variants")
    spelling_key = staticmethod(compare_key)

    def check(self, row: Any, values: dict[str, Any]) -> None:
        """Refused as well: a group that is small without being a minority."""
        super().check(row, values)
        if not values["is_minority"] and (values["is_local_small"] or values["is_very_small"]):
            told = "Dân tộc ít người cũng là dân tộc thiểu số: đánh dấu ô này, hoặc bỏ dấu kia."
            raise ValidationError({"is_minority": told})


class Levels(ReferenceTable):
    slug = "trinh-do"
    heading = "Bậc trình độ"
    purpose = "Cách viết khác của từng bậc, nhận ra khi nhập tệp"
    model = ScaleLevel
    files = ("label", "scale", "rank")
    edited = ("synonyms",)
    spelled = ("label", "short_label", "synonyms")
    within = "scale"


class Standards(ReferenceTable):
    slug = "tieu-chuan"
    heading = "Tiêu chuẩn"
    purpose = "Bậc tối thiểu của từng thang trong mỗi bộ tiêu chuẩn"
    model = Standard
    files = ("standard_set", "scale", "staff_group", "title", "first_term_only", "reliability")
    edited = ("minimum",)
    related = ("standard_set", "title", "minimum")

    def rows(self, user: User) -> QuerySet[Any]:
        return super().rows(user).order_by("standard_set__code", "scale", "pk")

    def fields(self, user: User, row: Any) -> dict[str, forms.Field]:
        return {"minimum": field_for(row, "minimum", queryset=minimum_levels(row))}

    def check(self, row: Any, values: dict[str, Any]) -> None:
        """Refused as well: a minimum that is no level of the scale."""
        super().check(row, values)
        if values["minimum"] not in minimum_levels(row):
            raise ValidationError({"minimum": f"Chọn một bậc của thang {Scale(row.scale).label}."})

    def title(self, row: Any) -> str:
        whom = str(row.title) if row.title else row.get_staff_group_display() or "mọi chức danh"
        return f"{row.standard_set}: {row.get_scale_display()}, {whom}"


class StaffQuotas(ReferenceTable):
    slug = "dinh-muc"
    heading = "Định mức biên chế"
    purpose = "Số cán bộ, công chức tối đa theo loại đơn vị hành chính, từng nghị định"
    model = StaffQuota
    files = ("decree", "unit_class", "unit_kind", "reliability")
    edited = ("maximum", "valid_from", "valid_to")


class RetirementAges(ReferenceTable):
    slug = "tuoi-nghi-huu"
    heading = "Tuổi nghỉ hưu"
    purpose = "Tuổi nghỉ hưu tính bằng tháng, theo giới tính và ngày có hiệu lực"
    model = RetirementAge
    files = ("sex", "valid_from", "reliability")
    edited = ("months",)


SHELF = Shelf(
    "registry:reference",
    "Danh mục",
    "Phần sửa được giữ nguyên khi nạp lại dữ liệu dùng chung",
    (Titles(), PostingKinds(), EthnicGroups(), Levels(), Standards(), StaffQuotas(), RetirementAges()),
)


def minimum_levels(row: Standard) -> QuerySet[ScaleLevel]:
    """Levels a standard may ask for: of its scale, above "known to have none"."""
    return ScaleLevel.objects.filter(scale=row.scale, rank__gt=0)


def _spellings(held: Iterable[Any]) -> list[str]:
    return [each for value in held for each in (value if isinstance(value, list) else [value]) if each]
