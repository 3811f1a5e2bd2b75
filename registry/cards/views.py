"""One person: the card, its history, the full number of papers."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest
from accounts.log.access import record
from accounts.models import AccessKind
from accounts.permissions import allow
from accounts.rights import Right
from common.pages.listing import page_of
from registry.acts.pages import by_act
from registry.acts.told import changes_of_person, kinds_changed
from registry.cards.page import card_of
from registry.levers import card_panels
from registry.models import Cadre
from registry.pages.day_views import page_day
from registry.privacy import masked, shows_personal

ACTS_ON_CARD = 8


@require_GET
@allow(Right.VIEW_PEOPLE)
def cadre_card(request: UserRequest, code: str) -> HttpResponse:
    cadre = get_object_or_404(Cadre.objects.in_scope(request.user).for_card(request.user), code=code)
    day = page_day(request)
    record(request, AccessKind.VIEW_CARD, "cadre", cadre.code)
    return render(
        request,
        "registry/cadre_card.html",
        {
            "card": card_of(cadre, request.user, day),
            "cadre": cadre,
            "day": day,
            "history": by_act(kinds_changed(cadre, request.user, newest=ACTS_ON_CARD), request.user),
            "panels": card_panels(cadre, request.user, day),
            "id_hint": masked(cadre.id_number),
            "shows_personal": shows_personal(request.user),
            "may_see_id": request.user.has_right(Right.EXPORT_PERSONAL),
            "may_edit": request.user.has_right(Right.EDIT_PEOPLE) and cadre.is_editable,
        },
    )


@require_GET
@allow(Right.VIEW_PEOPLE)
def cadre_history(request: UserRequest, code: str) -> HttpResponse:
    cadre = get_object_or_404(Cadre.objects.in_scope(request.user), code=code)
    record(request, AccessKind.VIEW_CARD, "cadre", cadre.code, "Lịch sử hồ sơ")
    page = page_of(by_act(changes_of_person(cadre, request.user), request.user), request.GET)
    return render(
        request, "registry/cadre_history.html", {"cadre": cadre, "page": page, "history": page.rows}
    )


@require_POST
@allow(Right.EXPORT_PERSONAL)
def cadre_id_number(request: UserRequest, code: str) -> HttpResponse:
    """The whole number of papers, once, with a line in the log for it."""
    if not request.user.has_right(Right.VIEW_PEOPLE):
        raise Http404
    cadre = get_object_or_404(Cadre.objects.in_scope(request.user), code=code)
    record(request, AccessKind.VIEW_PERSONAL, "cadre", cadre.code)
    return render(request, "registry/id_number.html", {"cadre": cadre})
