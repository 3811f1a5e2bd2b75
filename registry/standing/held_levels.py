"""The highest lawful level of persons on each scale on a day: what stands behind a rank of the standing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from common.dates import format_partial
from registry.enums import Scale
from registry.models import Qualification

NARROW_NAMES = {
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
HeldLevels = dict[Scale, Qualification]


@dataclass(frozen=True)
class Held:
    """What a person holds on a scale, told as the reason why somebody is counted or not."""

    scale: Scale
    row: Qualification | None

    @property
    def rank(self) -> int | None:
        return self.row.level.rank if self.row else None

    @property
    def short_label(self) -> str:
        return self.row.level.short_label if self.row else UNKNOWN

    @property
    def since(self) -> str:
        """Day of the level as precisely as it is known."""
        row = self.row
        return format_partial(row.obtained_on, row.obtained_precision) if row and row.obtained_on else ""

    @property
    def short_name(self) -> str:
        """The scale as the head of a column."""
        return NARROW_NAMES[self.scale]

    def __str__(self) -> str:
        """ "LLCT: Trung cấp, 15/06/2012", "LLCT: chưa qua đào tạo", "LLCT: chưa có dữ liệu"."""
        row = self.row
        if row is None:
            return f"{self.short_name}: {UNKNOWN}"
        if not row.level.rank:
            return f"{self.short_name}: {row.level.label[:1].lower()}{row.level.label[1:]}"
        return f"{self.short_name}: {row.level.label}, {self.since or 'không rõ ngày'}"


def held_of(rows: Iterable[Qualification], day: date) -> HeldLevels:
    """Highest level by scale among the levels of one person; of equal ones the one reached first."""
    counting = [row for row in rows if row.counts_on(day)]
    held: HeldLevels = {}
    for row in sorted(counting, key=lambda row: (-row.level.rank, row.obtained_on or date.min, row.pk)):
        held.setdefault(Scale(row.level.scale), row)
    return held


def levels_on(
    cadre_ids: Iterable[int], day: date, scales: Iterable[Scale] = tuple(Scale)
) -> dict[int, HeldLevels]:
    """`held_of` for several persons on some scales, in one query; in none without a scale."""
    levels: dict[int, list[Qualification]] = {cadre_id: [] for cadre_id in cadre_ids}
    asked = [str(scale) for scale in scales]
    rows = Qualification.objects.filter(cadre_id__in=list(levels)).counting_on(day).select_related("level")
    if len(asked) < len(Scale):
        rows = rows.filter(level__scale__in=asked)
    rows = rows.defer("level__synonyms")  # a list in JSON: dear to read for every row
    for row in rows:
        levels[row.cadre_id].append(row)
    return {cadre_id: held_of(rows, day) for cadre_id, rows in levels.items()}
