"""The second step of signing in: a code, and registering the telephone that makes it."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.http import UserRequest
from accounts.log.access import record
from accounts.models import AccessKind
from accounts.permissions import allow
from accounts.sign_in import second_factor as factor
from accounts.sign_in.forms import CodeForm
from common.http import safe_next

PENDING_KEY = "second_factor_pending_key"


@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
@allow()
def second_factor(request: UserRequest) -> HttpResponse:
    if factor.is_verified(request) or not factor.is_enrolled(request.user):
        return redirect(safe_next(request, "home"))
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if wait := factor.seconds_to_wait(request.user):
            form.add_error("code", f"Sai nhiều lần liền. Đợi {wait} giây rồi gõ mã mới.")
        elif factor.verify(request.user, form.cleaned_data["code"]):
            factor.mark_verified(request)
            record(request, AccessKind.SECOND_FACTOR, detail="Đúng mã")
            return redirect(safe_next(request, "home"))
        else:
            record(request, AccessKind.SECOND_FACTOR, detail="Sai mã")
            form.add_error("code", "Mã không đúng hoặc đã dùng. Đợi điện thoại hiện mã mới rồi gõ lại.")
    context = {"form": form, "next": safe_next(request, "home")}
    return render(request, "accounts/second_factor.html", context)


@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
@allow()
def second_factor_enrol(request: UserRequest) -> HttpResponse:
    """The backup codes are shown in the answer to the form itself, because they are kept nowhere in clear."""
    if factor.is_enrolled(request.user):
        return redirect("accounts:second_factor")
    key = request.session.setdefault(PENDING_KEY, factor.new_key())
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if codes := factor.set_up(request.user, key, form.cleaned_data["code"]):
            del request.session[PENDING_KEY]
            factor.mark_verified(request)
            record(request, AccessKind.SECOND_FACTOR, detail="Đăng ký điện thoại")
            shown = {"codes": codes, "next": safe_next(request, "home")}
            return render(request, "accounts/backup_codes.html", shown)
        form.add_error("code", "Mã không khớp. Kiểm tra giờ của điện thoại rồi gõ mã đang hiện.")
    side, path = factor.qr_path(key, request.user.username)
    context: dict[str, object] = {
        "form": form,
        "key_text": factor.key_text(key),
        "qr_side": side,
        "qr_path": path,
        "next": safe_next(request, "home"),
    }
    return render(request, "accounts/second_factor_enrol.html", context)
