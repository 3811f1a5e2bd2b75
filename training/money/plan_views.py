"""The plan of a year against what came of it, and the form of one programme."""

from datetime import date
from functools import partial
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from accounts.http import UserRequest, posted
from accounts.log.access import record
from accounts.models import AccessKind
from accounts.permissions import allow
from accounts.rights import Right
from common.dates import read_year
from common.pages.listing import page_of
from registry.models import Unit
from registry.pages.day_views import page_day
from registry.pages.saving import done, saved
from registry.scope import Scope
from training.enums import TrainingRight
from training.models import TrainingProgramme
from training.money import pages as money_pages
from training.money import plan_page
from training.money.forms import PlanForm
from training.money.services import plan_version, save_plan
from training.money.views import own_province, require_year

EDITS = require_http_methods(["GET", "POST"])


@require_GET
@allow(Right.VIEW_PEOPLE)
def plan(request: UserRequest) -> HttpResponse:
    usual = page_day(request).year
    year = read_year(request.GET.get("year", ""), usual)
    context = {
        "year": year,
        "years": money_pages.years_known(request.user, usual, year, usual + 1),
        "plan": plan_page.plan_page(request.user, year),
        "sees_province": Scope.of(request.user).is_provincial,
        "may_manage": _may_manage(request),
        "examples": money_pages.example_policies(date(year, 1, 1), date(year, 12, 31)),
    }
    return render(request, "training/plan.html", context)


@require_GET
@allow(Right.VIEW_PEOPLE)
def plan_programme(request: UserRequest, year: int, code: str) -> HttpResponse:
    require_year(year)
    programme = get_object_or_404(TrainingProgramme.objects.all(), code=code)
    asked = request.GET.get("unit", "")
    unit_id = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 10 else None
    lines = plan_page.programme_lines(request.user, year, programme, unit_id)
    found = plan_page.programme_trainees(request.user, year, programme, unit_id)
    page = page_of(found, request.GET)
    record(request, AccessKind.VIEW_LIST, "training_programme", code, f"Học viên năm {year}", len(page.rows))
    context = {
        "year": year,
        "programme": programme,
        "lines": lines,
        "sums": money_pages.totals(lines),
        "page": page,
        "unit_name": lines[0].unit_name if lines and unit_id is not None else "",
        "may_manage": _may_manage(request),
        "examples": money_pages.example_policies(date(year, 1, 1), date(year, 12, 31)),
        "back": f"{reverse('training:plan')}?year={year}",
    }
    return render(request, "training/plan_programme.html", context)


@EDITS
@allow(TrainingRight.MANAGE_TRAINING)
def plan_edit(request: UserRequest, year: int, code: str) -> HttpResponse:
    require_year(year)
    province = own_province(request)
    programme = get_object_or_404(TrainingProgramme.objects.all(), code=code)
    units = plan_page.plannable_units(province, year, programme)
    form = PlanForm(posted(request), units=units, initial=_initial(province, year, programme))
    back = f"{reverse('training:plan')}?year={year}"
    of_programme: dict[str, Any] = {"province": province, "year": year, "programme": programme}
    if made := saved(request, form, partial(save_plan, actor=request.user, **of_programme)):
        return done(request, made.result, "Đã ghi kế hoạch.", back)
    context = {"form": form, "year": year, "programme": programme, "back": back}
    return render(request, "training/plan_edit.html", context)


def _may_manage(request: UserRequest) -> bool:
    return request.user.has_right(TrainingRight.MANAGE_TRAINING) and Scope.of(request.user).is_provincial


def _initial(province: Unit, year: int, programme: TrainingProgramme) -> dict[str, Any]:
    lines = plan_page.stored_lines(province, year, programme)
    found: dict[str, Any] = {"version": plan_version(province, year, programme)}
    for line in lines:
        found |= {f"seats_{line.unit_id}": line.seats, f"amount_{line.unit_id}": line.amount_vnd}
        found |= {"decision_no": line.decision_no, "decided_on": line.decided_on}
    return found
