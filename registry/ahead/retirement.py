"""When a person reaches the age of retirement: the day itself, and a condition for many persons at once.

The ages are dated data (`RetirementAge`). Luật BHXH 2006, Điều 50; NĐ 46/2010/NĐ-CP: who is known by birth
year only retires on 1 January of the year after the one in which the age is reached.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from common.dates import OPEN_PAST, Precision
from common.sql import Sql
from registry.enums import Sex
from registry.models import RetirementAge


@dataclass(frozen=True)
class RetirementAges:
    """Ages in months by sex and by the first day on which they hold; read once."""

    steps: dict[str, list[tuple[date, int]]]

    @classmethod
    def stored(cls) -> RetirementAges:
        """The ages as an administrator keeps them."""
        return cls.of(RetirementAge.objects.values_list("sex", "valid_from", "months"))

    @classmethod
    def of(cls, rows: Iterable[tuple[str, date, int]]) -> RetirementAges:
        steps: dict[str, list[tuple[date, int]]] = {str(sex): [] for sex in Sex}
        for sex, valid_from, months in sorted(rows, key=lambda row: row[1]):
            steps[str(sex)].append((valid_from, months))
        return cls(steps)

    def retires_on(self, born_on: date, precision: Precision | str, sex: str) -> date | None:
        """First day of retirement; None when no age is on record for the sex.

        The age that counts is the one in force on the day it is reached.
        """
        steps = self.steps.get(sex) or []
        for index, (valid_from, months) in enumerate(steps):
            reached = _reached_on(born_on, precision, months)
            ends = steps[index + 1][0] if index + 1 < len(steps) else None
            if ends is None or reached < ends:
                # Who passed an older, lower age before this step began is held by this step's first day.
                return _first_after(max(reached, valid_from), precision)
        return None

    def due_by(self, day: date) -> Sql:
        """Condition on a person `ca` (registry_cadre): retirement begins on or before the day."""
        parts = [
            Sql(
                "(ca.sex = %s AND ca.born_precision = %s AND ca.born_on <= %s)",
                (str(sex), str(precision), latest.isoformat()),
            )
            for sex in Sex
            for precision in Precision
            if (latest := self._latest_birth(day, precision, sex)) is not None
        ]
        if not parts:
            return Sql("1 = 0")
        return Sql(
            f"({' OR '.join(part.text for part in parts)})",
            tuple(value for part in parts for value in part.params),
        )

    def _latest_birth(self, day: date, precision: Precision, sex: str) -> date | None:
        """Latest birth date for which retirement begins by the day; later births never retire earlier."""
        low, high = OPEN_PAST.toordinal(), day.toordinal()
        if not self.steps.get(sex):
            return None
        while low < high:
            middle = (low + high + 1) // 2
            retires = self.retires_on(date.fromordinal(middle), precision, sex)
            if retires is not None and retires <= day:
                low = middle
            else:
                high = middle - 1
        return date.fromordinal(low)


def _reached_on(born_on: date, precision: Precision | str, months: int) -> date:
    """The day on which an age is reached; a month or a year counts to its end."""
    year, month = divmod(born_on.year * 12 + born_on.month - 1 + months, 12)
    month += 1
    if precision == Precision.YEAR:
        return date(year, 12, 31)
    last = monthrange(year, month)[1]
    return date(year, month, last if precision == Precision.MONTH else min(born_on.day, last))


def _first_after(reached: date, precision: Precision | str) -> date:
    """Retirement begins on the first day of the month after the age is reached, or of the year after."""
    if precision == Precision.YEAR:
        return date(reached.year + 1, 1, 1)
    return date(reached.year, reached.month, monthrange(reached.year, reached.month)[1]) + timedelta(days=1)
