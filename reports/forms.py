"""Forms of the pages of figures; all are sent by GET."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from common.pages.forms import DayField, not_in_future
from registry.units.choices import UnitSelect, unit_choices
from registry.units.tree import UnitNode, UnitTree
from reports.dashboard.compare import FEWEST, MOST
from reports.models import Target


class AsOfForm(forms.Form):
    """The day of the page."""

    as_of = DayField(label="Số liệu đến ngày", required=False, validators=[not_in_future])


class MovementForm(forms.Form):
    """Which number, of which unit, between which two days."""

    target = forms.ChoiceField(label="Chỉ tiêu", required=False)
    unit = forms.ChoiceField(label="Đơn vị", widget=UnitSelect)
    start = DayField(label="Từ ngày", validators=[not_in_future])
    end = DayField(label="Đến ngày", validators=[not_in_future])

    def __init__(self, data: Any, *, targets: Sequence[Target], tree: UnitTree) -> None:
        super().__init__(data)
        # The address says from and to; "from" is no Python name.
        self.fields["from"] = self.fields.pop("start")
        self.fields["to"] = self.fields.pop("end")
        staff = [("", "Toàn bộ cán bộ, công chức")]
        self.fields["target"].choices = staff + [(each.code, each.name) for each in targets]  # type: ignore[attr-defined]
        self.fields["unit"].choices = unit_choices(tree, with_province=True)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        start, end = cleaned.get("from"), cleaned.get("to")
        if isinstance(start, date) and isinstance(end, date) and start >= end:
            self.add_error("to", "Ngày cuối phải sau ngày đầu.")
        return cleaned


class CompareForm(forms.Form):
    """Which units, by which target."""

    target = forms.ChoiceField(label="Chỉ tiêu")
    unit = forms.MultipleChoiceField(label="Đơn vị", widget=forms.CheckboxSelectMultiple, required=False)

    def __init__(self, data: Any, *, targets: Sequence[Target], places: Sequence[UnitNode]) -> None:
        super().__init__(data)
        self.fields["target"].choices = [(each.code, each.name) for each in targets]  # type: ignore[attr-defined]
        units = [(each.version.code, each.version.short_name) for each in places]
        self.fields["unit"].choices = units  # type: ignore[attr-defined]

    def clean_unit(self) -> list[str]:
        codes: list[str] = self.cleaned_data["unit"]
        if not FEWEST <= len(codes) <= MOST:
            raise forms.ValidationError(f"Chọn từ {FEWEST} đến {MOST} đơn vị; đang chọn {len(codes)}.")
        return codes
