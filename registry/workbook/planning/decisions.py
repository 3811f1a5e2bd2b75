"""What a user has decided on the page: corrected cells, choices on findings, missing people, skipped rows.

Kept as JSON with the uploaded file; the command decides nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from registry.workbook.reading.sheets import Cell, with_value

SKIP = "skip"


@dataclass
class Decisions:
    """`cells` by "sheet!H14", `rows` by "sheet!14!code", `missing` by record code, as plain texts."""

    cells: dict[str, str] = field(default_factory=dict)
    rows: dict[str, str] = field(default_factory=dict)
    missing: dict[str, dict[str, str]] = field(default_factory=dict)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Decisions:
        return cls(
            dict(stored.get("cells", {})), dict(stored.get("rows", {})), dict(stored.get("missing", {}))
        )

    def as_json(self) -> dict[str, Any]:
        return {"cells": self.cells, "rows": self.rows, "missing": self.missing}

    def corrected(self, cell: Cell) -> Cell:
        """The cell, or what the user put in its place."""
        value = self.cells.get(f"{cell.sheet}!{cell.address}") if self.cells else None
        return cell if value is None else with_value(cell, value or None)

    def choice(self, sheet: str, row: int, code: str) -> str:
        """What was chosen for a finding; nothing when undecided."""
        return self.rows.get(f"{sheet}!{row}!{code}", "") if self.rows else ""

    def skips(self, sheet: str, row: int) -> bool:
        return self.choice(sheet, row, SKIP) == SKIP
