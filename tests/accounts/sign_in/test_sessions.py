"""How long a session lives and what ends it."""

import time
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.middleware import SEEN_AT, STARTED_AT
from accounts.models import User
from tests.factories.accounts import PASSWORD

PAGE = "/doi-mat-khau/"
MINUTE, HOUR = 60, 3600


@pytest.fixture
def aged(client_of: Callable[[User], Client], clerk: User) -> Callable[..., Client]:
    """A signed-in browser whose stamps lie in the past."""

    def make(*, idle: int = 0, old: int = 0) -> Client:
        client = client_of(clerk)
        session = client.session
        session[SEEN_AT] = int(time.time()) - idle
        session[STARTED_AT] = int(time.time()) - max(old, idle)
        session.save()
        return client

    return make


def test_29_idle_minutes_are_allowed(aged):
    assert aged(idle=29 * MINUTE).get(PAGE).status_code == 200


def test_after_30_idle_minutes_one_signs_in_again(aged):
    response = aged(idle=30 * MINUTE).get(PAGE)

    assert response["Location"] == "/dang-nhap/?next=%2Fdoi-mat-khau%2F&ended=1"


def test_the_sign_in_page_says_why(aged):
    response = aged(idle=30 * MINUTE).get(PAGE, follow=True)

    assert "Phiên làm việc đã kết thúc" in response.content.decode()


def test_a_session_in_use_ends_after_10_hours(aged):
    assert aged(old=10 * HOUR - 60).get(PAGE).status_code == 200
    assert aged(old=10 * HOUR).get(PAGE).status_code == 302


def test_the_ended_session_is_gone_and_not_only_hidden(aged):
    client = aged(idle=30 * MINUTE)
    key = client.session.session_key
    client.get(PAGE)

    assert not client.session.exists(key)


def test_the_stamp_is_written_at_most_once_a_minute(aged):
    client = aged(idle=59)
    client.get(PAGE)
    with CaptureQueriesContext(connection) as queries:
        client.get(PAGE)

    assert [query for query in queries if query["sql"].startswith(("UPDATE", "INSERT"))] == []


def test_the_stamp_moves_when_it_is_older_than_a_minute(aged):
    client = aged(idle=5 * MINUTE)
    client.get(PAGE)

    assert client.session[SEEN_AT] >= int(time.time()) - 5


def test_work_keeps_a_session_alive(aged):
    client = aged(idle=29 * MINUTE)
    client.get(PAGE)

    assert client.get(PAGE).status_code == 200


def test_a_fragment_leads_the_whole_page_to_the_sign_in(db, client):
    response = client.get(
        PAGE, headers={"hx-request": "true", "hx-current-url": "http://testserver/quan-tri/tai-khoan/?q=a"}
    )

    assert response.status_code == 200
    assert response["HX-Redirect"] == "/dang-nhap/?next=%2Fquan-tri%2Ftai-khoan%2F%3Fq%3Da"


def test_a_form_sent_too_late_leads_back_to_the_page_it_stood_on(db, client):
    response = client.post("/dang-xuat/", headers={"referer": "http://testserver/quan-tri/tai-khoan/"})

    assert response["Location"] == "/dang-nhap/?next=%2Fquan-tri%2Ftai-khoan%2F"


def test_a_page_of_another_site_is_not_returned_to(db, client):
    response = client.post("/dang-xuat/", headers={"referer": "https://evil.example/trap/"})

    assert response["Location"] == "/dang-nhap/?next=%2F"


def test_locking_ends_all_sessions_and_unlocking_does_not_bring_them_back(client_of, clerk, administrator):
    client = client_of(clerk)
    admin = client_of(administrator)
    assert client.get(PAGE).status_code == 200

    admin.post(f"/quan-tri/tai-khoan/{clerk.pk}/khoa/")
    assert client.get(PAGE).status_code == 302

    admin.post(f"/quan-tri/tai-khoan/{clerk.pk}/mo-khoa/")
    assert client.get(PAGE).status_code == 302


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one_under_a_new_key(client_of, clerk):
    here, elsewhere = client_of(clerk), client_of(clerk)
    key = here.session.session_key
    new = "đàn trâu về bến chiều nay"

    here.post(PAGE, {"current": PASSWORD, "new": new, "repeated": new})

    assert here.get(PAGE).status_code == 200
    assert here.session.session_key != key
    assert elsewhere.get(PAGE).status_code == 302


def test_a_restart_of_the_browser_ends_the_session(client, clerk):
    response = client.post("/dang-nhap/", {"username": clerk.username, "password": PASSWORD})

    assert response.cookies["sessionid"]["max-age"] == ""
    assert response.cookies["sessionid"]["httponly"]
    assert response.cookies["sessionid"]["samesite"] == "Lax"
