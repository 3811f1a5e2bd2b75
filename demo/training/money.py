"""Budgets, yearly plans and payments of the demonstration: every source has what its classes commit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Model

from common.numbers import format_int
from demo.steps import Written
from registry.acts.recording import record
from registry.enums import ActKind
from training.costs.costs import AllotmentMoney, money_of
from training.costs.support import text_of, total_of
from training.costs.support_due import TRAITS, class_supports, trainee_of, with_traits
from training.enums import ClassState
from training.models import Enrolment, Payment, PlanLine, SupportPayment, TrainingClass, YearlyBudget

# A budget is what is committed or planned, and a tenth more, in whole 50 million đồng.
_STEP_VND = 50_000_000
# Trainees of these programmes have been paid their support.
_SUPPORTED_PROGRAMMES = ("TH-A", "QH-CB")


def write_money(written: Written) -> None:
    """After the classes are stored: budgets and plans from what they cost, then payments below it."""
    classes = TrainingClass.objects.filter(province=written.province)
    money = money_of(classes)
    plans = [*_budgets(money, written), *_plan_lines(money, written)]
    told = "Kinh phí và kế hoạch đào tạo các năm 2012, 2013, 2014 (hư cấu)"
    record(ActKind.DEMONSTRATION, written.actor, created=plans, summary=told, reason=written.reason)
    payments = [*_payments(money), *_support_payments(written)]
    told = f"Chi đào tạo, bồi dưỡng: {format_int(len(payments))} khoản chi (hư cấu)"
    record(ActKind.DEMONSTRATION, written.actor, created=payments, summary=told, reason=written.reason)


def _budgets(money: list[AllotmentMoney], written: Written) -> Iterator[Model]:
    needed: dict[tuple[int, int], int] = {}
    for each in money:
        key = (each.allotment.training_class.budget_year, each.allotment.source_id)
        needed[key] = needed.get(key, 0) + each.committed_vnd + each.planned_vnd
    for number, ((year, source_id), amount) in enumerate(sorted(needed.items()), start=1):
        yield YearlyBudget(
            province=written.province,
            source_id=source_id,
            year=year,
            amount_vnd=-(-amount * 11 // 10 // _STEP_VND) * _STEP_VND,
            decision_no=f"{1800 + number}/QĐ-UBND",
            decided_on=date(year - 1, 12, 14),
        )


def _plan_lines(money: list[AllotmentMoney], written: Written) -> Iterator[Model]:
    """Seats and money by programme and district, a little rounder than what came of it."""
    seats: dict[tuple[int, int, int], int] = {}
    amounts: dict[tuple[int, int, int], int] = {}
    for each in money:
        made = each.allotment.training_class
        key = (made.budget_year, made.programme_id, each.allotment.unit_id)
        seats[key] = seats.get(key, 0) + each.allotment.seats
        amounts[key] = amounts.get(key, 0) + each.cost_vnd
    for key, number in sorted(seats.items()):
        year, programme_id, unit_id = key
        yield PlanLine(
            province=written.province,
            year=year,
            programme_id=programme_id,
            unit_id=unit_id,
            seats=-(-number // 5) * 5,
            amount_vnd=-(-amounts[key] // 1_000_000) * 1_000_000,
            decision_no=f"{56 + year % 100}/KH-UBND",
            decided_on=date(year, 1, 21),
        )


def _payments(money: list[AllotmentMoney]) -> Iterator[Model]:
    """Finished classes are paid in full for their seats, running ones for the first of their years."""
    number = 0
    for each in money:
        made = each.allotment.training_class
        if made.state not in (ClassState.RUNNING, ClassState.FINISHED):
            continue
        number += 1
        finished = made.state == ClassState.FINISHED
        years = max(1, round((made.ends_on - made.starts_on).days / 365))
        yield Payment(
            allotment=each.allotment,
            amount_vnd=each.seats_vnd if finished else each.seats_vnd // years,
            paid_on=made.ends_on + timedelta(days=12) if finished else made.starts_on + timedelta(days=90),
            document_no=f"UNC {number:04d}/{made.budget_year}",
            note="Chi phí lớp học theo hợp đồng" if finished else "Chi phí năm học thứ nhất",
        )


def _support_payments(written: Written) -> Iterator[Model]:
    """Support by the policy, with its working, for everybody in the finished classes of two programmes."""
    classes = TrainingClass.objects.filter(
        province=written.province, state=ClassState.FINISHED, programme__code__in=_SUPPORTED_PROGRAMMES
    )
    supports = class_supports(classes)
    asked = Enrolment.objects.holding_seats().filter(training_class__in=classes).order_by("pk")
    traits = {row["pk"]: row for row in with_traits(asked).values("pk", *TRAITS)}
    for number, enrolment in enumerate(asked.select_related("training_class"), start=1):
        support = supports[enrolment.training_class_id]
        lines = support.lines_for(trainee_of(traits[enrolment.pk]))
        if support.policy is None or not lines:
            continue
        yield SupportPayment(
            enrolment=enrolment,
            cadre_id=enrolment.cadre_id,
            amount_vnd=total_of(lines),
            working=text_of(lines),
            policy_no=support.policy.decision_no,
            paid_on=enrolment.training_class.ends_on,
            document_no=f"PC {number:04d}/{enrolment.training_class.budget_year}",
        )
