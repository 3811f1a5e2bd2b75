"""The list of classes and the page of one."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_GET

from accounts.http import UserRequest
from accounts.log.access import record
from accounts.models import AccessKind
from accounts.permissions import allow
from accounts.rights import Right
from common.pages.listing import page_of
from registry.models import Act
from registry.pages.day_views import page_day
from registry.privacy import shows_personal
from registry.scope import Scope
from training.classes.filters import SORTS, ClassFilter
from training.classes.list_rows import with_numbers
from training.classes.states import steps_from
from training.enrolment import open_work
from training.enrolment.trainee_rows import seat_table, trainee_rows, trainees
from training.models import ClassSession, TrainingClass


@require_GET
@allow(Right.VIEW_PEOPLE)
def class_list(request: UserRequest) -> HttpResponse:
    classes = TrainingClass.objects.in_scope(request.user)
    class_filter = ClassFilter(request.GET, classes)
    sort = request.GET.get("sort", "start")
    page = page_of(with_numbers(class_filter.ordered(sort), request.user), request.GET)
    return render(
        request,
        "training/class_list.html",
        {
            "form": class_filter.form,
            "facets": class_filter.facets(),
            "chips": class_filter.chips(request),
            "page": page,
            "total": classes.count() if class_filter.is_active else page.total,
            "sort": sort if sort in SORTS else "start",
            "sorts": SORTS.items(),
            "may_manage": request.user.has_right(Right.MANAGE_TRAINING),
        },
    )


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


def class_coded(request: UserRequest, code: str) -> TrainingClass:
    """A class that the account sees; else 404."""
    return _coded(TrainingClass.objects.in_scope(request.user), code)


def manageable_class(request: UserRequest, code: str) -> TrainingClass:
    """A class that the account may plan, open and close; else 404."""
    return _coded(TrainingClass.objects.in_scope(request.user).manageable_by(request.user), code)


def done(request: UserRequest, act: Act | None, text: str) -> None:
    """A word on what was done, with the way to take it back."""
    if act is None:
        messages.info(request, "Không có gì thay đổi.")
        return
    log = reverse("registry:act_detail", args=[act.pk])
    messages.success(request, format_html('{} <a href="{}">Xem nhật ký, hoàn tác</a>', text, log))


def _coded(classes: QuerySet[TrainingClass], code: str) -> TrainingClass:
    found: TrainingClass = get_object_or_404(
        classes.select_related("programme__level", "programme__entry_level", "institution", "province"),
        code=code,
    )
    return found


def _works(request: UserRequest) -> bool:
    """True for those who decide about trainees."""
    return request.user.has_right(Right.ENROL)


def _may(request: UserRequest, training_class: TrainingClass) -> dict[str, Any]:
    """Which buttons the page carries."""
    scope = Scope.of(request.user)
    manages = request.user.has_right(Right.MANAGE_TRAINING) and scope.sees_province(
        training_class.province_id
    )
    return {
        "may_manage": manages,
        "may_change": manages and not training_class.is_over,
        "may_enrol": request.user.has_right(Right.ENROL) and not training_class.is_over,
        "steps": steps_from(training_class.state) if manages else (),
        "sees_all": scope.sees_province(training_class.province_id),
    }
