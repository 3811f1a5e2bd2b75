"""What published figures can count: of people and units, and of the records of each lever."""

from __future__ import annotations

from datetime import date

from registry import levers
from reports.enums import Measure


def measure_choices() -> list[tuple[str, str]]:
    """Measures with their labels; migrations know this function by its address."""
    added = [choice for measures in levers.measures() for choice in measures.choices.choices]
    return [(value, str(label)) for value, label in [*Measure.choices, *added]]


def is_share(measure: str) -> bool:
    """True for a measure in per cent."""
    if measure in (Measure.WITHOUT_PROFESSIONAL_TRAINING, Measure.BELOW_STANDARD):
        return True
    of_lever = levers.measures_of(measure)
    return of_lever is not None and measure in of_lever.shares


def base_of(measure: str, start: date, day: date) -> tuple[Measure, date]:
    """Over whom a measure is taken, as on which day: the staff of its day, or the untrained of the start."""
    of_lever = levers.measures_of(measure)
    if of_lever and measure in of_lever.over_start:
        return Measure.WITHOUT_PROFESSIONAL_TRAINING, start
    return Measure.STAFF, day
