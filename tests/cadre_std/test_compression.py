"""Pages travel compressed; files that are compressed already, and parts of files, do not."""

import gzip

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from cadre_std.middleware import CompressTextMiddleware

TEXT = b"nhieu chu giong nhau " * 100


def answered(**headers: str) -> HttpResponse:
    request = RequestFactory().get("/", headers={"accept-encoding": "gzip"})
    plain = HttpResponse(TEXT, headers=headers)
    packed = CompressTextMiddleware(lambda _request: plain).process_response(request, plain)
    assert isinstance(packed, HttpResponse)
    return packed


@pytest.mark.django_db
def test_a_page_is_compressed_for_those_who_can_read_it():
    packed = Client(headers={"accept-encoding": "gzip"}).get("/dang-nhap/")
    plain = Client().get("/dang-nhap/")

    assert packed.headers["Content-Encoding"] == "gzip"
    assert b"</html>" in gzip.decompress(packed.content)
    assert "Content-Encoding" not in plain.headers


def test_text_is_compressed_and_a_workbook_is_left_alone():
    workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    assert len(answered(**{"Content-Type": "text/css"}).content) < len(TEXT) / 5
    assert answered(**{"Content-Type": workbook}).content == TEXT


def test_a_part_of_a_file_keeps_its_length():
    part = answered(**{"Content-Type": "text/css", "Content-Range": "bytes 0-99/5000"})

    assert part.content == TEXT
