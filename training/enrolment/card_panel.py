"""What training shows among the records: a person's history on the card, and an act on people of the list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef

from accounts.models import User
from registry.levers import ListAct, Panel
from registry.models import Cadre
from training.enrolment.candidates import concerns_in_words
from training.enums import Outcome, TrainingRight
from training.models import Enrolment, TrainingClass

# People picked in the list of records go on to the choice of a class.
ENROL_CHOSEN = ListAct("class", "Thêm vào lớp học", "training:enrol_choose", TrainingRight.ENROL)


@dataclass(frozen=True)
class Attendance:
    """One class of a person: where it stands on the day, in words and as a mark of colour."""

    enrolment: Enrolment
    state: str
    css: str
    concerns: str
    may_open: bool


def training_history(cadre: Cadre, user: User, day: date) -> Panel | None:
    """Classes entered by the day, newest first; none without a class. One query."""
    classes = TrainingClass.objects.in_scope(user).filter(pk=OuterRef("training_class"))
    rows = (
        Enrolment.objects.in_scope(user)
        .filter(cadre=cadre, enrolled_on__lte=day)
        .annotate(may_open=Exists(classes))
        .select_related("training_class__programme", "training_class__institution", "result")
        .order_by("-training_class__starts_on", "-pk")
    )
    content = [_attendance(each, day) for each in rows]
    return Panel("training/_card_panel.html", content) if content else None


def _attendance(enrolment: Any, day: date) -> Attendance:
    state, css = _state(enrolment, day)
    return Attendance(enrolment, state, css, concerns_in_words(enrolment.overridden), enrolment.may_open)


def _state(enrolment: Enrolment, day: date) -> tuple[str, str]:
    """What the person has come to in the class by the day."""
    result = getattr(enrolment, "result", None)
    if result is not None and result.completed_on <= day:
        return result.get_outcome_display(), "ok" if result.outcome == Outcome.PASSED else "late"
    if enrolment.withdrawn_on is not None and enrolment.withdrawn_on <= day:
        return "Thôi học", "draft"
    training_class = enrolment.training_class
    if not enrolment.is_learning(day):
        return "Lớp hủy", "draft"
    if training_class.starts_on > day:
        return "Chờ khai giảng", "wait"
    return ("Đang học", "on") if training_class.ends_on >= day else ("Chờ kết quả", "wait")
