"""The facts behind the working of support: classes, people on their first day in class, dated amounts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Sum
from django.db.models.functions import Coalesce

from registry.enums import Sex
from registry.models import Posting
from training.costs.support import Course, Line, Rate, Trainee, months_begun, total_of, working
from training.models import Enrolment, SupportPayment, SupportPolicy, TrainingClass

TRAITS = (
    "cadre__sex",
    "cadre__ethnic_group__is_minority",
    "cadre__ethnic_group__is_local_small",
    "is_border",
)


@dataclass(frozen=True)
class ClassSupport:
    """What decides the support in one class: its measures, and the policy of its first day."""

    course: Course
    policy: SupportPolicy | None
    rates: tuple[Rate, ...]

    @property
    def examples(self) -> list[SupportPolicy]:
        """The policy when its amounts are examples only, to be warned of."""
        return [self.policy] if self.policy and self.policy.is_example else []

    def lines_for(self, trainee: Trainee) -> list[Line]:
        return working(self.course, trainee, self.rates)


def class_supports(classes: QuerySet[Any]) -> dict[int, ClassSupport]:
    """By class; three queries."""
    policies = list(SupportPolicy.objects.prefetch_related("rates").order_by("-valid_from", "code"))
    rates = {each.pk: tuple(_rate(rate) for rate in each.rates.all()) for each in policies}
    rows = classes.order_by().annotate(days=Coalesce(Sum("sessions__days"), 0))
    found = {}
    for row in rows.values("pk", "programme__category", "starts_on", "ends_on", "days"):
        policy = policy_on(row["starts_on"], policies)
        months = months_begun(row["starts_on"], row["ends_on"])
        course = Course(category=row["programme__category"], days=row["days"], months=months)
        found[row["pk"]] = ClassSupport(course, policy, rates[policy.pk] if policy else ())
    return found


def policy_on(day: date, policies: list[SupportPolicy]) -> SupportPolicy | None:
    """The policy in force on a day, of several the youngest (they come in that order)."""
    return next((each for each in policies if each.valid_from <= day <= each.valid_to), None)


def with_traits(enrolments: QuerySet[Any]) -> QuerySet[Any]:
    """With `is_border`: on the day of enrolment the person's main posting lay in a border commune."""
    day = OuterRef("enrolled_on")
    serving = Posting.objects.filter(cadre=OuterRef("cadre"), is_main=True, started_on__lte=day)
    at_border = serving.exclude(ended_on__lt=day).filter(
        unit__places__valid_from__lte=day,
        unit__places__valid_to__gte=day,
        unit__places__commune__versions__valid_from__lte=day,
        unit__places__commune__versions__valid_to__gte=day,
        unit__places__commune__versions__is_border=True,
    )
    return enrolments.annotate(is_border=Exists(at_border))


def trainee_of(row: Mapping[str, Any]) -> Trainee:
    """The person of a row of `with_traits(…).values(*TRAITS)`."""
    sex, minority, small, border = (row[name] for name in TRAITS)
    return Trainee(
        is_woman=sex == Sex.FEMALE,
        is_minority=bool(minority),
        is_local_small=bool(small),
        is_border=bool(border),
    )


@dataclass(frozen=True)
class Working:
    """How the support of one trainee is computed; `paid` is the payment, whose own working then counts."""

    enrolment: Enrolment
    first_day: date
    trainee: Trainee
    policy: SupportPolicy | None
    lines: list[Line]
    paid: SupportPayment | None

    @property
    def amount_vnd(self) -> int:
        """What was paid, else what would be."""
        return self.paid.amount_vnd if self.paid else total_of(self.lines)

    @property
    def texts(self) -> list[str]:
        """The working line by line, as it was kept with the payment."""
        return self.paid.working.splitlines() if self.paid else [line.text for line in self.lines]


def with_facts(enrolments: QuerySet[Any]) -> QuerySet[Any]:
    """Enrolments as `working_of` needs them."""
    return with_traits(enrolments).select_related(
        "cadre__ethnic_group", "training_class", "allotment__source", "support_payment"
    )


def workings(enrolments: QuerySet[Any]) -> list[Working]:
    """Of each enrolment in the order given; four queries."""
    rows = list(with_facts(enrolments))
    classes = TrainingClass.objects.filter(pk__in={row.training_class_id for row in rows})
    supports = class_supports(classes) if rows else {}
    return [working_of(row, supports[row.training_class_id]) for row in rows]


def awaiting_support(classes: QuerySet[Any]) -> QuerySet[Any]:
    """Trainees who hold a seat and have not been paid."""
    return Enrolment.objects.filter(
        training_class__in=classes.order_by().values("pk"), support_payment__isnull=True
    ).holding_seats()


def support_due(classes: QuerySet[Any], supports: Mapping[int, ClassSupport]) -> dict[int, int]:
    """Support still to be paid, in whole đồng by allotment; one query, however many trainees."""
    keys = ("training_class_id", "allotment_id", *TRAITS)
    alike = with_traits(awaiting_support(classes)).order_by().values(*keys).annotate(people=Count("pk"))
    due: dict[int, int] = {}
    for row in alike:
        one = total_of(supports[row["training_class_id"]].lines_for(trainee_of(row)))
        due[row["allotment_id"]] = due.get(row["allotment_id"], 0) + one * row["people"]
    return due


def working_of(row: Any, support: ClassSupport) -> Working:
    """Of a row of `with_facts`."""
    group = row.cadre.ethnic_group
    trainee = Trainee(
        is_woman=row.cadre.sex == Sex.FEMALE,
        is_minority=group.is_minority,
        is_local_small=group.is_local_small,
        is_border=row.is_border,
    )
    return Working(
        enrolment=row,
        first_day=row.training_class.starts_on,
        trainee=trainee,
        policy=support.policy,
        lines=support.lines_for(trainee),
        paid=getattr(row, "support_payment", None),
    )


def _rate(rate: Any) -> Rate:
    return Rate(rate.kind, rate.basis, rate.amount_vnd, rate.beneficiary, rate.category)
