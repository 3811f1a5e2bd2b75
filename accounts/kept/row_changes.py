"""Changing rows that an administrator keeps (agencies, programmes, targets, code lists).

These are no facts about people, so they are no acts: each change adds a line to the access log that says
what was before and what is after.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from accounts.http import UserRequest
from accounts.log.access import record
from accounts.models import AccessKind
from common.rows import StaleRow, differences, fingerprint, label_of, words_in

Row = TypeVar("Row", bound=models.Model)


@transaction.atomic
def change_row(
    request: UserRequest, row: models.Model, values: Mapping[str, Any], *, key: str, name: str, seen: str
) -> list[str]:
    """Give a row new values; return what changed, in words.

    `key` and `name` say in the log which row it is; `seen` is the fingerprint of the values its author saw.
    A row changed or removed meanwhile is refused with `StaleRow`, and so is a form that shows no state at
    all: an empty request would blank the row.
    """
    stored = _locked(row)
    now = fingerprint(stored, values)
    if seen != now:
        held = "; ".join(f"{label_of(stored, each)}: {words_in(stored, each)}" for each in values)
        raise StaleRow(
            "Mục này đã khác lúc bạn mở. Chưa ghi gì. "
            f"Giá trị hiện nay: {held}. Bấm Lưu lần nữa để ghi giá trị của bạn.",
            now,
        )
    changes = differences(stored, values)
    for column, value in values.items():
        setattr(stored, column, value)
    stored.full_clean()
    if changes:
        store(stored, update_fields=list(values))
        _note(request, stored, key, f"{name}: {'; '.join(changes)}")
    return changes


@transaction.atomic
def add_row(request: UserRequest, row: Row, *, key: str, name: str, shown: tuple[str, ...]) -> Row:
    """Store a new row; `shown` are the columns the log tells."""
    row.full_clean()
    store(row, force_insert=True)
    held = "; ".join(f"{label_of(row, each)}: {words_in(row, each)}" for each in shown)
    _note(request, row, key, f"Thêm {name}: {held}")
    return row


@transaction.atomic
def remove_row(
    request: UserRequest, row: models.Model, *, key: str, name: str, shown: tuple[str, ...]
) -> None:
    """Delete a row on which nothing stands."""
    stored = _locked(row)
    held = "; ".join(f"{label_of(stored, each)}: {words_in(stored, each)}" for each in shown)
    _note(request, stored, key, f"Bỏ {name}: {held}")
    stored.delete()


def _locked(row: Row) -> Row:
    stored = type(row)._default_manager.select_for_update().filter(pk=row.pk).first()
    if stored is None:
        raise StaleRow("Mục này vừa được bỏ. Chưa ghi gì; quay lại danh sách để xem.", "")
    return stored


def store(row: models.Model, **how: Any) -> None:
    """Of two people who write the same thing at once, the second is told."""
    try:
        with transaction.atomic():
            row.save(**how)
    except IntegrityError as taken:
        raise ValidationError(
            "Vừa có người ghi một mục trùng với mục này. Chưa ghi gì; quay lại danh sách để xem."
        ) from taken


def _note(request: UserRequest, row: models.Model, key: str, detail: str) -> None:
    record(request, AccessKind.DATA_CHANGED, row._meta.model_name or "", key, detail)
