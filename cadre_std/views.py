"""The front door, the two health addresses and the pages for errors."""

import logging
import shutil
import sys
from functools import cache

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from accounts.http import UserRequest
from accounts.permissions import allow

log = logging.getLogger(__name__)

FREE_BYTES_NEEDED = 100 * 1024 * 1024
LAST_RESORT = (
    '<!doctype html><html lang="vi"><meta charset="utf-8"><title>Hệ thống đang gặp sự cố</title>'
    "<h1>Hệ thống đang gặp sự cố</h1><p>{sentence}</p></html>"
)
FAILED = "Trang này gặp lỗi. Dữ liệu đã lưu vẫn nguyên vẹn. Tải lại trang; nếu còn lỗi, báo quản trị viên."
BUSY = (
    "Cơ sở dữ liệu chưa trả lời. Dữ liệu đã lưu vẫn nguyên vẹn, việc vừa gửi chưa được ghi. "
    "Đợi một phút rồi tải lại trang."
)


@require_safe
@allow()
def home(request: UserRequest) -> HttpResponse:
    return redirect("reports:overview")


@login_not_required
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """The process can work: database, migrations, room on the disk. Says which is missing, and no more."""
    checks = {"database": _database_answers, "migrations": _migrations_applied, "disk": _disk_has_room}
    missing = [name for name, holds in checks.items() if not holds()]
    text = f"not ready: {', '.join(missing)}\n" if missing else "ok\n"
    return HttpResponse(text, status=503 if missing else 200, content_type="text/plain")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token: usually a page left open over a sign-out."""
    return render(request, "403_csrf.html", status=403)


@login_not_required
def server_error(request: HttpRequest) -> HttpResponse:
    """The page after a crash; 503 when it was the database. Needs neither a user nor a database itself."""
    if isinstance(sys.exception(), OperationalError | InterfaceError):
        return _plain_page("503.html", status=503, otherwise=BUSY)
    return _plain_page("500.html", status=500, otherwise=FAILED)


def _plain_page(template: str, *, status: int, otherwise: str) -> HttpResponse:
    try:
        body: str = render_to_string(template)
    except (TemplateDoesNotExist, TemplateSyntaxError, ValueError):  # ValueError: no collected static file
        body = LAST_RESORT.format(sentence=otherwise)
    response = HttpResponse(body, status=status)
    if status == 503:
        response.headers["Retry-After"] = "60"
    return response


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return cursor.fetchone() == (1,)
    except DatabaseError:
        log.exception("database does not answer")
        return False


def _migrations_applied() -> bool:
    try:
        return _all_migrated()
    except (DatabaseError, _NotMigratedError):
        return False


class _NotMigratedError(Exception):
    """Raised instead of returning False, so that only the good answer is remembered."""


@cache
def _all_migrated() -> bool:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise _NotMigratedError
    return True


def _disk_has_room() -> bool:
    return shutil.disk_usage(settings.VAR_DIR).free >= FREE_BYTES_NEEDED
