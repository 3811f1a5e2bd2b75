"""Bytes to sheets of cells: checked first, then read in a child process with limits."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import subprocess  # noqa: S404 -- the reader runs apart, so that a hostile workbook harms nobody
import sys
from datetime import date
from pathlib import Path
from typing import Any

from registry.workbook.planning.findings import FileRefused
from registry.workbook.reading import limits
from registry.workbook.reading.containers import kind_of, refused
from registry.workbook.reading.old_fonts import convert
from registry.workbook.reading.sheets import Book, Sheet, Value

_CHILD = Path(__file__).with_name("child.py")
_TOO_FAR = "ngoài giới hạn 20.000 dòng và 60 cột"
_SENTENCES = {
    "dtd": ("Tệp khai báo nội dung lạ (DTD), có thể gây hại.", "Nhập tệp gốc từ Excel."),
    "bad_reference": ("Tệp có địa chỉ ô sai, không đọc được.", "Mở bằng Excel, lưu lại rồi nhập lại."),
    "memory": ("Tệp quá lớn để đọc an toàn.", "Tách theo xã rồi nhập lại."),
    "time": ("Đọc tệp quá 60 giây nên đã dừng.", "Tách theo xã rồi nhập lại."),
    "unreadable": (
        "Tệp hỏng hoặc không đúng kiểu Excel, không đọc được.",
        "Mở bằng Excel, lưu lại rồi nhập lại.",
    ),
}


def read(name: str, content: bytes) -> Book:
    """The sheets of a file; raises `FileRefused` with a Vietnamese sentence for whatever cannot be read."""
    kind = kind_of(name, content)
    sheets = _read_csv(content) if kind == "csv" else _read_apart(kind, content)
    converted = {sheet.name: sample for sheet in sheets if (sample := convert(sheet))}
    return Book(Path(name).name, kind, hashlib.sha256(content).hexdigest(), sheets, converted)


def run_apart(script: Path, arguments: list[str], content: bytes) -> bytes | None:
    """Output of one of our scripts in a process of its own; None when it ran out of memory or was ended."""
    command = [sys.executable, "-I", "-B", str(script), *arguments]
    try:
        done = subprocess.run(  # noqa: S603 -- our own script; the untrusted bytes go to its input
            command, input=content, capture_output=True, timeout=limits.CHILD_SECONDS, check=False, env={}
        )
    except subprocess.TimeoutExpired:
        raise refused("time", *_SENTENCES["time"]) from None
    return done.stdout if done.returncode == 0 else None


def _read_apart(kind: str, content: bytes) -> list[Sheet]:
    limit = [str(limits.CHILD_SECONDS), str(limits.CHILD_MEMORY_MB)]
    output = run_apart(_CHILD, [kind, *limit], content)
    if output is None:
        raise refused("memory", *_SENTENCES["memory"])
    answer = json.loads(output)
    if "refused" in answer:
        raise _refusal(answer["refused"])
    return [
        Sheet(
            each["name"],
            [[_value(value) for value in row] for row in each["rows"]],
            is_hidden=each["hidden"],
            formats=each["formats"],
        )
        for each in answer["sheets"]
    ]


def _refusal(answer: str) -> FileRefused:
    code, _, detail = answer.partition(":")
    if code == "too_far":
        where = f"Tệp có dữ liệu ở ô {detail}, " if detail and not detail.isdigit() else "Tệp có dữ liệu "
        return refused(code, f"{where}{_TOO_FAR}.", "Xóa phần thừa hoặc tách tệp theo xã rồi nhập lại.")
    return refused(code, *_SENTENCES[code])


def _value(raw: Any) -> Value:
    if isinstance(raw, dict):
        return date.fromisoformat(raw["d"])
    value: Value = raw
    return value


def _read_csv(content: bytes) -> list[Sheet]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise refused(
            "encoding",
            "Tệp .csv không phải mã UTF-8 nên chữ Việt sẽ sai.",
            "Trong Excel chọn Lưu thành, kiểu “CSV UTF-8”, hoặc lưu thành .xlsx.",
        ) from None
    beginning = "\n".join(text.split("\n")[:30])
    separator = max(",;\t", key=beginning.count)
    try:
        rows: list[list[Value]] = [
            [value[: limits.MAX_CELL_TEXT] or None for value in row]
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        ]
    except csv.Error:
        raise refused("unreadable", *_SENTENCES["unreadable"]) from None
    if len(rows) > limits.MAX_ROWS + limits.HEAD_ROWS or any(len(row) > limits.MAX_COLUMNS for row in rows):
        raise _refusal("too_far:")
    return [Sheet("CSV", rows)]
