"""Rows of the list of records: people with where they serve, what they hold, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from common.dates import format_day
from registry.ahead.expected import learning_on
from registry.enums import Scale, Sex
from registry.listing.columns import CODE, REMEDY, SEX, SINCE, STANDARD, Column
from registry.listing.filters import ListContext
from registry.models import Cadre, Posting, Remedy, ScaleLevel
from registry.serving import Roster, Serving, roster
from registry.standing.held_levels import HeldLevels, levels_on
from registry.standing.standards import Assessment

_TOLD_BY_LEVEL = (Scale.PROFESSIONAL, Scale.POLITICAL_THEORY)


@dataclass(frozen=True)
class Cell:
    """What stands in one of the chosen columns of a row."""

    heading: str
    text: str
    is_missing: bool = False
    is_unknown: bool = False
    is_learning: bool = False


@dataclass(frozen=True)
class CadreRow:
    """A person in the list. Without a standing on the day `left` says when and where the last title ended."""

    cadre: Cadre
    serving: Serving
    district_name: str
    cells: tuple[Cell, ...]
    assessment: Assessment | None
    left: str


@dataclass(frozen=True)
class _Facts:
    """What the rows of a page are made of, by person."""

    roster: Roster
    levels: dict[int, HeldLevels]
    learning: set[tuple[int, str]]
    remedies: dict[int, Remedy]


def rows_of(cadres: Sequence[Cadre], context: ListContext, columns: Sequence[Column]) -> list[CadreRow]:
    """Rows for one page, in as many queries whatever its length."""
    facts = _facts([cadre.pk for cadre in cadres], context, columns)
    return [_row(cadre, facts, context, columns) for cadre in cadres]


def _facts(ids: list[int], context: ListContext, columns: Sequence[Column]) -> _Facts:
    shows_levels = any(column.scale for column in columns)
    return _Facts(
        roster=roster(ids, day=context.day, scope=context.scope, titles=context.titles, with_last=True),
        levels=levels_on(ids, context.day) if shows_levels else {pk: {} for pk in ids},
        learning=learning_on(ids, context.day) if shows_levels else set(),
        remedies=_remedies(ids, context.day) if any(column.key == REMEDY for column in columns) else {},
    )


def _row(cadre: Cadre, facts: _Facts, context: ListContext, columns: Sequence[Column]) -> CadreRow:
    serving = facts.roster[cadre.pk]
    assessment = context.yardstick.assess(serving.standing) if serving.standing else None
    missing = {each.scale for each in assessment.missing} if assessment else set()
    return CadreRow(
        cadre=cadre,
        serving=serving,
        # Told where the list spans several districts.
        district_name=serving.district_name if context.scope.is_provincial else "",
        cells=_cells(cadre, facts, columns, missing, serving.since),
        assessment=assessment,
        left="" if serving.standing else _left(serving.last, context.day),
    )


def _cells(
    cadre: Cadre, facts: _Facts, columns: Sequence[Column], missing: set[Scale], since: date | None
) -> tuple[Cell, ...]:
    """Cells of the chosen columns, but for the standard, which the page draws itself."""
    remedy = facts.remedies.get(cadre.pk)
    plain = {
        CODE: cadre.code,
        SEX: Sex(cadre.sex).label,
        SINCE: format_day(since) if since else "–",
        REMEDY: remedy.get_kind_display() if remedy else "–",
    }
    return tuple(
        _level_cell(column, column.scale, cadre.pk, facts, missing)
        if column.scale
        else Cell(column.heading, plain[column.key])
        for column in columns
        if column.key != STANDARD
    )


def _level_cell(column: Column, scale: Scale, cadre_id: int, facts: _Facts, missing: set[Scale]) -> Cell:
    held = facts.levels[cadre_id].get(scale)
    is_learning = scale in missing and (cadre_id, str(scale)) in facts.learning
    return Cell(
        heading=column.heading,
        text=_short(held.level) if held else "?",
        is_missing=scale in missing and not is_learning,
        is_unknown=held is None,
        is_learning=is_learning,
    )


def _remedies(cadre_ids: list[int], day: date) -> dict[int, Remedy]:
    """The latest phương án of each person on the day."""
    rows = Remedy.objects.filter(cadre_id__in=cadre_ids, decided_on__lte=day).order_by("decided_on", "pk")
    return {row.cadre_id: row for row in rows}


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
