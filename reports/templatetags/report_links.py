"""Addresses and words that the pages of figures share; every address keeps the day."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django import template
from django.urls import reverse

from common.dates import format_day
from common.numbers import NO_FIGURE, format_decimal, signed_text
from common.pages.charts import Ahead
from registry.enums import UnitLevel
from registry.levers import measures_of
from registry.units.tree import UnitNode
from reports.dashboard import wording
from reports.dashboard.forecast import Forecast
from reports.dashboard.links import Links
from reports.dashboard.overview import Cell, Line
from reports.dashboard.sources import SourceLine
from reports.dashboard.summary import numbers_of
from reports.dashboard.trend import Slope, Trend
from reports.dashboard.wording import decimal_of, share_text
from reports.enums import Cut
from reports.measures import base_of
from reports.models import PublishedFigure, Target
from reports.published.comparing import Comparison

register = template.Library()


@register.simple_tag(takes_context=True)
def unit_url(context: template.Context, place: UnitNode, target: str = "") -> str:
    """Page of a unit."""
    links: Links = context["links"]
    return links.unit(place, target=target)


@register.simple_tag(takes_context=True)
def people_url(context: template.Context, place: UnitNode, **keys: object) -> str:
    """List of the people behind a number of a unit."""
    links: Links = context["links"]
    return links.people(place, **keys)


@register.simple_tag(takes_context=True)
def people_url_on(context: template.Context, day: date, place: UnitNode, **keys: object) -> str:
    """List of the people behind a number of a unit on another day than the page's."""
    links: Links = context["links"]
    return replace(links, day=day).people(place, **keys)


@register.simple_tag(takes_context=True)
def counted_url(context: template.Context, day: date, place: UnitNode, target: Target | None) -> str:
    """List of those a target counts in a unit on a day; without a target all who serve."""
    keys = {"target": target.code, "counted": "yes"} if target else {}
    return people_url_on(context, day, place, **keys)


@register.simple_tag(takes_context=True)
def movement_url(context: template.Context, place: UnitNode, target: str = "") -> str:
    """Movement of a number of a unit from the start of the programme to the day of the page."""
    links: Links = context["links"]
    return links.movement(place, target, context["programme"].baseline_on)


@register.simple_tag(takes_context=True)
def figure_url(context: template.Context, comparison: Comparison, counted: str) -> str:
    """List of what the computed side of a published figure counts, or of its base, on the day of each.

    Nothing where neither people nor classes are counted.
    """
    figure, programme, computed = comparison.figure, context["programme"], comparison.computed
    day, measure = figure.as_of or programme.default_day, figure.measure
    if computed is None or not (computed.condition or computed.counted_as):
        return ""
    measures = measures_of(measure)
    name, query = measures.listed(measure, day) if measures else ("", "")
    if name and counted == "yes":
        return reverse(name) + query
    if counted == "all":
        _, day = base_of(measure, programme.baseline_on, day)
    links = Links(day, context["links"].programme)
    return reverse("reports:people") + links.query(figure=figure.key, counted=counted)


@register.simple_tag(takes_context=True)
def compare_url(context: template.Context, target: str = "") -> str:
    """Page that sets units of the province side by side."""
    return reverse("reports:compare") + context["links"].query(target=target)


@register.simple_tag(takes_context=True)
def table_url(context: template.Context, place: UnitNode, cut: Cut | None = None) -> str:
    """The table of a unit's page as a workbook."""
    return reverse("reports:table_download") + context["links"].query(unit=place.version.code, cut=cut)


@register.simple_tag(takes_context=True)
def need_url(context: template.Context, place: UnitNode, target: Target, part: str = "") -> str:
    """List of the people in need of what a target asks for, or on the way to it."""
    return reverse("training:need_list") + _need_query(context, place, target, part=part)


@register.simple_tag(takes_context=True)
def seats_url(context: template.Context, place: UnitNode, target: Target) -> str:
    """List of the classes with free seats toward a target."""
    return reverse("training:planned_seats") + _need_query(context, place, target)


@register.simple_tag(takes_context=True)
def source_parts(
    context: template.Context, place: UnitNode, line: SourceLine
) -> list[tuple[float, str, str]]:
    """Parts of the bar of a target, each with its list, as far as the account may open it."""
    target, urls = line.cell.target, ("", "", "")
    if context["opens_needs"]:
        learning = need_url(context, place, target, "dang-hoc")
        urls = (learning, seats_url(context, place, target), need_url(context, place, target))
    return list(zip((line.learning, line.seats, line.nobody), ("s1", "s3", "s4"), urls, strict=True))


def _need_query(context: template.Context, place: UnitNode, target: Target, **keys: str) -> str:
    plain = Links(context["links"].day)
    return plain.query(unit=place.version.code, criterion=target.code, **keys)


@register.filter
def cell_of(line: Line, target: Target) -> Cell:
    """The cell of a target in a row of units."""
    return line.cell(target)


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
    return signed_text(decimal_of(value), 1)


@register.filter
def share(value: Fraction | Decimal | None) -> str:
    """A share in per cent without the sign, whole numbers without decimals: "66,2", "90"."""
    return share_text(value)


@register.filter
def one_place(value: Fraction | Decimal | None) -> str:
    """A share in per cent with exactly one decimal, for columns of a table."""
    return wording.one_place(value)


@register.filter
def forecast_of(found: Mapping[Target, Forecast], target: Target) -> Forecast | None:
    """The forecast of a target, if there is one."""
    return found.get(target)


@register.filter
def ahead_on(forecast: Forecast | None, place: UnitNode) -> Ahead | None:
    """The forecast as the line of a unit goes on: persons for a commune, else per cent (ux 1.1)."""
    if forecast is None or forecast.drawn_share is None:
        return None
    text = wording.one_place(forecast.share)
    if place.level == UnitLevel.COMMUNE:
        text = f"{forecast.count}/{forecast.base}"
    return Ahead(forecast.due_on, forecast.share, forecast.lowest_share, text)


@register.filter
def in_words(cell: Cell, forecast: Forecast | None = None) -> str:
    """The bullet as a sentence, for those who do not see it."""
    figure, measured = cell.figure, cell.measured
    if cell.hidden:
        now = "ẩn vì có nhóm dưới 5 người"
    elif figure.base:
        now = f"hiện {format_decimal(figure.percent or Decimal(0))}% ({figure.count}/{figure.base})"
    else:
        now = "chưa có người"
    path, goal = share(measured.path), share(measured.promise.threshold)
    ahead = ""
    if forecast and forecast.drawn_share is not None:
        ahead = f", dự báo {format_decimal(decimal_of(forecast.share), 1)}%"
    return f"{figure.target.name}: {now}, lộ trình {path}%, mục tiêu {goal}%{ahead}. {measured.status.label}."


@register.filter
def trend_in_words(trend: Trend) -> str:
    """The trend as a sentence, for those who do not see it."""
    told = [point for point in trend.points if point.drawn is not None]
    goal = f"mục tiêu {share_text(trend.promise.threshold)}%"
    if not told:
        return f"{trend.target.name}: không có điểm nào để vẽ; {goal}."
    first, last = told[0], told[-1]
    path = share_text(last.path)
    return (
        f"{trend.target.name}: từ {numbers_of(first.figure)} ngày {format_day(first.day)}"
        f" đến {numbers_of(last.figure)} ngày {format_day(last.day)}; lộ trình {path}%; {goal}."
    )


@register.filter
def slope_in_words(slope: Slope) -> str:
    """The slope as a sentence: how many units, the highest and the lowest now."""
    best, worst = slope.lines[0], slope.lines[-1]
    return (
        f"{len(slope.lines)} đơn vị, từ {format_day(slope.start)} đến {format_day(slope.end)}:"
        f" cao nhất {best.label} {numbers_of(best.last)}, đầu kỳ {numbers_of(best.first)};"
        f" thấp nhất {worst.label} {numbers_of(worst.last)}, đầu kỳ {numbers_of(worst.first)}."
    )


@register.filter
def slope_ends(slope: Slope) -> tuple[str, str]:
    """Both days as month and year, under the axes."""
    return f"{slope.start:%m/%Y}", f"{slope.end:%m/%Y}"


def _with_unit(number: str, figure: PublishedFigure) -> str:
    space = "" if figure.unit_of_value == "%" else " "
    return f"{number}{space}{figure.unit_of_value}"
