"""Stores the classes of a generated province through the door of acts: a few acts, history and all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Model

from common.numbers import format_int
from demo.people.plan import ProvincePlan
from demo.steps import Writer, Written
from demo.training.generate import generate_classes
from demo.training.money import write_money
from demo.training.plan import ClassPlan, TraineePlan
from registry.acts.recording import record
from registry.enums import ActKind
from training.enums import Category, ClassState, Concern, Outcome
from training.models import (
    ClassSession,
    Enrolment,
    FundingSource,
    Institution,
    Result,
    SeatAllotment,
    TrainingClass,
    TrainingProgramme,
)

_LET_IN = "Lớp vừa làm vừa học, không trùng ngày lên lớp"


@dataclass(frozen=True)
class _Keys:
    """The catalogue by its codes."""

    programmes: dict[str, TrainingProgramme]
    institutions: dict[str, int]
    sources: dict[str, int]

    @classmethod
    def read(cls) -> _Keys:
        return cls(
            programmes={each.code: each for each in TrainingProgramme.objects.all()},
            institutions=dict(Institution.objects.values_list("code", "pk")),
            sources=dict(FundingSource.objects.values_list("code", "pk")),
        )


def demonstration_step(plan: ProvincePlan, seed: int, block: int) -> Writer:
    """The step of training in `demo.steps`."""
    classes = generate_classes(plan, seed, block)

    def write(written: Written) -> None:
        keys = _Keys.read()
        by_programme: Callable[[ClassPlan], int] = lambda each: keys.programmes[each.programme].order  # noqa: E731
        for _order, group in groupby(sorted(classes, key=by_programme), key=by_programme):
            _write_classes(list(group), keys, written)
        write_money(written)

    return write


def _write_classes(classes: list[ClassPlan], keys: _Keys, written: Written) -> None:
    """The classes of one programme, as one act."""
    programme = keys.programmes[classes[0].programme]
    people = sum(len(made.trainees) for made in classes)
    summary = f"{programme.name}: {len(classes)} lớp, {format_int(people)} lượt người (hư cấu)"
    rows = [row for made in classes for row in _rows(made, keys, written)]
    record(ActKind.DEMONSTRATION, written.actor, created=rows, summary=summary, reason=written.reason)


def _rows(made: ClassPlan, keys: _Keys, written: Written) -> Iterator[Model]:
    """The class, its sessions and seats, then its people with what came of it."""
    training_class = _class(made, keys, written)
    yield training_class
    for session in made.sessions:
        yield ClassSession(
            training_class=training_class,
            place=session.place,
            starts_on=session.starts_on,
            ends_on=session.ends_on,
            days=session.days,
        )
    allotments: dict[str, SeatAllotment] = {}
    for (district_key, source), seats in made.seats.items():
        allotments[district_key] = SeatAllotment(
            training_class=training_class,
            unit_id=written.unit_id(district_key),
            source_id=keys.sources[source],
            seats=seats,
        )
    yield from allotments.values()
    decision = _sending_decision(made, keys.programmes[made.programme])
    for trainee in made.trainees:
        enrolment = _enrolment(made, trainee, training_class, allotments[trainee.district_key], written)
        enrolment.sending_decision = decision
        yield enrolment
        yield from _results(made, trainee, enrolment, written)


def _class(made: ClassPlan, keys: _Keys, written: Written) -> TrainingClass:
    return TrainingClass(
        code=made.code,
        name=made.name,
        programme=keys.programmes[made.programme],
        institution_id=keys.institutions[made.institution],
        province=written.province,
        mode=made.mode,
        specialty=made.specialty,
        starts_on=made.starts_on,
        ends_on=made.ends_on,
        decision_no=made.decision_no,
        decided_on=made.decided_on,
        cost_per_seat_vnd=made.cost_per_seat_vnd,
        fixed_cost_vnd=made.fixed_cost_vnd,
        budget_year=made.starts_on.year,
        state=made.state,
        state_note=made.state_note,
    )


def _sending_decision(made: ClassPlan, programme: TrainingProgramme) -> str:
    """Who studies for a degree is sent by a decision of their own; it follows that of the class."""
    if programme.category != Category.DEGREE or made.state == ClassState.PLANNED:
        return ""
    number, symbol = made.decision_no.split("/", 1)
    return f"{int(number) + 12}/{symbol}"


def _enrolment(
    made: ClassPlan,
    trainee: TraineePlan,
    training_class: TrainingClass,
    allotment: SeatAllotment,
    written: Written,
) -> Enrolment:
    enrolled_on = date(2013, 12, 20) if made.state == ClassState.OPEN else made.enrolled_on(trainee.person)
    return Enrolment(
        training_class=training_class,
        allotment=allotment,
        cadre=written.cadre(trainee.person),
        enrolled_on=enrolled_on,
        overridden=Concern.OVERLAP if trainee.overlaps else "",
        override_reason=_LET_IN if trainee.overlaps else "",
        withdrawn_on=trainee.withdrawn_on,
        withdrawal_reason=trainee.withdrawal_reason,
    )


def _results(
    made: ClassPlan, trainee: TraineePlan, enrolment: Enrolment, written: Written
) -> Iterable[Model]:
    if trainee.passed is None:
        return
    yield Result(
        enrolment=enrolment,
        cadre=enrolment.cadre,
        outcome=Outcome.PASSED if trainee.passed else Outcome.FAILED,
        completed_on=made.ends_on,
        classification=trainee.classification,
        certificate_no=trainee.certificate_no,
        qualification=written.qualification(trainee.level) if trainee.level else None,
    )
