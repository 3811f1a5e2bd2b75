"""Setting classes up: what is taught, where and when. Money is whole đồng, dates are given by the caller."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Min

from accounts.models import User
from common.dates import format_day
from registry.acts.recording import Change, lock, record
from registry.cards.services.checks import refuse_future
from registry.errors import Refusal
from registry.models import Act
from training.costs.commitments import require_budget
from training.enums import ClassState, TrainingAct
from training.models import ClassSession, TrainingClass

# A code stands in addresses and file names.
CODE = re.compile(r"[A-Z0-9][A-Z0-9._-]*")
# Money of a class is voted for the years it is held in, or the one beside them.
BUDGET_YEARS_BESIDE = 1


@transaction.atomic
def add_class(*, actor: User, values: dict[str, Any]) -> TrainingClass:
    """Plans a class; `values` are by field of `TrainingClass`."""
    row = TrainingClass(**{**values, "state": ClassState.PLANNED})
    row.code = row.code.upper()
    _check(row)
    record(TrainingAct.CHANGE_CLASS, actor, created=[row], summary=f"Lập lớp {row.code}: {row.name}")
    return row


@transaction.atomic
def change_class(
    *, actor: User, training_class: TrainingClass, values: dict[str, Any], version: int | None = None
) -> Act | None:
    """Changes what a class is; returns no act when nothing differs.

    Raises `EditConflict` when the class was changed after `version` was read, `Refusal` for a cancelled one
    or when an open class would cost more than the budget gives.
    """
    stored = lock_class(training_class)
    if stored.state == ClassState.CANCELLED:
        raise Refusal("Lớp đã hủy nên không sửa được. Chưa ghi gì; nếu hủy nhầm, hoàn tác lần hủy trước.")
    values = {**values, "code": values.get("code", stored.code).upper()}
    different = {name for name, value in values.items() if getattr(stored, name) != value}
    for name, value in values.items():
        setattr(stored, name, value)
    _check(stored)
    _check_what_stands_on(stored, different)
    labels = [str(each.verbose_name) for each in TrainingClass._meta.fields if each.name in different]
    summary = f"Sửa lớp {stored.code}: {', '.join(labels)}"
    changes = [Change(training_class, values, version)]
    with require_budget([stored], actor=actor):
        return record(TrainingAct.CHANGE_CLASS, actor, updated=changes, summary=summary)


@transaction.atomic
def add_session(*, actor: User, training_class: TrainingClass, values: dict[str, Any]) -> Act | None:
    """Adds a stretch of teaching; `values` are by field of `ClassSession`."""
    stored = lock_class(training_class)
    refuse_over(stored)
    row = ClassSession(training_class=stored, **values)
    _check_session(row)
    summary = f"Lớp {stored.code}: thêm đợt học từ {format_day(row.starts_on)}"
    with require_budget([stored], actor=actor):
        return record(TrainingAct.CHANGE_CLASS, actor, created=[row], summary=summary)


@transaction.atomic
def change_session(
    *, actor: User, session: ClassSession, values: dict[str, Any], version: int | None = None
) -> Act | None:
    """Changes a stretch of teaching; returns no act when nothing differs."""
    training_class = lock_class(session.training_class)
    refuse_over(training_class)
    stored = _stored_session(session)
    for name, value in values.items():
        setattr(stored, name, value)
    _check_session(stored)
    _check_presence(stored)
    summary = f"Lớp {training_class.code}: sửa đợt học từ {format_day(stored.starts_on)}"
    with require_budget([training_class], actor=actor):
        changes = [Change(session, values, version)]
        return record(TrainingAct.CHANGE_CLASS, actor, updated=changes, summary=summary)


@transaction.atomic
def remove_session(*, actor: User, session: ClassSession) -> Act | None:
    """Takes a stretch of teaching out; `Refusal` once somebody's presence is recorded in it."""
    training_class = lock_class(session.training_class)
    refuse_over(training_class)
    stored = _stored_session(session)
    summary = f"Lớp {training_class.code}: bỏ đợt học từ {format_day(stored.starts_on)}"
    return record(TrainingAct.CHANGE_CLASS, actor, deleted=[stored], summary=summary)


def lock_class(training_class: TrainingClass) -> TrainingClass:
    """The class as stored now, locked until the transaction ends: services on one class queue here."""
    found = lock(TrainingClass, [training_class.pk])
    if not found:
        raise Refusal("Lớp không còn trong hệ thống nên chưa ghi gì. Tải lại danh sách lớp rồi làm lại.")
    row: TrainingClass = found[training_class.pk]
    return row


def refuse_over(training_class: TrainingClass) -> None:
    """A class that is finished or cancelled takes no more changes of seats and sessions."""
    if training_class.is_over:
        state = training_class.get_state_display().lower()
        raise Refusal(f"Lớp {training_class.code} {state} nên không sửa phần này nữa. Chưa ghi gì.")


def _stored_session(session: ClassSession) -> ClassSession:
    stored = ClassSession.objects.select_related("training_class").filter(pk=session.pk).first()
    if stored is None:
        raise Refusal("Đợt học này không còn nữa nên chưa ghi gì. Tải lại trang lớp học rồi làm lại.")
    return stored


def _check(row: TrainingClass) -> None:
    problems: dict[str, str] = {}
    if not CODE.fullmatch(row.code):
        problems["code"] = "Mã lớp chỉ gồm chữ không dấu, chữ số, dấu chấm và gạch nối, vd: TC-2013-01."
    elif TrainingClass.objects.filter(code=row.code).exclude(pk=row.pk).exists():
        problems["code"] = f"Đã có lớp mang mã {row.code}."
    if row.ends_on < row.starts_on:
        problems["ends_on"] = "Ngày kết thúc phải từ ngày khai giảng trở đi."
    first, last = row.starts_on.year - BUDGET_YEARS_BESIDE, row.ends_on.year + BUDGET_YEARS_BESIDE
    if "ends_on" not in problems and not first <= row.budget_year <= last:
        problems["budget_year"] = f"Năm ngân sách của lớp này từ {first} đến {last}."
    check_decision(row, problems)
    if problems:
        raise ValidationError(problems)


def check_decision(row: TrainingClass, problems: dict[str, str]) -> None:
    """A class past its planning tells the decision that opened it, with the day."""
    if row.decided_on is not None:
        try:
            refuse_future("decided_on", row.decided_on)
        except ValidationError as error:
            problems["decided_on"] = error.messages[0]
    if row.state in (ClassState.PLANNED, ClassState.CANCELLED):
        return
    if not row.decision_no.strip():
        problems["decision_no"] = "Lớp đã mở phải ghi số quyết định mở lớp."
    if row.decided_on is None:
        problems["decided_on"] = "Lớp đã mở phải ghi ngày quyết định mở lớp."


def _check_what_stands_on(row: TrainingClass, different: set[str]) -> None:
    """Trainees were checked against the programme; sessions and seats lie within the days."""
    problems: dict[str, str] = {}
    if different & {"programme", "province"} and row.enrolments.exists():
        problems["programme"] = "Lớp đã có học viên nên không đổi chương trình; lập lớp khác."
    held = row.sessions.aggregate(first=Min("starts_on"), last=Max("ends_on"))
    if held["first"] and held["first"] < row.starts_on:
        problems["starts_on"] = f"Có đợt học từ {format_day(held['first'])}; sửa đợt học đó trước."
    if held["last"] and held["last"] > row.ends_on:
        problems["ends_on"] = f"Có đợt học đến {format_day(held['last'])}; sửa đợt học đó trước."
    last_entry: date | None = row.enrolments.aggregate(last=Max("enrolled_on"))["last"]
    if last_entry and last_entry > row.ends_on:
        problems["ends_on"] = f"Có học viên ghi danh ngày {format_day(last_entry)}, sau ngày kết thúc này."
    if problems:
        raise ValidationError(problems)


def _check_presence(row: ClassSession) -> None:
    """Nobody was there for more days than the session has."""
    most = row.presences.aggregate(most=Max("days"))["most"] or 0
    if most > row.days:
        raise ValidationError({"days": f"Đã điểm danh có người có mặt {most} ngày; sửa điểm danh trước."})


def _check_session(row: ClassSession) -> None:
    problems: dict[str, str] = {}
    within = row.training_class
    span = f"{format_day(within.starts_on)}–{format_day(within.ends_on)}"
    if row.starts_on < within.starts_on or row.starts_on > within.ends_on:
        problems["starts_on"] = f"Lớp học từ {span}; đợt học nằm ngoài thời gian đó."
    if row.ends_on < row.starts_on:
        problems["ends_on"] = "Ngày cuối của đợt học phải từ ngày đầu trở đi."
    elif row.ends_on > within.ends_on:
        problems["ends_on"] = f"Lớp học từ {span}; đợt học nằm ngoài thời gian đó."
    elif row.days > (length := (row.ends_on - row.starts_on).days + 1):
        problems["days"] = f"Từ ngày đầu đến ngày cuối chỉ có {length} ngày."
    if problems:
        raise ValidationError(problems)
