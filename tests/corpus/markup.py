"""Thirteen containers with hostile XML or sizes."""

from __future__ import annotations

import io
import re
import struct
import zipfile

from tests.corpus.base import MAIN, SHEET, STRINGS, WORKBOOK, Kind, edited, member, names, rezipped, sound

_MEGABYTE = 1024 * 1024
_DTD = b'<!DOCTYPE x [<!ENTITY a "b">]>'
_LAUGHS = (
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9))
    + b"]>"
)


def cut() -> bytes:
    content = rezipped(sound(), {SHEET: member(sound(), SHEET)[:400]})
    assert b"</worksheet>" not in member(content, SHEET)
    return content


def with_dtd(name: str, dtd: bytes = _DTD) -> bytes:
    """A declaration before the root element."""
    before = member(sound(), name)
    start = re.search(rb"<(?:worksheet|sst|workbook)\b", before)
    assert start is not None
    content = rezipped(sound(), {name: before[: start.start()] + dtd + before[start.start() :]})
    assert dtd in member(content, name)
    return content


def bomb() -> bytes:
    content = with_dtd(STRINGS, _LAUGHS)
    text = member(content, STRINGS).replace(b"<t>STT</t>", b"<t>&j;</t>")
    assert b"&j;" in text
    assert b"<!ENTITY j " in text
    return rezipped(content, {STRINGS: text})


def huge_string() -> bytes:
    """600 MB of one letter, written in pieces."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(sound())) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target,
    ):
        for name in source.namelist():
            if name != STRINGS:
                target.writestr(name, source.read(name))
        with target.open(STRINGS, "w") as stream:
            stream.write(f'<sst xmlns="{MAIN}" count="1" uniqueCount="1"><si><t>'.encode())
            for _ in range(600):
                stream.write(b"a" * _MEGABYTE)
            stream.write(b"</t></si></sst>")
    with zipfile.ZipFile(out) as archive:
        assert archive.getinfo(STRINGS).file_size > 600 * _MEGABYTE
    return out.getvalue()


def false_size() -> bytes:
    """The directory says 1,000 bytes, 30 MB come out."""
    real = 30 * _MEGABYTE
    content = rezipped(sound(), {STRINGS: b"<sst>" + b"a" * (real - 5)})
    size, false = struct.pack("<L", real), struct.pack("<L", 1_000)
    assert size in content
    content = content.replace(size, false)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.getinfo(STRINGS).file_size == 1_000
    return content


def many_members() -> bytes:
    content = rezipped(sound(), extra=[(f"xl/media/{number}.bin", b"") for number in range(10_000)])
    assert len(names(content)) > 10_000
    return content


def utf_16() -> bytes:
    text = member(sound(), SHEET).decode()
    text = re.sub(r"^<\?xml[^>]*\?>", "", text)
    data = f'<?xml version="1.0" encoding="UTF-16"?>{text}'.encode("utf-16")
    content = rezipped(sound(), {SHEET: data})
    assert member(content, SHEET)[:2] in (b"\xff\xfe", b"\xfe\xff")
    return content


def string_out_of_range() -> bytes:
    before = member(sound(), SHEET)
    assert re.search(rb'<c r="D2" t="s"><v>\d+</v>', before)
    data = re.sub(rb'(<c r="D2" t="s"><v>)\d+', rb"\g<1>999999", before)
    content = rezipped(sound(), {SHEET: data})
    assert b'<c r="D2" t="s"><v>999999</v>' in member(content, SHEET)
    return content


def rows_out_of_order() -> bytes:
    before = member(sound(), SHEET)
    rows = re.findall(rb'<row r="\d+".*?</row>', before)
    assert len(rows) == 4
    content = rezipped(sound(), {SHEET: before.replace(b"".join(rows), b"".join(reversed(rows)))})
    after = member(content, SHEET)
    assert after.index(b'<row r="4"') < after.index(b'<row r="1"')
    return content


KINDS = (
    Kind("cut xml", cut, "unreadable"),
    Kind("dtd in strings", lambda: with_dtd(STRINGS), "dtd"),
    Kind("dtd in sheet", lambda: with_dtd(SHEET), "dtd"),
    Kind("dtd in workbook", lambda: with_dtd(WORKBOOK), "dtd"),
    Kind("entity bomb", bomb, "dtd"),
    Kind("string of 600 MB", huge_string, "bomb"),
    Kind("false size in header", false_size, "damaged"),
    Kind("10000 members", many_members, "bomb"),
    Kind("utf-16 sheet", utf_16, "unreadable"),
    Kind("string index out of range", string_out_of_range, "unreadable"),
    Kind("bad reference", lambda: edited(sound(), SHEET, b'r="D2"', b'r="D2D"'), "bad_reference"),
    Kind("row 0", lambda: edited(sound(), SHEET, b'r="D2"', b'r="D0"'), "bad_reference"),
    Kind("rows out of order", rows_out_of_order, rows=3),
)
