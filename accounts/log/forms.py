"""The filter of the access log."""

from typing import Any

from django import forms

from accounts.models import AccessKind
from common.dates import today
from common.pages.forms import CleanCharField, DayField


class AccessLogForm(forms.Form):
    username = CleanCharField(label="Tên đăng nhập", max_length=40, required=False)
    kind = forms.ChoiceField(label="Việc", choices=[("", "Tất cả"), *AccessKind.choices], required=False)
    object_key = CleanCharField(label="Mã đối tượng", max_length=80, required=False)
    first = DayField(label="Từ ngày", required=False)
    last = DayField(label="Đến ngày", required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("first") and data["first"] > (data.get("last") or today()):
            self.add_error("first", "Ngày đầu nằm sau ngày cuối.")
        return data
