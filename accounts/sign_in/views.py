"""Sign-in, sign-out, and the page for those who failed too often."""

from typing import Any

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import UserRequest
from accounts.log.access import record
from accounts.models import AccessKind
from accounts.permissions import allow
from accounts.sign_in.forms import SignInForm
from accounts.sign_in.signing_in import Outcome
from accounts.sign_in.signing_in import sign_in as try_to_sign_in
from common.http import safe_next

REFUSALS = {
    Outcome.WRONG: (
        "Tên đăng nhập hoặc mật khẩu không đúng, hoặc tài khoản đã khóa. "
        "Kiểm tra bộ gõ tiếng Việt và phím Caps Lock rồi gõ lại."
    ),
    Outcome.ONE_TIME_EXPIRED: ("Mật khẩu dùng một lần đã quá hạn. Đề nghị quản trị viên cấp lại."),
}


@sensitive_post_parameters("password")
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect(safe_next(request, "home"))
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        outcome = try_to_sign_in(request, **form.cleaned_data)
        if outcome is Outcome.LOCKED_OUT:
            return locked_out(request)
        if outcome is Outcome.SIGNED_IN:
            return redirect(safe_next(request, "home"))
        form.add_error(None, REFUSALS[outcome])
    context = {"form": form, "next": safe_next(request, "home"), "has_ended": "ended" in request.GET}
    return render(request, "accounts/sign_in.html", context)


@require_POST
@allow()
def sign_out(request: UserRequest) -> HttpResponse:
    record(request, AccessKind.SIGN_OUT)
    logout(request)
    return redirect("accounts:sign_in")


def locked_out(request: HttpRequest, *_from_axes: Any) -> HttpResponse:
    """The same page for every kind of lock-out and for names that do not exist."""
    return render(request, "429.html", status=429)
