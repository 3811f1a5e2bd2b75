"""The people behind a number: who is counted, who is not, and the reason of each.

The list comes from the same standing and the same conditions as the number, so its length is the number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from common import sql
from common.sql import Sql
from registry.ahead.criteria import Criterion
from registry.enums import Scale, StaffGroup
from registry.models import Cadre
from registry.scope import Scope
from registry.serving import Serving, serving_under
from registry.standing import standings
from registry.standing.held_levels import Held, HeldLevels, levels_on
from registry.standing.standings import Standing
from registry.units.tree import UnitNode, UnitTree
from reports.enums import Cut
from reports.figures.ahead import expected_condition, staying_condition
from reports.figures.criteria import criteria_of
from reports.figures.cuts import cut_sql
from reports.models import Target

_BATCH = 500


class Counted(StrEnum):
    """Which part of the base is listed: as it is on the day, or as it is expected to be when it is due."""

    YES = "yes"
    NO = "no"
    ALL = "all"
    EXPECTED = "expected"
    STAYING = "staying"

    @property
    def is_ahead(self) -> bool:
        return self in (Counted.EXPECTED, Counted.STAYING)


@dataclass(frozen=True)
class Subject:
    """What is asked of people: who is in the base, who is counted, on which scales that is decided."""

    label: str
    base: Sql
    counted: Sql
    scales: tuple[Scale, ...] = ()
    criterion: Criterion | None = None

    @classmethod
    def of_target(cls, target: Target, day: date) -> Subject:
        (criterion,), demand = criteria_of([target], day), target.asks_on(day)
        return cls(target.name, demand.population, demand.counted, (demand.scale,), criterion)

    @classmethod
    def of_staff(cls, group: StaffGroup | None = None) -> Subject:
        """All who serve, or one group of them: in the base and counted alike."""
        everyone = standings.in_group(group or "")
        return cls(group.label if group else "Cán bộ, công chức", everyone, everyone)


@dataclass(frozen=True)
class Question:
    """One number: its subject, unit, day and scope, the part of it, and the value of a cut."""

    subject: Subject
    place: UnitNode
    day: date
    scope: Scope
    counted: Counted = Counted.ALL
    cut: Cut | None = None
    value: str = ""

    @property
    def condition(self) -> Sql:
        """Who is listed."""
        subject = self.subject
        if subject.criterion and self.counted.is_ahead:
            ahead = expected_condition if self.counted == Counted.EXPECTED else staying_condition
            return ahead(subject.criterion, self.day)
        if self.counted == Counted.YES:
            return subject.counted
        if self.counted == Counted.NO:
            return standings.all_of(subject.base, standings.negated(subject.counted))
        return subject.base

    @property
    def looks_ahead(self) -> bool:
        """There is a due day to look ahead to."""
        return self.subject.criterion is not None and self.day < self.subject.criterion.due_on

    @property
    def cut_label(self) -> str:
        """ "Giới tính: Nữ", or nothing without a cut."""
        if self.cut is None:
            return ""
        return f"{self.cut.label}: {cut_sql(self.cut, self.day).labels.get(self.value, self.value)}"


@dataclass(frozen=True)
class Person:
    """A line of the list."""

    cadre: Cadre
    serving: Serving
    reason: str
    is_counted: bool
    is_learning: bool = False

    @property
    def answer(self) -> str:
        """Whether the number counts the person; of a forecast, who is not counted yet is still in class."""
        return "được tính" if self.is_counted else "đang học" if self.is_learning else "không được tính"


def people_behind(question: Question) -> QuerySet[Cadre]:
    """The persons of a question, by given name."""
    base = standings.standing_sql(day=question.day, scope=question.scope, unit=question.place.unit)
    condition, join = question.condition, Sql("")
    if question.cut:
        divided = cut_sql(question.cut, question.day)
        chosen = Sql(f"({divided.value.text}) = %s", (*divided.value.params, question.value))
        condition, join = standings.all_of(condition, chosen), divided.join
    text = f"SELECT s.cadre_id FROM ({base.text}) s{join.text} WHERE {condition.text}"  # noqa: S608 -- constants
    listed = RawSQL(text, (*base.params, *join.params, *condition.params))  # noqa: S611 -- values are parameters
    people: QuerySet[Cadre] = Cadre.objects.within(question.scope).filter(pk__in=listed)
    return people.order_by("sort_key", "pk")


def lines_of(cadres: Sequence[Cadre], question: Question, tree: UnitTree) -> list[Person]:
    """Lines of a page of persons: unit, title, reason, counted or not."""
    ids = [cadre.pk for cadre in cadres]
    found = _standings_with_answer(ids, question)
    levels = levels_on(ids, question.day, question.subject.scales)
    people = serving_under((standing for standing, _ in found.values()), name_of=tree.version_of)
    return [
        _line(cadre, people[cadre.pk], levels[cadre.pk], question, is_counted=found[cadre.pk][1])
        for cadre in cadres
        if cadre.pk in found
    ]


def all_lines(question: Question, tree: UnitTree) -> Iterator[Person]:
    """Every line of a question, read in batches; for files."""
    cadres = list(people_behind(question))
    for start in range(0, len(cadres), _BATCH):
        yield from lines_of(cadres[start : start + _BATCH], question, tree)


def _standings_with_answer(ids: Iterable[int], question: Question) -> dict[int, tuple[Standing, bool]]:
    base = standings.standing_sql(day=question.day, scope=question.scope, cadre_ids=ids)
    counted = question.subject.counted
    text = f"SELECT s.*, CASE WHEN {counted.text} THEN 1 ELSE 0 END AS answer FROM ({base.text}) s"  # noqa: S608
    rows = sql.rows(Sql(text, (*counted.params, *base.params)))
    return {
        row["cadre_id"]: (standings.standing_from(row), bool(answer))
        for row in rows
        for answer in [row.pop("answer")]
    }


def _line(
    cadre: Cadre, serving: Serving, levels: HeldLevels, question: Question, *, is_counted: bool
) -> Person:
    reasons = [str(Held(scale, levels.get(scale))) for scale in question.subject.scales]
    return Person(
        cadre=cadre,
        serving=serving,
        reason="; ".join(reasons) or f"giữ chức danh từ {serving.since:%d/%m/%Y}",
        is_counted=is_counted,
        is_learning=question.counted == Counted.EXPECTED and not is_counted,
    )
