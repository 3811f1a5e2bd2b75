"""Phương án: what the district intends for a person below the standard."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from common.dates import format_day
from registry.acts.recording import Change, record
from registry.cards.services import checks
from registry.enums import ActKind, RemedyKind
from registry.models import Cadre, Remedy


@transaction.atomic
def set_remedy(
    *,
    actor: User,
    cadre: Cadre,
    kind: RemedyKind | str,
    decided_on: date,
    reason: str,
    version: int | None = None,
) -> Remedy:
    """Sets the phương án from a day on; one set on the same day is replaced. The reason is required."""
    person = checks.lock_cadre(cadre)
    checks.refuse_future("decided_on", decided_on)
    if not reason.strip():
        raise ValidationError({"reason": "Ghi lý do chọn phương án này."})
    values = {"kind": RemedyKind(kind), "reason": reason.strip()}
    stored = person.remedies.filter(decided_on=decided_on).first()
    row = stored or Remedy(cadre=person, decided_on=decided_on, **values)
    new, changes = ([], [Change(row, values, version)]) if stored else ([row], [])
    summary = f"{person.full_name}: {RemedyKind(kind).label.lower()} từ {format_day(decided_on)}"
    record(ActKind.SET_REMEDY, actor, created=new, updated=changes, summary=summary)
    return row
