"""From which machine a request came."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """Address of the caller, seen through `TRUSTED_PROXY_COUNT` proxies of our own.

    Each of our proxies appends the address it was called from to `X-Forwarded-For`; whatever stands further
    left was written by the caller and is not believed. None when there is no usable address.
    """
    trusted: int = settings.TRUSTED_PROXY_COUNT
    found = request.META.get("REMOTE_ADDR", "")
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
    if trusted and len(hops) >= trusted:
        found = hops[-trusted]
    try:
        return str(ipaddress.ip_address(found))
    except ValueError:
        return None
