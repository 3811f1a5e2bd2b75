"""Units of a day, their head counts, the legal acts that made them."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.http import UserRequest
from accounts.permissions import allow
from accounts.rights import Right
from common.pages.listing import page_of
from registry.pages.day_views import page_day
from registry.scope import Scope
from registry.units.pages import legal_acts, unit_lines
from registry.units.tree import UnitTree


@require_GET
@allow(Right.VIEW_FIGURES)
def area_tree(request: UserRequest) -> HttpResponse:
    day = page_day(request)
    tree = UnitTree.on(day, Scope.of(request.user))
    return render(
        request,
        "registry/area_tree.html",
        {
            "day": day,
            "lines": unit_lines(tree, request.user),
            "page": page_of(legal_acts(request.user), request.GET),
            "may_list": request.user.has_right(Right.VIEW_PEOPLE),
        },
    )
