"""Code lists that cells are compared with, read once for a file."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date
from typing import Any

from accounts.models import User
from common.dates import today
from registry.enums import Scale
from registry.models import EthnicGroup, PostingKind, PostTitle, ScaleLevel
from registry.workbook.contract.lookups import Lookup
from registry.workbook.planning.units import Communes

REGULAR_KIND = "regular"


class References:
    """Titles, levels, ethnic groups and communes on the day of a file, for one account."""

    def __init__(self, user: User, day: date) -> None:
        self.day, self.today = day, today()
        # What each value of a column was read as, kept while one file is read.
        self.cleaned: dict[Hashable, Any] = {}
        self.communes = Communes(user, day)
        self.titles: Lookup[PostTitle] = Lookup(
            (title, [title.name, title.urban_name, title.short_name, *title.synonyms])
            for title in PostTitle.objects.order_by("order")
        )
        self.levels = level_lookups()
        self.ethnic_groups: Lookup[EthnicGroup] = Lookup(
            (group, [group.name, *group.variants]) for group in EthnicGroup.objects.order_by("code")
        )
        self.regular_kind = PostingKind.objects.get(code=REGULAR_KIND)


def level_lookups() -> dict[Scale, Lookup[ScaleLevel]]:
    """Levels of each scale by label, short label and synonyms."""
    levels: dict[Scale, list[ScaleLevel]] = {scale: [] for scale in Scale}
    for level in ScaleLevel.objects.order_by("order"):
        levels[Scale(level.scale)].append(level)
    return {
        scale: Lookup((level, [level.label, level.short_label, *level.synonyms]) for level in rows)
        for scale, rows in levels.items()
    }
