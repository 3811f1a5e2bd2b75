"""What an administrator keeps of training: programmes, institutions, funding sources.

A row that classes stand on keeps its meaning: the level of a programme with classes is not changed. A row
out of use stays in the lists of the past and is offered no more. A reload of the catalogue changes nothing.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.kept.tables import KeptTable, Shelf
from accounts.models import User
from common.pages.row_forms import field_for
from registry.enums import Scale
from registry.models import ScaleLevel
from training.models import FundingSource, Institution, TrainingProgramme


class CatalogueTable(KeptTable):
    """One kind of rows; `code` is given once and stays."""

    route = "training:catalogue"
    given = ("code",)

    @staticmethod
    def shelf() -> Shelf:
        return SHELF

    def complete(self, row: Any) -> None:
        row.code = row.code.upper()

    def title(self, row: Any) -> str:
        return str(row.name)

    def lead(self, row: Any) -> str:
        return f"Mã {row.code}"

    def log_key(self, row: Any) -> str:
        return f"{self.slug}/{row.code}"

    def log_name(self, row: Any) -> str:
        return f"{self.heading} {row.code}"


class Programmes(CatalogueTable):
    slug = "chuong-trinh"
    heading = "Chương trình đào tạo, bồi dưỡng"
    purpose = "Học gì, đạt trình độ nào, đầu vào từ đâu, bao lâu; đào tạo và bồi dưỡng tách riêng"
    noun = "chương trình"
    model = TrainingProgramme
    columns = ("name", "code", "category", "level", "entry_level", "length", "length_unit", "is_offered")
    edited = (
        "name", "category", "level", "entry_level", "length", "length_unit", "form_column", "order",
        "is_offered",
    )  # fmt: skip
    related = ("level", "entry_level")

    def fields(self, user: User, row: Any) -> dict[str, forms.Field]:
        levels = {name: field_for(row, name) for name in ("level", "entry_level")}
        for field in levels.values():
            field.widget.choices = level_choices()
        return levels

    def check(self, row: Any, values: dict[str, Any]) -> None:
        """Figures of the past are by category and level: what classes have taught stays what it was."""
        count = row.classes.count() if row.pk else 0
        if not count:
            return
        told = f"Đã có {count} lớp theo chương trình này; thêm chương trình mới thay vì đổi."
        stored = TrainingProgramme.objects.get(pk=row.pk)
        problems = {name: told for name in ("category", "level") if getattr(stored, name) != values[name]}
        if problems:
            raise ValidationError(problems)


class Institutions(CatalogueTable):
    slug = "co-so"
    heading = "Cơ sở đào tạo"
    purpose = "Nơi mở lớp: loại hình, địa điểm"
    noun = "cơ sở đào tạo"
    model = Institution
    columns = ("name", "code", "ownership", "place", "is_used")
    edited = ("name", "ownership", "place", "is_used")


class FundingSources(CatalogueTable):
    slug = "nguon-kinh-phi"
    heading = "Nguồn kinh phí"
    purpose = "Tiền của mỗi chỗ học từ đâu, thuộc cấp ngân sách nào"
    noun = "nguồn kinh phí"
    model = FundingSource
    columns = ("name", "code", "short_name", "budget_level", "is_used")
    edited = ("name", "short_name", "budget_level", "order", "is_used")


SHELF = Shelf(
    "training:catalogue",
    "Danh mục đào tạo",
    "Dùng khi lập lớp, kế hoạch, kinh phí; phần sửa được giữ nguyên khi nạp lại dữ liệu dùng chung",
    (Programmes(), Institutions(), FundingSources()),
    doors=(
        (
            "Chính sách hỗ trợ học viên",
            "training:policy_list",
            "Mức hỗ trợ theo văn bản, từng khoản, từng đối tượng",
        ),
    ),
)


def level_choices() -> list[tuple[Any, Any]]:
    """Levels above "known to have none", each scale under its heading."""
    groups: dict[str, list[tuple[int, str]]] = {}
    for level in ScaleLevel.objects.filter(rank__gt=0):
        groups.setdefault(Scale(level.scale).label, []).append((level.pk, level.label))
    return [("", "–"), *groups.items()]
