"""Forms of the import pages."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from common.pages.forms import DayField, not_in_future
from registry.workbook.planning.missing import CHOICES
from registry.workbook.reading.limits import MAX_FILE_BYTES


class UploadForm(forms.Form):
    """A list, and the day it stands for."""

    file = forms.FileField(
        label="Tệp danh sách (.xlsx, .xls, .csv, nhiều nhất 10 MB)",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
        error_messages={
            "required": "Chưa chọn tệp.",
            "empty": "Tệp rỗng. Chưa ghi gì; kiểm tra lại tệp rồi chọn lại.",
            "max_length": "Tên tệp quá dài. Chưa ghi gì; đổi tên tệp rồi chọn lại.",
        },
        max_length=150,
    )
    as_of = DayField(
        label="Số liệu đến ngày",
        validators=[not_in_future],
        help_text="Danh sách đúng vào ngày này; ngày trong tệp không được sau đó.",
    )
    is_full_list = forms.BooleanField(
        label="Danh sách đầy đủ: nêu những người có trong hệ thống mà thiếu trong tệp", required=False
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_FILE_BYTES:
            raise ValidationError(
                "Tệp lớn hơn 10 MB. Chưa ghi gì; xóa ảnh và trang không dùng, hoặc tách theo xã."
            )
        return file


class FixForm(forms.Form):
    """A value for every faulty cell of one cause and value, or for one cell."""

    code = forms.CharField()
    heading = forms.CharField()
    old = forms.CharField(required=False, strip=False)
    new = forms.CharField(required=False, max_length=500)
    cell = forms.CharField(required=False, max_length=100)


class ChoiceForm(forms.Form):
    """One choice on one finding."""

    key = forms.CharField(max_length=300)
    choice = forms.CharField(max_length=60)


class MissingForm(forms.Form):
    """What became of a person missing from a full list."""

    decision = forms.ChoiceField(
        label="Quyết định",
        required=False,
        choices=[("", "Chưa quyết định"), *((choice.value, choice.label) for choice in CHOICES)],
    )
    day = forms.CharField(label="Ngày làm việc cuối cùng", required=False, max_length=20)
