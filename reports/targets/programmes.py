"""The programme a page speaks of, with its targets, in one query."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from reports.models import Programme, Target


def targets_of(code: str = "") -> list[Target]:
    """Targets of the named programme, or of the default one, in order; each carries its programme."""
    targets = Target.objects.select_related("programme__standard_set", "minimum", "base_minimum")
    chosen = targets.filter(programme__code=code) if code else targets.filter(programme__is_default=True)
    return list(chosen.order_by("order"))


def default_day() -> date | None:
    """Day of the figures of the default programme, for pages that name no day."""
    return Programme.objects.filter(is_default=True).values_list("default_day", flat=True).first()


def quick_days(programme: Programme, today: date) -> list[date]:
    """Stops of the date control: the start of the programme and each year's end up to its due date."""
    ends = [date(year, 12, 31) for year in range(programme.baseline_on.year, programme.due_on.year + 1)]
    return sorted({day for day in (programme.baseline_on, *ends) if day <= today})


def footnotes(targets: Sequence[Target], day: date) -> list[str]:
    """What the bases rest on: the notes of the targets, and for "trong đó" targets over whom they count.

    A target is a "trong đó" of another one when that asks for less on the same scale.
    """
    notes = [target.footnote for target in targets if target.footnote]
    demands = {target: target.asks_on(day) for target in targets}
    for target, demand in demands.items():
        is_within = any(each.scale == demand.scale and each.rank < demand.rank for each in demands.values())
        if not is_within or target.footnote:
            continue
        over = "toàn bộ cán bộ, công chức"
        if demand.base_label:
            over = f"những người đã đạt từ {demand.base_label.lower()} trở lên"
        notes.append(f"“Trong đó {target.threshold.normalize():f}%” {target.short_name}: mẫu số là {over}.")
    return notes
