"""Log lines say what happened and hold nothing of a person."""

import json
import logging
import sys
from types import SimpleNamespace
from typing import Any

from django.http import HttpRequest

from cadre_std.logging import JsonFormatter, current_request

SECRET_TEXT = "Nông Thị Én 004199001234"


def line(exc_info: Any = None, **extra: object) -> dict[str, object]:
    record = logging.LogRecord("cadre_std", logging.INFO, __file__, 1, "answered", None, exc_info)
    record.__dict__.update(extra)
    return json.loads(JsonFormatter().format(record))


def request_of(**attributes: object) -> HttpRequest:
    request = HttpRequest()
    request.__dict__.update(attributes)
    return request


def test_a_line_is_json_with_its_facts():
    found = line(facts={"route": "home", "status": 200})

    assert (found["message"], found["route"], found["status"]) == ("answered", "home", 200)


def test_an_error_is_written_without_its_text():
    try:
        raise ValueError(SECRET_TEXT)
    except ValueError:
        found = line(exc_info=sys.exc_info())

    assert found["error"] == "ValueError"
    assert "test_logging.py" in str(found["places"])
    assert SECRET_TEXT not in json.dumps(found, ensure_ascii=False)


def test_a_line_names_the_request_and_the_account_by_number():
    request = request_of(request_id="abc", _cached_user=SimpleNamespace(pk=7, full_name=SECRET_TEXT))
    token = current_request.set(request)
    found = line()
    current_request.reset(token)

    assert (found["request"], found["user"]) == ("abc", 7)
    assert SECRET_TEXT not in json.dumps(found, ensure_ascii=False)


def test_a_request_whose_user_nobody_asked_for_starts_no_query():
    token = current_request.set(request_of(request_id="abc"))
    found = line()
    current_request.reset(token)

    assert found["user"] is None
