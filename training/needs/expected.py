"""What enrolments promise: a level, on the day the class ends."""

from __future__ import annotations

from datetime import date

from common.sql import Sql
from training.enums import ClassState

_ENROLLED = """
SELECT en.cadre_id, lv.scale, lv.rank, CAST(tc.ends_on AS TEXT) AS expected_on
FROM training_enrolment en
JOIN training_trainingclass tc ON tc.id = en.training_class_id AND tc.state <> %s
JOIN training_trainingprogramme tp ON tp.id = tc.programme_id
JOIN registry_scalelevel lv ON lv.id = tp.level_id
WHERE en.cadre_id IN ({whose}) AND en.enrolled_on <= %s
AND (en.withdrawn_on IS NULL OR en.withdrawn_on > %s)
AND NOT EXISTS (SELECT 1 FROM training_result re WHERE re.enrolment_id = en.id AND re.completed_on <= %s)
"""


def enrolled_toward(day: date, whose: Sql) -> Sql:
    """Levels that the persons are on the way to as trainees, as known on a day.

    They are enrolled, not withdrawn, without a result by then; a class that was cancelled promises nothing.
    """
    on = day.isoformat()
    return Sql(_ENROLLED.format(whose=whose.text), (ClassState.CANCELLED.value, *whose.params, on, on, on))
