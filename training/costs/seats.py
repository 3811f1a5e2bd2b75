"""Seats of an allotment: how many there are, and how many people hold one. A seat is given away once."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import QuerySet

from registry.acts.recording import lock
from registry.ceilings import Ceiling
from training.models import SeatAllotment


def _lock_seats(keys: Collection[int]) -> dict[int, int]:
    return {row.pk: row.seats for row in lock(SeatAllotment, keys).values()}


def _seats_taken(keys: Collection[int]) -> dict[int, int]:
    return {row.pk: row.taken for row in _with_taken(keys)}


# By allotment.
SEATS = Ceiling(_lock_seats, _seats_taken)


def free_seats(allotment_ids: Iterable[int]) -> dict[int, int]:
    """Seats that nobody has taken, by allotment, to be shown; below 0 when some were taken away."""
    return {row.pk: row.seats - row.taken for row in _with_taken(allotment_ids)}


def _with_taken(keys: Iterable[int]) -> QuerySet[Any]:
    return SeatAllotment.objects.with_taken().filter(pk__in=list(keys)).order_by("pk")
