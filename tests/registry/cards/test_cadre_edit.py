"""Adding and changing a person on the page: without JavaScript, with words for every refusal."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.models import Role
from registry.acts.recording import version_of
from registry.cards import services
from registry.enums import Scale, Verification
from registry.models import Act, Cadre, EthnicGroup, Posting
from tests.factories import registry as make

pytestmark = pytest.mark.django_db
ADD = reverse("registry:cadre_add")


@pytest.fixture
def cadre(clerk, commune):
    return make.make_cadre(clerk, commune)


def text(response):
    return " ".join(response.content.decode().split())


def url(name, cadre, *more):
    return reverse(f"registry:{name}", args=[cadre.code, *more])


def entry(**changes):
    return {
        "full_name": "Vàng Thị Dế",
        "born_on": "5/9/82",
        "sex": "female",
        "ethnic_group": EthnicGroup.objects.get(name="Mông").code,
        "religion": "Không",
        "unit": make.unit_coded("01333").key,
        "title": "women_chair",
        "kind": "regular",
        "started": "25/05/2011",
        "level_professional": "intermediate",
        "obtained_professional": "06/2008",
        "specialty": "Chăn nuôi",
    } | changes


def correction(cadre, **changes):
    """What the browser sends when nothing was touched, with changes."""
    return {
        "full_name": cadre.full_name,
        "born_on": "12/03/1974",
        "sex": "male",
        "ethnic_group": cadre.ethnic_group.code,
        "religion": "Không",
        "version": version_of(cadre),
    } | changes


def errors(response):
    return response.context["form"].errors


def test_new_person_is_added_with_title_and_levels(signed_in):
    response = signed_in.post(ADD, entry())

    cadre = Cadre.objects.get()
    assert response.status_code == 302
    assert response.url == cadre.get_absolute_url()
    assert cadre.born_on == date(1982, 9, 5)
    assert cadre.postings.get().title.code == "women_chair"
    level = cadre.qualifications.get()
    assert (level.obtained_on, level.obtained_precision) == (date(2008, 6, 30), "month")
    assert level.specialty == "Chăn nuôi"


def test_groups_stand_in_the_order_of_form_2c_with_numbers(signed_in):
    page = text(signed_in.get(ADD))

    order = [
        "Sơ yếu",
        "Tuyển dụng, chức danh",
        "Ngạch, lương",
        "Trình độ",
        "Đảng, đoàn thể",
        "Sức khỏe, giấy tờ",
    ]
    positions = [page.index(f"<h2>{heading}") for heading in order]
    assert positions == sorted(positions)
    assert 'title="Mục 15.3 mẫu 2C"' in page


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"full_name": ""}, "full_name", "chưa điền"),
        ({"full_name": "Lý\u200bA"}, "full_name", "ký tự ẩn"),
        ({"born_on": "31/02/1974"}, "born_on", "không phải là ngày có thật"),
        ({"born_on": "12/2099"}, "born_on", "sau hôm nay"),
        ({"sex": "x"}, "sex", ""),
        ({"ethnic_group": "99"}, "ethnic_group", ""),
        ({"unit": ""}, "unit", "Chọn"),
        ({"unit": "01570"}, "unit", ""),
        ({"title": "zz"}, "title", ""),
        ({"started": "2099-01-01"}, "started", "Ngày không được sau hôm nay."),
        ({"started": "01/01/1990"}, "started", "chưa đủ 18 tuổi"),
        ({"obtained_professional": "1990"}, "obtained_professional", "14 tuổi"),
        ({"obtained_professional": "31/02/2008"}, "obtained_professional", "không phải là ngày có thật"),
        (
            {"level_informatics": "", "obtained_informatics": "2010"},
            "level_informatics",
            "chưa chọn trình độ",
        ),
        (
            {"level_professional": "", "obtained_professional": ""},
            "specialty",
            "chưa chọn trình độ chuyên môn",
        ),
        ({"id_number": "123"}, "__all__", "9 chữ số"),
        ({"salary_coefficient": "2,3456"}, "salary_coefficient", "chữ số sau dấu phẩy"),
    ],
    ids=str,
)
def test_fault_is_named_under_its_field_and_nothing_is_saved(signed_in, elsewhere, changes, field, words):
    response = signed_in.post(ADD, entry(**changes))

    assert response.status_code == 200
    assert words in " ".join(errors(response)[field])
    assert "chỗ cần sửa" in text(response)
    assert not Cadre.objects.exists()


def test_all_faults_are_told_at_once(signed_in):
    response = signed_in.post(ADD, entry(full_name="", born_on="x", started="x"))

    assert set(errors(response)) == {"full_name", "born_on", "started"}
    assert 'href="#id_born_on"' in text(response)


def test_commune_of_another_district_is_refused_even_when_forged(signed_in, elsewhere):
    response = signed_in.post(ADD, entry(unit=elsewhere.key))

    assert "unit" in errors(response)
    assert not Posting.objects.exists()


def test_possible_duplicate_is_shown_before_saving_and_a_tick_goes_on(signed_in, clerk, commune):
    make.make_cadre(clerk, commune, "Vàng Thị Dế", born_on=date(1982, 1, 1))

    first = signed_in.post(ADD, entry(full_name="vang thi de"))
    assert "Có thể người này đã có hồ sơ" in text(first)
    assert Cadre.objects.count() == 1

    second = signed_in.post(ADD, entry(full_name="Vàng Thị Dế", is_another_person="on"))
    assert second.status_code == 302
    assert Cadre.objects.count() == 2


def test_duplicate_in_another_district_is_not_told(signed_in, clerk, elsewhere):
    make.make_cadre(clerk, elsewhere, "Vàng Thị Dế", born_on=date(1982, 1, 1))

    assert signed_in.post(ADD, entry()).status_code == 302


@pytest.mark.parametrize("role", [Role.LEADER, Role.AUDITOR, Role.ADMINISTRATOR])
def test_only_those_who_edit_may_add_or_change(client, clerk, cadre, bao_lac, role):
    client.force_login(make.make_user("khac", role=role, units=(bao_lac,)))
    posting = cadre.postings.get().pk

    addresses = [ADD, url("cadre_edit", cadre), url("posting_end", cadre, posting), url("remedy_set", cadre)]
    assert {client.get(each).status_code for each in addresses} == {403}
    assert {client.post(each).status_code for each in addresses} == {403}


FACT_PAGES = ("cadre_edit", "posting_add", "posting_transfer", "qualification_add", "remedy_set")
NUMBERED = ("posting_end", "posting_correct", "qualification_correct", "qualification_verify")


@pytest.mark.parametrize("name", [*FACT_PAGES, *NUMBERED])
def test_person_of_another_district_is_not_found_and_not_changed(signed_in, clerk, elsewhere, name):
    other = make.make_cadre(clerk, elsewhere, "Người Huyện Khác", levels={Scale.PROFESSIONAL: "college"})
    fact = other.postings.get() if name.startswith("posting") else other.qualifications.get()
    address = url(name, other, fact.pk) if name in NUMBERED else url(name, other)
    count = Act.objects.count()

    assert signed_in.get(address).status_code == 404
    assert signed_in.post(address, {"reason": "x"}).status_code == 404
    assert Act.objects.count() == count


@pytest.mark.parametrize("name", NUMBERED)
def test_fact_of_another_person_is_not_found_under_this_one(signed_in, clerk, commune, cadre, name):
    other = make.make_cadre(clerk, commune, "Bế Ích Quân", levels={Scale.PROFESSIONAL: "college"})
    fact = other.postings.get() if name.startswith("posting") else other.qualifications.get()

    assert signed_in.get(url(name, cadre, fact.pk)).status_code == 404


@pytest.mark.parametrize("name", FACT_PAGES)
def test_pages_of_facts_open_and_refuse_other_methods(signed_in, cadre, name):
    assert signed_in.get(url(name, cadre)).status_code == 200
    assert signed_in.delete(url(name, cadre)).status_code == 405


@pytest.mark.parametrize("name", FACT_PAGES)
def test_empty_form_comes_back_with_its_faults(signed_in, cadre, name):
    response = signed_in.post(url(name, cadre), {})

    assert response.status_code == 200
    assert errors(response)


def test_correction_is_saved_and_told(signed_in, cadre):
    response = signed_in.post(
        url("cadre_edit", cadre),
        correction(cadre, native_place="xã Cô Ba", party_joined_on="1999"),
        follow=True,
    )

    stored = Cadre.objects.get()
    assert (stored.native_place, stored.party_joined_on) == ("xã Cô Ba", date(1999, 1, 1))
    assert stored.party_joined_precision == "year"
    assert "Đã lưu hồ sơ." in text(response)


def test_correction_without_changes_writes_nothing(signed_in, cadre):
    count = Act.objects.count()

    signed_in.post(url("cadre_edit", cadre), correction(cadre))

    assert Act.objects.count() == count


def test_number_of_papers_is_kept_when_left_empty_and_never_shown(signed_in, clerk, commune):
    cadre = make.make_cadre(clerk, commune, id_number="080123456")

    assert "080123456" not in text(signed_in.get(url("cadre_edit", cadre)))
    signed_in.post(url("cadre_edit", cadre), correction(cadre, note="x"))
    assert Cadre.objects.get().id_number == "080123456"
    signed_in.post(url("cadre_edit", cadre), correction(cadre, id_number="080123457"))
    assert Cadre.objects.get().id_number == "080123457"


def test_conflict_shows_theirs_beside_mine_and_the_next_save_is_mine(signed_in, clerk, cadre):
    mine = correction(cadre, native_place="của tôi")
    services.correct_cadre(actor=clerk, cadre=cadre, values={"native_place": "của người kia"})

    response = signed_in.post(url("cadre_edit", cadre), mine)

    page = text(response)
    assert "đã sửa hồ sơ này sau khi bạn mở" in page
    assert "<td>của người kia</td><td>của tôi</td>" in page
    assert Cadre.objects.get().native_place == "của người kia"
    again = {**mine, "version": response.context["form"]["version"].value()}
    assert signed_in.post(url("cadre_edit", cadre), again).status_code == 302
    assert Cadre.objects.get().native_place == "của tôi"


def facts(**changes):
    return {
        "unit": make.unit_coded("01324").key,
        "title": "committee_chair",
        "kind": "regular",
        "started": "01/03/2013",
    } | changes


def test_transfer_on_the_page(signed_in, cadre):
    response = signed_in.post(url("posting_transfer", cadre), facts(end_reason="transferred"))

    assert response.status_code == 302
    assert [each.ended_on for each in cadre.postings.order_by("started_on")] == [date(2013, 2, 28), None]


def test_transfer_refusal_stands_under_the_date(signed_in, cadre):
    response = signed_in.post(url("posting_transfer", cadre), facts(end_reason="transferred", started="2010"))

    assert "25/05/2011" in errors(response)["started"][0]


def test_concurrent_title_on_the_page(signed_in, cadre):
    signed_in.post(url("posting_add", cadre), facts(is_concurrent="on"))

    assert cadre.postings.filter(is_main=False).count() == 1


def test_end_on_the_page(signed_in, cadre):
    posting = cadre.postings.get()
    address = url("posting_end", cadre, posting.pk)

    assert signed_in.get(address).status_code == 200
    response = signed_in.post(
        address, {"ended_on": "30/06/2013", "end_reason": "retired", "version": version_of(posting)}
    )

    assert response.status_code == 302
    assert cadre.postings.get().ended_on == date(2013, 6, 30)


def test_wrong_title_is_corrected_on_the_page_with_a_reason(signed_in, cadre, commune):
    posting = cadre.postings.get()
    address = url("posting_correct", cadre, posting.pk)
    sent = facts(unit=commune.key, started="2010", version=version_of(posting))

    assert "reason" in errors(signed_in.post(address, sent))
    assert signed_in.post(address, {**sent, "reason": "nhầm năm"}).status_code == 302
    assert cadre.postings.get().start_precision == "year"


def test_conflict_on_a_fact_shows_theirs_in_words(signed_in, clerk, cadre, commune):
    posting = cadre.postings.get()
    sent = facts(unit=commune.key, started="2010", reason="nhầm", version=version_of(posting))
    services.correct_posting(
        actor=clerk, posting=posting, values={"title": make.title("women_chair")}, reason="khác"
    )

    page = text(signed_in.post(url("posting_correct", cadre, posting.pk), sent))

    assert "<td>Chủ tịch Hội Liên hiệp Phụ nữ Việt Nam</td><td>Chủ tịch UBND</td>" in page


def level_key(scale, code):
    return make.level(scale, code).pk


def test_new_diploma_on_the_page(signed_in, cadre):
    sent = {"level": level_key(Scale.POLITICAL_THEORY, "intermediate"), "obtained": "15/06/2012"}

    assert signed_in.post(url("qualification_add", cadre), sent).status_code == 302
    assert cadre.qualifications.get().obtained_on == date(2012, 6, 15)


def test_lower_diploma_is_refused_on_the_page(signed_in, clerk, cadre):
    make.make_qualification(clerk, cadre, Scale.PROFESSIONAL, "university")
    sent = {"level": level_key(Scale.PROFESSIONAL, "college"), "obtained": "15/06/2012"}

    response = signed_in.post(url("qualification_add", cadre), sent)

    assert "Sửa nhập sai" in errors(response)["level"][0]


def test_diploma_entered_wrongly_is_corrected_with_a_reason(signed_in, clerk, cadre):
    row = make.make_qualification(
        clerk, cadre, Scale.PROFESSIONAL, "university", obtained_on=date(2010, 6, 1)
    )
    address = url("qualification_correct", cadre, row.pk)
    sent = {
        "level": level_key(Scale.PROFESSIONAL, "college"),
        "obtained": "01/06/2010",
        "version": version_of(row),
    }

    assert "Sơ cấp" in text(signed_in.get(address))
    assert "reason" in errors(signed_in.post(address, sent))
    assert signed_in.post(address, {**sent, "reason": "xem lại bằng"}).status_code == 302
    assert cadre.qualifications.get().level.code == "college"


def test_level_of_another_scale_is_no_choice_of_a_correction(signed_in, clerk, cadre):
    row = make.make_qualification(
        clerk, cadre, Scale.PROFESSIONAL, "university", obtained_on=date(2010, 6, 1)
    )
    sent = {"level": level_key(Scale.POLITICAL_THEORY, "advanced"), "obtained": "01/06/2010", "reason": "x"}

    assert "level" in errors(signed_in.post(url("qualification_correct", cadre, row.pk), sent))


@pytest.mark.parametrize("state", [Verification.VERIFIED, Verification.UNLAWFUL])
def test_result_of_a_check_is_recorded(signed_in, clerk, cadre, state):
    row = make.make_qualification(clerk, cadre, Scale.PROFESSIONAL, "university")
    sent = {"state": state, "decision": "12/KL", "decided_on": "05/01/2013", "version": version_of(row)}

    assert signed_in.post(url("qualification_verify", cadre, row.pk), sent).status_code == 302
    assert cadre.qualifications.get().verification == state


def test_phuong_an_on_the_page(signed_in, cadre):
    sent = {"kind": "training", "decided_on": "05/01/2013", "reason": "còn trẻ"}

    assert signed_in.post(url("remedy_set", cadre), sent).status_code == 302
    assert cadre.remedies.get().kind == "training"
