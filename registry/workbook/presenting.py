"""Findings as the page shows them: by cause, the largest first, equal values together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from registry.workbook.planning import plans
from registry.workbook.planning.decisions import SKIP, Decisions
from registry.workbook.planning.findings import Choice, Finding
from registry.workbook.planning.planning import FilePlan
from registry.workbook.planning.plans import RowPlan

# Lines shown of one cause; the annotated workbook holds them all.
SHOWN = 50
_TITLES = {
    "bad_date": "Ngày không có thật hoặc ghi sai kiểu",
    "future_date": "Ngày ở trong tương lai",
    "after_file_date": "Ngày sau ngày của tệp",
    "too_young": "Ngày trước khi đủ 14 tuổi",
    "unknown_level": "Trình độ không có trong danh mục",
    "unknown_title": "Chức danh không có trong danh mục",
    "unknown_ethnic_group": "Dân tộc không có trong danh mục",
    "unknown_commune": "Không tìm thấy xã",
    "unknown_commune_code": "Không có mã xã",
    "commune_ambiguous": "Nhiều xã cùng tên",
    "code_and_name_differ": "Mã xã và tên xã khác nhau",
    "out_of_scope_commune": "Xã ngoài phạm vi được nhập",
    "wrong_district": "Xã không thuộc huyện đã ghi",
    "unknown_district": "Không có huyện này",
    "person_twice": "Một người có hai dòng",
    "match": "Có thể trùng hồ sơ có sẵn",
    "code_of_other": "Mã hồ sơ của người khác",
    "unknown_code": "Không có mã hồ sơ",
    "level_without_date": "Trình độ cao hơn hồ sơ mà không có ngày",
    "level_lower": "Trình độ thấp hơn hồ sơ",
    "move_without_date": "Chức danh hoặc xã mới mà không có ngày",
    "id_lost_zero": "Số CMND/CCCD mất số 0 ở đầu",
    "bad_id_number": "Số CMND/CCCD sai số chữ số",
    "formula_error": "Ô có công thức lỗi",
    "unsafe": "Có ký tự ẩn",
    "bad_sex": "Giới tính ghi sai",
    "bad_salary": "Hệ số lương ngoài khoảng",
    "bad_number": "Không phải là số",
    "day_alone": "Có ngày mà không có trình độ",
    "understood": "Đã hiểu khác cách ghi",
    "day_differs": "Ngày đạt khác hồ sơ, giữ như hồ sơ",
    "text_differs": "Nội dung khác hồ sơ, giữ như hồ sơ",
    "start_differs": "Ngày giữ chức danh khác hồ sơ, giữ như hồ sơ",
    "lower_known": "Hồ sơ đã có trình độ cao hơn",
    "all_caps": "Họ tên viết hoa cả",
    "unknown_column": "Cột không đọc",
    "ignored_line": "Dòng không phải là người",
    "old_font": "Phông cũ đã chuyển sang Unicode",
}


_OWN_VALUES = frozenset({"id_lost_zero", "bad_id_number", "id_of_other", "id_elsewhere", "unknown_code"})


@dataclass(frozen=True)
class Line:
    """Findings of one cause with the same value and words: the first, and how many rows it stands for."""

    finding: Finding
    rows: int
    choices: tuple[Choice, ...]

    @property
    def others(self) -> int:
        return self.rows - 1

    @property
    def fix(self) -> str:
        """Value proposed for the cell."""
        return self.finding.proposal

    @property
    def may_fix(self) -> bool:
        """A value can be typed in place of the cell, unless the finding is to be decided."""
        return self.finding.row > 0 and self.finding.is_error and not self.finding.choices

    @property
    def cell(self) -> str:
        """The one cell meant; nothing when equal cells are corrected together."""
        return f"{self.finding.sheet}!{self.finding.address}" if self.rows == 1 else ""


@dataclass(frozen=True)
class Group:
    """All findings of one cause in one column."""

    title: str
    heading: str
    lines: Sequence[Line]
    count: int
    hidden: int


def groups_of(findings: Iterable[Finding]) -> list[Group]:
    """Findings by cause and column, the largest group first."""
    by_cause: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        by_cause.setdefault((finding.code, finding.heading), []).append(finding)
    groups = [_group(code, heading, found) for (code, heading), found in by_cause.items()]
    return sorted(groups, key=lambda group: -group.count)


def _group(code: str, heading: str, findings: Sequence[Finding]) -> Group:
    same: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in findings:
        # A number of papers is one person's own; a choice is about one row.
        is_own = bool(finding.choices) or finding.code in _OWN_VALUES
        apart = finding.decision_key if is_own else ""
        same.setdefault((finding.value, finding.text, apart), []).append(finding)
    lines = [_line(found) for found in sorted(same.values(), key=len, reverse=True)]
    title = _TITLES.get(code.partition(":")[0], "")
    title = title or ("Ô bắt buộc đang trống" if code.startswith("blank_") else findings[0].text)
    return Group(title, heading, lines[:SHOWN], len(findings), max(0, len(lines) - SHOWN))


def _line(findings: Sequence[Finding]) -> Line:
    first = findings[0]
    choices = first.choices
    if first.is_error and first.row and len(findings) == 1 and all(each.value != SKIP for each in choices):
        choices = (*choices, Choice(SKIP, "Bỏ dòng"))
    return Line(first, len(findings), choices)


@dataclass(frozen=True)
class Summary:
    """The numbers above the list of errors."""

    rows: int
    error_cells: int
    error_rows: int
    remarks: int
    created: int
    updated: int
    unchanged: int
    skipped: int
    valid: int


def summary_of(plan: FilePlan) -> Summary:
    """Counts of rows by what would happen to them, and of cells at fault."""
    cells = {(finding.sheet, finding.address) for finding in plan.errors}
    created, updated = len(plan.with_status(plans.CREATED)), len(plan.with_status(plans.UPDATED))
    return Summary(
        rows=len(plan.rows),
        error_cells=len(cells),
        error_rows=len(plan.with_status(plans.REFUSED)),
        remarks=len(plan.remarks),
        created=created,
        updated=updated,
        unchanged=len(plan.with_status(plans.UNCHANGED)),
        skipped=len(plan.with_status(plans.SKIPPED)),
        valid=created + updated,
    )


def changed_rows(plan: FilePlan) -> list[RowPlan]:
    """Known people whom the file changes, for the list before → after."""
    return plan.with_status(plans.UPDATED)[:SHOWN]


# Decisions taken on the page -----------------------------------------------------------------------


def fix_cells(
    decisions: Decisions, plan: FilePlan, *, code: str, heading: str, old: str, new: str, cell: str = ""
) -> int:
    """Puts a value in place of every faulty cell of one cause and value, or of one cell; returns how many."""
    found = [
        finding
        for finding in plan.errors
        if (finding.code, finding.heading, finding.value) == (code, heading, old)
        and finding.row
        and cell in ("", f"{finding.sheet}!{finding.address}")
    ]
    for finding in found:
        decisions.cells[f"{finding.sheet}!{finding.address}"] = new
    return len(found)


def choose(decisions: Decisions, plan: FilePlan, *, key: str, choice: str) -> bool:
    """Keeps a choice on a finding of the plan; false when the finding offers no such choice."""
    for finding in plan.findings:
        if finding.decision_key != key:
            continue
        if choice == SKIP and finding.is_error:
            decisions.rows[f"{finding.sheet}!{finding.row}!{SKIP}"] = SKIP
            return True
        if any(each.value == choice for each in finding.choices):
            decisions.rows[key] = choice
            return True
    return False
