from datetime import date, timedelta
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError

from common.dates import Edge, PartialDate, Precision, format_day, today
from common.pages.forms import CleanCharField, DayField, NumberField, PartialDateField, not_in_future


def refusal(field, written):
    with pytest.raises(ValidationError) as caught:
        field.clean(written)
    return caught.value.messages


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("05/06/1974", date(1974, 6, 5)),
        ("25/12/1974", date(1974, 12, 25)),
        ("12031974", date(1974, 3, 12)),
        ("12/3/74", date(1974, 3, 12)),
        ("1974-03-12", date(1974, 3, 12)),
    ],
)
def test_a_day_is_read_day_before_month(written, day):
    assert DayField().clean(written) == day


def test_a_day_says_why_it_is_refused():
    assert refusal(DayField(), "31/02/1980") == [
        "31/02/1980 không phải là ngày có thật; ghi ngày trước, tháng sau."
    ]
    assert refusal(DayField(), "1980") == ["“1980” chưa đủ ngày, tháng, năm; ghi như 12/03/1974."]
    assert refusal(DayField(), " ") == ["Ô này chưa điền."]
    assert DayField(required=False).clean("\u00a0") is None


def test_a_partial_date_stands_at_its_edge():
    assert PartialDateField().clean("3/1974") == PartialDate(date(1974, 3, 1), Precision.MONTH)
    assert PartialDateField(edge=Edge.END).clean("1974") == PartialDate(date(1974, 12, 31), Precision.YEAR)
    assert refusal(PartialDateField(), "không rõ") == [
        "“không rõ” không phải là ngày; ghi như 12/03/1974, 03/1974 hoặc 1974."
    ]


class FactForm(forms.Form):
    born = PartialDateField()
    joined_on = DayField()
    salary = NumberField(decimal_places=2, min_value=0, max_value=Decimal("9.5"))
    people = NumberField()


STORED = {
    "born": PartialDate(date(1958, 3, 1), Precision.MONTH),
    "joined_on": date(1980, 6, 5),
    "salary": Decimal("2.34"),
    "people": 3627,
}


def test_a_stored_value_is_shown_as_written_and_sent_back_unchanged():
    shown = {name: field.value() for name, field in zip(STORED, FactForm(initial=STORED), strict=True)}
    assert shown == {"born": "03/1958", "joined_on": "05/06/1980", "salary": "2,34", "people": "3.627"}
    form = FactForm(shown, initial=STORED)
    assert form.is_valid(), form.errors
    assert form.cleaned_data == STORED
    assert form.changed_data == []


def test_a_changed_precision_is_a_change():
    form = FactForm(
        {"born": "1958", "joined_on": "05/06/1980", "salary": "2.34", "people": "3627"}, initial=STORED
    )
    assert form.changed_data == ["born"]


def test_nothing_after_today():
    tomorrow = today() + timedelta(days=1)
    field = DayField(validators=[not_in_future])
    assert field.clean(format_day(today())) == today()
    assert refusal(field, format_day(tomorrow)) == ["Ngày không được sau hôm nay."]
    assert refusal(PartialDateField(validators=[not_in_future]), str(today().year + 1)) == [
        "Ngày không được sau hôm nay."
    ]


def test_the_year_under_way_is_not_in_the_future():
    field = PartialDateField(edge=Edge.END, validators=[not_in_future])
    assert field.clean(str(today().year)).day == date(today().year, 12, 31)


@pytest.mark.parametrize(
    ("written", "number"),
    [("2,34", Decimal("2.34")), ("2.34", Decimal("2.34")), ("4", Decimal(4)), ("4,98", Decimal("4.98"))],
)
def test_decimals_take_comma_and_dot(written, number):
    assert NumberField(decimal_places=2).clean(written) == number


def test_whole_numbers_are_ints():
    number = NumberField().clean("7.100.000")
    assert number == 7_100_000
    assert isinstance(number, int)


@pytest.mark.parametrize(
    ("field", "written", "message"),
    [
        (NumberField(), "2,5", "Chỉ ghi số nguyên."),
        (NumberField(decimal_places=2), "2,345", "Nhiều nhất 2 chữ số sau dấu phẩy."),
        (NumberField(min_value=1), "0", "Số nhỏ nhất được ghi là 1."),
        (NumberField(max_value=1000), "1001", "Số lớn nhất được ghi là 1.000."),
        (NumberField(decimal_places=2, max_value=Decimal("9.5")), "12", "Số lớn nhất được ghi là 9,50."),
        (NumberField(), "hai", "“hai” không phải là số; ghi như 2,34 hoặc 7.100.000."),
        (
            NumberField(),
            "9" * 23 + ",5",
            "“" + "9" * 23 + ",” không phải là số; ghi như 2,34 hoặc 7.100.000.",
        ),
        (NumberField(), "1e400", "“1e400” không phải là số; ghi như 2,34 hoặc 7.100.000."),
        (NumberField(), "", "Ô này chưa điền."),
    ],
)
def test_numbers_say_why_they_are_refused(field, written, message):
    assert refusal(field, written) == [message]


def test_text_is_stored_composed_with_single_spaces():
    assert CleanCharField().clean(" Hoa\u0300ng\u00a0 Thị  Nụ ") == "Hoàng Thị Nụ"
    assert CleanCharField(multiline=True).clean("một  hai\r\n\r\nba\n") == "một hai\n\nba"
    assert CleanCharField(required=False).clean("") == ""


@pytest.mark.parametrize("hidden", ["\x00", "\x07", "\u200b", "\u202e", "\ufeff"])
def test_hidden_characters_are_refused(hidden):
    message = ["Có ký tự ẩn hoặc ký tự điều khiển; xóa đi và gõ lại."]
    assert refusal(CleanCharField(), f"Nông{hidden}Thị") == message
    assert refusal(CleanCharField(multiline=True), f"một\n{hidden}hai") == message


def test_length_counts_composed_characters():
    assert CleanCharField(max_length=5).clean("Hoa\u0300ng") == "Hoàng"
    assert refusal(CleanCharField(max_length=4), "Hoàng") == ["Nhiều nhất 4 ký tự, đang có 5."]
    assert refusal(CleanCharField(min_length=6), "Hoàng") == ["Ít nhất 6 ký tự, đang có 5."]
