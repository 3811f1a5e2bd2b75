"""Seats that are still to be taken: what classes planned or open promise toward a criterion.

As known on a day: a class opened by a later decision is not known yet, one that has begun takes nobody more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from registry.ahead.criteria import Criterion
from registry.enums import UnitLevel
from registry.models import Unit, UnitPlace
from registry.scope import Scope
from training.enums import ClassState
from training.models import SeatAllotment


@dataclass(frozen=True)
class FreeSeats:
    """Free seats of one allotment of a class that is still to begin."""

    allotment: SeatAllotment
    free: int


def free_seats_of(unit: Unit, *, day: date, scope: Scope) -> list[FreeSeats]:
    """Allotments with free seats for the unit or for a unit inside it, the first to begin first; one query.

    Seats open to the whole province stand with the province only: no district can call them its own.
    """
    rows = (
        _allotments(unit, day, scope)
        .select_related("training_class__programme__level", "source")
        .order_by("training_class__starts_on", "training_class__code", "pk")
    )
    return [FreeSeats(row, row.seats - row.taken) for row in rows if row.seats > row.taken]


def toward(criterion: Criterion, seats: Sequence[FreeSeats]) -> list[FreeSeats]:
    """Those that give the level of a criterion before it is due; a seat may help several criteria."""
    found = []
    for each in seats:
        training_class = each.allotment.training_class
        level = training_class.programme.level
        if level is None or level.scale != criterion.scale or level.rank < criterion.minimum_rank:
            continue
        if training_class.ends_on <= criterion.due_on:
            found.append(each)
    return found


def total(seats: Sequence[FreeSeats]) -> int:
    """Number of free seats."""
    return sum(each.free for each in seats)


def _allotments(unit: Unit, day: date, scope: Scope) -> QuerySet[Any]:
    begins = Q(training_class__state__in=(ClassState.PLANNED, ClassState.OPEN))
    begins |= Q(training_class__starts_on__gt=day)
    known = Q(training_class__decided_on__isnull=True) | Q(training_class__decided_on__lte=day)
    found: QuerySet[Any] = (
        SeatAllotment.objects.with_taken(day)
        .filter(
            begins, known, training_class__ends_on__gt=day, training_class__programme__level__isnull=False
        )
        .exclude(training_class__state=ClassState.CANCELLED)
    )
    if unit.level == UnitLevel.PROVINCE:
        found = found.filter(training_class__province=unit)
    else:
        column = "commune" if unit.level == UnitLevel.COMMUNE else "district"
        inside = UnitPlace.objects.filter(**{column: unit}, valid_from__lte=day, valid_to__gte=day)
        found = found.filter(Q(unit=unit) | Q(unit__in=inside.values("unit")))
    if not scope.is_provincial:
        found = found.filter(unit_id__in=scope.district_ids | scope.unit_ids)
    return found
