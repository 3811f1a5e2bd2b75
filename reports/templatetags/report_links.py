"""Addresses and words that the pages of figures share; every address keeps the day."""

from decimal import Decimal
from fractions import Fraction

from django import template
from django.urls import reverse

from common.numbers import NO_FIGURE, format_decimal, round_half_up, signed_text
from reports.links import Links
from reports.models import PublishedFigure
from reports.overview import Cell
from reports.published import Comparison
from reports.territory import Place

register = template.Library()


@register.simple_tag(takes_context=True)
def unit_url(context: template.Context, place: Place, target: str = "") -> str:
    """Page of a unit."""
    links: Links = context["links"]
    return links.unit(place, target=target)


@register.simple_tag(takes_context=True)
def people_url(context: template.Context, place: Place, **keys: object) -> str:
    """List of the people behind a number of a unit."""
    links: Links = context["links"]
    return links.people(place, **keys)


@register.simple_tag(takes_context=True)
def movement_url(context: template.Context, place: Place, target: str = "") -> str:
    """Movement of a number of a unit from the start of the programme to the day of the page."""
    links: Links = context["links"]
    return links.movement(place, target, context["programme"].baseline_on)


@register.simple_tag(takes_context=True)
def figure_url(context: template.Context, comparison: Comparison, counted: str) -> str:
    """List of the people behind the computed side of a published figure, on its own day."""
    figure, programme = comparison.figure, context["programme"]
    links = Links(figure.as_of or programme.default_day, context["links"].programme)
    return reverse("reports:people") + links.query(figure=figure.key, counted=counted)


@register.filter
def printed_value(figure: PublishedFigure) -> str:
    """The published value as it was printed: "44,7%", "3.732 người"."""
    return _with_unit(format_decimal(figure.value, max(figure.decimals, 0)), figure)


@register.filter
def computed_value(comparison: Comparison) -> str:
    """The computed value, with one decimal more than printed when it is a share."""
    value, computed = comparison.computed_text_value, comparison.computed
    if value is None or computed is None:
        return NO_FIGURE
    places = 0 if computed.base is None else comparison.figure.decimals + 1
    return _with_unit(format_decimal(value, places), comparison.figure)


@register.filter
def points(value: Fraction) -> str:
    """Distance from the path: "+1,3", "−2,7"."""
    return signed_text(_decimal(value), 1)


@register.filter
def share(value: Fraction | Decimal | None) -> str:
    """A share in per cent without the sign, whole numbers without decimals: "66,2", "90"."""
    if value is None:
        return NO_FIGURE
    rounded = round_half_up(_decimal(value), 1)
    return format_decimal(rounded, 0 if rounded == int(rounded) else 1)


@register.filter
def one_place(value: Fraction | Decimal | None) -> str:
    """A share in per cent with exactly one decimal, for columns of a table."""
    return NO_FIGURE if value is None else format_decimal(_decimal(value), 1)


@register.filter
def capital(text: str) -> str:
    """First letter in upper case, the others as they are: "huyện Bảo Lạc" → "Huyện Bảo Lạc"."""
    return text[:1].upper() + text[1:]


@register.filter
def in_words(cell: Cell) -> str:
    """The bullet as a sentence, for those who do not see it."""
    figure, measured = cell.figure, cell.measured
    if cell.hidden:
        now = "ẩn vì có nhóm dưới 5 người"
    elif figure.base:
        now = f"hiện {format_decimal(figure.percent or Decimal(0))}% ({figure.count}/{figure.base})"
    else:
        now = "chưa có người"
    path, goal = share(measured.path), share(measured.promise.threshold)
    return f"{figure.target.name}: {now}, lộ trình {path}%, mục tiêu {goal}%. {measured.status.label}."


def _with_unit(number: str, figure: PublishedFigure) -> str:
    space = "" if figure.unit_of_value == "%" else " "
    return f"{number}{space}{figure.unit_of_value}"


def _decimal(value: Fraction | Decimal) -> Decimal:
    return Decimal(value.numerator) / Decimal(value.denominator) if isinstance(value, Fraction) else value
