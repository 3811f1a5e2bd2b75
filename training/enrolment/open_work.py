"""Trainees whose place in a class no longer fits their post: who left, died or moved, until somebody decides.

Counted are those with a seat and without a result in a class that is not over, enrolled by the day, who on
the day serve nowhere, or not in the unit of their seat. A unit that was merged or renamed meanwhile moves
nobody. Who was let go on (`continues_from`) is open again only after a later change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from accounts.models import User
from common.dates import format_day
from registry.enums import EndReason
from registry.levers import WorkLine
from registry.models import Posting, UnitPlace
from training.enums import ClassState, TrainingRight, WithdrawalReason
from training.models import Enrolment, TrainingClass

UNDER_WAY = (ClassState.PLANNED, ClassState.OPEN, ClassState.RUNNING)
ONE_DAY = timedelta(days=1)
_REASONS = {EndReason.DIED: WithdrawalReason.DIED, EndReason.TRANSFERRED: WithdrawalReason.TRANSFERRED}


@dataclass(frozen=True)
class OpenWork:
    """One trainee to decide about: what happened, which reason of withdrawal fits, who may decide."""

    enrolment: Enrolment
    what: str
    withdrawal_reason: WithdrawalReason
    may_change: bool


def of_class(training_class: TrainingClass, user: User, day: date) -> list[OpenWork]:
    """Open work of one class on a day, by given name; five queries."""
    return _open(_astray(user, day).filter(training_class=training_class), user, day)


def work_lines(user: User, day: date) -> Iterator[WorkLine]:
    """Lines of the work list: trainees to decide about, and results to record, class by class."""
    if user.has_right(TrainingRight.ENROL):
        yield from _astray_lines(user, day)
    if user.has_right(TrainingRight.MANAGE_TRAINING):
        yield from _result_lines(user, day)


def _astray_lines(user: User, day: date) -> Iterator[WorkLine]:
    by_class: dict[TrainingClass, int] = {}
    for work in _open(_astray(user, day), user, day):
        training_class = work.enrolment.training_class
        by_class[training_class] = by_class.get(training_class, 0) + 1
    for training_class, count in by_class.items():
        yield WorkLine(
            text=f"Lớp {training_class.code}: xử lý học viên đã nghỉ hoặc chuyển đơn vị",
            count=count,
            url=f"{training_class.get_absolute_url()}?as_of={day.isoformat()}#viec-can-lam",
            due_on=training_class.ends_on,
        )


def _result_lines(user: User, day: date) -> Iterator[WorkLine]:
    """Classes that have ended with trainees who wait for a result."""
    waiting = Q(enrolments__withdrawn_on__isnull=True, enrolments__result__isnull=True)
    classes = (
        TrainingClass.objects.in_scope(user)
        .manageable_by(user)
        .filter(ends_on__lte=day, state__in=(ClassState.OPEN, ClassState.RUNNING, ClassState.FINISHED))
        .annotate(waiting=Count("enrolments", filter=waiting))
        .filter(waiting__gt=0)
        .order_by("ends_on", "code")
    )
    for training_class in classes:
        yield WorkLine(
            text=f"Lớp {training_class.code} đã kết thúc: ghi kết quả học viên",
            count=training_class.waiting,
            url=reverse("training:result_grid", args=[training_class.code]),
            due_on=training_class.ends_on,
        )


def _astray(user: User, day: date) -> QuerySet[Enrolment]:
    """Trainees in scope who on the day serve nowhere in the unit of their seat."""
    serving = Posting.objects.serving_on(day).filter(
        # As in `registry.standing.standings.SERVES`.
        cadre=OuterRef("cadre"),
        is_main=True,
        kind__counts_in_cbcc=True,
    )
    return (
        Enrolment.objects.in_scope(user)
        .holding_seats()
        .filter(enrolled_on__lte=day, result__isnull=True, training_class__state__in=UNDER_WAY)
        .exclude(Exists(_counted_in_seat_unit(serving, day)))
        .exclude(Exists(_counted_in_seat_unit(serving, OuterRef("enrolled_on"))))
        .select_related("cadre", "training_class", "allotment")
        .order_by("training_class__ends_on", "training_class__code", "cadre__sort_key", "pk")
    )


def _counted_in_seat_unit(postings: QuerySet[Posting], day: Any) -> QuerySet[Posting]:
    """Postings of which the unit counted, on a day, in the unit of the seat."""
    seat_unit = OuterRef("allotment__unit")
    return postings.filter(
        Q(unit__places__commune=seat_unit)
        | Q(unit__places__district=seat_unit)
        | Q(unit__places__province=seat_unit),
        unit__places__valid_from__lte=day,
        unit__places__valid_to__gte=day,
    )


def _open(astray: Iterable[Enrolment], user: User, day: date) -> list[OpenWork]:
    """Those about whom nobody has decided since it happened."""
    enrolments = list(astray)
    keys = [each.cadre_id for each in enrolments]
    careers: dict[int, list[Posting]] = {}
    for posting in Posting.objects.filter(cadre__in=keys, is_main=True).select_related("kind", "title"):
        if posting.started_on <= day:
            careers.setdefault(posting.cadre_id, []).append(posting)
    places = _places(posting.unit_id for career in careers.values() for posting in career)
    visible = set(Posting.objects.in_scope(user).filter(cadre__in=keys).values_list("pk", flat=True))
    changeable = set(
        Enrolment.objects.in_scope(user)
        .changeable_by(user)
        .filter(pk__in=[each.pk for each in enrolments])
        .values_list("pk", flat=True)
    )
    found = []
    for enrolment in enrolments:
        career = careers.get(enrolment.cadre_id, [])
        decided = enrolment.continues_from
        if decided is None or _happened_on(enrolment, career, places, day) > decided:
            ended = [each for each in career if each.pk in visible and not each.serves_on(day)]
            found.append(_work(enrolment, ended, may_change=enrolment.pk in changeable))
    return found


def _happened_on(
    enrolment: Enrolment, career: list[Posting], places: dict[int, list[UnitPlace]], day: date
) -> date:
    """First day of the state found: without a post, or with one outside the unit of the seat."""
    is_serving = any(each.serves_on(day) and each.kind.counts_in_cbcc for each in career)
    before = [
        each.ended_on
        for each in career
        if each.ended_on is not None
        and each.ended_on < day
        and (not is_serving or _counted_in(enrolment.allotment.unit_id, each, places))
    ]
    return max([enrolment.enrolled_on, *(last + ONE_DAY for last in before)])


def _counted_in(unit_id: int, posting: Posting, places: dict[int, list[UnitPlace]]) -> bool:
    """True when a posting counted in the unit on its last day."""
    last = posting.ended_on or date.max
    return any(
        place.valid_from <= last <= place.valid_to
        and unit_id in (place.commune_id, place.district_id, place.province_id)
        for place in places.get(posting.unit_id, ())
    )


def _places(unit_ids: Iterable[int]) -> dict[int, list[UnitPlace]]:
    found: dict[int, list[UnitPlace]] = {}
    for place in UnitPlace.objects.filter(unit__in=set(unit_ids)):
        found.setdefault(place.unit_id, []).append(place)
    return found


def _work(enrolment: Enrolment, ended: list[Posting], *, may_change: bool) -> OpenWork:
    """In words that a reader may know: titles of other districts are not told."""
    last = max(ended, key=lambda each: each.ended_on or date.min, default=None)
    if last is None or last.ended_on is None:
        what, reason = "Không giữ chức danh trong đơn vị được giao chỉ tiêu", WithdrawalReason.LEFT_POST
    else:
        end = EndReason(last.end_reason)
        what = f"{end.label}; giữ chức danh {last.title.name} đến {format_day(last.ended_on)}"
        reason = _REASONS.get(end, WithdrawalReason.LEFT_POST)
    return OpenWork(enrolment, what, reason, may_change)
