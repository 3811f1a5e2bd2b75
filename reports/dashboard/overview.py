"""Everything a unit's page shows: its targets, the units below it, cuts, and who serves.

All numbers of a page come from the same standing statement on the same day. Nothing is shown that would tell
of fewer than five persons to an account that sees only aggregates (design 6).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from registry.enums import Scale, StaffGroup, UnitLevel
from registry.models import ScaleLevel
from registry.scope import Scope
from registry.units.tree import UnitNode, UnitTree
from reports.dashboard.verdict import Verdict, verdict
from reports.enums import Cut, Status
from reports.figures.cuts import cut_sql
from reports.figures.indicators import Figure, Measured, figures, partition, totals
from reports.figures.progress import Yardstick
from reports.models import Target

SMALLEST_SHOWN = 5
_WELL_AHEAD = 5
_STEPS = {Status.LATE: "h5", Status.WATCH: "h4", Status.ON_TRACK: "h3", Status.MET: "h1", Status.EMPTY: ""}


def _headcount(key: int, group: str) -> Target:
    """Asks `figures` who serves, beside the targets and in the same statement; never saved."""
    anybody = ScaleLevel(scale=Scale.PROFESSIONAL, rank=0)
    return Target(pk=key, staff_group=group, scale=Scale.PROFESSIONAL, minimum=anybody)


_EVERYONE = _headcount(-1, "")
_ELECTED = _headcount(-2, StaffGroup.ELECTED_CADRE)
_HEADCOUNTS = (_EVERYONE, _ELECTED)


@dataclass(frozen=True)
class Cell:
    """One target of one unit or cut, as it is drawn."""

    measured: Measured
    hidden: bool = False

    @property
    def figure(self) -> Figure:
        return self.measured.figure

    @property
    def target(self) -> Target:
        return self.measured.figure.target

    @property
    def status(self) -> Status:
        return self.measured.status

    @property
    def drawn_share(self) -> Fraction | None:
        """Length of the bar; nothing to draw without anybody, or when hidden."""
        return None if self.hidden or not self.figure.base else self.figure.share

    @property
    def lacking(self) -> int:
        """People of the base who are not counted."""
        return self.figure.base - self.figure.count

    @property
    def step(self) -> str:
        """Heat class by distance from the path; the same scale as the status (ux 3)."""
        if self.hidden:
            return ""
        ahead = self.status == Status.ON_TRACK and self.measured.deviation > _WELL_AHEAD
        return "h2" if ahead else _STEPS[self.status]

    @property
    def glyph(self) -> str:
        """Shape that says the same as the colour, where there is something to look at."""
        return "" if self.hidden else {Status.LATE: "■", Status.WATCH: "▲"}.get(self.status, "")


@dataclass(frozen=True)
class TargetLine:
    """A target of the page's unit, with its figure at the start of the programme."""

    cell: Cell
    baseline: Figure

    @property
    def drawn_start(self) -> Fraction | None:
        """Where the unit stood at the start of the programme."""
        return None if self.cell.hidden or not self.baseline.base else self.baseline.share


@dataclass(frozen=True)
class Line:
    """A row of the table below: a unit (`place`) or a value of a cut (`value`)."""

    label: str
    staff: int
    cells: list[Cell]
    place: UnitNode | None = None
    value: str = ""
    communes: int | None = None
    hides_staff: bool = False

    @property
    def late(self) -> int:
        """Number of targets that are late."""
        return sum(cell.status == Status.LATE and not cell.hidden for cell in self.cells)

    def cell(self, target: Target) -> Cell:
        """The cell of a target."""
        return next(cell for cell in self.cells if cell.target == target)


@dataclass(frozen=True)
class Overview:
    """The page of a unit on a day."""

    place: UnitNode
    ancestors: list[UnitNode]
    verdict: Verdict
    staff: int
    elected: int
    communes: int
    districts: int
    targets: list[TargetLine]
    chosen: Target
    units: list[Line]
    lines: list[Line]

    @property
    def civil(self) -> int:
        return self.staff - self.elected

    @property
    def chosen_cell(self) -> Cell:
        """The chosen target of the page's unit."""
        return next(line.cell for line in self.targets if line.cell.target == self.chosen)


@dataclass(frozen=True)
class Asked:
    """What a page asks for; `exact` accounts see names, and so every small number.

    `hides_lines` takes the lines of a cut out: not everybody who sees names may see them by ethnic origin.
    """

    place: UnitNode
    tree: UnitTree
    yardstick: Yardstick
    scope: Scope
    exact: bool
    cut: Cut | None = None
    sort_by: Target | None = None
    hides_lines: bool = False


def is_small(count: int) -> bool:
    """A number of persons too small to be told to those who see only aggregates (design 6)."""
    return 0 < count < SMALLEST_SHOWN


def overview(asked: Asked) -> Overview:
    """Figures of a unit, and of what lies below it or of a cut."""
    place, yardstick = asked.place, asked.yardstick
    baselines = _baselines(asked)
    units, whole = _units_and_whole(asked)
    by_target = {figure.target.pk: figure for figure in whole}
    cells = [cell_of(by_target[target.pk], place.unit_id, asked) for target in yardstick.targets]
    chosen = asked.sort_by or _worst(cells)
    units = _by_share(units, yardstick.targets.index(chosen))
    return Overview(
        place=place,
        ancestors=place.ancestors,
        verdict=verdict([cell.measured for cell in cells]),
        staff=by_target[_EVERYONE.pk].base,
        elected=by_target[_ELECTED.pk].base,
        communes=place.count_below(UnitLevel.COMMUNE),
        districts=place.count_below(UnitLevel.DISTRICT),
        targets=[TargetLine(*pair) for pair in zip(cells, baselines, strict=True)],
        chosen=chosen,
        units=units,
        lines=_cut_lines(asked) if asked.cut else units,
    )


def _worst(cells: Sequence[Cell]) -> Target:
    """The target farthest below its path: the one to look at first."""
    return min(cells, key=lambda cell: (cell.figure.base == 0, cell.measured.deviation)).target


def _baselines(asked: Asked) -> list[Figure]:
    """The unit at the start of the programme; who sees the whole province pays for one statement."""
    yardstick, place = asked.yardstick, asked.place
    if asked.scope.sees_province(place.province_id):
        if place.unit_id == place.province_id:
            return yardstick.baseline(place.unit_id)
        return yardstick.baseline_below(place.province_id, place.unit)
    day = yardstick.programme.baseline_on
    return totals(targets=yardstick.targets, day=day, scope=asked.scope, unit=place.unit)


def cell_of(figure: Figure, unit_id: int, asked: Asked) -> Cell:
    """A figure set against its promise, hidden where it would tell of few persons."""
    hidden = _is_telling(figure) and not asked.exact
    return Cell(asked.yardstick.measure(figure, unit_id), hidden=hidden)


def _units_and_whole(asked: Asked) -> tuple[list[Line], list[Figure]]:
    """Lines of the units below, and the figures of the unit itself, which is their sum."""
    yardstick, place = asked.yardstick, asked.place
    counted = [*yardstick.targets, *_HEADCOUNTS]
    level = place.level_below
    if level is None:
        return [], totals(targets=counted, day=yardstick.day, scope=asked.scope, unit=place.unit)
    found, whole = partition(targets=counted, day=yardstick.day, scope=asked.scope, unit=place.unit, by=level)
    by_unit = {(each.unit_id, each.target.pk): each for each in found}
    return [_unit_line(each, counted, by_unit, asked) for each in place.below], whole


def _unit_line(
    place: UnitNode, counted: Sequence[Target], by_unit: dict[tuple[int | None, int], Figure], asked: Asked
) -> Line:
    key = place.unit_id
    *of_unit, heads, _ = (by_unit.get((key, each.pk)) or Figure(each, key, 0, 0) for each in counted)
    return Line(
        label=place.version.short_name,
        staff=heads.base,
        cells=[cell_of(figure, key, asked) for figure in of_unit],
        place=place,
        communes=place.count_below(UnitLevel.COMMUNE) or None,
    )


def _cut_lines(asked: Asked) -> list[Line]:
    if asked.cut is None:
        return []
    lines = _exact_cut_lines(asked, asked.cut)
    return _without_small(lines) if asked.hides_lines or not asked.exact else lines


def _without_small(lines: list[Line]) -> list[Line]:
    """Small numbers hidden; with a single one the next smallest too, for it is the total less the others."""
    staff = _hidden([line.staff for line in lines], [is_small(line.staff) for line in lines])
    columns = [
        _hidden([cell.figure.base for cell in column], [_is_telling(cell.figure) for cell in column])
        for column in zip(*(line.cells for line in lines), strict=True)
    ]
    return [
        replace(
            line,
            hides_staff=staff[row],
            cells=[replace(cell, hidden=columns[at][row]) for at, cell in enumerate(line.cells)],
        )
        for row, line in enumerate(lines)
    ]


def _hidden(sizes: Sequence[int], small: Sequence[bool]) -> list[bool]:
    if sum(small) != 1:
        return list(small)
    others = [row for row, is_hidden in enumerate(small) if not is_hidden and sizes[row]]
    second = min(others, key=lambda row: sizes[row], default=None)
    return [is_hidden or row == second for row, is_hidden in enumerate(small)]


def _is_telling(figure: Figure) -> bool:
    """A figure from which fewer than five persons could be made out."""
    return is_small(figure.count) or is_small(figure.base - figure.count)


def _exact_cut_lines(asked: Asked, cut: Cut) -> list[Line]:
    yardstick, unit_id = asked.yardstick, asked.place.unit_id
    counted = [*yardstick.targets, _EVERYONE]
    unit, day = asked.place.unit, yardstick.day
    found = figures(targets=counted, day=day, scope=asked.scope, unit=unit, cut=cut)
    by_value = {(each.cut, each.target.pk): each for each in found}
    labels = {value: label for value, label in cut_sql(cut, day).labels.items() if _occurs(value, found)}
    return [
        Line(
            label=label,
            value=value,
            staff=by_value[value, _EVERYONE.pk].base,
            cells=[cell_of(by_value[value, target.pk], unit_id, asked) for target in yardstick.targets],
        )
        for value, label in labels.items()
    ]


def _occurs(value: str, found: Iterable[Figure]) -> bool:
    return any(each.cut == value for each in found)


def _by_share(lines: Sequence[Line], index: int) -> list[Line]:
    """Units by their share of the chosen target, the lowest first; those without anybody last."""

    def key(line: Line) -> tuple[bool, Fraction, str]:
        figure = line.cells[index].figure
        return figure.base == 0, figure.share, line.label

    return sorted(lines, key=key)
