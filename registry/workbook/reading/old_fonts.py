"""Columns typed with the fonts of the 2000s (TCVN3, VNI) are turned into Unicode, with a sample."""

from __future__ import annotations

from common.text.legacy_encodings import Encoding, decode, detect
from registry.workbook.reading.sheets import Sheet

_SAMPLED = 300
# Whatever stands above Latin-1 was typed in Unicode.
_FIRST_BEYOND = "\u0100"


def convert(sheet: Sheet) -> str:
    """Decodes the columns of a sheet in place; returns a sample "before → after", or nothing."""
    sample = ""
    width = max((len(row) for row in sheet.rows), default=0)
    for index in range(width):
        places = [
            number for number, row in enumerate(sheet.rows) if index < len(row) and _may_be_old(row[index])
        ]
        texts = [str(sheet.rows[number][index]) for number in places]
        encoding = detect(texts[:_SAMPLED]) if texts else Encoding.UNICODE
        if encoding is Encoding.UNICODE:
            continue
        for number, text in zip(places, texts, strict=True):
            sheet.rows[number][index] = decode(text, encoding)
        last = places[-1]
        sample = sample or f"{texts[-1]} → {sheet.rows[last][index]} ({encoding.value})"
    return sample


def _may_be_old(value: object) -> bool:
    return isinstance(value, str) and not value.isascii() and max(value) < _FIRST_BEYOND
