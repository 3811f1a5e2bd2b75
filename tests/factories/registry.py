"""Small facts through the one door: reference data is loaded, people and what they hold are made here."""

from collections.abc import Mapping
from datetime import date
from itertools import count
from typing import Any

import pytest
from django.db import transaction

from accounts.models import Agency, AgencyKind, Role, User, UserRight
from common.dates import OPEN_END, OPEN_PAST, PartialDate, Precision
from common.sql import Sql
from common.text.folding import name_key
from registry.acts import recording
from registry.acts.recording import Change, record
from registry.cards.naming import name_fields, new_code
from registry.cards.services import LevelFacts, PostingFacts
from registry.enums import ActKind, EndReason, Scale, Sex, UnitKind, UnitLevel
from registry.models import (
    Act,
    Cadre,
    EthnicGroup,
    Posting,
    PostingKind,
    PostTitle,
    Qualification,
    ScaleLevel,
    Unit,
    UnitAccess,
    UnitPlace,
    UnitVersion,
)

DAY = date(2013, 12, 31)
# For `registry.ahead.expected`: whose levels are asked about.
EVERYBODY = Sql("SELECT id FROM registry_cadre")
_numbers = count(1)


def unit_coded(code: str, day: date = DAY) -> Unit:
    """A unit of the reference data by its official code on a day."""
    return Unit.objects.coded(code, day).get()


def make_unit(
    level: UnitLevel,
    name: str,
    *,
    district: Unit | None = None,
    province: Unit | None = None,
    established_on: date = OPEN_PAST,
    ended_on: date = OPEN_END,
) -> Unit:
    """An invented unit with its version and its place."""
    number = next(_numbers)
    unit = Unit.objects.create(
        key=f"x{number}", level=level, established_on=established_on, ended_on=ended_on
    )
    kinds = {UnitLevel.PROVINCE: UnitKind.TINH, UnitLevel.DISTRICT: UnitKind.HUYEN}
    UnitVersion.objects.create(
        unit=unit,
        code=f"x{number}",
        name=name,
        name_key=name_key(name),
        kind=kinds.get(level, UnitKind.XA),
        valid_from=established_on,
        valid_to=ended_on,
    )
    UnitPlace.objects.create(
        unit=unit,
        valid_from=established_on,
        commune=unit if level == UnitLevel.COMMUNE else None,
        district=unit if level == UnitLevel.DISTRICT else district,
        province=province or unit,
    )
    return unit


def make_user(
    username: str = "",
    *,
    role: Role = Role.DISTRICT_CLERK,
    units: tuple[Unit, ...] = (),
    rights: tuple[str, ...] = (),
    territory_on: date = DAY,
) -> User:
    """An account with access to units and rights beyond its role."""
    username = username or f"nguoi{next(_numbers)}"
    agency = Agency.objects.create(
        name=f"Cơ quan {username}",
        short_name=f"Cơ quan {username}",
        kind=AgencyKind.DISTRICT_PARTY_COMMITTEE,
        issuer_line="HUYỆN ỦY",
        symbol_code="HU",
    )
    user = User.objects.create_user(
        username, "mat-khau-du-dai-123", full_name=f"Cán bộ {username}", role=role, agency=agency
    )
    for unit in units:
        UnitAccess.objects.create(user=user, unit=unit, territory_on=territory_on)
    for right in rights:
        UserRight.objects.create(user=user, right=right, granted_by=user)
    return user


def title(code: str = "council_vice") -> PostTitle:
    return PostTitle.objects.get(code=code)


def kind(code: str = "regular") -> PostingKind:
    return PostingKind.objects.get(code=code)


def level(scale: Scale | str, code: str) -> ScaleLevel:
    return ScaleLevel.objects.get(scale=scale, code=code)


def on(year: int, month: int | None = None, day: int | None = None) -> PartialDate:
    """A whole date, or a month or year standing for its first day."""
    precision = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
    return PartialDate(date(year, month or 1, day or 1), precision)


def posting_facts(unit: Unit, started: PartialDate | None = None, **extra: Any) -> PostingFacts:
    extra = {"title": title(), "kind": kind(), **extra}
    return PostingFacts(unit=unit, started=started or on(2011, 5, 25), **extra)


def level_facts(scale: Scale | str, code: str, obtained: PartialDate | None, **extra: Any) -> LevelFacts:
    return LevelFacts(level=level(scale, code), obtained=obtained, **extra)


def person_values(full_name: str = "Lý A Sình", **extra: Any) -> dict[str, Any]:
    """Values of a new person, by field."""
    values: dict[str, Any] = {
        "full_name": full_name,
        "born_on": date(1974, 3, 12),
        "sex": Sex.MALE,
        "ethnic_group": EthnicGroup.objects.get(name="Tày"),
    }
    return values | extra


def recorded(kind: ActKind, actor: User, **what: Any) -> Act:
    """An act past the services: for pasts that a service would not let happen.

    What the rows may not be is refused by the database alone, without the sentence that a reader would get.
    """
    with transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(recording, "FEW_ROWS", 0)
        act = record(kind, actor, **{"summary": "Thử", **what})
    assert act is not None
    return act


def write(actor: User, *rows: Any) -> None:
    """Stores facts under an act, past the services."""
    recorded(ActKind.DEMONSTRATION, actor, created=rows)


def change(actor: User, row: Any, **values: Any) -> None:
    """Other values of a stored fact, under an act, past the services."""
    recorded(ActKind.DEMONSTRATION, actor, updated=[Change(row, values)])


def make_cadre(
    actor: User,
    unit: Unit,
    full_name: str = "Lý A Sình",
    *,
    levels: Mapping[Scale, str] | None = None,
    **extra: Any,
) -> Cadre:
    """A person serving in a unit since 25/05/2011; `levels` maps a scale to a level code held always.

    `title`, `kind`, `started_on`, `ended_on` and `end_reason` of the posting may be given.
    """
    of_posting = {"title", "kind", "started_on", "ended_on", "end_reason"}
    person = {name: value for name, value in extra.items() if name not in of_posting}
    values = person_values(full_name, **person)
    cadre = Cadre(code=new_code(), **{**values, **name_fields(full_name)})
    posting = make_posting_row(cadre, unit, **{name: extra[name] for name in of_posting & extra.keys()})
    held = [Qualification(cadre=cadre, level=level(scale, code)) for scale, code in (levels or {}).items()]
    write(actor, cadre, posting, *held)
    return cadre


def make_posting_row(cadre: Cadre, unit: Unit, **extra: Any) -> Posting:
    """An unsaved posting."""
    values: dict[str, Any] = {"title": title(), "kind": kind(), "started_on": date(2011, 5, 25)} | extra
    if values.get("ended_on") and not values.get("end_reason"):
        values["end_reason"] = EndReason.RETIRED
    return Posting(cadre=cadre, unit=unit, **values)


def make_posting(actor: User, cadre: Cadre, unit: Unit, **extra: Any) -> Posting:
    row = make_posting_row(cadre, unit, **extra)
    write(actor, row)
    return row


def make_qualification(actor: User, cadre: Cadre, scale: str, code: str, **extra: Any) -> Qualification:
    row = Qualification(cadre=cadre, level=level(scale, code), **extra)
    write(actor, row)
    return row
