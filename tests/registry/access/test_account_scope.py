"""The territory of an account: given by an administrator, and with it the pages open."""

from datetime import date

import pytest

from accounts.models import AccessEntry, AccessKind, Role
from registry.models import UnitAccess
from tests.factories import registry as facts

pytestmark = pytest.mark.django_db

DISTRICT_PAGE = "/tong-quan/huyen/043/"
DAY = "31/12/2013"


@pytest.fixture
def administrator():
    return facts.make_user("quan.tri", role=Role.ADMINISTRATOR)


@pytest.fixture
def clerk():
    return facts.make_user("huyen.moi")


@pytest.fixture
def admin(client, administrator):
    client.force_login(administrator)
    return client


def scope_page(account) -> str:
    return f"/quan-tri/tai-khoan/{account.username}/pham-vi/"


def asked(*codes: str, day: str = DAY):
    return {"units": [facts.unit_coded(code).pk for code in codes], "territory_on": day}


def test_a_new_scope_opens_the_pages(admin, clerk, client, administrator):
    client.force_login(clerk)
    assert client.get(DISTRICT_PAGE).status_code == 404

    client.force_login(administrator)
    assert client.post(scope_page(clerk), asked("043")).status_code == 302

    client.force_login(clerk)
    assert client.get(DISTRICT_PAGE).status_code == 200
    assert client.get("/tong-quan/huyen/042/").status_code == 404


def test_a_withdrawn_scope_closes_them_again(admin, clerk, client):
    access = UnitAccess.objects.create(user=clerk, unit=facts.unit_coded("043"), territory_on=facts.DAY)

    response = admin.post(f"{scope_page(clerk)}{access.pk}/thu/", follow=True)

    assert "Đã thu phạm vi Huyện Bảo Lạc" in response.content.decode()
    client.force_login(clerk)
    assert client.get(DISTRICT_PAGE).status_code == 404


def test_the_page_names_the_communes_that_result(admin, clerk):
    admin.post(scope_page(clerk), asked("043"))

    (grant,) = admin.get(scope_page(clerk)).context["grants"]
    assert grant.name == "Huyện Bảo Lạc"
    assert grant.commune_count == 17
    assert "Hồng An" in grant.territories[0].communes


def test_the_territory_is_that_of_its_day(admin, clerk):
    admin.post(scope_page(clerk), asked("045"))
    admin.post(scope_page(clerk), asked("045", day="01/03/2020"))

    before, after = admin.get(scope_page(clerk)).context["grants"]
    assert (before.access.territory_on, after.access.territory_on) == (date(2013, 12, 31), date(2020, 3, 1))
    assert "Cần Yên" not in before.territories[0].communes
    assert "Cần Yên" in after.territories[0].communes


def test_the_province_gives_every_district(admin, clerk):
    admin.post(scope_page(clerk), asked("04"))

    (grant,) = admin.get(scope_page(clerk)).context["grants"]
    assert grant.is_province
    assert (len(grant.territories), grant.commune_count) == (13, 199)


def test_the_day_of_the_programme_is_proposed(admin, clerk):
    assert 'value="31/12/2013"' in admin.get(scope_page(clerk)).content.decode()


def test_each_grant_and_withdrawal_is_recorded(admin, clerk, administrator):
    admin.post(scope_page(clerk), asked("043", "042"))
    admin.post(scope_page(clerk), asked("043"))
    access = clerk.unit_access.get(unit__key="043")
    admin.post(f"{scope_page(clerk)}{access.pk}/thu/")

    entries = AccessEntry.objects.filter(kind=AccessKind.ACCOUNT_CHANGED).order_by("pk")
    assert {entry.user for entry in entries} == {administrator}
    assert {entry.object_key for entry in entries} == {"huyen.moi"}
    assert [entry.detail for entry in entries] == [
        "Cấp phạm vi: Huyện Bảo Lâm, địa bàn theo ngày 31/12/2013",
        "Cấp phạm vi: Huyện Bảo Lạc, địa bàn theo ngày 31/12/2013",
        "Thu phạm vi: Huyện Bảo Lạc, địa bàn theo ngày 31/12/2013",
    ]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"units": []}, "Chọn ít nhất một đơn vị."),
        ({"units": ["x"]}, "Có đơn vị không nằm trong danh sách"),
        ({"units": ["999999"]}, "Có đơn vị không nằm trong danh sách"),
        ({"territory_on": ""}, "Ô này chưa điền."),
        ({"territory_on": "31/02/2013"}, "không phải là ngày có thật"),
        ({"territory_on": "01/01/2099"}, "Ngày không được sau hôm nay."),
        ({"territory_on": "01/03/2020"}, "Ngày 01/03/2020 không có: Huyện Thông Nông (đến"),
    ],
    ids=str,
)
def test_a_faulty_form_gives_nothing_and_says_why(admin, clerk, change, sentence):
    response = admin.post(scope_page(clerk), asked("044", "043") | change)

    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert not UnitAccess.objects.filter(user=clerk).exists()


def test_a_commune_cannot_be_given(admin, clerk):
    admin.post(scope_page(clerk), asked("01321"))

    assert not UnitAccess.objects.filter(user=clerk).exists()


def test_nobody_changes_their_own_scope(admin, administrator):
    own = UnitAccess.objects.create(user=administrator, unit=facts.unit_coded("043"), territory_on=facts.DAY)

    assert "Không tự đổi phạm vi của mình" in admin.get(scope_page(administrator)).content.decode()
    assert admin.post(scope_page(administrator), asked("04")).status_code == 403
    assert admin.post(f"{scope_page(administrator)}{own.pk}/thu/").status_code == 403
    assert list(administrator.unit_access.all()) == [own]


def test_an_account_that_may_everything_is_not_touched(admin):
    superuser = facts.make_user("toan.quyen", role=Role.ADMINISTRATOR)
    superuser.is_superuser = True
    superuser.save()

    assert admin.get(scope_page(superuser)).status_code == 403
    assert admin.post(scope_page(superuser), asked("043")).status_code == 403


@pytest.mark.parametrize("role", [Role.PROVINCE_STAFF, Role.DISTRICT_CLERK, Role.LEADER, Role.AUDITOR])
def test_other_roles_are_refused(client, clerk, role):
    client.force_login(facts.make_user(role=role))

    assert client.get(scope_page(clerk)).status_code == 403
    assert client.post(scope_page(clerk), asked("043")).status_code == 403
    assert not UnitAccess.objects.filter(user=clerk).exists()


def test_an_account_or_a_grant_that_is_not_there_is_404(admin, clerk):
    other = UnitAccess.objects.create(
        user=facts.make_user("nguoi.khac"), unit=facts.unit_coded("043"), territory_on=facts.DAY
    )

    assert admin.get("/quan-tri/tai-khoan/khong.co/pham-vi/").status_code == 404
    assert admin.post(f"{scope_page(clerk)}{other.pk}/thu/").status_code == 404
    assert UnitAccess.objects.filter(pk=other.pk).exists()


def test_a_withdrawal_is_not_read(admin, clerk):
    access = UnitAccess.objects.create(user=clerk, unit=facts.unit_coded("043"), territory_on=facts.DAY)

    assert admin.get(f"{scope_page(clerk)}{access.pk}/thu/").status_code == 405


def test_the_list_of_accounts_warns_of_those_without_scope(admin, clerk):
    def notes():
        return {
            account.username: note for account, note in admin.get("/quan-tri/tai-khoan/").context["lines"]
        }

    assert notes()["huyen.moi"] == "Chưa có phạm vi"
    admin.post(scope_page(clerk), asked("043"))
    assert notes()["huyen.moi"] == ""


def test_the_page_of_an_account_leads_to_its_scope(admin, clerk):
    assert scope_page(clerk) in admin.get(f"/quan-tri/tai-khoan/{clerk.pk}/").content.decode()
