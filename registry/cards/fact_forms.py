"""Forms of single facts: a title taken up or left, a diploma, a phương án. Field names are the services'."""

from __future__ import annotations

from typing import Any

from django import forms

from common.dates import Edge, PartialDate, Precision
from common.pages.forms import CleanCharField, DayField, PartialDateField, not_in_future
from registry.cards.services import LevelFacts, PostingFacts
from registry.enums import Classification, EndReason, RemedyKind, Scale, StaffGroup, StudyMode, Verification
from registry.models import Posting, PostingKind, PostTitle, Qualification, ScaleLevel, Unit
from registry.pages.service_forms import LaidOutForm, Layout
from registry.units.choices import UnitSelect

CHOOSE = {"required": "Chọn một mục."}
PARTIAL_HINT = "ngày/tháng/năm, hoặc tháng/năm, hoặc năm"


class TitleChoiceField(forms.ModelChoiceField):
    """Titles, each group under its heading."""

    def __init__(self, **kwargs: Any) -> None:
        titles = PostTitle.objects.all()
        super().__init__(titles, to_field_name="code", empty_label="Chọn chức danh", **kwargs)

    def grouped(self) -> list[tuple[Any, Any]]:
        """Choices under the headings cán bộ and công chức."""
        groups: dict[str, list[tuple[str, str]]] = {group.label: [] for group in StaffGroup}
        for title in PostTitle.objects.all():
            groups[StaffGroup(title.staff_group).label].append((title.code, title.name))
        return [("", "Chọn chức danh"), *groups.items()]


class PostingForm(LaidOutForm):
    """A title taken up: new, beside the main one, or after a transfer."""

    layout: Layout = (
        (
            "Chức danh",
            "mục 12 mẫu 2C",
            (
                ("unit", "12", "c6"),
                ("title", "12", "c6"),
                ("kind", "", "c4"),
                ("started", "12", "c4"),
                ("decision_no", "", "c4"),
                ("is_concurrent", "", "c12"),
                ("note", "", "c12"),
            ),
        ),
    )

    unit = forms.ModelChoiceField(
        label="Xã, phường, thị trấn",
        queryset=Unit.objects.none(),
        to_field_name="key",
        error_messages=CHOOSE,
        widget=UnitSelect,
    )
    title = TitleChoiceField(label="Chức danh", error_messages=CHOOSE)
    kind = forms.ModelChoiceField(
        label="Diện", queryset=PostingKind.objects.all(), to_field_name="code", empty_label=None
    )
    started = PartialDateField(label="Từ ngày", validators=[not_in_future], help_text=PARTIAL_HINT)
    decision_no = CleanCharField(label="Số quyết định", required=False, max_length=60)
    is_concurrent = forms.BooleanField(label="Kiêm nhiệm, bên cạnh chức danh chính đang giữ", required=False)
    note = CleanCharField(label="Ghi chú", required=False, max_length=300)

    def __init__(self, *args: Any, units: Any, unit_choices: list[tuple[Any, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["unit"].widget.choices = [("", "Chọn đơn vị"), *unit_choices]
        titles = self.fields["title"]
        titles.widget.choices = titles.grouped()  # type: ignore[attr-defined]

    def facts(self) -> PostingFacts:
        """The posting that is asked for."""
        named = self.given("unit", "title", "kind", "started", "decision_no", "note")
        return PostingFacts(is_main=not self.cleaned_data.get("is_concurrent", False), **named)

    def arguments(self) -> dict[str, Any]:
        return {"posting": self.facts()}


class TransferForm(PostingForm):
    """The next main title; the one held now ends on the day before."""

    layout: Layout = (
        (
            "Chức danh mới",
            "chức danh đang giữ kết thúc vào ngày hôm trước",
            (
                ("unit", "12", "c6"),
                ("title", "12", "c6"),
                ("kind", "", "c4"),
                ("started", "12", "c4"),
                ("decision_no", "", "c4"),
                ("end_reason", "", "c6"),
                ("keeps_concurrent", "", "c6"),
                ("note", "", "c12"),
            ),
        ),
    )

    is_concurrent = None  # type: ignore[assignment]
    end_reason = forms.ChoiceField(
        label="Lý do kết thúc chức danh đang giữ",
        choices=[
            (reason.value, reason.label)
            for reason in (EndReason.TRANSFERRED, EndReason.NOT_RE_ELECTED, EndReason.MOVED_AGENCY)
        ],
    )
    keeps_concurrent = forms.BooleanField(label="Vẫn giữ các chức danh kiêm nhiệm", required=False)

    def arguments(self) -> dict[str, Any]:
        return {"posting": self.facts(), **self.given("end_reason", "keeps_concurrent", "version")}


class EndPostingForm(LaidOutForm):
    """A title left."""

    layout: Layout = (
        (
            "Kết thúc chức danh",
            "",
            (("ended_on", "", "c4"), ("end_reason", "", "c4"), ("decision_no", "", "c4")),
        ),
    )

    ended_on = DayField(
        label="Ngày giữ chức danh cuối cùng", validators=[not_in_future], help_text="ngày/tháng/năm"
    )
    end_reason = forms.ChoiceField(
        label="Lý do", choices=[("", "Chọn lý do"), *EndReason.choices], error_messages=CHOOSE
    )
    decision_no = CleanCharField(label="Số quyết định", required=False, max_length=60)


class CorrectPostingForm(PostingForm):
    """A posting entered wrongly."""

    layout: Layout = (
        *PostingForm.layout,
        (
            "Kết thúc",
            "để trống khi đang giữ",
            (("ended_on", "", "c4"), ("end_reason", "", "c4"), ("end_decision_no", "", "c4")),
        ),
        ("Lý do sửa", "bắt buộc", (("reason", "", "c12"),)),
    )

    ended_on = DayField(label="Ngày giữ chức danh cuối cùng", required=False, validators=[not_in_future])
    end_reason = forms.ChoiceField(
        label="Lý do kết thúc", required=False, choices=[("", "Đang giữ"), *EndReason.choices]
    )
    end_decision_no = CleanCharField(label="Số quyết định kết thúc", required=False, max_length=60)
    reason = CleanCharField(label="Lý do sửa", max_length=500)

    def stored(self, row: Posting) -> dict[str, Any]:
        names = ("decision_no", "note", "ended_on", "end_reason", "end_decision_no")
        return {name: getattr(row, name) for name in names} | {
            "unit": row.unit.key,
            "title": row.title.code,
            "kind": row.kind.code,
            "started": PartialDate(row.started_on, Precision(row.start_precision)),
            "is_concurrent": not row.is_main,
        }

    def arguments(self) -> dict[str, Any]:
        found = self.values_beside("reason", "version")
        found["values"]["is_main"] = not found["values"].pop("is_concurrent")
        return found


class QualificationForm(LaidOutForm):
    """A diploma or certificate, as it is written on it."""

    layout: Layout = (
        (
            "Văn bằng, chứng chỉ",
            "mục 15 mẫu 2C",
            (
                ("level", "15", "c6"),
                ("obtained", "15", "c3"),
                ("certificate_no", "", "c3"),
                ("specialty", "", "c6"),
                ("institution", "", "c6"),
                ("mode", "", "c4"),
                ("classification", "", "c4"),
                ("detail", "", "c4"),
            ),
        ),
    )

    level = forms.ModelChoiceField(
        label="Trình độ",
        queryset=ScaleLevel.objects.all(),
        error_messages=CHOOSE,
        empty_label="Chọn trình độ",
    )
    obtained = PartialDateField(
        label="Ngày đạt", edge=Edge.END, required=False, validators=[not_in_future], help_text=PARTIAL_HINT
    )
    certificate_no = CleanCharField(label="Số văn bằng, chứng chỉ", required=False, max_length=60)
    specialty = CleanCharField(label="Chuyên ngành", required=False, max_length=120)
    institution = CleanCharField(label="Cơ sở đào tạo", required=False, max_length=160)
    mode = forms.ChoiceField(
        label="Hình thức đào tạo", required=False, choices=[("", "Không rõ"), *StudyMode.choices]
    )
    classification = forms.ChoiceField(
        label="Xếp loại", required=False, choices=[("", "Không rõ"), *Classification.choices]
    )
    detail = CleanCharField(
        label="Ghi theo văn bằng", required=False, max_length=120, help_text="vd: 9/12, Anh văn B"
    )

    def __init__(self, *args: Any, scale: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels = self.fields["level"]
        if scale:
            levels.queryset = ScaleLevel.objects.filter(scale=scale)  # type: ignore[attr-defined]
        groups: dict[str, list[tuple[str, str]]] = {}
        for level in levels.queryset:  # type: ignore[attr-defined]
            groups.setdefault(Scale(level.scale).label, []).append((str(level.pk), level.label))
        ordered = [(each.label, groups[each.label]) for each in Scale if each.label in groups]
        levels.widget.choices = [("", "Chọn trình độ"), *ordered]

    def arguments(self) -> dict[str, Any]:
        return {"facts": LevelFacts(**self.cleaned_data)}


class CorrectQualificationForm(QualificationForm):
    """A diploma entered wrongly."""

    layout: Layout = (*QualificationForm.layout, ("Lý do sửa", "bắt buộc", (("reason", "", "c12"),)))

    reason = CleanCharField(label="Lý do sửa", max_length=500)

    def stored(self, row: Qualification) -> dict[str, Any]:
        names = ("detail", "specialty", "mode", "institution", "classification", "certificate_no")
        obtained = (
            PartialDate(row.obtained_on, Precision(row.obtained_precision)) if row.obtained_on else None
        )
        return {"level": row.level_id, "obtained": obtained} | {name: getattr(row, name) for name in names}

    def arguments(self) -> dict[str, Any]:
        return self.values_beside("reason", "version")


class VerificationForm(LaidOutForm):
    """What became of the check of a diploma."""

    layout: Layout = (
        (
            "Kết quả xác minh",
            "văn bằng không hợp pháp thôi được tính, ở mọi ngày",
            (("state", "", "c4"), ("decision", "", "c4"), ("decided_on", "", "c4"), ("reason", "", "c12")),
        ),
    )

    state = forms.ChoiceField(
        label="Kết quả",
        choices=[(each.value, each.label) for each in (Verification.VERIFIED, Verification.UNLAWFUL)],
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    decision = CleanCharField(label="Số văn bản", max_length=80)
    decided_on = DayField(label="Ngày văn bản", validators=[not_in_future])
    reason = CleanCharField(label="Ghi chú", required=False, max_length=500)


class RemedyForm(LaidOutForm):
    """What is to happen to a person below the standard."""

    layout: Layout = (
        (
            "Phương án",
            "Đề án 03-ĐA/TU",
            (("kind", "", "c6"), ("decided_on", "", "c6"), ("reason", "", "c12")),
        ),
    )

    kind = forms.ChoiceField(
        label="Phương án", choices=[("", "Chọn phương án"), *RemedyKind.choices], error_messages=CHOOSE
    )
    decided_on = DayField(label="Từ ngày", validators=[not_in_future])
    reason = CleanCharField(label="Lý do", max_length=300)
