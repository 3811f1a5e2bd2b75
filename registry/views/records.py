"""The list of records: filter, search, sort, page, download."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.access import record
from accounts.http import UserRequest
from accounts.models import AccessKind
from accounts.permissions import allow
from accounts.rights import Right
from common.dates import format_day
from common.http import attachment
from common.listing import page_of
from common.xlsx import CONTENT_TYPE
from registry.cadre_rows import rows_of
from registry.chips import chips_of, words_of
from registry.exporting import write_list_workbook
from registry.facets import facet_counts
from registry.filters import SORTS, CadreFilter, ListContext, ordered
from registry.forms.search import IdNumberForm
from registry.models import Cadre
from registry.privacy import shows_personal
from registry.scope import Scope
from registry.unit_tree import UnitTree
from registry.views.days import page_day
from registry.yardstick import Yardstick


@require_GET
@allow(Right.VIEW_PEOPLE)
def cadre_list(request: UserRequest) -> HttpResponse:
    context = list_context(request, page_day(request))
    cadre_filter = list_filter(request, context)
    sort = request.GET.get("sort", "name")
    search = cadre_filter.asked.get("q") or ""
    found = ordered(cadre_filter.qs, sort=sort, search=search, context=context)
    page = page_of(found.select_related("ethnic_group"), request.GET)
    total = list_filter(request, context, asked={}).qs.count() if cadre_filter.is_active else page.total
    record(request, AccessKind.VIEW_LIST, "cadre_list", "", words_of(cadre_filter), len(page.rows))
    return render(
        request,
        "registry/cadre_list.html",
        {
            "filter": cadre_filter,
            "form": cadre_filter.form,
            "facets": facet_counts(cadre_filter),
            "chips": chips_of(request, cadre_filter),
            "page": page,
            "rows": rows_of(page.rows, context),
            "scales": context.yardstick.scales,
            "total": total,
            "day": context.day,
            "sort": sort if sort in SORTS else "name",
            "sorts": SORTS.items(),
            "id_form": IdNumberForm(),
            "shows_personal": context.shows_personal,
            "roots": context.tree.roots,
            **_may(request),
        },
    )


@require_GET
@allow(Right.EXPORT_LISTS)
def cadre_download(request: UserRequest) -> HttpResponse:
    day = page_day(request)
    cadre_filter = list_filter(request, list_context(request, day))
    words = words_of(cadre_filter)
    response = attachment(f"Danh sách CBCC {day:%Y-%m-%d}.xlsx", CONTENT_TYPE)
    head = [f"Bộ lọc: {words}"] if words else []
    count = write_list_workbook(response, cadres=cadre_filter.qs, day=day, user=request.user, head=head)
    detail = f"Danh sách ngày {format_day(day)}" + (f", {words}" if words else "")
    record(request, AccessKind.EXPORT, "cadre_list", "", detail, count)
    return response


@require_POST
@allow(Right.VIEW_PEOPLE)
def id_search(request: UserRequest) -> HttpResponse:
    """By POST: a number of papers stands in no address and no server log."""
    form = IdNumberForm(request.POST)
    if not form.is_valid():
        messages.error(request, form.first_error)
        return redirect("registry:cadre_list")
    found = Cadre.objects.in_scope(request.user).filter(id_number=form.cleaned_data["id_number"]).first()
    record(request, AccessKind.VIEW_LIST, "cadre_list", "", "Tìm theo số CMND/CCCD", 1 if found else 0)
    if found is None:
        messages.warning(request, "Không có hồ sơ nào trong phạm vi của bạn mang số CMND/CCCD này.")
        return redirect("registry:cadre_list")
    return redirect(found)


def _may(request: UserRequest) -> dict[str, bool]:
    """Which buttons the page carries."""
    rights = {"export": Right.EXPORT_LISTS, "edit": Right.EDIT_PEOPLE, "import": Right.IMPORT_PEOPLE}
    return {f"may_{name}": request.user.has_right(right) for name, right in rights.items()}


def list_context(request: UserRequest, day: date) -> ListContext:
    """Day, scope, units and standard of a list."""
    return ListContext(
        day=day,
        scope=Scope.of(request.user),
        tree=UnitTree.on(day, request.user),
        yardstick=Yardstick.of_scheme(),
        shows_personal=shows_personal(request.user),
    )


def list_filter(
    request: UserRequest, context: ListContext, asked: dict[str, str] | None = None
) -> CadreFilter:
    """The filter asked for in the address, or the given one."""
    cadres = Cadre.objects.in_scope(request.user)
    return CadreFilter(request.GET if asked is None else asked, cadres, context=context)
