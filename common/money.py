"""Sums of money: whole đồng, split without loss and written as offices do."""

from __future__ import annotations

from collections.abc import Sequence

from common.numbers import format_int

# More than any budget: a longer number is a slip of the finger.
MOST_VND = 10**15


def dong(amount: int) -> str:
    """Return 7100000 as "7.100.000 đồng"."""
    return f"{format_int(amount)} đồng"


def split(total: int, weights: Sequence[int]) -> list[int]:
    """Parts of a sum by weights that add up exactly: largest remainder, the earlier first among equals.

    Weights that are all zero count as equal.
    """
    if not weights:
        return []
    shares = list(weights) if any(weights) else [1] * len(weights)
    whole = sum(shares)
    parts = [total * share // whole for share in shares]
    by_remainder = sorted(range(len(shares)), key=lambda place: (-(total * shares[place] % whole), place))
    for place in by_remainder[: total - sum(parts)]:
        parts[place] += 1
    return parts
