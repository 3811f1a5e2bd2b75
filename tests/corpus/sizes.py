"""Six sheets that are, or say they are, larger or smaller than they should be."""

from __future__ import annotations

import re

from tests.corpus.base import SHEET, Kind, member, rezipped, sound

LAST = 1_048_575
_DIMENSION = re.compile(rb'<dimension ref="[^"]*"\s*/>')


def many_rows() -> bytes:
    before = member(sound(), SHEET)
    more = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(5, LAST + 1))
    content = rezipped(sound(), {SHEET: before.replace(b"</sheetData>", more + b"</sheetData>")})
    assert b'<c r="A%d">' % LAST in member(content, SHEET)
    return content


def far_cell(address: str) -> bytes:
    row = re.sub(r"\D", "", address)
    cell = f'<row r="{row}"><c r="{address}"><v>1</v></c></row></sheetData>'.encode()
    content = rezipped(sound(), {SHEET: member(sound(), SHEET).replace(b"</sheetData>", cell)})
    assert f'r="{address}"'.encode() in member(content, SHEET)
    return content


def dimension(reference: str) -> bytes:
    before = member(sound(), SHEET)
    assert _DIMENSION.search(before)
    said = f'<dimension ref="{reference}"/>'.encode() if reference else b""
    content = rezipped(sound(), {SHEET: _DIMENSION.sub(said, before)})
    assert said in member(content, SHEET)
    assert (b"<dimension" in member(content, SHEET)) == bool(reference)
    return content


KINDS = (
    Kind("1048575 rows", many_rows, "too_far"),
    Kind("cell XFD1048576", lambda: far_cell("XFD1048576"), "too_far"),
    Kind("cell A1048576", lambda: far_cell("A1048576"), "too_far"),
    Kind("dimension too large", lambda: dimension("A1:XFD1048576"), rows=3),
    Kind("dimension too small", lambda: dimension("A1"), rows=3),
    Kind("dimension missing", lambda: dimension(""), rows=3),
)
