"""Writes the list workbook: the columns of the import, one row per person, as of a day.

An unchanged export imports as no change. Levels are the highest that count on the day, with their own day;
partial dates and numbers of papers are text. Personal columns stay blank without the right to export them;
a blank cell erases nothing on the way back.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.rights import Right
from common.dates import format_day
from common.sheets.tables import Column as SheetColumn
from common.sheets.tables import Table
from common.sheets.xlsx import write_workbook
from registry.acts.recording import batched
from registry.enums import UnitLevel
from registry.models import Cadre, Posting, Unit, UnitPlace
from registry.scope import EVERYTHING, Scope
from registry.standing.standings import people
from registry.units.names import UnitNames
from registry.workbook.contract.columns import COLUMNS
from registry.workbook.export_rows import Holder, rows_of

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

TITLE = "DANH SÁCH CÁN BỘ, CÔNG CHỨC CẤP XÃ"
SHEET = "Danh sách"
_LAST_ORDER = 1_000
_SHEET_COLUMNS = tuple(
    SheetColumn(column.heading, column.key, column.width, column.kind) for column in COLUMNS
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
    rows = rows_of(holders, day, names, personal=personal)
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
) -> list[Holder]:
    scope = EVERYTHING if user is None else Scope.of(user)
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
) -> Holder:
    if posting is None:
        return Holder(key, sort_key, None, _LAST_ORDER, None, None)
    posting_id, unit_id, order = posting
    place = places.get(unit_id)
    commune_id, district_id = (place.commune_id, place.district_id) if place else (None, None)
    return Holder(key, sort_key, posting_id, order, commune_id, district_id)


def _is_in(holder: Holder, unit: Unit) -> bool:
    if unit.level == UnitLevel.PROVINCE:
        return True
    return unit.pk in (holder.commune_id, holder.district_id)
