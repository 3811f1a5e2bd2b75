"""An uploaded file between upload, decisions and write: what the page keeps of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from django.utils import timezone

from accounts.models import User
from registry.enums import ImportState
from registry.errors import Refusal
from registry.models import ImportBatch
from registry.workbook import service
from registry.workbook.planning.decisions import Decisions
from registry.workbook.planning.missing import FORGOTTEN, REASONS
from registry.workbook.planning.planning import FilePlan, Request
from registry.workbook.reading.layout import layouts_of
from registry.workbook.reading.reading import read
from registry.workbook.results import result_of
from registry.workbook.service import WAY

# A file holds names and papers of many people: one that nobody writes is not kept for long.
KEPT = timedelta(days=7)


def drop_abandoned() -> int:
    """Gives up every file that was checked seven days ago or earlier and never written; returns how many.

    Called by the next upload of anybody, so that no scheduler is needed.
    """
    left = ImportBatch.objects.filter(state=ImportState.CHECKED, uploaded_at__lte=timezone.now() - KEPT)
    abandoned = list(left.only("pk"))
    for batch in abandoned:
        _give_up(batch)
    return len(abandoned)


def upload(user: User, name: str, content: bytes, day: date, *, is_full_list: bool) -> ImportBatch:
    """Keeps a file that can be read; raises `FileRefused` for one that cannot. Drops what others left."""
    drop_abandoned()
    book = read(name, content)
    layouts_of(book)
    return ImportBatch.objects.create(
        user=user,
        uploaded_at=timezone.now(),
        file_name=book.name[:200],
        digest=book.digest,
        content=content,
        as_of=day,
        is_full_list=is_full_list,
    )


def request_of(batch: ImportBatch) -> Request:
    """The import that a kept file asks for, with the decisions taken so far."""
    _require_step(batch, ImportState.WRITTEN)
    book = read(batch.file_name, bytes(batch.content))
    decisions = Decisions.from_json(batch.decisions)
    return Request(batch.user, book, batch.as_of, batch.is_full_list, decisions)


def keep(batch: ImportBatch, decisions: Decisions) -> None:
    """Keeps the decisions with the file."""
    batch.decisions = decisions.as_json()
    batch.save(update_fields=["decisions"])


def decide_missing(batch: ImportBatch, answers: Mapping[str, tuple[str, str]]) -> None:
    """Keeps what is said of people missing from a full list: by record code, decision and last day."""
    decisions = Decisions.from_json(batch.decisions)
    for code, (decision, day) in answers.items():
        if decision in (*REASONS, FORGOTTEN):
            decisions.missing[code] = {"decision": decision, "day": day}
        else:
            decisions.missing.pop(code, None)
    keep(batch, decisions)


def write(batch: ImportBatch, *, valid_rows: bool) -> FilePlan:
    """Writes a kept file once; its contents are not kept any longer than needed."""
    plan, act = service.write(request_of(batch), valid_rows=valid_rows, batch=batch)
    batch.state, batch.act, batch.result, batch.content = ImportState.WRITTEN, act, result_of(plan, act), b""
    batch.save(update_fields=["result", "content"])
    return plan


def cancel(batch: ImportBatch) -> None:
    """Gives a kept file up; nothing of it was written."""
    _require_step(batch, ImportState.CANCELLED)
    _give_up(batch)


def _require_step(batch: ImportBatch, wanted: ImportState) -> None:
    if not WAY.allows(batch.state, wanted):
        raise Refusal("Tệp này đã được ghi hoặc đã hủy trước đó. Dữ liệu giữ nguyên.")


def _give_up(batch: ImportBatch) -> None:
    batch.state, batch.content, batch.decisions = ImportState.CANCELLED, b"", {}
    batch.save(update_fields=["state", "content", "decisions"])
