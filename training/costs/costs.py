"""What classes cost, what is committed and what is spent: whole đồng, by the seats of a unit from a source.

The cost of an allotment is its seats × the cost of a seat, its part of the fixed cost of the class, and the
support of its trainees. Everything else (by class, source, unit, year) is a sum of allotments.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import QuerySet, Sum

from common.money import split
from training.costs.support_due import ClassSupport, class_supports, support_due
from training.enums import ClassState
from training.models import Payment, SeatAllotment, SupportPayment

COMMITTING = (ClassState.OPEN, ClassState.RUNNING, ClassState.FINISHED)


@dataclass(frozen=True, slots=True)
class AllotmentMoney:
    """Money of one allotment; `support_vnd` is what trainees were paid and what the active ones will get."""

    allotment: SeatAllotment
    seats_vnd: int
    fixed_vnd: int
    support_vnd: int
    paid_vnd: int
    support_paid_vnd: int

    @property
    def state(self) -> str:
        return str(self.allotment.training_class.state)

    @property
    def class_vnd(self) -> int:
        """Cost without support: what schools and halls may be paid."""
        return self.seats_vnd + self.fixed_vnd

    @property
    def cost_vnd(self) -> int:
        return self.class_vnd + self.support_vnd

    @property
    def spent_vnd(self) -> int:
        return self.paid_vnd + self.support_paid_vnd

    @property
    def planned_vnd(self) -> int:
        """Cost of a class that is not open yet, beyond what was spent on it."""
        return max(self.cost_vnd - self.spent_vnd, 0) if self.state == ClassState.PLANNED else 0

    @property
    def committed_vnd(self) -> int:
        """Cost once the class is open by decision; of one that is not, what was spent all the same."""
        return max(self.cost_vnd, self.spent_vnd) if self.state in COMMITTING else self.spent_vnd


@dataclass(frozen=True, slots=True)
class Sums:
    """Totals over allotments."""

    seats: int = 0
    planned_vnd: int = 0
    committed_vnd: int = 0
    spent_vnd: int = 0

    @classmethod
    def of(cls, rows: Iterable[AllotmentMoney]) -> Sums:
        """Sums of allotments; seats of classes that are not cancelled."""
        found = list(rows)
        return cls(
            seats=sum(row.allotment.seats for row in found if row.state != ClassState.CANCELLED),
            planned_vnd=sum(row.planned_vnd for row in found),
            committed_vnd=sum(row.committed_vnd for row in found),
            spent_vnd=sum(row.spent_vnd for row in found),
        )


def money_of(
    classes: QuerySet[Any], supports: Mapping[int, ClassSupport] | None = None
) -> list[AllotmentMoney]:
    """Money of every allotment of the classes, class by class, in the order of the allotments.

    The caller cuts the rows to its scope: the fixed cost is split over all allotments of a class.
    `supports` are read here unless the caller has them.
    """
    allotments = list(
        SeatAllotment.objects.filter(training_class__in=classes.order_by().values("pk"))
        .select_related("training_class__programme", "source", "unit")
        .order_by("training_class__starts_on", "training_class__code", "pk")
    )
    fixed = _fixed_parts(allotments)
    due = support_due(classes, class_supports(classes) if supports is None else supports)
    paid = _sums(Payment.objects.filter(allotment__training_class__in=classes.values("pk")), "allotment_id")
    given = _sums(
        SupportPayment.objects.filter(enrolment__training_class__in=classes.values("pk")),
        "enrolment__allotment_id",
    )
    return [
        AllotmentMoney(
            allotment=each,
            seats_vnd=each.seats * each.training_class.cost_per_seat_vnd,
            fixed_vnd=fixed[each.pk],
            support_vnd=due.get(each.pk, 0) + given.get(each.pk, 0),
            paid_vnd=paid.get(each.pk, 0),
            support_paid_vnd=given.get(each.pk, 0),
        )
        for each in allotments
    ]


def _fixed_parts(allotments: Iterable[SeatAllotment]) -> dict[int, int]:
    """Part of the fixed cost of its class by allotment."""
    parts: dict[int, int] = {}
    for _, group in groupby(allotments, key=lambda each: each.training_class_id):
        rows = list(group)
        total = rows[0].training_class.fixed_cost_vnd
        shares = split(total, [row.seats for row in rows])
        parts.update(zip((row.pk for row in rows), shares, strict=True))
    return parts


def _sums(rows: QuerySet[Any], column: str) -> dict[int, int]:
    found = rows.order_by().values_list(column).annotate(total=Sum("amount_vnd"))
    return {key: int(total) for key, total in found}
