"""Charts as SVG from templates; geometry in attributes, so the content security policy needs no exception."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from django import template

register = template.Library()

Share = Decimal | Fraction | int | float | None
_BANDS = (12, 30)


@register.inclusion_tag("charts/bullet.html")
def bullet(
    *, label: str, now: Share, target: Share, path: Share, start: Share, status: str
) -> Mapping[str, object]:
    """Bullet chart on a scale from 0 to 100 per cent: bar, target tick, path ▲, start ○, three bands.

    Without `now` (nobody in the base, or hidden) there is no bar; without `start` no circle.
    """
    goal = _number(target) or 0.0
    return {
        "label": label,
        "now": _number(now),
        "target": goal,
        "path": _number(path),
        "start": _number(start),
        "status": status if status in ("warn", "late") else "",
        "near_band": max(goal - _BANDS[0], 0),
        "far_band": max(goal - _BANDS[1], 0),
    }


def _number(share: Share) -> float | None:
    return None if share is None else min(max(float(share), 0.0), 100.0)
