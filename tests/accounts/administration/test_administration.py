"""The administrator's screens: accounts are made, changed, locked, and given a one-time password."""

import logging

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.models import AccessEntry, AccessKind, User
from accounts.rights import Right, Role
from tests.factories.accounts import PASSWORD, make_agency, make_user

LIST = "/quan-tri/tai-khoan/"
ADD = "/quan-tri/tai-khoan/them/"


@pytest.fixture
def admin(client_of, administrator) -> Client:
    return client_of(administrator)


def filled(**changes):
    return {
        "username": "Lan.HT",
        "full_name": "Hoàng  Thị Lan",
        "agency": make_agency().pk,
        "role": Role.DISTRICT_CLERK,
        "extra_rights": [],
        **changes,
    }


def page_of(account: User, step: str = "") -> str:
    return f"{LIST}{account.pk}/{step}"


def test_an_account_is_made_with_a_one_time_password(admin):
    response = admin.post(ADD, filled(extra_rights=[Right.SUBMIT_PERIOD]))

    made = User.objects.get(username="lan.ht")
    assert made.full_name == "Hoàng Thị Lan"
    assert made.check_password(response.context["password"])
    assert made.must_change_password
    assert made.has_right(Right.SUBMIT_PERIOD)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"username": "hanh.nt"}, "Đã có tài khoản dùng tên đăng nhập này"),
        ({"username": "HANH.NT"}, "Đã có tài khoản dùng tên đăng nhập này"),
        ({"username": "hạnh"}, "Tên đăng nhập gồm 3–40 chữ thường không dấu"),
        ({"username": "a b c"}, "Tên đăng nhập gồm 3–40 chữ thường không dấu"),
        ({"username": ""}, "Ô này chưa điền."),
        ({"full_name": ""}, "Ô này chưa điền."),
        ({"full_name": "Lan\u202eevil"}, "Có ký tự ẩn"),
        ({"role": "king"}, "Vai trò: "),
        ({"agency": 999999}, "Cơ quan: "),
        ({"extra_rights": ["manage_accounts"]}, "Quyền cấp thêm cho riêng người này: "),
    ],
    ids=str,
)
def test_a_faulty_form_makes_nothing_and_says_why(admin, clerk, change, sentence):
    before = User.objects.count()
    response = admin.post(ADD, filled(**change))

    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert User.objects.count() == before


def test_the_first_steps_of_a_new_account(admin, client):
    password = admin.post(ADD, filled()).context["password"]
    new = "ruộng bậc thang mùa nước đổ"

    signed_in = client.post("/dang-nhap/", {"username": "lan.ht", "password": password})
    led = client.get("/quan-tri/tai-khoan/")
    changed = client.post("/doi-mat-khau/", {"current": password, "new": new, "repeated": new})

    assert signed_in.status_code == 302
    assert led["Location"] == "/doi-mat-khau/"
    assert changed["Location"] == "/"
    made = User.objects.get(username="lan.ht")
    assert made.check_password(new)
    assert not made.must_change_password
    assert made.one_time_until is None


def test_a_one_time_password_ends_sessions_lifts_the_lock_out_and_replaces_the_old(
    admin, client_of, client, clerk
):
    old_session = client_of(clerk)
    for _ in range(5):
        client.post("/dang-nhap/", {"username": clerk.username, "password": "sai"})

    password = admin.post(page_of(clerk, "mat-khau/")).context["password"]

    assert old_session.get("/doi-mat-khau/").status_code == 302
    assert client.post("/dang-nhap/", {"username": clerk.username, "password": PASSWORD}).status_code == 200
    assert client.post("/dang-nhap/", {"username": clerk.username, "password": password}).status_code == 302


def test_a_one_time_password_is_kept_nowhere_in_clear(admin, clerk, caplog):
    caplog.set_level(logging.DEBUG)

    password = admin.post(page_of(clerk, "mat-khau/")).context["password"]

    rows = (
        f"{list(User.objects.values())}{list(AccessEntry.objects.values())}{dict(admin.session)}{caplog.text}"
    )
    assert password not in rows
    assert password.replace("-", "") not in rows


def test_one_time_passwords_differ_and_are_long(admin, clerk):
    given = {admin.post(page_of(clerk, "mat-khau/")).context["password"] for _ in range(5)}

    assert len(given) == 5
    assert {len(password) for password in given} == {19}


def test_asking_for_the_password_page_gives_none(admin, clerk):
    admin.get(page_of(clerk, "mat-khau/"))

    clerk.refresh_from_db()
    assert clerk.check_password(PASSWORD)


def test_a_change_is_saved_and_noted_in_words(admin, clerk, administrator):
    admin.post(page_of(clerk), filled(role=Role.LEADER, full_name="Nông Thị Hạnh", extra_rights=["view_log"]))

    clerk.refresh_from_db()
    entry = AccessEntry.objects.get(kind=AccessKind.ACCOUNT_CHANGED)
    assert clerk.role == Role.LEADER
    assert (entry.user, entry.object_key) == (administrator, "hanh.nt")
    assert entry.detail == "Vai trò: Cán bộ cấp huyện → Lãnh đạo; Cấp quyền: Xem nhật ký"


def test_a_right_is_granted_by_somebody_and_taken_back(admin, clerk, administrator):
    facts = filled(full_name=clerk.full_name)
    admin.post(page_of(clerk), facts | {"extra_rights": ["approve"]})
    assert clerk.granted_rights.get().granted_by == administrator

    admin.post(page_of(clerk), facts)
    assert not clerk.granted_rights.exists()


def test_saving_without_a_change_is_not_noted(admin, clerk):
    response = admin.post(page_of(clerk), filled(full_name=clerk.full_name), follow=True)

    assert "Không có gì thay đổi." in response.content.decode()
    assert not AccessEntry.objects.exists()


def test_fields_that_are_not_on_the_form_cannot_be_posted(admin, clerk):
    admin.post(page_of(clerk), filled(username="x.y.z", is_superuser="on", is_active="", password="x"))

    stored = User.objects.get(pk=clerk.pk)
    assert (stored.username, stored.is_superuser, stored.is_active) == ("hanh.nt", False, True)
    assert stored.check_password(PASSWORD)


@pytest.mark.parametrize("change", [{"role": Role.PROVINCE_STAFF}, {"extra_rights": ["approve"]}])
def test_nobody_raises_their_own_rights(admin, administrator, change):
    facts = filled(full_name=administrator.full_name, role=Role.ADMINISTRATOR)

    assert admin.post(page_of(administrator), facts | change).status_code == 403
    assert admin.post(page_of(administrator), facts).status_code == 302


def test_nobody_locks_their_own_account(admin, administrator):
    assert admin.post(page_of(administrator, "khoa/")).status_code == 403


@pytest.mark.parametrize("step", ["", "mat-khau/", "khoa/", "mo-khoa/", "xoa-ma-xac-thuc/"])
def test_an_administrator_does_not_touch_an_account_that_may_everything(admin, superuser, step):
    assert admin.post(page_of(superuser, step), filled()).status_code == 403

    superuser.refresh_from_db()
    assert superuser.is_active
    assert superuser.check_password(PASSWORD)


def test_a_locked_account_is_refused_at_the_sign_in(admin, client, clerk):
    admin.post(page_of(clerk, "khoa/"))

    assert client.post("/dang-nhap/", {"username": clerk.username, "password": PASSWORD}).status_code == 200


def test_an_account_that_does_not_exist_is_404(admin):
    assert admin.get(f"{LIST}999999/").status_code == 404


def test_the_list_finds_by_name_and_costs_the_same_for_many(admin, clerk, django_assert_num_queries):
    assert admin.get(f"{LIST}?q=hanh").context["page"].total == 1
    for _ in range(20):
        make_user()

    with django_assert_num_queries(6):
        admin.get(LIST)


def test_the_database_refuses_a_name_in_capitals_and_an_unknown_role(clerk):
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=clerk.pk).update(username="Hanh.NT")
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.filter(pk=clerk.pk).update(role="king")
