"""Money as it is planned, given and paid: whole đồng, each call one act."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, QuerySet

from accounts.models import User
from common.dates import format_day
from common.money import dong
from common.numbers import format_int
from registry.acts.recording import Change, lock, record
from registry.cards.services.checks import refuse_future
from registry.errors import EditConflict, Refusal
from registry.models import Act, Unit
from training.costs.commitments import BUDGETS, lock_budgets
from training.costs.costs import COMMITTING, money_of
from training.costs.support import text_of, total_of
from training.costs.support_due import Working, workings
from training.enums import TrainingAct
from training.models import (
    Enrolment,
    FundingSource,
    Payment,
    PlanLine,
    SeatAllotment,
    SupportPayment,
    TrainingClass,
    TrainingProgramme,
    YearlyBudget,
)


@dataclass(frozen=True)
class PlanFigures:
    """Seats and money of a unit in the plan; none of either takes the line out."""

    seats: int
    amount_vnd: int


@dataclass(frozen=True)
class Document:
    """By which document, on which day, money was paid."""

    document_no: str
    paid_on: date


@transaction.atomic
def set_budget(
    *,
    actor: User,
    province: Unit,
    source: FundingSource,
    year: int,
    amount_vnd: int,
    decision_no: str,
    decided_on: date | None = None,
    version: int | None = None,
) -> Act | None:
    """Sets what a source gives in a year; returns no act when nothing differs.

    It is never lowered under what is committed: `Refusal` with the figures.
    """
    if not decision_no.strip():
        raise ValidationError({"decision_no": "Ghi số quyết định giao kinh phí."})
    if decided_on is not None:
        refuse_future("decided_on", decided_on)
    purse = (province.pk, source.pk, year)
    stored = lock_budgets([province.pk]).get(purse)
    committed = BUDGETS.sum_taken([purse]).get(purse, 0)
    if stored is not None and amount_vnd < stored.amount_vnd and amount_vnd < committed:
        raise Refusal(
            f"Nguồn {source} năm {year} đã cam kết {dong(committed)} nên kinh phí không giảm xuống "
            f"{dong(amount_vnd)} được: thiếu {dong(committed - amount_vnd)}. Chưa ghi gì; "
            "giảm chỗ, chi phí của lớp hoặc hủy lớp trước."
        )
    values = {"amount_vnd": amount_vnd, "decision_no": decision_no.strip(), "decided_on": decided_on}
    new = [] if stored else [YearlyBudget(province=province, source=source, year=year, **values)]
    summary = f"Kinh phí đào tạo năm {year}, nguồn {source}: {dong(amount_vnd)}"
    changes = [Change(stored, values, version)] if stored else []
    return record(TrainingAct.PLAN_TRAINING, actor, created=new, updated=changes, summary=summary)


@transaction.atomic
def save_plan(
    *,
    actor: User,
    province: Unit,
    year: int,
    programme: TrainingProgramme,
    figures: Mapping[int, PlanFigures],
    decision_no: str,
    decided_on: date | None = None,
    version: int | None = None,
) -> Act | None:
    """Sets the plan of a programme for the given units (by key), all by one decision.

    Units not given stay as they are; returns no act when nothing differs. Raises `EditConflict` when a line
    of the programme was changed after `version` (`plan_version`) was read.
    """
    if not decision_no.strip():
        raise ValidationError({"decision_no": "Ghi số quyết định giao kế hoạch."})
    if decided_on is not None:
        refuse_future("decided_on", decided_on)
    # The province is the queue of those who plan: lines that do not exist yet cannot be locked.
    Unit.objects.select_for_update(of=("self",)).get(pk=province.pk)
    _refuse_newer_plan(province, year, programme, version)
    of_programme = {"province": province, "year": year, "programme": programme}
    by_decision = {"decision_no": decision_no.strip(), "decided_on": decided_on}
    created, updated, deleted = _plan_differences(of_programme, figures, by_decision)
    seats = sum(each.seats for each in figures.values())
    summary = f"Kế hoạch năm {year}, {programme.name}: {format_int(seats)} chỗ"
    return record(
        TrainingAct.PLAN_TRAINING, actor, created=created, updated=updated, deleted=deleted, summary=summary
    )


def _plan_differences(
    of_programme: dict[str, Any], figures: Mapping[int, PlanFigures], by_decision: dict[str, Any]
) -> tuple[list[PlanLine], list[Change], list[PlanLine]]:
    """Lines to create, change and delete; one that keeps its figures keeps its decision too."""
    lines = PlanLine.objects.filter(**of_programme).values_list("pk", flat=True)
    stored = {row.unit_id: row for row in lock(PlanLine, lines).values()}
    created, updated, deleted = [], [], []
    for unit, each in figures.items():
        row = stored.get(unit)
        values = {"seats": each.seats, "amount_vnd": each.amount_vnd}
        is_empty = not (each.seats or each.amount_vnd)
        if row is None and not is_empty:
            created.append(PlanLine(**of_programme, unit_id=unit, **values, **by_decision))
        elif row is not None and is_empty:
            deleted.append(row)
        elif row is not None and (row.seats, row.amount_vnd) != (each.seats, each.amount_vnd):
            updated.append(Change(row, {**values, **by_decision}))
    return created, updated, deleted


def plan_version(province: Unit, year: int, programme: TrainingProgramme) -> int:
    """The last change of any line of the programme in the year, for edit conflicts."""
    found = _plan_history(province, year, programme).aggregate(last=Max("history_id"))
    return int(found["last"] or 0)


@transaction.atomic
def record_payment(
    *, actor: User, allotment: SeatAllotment, amount_vnd: int, document: Document, note: str = ""
) -> Act | None:
    """Records money paid for the seats of an allotment.

    Never more in all than the class costs there without support: `Refusal` with the figures.
    """
    _check_document(document)
    if amount_vnd < 1:
        raise ValidationError({"amount_vnd": "Số tiền chi phải lớn hơn 0 đồng."})
    training_class = _lock_committed(allotment.training_class_id)
    lock(SeatAllotment, [allotment.pk])
    found = money_of(TrainingClass.objects.filter(pk=training_class.pk))
    money = next((row for row in found if row.allotment.pk == allotment.pk), None)
    if money is None:
        raise Refusal("Chỉ tiêu này không còn nữa nên chưa ghi gì. Tải lại trang lớp học rồi làm lại.")
    if money.paid_vnd + amount_vnd > money.class_vnd:
        raise Refusal(
            f"Chỉ tiêu từ nguồn {money.allotment.source} của lớp {training_class.code} cam kết "
            f"{dong(money.class_vnd)} không kể hỗ trợ học viên, đã chi {dong(money.paid_vnd)}, "
            f"còn {dong(money.class_vnd - money.paid_vnd)}, khoản này {dong(amount_vnd)}. Chưa ghi gì; "
            "kiểm tra số tiền, hoặc sửa chi phí của lớp trước."
        )
    row = Payment(
        allotment=money.allotment,
        amount_vnd=amount_vnd,
        paid_on=document.paid_on,
        document_no=document.document_no.strip(),
        note=note.strip(),
    )
    _refuse_same_payment(row)
    summary = f"Chi {dong(amount_vnd)} cho lớp {training_class.code}, chứng từ {row.document_no}"
    return record(TrainingAct.PAY_TRAINING, actor, created=[row], summary=summary)


@transaction.atomic
def pay_support(
    *, actor: User, training_class: TrainingClass, enrolments: Iterable[Enrolment], document: Document
) -> Act | None:
    """Pays the support of trainees of a class, each once, with the working as it stands now.

    All or nobody: `Refusal` names who was paid before, has left the class, or gets nothing by the policy.
    """
    _check_document(document)
    stored = _lock_committed(training_class.pk)
    keys = [each.pk for each in enrolments]
    if not keys:
        raise ValidationError({"trainees": "Chọn ít nhất một học viên để trả hỗ trợ."})
    lock(Enrolment, keys)
    found = workings(Enrolment.objects.filter(pk__in=keys, training_class=stored))
    if len(found) != len(set(keys)):
        raise Refusal("Có học viên không còn trong lớp nên chưa ghi gì. Tải lại trang rồi chọn lại.")
    _refuse_unpayable(found, document)
    rows = [
        SupportPayment(
            enrolment=each.enrolment,
            cadre=each.enrolment.cadre,
            amount_vnd=total_of(each.lines),
            working=text_of(each.lines),
            policy_no=each.policy.decision_no if each.policy else "",
            paid_on=document.paid_on,
            document_no=document.document_no.strip(),
        )
        for each in found
    ]
    total = sum(row.amount_vnd for row in rows)
    summary = f"Trả hỗ trợ cho {len(rows)} học viên lớp {stored.code}: {dong(total)}"
    return record(TrainingAct.PAY_TRAINING, actor, created=rows, summary=summary)


def _lock_committed(class_id: int) -> TrainingClass:
    """The class as stored now, locked; money is paid only for what was opened by decision."""
    training_class = lock(TrainingClass, [class_id]).get(class_id)
    if training_class is None:
        raise Refusal("Lớp không còn trong hệ thống nên chưa ghi gì. Tải lại danh sách rồi làm lại.")
    if training_class.state not in COMMITTING:
        state = training_class.get_state_display().lower()
        raise Refusal(
            f"Lớp {training_class.code} ở trạng thái “{state}” nên chưa có cam kết kinh phí. Chưa ghi gì; "
            "chỉ chi cho lớp đã mở theo quyết định."
        )
    return training_class


def _check_document(document: Document) -> None:
    if not document.document_no.strip():
        raise ValidationError({"document_no": "Ghi số chứng từ."})
    refuse_future("paid_on", document.paid_on)


def _refuse_same_payment(row: Payment) -> None:
    same = Payment.objects.filter(
        allotment=row.allotment, document_no=row.document_no, paid_on=row.paid_on, amount_vnd=row.amount_vnd
    )
    if same.exists():
        day = format_day(row.paid_on)
        raise Refusal(
            f"Chứng từ {row.document_no} ngày {day}, {dong(row.amount_vnd)} đã ghi cho chỉ tiêu này. "
            "Chưa ghi thêm; nếu là khoản khác, ghi rõ số chứng từ."
        )


def _refuse_unpayable(found: Iterable[Working], document: Document) -> None:
    reasons: dict[str, list[str]] = {}
    for each in found:
        if reason := _why_not(each, document):
            reasons.setdefault(reason, []).append(each.enrolment.cadre.full_name)
    if reasons:
        told = ". ".join(f"{_names(people)}: {reason}" for reason, people in reasons.items())
        raise Refusal(f"Chưa trả hỗ trợ cho ai. {told}.")


def _why_not(each: Working, document: Document) -> str:
    if each.paid is not None:
        return "đã trả hỗ trợ, mỗi học viên chỉ được trả một lần"
    if each.enrolment.withdrawn_on is not None:
        return "đã thôi học"
    if each.policy is None:
        return f"không có chính sách hỗ trợ cho lớp khai giảng ngày {format_day(each.first_day)}"
    if not total_of(each.lines):
        return "theo chính sách thì không có khoản nào; kiểm tra các đợt học của lớp"
    if document.paid_on < each.enrolment.enrolled_on:
        return "ngày chi trước ngày ghi danh"
    return ""


def _names(people: list[str]) -> str:
    more = "" if len(people) <= 5 else f" và {len(people) - 5} người khác"
    return ", ".join(people[:5]) + more


def _refuse_newer_plan(province: Unit, year: int, programme: TrainingProgramme, version: int | None) -> None:
    if version is None:
        return
    rows = _plan_history(province, year, programme).filter(history_id__gt=version)
    newer = rows.order_by("history_id").first()
    if newer is not None:
        raise EditConflict(newer.act)


def _plan_history(province: Unit, year: int, programme: TrainingProgramme) -> QuerySet[Any]:
    rows: QuerySet[Any] = PlanLine.history.all()
    return rows.filter(province=province, year=year, programme=programme)
