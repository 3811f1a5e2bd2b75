"""Tóm tắt để chép: a unit's page in five plain sentences, each share with its persons (ux 11)."""

from __future__ import annotations

from datetime import date

from django.utils.text import capfirst

from common.dates import format_day
from common.numbers import format_int, percent_text
from reports.dashboard.overview import Cell, Line, Overview
from reports.dashboard.wording import in_running_text, share_text
from reports.enums import Status
from reports.figures.indicators import Figure
from reports.models import Programme

_HIDDEN = "ẩn vì có nhóm dưới 5 người"


def summary(shown: Overview, programme: Programme, day: date) -> list[str]:
    """Five sentences: who serves, the verdict, what is late, the largest gap, the extremes or the change."""
    return [
        _who_serves(shown, day),
        f"{programme.short_name}: {shown.verdict.good}",
        _behind(shown),
        _largest_gap(shown, programme),
        _extremes(shown) or _change(shown, programme),
    ]


def _who_serves(shown: Overview, day: date) -> str:
    name = shown.place.version.full_name
    return (
        f"Đến {format_day(day)}, {name} có {format_int(shown.staff)} cán bộ, công chức cấp xã"
        f" ({format_int(shown.elected)} cán bộ, {format_int(shown.civil)} công chức); số liệu tạm tính."
    )


def _behind(shown: Overview) -> str:
    """Late targets, the farthest first; those to be watched when none is late."""
    for status, word in ((Status.LATE, "Chậm"), (Status.WATCH, "Cần chú ý")):
        cells = [line.cell for line in shown.targets if line.cell.status == status and not line.cell.hidden]
        if cells:
            cells.sort(key=lambda cell: cell.measured.deviation)
            return f"{word}: {'; '.join(map(_with_path, cells))}."
    return "Không có chỉ tiêu nào chậm hoặc cần chú ý."


def _with_path(cell: Cell) -> str:
    path = share_text(cell.measured.path)
    return f"{in_running_text(cell.target.short_name)} {numbers_of(cell.figure)}, lộ trình {path}%"


def _largest_gap(shown: Overview, programme: Programme) -> str:
    cells = [line.cell for line in shown.targets if line.cell.measured.gap and not line.cell.hidden]
    if not cells:
        return f"Các chỉ tiêu đã đủ người theo mục tiêu {programme.due_on.year}."
    worst = max(cells, key=lambda cell: cell.measured.gap)
    goal = share_text(worst.measured.promise.threshold)
    return (
        f"Thiếu nhiều người nhất: {in_running_text(worst.target.short_name)}, cần thêm"
        f" {format_int(worst.measured.gap)} người để đạt {goal}%; hiện {numbers_of(worst.figure)}."
    )


def _extremes(shown: Overview) -> str:
    """The lowest and the highest unit below for the chosen target; nothing with fewer than two to compare."""
    units = [line for line in shown.units if _can_be_told(line.cell(shown.chosen))]
    if len(units) < 2:
        return ""
    subject = capfirst(in_running_text(shown.chosen.short_name))
    return f"{subject}: thấp nhất là {_unit(units[0], shown)}; cao nhất là {_unit(units[-1], shown)}."


def _unit(line: Line, shown: Overview) -> str:
    return f"{line.label} {numbers_of(line.cell(shown.chosen).figure)}"


def _can_be_told(cell: Cell) -> bool:
    return bool(cell.figure.base) and not cell.hidden


def _change(shown: Overview, programme: Programme) -> str:
    line = next(each for each in shown.targets if each.cell.target == shown.chosen)
    subject = capfirst(in_running_text(shown.chosen.short_name))
    before, now = (
        _HIDDEN if line.cell.hidden else numbers_of(figure) for figure in (line.baseline, line.cell.figure)
    )
    return f"{subject}: đầu kỳ {format_day(programme.baseline_on)} {before}, nay {now}."


def numbers_of(figure: Figure) -> str:
    """ "1.388/2.096 (66,2%)"; "chưa có người" without a base."""
    if not figure.base:
        return "chưa có người"
    share = percent_text(figure.count, figure.base)
    return f"{format_int(figure.count)}/{format_int(figure.base)} ({share})"
