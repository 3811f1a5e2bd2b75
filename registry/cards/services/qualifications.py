"""Levels: a new one is a dated fact, a wrong one is corrected with a reason, an unlawful one stops."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from common.dates import PartialDate, Precision
from registry.acts.recording import Change, record
from registry.cards.services import checks
from registry.cards.services.values import LevelFacts, obtained_values
from registry.enums import ActKind, Scale, Verification
from registry.errors import Refusal
from registry.models import Act, Cadre, Qualification


@transaction.atomic
def record_qualification(*, actor: User, cadre: Cadre, facts: LevelFacts) -> Qualification:
    """A person on record has reached a level: "Có văn bằng mới".

    The day is required, except to say that the person has none where nothing is known yet. A level lower than
    one held on that day is refused: either the old entry was wrong, or the new one is.
    """
    person = checks.lock_cadre(cadre)
    scale = Scale(facts.level.scale)
    if facts.obtained is None:
        _refuse_undated(person, facts)
    else:
        checks.check_obtained(person, facts.level, facts.obtained)
        _refuse_lower_or_same(person, facts, facts.obtained)
    row = facts.row(person)
    when = f", {facts.obtained}" if facts.obtained else ""
    summary = f"{person.full_name}: {scale.label.lower()} {facts.level.label}{when}"
    record(ActKind.RECORD_QUALIFICATION, actor, created=[row], summary=summary)
    return row


@transaction.atomic
def correct_qualification(
    *,
    actor: User,
    qualification: Qualification,
    values: dict[str, Any],
    reason: str,
    version: int | None = None,
) -> Act | None:
    """Corrects what was entered wrongly ("Sửa nhập sai"); returns no act when nothing differs.

    `values` are by field of `Qualification`, with `obtained` (a `PartialDate` or None) for the day. A known
    day may be corrected but not taken away.
    """
    person, stored = _locked(qualification)
    reason = checks.require_reason(reason)
    values = dict(values)
    if "obtained" in values:
        obtained = values.pop("obtained")
        if obtained is None and stored.obtained_on is not None:
            raise ValidationError({"obtained": "Ngày đạt đã biết thì chỉ sửa được, không xóa được."})
        values |= obtained_values(obtained)
    level = values.get("level", stored.level)
    if level.scale != stored.level.scale:
        raise ValidationError({"level": "Không đổi được sang loại trình độ khác; ghi thành văn bằng mới."})
    obtained_on = values.get("obtained_on", stored.obtained_on)
    if obtained_on is not None:
        precision = Precision(values.get("obtained_precision", stored.obtained_precision))
        checks.check_obtained(person, level, PartialDate(obtained_on, precision))
    return _write(actor, person, qualification, values, reason, version, f"sửa {stored.level.label}")


@transaction.atomic
def verify_qualification(
    *,
    actor: User,
    qualification: Qualification,
    state: Verification | str,
    decision: str,
    decided_on: date,
    reason: str = "",
    version: int | None = None,
) -> Act | None:
    """An authority confirmed the diploma, or found it unlawful: it counts nowhere any more, on no day."""
    person, stored = _locked(qualification)
    checks.refuse_future("decided_on", decided_on)
    if not decision.strip():
        raise ValidationError({"decision": "Ghi số văn bản xác minh hoặc kết luận."})
    values = {
        "verification": Verification(state),
        "verification_decision": decision.strip(),
        "verified_on": decided_on,
    }
    summary = f"{stored.level.label}: {Verification(state).label.lower()}"
    return _write(actor, person, qualification, values, reason, version, summary)


def _write(
    actor: User,
    person: Cadre,
    qualification: Qualification,
    values: dict[str, Any],
    reason: str,
    version: int | None,
    summary: str,
) -> Act | None:
    changes, told = [Change(qualification, values, version)], f"{person.full_name}: {summary}"
    return record(ActKind.CORRECT_QUALIFICATION, actor, updated=changes, summary=told, reason=reason)


def _locked(qualification: Qualification) -> tuple[Cadre, Qualification]:
    person = checks.lock_cadre(qualification.cadre)
    stored = Qualification.objects.select_related("level").filter(pk=qualification.pk).first()
    if stored is None:
        raise Refusal("Văn bằng này không còn trong hồ sơ nên chưa ghi gì. Tải lại hồ sơ rồi làm lại.")
    return person, stored


def _refuse_undated(person: Cadre, facts: LevelFacts) -> None:
    is_known = person.qualifications.filter(level__scale=facts.level.scale).exists()
    if facts.level.rank > 0 or is_known:
        raise ValidationError(
            {"obtained": "Ghi ngày đạt; chỉ nhớ tháng hoặc năm thì ghi như 06/2012 hoặc 2012."}
        )


def _refuse_lower_or_same(person: Cadre, facts: LevelFacts, obtained: PartialDate) -> None:
    for held in checks.levels_held(person, facts.level.scale, obtained.day):
        since = (
            f" từ {PartialDate(held.obtained_on, Precision(held.obtained_precision))}"
            if held.obtained_on
            else ""
        )
        if held.level.rank > facts.level.rank:
            raise ValidationError(
                {
                    "level": f"Hồ sơ đã ghi {held.level.label}{since}, cao hơn {facts.level.label}. "
                    "Nếu lần trước ghi sai, dùng “Sửa nhập sai”."
                }
            )
        same = (held.level_id, held.obtained_on, held.specialty.casefold())
        if same == (facts.level.pk, obtained.day, facts.specialty.casefold()):
            raise ValidationError({"level": f"Văn bằng này đã có trong hồ sơ: {held.level.label}{since}."})
