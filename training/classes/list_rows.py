"""Rows of the list of classes: seats and trainees as far as the account sees them."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from accounts.models import User
from training.models import Enrolment, SeatAllotment, TrainingClass


def with_numbers(classes: QuerySet[TrainingClass], user: User) -> QuerySet[Any]:
    """Classes with `seats` that are the account's or open to it, and `enrolled`, people of its scope who
    hold a seat; one statement."""
    seats = SeatAllotment.objects.in_scope(user).filter(training_class=OuterRef("pk"))
    trainees = Enrolment.objects.in_scope(user).holding_seats().filter(training_class=OuterRef("pk"))
    return classes.select_related("programme", "institution").annotate(
        seats=_number(seats, Sum("seats")), enrolled=_number(trainees, Count("pk"))
    )


def _number(rows: QuerySet[Any], total: Any) -> Coalesce:
    found = rows.order_by().values("training_class").annotate(number=total).values("number")
    return Coalesce(Subquery(found, output_field=IntegerField()), 0)
