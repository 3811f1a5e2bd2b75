"""Thresholds, paths, gaps and status of targets: the rules on worked numbers."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from registry.models import Unit
from reports.commands import programme_of
from reports.enums import Status
from reports.models import Programme, TargetAssignment
from reports.targets.promises import Promise, Promises, gap_persons, status_of

PATH = Fraction(70)


@pytest.mark.parametrize(
    ("count", "base", "threshold", "gap"),
    [
        (1388, 2096, "90", 499),  # ⌈0,9 × 2.096⌉ = 1.887
        (7, 18, "90", 10),  # 16,2 persons are 17
        (9, 10, "90", 0),
        (10, 10, "90", 0),
        (0, 0, "90", 0),
        (0, 3, "33.33", 1),
        (1, 3, "33.34", 1),
    ],
)
def test_gap_is_a_whole_number_of_persons(count, base, threshold, gap):
    assert gap_persons(count, base, Decimal(threshold)) == gap


@pytest.mark.parametrize(
    ("count", "base", "status"),
    [
        (90, 100, Status.MET),
        (899, 1000, Status.ON_TRACK),
        (70, 100, Status.ON_TRACK),
        (699, 1000, Status.WATCH),
        (65, 100, Status.WATCH),
        (649, 1000, Status.LATE),
        (0, 100, Status.LATE),
        (0, 0, Status.EMPTY),
    ],
)
def test_status_by_exact_shares(count, base, status):
    assert status_of(count, base, Decimal("90"), PATH, Decimal("5")) == status


def test_path_runs_straight_from_the_baseline_to_the_threshold():
    promise = Promise(Decimal("90"), ((date(2011, 12, 31), Fraction(50)), (date(2015, 12, 31), Fraction(90))))

    assert promise.path_on(date(2010, 1, 1)) == 50
    assert promise.path_on(date(2013, 12, 31)) == 50 + Fraction(40 * 731, 1461)
    assert promise.path_on(date(2015, 12, 31)) == 90
    assert promise.path_on(date(2020, 1, 1)) == 90


@pytest.fixture
def programme(reference: None) -> Programme:
    return programme_of("DA03")


def resolve(programme, *, unit_key="043"):
    district, province = Unit.objects.get(key=unit_key), Unit.objects.get(key="04")
    return Promises.of(programme).resolve(
        programme.targets.get(code="TH"), (district.pk, province.pk), Fraction(20)
    )


def assign(programme, unit_key, percent, year=None):
    TargetAssignment.objects.create(
        target=programme.targets.get(code="TH"),
        unit=Unit.objects.get(key=unit_key),
        year=year,
        percent=Decimal(percent),
        decision_no="12-QĐ/TU",
    )


@pytest.mark.django_db
def test_a_unit_without_its_own_target_inherits_the_programme(programme):
    assert resolve(programme).threshold == 80


@pytest.mark.django_db
def test_the_nearest_decision_wins(programme):
    assign(programme, "04", "75")
    assign(programme, "043", "70")

    assert resolve(programme).threshold == 70
    assert resolve(programme, unit_key="042").threshold == 75


@pytest.mark.django_db
def test_yearly_points_bend_the_path(programme):
    assign(programme, "04", "30", 2012)
    assign(programme, "04", "60", 2013)

    promise = resolve(programme)

    assert promise.path_on(date(2012, 12, 31)) == 30
    assert promise.path_on(date(2013, 12, 31)) == 60
    assert promise.path_on(date(2015, 12, 31)) == 80
