"""Check a file, write a file: the one service behind the command and the page."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.rights import Right
from common.dates import today
from common.steps import Way
from registry.acts.recording import lock, record
from registry.enums import ActKind, ImportState
from registry.errors import Refusal
from registry.models import Act, DistinctPair, ImportBatch, Unit
from registry.workbook.planning import plans
from registry.workbook.planning.planning import CleanedFile, FilePlan, Request, clean_file, plan_file
from registry.workbook.planning.plans import RowPlan

# The way of a kept file: written once or given up.
WAY = Way(
    {
        ImportState.CHECKED: (ImportState.WRITTEN, ImportState.CANCELLED),
        ImportState.WRITTEN: (),
        ImportState.CANCELLED: (),
    }
)


class NotWritten(Refusal):
    """Rows are refused, so nothing was written; `plan` says which and why."""

    def __init__(self, plan: FilePlan) -> None:
        self.plan = plan
        count = len(plan.errors)
        super().__init__(
            f"Còn {count} lỗi nên chưa ghi gì vào hệ thống. Sửa các lỗi, hoặc chọn chỉ ghi các dòng hợp lệ."
        )


def check(request: Request) -> FilePlan:
    """What writing the file would do; nothing is written."""
    _require_fit(request)
    return plan_file(clean_file(request))


def write(
    request: Request, *, valid_rows: bool = False, batch: ImportBatch | None = None
) -> tuple[FilePlan, Act | None]:
    """Cleans outside the transaction, finds and plans under lock, and writes all in one act.

    With `valid_rows` refused rows are left out, else any of them raises `NotWritten`. Without a change there
    is no act. A `batch` is written once: the second of two clicks raises `Refusal`.
    """
    _require_fit(request)
    cleaned = clean_file(request)
    try:
        with transaction.atomic():
            _lock(cleaned, batch)
            return _write_locked(cleaned, valid_rows, batch)
    except ValidationError as error:
        details = "; ".join(error.messages[:3])
        raise Refusal(
            f"Có giá trị hệ thống không nhận: {details} Chưa ghi gì. Sửa tệp rồi nhập lại."
        ) from error


def _require_fit(request: Request) -> None:
    if not request.user.has_right(Right.IMPORT_PEOPLE):
        raise Refusal("Tài khoản này không có quyền nhập từ tệp. Chưa ghi gì; đề nghị quản trị cấp quyền.")
    if request.day > today():
        raise Refusal("Ngày số liệu của tệp không được sau hôm nay. Chưa ghi gì; chọn lại ngày.")


def _lock(cleaned: CleanedFile, batch: ImportBatch | None) -> None:
    if batch is not None:
        stored = ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)
        if not WAY.allows(stored.state, ImportState.WRITTEN):
            raise Refusal(
                "Tệp này đã được ghi hoặc đã hủy trước đó nên không ghi lần nữa. Dữ liệu giữ nguyên."
            )
    # Two files for one commune wait for each other, so that nobody is added twice.
    lock(Unit, {row.commune.unit_id for row in cleaned.rows if row.commune})


def _write_locked(
    cleaned: CleanedFile, valid_rows: bool, batch: ImportBatch | None
) -> tuple[FilePlan, Act | None]:
    plan = plan_file(cleaned, for_update=True)
    if plan.errors and not valid_rows:
        raise NotWritten(plan)
    act = _store(plan)
    if batch is not None:
        batch.state, batch.act = ImportState.WRITTEN, act
        batch.save(update_fields=["state", "act"])
    elif act is not None:
        _remember(cleaned.request, act)
    return plan, act


def _store(plan: FilePlan) -> Act | None:
    created = [fact for row in plan.to_write for fact in row.created]
    changes = [change for row in plan.to_write for change in row.changes]
    changes += [each.change for each in plan.missing if each.change is not None]
    book = plan.request.book
    act = record(
        ActKind.IMPORT,
        plan.request.user,
        created=created,
        updated=changes,
        summary=summary_of(plan),
        source_name=book.name[:200],
        source_digest=book.digest,
    )
    if act is not None:
        _remember_distinct(plan.to_write)
    return act


def summary_of(plan: FilePlan) -> str:
    """What was written, in a few words."""
    parts = [
        f"{len(plan.with_status(plans.CREATED))} dòng thêm mới",
        f"{len(plan.with_status(plans.UPDATED))} dòng cập nhật",
    ]
    ended = sum(each.change is not None for each in plan.missing)
    if ended:
        parts.append(f"{ended} người kết thúc chức danh")
    return ", ".join(parts)


def _remember_distinct(rows: Sequence[RowPlan]) -> None:
    """ "Hai người khác nhau" is not asked again."""
    for row in rows:
        for other in row.others:
            first, second = sorted((row.cadre.pk, other.cadre.pk))
            DistinctPair.objects.get_or_create(first_id=first, second_id=second)


def _remember(request: Request, act: Act) -> None:
    """An import by the command leaves the same trace as one by the page, without the file's contents."""
    ImportBatch.objects.create(
        user=request.user,
        uploaded_at=timezone.now(),
        file_name=request.book.name[:200],
        digest=request.book.digest,
        content=b"",
        as_of=request.day,
        is_full_list=request.is_full_list,
        state=ImportState.WRITTEN,
        act=act,
    )
