"""Adding a person: form 2C with the first title and the levels known so far."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django import forms

from common.dates import Edge
from common.pages.forms import CleanCharField, PartialDateField, not_in_future
from registry.cards.fact_forms import PostingForm
from registry.cards.person_form import (
    IDENTITY_GROUP,
    LATER_GROUPS,
    RECRUITMENT_ITEMS,
    SALARY_GROUP,
    PersonForm,
)
from registry.cards.services import LevelFacts, PostingFacts
from registry.enums import Scale
from registry.models import Cadre, ScaleLevel
from registry.pages.service_forms import Layout

# Items of form 2C; the last two stand on no paper but in the scheme and the statistics.
SCALE_ITEMS = {
    Scale.GENERAL_EDUCATION: "15.1",
    Scale.PROFESSIONAL: "15.2",
    Scale.POLITICAL_THEORY: "15.3",
    Scale.STATE_MANAGEMENT: "15.4",
    Scale.FOREIGN_LANGUAGE: "15.5",
    Scale.INFORMATICS: "15.6",
    Scale.DEFENCE: "",
    Scale.ETHNIC_LANGUAGE: "",
}


def _level_items() -> Iterator[tuple[str, str, str]]:
    for scale, item in SCALE_ITEMS.items():
        yield f"level_{scale}", item, "c3"
        yield f"obtained_{scale}", item, "c3"
        if scale == Scale.PROFESSIONAL:
            yield "specialty", item, "c6"
            yield "institution", item, "c6"


class EntryForm(PersonForm, PostingForm):
    """Everything of a new person on one page; the duplicate check is answered by a tick."""

    layout: Layout = (
        *IDENTITY_GROUP,
        (
            "Tuyển dụng, chức danh",
            "mục 10–13",
            (
                *RECRUITMENT_ITEMS[:3],
                ("unit", "12", "c6"),
                ("title", "12", "c6"),
                ("kind", "", "c4"),
                ("started", "12", "c4"),
                ("decision_no", "", "c4"),
                *RECRUITMENT_ITEMS[3:],
            ),
        ),
        *SALARY_GROUP,
        (
            "Trình độ",
            "mục 15 – quyết định việc đạt chuẩn; để trống là chưa có dữ liệu",
            tuple(_level_items()),
        ),
        *LATER_GROUPS,
    )

    is_concurrent = None  # type: ignore[assignment]
    note = CleanCharField(label="Ghi chú", required=False, max_length=500)
    specialty = CleanCharField(label="Chuyên ngành theo văn bằng chuyên môn", required=False, max_length=120)
    institution = CleanCharField(label="Cơ sở đào tạo chuyên môn", required=False, max_length=160)
    is_another_person = forms.BooleanField(label="Đây là người khác, vẫn thêm hồ sơ", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: dict[str, list[tuple[str, str]]] = {}
        for level in ScaleLevel.objects.all():
            choices.setdefault(level.scale, []).append((level.code, level.label))
        self._levels = {(level.scale, level.code): level for level in ScaleLevel.objects.all()}
        for scale in SCALE_ITEMS:
            self.fields[f"level_{scale}"] = forms.ChoiceField(
                label=scale.label,
                required=False,
                choices=[("", "Chưa có dữ liệu"), *choices.get(scale, ())],
            )
            self.fields[f"obtained_{scale}"] = PartialDateField(
                label=f"Ngày đạt {scale.label[:1].lower()}{scale.label[1:]}",
                edge=Edge.END,
                required=False,
                validators=[not_in_future],
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for scale in SCALE_ITEMS:
            if data.get(f"obtained_{scale}") and not data.get(f"level_{scale}"):
                self.add_error(f"level_{scale}", "Đã ghi ngày đạt nhưng chưa chọn trình độ.")
        if data.get("specialty") and not data.get(f"level_{Scale.PROFESSIONAL}"):
            self.add_error("specialty", "Đã ghi chuyên ngành nhưng chưa chọn trình độ chuyên môn.")
        return data

    def facts(self) -> PostingFacts:
        """The first title; the note of the form belongs to the person."""
        return replace(super().facts(), note="")

    def levels(self) -> list[LevelFacts]:
        """Levels that were chosen, in the order of the form."""
        found = []
        for scale in SCALE_ITEMS:
            if code := self.cleaned_data[f"level_{scale}"]:
                extra: dict[str, Any] = {}
                if scale == Scale.PROFESSIONAL:
                    names = ("specialty", "institution")
                    extra = {name: self.cleaned_data[name] for name in names}
                level = self._levels[scale, code]
                found.append(
                    LevelFacts(level=level, obtained=self.cleaned_data[f"obtained_{scale}"], **extra)
                )
        return found

    def arguments(self) -> dict[str, Any]:
        return {"person": self.values(), "posting": self.facts(), "levels": self.levels()}

    def same_as(self, found: list[Cadre]) -> bool:
        """True when people found as possible duplicates still wait for an answer."""
        return bool(found) and not self.cleaned_data["is_another_person"]
