"""What every answer carries, whichever page it is: a request id, no caching, no access to devices."""

import logging
import time
import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from cadre_std.logging import current_request

Answer = Callable[[HttpRequest], HttpResponse]
COMPRESSED_TYPES = ("text/", "image/svg+xml", "application/json")
log = logging.getLogger("cadre_std.request")

PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


def request_context(get_response: Answer) -> Answer:
    """Give the request an id, write one line about it, and set the headers that Django has no setting for."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.request_id = uuid.uuid4().hex  # type: ignore[attr-defined]
        token = current_request.set(request)
        started = time.monotonic()
        try:
            response = get_response(request)
            _log_answer(request, response, started)
        finally:
            current_request.reset(token)
        response.headers["X-Request-ID"] = request.request_id  # type: ignore[attr-defined]
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        # Pages hold personal data: neither a proxy nor the back button of a shared computer may keep them.
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware


class CompressTextMiddleware(GZipMiddleware):
    """Pages and styles shrink to a fifth on a slow line. Django pads each answer by a random length (BREACH).

    A workbook is compressed already, and a part of a file must keep the length that was asked for.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        kind = response.headers.get("Content-Type", "")
        if not kind.startswith(COMPRESSED_TYPES) or response.has_header("Content-Range"):
            return response
        return super().process_response(request, response)


def _log_answer(request: HttpRequest, response: HttpResponse, started: float) -> None:
    # The route's name instead of the address: an address may hold a record's code or a searched name.
    route = request.resolver_match.view_name if request.resolver_match else None
    facts = {
        "method": request.method,
        "route": route,
        "status": response.status_code,
        "milliseconds": round((time.monotonic() - started) * 1000),
    }
    log.info("answered", extra={"facts": facts})
