"""Reading the access log."""

from datetime import datetime, time, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import make_aware
from django.views.decorators.http import require_safe

from accounts.http import UserRequest
from accounts.log.forms import AccessLogForm
from accounts.models import AccessEntry
from accounts.permissions import Right, allow
from common.pages.listing import page_of

DAY_START = time.min


@require_safe
@allow(Right.VIEW_LOG)
def access_log(request: UserRequest) -> HttpResponse:
    form = AccessLogForm(request.GET)
    conditions = _conditions(form.cleaned_data) if form.is_valid() else {}
    entries = AccessEntry.objects.select_related("user__agency").filter(**conditions)
    context = {"form": form, "page": page_of(entries, request.GET)}
    return render(request, "accounts/access_log.html", context)


def _conditions(asked: dict[str, Any]) -> dict[str, Any]:
    """Conditions for the fields that were filled in; days are whole days of Vietnam."""
    found = {key: asked[key] for key in ("username", "kind", "object_key") if asked[key]}
    if asked["first"]:
        found["at__gte"] = make_aware(datetime.combine(asked["first"], DAY_START))
    if asked["last"]:
        found["at__lt"] = make_aware(datetime.combine(asked["last"] + timedelta(days=1), DAY_START))
    return found
