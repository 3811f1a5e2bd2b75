"""The work list: what waits for a decision, from all apps, the nearest deadline first."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.http import UserRequest
from accounts.permissions import allow
from accounts.rights import Right
from registry.levers import work_lines
from registry.pages.day_views import page_day


@require_GET
@allow(Right.EDIT_PEOPLE)
def tasks(request: UserRequest) -> HttpResponse:
    day = page_day(request)
    lines = work_lines(request.user, day)
    total = sum(line.count for line in lines)
    return render(request, "registry/tasks.html", {"day": day, "lines": lines, "total": total})
