"""The card: facts as a timeline, criteria with their reason, what others may not see."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.models import AccessEntry, AccessKind, Right, Role
from registry.cards import services
from registry.enums import RemedyKind, Scale
from registry.models import EthnicGroup
from tests.factories import registry as make

pytestmark = pytest.mark.django_db
DAY = "2013-12-31"


@pytest.fixture
def cadre(clerk, commune):
    return make.make_cadre(
        clerk, commune, id_number="080123456", ethnic_group=EthnicGroup.objects.get(name="Lô Lô")
    )


def card(client, cadre, day=DAY):
    return client.get(cadre.get_absolute_url(), {"as_of": day})


def text(response):
    return " ".join(response.content.decode().split())


def test_criteria_are_told_with_level_day_and_what_is_asked(signed_in, clerk, cadre):
    facts = make.level_facts(Scale.POLITICAL_THEORY, "intermediate", make.on(2012, 6, 15))
    services.record_qualification(actor=clerk, cadre=cadre, facts=facts)

    lines = {line.heading: line for line in card(signed_in, cadre).context["card"].criteria}

    assert lines["LLCT"].reason == "Trung cấp, 15/06/2012"
    assert lines["LLCT"].result == "Đạt"
    assert (lines["Tin học"].reason, lines["Tin học"].result) == ("chưa có dữ liệu", "Chưa có dữ liệu")
    assert (lines["Ngoại ngữ"].glyph, lines["Ngoại ngữ"].asked) == ("–", "không xét")


def test_day_of_the_page_moves_the_criteria(signed_in, clerk, cadre):
    facts = make.level_facts(Scale.PROFESSIONAL, "intermediate", make.on(2012, 6, 15))
    services.record_qualification(actor=clerk, cadre=cadre, facts=facts)

    def result(day):
        lines = card(signed_in, cadre, day).context["card"].criteria
        return next(line.result for line in lines if line.heading == "Chuyên môn")

    assert (result("2012-06-14"), result("2012-06-15")) == ("Chưa có dữ liệu", "Đạt")


@pytest.mark.parametrize(
    ("ended_on", "name"), [(date(2020, 1, 31), "xã Triệu Ẩu"), (date(2020, 2, 1), "xã Bế Văn Đàn")]
)
def test_the_timeline_names_a_unit_as_on_the_last_day_served(client, reference, ended_on, name):
    """Triệu Ẩu is called Bế Văn Đàn since 01/02/2020."""
    officer = make.make_user(role=Role.PROVINCE_STAFF, units=(make.unit_coded("04"),))
    cadre = make.make_cadre(officer, make.unit_coded("01630"), ended_on=ended_on)
    client.force_login(officer)

    [posting] = card(client, cadre, "2021-03-05").context["card"].events

    assert posting.what.endswith(name)


def test_facts_stand_on_the_timeline_newest_first(signed_in, clerk, cadre, commune):
    make.make_qualification(
        clerk,
        cadre,
        Scale.PROFESSIONAL,
        "college",
        obtained_on=date(2005, 6, 30),
        obtained_precision="month",
        specialty="Chăn nuôi",
        institution="Trường A",
    )
    services.set_remedy(
        actor=clerk, cadre=cadre, kind=RemedyKind.TRAINING, decided_on=date(2013, 1, 5), reason="trẻ"
    )

    events = card(signed_in, cadre).context["card"].events

    assert [event.when for event in events] == ["05/01/2013", "25/05/2011 đến nay", "06/2005"]
    assert events[1].what == "Phó Chủ tịch HĐND xã Bảo Toàn"
    assert events[2].detail == "Chăn nuôi · Trường A · Chưa xác minh"


def test_facts_after_the_day_are_marked(signed_in, clerk, cadre):
    make.make_qualification(clerk, cadre, Scale.PROFESSIONAL, "college", obtained_on=date(2013, 6, 1))

    assert "sau ngày đang xem" in text(card(signed_in, cadre, "2012-12-31"))


def test_titles_elsewhere_are_counted_not_told(signed_in, clerk, cadre, elsewhere):
    make.make_posting(
        clerk,
        cadre,
        elsewhere,
        started_on=date(2005, 1, 1),
        ended_on=date(2011, 5, 24),
        title=make.title("women_chair"),
        decision_no="77/QĐ-BÍMẬT",
    )

    page = text(card(signed_in, cadre))

    assert "Có 1 chức danh ở địa bàn khác" in page
    assert "BÍMẬT" not in page
    assert "01/01/2005" not in page
    assert "Phụ nữ" not in page


def test_newest_acts_stand_on_the_card_and_are_told_with_before_and_after_in_the_history(
    signed_in, clerk, cadre
):
    for number in range(9):
        services.correct_cadre(actor=clerk, cadre=cadre, values={"note": str(number)})
    services.correct_cadre(actor=clerk, cadre=cadre, values={"native_place": "xã Cô Ba"})

    page = card(signed_in, cadre)
    told = page.context["history"]
    history = text(signed_in.get(reverse("registry:cadre_history", args=[cadre.code])))

    assert [act.act.pk for act in told] == sorted((act.act.pk for act in told), reverse=True)
    assert len(told) == 8
    assert {row.kind for act in told for row in act.rows} == {"Hồ sơ"}
    assert "Sửa hồ sơ" in text(page)
    assert "xã Cô Ba" in history
    assert "Quê quán: <del>–</del> → xã Cô Ba" in history
    assert clerk.full_name in text(page)


def test_person_of_another_district_is_not_found(signed_in, clerk, elsewhere):
    other = make.make_cadre(clerk, elsewhere, "Người Huyện Khác")

    for name in ("cadre_card", "cadre_edit", "cadre_history"):
        assert signed_in.get(reverse(f"registry:{name}", args=[other.code])).status_code == 404


def test_unknown_code_is_not_found(signed_in):
    assert signed_in.get("/ho-so/KHONGCO1/").status_code == 404


def test_card_takes_no_post_and_role_without_right_gets_403(signed_in, client, bao_lac, cadre):
    assert signed_in.post(cadre.get_absolute_url()).status_code == 405
    client.force_login(make.make_user("quan.tri", role=Role.ADMINISTRATOR, units=(bao_lac,)))
    assert client.get(cadre.get_absolute_url()).status_code == 403


def test_every_view_of_a_card_is_logged_once(signed_in, clerk, cadre):
    card(signed_in, cadre)

    entry = AccessEntry.objects.get(kind=AccessKind.VIEW_CARD)
    assert (entry.user, entry.object_key) == (clerk, cadre.code)


def test_number_of_papers_shows_its_last_four_digits_only(signed_in, cadre):
    page = text(card(signed_in, cadre))

    assert "•••••3456" in page
    assert "080123456" not in page


def test_full_number_needs_the_right_a_post_and_leaves_a_line(client, clerk, cadre, bao_lac):
    url = reverse("registry:cadre_id_number", args=[cadre.code])
    client.force_login(clerk)
    assert client.post(url).status_code == 403
    client.force_login(make.make_user("xuat", units=(bao_lac,), rights=(Right.EXPORT_PERSONAL,)))

    assert client.get(url).status_code == 405
    assert "080123456" in text(client.post(url))
    assert AccessEntry.objects.filter(kind=AccessKind.VIEW_PERSONAL, object_key=cadre.code).count() == 1


def test_full_number_of_another_district_is_not_found(client, clerk, elsewhere, bao_lac):
    other = make.make_cadre(clerk, elsewhere, "Người Huyện Khác", id_number="080999999")
    client.force_login(make.make_user("xuat", units=(bao_lac,), rights=(Right.EXPORT_PERSONAL,)))

    assert client.post(reverse("registry:cadre_id_number", args=[other.code])).status_code == 404


def test_leader_reads_without_personal_values_and_without_links_to_edit(client, clerk, cadre, bao_lac):
    services.correct_cadre(
        actor=clerk, cadre=cadre, values={"religion": "Tin Lành", "id_number": "080123457"}
    )
    client.force_login(make.make_user("lanh.dao", role=Role.LEADER, units=(bao_lac,)))

    page = text(card(client, cadre))

    assert "Lô Lô" not in page
    assert "Tin Lành" not in page
    assert "3456" not in page
    assert "/sua/" not in page
    assert client.get(reverse("registry:cadre_edit", args=[cadre.code])).status_code == 403


def test_district_that_let_someone_go_reads_on_but_edits_no_more(signed_in, clerk, cadre, elsewhere):
    services.transfer(actor=clerk, cadre=cadre, posting=make.posting_facts(elsewhere, make.on(2013, 3, 1)))

    response = card(signed_in, cadre)

    assert response.status_code == 200
    assert not response.context["may_edit"]
    assert signed_in.get(reverse("registry:cadre_edit", args=[cadre.code])).status_code == 404
    assert "Có 1 chức danh ở địa bàn khác" in text(response)


def test_card_of_someone_not_serving_says_so_and_judges_nothing(signed_in, cadre):
    response = card(signed_in, cadre, "2010-01-01")

    assert response.context["card"].assessment is None
    assert "Không giữ chức danh chính" in text(response)


def test_history_page_pages_the_acts(signed_in, clerk, cadre):
    for number in range(30):
        services.correct_cadre(actor=clerk, cadre=cadre, values={"note": str(number)})

    response = signed_in.get(reverse("registry:cadre_history", args=[cadre.code]), {"size": 25, "page": 2})

    assert response.status_code == 200
    assert "26–31 trong 31" in text(response)


def test_card_costs_the_same_for_one_fact_as_for_twenty(
    signed_in, clerk, cadre, django_assert_max_num_queries
):
    card(signed_in, cadre)
    with django_assert_max_num_queries(36) as few:
        card(signed_in, cadre)
    for number in range(20):
        make.make_qualification(
            clerk, cadre, Scale.PROFESSIONAL, "college", obtained_on=date(1995 + number % 15, 6, 1)
        )
    with django_assert_max_num_queries(36) as many:
        card(signed_in, cadre)

    assert len(many) <= len(few)
