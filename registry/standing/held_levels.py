"""The highest lawful level of persons on each scale on a day: what stands behind a rank of the standing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from registry.enums import Scale
from registry.models import Qualification

HeldLevels = dict[Scale, Qualification]


def held_of(rows: Iterable[Qualification], day: date) -> HeldLevels:
    """Highest level by scale among the levels of one person; of equal ones the one reached first."""
    counting = [row for row in rows if row.counts_on(day)]
    held: HeldLevels = {}
    for row in sorted(counting, key=lambda row: (-row.level.rank, row.obtained_on or date.min, row.pk)):
        held.setdefault(Scale(row.level.scale), row)
    return held


def levels_on(cadre_ids: Iterable[int], day: date) -> dict[int, HeldLevels]:
    """`held_of` for several persons, in one query."""
    levels: dict[int, list[Qualification]] = {cadre_id: [] for cadre_id in cadre_ids}
    rows = Qualification.objects.filter(cadre_id__in=list(levels)).counting_on(day).select_related("level")
    rows = rows.defer("level__synonyms")  # a list in JSON: dear to read for every row
    for row in rows:
        levels[row.cadre_id].append(row)
    return {cadre_id: held_of(rows, day) for cadre_id, rows in levels.items()}
