"""Which role may do what, at each address of accounts."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import AccessEntry, User
from accounts.permissions import allow
from accounts.rights import Right, Role, all_rights, grantable_rights, right_choices, right_label, rights_of
from accounts.urls import urlpatterns
from tests.factories.accounts import make_user

CAST = ("province_staff", "clerk", "leader", "auditor", "administrator", "superuser")
ADMINISTRATORS = {"administrator", "superuser"}
LOG_READERS = {"auditor", "administrator", "superuser"}
EVERYBODY = set(CAST)

# url name → (methods answered, who is let in)
PAGES = {
    "account_list": ("GET", ADMINISTRATORS),
    "account_add": ("GET POST", ADMINISTRATORS),
    "account_edit": ("GET POST", ADMINISTRATORS),
    "account_password": ("GET", ADMINISTRATORS),
    "account_lock": ("POST", ADMINISTRATORS),
    "account_unlock": ("POST", ADMINISTRATORS),
    "account_second_factor_reset": ("POST", ADMINISTRATORS),
    "administration": ("GET", ADMINISTRATORS),
    "agency_list": ("GET", ADMINISTRATORS),
    "agency_add": ("GET POST", ADMINISTRATORS),
    "agency_edit": ("GET POST", ADMINISTRATORS),
    "access_log": ("GET", LOG_READERS),
    "password_change": ("GET POST", EVERYBODY),
    "shortcuts": ("GET POST", EVERYBODY),
}
OPEN_TO_STRANGERS = {"sign_in"}
TRIED_ELSEWHERE = {"sign_out", "second_factor", "second_factor_enrol"}
CASES = [
    (name, method, who) for name, (methods, _) in PAGES.items() for method in methods.split() for who in CAST
]


@pytest.fixture
def other(db) -> User:
    return make_user(username="nguoi.khac")


def address(name: str, other: User) -> str:
    if name == "agency_edit":
        return reverse("accounts:agency_edit", args=[other.agency_id])
    takes_account = name.startswith("account_") and name not in ("account_list", "account_add")
    return reverse(f"accounts:{name}", args=[other.pk] if takes_account else [])


@pytest.mark.parametrize(("name", "method", "who"), CASES)
def test_each_role_at_each_address(request, client_of, other, name, method, who):
    user = request.getfixturevalue(who)
    response = client_of(user).generic(method, address(name, other))

    assert (response.status_code == 403) is (who not in PAGES[name][1])
    assert response.status_code in (200, 302, 403)


@pytest.mark.parametrize("name", PAGES)
def test_strangers_are_led_to_the_sign_in(client, other, name):
    response = client.get(address(name, other))

    assert response["Location"].startswith("/dang-nhap/?next=")


@pytest.mark.parametrize("name", [name for name in PAGES if PAGES[name][1] != EVERYBODY])
def test_a_refused_request_changes_nothing(client_of, clerk, other, name):
    before = list(User.objects.values().order_by("pk"))
    client_of(clerk).post(address(name, other))

    after = list(User.objects.values().order_by("pk"))
    assert [row | {"last_login": None} for row in after] == [row | {"last_login": None} for row in before]
    assert not AccessEntry.objects.exists()


def test_every_address_of_accounts_stands_in_the_table():
    assert {pattern.name for pattern in urlpatterns} == {*PAGES, *OPEN_TO_STRANGERS, *TRIED_ELSEWHERE}


def test_every_view_of_accounts_names_its_rights_or_is_open_to_strangers():
    bare = {pattern.name for pattern in urlpatterns if not hasattr(pattern.callback, "rights")}

    assert bare == OPEN_TO_STRANGERS


def test_the_page_of_a_refusal_speaks_vietnamese(client_of, clerk):
    response = client_of(clerk).get("/quan-tri/tai-khoan/")

    assert "Tài khoản này không có quyền" in response.content.decode()


@pytest.mark.parametrize(
    ("role", "right", "holds"),
    [
        (Role.ADMINISTRATOR, Right.MANAGE_ACCOUNTS, True),
        (Role.ADMINISTRATOR, Right.VIEW_FIGURES, True),
        (Role.ADMINISTRATOR, Right.VIEW_PEOPLE, False),
        (Role.PROVINCE_STAFF, Right.EDIT_PEOPLE, True),
        (Role.PROVINCE_STAFF, Right.MANAGE_ACCOUNTS, False),
        (Role.DISTRICT_CLERK, Right.IMPORT_PEOPLE, True),
        (Role.DISTRICT_CLERK, Right.UNDO, True),
        (Role.DISTRICT_CLERK, Right.VIEW_LOG, False),
        (Role.DISTRICT_CLERK, Right.EXPORT_PERSONAL, False),
        (Role.LEADER, Right.VIEW_PEOPLE, True),
        (Role.LEADER, Right.EDIT_PEOPLE, False),
        (Role.LEADER, Right.EXPORT_PERSONAL, False),
        (Role.AUDITOR, Right.VIEW_LOG, True),
        (Role.AUDITOR, Right.EDIT_PEOPLE, False),
    ],
)
def test_what_a_role_may(db, role, right, holds):
    assert make_user(role=role).has_right(right) is holds


FAR_REACHING = (
    "submit_period", "close_period", "approve", "record_decision", "export_personal", "view_succession_names",
)  # fmt: skip


@pytest.mark.parametrize("right", FAR_REACHING)
def test_the_far_reaching_rights_come_with_no_role(right):
    assert right in grantable_rights()
    assert not any(right in rights_of(role) for role in Role)


def test_every_role_has_its_rights():
    assert all(rights_of(role) for role in Role)


def test_a_right_that_nobody_adds_any_more_is_shown_by_its_code_and_held_as_it_was(db):
    user = make_user(role=Role.LEADER, rights=("right_of_an_app_that_went",))

    assert user.has_right("right_of_an_app_that_went")
    assert right_label("right_of_an_app_that_went") == "right_of_an_app_that_went"
    assert "right_of_an_app_that_went" not in dict(right_choices())


def test_a_granted_right_is_held_beside_those_of_the_role(db):
    user = make_user(role=Role.LEADER, rights=(Right.EXPORT_LISTS,))

    assert user.rights == rights_of(Role.LEADER) | {Right.EXPORT_LISTS}


def test_a_superuser_may_everything_and_a_locked_account_nothing(superuser):
    assert superuser.rights == all_rights()

    locked = make_user(role=Role.ADMINISTRATOR, is_superuser=True, is_active=False)
    assert locked.rights == frozenset()


def test_rights_cost_one_query_a_request(clerk, django_assert_num_queries):
    user = User.objects.get(pk=clerk.pk)

    with django_assert_num_queries(1):
        assert [user.has_right(right) for right in Right]


def test_any_of_several_rights_is_enough(rf, clerk):
    view = allow(Right.MANAGE_DATA, Right.EDIT_PEOPLE)(lambda request: HttpResponse("let in"))
    request = rf.get("/")
    request.user = clerk

    assert view(request).status_code == 200
    assert vars(view)["rights"] == {Right.MANAGE_DATA, Right.EDIT_PEOPLE}


def test_the_menu_shows_what_the_account_may_open(client_of, auditor, clerk):
    def labels(client: Client) -> list[str]:
        return [item.label for item in client.get("/doi-mat-khau/").context["account_menu"]]

    assert labels(client_of(auditor)) == ["Nhật ký truy cập", "Đổi mật khẩu", "Phím tắt"]
    assert labels(client_of(clerk)) == ["Đổi mật khẩu", "Phím tắt"]


@pytest.mark.parametrize("pattern", urlpatterns, ids=lambda pattern: pattern.name)
def test_every_form_needs_its_token(administrator, other, pattern):
    strict = Client(enforce_csrf_checks=True)
    if pattern.name not in OPEN_TO_STRANGERS:
        strict.force_login(administrator)
    path = reverse(f"accounts:{pattern.name}", args=[other.pk] if "<int:pk>" in str(pattern.pattern) else [])

    response = strict.post(path)

    assert response.status_code == 403
    assert "Trang đã mở quá lâu" in response.content.decode()
