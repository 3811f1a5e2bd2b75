"""Forms over some columns of one row: the column decides the field, so that each form is a list of names."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import BoundField

from common.dates import OPEN_END, OPEN_PAST
from common.pages.forms import CleanCharField, DayField, NumberField, add_refusal
from common.rows import StaleRow, column_of, fingerprint, label_of, trimmed
from common.text.folding import has_unsafe_characters, nfc

Returned = TypeVar("Returned")
CHOOSE = {"required": "Chọn một mục.", "invalid_choice": "Chọn một mục trong danh sách."}
MOST_LINES, LONGEST_LINE, LARGEST_SMALL = 80, 80, 32767


class LinesField(forms.Field):
    """A list of short texts, one on each line."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> list[str]:
        text = value if isinstance(value, str) else ""
        if has_unsafe_characters(text):
            raise ValidationError(CleanCharField.default_error_messages["unsafe"], code="unsafe")
        lines = list(dict.fromkeys(line for line in map(nfc, text.splitlines()) if line))
        if len(lines) > MOST_LINES:
            raise ValidationError(f"Nhiều nhất {MOST_LINES} dòng, đang có {len(lines)}.", code="lines")
        if too_long := next((line for line in lines if len(line) > LONGEST_LINE), ""):
            raise ValidationError(f"Dòng “{too_long[:30]}…” dài quá {LONGEST_LINE} ký tự.", code="long")
        return lines

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value


class OpenDayField(DayField):
    """A day; left empty it means an open end."""

    def __init__(self, *, empty: date, **kwargs: Any) -> None:
        self.empty = empty
        super().__init__(required=False, **kwargs)

    def clean(self, value: Any) -> date:
        return super().clean(value) or self.empty

    def prepare_value(self, value: Any) -> Any:
        return "" if value in (OPEN_PAST, OPEN_END) else super().prepare_value(value)


class TrimmedNumberField(NumberField):
    """A number shown without the zeros that only its column adds: 44,7 and 90."""

    def prepare_value(self, value: Any) -> Any:
        return trimmed(value) if isinstance(value, Decimal) else super().prepare_value(value)


class YearField(NumberField):
    """A year, written without a point."""

    def prepare_value(self, value: Any) -> Any:
        return str(value) if isinstance(value, int) else value


def field_for(model: type[models.Model] | models.Model, name: str, **extra: Any) -> forms.Field:
    """The form field that fits a column; `extra` overrides its label, help text and the like."""
    column = column_of(model, name)
    extra = {"label": label_of(model, name), "required": not (column.blank or column.null), **extra}
    if column.is_relation:
        queryset = extra.pop("queryset", None)
        if queryset is None:
            queryset = column.related_model._default_manager.all()  # type: ignore[union-attr]
        return forms.ModelChoiceField(queryset, error_messages=CHOOSE, **extra)
    if column.choices:
        choices = [each for each in column.flatchoices if each[0] != ""]
        empty = [("", extra.pop("empty_label", "–"))]
        return forms.ChoiceField(choices=empty + choices, error_messages=CHOOSE, **extra)
    return _plain_field(column, extra)


def _plain_field(column: models.Field[Any, Any], extra: dict[str, Any]) -> forms.Field:
    match column:
        case models.BooleanField():
            return forms.BooleanField(**extra | {"required": False})
        case models.DateField():
            if column.get_default() in (OPEN_PAST, OPEN_END):
                hint = {"help_text": "để trống: không giới hạn"}
                return OpenDayField(empty=column.get_default(), label=extra["label"], **hint)
            return DayField(**extra)
        case models.DecimalField():
            places = column.decimal_places or 0
            largest = 10 ** ((column.max_digits or places) - places) - 1
            return TrimmedNumberField(**{"decimal_places": places, "max_value": largest, **extra})
        case models.PositiveIntegerField() | models.PositiveSmallIntegerField():
            return NumberField(**{"min_value": 0, "max_value": LARGEST_SMALL, **extra})
        case models.IntegerField():
            return NumberField(**{"min_value": -LARGEST_SMALL, "max_value": LARGEST_SMALL, **extra})
        case models.JSONField():
            return LinesField(**{"help_text": "mỗi dòng một cách viết", **extra})
        case _:
            return CleanCharField(max_length=column.max_length, **extra)


class RowForm(forms.Form):
    """Some columns of a row, with the state of the row its author saw."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: Any,
        *,
        row: models.Model,
        names: tuple[str, ...],
        fields: Mapping[str, forms.Field] | None = None,
    ) -> None:
        self.names = names
        held = {name: column_of(row, name).value_from_object(row) for name in names}
        seen = fingerprint(row, names) if row.pk else ""
        super().__init__(data, initial={**held, "seen": seen})
        for name in names:
            self.fields[name] = (fields or {}).get(name) or field_for(row, name)

    def values(self) -> dict[str, Any]:
        """Values by column."""
        return {name: self.cleaned_data[name] for name in self.names}

    def run(self, service: Callable[[dict[str, Any], str], Returned]) -> Returned | None:
        """Give the values to a service; None when the form is not sent or something refused them."""
        if not self.is_bound or not self.is_valid():
            return None
        try:
            return service(self.values(), self.cleaned_data["seen"])
        except ValidationError as refusal:
            self._refuse(refusal)
            return None

    def placed(self) -> Iterator[tuple[BoundField, str]]:
        """Fields with the width each deserves on a grid of twelve."""
        for field in self.visible_fields():
            yield field, _width(field.field)

    def _refuse(self, refusal: ValidationError) -> None:
        if isinstance(refusal, StaleRow):
            self.data = {**dict(self.data.items()), "seen": refusal.seen}
        add_refusal(self, refusal)


def _width(field: forms.Field) -> str:
    if isinstance(field, DayField | NumberField):
        return "c4"
    if isinstance(field, CleanCharField) and (field.max_length or 0) > 120:
        return "c12"
    return "c6"
