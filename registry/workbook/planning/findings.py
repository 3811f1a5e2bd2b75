"""What is found wrong or worth a look in a file; every message is a Vietnamese sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from registry.errors import Refusal

NOTHING_WRITTEN = "Chưa ghi gì vào hệ thống."


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to decide a finding."""

    value: str
    label: str


@dataclass(frozen=True)
class Finding:
    """An error (the row is refused) or a remark (`is_error` false: how a cell was understood).

    `column` is the letter as in Excel. `code` names the cause: findings with one code and column belong
    together. `choices` are the decisions a user may take instead of changing the file.
    """

    sheet: str
    row: int
    column: str
    heading: str
    value: str
    text: str
    code: str
    proposal: str = ""
    choices: tuple[Choice, ...] = ()
    is_error: bool = True

    @property
    def message(self) -> str:
        """Heading in words, then what is wrong."""
        return f"{self.heading}: {self.text}" if self.heading else self.text

    @property
    def address(self) -> str:
        return f"{self.column}{self.row}"

    @property
    def decision_key(self) -> str:
        """Key under which a decision on this finding is kept."""
        return f"{self.sheet}!{self.row}!{self.code}"

    def as_json(self) -> dict[str, Any]:
        line: dict[str, Any] = {
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "message": self.message,
            "code": self.code,
        }
        if self.proposal:
            line["proposal"] = self.proposal
        return line


class FileRefused(Refusal):
    """The file cannot be read as a list; nothing was written. `findings` name the cells, if any."""

    def __init__(self, message: str, *, code: str, findings: Sequence[Finding] = ()) -> None:
        self.code = code
        self.findings = list(findings)
        super().__init__(message)
