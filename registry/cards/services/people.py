"""Adding a person and correcting who the person is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from common.dates import today
from common.text.folding import name_key
from registry.acts.recording import Change, record
from registry.cards.naming import name_fields, new_code
from registry.cards.services import checks
from registry.cards.services.values import LevelFacts, PostingFacts
from registry.enums import ActKind
from registry.models import Act, Cadre

_DAYS = ("born_on", "recruited_on", "party_joined_on", "party_official_on", "enlisted_on", "discharged_on")
_ORDERED = (
    ("party_joined_on", "party_official_on", "Ngày chính thức phải sau ngày vào Đảng."),
    ("enlisted_on", "discharged_on", "Ngày xuất ngũ phải sau ngày nhập ngũ."),
)
MOST_YEARS = 100


@transaction.atomic
def add_cadre(
    *, actor: User, person: dict[str, Any], posting: PostingFacts, levels: Sequence[LevelFacts] = ()
) -> Cadre:
    """Adds a person with the first posting and the levels known so far, as one act.

    `person` holds values by field of `Cadre`. Here alone a level may come without a day: held always.
    """
    cadre = Cadre(code=new_code(), **{**person, **name_fields(person["full_name"])})
    _check_person(cadre)
    first = posting.row(cadre)
    checks.check_posting(first, actor=actor)
    for facts in levels:
        _check_first_level(cadre, facts)
    summary = f"Thêm hồ sơ {cadre.full_name}, {posting.title.name}"
    rows = [cadre, first, *(facts.row(cadre) for facts in levels)]
    record(ActKind.ADD_CADRE, actor, created=rows, summary=summary)
    return cadre


@transaction.atomic
def correct_cadre(
    *, actor: User, cadre: Cadre, values: dict[str, Any], version: int | None = None, reason: str = ""
) -> Act | None:
    """Corrects identity and papers, for all days; returns no act when nothing differs.

    Raises `EditConflict` when the person was changed after `version` was read.
    """
    stored = checks.lock_cadre(cadre)
    if "full_name" in values:
        values = {**values, **name_fields(values["full_name"])}
    different = {name: value for name, value in values.items() if getattr(stored, name) != value}
    for name, value in values.items():
        setattr(stored, name, value)
    _check_person(stored)
    labels = [
        str(field.verbose_name) for field in Cadre._meta.fields if field.name in different and field.editable
    ]
    summary = f"Sửa hồ sơ {stored.full_name}: {', '.join(labels)}"
    changes = [Change(cadre, values, version)]
    return record(ActKind.CORRECT_CADRE, actor, updated=changes, summary=summary, reason=reason)


def possible_duplicates(*, actor: User, full_name: str, born_on: date) -> list[Cadre]:
    """People in scope of the same name, marks aside, born in the same year."""
    same = Cadre.objects.in_scope(actor).filter(name_key=name_key(full_name), born_on__year=born_on.year)
    return list(same.order_by("born_on", "id")[:20])


def _check_first_level(cadre: Cadre, facts: LevelFacts) -> None:
    if facts.obtained is None:
        return
    try:
        checks.check_obtained(cadre, facts.level, facts.obtained)
    except ValidationError as error:
        # Several levels come at once: the message names the one meant.
        raise ValidationError({f"obtained_{facts.level.scale}": error.messages}) from None


def _check_person(cadre: Cadre) -> None:
    problems: dict[str, str] = {}
    for name in _DAYS:
        day = getattr(cadre, name)
        if day is not None and day > today():
            problems[name] = checks.IN_FUTURE
        elif day is not None and name != "born_on" and day <= cadre.born_on:
            problems[name] = f"Ngày này trước ngày sinh ({cadre.born_text})."
    if today().year - cadre.born_on.year > MOST_YEARS:
        problems["born_on"] = f"Năm sinh quá {MOST_YEARS} năm trước. Kiểm tra lại năm."
    for first, second, message in _ORDERED:
        start, end = getattr(cadre, first), getattr(cadre, second)
        if start and end and end < start:
            problems.setdefault(second, message)
    if problems:
        raise ValidationError(problems)
