"""Which rows: scope first, then the words of the field. Every view starts from `in_scope`."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.apps import apps
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from accounts.models import User
from common.text.folding import name_key
from registry.scope import Scope


def _units_of_provinces(scope: Scope) -> QuerySet[Any]:
    place = apps.get_model("registry", "UnitPlace")
    return place.objects.filter(province_id__in=scope.province_ids).values("unit_id")


def posting_condition(scope: Scope) -> Q:
    """Condition on a posting that keeps it inside a scope which is not everything."""
    condition = Q(unit_id__in=scope.unit_ids)
    if scope.province_ids:
        condition |= Q(unit_id__in=_units_of_provinces(scope))
    return condition


class UnitQuerySet(QuerySet[Any]):
    """Units, as they stood on a day."""

    def in_scope(self, user: User) -> UnitQuerySet:
        """Units whose people the account may see: its provinces, or its districts and their communes."""
        scope = Scope.of(user)
        if scope.everything:
            return self.all()
        condition = Q(pk__in=scope.unit_ids | scope.district_ids)
        if scope.province_ids:
            condition |= Q(pk__in=_units_of_provinces(scope))
        return self.filter(condition)

    def existing_on(self, day: date) -> UnitQuerySet:
        return self.filter(established_on__lte=day, ended_on__gte=day)

    def coded(self, code: str, day: date) -> UnitQuerySet:
        """The unit that carries an official code on a day: codes are used again over time."""
        return self.filter(versions__code=code, versions__valid_from__lte=day, versions__valid_to__gte=day)


class CadreQuerySet(QuerySet[Any]):
    """People."""

    def in_scope(self, user: User) -> CadreQuerySet:
        """People who hold or held a title in a unit of the account's scope."""
        return self.within(Scope.of(user))

    def within(self, scope: Scope) -> CadreQuerySet:
        """`in_scope` for a scope already read."""
        if scope.everything:
            return self.all()
        posting = apps.get_model("registry", "Posting")
        return self.filter(pk__in=posting.objects.filter(posting_condition(scope)).values("cadre_id"))

    def editable_by(self, user: User) -> CadreQuerySet:
        """People whose latest posting is in scope: a district that has let someone go only reads on."""
        scope = Scope.of(user)
        if scope.everything:
            return self.all()
        posting = apps.get_model("registry", "Posting")
        latest = posting.objects.filter(cadre=OuterRef("pk"), is_main=True).order_by("-started_on", "-id")
        mine = posting.objects.filter(posting_condition(scope)).values("pk")
        return self.within(scope).alias(latest=Subquery(latest.values("pk")[:1])).filter(latest__in=mine)

    def matching(self, text: str) -> CadreQuerySet:
        """People with a name of which some word begins with each word of the text; marks, case, đ/d and
        tone place do not matter."""
        found = self
        for word in name_key(text).split():
            found = found.filter(Q(name_key__startswith=word) | Q(name_key__contains=f" {word}"))
        return found

    def for_card(self, user: User) -> CadreQuerySet:
        """With all that a card shows: `is_editable` of the person, `is_visible` of each posting."""
        scope = Scope.of(user)
        posting = apps.get_model("registry", "Posting")
        qualification = apps.get_model("registry", "Qualification")
        postings = posting.objects.select_related("unit", "title", "kind")
        is_visible = Exists(posting.objects.within(scope).filter(pk=OuterRef("pk")))
        is_editable = Exists(self.model.objects.editable_by(user).filter(pk=OuterRef("pk")))
        return (
            self.annotate(is_editable=is_editable)
            .select_related("ethnic_group")
            .prefetch_related(
                Prefetch("postings", postings.annotate(is_visible=is_visible)),
                Prefetch("qualifications", qualification.objects.select_related("level")),
                "remedies",
            )
        )


class FactQuerySet(QuerySet[Any]):
    """Facts about a person: as visible as the person."""

    def in_scope(self, user: User) -> Self:
        scope = Scope.of(user)
        if scope.everything:
            return self.all()
        cadre = apps.get_model("registry", "Cadre")
        return self.filter(cadre__in=cadre.objects.within(scope))


class PostingQuerySet(QuerySet[Any]):
    """Postings: visible where they are held, so that another district's title of a person stays hidden."""

    def in_scope(self, user: User) -> PostingQuerySet:
        return self.within(Scope.of(user))

    def within(self, scope: Scope) -> PostingQuerySet:
        """`in_scope` for a scope already read."""
        return self.all() if scope.everything else self.filter(posting_condition(scope))

    def serving_on(self, day: date) -> PostingQuerySet:
        """Titles held on the day."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=day), started_on__lte=day)


class QualificationQuerySet(FactQuerySet):
    """Levels of people."""

    def counting_on(self, day: date) -> QuerySet[Any]:
        """Levels held on the day and not found unlawful."""
        return self.exclude(verification="unlawful").filter(
            Q(obtained_on__isnull=True) | Q(obtained_on__lte=day)
        )


class RemedyQuerySet(FactQuerySet):
    """Phương án of people."""


class ActQuerySet(QuerySet[Any]):
    """Acts: those of one's own agency, except by colleagues who were given other units; whoever sees a
    province sees all acts by its accounts."""

    def in_scope(self, user: User) -> ActQuerySet:
        scope = Scope.of(user)
        if scope.everything:
            return self.all()
        access = apps.get_model("registry", "UnitAccess")
        if not scope.province_ids:
            elsewhere = access.objects.exclude(unit_id__in=scope.district_ids).values("user_id")
            colleagues = Q(actor__agency_id=user.agency_id, actor__is_superuser=False)
            return self.filter(Q(actor=user) | colleagues & ~Q(actor_id__in=elsewhere))
        users = access.objects.filter(
            Q(unit_id__in=scope.province_ids) | Q(unit__places__province_id__in=scope.province_ids)
        )
        return self.filter(Q(actor_id__in=users.values("user_id")) | Q(actor=user))


class ImportBatchQuerySet(QuerySet[Any]):
    """Uploaded files: one's own, or all for those who see everything."""

    def in_scope(self, user: User) -> ImportBatchQuerySet:
        return self.filter(user=user)
