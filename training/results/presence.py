"""Điểm danh: how many days of a stretch of teaching each trainee was there. Nobody has to record it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from accounts.models import User
from common.dates import format_day
from registry.acts.recording import Change, record
from registry.errors import Refusal
from registry.models import Act
from training.classes.services import lock_class
from training.enums import TrainingAct
from training.models import ClassSession, Enrolment, Presence
from training.results.services import GIVES_RESULTS


@dataclass(frozen=True)
class DaysPresent:
    """Days of one trainee: as the page showed them, and as they are to be; None where nothing is recorded."""

    enrolment: Enrolment
    seen: int | None
    days: int | None


@transaction.atomic
def record_presence(*, actor: User, session: ClassSession, facts: Sequence[DaysPresent]) -> Act | None:
    """Records, corrects and takes back days of presence in one act; returns none when nothing differs.

    Raises `Refusal` when the class is not held, somebody left it, a number exceeds the days of the session,
    or somebody else was quicker; then nothing was written.
    """
    training_class = lock_class(session.training_class)
    if training_class.state not in GIVES_RESULTS:
        raise Refusal(f"Lớp {training_class.code} chưa mở hoặc đã hủy nên chưa điểm danh được. Chưa ghi gì.")
    held = ClassSession.objects.filter(pk=session.pk).first()
    if held is None:
        raise Refusal("Đợt học này không còn nữa nên chưa ghi gì. Tải lại trang lớp học rồi làm lại.")
    stored = {row.enrolment_id: row for row in Presence.objects.filter(session=held)}
    changed = [each for each in facts if each.days != each.seen]
    _refuse_faults(held, changed, stored)
    rows = [(each, stored.get(each.enrolment.pk)) for each in changed]
    starts = format_day(held.starts_on)
    return record(
        TrainingAct.RECORD_PRESENCE,
        actor,
        created=[
            _row(held, each.enrolment, each.days)
            for each, row in rows
            if row is None and each.days is not None
        ],
        updated=[Change(row, {"days": each.days}) for each, row in rows if row and each.days is not None],
        deleted=[row for each, row in rows if row and each.days is None],
        summary=f"Điểm danh lớp {training_class.code}, đợt từ {starts}: {len(changed)} người",
    )


def had_enrolled(enrolment: Enrolment, session: ClassSession) -> bool:
    """Whether the trainee had enrolled by the last day of the session; else nobody could have seen them."""
    return enrolment.enrolled_on <= session.ends_on


def _row(session: ClassSession, enrolment: Enrolment, days: int) -> Presence:
    return Presence(enrolment=enrolment, session=session, cadre_id=enrolment.cadre_id, days=days)


def _refuse_faults(
    session: ClassSession, facts: Sequence[DaysPresent], stored: Mapping[int, Presence]
) -> None:
    trainees = Enrolment.objects.holding_seats().filter(training_class=session.training_class_id)
    asked = trainees.filter(pk__in=[each.enrolment.pk for each in facts])
    known = {each.pk for each in asked if had_enrolled(each, session)}
    for each in facts:
        name = each.enrolment.cadre.full_name
        row = stored.get(each.enrolment.pk)
        if each.enrolment.pk not in known:
            raise Refusal(
                f"{name} không là học viên của lớp trong đợt này. Chưa ghi gì; tải lại trang rồi làm lại."
            )
        if each.days is not None and not 0 <= each.days <= session.days:
            raise Refusal(
                f"{name}: đợt học có {session.days} ngày, không ghi {each.days} ngày được. Chưa ghi gì."
            )
        if (row.days if row else None) != each.seen:
            raise Refusal(f"Người khác vừa điểm danh {name}. Chưa ghi gì; tải lại trang rồi làm lại.")
