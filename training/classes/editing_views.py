"""Forms of a class: plan it, change it, its sessions, its way."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import capfirst
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import UserRequest, posted
from accounts.permissions import allow
from common.dates import today
from common.steps import Step
from registry.enums import UnitLevel
from registry.errors import Refusal
from registry.models import Act
from registry.pages.as_of import default_day
from registry.pages.saving import done, saved
from registry.pages.service_forms import ServiceForm
from registry.scope import Scope
from registry.units.tree import UnitTree
from training.classes import services as classes
from training.classes import state_services as class_states
from training.classes.forms import (
    CancelForm,
    ClassForm,
    OpenForm,
    SessionForm,
    StepForm,
    first_day_of_cancelling,
)
from training.classes.opening import manageable_class
from training.classes.states import WAY
from training.enums import ClassState, TrainingRight
from training.models import ClassSession, TrainingClass

EDITS = require_http_methods(["GET", "HEAD", "POST"])
SERVICES: dict[str, Callable[..., Act | None]] = {
    ClassState.OPEN: class_states.open_class,
    ClassState.RUNNING: class_states.start_class,
    ClassState.FINISHED: class_states.finish_class,
    ClassState.CANCELLED: class_states.cancel_class,
}


@EDITS
@allow(TrainingRight.MANAGE_TRAINING)
def class_add(request: UserRequest) -> HttpResponse:
    provinces = _provinces(request)
    initial = {"budget_year": default_day().year, "cost_per_seat_vnd": 0, "fixed_cost_vnd": 0}
    form = ClassForm(posted(request), provinces=provinces, initial=initial)
    if made := saved(request, form, partial(classes.add_class, actor=request.user)):
        messages.success(request, "Đã lập lớp. Tiếp theo: giao chỉ tiêu cho đơn vị.")
        return redirect(made.result)
    return form_page(request, form, heading="Lập lớp")


@EDITS
@allow(TrainingRight.MANAGE_TRAINING)
def class_edit(request: UserRequest, code: str) -> HttpResponse:
    training_class = manageable_class(request, code)
    provinces = _provinces(request, training_class)
    form = ClassForm(posted(request), row=training_class, provinces=provinces)
    change = partial(classes.change_class, actor=request.user, training_class=training_class)
    if made := saved(request, form, change):
        return done(request, made.result, "Đã lưu lớp học.", training_class)
    return form_page(request, form, heading="Sửa lớp", training_class=training_class)


@EDITS
@allow(TrainingRight.MANAGE_TRAINING)
def session_add(request: UserRequest, code: str) -> HttpResponse:
    training_class = manageable_class(request, code)
    form = SessionForm(posted(request), initial={"place": training_class.institution.place})
    add = partial(classes.add_session, actor=request.user, training_class=training_class)
    if made := saved(request, form, add):
        return done(request, made.result, "Đã thêm đợt học.", training_class)
    return form_page(request, form, heading="Thêm đợt học", training_class=training_class)


@EDITS
@allow(TrainingRight.MANAGE_TRAINING)
def session_edit(request: UserRequest, code: str, number: int) -> HttpResponse:
    training_class = manageable_class(request, code)
    session = _session(request, training_class, number)
    form = SessionForm(posted(request), row=session)
    if made := saved(request, form, partial(classes.change_session, actor=request.user, session=session)):
        return done(request, made.result, "Đã lưu đợt học.", training_class)
    return form_page(request, form, heading="Sửa đợt học", training_class=training_class, session=session)


@require_POST
@allow(TrainingRight.MANAGE_TRAINING)
def session_remove(request: UserRequest, code: str, number: int) -> HttpResponse:
    training_class = manageable_class(request, code)
    session = _session(request, training_class, number)
    try:
        act = classes.remove_session(actor=request.user, session=session)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("training:session_edit", training_class.code, number)
    return done(request, act, "Đã bỏ đợt học.", training_class)


@EDITS
@allow(TrainingRight.MANAGE_TRAINING)
def class_state(request: UserRequest, code: str) -> HttpResponse:
    """One step on the way of a class; the address names it, else it is the next one."""
    training_class = manageable_class(request, code)
    step = WAY.step(training_class.state, request.GET.get("to", ""))
    if step is None:
        state = training_class.get_state_display().lower()
        messages.warning(request, f"Lớp {state}, không chuyển trạng thái như vậy được.")
        return redirect(training_class)
    form = _step_form(request, training_class, step)
    take = partial(SERVICES[step.state], actor=request.user, training_class=training_class)
    if made := saved(request, form, take):
        return done(request, made.result, step.done, training_class)
    leaving = 0
    if step.state == ClassState.CANCELLED:
        leaving = training_class.enrolments.holding_seats().count()
    return form_page(
        request, form, heading=step.verb, training_class=training_class, step=step, leaving=leaving
    )


def form_page(
    request: UserRequest,
    form: ServiceForm,
    *,
    heading: str,
    training_class: TrainingClass | None = None,
    **extra: Any,
) -> HttpResponse:
    """The page of a small form about a class, or about one that is to come."""
    context = {
        "form": form,
        "heading": heading,
        "training_class": training_class,
        "button": "Lưu",
        "session": None,
        "step": None,
        "leaving": 0,
    }
    return render(request, "training/class_form.html", {**context, **extra})


def _provinces(request: UserRequest, training_class: TrainingClass | None = None) -> list[tuple[int, str]]:
    """Provinces in which the account may hold classes, as they are called on the first day of the class."""
    day = training_class.starts_on if training_class else default_day()
    found = UnitTree.on(day, Scope.of(request.user)).visible(UnitLevel.PROVINCE)
    return [(node.unit_id, capfirst(node.version.full_name)) for node in found]


def _session(request: UserRequest, training_class: TrainingClass, number: int) -> ClassSession:
    rows = ClassSession.objects.in_scope(request.user).filter(training_class=training_class)
    found: ClassSession = get_object_or_404(rows.select_related("training_class"), pk=number)
    return found


def _step_form(request: UserRequest, training_class: TrainingClass, step: Step) -> ServiceForm:
    initial: dict[str, Any] = {}
    if step.state == ClassState.OPEN:
        initial = {"decision_no": training_class.decision_no, "decided_on": training_class.decided_on}
    elif step.state == ClassState.CANCELLED:
        initial = {"cancelled_on": min(first_day_of_cancelling(training_class, default_day()), today())}
    kinds: dict[str, type[ServiceForm]] = {ClassState.OPEN: OpenForm, ClassState.CANCELLED: CancelForm}
    return kinds.get(step.state, StepForm)(posted(request), row=training_class, initial=initial)
