"""The forecast for the day a programme is due (ux 11): who has the level, of those who still serve then.

Count = those who have it now and stay, and those in a class that ends in time. Base = those of today's base
who stay. Nobody else is guessed at: who leaves is known by age, who learns by enrolment, and a recruit counts
once there is one. The band takes off who may fail: of those in class `pass_rate` per cent pass at least.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from common.dates import format_day
from reports.dashboard.expectations import Expectation
from reports.dashboard.overview import is_small
from reports.dashboard.wording import in_running_text
from reports.enums import Outlook
from reports.models import Target
from reports.targets.promises import gap_persons


@dataclass(frozen=True)
class Forecast:
    """One target of one unit on its due day, in persons; `learning` of the count are still in class."""

    target: Target
    due_on: date
    count: int
    base: int
    learning: int
    pass_rate: int
    threshold: Decimal
    is_hidden: bool = False

    @property
    def lowest(self) -> int:
        """Count when only the pass rate of those in class finish; part of a person is nobody."""
        return self.count - self.learning + self.learning * self.pass_rate // 100

    @property
    def share(self) -> Fraction:
        """Per cent, exact."""
        return _share(self.count, self.base)

    @property
    def lowest_share(self) -> Fraction:
        return _share(self.lowest, self.base)

    @property
    def outlook(self) -> Outlook:
        """Whether the threshold will be reached, whatever the band; or only if all pass."""
        if gap_persons(self.count, self.base, self.threshold):
            return Outlook.MISSED
        return Outlook.DOUBTFUL if gap_persons(self.lowest, self.base, self.threshold) else Outlook.REACHED

    @property
    def drawn_share(self) -> Fraction | None:
        """End of the dashed box; nothing to draw without anybody, or when hidden."""
        return None if self.is_hidden or not self.base else self.share


def _share(count: int, base: int) -> Fraction:
    return Fraction(100 * count, base) if base else Fraction(0)


def forecasts(expected: Sequence[Expectation], pass_rate: int, *, exact: bool) -> list[Forecast]:
    """One forecast a target; hidden where it would tell of few persons to who may not see them."""
    return [_forecast(each, pass_rate, exact=exact) for each in expected]


def _forecast(expected: Expectation, pass_rate: int, *, exact: bool) -> Forecast:
    cell, need = expected.cell, expected.need
    count = cell.figure.count - need.parting + need.learning
    base = cell.figure.base - need.parting - need.leaving
    # Beside the figures of today each of these can be made out.
    told = (need.learning, need.parting, need.leaving, count, base - count)
    return Forecast(
        target=cell.target,
        due_on=need.criterion.due_on,
        count=count,
        base=base,
        learning=need.learning,
        pass_rate=pass_rate,
        threshold=cell.measured.promise.threshold,
        is_hidden=cell.hidden or (not exact and any(map(is_small, told))),
    )


def outlook_sentence(found: Sequence[Forecast]) -> str:
    """How many targets will be reached, naming the fewer of both sides; hidden ones are not told."""
    told = [each for each in found if each.base and not each.is_hidden]
    if not told:
        return ""
    head = f"Theo người đang học và người đến tuổi nghỉ hưu, dự báo {format_day(told[0].due_on)}"
    reached, doubtful, missed = (
        [each for each in told if each.outlook == outlook]
        for outlook in (Outlook.REACHED, Outlook.DOUBTFUL, Outlook.MISSED)
    )
    perhaps = f" Chưa chắc đạt: {_names(doubtful)}." if doubtful else ""
    if not missed:
        return f"{head} đạt {len(reached)}/{len(told)} chỉ tiêu.{perhaps}"
    if len(missed) <= len(reached):
        return f"{head} còn {len(missed)} chỉ tiêu không đạt: {_names(missed)}.{perhaps}"
    return f"{head} chỉ đạt {len(reached)}/{len(told)} chỉ tiêu{_listed(reached)}.{perhaps}"


def _listed(found: Sequence[Forecast]) -> str:
    return f": {_names(found)}" if found else ""


def _names(found: Sequence[Forecast]) -> str:
    return "; ".join(in_running_text(each.target.short_name) for each in found)
