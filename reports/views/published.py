from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.http import UserRequest
from accounts.models import Right
from accounts.permissions import allow
from registry.enums import UnitLevel
from reports.published import compare_all
from reports.views.opening import open_page


@require_safe
@allow(Right.VIEW_FIGURES)
def published_figures(request: UserRequest) -> HttpResponse:
    page = open_page(request)
    if not page.scope.is_provincial:
        raise Http404("Đối chiếu số liệu công bố là số liệu của toàn tỉnh.")
    place = next(iter(page.territory.visible(UnitLevel.PROVINCE)), None)
    context = page.context() | {"comparisons": compare_all(page.programme), "place": place}
    return render(request, "reports/published_figures.html", context)
