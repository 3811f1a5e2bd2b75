"""Seats of a class by unit and source, and their transfer between units.

A seat has one source. Seats never fall below the number of people who have taken them.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max

from accounts.models import User
from common.dates import format_day
from registry.acts.recording import Change, lock, record
from registry.errors import Refusal
from registry.models import Act, Unit
from registry.units.names import UnitNames
from training.classes.services import lock_class, refuse_over
from training.costs.commitments import require_budget
from training.enums import TrainingAct
from training.models import FundingSource, SeatAllotment, TrainingClass
from training.seat_units import seat_units

# (unit, source) → seats
Seats = Mapping[tuple[int, int], int]


@dataclass(frozen=True)
class _Taken:
    """How many hold a seat of an allotment, and whether anybody ever did or money was paid for it."""

    holding: int
    has_past: bool


@transaction.atomic
def set_seats(
    *, actor: User, training_class: TrainingClass, seats: Seats, version: int | None = None
) -> Act | None:
    """Sets the seats of the given units and sources; those not given stay as they are.

    Zero takes an allotment out, unless somebody was ever in it. `version` is `seats_version` as its author
    saw it. Raises `Refusal` naming each allotment with more people than seats, or over the budget;
    returns no act when nothing differs.
    """
    stored = lock_class(training_class)
    refuse_over(stored)
    rows = _lock_seats(stored)
    _refuse_strange_units(stored, {unit for unit, source in seats if (unit, source) not in rows})
    if version is not None and seats_version(stored) > version:
        raise Refusal(
            "Có người vừa đổi chỉ tiêu của lớp này sau khi bạn mở. Chưa ghi gì; xem số mới rồi sửa tiếp."
        )
    _refuse_below_taken(stored, rows, seats)
    created, updated, deleted = _differences(stored, rows, seats)
    held = {key: row.seats for key, row in rows.items()}
    before, after = sum(held.values()), sum({**held, **seats}.values())
    summary = f"Lớp {stored.code}: chỉ tiêu {before} → {after} chỗ"
    with require_budget([stored], actor=actor):
        return record(
            TrainingAct.CHANGE_CLASS,
            actor,
            created=created,
            updated=updated,
            deleted=deleted,
            summary=summary,
        )


@transaction.atomic
def transfer_seats(
    *, actor: User, allotment: SeatAllotment, unit: Unit, seats: int, reason: str
) -> Act | None:
    """Moves free seats to another unit, under the source they are paid from; the total stays the same."""
    training_class = lock_class(allotment.training_class)
    refuse_over(training_class)
    rows = _lock_seats(training_class)
    giving = rows.get((allotment.unit_id, allotment.source_id))
    if giving is None:
        raise Refusal("Chỉ tiêu này không còn nữa nên chưa ghi gì. Tải lại trang lớp học rồi làm lại.")
    free = giving.seats - taken_by_allotment(training_class)[giving.pk].holding
    problems: dict[str, str] = {}
    if not reason.strip():
        problems["reason"] = "Ghi lý do chuyển chỉ tiêu."
    if unit.pk == giving.unit_id:
        problems["unit"] = "Chọn đơn vị khác đơn vị đang giữ chỉ tiêu."
    if not 1 <= seats <= free:
        problems["seats"] = f"Chỉ tiêu này còn {max(free, 0)} chỗ trống để chuyển."
    if problems:
        raise ValidationError(problems)
    _refuse_strange_units(training_class, {unit.pk})
    taking = rows.get((unit.pk, giving.source_id))
    changes = [Change(giving, {"seats": giving.seats - seats})]
    new = []
    if taking is None:
        new.append(
            SeatAllotment(training_class=training_class, unit=unit, source_id=giving.source_id, seats=seats)
        )
    else:
        changes.append(Change(taking, {"seats": taking.seats + seats}))
    names = UnitNames.on(training_class.starts_on, [giving.unit_id, unit.pk])
    giver, taker = names.of(giving.unit_id).full_name, names.of(unit.pk).full_name
    summary, why = f"Lớp {training_class.code}: chuyển {seats} chỗ từ {giver} sang {taker}", reason.strip()
    with require_budget([training_class], actor=actor):
        return record(
            TrainingAct.CHANGE_CLASS, actor, created=new, updated=changes, summary=summary, reason=why
        )


def seats_version(training_class: TrainingClass) -> int:
    """The last change of any seats of the class, for edit conflicts."""
    history = SeatAllotment.history.filter(training_class_id=training_class.pk)
    return int(history.aggregate(last=Max("history_id"))["last"] or 0)


def taken_by_allotment(training_class: TrainingClass) -> dict[int, _Taken]:
    """By allotment of the class, everybody counted, whoever asks."""
    # Two counts over joined tables would multiply; presence of payments is asked apart.
    rows = training_class.allotments.order_by("pk").values_list(
        "pk", "enrolments__withdrawn_on", "enrolments"
    )
    paid = set(training_class.allotments.filter(payments__isnull=False).values_list("pk", flat=True))
    held: dict[int, list[bool]] = {}
    for pk, withdrawn_on, enrolment in rows:
        people = held.setdefault(pk, [])
        if enrolment is not None:
            people.append(withdrawn_on is None)
    return {pk: _Taken(sum(people), bool(people) or pk in paid) for pk, people in held.items()}


def _lock_seats(training_class: TrainingClass) -> dict[tuple[int, int], SeatAllotment]:
    keys = training_class.allotments.values_list("pk", flat=True)
    return {(row.unit_id, row.source_id): row for row in lock(SeatAllotment, keys).values()}


def _refuse_strange_units(training_class: TrainingClass, units: Set[int]) -> None:
    """Seats go to the province or to units under it that exist on the first day of the class."""
    if units - {each.pk for each in seat_units(training_class)}:
        day = format_day(training_class.starts_on)
        raise Refusal(f"Có đơn vị không thuộc tỉnh hoặc không có vào ngày khai giảng {day}. Chưa ghi gì.")


def _refuse_below_taken(
    training_class: TrainingClass, rows: Mapping[tuple[int, int], SeatAllotment], seats: Seats
) -> None:
    taken = taken_by_allotment(training_class)
    short = [
        (row, taken[row.pk].holding)
        for key, row in rows.items()
        if key in seats and seats[key] < taken[row.pk].holding
    ]
    if not short:
        return
    names = UnitNames.on(training_class.starts_on, [row.unit_id for row, _ in short])
    sources = {
        each.pk: each for each in FundingSource.objects.filter(pk__in=[row.source_id for row, _ in short])
    }
    told = "; ".join(
        f"{names.of(row.unit_id).full_name}, nguồn {sources[row.source_id]}: {holding} người đã ghi danh"
        for row, holding in short
    )
    raise Refusal(
        f"Số chỗ ít hơn số người đã ghi danh nên chưa ghi gì. {told}. Cho thôi học hoặc chuyển trước."
    )


def _differences(
    training_class: TrainingClass, rows: Mapping[tuple[int, int], SeatAllotment], seats: Seats
) -> tuple[list[SeatAllotment], list[Change], list[SeatAllotment]]:
    """Rows to create, change and delete; one that somebody was ever in stays with no seats."""
    taken = taken_by_allotment(training_class)
    created = [
        SeatAllotment(training_class=training_class, unit_id=unit, source_id=source, seats=number)
        for (unit, source), number in seats.items()
        if number and (unit, source) not in rows
    ]
    given = [(row, seats[key]) for key, row in rows.items() if key in seats]
    deleted = [row for row, number in given if not number and not taken[row.pk].has_past]
    updated = [
        Change(row, {"seats": number}) for row, number in given if row not in deleted and number != row.seats
    ]
    return created, updated, deleted
