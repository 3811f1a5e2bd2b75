"""Training needs recounted in plain Python: a walk over people, their levels, classes, seats and births.

It knows the targets from the scheme and asks the program for raw rows only.
"""

from collections import defaultdict
from datetime import date

from registry.models import Cadre
from registry.standing.recount import Facts
from registry.standing.standings import Standing
from tests.registry.standing.by_hand import first_day_of_retirement
from tests.reports.independent import TARGETS
from training.models import Enrolment

DUE = date(2015, 12, 31)


def learning_toward(day):
    """{person: [(scale, rank, last day of the class)]} of those who have a seat on the day and no result."""
    found: dict[int, list[tuple[str, int, date]]] = defaultdict(list)
    rows = Enrolment.objects.select_related("training_class__programme__level", "result")
    for row in rows:
        training_class = row.training_class
        level = training_class.programme.level
        result = getattr(row, "result", None)
        gone = row.withdrawn_on is not None and row.withdrawn_on <= day
        is_done = result is not None and result.completed_on <= day
        is_idle = training_class.state == "cancelled" and row.withdrawn_on is None
        if row.enrolled_on > day or gone or is_done or is_idle or level is None:
            continue
        found[row.cadre_id].append((level.scale, level.rank, training_class.ends_on))
    return found


def parts_on(day):
    """{(target, part): {person: standing}} where each who lacks a target is in one part."""
    learning = learning_toward(day)
    retires = {
        each.pk: first_day_of_retirement(each.born_on, each.born_precision, each.sex)
        for each in Cadre.objects.all()
    }
    found: dict[tuple[str, str], dict[int, Standing]] = defaultdict(dict)
    for standing in Facts().standings_on(day):
        person = standing.cadre_id
        for target, (group, scale, lowest, _) in TARGETS.items():
            rank = standing.rank(scale)
            if group not in (None, standing.staff_group) or (rank is not None and rank >= lowest):
                continue
            promises = learning.get(person, [])
            if retires[person] <= DUE:
                part = "leaving"
            elif any(s == scale and r >= lowest and ends <= DUE for s, r, ends in promises):
                part = "learning"
            else:
                part = "needing"
            found[target, part][person] = standing
    return found
