"""The plan of a year against what came of it: the grid, its lists, its form."""

from datetime import date

import pytest

from accounts.models import AccessEntry
from registry.acts import undo
from registry.models import Act
from tests.factories import registry as make
from tests.factories import training as school
from training.enums import ClassState
from training.models import PlanLine
from training.money import services as money
from training.money.services import PlanFigures

pytestmark = pytest.mark.django_db

PLAN = "/dao-tao/ke-hoach/?year=2013"
PROGRAMME = "/dao-tao/ke-hoach/2013/CM-TC/"
EDIT = f"{PROGRAMME}sua/"


@pytest.fixture
def plan(officer, province, bao_lac, ha_lang, commune, elsewhere):
    """Twelve seats planned for Bảo Lạc and eight for Hạ Lang; ten and eight given, one and one taken."""
    figures = {bao_lac.pk: PlanFigures(12, 60_000_000), ha_lang.pk: PlanFigures(8, 40_000_000)}
    money.save_plan(
        actor=officer,
        province=province,
        year=2013,
        programme=school.programme(),
        figures=figures,
        decision_no="12/QĐ-UBND",
    )
    row = school.make_class(officer, code="TC-01", starts_on=date(2011, 3, 1), cost_per_seat_vnd=1_000)
    seats = [school.make_seats(officer, row, unit, number) for unit, number in ((bao_lac, 10), (ha_lang, 8))]
    for allotment, place, name in zip(
        seats, (commune, elsewhere), ("Nông Văn Một", "Nông Văn Hai"), strict=True
    ):
        person = make.make_cadre(officer, place, name)
        school.make_enrolment(officer, allotment, person, enrolled_on=date(2013, 3, 1))
    return seats


@pytest.fixture
def as_user(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


def text_of(response):
    assert response.status_code == 200
    return response.content.decode()


def sums_of(page):
    return {row.programme.code: vars(row.sums) for row in page.context["plan"].programmes}


def test_the_plan_stands_beside_what_came_of_it(as_user, officer, plan):
    page = as_user(officer).get(PLAN)

    text_of(page)
    assert sums_of(page) == {
        "CM-TC": {
            "planned_seats": 20,
            "planned_vnd": 100_000_000,
            "seats": 18,
            "enrolled": 2,
            "committed_vnd": 18_000,
            "spent_vnd": 0,
        }
    }
    shown = page.context["plan"]
    assert [unit.name for unit in shown.units] == ["Bảo Lạc", "Hạ Lang"]
    cells = shown.programmes[0].cells
    assert [(cell.seats, cell.planned_seats, cell.enrolled) for cell in cells] == [(10, 12, 1), (8, 8, 1)]


def test_degrees_and_refreshers_are_never_merged(as_user, officer, plan, bao_lac):
    row = school.make_class(officer, programme_code="CM-SC", starts_on=date(2011, 3, 1))
    school.make_seats(officer, row, bao_lac, 5)

    page = as_user(officer).get(PLAN)

    found = {label: sums.seats for label, sums in page.context["plan"].by_category}
    assert found == {"Đào tạo": 23, "Bồi dưỡng": 0}


def test_seats_of_a_cancelled_class_do_not_count(as_user, officer, plan, bao_lac):
    row = school.make_class(officer, state=ClassState.CANCELLED, state_note="không mở")
    school.make_seats(officer, row, bao_lac, 99)

    assert sums_of(as_user(officer).get(PLAN))["CM-TC"]["seats"] == 18


def test_a_district_sees_its_own_lines_and_people(as_user, clerk, plan):
    page = as_user(clerk).get(PLAN)

    assert [unit.name for unit in page.context["plan"].units] == ["Bảo Lạc"]
    assert sums_of(page)["CM-TC"]["planned_vnd"] == 60_000_000
    assert sums_of(page)["CM-TC"]["enrolled"] == 1
    assert "40.000.000" not in text_of(page)
    listed = as_user(clerk).get(PROGRAMME)
    assert "Nông Văn Một" in text_of(listed)
    assert "Nông Văn Hai" not in text_of(listed)


def test_every_number_leads_to_its_list(as_user, officer, plan, ha_lang):
    client = as_user(officer)
    page = text_of(client.get(PLAN))
    assert f'href="{PROGRAMME}"' in page
    assert f'href="{PROGRAMME}#hoc-vien"' in page
    assert f'href="{PROGRAMME}?unit={ha_lang.pk}"' in page

    everybody, one = client.get(PROGRAMME), client.get(PROGRAMME, {"unit": ha_lang.pk})

    assert (everybody.context["sums"].seats, everybody.context["page"].total) == (18, 2)
    assert (one.context["sums"].seats, one.context["page"].total) == (8, 1)
    assert "Nông Văn Hai" in text_of(one)


def test_opening_the_list_of_people_is_logged(as_user, officer, plan):
    as_user(officer).get(PROGRAMME)

    entry = AccessEntry.objects.latest("pk")
    assert (entry.object_key, entry.detail, entry.rows) == ("CM-TC", "Học viên năm 2013", 2)


@pytest.mark.parametrize("unit", ["abc", "", "²", "999999"])
def test_an_odd_unit_breaks_nothing(as_user, officer, plan, unit):
    assert as_user(officer).get(PROGRAMME, {"unit": unit}).status_code == 200


def test_the_form_shows_what_stands_and_saving_it_changes_nothing(as_user, officer, plan):
    client, before = as_user(officer), Act.objects.count()
    form = client.get(EDIT).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}

    page = text_of(client.post(EDIT, sent, follow=True))

    assert "Không có gì thay đổi." in page
    assert Act.objects.count() == before
    assert form.rows()[0].name == "Chung toàn tỉnh"
    assert len(form.rows()) == 14


def test_one_form_is_one_act_and_is_taken_back(as_user, officer, plan, bao_lac, ha_lang):
    client = as_user(officer)
    before = list(PlanLine.objects.order_by("pk").values())
    form = client.get(EDIT).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    sent |= {f"seats_{bao_lac.pk}": "15", f"seats_{ha_lang.pk}": "", f"amount_{ha_lang.pk}": ""}

    page = client.post(EDIT, sent | {"decision_no": "99/QĐ-UBND"}, follow=True)

    assert "Đã ghi kế hoạch." in text_of(page)
    row = PlanLine.objects.get()
    assert (row.seats, row.amount_vnd, row.decision_no) == (15, 60_000_000, "99/QĐ-UBND")
    undo.undo(Act.objects.latest("pk"), officer)
    assert list(PlanLine.objects.order_by("pk").values()) == before


def test_a_form_somebody_has_overtaken_is_refused(as_user, officer, plan, bao_lac):
    client = as_user(officer)
    form = client.get(EDIT).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    client.post(EDIT, sent | {f"seats_{bao_lac.pk}": "15"})

    page = text_of(client.post(EDIT, sent | {f"seats_{bao_lac.pk}": "16"}))

    assert "đã sửa hồ sơ này sau khi bạn mở" in page
    assert PlanLine.objects.get(unit=bao_lac).seats == 15


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"decision_no": ""}, "Ô này chưa điền."),
        ({"seats": "một"}, "không phải là số"),
        ({"seats": "-1"}, "Số nhỏ nhất được ghi là 0."),
    ],
)
def test_a_faulty_plan_is_refused_in_words(as_user, officer, plan, bao_lac, sent, sentence):
    seats = sent.pop("seats", "3")
    asked = {"decision_no": "1", f"seats_{bao_lac.pk}": seats, **sent}

    assert sentence in text_of(as_user(officer).post(EDIT, asked))


def test_only_the_province_plans(as_user, clerk, leader, plan):
    for user in (clerk, leader):
        assert as_user(user).get(EDIT).status_code == 403
        assert "Ghi kế hoạch" not in text_of(as_user(user).get(PLAN))


@pytest.mark.parametrize("year", [0, 1899, 99999])
def test_a_year_that_no_class_has_is_not_found(as_user, officer, year):
    client = as_user(officer)
    pages = (
        "ke-hoach/{}/CM-TC/",
        "ke-hoach/{}/CM-TC/sua/",
        "kinh-phi/{}/DA03/",
        "kinh-phi/{}/DA03/kinh-phi-nam/",
    )

    assert {client.get("/dao-tao/" + each.format(year)).status_code for each in pages} == {404}


def test_a_unit_that_ended_before_the_year_stays_in_the_form_while_it_stands_in_the_plan(
    as_user, officer, province, bao_lac
):
    row = PlanLine(
        province=province,
        year=2026,
        programme=school.programme(),
        unit=bao_lac,
        seats=3,
        decision_no="1",
    )
    make.write(officer, row)

    names = [each.name for each in as_user(officer).get(EDIT.replace("2013", "2026")).context["form"].rows()]

    assert names[-1] == "Bảo Lạc"


def test_an_unknown_programme_is_not_found(as_user, officer):
    assert as_user(officer).get("/dao-tao/ke-hoach/2013/KHONG/").status_code == 404
    assert as_user(officer).get("/dao-tao/ke-hoach/2013/KHONG/sua/").status_code == 404
