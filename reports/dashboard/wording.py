"""Words that sentences about figures share."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from common.numbers import NO_FIGURE, format_decimal, round_half_up


def in_running_text(name: str) -> str:
    """ "Bồi dưỡng tin học" inside a sentence; abbreviations keep their capitals."""
    first = name.split(maxsplit=1)[0]
    return name if first.isupper() and len(first) > 1 else name[:1].lower() + name[1:]


def decimal_of(value: Fraction | Decimal) -> Decimal:
    """A share as a decimal number."""
    return Decimal(value.numerator) / Decimal(value.denominator) if isinstance(value, Fraction) else value


def share_text(value: Fraction | Decimal | None) -> str:
    """A share in per cent without the sign, whole numbers without decimals: "66,2", "90"."""
    if value is None:
        return NO_FIGURE
    rounded = round_half_up(decimal_of(value), 1)
    return format_decimal(rounded, 0 if rounded == int(rounded) else 1)


def one_place(value: Fraction | Decimal | None) -> str:
    """A share in per cent with exactly one decimal, for columns of a table."""
    return NO_FIGURE if value is None else format_decimal(decimal_of(value), 1)
