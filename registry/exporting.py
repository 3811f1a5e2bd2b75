"""Writes the list workbook: the columns of the import, one row per person, as of a day.

An unchanged export imports as no change. Levels are the highest that count on the day, with their own day;
partial dates and numbers of papers are text. Personal columns stay blank without the right to export them;
a blank cell erases nothing on the way back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.rights import Right
from common.dates import PartialDate, Precision, format_day
from common.tables import Column as SheetColumn
from common.tables import Table
from common.xlsx import write_workbook
from registry.acts import batched
from registry.enums import Scale, Sex, UnitLevel, Verification
from registry.importing.cleaning import find_level
from registry.importing.columns import COLUMNS
from registry.importing.lookups import Lookup
from registry.importing.references import level_lookups
from registry.models import Cadre, Posting, Qualification, ScaleLevel, Unit, UnitPlace
from registry.scope import Scope
from registry.standings import people
from registry.unit_names import UnitNames

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

TITLE = "DANH SÁCH CÁN BỘ, CÔNG CHỨC CẤP XÃ"
SHEET = "Danh sách"
_LAST_ORDER = 1_000
_SHEET_COLUMNS = tuple(
    SheetColumn(column.heading, column.key, column.width, column.kind) for column in COLUMNS
)


@dataclass(frozen=True, slots=True)
class _Holder:
    """A person on the list: where the main posting counts on the day, and the order of its title.

    Everybody on a list is held at once, to be sorted; what is written of them is read a batch at a time.
    """

    cadre_id: int
    sort_key: str
    posting_id: int | None
    title_order: int
    commune_id: int | None
    district_id: int | None

    def order(self, names: UnitNames) -> tuple[str, str, int, str, int]:
        district, commune = names.get(self.district_id), names.get(self.commune_id)
        return (
            district.code if district else "~",
            commune.code if commune else "~",
            self.title_order,
            self.sort_key,
            self.cadre_id,
        )


def write_list_workbook(
    file: SupportsWrite[bytes],
    *,
    cadres: QuerySet[Any] | Iterable[int] | None = None,
    day: date,
    user: User | None = None,
    unit: Unit | None = None,
    head: Iterable[str] = (),
) -> int:
    """Writes the list of a unit, or of given people, as it stood on a day; returns the number of people.

    Without `cadres`: everyone counted among CBCC on the day, in the account's scope. `user` None means the
    command line of the server: everyone, every column. `head` holds further lines, such as the filter.
    """
    names = UnitNames.on(day)
    holders = _holders(cadres, day, user, unit)
    holders.sort(key=lambda holder: holder.order(names))
    personal = user is None or user.has_right(Right.EXPORT_PERSONAL)
    rows = _rows(holders, day, names, personal=personal)
    return write_workbook(
        file, Table(TITLE, _SHEET_COLUMNS, rows), head=[*_head(day, user, unit, names), *head], sheet=SHEET
    )


def _head(day: date, user: User | None, unit: Unit | None, names: UnitNames) -> list[str]:
    version = names.get(unit.pk) if unit is not None else None
    moment: datetime = timezone.localtime()
    by = f", {user.full_name}" if user is not None else ""
    return [
        *([f"Đơn vị: {version.full_name}"] if version else []),
        f"Số liệu đến ngày {format_day(day)}",
        f"Lập lúc {moment:%H:%M} ngày {format_day(moment.date())}{by}",
    ]


# Who -----------------------------------------------------------------------------------------------


def _holders(
    cadres: QuerySet[Any] | Iterable[int] | None, day: date, user: User | None, unit: Unit | None
) -> list[_Holder]:
    scope = Scope(everything=True) if user is None else Scope.of(user)
    if cadres is None:
        serving = Cadre.objects.within(scope).filter(pk__in=people(day=day, scope=scope, unit=unit))
        keys = list(serving.order_by().values_list("pk", flat=True))
    else:
        keys = list(cadres.values_list("pk", flat=True)) if isinstance(cadres, QuerySet) else list(cadres)
    places = {
        place.unit_id: place for place in UnitPlace.objects.filter(valid_from__lte=day, valid_to__gte=day)
    }
    sort_keys: dict[int, str] = {}
    postings: dict[int, tuple[int, int, int]] = {}
    for batch in batched(sorted(set(keys))):
        sort_keys.update(Cadre.objects.within(scope).filter(pk__in=batch).values_list("pk", "sort_key"))
        # A post in another district stays unseen, also of a person who once served here.
        mine = Posting.objects.all() if user is None else Posting.objects.in_scope(user)
        held = mine.serving_on(day).filter(cadre_id__in=batch, is_main=True)
        found = held.order_by("started_on", "pk").values_list("cadre_id", "pk", "unit_id", "title__order")
        postings.update((key, (posting, held_in, order)) for key, posting, held_in, order in found)
    holders = [_holder(key, text, postings.get(key), places) for key, text in sort_keys.items()]
    return [holder for holder in holders if unit is None or cadres is None or _is_in(holder, unit)]


def _holder(
    key: int, sort_key: str, posting: tuple[int, int, int] | None, places: dict[int, UnitPlace]
) -> _Holder:
    if posting is None:
        return _Holder(key, sort_key, None, _LAST_ORDER, None, None)
    posting_id, unit_id, order = posting
    place = places.get(unit_id)
    commune_id, district_id = (place.commune_id, place.district_id) if place else (None, None)
    return _Holder(key, sort_key, posting_id, order, commune_id, district_id)


def _is_in(holder: _Holder, unit: Unit) -> bool:
    if unit.level == UnitLevel.PROVINCE:
        return True
    return unit.pk in (holder.commune_id, holder.district_id)


# What ----------------------------------------------------------------------------------------------


def _rows(holders: list[_Holder], day: date, names: UnitNames, *, personal: bool) -> Iterator[list[Any]]:
    """Rows in order, a batch of people read at a time."""
    hidden = frozenset() if personal else frozenset(column.key for column in COLUMNS if column.is_personal)
    lookups = level_lookups()
    number = 0
    for start in range(0, len(holders), 500):
        batch = holders[start : start + 500]
        cadres = Cadre.objects.select_related("ethnic_group").in_bulk([holder.cadre_id for holder in batch])
        best = _best_levels([holder.cadre_id for holder in batch], day)
        held = [holder.posting_id for holder in batch if holder.posting_id is not None]
        postings = Posting.objects.select_related("title").in_bulk(held)
        for holder in batch:
            number += 1
            cadre = cadres[holder.cadre_id]
            values = (
                _person(cadre) | _post(holder, postings, names) | _levels(best.get(cadre.pk, {}), lookups)
            )
            values["number"] = number
            yield [None if column.key in hidden else values.get(column.key) for column in COLUMNS]


def _best_levels(keys: list[int], day: date) -> dict[int, dict[str, Qualification]]:
    """The highest level of each scale that counts on the day, by person; of equal ones the latest."""
    best: dict[int, dict[str, Qualification]] = {}
    counting = Qualification.objects.filter(cadre_id__in=keys).exclude(verification=Verification.UNLAWFUL)
    for fact in counting.select_related("level"):
        known = best.setdefault(fact.cadre_id, {})
        scale = fact.level.scale
        if fact.counts_on(day) and (scale not in known or _rank(fact) > _rank(known[scale])):
            known[scale] = fact
    return best


def _rank(fact: Qualification) -> tuple[int, int, date, int]:
    return (fact.level.rank, fact.level.order, fact.obtained_on or date.min, fact.pk)


def _person(cadre: Cadre) -> dict[str, Any]:
    return {
        "code": cadre.code,
        "full_name": cadre.full_name,
        "birth": _partial(cadre.born_on, cadre.born_precision),
        "sex": Sex(cadre.sex).label,
        "ethnic_group": cadre.ethnic_group.name,
        "religion": cadre.religion,
        "id_number": cadre.id_number,
        "party_joined": _partial(cadre.party_joined_on, cadre.party_joined_precision),
        "salary": _decimal(cadre.salary_coefficient),
        "insured": _partial(cadre.insured_from, cadre.insured_precision),
        "note": cadre.note,
    }


def _post(holder: _Holder, postings: dict[int, Posting], names: UnitNames) -> dict[str, Any]:
    commune, district = names.get(holder.commune_id), names.get(holder.district_id)
    values: dict[str, Any] = {
        "commune_code": commune.code if commune else None,
        "commune": commune.short_name if commune else None,
        "district": district.short_name if district else None,
    }
    if holder.posting_id is not None:
        posting = postings[holder.posting_id]
        values["title"] = posting.title.label_for(commune.kind if commune else "")
        values["started"] = _partial(posting.started_on, posting.start_precision)
    return values


def _levels(best: dict[str, Qualification], lookups: dict[Scale, Lookup[ScaleLevel]]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for scale, fact in best.items():
        values[scale] = _written(fact, lookups)
        values[f"{scale}_on"] = _partial(fact.obtained_on, fact.obtained_precision)
    if (professional := best.get(Scale.PROFESSIONAL)) is not None:
        values["specialty"] = professional.specialty
    return values


def _written(fact: Qualification, lookups: dict[Scale, Lookup[ScaleLevel]]) -> str:
    """The words of the diploma where they are read back as the same level ("10/10"), else the label."""
    scale = Scale(fact.level.scale)
    level = find_level(fact.detail, scale, lookups) if fact.detail else None
    return fact.detail if level is not None and level.pk == fact.level_id else fact.level.label


def _partial(day: date | None, precision: str) -> PartialDate | None:
    return None if day is None else PartialDate(day, Precision(precision))


def _decimal(value: Decimal | None) -> float | None:
    return None if value is None else float(value)
