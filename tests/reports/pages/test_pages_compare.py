"""Units side by side: who may, which, in what order, on one scale."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from registry.enums import Scale
from tests.factories import registry as facts
from tests.reports.small_province import (
    COMMUNE,
    DISTRICT,
    OTHER_COMMUNE,
    OTHER_DISTRICT,
)

pytestmark = pytest.mark.django_db

COMPARE = "/tong-quan/so-sanh/"


@pytest.fixture
def get(client):
    def get(user, **query):
        client.force_login(user)
        return client.get(COMPARE, query)

    return get


def add_people(actor, commune, trained, untrained):
    for number in range(trained + untrained):
        cadre = facts.make_cadre(actor, facts.unit_coded(commune), f"Hoàng Văn {commune} {number}")
        if number < trained:
            facts.make_qualification(actor, cadre, Scale.POLITICAL_THEORY, "intermediate")


def order_of(response):
    return [(each.rank, each.place.version.short_name) for each in response.context["result"].multiples]


def test_all_districts_are_shown_when_none_is_named(cast, get):
    response = get(cast.leader)

    assert len(response.context["result"].multiples) == 13
    assert response.content.count(b'role="img"') == 13


def test_the_largest_gap_in_persons_stands_first_and_few_people_are_not_ranked(cast, get):
    add_people(cast.staff, COMMUNE, trained=2, untrained=10)
    add_people(cast.staff, "01363", trained=1, untrained=29)
    response = get(cast.leader, target="LLCT-SC", unit=[OTHER_DISTRICT, DISTRICT, "044"])
    gaps = [each.cell.measured.gap for each in response.context["result"].multiples]

    assert order_of(response) == [(1, "Thông Nông"), (2, "Bảo Lạc"), (None, "Bảo Lâm")]
    assert gaps == [26, 11, 0]
    assert "dưới 10 người, không xếp hạng" in response.content.decode()


def test_all_charts_share_one_scale(cast, get):
    page = get(cast.leader, target="LLCT-TC", unit=[DISTRICT, OTHER_DISTRICT]).content.decode()
    charts = re.findall(r"<svg class=\"chart\".*?</svg>", page, re.DOTALL)
    scales = {tuple(re.findall(r'<text class="tx end"[^>]*>([^<]*)<', svg)) for svg in charts}

    assert len(charts) == 2
    assert len(scales) == 1


def test_numbers_are_links_to_their_people(cast, get):
    page = get(cast.leader, target="LLCT-SC", unit=[DISTRICT, OTHER_DISTRICT]).content.decode()

    assert f"unit={DISTRICT}&amp;target=LLCT-SC&amp;counted=yes" in page
    assert f"unit={DISTRICT}&amp;target=LLCT-SC&amp;counted=all" in page


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"unit": [DISTRICT]}, "Chọn từ 2 đến 13 đơn vị; đang chọn 1."),
        ({"unit": ["999", DISTRICT]}, "999"),
        ({"target": "NO"}, "NO"),
    ],
)
def test_a_choice_that_makes_no_comparison_is_refused_in_a_sentence(cast, get, query, said):
    response = get(cast.leader, **query)

    assert response.status_code == 200
    assert response.context["result"] is None
    assert said in response.content.decode()


def test_after_2025_up_to_thirteen_communes_are_compared(cast, get):
    response = get(cast.leader, as_of="2025-12-31")

    assert len(response.context["result"].multiples) == 13
    assert "So sánh các xã, phường" in response.content.decode()


def test_on_the_first_day_only_points_are_shown(cast, get):
    result = get(cast.leader, as_of="2011-12-31").context["result"]

    assert result.slope is None
    assert {len(each.trend.points) for each in result.multiples} == {1}


def test_who_sees_only_districts_has_nothing_to_set_beside_them(cast, get):
    assert get(cast.clerk).status_code == 404
    assert get(cast.clerk_of_two).status_code == 404
    assert get(cast.stranger).status_code == 404


def test_who_sees_only_aggregates_gets_no_small_number(cast, get):
    page = get(cast.administrator, target="LLCT-SC", unit=[DISTRICT, OTHER_DISTRICT]).content.decode()

    assert "1/3" not in page
    assert "Ẩn vì có nhóm dưới 5 người" in page
    assert "/tong-quan/nguon-so/" not in page


def test_the_page_only_answers_to_reading(cast, client):
    client.force_login(cast.leader)

    assert client.post(COMPARE).status_code == 405


def test_two_units_cost_as_many_queries_as_thirteen(cast, get):
    counts = []
    for query in ({"unit": [DISTRICT, OTHER_DISTRICT]}, {}):
        get(cast.leader, **query)
        with CaptureQueriesContext(connection) as queries:
            get(cast.leader, **query)
        counts.append(len(queries))
    facts.make_cadre(cast.staff, facts.unit_coded(OTHER_COMMUNE), "Hoàng Văn Thêm")

    assert counts[0] == counts[1]
