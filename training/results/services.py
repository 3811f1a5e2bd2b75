"""What came of a class: results, and the levels that a pass gives.

A pass of a programme that gives a level writes the level in the same act, with the class as its source;
whoever holds the level already gets the diploma as one more fact. When nobody waits for a result any more
the class is finished.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model

from accounts.models import User
from common.dates import PartialDate, Precision, format_day
from registry.acts.recording import Change, lock, record, refuse_if_newer
from registry.cards.services import LevelFacts
from registry.cards.services.checks import check_obtained, refuse_future, require_reason
from registry.errors import Refusal
from registry.models import Act, Cadre, Qualification
from training.enums import ClassState, Outcome, TrainingAct
from training.models import Enrolment, Result, TrainingClass

GIVES_RESULTS = (ClassState.OPEN, ClassState.RUNNING, ClassState.FINISHED)


@dataclass(frozen=True)
class ResultFacts:
    """What came of one enrolment, as a grid or a workbook states it."""

    enrolment: Enrolment
    outcome: str
    completed_on: date
    classification: str = ""
    certificate_no: str = ""

    @property
    def passed(self) -> bool:
        return self.outcome == Outcome.PASSED

    def values(self) -> dict[str, object]:
        """Values by field of `Result`."""
        return {name: value for name, value in vars(self).items() if name != "enrolment"}


class ResultsRefused(Refusal):
    """Nothing was written: `lines` say for whom and why."""

    def __init__(self, lines: Sequence[tuple[Enrolment, str]]) -> None:
        self.lines = list(lines)
        people = " ".join(f"{row.cadre.full_name}: {text}" for row, text in self.lines)
        super().__init__(f"Chưa ghi kết quả nào. {people}")


@transaction.atomic
def record_results(
    *,
    actor: User,
    training_class: TrainingClass,
    facts: Sequence[ResultFacts],
    source_name: str = "",
    source_digest: str = "",
) -> Act | None:
    """Records results of trainees who have none yet, and the levels that the passes give, in one act.

    Raises `ResultsRefused` with a sentence for each trainee in the way; then nothing was written.
    """
    stored_class = _locked(training_class)
    if not facts:
        raise ValidationError({"results": "Chưa có kết quả nào để ghi."})
    people = lock(Cadre, (each.enrolment.cadre_id for each in facts))
    trainees = _trainees(stored_class)
    lines = [
        (each.enrolment, problem)
        for each in facts
        if (problem := _problem(each, trainees.get(each.enrolment.pk), stored_class))
    ]
    if lines:
        raise ResultsRefused(lines)
    created: list[Model] = []
    for each in facts:
        created += _rows(each, people[each.enrolment.cadre_id], stored_class)
    waiting = {pk for pk, row in trainees.items() if not hasattr(row, "result")}
    is_last = waiting <= {each.enrolment.pk for each in facts} and not stored_class.is_over
    passed = sum(each.passed for each in facts)
    summary = f"Kết quả lớp {stored_class.code}: {len(facts)} người, {passed} đạt"
    return record(
        TrainingAct.RECORD_RESULTS,
        actor,
        created=created,
        updated=[Change(stored_class, {"state": ClassState.FINISHED})] if is_last else [],
        summary=summary,
        source_name=source_name,
        source_digest=source_digest,
    )


@transaction.atomic
def correct_result(
    *, actor: User, result: Result, facts: ResultFacts, reason: str, version: int | None = None
) -> Act | None:
    """Corrects a result entered wrongly, and the level it wrote; returns no act when nothing differs.

    A pass that was none takes its level away; a failure that was a pass writes it.
    """
    stored_class = _locked(result.enrolment.training_class)
    person = lock(Cadre, [result.cadre_id])[result.cadre_id]
    stored = Result.objects.select_related("qualification", "enrolment").filter(pk=result.pk).first()
    if stored is None:
        raise Refusal("Kết quả này không còn trong lớp nên chưa ghi gì. Tải lại trang rồi làm lại.")
    reason = require_reason(reason)
    if problem := fault_of(facts, stored.enrolment, stored_class):
        raise ValidationError({"completed_on": problem})
    changes: list[Change] = []
    old: list[Model] = []
    new: list[Model] = []
    if facts.outcome == stored.outcome:
        changes = _changes(stored, facts, version)
    else:
        # As rows of their own, so that an undo finds no level under a result that still points to it.
        refuse_if_newer(stored, version)
        old, new = _written(stored, stored_class), _rows(facts, person, stored_class)
    summary = f"{person.full_name}: sửa kết quả lớp {stored_class.code}"
    return record(
        TrainingAct.RECORD_RESULTS,
        actor,
        created=new,
        updated=changes,
        deleted=old,
        summary=summary,
        reason=reason,
    )


def source_of(training_class: TrainingClass) -> str:
    """How a level names the class it comes from."""
    return f"Lớp {training_class.code}"


def level_facts(training_class: TrainingClass, facts: ResultFacts) -> LevelFacts | None:
    """The level that a pass gives; None for a failure or a class that gives none."""
    level = training_class.programme.level
    if level is None or not facts.passed:
        return None
    return LevelFacts(
        level=level,
        obtained=PartialDate(facts.completed_on, Precision.DAY),
        specialty=training_class.specialty,
        mode=training_class.mode,
        institution=training_class.institution.name,
        classification=facts.classification,
        certificate_no=facts.certificate_no,
        source=source_of(training_class),
    )


def _locked(training_class: TrainingClass) -> TrainingClass:
    lock(TrainingClass, [training_class.pk])
    stored = (
        TrainingClass.objects.select_related("programme__level", "institution")
        .filter(pk=training_class.pk)
        .first()
    )
    if stored is None or stored.state not in GIVES_RESULTS:
        raise Refusal(
            f"Lớp {training_class.code} chưa mở hoặc đã hủy nên không ghi kết quả được. Chưa ghi gì."
        )
    return stored


def _trainees(training_class: TrainingClass) -> dict[int, Enrolment]:
    rows = Enrolment.objects.holding_seats().filter(training_class=training_class)
    return {row.pk: row for row in rows.select_related("result")}


def _problem(facts: ResultFacts, stored: Enrolment | None, training_class: TrainingClass) -> str:
    if stored is None:
        return "không còn là học viên của lớp."
    if hasattr(stored, "result"):
        return "đã có kết quả; dùng “Sửa nhập sai” ở dòng của người đó."
    return fault_of(facts, facts.enrolment, training_class)


def fault_of(facts: ResultFacts, enrolment: Enrolment, training_class: TrainingClass) -> str:
    """What is wrong with a result in itself; empty when nothing is."""
    first = max(training_class.starts_on, enrolment.enrolled_on)
    if facts.completed_on < first:
        return f"ngày cấp {format_day(facts.completed_on)} trước ngày vào lớp {format_day(first)}."
    if not facts.passed and (facts.classification or facts.certificate_no):
        return "không đạt thì không có xếp loại, số văn bằng."
    try:
        refuse_future("completed_on", facts.completed_on)
        level = level_facts(training_class, facts)
        if level is not None and level.obtained is not None:
            check_obtained(enrolment.cadre, level.level, level.obtained)
    except ValidationError as error:
        return " ".join(error.messages)
    return ""


def _rows(facts: ResultFacts, person: Cadre, training_class: TrainingClass) -> list[Model]:
    """The result, after the level it gives; a diploma that was entered by hand already is pointed to."""
    result = Result(enrolment=facts.enrolment, cadre=person, **facts.values())
    level = level_facts(training_class, facts)
    if level is None:
        return [result]
    known = _same_diploma(person, level, facts.completed_on)
    result.qualification = known or level.row(person)
    return [result] if known else [result.qualification, result]


def _same_diploma(person: Cadre, level: LevelFacts, day: date) -> Qualification | None:
    """The same level of the same day and specialty, entered by hand before and not found unlawful."""
    return (
        Qualification.objects.counting_on(day)
        .filter(
            cadre=person,
            level=level.level,
            obtained_on=day,
            specialty__iexact=level.specialty,
            training_result__isnull=True,
        )
        .order_by("pk")
        .first()
    )


def _changes(stored: Result, facts: ResultFacts, version: int | None) -> list[Change]:
    """The result and the level that it wrote, with the same new values."""
    changes = [Change(stored, facts.values(), version)]
    if stored.qualification is not None:
        names = ("classification", "certificate_no")
        values = {name: getattr(facts, name) for name in names}
        values |= {"obtained_on": facts.completed_on, "obtained_precision": Precision.DAY}
        changes.append(Change(stored.qualification, values))
    return changes


def _written(stored: Result, training_class: TrainingClass) -> list[Model]:
    """The result with the level that it wrote; a diploma entered by hand stays."""
    wrote = stored.qualification
    return [stored] if wrote is None or wrote.source != source_of(training_class) else [stored, wrote]
