"""Pages of province, district and commune: who sees what, on which day, and that numbers are links."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AccessEntry
from tests.factories import registry as facts
from tests.reports.small_province import (
    COMMUNE,
    DISTRICT,
    OTHER_COMMUNE,
    OTHER_DISTRICT,
)

pytestmark = pytest.mark.django_db

OVERVIEW = "/tong-quan/"
DISTRICT_PAGE = f"/tong-quan/huyen/{DISTRICT}/"
COMMUNE_PAGE = f"/tong-quan/xa/{COMMUNE}/"


@pytest.fixture
def get(client):
    def get(user, path, **query):
        client.force_login(user)
        return client.get(path, query)

    return get


def text_of(response):
    """What a page says, without tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


@pytest.mark.parametrize("path", [OVERVIEW, DISTRICT_PAGE, COMMUNE_PAGE])
def test_a_leader_opens_every_level(cast, get, path):
    response = get(cast.leader, path)

    assert response.status_code == 200
    assert "chỉ tiêu đạt hoặc đúng lộ trình" in text_of(response)
    assert response.content.count(b'class="bullet"') == 8


@pytest.mark.parametrize("path", [OVERVIEW, DISTRICT_PAGE, COMMUNE_PAGE])
def test_pages_only_answer_to_reading(cast, client, path):
    client.force_login(cast.leader)

    assert client.post(path).status_code == 405


@pytest.mark.parametrize("path", [OVERVIEW, DISTRICT_PAGE, COMMUNE_PAGE])
def test_nobody_sees_figures_without_signing_in(cast, client, path):
    response = client.get(path)

    assert response.status_code == 302
    assert response.url.startswith(reverse("accounts:sign_in"))


@pytest.mark.parametrize("path", [f"/tong-quan/huyen/{OTHER_DISTRICT}/", f"/tong-quan/xa/{OTHER_COMMUNE}/"])
def test_a_clerk_gets_404_for_another_district(cast, get, path):
    assert get(cast.clerk, path).status_code == 404


@pytest.mark.parametrize("code", ["999", DISTRICT[::-1], "01351"])
def test_a_code_that_is_no_district_is_404(cast, get, code):
    assert get(cast.leader, f"/tong-quan/huyen/{code}/").status_code == 404


def test_a_district_that_has_ended_is_404_on_that_day(cast, get):
    assert get(cast.leader, DISTRICT_PAGE, as_of="2025-06-30").status_code == 200
    assert get(cast.leader, DISTRICT_PAGE, as_of="2025-07-01").status_code == 404


def test_from_2025_the_province_lists_communes(cast, get):
    page = text_of(get(cast.leader, OVERVIEW, as_of="2025-12-31"))

    assert "56 xã, phường, thị trấn × 8 chỉ tiêu" in page


def test_a_clerk_is_led_to_the_own_district(cast, get):
    response = get(cast.clerk, OVERVIEW, as_of="2013-06-30", target="TH")

    assert response.status_code == 302
    assert response.url == f"{DISTRICT_PAGE}?as_of=2013-06-30&target=TH"


def test_a_clerk_of_two_districts_chooses(cast, get):
    page = get(cast.clerk_of_two, OVERVIEW).content.decode()

    assert f"/tong-quan/huyen/{DISTRICT}/" in page
    assert f"/tong-quan/huyen/{OTHER_DISTRICT}/" in page


def test_an_account_without_units_is_told_so(cast, get):
    assert "chưa được giao đơn vị nào" in text_of(get(cast.stranger, OVERVIEW))


@pytest.mark.parametrize("path", [DISTRICT_PAGE, COMMUNE_PAGE])
def test_a_clerk_reads_no_number_of_the_province(cast, get, path):
    page = get(cast.clerk, path).content.decode()

    assert "Toàn tỉnh" not in page
    assert "unit=04&" not in page
    assert "Bảo Lâm" not in page
    assert "Vàng Mùi Phin" not in page


def test_after_a_merger_a_clerk_is_told_that_the_unit_is_seen_in_part(cast, get):
    in_part = "chỉ gồm các xã trong phạm vi của tài khoản"
    clerk = facts.make_user("phuc.hoa", units=(facts.unit_coded("050"),))
    before, after = {"as_of": "2013-12-31"}, {"as_of": "2021-12-31"}

    assert in_part not in text_of(get(clerk, "/tong-quan/huyen/050/", **before))
    assert in_part in text_of(get(clerk, "/tong-quan/huyen/049/", **after))
    assert get(clerk, "/tong-quan/huyen/049/", **before).status_code == 404
    assert in_part not in text_of(get(cast.leader, "/tong-quan/huyen/049/", **after))


def test_persons_stand_beside_percent_and_every_number_is_a_link(cast, get):
    page = get(cast.leader, OVERVIEW).content.decode()

    assert "60,0%" in page
    assert re.search(r">3</a>/<a [^>]*counted=all[^>]*>5</a>", page)
    assert "chọn trong 2 người</a>" in page
    assert "?as_of=2013-12-31&amp;unit=04&amp;target=LLCT-SC&amp;counted=no" in page
    assert f"?as_of=2013-12-31&amp;unit={DISTRICT}&amp;target=LLCT-SC&amp;counted=yes" in page


def test_below_the_province_cells_say_people_unless_percent_is_asked_for(cast, get):
    assert ">1/3</a>" in get(cast.leader, DISTRICT_PAGE).content.decode().split('id="bang"')[1]
    assert (
        "33,3</a>" in get(cast.leader, DISTRICT_PAGE, show="percent").content.decode().split('id="bang"')[1]
    )


def test_geometry_of_the_charts_is_never_localised(cast, get):
    page = get(cast.leader, OVERVIEW).content.decode()
    drawn = re.findall(r"<svg class=\"bullet\".*?</svg>\s*(?:<line[^>]*>\s*</svg>)?", page, re.DOTALL)

    assert len(drawn) == 8
    assert not any(re.search(r'(?:width|x|x1|x2|cx|y)="[^"]*\d,\d', chart) for chart in drawn)
    assert 'width="60%"' in page


def test_another_day_moves_the_figures_and_is_said(cast, get):
    page = get(cast.leader, OVERVIEW, as_of="31/12/2011").content.decode()

    assert "Đang xem số liệu 31/12/2011, tạm tính." in page
    assert re.search(r">1</a>/<a [^>]*>5</a>", page)
    assert "as_of=2011-12-31&amp;unit=04" in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("31/02/2013", "31/02/2013 không phải là ngày có thật"),
        ("31/12/2099", "Ngày không được sau hôm nay."),
        ("hôm qua", "không phải là ngày"),
    ],
)
def test_a_wrong_day_is_refused_and_the_usual_one_shown(cast, get, typed, said):
    page = text_of(get(cast.leader, OVERVIEW, as_of=typed))

    assert "Chưa đổi được ngày" in page
    assert said in page
    assert "Đang xem số liệu 31/12/2013." in page


@pytest.mark.parametrize(
    "query", [{"target": "NO"}, {"cut": "colour"}, {"programme": "NO"}, {"province": "05"}]
)
def test_a_choice_that_does_not_exist_is_404(cast, get, query):
    assert get(cast.leader, OVERVIEW, **query).status_code == 404


@pytest.mark.parametrize("cut", ["sex", "minority", "local_small", "border", "group", "title", "age"])
def test_a_cut_shows_its_values_with_links(cast, get, cut):
    page = get(cast.staff, DISTRICT_PAGE, cut=cut).content.decode()

    assert f"cut={cut}&amp;value=" in page
    assert "Trong đó: " in page


@pytest.mark.parametrize("cut", ["minority", "local_small"])
def test_a_leader_sees_ethnic_origin_in_aggregate_only(cast, get, cut):
    lines = text_of(get(cast.leader, DISTRICT_PAGE, cut=cut)).split("Số chỉ tiêu chậm")[1]

    assert f"cut={cut}&amp;value=" not in get(cast.leader, DISTRICT_PAGE, cut=cut).content.decode()
    assert " ẩn ẩn ẩn " in lines
    people = get(cast.leader, "/tong-quan/nguon-so/", unit=DISTRICT, cut=cut, value="yes")
    assert people.status_code == 404
    assert get(cast.staff, "/tong-quan/nguon-so/", unit=DISTRICT, cut=cut, value="yes").status_code == 200


def test_a_commune_lists_its_people_with_levels(cast, get):
    page = text_of(get(cast.leader, COMMUNE_PAGE))

    assert "Lý A Sình" in page
    assert "15/06/2012" in page
    assert "1/3" in page


def test_who_may_not_see_people_gets_no_names_no_links_and_no_small_cell(cast, get):
    for path in (OVERVIEW, DISTRICT_PAGE, COMMUNE_PAGE):
        page = get(cast.administrator, path).content.decode()

        assert "Lý A Sình" not in page
        assert "/tong-quan/nguon-so/" not in page
        assert ">3/5<" not in page
        assert ">1/3<" not in page
        assert ">ẩn</span>" in page


def test_reading_figures_writes_nothing_into_the_access_log(cast, get):
    get(cast.leader, DISTRICT_PAGE)

    assert not AccessEntry.objects.filter(kind="view_figure_names").exists()


@pytest.mark.parametrize(("path", "most"), [(OVERVIEW, 13), (DISTRICT_PAGE, 15), (COMMUNE_PAGE, 17)])
def test_a_page_costs_the_same_with_few_people_and_with_many(cast, client, count_queries, path, most):
    client.force_login(cast.leader)
    client.get(path)
    first = count_queries(path)
    for number in range(20):
        facts.make_cadre(cast.staff, facts.unit_coded(COMMUNE), f"Hoàng Văn {number}")

    assert count_queries(path) == first
    assert first <= most


@pytest.fixture
def count_queries(client):
    def count(path):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        return len(queries)

    return count
