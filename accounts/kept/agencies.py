"""Agencies: whom accounts work for, and how forms are headed."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet

from accounts.http import UserRequest
from accounts.kept.row_changes import add_row, change_row
from accounts.models import Agency
from common.text.folding import name_key

COLUMNS = ("name", "short_name", "kind", "superior_line", "issuer_line", "symbol_code")


def agencies_with_accounts() -> QuerySet[Agency]:
    """Agencies by name, each with its number of accounts as `accounts`."""
    return Agency.objects.annotate(accounts=Count("users"))


def add_agency(request: UserRequest, values: dict[str, Any]) -> Agency:
    """Store a new agency."""
    _refuse_a_known_name(values["name"])
    agency = Agency(**values)
    return add_row(request, agency, key=values["symbol_code"], name="cơ quan", shown=COLUMNS)


def change_agency(request: UserRequest, agency: Agency, values: dict[str, Any], seen: str) -> list[str]:
    """Correct an agency; return what changed, in words."""
    _refuse_a_known_name(values["name"], agency.pk)
    return change_row(request, agency, values, key=agency.symbol_code, name=agency.name, seen=seen)


def _refuse_a_known_name(name: str, own_pk: int = 0) -> None:
    key = name_key(name)
    others = Agency.objects.exclude(pk=own_pk).values_list("name", flat=True)
    if known := next((other for other in others if name_key(other) == key), ""):
        raise ValidationError({"name": f"Đã có cơ quan “{known}”. Sửa cơ quan đó, hoặc ghi tên khác."})
