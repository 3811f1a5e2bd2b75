"""The list of records: filters, search, order, pages, download, and what each account may see."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import AccessEntry, AccessKind, Right, Role
from registry.enums import EndReason, Scale, Sex
from registry.models import EthnicGroup
from tests.factories import registry as make

pytestmark = pytest.mark.django_db
LIST = reverse("registry:cadre_list")
DAY = "2013-12-31"
FULL = {
    Scale.PROFESSIONAL: "intermediate",
    Scale.POLITICAL_THEORY: "elementary",
    Scale.STATE_MANAGEMENT: "commune_refresher",
    Scale.DEFENCE: "object_4",
    Scale.INFORMATICS: "certificate_a",
}


@pytest.fixture
def hong_an(reference):
    return make.unit_coded("01333")


@pytest.fixture
def ha_lang_commune(reference):
    """A commune of another district."""
    return make.unit_coded("01570")


def names_on(response):
    return [row.cadre.full_name for row in response.context["rows"]]


def get(client, **query):
    return client.get(LIST, {"as_of": DAY, **query})


def test_list_says_how_many_of_how_many_are_shown(signed_in, clerk, hong_an):
    make.make_cadre(clerk, hong_an, "Lý A Sình", levels=FULL)
    make.make_cadre(clerk, hong_an, "Vàng Thị Dế", sex=Sex.FEMALE)

    response = get(signed_in, sex="female")

    assert names_on(response) == ["Vàng Thị Dế"]
    assert "<b>1</b> trong 2 hồ sơ" in response.content.decode()


def test_people_of_another_district_are_not_in_the_list(signed_in, clerk, hong_an, ha_lang_commune):
    make.make_cadre(clerk, hong_an, "Lý A Sình")
    make.make_cadre(clerk, ha_lang_commune, "Người Huyện Khác")

    response = get(signed_in, serving="all")

    assert names_on(response) == ["Lý A Sình"]
    assert response.context["total"] == 1
    assert "Người Huyện Khác" not in response.content.decode()


def test_unit_of_another_district_is_no_choice_and_finds_nobody_there(signed_in, clerk, ha_lang_commune):
    make.make_cadre(clerk, ha_lang_commune, "Người Huyện Khác")

    response = get(signed_in, unit="01570")

    assert response.status_code == 200
    assert names_on(response) == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"unit": "01333"}, ["Lý A Sình", "Bế Ích Quân"]),
        ({"unit": "043"}, ["Vàng Thị Dế", "Lý A Sình", "Bế Ích Quân"]),
        ({"group": "civil_servant"}, ["Vàng Thị Dế"]),
        ({"group": ["civil_servant", "elected_cadre"]}, ["Vàng Thị Dế", "Lý A Sình", "Bế Ích Quân"]),
        ({"title": "council_vice"}, ["Lý A Sình", "Bế Ích Quân"]),
        ({"lacking": "informatics"}, ["Lý A Sình", "Bế Ích Quân"]),
        ({"lacking": ["professional", "informatics"]}, ["Lý A Sình", "Bế Ích Quân"]),
        ({"lacking": "professional"}, ["Lý A Sình"]),
        ({"ethnic": "MONG"}, ["Vàng Thị Dế"]),
        ({"q": "de"}, ["Vàng Thị Dế"]),
        ({"q": "ly sinh"}, ["Lý A Sình"]),
        ({"q": "dế"}, ["Vàng Thị Dế"]),
    ],
    ids=str,
)
def test_filters_find(signed_in, clerk, hong_an, query, expected):
    make.make_cadre(clerk, hong_an, "Lý A Sình", levels={Scale.PROFESSIONAL: "elementary"})
    make.make_cadre(
        clerk,
        make.unit_coded("01321"),
        "Vàng Thị Dế",
        levels=FULL,
        title=make.title("office_statistics"),
        ethnic_group=EthnicGroup.objects.get(name="Mông"),
    )
    make.make_cadre(clerk, hong_an, "Bế Ích Quân", levels={**FULL, Scale.INFORMATICS: "none"})
    if query.get("ethnic") == "MONG":
        query = {"ethnic": EthnicGroup.objects.get(name="Mông").code}

    found = names_on(get(signed_in, **query))

    assert sorted(found) == sorted(expected)


def test_names_are_sorted_by_given_name_then_the_rest(signed_in, clerk, hong_an):
    for name in ("Lý Văn Đào", "Hoàng Thị Ân", "Nông Văn An", "Bế Thị Dung", "Lô Thị Ánh"):
        make.make_cadre(clerk, hong_an, name)

    assert names_on(get(signed_in)) == [
        "Nông Văn An",
        "Lô Thị Ánh",
        "Hoàng Thị Ân",
        "Bế Thị Dung",
        "Lý Văn Đào",
    ]


@pytest.mark.parametrize(
    ("sort", "expected"), [("title", ["Bế Văn Tư", "Lý A Ân"]), ("unit", ["Bế Văn Tư", "Lý A Ân"])]
)
def test_list_sorts_by_unit_and_title(signed_in, clerk, hong_an, sort, expected):
    make.make_cadre(clerk, hong_an, "Lý A Ân", title=make.title("office_statistics"))
    make.make_cadre(clerk, make.unit_coded("01321"), "Bế Văn Tư", title=make.title("party_secretary"))

    assert names_on(get(signed_in, sort=sort)) == expected


def test_name_written_with_the_same_marks_comes_first(signed_in, clerk, hong_an):
    for name in ("Nông Văn Hoa", "Nông Văn Hòa", "Nông Văn Hoá"):
        make.make_cadre(clerk, hong_an, name)

    assert names_on(get(signed_in, q="hoà"))[0] == "Nông Văn Hòa"
    assert len(names_on(get(signed_in, q="hoa"))) == 3


def test_code_finds_the_record(signed_in, clerk, hong_an):
    cadre = make.make_cadre(clerk, hong_an, "Lý A Sình")
    make.make_cadre(clerk, hong_an, "Bế Ích Quân")

    assert names_on(get(signed_in, q=cadre.code.lower())) == ["Lý A Sình"]


def test_those_who_left_appear_only_among_all_records_with_the_reason(signed_in, clerk, hong_an):
    make.make_cadre(clerk, hong_an, "Hứa Thị Nết", ended_on=date(2012, 6, 30), end_reason=EndReason.RETIRED)

    assert names_on(get(signed_in)) == []
    response = get(signed_in, serving="all")
    assert names_on(response) == ["Hứa Thị Nết"]
    assert "Nghỉ hưu, 30/06/2012" in response.content.decode()


def test_date_of_the_page_moves_the_list(signed_in, clerk, hong_an):
    make.make_cadre(clerk, hong_an, "Lý A Sình", started_on=date(2012, 3, 1))

    assert names_on(signed_in.get(LIST, {"as_of": "29/02/2012"})) == []
    assert names_on(signed_in.get(LIST, {"as_of": "01/03/2012"})) == ["Lý A Sình"]


@pytest.mark.parametrize("text", ["31/02/2013", "hôm qua", "2099-01-01"])
def test_bad_date_is_answered_in_vietnamese_and_the_page_still_comes(signed_in, text):
    response = signed_in.get(LIST, {"as_of": text})

    assert response.status_code == 200
    assert "Đang xem số liệu ngày" in response.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        {"unit": "không có"},
        {"group": "x"},
        {"lacking": "x' OR 1=1"},
        {"title": "0"},
        {"ethnic": "zz"},
        {"serving": "x"},
        {"page": "999999999999"},
        {"size": "7"},
        {"sort": "pk; DROP"},
        {"q": "%_'\"\\"},
        {"q": "x" * 200},
        {"q": "\u200b"},
    ],
    ids=str,
)
def test_nonsense_in_the_address_is_survived(signed_in, clerk, hong_an, query):
    make.make_cadre(clerk, hong_an, "Lý A Sình")

    assert get(signed_in, **query).status_code == 200


def test_pages_hold_the_size_asked_for(signed_in, clerk, hong_an):
    for number in range(27):
        make.make_cadre(clerk, hong_an, f"Nông Văn A{number:02}")

    response = get(signed_in, size=25, page=2)

    assert len(names_on(response)) == 2
    assert "26–27 trong 27" in response.content.decode()


def test_every_active_filter_has_a_chip_that_takes_it_away(signed_in, clerk, hong_an):
    response = get(
        signed_in, q="sinh", unit="01333", group="elected_cadre", lacking=["informatics", "defence"]
    )

    chips = {chip.label: chip.url for chip in response.context["chips"]}

    assert set(chips) == {"Tìm “sinh”", "xã Bảo Toàn", "Cán bộ", "Thiếu QP-AN", "Thiếu Tin học"}
    assert "lacking=defence" in chips["Thiếu Tin học"]
    assert "lacking=informatics" not in chips["Thiếu Tin học"]
    assert "q=" not in chips["Tìm “sinh”"].replace("q=&", "")


def test_counts_beside_choices_respect_the_other_filters(signed_in, clerk, hong_an):
    make.make_cadre(clerk, hong_an, "Lý A Sình", levels={**FULL, Scale.INFORMATICS: "none"})
    make.make_cadre(clerk, hong_an, "Vàng Thị Dế", levels=FULL, title=make.title("office_statistics"))

    facets = get(signed_in, group="civil_servant").context["facets"]

    assert facets.group == {"elected_cadre": 1, "civil_servant": 1}
    assert facets.lacking["informatics"] == 0


def test_missing_criteria_are_said_in_the_row(signed_in, clerk, hong_an):
    make.make_cadre(clerk, hong_an, "Lý A Sình", levels={**FULL, Scale.INFORMATICS: "none"})
    make.make_cadre(clerk, hong_an, "Bế Ích Quân", levels=FULL)

    page = get(signed_in).content.decode()

    assert "Thiếu 1 tiêu chí" in page
    assert "Đạt chuẩn" in page


def test_number_of_papers_is_searched_by_post_only(signed_in, clerk, hong_an):
    cadre = make.make_cadre(clerk, hong_an, "Lý A Sình", id_number="080123456")
    url = reverse("registry:id_search")

    assert signed_in.get(url, {"id_number": "080123456"}).status_code == 405
    found = signed_in.post(url, {"id_number": "080123456"})
    assert found.url == cadre.get_absolute_url()
    assert names_on(get(signed_in, q="080123456")) == []


@pytest.mark.parametrize("number", ["", "12", "08012345a", "080999999"])
def test_unknown_or_bad_number_leads_back_with_a_word(signed_in, number):
    response = signed_in.post(reverse("registry:id_search"), {"id_number": number}, follow=True)

    assert response.redirect_chain[0][0] == LIST
    assert len(list(response.context["messages"])) == 1


def test_number_of_papers_of_another_district_is_not_found(signed_in, clerk, ha_lang_commune):
    make.make_cadre(clerk, ha_lang_commune, "Người Huyện Khác", id_number="080123456")

    response = signed_in.post(reverse("registry:id_search"), {"id_number": "080123456"}, follow=True)

    assert "Không có hồ sơ nào trong phạm vi của bạn" in response.content.decode()


def test_leader_sees_the_list_without_ethnic_group(client, clerk, hong_an, bao_lac):
    make.make_cadre(clerk, hong_an, "Lý A Sình", ethnic_group=EthnicGroup.objects.get(name="Lô Lô"))
    client.force_login(make.make_user("lanh.dao", role=Role.LEADER, units=(bao_lac,)))

    page = get(client).content.decode()

    assert "Lý A Sình" in page
    assert "Lô Lô" not in page
    assert 'name="ethnic"' not in page


def test_role_without_the_right_gets_403(client, bao_lac):
    client.force_login(make.make_user("quan.tri", role=Role.ADMINISTRATOR, units=(bao_lac,)))

    assert client.get(LIST).status_code == 403
    assert client.get(reverse("registry:cadre_download")).status_code == 403


def test_stranger_is_sent_to_sign_in(client):
    assert client.get(LIST).status_code == 302


def test_list_takes_no_post(signed_in):
    assert signed_in.post(LIST).status_code == 405


def test_download_holds_exactly_the_people_of_the_filter_and_is_logged(signed_in, clerk, hong_an):
    make.make_cadre(clerk, hong_an, "Lý A Sình")
    make.make_cadre(clerk, hong_an, "Vàng Thị Dế", title=make.title("office_statistics"))

    response = signed_in.get(reverse("registry:cadre_download"), {"as_of": DAY, "group": "civil_servant"})

    sheet = load_workbook(BytesIO(response.content)).active
    cells = {cell for row in sheet.iter_rows(values_only=True) for cell in row}
    assert "Vàng Thị Dế" in cells
    assert "Lý A Sình" not in cells
    entry = AccessEntry.objects.get(kind=AccessKind.EXPORT)
    assert (entry.rows, entry.user) == (1, clerk)
    assert "Công chức" in entry.detail


def test_list_costs_as_many_queries_for_one_row_as_for_twenty(
    signed_in, clerk, hong_an, django_assert_max_num_queries
):
    make.make_cadre(clerk, hong_an, "Lý A Sình", levels=FULL)
    get(signed_in)  # the first request of a session also stamps it
    with django_assert_max_num_queries(20) as one:
        get(signed_in)
    for number in range(19):
        make.make_cadre(clerk, hong_an, f"Nông Văn A{number:02}", levels=FULL)
    with django_assert_max_num_queries(20) as twenty:
        get(signed_in)

    assert len(twenty) == len(one)


def test_account_without_any_unit_sees_an_empty_list(client, clerk, hong_an):
    make.make_cadre(clerk, hong_an, "Lý A Sình")
    client.force_login(make.make_user("khong.don.vi"))

    response = get(client)

    assert response.status_code == 200
    assert names_on(response) == []


def test_personal_right_opens_the_ethnic_filter(client, clerk, hong_an, bao_lac):
    leader = make.make_user("lanh.dao", role=Role.LEADER, units=(bao_lac,), rights=(Right.EXPORT_PERSONAL,))
    make.make_cadre(clerk, hong_an, "Lý A Sình")
    client.force_login(leader)

    assert 'name="ethnic"' in get(client).content.decode()


def test_search_begins_at_the_beginning_of_a_word(signed_in, clerk, hong_an):
    for name in ("Hoàng Văn Bằng", "Nông Thị An", "Lý Văn Ánh"):
        make.make_cadre(clerk, hong_an, name)

    assert names_on(get(signed_in, q="an")) == ["Nông Thị An", "Lý Văn Ánh"]


def test_province_sees_the_district_beside_the_commune(client, clerk, hong_an):
    make.make_cadre(clerk, hong_an, "Lý A Sình")
    client.force_login(make.make_user("tinh", role=Role.PROVINCE_STAFF, units=(make.unit_coded("04"),)))

    (row,) = get(client).context["rows"]

    assert (row.serving.unit_name, row.district_name) == ("Bảo Toàn", "Bảo Lạc")
