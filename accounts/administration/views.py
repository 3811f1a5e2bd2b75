"""Screens of the administrator: list, add, change, lock, one-time password."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.administration import services
from accounts.administration.account_notes import notes_on
from accounts.administration.forms import AccountForm
from accounts.http import UserRequest
from accounts.models import User
from accounts.permissions import Right, allow
from accounts.rights import Role, right_choices, rights_of
from accounts.sign_in import second_factor
from common.pages.listing import page_of


@require_safe
@allow(Right.MANAGE_ACCOUNTS)
def account_list(request: UserRequest) -> HttpResponse:
    sought = request.GET.get("q", "").strip()
    accounts = User.objects.select_related("agency")
    if sought:
        accounts = accounts.filter(Q(username__icontains=sought.lower()) | Q(full_name__icontains=sought))
    page = page_of(accounts, request.GET)
    notes = notes_on(page.rows)
    lines = [(account, notes.get(account.pk, "")) for account in page.rows]
    context = {"page": page, "lines": lines, "sought": sought}
    return render(request, "accounts/account_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Right.MANAGE_ACCOUNTS)
def account_add(request: UserRequest) -> HttpResponse:
    """The one-time password is shown in the answer to the form, because it is kept nowhere in clear."""
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        account, password = services.create_account(request, **form.cleaned_data)
        return _show_once(request, account, password)
    return render(request, "accounts/account_form.html", {"form": form, "roles": _roles(), "subject": None})


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Right.MANAGE_ACCOUNTS)
def account_edit(request: UserRequest, pk: int) -> HttpResponse:
    account = _account(request, pk)
    initial = {
        "full_name": account.full_name,
        "agency": account.agency,
        "role": account.role,
        "extra_rights": list(account.granted_rights.values_list("right", flat=True)),
    }
    form = AccountForm(request.POST or None, account=account, initial=initial)
    if request.method == "POST" and form.is_valid():
        changes = services.change_account(request, account=account, **form.cleaned_data)
        messages.success(request, f"Đã lưu. {'; '.join(changes)}." if changes else "Không có gì thay đổi.")
        return redirect("accounts:account_edit", pk=pk)
    context = {
        "form": form,
        "roles": _roles(),
        "subject": account,
        "is_self": account.pk == request.user.pk,
        "has_second_factor": second_factor.is_enrolled(account),
    }
    return render(request, "accounts/account_form.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Right.MANAGE_ACCOUNTS)
def account_password(request: UserRequest, pk: int) -> HttpResponse:
    account = _account(request, pk)
    if request.method == "POST":
        return _show_once(request, account, services.issue_one_time_password(request, account=account))
    return render(request, "accounts/account_password.html", {"subject": account})


@require_POST
@allow(Right.MANAGE_ACCOUNTS)
def account_lock(request: UserRequest, pk: int) -> HttpResponse:
    account = _account(request, pk)
    services.lock_account(request, account=account)
    messages.success(
        request, f"Đã khóa tài khoản {account.username}; mọi phiên làm việc của tài khoản đã kết thúc."
    )
    return redirect("accounts:account_edit", pk=pk)


@require_POST
@allow(Right.MANAGE_ACCOUNTS)
def account_unlock(request: UserRequest, pk: int) -> HttpResponse:
    account = _account(request, pk)
    services.unlock_account(request, account=account)
    messages.success(request, f"Đã mở khóa tài khoản {account.username}. Mật khẩu như trước khi khóa.")
    return redirect("accounts:account_edit", pk=pk)


@require_POST
@allow(Right.MANAGE_ACCOUNTS)
def account_second_factor_reset(request: UserRequest, pk: int) -> HttpResponse:
    account = _account(request, pk)
    services.forget_second_factor(request, account=account)
    messages.success(
        request, f"Đã xóa mã xác thực của {account.username}. Lần đăng nhập sau sẽ đăng ký điện thoại mới."
    )
    return redirect("accounts:account_edit", pk=pk)


def _account(request: UserRequest, pk: int) -> User:
    account = get_object_or_404(User.objects.select_related("agency"), pk=pk)
    if not services.may_administer(request.user, account):
        raise PermissionDenied
    return account


def _show_once(request: UserRequest, account: User, password: str) -> HttpResponse:
    return render(request, "accounts/one_time_password.html", {"subject": account, "password": password})


def _roles() -> list[tuple[str, list[str]]]:
    """Each role with what it may do, in words, for the help beside the form."""
    held = [(role, rights_of(role)) for role in Role]
    return [(role.label, [label for right, label in right_choices() if right in own]) for role, own in held]
