"""Rows of the list of records: people with where they serve, what they hold, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from registry import standings
from registry.enums import Scale, StaffGroup
from registry.filters import ListContext
from registry.held_levels import HeldLevels, levels_on
from registry.models import Cadre, Posting, PostTitle, ScaleLevel
from registry.standards import Assessment
from registry.standings import Standing
from registry.unit_names import UnitNames
from registry.yardstick import short_name

_TOLD_BY_LEVEL = (Scale.PROFESSIONAL, Scale.POLITICAL_THEORY)


@dataclass(frozen=True)
class LevelCell:
    """One criterion in a row."""

    heading: str
    text: str
    is_missing: bool
    is_unknown: bool


@dataclass(frozen=True)
class CadreRow:
    """A person in the list. Without a standing on the day `left` says when and where the last title ended."""

    cadre: Cadre
    unit_name: str
    district_name: str
    title_name: str
    group_name: str
    cells: tuple[LevelCell, ...]
    assessment: Assessment | None
    left: str


def rows_of(cadres: Sequence[Cadre], context: ListContext) -> list[CadreRow]:
    """Rows for one page, in five queries whatever its length."""
    ids = [cadre.pk for cadre in cadres]
    found = standings.standings_of(ids, day=context.day, scope=context.scope)
    last = _last_postings([pk for pk in ids if pk not in found], context)
    levels = levels_on(ids, context.day)
    titles = {title.pk: title for title in PostTitle.objects.all()}
    names = UnitNames.on(
        context.day,
        [each.commune_id or each.unit_id for each in found.values()]
        + [each.district_id for each in found.values() if each.district_id]
        + [each.unit_id for each in last.values()],
    )
    return [
        _serving(cadre, found[cadre.pk], levels[cadre.pk], titles, names, context)
        if cadre.pk in found
        else _gone(cadre, last.get(cadre.pk), levels[cadre.pk], names, context)
        for cadre in cadres
    ]


def _serving(
    cadre: Cadre,
    standing: Standing,
    held: HeldLevels,
    titles: dict[int, PostTitle],
    names: UnitNames,
    context: ListContext,
) -> CadreRow:
    version = names.get(standing.commune_id or standing.unit_id)
    title = titles[standing.title_id]
    assessment = context.yardstick.assess(standing)
    missing = {each.scale for each in assessment.missing}
    return CadreRow(
        cadre=cadre,
        unit_name=version.short_name if version else "",
        district_name=_district(standing, names, context),
        title_name=title.label_for(version.kind if version else ""),
        group_name=StaffGroup(standing.staff_group).label,
        cells=_cells(context, held, missing),
        assessment=assessment,
        left="",
    )


def _district(standing: Standing, names: UnitNames, context: ListContext) -> str:
    """Name of the district where the list spans several."""
    version = names.get(standing.district_id) if context.scope.is_provincial else None
    return version.short_name if version else ""


def _gone(
    cadre: Cadre, posting: Posting | None, held: HeldLevels, names: UnitNames, context: ListContext
) -> CadreRow:
    version = names.get(posting.unit_id) if posting else None
    return CadreRow(
        cadre=cadre,
        unit_name=version.short_name if version else "",
        district_name="",
        title_name=posting.title.name if posting else "",
        group_name=StaffGroup(posting.title.staff_group).label if posting else "",
        cells=_cells(context, held, set()),
        assessment=None,
        left=_left(posting, context.day),
    )


def _cells(context: ListContext, held: HeldLevels, missing: Iterable[Scale]) -> tuple[LevelCell, ...]:
    missing = set(missing)
    return tuple(
        LevelCell(
            heading=short_name(scale),
            text=_short(held[scale].level) if scale in held else "?",
            is_missing=scale in missing,
            is_unknown=scale not in held,
        )
        for scale in context.yardstick.scales
    )


def _short(level: ScaleLevel) -> str:
    """As in the narrow column: the level where levels matter, else yes or no."""
    if level.rank == 0:
        return "Chưa"
    return level.label if level.scale in _TOLD_BY_LEVEL else "Có"


def _left(posting: Posting | None, day: date) -> str:
    if posting is None:
        return "Chưa có chức danh"
    if posting.started_on > day:
        return f"Từ {posting.started_on:%d/%m/%Y}"
    if posting.ended_on is not None and posting.ended_on < day:
        return f"{posting.get_end_reason_display()}, {posting.ended_on:%d/%m/%Y}"
    return "Không tính vào CBCC"


def _last_postings(cadre_ids: list[int], context: ListContext) -> dict[int, Posting]:
    postings = Posting.objects.within(context.scope).filter(cadre_id__in=cadre_ids)
    ordered = postings.select_related("title").order_by("is_main", "started_on", "pk")
    return {posting.cadre_id: posting for posting in ordered}
