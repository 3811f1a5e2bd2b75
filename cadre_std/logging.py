"""Log lines as JSON: when, where, which request, which account. Never a name or a value of a record.

An error is written as its class and the places it passed, without its text: the text of a database error
repeats the values that caused it.
"""

import json
import logging
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime

from django.http import HttpRequest

current_request: ContextVar[HttpRequest | None] = ContextVar("current_request", default=None)


class JsonFormatter(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **_request_facts(current_request.get()),
            **getattr(record, "facts", {}),
        }
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__qualname__
            line["places"] = _places(record)
        return json.dumps(line, ensure_ascii=False)


def _request_facts(request: HttpRequest | None) -> dict[str, object]:
    if request is None:
        return {}
    # `_cached_user` is set once somebody has asked for the user: logging itself never starts a query.
    user = getattr(request, "_cached_user", None)
    return {"request": getattr(request, "request_id", None), "user": getattr(user, "pk", None)}


def _places(record: logging.LogRecord) -> list[str]:
    assert record.exc_info is not None  # noqa: S101 - asked for by the caller; tells the type checker
    frames = traceback.extract_tb(record.exc_info[2])
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
