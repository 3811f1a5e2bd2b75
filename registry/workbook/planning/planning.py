"""The plan of a whole file: every row with what it would change, before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from accounts.models import User
from common.dates import Precision
from common.text.folding import compare_key
from registry.enums import ImportState
from registry.models import ImportBatch
from registry.workbook.contract.references import References
from registry.workbook.planning import plans
from registry.workbook.planning.decisions import Decisions
from registry.workbook.planning.findings import Finding
from registry.workbook.planning.levels import plan_levels
from registry.workbook.planning.matching import TWICE, Match, match
from registry.workbook.planning.missing import Missing, missing_from
from registry.workbook.planning.persons import plan_person
from registry.workbook.planning.plans import RowPlan
from registry.workbook.planning.posts import plan_posting
from registry.workbook.planning.records import Records
from registry.workbook.planning.rows import Row, rows_of
from registry.workbook.reading.layout import Layout, layouts_of
from registry.workbook.reading.sheets import Book, letter

IGNORED = "ignored_line"


@dataclass(frozen=True)
class Request:
    """Who imports which file, as of which day, with which decisions."""

    user: User
    book: Book
    day: date
    is_full_list: bool = False
    decisions: Decisions = field(default_factory=Decisions)


@dataclass
class FilePlan:
    """What writing a file would do."""

    request: Request
    layouts: list[Layout]
    rows: list[RowPlan]
    missing: list[Missing]

    @cached_property
    def findings(self) -> list[Finding]:
        """Everything found, in the order of the file."""
        return [finding for plan in self.rows if not plan.row.is_skipped for finding in plan.row.findings]

    @property
    def errors(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.is_error] + [
            finding for each in self.missing for finding in each.findings
        ]

    @property
    def remarks(self) -> list[Finding]:
        return [finding for finding in self.findings if not finding.is_error] + [
            *self._unknown_columns(),
            *self._converted(),
            *self._ignored(),
        ]

    def with_status(self, status: str) -> list[RowPlan]:
        return [plan for plan in self.rows if plan.status == status]

    @property
    def to_write(self) -> list[RowPlan]:
        return [plan for plan in self.rows if plan.status in (plans.CREATED, plans.UPDATED)]

    def _unknown_columns(self) -> list[Finding]:
        return [
            Finding(
                layout.sheet.name,
                layout.heading_row,
                letter(index),
                "",
                heading,
                f"Cột “{heading}” không có trong danh sách; không đọc.",
                "unknown_column",
                is_error=False,
            )
            for layout in self.layouts
            for index, heading in layout.unknown
        ]

    def _converted(self) -> list[Finding]:
        return [
            Finding(
                name,
                0,
                "",
                "",
                "",
                f"Trang “{name}” gõ phông cũ, đã chuyển: {sample}.",
                "old_font",
                is_error=False,
            )
            for name, sample in self.request.book.converted.items()
        ]

    def _ignored(self) -> list[Finding]:
        text = "Dòng này không phải là một người (tổng số, chữ ký, tiêu đề phụ); không đọc."
        return [
            Finding(
                layout.sheet.name, number, "", "", layout.text_of_row(number), text, IGNORED, is_error=False
            )
            for layout in self.layouts
            for number in layout.ignored
        ]


@dataclass(frozen=True)
class CleanedFile:
    """The rows of a file against the code lists alone, before anybody on record is looked up."""

    request: Request
    layouts: list[Layout]
    references: References
    rows: list[Row]


def clean_file(request: Request) -> CleanedFile:
    """Reads and cleans every row. Raises `FileRefused` for faulty headings."""
    layouts = layouts_of(request.book)
    references = References(request.user, request.day)
    rows = [row for layout in layouts for row in rows_of(layout, request.decisions, references)]
    return CleanedFile(request, layouts, references, rows)


def plan_file(cleaned: CleanedFile, *, for_update: bool = False) -> FilePlan:
    """Finds the people meant and plans every row, once for a cleaned file; writes nothing.

    With `for_update`, inside a transaction, the people found stay locked until its end.
    """
    request, references, rows = cleaned.request, cleaned.references, cleaned.rows
    records = Records(request.user, references.communes, rows, for_update=for_update)
    last_file = _last_file(request)
    matches = [Match() if row.is_skipped else match(row, records, references.communes) for row in rows]
    records.read_levels(found.person for found in matches if found.person)
    _refuse_twice(rows, matches)
    planned = [
        _plan_row(row, found, references, records, last_file)
        for row, found in zip(rows, matches, strict=True)
    ]
    missing = _missing(request, references, planned) if request.is_full_list else []
    return FilePlan(request, cleaned.layouts, planned, missing)


def _plan_row(
    row: Row, found: Match, references: References, records: Records, last_file: date | None
) -> RowPlan:
    plan = RowPlan(row, references, found.person, found.others)
    if row.is_skipped:
        return plan
    if any(finding.code in _UNMATCHED for finding in row.errors):
        return plan
    plan_person(plan)
    plan_posting(plan)
    plan_levels(plan, last_file)
    if plan.person is not None and plan.differences and not records.may_edit(plan.person):
        key = "code" if "code" in row.cells else "full_name"
        row.fault(key, "hồ sơ nay do đơn vị khác quản lý nên không sửa được ở đây.", "not_editable")
    return plan


# With these nobody knows whom the row means, and what it would change.
_UNMATCHED = frozenset({"match", "code_of_other", "unknown_code", "id_elsewhere", "person_twice"})


def _refuse_twice(rows: Sequence[Row], matches: Sequence[Match]) -> None:
    """One person in two rows; the later one is refused and names the earlier."""
    seen: dict[object, Row] = {}
    for row, found in zip(rows, matches, strict=True):
        if row.is_skipped:
            continue
        for key, column in _identities(row, found):
            first = seen.setdefault(key, row)
            if first is not row and _are_one(row, first, found):
                where = f"dòng {first.number}" + (
                    "" if first.sheet == row.sheet else f", trang “{first.sheet}”"
                )
                row.fault(column, f"người này đã có ở {where}; giữ một dòng.", TWICE)
                break


def _identities(row: Row, found: Match) -> Iterable[tuple[object, str]]:
    if found.person is not None:
        yield ("record", found.person.cadre.pk), "code" if "code" in row.cells else "full_name"
    number = row.values.get("id_number")
    if number:
        yield ("number", number), "id_number"
    if found.person is None and row.name and row.born is not None:
        yield ("name", compare_key(row.name), row.born), "full_name"


def _are_one(row: Row, first: Row, found: Match) -> bool:
    """Two new people of one name and birth are one, unless papers tell them apart.

    Both give a number, or one does and the birth is no whole day.
    """
    if found.person is not None:
        return True
    numbers = {each.values.get("id_number") for each in (first, row)}
    is_day = row.born is not None and row.born.precision is Precision.DAY
    return len(numbers) == 1 or (None in numbers and is_day)


def _last_file(request: Request) -> date | None:
    """Day of the latest file that this account has written before."""
    written = ImportBatch.objects.in_scope(request.user).filter(
        state=ImportState.WRITTEN, as_of__lt=request.day
    )
    batch = written.filter(act__undone_by__isnull=True).order_by("-as_of").first()
    day: date | None = batch.as_of if batch else None
    return day


def _missing(request: Request, references: References, planned: Sequence[RowPlan]) -> list[Missing]:
    present = {plan.person.cadre.pk for plan in planned if plan.person}
    communes = {plan.row.commune for plan in planned if plan.row.commune}
    return missing_from(request.user, request.day, request.decisions, references, communes, present)
