"""Rows of reference data in words: what a column holds, what changed, who else changed it meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from common.dates import OPEN_END, OPEN_PAST, format_day
from common.numbers import NO_FIGURE, format_decimal

OPEN = "không giới hạn"


class StaleRow(ValidationError):
    """Somebody else changed the row after it was read; `seen` is its fingerprint now."""

    def __init__(self, message: str, seen: str) -> None:
        super().__init__(message, code="stale")
        self.seen = seen


def column_of(model: type[models.Model] | models.Model, name: str) -> models.Field[Any, Any]:
    """The column of a name."""
    column: models.Field[Any, Any] = model._meta.get_field(name)  # type: ignore[assignment]
    return column


def label_of(model: type[models.Model] | models.Model, name: str) -> str:
    """The Vietnamese name of a column, with a capital."""
    label = str(column_of(model, name).verbose_name)
    return label[:1].upper() + label[1:]


def words(column: models.Field[Any, Any], value: Any) -> str:
    """A value of a column as people write it; a dash for nothing."""
    if column.choices:
        value = dict(column.flatchoices).get(value, value)
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if value in (OPEN_PAST, OPEN_END):
        return OPEN
    if isinstance(value, date):
        return format_day(value)
    if isinstance(value, Decimal):
        return trimmed(value)
    if isinstance(value, list):
        value = ", ".join(map(str, value))
    return NO_FIGURE if value in (None, "") else str(value)


def trimmed(value: Decimal) -> str:
    """A decimal without trailing zeros: 44.7000 is "44,7"."""
    exponent = value.normalize().as_tuple().exponent
    return format_decimal(value, max(0, -exponent) if isinstance(exponent, int) else 0)


def words_in(row: models.Model, name: str) -> str:
    """What a row holds in a column, in words."""
    return words(column_of(row, name), getattr(row, name))


def differences(row: models.Model, values: Mapping[str, Any]) -> list[str]:
    """What would change if the row took the values: "Mục tiêu (%): 90 → 85"; of lists what comes and goes."""
    found = []
    for name, after in values.items():
        column, before = column_of(row, name), getattr(row, name)
        if before == after:
            continue
        label = label_of(row, name)
        if isinstance(before, list) and isinstance(after, list):
            found += _list_differences(label, before, after)
        else:
            found.append(f"{label}: {words(column, before)} → {words(column, after)}")
    return found


def fingerprint(row: models.Model, names: Iterable[str]) -> str:
    """Short digest of some columns of a row: tells whether they are still what a form showed."""
    held = "\n".join(f"{name}={column_of(row, name).value_from_object(row)!r}" for name in sorted(names))
    return sha256(held.encode()).hexdigest()[:16]


def _list_differences(label: str, before: list[Any], after: list[Any]) -> list[str]:
    added = [f"“{each}”" for each in after if each not in before]
    removed = [f"“{each}”" for each in before if each not in after]
    parts = [f"{verb} {', '.join(items)}" for verb, items in (("thêm", added), ("bỏ", removed)) if items]
    return [f"{label}: {' và '.join(parts) or 'đổi thứ tự'}"]
