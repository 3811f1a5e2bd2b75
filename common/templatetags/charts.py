"""Charts as SVG from templates; geometry in attributes, so the content security policy needs no exception."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from django import template

from common.pages import charts

register = template.Library()

Share = Decimal | Fraction | int | float | None
_BANDS = (12, 30)
_THINNEST_BAR = 0.4


@register.inclusion_tag("charts/bullet.html")
def bullet(
    *,
    label: str,
    now: Share,
    target: Share,
    path: Share,
    start: Share,
    status: str,
    forecast: charts.Ahead | None = None,
) -> Mapping[str, object]:
    """Bullet chart on a scale from 0 to 100 per cent: bar, target tick, path ▲, start ○, three bands.

    Without `now` (nobody in the base, or hidden) there is no bar; without `start` no circle; a `forecast` is
    a dashed box from the end of the bar, back into it where less is expected than there is.
    """
    goal = _number(target) or 0.0
    low, high = sorted((_number(now) or 0.0, _number(forecast.best if forecast else now) or 0.0))
    return {
        "label": label,
        "now": _number(now),
        "target": goal,
        "path": _number(path),
        "start": _number(start),
        "ahead": {"x": low, "width": high - low} if forecast else None,
        "status": status if status in ("warn", "late") else "",
        "near_band": max(goal - _BANDS[0], 0),
        "far_band": max(goal - _BANDS[1], 0),
    }


@register.inclusion_tag("charts/line.html")
def line(
    *,
    label: str,
    points: Sequence[charts.Dated],
    path: Sequence[charts.Dated],
    status: str = "",
    ends: tuple[str, str],
    highest: int = 0,
    is_small: bool = False,
    forecast: charts.Ahead | None = None,
) -> Mapping[str, object]:
    """A trend with its dashed path and the goal; the small form is for many side by side on one scale.

    `ends` are the words at the first and the last point; a forecast goes on from there.
    """
    drawn = charts.line_chart(
        label, points, path, ends, highest=highest, is_small=is_small, forecast=forecast
    )
    return {"chart": drawn, "look": "hot" if status == "late" else ""}


@register.inclusion_tag("charts/slope.html")
def slope(
    *, label: str, ends: tuple[str, str], lines: Sequence[tuple[str, charts.Share, charts.Share, str]]
) -> Mapping[str, object]:
    """Units between two days; a line with a look ("cool" or "hot") is named."""
    return {"chart": charts.slope_chart(label, ends, lines)}


@register.inclusion_tag("charts/step.html")
def step(
    *, low: float, high: float, before: float | None, after: float | None, whole: float, look: str
) -> Mapping[str, object]:
    """One bar of a waterfall, from `low` to `high` of `whole`, with the threads to the rows beside it.

    The row around it says in words what it is.
    """
    scale = 100 / (whole or 1)
    return {
        "x": low * scale,
        "width": max((high - low) * scale, _THINNEST_BAR if high > low else 0),
        "before": None if before is None else before * scale,
        "after": None if after is None else after * scale,
        "look": look,
    }


@register.inclusion_tag("charts/stack.html")
def stack(*, parts: Sequence[tuple[float, str, str]], tick: float, whole: float) -> Mapping[str, object]:
    """Parts of (number, look, address) side by side on a scale of `whole`, and a tick at a number.

    The row around it says the same in words and leads there too; a part without an address is no link.
    """
    scale, start, drawn = 100 / (whole or 1), 0.0, []
    for number, look, url in parts:
        if number:
            drawn.append({"x": start * scale, "width": number * scale, "look": look, "url": url})
        start += number
    return {"parts": drawn, "tick": tick * scale}


def _number(share: Share) -> float | None:
    return None if share is None else min(max(float(share), 0.0), 100.0)
