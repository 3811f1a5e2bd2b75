"""Agencies: whom accounts work for, and how forms are headed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet

from accounts.kept.tables import KeptTable, Shown
from accounts.models import Agency, User
from accounts.rights import Right
from common.numbers import format_int
from common.pages.row_forms import field_for
from common.text.folding import name_key

UPPER = "viết hoa, như in ở góc trái văn bản"


class Agencies(KeptTable):
    model = Agency
    route = "accounts:agency"
    heading = "Cơ quan"
    noun = "cơ quan"
    right = Right.MANAGE_ACCOUNTS
    edited = (
        "name",
        "short_name",
        "kind",
        "superior_line",
        "issuer_line",
        "symbol_code",
        "place",
        "signer_authority",
        "signer_title",
    )

    def rows(self, user: User) -> QuerySet[Agency]:
        return Agency.objects.annotate(accounts=Count("users")).order_by("name", "pk")

    def shown(self) -> list[Shown]:
        return [
            Shown("Tên cơ quan", lambda row: row.name, small=lambda row: row.short_name),
            Shown("Loại", lambda row: row.get_kind_display()),
            Shown(
                "Dòng đầu văn bản",
                lambda row: row.superior_line or row.issuer_line,
                small=lambda row: row.issuer_line if row.superior_line else "",
            ),
            Shown("Ký hiệu", lambda row: row.symbol_code),
            Shown("Tài khoản", lambda row: format_int(row.accounts), is_number=True),
        ]

    def count_in_words(self, total: int) -> str:
        return f"{format_int(total)} cơ quan"

    def fields(self, user: User, row: Agency) -> dict[str, forms.Field]:
        return {
            "kind": field_for(row, "kind", empty_label="Chọn loại cơ quan"),
            "superior_line": field_for(row, "superior_line", help_text=UPPER),
            "issuer_line": field_for(row, "issuer_line", help_text=UPPER),
            "symbol_code": field_for(row, "symbol_code", help_text="như trong số văn bản, vd: BTCTU"),
            "signer_authority": field_for(row, "signer_authority", help_text="vd: T/M BAN THƯỜNG VỤ"),
            "signer_title": field_for(row, "signer_title", help_text="viết hoa, như in trên chữ ký"),
        }

    def check(self, row: Agency, values: dict[str, Any]) -> None:
        key = name_key(values["name"])
        others = Agency.objects.exclude(pk=row.pk).values_list("name", flat=True)
        if known := next((other for other in others if name_key(other) == key), ""):
            raise ValidationError({"name": f"Đã có cơ quan “{known}”. Sửa cơ quan đó, hoặc ghi tên khác."})

    def title(self, row: Agency) -> str:
        return row.name

    def log_key(self, row: Agency) -> str:
        return row.symbol_code

    def added(self, row: Agency) -> str:
        return f"Đã thêm {row.name}."


AGENCIES = Agencies()
