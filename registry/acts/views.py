"""The log of acts, one act before → after, and undo."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest
from accounts.log.access import record
from accounts.models import AccessKind
from accounts.permissions import allow
from accounts.rights import Right
from common.pages.listing import page_of
from registry.acts import undo
from registry.acts.pages import ActFilter, PersonChanges, by_person
from registry.acts.told import kinds_by_person, may_take_back
from registry.errors import Refusal, UndoBlocked
from registry.models import Act, Cadre


@require_GET
@allow(Right.VIEW_LOG, Right.EDIT_PEOPLE)
def act_list(request: UserRequest) -> HttpResponse:
    acts = Act.objects.in_scope(request.user).select_related("actor__agency", "undone_by", "undo_of")
    act_filter = ActFilter(request.GET, acts)
    page = page_of(act_filter.qs, request.GET)
    return render(request, "registry/act_list.html", {"form": act_filter.form, "page": page})


@require_GET
@allow(Right.VIEW_LOG, Right.EDIT_PEOPLE)
def act_detail(request: UserRequest, number: int) -> HttpResponse:
    act = _act(request, number)
    touched = kinds_by_person(act, request.user)
    people = page_of(list(touched), request.GET)
    names = Cadre.objects.in_scope(request.user).in_bulk(list(people.rows))
    changes: list[PersonChanges] = by_person(
        act, request.user, {key: touched[key] for key in people.rows}, names
    )
    record(request, AccessKind.VIEW_LIST, "act", str(act.pk), "Chi tiết thao tác", len(people.rows))
    return render(
        request,
        "registry/act_detail.html",
        {"act": act, "page": people, "changes": changes, "may_undo": _may_undo(request, act), "blockers": []},
    )


@require_POST
@allow(Right.UNDO)
def act_undo(request: UserRequest, number: int) -> HttpResponse:
    act = _act(request, number)
    if not may_take_back(act, request.user):
        messages.error(
            request,
            "Thao tác này có hồ sơ ngoài phạm vi của bạn nên chưa hoàn tác. Dữ liệu giữ nguyên; "
            "báo cấp tỉnh thực hiện.",
        )
        return redirect("registry:act_detail", act.pk)
    try:
        undoing = undo.undo(act, request.user, rest=request.POST.get("rest") == "1")
    except UndoBlocked as blocked:
        return _blocked(request, act, blocked)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("registry:act_detail", act.pk)
    record(request, AccessKind.UNDO, "act", str(act.pk), undoing.summary)
    messages.success(request, f"Đã hoàn tác: {undoing.summary}.")
    return redirect("registry:act_detail", undoing.pk)


def _blocked(request: UserRequest, act: Act, blocked: UndoBlocked) -> HttpResponse:
    """Names what stands on the act; undoing the rest is a choice of its own."""
    keys = [blocker.pk for blocker in blocked.blockers]
    mine = set(Act.objects.in_scope(request.user).filter(pk__in=keys).values_list("pk", flat=True))
    context = {
        "act": act,
        "message": str(blocked),
        "blockers": [(blocker, blocker.pk in mine) for blocker in blocked.blockers],
    }
    return render(request, "registry/undo_blocked.html", context, status=409)


def _may_undo(request: UserRequest, act: Act) -> bool:
    return request.user.has_right(Right.UNDO) and not hasattr(act, "undone_by")


def _act(request: UserRequest, number: int) -> Act:
    acts = Act.objects.in_scope(request.user).select_related("actor__agency", "undone_by", "undo_of")
    found: Act = get_object_or_404(acts, pk=number)
    return found
