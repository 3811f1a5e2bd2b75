"""The front page of the administration: what this account may look after."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.context import administration_items
from accounts.http import UserRequest
from accounts.permissions import Right, allow


@require_safe
@allow(Right.MANAGE_ACCOUNTS, Right.MANAGE_DATA)
def administration(request: UserRequest) -> HttpResponse:
    return render(request, "accounts/administration.html", {"items": administration_items(request)})
