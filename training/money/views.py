"""Money of a year by source, the seats of a source, and the budget of a source."""

from datetime import date
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from accounts.http import UserRequest, posted
from accounts.permissions import allow
from accounts.rights import Right
from common.dates import EARLIEST_YEAR, LATEST_YEAR, read_year
from registry.models import Unit
from registry.pages.day_views import page_day
from registry.pages.saving import done, saved
from registry.scope import Scope
from training.enums import TrainingRight
from training.models import FundingSource, YearlyBudget
from training.money import pages as money_pages
from training.money.forms import BudgetForm
from training.money.services import set_budget

EDITS = require_http_methods(["GET", "POST"])


@require_GET
@allow(Right.VIEW_PEOPLE)
def money(request: UserRequest) -> HttpResponse:
    usual = page_day(request).year
    year = read_year(request.GET.get("year", ""), usual)
    context = {
        "year": year,
        "years": money_pages.years_known(request.user, usual, year),
        "money": money_pages.year_money(request.user, year),
        **_frame(request, year),
    }
    return render(request, "training/money.html", context)


@require_GET
@allow(Right.VIEW_PEOPLE)
def money_source(request: UserRequest, year: int, code: str) -> HttpResponse:
    require_year(year)
    source = _source(request, code)
    lines = money_pages.source_lines(request.user, year, source)
    budget = YearlyBudget.objects.in_scope(request.user).filter(year=year, source=source).first()
    sums = money_pages.totals(lines)
    context = {
        "year": year,
        "source": source,
        "lines": lines,
        "line": money_pages.SourceLine(source, budget, sums),
        **_frame(request, year),
    }
    return render(request, "training/money_source.html", context)


@EDITS
@allow(TrainingRight.MANAGE_TRAINING)
def budget_edit(request: UserRequest, year: int, code: str) -> HttpResponse:
    require_year(year)
    source, province = _source(request, code), own_province(request)
    row = YearlyBudget.objects.in_scope(request.user).filter(province=province, year=year, source=source)
    form = BudgetForm(posted(request), row=row.first())
    back = reverse("training:money_source", args=[year, code])
    of_source: dict[str, Any] = {"province": province, "source": source, "year": year}
    if made := saved(request, form, partial(set_budget, actor=request.user, **of_source)):
        return done(request, made.result, "Đã ghi kinh phí năm.", back)
    context = {
        "form": form,
        "heading": f"Kinh phí năm {year}",
        "lead": source.name,
        "crumbs": [("Kinh phí", f"{reverse('training:money')}?year={year}"), (source.short_name, back)],
        "back": back,
        "button": "Lưu",
    }
    return render(request, "administration/row_form.html", context)


def require_year(year: int) -> None:
    """404 for a year in an address that no class could have."""
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise Http404


def own_province(request: UserRequest) -> Unit:
    """The province whose money the account plans; 404 for who has none or several."""
    scope = Scope.of(request.user)
    units = Unit.objects.in_scope(request.user).filter(level="province")
    if not scope.everything:
        units = units.filter(pk__in=scope.province_ids)
    found: Unit = get_object_or_404(units.order_by("pk")[:1])
    return found


def _source(request: UserRequest, code: str) -> FundingSource:
    found: FundingSource = get_object_or_404(FundingSource.objects.all(), code=code)
    return found


def _frame(request: UserRequest, year: int) -> dict[str, object]:
    scope = Scope.of(request.user)
    return {
        "sees_province": scope.is_provincial,
        "may_manage": request.user.has_right(TrainingRight.MANAGE_TRAINING) and scope.is_provincial,
        "examples": money_pages.example_policies(date(year, 1, 1), date(year, 12, 31)),
    }
