"""The log of acts, one act before → after, undo as a whole or of the rest; and the page of units."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.models import AccessEntry, AccessKind, Role
from registry.cards import services
from registry.cards.naming import name_fields, new_code
from registry.enums import ActKind, Scale
from registry.models import Act, Cadre
from tests.factories import registry as make

pytestmark = pytest.mark.django_db
LOG = reverse("registry:act_list")
UNITS = reverse("registry:area_tree")


@pytest.fixture
def staff(reference):
    """Province staff: sees every district."""
    return make.make_user("tinh", role=Role.PROVINCE_STAFF, units=(make.unit_coded("04"),))


@pytest.fixture
def cadre(clerk, commune):
    return make.make_cadre(clerk, commune)


def text(response):
    return " ".join(response.content.decode().split())


def page_of(act, name="act_detail"):
    return reverse(f"registry:{name}", args=[act.pk])


def corrected(actor, cadre, **values):
    return services.correct_cadre(actor=actor, cadre=cadre, values=values or {"native_place": "xã Cô Ba"})


def imported(actor, *people):
    """One act over people of the given names and units."""
    rows = [Cadre(code=new_code(), **{**make.person_values(name), **name_fields(name)}) for name, _ in people]
    held = [make.make_posting_row(row, unit) for row, (_, unit) in zip(rows, people, strict=True)]
    return make.recorded(ActKind.IMPORT, actor, created=[*rows, *held], source_name="danh-sach.xlsx")


def test_log_lists_the_newest_first_with_who_and_what(signed_in, clerk, cadre):
    act = corrected(clerk, cadre)

    response = signed_in.get(LOG)

    assert response.context["page"].rows[0] == act
    assert "Sửa hồ sơ Lý A Sình: quê quán" in text(response)
    assert clerk.full_name in text(response)


def test_clerk_sees_acts_of_the_own_agency_only(signed_in, staff, commune):
    act = corrected(staff, make.make_cadre(staff, commune, "Bế Ích Quân"))

    assert "Bế Ích Quân" not in text(signed_in.get(LOG))
    assert signed_in.get(page_of(act)).status_code == 404
    assert signed_in.post(page_of(act, "act_undo")).status_code == 404


def test_province_sees_acts_of_its_districts(client, clerk, staff, cadre):
    act = corrected(clerk, cadre)
    client.force_login(staff)

    assert client.get(page_of(act)).status_code == 200


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ({"kind": "correct_cadre"}, 1),
        ({"kind": "undo"}, 0),
        ({"actor": "nhap.baolac"}, 2),
        ({"actor": "khac"}, 0),
        ({"since": "01/01/2099"}, 0),
        ({"until": "01/01/2020"}, 0),
        ({"since": "31/02/2013"}, 2),
        ({"kind": "x"}, 2),
        ({"actor": "x\u200b"}, 2),
    ],
    ids=str,
)
def test_log_is_filtered(signed_in, clerk, cadre, query, count):
    corrected(clerk, cadre)

    assert signed_in.get(LOG, query).context["page"].total == count


@pytest.mark.parametrize("role", [Role.LEADER])
def test_log_is_closed_to_those_without_the_right(client, bao_lac, clerk, cadre, role):
    act = corrected(clerk, cadre)
    client.force_login(make.make_user("khac", role=role, units=(bao_lac,)))

    assert client.get(LOG).status_code == 403
    assert client.get(page_of(act)).status_code == 403
    assert client.post(page_of(act, "act_undo")).status_code == 403


def test_detail_shows_before_and_after(signed_in, clerk, cadre):
    act = corrected(clerk, cadre, native_place="xã Cô Ba", id_number="080123456")

    page = text(signed_in.get(page_of(act)))

    assert "Quê quán: <del>–</del> → xã Cô Ba" in page
    assert "080123456" not in page
    assert "3456" in page


def test_detail_tells_references_in_words(signed_in, clerk, cadre):
    other = make.unit_coded("01324")
    services.transfer(actor=clerk, cadre=cadre, posting=make.posting_facts(other, make.on(2013, 3, 1)))

    page = text(signed_in.get(page_of(Act.objects.first())))

    assert "xã Cốc Pàng" in page
    assert "Lý do kết thúc: <del>–</del> → Điều động" in page
    assert "Từ ngày: 01/03/2013" in page


def test_detail_shows_only_the_people_in_scope(signed_in, clerk, commune, elsewhere):
    act = imported(clerk, ("Lý A Sình", commune), ("Người Huyện Khác", elsewhere))

    response = signed_in.get(page_of(act))

    assert "Lý A Sình" in text(response)
    assert "Người Huyện Khác" not in text(response)
    assert response.context["page"].total == 1


def test_detail_of_an_undone_addition_still_names_the_person(signed_in, clerk, commune):
    act = imported(clerk, ("Lý A Sình", commune))
    signed_in.post(page_of(act, "act_undo"))

    page = text(signed_in.get(page_of(act)))

    assert "Đã hoàn tác" in page
    assert "Lý A Sình" in page
    assert "Hoàn tác cả thao tác" not in page


def test_detail_costs_the_same_for_one_person_as_for_twenty(
    signed_in, clerk, commune, django_assert_max_num_queries
):
    one = imported(clerk, ("Lý A Sình", commune))
    twenty = imported(clerk, *((f"Nông Văn A{number}", commune) for number in range(20)))
    signed_in.get(page_of(one))
    with django_assert_max_num_queries(40) as few:
        signed_in.get(page_of(one))
    with django_assert_max_num_queries(40) as many:
        signed_in.get(page_of(twenty))

    assert len(many) == len(few)


def test_undo_on_the_page_takes_back_and_is_logged(signed_in, clerk, cadre):
    act = corrected(clerk, cadre)

    response = signed_in.post(page_of(act, "act_undo"), follow=True)

    assert Cadre.objects.get().native_place == ""
    assert "Đã hoàn tác" in text(response)
    assert AccessEntry.objects.get(kind=AccessKind.UNDO).object_key == str(act.pk)


def test_undo_takes_no_get(signed_in, clerk, cadre):
    act = corrected(clerk, cadre)

    assert signed_in.get(page_of(act, "act_undo")).status_code == 405
    assert Cadre.objects.get().native_place == "xã Cô Ba"


def test_second_undo_is_refused_in_words(signed_in, clerk, cadre):
    act = corrected(clerk, cadre)
    signed_in.post(page_of(act, "act_undo"))

    response = signed_in.post(page_of(act, "act_undo"), follow=True)

    assert "đã được hoàn tác trước đó" in text(response)


def test_blocked_undo_names_what_stands_on_it_and_offers_the_rest(signed_in, clerk, commune):
    act = imported(clerk, ("Lý A Sình", commune), ("Bế Ích Quân", commune))
    later = corrected(clerk, Cadre.objects.get(full_name="Bế Ích Quân"))

    response = signed_in.post(page_of(act, "act_undo"))

    assert response.status_code == 409
    assert page_of(later) in text(response)
    assert Cadre.objects.count() == 2
    signed_in.post(page_of(act, "act_undo"), {"rest": "1"})
    assert Cadre.objects.get().full_name == "Bế Ích Quân"


def test_blocking_act_of_another_agency_is_told_without_its_author_or_a_link(signed_in, clerk, staff, cadre):
    act = corrected(clerk, cadre)
    later = corrected(staff, cadre, native_place="khác")

    page = text(signed_in.post(page_of(act, "act_undo")))

    assert f"Sửa hồ sơ #{later.pk}" in page
    assert staff.full_name not in page
    assert page_of(later) not in page


def test_act_over_people_outside_the_scope_is_not_undone(signed_in, clerk, commune, elsewhere):
    act = imported(clerk, ("Lý A Sình", commune), ("Người Huyện Khác", elsewhere))

    response = signed_in.post(page_of(act, "act_undo"), follow=True)

    assert "ngoài phạm vi của bạn" in text(response)
    assert Cadre.objects.count() == 2


def test_act_over_someone_who_left_for_another_district_is_not_undone(
    signed_in, clerk, staff, cadre, elsewhere
):
    """The transfer stands on nothing of the correction, yet the person is no longer this district's."""
    act = corrected(clerk, cadre)
    services.transfer(actor=staff, cadre=cadre, posting=make.posting_facts(elsewhere, make.on(2013, 3, 1)))

    response = signed_in.post(page_of(act, "act_undo"), follow=True)

    assert "ngoài phạm vi của bạn" in text(response)
    assert Cadre.objects.get().native_place == "xã Cô Ba"


def test_unknown_act_is_not_found(signed_in):
    assert signed_in.get("/nhat-ky/999999999999999999999/").status_code == 404


# Units -----------------------------------------------------------------------------------------------------


def test_units_of_the_day_stand_in_a_tree_with_head_counts(signed_in, clerk, commune):
    make.make_cadre(clerk, commune, levels={Scale.PROFESSIONAL: "none"})

    response = signed_in.get(UNITS, {"as_of": "2013-12-31"})

    (district,) = response.context["lines"]
    assert (district.node.version.name, district.staff, district.communes) == ("Bảo Lạc", 1, 17)
    assert "?unit=01333&amp;as_of=2013-12-31" in text(response)
    assert "Hạ Lang" not in text(response)


def test_province_sees_thirteen_districts_in_2013_and_ten_in_2021(client, staff):
    client.force_login(staff)

    def districts(day):
        (province,) = client.get(UNITS, {"as_of": day}).context["lines"]
        return len(province.children), province.communes

    assert districts("2013-12-31") == (13, 199)
    assert districts("2021-06-30")[0] == 10


def test_communes_hang_under_the_province_once_there_are_no_districts(client, staff):
    client.force_login(staff)

    (province,) = client.get(UNITS, {"as_of": "2025-08-01"}).context["lines"]

    assert {child.node.level for child in province.children} == {"commune"}
    assert province.communes == 56


def test_legal_acts_of_the_territory_are_listed(signed_in, client, staff):
    assert signed_in.get(UNITS).status_code == 200
    client.force_login(staff)
    assert client.get(UNITS).context["page"].total == 251


def test_units_are_closed_to_strangers_and_posts(signed_in, client):
    assert signed_in.post(UNITS).status_code == 405
    client.logout()
    assert client.get(UNITS).status_code == 302


def test_unit_page_costs_the_same_for_a_district_as_for_the_province(
    signed_in, client, staff, django_assert_max_num_queries
):
    signed_in.get(UNITS, {"as_of": "2013-12-31"})
    with django_assert_max_num_queries(20) as district:
        signed_in.get(UNITS, {"as_of": "2013-12-31"})
    client.force_login(staff)
    client.get(UNITS, {"as_of": "2013-12-31"})
    with django_assert_max_num_queries(20) as province:
        client.get(UNITS, {"as_of": "2013-12-31"})

    assert len(province) <= len(district)


def test_day_before_the_first_change_is_answered(signed_in):
    response = signed_in.get(UNITS, {"as_of": "01/01/2000"})

    assert response.status_code == 200
    assert response.context["day"] == date(2000, 1, 1)
