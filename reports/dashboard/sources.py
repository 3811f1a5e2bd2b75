""" "Nguồn bổ sung": how the gap of each target will be closed before it is due, and by whom nobody yet.

What training contributes: persons in a class that ends in time (`training.needs.needs`), and free seats of
classes planned or open (`training.needs.supply`). A gap is a number; who is to learn is chosen among those in
need.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.dashboard.expectations import Expectation
from reports.dashboard.overview import Asked, Cell, is_small
from training.needs.supply import free_seats_of, total, toward


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


def sources(asked: Asked, expected: Sequence[Expectation]) -> Sources | None:
    """The panel for a unit on a day; nothing once the programme is due or where nobody serves."""
    if not expected:
        return None
    seats = free_seats_of(asked.place.unit, day=asked.yardstick.day, scope=asked.scope)
    return Sources(
        [
            SourceLine(
                cell=each.cell,
                learning=each.need.learning,
                seats=total(toward(each.need.criterion, seats)),
                needing=each.need.needing,
                is_hidden=each.cell.hidden or (not asked.exact and is_small(each.need.learning)),
            )
            for each in expected
        ]
    )
