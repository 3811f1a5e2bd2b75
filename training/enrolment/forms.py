"""Forms of seats taken, changed and given up. Field names are the services'."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from common.dates import today
from common.pages.forms import CleanCharField, DayField, not_in_future
from registry.cards.fact_forms import CHOOSE
from registry.models import Unit
from registry.pages.service_forms import LaidOutForm, Layout
from registry.units.choices import UnitSelect
from training.enums import WithdrawalReason
from training.models import SeatAllotment

Choices = list[tuple[Any, Any]]
# A class that is cancelled withdraws its trainees itself.
REASONS = [(each.value, each.label) for each in WithdrawalReason if each != WithdrawalReason.CLASS_CANCELLED]


class SeatsField(forms.ModelChoiceField):
    """Seats of a class; the labels, with what is free, are given by the page."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(SeatAllotment.objects.none(), error_messages=CHOOSE, **kwargs)

    def offer(self, seats: Any, choices: Choices) -> None:
        """Which seats may be chosen, and how they are called."""
        self.queryset = seats
        self.widget.choices = [("", "Chọn chỉ tiêu"), *choices]


class EnrolForm(LaidOutForm):
    """Seats and day for the people listed on the page; the reason covers all concerns that are ticked."""

    layout: Layout = (
        (
            "Ghi danh",
            "mọi người được đánh dấu vào cùng một chỉ tiêu",
            (
                ("allotment", "", "c6"),
                ("enrolled_on", "", "c3"),
                ("sending_decision", "", "c3"),
                ("reason", "", "c12"),
            ),
        ),
    )

    allotment = SeatsField(label="Chỉ tiêu")
    enrolled_on = DayField(label="Ngày ghi danh", validators=[not_in_future], help_text="ngày/tháng/năm")
    sending_decision = CleanCharField(label="Quyết định cử đi học", required=False, max_length=60)
    reason = CleanCharField(
        label="Lý do bỏ qua điều kiện",
        required=False,
        max_length=300,
        help_text="chỉ cần khi đánh dấu “vẫn ghi danh” ở người có điều kiện chưa đạt",
    )

    def __init__(self, *args: Any, seats: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["allotment"].offer(seats, choices)  # type: ignore[attr-defined]


class WithdrawForm(LaidOutForm):
    """A seat given up."""

    layout: Layout = (
        (
            "Cho thôi học",
            "chỗ học được trả lại cho đơn vị",
            (("withdrawal_reason", "", "c4"), ("withdrawn_on", "", "c4"), ("note", "", "c12")),
        ),
    )

    withdrawal_reason = forms.ChoiceField(
        label="Lý do", choices=[("", "Chọn lý do"), *REASONS], error_messages=CHOOSE
    )
    withdrawn_on = DayField(
        label="Thôi học từ ngày",
        validators=[not_in_future],
        help_text="ngày/tháng/năm; ghi danh nhầm thì tính từ ngày ghi danh",
    )
    note = CleanCharField(label="Ghi chú", required=False, max_length=300)


class MoveForm(LaidOutForm):
    """Another seat of the same class."""

    layout: Layout = (
        (
            "Chuyển chỉ tiêu",
            "sang chỗ của đơn vị hoặc nguồn khác trong cùng lớp",
            (("allotment", "", "c6"), ("moved_on", "", "c4"), ("reason", "", "c12")),
        ),
    )

    allotment = SeatsField(label="Chỉ tiêu mới")
    moved_on = DayField(label="Từ ngày", validators=[not_in_future], help_text="ngày/tháng/năm")
    reason = CleanCharField(
        label="Lý do",
        required=False,
        max_length=300,
        help_text="bắt buộc khi ngày đó không giữ chức danh trong đơn vị được giao chỉ tiêu",
    )

    def __init__(self, *args: Any, seats: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["allotment"].offer(seats, choices)  # type: ignore[attr-defined]


class ContinueForm(LaidOutForm):
    """Somebody who left the post or moved goes on in the seat."""

    layout: Layout = (
        (
            "Cho học tiếp",
            "vẫn giữ chỗ dù đã nghỉ hoặc chuyển đơn vị",
            (("continues_from", "", "c4"), ("note", "", "c12")),
        ),
    )

    continues_from = DayField(label="Từ ngày", validators=[not_in_future], help_text="ngày/tháng/năm")
    note = CleanCharField(label="Lý do được học tiếp", max_length=300)


class SearchForm(forms.Form):
    """People for a list, by name, by commune, or both."""

    q = CleanCharField(label="Họ và tên", required=False, max_length=100)
    unit = forms.ModelChoiceField(
        label="Xã, phường, thị trấn",
        queryset=Unit.objects.none(),
        to_field_name="key",
        required=False,
        widget=UnitSelect,
    )

    def __init__(self, *args: Any, units: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["unit"].widget.choices = [("", "Tất cả"), *choices]

    @property
    def asked(self) -> tuple[str, Unit | None]:
        """Name and commune asked for; nothing for what cannot be read."""
        data = self.cleaned_data if self.is_valid() else {}
        return data.get("q") or "", data.get("unit")


def usual_day(day: date, last: date) -> date:
    """The day that a form proposes: that of the page, never after the class or today."""
    return min(day, last, today())
