"""Reads a workbook in a process of its own, which may run out of memory or time without harm.

Run as a script, never imported by the program: standard library and calamine only. The kind comes as an
argument, the bytes on standard input; on standard output one JSON object: the sheets, or a refusal code.
"""

import io
import json
import posixpath
import re
import resource
import sys
import xml.etree.ElementTree as ElementTree  # noqa: S405 -- documents with a DTD are refused first
import zipfile
from datetime import date, datetime
from typing import Any

import python_calamine

MAX_COLUMNS, LAST_ROW = 60, 20_100
MAX_CELL_TEXT, MAX_OUTPUT = 1_000, 64 * 1024 * 1024
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
UNCOMPUTED = "#CHƯA TÍNH"
# Numbers of built-in formats: 17 is mmm-yy.
BUILT_IN = {17: "month"}
_TAG = re.compile(rb"<(?:\w+:)?(row|c)\b([^>]*)>")
_REFERENCE = re.compile(rb"""(?:^|\s)r\s*=\s*["']([^"']*)["']""")
_STYLE = re.compile(rb"""(?:^|\s)s\s*=\s*["'](\d+)["']""")
_TYPE = re.compile(rb"""(?:^|\s)t\s*=\s*["'](\w+)["']""")
_FORMULA = re.compile(rb"\s*<(?:\w+:)?f\b")
_RESULT = re.compile(rb"<(?:\w+:)?v>([^<]+)</(?:\w+:)?v>")
_ADDRESS = re.compile(rb"([A-Z]{1,3})([1-9]\d{0,6})")
_NOT_IN_FORMAT = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


class Refused(Exception):
    """The workbook is not read; the argument is a code that the parent turns into a sentence."""


def limit(seconds: int, megabytes: int) -> None:
    memory = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def refuse_dtd(archive: zipfile.ZipFile) -> None:
    for name in archive.namelist():
        if name.endswith((".xml", ".rels")):
            content = archive.read(name)
            # Excel writes UTF-8; of wider characters the reader would make an empty sheet without a word.
            if content[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in content[:4]:
                raise Refused("unreadable")
            if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
                raise Refused("dtd")


def parts_of(archive: zipfile.ZipFile) -> dict[str, str]:
    """Path of the part of each sheet, by sheet name."""
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 -- no DTD
    targets = {each.get("Id"): each.get("Target", "") for each in relations}
    workbook = ElementTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314 -- no DTD
    parts = {}
    for sheet in workbook.iter(f"{MAIN}sheet"):
        target = targets.get(sheet.get(RELATION), "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
        if path in archive.namelist():
            parts[sheet.get("name", "")] = path
    return parts


def partial_styles(archive: zipfile.ZipFile) -> dict[bytes, str]:
    """Cell styles that show a date as month and year, or as a year."""
    if "xl/styles.xml" not in archive.namelist():
        return {}
    styles = ElementTree.fromstring(archive.read("xl/styles.xml"))  # noqa: S314 -- no DTD
    formats = dict(BUILT_IN)
    for each in styles.iter(f"{MAIN}numFmt"):
        formats[int(each.get("numFmtId", "0"))] = shown_part(each.get("formatCode", ""))
    cells = styles.find(f"{MAIN}cellXfs")
    found = {}
    for index, style in enumerate(cells if cells is not None else ()):
        if part := formats.get(int(style.get("numFmtId", "0")), ""):
            found[str(index).encode()] = part
    return found


def shown_part(code: str) -> str:
    letters = _NOT_IN_FORMAT.sub("", code.split(";")[0]).lower()
    if "y" not in letters or set(letters) & set("dhs0#?@"):
        return ""
    return "month" if "m" in letters else "year"


def check_cells(content: bytes, styles: dict[bytes, str]) -> tuple[dict[str, str], dict[str, str]]:
    """Refuses cells beyond the limits before they are laid out.

    Returns the cells whose date is shown in part, and those that the reader would take for blank: errors, and
    formulas without a result.
    """
    row, formats, faults = 0, {}, {}
    for tag in _TAG.finditer(content):
        kind, attributes = tag.groups()
        reference = _REFERENCE.search(attributes)
        if kind == b"row":
            row = int(reference[1]) if reference and reference[1].isdigit() else row + 1
            continue
        if attributes.endswith(b"/"):
            continue
        column = 1
        if reference:
            address = _ADDRESS.fullmatch(reference[1])
            if address is None:
                raise Refused("bad_reference")
            column, row = number_of(address[1]), int(address[2])
        if row > LAST_ROW or column > MAX_COLUMNS:
            raise Refused(f"too_far:{reference[1].decode() if reference else row}")
        if reference is None:
            continue
        name = reference[1].decode()
        style = _STYLE.search(attributes)
        if style and style[1] in styles:
            formats[name] = styles[style[1]]
        if fault := faulty_value(content, tag.end(), attributes):
            faults[name] = fault
    return formats, faults


def faulty_value(content: bytes, start: int, attributes: bytes) -> str:
    """What stands in a cell of an error, or of a formula that was never computed; nothing for other cells."""
    kind = _TYPE.search(attributes)
    if kind and kind[1] == b"str":
        return ""
    is_error = kind is not None and kind[1] == b"e"
    if not is_error and not _FORMULA.match(content, start):
        return ""
    end = content.find(b"</c>", start)
    result = _RESULT.search(content, start, end if end >= 0 else start + MAX_CELL_TEXT)
    if is_error:
        return result[1].decode("utf-8", "replace") if result else "#N/A"
    return "" if result else UNCOMPUTED


def number_of(letters: bytes) -> int:
    number = 0
    for code in letters:
        number = number * 26 + code - 64
    return number


def read_marks(content: bytes) -> dict[str, tuple[dict[str, str], dict[str, str]]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        refuse_dtd(archive)
        styles = partial_styles(archive)
        return {name: check_cells(archive.read(path), styles) for name, path in parts_of(archive).items()}


def read_sheets(
    content: bytes, marks: dict[str, tuple[dict[str, str], dict[str, str]]]
) -> list[dict[str, Any]]:
    workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    sheets = []
    for meta in workbook.sheets_metadata:
        if "WorkSheet" not in str(meta.typ):
            continue
        rows = workbook.get_sheet_by_name(meta.name).to_python(skip_empty_area=False, nrows=LAST_ROW + 1)
        if len(rows) > LAST_ROW:
            raise Refused(f"too_far:{len(rows)}")
        hidden = not str(meta.visible).endswith(".Visible")
        plain = [trimmed([plain_value(value) for value in row]) for row in rows]
        if any(len(row) > MAX_COLUMNS for row in plain):
            raise Refused("too_far:")
        formats, faults = marks.get(meta.name, ({}, {}))
        put_faults(plain, faults)
        sheets.append({"name": meta.name, "hidden": hidden, "rows": plain, "formats": formats})
    return sheets


def put_faults(rows: list[list[Any]], faults: dict[str, str]) -> None:
    for name, text in faults.items():
        letters = name.rstrip("0123456789")
        column, row = number_of(letters.encode()), int(name[len(letters) :])
        rows.extend([] for _ in range(row - len(rows)))
        values = rows[row - 1]
        values.extend([None] * (column - len(values)))
        values[column - 1] = text


def plain_value(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return {"d": value.isoformat()[:10]}
    if isinstance(value, str):
        return value[:MAX_CELL_TEXT] or None
    if isinstance(value, float) and (value != value or value in (float("inf"), float("-inf"))):
        return str(value)
    return value if isinstance(value, bool | int | float) else str(value)


def trimmed(row: list[Any]) -> list[Any]:
    while row and row[-1] is None:
        row.pop()
    return row


def main() -> None:
    kind, seconds, megabytes = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    limit(seconds, megabytes)
    content = sys.stdin.buffer.read()
    answer: dict[str, Any]
    try:
        marks = read_marks(content) if kind == "xlsx" else {}
        answer = {"sheets": read_sheets(content, marks)}
    except Refused as refusal:
        answer = {"refused": str(refusal)}
    except MemoryError:
        answer = {"refused": "memory"}
    except Exception as error:  # noqa: BLE001 -- whatever a damaged file makes the readers raise
        answer = {"refused": f"unreadable:{type(error).__name__}"}
    text = json.dumps(answer, ensure_ascii=True)
    if len(text) > MAX_OUTPUT:
        text = json.dumps({"refused": "memory"})
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
