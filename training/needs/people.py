"""The people behind a need: who, what they lack, what their commune answered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from registry.ahead.criteria import Criterion
from registry.models import Cadre
from registry.scope import Scope
from registry.serving import NOWHERE, Serving, serving_under
from registry.standing import standings
from registry.standing.held_levels import levels_on
from registry.units.tree import UnitNode, UnitTree
from training.enrolment.services import ENTERS
from training.enums import NeedAnswer
from training.models import NeedConfirmation, TrainingClass
from training.needs.needs import Part, any_part, parts_of

UNANSWERED = "none"


@dataclass(frozen=True)
class NeedQuestion:
    """Which people are asked for; `criteria` are those of the list, one or all."""

    criteria: Sequence[Criterion]
    part: Part
    node: UnitNode | None
    answer: str = ""
    small_only: bool = False


@dataclass(frozen=True)
class NeedMark:
    """One criterion that a person lacks: the level held, the part they belong to, and the answer."""

    criterion: Criterion
    part: Part
    held: str
    answer: str
    wish: str

    @property
    def is_known(self) -> bool:
        return bool(self.held)

    @property
    def answer_label(self) -> str:
        return str(NeedAnswer(self.answer).label) if self.answer else ""


@dataclass(frozen=True)
class NeedRow:
    """A person of the list."""

    cadre: Cadre
    serving: Serving
    marks: tuple[NeedMark, ...]


def people_of(question: NeedQuestion, *, day: date, scope: Scope) -> QuerySet[Cadre]:
    """The persons asked for, by given name."""
    keys = standings.people(
        day=day,
        scope=scope,
        unit=question.node.unit if question.node else None,
        condition=any_part(question.criteria, question.part, day),
    )
    people: QuerySet[Cadre] = Cadre.objects.within(scope).filter(pk__in=keys)
    if question.small_only:
        people = people.filter(ethnic_group__is_local_small=True)
    if question.answer:
        people = _with_answer(people, question)
    return people.select_related("ethnic_group").order_by("sort_key", "pk")


def need_rows(
    cadres: Sequence[Cadre], *, criteria: Sequence[Criterion], tree: UnitTree, scope: Scope
) -> list[NeedRow]:
    """Rows for one page with every criterion of `criteria` that a person lacks; the same few queries for any
    number of people."""
    day, ids = tree.day, [cadre.pk for cadre in cadres]
    parts = parts_of(ids, criteria=criteria, day=day, scope=scope)
    found = standings.standings_of(ids, day=day, scope=scope)
    people = serving_under(found.values(), name_of=tree.version_of)
    levels = levels_on(ids, day)
    answers = _answers(ids)
    rows = []
    for cadre in cadres:
        marks = []
        for each in criteria:
            if part := parts.get(cadre.pk, {}).get(each.code):
                held = levels[cadre.pk].get(each.scale)
                answer = answers.get((cadre.pk, str(each.scale), each.minimum_rank))
                marks.append(
                    NeedMark(
                        each,
                        part,
                        held=held.level.label if held else "",
                        answer=answer.answer if answer else "",
                        wish=answer.wish if answer else "",
                    )
                )
        rows.append(NeedRow(cadre, people.get(cadre.pk, NOWHERE), tuple(marks)))
    return rows


def classes_toward(
    criteria: Sequence[Criterion], classes: QuerySet[TrainingClass]
) -> QuerySet[TrainingClass]:
    """Classes that people may still enter and that give a level that one of the criteria asks for."""
    gives = Q()
    for each in criteria:
        gives |= Q(programme__level__scale=each.scale, programme__level__rank__gte=each.minimum_rank)
    found = classes.filter(gives, state__in=ENTERS) if criteria else classes.none()
    return found.select_related("programme").order_by("starts_on", "code")


def _answers(ids: Iterable[int]) -> dict[tuple[int, str, int], NeedConfirmation]:
    rows = NeedConfirmation.objects.filter(cadre__in=list(ids)).select_related("level").order_by("pk")
    return {(row.cadre_id, row.level.scale, row.level.rank): row for row in rows}


def _with_answer(people: QuerySet[Cadre], question: NeedQuestion) -> QuerySet[Cadre]:
    asked = Q()
    for each in question.criteria:
        asked |= Q(level__scale=each.scale, level__rank=each.minimum_rank)
    answered = NeedConfirmation.objects.filter(asked)
    if question.answer == UNANSWERED:
        return people.exclude(pk__in=answered.values("cadre_id"))
    return people.filter(pk__in=answered.filter(answer=question.answer).values("cadre_id"))
