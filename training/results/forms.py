"""Forms of results and attendance."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from common.pages.forms import CleanCharField, DayField, not_in_future
from registry.enums import Classification
from registry.pages.service_forms import LaidOutForm, Layout
from registry.workbook.reading.limits import MAX_FILE_BYTES
from training.enums import Outcome
from training.models import Result
from training.results.services import ResultFacts

RESULT = ("outcome", "completed_on", "classification", "certificate_no")


class UsualDayForm(forms.Form):
    """The day that holds for every line without one of its own."""

    usual_day = DayField(
        label="Ngày cấp, ngày kết thúc chung",
        required=False,
        validators=[not_in_future],
        help_text="dùng cho dòng không ghi ngày riêng",
    )


class ResultsFileForm(forms.Form):
    """The workbook of results, filled in."""

    file = forms.FileField(
        label="Bảng kết quả đã điền (.xlsx, .xls, nhiều nhất 10 MB)",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls"}),
        error_messages={"required": "Chưa chọn tệp.", "empty": "Tệp rỗng. Chưa ghi gì; kiểm tra lại tệp."},
        max_length=150,
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MAX_FILE_BYTES:
            raise ValidationError("Tệp lớn hơn 10 MB. Chưa ghi gì; xóa ảnh và trang không dùng.")
        return file


class CorrectResultForm(LaidOutForm):
    """A result entered wrongly."""

    layout: Layout = (
        (
            "Kết quả học tập",
            "trình độ đã ghi từ kết quả này được sửa theo",
            (
                ("outcome", "", "c4"),
                ("completed_on", "", "c4"),
                ("classification", "", "c4"),
                ("certificate_no", "", "c4"),
            ),
        ),
        ("Lý do sửa", "bắt buộc", (("reason", "", "c12"),)),
    )

    outcome = forms.ChoiceField(label="Kết quả", choices=Outcome.choices)
    completed_on = DayField(label="Ngày cấp, ngày kết thúc", validators=[not_in_future])
    classification = forms.ChoiceField(
        label="Xếp loại", required=False, choices=[("", "Không ghi"), *Classification.choices]
    )
    certificate_no = CleanCharField(label="Số văn bằng, chứng chỉ", required=False, max_length=60)
    reason = CleanCharField(label="Lý do sửa", max_length=500)

    def stored(self, row: Result) -> dict[str, Any]:
        return {name: getattr(row, name) for name in RESULT}

    def arguments(self) -> dict[str, Any]:
        facts = ResultFacts(self.row.enrolment, **self.given(*RESULT))
        return {"facts": facts, **self.given("reason", "version")}
