"""The territory of an account: given and taken back by an administrator."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import UserRequest, posted
from accounts.models import User
from accounts.permissions import allow
from accounts.rights import Right
from registry.access import access as unit_access
from registry.access.form import ScopeForm
from registry.pages.as_of import default_day
from registry.pages.saving import saved


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Right.MANAGE_ACCOUNTS)
def account_scope(request: UserRequest, username: str) -> HttpResponse:
    account = _account(request, username)
    may_change = unit_access.may_change_scope(request.user, account)
    if request.method == "POST" and not may_change:
        raise PermissionDenied
    form = ScopeForm(posted(request), initial={"territory_on": default_day()})
    if made := saved(request, form, partial(unit_access.grant, request, account=account)):
        none = "Tài khoản đã có các đơn vị này; không có gì thay đổi."
        messages.success(request, f"Đã cấp {len(made.result)} đơn vị." if made.result else none)
        return redirect("registry:account_scope", username=username)
    context = {
        "subject": account,
        "form": form,
        "grants": unit_access.grants_of(account),
        "may_change": may_change,
    }
    return render(request, "registry/account_scope.html", context)


@require_POST
@allow(Right.MANAGE_ACCOUNTS)
def account_scope_remove(request: UserRequest, username: str, number: int) -> HttpResponse:
    account = _account(request, username)
    access = get_object_or_404(account.unit_access.select_related("unit"), pk=number)
    name = unit_access.withdraw(request, account=account, access=access)
    messages.success(request, f"Đã thu phạm vi {name} của {account.username}.")
    return redirect("registry:account_scope", username=username)


def _account(request: UserRequest, username: str) -> User:
    account = unit_access.account_named(request.user, username)
    if account is None:
        raise Http404("Không có tài khoản này.")
    return account
