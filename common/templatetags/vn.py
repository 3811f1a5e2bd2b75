"""Vietnamese numbers and dates in templates; a builtin of the template engine, so no {% load %} is needed."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django import template
from django.template.context import RequestContext

from common import dates, numbers, rows

register = template.Library()


@register.filter
def int_vn(value: int | None) -> str:
    """Return 3627 as "3.627", nothing as a dash."""
    return numbers.NO_FIGURE if value is None else numbers.format_int(value)


@register.filter
def pct(count: int, base: int) -> str:
    """Return `{{ count|pct:base }}` as "66,2%"; stands beside count and base, never alone."""
    return numbers.percent_text(count, base)


@register.filter
def trimmed(value: Decimal) -> str:
    """Return 90.00 as "90", 44.7000 as "44,7"."""
    return rows.trimmed(value)


@register.filter
def day(value: date | None) -> str:
    """Return dd/mm/yyyy; nothing for no day and for the open ends of a validity."""
    return "" if value in (None, dates.OPEN_PAST, dates.OPEN_END) else dates.format_day(value)


@register.filter
def partial(value: date | dates.PartialDate | None, precision: str = dates.Precision.DAY) -> str:
    """Return `{{ born_on|partial:born_precision }}` as "1958", "03/1958" or "12/03/1958"."""
    if isinstance(value, dates.PartialDate):
        return str(value)
    return "" if value is None else dates.format_partial(value, precision)


@register.filter
def signed(value: Decimal | int | None) -> str:
    """Return a distance as "+1,3" or "−2,7", nothing as a dash."""
    return numbers.NO_FIGURE if value is None else numbers.signed_text(value)


@register.filter
def svg(value: float | Decimal) -> str:
    """Return a number for an SVG attribute: dot, at most three decimals, never localised."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


@register.simple_tag(takes_context=True)
def url_query(context: RequestContext, **changes: object) -> str:
    """Return the query string with keys replaced (a list gives several values) or, with None, removed.

    The page number starts again unless it is given: another filter is another list.
    """
    query = context["request"].GET.copy()
    query.pop("page", None)
    for key, value in changes.items():
        if value is None:
            query.pop(key, None)
        elif isinstance(value, Iterable) and not isinstance(value, str):
            query.setlist(key, [str(item) for item in value])
        else:
            query[key] = str(value)
    return "?" + query.urlencode()
