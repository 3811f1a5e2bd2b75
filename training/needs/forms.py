"""Forms of the need list and of the answers of a commune."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from common.pages.forms import CleanCharField, DayField, not_in_future
from registry.ahead.criteria import Criterion
from registry.pages.service_forms import ServiceForm
from registry.units.choices import UnitSelect, unit_choices
from registry.units.tree import UnitTree
from training.enums import NeedAnswer
from training.needs.needs import Part
from training.needs.paper import FormLine, FormPerson
from training.needs.people import UNANSWERED, NeedQuestion
from training.needs.services import Answer


class NeedFilterForm(forms.Form):
    """What may be asked of the list of needs, from the address."""

    unit = forms.ChoiceField(label="Đơn vị", required=False, widget=UnitSelect)
    criterion = forms.ChoiceField(label="Chỉ tiêu", required=False)
    part = forms.ChoiceField(
        label="Thuộc diện", required=False, choices=[(each.value, each.label) for each in Part]
    )
    answer = forms.ChoiceField(
        label="Trả lời của xã",
        required=False,
        choices=[("", "Tất cả"), *NeedAnswer.choices, (UNANSWERED, "Chưa trả lời")],
    )
    small = forms.BooleanField(label="Chỉ dân tộc thiểu số ít người", required=False)

    def __init__(
        self, data: Any, *, tree: UnitTree, criteria: Sequence[Criterion], shows_personal: bool
    ) -> None:
        super().__init__({"part": Part.NEEDING.value} | data.dict(), auto_id="loc_%s")
        self.tree, self.all_criteria = tree, list(criteria)
        choices: Any = {
            "unit": [("", "Tất cả đơn vị"), *unit_choices(tree)],
            "criterion": [("", "Tất cả chỉ tiêu"), *((each.code, each.short_label) for each in criteria)],
        }
        for name, options in choices.items():
            self.fields[name].choices = options  # type: ignore[attr-defined]
        if not shows_personal:
            del self.fields["small"]

    @property
    def question(self) -> NeedQuestion:
        """What is asked; a value that is no choice is left out."""
        self.is_valid()
        data = self.cleaned_data
        code = data.get("criterion", "")
        return NeedQuestion(
            criteria=[each for each in self.all_criteria if code in ("", each.code)],
            part=Part(data.get("part") or Part.NEEDING),
            node=self.tree.coded(data.get("unit") or ""),
            answer=data.get("answer", ""),
            small_only=bool(data.get("small")),
        )


class AnswersForm(ServiceForm):
    """An answer and a wish for every line of a commune's form."""

    answered_on = DayField(label="Ngày xác nhận", validators=[not_in_future], help_text="ngày/tháng/năm")
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any, *, people: Sequence[FormPerson], initial: dict[str, Any]) -> None:
        self.lines = [line for person in people for line in person.lines]
        for line in self.lines:
            initial |= {f"answer-{line.key}": line.mark.answer, f"wish-{line.key}": line.mark.wish}
        super().__init__(data, initial=initial)
        for line in self.lines:
            who = f"{line.cadre.full_name}, {line.mark.criterion.minimum_label}"
            self.fields[f"answer-{line.key}"] = forms.ChoiceField(
                label=f"Trả lời: {who}",
                required=False,
                choices=[("", "Chưa trả lời"), *NeedAnswer.choices],
                error_messages={"invalid_choice": "Chọn một trong các trả lời có sẵn."},
            )
            self.fields[f"wish-{line.key}"] = CleanCharField(
                label=f"Nguyện vọng: {who}", required=False, max_length=200
            )

    @property
    def rows(self) -> list[tuple[FormLine, Any, Any]]:
        """Each line with its two fields, for the table."""
        return [(line, self[f"answer-{line.key}"], self[f"wish-{line.key}"]) for line in self.lines]

    def arguments(self) -> dict[str, Any]:
        data = self.cleaned_data
        answers = [
            Answer(line.cadre, line.level, data[f"answer-{line.key}"], data[f"wish-{line.key}"])
            for line in self.lines
        ]
        return {"answers": answers, **self.given("answered_on", "version")}
