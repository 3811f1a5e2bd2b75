"""The level that people hold on a scale on a day, with its day: the reason why somebody is counted or not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from common.dates import format_partial
from registry.enums import Scale
from registry.models import Qualification

SHORT_NAMES = {
    Scale.GENERAL_EDUCATION: "Văn hóa",
    Scale.PROFESSIONAL: "CM",
    Scale.POLITICAL_THEORY: "LLCT",
    Scale.STATE_MANAGEMENT: "QLNN",
    Scale.DEFENCE: "QP-AN",
    Scale.INFORMATICS: "Tin học",
    Scale.FOREIGN_LANGUAGE: "Ngoại ngữ",
    Scale.ETHNIC_LANGUAGE: "Tiếng dân tộc",
}
UNKNOWN = "chưa có dữ liệu"


@dataclass(frozen=True)
class Held:
    """The highest level held on a scale, as soon as it was held."""

    scale: Scale
    rank: int | None
    label: str
    since: str
    short_label: str = ""

    @property
    def short_name(self) -> str:
        """The scale as the head of a column."""
        return SHORT_NAMES[self.scale]

    def __str__(self) -> str:
        """ "LLCT: Trung cấp, 15/06/2012", "LLCT: chưa qua đào tạo", "LLCT: chưa có dữ liệu"."""
        name = SHORT_NAMES[self.scale]
        if not self.rank:
            return f"{name}: {self.label[:1].lower()}{self.label[1:]}"
        return f"{name}: {self.label}, {self.since or 'không rõ ngày'}"


Levels = dict[tuple[int, Scale], Held]


def levels_of(cadre_ids: Iterable[int], scales: Iterable[Scale | str], day: date) -> Levels:
    """Highest counting level of each person on each scale; who has none recorded is missing."""
    held: Levels = {}
    rows = (
        Qualification.objects.counting_on(day)
        .filter(cadre_id__in=list(cadre_ids), level__scale__in=[str(scale) for scale in scales])
        .select_related("level")
        .order_by("-level__rank", "obtained_on", "pk")
    )
    for row in rows:
        since = format_partial(row.obtained_on, row.obtained_precision) if row.obtained_on else ""
        scale = Scale(row.level.scale)
        held.setdefault(
            (row.cadre_id, scale), Held(scale, row.level.rank, row.level.label, since, row.level.short_label)
        )
    return held


def level_of(levels: Levels, cadre_id: int, scale: Scale | str) -> Held:
    """Level of one person on one scale, also when nobody knows it."""
    scale = Scale(scale)
    return levels.get((cadre_id, scale)) or Held(scale, None, UNKNOWN, "", UNKNOWN)
