"""The page of a class: its seats, sessions and trainees."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.http import UserRequest
from accounts.log.access import record
from accounts.models import AccessKind
from accounts.permissions import allow
from accounts.rights import Right
from common.pages.listing import page_of
from registry.pages.day_views import page_day
from registry.privacy import shows_personal
from registry.scope import Scope
from training.classes.opening import class_coded
from training.classes.seat_table import seat_table
from training.classes.states import WAY
from training.enrolment import open_work
from training.enrolment.trainee_rows import trainee_rows, trainees
from training.enums import TrainingRight
from training.models import ClassSession, TrainingClass


@require_GET
@allow(Right.VIEW_PEOPLE)
def class_detail(request: UserRequest, code: str) -> HttpResponse:
    training_class = class_coded(request, code)
    day = page_day(request)
    found = trainees(training_class, request.user)
    seats = seat_table(training_class, request.user)
    asked, asked_words = seats.asked(request.GET.get("seat", ""), request.GET.get("unit", ""))
    page = page_of(found.filter(allotment__in=asked) if asked else found, request.GET)
    record(request, AccessKind.VIEW_LIST, "training_class", training_class.code, "Học viên", len(page.rows))
    return render(
        request,
        "training/class_detail.html",
        {
            "training_class": training_class,
            "day": day,
            "seats": seats,
            "sessions": ClassSession.objects.in_scope(request.user).filter(training_class=training_class),
            "page": page,
            "rows": trainee_rows(page.rows, training_class, request.user, day),
            "asked": asked_words,
            "open_work": open_work.of_class(training_class, request.user, day) if _works(request) else [],
            "shows_personal": shows_personal(request.user),
            **_may(request, training_class),
        },
    )


def _works(request: UserRequest) -> bool:
    """True for those who decide about trainees."""
    return request.user.has_right(TrainingRight.ENROL)


def _may(request: UserRequest, training_class: TrainingClass) -> dict[str, Any]:
    """Which buttons the page carries."""
    scope = Scope.of(request.user)
    manages = request.user.has_right(TrainingRight.MANAGE_TRAINING) and scope.sees_province(
        training_class.province_id
    )
    return {
        "may_manage": manages,
        "may_change": manages and not training_class.is_over,
        "may_enrol": request.user.has_right(TrainingRight.ENROL) and not training_class.is_over,
        "steps": WAY.steps(training_class.state) if manages else (),
        "sees_all": scope.sees_province(training_class.province_id),
    }
