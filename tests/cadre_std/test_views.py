"""The health addresses, the headers of every answer and the pages for errors."""

import pytest
from django.contrib.auth.decorators import login_not_required
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path

from cadre_std import views


@login_not_required
def database_gone(request: HttpRequest) -> HttpResponse:
    raise OperationalError("could not connect: password of Nông Thị Én")


@login_not_required
def crash(request: HttpRequest) -> HttpResponse:
    raise ValueError("Nông Thị Én")


urlpatterns = [
    path("gone", database_gone),
    path("crash", crash),
    path("healthz", views.healthz),
]
handler500 = "cadre_std.views.server_error"


def test_the_process_answers_without_a_database(client: Client):
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_a_migrated_database_is_ready(client: Client):
    response = client.get("/readyz")

    assert (response.status_code, response.content) == (200, b"ok\n")


@pytest.mark.django_db
def test_a_database_without_all_migrations_is_not_ready(client: Client):
    views._all_migrated.cache_clear()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'registry'")

    response = client.get("/readyz")

    assert (response.status_code, response.content) == (503, b"not ready: migrations\n")


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_the_health_addresses_are_only_read(client: Client, address: str):
    assert client.post(address).status_code == 405


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("X-Frame-Options", "DENY"),
        ("Cache-Control", "no-store"),
        ("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    ],
)
@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.parametrize("address", ["/healthz", "/crash", "/gone"])
def test_every_answer_carries_the_headers(client: Client, address: str, header: str, value: str):
    client.raise_request_exception = False

    assert client.get(address).headers[header] == value


@override_settings(ROOT_URLCONF=__name__)
@pytest.mark.parametrize("address", ["/healthz", "/crash"])
def test_the_content_policy_allows_nothing_inline(client: Client, address: str):
    client.raise_request_exception = False

    policy = client.get(address).headers["Content-Security-Policy"].split("; ")

    assert sorted(policy) == [
        "base-uri 'none'",
        "default-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    ]


@override_settings(ROOT_URLCONF=__name__)
def test_a_database_that_does_not_answer_is_a_busy_page(client: Client):
    client.raise_request_exception = False

    response = client.get("/gone")

    assert response.status_code == 503
    assert response.headers["Retry-After"] == "60"
    assert "Dữ liệu đã lưu vẫn nguyên vẹn" in response.content.decode()


@override_settings(ROOT_URLCONF=__name__)
def test_a_crash_shows_nothing_of_its_cause(client: Client):
    client.raise_request_exception = False

    response = client.get("/crash")

    assert response.status_code == 500
    assert "Nông Thị Én" not in response.content.decode()


def test_the_pages_for_a_crash_need_no_template():
    response = views._plain_page("no-such-template.html", status=500, otherwise=views.FAILED)

    assert views.FAILED in response.content.decode()


def test_a_request_gets_an_id_of_its_own(client: Client):
    first, second = (client.get("/healthz").headers["X-Request-ID"] for _ in range(2))

    assert first != second


def test_the_front_door_leads_to_the_overview():
    response = views.home(RequestFactory().get("/"))

    assert response.headers["Location"] == "/tong-quan/"
