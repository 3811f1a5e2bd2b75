"""The person as items 1–26 of form 2C-BNV/2008, in the order of the paper."""

from __future__ import annotations

from typing import Any

from django import forms

from common.dates import PartialDate, Precision
from common.pages.forms import CleanCharField, DayField, NumberField, PartialDateField
from registry.enums import Sex
from registry.models import Cadre, EthnicGroup
from registry.pages.service_forms import LaidOutForm, Layout
from registry.privacy import masked

# A date with its precision in a field beside it.
PARTIAL_FIELDS = {
    "born_on": "born_precision",
    "recruited_on": "recruited_precision",
    "party_joined_on": "party_joined_precision",
    "insured_from": "insured_precision",
}
IDENTITY_GROUP: Layout = (
    (
        "Sơ yếu",
        "mục 1–9 mẫu 2C",
        (
            ("full_name", "1", "c5"),
            ("other_name", "2", "c4"),
            ("born_on", "3", "c3"),
            ("sex", "3", "c4"),
            ("ethnic_group", "6", "c4"),
            ("religion", "7", "c4"),
            ("birth_place", "4", "c6"),
            ("native_place", "5", "c6"),
            ("registered_residence", "8", "c6"),
            ("current_residence", "9", "c6"),
        ),
    ),
)
RECRUITMENT_ITEMS = (
    ("former_occupation", "10", "c4"),
    ("recruited_on", "11", "c4"),
    ("recruiting_agency", "11", "c4"),
    ("main_work", "13", "c12"),
)
SALARY_GROUP: Layout = (
    (
        "Ngạch, lương",
        "mục 14",
        (
            ("civil_rank", "14", "c4"),
            ("salary_step", "14", "c2"),
            ("salary_coefficient", "14", "c3"),
            ("salary_from", "14", "c3"),
            ("position_allowance", "14", "c4"),
            ("other_allowance", "14", "c8"),
        ),
    ),
)
LATER_GROUPS: Layout = (
    (
        "Đảng, đoàn thể, quân đội",
        "mục 16–18",
        (
            ("party_joined_on", "16", "c3"),
            ("party_official_on", "16", "c3"),
            ("mass_organisation_joined", "17", "c6"),
            ("enlisted_on", "18", "c4"),
            ("discharged_on", "18", "c4"),
            ("military_rank", "18", "c4"),
        ),
    ),
    (
        "Khen thưởng, kỷ luật",
        "mục 19–22",
        (
            ("honour_title", "19", "c6"),
            ("strengths", "20", "c6"),
            ("commendations", "21", "c6"),
            ("disciplinary_measures", "22", "c6"),
        ),
    ),
    (
        "Sức khỏe, giấy tờ",
        "mục 23–26",
        (
            ("health", "23", "c3"),
            ("height_cm", "23", "c3"),
            ("weight_kg", "23", "c3"),
            ("blood_group", "23", "c3"),
            ("war_invalid_class", "24", "c6"),
            ("policy_family", "24", "c6"),
            ("id_number", "25", "c3"),
            ("id_issued_on", "25", "c3"),
            ("insurance_number", "26", "c3"),
            ("insured_from", "26", "c3"),
            ("note", "", "c12"),
        ),
    ),
)
RECRUITMENT_GROUP: Layout = (("Tuyển dụng", "mục 10–13", RECRUITMENT_ITEMS),)
CORRECTION_LAYOUT: Layout = (*IDENTITY_GROUP, *RECRUITMENT_GROUP, *SALARY_GROUP, *LATER_GROUPS)


def text(name: str, **extra: Any) -> CleanCharField:
    """A text as wide as the column that stores it."""
    column = Cadre._meta.get_field(name)
    label = str(column.verbose_name)  # type: ignore[union-attr]
    return CleanCharField(
        label=label[:1].upper() + label[1:],
        required=False,
        max_length=column.max_length,  # type: ignore[union-attr]
        **extra,
    )


class PersonForm(LaidOutForm):
    """Who the person is; field names are those of `Cadre`."""

    layout = CORRECTION_LAYOUT

    full_name = CleanCharField(
        label="Họ và tên khai sinh", max_length=100, help_text="Viết hoa chữ đầu, có dấu"
    )
    other_name = text("other_name")
    born_on = PartialDateField(label="Ngày sinh", help_text="ngày/tháng/năm, hoặc chỉ năm")
    sex = forms.ChoiceField(
        label="Giới tính",
        choices=Sex.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn giới tính."},
    )
    ethnic_group = forms.ModelChoiceField(
        label="Dân tộc",
        queryset=EthnicGroup.objects.all(),
        to_field_name="code",
        empty_label="Chọn dân tộc",
        error_messages={"required": "Chọn dân tộc."},
    )
    religion = text("religion", initial="Không")
    birth_place = text("birth_place", help_text="xã, huyện, tỉnh")
    native_place = text("native_place", help_text="xã, huyện, tỉnh")
    registered_residence = text("registered_residence")
    current_residence = text("current_residence")
    former_occupation = text("former_occupation")
    recruited_on = PartialDateField(label="Ngày tuyển dụng, bầu lần đầu", required=False)
    recruiting_agency = text("recruiting_agency")
    main_work = text("main_work")
    civil_rank = text("civil_rank")
    salary_step = NumberField(label="Bậc lương", required=False, min_value=1, max_value=16)
    salary_coefficient = NumberField(
        label="Hệ số lương", required=False, min_value=0, max_value=15, decimal_places=2, help_text="vd: 2,34"
    )
    salary_from = DayField(label="Ngày hưởng", required=False)
    position_allowance = NumberField(
        label="Phụ cấp chức vụ", required=False, min_value=0, max_value=5, decimal_places=2
    )
    other_allowance = text("other_allowance")
    party_joined_on = PartialDateField(label="Ngày vào Đảng", required=False)
    party_official_on = DayField(label="Ngày chính thức", required=False)
    mass_organisation_joined = text("mass_organisation_joined")
    enlisted_on = DayField(label="Ngày nhập ngũ", required=False)
    discharged_on = DayField(label="Ngày xuất ngũ", required=False)
    military_rank = text("military_rank")
    honour_title = text("honour_title")
    strengths = text("strengths")
    commendations = text("commendations")
    disciplinary_measures = text("disciplinary_measures")
    health = text("health")
    height_cm = NumberField(label="Chiều cao (cm)", required=False, min_value=80, max_value=230)
    weight_kg = NumberField(label="Cân nặng (kg)", required=False, min_value=25, max_value=200)
    blood_group = text("blood_group")
    war_invalid_class = text("war_invalid_class")
    policy_family = text("policy_family")
    id_number = text("id_number", help_text="9 hoặc 12 chữ số")
    id_issued_on = DayField(label="Ngày cấp", required=False)
    insurance_number = text("insurance_number", help_text="10 chữ số")
    insured_from = PartialDateField(label="Tham gia BHXH từ", required=False)
    note = text("note")

    def __init__(self, *args: Any, shows_id: bool = True, **kwargs: Any) -> None:
        self.shows_id = shows_id
        super().__init__(*args, **kwargs)
        if self.row is not None and self.row.id_number and not shows_id:
            hint = f"Đang ghi {masked(self.row.id_number)}; để trống là giữ nguyên"
            self.fields["id_number"].help_text = hint

    def values(self) -> dict[str, Any]:
        """Values by field of `Cadre`."""
        values: dict[str, Any] = {}
        for name in PersonForm.base_fields:
            value = self.cleaned_data[name]
            if name in PARTIAL_FIELDS:
                values[name] = value.day if value else None
                values[PARTIAL_FIELDS[name]] = value.precision if value else Precision.DAY
            else:
                values[name] = value
        if self.row is not None and not self.shows_id and not values["id_number"]:
            del values["id_number"]
        return values

    def stored(self, row: Cadre) -> dict[str, Any]:
        values: dict[str, Any] = {name: getattr(row, name) for name in PersonForm.base_fields}
        for name, precision in PARTIAL_FIELDS.items():
            day = values[name]
            values[name] = PartialDate(day, Precision(getattr(row, precision))) if day else None
        values["ethnic_group"] = row.ethnic_group.code
        if not self.shows_id:
            values["id_number"] = ""
        return values


class CorrectPersonForm(PersonForm):
    """Corrections of a stored person, with the version its author saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def arguments(self) -> dict[str, Any]:
        return {"values": self.values(), **self.given("version")}
