"""The page "Biến động giữa hai mốc"."""

import re

import pytest

from accounts.models import AccessEntry, AccessKind
from tests.reports.adding import adds_up
from tests.reports.small_province import COMMUNE, DISTRICT, OTHER_DISTRICT

pytestmark = pytest.mark.django_db

MOVEMENT = "/tong-quan/bien-dong/"


@pytest.fixture
def get(client):
    def get(user, **query):
        client.force_login(user)
        return client.get(MOVEMENT, query)

    return get


def test_opening_and_terms_make_the_closing(cast, get):
    response = get(cast.leader, target="LLCT-SC", **{"from": "2011-12-31", "to": "2013-12-31"})
    result = response.context["result"]

    assert (result.opening, result.closing, adds_up(result)) == (1, 3, True)
    page = response.content.decode()
    assert "2 người: đạt trình độ trong kỳ" in page
    assert "Trung cấp, 15/06/2012" in page
    assert "/ho-so/" in page


def test_without_anything_asked_it_goes_from_the_start_of_the_programme_to_the_day(cast, get):
    response = get(cast.leader, as_of="2012-12-31")

    assert (response.context["start"].year, response.context["end"].year) == (2011, 2012)
    assert response.context["target"] is None


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"from": "31/12/2013", "to": "31/12/2012"}, "Ngày cuối phải sau ngày đầu."),
        ({"from": "31/02/2012"}, "không phải là ngày có thật"),
        ({"to": "31/12/2099"}, "Ngày không được sau hôm nay."),
    ],
)
def test_days_that_make_no_span_are_refused_in_a_sentence(cast, get, query, said):
    response = get(cast.leader, **query)

    assert response.status_code == 200
    assert response.context["result"] is None
    assert said in response.content.decode()


def test_a_clerk_asks_about_the_own_district_only(cast, get):
    page = get(cast.clerk).content.decode()

    assert f'value="{DISTRICT}"' in page
    assert f'value="{OTHER_DISTRICT}"' not in page
    assert 'value="04"' not in page
    assert get(cast.clerk, unit=OTHER_DISTRICT).context["result"] is None


def test_who_sees_only_aggregates_gets_numbers_without_names(cast, get):
    page = get(cast.administrator, target="LLCT-SC").content.decode()

    rows = [" ".join(row.split()) for row in re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)]
    assert '<th scope="row">+ Đạt trình độ trong kỳ</th> <td></td> <td class="num">ẩn</td>' in rows
    assert '<th scope="row">+ Bố trí mới</th> <td></td> <td class="num">0</td>' in rows
    assert "Lý A Sình" not in page


def test_reading_the_names_is_logged(cast, get):
    get(cast.leader, target="LLCT-SC", unit=COMMUNE)

    entry = AccessEntry.objects.get(kind=AccessKind.VIEW_FIGURE_NAMES)
    assert (entry.object_type, entry.rows) == ("movement", 1)
