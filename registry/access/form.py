"""The form that gives an account its territory."""

from __future__ import annotations

from typing import Any

from django import forms

from common.pages.forms import DayField, not_in_future
from registry.access.access import grantable_units, unit_labels
from registry.models import Unit
from registry.pages.service_forms import ServiceForm


class ScopeForm(ServiceForm):
    """Which units, as they stood on which day."""

    units = forms.ModelMultipleChoiceField(
        label="Tỉnh, hoặc các huyện, thành phố",
        queryset=Unit.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Chọn ít nhất một đơn vị.",
            "invalid_choice": "Có đơn vị không nằm trong danh sách; chọn lại.",
            "invalid_pk_value": "Có đơn vị không nằm trong danh sách; chọn lại.",
        },
    )
    territory_on = DayField(
        label="Địa bàn theo ngày",
        validators=[not_in_future],
        help_text="người dùng thấy các xã mà huyện có vào ngày này, cả khi địa giới đổi về sau",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = self.fields["units"]
        units.queryset = grantable_units()  # type: ignore[attr-defined]
        units.widget.choices = unit_labels()
