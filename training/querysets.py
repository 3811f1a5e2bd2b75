"""Which rows of training: scope first. A class is seen by its province and by districts with seats in it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import Count, F, Q, QuerySet

from accounts.models import User
from registry.querysets import FactQuerySet
from registry.scope import Scope
from training.enums import ClassState


def _holding(day: date | F | None = None, at: str = "") -> Q:
    """Condition on an enrolment, or on those at the end of a path: it has its seat today, or on a day."""
    kept = Q((f"{at}withdrawn_on__isnull", True))
    if day is None:
        return kept
    return (kept | Q((f"{at}withdrawn_on__gt", day))) & Q((f"{at}enrolled_on__lte", day))


def _units_seen(scope: Scope) -> Q:
    """Condition on a unit: one of the scope's districts or communes, or a province that it lies in."""
    place = apps.get_model("registry", "UnitPlace")
    own = scope.district_ids | scope.unit_ids
    above = place.objects.filter(unit_id__in=own).values("province_id")
    return Q(unit_id__in=own) | Q(unit_id__in=above)


class TrainingClassQuerySet(QuerySet[Any]):
    """Classes."""

    def in_scope(self, user: User) -> TrainingClassQuerySet:
        """All classes of the account's province; for a district those that have a seat for it."""
        scope = Scope.of(user)
        if scope.everything:
            return self.all()
        allotment = apps.get_model("training", "SeatAllotment")
        seats = allotment.objects.filter(_units_seen(scope)).values("training_class_id")
        return self.filter(Q(province_id__in=scope.province_ids) | Q(pk__in=seats))

    def manageable_by(self, user: User) -> TrainingClassQuerySet:
        """Classes that the account may plan, open and close: those of its own province."""
        scope = Scope.of(user)
        return self.all() if scope.everything else self.filter(province_id__in=scope.province_ids)

    def live(self) -> TrainingClassQuerySet:
        """Not cancelled."""
        return self.exclude(state=ClassState.CANCELLED)

    def of_year(self, year: int) -> TrainingClassQuerySet:
        """Classes that are held on at least one day of a year."""
        return self.filter(starts_on__lte=date(year, 12, 31), ends_on__gte=date(year, 1, 1))


class OfClassQuerySet(QuerySet[Any]):
    """Parts of a class: as visible as the class."""

    def in_scope(self, user: User) -> OfClassQuerySet:
        scope = Scope.of(user)
        if scope.everything:
            return self.all()
        training_class = apps.get_model("training", "TrainingClass")
        return self.filter(training_class__in=training_class.objects.in_scope(user))


class SeatAllotmentQuerySet(OfClassQuerySet):
    """Seats of a class for a unit, paid from one source."""

    def in_scope(self, user: User) -> SeatAllotmentQuerySet:
        """All of a province's classes; a district sees its own seats and those open to the whole province."""
        scope = Scope.of(user)
        if scope.everything:
            return self.all()
        return self.filter(Q(training_class__province_id__in=scope.province_ids) | _units_seen(scope))

    def with_taken(self, day: date | None = None) -> SeatAllotmentQuerySet:
        """Adds how many people hold a seat, today or on a day, as `taken`."""
        return self.annotate(taken=Count("enrolments", filter=_holding(day, "enrolments__")))


class EnrolmentQuerySet(FactQuerySet):
    """Trainees: as visible as the person."""

    def changeable_by(self, user: User) -> EnrolmentQuerySet:
        """Trainees whose seat the account may change: its people, and those on seats of its units."""
        scope = Scope.of(user)
        if scope.everything:
            return self.all()
        cadre = apps.get_model("registry", "Cadre")
        own = scope.district_ids | scope.unit_ids | scope.province_ids
        mine = cadre.objects.in_scope(user).editable_by(user).values("pk")
        return self.filter(Q(cadre__in=mine) | Q(allotment__unit__in=own))

    def active_on(self, day: date | F) -> EnrolmentQuerySet:
        """Has a seat on the day: enrolled by then and not withdrawn."""
        return self.filter(_holding(day))

    def holding_seats(self) -> EnrolmentQuerySet:
        """Takes a seat of the allotment today."""
        return self.filter(_holding())

    def learning_on(self, day: date) -> EnrolmentQuerySet:
        """Is on the way to what the class gives: has a seat on the day, and no result by then.

        Cancelling a class takes its seats back from a day on: before it its trainees were learning. A seat
        that a cancelled class never took back teaches nothing. `Enrolment.is_learning` says the same of one.
        """
        unfinished = Q(result__isnull=True) | Q(result__completed_on__gt=day)
        idle = _holding() & Q(training_class__state=ClassState.CANCELLED)
        return self.active_on(day).filter(unfinished).exclude(idle)

    def in_class_on(self, day: date) -> EnrolmentQuerySet:
        """Studies on the day: is learning, and the class has begun."""
        return self.learning_on(day).filter(training_class__starts_on__lte=day)


class OfEnrolmentQuerySet(FactQuerySet):
    """What hangs on a trainee: results, attendance, support."""


class ProvinceMoneyQuerySet(QuerySet[Any]):
    """Budgets and plans of a province: read by the province; of a plan a district reads its own lines."""

    def in_scope(self, user: User) -> ProvinceMoneyQuerySet:
        scope = Scope.of(user)
        if scope.everything:
            return self.all()
        condition = Q(province_id__in=scope.province_ids)
        if "unit" in {each.name for each in self.model._meta.fields}:
            condition |= _units_seen(scope)
        return self.filter(condition)


class PaymentQuerySet(QuerySet[Any]):
    """Payments: as visible as the seats they are for."""

    def in_scope(self, user: User) -> PaymentQuerySet:
        scope = Scope.of(user)
        if scope.everything:
            return self.all()
        allotment = apps.get_model("training", "SeatAllotment")
        return self.filter(allotment__in=allotment.objects.in_scope(user))
