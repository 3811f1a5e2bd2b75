"""Forms of money: a budget, the plan of a programme, a payment, support for many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField

from common.money import MOST_VND
from common.pages.forms import CleanCharField, DayField, NumberField, not_in_future
from registry.pages.service_forms import ServiceForm
from training.models import YearlyBudget
from training.money.services import Document, PlanFigures
from training.seat_units import SeatUnit

# A thousand billion đồng: nothing that is paid for communes comes near.
MOST_SEATS = 9_999


class PlacedForm(ServiceForm):
    """Fields with the width each deserves on a grid of twelve."""

    widths: dict[str, str] = {}

    def placed(self) -> Iterator[tuple[BoundField, str]]:
        for field in self.visible_fields():
            yield field, self.widths.get(field.name, "c4")


class BudgetForm(PlacedForm):
    """What a source gives in a year, by decision."""

    amount_vnd = NumberField(label="Kinh phí (đồng)", min_value=0, max_value=MOST_VND)
    decision_no = CleanCharField(label="Số quyết định", max_length=60)
    decided_on = DayField(label="Ngày quyết định", required=False, validators=[not_in_future])

    def stored(self, row: YearlyBudget) -> dict[str, Any]:
        return {name: getattr(row, name) for name in self.base_fields}


class DocumentForm(PlacedForm):
    """The document by which money was paid."""

    document_no = CleanCharField(label="Số chứng từ", max_length=60)
    paid_on = DayField(label="Ngày chi", validators=[not_in_future])

    def arguments(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        return {"document": Document(given.pop("document_no"), given.pop("paid_on")), **given}


class PaymentForm(DocumentForm):
    """Money paid for the seats of an allotment."""

    widths = {"note": "c12"}
    field_order = ("amount_vnd", "document_no", "paid_on", "note")

    amount_vnd = NumberField(label="Số tiền (đồng)", min_value=1, max_value=MOST_VND)
    note = CleanCharField(label="Nội dung chi", required=False, max_length=200)


class SupportForm(DocumentForm):
    """Support for the trainees who are ticked."""

    trainees = forms.TypedMultipleChoiceField(
        label="Học viên",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Có học viên không còn chờ trả hỗ trợ. Xem lại danh sách."},
    )

    def __init__(self, data: Any, *, keys: Iterable[int]) -> None:
        super().__init__(data)
        offered = list(keys)
        self.fields["trainees"].choices = [(key, key) for key in offered]  # type: ignore[attr-defined]
        self.ticked = set(data.getlist("trainees")) if self.is_bound else {str(key) for key in offered}


@dataclass(frozen=True)
class PlanRow:
    """A unit with its two fields."""

    name: str
    seats: BoundField
    amount: BoundField


class PlanForm(ServiceForm):
    """Seats and money of a programme by unit, by one decision; empty means none."""

    decision_no = CleanCharField(label="Số quyết định", max_length=60)
    decided_on = DayField(label="Ngày quyết định", required=False, validators=[not_in_future])
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, *, units: Sequence[SeatUnit], initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        self.units = units
        for unit in units:
            seats = NumberField(
                label=f"{unit.name}: số chỗ", required=False, min_value=0, max_value=MOST_SEATS
            )
            money = NumberField(
                label=f"{unit.name}: kinh phí (đồng)", required=False, min_value=0, max_value=MOST_VND
            )
            self.fields[f"seats_{unit.pk}"], self.fields[f"amount_{unit.pk}"] = seats, money
            for field in (seats, money):
                field.widget.attrs["class"] = "in"
                field.widget.attrs["aria-label"] = field.label

    def rows(self) -> list[PlanRow]:
        """Units in order with their fields."""
        return [
            PlanRow(unit.name, self[f"seats_{unit.pk}"], self[f"amount_{unit.pk}"]) for unit in self.units
        ]

    def arguments(self) -> dict[str, Any]:
        values = self.cleaned_data
        figures = {
            unit.pk: PlanFigures(values[f"seats_{unit.pk}"] or 0, values[f"amount_{unit.pk}"] or 0)
            for unit in self.units
        }
        return {"figures": figures, **self.given("decision_no", "decided_on", "version")}
