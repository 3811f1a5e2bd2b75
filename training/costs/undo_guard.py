"""What an undo may not do to training: commit beyond a budget, or give a seat away twice.

Undoing a withdrawal, a cancelled class or a larger budget changes what is committed just as a new entry does.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models import Model, QuerySet

from accounts.models import User
from common.money import dong
from registry.errors import Refusal
from registry.models import Act
from training.costs.commitments import BUDGETS, Purse, require_budget
from training.costs.seats import SEATS
from training.models import (
    ClassSession,
    Enrolment,
    SeatAllotment,
    SupportPayment,
    TrainingClass,
    YearlyBudget,
)


@contextmanager
def keep_promises(act: Act, actor: User) -> Iterator[None]:
    """Around the undo of an act; raises `Refusal` when a source or the seats would be overdrawn by it."""
    keys = _classes_of(act)
    budgets = set(_history(YearlyBudget, act).values_list("province_id", "source_id", "year"))
    if not keys and not budgets:
        yield
        return
    classes = list(TrainingClass.objects.filter(pk__in=keys))
    crowded = _crowded(keys)
    with require_budget(classes, actor=actor):
        yield
        classes[:] = TrainingClass.objects.filter(pk__in=keys)
    for purse in sorted(budgets):
        _refuse_overdrawn(purse)
    if _crowded(keys) - crowded:
        raise Refusal(
            "Chỗ của lớp đã giao cho người khác nên không đưa về như trước được. Dữ liệu giữ nguyên; "
            "thêm chỗ hoặc cho người đó thôi học trước."
        )


def _classes_of(act: Act) -> set[int]:
    """Classes whose cost or seats the act touched."""
    found = set(_history(TrainingClass, act).values_list("id", flat=True))
    for part in (ClassSession, SeatAllotment, Enrolment):
        found |= set(_history(part, act).values_list("training_class_id", flat=True))
    paid = _history(SupportPayment, act).values("enrolment_id")
    return found | set(Enrolment.objects.filter(pk__in=paid).values_list("training_class_id", flat=True))


def _history(model: type[Model], act: Act) -> QuerySet[Any]:
    rows: QuerySet[Any] = model.history.filter(act=act)  # type: ignore[attr-defined]
    return rows.order_by()


def _crowded(classes: set[int]) -> set[int]:
    """Allotments with more people than seats."""
    seats = SeatAllotment.objects.filter(training_class__in=classes)
    return SEATS.exceeded(list(seats.values_list("pk", flat=True)))


def _refuse_overdrawn(purse: Purse) -> None:
    room = BUDGETS.room(purse)
    if room.over:
        raise Refusal(
            f"Năm {purse[2]} đã cam kết {dong(room.taken)} từ nguồn này nên kinh phí không về "
            f"{dong(room.given)} được: thiếu {dong(room.over)}. Dữ liệu giữ nguyên; "
            "giảm chi phí hoặc hủy lớp trước."
        )
