""" "Nguồn bổ sung": how the gap of each target will be closed before it is due, and by whom nobody yet.

What training contributes: persons in a class that ends in time (`training.needs`), and free seats of classes
planned or open (`training.supply`). A gap is a number; who is to learn is chosen among those in need.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.criteria import criteria_of
from reports.overview import Asked, Cell, TargetLine, is_small
from training.needs import needs, whole
from training.supply import free_seats_of, total, toward


@dataclass(frozen=True)
class SourceLine:
    """One target: persons still missing, on the way, seats for others, and what is left."""

    cell: Cell
    learning: int
    seats: int
    needing: int
    is_hidden: bool = False

    @property
    def gap(self) -> int:
        return self.cell.measured.gap

    @property
    def found(self) -> int:
        """Persons and seats together."""
        return self.learning + self.seats

    @property
    def nobody(self) -> int:
        """Persons of the gap whom neither a class nor a seat will bring."""
        return max(0, self.gap - self.found)

    @property
    def length(self) -> int:
        """Longest of what is drawn, in persons."""
        return max(self.gap, self.found)


@dataclass(frozen=True)
class Sources:
    """The panel of a unit; all bars stand on one scale."""

    lines: list[SourceLine]

    @property
    def longest(self) -> int:
        return max((line.length for line in self.lines if not line.is_hidden), default=0)


def sources(asked: Asked, targets: Sequence[TargetLine]) -> Sources | None:
    """The panel for a unit on a day; nothing once the programme is due or where nobody serves."""
    day, place = asked.yardstick.day, asked.place
    served = [line.cell for line in targets if line.cell.figure.base]
    if day >= asked.yardstick.programme.due_on or not served:
        return None
    wanted = criteria_of([cell.target for cell in served])
    found = whole(needs(criteria=wanted, day=day, scope=asked.scope, unit=place.unit), wanted)
    seats = free_seats_of(place.unit, day=day, scope=asked.scope)
    return Sources(
        [
            SourceLine(
                cell=cell,
                learning=count.learning,
                seats=total(toward(criterion, seats)),
                needing=count.needing,
                is_hidden=cell.hidden or (not asked.exact and is_small(count.learning)),
            )
            for cell, criterion, count in zip(served, wanted, found.cells, strict=True)
        ]
    )
