"""The highest lawful level of persons on each scale on a day: what stands behind a rank of the standing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from registry.enums import Scale
from registry.models import Qualification

HeldLevels = dict[Scale, Qualification]


def levels_on(cadre_ids: Iterable[int], day: date) -> dict[int, HeldLevels]:
    """Highest level by person and scale; of equal ones the one reached first. One query."""
    found: dict[int, HeldLevels] = {cadre_id: {} for cadre_id in cadre_ids}
    rows = (
        Qualification.objects.filter(cadre_id__in=list(found))
        .counting_on(day)
        .select_related("level")
        .order_by("cadre_id", "-level__rank", "obtained_on", "id")
    )
    for row in rows:
        found[row.cadre_id].setdefault(Scale(row.level.scale), row)
    return found
