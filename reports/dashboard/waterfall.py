"""Biến động as a picture: from the opening to the closing, each term where the one before it ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from common.dates import format_day
from reports.dashboard.overview import is_small
from reports.enums import Term
from reports.figures.movement import INCOMING, MovedPerson, Movement


@dataclass(frozen=True)
class Bar:
    """A row of the picture: `low` to `high` is drawn, from where the row before ended to `after`."""

    label: str
    size: int
    low: int
    high: int
    before: int | None
    after: int | None
    sign: str = ""
    look: str = ""
    term: Term | None = None
    day: date | None = None
    is_hidden: bool = False
    persons: Sequence[MovedPerson] = ()


@dataclass(frozen=True)
class Waterfall:
    """Opening, one bar a term, closing; without pictures where a hidden number could be measured."""

    bars: list[Bar]
    whole: int
    is_drawn: bool

    @property
    def terms(self) -> list[Bar]:
        """The bars between the two days."""
        return [bar for bar in self.bars if bar.term]


def waterfall(result: Movement, start: date, end: date, *, exact: bool) -> Waterfall:
    """Bars of a movement; small terms are hidden from accounts that see only aggregates."""
    bars = [_level(result.opening, start, exact=exact, after=result.opening)]
    reached = result.opening
    for term in Term:
        bars.append(_step(result, term, reached, exact=exact))
        reached += result.size(term) if term in INCOMING else -result.size(term)
    bars.append(_level(result.closing, end, exact=exact, before=reached))
    if not exact:
        bars = _without_remainder(bars)
    whole = max(bar.high for bar in bars)
    return Waterfall(bars, whole, is_drawn=whole > 0 and not any(bar.is_hidden for bar in bars))


def _without_remainder(bars: list[Bar]) -> list[Bar]:
    """A single hidden term is what the others leave over, so the next smallest is hidden with it."""
    if sum(bar.is_hidden for bar in bars) != 1:
        return bars
    others = [bar for bar in bars if bar.term and bar.size and not bar.is_hidden]
    second = min(others, key=lambda bar: bar.size, default=None)
    return [replace(bar, is_hidden=True) if bar is second else bar for bar in bars]


def _level(size: int, day: date, *, exact: bool, before: int | None = None, after: int | None = None) -> Bar:
    hidden = not exact and is_small(size)
    return Bar(f"Có ngày {format_day(day)}", size, 0, size, before, after, day=day, is_hidden=hidden)


def _step(result: Movement, term: Term, before: int, *, exact: bool) -> Bar:
    size = result.size(term)
    gains = term in INCOMING
    after = before + size if gains else before - size
    return Bar(
        label=term.label,
        size=size,
        low=min(before, after),
        high=max(before, after),
        before=before,
        after=after,
        sign="+" if gains else "−",
        look="up" if gains else "down",
        term=term,
        is_hidden=not exact and is_small(size),
        persons=result.terms[term] if exact else [],
    )
