"""The plan of a year against what came of it: by programme, and by programme × unit, as an account sees.

What came of it are the seats, trainees (lượt) and money of the classes whose budget year it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, QuerySet

from accounts.models import User
from registry.models import Unit
from registry.scope import Scope
from registry.units.names import UnitNames
from training.enums import Category, ClassState
from training.models import Enrolment, PlanLine, TrainingClass, TrainingProgramme
from training.money.pages import AllotmentLine, money_in_scope, named_lines
from training.seat_units import WHOLE_PROVINCE, SeatUnit, units_under


@dataclass
class PlanSums:
    """Planned and actual: seats, trainees, money in whole đồng."""

    planned_seats: int = 0
    planned_vnd: int = 0
    seats: int = 0
    enrolled: int = 0
    committed_vnd: int = 0
    spent_vnd: int = 0

    def add(self, other: PlanSums) -> None:
        for name in vars(other):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    @property
    def is_empty(self) -> bool:
        return not any(vars(self).values())


@dataclass
class PlanProgramme:
    """A programme with its sums, and a cell for each unit of the page."""

    programme: TrainingProgramme
    sums: PlanSums
    named_cells: list[tuple[SeatUnit, PlanSums]]
    decisions: list[str] = field(default_factory=list)

    @property
    def cells(self) -> list[PlanSums]:
        return [cell for _, cell in self.named_cells]


@dataclass
class PlanPage:
    """The plan of a year: `units` are the columns of the grid; `offered` programmes may be planned."""

    units: list[SeatUnit]
    programmes: list[PlanProgramme]
    totals: PlanSums
    unit_totals: list[PlanSums]
    offered: list[TrainingProgramme]

    @property
    def by_category(self) -> list[tuple[str, PlanSums]]:
        """Đào tạo and bồi dưỡng apart: they are never merged (domain 0)."""
        found = []
        for category in Category:
            sums = PlanSums()
            for row in self.programmes:
                if row.programme.category == category:
                    sums.add(row.sums)
            found.append((str(category.label), sums))
        return found


Cells = dict[tuple[int, int], PlanSums]


def plan_page(user: User, year: int) -> PlanPage:
    """Lines of the plan and classes in scope; of seats open to everybody a district sees its own people."""
    cells: Cells = defaultdict(PlanSums)
    lines = list(PlanLine.objects.in_scope(user).filter(year=year).order_by("programme", "unit"))
    for line in lines:
        cells[line.programme_id, line.unit_id].add(
            PlanSums(planned_seats=line.seats, planned_vnd=line.amount_vnd)
        )
    classes = TrainingClass.objects.in_scope(user).filter(budget_year=year)
    for row in money_in_scope(user, classes):
        key = (row.allotment.training_class.programme_id, row.allotment.unit_id)
        live = row.state != ClassState.CANCELLED
        cells[key].add(
            PlanSums(
                seats=row.allotment.seats if live else 0,
                committed_vnd=row.committed_vnd,
                spent_vnd=row.spent_vnd,
            )
        )
    for (programme_id, unit_id), people in _enrolled(user, year):
        cells[programme_id, unit_id].add(PlanSums(enrolled=people))
    return _page(user, year, {key: each for key, each in cells.items() if not each.is_empty}, lines)


def plannable_units(province: Unit, year: int, programme: TrainingProgramme) -> list[SeatUnit]:
    """Units that may stand in the plan: those of the first day of the year, and those that stand in it."""
    units = units_under(province.pk, date(year, 1, 1))
    known = {unit.pk for unit in units}
    planned = {line.unit_id for line in stored_lines(province, year, programme)} - known
    names = UnitNames.on(date(year, 12, 31), planned) if planned else None
    others = sorted((version.short_name, pk) for pk in planned if names and (version := names.get(pk)))
    return [*units, *(SeatUnit(pk, name) for name, pk in others)]


def stored_lines(province: Unit, year: int, programme: TrainingProgramme) -> list[PlanLine]:
    """Lines of a programme in a year."""
    return list(PlanLine.objects.filter(province=province, year=year, programme=programme).order_by("pk"))


def programme_lines(
    user: User, year: int, programme: TrainingProgramme, unit_id: int | None
) -> list[AllotmentLine]:
    """Allotments of a programme in a year, class by class, of all units or of one."""
    classes = TrainingClass.objects.in_scope(user).filter(budget_year=year, programme=programme)
    rows = money_in_scope(user, classes)
    return named_lines([row for row in rows if unit_id in (None, row.allotment.unit_id)], date(year, 12, 31))


def programme_trainees(
    user: User, year: int, programme: TrainingProgramme, unit_id: int | None
) -> QuerySet[Enrolment]:
    """Trainees of a programme in a year who hold a seat, of all units or of one, by name."""
    rows = _seated(user, year).filter(training_class__programme=programme)
    if unit_id is not None:
        rows = rows.filter(allotment__unit=unit_id)
    return rows.select_related("cadre", "training_class").order_by("cadre__sort_key", "pk")


def _seated(user: User, year: int) -> QuerySet[Enrolment]:
    seated = Enrolment.objects.holding_seats().values("pk")
    return Enrolment.objects.in_scope(user).filter(pk__in=seated, training_class__budget_year=year)


def _enrolled(user: User, year: int) -> list[tuple[tuple[int, int], int]]:
    rows = _seated(user, year)
    keys = ("training_class__programme_id", "allotment__unit_id")
    counted = rows.order_by().values_list(*keys).annotate(people=Count("pk"))
    return [((programme, unit), people) for programme, unit, people in counted]


def _page(user: User, year: int, cells: Cells, lines: list[PlanLine]) -> PlanPage:
    units = _columns(user, year, {unit for _, unit in cells})
    catalogue = list(TrainingProgramme.objects.all())
    used = {programme for programme, _ in cells}
    rows = []
    for programme in (each for each in catalogue if each.pk in used):
        of_units = [cells.get((programme.pk, unit.pk), PlanSums()) for unit in units]
        decisions = [line.decision_no for line in lines if line.programme_id == programme.pk]
        named = list(zip(units, of_units, strict=True))
        rows.append(PlanProgramme(programme, _sum(of_units), named, list(dict.fromkeys(decisions))))
    return PlanPage(
        units=units,
        programmes=rows,
        totals=_sum(row.sums for row in rows),
        unit_totals=[_sum(row.cells[place] for row in rows) for place in range(len(units))],
        offered=[each for each in catalogue if each.is_offered],
    )


def _columns(user: User, year: int, used: set[int]) -> list[SeatUnit]:
    """Units with something in the year, the province first, then by their codes."""
    scope = Scope.of(user)
    units = Unit.objects.filter(pk__in=used).order_by("key")
    names = UnitNames.on(date(year, 12, 31), used)
    found = []
    for unit in units:
        version = names.get(unit.pk)
        is_province = unit.level == "province" or unit.pk in scope.province_ids
        name = WHOLE_PROVINCE if is_province else version.short_name if version else ""
        found.append((not is_province, SeatUnit(unit.pk, name)))
    return [each for _, each in sorted(found, key=lambda pair: pair[0])]


def _sum(rows: Iterable[PlanSums]) -> PlanSums:
    total = PlanSums()
    for row in rows:
        total.add(row)
    return total
