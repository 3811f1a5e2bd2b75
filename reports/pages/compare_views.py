from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.http import UserRequest
from accounts.models import Right
from accounts.permissions import allow
from registry.enums import UnitLevel
from registry.units.tree import UnitNode
from reports.dashboard.compare import MOST, side_by_side
from reports.forms import CompareForm
from reports.opening import Opening, open_page


@require_safe
@allow(Right.VIEW_FIGURES)
def compare(request: UserRequest) -> HttpResponse:
    page = open_page(request)
    place = _province(page)
    below = place.below
    form = CompareForm(_given(page, below), targets=page.targets, places=below)
    context = page.context() | {
        "form": form,
        "place": place,
        "level_below": place.level_below,
        "form_keep": page.keep("target", "unit"),
        "result": None,
    }
    if form.is_valid():
        asked = form.cleaned_data
        target = next(each for each in page.targets if each.code == asked["target"])
        chosen = [each for each in below if each.version.code in asked["unit"]]
        context |= {"target": target, "result": side_by_side(page.asked(place), target, chosen)}
    return render(request, "reports/compare.html", context)


def _province(page: Opening) -> UnitNode:
    """The province named, or the first in scope; who sees only districts has nothing to set beside them."""
    code = page.request.GET.get("province", "")
    visible = page.tree.visible(UnitLevel.PROVINCE)
    place = page.place(code, UnitLevel.PROVINCE) if code else next(iter(visible), None)
    if place is None or not page.scope.sees_province(place.province_id):
        raise Http404("So sánh các đơn vị là số liệu của toàn tỉnh.")
    return place


def _given(page: Opening, below: list[UnitNode]) -> dict[str, Any]:
    """What the address says; without units all of them, or as many as fit on the page."""
    query = page.request.GET
    units = query.getlist("unit") if "unit" in query else [each.version.code for each in below[:MOST]]
    return {"target": query.get("target", page.targets[0].code), "unit": units}
