from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.numbers import (
    NumberError,
    format_decimal,
    format_int,
    parse_number,
    percent,
    percent_text,
    round_half_up,
    signed_text,
)


def test_integers_are_grouped_by_dots():
    assert [format_int(number) for number in (0, 999, 3627, 7100000000, -1234)] == [
        "0",
        "999",
        "3.627",
        "7.100.000.000",
        "−1.234",
    ]


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (Decimal("1234.56"), 1, "1.234,6"),
        (Decimal("0.35"), 2, "0,35"),
        (Decimal("2.345"), 2, "2,35"),
        (Decimal("-2.7"), 1, "−2,7"),
        (Decimal("-0.04"), 1, "0,0"),
        (7, 0, "7"),
        (Decimal("1E+3"), 0, "1.000"),
    ],
)
def test_decimals_have_a_comma(value, places, text):
    assert format_decimal(value, places) == text


@pytest.mark.parametrize(
    ("count", "base", "share", "text"),
    [
        (1610, 3603, Decimal("44.7"), "44,7%"),
        (94, 332, Decimal("28.3"), "28,3%"),
        (1, 2000, Decimal("0.1"), "0,1%"),
        (1, 8, Decimal("12.5"), "12,5%"),
        (3, 3, Decimal("100.0"), "100,0%"),
        (0, 5, Decimal("0.0"), "0,0%"),
        (0, 0, None, "–"),
    ],
)
def test_a_share_has_one_decimal_rounded_half_up(count, base, share, text):
    assert percent(count, base) == share
    assert percent_text(count, base) == text


def test_half_is_rounded_away_from_zero():
    assert round_half_up(Decimal("0.05"), 1) == Decimal("0.1")
    assert round_half_up(Decimal("-0.05"), 1) == Decimal("-0.1")
    assert round_half_up(Decimal("2.5")) == Decimal(3)


def test_a_distance_has_a_true_minus():
    assert signed_text(Decimal("-2.7")) == "−2,7"
    assert signed_text(Decimal("1.25")) == "+1,3"
    assert signed_text(Decimal("0.04")) == "0,0"
    assert signed_text(-12) == "−12"
    assert signed_text(1234) == "+1.234"
    assert signed_text(0) == "0"


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("2,34", "2.34"),
        ("2.34", "2.34"),
        ("7.100.000", "7100000"),
        ("7.100", "7100"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("7,100,000", "7100000"),
        ("7 100 000", "7100000"),
        ("7\u00a0100", "7100"),
        ("2,345", "2.345"),
        ("0.350", "0.350"),
        (" 12 ", "12"),
        ("-2,7", "-2.7"),
        ("−2,7", "-2.7"),
        (2.34, "2.34"),
        (12, "12"),
        (Decimal("1.5"), "1.5"),
    ],
)
def test_numbers_are_read_with_comma_and_with_dot(written, number):
    assert parse_number(written) == Decimal(number)


@pytest.mark.parametrize(
    "written",
    [
        "nan",
        "inf",
        "1e400",
        "1,2,3",
        "12.34.56",
        "1.2345,6,7",
        "=1+1",
        "hai",
        "2,",
        ",5",
        "--1",
        "٣",
        True,
        None,
        "",
        "9" * 50,
    ]
    + [float("nan"), float("inf"), Decimal("NaN")],
)
def test_what_is_no_number_is_refused_with_a_sentence(written):
    with pytest.raises(NumberError) as refusal:
        parse_number(written)
    assert str(refusal.value).endswith(".")


@given(st.integers())
def test_a_printed_integer_is_read_back(number):
    if abs(number) < 10**15:
        assert parse_number(format_int(number)) == number


@given(st.decimals(-(10**12), 10**12, places=2))
def test_a_printed_decimal_is_read_back(number):
    assert parse_number(format_decimal(number, 2)) == number
