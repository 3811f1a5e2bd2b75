"""Signing in and out: who is let in, what everybody else is told."""

import re

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import AccessEntry, AccessKind, User
from tests.factories.accounts import PASSWORD, make_user

SIGN_IN = "/dang-nhap/"
WRONG = "sai mật khẩu rồi"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')


def try_sign_in(client: Client, username: str, password: str = WRONG, **extra):
    return client.post(SIGN_IN, {"username": username, "password": password}, **extra)


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_the_right_password_opens_the_home_page(client, clerk):
    response = try_sign_in(client, clerk.username, PASSWORD)

    assert response.status_code == 302
    assert response["Location"] == reverse("home")
    assert is_signed_in(client)
    assert AccessEntry.objects.get(kind=AccessKind.SIGN_IN).user == clerk


@pytest.mark.parametrize("typed", ["HANH.NT", "  hanh.nt ", "Hanh.Nt"])
def test_case_and_spaces_of_the_name_do_not_matter(client, clerk, typed):
    try_sign_in(client, typed, PASSWORD)

    assert is_signed_in(client)


def test_a_password_typed_by_another_keyboard_is_the_same(client, clerk):
    decomposed = PASSWORD.replace("ố", "ô\u0301").replace("ả", "a\u0309")
    assert decomposed != PASSWORD

    try_sign_in(client, clerk.username, decomposed)

    assert is_signed_in(client)


def test_a_wrong_password_is_refused_and_noted(client, clerk):
    response = try_sign_in(client, clerk.username)

    assert response.status_code == 200
    assert not is_signed_in(client)
    assert "Tên đăng nhập hoặc mật khẩu không đúng" in response.content.decode()
    assert AccessEntry.objects.get(kind=AccessKind.SIGN_IN_FAILED).user == clerk


def test_an_unknown_name_and_a_locked_account_get_the_same_answer_as_a_wrong_password(clerk):
    make_user(username="da.khoa", is_active=False)
    answers = [
        (response.status_code, TOKEN.sub("", response.content.decode()).replace(name, "X"))
        for name, password in [
            ("hanh.nt", "sai"),
            ("khong.co", "sai"),
            ("da.khoa", "sai"),
            ("da.khoa", PASSWORD),
        ]
        for response in [try_sign_in(Client(), name, password)]
    ]

    assert len(set(answers)) == 1


def test_what_an_unknown_person_typed_is_not_kept_in_the_log(client, db):
    try_sign_in(client, "matkhaucuatoi")

    entry = AccessEntry.objects.get(kind=AccessKind.SIGN_IN_FAILED)
    assert "matkhaucuatoi" not in f"{entry.username} {entry.object_key} {entry.detail}"


def test_five_failures_lock_the_name_from_this_address_even_for_the_right_password(client, clerk):
    statuses = [try_sign_in(client, clerk.username).status_code for _ in range(5)]
    response = try_sign_in(client, clerk.username, PASSWORD)

    assert statuses == [200, 200, 200, 200, 429]
    assert response.status_code == 429
    assert "Đợi 15 phút" in response.content.decode()
    assert not is_signed_in(client)


def test_names_that_do_not_exist_are_locked_alike(client, db):
    statuses = [try_sign_in(client, "khong.co").status_code for _ in range(6)]

    assert statuses == [200, 200, 200, 200, 429, 429]


def test_a_locked_name_can_still_sign_in_from_another_address(client, clerk):
    for _ in range(5):
        try_sign_in(client, clerk.username)

    try_sign_in(client, clerk.username, PASSWORD, REMOTE_ADDR="10.1.1.9")

    assert is_signed_in(client)


def test_tries_during_a_lock_out_are_noted_once_and_count_for_nothing(client, clerk):
    for _ in range(9):
        try_sign_in(client, clerk.username)

    assert AccessEntry.objects.filter(kind=AccessKind.SIGN_IN_FAILED).count() == 5
    assert AccessEntry.objects.filter(kind=AccessKind.LOCKED_OUT).count() == 1


def test_one_try_on_each_of_many_names_locks_the_address(client, clerk):
    statuses = [try_sign_in(client, f"nguoi.thu.{number}").status_code for number in range(21)]

    assert statuses == [200] * settings.SIGN_IN_FAILURES_PER_ADDRESS + [429]
    assert try_sign_in(client, clerk.username, PASSWORD).status_code == 429


def test_one_name_tried_from_many_addresses_is_locked(client, clerk, settings):
    settings.SIGN_IN_FAILURES_PER_NAME = 6

    statuses = [
        try_sign_in(client, clerk.username, REMOTE_ADDR=f"10.0.0.{number}").status_code for number in range(7)
    ]

    assert statuses == [200] * 6 + [429]


def test_old_failures_are_forgotten(client, clerk, settings):
    settings.SIGN_IN_COOL_OFF_SECONDS = 0
    for number in range(settings.SIGN_IN_FAILURES_PER_ADDRESS + 1):
        try_sign_in(client, f"nguoi.thu.{number}")

    assert try_sign_in(client, clerk.username, PASSWORD).status_code == 302


def test_a_session_key_planted_before_the_sign_in_opens_nothing(client, clerk):
    planted = SessionStore()
    planted["planted"] = True
    planted.create()
    client.cookies[settings.SESSION_COOKIE_NAME] = planted.session_key

    try_sign_in(client, clerk.username, PASSWORD)

    assert is_signed_in(client)
    assert client.session.session_key != planted.session_key
    assert not SessionStore().exists(str(planted.session_key))


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        " //evil.example",
        "/\t/evil.example",
        "http:///evil.example",
    ],
)
def test_sign_in_never_leads_to_another_site(client, clerk, target):
    response = client.post(SIGN_IN, {"username": clerk.username, "password": PASSWORD, "next": target})

    assert response.status_code == 302
    assert response["Location"] == reverse("home")


def test_sign_in_leads_back_to_the_page_that_was_asked_for(client, clerk):
    asked = client.get("/doi-mat-khau/?x=1")
    page = client.get(asked["Location"])
    response = client.post(
        SIGN_IN, {"username": clerk.username, "password": PASSWORD, "next": page.context["next"]}
    )

    assert asked["Location"] == "/dang-nhap/?next=%2Fdoi-mat-khau%2F%3Fx%3D1"
    assert response["Location"] == "/doi-mat-khau/?x=1"


def test_a_form_sent_without_its_token_is_refused(clerk):
    strict = Client(enforce_csrf_checks=True)

    response = strict.post(SIGN_IN, {"username": clerk.username, "password": PASSWORD})

    assert response.status_code == 403
    assert "Trang đã mở quá lâu" in response.content.decode()


def test_sign_out_ends_the_session_and_is_noted(client_of, clerk):
    client = client_of(clerk)

    response = client.post("/dang-xuat/")

    assert response["Location"] == SIGN_IN
    assert not is_signed_in(client)
    assert AccessEntry.objects.get().kind == AccessKind.SIGN_OUT


def test_sign_out_is_not_done_by_following_a_link(client_of, clerk):
    client = client_of(clerk)

    assert client.get("/dang-xuat/").status_code == 405
    assert is_signed_in(client)


def test_a_one_time_password_past_its_day_is_refused(client, clerk):
    User.objects.filter(pk=clerk.pk).update(one_time_until=timezone.now())

    response = try_sign_in(client, clerk.username, PASSWORD)

    assert "đã quá hạn" in response.content.decode()
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    ("trusted", "forwarded", "seen"),
    [
        (0, "203.0.113.7", "127.0.0.1"),
        (1, "203.0.113.7", "203.0.113.7"),
        (1, "198.51.100.1, 203.0.113.7", "203.0.113.7"),
        (2, "198.51.100.1, 203.0.113.7, 10.0.0.1", "203.0.113.7"),
        (1, "", "127.0.0.1"),
        (1, "khong phai dia chi", None),
    ],
)
def test_the_address_is_the_one_that_our_own_proxies_saw(client, clerk, settings, trusted, forwarded, seen):
    settings.TRUSTED_PROXY_COUNT = trusted

    try_sign_in(client, clerk.username, headers={"x-forwarded-for": forwarded})

    assert AccessEntry.objects.get().address == seen
