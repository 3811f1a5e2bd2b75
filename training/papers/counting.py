"""Counting in training: persons (người) and attendances (lượt) are two measures, said with every figure.

A figure is a set: of persons, or of enrolments, each one attendance. Its count is the length of the set, and
its base is a set as well, which may be of another day (666 in class on 31/12/2013 over those untrained on
31/12/2011). A percentage is never made here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, F, QuerySet, When

from common import sql
from common.sql import Sql
from registry.enums import Scale
from registry.models import Unit
from registry.scope import Scope
from registry.standing import standings
from training.enums import Category, ClassState
from training.models import Enrolment, TrainingClass


@dataclass(frozen=True)
class Course:
    """Which classes: of a category, a programme, or giving a level on a scale; what is empty asks nothing."""

    category: Category | None = None
    programme: str = ""
    scale: Scale | None = None
    rank: int | None = None

    def classes(self) -> QuerySet[Any]:
        """Such classes, also those that were cancelled."""
        found = TrainingClass.objects.all()
        if self.category:
            found = found.filter(programme__category=self.category)
        if self.programme:
            found = found.filter(programme__code=self.programme)
        if self.scale:
            found = found.filter(programme__level__scale=self.scale)
        if self.rank is not None:
            found = found.filter(programme__level__rank=self.rank)
        return found


# Persons in class on a day ------------------------------------------------------------------------------


def _enrolled(course: Course, day: date) -> QuerySet[Any]:
    classes = course.classes().order_by()
    return Enrolment.objects.in_class_on(day).filter(training_class__in=classes).order_by()


def studying(course: Course, day: date) -> Sql:
    """Condition on a standing `s`: the person is in such a class on the day."""
    text, params = _enrolled(course, day).values("cadre_id").query.sql_with_params()
    return Sql(f"s.cadre_id IN ({text})", tuple(params))


def ranks_in_class(
    course: Course, *, day: date, scope: Scope, unit: Unit | None = None
) -> list[tuple[int, int]]:
    """Persons who serve on a day and are then in such a class, with the rank each of their classes gives."""
    given = _enrolled(course, day).values("cadre_id", rank=F("training_class__programme__level__rank"))
    text, params = given.query.sql_with_params()
    base = standings.standing_sql(day=day, scope=scope, unit=unit)
    statement = (
        "SELECT s.cadre_id, x.rank"  # noqa: S608 -- values are parameters
        f" FROM ({base.text}) s JOIN ({text}) x ON x.cadre_id = s.cadre_id"
    )
    rows = sql.rows(Sql(statement, (*base.params, *params)))
    return [(row["cadre_id"], row["rank"]) for row in rows]


def persons(condition: Sql, *, day: date, scope: Scope, unit: Unit | None = None) -> frozenset[int]:
    """Persons who serve on a day and fulfil a condition on their standing."""
    base = standings.standing_sql(day=day, scope=scope, unit=unit)
    text = f"SELECT s.cadre_id FROM ({base.text}) s WHERE {condition.text}"  # noqa: S608 -- values are parameters
    return frozenset(row["cadre_id"] for row in sql.rows(Sql(text, (*base.params, *condition.params))))


def untrained() -> Sql:
    """Known to have no professional training (rank 0): the base of those in degree classes."""
    return standings.known_none(Scale.PROFESSIONAL)


# Attendances of a year ----------------------------------------------------------------------------------


def classes_held(course: Course, first: date, last: date) -> QuerySet[Any]:
    """Classes open by decision that are held on a day from the first to the last."""
    held = course.classes().exclude(state__in=(ClassState.PLANNED, ClassState.CANCELLED))
    return held.filter(starts_on__lte=last, ends_on__gte=first)


def attendances(course: Course, first: date, last: date) -> QuerySet[Any]:
    """Enrolments that are attendances of a period: the seat was kept to the end of the class, or to the last
    day of the period while the class goes on. Who gave it up before is none."""
    until = Case(When(training_class__ends_on__lt=last, then=F("training_class__ends_on")), default=last)
    return (
        Enrolment.objects.alias(kept_until=until)
        .active_on(F("kept_until"))
        .filter(training_class__in=classes_held(course, first, last).order_by())
    )


def year_until(day: date) -> tuple[date, date]:
    """The year of a day, up to that day."""
    return date(day.year, 1, 1), day
