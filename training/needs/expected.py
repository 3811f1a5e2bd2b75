"""What enrolments promise: a level, on the day the class ends."""

from __future__ import annotations

from datetime import date

from django.db.models import CharField, F
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast

from common.sql import Sql
from training.models import Enrolment


def enrolled_toward(day: date, whose: Sql) -> Sql:
    """Levels that the persons are on the way to as trainees, as known on a day."""
    persons = RawSQL(whose.text, whose.params)  # noqa: S611 -- text of our own statements
    promised = Enrolment.objects.learning_on(day).filter(
        cadre_id__in=persons, training_class__programme__level__isnull=False
    )
    columns = {
        "scale": F("training_class__programme__level__scale"),
        "rank": F("training_class__programme__level__rank"),
        "expected_on": Cast("training_class__ends_on", CharField()),
    }
    return Sql(*promised.order_by().values("cadre_id", **columns).query.sql_with_params())
