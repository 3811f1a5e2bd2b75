"""What the suite refuses on top of pytest: going out to the network, and a GET that writes."""

import ipaddress
import re
import socket
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

WRITING = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE|TRUNCATE|CREATE|ALTER|DROP)\b", re.IGNORECASE)
# Who looked at whom is written with the read; the session remembers when somebody was last active.
MAY_BE_WRITTEN_BY_GET = ("django_session", "accounts_accessentry")

_connect = socket.socket.connect


class NetworkRefusedError(AssertionError):
    """A test wanted to reach another machine."""


def connect_to_loopback_only(self: socket.socket, address: Any) -> None:
    if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_loopback(address[0]):
        raise NetworkRefusedError(f"Kiểm thử không được gọi ra mạng: {address[0]}")
    _connect(self, address)


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def get_may_not_write(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """The innermost middleware of the suite: around the view, inside the session."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return get_response(request)
        with connection.execute_wrapper(_refuse_writing):
            return get_response(request)

    return middleware


def _refuse_writing(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    if WRITING.match(sql) and not any(table in sql for table in MAY_BE_WRITTEN_BY_GET):
        raise AssertionError(f"Một yêu cầu GET đã ghi dữ liệu: {sql[:120]}")
    return execute(sql, params, many, context)
