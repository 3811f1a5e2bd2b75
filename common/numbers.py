"""Numbers as Vietnamese offices write them: 7.100.000 đồng, 44,7%, −2,7."""

import re
from decimal import ROUND_HALF_UP, Decimal

NO_FIGURE = "–"
MINUS = "−"

_PLAIN = re.compile(r"\d+(?:[.,]\d+)?")
_GROUPED_BY_DOT = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?")
_GROUPED_BY_COMMA = re.compile(r"[1-9]\d{0,2}(?:,\d{3}){2,}(?:\.\d+)?|[1-9]\d{0,2}(?:,\d{3})+\.\d+")
_GROUPED_BY_SPACE = re.compile(r"[1-9]\d{0,2}(?:\s\d{3})+(?:[.,]\d+)?")
_LONGEST = 24


class NumberError(ValueError):
    """A text that is no number; `str()` is a Vietnamese sentence for the user."""


def round_half_up(value: Decimal, places: int = 0) -> Decimal:
    """Round as offices do: 0,05 to one place is 0,1 (and −0,05 is −0,1)."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def format_int(value: int) -> str:
    """Return 3627 as "3.627"."""
    return f"{value:,}".replace(",", ".").replace("-", MINUS)


def format_decimal(value: Decimal | int, places: int = 1) -> str:
    """Return Decimal("1234.56") with one place as "1.234,6"."""
    rounded = round_half_up(Decimal(value), places)
    text = f"{abs(rounded):,}".translate(str.maketrans(",.", ".,"))
    return MINUS + text if rounded < 0 else text


def percent(count: int, base: int) -> Decimal | None:
    """Return the share in percent with one decimal, rounded half up; None when there is no base."""
    return round_half_up(Decimal(100 * count) / base, 1) if base else None


def percent_text(count: int, base: int) -> str:
    """Return "66,2%", or a dash when there is no base. Shown beside count and base, never alone."""
    share = percent(count, base)
    return NO_FIGURE if share is None else format_decimal(share, 1) + "%"


def signed_text(value: Decimal | int, places: int | None = None) -> str:
    """Return a distance with its sign, "+1,3", "−2,7" or "0"; whole numbers keep no decimals unless asked."""
    decimals = places if places is not None else (0 if isinstance(value, int) else 1)
    rounded = round_half_up(Decimal(value), decimals)
    return ("+" if rounded > 0 else "") + format_decimal(rounded, decimals)


def parse_number(value: object) -> Decimal:
    """Read a number: "2,34" and "2.34" are alike, "7.100.000" and "7.100" are grouped by thousands.

    Three digits after a dot are thousands, as offices write; after a single comma they are decimals.
    """
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        number = Decimal(str(value))
        if not number.is_finite():
            raise NumberError(f"“{value}” không phải là số.")
        return number
    written = " ".join(str(value).split()) if isinstance(value, str) else ""
    if not written:
        raise NumberError("Chưa có số.")
    text = written.replace(MINUS, "-")
    sign, digits = ("-", text[1:].lstrip()) if text.startswith("-") else ("", text)
    plain = _plain_digits(digits) if len(digits) <= _LONGEST and digits.isascii() else None
    if plain is None:
        raise NumberError(f"“{written[:_LONGEST]}” không phải là số; ghi như 2,34 hoặc 7.100.000.")
    return Decimal(sign + plain)


def _plain_digits(digits: str) -> str | None:
    if _GROUPED_BY_DOT.fullmatch(digits):
        return digits.replace(".", "").replace(",", ".")
    if _GROUPED_BY_COMMA.fullmatch(digits):
        return digits.replace(",", "")
    if _GROUPED_BY_SPACE.fullmatch(digits):
        return digits.replace(" ", "").replace(",", ".")
    return digits.replace(",", ".") if _PLAIN.fullmatch(digits) else None
