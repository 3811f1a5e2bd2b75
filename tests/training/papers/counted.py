"""Persons in class and attendances with their bases, told by what published figures are told by."""

from dataclasses import dataclass
from datetime import date

from registry.enums import CountedAs
from registry.models import Unit
from registry.scope import Scope
from registry.standing import standings
from training.papers.counting import Course, attendances, persons, studying, untrained, year_until


@dataclass(frozen=True)
class Figure:
    """So many persons or attendances, over a base of persons."""

    measure: CountedAs
    members: frozenset[int]
    base: frozenset[int] | None = None

    @property
    def count(self) -> int:
        return len(self.members)

    @property
    def base_count(self) -> int | None:
        return None if self.base is None else len(self.base)


def in_class(
    course: Course, *, day: date, scope: Scope, unit: Unit | None = None, untrained_on: date | None = None
) -> Figure:
    """Persons serving and in class on a day, over the staff of the day or the untrained of another."""
    members = persons(studying(course, day), day=day, scope=scope, unit=unit)
    return Figure(CountedAs.PERSONS, members, base_of(day, scope, unit, untrained_on))


def base_of(day: date, scope: Scope, unit: Unit | None, untrained_on: date | None = None) -> frozenset[int]:
    """The staff of a day, or those who were untrained on another."""
    if untrained_on is not None:
        return persons(untrained(), day=untrained_on, scope=scope, unit=unit)
    return persons(standings.everyone(), day=day, scope=scope, unit=unit)


def attended(course: Course, *, day: date, scope: Scope, unit: Unit | None = None) -> Figure:
    """Attendances of the year up to a day in classes of the unit's province, over the staff of the day."""
    rows = attendances(course, *year_until(day))
    if unit is not None:
        rows = rows.filter(training_class__province=unit)
    members = frozenset(rows.values_list("pk", flat=True))
    return Figure(CountedAs.ATTENDANCES, members, base_of(day, scope, unit))


def attendants(course: Course, *, day: date, scope: Scope, unit: Unit | None = None) -> Figure:
    """Persons behind the attendances of the year: each once, however many courses."""
    rows = attendances(course, *year_until(day))
    if unit is not None:
        rows = rows.filter(training_class__province=unit)
    members = frozenset(rows.values_list("cadre_id", flat=True))
    return Figure(CountedAs.PERSONS, members, base_of(day, scope, unit))
