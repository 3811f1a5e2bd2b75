"""Enrolling people in a class, and the changes of one trainee's seat."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.http import UserRequest, posted
from accounts.log.access import record
from accounts.models import AccessKind
from accounts.permissions import allow
from registry.models import Act, Cadre
from registry.pages.day_views import page_day
from registry.pages.saving import done, saved
from registry.pages.service_forms import ServiceForm
from registry.units.choices import commune_choices
from training.classes.opening import class_coded
from training.enrolment import services as enrolling
from training.enrolment.candidates import SEPARATOR
from training.enrolment.forms import ContinueForm, EnrolForm, MoveForm, SearchForm, WithdrawForm, usual_day
from training.enrolment.page import Seats, candidate_rows, people_coded, people_found, person_rows, seats_of
from training.enums import TrainingRight
from training.models import Enrolment, SeatAllotment, TrainingClass

EDITS = require_http_methods(["GET", "POST"])


@EDITS
@allow(TrainingRight.ENROL)
def enrol(request: UserRequest, code: str) -> HttpResponse:
    """People come by their record codes, from the need list (by POST or GET) or from the search here."""
    training_class = class_coded(request, code)
    asked = request.POST or request.GET
    seats = seats_of(training_class, request.user)
    cadres = people_coded(request.user, asked.getlist("code"))
    form = _enrol_form(request, training_class, seats)
    chosen = _chosen(request, cadres)
    if "save" in request.POST and (made := saved(request, form, partial(_enrol, request, chosen))):
        return done(request, made.result, f"Đã ghi danh {len(chosen)} người.", training_class)
    return render(
        request, "training/enrol.html", _enrol_context(request, training_class, seats, cadres, form)
    )


@EDITS
@allow(TrainingRight.ENROL)
def enrolment_withdraw(request: UserRequest, code: str, number: int) -> HttpResponse:
    enrolment = _changeable(request, code, number)
    initial = {
        "withdrawal_reason": request.GET.get("reason", ""),
        "withdrawn_on": _day(request, enrolment),
    }
    form = WithdrawForm(posted(request), row=enrolment, initial=initial)
    return _change(request, enrolment, form, "Cho thôi học", enrolling.withdraw)


@EDITS
@allow(TrainingRight.ENROL)
def enrolment_move(request: UserRequest, code: str, number: int) -> HttpResponse:
    enrolment = _changeable(request, code, number)
    training_class = enrolment.training_class
    seats = seats_of(training_class, request.user)
    others = [choice for choice in seats.choices if choice[0] != enrolment.allotment_id]
    initial = {"moved_on": _day(request, enrolment)}
    offered = _seats(request, training_class)
    form = MoveForm(posted(request), row=enrolment, initial=initial, seats=offered, choices=others)
    return _change(request, enrolment, form, "Chuyển chỉ tiêu", enrolling.move)


@EDITS
@allow(TrainingRight.ENROL)
def enrolment_continue(request: UserRequest, code: str, number: int) -> HttpResponse:
    enrolment = _changeable(request, code, number)
    initial = {"continues_from": _day(request, enrolment)}
    form = ContinueForm(posted(request), row=enrolment, initial=initial)
    return _change(request, enrolment, form, "Cho học tiếp", enrolling.continue_training)


@EDITS
@allow(TrainingRight.ENROL)
def enrol_choose(request: UserRequest) -> HttpResponse:
    """Which class the people picked from the need list are to enter."""
    asked = request.POST or request.GET
    cadres = people_coded(request.user, asked.getlist("code"))
    classes = (
        TrainingClass.objects.in_scope(request.user)
        .filter(state__in=enrolling.ENTERS)
        .select_related("programme__level", "institution")
    )
    chosen = classes.filter(code=asked.get("class", "")).first()
    if chosen is not None:
        codes = QueryDict(mutable=True)
        codes.setlist("code", [cadre.code for cadre in cadres])
        return redirect(f"{_enrol_url(chosen)}?{codes.urlencode()}")
    day = page_day(request)
    context = {"classes": classes, "people": person_rows(cadres, request.user, day), "day": day}
    return render(request, "training/enrol_choose.html", context)


def _enrol_url(training_class: TrainingClass) -> str:
    return reverse("training:enrol", args=[training_class.code])


def _enrol_form(request: UserRequest, training_class: TrainingClass, seats: Seats) -> EnrolForm:
    """Bound once its own fields are sent: a list that comes from elsewhere brings people only."""
    data = request.POST if "enrolled_on" in request.POST else None
    usual = seats.usual
    initial = {
        "allotment": usual.pk if usual else None,
        "enrolled_on": usual_day(page_day(request), training_class.ends_on),
    }
    offered = _seats(request, training_class)
    return EnrolForm(data, initial=initial, seats=offered, choices=seats.choices)


def _enrol(request: UserRequest, chosen: list[Cadre], **given: Any) -> Act | None:
    """Enrols those who are ticked, with the concerns that were shown beside them; says each of those in the
    way in a line of its own."""
    seen = {cadre.pk: request.POST.get(f"seen-{cadre.code}", "").split(SEPARATOR) for cadre in chosen}
    try:
        return enrolling.enrol(actor=request.user, cadres=chosen, accepted=seen, **given)
    except enrolling.PeopleRefused as refused:
        lines = [f"{each.cadre.full_name}: {each.objection}." for each in refused.candidates]
        raise ValidationError(["Chưa ghi danh ai.", *lines]) from None


def _chosen(request: UserRequest, cadres: list[Cadre]) -> list[Cadre]:
    ticked = set(request.POST.getlist("person"))
    return [cadre for cadre in cadres if cadre.code in ticked]


def _enrol_context(
    request: UserRequest, training_class: TrainingClass, seats: Seats, cadres: list[Cadre], form: EnrolForm
) -> dict[str, Any]:
    valid = form.cleaned_data if form.is_bound and form.is_valid() else {}
    day = valid.get("enrolled_on") or form.initial["enrolled_on"]
    allotment = next((row for row in seats.rows if valid and row == valid.get("allotment")), seats.usual)
    chosen = set(request.POST.getlist("person")) if form.is_bound else None
    rows = candidate_rows(allotment, cadres, request.user, day, chosen=chosen) if allotment else []
    units, choices = commune_choices(request.user, day)
    search = SearchForm(request.GET, units=units, choices=choices)
    text, unit = search.asked
    found = people_found(request.user, text=text, unit=unit, day=day, listed=cadres) if text or unit else []
    count = len(rows) + len(found)
    record(request, AccessKind.VIEW_LIST, "training_class", training_class.code, "Ghi danh", count)
    return {
        "training_class": training_class,
        "form": form,
        "rows": rows,
        "seats": seats,
        "day": day,
        "may_enrol": training_class.state in enrolling.ENTERS,
        "found": person_rows(found, request.user, day),
        "search": search,
        "is_asked": bool(text or unit),
    }


def _seats(request: UserRequest, training_class: TrainingClass) -> Any:
    return SeatAllotment.objects.in_scope(request.user).filter(training_class=training_class)


def _changeable(request: UserRequest, code: str, number: int) -> Enrolment:
    """A trainee of the class whose seat the account may change; else 404. The log says who opened it."""
    training_class = class_coded(request, code)
    rows = Enrolment.objects.in_scope(request.user).changeable_by(request.user)
    enrolment: Enrolment = get_object_or_404(
        rows.filter(training_class=training_class).select_related("cadre", "allotment__source"), pk=number
    )
    enrolment.training_class = training_class
    record(request, AccessKind.VIEW_CARD, "cadre", enrolment.cadre.code, f"Lớp {training_class.code}")
    if enrolment.withdrawn_on is not None:
        raise Http404
    return enrolment


def _day(request: UserRequest, enrolment: Enrolment) -> Any:
    return max(enrolment.enrolled_on, usual_day(page_day(request), enrolment.training_class.ends_on))


def _change(
    request: UserRequest, enrolment: Enrolment, form: ServiceForm, heading: str, service: Any
) -> HttpResponse:
    """Saves a change of one seat by its service, or shows its form."""
    if made := saved(request, form, partial(service, actor=request.user, enrolment=enrolment)):
        told = f"Đã ghi: {heading.lower()}, {enrolment.cadre.full_name}."
        return done(request, made.result, told, enrolment.training_class)
    context = {
        "enrolment": enrolment,
        "cadre": enrolment.cadre,
        "training_class": enrolment.training_class,
        "form": form,
        "heading": heading,
    }
    return render(request, "training/enrolment_form.html", context)
