"""The list of records: filter, search, sort, page, download."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from accounts.administration import services
from accounts.http import UserRequest
from accounts.log.access import record
from accounts.models import AccessKind
from accounts.permissions import allow
from accounts.rights import Right
from common.dates import format_day, today
from common.http import attachment
from common.pages.listing import page_of
from common.sheets.xlsx import CONTENT_TYPE
from registry.levers import list_acts
from registry.listing.columns import ALWAYS, STANDARD, chosen, headings, offered, stored
from registry.listing.facets import facet_counts
from registry.listing.filters import SORTS, CadreFilter, ListContext, ordered
from registry.listing.rows import rows_of
from registry.listing.search_form import IdNumberForm
from registry.models import Cadre
from registry.pages.day_views import page_day
from registry.privacy import shows_personal
from registry.scope import Scope
from registry.standing.yardstick import Yardstick
from registry.units.tree import UnitTree
from registry.workbook.exporting import write_list_workbook

# As many as one page shows at most; their codes go into an address.
MOST_CHOSEN = 200
TOO_MANY = "Nhiều nhất {} người một lần, đang chọn {}. Chưa làm gì cả; lọc bớt rồi chọn lại."
CHANGED = "Bộ lọc bây giờ tìm thấy {} hồ sơ, khác lúc chọn. Chưa làm gì cả; xem lại danh sách rồi chọn lại."


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
    record(request, AccessKind.VIEW_LIST, "cadre_list", "", cadre_filter.words(), len(page.rows))
    return render(
        request,
        "registry/cadre_list.html",
        {
            "filter": cadre_filter,
            "form": cadre_filter.form,
            "facets": facet_counts(cadre_filter),
            "chips": cadre_filter.chips(request),
            "page": page,
            "total": total,
            "day": context.day,
            "sort": sort if sort.removeprefix("-") in SORTS else "name",
            "id_form": IdNumberForm(),
            "shows_personal": context.shows_personal,
            "roots": context.tree.roots,
            **_table(request, page.rows, context, sort),
            **_may(request),
        },
    )


@require_GET
@allow(Right.EXPORT_LISTS)
def cadre_download(request: UserRequest) -> HttpResponse:
    day = page_day(request)
    cadre_filter = list_filter(request, list_context(request, day))
    return _workbook(request, cadre_filter.qs, day, cadre_filter.words())


def _workbook(request: UserRequest, cadres: QuerySet[Cadre], day: date, words: str) -> HttpResponse:
    """The list as a file, with its line in the log."""
    response = attachment(f"Danh sách CBCC {day:%Y-%m-%d}.xlsx", CONTENT_TYPE)
    head = [f"Bộ lọc: {words}"] if words else []
    count = write_list_workbook(response, cadres=cadres, day=day, user=request.user, head=head)
    detail = f"Danh sách ngày {format_day(day)}" + (f", {words}" if words else "")
    record(request, AccessKind.EXPORT, "cadre_list", "", detail, count)
    return response


@require_POST
@allow(Right.VIEW_PEOPLE)
def cadre_columns(request: UserRequest) -> HttpResponse:
    """Keeps which columns the account wants; goes back to the same list."""
    keys = stored(request.POST.getlist("column"), Yardstick.of_scheme(today()))
    services.set_preference(request, "list_columns", keys)
    return _back_to_list(request)


@require_POST
@allow(Right.VIEW_PEOPLE)
def cadre_chosen(request: UserRequest) -> HttpResponse:
    """People picked one by one, or all that the filter finds: into a file, or on to the page of an act.

    `all` carries the number that the page showed; when the filter finds another by now, nothing is done.
    """
    day = page_day(request)
    cadre_filter = list_filter(request, list_context(request, day))
    found = cadre_filter.qs
    if seen := request.POST.get("all"):
        words = cadre_filter.words()
        if seen != str(found.count()):
            messages.error(request, CHANGED.format(found.count()))
            return _back_to_list(request)
    else:
        words = "Người được chọn"
        found = found.filter(code__in=request.POST.getlist("code"))
    return _with_chosen(request, found, day, words)


def _with_chosen(request: UserRequest, found: QuerySet[Cadre], day: date, words: str) -> HttpResponse:
    wanted, count = request.POST.get("act"), found.count()
    acts = {act.key: act for act in list_acts(request.user)}
    if not count:
        messages.warning(request, "Chưa chọn ai. Đánh dấu vào ô đầu dòng rồi bấm lại.")
    elif wanted == "export" and request.user.has_right(Right.EXPORT_LISTS):
        return _workbook(request, found, day, words)
    elif wanted in acts and count > MOST_CHOSEN:
        messages.error(request, TOO_MANY.format(MOST_CHOSEN, count))
    elif wanted in acts:
        codes = QueryDict(mutable=True)
        codes.setlist("code", list(found.values_list("code", flat=True)))
        return redirect(f"{reverse(acts[wanted].route)}?{codes.urlencode()}")
    else:
        raise PermissionDenied
    return _back_to_list(request)


def _back_to_list(request: UserRequest) -> HttpResponse:
    return redirect(f"{reverse('registry:cadre_list')}?{request.GET.urlencode()}")


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


def _table(request: UserRequest, cadres: Sequence[Cadre], context: ListContext, sort: str) -> dict[str, Any]:
    """The table as the account wants it: rows, heads, and the columns that may be chosen."""
    columns = chosen(request.user, context.yardstick)
    return {
        "rows": rows_of(cadres, context, columns),
        "columns": columns,
        "offered": offered(context.yardstick),
        "headings": headings(columns, sort),
        "sorts": ALWAYS,
        "shows_standard": any(column.key == STANDARD for column in columns),
    }


def _may(request: UserRequest) -> dict[str, Any]:
    """Which buttons the page carries."""
    rights = {"export": Right.EXPORT_LISTS, "edit": Right.EDIT_PEOPLE, "import": Right.IMPORT_PEOPLE}
    may = {f"may_{name}": request.user.has_right(right) for name, right in rights.items()}
    return {**may, "list_acts": list_acts(request.user)}


def list_context(request: UserRequest, day: date) -> ListContext:
    """Day, scope, units and standard of a list."""
    return ListContext(
        day=day,
        scope=Scope.of(request.user),
        tree=UnitTree.on(day, Scope.of(request.user)),
        yardstick=Yardstick.of_scheme(day),
        shows_personal=shows_personal(request.user),
    )


def list_filter(
    request: UserRequest, context: ListContext, asked: dict[str, str] | None = None
) -> CadreFilter:
    """The filter asked for in the address, or the given one."""
    cadres = Cadre.objects.in_scope(request.user)
    return CadreFilter(request.GET if asked is None else asked, cadres, context=context)
