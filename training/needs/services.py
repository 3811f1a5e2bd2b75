"""Answers to "phiếu xác nhận nhu cầu": a commune says who goes, the district records it, one act a form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from accounts.models import User
from registry.acts.recording import Change, lock, record
from registry.cards.services import checks
from registry.errors import Refusal
from registry.models import Act, Cadre, ScaleLevel
from training.enums import NeedAnswer, TrainingAct
from training.models import NeedConfirmation


@dataclass(frozen=True)
class Answer:
    """What is answered about one person and level; an empty answer takes a recorded one out."""

    cadre: Cadre
    level: ScaleLevel
    answer: NeedAnswer | str
    wish: str = ""


@transaction.atomic
def record_answers(
    *,
    actor: User,
    commune_name: str,
    answers: Sequence[Answer],
    answered_on: date,
    version: int | None = None,
) -> Act | None:
    """Records the answers of one commune; those that say what is on record already keep their day.

    `version` is `answers_version` as its author saw it. Returns no act when nothing differs.
    """
    checks.refuse_future("answered_on", answered_on)
    if lost := next((each for each in answers if each.wish.strip() and not each.answer), None):
        raise ValidationError(f"{lost.cadre.full_name}: có nguyện vọng thì chọn cả trả lời.")
    people = lock(Cadre, [each.cadre.pk for each in answers])
    if version is not None and answers_version(people) > version:
        raise Refusal("Có người vừa ghi trả lời của xã này sau khi bạn mở phiếu. Chưa ghi gì; mở lại phiếu.")
    stored = {
        (row.cadre_id, row.level_id): row for row in NeedConfirmation.objects.filter(cadre__in=list(people))
    }
    created, updated, deleted = [], [], []
    for each in answers:
        row = stored.get((each.cadre.pk, each.level.pk))
        values = {"answer": str(each.answer), "wish": each.wish.strip()}
        if row is None and each.answer:
            created.append(
                NeedConfirmation(cadre=each.cadre, level=each.level, answered_on=answered_on, **values)
            )
        elif row is not None and not each.answer:
            deleted.append(row)
        elif row is not None and values != {"answer": row.answer, "wish": row.wish}:
            updated.append(Change(row, {**values, "answered_on": answered_on}))
    number = len(created) + len(updated) + len(deleted)
    summary = f"Phiếu xác nhận nhu cầu {commune_name}: {number} trả lời"
    return record(
        TrainingAct.CONFIRM_NEED, actor, created=created, updated=updated, deleted=deleted, summary=summary
    )


def answers_version(cadre_ids: Iterable[int]) -> int:
    """The last change of any answer about the given people, for edit conflicts."""
    history = NeedConfirmation.history.filter(cadre_id__in=list(cadre_ids))
    return int(history.aggregate(last=Max("history_id"))["last"] or 0)
