from urllib.parse import unquote

import pytest
from django.test import RequestFactory

from common.http import attachment, safe_next


def test_a_vietnamese_file_name_is_given_in_ascii_and_in_utf8():
    header = attachment("Danh sách Phục Hòa đợt 1.xlsx", "text/plain")["Content-Disposition"]
    assert header.startswith("attachment; filename=\"danh sach phuc hoa dot 1.xlsx\"; filename*=UTF-8''")
    assert unquote(header.split("''")[1]) == "Danh sách Phục Hòa đợt 1.xlsx"
    assert header.isascii()


@pytest.mark.parametrize(
    ("name", "saved"),
    [
        ('a"b\r\nSet-Cookie: x=1.xlsx', "a-b Set-Cookie- x=1.xlsx"),
        ("../../etc/passwd", "-..-etc-passwd"),
        ("\x00\u202e.xlsx", "--.xlsx"),
        (" . ", "tep"),
        ("日本.xlsx", "日本.xlsx"),
    ],
)
def test_a_hostile_name_stays_one_harmless_name(name, saved):
    header = attachment(name, "text/plain")["Content-Disposition"]
    assert unquote(header.split("''")[1]) == saved
    assert header.count('"') == 2


def test_a_download_is_kept_by_no_cache():
    response = attachment("a.xlsx", "text/plain")
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Type"] == "text/plain"


@pytest.mark.parametrize("target", ["/ho-so/", "/ho-so/?unit=004&page=2", "/"])
def test_a_path_of_this_site_is_followed(target):
    assert safe_next(RequestFactory().get("/", {"next": target}), "/tong-quan/") == target
    assert safe_next(RequestFactory().post("/", {"next": target}), "/tong-quan/") == target


@pytest.mark.parametrize(
    "target",
    [
        "",
        "https://evil.example/",
        "http://testserver/ho-so/",
        "//evil.example/",
        "///evil.example/",
        "/\\evil.example/",
        "\\\\evil.example/",
        "/\t/evil.example/",
        "javascript:alert(1)",
        "ho-so/",
        " /ho-so/",
        "\x08//evil.example",
    ],
)
def test_anything_else_is_not(target):
    assert safe_next(RequestFactory().get("/", {"next": target}), "/tong-quan/") == "/tong-quan/"
