"""Classes of the demonstration: the published figures come out of records that agree with one another."""

from collections import Counter
from datetime import date
from functools import cache

import pytest
from django.db.models import Count, Q, Sum
from django.test import TestCase

from demo.people.plan import BASELINE, CLOSING, HEADS, ProvincePlan
from demo.province import DEFAULT_SEED, communes, generate
from demo.training.generate import generate_classes
from demo.training.plan import ClassPlan, posting_on, serves_throughout
from registry import audit as verification
from registry.ahead.retirement import RetirementAges
from registry.enums import Scale
from registry.models import Act, Unit
from registry.scope import Scope
from tests.training.papers.counted import attendants, attended, in_class
from training.costs.commitments import BUDGETS
from training.costs.costs import money_of
from training.enrolment.candidates import check_candidates
from training.enums import Category, ClassState, Concern
from training.models import (
    Enrolment,
    Payment,
    Result,
    SeatAllotment,
    SupportPayment,
    TrainingClass,
    YearlyBudget,
)
from training.papers.counting import Course, classes_held, year_until

EVERYTHING = Scope(everything=True)
DEGREES = Course(Category.DEGREE, scale=Scale.PROFESSIONAL)


@cache
def made(seed: int, block: int = 0) -> tuple[ProvincePlan, list[ClassPlan]]:
    plan = generate(seed, block)
    return plan, generate_classes(plan, seed, block)


# --- the generator ---


def test_the_same_seed_gives_the_same_classes():
    again = generate_classes(generate(DEFAULT_SEED), DEFAULT_SEED, 0)

    # The text of a plan names every field of everything below it.
    assert repr(again) == repr(made(DEFAULT_SEED)[1])


@pytest.mark.parametrize(("seed", "block"), [(DEFAULT_SEED, 0), (7, 0), (31, 2)])
def test_the_published_sizes_come_out_of_any_seed(seed: int, block: int):
    plan, classes = made(seed, block)
    sizes: Counter[str] = Counter()
    lots = Counter(each.programme for each in classes if each.state == ClassState.FINISHED)
    for each in classes:
        sizes[each.programme] += sum(trainee.person.stays for trainee in each.trainees)
    attendances: Counter[str] = Counter()
    for each in classes:
        if each.state == ClassState.FINISHED:
            attendances[each.programme] += len(each.trainees)

    assert (sizes["CM-DH"], sizes["CM-TC"]) == (244, 422)
    assert (lots["TH-A"], attendances["TH-A"]) == (5, 150)
    assert (lots["NV-CM"], attendances["NV-CM"]) == (16, 800)
    assert (lots["QH-CB"], attendances["QH-CB"]) == (9, 398)
    assert len({each.code for each in classes}) == len(classes)


@pytest.mark.parametrize("seed", [DEFAULT_SEED, 7])
def test_the_two_heads_of_every_commune_attend_in_post_and_once(seed: int):
    _plan, classes = made(seed)
    planning = [each for each in classes if each.programme == "QH-CB"]
    seats = []
    for each in planning:
        for trainee in each.trainees:
            assert serves_throughout(trainee.person, each.starts_on, each.ends_on)
            posting = posting_on(trainee.person, each.starts_on)
            assert posting is not None
            seats.append((posting.unit_key, posting.title))
    people = [trainee.person.number for each in planning for trainee in each.trainees]

    assert sorted(seats) == sorted((commune.key, title) for commune in communes() for title in HEADS)
    assert len(set(people)) == len(people) == 398


# --- the records ---


@pytest.mark.usefixtures("demonstration")
class TestLoadedClasses(TestCase):
    @property
    def province(self) -> Unit:
        return Unit.objects.get(key="04")

    def test_in_class_are_666_of_1610(self):
        found = {
            rank: in_class(
                Course(Category.DEGREE, scale=Scale.PROFESSIONAL, rank=rank),
                day=CLOSING,
                scope=EVERYTHING,
                unit=self.province,
                untrained_on=BASELINE,
            )
            for rank in (None, 4, 2)
        }

        assert {rank: each.count for rank, each in found.items()} == {None: 666, 4: 244, 2: 422}
        assert found[None].base_count == 1610
        assert all(each.base is not None and each.members <= each.base for each in found.values())
        untrained_still = in_class(DEGREES, day=CLOSING, scope=EVERYTHING, untrained_on=CLOSING)
        assert untrained_still.base is not None
        assert untrained_still.members <= untrained_still.base

    def test_short_courses_of_2013_count_attendances_and_persons(self):
        courses = {
            "TH-A": Course(scale=Scale.INFORMATICS),
            "NV-CM": Course(programme="NV-CM"),
            "QH-CB": Course(programme="QH-CB"),
        }
        found = {}
        for code, course in courses.items():
            lots, heads = (count(course, day=CLOSING, scope=EVERYTHING) for count in (attended, attendants))
            found[code] = (classes_held(course, *year_until(CLOSING)).count(), lots.count, lots.base_count)
            assert heads.count <= lots.count

        assert found == {"TH-A": (5, 150, 3603), "NV-CM": (16, 800, 3603), "QH-CB": (9, 398, 3603)}
        # Some were on two professional courses: 800 attendances are fewer persons.
        assert attendants(courses["NV-CM"], day=CLOSING, scope=EVERYTHING).count < 800

    def test_degree_classes_are_of_40_to_60_seats_and_four_sources_pay(self):
        degrees = TrainingClass.objects.filter(programme__category=Category.DEGREE, state=ClassState.RUNNING)
        seats = degrees.annotate(total=Sum("allotments__seats")).values_list("total", flat=True)

        assert len(seats) == 14
        assert all(40 <= total <= 60 for total in seats)
        assert SeatAllotment.objects.values("source").distinct().count() == 4

    def test_no_allotment_has_more_trainees_than_seats(self):
        holding = Count("enrolments", filter=Q(enrolments__withdrawn_on__isnull=True))

        assert not [each for each in SeatAllotment.objects.annotate(held=holding) if each.held > each.seats]

    def test_every_trainee_could_take_the_seat_or_was_let_in_with_a_reason(self):
        for allotment in SeatAllotment.objects.select_related(
            "training_class__programme__level", "training_class__programme__entry_level"
        ).filter(training_class__programme__code__in=("CM-DH", "CM-TC", "TH-A", "QP-DT4"))[:90]:
            people: dict[date, list] = {}
            for enrolment in allotment.enrolments.select_related("cadre"):
                people.setdefault(enrolment.enrolled_on, []).append(enrolment.cadre)
            for day, cadres in people.items():
                for each in check_candidates(allotment, cadres, day):
                    assert {line.concern for line in each.concerns} <= {Concern.OVERLAP}, (allotment, each)

    def test_a_pass_points_to_a_level_of_the_class_and_its_last_day(self):
        passes = Result.objects.filter(qualification__isnull=False).select_related(
            "qualification__level", "enrolment__training_class__programme"
        )

        assert passes.count() == 142 + 135 + 100
        for each in passes:
            training_class, level = each.enrolment.training_class, each.qualification
            assert level.level_id == training_class.programme.level_id
            assert level.cadre_id == each.enrolment.cadre_id == each.cadre_id
            assert level.obtained_on == each.completed_on == training_class.ends_on
            assert level.source == f"Lớp {training_class.code}"
        assert not Result.objects.filter(
            qualification__isnull=True, outcome="passed", enrolment__training_class__programme__level__gt=0
        ).exists()

    def test_nobody_retires_before_the_degree(self):
        ages = RetirementAges.stored()
        studying = Enrolment.objects.in_class_on(CLOSING).select_related("cadre", "training_class")
        for each in studying:
            retires = ages.retires_on(each.cadre.born_on, each.cadre.born_precision, each.cadre.sex)
            assert retires is None or retires > each.training_class.ends_on

    def test_some_who_left_their_posts_still_stand_in_a_class(self):
        gone = Enrolment.objects.in_class_on(CLOSING).exclude(cadre__postings__ended_on__isnull=True)

        assert gone.count() == 3
        assert Enrolment.objects.filter(withdrawn_on__isnull=False).exists()

    def test_no_source_is_committed_beyond_its_budget_nor_a_class_paid_beyond_its_cost(self):
        for budget in YearlyBudget.objects.all():
            purse = (budget.province_id, budget.source_id, budget.year)
            committed = BUDGETS.sum_taken([purse]).get(purse, 0)
            assert 0 <= committed <= budget.amount_vnd
        rows = money_of(TrainingClass.objects.all())
        assert all(row.paid_vnd <= row.class_vnd for row in rows)
        assert Payment.objects.exists()
        assert SupportPayment.objects.filter(amount_vnd__gt=0).count() == 150 + 398

    def test_history_agrees_and_every_row_belongs_to_an_act(self):
        assert list(verification.check_history()) == []
        training = Act.objects.filter(summary__contains="(hư cấu)")
        assert training.count() == 11
