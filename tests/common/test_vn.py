from datetime import date
from decimal import Decimal

import pytest
from django.template import engines
from django.test import RequestFactory

from common.dates import OPEN_END, OPEN_PAST, PartialDate, Precision


def render(source, address="/", **context):
    template = engines["django"].from_string(source)
    return template.render(context, RequestFactory().get(address))


@pytest.mark.parametrize(
    ("source", "value", "text"),
    [
        ("{{ value|int_vn }}", 3627, "3.627"),
        ("{{ value|int_vn }}", None, "–"),
        ("{{ 662|pct:value }}", 1000, "66,2%"),
        ("{{ 0|pct:value }}", 0, "–"),
        ("{{ value|day }}", date(1974, 6, 5), "05/06/1974"),
        ("{{ value|day }}", None, ""),
        ("{{ value|day }}", OPEN_END, ""),
        ("{{ value|day }}", OPEN_PAST, ""),
        ("{{ value|partial:'month' }}", date(1958, 3, 31), "03/1958"),
        ("{{ value|partial:'year' }}", None, ""),
        ("{{ value|partial }}", PartialDate(date(1958, 1, 1), Precision.YEAR), "1958"),
        ("{{ value|partial }}", date(1958, 3, 12), "12/03/1958"),
        ("{{ value|signed }}", Decimal("-2.7"), "−2,7"),
        ("{{ value|signed }}", 12, "+12"),
        ("{{ value|signed }}", None, "–"),
    ],
)
def test_numbers_and_dates_read_vietnamese(source, value, text):
    assert render(source, value=value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (66.2, "66.2"),
        (Decimal("66.25"), "66.25"),
        (3627, "3627"),
        (1 / 3, "0.333"),
        (-0.0001, "0"),
        (1e-9, "0"),
        (100, "100"),
        (1234567.5, "1234567.5"),
    ],
)
def test_svg_numbers_have_a_dot_and_no_grouping(value, text):
    assert render('<rect width="{{ value|svg }}%"/>', value=value) == f'<rect width="{text}%"/>'


@pytest.mark.parametrize(
    ("tag", "address", "query"),
    [
        ("{% url_query page=2 %}", "/?unit=004&page=1", "?unit=004&amp;page=2"),
        ("{% url_query unit='005' %}", "/?unit=004&page=7", "?unit=005"),
        ("{% url_query unit=None %}", "/?unit=004&page=7", "?"),
        ("{% url_query as_of=day %}", "/?unit=004", "?unit=004&amp;as_of=2013-12-31"),
        ("{% url_query %}", "/?lack=th&lack=llct", "?lack=th&amp;lack=llct"),
        ("{% url_query lack=several %}", "/?lack=th", "?lack=a&amp;lack=b"),
        ("{% url_query size=200 %}", "/?q=%22%3E%3Cb%3E", "?q=%22%3E%3Cb%3E&amp;size=200"),
        ("{% url_query number=3627 %}", "/", "?number=3627"),
    ],
)
def test_query_keys_are_replaced_and_the_page_starts_again(tag, address, query):
    assert render(tag, address, day=date(2013, 12, 31), several=["a", "b"]) == query
