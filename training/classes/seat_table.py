"""Seats of a class by unit and source, given and taken.

A district sees its own seats and those open to the whole province; of the common seats it learns how many are
free, not who took the others.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from accounts.models import User
from registry.units.names import UnitNames
from training.models import Enrolment, FundingSource, SeatAllotment, TrainingClass
from training.seat_units import seat_unit_name


@dataclass(frozen=True)
class SeatCell:
    """Seats of one allotment: `enrolled` are people the account sees, `free` seats that nobody has taken."""

    allotment: SeatAllotment
    enrolled: int
    free: int


@dataclass(frozen=True)
class SeatRow:
    """Seats of one unit, a cell for each source; None where it has no seats from it."""

    unit_id: int
    name: str
    cells: list[SeatCell | None]
    seats: int
    enrolled: int
    free: int


@dataclass(frozen=True)
class SeatTable:
    """Seats by unit and source, with totals of what is shown."""

    sources: list[FundingSource]
    rows: list[SeatRow]
    seats: int
    enrolled: int
    free: int

    def asked(self, seat: str, unit: str) -> tuple[list[int], str]:
        """Allotments that an address asks for, one or all of a unit, and how they are called; none when it
        names nothing in the table."""
        for row in self.rows:
            for cell in row.cells:
                if cell is not None and str(cell.allotment.pk) == seat:
                    return [cell.allotment.pk], f"{row.name}, {cell.allotment.source}"
            if str(row.unit_id) == unit:
                return [cell.allotment.pk for cell in row.cells if cell is not None], row.name
        return [], ""


def seat_table(training_class: TrainingClass, user: User) -> SeatTable:
    """Seats in scope; three queries."""
    people = Enrolment.objects.in_scope(user).holding_seats().values("pk")
    allotments = (
        SeatAllotment.objects.in_scope(user)
        .with_taken()
        .filter(training_class=training_class)
        .select_related("source", "unit")
        .annotate(enrolled=Count("enrolments", filter=Q(enrolments__in=people)))
        .order_by("unit__key", "source__order")
    )
    rows = list(allotments)
    names = UnitNames.on(training_class.starts_on, [row.unit_id for row in rows])
    sources = sorted({row.source for row in rows}, key=lambda source: (source.order, source.code))
    by_unit: dict[int, list[SeatCell]] = {}
    for row in rows:
        cell = SeatCell(row, row.enrolled, row.seats - row.taken)
        by_unit.setdefault(row.unit_id, []).append(cell)
    first = training_class.province_id
    units = sorted(by_unit, key=lambda unit: unit != first)
    cells = [cell for found in by_unit.values() for cell in found]
    return SeatTable(
        sources=sources,
        rows=[
            SeatRow(
                unit_id=pk,
                name=seat_unit_name(pk, training_class, names),
                cells=_by_source(by_unit[pk], sources),
                **_totals(by_unit[pk]),
            )
            for pk in units
        ],
        **_totals(cells),
    )


def _by_source(cells: list[SeatCell], sources: Iterable[FundingSource]) -> list[SeatCell | None]:
    held = {cell.allotment.source_id: cell for cell in cells}
    return [held.get(source.pk) for source in sources]


def _totals(cells: Iterable[SeatCell]) -> dict[str, int]:
    cells = list(cells)
    return {
        "seats": sum(cell.allotment.seats for cell in cells),
        "enrolled": sum(cell.enrolled for cell in cells),
        "free": sum(cell.free for cell in cells),
    }
