"""Changing one's own password."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.http import UserRequest
from accounts.permissions import allow
from accounts.sign_in import services, signing_in
from accounts.sign_in.forms import PasswordChangeForm
from accounts.sign_in.views import locked_out


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@allow()
def password_change(request: UserRequest) -> HttpResponse:
    is_forced = request.user.must_change_password
    form = PasswordChangeForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        if signing_in.too_many_failures(request, request.user.username):
            return locked_out(request)
        if request.user.check_password(form.cleaned_data["current"]):
            services.change_own_password(request, password=form.cleaned_data["new"])
            messages.success(
                request, "Đã đổi mật khẩu. Các phiên làm việc khác của tài khoản này đã kết thúc."
            )
            return redirect("home" if is_forced else "accounts:password_change")
        signing_in.note_failure(request, request.user.username)
        form.add_error("current", "Không đúng mật khẩu đang dùng. Gõ lại.")
    return render(request, "accounts/password_change.html", {"form": form, "is_forced": is_forced})
