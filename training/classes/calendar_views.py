"""Classes of a year as a calendar."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.http import UserRequest
from accounts.permissions import allow
from accounts.rights import Right
from common.dates import EARLIEST_YEAR, LATEST_YEAR, read_year
from registry.pages.as_of import default_day
from training.classes.calendar import MONTHS, calendar_lines, held_by_month
from training.classes.list_rows import with_numbers
from training.enums import TrainingRight
from training.models import TrainingClass


@require_GET
@allow(Right.VIEW_PEOPLE)
def class_calendar(request: UserRequest) -> HttpResponse:
    year = _year(request)
    classes = TrainingClass.objects.in_scope(request.user).live().of_year(year).order_by("starts_on", "code")
    rows = list(with_numbers(classes, request.user))
    return render(
        request,
        "training/class_calendar.html",
        {
            "year": year,
            "years": (year - 1, year, year + 1),
            "months": MONTHS,
            "lines": calendar_lines(rows, year),
            "held": held_by_month(rows, year),
            "may_manage": request.user.has_right(TrainingRight.MANAGE_TRAINING),
        },
    )


def _year(request: UserRequest) -> int:
    """The year asked for; one that cannot be read is refused in words."""
    asked, usual = request.GET.get("year", "").strip(), default_day().year
    year = read_year(asked, 0)
    if asked and not year:
        told = f"Năm ghi bằng bốn chữ số, từ {EARLIEST_YEAR} đến {LATEST_YEAR}. Đang xem năm {usual}."
        messages.warning(request, told)
    return year or usual
