"""Published figures about training, computed from classes and those in them, as persons or as attendances."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from common.dates import format_day
from common.sql import Sql
from registry.enums import CountedAs, Scale
from registry.models import Unit
from registry.scope import EVERYTHING
from registry.standing import standings
from reports.enums import Measure
from reports.models import Programme
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

_UNIVERSITY, _INTERMEDIATE = 4, 2
_DEGREES = Course(Category.DEGREE, scale=Scale.PROFESSIONAL)
_UNIVERSITIES = Course(Category.DEGREE, scale=Scale.PROFESSIONAL, rank=_UNIVERSITY)
_SCHOOLS = Course(Category.DEGREE, scale=Scale.PROFESSIONAL, rank=_INTERMEDIATE)
_INFORMATICS = Course(programme="TH-A")
_PROFESSIONAL = Course(programme="NV-CM")
_PLANNING = Course(programme="QH-CB")

STUDYING = {
    Measure.STUDYING: _DEGREES,
    Measure.STUDYING_SHARE: _DEGREES,
    Measure.STUDYING_UNIVERSITY: _UNIVERSITIES,
    Measure.STUDYING_UNIVERSITY_SHARE: _UNIVERSITIES,
    Measure.STUDYING_INTERMEDIATE: _SCHOOLS,
    Measure.STUDYING_INTERMEDIATE_SHARE: _SCHOOLS,
}
ATTENDING = {
    Measure.INFORMATICS_ATTENDANCES: _INFORMATICS,
    Measure.INFORMATICS_SHARE: _INFORMATICS,
    Measure.REFRESHER_ATTENDANCES: _PROFESSIONAL,
    Measure.REFRESHER_SHARE: _PROFESSIONAL,
    Measure.PLANNING_ATTENDANCES: _PLANNING,
}
HOLDING = {
    Measure.INFORMATICS_CLASSES: _INFORMATICS,
    Measure.REFRESHER_CLASSES: _PROFESSIONAL,
    Measure.PLANNING_CLASSES: _PLANNING,
}
SHARES = (
    Measure.STUDYING_SHARE,
    Measure.STUDYING_UNIVERSITY_SHARE,
    Measure.STUDYING_INTERMEDIATE_SHARE,
    Measure.INFORMATICS_SHARE,
    Measure.REFRESHER_SHARE,
)


@dataclass(frozen=True)
class TrainingFigure:
    """A count, over a base when it is a share; in words what is counted and over whom."""

    count: int
    base: int | None
    counted_as: str
    base_words: str = ""


class TrainingCounter:
    """Figures of a province's classes; those in class, attendances and classes of a day are read once."""

    def __init__(
        self, programme: Programme, province: Unit, people: Callable[[date], dict[str, int]]
    ) -> None:
        """`people` gives the persons of a day by measure: the bases are among them."""
        self.programme, self.province, self.people = programme, province, people
        self._studying: dict[date, list[tuple[int, int]]] = {}
        self._attended: dict[date, list[tuple[str, int]]] = {}
        self._held: dict[date, Counter[str]] = {}

    def figure(self, measure: Measure, day: date) -> TrainingFigure | None:
        """What the classes say; None for a measure that is not about training."""
        counts = self.counts(measure, day)
        if not counts:
            return None
        counted_as, count = counts[0]
        if measure not in SHARES:
            return TrainingFigure(count, None, counted_as)
        if measure in STUDYING:
            before = self.programme.baseline_on
            base = self.people(before)[Measure.WITHOUT_PROFESSIONAL_TRAINING]
            words = f"người chưa qua đào tạo chuyên môn ngày {format_day(before)}"
            return TrainingFigure(count, base, counted_as, words)
        words = f"cán bộ, công chức ngày {format_day(day)}"
        return TrainingFigure(count, self.people(day)[Measure.STAFF], counted_as, words)

    def counts(self, measure: Measure, day: date) -> list[tuple[str, int]]:
        """Count without a base, in each way it can be counted, the usual one first; else nothing."""
        if measure in STUDYING:
            return [(CountedAs.PERSONS.label, self._studying_count(STUDYING[measure].rank, day))]
        if measure in ATTENDING:
            attendants = self._attendants(measure, day)
            return [
                (CountedAs.ATTENDANCES.label, len(attendants)),
                (CountedAs.PERSONS.label, len(set(attendants))),
            ]
        if measure in HOLDING:
            return [("lớp", self._classes(day)[HOLDING[measure].programme])]
        return []

    def _studying_count(self, rank: int | None, day: date) -> int:
        """Persons who serve and study on a day, of all degree classes or of those that give one rank."""
        if day not in self._studying:
            self._studying[day] = ranks_in_class(_DEGREES, day=day, scope=EVERYTHING, unit=self.province)
        return len({cadre_id for cadre_id, given in self._studying[day] if rank in (None, given)})

    def _attendants(self, measure: Measure, day: date) -> list[int]:
        """The person of each attendance of the year up to a day."""
        if day not in self._attended:
            rows = attendances(Course(), *year_until(day)).filter(training_class__province=self.province)
            pairs = rows.order_by().values_list("training_class__programme__code", "cadre_id")
            self._attended[day] = list(pairs)
        asked = ATTENDING[measure].programme
        return [cadre_id for programme, cadre_id in self._attended[day] if programme == asked]

    def _classes(self, day: date) -> Counter[str]:
        if day not in self._held:
            classes = classes_held(Course(), *year_until(day)).filter(province=self.province)
            self._held[day] = Counter(classes.values_list("programme__code", flat=True))
        return self._held[day]


def conditions(measure: Measure, day: date) -> tuple[Sql, Sql] | None:
    """Conditions on a standing: who is in the base, who is counted (attendances: the persons behind them)."""
    if measure in STUDYING:
        return untrained(), studying(STUDYING[measure], day)
    if measure in ATTENDING:
        rows = attendances(ATTENDING[measure], *year_until(day)).order_by().values("cadre_id")
        text, params = rows.query.sql_with_params()
        return standings.everyone(), Sql(f"s.cadre_id IN ({text})", tuple(params))
    return None


def base_day(measure: str, programme: Programme, day: date) -> date:
    """The day of the base: that of the figure, but the start of the scheme for those who study."""
    return programme.baseline_on if measure in STUDYING else day


def list_query(measure: Measure, day: date) -> tuple[str, str]:
    """Name and query of the page of training that lists what is counted; ("", "") where people are."""
    if measure in ATTENDING:
        keys = {"year": day.year, "as_of": day.isoformat(), "programme": ATTENDING[measure].programme}
        return "training:attendance_list", "?" + urlencode(keys)
    if measure in HOLDING:
        states = [ClassState.OPEN, ClassState.RUNNING, ClassState.FINISHED]
        asked = {"year": day.year, "programme": HOLDING[measure].programme, "state": states}
        return "training:class_list", "?" + urlencode(asked, doseq=True)
    return "", ""
