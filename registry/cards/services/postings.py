"""Taking up, changing and leaving titles. Postings of one person are changed under the person's lock."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from common.dates import PartialDate, format_day
from registry.acts.recording import Change, record
from registry.cards.services import checks
from registry.cards.services.values import PostingFacts
from registry.enums import ActKind, EndReason
from registry.errors import Refusal
from registry.models import Act, Cadre, Posting

ONE_DAY = timedelta(days=1)


@transaction.atomic
def appoint(*, actor: User, cadre: Cadre, posting: PostingFacts) -> Posting:
    """A person who holds no main title takes one up, or takes a second one as kiêm nhiệm."""
    person = checks.lock_cadre(cadre)
    row = posting.row(person)
    checks.check_posting(row, actor=actor)
    concurrent = "" if posting.is_main else " (kiêm nhiệm)"
    summary = f"{person.full_name}: {posting.title.name}{concurrent} từ {posting.started}"
    record(ActKind.APPOINT, actor, created=[row], summary=summary)
    return row


@transaction.atomic
def transfer(
    *,
    actor: User,
    cadre: Cadre,
    posting: PostingFacts,
    end_reason: EndReason = EndReason.TRANSFERRED,
    keeps_concurrent: bool = False,
    version: int | None = None,
) -> Posting:
    """Ends the main posting on the day before and starts the next one, in one act: no day is lost.

    Concurrent titles end with it unless kept. `version` is that of the posting which ends. Raises `Refusal`
    when the person holds no main title now.
    """
    person = checks.lock_cadre(cadre)
    current = _open_main(person)
    last_day = posting.started.day - ONE_DAY
    if last_day < current.started_on:
        started = format_day(current.started_on)
        raise ValidationError(
            {"started": f"Ngày chuyển phải sau ngày bắt đầu chức danh hiện nay ({started})."}
        )
    if (current.unit_id, current.title_id) == (posting.unit.pk, posting.title.pk):
        raise ValidationError({"title": "Đơn vị và chức danh mới giống chức danh đang giữ."})
    leaving = [current] if keeps_concurrent else [current, *_open_concurrent(person, last_day)]
    ending = {"ended_on": last_day, "end_reason": end_reason, "end_decision_no": posting.decision_no}
    changes = _ending(leaving, ending, version)
    row = posting.row(person)
    checks.check_posting(row, actor=actor, leaving=leaving)
    summary = f"{person.full_name}: {current.title.name} → {posting.title.name} từ {posting.started}"
    record(ActKind.TRANSFER, actor, created=[row], updated=changes, summary=summary)
    return row


@transaction.atomic
def end_posting(
    *,
    actor: User,
    posting: Posting,
    ended_on: date,
    end_reason: EndReason | str,
    decision_no: str = "",
    version: int | None = None,
) -> Act | None:
    """Ends a title on its last day served; concurrent ones end with the main one."""
    person = checks.lock_cadre(posting.cadre)
    stored = _stored(posting)
    if stored.ended_on is not None:
        raise Refusal(
            f"Chức danh này đã kết thúc ngày {format_day(stored.ended_on)}. Chưa ghi gì; "
            "nếu ngày đó sai, dùng “Sửa nhập sai”."
        )
    leaving = [stored, *(_open_concurrent(person, ended_on) if stored.is_main else ())]
    ending = {"ended_on": ended_on, "end_reason": end_reason, "end_decision_no": decision_no}
    changes = _ending(leaving, ending, version)
    checks.check_posting(stored, actor=actor)
    reason = EndReason(end_reason).label.lower()
    summary = f"{person.full_name}: kết thúc {stored.title.name} ngày {format_day(ended_on)}, {reason}"
    return record(ActKind.END_POSTING, actor, updated=changes, summary=summary)


@transaction.atomic
def correct_posting(
    *, actor: User, posting: Posting, values: dict[str, Any], reason: str, version: int | None = None
) -> Act | None:
    """Corrects what was entered wrongly; the reason is required. Returns no act when nothing differs.

    `values` are by field of `Posting`, with `started` (a `PartialDate`) for the start.
    """
    person = checks.lock_cadre(posting.cadre)
    stored = _stored(posting)
    reason = checks.require_reason(reason)
    values = dict(values)
    started = values.pop("started", None)
    if isinstance(started, PartialDate):
        values |= {"started_on": started.day, "start_precision": started.precision}
    if values.get("ended_on", stored.ended_on) is None:
        values |= {"end_reason": "", "end_decision_no": ""}
    for name, value in values.items():
        setattr(stored, name, value)
    checks.check_posting(stored, actor=actor)
    summary = f"{person.full_name}: sửa chức danh {stored.title.name}"
    changes = [Change(posting, values, version)]
    return record(ActKind.CORRECT_POSTING, actor, updated=changes, summary=summary, reason=reason)


def _stored(posting: Posting) -> Posting:
    stored = Posting.objects.select_related("unit", "title", "cadre").filter(pk=posting.pk).first()
    if stored is None:
        raise Refusal("Chức danh này không còn trong hồ sơ nên chưa ghi gì. Tải lại hồ sơ rồi làm lại.")
    return stored


def _ending(leaving: list[Posting], ending: dict[str, Any], version: int | None) -> list[Change]:
    """Gives postings their end, for the checks, and says how to store it; `version` is that of the first."""
    for row in leaving:
        for name, value in ending.items():
            setattr(row, name, value)
    return [Change(row, ending, version if row is leaving[0] else None) for row in leaving]


def _open_main(person: Cadre) -> Posting:
    current = person.postings.filter(is_main=True, ended_on__isnull=True).select_related("title").first()
    if current is None:
        raise Refusal(
            "Người này không giữ chức danh chính nào nên chưa ghi gì. Dùng “Chức danh mới” thay cho “Chuyển”."
        )
    return current


def _open_concurrent(person: Cadre, last_day: date) -> list[Posting]:
    rows = list(
        person.postings.filter(is_main=False, ended_on__isnull=True)
        .select_related("title", "unit")
        .order_by("pk")
    )
    for row in rows:
        if row.started_on > last_day:
            raise Refusal(
                f"Chức danh kiêm nhiệm {row.title.name} bắt đầu ngày {format_day(row.started_on)}, sau ngày "
                "kết thúc. Chưa ghi gì; sửa hoặc kết thúc chức danh kiêm nhiệm đó trước."
            )
    return rows
