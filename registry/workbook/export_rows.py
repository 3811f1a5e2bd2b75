"""What stands in the list workbook of each person: plain rows from the database, a batch at a time.

Rows are read as tuples: making an object of every person, title and level was most of the time of an export.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from common.dates import PartialDate, Precision
from registry.acts.recording import BATCH
from registry.enums import Scale, Sex
from registry.models import Cadre, Posting, PostTitle, Qualification, ScaleLevel
from registry.units.names import UnitNames
from registry.workbook.contract.cleaning import find_level
from registry.workbook.contract.columns import COLUMNS
from registry.workbook.contract.references import level_lookups

_PERSON = (
    "pk", "code", "full_name", "born_on", "born_precision", "sex", "ethnic_group__name", "religion",
    "id_number", "party_joined_on", "party_joined_precision", "salary_coefficient", "insured_from",
    "insured_precision", "note",
)  # fmt: skip
_POST = ("pk", "title_id", "started_on", "start_precision")
_LEVEL = ("cadre_id", "pk", "level_id", "obtained_on", "obtained_precision", "detail", "specialty")


@dataclass(frozen=True, slots=True)
class Holder:
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


class _Level(NamedTuple):
    """A level of a person, and what decides which of several is written."""

    order: tuple[int, int, date, int]
    level: ScaleLevel
    obtained: PartialDate | None
    detail: str
    specialty: str


class _Words:
    """How a level is written; asked once for each way of writing it."""

    def __init__(self) -> None:
        self.levels = ScaleLevel.objects.in_bulk()
        self.lookups = level_lookups()
        self._known: dict[tuple[int, str], str] = {}

    def of(self, level: ScaleLevel, detail: str) -> str:
        """The words of the diploma where they are read back as the same level ("10/10"), else the label."""
        key = (level.pk, detail)
        if key not in self._known:
            found = find_level(detail, Scale(level.scale), self.lookups) if detail else None
            self._known[key] = detail if found is not None and found.pk == level.pk else level.label
        return self._known[key]


def rows_of(holders: Sequence[Holder], day: date, names: UnitNames, *, personal: bool) -> Iterator[list[Any]]:
    """Rows in the order of the holders; personal columns stay blank without the right to them."""
    hidden = frozenset() if personal else frozenset(column.key for column in COLUMNS if column.is_personal)
    keys = [None if column.key in hidden else column.key for column in COLUMNS]
    words, titles = _Words(), PostTitle.objects.in_bulk()
    number = 0
    for start in range(0, len(holders), BATCH):
        batch = holders[start : start + BATCH]
        people = [holder.cadre_id for holder in batch]
        cadres = {row[0]: row for row in Cadre.objects.filter(pk__in=people).values_list(*_PERSON)}
        best = _best_levels(people, day, words)
        held = [holder.posting_id for holder in batch if holder.posting_id is not None]
        posts = {row[0]: row for row in Posting.objects.filter(pk__in=held).values_list(*_POST)}
        for holder in batch:
            number += 1
            values = _person(cadres[holder.cadre_id])
            values.update(_post(holder, posts, titles, names))
            values.update(_levels(best.get(holder.cadre_id, {}), words))
            values["number"] = number
            yield [values.get(key) if key else None for key in keys]


def _best_levels(people: list[int], day: date, words: _Words) -> dict[int, dict[str, _Level]]:
    """The highest level of each scale that counts on the day, by person; of equal ones the latest."""
    best: dict[int, dict[str, _Level]] = {}
    counting = Qualification.objects.filter(cadre_id__in=people).counting_on(day)
    for cadre_id, pk, level_id, obtained, precision, detail, specialty in counting.values_list(*_LEVEL):
        level = words.levels[level_id]
        order = (level.rank, level.order, obtained or date.min, pk)
        known = best.setdefault(cadre_id, {})
        if level.scale not in known or order > known[level.scale].order:
            known[level.scale] = _Level(order, level, _partial(obtained, precision), detail, specialty)
    return best


def _person(row: tuple[Any, ...]) -> dict[str, Any]:
    (_, code, full_name, born, born_exact, sex, ethnic_group, religion, id_number, joined, joined_exact,
     salary, insured, insured_exact, note) = row  # fmt: skip
    return {
        "code": code,
        "full_name": full_name,
        "birth": _partial(born, born_exact),
        "sex": _SEXES[sex],
        "ethnic_group": ethnic_group,
        "religion": religion,
        "id_number": id_number,
        "party_joined": _partial(joined, joined_exact),
        "salary": None if salary is None else float(salary),
        "insured": _partial(insured, insured_exact),
        "note": note,
    }


def _post(
    holder: Holder, posts: dict[int, tuple[Any, ...]], titles: dict[int, PostTitle], names: UnitNames
) -> dict[str, Any]:
    commune, district = names.get(holder.commune_id), names.get(holder.district_id)
    values: dict[str, Any] = {
        "commune_code": commune.code if commune else None,
        "commune": commune.short_name if commune else None,
        "district": district.short_name if district else None,
    }
    if holder.posting_id is not None:
        _, title_id, started, exact = posts[holder.posting_id]
        values["title"] = titles[title_id].label_for(commune.kind if commune else "")
        values["started"] = _partial(started, exact)
    return values


def _levels(best: dict[str, _Level], words: _Words) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for scale, held in best.items():
        values[scale] = words.of(held.level, held.detail)
        values[f"{scale}_on"] = held.obtained
        if scale == Scale.PROFESSIONAL:
            values["specialty"] = held.specialty
    return values


_SEXES = {str(sex): sex.label for sex in Sex}


@lru_cache(maxsize=8_192)
def _partial(day: date | None, precision: str) -> PartialDate | None:
    return None if day is None else PartialDate(day, Precision(precision))
