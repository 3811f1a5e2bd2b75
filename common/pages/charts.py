"""Geometry of the charts: what is drawn where, in the units of the SVG's own view box.

Only numbers and short texts go in and come out; colours are classes of the style sheet, texts are written
by the caller. Percentages always stand on a scale that begins at zero, except in a slope.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil

from common.numbers import format_decimal

Share = Decimal | Fraction | int | float
Dated = tuple[date, Share | None]
XY = tuple[float, float]

LINE_HEIGHT = 13.0
_ROOM_FOR_A_NUMBER = 30
_FULL = 100


@dataclass(frozen=True)
class Text:
    """A short text at a point; `look` are classes of the style sheet."""

    x: float
    y: float
    text: str
    look: str = ""


@dataclass(frozen=True)
class Ahead:
    """Where a line is expected to end, at best and at worst, and the words beside that end."""

    day: date
    best: Share
    worst: Share
    text: str


@dataclass(frozen=True)
class LineChart:
    """A line over time with its path and goal; `cone` is the forecast: last point, best end, worst end."""

    label: str
    width: float
    height: float
    left: float
    right: float
    bottom: float
    grid: list[Text]
    ticks: list[Text]
    path: list[XY]
    pieces: list[list[XY]]
    dots: list[XY]
    day_x: float
    texts: list[Text]
    cone: list[XY]
    is_small: bool = False

    @property
    def ahead(self) -> list[XY]:
        """From the last point to the best end."""
        return self.cone[:2]

    @property
    def day_is_last(self) -> bool:
        """The day stands at the right edge, where the goal is written."""
        return self.right - self.day_x < _ROOM_FOR_A_NUMBER


@dataclass(frozen=True)
class SlopeChart:
    """Two axes and a line for each unit between them."""

    label: str
    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    ends: list[Text]
    lines: list[tuple[XY, XY, str]]
    texts: list[Text] = field(default_factory=list)


@dataclass(frozen=True)
class _Frame:
    """Maps days and shares to the view box."""

    start: date
    end: date
    highest: float
    left: float
    right: float
    top: float
    bottom: float

    def x(self, day: date) -> float:
        span = max((self.end - self.start).days, 1)
        return self.left + (self.right - self.left) * (day - self.start).days / span

    def y(self, share: Share) -> float:
        return self.bottom - (self.bottom - self.top) * float(share) / self.highest


def highest_of(shares: Iterable[Share | None]) -> int:
    """Top of a scale: the next ten above the highest share, at most 100."""
    highest = max((float(share) for share in shares if share is not None), default=0)
    return min(_FULL, max(10, 10 * ceil(highest / 10)))


def line_chart(
    label: str,
    line: Sequence[Dated],
    path: Sequence[Dated],
    ends: tuple[str, str],
    *,
    highest: int = 0,
    is_small: bool = False,
    forecast: Ahead | None = None,
) -> LineChart:
    """A trend: the line up to its last day, the dashed path to its goal. Missing values break the line.

    A forecast starts from the last day; without a value there it is not drawn.
    """
    days = [day for day, _ in (*line, *path)]
    ahead = [(forecast.day, share) for share in (forecast.best, forecast.worst)] if forecast else []
    top = highest or highest_of(share for _, share in (*line, *path, *ahead))
    if is_small:
        width, height, frame = 240.0, 120.0, _Frame(min(days), max(days), top, 26, 206, 10, 98)
    else:
        width, height, frame = 400.0, 214.0, _Frame(min(days), max(days), top, 34, 322, 16, 190)
    pieces = _pieces(frame, line)
    cone = _cone(frame, [line[-1], *ahead]) if ahead else []
    return LineChart(
        label=label,
        width=width,
        height=height,
        left=frame.left,
        right=frame.right,
        bottom=frame.bottom,
        grid=_grid(frame, most=3 if is_small else 8),
        ticks=_ticks(frame, height - 8, most=2 if is_small else 5),
        path=[(frame.x(day), frame.y(share)) for day, share in path if share is not None],
        pieces=pieces,
        dots=[point for piece in pieces for point in piece],
        day_x=frame.x(line[-1][0]),
        texts=_line_texts(frame, line, path, ends, forecast if cone else None, is_small=is_small),
        cone=cone,
        is_small=is_small,
    )


def _pieces(frame: _Frame, line: Sequence[Dated]) -> list[list[XY]]:
    pieces: list[list[XY]] = [[]]
    for day, share in line:
        if share is None:
            pieces.append([])
        else:
            pieces[-1].append((frame.x(day), frame.y(share)))
    return [piece for piece in pieces if piece]


def _cone(frame: _Frame, corners: Sequence[Dated]) -> list[XY]:
    """From the last day to the best and the worst end; nothing where the last value is missing."""
    found = [(frame.x(day), frame.y(share)) for day, share in corners if share is not None]
    return found if len(found) == len(corners) else []


def _grid(frame: _Frame, *, most: int) -> list[Text]:
    """Round shares from zero upwards, as close as there is room for."""
    every = next(step for step in (5, 10, 20, 25, 50, _FULL) if frame.highest / step + 1 <= most)
    steps = range(0, int(frame.highest) + 1, every)
    return [Text(frame.left - 6, frame.y(step), str(step), "end") for step in steps]


def _ticks(frame: _Frame, y: float, *, most: int) -> list[Text]:
    """Ends of years, thinned to what fits; the first and the last day always."""
    ends = [date(year, 12, 31) for year in range(frame.start.year, frame.end.year + 1)]
    inside = [day for day in ends if frame.start < day < frame.end]
    every = -(-(len(inside) + 1) // max(most - 1, 1))
    room = (frame.right - frame.left) / (most + 1)
    shown = [day for day in inside[every - 1 :: every] if frame.right - frame.x(day) > room]
    days = [frame.start, *shown, frame.end]
    return [Text(frame.x(day), y, f"{day:%m/%y}", "mid") for day in days]


def _line_texts(
    frame: _Frame,
    line: Sequence[Dated],
    path: Sequence[Dated],
    ends: tuple[str, str],
    forecast: Ahead | None,
    *,
    is_small: bool,
) -> list[Text]:
    """The words at the start and now, the goal and the forecast; those at the right edge kept apart."""
    drawn = [(day, share) for day, share in line if share is not None]
    right = []
    if (goal := path[-1][1]) is not None:
        words = _plain(goal) if is_small else f"Mục tiêu {_plain(goal)}"
        right.append(Text(frame.right + 5, frame.y(goal) + 4, words, "" if is_small else "b"))
    if not drawn:
        return right
    if forecast:
        right.append(Text(frame.right + 5, frame.y(forecast.best) + 4, f"Dự báo {forecast.text}", "b"))
    (start, first), (day, now) = drawn[0], drawn[-1]
    beneath = 16 if float(now) < _share_on(path, day) else -8
    texts = []
    if len(drawn) > 1 and not is_small:
        texts.append(Text(frame.x(start) + 5, frame.y(first) + beneath, ends[0], "b"))
    if frame.right - frame.x(day) < _ROOM_FOR_A_NUMBER:
        right.append(Text(frame.right + 5, frame.y(now) + 4, ends[1], "b"))
    else:
        texts.append(Text(frame.x(day) + 8, frame.y(now) + beneath, ends[1], "b"))
    return texts + spread(right)


def _share_on(path: Sequence[Dated], day: date) -> float:
    """Height of the path on a day."""
    known = [(each, float(share)) for each, share in path if share is not None]
    for (start, low), (end, high) in zip(known, known[1:], strict=False):
        if start <= day <= end:
            return low + (high - low) * (day - start).days / max((end - start).days, 1)
    return known[-1][1] if known else 0.0


def slope_chart(
    label: str, ends: tuple[str, str], lines: Sequence[tuple[str, Share, Share, str]]
) -> SlopeChart:
    """A line for each (name, start, now, look); those with a look are named and drawn above the others."""
    left, right, top, bottom = 58.0, 206.0, 14.0, 222.0
    shares = [float(share) for _, start, now, _ in lines for share in (start, now)]
    low, high = min(shares, default=0), max(shares, default=1)

    def y(share: Share) -> float:
        return bottom - 10 - (bottom - top - 20) * (float(share) - low) / ((high - low) or 1)

    named = [each for each in lines if each[3]]
    plain = [((left, y(start)), (right, y(now)), "thin") for _, start, now, look in lines if not look]
    strong = [((left, y(start)), (right, y(now)), look) for _, start, now, look in named]
    before = [Text(left - 7, y(start) + 4, _one_place(start), "b end") for _, start, _, _ in named]
    after = [Text(right + 8, y(now) + 4, f"{_one_place(now)} {name}", "b") for name, _, now, _ in named]
    return SlopeChart(
        label=label,
        width=350,
        height=246,
        left=left,
        right=right,
        top=top,
        bottom=bottom,
        ends=[Text(left, 240, ends[0], "mid"), Text(right, 240, ends[1], "mid")],
        lines=plain + strong,
        texts=spread(before) + spread(after),
    )


def spread(texts: Iterable[Text], gap: float = LINE_HEIGHT) -> list[Text]:
    """Texts one above another, pushed apart so that none covers the next; their order stays."""
    placed: list[Text] = []
    for text in sorted(texts, key=lambda each: each.y):
        y = max(text.y, placed[-1].y + gap) if placed else text.y
        placed.append(Text(text.x, y, text.text, text.look))
    return placed


def _one_place(share: Share) -> str:
    return format_decimal(_decimal(share), 1)


def _plain(share: Share) -> str:
    value = _decimal(share)
    return format_decimal(value, 0 if value == int(value) else 1)


def _decimal(share: Share) -> Decimal:
    if isinstance(share, Fraction):
        return Decimal(share.numerator) / Decimal(share.denominator)
    return Decimal(str(share))
