"""Days as Vietnamese offices write them, whole (12/03/1958) or partial (03/1958, 1958).

A partial date is stored as the day from which it counts plus its precision: its first day (`Edge.START`:
a birth, the start of a posting) or its last day (`Edge.END`: a diploma).
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from django.db.models import TextChoices
from django.utils import timezone

from common.text.folding import nfc

OPEN_PAST = date(1, 1, 1)
OPEN_END = date(9999, 12, 31)
FIRST_YEAR = 1900
LAST_YEAR = 2100
# Years that plans, budgets and lists by the year may ask for.
EARLIEST_YEAR, LATEST_YEAR = 1990, 2100

_SEPARATOR = r"\s?[/.-]\s?"
_DAY = re.compile(rf"(\d{{1,2}}){_SEPARATOR}(\d{{1,2}}){_SEPARATOR}(\d{{4}}|\d{{2}})")
_DAY_DIGITS = re.compile(r"(\d{2})(\d{2})(\d{4})")
_DAY_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T]00:00(?::00(?:\.0+)?)?)?")
_MONTH = re.compile(rf"(\d{{1,2}}){_SEPARATOR}(\d{{4}})")
_MONTH_ISO = re.compile(r"(\d{4})-(\d{1,2})")
_YEAR = re.compile(r"\d{4}")


class DateError(ValueError):
    """A text that is no date; `str()` is a Vietnamese sentence for the user."""


class Precision(TextChoices):
    """How much of a date is known."""

    DAY = "day", "Đủ ngày, tháng, năm"
    MONTH = "month", "Tháng, năm"
    YEAR = "year", "Năm"


class Edge(Enum):
    """Which day of a month or a year stands for it."""

    START = "start"
    END = "end"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day that stands for itself, its month or its year."""

    day: date
    precision: Precision

    def __str__(self) -> str:
        return format_partial(self.day, self.precision)


def today() -> date:
    """Return the day it is in Asia/Ho_Chi_Minh (the TIME_ZONE of the settings)."""
    return timezone.localdate()


def parse_partial(value: object, edge: Edge = Edge.START) -> PartialDate:
    """Read a date, a month or a year from text, from a date object or from a number that is a year.

    Understands dd/mm/yyyy (also with - or . and a two-digit year), ddmmyyyy, mm/yyyy, yyyy and ISO.
    A two-digit year that would lie in the future means 19xx. Anything else raises `DateError`: no guesses.
    """
    if isinstance(value, datetime):
        value = timezone.localdate(value) if timezone.is_aware(value) else value.date()
    if isinstance(value, date):
        return PartialDate(_real_day(value.year, value.month, value.day, format_day(value)), Precision.DAY)
    text = _as_text(value)
    if match := _DAY.fullmatch(text) or _DAY_DIGITS.fullmatch(text):
        day, month, year = match.groups()
        return PartialDate(_real_day(_full_year(year), int(month), int(day), text), Precision.DAY)
    if match := _DAY_ISO.fullmatch(text):
        year, month, day = match.groups()
        return PartialDate(_real_day(int(year), int(month), int(day), text), Precision.DAY)
    if match := _MONTH.fullmatch(text):
        return _month(int(match[2]), int(match[1]), edge, text)
    if match := _MONTH_ISO.fullmatch(text):
        return _month(int(match[1]), int(match[2]), edge, text)
    if _YEAR.fullmatch(text):
        month = 1 if edge is Edge.START else 12
        return PartialDate(_month(int(text), month, edge, text).day, Precision.YEAR)
    raise DateError(f"“{text}” không phải là ngày; ghi như 12/03/1974, 03/1974 hoặc 1974.")


def parse_day(value: object) -> date:
    """Read a whole day; a month or a year alone raises `DateError`."""
    parsed = parse_partial(value)
    if parsed.precision is not Precision.DAY:
        raise DateError(f"“{_as_text(value)}” chưa đủ ngày, tháng, năm; ghi như 12/03/1974.")
    return parsed.day


def from_excel_serial(number: float) -> date:
    """Return the day that Excel (1900 date system) stores as this number: 27389 is 26/12/1974.

    Excel believes in 29/02/1900 (number 60): refused here, days before it are shifted by one.
    """
    whole = int(number) if 1 <= number < 100_000 else 0
    if whole in (0, 60):
        raise DateError(f"Số {number:g} không phải là ngày của Excel.")
    day = date(1899, 12, 31 if whole < 60 else 30) + timedelta(days=whole)
    return _real_day(day.year, day.month, day.day, format_day(day))


def format_day(day: date) -> str:
    """Return dd/mm/yyyy."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def format_partial(day: date, precision: Precision | str) -> str:
    """Return "12/03/1958", "03/1958" or "1958"."""
    return format_day(day)[{Precision.DAY: 0, Precision.MONTH: 3, Precision.YEAR: 6}[Precision(precision)] :]


def age_on(born_on: date, precision: Precision | str, day: date) -> int:
    """Return the age on a day as official lists count it.

    Completed years when the birthday is known, completed months when the month is, else year minus year.
    """
    years = day.year - born_on.year
    if precision == Precision.DAY:
        return years - ((day.month, day.day) < (born_on.month, born_on.day))
    if precision == Precision.MONTH:
        return years - (day.month < born_on.month)
    return years


def _as_text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = nfc(str(value)) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
    if not text:
        raise DateError("Chưa có ngày; ghi như 12/03/1974, 03/1974 hoặc 1974.")
    return text


def _full_year(digits: str) -> int:
    if len(digits) == 4:
        return int(digits)
    year = 2000 + int(digits)
    return year if year <= today().year else year - 100


def _real_day(year: int, month: int, day: int, text: str) -> date:
    _require_known_year(year, text)
    if month == 0 or day == 0:
        raise DateError(f"“{text}” không phải là ngày; nếu chỉ biết năm thì ghi {year}.")
    try:
        return date(year, month, day)
    except ValueError:
        raise DateError(f"{text} không phải là ngày có thật; ghi ngày trước, tháng sau.") from None


def _month(year: int, month: int, edge: Edge, text: str) -> PartialDate:
    _require_known_year(year, text)
    if month == 0:
        raise DateError(f"“{text}” không phải là tháng; nếu chỉ biết năm thì ghi {year}.")
    if month > 12:
        raise DateError(f"{text} không phải là tháng có thật; ghi tháng từ 01 đến 12.")
    day = 1 if edge is Edge.START else monthrange(year, month)[1]
    return PartialDate(date(year, month, day), Precision.MONTH)


def _require_known_year(year: int, text: str) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise DateError(f"{text} có năm ngoài khoảng {FIRST_YEAR}–{LAST_YEAR}.")


def read_year(text: str, usual: int, latest: int = LATEST_YEAR) -> int:
    """The year that a text of four digits asks for; nonsense means the usual one."""
    year = int(text) if text.isascii() and text.isdecimal() and len(text) == 4 else usual
    return year if EARLIEST_YEAR <= year <= latest else usual
