"""Forms of a class: what it is, its sessions, its way, its seats. Field names are the services'."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.forms import BoundField

from common.dates import EARLIEST_YEAR, LATEST_YEAR
from common.pages.forms import CleanCharField, DayField, NumberField, not_in_future
from common.pages.row_forms import CHOOSE, YearField, field_for
from common.rows import column_of
from registry.enums import StudyMode
from registry.models import Unit
from registry.pages.service_forms import LaidOutForm, Layout, ServiceForm
from registry.units.choices import UnitSelect
from training.enums import Category
from training.models import (
    ClassSession,
    FundingSource,
    Institution,
    SeatAllotment,
    TrainingClass,
    TrainingProgramme,
)
from training.seat_units import SeatUnit

Choices = Sequence[tuple[Any, Any]]
LARGEST_SUM_VND = 10**12
MOST_SEATS = 9999
ON_PAPER = "số và ngày ghi trên quyết định"


class ClassForm(LaidOutForm):
    """What a class is."""

    layout: Layout = (
        (
            "Lớp học",
            "",
            (
                ("code", "", "c4"),
                ("name", "", "c8"),
                ("programme", "", "c6"),
                ("institution", "", "c6"),
                ("mode", "", "c4"),
                ("specialty", "", "c4"),
                ("province", "", "c4"),
                ("starts_on", "", "c3"),
                ("ends_on", "", "c3"),
            ),
        ),
        (
            "Quyết định mở lớp",
            "để trống khi còn dự kiến",
            (("decision_no", "", "c6"), ("decided_on", "", "c3")),
        ),
        (
            "Kinh phí",
            "đồng, số nguyên",
            (("cost_per_seat_vnd", "", "c4"), ("fixed_cost_vnd", "", "c4"), ("budget_year", "", "c4")),
        ),
        ("Ghi chú", "", (("note", "", "c12"),)),
    )

    code = CleanCharField(label="Mã lớp", max_length=30, help_text="không dấu, vd: TC-2013-01")
    name = CleanCharField(label="Tên lớp", max_length=200)
    programme = forms.ModelChoiceField(
        label="Chương trình", queryset=TrainingProgramme.objects.none(), error_messages=CHOOSE
    )
    institution = forms.ModelChoiceField(
        label="Cơ sở đào tạo",
        queryset=Institution.objects.none(),
        error_messages=CHOOSE,
        empty_label="Chọn cơ sở",
    )
    mode = forms.ChoiceField(
        label="Hình thức đào tạo", choices=[("", "Chọn hình thức"), *StudyMode.choices], error_messages=CHOOSE
    )
    specialty = CleanCharField(label="Ngành học", required=False, max_length=120)
    province = forms.ModelChoiceField(
        label="Tỉnh", queryset=Unit.objects.none(), error_messages=CHOOSE, empty_label=None
    )
    starts_on = DayField(label="Khai giảng", help_text="ngày/tháng/năm")
    ends_on = DayField(label="Kết thúc", help_text="ngày/tháng/năm")
    decision_no = CleanCharField(label="Số quyết định", required=False, max_length=60)
    decided_on = DayField(label="Ngày quyết định", required=False, validators=[not_in_future])
    cost_per_seat_vnd = NumberField(label="Chi phí một chỗ", min_value=0, max_value=LARGEST_SUM_VND)
    fixed_cost_vnd = NumberField(
        label="Chi phí chung của lớp",
        min_value=0,
        max_value=LARGEST_SUM_VND,
        help_text="ngoài chi phí mỗi chỗ",
    )
    budget_year = YearField(label="Năm ngân sách", min_value=EARLIEST_YEAR, max_value=LATEST_YEAR)
    note = CleanCharField(label="Ghi chú", required=False, max_length=300)

    def __init__(self, *args: Any, provinces: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = self.row or TrainingClass()
        programmes = TrainingProgramme.objects.filter(Q(is_offered=True) | Q(pk=held.programme_id))
        self._offer("programme", programmes, _by_category(programmes))
        self._offer("institution", Institution.objects.filter(Q(is_used=True) | Q(pk=held.institution_id)))
        self._offer("province", Unit.objects.filter(pk__in=[pk for pk, _ in provinces]), provinces)

    def _offer(self, name: str, rows: Any, choices: Choices | None = None) -> None:
        field: Any = self.fields[name]
        field.queryset = rows
        if choices is not None:
            field.widget.choices = list(choices)

    def stored(self, row: TrainingClass) -> dict[str, Any]:
        return {name: column_of(row, name).value_from_object(row) for name in self.base_fields}

    def arguments(self) -> dict[str, Any]:
        return self.values_beside("version")


class SessionForm(LaidOutForm):
    """A stretch of teaching."""

    layout: Layout = (
        (
            "Đợt học",
            "nằm trong thời gian của lớp",
            (("place", "", "c12"), ("starts_on", "", "c4"), ("ends_on", "", "c4"), ("days", "", "c4")),
        ),
    )

    place = field_for(ClassSession, "place", label="Địa điểm")
    starts_on = DayField(label="Từ ngày", help_text="ngày/tháng/năm")
    ends_on = DayField(label="Đến ngày", help_text="ngày/tháng/năm")
    days = NumberField(label="Số ngày học", min_value=1, max_value=MOST_SEATS)

    def stored(self, row: ClassSession) -> dict[str, Any]:
        return {name: getattr(row, name) for name in self.base_fields}

    def arguments(self) -> dict[str, Any]:
        return self.values_beside("version")


class StepForm(LaidOutForm):
    """A step that asks for nothing."""


class OpenForm(LaidOutForm):
    """The decision that opens a class."""

    layout: Layout = (("Quyết định mở lớp", ON_PAPER, (("decision_no", "", "c6"), ("decided_on", "", "c6"))),)

    decision_no = CleanCharField(label="Số quyết định", max_length=60)
    decided_on = DayField(label="Ngày quyết định", validators=[not_in_future], help_text="ngày/tháng/năm")


class CancelForm(LaidOutForm):
    """Why a class does not take place, and since when."""

    layout: Layout = (("Hủy lớp", "", (("cancelled_on", "", "c4"), ("reason", "", "c12"))),)

    cancelled_on = DayField(label="Hủy từ ngày", validators=[not_in_future], help_text="ngày/tháng/năm")
    reason = CleanCharField(label="Lý do hủy", max_length=300)


class TransferForm(ServiceForm):
    """Free seats that another unit is to have, from the same source."""

    allotment = forms.ModelChoiceField(
        label="Chuyển từ", queryset=SeatAllotment.objects.none(), error_messages=CHOOSE
    )
    unit = forms.ModelChoiceField(
        label="Sang đơn vị", queryset=Unit.objects.none(), error_messages=CHOOSE, widget=UnitSelect
    )
    seats = NumberField(label="Số chỗ", min_value=1, max_value=MOST_SEATS)
    reason = CleanCharField(label="Lý do", max_length=300)

    def __init__(
        self, data: Any, *, allotments: Any, allotment_choices: Choices, units: Sequence[SeatUnit]
    ) -> None:
        super().__init__(data)
        givers: Any = self.fields["allotment"]
        givers.queryset = allotments
        givers.widget.choices = [("", "Chọn chỉ tiêu"), *allotment_choices]
        takers: Any = self.fields["unit"]
        takers.queryset = Unit.objects.filter(pk__in=[unit.pk for unit in units])
        takers.widget.choices = [("", "Chọn đơn vị"), *((unit.pk, unit.name) for unit in units)]

    def placed(self) -> Iterator[tuple[BoundField, str]]:
        """Fields with their widths."""
        yield from ((field, "c12" if field.name == "reason" else "c4") for field in self)


@dataclass(frozen=True)
class SeatLine:
    """A unit with a field for each source."""

    name: str
    cells: list[BoundField]


class SeatsForm(ServiceForm):
    """Seats of every unit from every source; an empty field means none."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: Any,
        *,
        units: Sequence[SeatUnit],
        sources: Sequence[FundingSource],
        held: dict[tuple[int, int], int],
        version: int,
    ) -> None:
        super().__init__(data, initial={"version": version})
        self.units, self.sources = units, sources
        for unit in units:
            for source in sources:
                self.fields[_name(unit.pk, source.pk)] = NumberField(
                    label=f"{unit.name}, {source.short_name}",
                    min_value=0,
                    max_value=MOST_SEATS,
                    required=False,
                    initial=held.get((unit.pk, source.pk)),
                )

    def lines(self) -> Iterator[SeatLine]:
        """The table of fields."""
        for unit in self.units:
            yield SeatLine(unit.name, [self[_name(unit.pk, source.pk)] for source in self.sources])

    def arguments(self) -> dict[str, Any]:
        seats = {
            (unit.pk, source.pk): self.cleaned_data[_name(unit.pk, source.pk)] or 0
            for unit in self.units
            for source in self.sources
        }
        return {"seats": seats, **self.given("version")}


def first_day_of_cancelling(training_class: TrainingClass, usual: date) -> date:
    """The usual day of the pages, or the first day of a class that begins later."""
    return max(usual, training_class.starts_on)


def _name(unit_id: int, source_id: int) -> str:
    return f"seats_{unit_id}_{source_id}"


def _by_category(programmes: Any) -> list[tuple[Any, Any]]:
    groups: dict[str, list[tuple[int, str]]] = {each.label: [] for each in Category}
    for programme in programmes:
        groups[Category(programme.category).label].append((programme.pk, programme.name))
    return [("", "Chọn chương trình"), *((label, rows) for label, rows in groups.items() if rows)]
