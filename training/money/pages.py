"""What the pages of money show: by source and year, by class and unit, by trainee, as an account sees it.

A province sees everything of its classes; a district the seats given to it, and no budgets.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from registry.scope import Scope
from registry.units.names import UnitNames
from training.costs.costs import AllotmentMoney, Sums, money_of
from training.costs.support_due import ClassSupport, Working, class_supports, with_facts, working_of
from training.models import (
    Enrolment,
    FundingSource,
    Payment,
    SeatAllotment,
    SupportPolicy,
    TrainingClass,
    YearlyBudget,
)
from training.seat_units import seat_unit_name


@dataclass(frozen=True)
class SourceLine:
    """A source in a year: what it gives, what is planned, committed, spent, and may still be committed."""

    source: FundingSource
    budget: YearlyBudget | None
    sums: Sums

    @property
    def budget_vnd(self) -> int:
        return self.budget.amount_vnd if self.budget else 0

    @property
    def left_vnd(self) -> int:
        """Below zero when more is committed than there is."""
        return self.budget_vnd - self.sums.committed_vnd


@dataclass(frozen=True)
class YearMoney:
    """All sources of a year with their totals."""

    lines: list[SourceLine]
    sums: Sums
    budget_vnd: int

    @property
    def left_vnd(self) -> int:
        return self.budget_vnd - self.sums.committed_vnd


@dataclass(frozen=True)
class AllotmentLine:
    """Money of one allotment under the name that its unit had on the first day of the class."""

    money: AllotmentMoney
    unit_name: str

    @property
    def left_vnd(self) -> int:
        """Still to be paid."""
        return self.money.committed_vnd - self.money.spent_vnd

    @property
    def class_left_vnd(self) -> int:
        """What may still be paid for the seats, support aside."""
        return self.money.class_vnd - self.money.paid_vnd


def years_known(user: User, *also: int) -> list[int]:
    """Years with classes or budgets, and the given ones, the latest first."""
    classes = TrainingClass.objects.in_scope(user).order_by().values_list("budget_year", flat=True)
    budgets = YearlyBudget.objects.in_scope(user).order_by().values_list("year", flat=True)
    return sorted({*classes.union(budgets), *also}, reverse=True)


def money_in_scope(
    user: User, classes: QuerySet[Any], supports: Mapping[int, ClassSupport] | None = None
) -> list[AllotmentMoney]:
    """Money of the classes: all of it for a province, for a district that of its own seats."""
    scope = Scope.of(user)
    own = scope.district_ids | scope.unit_ids
    return [
        row
        for row in money_of(classes, supports)
        if scope.sees_province(row.allotment.training_class.province_id) or row.allotment.unit_id in own
    ]


def year_money(user: User, year: int) -> YearMoney:
    """Sources with a budget, seats or use in a year, in the order of the catalogue."""
    rows = money_in_scope(user, TrainingClass.objects.in_scope(user).filter(budget_year=year))
    budgets = {each.source_id: each for each in YearlyBudget.objects.in_scope(user).filter(year=year)}
    by_source: dict[int, list[AllotmentMoney]] = {}
    for row in rows:
        by_source.setdefault(row.allotment.source_id, []).append(row)
    lines = [
        SourceLine(source, budgets.get(source.pk), Sums.of(by_source.get(source.pk, ())))
        for source in FundingSource.objects.all()
        if source.is_used or source.pk in by_source or source.pk in budgets
    ]
    return YearMoney(lines, Sums.of(rows), sum(each.amount_vnd for each in budgets.values()))


def source_lines(user: User, year: int, source: FundingSource) -> list[AllotmentLine]:
    """Allotments of a source in a year, class by class."""
    classes = TrainingClass.objects.in_scope(user).filter(budget_year=year, allotments__source=source)
    rows = money_in_scope(user, TrainingClass.objects.in_scope(user).filter(pk__in=classes.values("pk")))
    return named_lines([row for row in rows if row.allotment.source_id == source.pk], date(year, 12, 31))


def class_lines(
    user: User, training_class: TrainingClass, support: ClassSupport | None = None
) -> list[AllotmentLine]:
    """Allotments of a class; its support is read here unless the caller has it."""
    classes = TrainingClass.objects.in_scope(user).filter(pk=training_class.pk)
    supports = None if support is None else {training_class.pk: support}
    return named_lines(money_in_scope(user, classes, supports), training_class.starts_on)


def support_in(training_class: TrainingClass) -> ClassSupport:
    """What decides the support in a class."""
    return class_supports(TrainingClass.objects.filter(pk=training_class.pk))[training_class.pk]


def class_payments(user: User, training_class: TrainingClass) -> QuerySet[Payment]:
    """Payments for the seats of a class that the account sees, by day."""
    rows = Payment.objects.in_scope(user).filter(allotment__training_class=training_class)
    if not Scope.of(user).sees_province(training_class.province_id):
        rows = rows.exclude(allotment__unit=training_class.province_id)
    return rows.select_related("allotment__source").order_by("paid_on", "pk")


def trainees_with_support(user: User, training_class: TrainingClass) -> QuerySet[Enrolment]:
    """Trainees in scope who hold a seat or were paid, by name, with what their support depends on."""
    rows = Enrolment.objects.in_scope(user).filter(training_class=training_class)
    kept = rows.holding_seats() | rows.filter(support_payment__isnull=False)
    return with_facts(kept).order_by("cadre__sort_key", "pk")


def payable(user: User, training_class: TrainingClass, support: ClassSupport) -> list[Working]:
    """Trainees whose support may be paid now: they hold a seat, are unpaid, and something is due."""
    rows = trainees_with_support(user, training_class).filter(
        withdrawn_on__isnull=True, support_payment__isnull=True
    )
    return [each for each in (working_of(row, support) for row in rows) if each.amount_vnd]


def example_policies(first: date, last: date) -> list[SupportPolicy]:
    """Policies in force between two days whose amounts are examples only."""
    return list(
        SupportPolicy.objects.filter(is_example=True, valid_from__lte=last, valid_to__gte=first).order_by(
            "valid_from", "code"
        )
    )


def allotment_of(user: User, training_class: TrainingClass) -> QuerySet[SeatAllotment]:
    """Seats of a class that the account sees."""
    found: QuerySet[SeatAllotment] = SeatAllotment.objects.in_scope(user).filter(
        training_class=training_class
    )
    return found.select_related("training_class", "source", "unit")


def totals(lines: Iterable[AllotmentLine]) -> Sums:
    """Sums of the lines."""
    return Sums.of(line.money for line in lines)


def named_lines(rows: Sequence[AllotmentMoney], day: date) -> list[AllotmentLine]:
    """Rows under the names that their units had on a day."""
    names = UnitNames.on(day, [row.allotment.unit_id for row in rows])
    return [
        AllotmentLine(row, seat_unit_name(row.allotment.unit_id, row.allotment.training_class, names))
        for row in rows
    ]
