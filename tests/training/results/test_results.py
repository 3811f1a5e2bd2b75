"""Results of a class, the levels that a pass writes, and the way back of both."""

import json
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.core import serializers
from django.core.exceptions import ValidationError

from common import sql
from registry.acts import undo
from registry.ahead import expected
from registry.cards import services
from registry.enums import Scale
from registry.errors import EditConflict, Refusal, UndoBlocked
from registry.models import Act, Qualification
from registry.scope import Scope
from reports.figures.indicators import totals
from reports.targets.programmes import targets_of
from tests.factories import registry as make
from tests.factories import training as train
from training.enrolment import services as enrolling
from training.enums import ClassState, Outcome, TrainingAct, WithdrawalReason
from training.models import Enrolment, Result, TrainingClass
from training.results.services import ResultFacts, ResultsRefused, correct_result, record_results

pytestmark = pytest.mark.django_db
DAY = date(2013, 12, 31)
GRADUATION = date(2013, 12, 20)
CLASS: dict[str, Any] = {"starts_on": date(2012, 1, 9), "ends_on": GRADUATION, "state": ClassState.RUNNING}


def dump():
    """Every stored row of the registry and of training; acts and history are the log beside them."""
    return {
        model._meta.label: json.loads(serializers.serialize("json", model._default_manager.order_by("pk")))
        for label in ("registry", "training")
        for model in apps.get_app_config(label).get_models()
        if model is not Act and not hasattr(model, "instance_type")
    }


@pytest.fixture
def staff(reference):
    return make.make_user(units=(make.unit_coded("04"),))


@pytest.fixture
def training_class(staff):
    return train.make_class(staff, code="TC-NN-01", specialty="Nông nghiệp", **CLASS)


@pytest.fixture
def seats(staff, training_class):
    return train.make_seats(staff, training_class, make.unit_coded("043"), 40)


def trainee(staff, seats, name="Lý A Sình", level="none"):
    cadre = make.make_cadre(staff, make.unit_coded("01333"), name, levels={Scale.PROFESSIONAL: level})
    return train.make_enrolment(staff, seats, cadre)


def passed(enrolment, **extra):
    return ResultFacts(enrolment, Outcome.PASSED, **{"completed_on": GRADUATION} | extra)


def failed(enrolment, **extra):
    return ResultFacts(enrolment, Outcome.FAILED, **{"completed_on": GRADUATION} | extra)


def record(staff, training_class, *facts):
    return record_results(actor=staff, training_class=training_class, facts=facts)


def professional_target():
    """The target that asks cán bộ for what the class gives: the title of everybody here is theirs."""
    wanted = train.programme().level
    [found] = [
        each for each in targets_of() if each.minimum == wanted and each.staff_group == "elected_cadre"
    ]
    return found


def reached(target):
    [figure] = totals(targets=[target], day=DAY, scope=Scope(everything=True), unit=make.unit_coded("043"))
    return figure.count, figure.base


# Done, line 2 -----------------------------------------------------------------------------------------


def test_a_class_of_40_moves_the_target_by_the_30_who_lacked_the_level_in_one_act_and_back(
    staff, training_class, seats
):
    untrained = [trainee(staff, seats, f"Nông Văn A{number}") for number in range(33)]
    trained = [trainee(staff, seats, f"Bế Thị B{number}", "intermediate") for number in range(7)]
    target = professional_target()
    assert reached(target) == (7, 40)
    before, acts_before = dump(), Act.objects.count()
    facts = [passed(each) for each in (*untrained[:30], *trained)] + [failed(each) for each in untrained[30:]]

    act = record(staff, training_class, *facts)

    assert Act.objects.count() == acts_before + 1
    assert reached(target) == (37, 40)
    assert Qualification.objects.filter(source="Lớp TC-NN-01").count() == 37
    assert act.summary == "Kết quả lớp TC-NN-01: 40 người, 37 đạt"

    undo.undo(act, staff)

    assert reached(target) == (7, 40)
    assert dump() == before


# Recording --------------------------------------------------------------------------------------------


def test_a_pass_writes_the_level_with_the_class_as_its_source(staff, training_class, seats):
    enrolment = trainee(staff, seats)

    record(staff, training_class, passed(enrolment, classification="good", certificate_no="B 0123"))

    result: Any = Result.objects.get()
    level = result.qualification
    assert (level.cadre, level.level) == (enrolment.cadre, training_class.programme.level)
    assert (level.obtained_on, level.obtained_precision, level.source) == (GRADUATION, "day", "Lớp TC-NN-01")
    assert (level.specialty, level.mode) == ("Nông nghiệp", "in_service")
    assert level.institution == training_class.institution.name
    assert (level.classification, level.certificate_no) == ("good", "B 0123")
    assert (result.classification, result.certificate_no) == ("good", "B 0123")


def test_a_failure_and_a_course_without_a_level_write_no_level(staff, training_class, seats):
    course = train.make_class(staff, "NV-CM", **CLASS)
    places = train.make_seats(staff, course, make.unit_coded("043"))
    first, second = trainee(staff, seats), trainee(staff, places, "Bế Ích Quân")

    record(staff, training_class, failed(first))
    record(staff, course, passed(second, certificate_no="12/CC"))

    outcomes = Result.objects.filter(qualification=None).values_list("outcome", flat=True)
    assert set(outcomes) == {"failed", "passed"}
    assert not Qualification.objects.filter(source__startswith="Lớp").exists()


def test_a_diploma_entered_by_hand_before_is_pointed_to_not_written_twice(staff, training_class, seats):
    enrolment = trainee(staff, seats)
    by_hand = make.make_qualification(
        staff,
        enrolment.cadre,
        Scale.PROFESSIONAL,
        "intermediate",
        obtained_on=GRADUATION,
        specialty="nông nghiệp",
    )

    record(staff, training_class, passed(enrolment))

    assert Result.objects.get().qualification == by_hand
    assert Qualification.objects.filter(cadre=enrolment.cadre).count() == 2


def test_a_diploma_is_pointed_to_by_one_result_only(staff, training_class, seats):
    """Two classes of one kind that end on one day give two diplomas."""
    first = trainee(staff, seats)
    record(staff, training_class, passed(first))
    other = train.make_class(staff, code="TC-NN-02", specialty="Nông nghiệp", **CLASS)
    there = train.make_seats(staff, other, make.unit_coded("043"), 40)
    second = train.make_enrolment(staff, there, first.cadre)

    record(staff, other, passed(second))

    sources = Result.objects.order_by("pk").values_list("qualification__source", flat=True)
    assert list(sources) == ["Lớp TC-NN-01", "Lớp TC-NN-02"]


def test_with_a_result_nobody_is_on_the_way_any_more(staff, training_class, seats):
    enrolment = trainee(staff, seats)
    record(staff, training_class, failed(enrolment))

    assert sql.rows(expected.expected_facts(DAY, make.EVERYBODY)) == []


def test_the_class_is_finished_when_nobody_waits_for_a_result(staff, training_class, seats):
    first, second, gone = (trainee(staff, seats, f"Nông Văn A{number}") for number in range(3))
    enrolling.withdraw(
        actor=staff,
        enrolment=gone,
        withdrawal_reason=WithdrawalReason.HEALTH,
        withdrawn_on=date(2013, 5, 1),
    )

    record(staff, training_class, passed(first))
    assert TrainingClass.objects.get().state == ClassState.RUNNING
    act = record(staff, training_class, failed(second))
    assert TrainingClass.objects.get().state == ClassState.FINISHED

    undo.undo(act, staff)
    assert TrainingClass.objects.get().state == ClassState.RUNNING


def test_all_in_the_way_are_named_and_nothing_is_written(staff, training_class, seats):
    early, future, certified, gone, child = (
        trainee(staff, seats, name) for name in ("An Văn A", "Bế Văn B", "Cao Văn C", "Đàm Văn D", "Giáp A")
    )
    make.change(staff, gone, withdrawn_on=date(2013, 5, 1), withdrawal_reason=WithdrawalReason.HEALTH)
    make.change(staff, child.cadre, born_on=date(2003, 1, 1))
    before = dump()

    with pytest.raises(ResultsRefused) as refused:
        record(
            staff,
            training_class,
            passed(early, completed_on=date(2012, 1, 8)),
            passed(future, completed_on=date(2999, 1, 1)),
            failed(certified, certificate_no="1"),
            passed(gone),
            passed(child),
        )

    texts = {row.cadre.full_name: text for row, text in refused.value.lines}
    assert texts["An Văn A"] == "ngày cấp 08/01/2012 trước ngày vào lớp 09/01/2012."
    assert "hôm nay" in texts["Bế Văn B"]
    assert "không đạt thì" in texts["Cao Văn C"]
    assert "không còn là học viên" in texts["Đàm Văn D"]
    assert "trước khi đủ" in texts["Giáp A"]
    assert dump() == before


def test_a_second_result_is_refused_and_points_to_the_correction(staff, training_class, seats):
    enrolment = trainee(staff, seats)
    trainee(staff, seats, "Bế Ích Quân")
    record(staff, training_class, passed(enrolment))

    with pytest.raises(ResultsRefused, match="Sửa nhập sai"):
        record(staff, training_class, passed(enrolment))


@pytest.mark.parametrize("state", [ClassState.PLANNED, ClassState.CANCELLED])
def test_a_class_that_was_never_held_has_no_results(staff, training_class, seats, state):
    enrolment = trainee(staff, seats)
    make.change(staff, training_class, state=state, state_note="Không đủ người")

    with pytest.raises(Refusal, match="chưa mở hoặc đã hủy"):
        record(staff, training_class, passed(enrolment))


def test_nothing_to_record_is_told(staff, training_class):
    with pytest.raises(ValidationError, match="Chưa có kết quả nào"):
        record(staff, training_class)


# Correcting -------------------------------------------------------------------------------------------


def correct(staff, facts, reason="Ghi nhầm số hiệu", **extra):
    return correct_result(
        actor=staff, result=Result.objects.get(enrolment=facts.enrolment), facts=facts, reason=reason, **extra
    )


def test_result_and_level_are_corrected_together(staff, training_class, seats):
    enrolment = trainee(staff, seats)
    record(staff, training_class, passed(enrolment, certificate_no="B 0123"))
    before = dump()
    day = date(2013, 12, 24)

    act = correct(staff, passed(enrolment, certificate_no="B 0132", completed_on=day))

    result: Any = Result.objects.get()
    assert (result.certificate_no, result.completed_on) == ("B 0132", day)
    assert (result.qualification.certificate_no, result.qualification.obtained_on) == ("B 0132", day)
    assert (act.kind, act.reason) == (TrainingAct.RECORD_RESULTS, "Ghi nhầm số hiệu")
    undo.undo(act, staff)
    assert dump() == before


@pytest.mark.parametrize("facts", [(passed, failed), (failed, passed)])
def test_another_outcome_takes_the_level_away_or_writes_it_and_back_and_again(
    staff, training_class, seats, facts
):
    enrolment = trainee(staff, seats)
    wrong, right = (each(enrolment) for each in facts)
    record(staff, training_class, wrong)
    before = dump()

    act = correct(staff, right)

    after = dump()
    assert Result.objects.get().outcome == right.outcome
    assert Qualification.objects.filter(source="Lớp TC-NN-01").count() == int(right.passed)
    undoing = undo.undo(act, staff)
    assert dump() == before
    undo.undo(undoing, staff)
    assert dump() == after


def test_a_diploma_that_was_there_before_stays_when_the_pass_was_none(staff, training_class, seats):
    enrolment = trainee(staff, seats)
    by_hand = make.make_qualification(
        staff,
        enrolment.cadre,
        Scale.PROFESSIONAL,
        "intermediate",
        obtained_on=GRADUATION,
        specialty="Nông nghiệp",
    )
    record(staff, training_class, passed(enrolment))

    correct(staff, failed(enrolment))

    assert Qualification.objects.filter(pk=by_hand.pk).exists()


def test_a_correction_says_why_changes_something_and_fits(staff, training_class, seats):
    enrolment = trainee(staff, seats)
    record(staff, training_class, passed(enrolment))

    with pytest.raises(ValidationError, match="lý do"):
        correct(staff, failed(enrolment), reason=" ")
    with pytest.raises(ValidationError, match="trước ngày vào lớp"):
        correct(staff, passed(enrolment, completed_on=date(2011, 1, 1)))
    assert correct(staff, passed(enrolment)) is None
    assert Act.objects.filter(kind=TrainingAct.RECORD_RESULTS).count() == 1


@pytest.mark.parametrize("facts", [passed, failed])
def test_who_saw_an_older_result_does_not_write_over_a_newer_one(staff, training_class, seats, facts):
    enrolment = trainee(staff, seats)
    record(staff, training_class, passed(enrolment))
    version = enrolment.result.history.first().history_id
    correct(staff, passed(enrolment, certificate_no="1"))

    with pytest.raises(EditConflict):
        correct(staff, facts(enrolment), version=version)


# Undo -------------------------------------------------------------------------------------------------


def test_what_stands_on_the_results_is_named(staff, training_class, seats):
    enrolment = trainee(staff, seats)
    recorded = record(staff, training_class, passed(enrolment))
    level = Qualification.objects.get(source="Lớp TC-NN-01")
    verified = services.verify_qualification(
        state="verified", actor=staff, qualification=level, decision="5/KL", decided_on=date(2013, 12, 30)
    )
    corrected = correct(staff, passed(enrolment, certificate_no="1"))

    with pytest.raises(UndoBlocked) as blocked:
        undo.undo(recorded, staff)

    assert blocked.value.blockers == [verified, corrected]


def test_an_enrolment_is_held_by_its_result(staff, training_class, seats):
    enrolment = trainee(staff, seats)
    enrolled = Act.objects.latest("pk")
    recorded = record(staff, training_class, passed(enrolment))

    assert undo.plan(enrolled).blockers == [recorded]
    assert Enrolment.objects.get().result.qualification is not None
