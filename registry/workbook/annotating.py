"""The user's own workbook back, unchanged but for red cells with comments and a sheet "Lỗi"."""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from common.text.folding import clean_for_export
from registry.workbook.planning.findings import Finding
from registry.workbook.reading import limits
from registry.workbook.reading.containers import refused
from registry.workbook.reading.reading import run_apart
from registry.workbook.reading.sheets import Book, text_of

_CHILD = Path(__file__).parent / "reading" / "annotate_child.py"
# openpyxl holds every cell with its style.
_MEMORY_MB = 1_536


def annotated_workbook(
    book: Book, content: bytes, errors: Sequence[Finding], remarks: Sequence[Finding] = ()
) -> bytes:
    """An .xlsx with every error marked; for .csv, .xls and what is too heavy, the data alone."""
    if book.kind == "xlsx" and (marked := _run(book, content, errors, remarks)):
        return marked
    marked = _run(book, b"", errors, remarks)
    if not marked:
        raise refused("memory", "Tệp quá lớn nên không tạo được tệp ghi chú lỗi.", "Xem lỗi trên màn hình.")
    return marked


def _run(book: Book, content: bytes, errors: Sequence[Finding], remarks: Sequence[Finding]) -> bytes | None:
    task = {
        "content": base64.b64encode(content).decode(),
        "sheets": [] if content else _plain_sheets(book),
        "errors": [_line(finding) for finding in errors],
        "remarks": [_line(finding) for finding in remarks],
    }
    arguments = [str(limits.CHILD_SECONDS), str(_MEMORY_MB)]
    return run_apart(_CHILD, arguments, json.dumps(task).encode())


def _line(finding: Finding) -> dict[str, Any]:
    return {
        "sheet": finding.sheet,
        "row": finding.row,
        "column": finding.column,
        "value": clean_for_export(finding.value),
        "message": clean_for_export(finding.message),
        "proposal": clean_for_export(finding.proposal),
    }


def _plain_sheets(book: Book) -> list[dict[str, Any]]:
    return [
        {
            "name": sheet.name,
            "rows": [
                [
                    value if isinstance(value, int | float) else clean_for_export(text_of(value)) or None
                    for value in row
                ]
                for row in sheet.rows
            ],
        }
        for sheet in book.sheets
    ]
