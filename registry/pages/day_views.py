"""The day of a page, and a word to the user when the day asked for is none."""

from datetime import date

from django.contrib import messages

from accounts.http import UserRequest
from common.dates import DateError, format_day, parse_day, today
from registry.pages.as_of import KEY, read_as_of


def page_day(request: UserRequest) -> date:
    """The day of the page; a day that cannot be read, or a coming one, is refused in words."""
    day = read_as_of(request)
    asked = request.GET.get(KEY, "").strip()
    if asked and (problem := _problem(asked)):
        messages.warning(request, f"{problem} Đang xem số liệu ngày {format_day(day)}.")
    return day


def _problem(asked: str) -> str:
    try:
        return "Ngày không được sau hôm nay." if parse_day(asked) > today() else ""
    except DateError as refusal:
        return str(refusal)
