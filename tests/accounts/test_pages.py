"""What holds on every page: headers, error pages, no code in the page, words for everybody."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import render_to_string
from django.test import Client

STATIC = Path(settings.BASE_DIR) / "static"
SIGNED_IN = [
    "/doi-mat-khau/",
    "/quan-tri/tai-khoan/",
    "/quan-tri/tai-khoan/them/",
    "/quan-tri/nhat-ky-truy-cap/",
]
DIRECTIVES = (
    "default-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "form-action 'self'",
)


@pytest.fixture
def admin(client_of, administrator) -> Client:
    return client_of(administrator)


@pytest.mark.parametrize("path", SIGNED_IN)
def test_no_page_of_an_account_is_kept_by_the_browser(admin, path):
    assert "no-store" in admin.get(path)["Cache-Control"]


@pytest.mark.parametrize(("path", "status"), [(SIGNED_IN[1], 200), ("/khong-co/", 404), ("/dang-xuat/", 405)])
def test_the_security_policy_stands_on_normal_and_error_pages(admin, path, status):
    response = admin.get(path)

    assert response.status_code == status
    assert all(directive in response["Content-Security-Policy"] for directive in DIRECTIVES)
    assert "unsafe" not in response["Content-Security-Policy"]


def test_the_security_policy_stands_on_refusals_and_lock_outs(client_of, clerk, client):
    refused = client_of(clerk).get("/quan-tri/tai-khoan/")
    for _ in range(5):
        locked = client.post("/dang-nhap/", {"username": "ai.do", "password": "sai"})

    assert (refused.status_code, locked.status_code) == (403, 429)
    assert all("default-src 'self'" in page["Content-Security-Policy"] for page in (refused, locked))


@pytest.mark.parametrize("path", [*SIGNED_IN, "/khong-co/"])
def test_the_page_frame(admin, path):
    text = admin.get(path).content.decode()

    assert '<html lang="vi">' in text
    assert text.count("<h1>") == 1
    assert 'href="#main"' in text
    assert "htmx" not in text
    assert "Bế Thị Quản" in text
    assert not re.search(r"\sstyle=|\son[a-z]+=|<script>", text)


def test_a_stranger_sees_no_menu(client, db):
    text = client.get("/dang-nhap/").content.decode()

    assert 'class="tools"' not in text
    assert 'aria-label="Chính"' not in text


def test_an_unknown_address_gets_the_same_page_with_and_without_an_account(client, admin):
    assert client.get("/khong-co/").status_code == admin.get("/khong-co/").status_code == 404


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "429", "500", "503"])
def test_error_pages_say_what_whether_data_is_safe_and_what_next(name):
    text = render_to_string(f"{name}.html", {"menu": [], "account": None, "messages": []})

    assert re.search(r"Dữ liệu|Không có gì thay đổi|chưa được ghi", text)
    assert re.search(r"về trang đầu|Tải lại|tải lại|Đợi|Quay lại", text, re.IGNORECASE)
    assert "!" not in re.sub(r"<!doctype html>", "", text)
    assert "vui lòng" not in text.lower()


def test_the_strip_of_the_demonstration_province(client, db, settings):
    assert "Tỉnh trình diễn" not in client.get("/dang-nhap/").content.decode()

    settings.DEMONSTRATION = True
    assert "Tỉnh trình diễn" in client.get("/dang-nhap/").content.decode()


def test_an_error_is_tied_to_its_field_and_listed_above(client, db):
    text = client.post("/dang-nhap/", {"username": "", "password": "x"}).content.decode()

    assert '<a href="#id_username">Tên đăng nhập: Ô này chưa điền.</a>' in text
    assert 'id="id_username_error"' in text
    assert re.search(r'<input[^>]*name="username"[^>]*aria-invalid="true"[^>]*>', text)
    assert re.search(r'<input[^>]*name="username"[^>]*aria-describedby="id_username_error"[^>]*>', text)


def test_the_style_sheet_and_the_script_call_nobody_outside():
    for name in ("app.css", "app.js"):
        text = (STATIC / name).read_text(encoding="utf-8")
        assert not re.search(r"https?://(?!www\.w3\.org)", text)
        assert "@import" not in text


@pytest.mark.parametrize(("name", "most"), [("app.css", 10_000), ("app.js", 6_000)])
def test_the_files_stay_small(name, most):
    assert len(gzip.compress((STATIC / name).read_bytes())) <= most
