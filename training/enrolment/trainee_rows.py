"""The trainees of a class as its page shows them, as far as an account sees: a district its own people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet, Sum

from accounts.models import User
from registry.models import Posting
from registry.scope import Scope
from registry.serving import Serving, roster
from registry.standing.standings import Standing
from training.enrolment.candidates import concerns_in_words, serves_in
from training.enums import Outcome
from training.models import Enrolment, Presence, TrainingClass
from training.seat_units import seat_unit_name


@dataclass(frozen=True)
class TraineeRow:
    """A trainee. `left` says where somebody without a standing on the day went; `is_astray` when the seat is
    another unit's than the one served in, and nobody has said that the person goes on."""

    enrolment: Enrolment
    serving: Serving
    left: str
    seat_name: str
    concerns: str
    is_astray: bool
    may_change: bool
    days_present: int | None

    @property
    def is_waiting(self) -> bool:
        """Holds a seat and has no result yet."""
        return self.enrolment.withdrawn_on is None and not self.has_result

    @property
    def has_result(self) -> bool:
        return hasattr(self.enrolment, "result")

    @property
    def has_passed(self) -> bool:
        return self.has_result and self.enrolment.result.outcome == Outcome.PASSED


def trainees(training_class: TrainingClass, user: User) -> QuerySet[Enrolment]:
    """Trainees in scope, those with a seat first, by given name."""
    return (
        Enrolment.objects.in_scope(user)
        .filter(training_class=training_class)
        .select_related(
            "cadre__ethnic_group",
            "allotment__source",
            "result__qualification__level",
        )
        .order_by(F("withdrawn_on").asc(nulls_first=True), "cadre__sort_key", "pk")
    )


def trainee_rows(
    enrolments: Sequence[Enrolment], training_class: TrainingClass, user: User, day: date
) -> list[TraineeRow]:
    """Trainees of one page with where they serve on the day; six queries whatever their number."""
    people = roster(
        [each.cadre_id for each in enrolments],
        day=day,
        scope=Scope.of(user),
        with_last=True,
        unit_ids={each.allotment.unit_id for each in enrolments},
    )
    seat_names = people.names.at(max(day, training_class.starts_on))
    seats = Enrolment.objects.in_scope(user).changeable_by(user)
    changeable = set(seats.filter(pk__in=[each.pk for each in enrolments]).values_list("pk", flat=True))
    present = _days_present(enrolments)
    rows = []
    for enrolment in enrolments:
        serving = people[enrolment.cadre_id]
        rows.append(
            TraineeRow(
                enrolment=enrolment,
                serving=serving,
                left="" if serving.standing else _left(serving.last),
                seat_name=seat_unit_name(enrolment.allotment.unit_id, training_class, seat_names),
                concerns=concerns_in_words(enrolment.overridden),
                is_astray=_is_astray(enrolment, serving.standing, day),
                may_change=enrolment.pk in changeable,
                days_present=present.get(enrolment.pk),
            )
        )
    return rows


def _days_present(enrolments: Sequence[Enrolment]) -> dict[int, int]:
    """Days over all sessions, of those whose presence somebody recorded."""
    found = Presence.objects.filter(enrolment__in=[each.pk for each in enrolments]).order_by()
    return dict(found.values_list("enrolment_id").annotate(total=Sum("days")))


def _left(posting: Posting | None) -> str:
    if posting is None or posting.ended_on is None:
        return "Không giữ chức danh trong phạm vi của bạn"
    return f"{posting.get_end_reason_display()}, {posting.ended_on:%d/%m/%Y}"


def _is_astray(enrolment: Enrolment, standing: Standing | None, day: date) -> bool:
    if enrolment.withdrawn_on is not None or enrolment.enrolled_on > day or hasattr(enrolment, "result"):
        return False
    goes_on = enrolment.continues_from is not None and enrolment.continues_from <= day
    return not goes_on and not serves_in(standing, enrolment.allotment.unit_id)
