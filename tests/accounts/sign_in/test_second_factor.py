"""The second factor of the production profile: forced, registered, asked for, single use."""

import time
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.middleware import SECOND_FACTOR_VIEWS
from accounts.models import User
from accounts.rights import Right, Role
from accounts.sign_in import second_factor as factor
from accounts.urls import urlpatterns
from tests.factories.accounts import make_user

CODE_PAGE, ENROL_PAGE = "/dang-nhap/ma-xac-thuc/", "/dang-nhap/thiet-lap-ma/"
KEY = "3132333435363738393031323334353637383930"


@pytest.fixture(autouse=True)
def production(settings):
    settings.SECOND_FACTOR_FORCED = True


def code_of(key: str = KEY, steps: int = 0) -> str:
    totp = TOTP(bytes.fromhex(key))
    totp.time = time.time() + 30 * steps
    return f"{totp.token():06d}"


@pytest.fixture
def phone(administrator: User) -> TOTPDevice:
    return TOTPDevice.objects.create(user=administrator, key=KEY, confirmed=True, name="Điện thoại")


@pytest.fixture
def password_only(client_of: Callable[[User], Client], administrator: User) -> Client:
    return client_of(administrator)


@pytest.mark.parametrize(
    ("facts", "needs"),
    [
        ({"role": Role.ADMINISTRATOR}, True),
        ({"role": Role.PROVINCE_STAFF}, True),
        ({"role": Role.DISTRICT_CLERK}, False),
        ({"role": Role.LEADER}, False),
        ({"role": Role.LEADER, "rights": (Right.APPROVE,)}, True),
        ({"role": Role.DISTRICT_CLERK, "rights": (Right.SUBMIT_PERIOD,)}, False),
        ({"role": Role.LEADER, "is_superuser": True}, True),
    ],
)
def test_who_needs_it(db, facts, needs):
    assert factor.needs_second_factor(make_user(**facts)) is needs


def test_it_is_not_forced_outside_the_production_profile(settings, password_only):
    settings.SECOND_FACTOR_FORCED = False

    assert password_only.get("/quan-tri/tai-khoan/").status_code == 200


@pytest.mark.parametrize("pattern", urlpatterns, ids=lambda pattern: pattern.name)
def test_a_session_with_a_password_only_sees_the_code_page_everywhere(password_only, phone, pattern):
    name = f"accounts:{pattern.name}"
    path = reverse(name, args=[phone.user_id] if "<int:pk>" in str(pattern.pattern) else [])
    response = password_only.get(path)

    allowed = name in SECOND_FACTOR_VIEWS or name == "accounts:sign_in"
    assert allowed or response["Location"].startswith(f"{CODE_PAGE}?next=")


def test_the_home_page_is_closed_too(password_only, phone):
    assert password_only.get("/")["Location"] == f"{CODE_PAGE}?next=%2F"


def test_the_right_code_opens_the_page_asked_for_under_a_new_session_key(password_only, phone):
    key = password_only.session.session_key

    response = password_only.post(CODE_PAGE, {"code": code_of(), "next": "/quan-tri/tai-khoan/"})

    assert response["Location"] == "/quan-tri/tai-khoan/"
    assert password_only.session.session_key != key
    assert password_only.get("/quan-tri/tai-khoan/").status_code == 200


@pytest.mark.parametrize("typed", ["{0}", " {0} ", "{1} {2}"])
def test_spaces_in_a_code_do_not_matter(administrator, phone, typed):
    code = code_of()

    assert factor.verify(administrator, typed.format(code, code[:3], code[3:]))


def test_a_code_is_good_once(password_only, client_of, administrator, phone):
    code = code_of()
    password_only.post(CODE_PAGE, {"code": code})

    replay = client_of(administrator).post(CODE_PAGE, {"code": code})

    assert "Mã không đúng hoặc đã dùng" in replay.content.decode()


def test_after_wrong_codes_even_the_right_one_has_to_wait(password_only, phone):
    right = code_of()
    wrong = f"{(int(right) + 1) % 1_000_000:06d}"
    for _ in range(5):
        factor.verify(phone.user, wrong)
        TOTPDevice.objects.update(throttling_failure_timestamp="2013-12-31T00:00:00Z")
    factor.verify(phone.user, wrong)

    response = password_only.post(CODE_PAGE, {"code": right})

    assert "Đợi 32 giây" in response.content.decode()
    assert password_only.get("/quan-tri/tai-khoan/").status_code == 302


@pytest.mark.parametrize("code", ["", "abc", "12345", "1234567", "١٢٣٤٥٦", "0" * 20])
def test_nonsense_is_refused(password_only, phone, code):
    response = password_only.post(CODE_PAGE, {"code": code})

    assert response.status_code == 200
    assert password_only.get("/quan-tri/tai-khoan/").status_code == 302


def enrolled(client: Client) -> list[str]:
    client.get(ENROL_PAGE)
    key = client.session["second_factor_pending_key"]
    codes: list[str] = client.post(ENROL_PAGE, {"code": code_of(key)}).context["codes"]
    return codes


def test_without_a_telephone_one_is_led_to_register_it(password_only):
    assert password_only.get("/quan-tri/tai-khoan/")["Location"].startswith(ENROL_PAGE)


def test_the_page_draws_the_key_and_spells_it(password_only):
    page = password_only.get(ENROL_PAGE)
    key = password_only.session["second_factor_pending_key"]

    assert factor.key_text(key) in page.content.decode()
    assert page.context["qr_path"].startswith("M")
    assert not TOTPDevice.objects.exists()


def test_reloading_the_page_keeps_the_key(password_only):
    first, second = (password_only.get(ENROL_PAGE).context["key_text"] for _ in range(2))

    assert first == second


def test_registering_gives_ten_backup_codes_and_opens_the_door(password_only):
    codes = enrolled(password_only)

    assert len(set(codes)) == 10
    assert password_only.get("/quan-tri/tai-khoan/").status_code == 200


def test_a_wrong_code_registers_nothing(password_only):
    password_only.get(ENROL_PAGE)
    password_only.post(ENROL_PAGE, {"code": "000000"})

    assert not TOTPDevice.objects.exists()


def test_a_telephone_is_not_replaced_by_visiting_the_page_again(password_only, phone):
    response = password_only.get(ENROL_PAGE)

    assert response["Location"] == CODE_PAGE


def test_a_backup_code_opens_once(password_only, client_of, administrator):
    code = enrolled(password_only)[0]
    second, third = client_of(administrator), client_of(administrator)

    assert second.post(CODE_PAGE, {"code": code.upper()}).status_code == 302
    assert third.post(CODE_PAGE, {"code": code}).status_code == 200
    assert StaticToken.objects.filter(device__user=administrator).count() == 9


def test_a_backup_code_of_somebody_else_opens_nothing(password_only, client_of, superuser, phone):
    phone.delete()
    code = enrolled(password_only)[0]
    other = client_of(superuser)
    enrolled(other)

    assert client_of(superuser).post(CODE_PAGE, {"code": code}).status_code == 200


def test_backup_codes_are_not_stored_in_clear(password_only):
    codes = enrolled(password_only)
    stored = set(StaticToken.objects.values_list("token", flat=True))

    assert not stored & {code.replace("-", "") for code in codes}
    assert not stored & set(codes)


def test_a_lost_telephone_is_forgotten_by_the_administrator(password_only, client_of, province_staff):
    TOTPDevice.objects.create(user=province_staff, key=KEY, confirmed=True, name="Điện thoại")
    enrolled(password_only)
    lost = client_of(province_staff)

    password_only.post(f"/quan-tri/tai-khoan/{province_staff.pk}/xoa-ma-xac-thuc/")

    assert lost.get("/doi-mat-khau/")["Location"].startswith("/dang-nhap/?next=")
    province_staff.refresh_from_db()
    assert not factor.is_enrolled(province_staff)
    assert client_of(province_staff).get("/doi-mat-khau/")["Location"].startswith(ENROL_PAGE)


def test_a_new_sign_in_asks_again(password_only, client_of, administrator, phone):
    password_only.post(CODE_PAGE, {"code": code_of()})

    assert client_of(administrator).get("/quan-tri/tai-khoan/")["Location"].startswith(CODE_PAGE)
