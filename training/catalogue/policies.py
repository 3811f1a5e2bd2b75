"""Policies of support and their amounts as an administrator keeps them; the access log tells each change.

What was paid keeps its own working: a changed amount moves only what is still to be paid.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet

from accounts.kept.tables import KeptTable, Shelf, Shown
from accounts.models import User
from common.dates import OPEN_END, format_day
from common.money import MOST_VND
from common.numbers import format_int
from common.pages.forms import NumberField
from common.pages.row_forms import field_for
from common.rows import OPEN
from training.catalogue.tables import SHELF
from training.models import SupportPolicy, SupportRate


class Policies(KeptTable):
    model = SupportPolicy
    route = "training:policy"
    heading = "Chính sách hỗ trợ học viên"
    purpose = "Mỗi lớp theo chính sách có hiệu lực ngày khai giảng; khoản đã trả giữ cách tính như lúc trả"
    noun = "chính sách"
    given = ("code",)
    edited = ("name", "decision_no", "valid_from", "valid_to", "is_example")
    add_label = "Thêm chính sách hỗ trợ"
    add_button = "Lưu"
    is_paged = False
    edit_template = "training/policy_edit.html"
    none_yet = "Chưa có chính sách nào; học viên chưa được tính hỗ trợ."

    @staticmethod
    def shelf() -> Shelf:
        return SHELF

    def rows(self, user: User) -> QuerySet[SupportPolicy]:
        return SupportPolicy.objects.annotate(rate_count=Count("rates")).order_by("-valid_from", "code")

    def shown(self) -> list[Shown]:
        return [
            Shown(
                "Chính sách",
                lambda row: row.name,
                small=lambda row: row.code,
                tag=lambda row: "Số tiền ví dụ" if row.is_example else "",
            ),
            Shown("Văn bản", lambda row: row.decision_no),
            Shown("Từ ngày", lambda row: format_day(row.valid_from)),
            Shown("Đến ngày", lambda row: OPEN if row.valid_to == OPEN_END else format_day(row.valid_to)),
            Shown("Số mức", lambda row: format_int(row.rate_count), is_number=True),
        ]

    def complete(self, row: SupportPolicy) -> None:
        row.code = row.code.upper()

    def check(self, row: SupportPolicy, values: dict[str, Any]) -> None:
        """One policy on a day: of two it would be a matter of luck which one counts."""
        others = SupportPolicy.objects.filter(
            valid_from__lte=values["valid_to"], valid_to__gte=values["valid_from"]
        ).exclude(pk=row.pk)
        if other := others.order_by("valid_from").first():
            told = f"Trùng thời gian với {other.decision_no}, có hiệu lực từ {format_day(other.valid_from)}."
            raise ValidationError({"valid_from": f"{told} Sửa ngày cuối của chính sách đó trước."})

    def title(self, row: SupportPolicy) -> str:
        return row.name

    def short_title(self, row: SupportPolicy) -> str:
        return row.decision_no

    def lead(self, row: SupportPolicy) -> str:
        return row.code

    def log_name(self, row: SupportPolicy) -> str:
        return f"Chính sách hỗ trợ {row.code}"

    def log_noun(self, row: SupportPolicy) -> str:
        return "chính sách hỗ trợ"

    def added(self, row: SupportPolicy) -> str:
        return "Đã thêm chính sách. Ghi các mức hỗ trợ của chính sách này."

    def beside(self, user: User, row: SupportPolicy) -> dict[str, Any]:
        """Its amounts, kind by kind."""
        return {"rates": row.rates.order_by("category", "kind", "basis", "amount_vnd", "pk")}


class Rates(KeptTable):
    model = SupportRate
    route = "training:rate"
    noun = "mức hỗ trợ"
    edited = ("category", "kind", "basis", "beneficiary", "amount_vnd")
    related = ("policy",)
    parent_column = "policy"
    add_button = "Lưu"
    removed = "Đã bỏ mức hỗ trợ. Khoản đã trả giữ cách tính như lúc trả."

    def fields(self, user: User, row: SupportRate) -> dict[str, forms.Field]:
        return {
            "category": field_for(row, "category", empty_label="Đào tạo và bồi dưỡng"),
            "amount_vnd": NumberField(label="Số tiền (đồng)", min_value=0, max_value=MOST_VND),
        }

    def title(self, row: SupportRate) -> str:
        return "Sửa mức hỗ trợ"

    def lead(self, row: SupportRate) -> str:
        return row.policy.name

    def log_key(self, row: SupportRate) -> str:
        return f"{row.policy.code}/{row.kind}"

    def log_name(self, row: SupportRate) -> str:
        return f"mức hỗ trợ của {row.policy.code}"

    log_noun = log_name


POLICIES = Policies()
RATES = Rates(POLICIES)
