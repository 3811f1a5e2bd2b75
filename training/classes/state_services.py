"""The way of a class: opened by decision, running, finished or cancelled. Which steps there are:
`training.classes.states`."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from common.dates import format_day, today
from registry.acts.recording import Change, lock, record
from registry.cards.services.checks import refuse_future
from registry.errors import Refusal
from registry.models import Act, Cadre
from training.classes.services import check_decision, lock_class
from training.classes.states import WAY
from training.costs.commitments import require_budget
from training.enums import ClassState, TrainingAct, WithdrawalReason
from training.models import Enrolment, Result, SeatAllotment, TrainingClass


@transaction.atomic
def open_class(
    *,
    actor: User,
    training_class: TrainingClass,
    decision_no: str,
    decided_on: date | None,
    version: int | None = None,
) -> Act | None:
    """Opens a planned class by decision: from now on people enter and its money is committed.

    Raises `Refusal` with the figures when a source of the year has too little.
    """
    stored = _on_the_way(training_class, ClassState.OPEN)
    stored.decision_no, stored.decided_on, stored.state = decision_no.strip(), decided_on, ClassState.OPEN
    problems: dict[str, str] = {}
    check_decision(stored, problems)
    if problems:
        raise ValidationError(problems)
    values = {"state": ClassState.OPEN, "decision_no": stored.decision_no, "decided_on": decided_on}
    summary = f"Mở lớp {stored.code} theo quyết định {stored.decision_no}"
    with require_budget([stored], actor=actor):
        changes = [Change(training_class, values, version)]
        return record(TrainingAct.CHANGE_CLASS, actor, updated=changes, summary=summary)


@transaction.atomic
def start_class(*, actor: User, training_class: TrainingClass, version: int | None = None) -> Act | None:
    """Says that an open class has begun; not before its first day."""
    stored = _on_the_way(training_class, ClassState.RUNNING)
    if today() < stored.starts_on:
        raise Refusal(
            f"Lớp {stored.code} khai giảng ngày {format_day(stored.starts_on)}, chưa đến ngày. Chưa ghi gì; "
            "nếu khai giảng sớm hơn, sửa ngày khai giảng trước."
        )
    changes = [Change(training_class, {"state": ClassState.RUNNING}, version)]
    return record(TrainingAct.CHANGE_CLASS, actor, updated=changes, summary=f"Khai giảng lớp {stored.code}")


@transaction.atomic
def finish_class(*, actor: User, training_class: TrainingClass, version: int | None = None) -> Act | None:
    """Says that a class is over; every trainee still in it has a result."""
    stored = _on_the_way(training_class, ClassState.FINISHED)
    waiting = stored.enrolments.holding_seats().filter(result__isnull=True).count()
    if waiting:
        raise Refusal(
            f"Lớp {stored.code} còn {waiting} học viên chưa có kết quả. Chưa ghi gì; "
            "ghi kết quả hoặc cho thôi học trước."
        )
    changes = [Change(training_class, {"state": ClassState.FINISHED}, version)]
    return record(TrainingAct.CHANGE_CLASS, actor, updated=changes, summary=f"Kết thúc lớp {stored.code}")


@transaction.atomic
def cancel_class(
    *,
    actor: User,
    training_class: TrainingClass,
    reason: str,
    cancelled_on: date,
    version: int | None = None,
) -> Act | None:
    """Cancels a class and withdraws everybody in it, in one act: undone together.

    Raises `Refusal` once somebody has a result, for what was learnt stays learnt.
    """
    stored = _on_the_way(training_class, ClassState.CANCELLED)
    if not reason.strip():
        raise ValidationError({"reason": "Ghi lý do hủy lớp."})
    refuse_future("cancelled_on", cancelled_on)
    leaving = _active_trainees(stored)
    late = [row for row in leaving if row.enrolled_on > cancelled_on]
    if late:
        last = format_day(max(row.enrolled_on for row in late))
        raise ValidationError(
            {"cancelled_on": f"Có {len(late)} học viên ghi danh sau ngày này, muộn nhất {last}."}
        )
    withdrawal = {
        "withdrawn_on": cancelled_on,
        "withdrawal_reason": WithdrawalReason.CLASS_CANCELLED,
        "withdrawal_note": reason.strip(),
    }
    values = {"state": ClassState.CANCELLED, "state_note": reason.strip()}
    summary = f"Hủy lớp {stored.code}, {len(leaving)} học viên thôi học"
    return record(
        TrainingAct.CHANGE_CLASS,
        actor,
        updated=[Change(training_class, values, version), *(Change(row, withdrawal) for row in leaving)],
        summary=summary,
        reason=reason.strip(),
    )


def _on_the_way(training_class: TrainingClass, wanted: ClassState) -> TrainingClass:
    stored = lock_class(training_class)
    if not WAY.allows(stored.state, wanted):
        raise Refusal(
            f"Lớp {stored.code} ở trạng thái “{stored.get_state_display().lower()}”, không chuyển sang "
            f"“{wanted.label.lower()}” được. Chưa ghi gì; tải lại trang lớp học để xem."
        )
    return stored


def _active_trainees(training_class: TrainingClass) -> list[Enrolment]:
    """Everybody with a seat, under lock: seats first, then people, as enrolling does."""
    lock(SeatAllotment, training_class.allotments.values_list("pk", flat=True))
    results = Result.objects.filter(enrolment__training_class=training_class).count()
    if results:
        raise Refusal(
            f"Lớp {training_class.code} đã có kết quả của {results} học viên nên không hủy được. "
            "Chưa ghi gì; nếu kết quả ghi nhầm, hoàn tác lần ghi kết quả trước."
        )
    rows = list(training_class.enrolments.holding_seats().order_by("pk"))
    lock(Cadre, [row.cadre_id for row in rows])
    return rows
