from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.http import UserRequest
from accounts.log.access import record
from accounts.models import AccessKind, Right
from accounts.permissions import allow
from common.dates import DateError, format_day, parse_day
from registry.units.tree import UnitNode
from reports.dashboard.waterfall import waterfall
from reports.figures.movement import movement as movement_between
from reports.forms import MovementForm
from reports.opening import Opening, open_page


@require_safe
@allow(Right.VIEW_FIGURES)
def movement(request: UserRequest) -> HttpResponse:
    page = open_page(request)
    places = page.tree.visible()
    form = MovementForm(_given(page, places), targets=page.targets, tree=page.tree)
    context = page.context() | {"form": form, "result": None}
    if form.is_valid():
        context |= _result(page, form.cleaned_data)
    return render(request, "reports/movement.html", context)


def _given(page: Opening, places: list[UnitNode]) -> dict[str, Any]:
    """What the address says, completed: from the start of the programme to the day of the page."""
    usual = {
        "from": format_day(page.programme.baseline_on),
        "to": format_day(page.day),
        "unit": places[0].version.code if places else "",
    }
    asked = {
        key: _readable(page.request.GET[key])
        for key in ("target", "unit", "from", "to")
        if key in page.request.GET
    }
    return usual | asked


def _readable(text: str) -> str:
    """A day of an address as people write it; anything else as it is."""
    try:
        return format_day(parse_day(text))
    except DateError:
        return text


def _result(page: Opening, asked: dict[str, Any]) -> dict[str, Any]:
    place = page.place(asked["unit"])
    target = next((each for each in page.targets if each.code == asked["target"]), None)
    start, end = asked["from"], asked["to"]
    result = movement_between(target=target, unit=place.unit, start=start, end=end, scope=page.scope)
    if page.sees_people:
        what = target.name if target else "toàn bộ"
        words = f"Biến động {what}, {place.version.full_name}, {_span(start, end)}"
        rows = sum(len(persons) for persons in result.terms.values())
        record(page.request, AccessKind.VIEW_FIGURE_NAMES, "movement", detail=words, rows=rows)
    return {
        "result": result,
        "place": place,
        "target": target,
        "start": start,
        "end": end,
        "falls": waterfall(result, start, end, exact=page.sees_people),
    }


def _span(start: date, end: date) -> str:
    return f"{format_day(start)} – {format_day(end)}"
