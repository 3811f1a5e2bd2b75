"""What was promised to a unit on a day: threshold and path, its own or inherited.

A target given to a unit by decision ("giao chỉ tiêu") holds for the unit and all below it, until a nearer
decision. The path runs straight from the province's baseline through the yearly points given, to the
threshold at the due date (ux 3).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from reports.enums import Status
from reports.models import Programme, Target, TargetAssignment


@dataclass(frozen=True)
class Promise:
    """Threshold and path of one target for one unit, in per cent."""

    threshold: Decimal
    points: tuple[tuple[date, Fraction], ...]

    def path_on(self, day: date) -> Fraction:
        """Path on a day: straight between the points, level before the first and after the last."""
        if day <= self.points[0][0]:
            return self.points[0][1]
        for (start, low), (end, high) in zip(self.points, self.points[1:], strict=False):
            if day <= end:
                return low + (high - low) * Fraction((day - start).days, (end - start).days)
        return self.points[-1][1]


class Promises:
    """Assignments of a programme, resolved for units by inheritance from the nearest unit above."""

    def __init__(self, programme: Programme, assignments: Iterable[TargetAssignment]) -> None:
        self.programme = programme
        self._thresholds: dict[tuple[int, int], Decimal] = {}
        self._points: dict[tuple[int, int], list[tuple[date, Fraction]]] = {}
        for each in assignments:
            key = (each.target_id, each.unit_id)
            if each.year is None:
                self._thresholds[key] = each.percent
            else:
                self._points.setdefault(key, []).append((date(each.year, 12, 31), Fraction(each.percent)))

    @classmethod
    def of(cls, programme: Programme) -> Promises:
        """All assignments of a programme, read once."""
        return cls(programme, TargetAssignment.objects.filter(target__programme=programme).order_by("year"))

    def resolve(self, target: Target, lineage: Sequence[int | None], baseline: Fraction) -> Promise:
        """Promise for a unit whose lineage is (itself, district, province); `baseline` is in per cent."""
        keys = [(target.pk, unit_id) for unit_id in lineage if unit_id is not None]
        threshold = next((self._thresholds[key] for key in keys if key in self._thresholds), target.threshold)
        given = next((self._points[key] for key in keys if key in self._points), [])
        start, due = self.programme.baseline_on, self.programme.due_on
        points = [(start, baseline), *(point for point in given if start < point[0] < due)]
        last = next((value for day, value in given if day == due), Fraction(threshold))
        return Promise(threshold, (*points, (due, last)))


def gap_persons(count: int, base: int, threshold: Decimal) -> int:
    """Persons still missing: ⌈threshold × base⌉ − count, never below 0 (design 4)."""
    needed = Fraction(threshold) * base / 100
    return max(0, -(-needed.numerator // needed.denominator) - count)


def status_of(count: int, base: int, threshold: Decimal, path: Fraction, margin: Decimal) -> Status:
    """Status by exact shares: at the target, at the path, up to `margin` points below it, or later."""
    if base == 0:
        return Status.EMPTY
    now = Fraction(100 * count, base)
    if now >= Fraction(threshold):
        return Status.MET
    if now >= path:
        return Status.ON_TRACK
    return Status.WATCH if now >= path - Fraction(margin) else Status.LATE
