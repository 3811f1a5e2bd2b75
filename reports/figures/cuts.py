"""Cuts ("trong đó"): how the people of an indicator are divided, as SQL over the standing `s`.

A cut joins what it needs and yields a value; labels are for people to read. Age is counted in completed
years on the day; with the birth year alone it is the difference of years (domain 11.4).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from common.sql import Sql
from registry.enums import Sex, StaffGroup
from registry.models import PostTitle
from reports.enums import Cut

_CADRE = " JOIN registry_cadre ca ON ca.id = s.cadre_id"
_GROUP = _CADRE + " JOIN registry_ethnicgroup eg ON eg.id = ca.ethnic_group_id"
_BORDER = (
    " LEFT JOIN registry_unitversion uv ON uv.unit_id = s.commune_id"
    " AND uv.valid_from <= %s AND uv.valid_to >= %s"
)
# Ethnic origin is sensitive (Luật 91/2025/QH15): readers of lists learn it in aggregate only.
PERSONAL_CUTS = frozenset({Cut.MINORITY, Cut.LOCAL_SMALL})
YES, NO = "yes", "no"
AGE_BANDS = (("to_30", "Từ 30 trở xuống", 31), ("to_40", "Từ 31 đến 40", 41), ("to_50", "Từ 41 đến 50", 51))
OLDEST_BAND = ("over_50", "Trên 50")


@dataclass(frozen=True)
class CutSql:
    """Join and value expression of a cut, with the labels of its values in order."""

    join: Sql
    value: Sql
    labels: dict[str, str]


def _flag(column: str, join: Sql, yes: str, no: str) -> CutSql:
    return CutSql(join, Sql(f"CASE WHEN {column} THEN '{YES}' ELSE '{NO}' END"), {YES: yes, NO: no})


def _age(day: date) -> CutSql:
    """Bands by the first birth date that is still younger than the next band's age."""
    parts, params = [], []
    for code, _, next_age in AGE_BANDS:
        exact, month, year = _born_after(day, next_age)
        parts.append(
            "WHEN (ca.born_precision = 'day' AND ca.born_on > %s) OR (ca.born_precision = 'month' AND"
            f" ca.born_on > %s) OR (ca.born_precision = 'year' AND ca.born_on > %s) THEN '{code}'"
        )
        params += [exact, month, year]
    labels = {code: label for code, label, _ in AGE_BANDS} | dict([OLDEST_BAND])
    return CutSql(
        Sql(_CADRE), Sql(f"CASE {' '.join(parts)} ELSE '{OLDEST_BAND[0]}' END", tuple(params)), labels
    )


def _born_after(day: date, age: int) -> tuple[str, str, str]:
    """Latest births (by day, month, year) of those who have reached `age` on the day."""
    year = day.year - age
    same_day = date(year, day.month, 28 if (day.month, day.day) == (2, 29) and not _leap(year) else day.day)
    return same_day.isoformat(), date(year, day.month, 1).isoformat(), date(year, 1, 1).isoformat()


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def cut_sql(cut: Cut, day: date) -> CutSql:
    """How a cut divides people on a day."""
    on = day.isoformat()
    match cut:
        case Cut.SEX:
            return CutSql(Sql(_CADRE), Sql("ca.sex"), {Sex.FEMALE.value: "Nữ", Sex.MALE.value: "Nam"})
        case Cut.MINORITY:
            return _flag("eg.is_minority", Sql(_GROUP), "Dân tộc thiểu số", "Dân tộc Kinh")
        case Cut.LOCAL_SMALL:
            return _flag("eg.is_local_small", Sql(_GROUP), "Dân tộc thiểu số ít người", "Các dân tộc khác")
        case Cut.BORDER:
            return _flag("uv.is_border", Sql(_BORDER, (on, on)), "Đơn vị biên giới", "Đơn vị khác")
        case Cut.GROUP:
            return CutSql(Sql(""), Sql("s.staff_group"), dict(StaffGroup.choices))
        case Cut.TITLE:
            join = Sql(" JOIN registry_posttitle tt ON tt.id = s.title_id")
            labels = dict(PostTitle.objects.values_list("code", "name"))
            return CutSql(join, Sql("tt.code"), labels)
        case Cut.AGE:
            return _age(day)
