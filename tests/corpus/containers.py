"""Fourteen files that are no sound container."""

from __future__ import annotations

from tests.corpus.base import HEADINGS, SHEET, STRINGS, TYPES, WORKBOOK, Kind, names, person, rezipped, sound

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def html() -> bytes:
    content = "<html><body><table><tr><td>Họ và tên</td></tr></table></body></html>".encode()
    assert content.startswith(b"<html")
    assert not content.startswith(b"PK")
    return content


def old_excel() -> bytes:
    content = OLE + b"\x00" * 504 + b"\x09\x08\x10\x00" + b"\xff" * 1_000
    assert content.startswith(OLE)
    assert b"E\0n\0c\0r\0y\0p\0t\0e\0d" not in content
    return content


def text_table() -> bytes:
    lines = [HEADINGS, *(tuple(person(n).get(each, "") for each in HEADINGS) for n in (1, 2))]
    content = "\r\n".join(";".join(f'"{each}"' for each in line) for line in lines).encode("utf-16")
    assert content[:2] in (b"\xff\xfe", b"\xfe\xff")
    return content


def truncated() -> bytes:
    content = sound()[:-200]
    assert b"PK\x05\x06" not in content
    return content


def password() -> bytes:
    content = OLE + b"\x00" * 504 + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 600
    assert content.startswith(OLE)
    assert "EncryptedPackage".encode("utf-16-le") in content
    return content


def macros() -> bytes:
    content = rezipped(sound(), extra=[("xl/vbaProject.bin", OLE + b"\x00" * 100)])
    assert "xl/vbaProject.bin" in names(content)
    return content


def without(name: str) -> bytes:
    before = sound()
    assert name in names(before)
    content = rezipped(before, {name: None})
    assert name not in names(content)
    return content


def duplicate_member() -> bytes:
    content = rezipped(sound(), extra=[(SHEET, b"<worksheet/>")])
    assert names(content).count(SHEET) == 2
    return content


def outside_member() -> bytes:
    content = rezipped(sound(), extra=[("../../etc/cron.d/x", b"x")])
    assert "../../etc/cron.d/x" in names(content)
    return content


def nested() -> bytes:
    content = rezipped(sound(), dict.fromkeys(names(sound())), extra=[("danh-sach.xlsx", sound())])
    assert names(content) == ["danh-sach.xlsx"]
    return content


KINDS = (
    Kind("empty", lambda: b"", "empty"),
    Kind("html", html, "not_workbook"),
    Kind("xls damaged", old_excel, "unreadable", suffix=".xls"),
    Kind("csv in utf-16", text_table, "not_workbook", suffix=".csv"),
    Kind("truncated", truncated, "damaged"),
    Kind("password", password, "password"),
    Kind("macros", macros, "macros", suffix=".xlsm"),
    Kind("no content types", lambda: without(TYPES), rows=3),
    Kind("no workbook", lambda: without(WORKBOOK), "not_workbook"),
    Kind("no sheet part", lambda: without(SHEET), "unreadable"),
    Kind("no shared strings", lambda: without(STRINGS), "unreadable"),
    Kind("duplicate member", duplicate_member, "damaged"),
    Kind("member outside", outside_member, "damaged"),
    Kind("nested zip", nested, "not_workbook"),
)
