"""The day a page speaks of: one date in the address moves every figure, list and export together.

Apps above the registry say which day is shown by default: they add a provider in `AppConfig.ready`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.http import HttpRequest

from common.dates import DateError, parse_day, today

KEY = "as_of"
DayProvider = Callable[[], date | None]
PROVIDERS: list[DayProvider] = []


def default_day() -> date:
    """The first day that a provider names, never later than today; else today."""
    named = next((day for provider in PROVIDERS if (day := provider())), None)
    return min(named, today()) if named else today()


def read_as_of(request: HttpRequest, default: date | None = None) -> date:
    """The day asked for by the query key `as_of`; the default day when it is none, or lies in the future."""
    try:
        day = parse_day(request.GET.get(KEY, ""))
    except DateError:
        day = None
    if day is not None and day <= today():
        return day
    return default if default is not None else default_day()
