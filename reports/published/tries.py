"""Other readings of a published figure: other days, other bases, persons or attendances; which of them fit.

A figure that differs is never bent; but a print seldom says over whom and on which day it was counted. The
readings are tried here, and the page says which give the printed number.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from common.dates import format_day
from registry.units.choices import default_province
from reports.enums import Measure, Verdict
from reports.measures import is_share
from reports.models import Programme, PublishedFigure
from reports.published.comparing import BASES, Comparison, Computed, Counter, compare, compared


@dataclass(frozen=True)
class Reading:
    """One way to count a figure, on a day, beside what was printed."""

    day: date
    computed: Computed
    comparison: Comparison

    @property
    def fits(self) -> bool:
        return self.comparison.verdict in (Verdict.EQUAL, Verdict.ROUNDED)


@dataclass(frozen=True)
class Tried:
    """A figure as the page of figures computes it, and every other reading, the nearest first."""

    figure: PublishedFigure
    usual: Verdict
    readings: list[Reading]

    @property
    def fitting(self) -> int:
        return sum(reading.fits for reading in self.readings)


def try_figure(programme: Programme, figure: PublishedFigure) -> Tried:
    """Every reading of a figure; none for a measure that the facts cannot carry."""
    counter, days = Counter(programme, default_province()), _days(programme, figure)
    measure = figure.measure
    found = [
        Reading(day, computed, compared(figure, computed))
        for day in days
        for computed in _ways(counter, measure, day, days)
    ]
    printed = Fraction(figure.value)
    found.sort(key=lambda each: _distance(each, printed))
    return Tried(figure, compare(figure, counter).verdict, found)


def _days(programme: Programme, figure: PublishedFigure) -> list[date]:
    """The day of the figure first, then the start of the scheme and the day it is looked at."""
    own = figure.as_of or programme.default_day
    return list(dict.fromkeys((own, programme.baseline_on, programme.default_day)))


def _ways(counter: Counter, measure: str, day: date, days: list[date]) -> list[Computed]:
    """Counts of one day, each alone or over the staff and the untrained of every day."""
    counts = counter.counts(measure, day)
    if not is_share(measure):
        return [Computed(count, counted_as=words) for words, count in counts]
    bases = [(base, on) for base in BASES if base != measure for on in days]
    return [
        Computed(count, counter.people_on(on)[base], None, words, _over(base, on))
        for words, count in counts
        for base, on in bases
    ]


def _over(base: Measure, day: date) -> str:
    return f"{BASES[base]} ngày {format_day(day)}"


def _distance(reading: Reading, printed: Fraction) -> Fraction:
    return abs((reading.computed.value or Fraction(0)) - printed)
