"""The page of the people behind a number, and its file."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from accounts.models import AccessEntry, AccessKind
from tests.reports.small_province import COMMUNE, DISTRICT, OTHER_DISTRICT, theory

pytestmark = pytest.mark.django_db

PEOPLE = "/tong-quan/nguon-so/"
DOWNLOAD = "/tong-quan/nguon-so/tai-ve/"


@pytest.fixture
def get(client):
    def get(user, path, **query):
        client.force_login(user)
        return client.get(path, query)

    return get


def sheet_of(response):
    rows = load_workbook(BytesIO(response.content)).active.iter_rows(values_only=True)
    return [[cell for cell in row if cell is not None] for row in rows]


@pytest.mark.parametrize(("counted", "people"), [("yes", 3), ("no", 2), ("all", 5)])
def test_the_list_is_as_long_as_the_number(cast, get, counted, people):
    response = get(cast.leader, PEOPLE, target="LLCT-SC", counted=counted)

    assert response.context["page"].total == people
    assert f"<h1>{people} người" in response.content.decode()


def test_each_line_says_the_reason_and_whether_it_counts(cast, get):
    page = get(cast.leader, PEOPLE, target="LLCT-SC", unit=DISTRICT).content.decode()

    assert "LLCT: Trung cấp, 15/06/2012" in page
    assert "LLCT: chưa qua đào tạo" in page
    assert "LLCT: chưa có dữ liệu" in page
    assert "Thị trấn Bảo Lạc" in page
    assert page.count("được tính</td>") == 3


def test_a_person_is_a_link_to_the_card(cast, get):
    person = theory(cast.staff, "Hà Quốc Ơn", "elementary")

    assert f'href="{person.get_absolute_url()}"' in get(cast.leader, PEOPLE, unit=COMMUNE).content.decode()


@pytest.mark.parametrize(("group", "people"), [("", 5), ("elected_cadre", 4), ("civil_servant", 1)])
def test_totals_of_staff_have_a_list(cast, get, group, people):
    assert get(cast.leader, PEOPLE, group=group).context["page"].total == people


def test_the_list_moves_with_the_day(cast, get):
    response = get(cast.leader, PEOPLE, target="LLCT-SC", counted="yes", as_of="2011-12-31")

    assert response.context["page"].total == 1
    assert "Đang xem số liệu 31/12/2011" in response.content.decode()


def test_a_published_figure_opens_its_people_on_its_own_day(cast, get):
    response = get(cast.leader, PEOPLE, figure="without_training", counted="all", as_of="2011-12-31")

    assert response.context["page"].total == 5
    assert "CM: chưa có dữ liệu" in response.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        {"unit": "999"},
        {"counted": "maybe"},
        {"target": "NO"},
        {"group": "kings"},
        {"cut": "colour", "value": "red"},
        {"figure": "communes"},
        {"figure": "nothing"},
    ],
)
@pytest.mark.parametrize("path", [PEOPLE, DOWNLOAD])
def test_a_number_that_does_not_exist_is_404(cast, get, path, query):
    assert get(cast.staff, path, **query).status_code == 404


@pytest.mark.parametrize("path", [PEOPLE, DOWNLOAD])
@pytest.mark.parametrize("query", [{}, {"unit": "04"}, {"unit": OTHER_DISTRICT}])
def test_a_clerk_gets_404_outside_the_own_district(cast, get, path, query):
    assert get(cast.clerk, path, **query).status_code == 404


def test_a_clerk_sees_the_own_people_only(cast, get):
    page = get(cast.clerk, PEOPLE, unit=DISTRICT, target="LLCT-SC").content.decode()

    assert "Lý A Sình" in page
    assert "Vàng Mùi Phin" not in page
    assert "Toàn tỉnh" not in page


def test_who_sees_only_aggregates_is_refused(cast, get):
    assert get(cast.administrator, PEOPLE).status_code == 403
    assert get(cast.administrator, DOWNLOAD).status_code == 403


def test_a_leader_reads_but_takes_no_file(cast, get):
    assert DOWNLOAD not in get(cast.leader, PEOPLE).content.decode()
    assert get(cast.leader, DOWNLOAD).status_code == 403


def test_reading_names_behind_a_number_is_logged(cast, get):
    get(cast.leader, PEOPLE, target="LLCT-SC", counted="no", unit=DISTRICT)

    entry = AccessEntry.objects.get(kind=AccessKind.VIEW_FIGURE_NAMES)
    assert (entry.user, entry.rows) == (cast.leader, 2)
    assert entry.detail == "Lý luận chính trị từ sơ cấp trở lên, chưa đạt, huyện Bảo Lạc, 31/12/2013"


def test_the_file_holds_exactly_the_list_under_a_head(cast, get):
    response = get(cast.staff, DOWNLOAD, target="LLCT-SC", counted="no", cut="sex", value="male")
    rows = sheet_of(response)

    assert response["Content-Type"].endswith("spreadsheetml.sheet")
    assert rows[1] == ["Đơn vị: tỉnh Cao Bằng"]
    assert rows[2] == [
        "Nội dung: Lý luận chính trị từ sơ cấp trở lên, chưa đạt, Giới tính: Nam, tỉnh Cao Bằng, 31/12/2013"
    ]
    assert rows[3] == ["Số liệu đến ngày 31/12/2013, tạm tính"]
    assert "can.bo.tinh" in rows[4][0]
    assert [row[2] for row in rows[7:]] == ["Nông Thị Ân", "Đinh Văn Đào"]
    assert [row[6:] for row in rows[7:]] == [
        ["LLCT: chưa qua đào tạo", "không được tính"],
        ["LLCT: chưa có dữ liệu", "không được tính"],
    ]


def test_taking_the_file_is_logged(cast, get):
    get(cast.clerk, DOWNLOAD, unit=DISTRICT)

    entry = AccessEntry.objects.get(kind=AccessKind.EXPORT)
    assert (entry.user, entry.rows) == (cast.clerk, 3)


def test_long_lists_come_by_the_page(cast, get):
    for number in range(30):
        theory(cast.staff, f"Hoàng Văn Số {number}", None)

    response = get(cast.leader, PEOPLE, size="25", page="2")

    assert response.context["page"].total == 35
    assert len(response.context["people"]) == 10
