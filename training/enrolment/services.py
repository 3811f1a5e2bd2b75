"""Taking, changing and giving up seats of a class.

Each call is one act: everybody asked for, or nobody. The class is locked first, then its seats, then the
people, so that the last seat is given away once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from common.dates import format_day
from registry.acts.recording import Change, lock, record
from registry.cards.services.checks import refuse_future
from registry.errors import Refusal
from registry.models import Act, Cadre
from registry.scope import EVERYTHING
from registry.standing.standings import standings_of
from registry.units.names import UnitNames
from training.costs.commitments import require_budget
from training.costs.seats import SEATS
from training.enrolment.candidates import Candidate, check_candidates, serves_in
from training.enums import ClassState, Concern, TrainingAct, WithdrawalReason
from training.models import Enrolment, SeatAllotment, TrainingClass

ENTERS = (ClassState.OPEN, ClassState.RUNNING)
Accepted = Mapping[int, Iterable[str]]


class PeopleRefused(Refusal):
    """Nobody was enrolled: `candidates` are those in the way, each with what speaks against it."""

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self.candidates = list(candidates)
        people = ". ".join(f"{each.cadre.full_name}: {each.objection}" for each in self.candidates)
        super().__init__(f"Chưa ghi danh ai. {people}.")


@transaction.atomic
def enrol(
    *,
    actor: User,
    allotment: SeatAllotment,
    cadres: Sequence[Cadre],
    enrolled_on: date,
    sending_decision: str = "",
    accepted: Accepted | None = None,
    reason: str = "",
) -> Act | None:
    """Enrols people in a class, from a day on.

    `accepted` says by person which concerns are overridden; together they need a reason. Raises
    `PeopleRefused` naming each person with a concern that nobody accepted, `Refusal` over the seats or the
    budget of their source.
    """
    training_class, seats = _locked(allotment.training_class_id, [allotment.pk])
    stored = seats[allotment.pk]
    _require_open(training_class)
    _check_day("enrolled_on", enrolled_on, training_class)
    people = list(lock(Cadre, (cadre.pk for cadre in cadres)).values())
    if not people:
        raise ValidationError({"cadres": "Chọn ít nhất một người để ghi danh."})
    candidates = check_candidates(stored, people, enrolled_on)
    allowed = {pk: frozenset(concerns) for pk, concerns in (accepted or {}).items()}
    in_the_way = [left for each in candidates if (left := _not_accepted(each, allowed)) is not None]
    if in_the_way:
        raise PeopleRefused(sorted(in_the_way, key=lambda each: each.cadre.sort_key))
    if any(each.concerns for each in candidates) and not reason.strip():
        raise ValidationError({"reason": "Ghi lý do bỏ qua điều kiện của những người đã đánh dấu."})
    _require_seats(stored, len(people))
    rows = [_row(each, stored, enrolled_on, sending_decision, reason) for each in candidates]
    summary = f"Ghi danh {len(rows)} người vào lớp {training_class.code}"
    with require_budget([training_class], actor=actor):
        return record(TrainingAct.ENROL, actor, created=rows, summary=summary, reason=reason.strip())


@transaction.atomic
def withdraw(
    *,
    actor: User,
    enrolment: Enrolment,
    withdrawal_reason: WithdrawalReason | str,
    withdrawn_on: date,
    note: str = "",
    version: int | None = None,
) -> Act | None:
    """Gives a seat up from a day on, with the reason.

    Who was entered wrongly was never in the class: the seat is given up on the day of enrolment.
    """
    stored, training_class = _locked_enrolment(enrolment)
    _require_no_result(stored)
    reason = WithdrawalReason(withdrawal_reason)
    if reason == WithdrawalReason.ENTERED_WRONGLY:
        withdrawn_on = stored.enrolled_on
    refuse_future("withdrawn_on", withdrawn_on)
    if withdrawn_on < stored.enrolled_on:
        enrolled = format_day(stored.enrolled_on)
        raise ValidationError({"withdrawn_on": f"Ngày thôi học phải từ ngày ghi danh ({enrolled}) trở đi."})
    values = {"withdrawn_on": withdrawn_on, "withdrawal_reason": reason, "withdrawal_note": note.strip()}
    name, day = stored.cadre.full_name, format_day(withdrawn_on)
    summary = f"{name}: thôi học lớp {training_class.code} ngày {day}, {reason.label.lower()}"
    changes = [Change(enrolment, values, version)]
    return record(TrainingAct.CHANGE_ENROLMENT, actor, updated=changes, summary=summary)


@transaction.atomic
def move(
    *,
    actor: User,
    enrolment: Enrolment,
    allotment: SeatAllotment,
    moved_on: date,
    reason: str = "",
    version: int | None = None,
) -> Act | None:
    """Gives a trainee a seat of another unit or source in the same class.

    Who does not serve in the unit of the new seat on the day goes on there by a reason only.
    """
    stored, training_class = _locked_enrolment(enrolment, allotment)
    _require_under_way(training_class)
    seats = SeatAllotment.objects.select_related("source").get(pk=allotment.pk)
    if seats.training_class_id != training_class.pk:
        raise ValidationError({"allotment": "Chỉ tiêu này thuộc lớp khác; cho thôi học rồi ghi danh lại."})
    if seats.pk == stored.allotment_id:
        raise ValidationError({"allotment": "Học viên đang ở chỉ tiêu này."})
    _check_later_day("moved_on", moved_on, stored)
    _require_seats(seats, 1)
    values: dict[str, object] = {
        "allotment": seats,
        "continues_from": moved_on,
        "continues_note": reason.strip(),
    }
    standing = standings_of([stored.cadre_id], day=moved_on, scope=EVERYTHING).get(stored.cadre_id)
    if not serves_in(standing, seats.unit_id) and not reason.strip():
        raise ValidationError({"reason": f"{Concern.NOT_SERVING.label}; nếu vẫn chuyển, ghi lý do."})
    summary = f"{stored.cadre.full_name}: chuyển chỉ tiêu trong lớp {training_class.code}"
    changes, why = [Change(enrolment, values, version)], reason.strip()
    with require_budget([training_class], actor=actor):
        return record(TrainingAct.CHANGE_ENROLMENT, actor, updated=changes, summary=summary, reason=why)


@transaction.atomic
def continue_training(
    *,
    actor: User,
    enrolment: Enrolment,
    continues_from: date,
    note: str,
    version: int | None = None,
) -> Act | None:
    """Says that somebody who left the post or moved goes on in the seat since a day, and why."""
    stored, training_class = _locked_enrolment(enrolment)
    _require_under_way(training_class)
    _check_later_day("continues_from", continues_from, stored)
    if not note.strip():
        raise ValidationError({"note": "Ghi lý do được học tiếp."})
    values = {"continues_from": continues_from, "continues_note": note.strip()}
    day = format_day(continues_from)
    summary = f"{stored.cadre.full_name}: học tiếp lớp {training_class.code} từ {day}"
    changes = [Change(enrolment, values, version)]
    return record(TrainingAct.CHANGE_ENROLMENT, actor, updated=changes, summary=summary, reason=note.strip())


def _locked(class_id: int, allotment_ids: Iterable[int]) -> tuple[TrainingClass, dict[int, SeatAllotment]]:
    lock(TrainingClass, [class_id])
    lock(SeatAllotment, allotment_ids)
    training_class = (
        TrainingClass.objects.select_related("programme__level", "programme__entry_level")
        .filter(pk=class_id)
        .first()
    )
    rows = SeatAllotment.objects.filter(pk__in=list(allotment_ids)).select_related("source").order_by("pk")
    seats = {row.pk: row for row in rows}
    if training_class is None or set(seats) != set(allotment_ids):
        raise Refusal("Lớp hoặc chỉ tiêu không còn nữa nên chưa ghi gì. Tải lại trang lớp học rồi làm lại.")
    for row in seats.values():
        row.training_class = training_class
    return training_class, seats


def _locked_enrolment(enrolment: Enrolment, *allotments: SeatAllotment) -> tuple[Enrolment, TrainingClass]:
    """The trainee as stored now, still in the class."""
    keys = sorted({enrolment.allotment_id, *(row.pk for row in allotments)})
    training_class, _ = _locked(enrolment.training_class_id, keys)
    lock(Cadre, [enrolment.cadre_id])
    stored = Enrolment.objects.select_related("cadre", "result").filter(pk=enrolment.pk).first()
    if stored is None:
        raise Refusal("Học viên không còn trong lớp nên chưa ghi gì. Tải lại trang lớp học rồi làm lại.")
    if stored.withdrawn_on is not None:
        day = format_day(stored.withdrawn_on)
        raise Refusal(f"{stored.cadre.full_name} đã thôi học ngày {day}. Chưa ghi gì.")
    return stored, training_class


def _require_open(training_class: TrainingClass) -> None:
    if training_class.state not in ENTERS:
        state = training_class.get_state_display().lower()
        raise Refusal(
            f"Lớp {training_class.code} ở trạng thái “{state}” nên chưa ghi danh được. Chưa ghi gì; "
            "chỉ ghi danh vào lớp đang tuyển sinh hoặc đang học."
        )


def _require_under_way(training_class: TrainingClass) -> None:
    if training_class.is_over:
        state = training_class.get_state_display().lower()
        raise Refusal(f"Lớp {training_class.code} {state} nên không đổi chỗ của học viên nữa. Chưa ghi gì.")


def _require_no_result(enrolment: Enrolment) -> None:
    if hasattr(enrolment, "result"):
        raise Refusal(
            f"{enrolment.cadre.full_name} đã có kết quả học tập nên không cho thôi học được. Chưa ghi gì; "
            "nếu kết quả ghi nhầm, hoàn tác lần ghi kết quả trước."
        )


def _check_day(field: str, day: date, training_class: TrainingClass) -> None:
    refuse_future(field, day)
    if day > training_class.ends_on:
        ends = format_day(training_class.ends_on)
        raise ValidationError(
            {field: f"Lớp kết thúc ngày {ends}; ngày ghi danh phải từ ngày đó trở về trước."}
        )


def _check_later_day(field: str, day: date, enrolment: Enrolment) -> None:
    refuse_future(field, day)
    if day < enrolment.enrolled_on:
        enrolled = format_day(enrolment.enrolled_on)
        raise ValidationError({field: f"Ngày này phải từ ngày ghi danh ({enrolled}) trở đi."})


def _require_seats(allotment: SeatAllotment, wanted: int) -> None:
    """Never overridable: a seat that is not there is neither taught nor paid."""
    left = SEATS.room(allotment.pk).left
    if wanted > left:
        version = UnitNames.on(allotment.training_class.starts_on, [allotment.unit_id]).get(allotment.unit_id)
        name = f"{version.full_name} " if version else ""
        remains = f"chỉ còn {left} chỗ" if left else "đã hết chỗ"
        raise Refusal(
            f"Chỉ tiêu của {name}từ nguồn {allotment.source} {remains} trong {allotment.seats}, "
            f"cần {wanted}. Chưa ghi gì; bớt người, chọn chỉ tiêu khác hoặc chuyển thêm chỗ."
        )


def _not_accepted(candidate: Candidate, allowed: Mapping[int, frozenset[str]]) -> Candidate | None:
    """The person with the concerns that nobody accepted; None when nothing is in the way."""
    accepted = allowed.get(candidate.cadre.pk, frozenset())
    left = tuple(line for line in candidate.concerns if line.concern not in accepted)
    return replace(candidate, concerns=left) if left or candidate.is_enrolled else None


def _row(candidate: Candidate, allotment: SeatAllotment, day: date, decision: str, reason: str) -> Enrolment:
    """The unsaved row; who enters from outside the unit goes on in the seat from the first day."""
    overridden = {line.concern for line in candidate.concerns}
    is_outsider = Concern.NOT_SERVING in overridden
    return Enrolment(
        training_class=allotment.training_class,
        allotment=allotment,
        cadre=candidate.cadre,
        enrolled_on=day,
        sending_decision=decision.strip(),
        overridden=candidate.codes,
        override_reason=reason.strip() if overridden else "",
        continues_from=day if is_outsider else None,
        continues_note=reason.strip() if is_outsider else "",
    )
