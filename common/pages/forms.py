from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError

from common.dates import DateError, Edge, PartialDate, Precision, format_day, parse_day, parse_partial, today
from common.numbers import NumberError, format_decimal, parse_number
from common.text.folding import has_unsafe_characters, nfc

Value = TypeVar("Value")

REQUIRED = "Ô này chưa điền."


def not_in_future(value: date | PartialDate) -> None:
    """Refuse what begins after today; a month or a year under way is accepted."""
    if isinstance(value, PartialDate):
        value = parse_partial(str(value), edge=Edge.START).day
    if value > today():
        raise ValidationError("Ngày không được sau hôm nay.", code="future")


def add_refusal(form: forms.Form, refusal: ValidationError, aliases: Mapping[str, str] | None = None) -> None:
    """Puts what a service refused under its field, or on top when the form has none of that name; `aliases`
    say how the form calls what the service names otherwise."""
    by_name = refusal.message_dict if hasattr(refusal, "error_dict") else {NON_FIELD_ERRORS: refusal.messages}
    for name, sentences in by_name.items():
        field = (aliases or {}).get(name, name)
        form.add_error(field if field in form.fields else None, sentences)


class CleanCharField(forms.CharField):
    """One line, or several, of text: stored in NFC, without hidden characters."""

    default_error_messages = {
        "required": REQUIRED,
        "unsafe": "Có ký tự ẩn hoặc ký tự điều khiển; xóa đi và gõ lại.",
        "max_length": "Nhiều nhất %(limit_value)d ký tự, đang có %(show_value)d.",
        "min_length": "Ít nhất %(limit_value)d ký tự, đang có %(show_value)d.",
    }

    def __init__(self, *, multiline: bool = False, **kwargs: Any) -> None:
        self.multiline = multiline
        if multiline:
            kwargs.setdefault("widget", forms.Textarea)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str | None:
        text = super().to_python(value)
        if not text:
            return text
        if has_unsafe_characters(text):
            raise ValidationError(self.error_messages["unsafe"], code="unsafe")
        if self.multiline:
            return "\n".join(nfc(line) for line in text.splitlines()).strip("\n")
        return nfc(text)


class DayField(forms.Field):
    """A whole day, typed as dd/mm/yyyy."""

    widget = forms.TextInput
    default_error_messages = {"required": REQUIRED}

    def to_python(self, value: Any) -> date | None:
        return _parsed(parse_day, value)

    def prepare_value(self, value: Any) -> Any:
        return format_day(value) if isinstance(value, date) else value


class PartialDateField(forms.Field):
    """A day, a month or a year; `edge` says which day of a month or a year it counts from."""

    widget = forms.TextInput
    default_error_messages = {"required": REQUIRED}

    def __init__(self, *, edge: Edge = Edge.START, **kwargs: Any) -> None:
        self.edge = edge
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> PartialDate | None:
        if isinstance(value, PartialDate):
            return value
        return _parsed(lambda text: parse_partial(text, edge=self.edge), value)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, date):
            value = PartialDate(value, Precision.DAY)
        return str(value) if isinstance(value, PartialDate) else value


class NumberField(forms.Field):
    """A number as Vietnamese offices write it; an int when no decimals are allowed, else a Decimal."""

    widget = forms.TextInput
    default_error_messages = {
        "required": REQUIRED,
        "min_value": "Số nhỏ nhất được ghi là %(limit)s.",
        "max_value": "Số lớn nhất được ghi là %(limit)s.",
        "whole": "Chỉ ghi số nguyên.",
        "decimals": "Nhiều nhất %(places)d chữ số sau dấu phẩy.",
    }

    def __init__(
        self,
        *,
        min_value: Decimal | int | None = None,
        max_value: Decimal | int | None = None,
        decimal_places: int = 0,
        **kwargs: Any,
    ) -> None:
        self.min_value, self.max_value, self.decimal_places = min_value, max_value, decimal_places
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("inputmode", "decimal" if decimal_places else "numeric")

    def to_python(self, value: Any) -> Decimal | int | None:
        number = _parsed(parse_number, value)
        if number is None:
            return None
        rounded = round(number, self.decimal_places)
        if rounded != number:
            code = "decimals" if self.decimal_places else "whole"
            raise ValidationError(
                self.error_messages[code], code=code, params={"places": self.decimal_places}
            )
        return rounded if self.decimal_places else int(number)

    def validate(self, value: Decimal | int | None) -> None:
        super().validate(value)
        if value is None:
            return
        if self.min_value is not None and value < self.min_value:
            raise self._beyond("min_value", self.min_value)
        if self.max_value is not None and value > self.max_value:
            raise self._beyond("max_value", self.max_value)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int | Decimal):
            return format_decimal(value, self.decimal_places)
        return value

    def _beyond(self, code: str, limit: Decimal | int) -> ValidationError:
        places = self.decimal_places if limit != int(limit) else 0
        params = {"limit": format_decimal(limit, places)}
        return ValidationError(self.error_messages[code], code=code, params=params)


def _parsed(parse: Callable[[Any], Value], value: Any) -> Value | None:
    if value is None or (isinstance(value, str) and not nfc(value)):
        return None
    try:
        return parse(value)
    except (DateError, NumberError) as refusal:
        raise ValidationError(str(refusal), code="invalid") from None
