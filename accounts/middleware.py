"""What must hold before any page: a young session, a sign-in, a second factor, a password of one's own."""

import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from accounts.models import User
from accounts.sign_in.second_factor import is_enrolled, is_verified, needs_second_factor

STARTED_AT, SEEN_AT = "started_at", "seen_at"
STAMP_SECONDS = 60
SAFE_METHODS = ("GET", "HEAD")

SECOND_FACTOR_VIEWS = ("accounts:second_factor", "accounts:second_factor_enrol", "accounts:sign_out")
PASSWORD_VIEWS = ("accounts:password_change", "accounts:sign_out")


class SessionLimitsMiddleware:
    """Ends a session after 30 minutes without a request or 10 hours after the sign-in (ASVS 5.0 7.3).

    The stamp of the last request is written at most once a minute.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = int(time.time())
            started = request.session.setdefault(STARTED_AT, now)
            seen = request.session.setdefault(SEEN_AT, now)
            if (
                now - started >= settings.SESSION_ABSOLUTE_SECONDS
                or now - seen >= settings.SESSION_IDLE_SECONDS
            ):
                logout(request)
                request.session_has_ended = True  # type: ignore[attr-defined]
            elif now - seen >= STAMP_SECONDS:
                request.session[SEEN_AT] = now
        return self.get_response(request)


class SignInRequiredMiddleware(LoginRequiredMiddleware):
    """Leads strangers to the sign-in page and afterwards back to a page that can be opened again."""

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Any
    ) -> HttpResponseBase:
        query = {"next": _page_to_return_to(request)}
        if getattr(request, "session_has_ended", False):
            query["ended"] = "1"
        return _lead_to(request, f"{reverse('accounts:sign_in')}?{urlencode(query)}")


class ForcedStepsMiddleware:
    """Nothing opens before the second factor is given and a one-time password is replaced."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view_func: Any, *_arguments: Any) -> HttpResponseBase | None:
        user = request.user
        if not isinstance(user, User) or not getattr(view_func, "login_required", True):
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        if needs_second_factor(user) and not is_verified(request):
            if name in SECOND_FACTOR_VIEWS:
                return None
            step = "accounts:second_factor" if is_enrolled(user) else "accounts:second_factor_enrol"
            return _lead_to(request, f"{reverse(step)}?{urlencode({'next': _page_to_return_to(request)})}")
        if user.must_change_password and name not in PASSWORD_VIEWS:
            return _lead_to(request, reverse("accounts:password_change"))
        return None


def _lead_to(request: HttpRequest, address: str) -> HttpResponse:
    """Redirect the whole page, also when only a part of it was asked for."""
    if "HX-Request" in request.headers:
        return HttpResponse(headers={"HX-Redirect": address})
    return redirect(address)


def _page_to_return_to(request: HttpRequest) -> str:
    """The address asked for; for a form or a fragment, the page it stood on."""
    if request.method in SAFE_METHODS and "HX-Request" not in request.headers:
        return request.get_full_path()
    page = request.headers.get("HX-Current-URL") or request.headers.get("Referer") or ""
    if not url_has_allowed_host_and_scheme(page, allowed_hosts={request.get_host()}):
        return "/"
    parts = urlsplit(page)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path or "/"
