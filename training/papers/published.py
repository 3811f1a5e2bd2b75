"""What published figures say of training, computed from classes and those in them."""

from __future__ import annotations

from collections import Counter
from datetime import date
from urllib.parse import urlencode

from django.db.models import TextChoices

from common.sql import Sql
from registry.enums import CountedAs, Scale
from registry.levers import Counts, Measures
from registry.models import Unit
from registry.scope import EVERYTHING
from registry.standing import standings
from training.enums import Category, ClassState
from training.papers.counting import (
    Course,
    attendances,
    classes_held,
    ranks_in_class,
    studying,
    untrained,
    year_until,
)


class TrainingMeasure(TextChoices):
    """What a published figure counts of classes and those in them."""

    STUDYING = "studying", "số người đang học chuyên môn"
    STUDYING_SHARE = "share_studying", "tỷ lệ đang học chuyên môn, trên người chưa qua đào tạo"
    STUDYING_UNIVERSITY = "studying_university", "số người đang học đại học"
    STUDYING_UNIVERSITY_SHARE = (
        "share_studying_university",
        "tỷ lệ đang học đại học, trên người chưa qua đào tạo",
    )
    STUDYING_INTERMEDIATE = "studying_intermediate", "số người đang học trung cấp"
    STUDYING_INTERMEDIATE_SHARE = (
        "share_studying_intermediate",
        "tỷ lệ đang học trung cấp, trên người chưa qua đào tạo",
    )
    INFORMATICS_CLASSES = "informatics_classes", "số lớp tin học trong năm"
    INFORMATICS_ATTENDANCES = "informatics_attendances", "số lượt người học tin học trong năm"
    INFORMATICS_SHARE = "share_informatics", "tỷ lệ lượt người học tin học, trên cán bộ, công chức"
    REFRESHER_CLASSES = "refresher_classes", "số lớp bồi dưỡng chuyên môn trong năm"
    REFRESHER_ATTENDANCES = "refresher_attendances", "số lượt người bồi dưỡng chuyên môn trong năm"
    REFRESHER_SHARE = "share_refresher", "tỷ lệ lượt người bồi dưỡng chuyên môn, trên cán bộ, công chức"
    PLANNING_CLASSES = "planning_classes", "số lớp bồi dưỡng cán bộ quy hoạch trong năm"
    PLANNING_ATTENDANCES = "planning_attendances", "số lượt người bồi dưỡng cán bộ quy hoạch trong năm"


_UNIVERSITY, _INTERMEDIATE = 4, 2
_DEGREES = Course(Category.DEGREE, scale=Scale.PROFESSIONAL)
_UNIVERSITIES = Course(Category.DEGREE, scale=Scale.PROFESSIONAL, rank=_UNIVERSITY)
_SCHOOLS = Course(Category.DEGREE, scale=Scale.PROFESSIONAL, rank=_INTERMEDIATE)
_INFORMATICS = Course(programme="TH-A")
_PROFESSIONAL = Course(programme="NV-CM")
_PLANNING = Course(programme="QH-CB")

STUDYING: dict[str, Course] = {
    TrainingMeasure.STUDYING: _DEGREES,
    TrainingMeasure.STUDYING_SHARE: _DEGREES,
    TrainingMeasure.STUDYING_UNIVERSITY: _UNIVERSITIES,
    TrainingMeasure.STUDYING_UNIVERSITY_SHARE: _UNIVERSITIES,
    TrainingMeasure.STUDYING_INTERMEDIATE: _SCHOOLS,
    TrainingMeasure.STUDYING_INTERMEDIATE_SHARE: _SCHOOLS,
}
ATTENDING: dict[str, Course] = {
    TrainingMeasure.INFORMATICS_ATTENDANCES: _INFORMATICS,
    TrainingMeasure.INFORMATICS_SHARE: _INFORMATICS,
    TrainingMeasure.REFRESHER_ATTENDANCES: _PROFESSIONAL,
    TrainingMeasure.REFRESHER_SHARE: _PROFESSIONAL,
    TrainingMeasure.PLANNING_ATTENDANCES: _PLANNING,
}
HOLDING: dict[str, Course] = {
    TrainingMeasure.INFORMATICS_CLASSES: _INFORMATICS,
    TrainingMeasure.REFRESHER_CLASSES: _PROFESSIONAL,
    TrainingMeasure.PLANNING_CLASSES: _PLANNING,
}


class TrainingCounter:
    """Figures of a province's classes; those in class, attendances and classes of a day are read once."""

    def __init__(self, province: Unit) -> None:
        self.province = province
        self._studying: dict[date, list[tuple[int, int]]] = {}
        self._attended: dict[date, list[tuple[str, int]]] = {}
        self._held: dict[date, Counter[str]] = {}

    def counts(self, measure: str, day: date) -> list[tuple[str, int]]:
        """Count without a base, in each way it can be counted, the usual one first."""
        if measure in STUDYING:
            return [(CountedAs.PERSONS.label, self._studying_count(STUDYING[measure].rank, day))]
        if measure in ATTENDING:
            attendants = self._attendants(ATTENDING[measure].programme, day)
            return [
                (CountedAs.ATTENDANCES.label, len(attendants)),
                (CountedAs.PERSONS.label, len(set(attendants))),
            ]
        return [("lớp", self._classes(day)[HOLDING[measure].programme])]

    def _studying_count(self, rank: int | None, day: date) -> int:
        """Persons who serve and study on a day, of all degree classes or of those that give one rank."""
        if day not in self._studying:
            self._studying[day] = ranks_in_class(_DEGREES, day=day, scope=EVERYTHING, unit=self.province)
        return len({cadre_id for cadre_id, given in self._studying[day] if rank in (None, given)})

    def _attendants(self, programme: str, day: date) -> list[int]:
        """The person of each attendance of the year up to a day."""
        if day not in self._attended:
            rows = attendances(Course(), *year_until(day)).filter(training_class__province=self.province)
            pairs = rows.order_by().values_list("training_class__programme__code", "cadre_id")
            self._attended[day] = list(pairs)
        return [cadre_id for code, cadre_id in self._attended[day] if code == programme]

    def _classes(self, day: date) -> Counter[str]:
        if day not in self._held:
            classes = classes_held(Course(), *year_until(day)).filter(province=self.province)
            self._held[day] = Counter(classes.values_list("programme__code", flat=True))
        return self._held[day]


def _counter(province: Unit) -> Counts:
    return TrainingCounter(province).counts


def _conditions(measure: str, day: date) -> tuple[Sql, Sql] | None:
    """Who is in the base, who is counted; of attendances the persons behind them."""
    if measure in STUDYING:
        return untrained(), studying(STUDYING[measure], day)
    if measure in ATTENDING:
        rows = attendances(ATTENDING[measure], *year_until(day)).order_by().values("cadre_id")
        text, params = rows.query.sql_with_params()
        return standings.everyone(), Sql(f"s.cadre_id IN ({text})", tuple(params))
    return None


def _listed(measure: str, day: date) -> tuple[str, str]:
    if measure in ATTENDING:
        keys = {"year": day.year, "as_of": day.isoformat(), "programme": ATTENDING[measure].programme}
        return "training:attendance_list", "?" + urlencode(keys)
    if measure in HOLDING:
        states = [ClassState.OPEN, ClassState.RUNNING, ClassState.FINISHED]
        asked = {"year": day.year, "programme": HOLDING[measure].programme, "state": states}
        return "training:class_list", "?" + urlencode(asked, doseq=True)
    return "", ""


MEASURES = Measures(
    TrainingMeasure,
    _counter,
    shares=frozenset(
        {
            TrainingMeasure.STUDYING_SHARE,
            TrainingMeasure.STUDYING_UNIVERSITY_SHARE,
            TrainingMeasure.STUDYING_INTERMEDIATE_SHARE,
            TrainingMeasure.INFORMATICS_SHARE,
            TrainingMeasure.REFRESHER_SHARE,
        }
    ),
    over_start=frozenset(STUDYING),
    conditions=_conditions,
    listed=_listed,
)
