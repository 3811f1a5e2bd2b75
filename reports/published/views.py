from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.http import UserRequest
from accounts.models import Right
from accounts.permissions import allow
from registry.enums import UnitLevel
from reports.opening import Opening, open_page
from reports.published.comparing import compare_all
from reports.published.tries import try_figure


@require_safe
@allow(Right.VIEW_FIGURES)
def published_figures(request: UserRequest) -> HttpResponse:
    page = _open(request)
    place = next(iter(page.tree.visible(UnitLevel.PROVINCE)), None)
    context = page.context() | {"comparisons": compare_all(page.programme), "place": place}
    return render(request, "reports/published_figures.html", context)


@require_safe
@allow(Right.VIEW_FIGURES)
def published_tries(request: UserRequest, key: str) -> HttpResponse:
    page = _open(request)
    figure = get_object_or_404(page.programme.published_figures, key=key)
    context = page.context() | {"tried": try_figure(page.programme, figure)}
    return render(request, "reports/published_tries.html", context)


def _open(request: UserRequest) -> Opening:
    page = open_page(request)
    if not page.scope.is_provincial:
        raise Http404("Đối chiếu số liệu công bố là số liệu của toàn tỉnh.")
    return page
