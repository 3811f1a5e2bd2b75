from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.http import UserRequest
from accounts.models import Right
from accounts.permissions import allow
from registry.enums import UnitLevel
from registry.units.tree import UnitNode
from reports.dashboard.expectations import expectations
from reports.dashboard.forecast import forecasts, outlook_sentence
from reports.dashboard.lacking import lacking
from reports.dashboard.overview import Asked, Overview, overview
from reports.dashboard.roll import roll
from reports.dashboard.sources import sources
from reports.dashboard.summary import summary
from reports.dashboard.tiles import tile_map
from reports.dashboard.trend import since_start
from reports.enums import Cut
from reports.opening import Opening, open_page
from reports.targets.programmes import footnotes


@require_safe
@allow(Right.VIEW_FIGURES)
def province(request: UserRequest) -> HttpResponse:
    page = open_page(request)
    if not page.scope.is_provincial:
        return _own_units(page)
    provinces = page.tree.visible(UnitLevel.PROVINCE)
    code = request.GET.get("province", "")
    place = page.place(code, UnitLevel.PROVINCE) if code else next(iter(provinces), None)
    if place is None:
        raise Http404("Chưa có đơn vị nào trong hệ thống.")
    return _unit_page(page, place, provinces=provinces if len(provinces) > 1 else [])


@require_safe
@allow(Right.VIEW_FIGURES)
def district(request: UserRequest, code: str) -> HttpResponse:
    page = open_page(request)
    return _unit_page(page, page.place(code, UnitLevel.DISTRICT))


@require_safe
@allow(Right.VIEW_FIGURES)
def commune(request: UserRequest, code: str) -> HttpResponse:
    page = open_page(request)
    return _unit_page(page, page.place(code, UnitLevel.COMMUNE))


def _own_units(page: Opening) -> HttpResponse:
    """An account of districts goes to its district; with several, or with none, it is told."""
    tree = page.tree
    own = tree.visible(UnitLevel.DISTRICT) or tree.visible(UnitLevel.COMMUNE)
    if len(own) == 1:
        return redirect(page.links.unit(own[0], target=page.request.GET.get("target", "")))
    context = page.context() | {"places": own}
    return render(page.request, "reports/own_units.html", context)


def _unit_page(page: Opening, place: UnitNode, provinces: Sequence[UnitNode] = ()) -> HttpResponse:
    lists_people = place.level == UnitLevel.COMMUNE and page.sees_people
    asked = page.asked(place)
    shown = overview(asked)
    context = page.context() | {
        "shown": shown,
        "place": place,
        "cut": page.cut(),
        "cuts": list(Cut),
        "lists_lines": page.sees_people_by(page.cut()),
        "as_people": as_people(page.request, place),
        "level_below": place.level_below,
        "roll": roll(place, page.scope, page.targets, page.day) if lists_people else None,
        "provinces": provinces,
        "is_partial": page.tree.is_partial(place),
        "footnotes": footnotes(page.targets, page.day),
        "summary": summary(shown, page.programme, page.day),
    }
    return render(
        page.request, "reports/unit.html", context | _ahead(page, asked, shown) | _beside(page, asked, shown)
    )


def _ahead(page: Opening, asked: Asked, shown: Overview) -> dict[str, Any]:
    """What is expected until the programme is due."""
    expected = expectations(asked, shown.targets)
    found = forecasts(expected, page.programme.pass_rate, exact=asked.exact)
    return {
        "forecasts": {forecast.target: forecast for forecast in found},
        "outlook": outlook_sentence(found),
        "sources": None if asked.place.level == UnitLevel.COMMUNE else sources(asked, expected),
        # The pages of needs know the criteria of the default programme.
        "opens_needs": page.sees_people and page.programme.is_default,
    }


def _beside(page: Opening, asked: Asked, shown: Overview) -> dict[str, Any]:
    """What stands to the right of the targets and the table."""
    place = asked.place
    lists_some = place.level == UnitLevel.DISTRICT and page.sees_people and shown.chosen_cell.lacking
    return {
        "tile_map": tile_map(shown.units) if place.level == UnitLevel.PROVINCE else None,
        "since": since_start(asked, shown.chosen),
        "lacking": lacking(asked, shown.chosen) if lists_some else [],
        "target_keep": page.keep("target"),
        "may_compare": page.scope.sees_province(place.province_id),
    }


def as_people(request: UserRequest, place: UnitNode) -> bool:
    """Persons before percent: below the province the cells say n/N unless per cent is asked for."""
    usual = "percent" if place.level == UnitLevel.PROVINCE else "people"
    return request.GET.get("show", usual) == "people"
