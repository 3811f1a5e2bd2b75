"""A view that answers GET or HEAD does not write: reading the registry never changes it."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import connections
from django.http import HttpRequest, HttpResponse

SAFE_METHODS = ("GET", "HEAD")

# Statements that read or steer a transaction; whatever else comes is a write.
_READS = frozenset(
    ("SELECT", "VALUES", "EXPLAIN", "SHOW", "PRAGMA", "SET", "DECLARE", "FETCH", "CLOSE")
    + ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")
)
_ASIDE = re.compile(r"--[^\n]*|/\*.*?\*/|'[^']*'|\"[^\"]*\"", re.DOTALL)  # comments, literals, quoted names
_WRITING_VERB = re.compile(r"\b(INSERT|REPLACE|MERGE) INTO\b|\bDELETE FROM\b|(?<!FOR )(?<!KEY )\bUPDATE\b")
_exempt: ContextVar[bool] = ContextVar("writes_exempt", default=False)


class WriteOnReadError(RuntimeError):
    """A view that should only read tried to write to the database."""


@contextmanager
def no_writes() -> Iterator[None]:
    """Raise `WriteOnReadError` on any statement that writes, on every database of this thread."""
    with ExitStack() as stack:
        for connection in connections.all():
            stack.enter_context(connection.execute_wrapper(_refuse_writes))
        yield


@contextmanager
def writes_allowed() -> Iterator[None]:
    """Let the few writes that belong to reading pass: the access log, the session stamp."""
    token = _exempt.set(True)
    try:
        yield
    finally:
        _exempt.reset(token)


class ReadOnlyGetMiddleware:
    """Guards the view alone: sessions and messages, stored by the middleware outside, are not its concern.

    Stands last in MIDDLEWARE. The guard begins in `process_view` but leaves the call of the view to Django:
    it cannot pass over what other middleware decides there (sign-in, CSRF).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with ExitStack() as stack:
            request.read_only_guard = stack  # type: ignore[attr-defined]
            return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        if request.method not in SAFE_METHODS:
            return
        # A session made void by a new password is deleted when its user is first asked for: let that pass.
        if user := getattr(request, "user", None):
            bool(user.is_authenticated)
        request.read_only_guard.enter_context(no_writes())  # type: ignore[attr-defined]


def is_write(sql: str) -> bool:
    """Say whether a statement writes. Unknown statements do; `WITH` does if a writing verb stands in it."""
    words = _ASIDE.sub(" ", sql).replace("(", " ").upper().split()
    if words[:1] == ["WITH"]:
        return bool(_WRITING_VERB.search(" ".join(words)))
    return words[0] not in _READS if words else False


def _refuse_writes(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    if is_write(sql) and not _exempt.get():
        raise WriteOnReadError(f"A view that answers GET wrote to the database: {sql[:80]}")
    return execute(sql, params, many, context)
