"""Working with the list: order by headings, columns of one's own, and acts on people chosen."""

from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import AccessEntry, AccessKind, Role
from registry import levers
from registry.cards.services import remedies
from registry.enums import RemedyKind, Scale
from registry.listing.views import MOST_CHOSEN
from registry.models import Cadre
from tests.factories import registry as make
from tests.factories import training as teach

pytestmark = pytest.mark.django_db
LIST, CHOSEN, COLUMNS = map(
    reverse, ("registry:cadre_list", "registry:cadre_chosen", "registry:cadre_columns")
)
DAY = "2013-12-31"


@pytest.fixture
def three(clerk, commune):
    """With an intermediate level, with none, and nobody knows."""
    return [
        make.make_cadre(clerk, commune, "Lý A Ân", levels={Scale.PROFESSIONAL: "intermediate"}),
        make.make_cadre(clerk, commune, "Bế Văn Bình", levels={Scale.PROFESSIONAL: "none"}),
        make.make_cadre(clerk, commune, "Nông Thị Cúc"),
    ]


def get(client, **query):
    return client.get(LIST, {"as_of": DAY, **query})


def choose(client, act, *people, query=f"?as_of={DAY}", **data):
    return client.post(CHOSEN + query, {"act": act, "code": [each.code for each in people], **data})


def given_names(response):
    return [row.cadre.full_name.split()[-1] for row in response.context["rows"]]


def said(response):
    return [str(message) for message in response.context["messages"]]


def names_in(response):
    sheet = load_workbook(BytesIO(response.content)).active
    texts = {str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value}
    return {name for name in ("Lý A Ân", "Bế Văn Bình", "Nông Thị Cúc") if name in texts}


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("name", ["Ân", "Bình", "Cúc"]),
        ("-name", ["Cúc", "Bình", "Ân"]),
        ("professional", ["Bình", "Ân", "Cúc"]),
        ("-professional", ["Ân", "Bình", "Cúc"]),
        ("-nonsense", ["Ân", "Bình", "Cúc"]),
    ],
)
def test_a_heading_sorts_both_ways_and_who_is_unknown_comes_last(signed_in, three, sort, expected):
    assert given_names(get(signed_in, sort=sort)) == expected


def test_a_heading_says_its_order_and_a_second_click_turns_it_round(signed_in, three):
    page = get(signed_in, sort="professional").content.decode()

    assert page.count("aria-sort=") == 1
    assert 'aria-sort="ascending"><a href="?as_of=2013-12-31&amp;sort=-professional"' in page
    assert 'aria-sort="descending"' in get(signed_in, sort="-professional").content.decode()


def test_who_studies_toward_a_level_that_is_missing_is_marked(client, signed_in, three, reference):
    officer = make.make_user("tinh", role=Role.PROVINCE_STAFF, units=(make.unit_coded("04"),))
    training_class = teach.make_class(officer)
    teach.make_enrolment(officer, teach.make_seats(officer, training_class, make.unit_coded("043")), three[1])

    rows = get(signed_in).context["rows"]

    learning = {row.cadre.full_name: [cell.heading for cell in row.cells if cell.is_learning] for row in rows}
    assert learning == {"Lý A Ân": [], "Bế Văn Bình": ["Chuyên môn"], "Nông Thị Cúc": []}


def test_columns_are_kept_for_the_account_alone(client, signed_in, clerk, three):
    remedies.set_remedy(
        actor=clerk, cadre=three[0], kind=RemedyKind.TRAINING, decided_on=make.DAY, reason="Cử đi học"
    )
    answer = signed_in.post(f"{COLUMNS}?as_of={DAY}&sort=unit", {"column": ["remedy", "code", "no-such"]})

    assert answer.url == f"{LIST}?as_of={DAY}&sort=unit"
    response = get(signed_in)
    assert [head.label for head in response.context["headings"]][3:] == ["Mã hồ sơ", "Phương án"]
    first = response.context["rows"][0]
    assert [cell.text for cell in first.cells] == [three[0].code, RemedyKind.TRAINING.label]

    signed_in.post(COLUMNS, {})
    assert [head.label for head in get(signed_in).context["headings"]][3] == "Chuyên môn"


def test_another_account_keeps_its_own_columns(client, signed_in, bao_lac, three):
    signed_in.post(COLUMNS, {"column": ["code"]})
    client.force_login(make.make_user("khac", units=(bao_lac,)))

    assert [head.label for head in get(client).context["headings"]][-1] == "Chuẩn"


def test_the_file_holds_the_people_chosen_and_nobody_else(signed_in, clerk, three):
    response = choose(signed_in, "export", three[0], three[2])

    assert names_in(response) == {"Lý A Ân", "Nông Thị Cúc"}
    entry = AccessEntry.objects.filter(kind=AccessKind.EXPORT).latest("pk")
    assert (entry.rows, entry.detail) == (2, "Danh sách ngày 31/12/2013, Người được chọn")


def test_all_that_the_filter_finds_may_be_chosen(signed_in, three):
    response = choose(signed_in, "export", query=f"?as_of={DAY}&q=van", all="1")

    assert names_in(response) == {"Bế Văn Bình"}


def test_when_the_filter_finds_another_number_nothing_is_done(signed_in, three):
    response = signed_in.post(f"{CHOSEN}?as_of={DAY}", {"act": "export", "all": "2"}, follow=True)

    assert response.redirect_chain[0][0] == f"{LIST}?as_of={DAY}"
    assert said(response) == [
        "Bộ lọc bây giờ tìm thấy 3 hồ sơ, khác lúc chọn. Chưa làm gì cả; xem lại danh sách rồi chọn lại."
    ]
    assert not AccessEntry.objects.filter(kind=AccessKind.EXPORT).exists()


def test_who_does_not_match_the_filter_any_more_is_not_chosen(signed_in, three):
    response = choose(signed_in, "export", three[0], three[1], query=f"?as_of={DAY}&q=van")

    assert names_in(response) == {"Bế Văn Bình"}


def test_people_of_another_district_cannot_be_chosen(signed_in, clerk, three, elsewhere):
    stranger = make.make_cadre(clerk, elsewhere, "Người Huyện Khác")

    response = choose(signed_in, "export", stranger)

    assert response.status_code == 302


def test_people_chosen_go_on_to_the_choice_of_a_class(signed_in, three):
    response = choose(signed_in, "class", three[0], three[1])

    assert response.url.startswith(reverse("training:enrol_choose"))
    page = signed_in.get(response.url)
    assert {person.cadre.pk for person in page.context["people"]} == {three[0].pk, three[1].pk}


def test_nobody_chosen_is_said(signed_in, three):
    response = signed_in.post(f"{CHOSEN}?as_of={DAY}", {"act": "class"}, follow=True)

    assert said(response) == ["Chưa chọn ai. Đánh dấu vào ô đầu dòng rồi bấm lại."]


def test_more_than_a_page_can_carry_is_refused_with_both_numbers(signed_in, three, monkeypatch):
    monkeypatch.setattr("registry.listing.views.MOST_CHOSEN", 2)
    response = signed_in.post(f"{CHOSEN}?as_of={DAY}", {"act": "class", "all": "3"}, follow=True)

    assert said(response) == [
        "Nhiều nhất 2 người một lần, đang chọn 3. Chưa làm gì cả; lọc bớt rồi chọn lại."
    ]
    assert MOST_CHOSEN == 200


@pytest.mark.parametrize("act", ["export", "class", "delete", ""])
def test_a_reader_may_do_nothing_with_people_chosen(client, bao_lac, three, act):
    client.force_login(make.make_user("lanh.dao", role=Role.LEADER, units=(bao_lac,)))

    assert choose(client, act, three[0]).status_code == 403
    assert 'id="chosen"' not in get(client).content.decode()


def test_an_act_needs_its_right(client, bao_lac, three, monkeypatch):
    monkeypatch.setattr(levers, "_LEVERS", {})

    assert choose(client, "class", three[0]).status_code == 302
    client.force_login(make.make_user("nhap.khac", units=(bao_lac,)))
    assert choose(client, "class", three[0]).status_code == 403


def test_columns_and_choices_change_no_record(signed_in, three):
    before = list(Cadre.history.values_list("pk", flat=True))

    signed_in.post(COLUMNS, {"column": ["sex"]})
    choose(signed_in, "export", three[0])

    assert list(Cadre.history.values_list("pk", flat=True)) == before
