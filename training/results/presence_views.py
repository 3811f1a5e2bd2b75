"""Điểm danh of a stretch of teaching."""

from __future__ import annotations

from functools import partial

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_http_methods

from accounts.http import UserRequest, posted
from accounts.log.access import record
from accounts.models import AccessKind
from accounts.permissions import allow
from registry.pages.saving import done, saved
from training.classes.opening import manageable_class
from training.enums import TrainingRight
from training.models import ClassSession, Presence
from training.results.presence import had_enrolled, record_presence
from training.results.presence_form import PresenceForm
from training.results.services import GIVES_RESULTS
from training.results.views import trainees_of


@require_http_methods(["GET", "POST"])
@allow(TrainingRight.MANAGE_TRAINING)
def session_presence(request: UserRequest, code: str, number: int) -> HttpResponse:
    training_class = manageable_class(request, code)
    session = get_object_or_404(
        ClassSession.objects.in_scope(request.user).filter(training_class=training_class), pk=number
    )
    stored = Presence.objects.in_scope(request.user).filter(session=session)
    form = PresenceForm(
        posted(request),
        trainees=[each for each in trainees_of(request, training_class) if had_enrolled(each, session)],
        stored=dict(stored.order_by().values_list("enrolment_id", "days")),
        days=session.days,
    )
    if made := saved(request, form, partial(record_presence, actor=request.user, session=session)):
        return done(request, made.result, "Đã ghi điểm danh.", training_class)
    record(
        request, AccessKind.VIEW_LIST, "training_class", training_class.code, "Điểm danh", len(form.trainees)
    )
    context = {
        "training_class": training_class,
        "session": session,
        "form": form,
        "may_record": training_class.state in GIVES_RESULTS,
    }
    return render(request, "training/session_presence.html", context)
