"""Pages of money: what each account sees of it, and what they record."""

from datetime import date

import pytest

from accounts.models import AccessEntry, AccessKind, Role
from registry.acts import undo
from registry.enums import Sex
from registry.models import Act, EthnicGroup
from tests.factories import registry as make
from tests.factories import training as school
from training.enums import ClassState
from training.models import Payment, SupportPayment, SupportPolicy, SupportRate, YearlyBudget

pytestmark = pytest.mark.django_db

MONEY = "/dao-tao/kinh-phi/?year=2013"
SOURCE = "/dao-tao/kinh-phi/2013/DA03/"
POLICIES = "/quan-tri/dao-tao/chinh-sach/"
PAPER = {"document_no": "UNC 17", "paid_on": "02/12/2013"}
# By the policy's file for degrees, 1 month and 5 days: see test_money.py.
MAN, WOMAN = 1_700_000, 1_725_000


@pytest.fixture
def site(officer, bao_lac, ha_lang, commune, elsewhere):
    """A class of one week: seats of two districts, a man of the first in it, a woman of the second."""
    row = school.make_class(
        officer,
        code="TC-01",
        starts_on=date(2013, 3, 4),
        ends_on=date(2013, 3, 8),
        cost_per_seat_vnd=1_000_000,
        fixed_cost_vnd=300_000,
    )
    school.make_session(officer, row, days=5)
    school.make_budget(officer, 50_000_000)
    mine = school.make_seats(officer, row, bao_lac, 10)
    theirs = school.make_seats(officer, row, ha_lang, 5)
    kinh = EthnicGroup.objects.get(name="Kinh")
    man = make.make_cadre(officer, commune, "Nông Văn Một", ethnic_group=kinh)
    woman = make.make_cadre(officer, elsewhere, "Nông Thị Hai", ethnic_group=kinh, sex=Sex.FEMALE)
    return {
        "class": row,
        "mine": mine,
        "theirs": theirs,
        "man": school.make_enrolment(officer, mine, man),
        "woman": school.make_enrolment(officer, theirs, woman),
    }


@pytest.fixture
def as_user(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


@pytest.fixture
def administrator(province):
    return make.make_user("quan.tri", role=Role.ADMINISTRATOR, units=(province,))


def text_of(response):
    assert response.status_code == 200
    return response.content.decode()


# --- by source ---


def test_the_year_by_source_adds_up(as_user, officer, site):
    page = as_user(officer).get(MONEY)

    text_of(page)
    money = page.context["money"]
    # 15 seats, the fixed cost, a man, a woman at the border (travel 500.000 instead of 300.000).
    committed = 15_000_000 + 300_000 + MAN + WOMAN + 200_000
    line = next(each for each in money.lines if each.source.code == "DA03")
    assert (line.sums.seats, line.sums.committed_vnd, line.budget_vnd) == (15, committed, 50_000_000)
    assert (money.sums.committed_vnd, money.left_vnd) == (committed, 50_000_000 - committed)


def test_a_planned_class_stands_apart(as_user, officer, site, bao_lac):
    row = school.make_class(
        officer, state=ClassState.PLANNED, starts_on=date(2011, 3, 1), cost_per_seat_vnd=7
    )
    school.make_seats(officer, row, bao_lac, 3)

    assert as_user(officer).get(MONEY).context["money"].sums.planned_vnd == 21


def test_a_district_sees_its_own_seats_and_no_budget(as_user, clerk, site):
    page = as_user(clerk).get(MONEY)

    assert page.context["money"].sums.committed_vnd == 10_000_000 + 200_000 + MAN
    assert "50.000.000" not in text_of(page)
    assert "Kinh phí năm" not in text_of(page)
    source = as_user(clerk).get(SOURCE)
    assert [line.unit_name for line in source.context["lines"]] == ["Bảo Lạc"]
    assert "50.000.000" not in text_of(source)


def test_the_example_amounts_are_called_so_on_every_page(as_user, officer, site):
    client, number = as_user(officer), site["man"].pk
    pages = (
        MONEY,
        SOURCE,
        "/dao-tao/lop/TC-01/kinh-phi/",
        "/dao-tao/lop/TC-01/kinh-phi/ho-tro/",
        f"/dao-tao/lop/TC-01/hoc-vien/{number}/ho-tro/",
    )

    assert all("số tiền ví dụ" in text_of(client.get(each)) for each in pages)
    SupportPolicy.objects.update(is_example=False)
    assert not any("số tiền ví dụ" in text_of(client.get(each)) for each in pages)


@pytest.mark.parametrize("asked", ["", "abc", "99999", "0000"])
def test_a_year_that_is_none_means_the_usual_one(as_user, officer, site, asked):
    assert as_user(officer).get("/dao-tao/kinh-phi/", {"year": asked}).context["year"] == 2013


def test_an_unknown_source_is_not_found(as_user, officer):
    assert as_user(officer).get("/dao-tao/kinh-phi/2013/KHONG/").status_code == 404


# --- budgets ---


def test_a_budget_is_recorded(as_user, officer, site):
    path = "/dao-tao/kinh-phi/2013/CTMTQG/kinh-phi-nam/"
    sent = {"amount_vnd": "1.200.000.000", "decision_no": "05/QĐ-UBND", "decided_on": "01/02/2013"}

    response = as_user(officer).post(path, sent, follow=True)

    assert "Đã ghi kinh phí năm." in text_of(response)
    row = YearlyBudget.objects.get(source__code="CTMTQG")
    assert (row.amount_vnd, row.year, row.decided_on) == (1_200_000_000, 2013, date(2013, 2, 1))


def test_a_budget_under_the_commitment_is_refused_on_the_page(as_user, officer, site):
    path = f"{SOURCE}kinh-phi-nam/"
    form = as_user(officer).get(path).context["form"]
    sent = {"amount_vnd": "1", "decision_no": "6", "version": form["version"].value()}

    assert "đã cam kết 18.925.000 đồng" in text_of(as_user(officer).post(path, sent))
    assert YearlyBudget.objects.get().amount_vnd == 50_000_000


def test_only_the_province_writes_money(as_user, clerk, leader, site):
    number = site["mine"].pk
    pages = (
        f"{SOURCE}kinh-phi-nam/",
        f"/dao-tao/lop/TC-01/kinh-phi/chi/{number}/",
        "/dao-tao/lop/TC-01/kinh-phi/ho-tro/",
    )
    for user in (clerk, leader):
        client = as_user(user)
        assert [client.get(each).status_code for each in pages] == [403, 403, 403]
        assert [client.post(each).status_code for each in pages] == [403, 403, 403]


# --- a class ---


def test_the_class_shows_cost_by_unit_and_each_trainee(as_user, officer, site):
    page = as_user(officer).get("/dao-tao/lop/TC-01/kinh-phi/")

    assert [line.money.cost_vnd for line in page.context["lines"]] == [
        10_200_000 + MAN,
        5_100_000 + WOMAN + 200_000,
    ]
    assert [each.amount_vnd for each in page.context["workings"]] == [WOMAN + 200_000, MAN]
    assert "Nông Thị Hai" in text_of(page)


def test_a_district_sees_its_own_part_of_a_class(as_user, clerk, site):
    page = as_user(clerk).get("/dao-tao/lop/TC-01/kinh-phi/")

    assert [line.unit_name for line in page.context["lines"]] == ["Bảo Lạc"]
    assert [each.enrolment.cadre.full_name for each in page.context["workings"]] == ["Nông Văn Một"]
    assert "Nông Thị Hai" not in text_of(page)


def test_payments_of_another_district_stay_hidden(as_user, officer, clerk, site):
    paid = {"paid_on": date(2013, 12, 1), "amount_vnd": 5}
    for seats, text in ((site["mine"], "UNC-CUA-TOI"), (site["theirs"], "UNC-CUA-HO")):
        make.write(officer, Payment(allotment=seats, document_no=text, **paid))

    page = text_of(as_user(clerk).get("/dao-tao/lop/TC-01/kinh-phi/"))

    assert "UNC-CUA-TOI" in page
    assert "UNC-CUA-HO" not in page


def test_a_class_without_seats_for_the_district_is_not_found(as_user, site, bao_lac):
    stranger = make.make_user(units=(make.unit_coded("040"),))

    assert as_user(stranger).get("/dao-tao/lop/TC-01/kinh-phi/").status_code == 404


def test_opening_the_list_of_support_is_logged(as_user, officer, site):
    as_user(officer).get("/dao-tao/lop/TC-01/kinh-phi/")

    entry = AccessEntry.objects.filter(kind=AccessKind.VIEW_LIST).latest("pk")
    assert (entry.object_key, entry.detail, entry.rows) == ("TC-01", "Hỗ trợ học viên", 2)


# --- payments ---


def test_a_payment_is_recorded_and_taken_back(as_user, officer, site):
    path = f"/dao-tao/lop/TC-01/kinh-phi/chi/{site['mine'].pk}/"
    client = as_user(officer)
    assert "còn 10.200.000 đồng" in text_of(client.get(path))

    page = client.post(path, {**PAPER, "amount_vnd": "10.200.000", "note": "Học phí"}, follow=True)

    assert "Đã ghi khoản chi." in text_of(page)
    assert page.context["lines"][0].money.paid_vnd == 10_200_000
    undo.undo(Act.objects.latest("pk"), officer)
    assert not Payment.objects.exists()


def test_a_payment_over_the_commitment_is_refused_with_the_figures(as_user, officer, site):
    path = f"/dao-tao/lop/TC-01/kinh-phi/chi/{site['mine'].pk}/"

    page = text_of(as_user(officer).post(path, {**PAPER, "amount_vnd": "10.200.001"}))

    assert "cam kết 10.200.000 đồng không kể hỗ trợ học viên, đã chi 0 đồng" in page
    assert not Payment.objects.exists()


def test_a_payment_for_seats_of_another_class_is_not_found(as_user, officer, site, bao_lac):
    other = school.make_seats(officer, school.make_class(officer), bao_lac)

    assert as_user(officer).get(f"/dao-tao/lop/TC-01/kinh-phi/chi/{other.pk}/").status_code == 404


# --- support ---


def test_support_is_paid_to_those_who_are_ticked(as_user, officer, site):
    path = "/dao-tao/lop/TC-01/kinh-phi/ho-tro/"
    client = as_user(officer)
    assert text_of(client.get(path)).count(" checked") == 2

    page = client.post(path, {**PAPER, "trainees": [site["woman"].pk]}, follow=True)

    assert "Trả hỗ trợ cho 1 học viên lớp TC-01: 1.925.000 đồng." in text_of(page)
    assert SupportPayment.objects.get().enrolment == site["woman"]
    assert text_of(client.get(path)).count(" checked") == 1


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"trainees": []}, "Chọn ít nhất một học viên"),
        ({"document_no": ""}, "Ô này chưa điền."),
        ({"paid_on": "01/01/2099"}, "Ngày không được sau hôm nay."),
        ({"trainees": [999_999]}, "Có học viên không còn chờ trả hỗ trợ"),
    ],
)
def test_support_is_refused_in_words(as_user, officer, site, sent, sentence):
    asked = {**PAPER, "trainees": [site["man"].pk], **sent}

    assert sentence in text_of(as_user(officer).post("/dao-tao/lop/TC-01/kinh-phi/ho-tro/", asked))
    assert not SupportPayment.objects.exists()


def test_the_working_is_shown_line_by_line_and_stays_as_it_was_paid(as_user, officer, site):
    path = f"/dao-tao/lop/TC-01/hoc-vien/{site['woman'].pk}/ho-tro/"
    client = as_user(officer)
    line = "Tiền ăn: 5 ngày × 35.000 = 175.000 đồng (mức cho nữ)"
    assert line in text_of(client.get(path))

    client.post("/dao-tao/lop/TC-01/kinh-phi/ho-tro/", {**PAPER, "trainees": [site["woman"].pk]})
    SupportRate.objects.update(amount_vnd=1)

    page = text_of(client.get(path))
    assert line in page
    assert "đã trả ngày 02/12/2013, chứng từ UNC 17" in page


def test_readers_of_lists_see_the_sum_and_not_for_whom_the_amount_is(as_user, leader, site):
    page = text_of(as_user(leader).get(f"/dao-tao/lop/TC-01/hoc-vien/{site['woman'].pk}/ho-tro/"))

    assert "1.925.000 đồng" in page
    assert "mức cho" not in page


def test_the_working_of_another_district_is_not_found(as_user, clerk, site):
    client = as_user(clerk)

    assert client.get(f"/dao-tao/lop/TC-01/hoc-vien/{site['man'].pk}/ho-tro/").status_code == 200
    assert client.get(f"/dao-tao/lop/TC-01/hoc-vien/{site['woman'].pk}/ho-tro/").status_code == 404


def test_the_pages_cost_the_same_with_many_rows(
    as_user, officer, site, commune, django_assert_max_num_queries
):
    for number in range(8):
        person = make.make_cadre(officer, commune, f"Nông Văn {number}")
        school.make_enrolment(officer, site["mine"], person)
    client = as_user(officer)
    pages = {
        MONEY: 12,
        SOURCE: 12,
        "/dao-tao/lop/TC-01/kinh-phi/": 17,
        "/dao-tao/lop/TC-01/kinh-phi/ho-tro/": 12,
    }
    for path, most in pages.items():
        client.get(path)
        # Five beside the page's own: session, account, rights, scope, usual day.
        with django_assert_max_num_queries(most + 6):
            client.get(path)


# --- policies ---


def test_an_administrator_replaces_the_example(as_user, administrator, site):
    client, policy = as_user(administrator), SupportPolicy.objects.get()
    rate = policy.rates.get(category="degree", kind="meals", beneficiary="women")
    path = f"{POLICIES}muc/{rate.pk}/"
    form = client.get(path).context["form"]
    sent = {name: form[name].value() for name in form.fields} | {"amount_vnd": "60.000"}

    page = text_of(client.post(path, sent, follow=True))

    assert "Số tiền (đồng): 35000 → 60000" in page
    rate.refresh_from_db()
    assert rate.amount_vnd == 60_000
    assert AccessEntry.objects.filter(kind=AccessKind.DATA_CHANGED, object_key="HT-2012/meals").exists()


def test_a_policy_and_its_amounts_are_added_and_removed(as_user, administrator):
    client = as_user(administrator)
    sent = {"code": "ht-2016", "name": "Mức mới", "decision_no": "9/NQ-HĐND", "valid_from": "01/01/2016"}
    client.post(f"{POLICIES}them/", sent)
    policy = SupportPolicy.objects.get(code="HT-2016")
    assert not policy.is_example

    rate = {"kind": "meals", "basis": "day", "beneficiary": "everyone", "amount_vnd": "50.000"}
    client.post(f"{POLICIES}{policy.pk}/muc/", rate)
    assert policy.rates.get().amount_vnd == 50_000
    client.post(f"{POLICIES}muc/{policy.rates.get().pk}/bo/")
    assert not policy.rates.exists()


def test_two_policies_of_one_day_are_refused(as_user, administrator):
    sent = {"code": "KHAC", "name": "Khác", "decision_no": "9", "valid_from": "01/01/2014"}

    page = text_of(as_user(administrator).post(f"{POLICIES}them/", sent))

    assert "Trùng thời gian với Ví dụ 01/2012/NQ-HĐND, có hiệu lực từ 01/01/2012" in page


def test_policies_are_the_administrators(as_user, officer):
    assert as_user(officer).get(POLICIES).status_code == 403
