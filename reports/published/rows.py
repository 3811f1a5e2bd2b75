"""Published figures as an administrator keeps them: added, corrected; one added here may be taken away."""

from __future__ import annotations

import secrets
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max, QuerySet

from accounts.http import UserRequest
from accounts.kept.row_changes import add_row, change_row, remove_row
from common.dates import today
from reports.enums import Measure
from reports.models import Programme, PublishedFigure
from reports.published.training import SHARES as TRAINING_SHARES

COLUMNS = (
    "topic",
    "text",
    "value",
    "decimals",
    "unit_of_value",
    "as_of",
    "measure",
    "source",
    "note",
)
SHARES = (Measure.WITHOUT_PROFESSIONAL_TRAINING, Measure.BELOW_STANDARD, *TRAINING_SHARES)
FEWEST_DECIMALS, MOST_DECIMALS = -6, 4
_ADDED = "bo-sung-"


def all_figures() -> QuerySet[PublishedFigure]:
    """Figures of every programme, in their order."""
    return PublishedFigure.objects.select_related("programme").order_by("programme", "order", "key")


def removable_figures() -> QuerySet[PublishedFigure]:
    """Only what was added on the page: a figure of the files would come back with the next reload."""
    return all_figures().filter(key__startswith=_ADDED)


def new_figure() -> PublishedFigure | None:
    """An unsaved figure of the default programme, at the end of its list; none without any programme."""
    programme = Programme.objects.order_by("-is_default", "code").first()
    if programme is None:
        return None
    last = PublishedFigure.objects.aggregate(last=Max("order"))["last"] or 0
    return PublishedFigure(programme=programme, order=last + 1, as_of=programme.default_day)


def may_remove(figure: PublishedFigure) -> bool:
    """True for what was added on the page."""
    return figure.key.startswith(_ADDED)


def add_figure(request: UserRequest, figure: PublishedFigure, values: dict[str, Any]) -> PublishedFigure:
    """Store a figure that was printed somewhere."""
    _refuse_faults(values)
    for column, value in values.items():
        setattr(figure, column, value)
    figure.key = f"{_ADDED}{secrets.token_hex(4)}"
    shown = ("text", "value", "unit_of_value", "as_of", "measure", "source")
    return add_row(request, figure, key=figure.key, name="số liệu công bố", shown=shown)


def change_figure(
    request: UserRequest, figure: PublishedFigure, values: dict[str, Any], seen: str
) -> list[str]:
    """Correct a figure; return what changed, in words."""
    _refuse_faults(values)
    name = f"Số liệu công bố “{figure.text[:60]}”"
    return change_row(request, figure, values, key=figure.key, name=name, seen=seen)


def remove_figure(request: UserRequest, figure: PublishedFigure) -> None:
    """Take away a figure that was added on the page."""
    remove_row(request, figure, key=figure.key, name="số liệu công bố", shown=("text", "value", "source"))


def _refuse_faults(values: dict[str, Any]) -> None:
    """A value as precise as it was printed; a measure of the same kind of number, on a day gone by."""
    faults: dict[str, str] = {}
    value, decimals, measure = values["value"], values["decimals"], values["measure"]
    if value != round(value, decimals):
        faults["decimals"] = "Giá trị có nhiều chữ số hơn số chữ số đã in. Sửa một trong hai ô."
    is_percent = values["unit_of_value"] == "%"
    if measure and is_percent != (measure in SHARES):
        kind = (
            "một tỷ lệ, đơn vị tính là %" if measure in SHARES else "một số đếm, đơn vị tính không phải là %"
        )
        faults["measure"] = f"Cách tính này cho {kind}. Chọn lại cách tính hoặc sửa đơn vị tính."
    if measure and values["as_of"] and values["as_of"] > today():
        faults["as_of"] = "Ngày không được sau hôm nay khi có cách tính."
    if faults:
        raise ValidationError(dict(faults))
