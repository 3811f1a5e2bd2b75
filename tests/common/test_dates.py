from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from common.dates import (
    OPEN_END,
    OPEN_PAST,
    DateError,
    Edge,
    PartialDate,
    Precision,
    age_on,
    format_day,
    format_partial,
    from_excel_serial,
    parse_day,
    parse_partial,
    today,
)

days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("12/03/1974", date(1974, 3, 12)),
        ("05/06/1974", date(1974, 6, 5)),
        ("25/12/1974", date(1974, 12, 25)),
        ("1/2/1980", date(1980, 2, 1)),
        ("1-2-1980", date(1980, 2, 1)),
        ("01.02.1980", date(1980, 2, 1)),
        ("  12 / 3 / 1974 ", date(1974, 3, 12)),
        ("\u00a012/03/1974", date(1974, 3, 12)),
        ("12031974", date(1974, 3, 12)),
        (12031974.0, date(1974, 3, 12)),
        ("1974-03-12", date(1974, 3, 12)),
        ("1974-03-12 00:00:00", date(1974, 3, 12)),
        ("12/3/74", date(1974, 3, 12)),
        ("12/3/00", date(2000, 3, 12)),
        ("29/02/2012", date(2012, 2, 29)),
        (date(1974, 3, 12), date(1974, 3, 12)),
        (datetime(1974, 3, 12, 0, 0), date(1974, 3, 12)),  # noqa: DTZ001 - what a sheet cell gives
        (datetime(1974, 3, 11, 18, 0, tzinfo=UTC), date(1974, 3, 12)),
    ],
)
def test_a_whole_day_is_read_day_before_month(written, day):
    assert parse_partial(written) == PartialDate(day, Precision.DAY)
    assert parse_day(written) == day


@pytest.mark.parametrize(
    ("written", "precision", "first", "last"),
    [
        ("3/1974", Precision.MONTH, date(1974, 3, 1), date(1974, 3, 31)),
        ("02/2012", Precision.MONTH, date(2012, 2, 1), date(2012, 2, 29)),
        ("02-2013", Precision.MONTH, date(2013, 2, 1), date(2013, 2, 28)),
        ("1974-03", Precision.MONTH, date(1974, 3, 1), date(1974, 3, 31)),
        ("1965", Precision.YEAR, date(1965, 1, 1), date(1965, 12, 31)),
        (1965, Precision.YEAR, date(1965, 1, 1), date(1965, 12, 31)),
        (1965.0, Precision.YEAR, date(1965, 1, 1), date(1965, 12, 31)),
    ],
)
def test_a_month_or_a_year_stands_at_the_asked_edge(written, precision, first, last):
    assert parse_partial(written) == PartialDate(first, precision)
    assert parse_partial(written, edge=Edge.END) == PartialDate(last, precision)


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("31/02/1980", "31/02/1980 không phải là ngày có thật; ghi ngày trước, tháng sau."),
        ("29/02/2013", "29/02/2013 không phải là ngày có thật; ghi ngày trước, tháng sau."),
        ("12/25/1974", "12/25/1974 không phải là ngày có thật; ghi ngày trước, tháng sau."),
        ("13/1974", "13/1974 không phải là tháng có thật; ghi tháng từ 01 đến 12."),
        ("00/00/1965", "“00/00/1965” không phải là ngày; nếu chỉ biết năm thì ghi 1965."),
        ("00/1965", "“00/1965” không phải là tháng; nếu chỉ biết năm thì ghi 1965."),
        ("không rõ", "“không rõ” không phải là ngày; ghi như 12/03/1974, 03/1974 hoặc 1974."),
        ("1899", "1899 có năm ngoài khoảng 1900–2100."),
        ("01/01/2101", "01/01/2101 có năm ngoài khoảng 1900–2100."),
        (date(1754, 1, 1), "01/01/1754 có năm ngoài khoảng 1900–2100."),
        ("", "Chưa có ngày; ghi như 12/03/1974, 03/1974 hoặc 1974."),
        (None, "Chưa có ngày; ghi như 12/03/1974, 03/1974 hoặc 1974."),
    ],
)
def test_a_refusal_says_what_is_wrong_and_what_to_write(written, sentence):
    with pytest.raises(DateError) as refusal:
        parse_partial(written)
    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    "written",
    [
        "3/74",
        "120374",
        27389,
        5061974,
        1965.5,
        True,
        float("nan"),
        float("inf"),
        "12/3",
        "1965-66",
        "12/03/197",
        "x",
    ],
)
def test_nothing_is_guessed(written):
    with pytest.raises(DateError):
        parse_partial(written)


def test_a_two_digit_year_never_lies_in_the_future():
    this_year = today().year
    assert parse_day(f"01/01/{this_year % 100:02d}").year == this_year
    assert parse_day(f"01/01/{(this_year + 1) % 100:02d}").year == this_year - 99


def test_a_month_or_a_year_is_not_a_whole_day():
    with pytest.raises(DateError, match="chưa đủ ngày, tháng, năm"):
        parse_day("03/1974")


@given(days, st.sampled_from(Precision), st.sampled_from(Edge))
def test_what_is_printed_is_read_back(day, precision, edge):
    printed = format_partial(day, precision)
    again = parse_partial(printed, edge=edge)
    assert again.precision is precision
    assert str(again) == printed


@given(st.text(max_size=20))
def test_any_text_is_a_date_or_a_refusal(text):
    with suppress(DateError):
        parsed = parse_partial(text)
        assert parse_partial(str(parsed)) == parsed


def test_formats():
    assert format_day(date(1958, 3, 2)) == "02/03/1958"
    assert format_partial(date(1958, 3, 12), Precision.DAY) == "12/03/1958"
    assert format_partial(date(1958, 3, 12), "month") == "03/1958"
    assert format_partial(date(1958, 12, 31), Precision.YEAR) == "1958"
    assert OPEN_PAST < date(1900, 1, 1) < date(2100, 12, 31) < OPEN_END


@pytest.mark.parametrize(
    ("number", "day"),
    [
        (1, date(1900, 1, 1)),
        (59, date(1900, 2, 28)),
        (61, date(1900, 3, 1)),
        (27389, date(1974, 12, 26)),
        (27389.75, date(1974, 12, 26)),
        (41639, date(2013, 12, 31)),
    ],
)
def test_excel_serials(number, day):
    assert from_excel_serial(number) == day


@pytest.mark.parametrize("number", [0, -1, 60, 0.5, 80_000, 12031974, float("nan"), float("inf")])
def test_numbers_that_are_no_excel_day_are_refused(number):
    with pytest.raises(DateError):
        from_excel_serial(number)


@pytest.mark.parametrize(
    ("born_on", "precision", "day", "age"),
    [
        (date(1974, 3, 12), Precision.DAY, date(2013, 3, 11), 38),
        (date(1974, 3, 12), Precision.DAY, date(2013, 3, 12), 39),
        (date(1976, 2, 29), Precision.DAY, date(2013, 2, 28), 36),
        (date(1976, 2, 29), Precision.DAY, date(2013, 3, 1), 37),
        (date(1974, 3, 1), Precision.MONTH, date(2013, 2, 28), 38),
        (date(1974, 3, 1), Precision.MONTH, date(2013, 3, 1), 39),
        (date(1974, 1, 1), Precision.YEAR, date(2013, 1, 1), 39),
        (date(1974, 1, 1), "year", date(2013, 12, 31), 39),
    ],
)
def test_age_as_lists_count_it(born_on, precision, day, age):
    assert age_on(born_on, precision, day) == age
